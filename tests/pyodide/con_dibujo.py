"""Un grafo dibujado en Pyodide, antes y después de que llegue con qué dibujar."""

import json

from minigrad import Value, draw_dot
from minigrad.exploradores import recorrer
from minigrad.navegador import dibujo

a, b = Value(2.0, label="a"), Value(-3.0, label="b & <c>")
c = a * b + a
c.label = "ñandú"
c.backward()
grafo = draw_dot(c, titulo="Mi grafo", derivadas=True)


async def al_llegar():
    while dibujo._dibujante.promesa is not None:
        await dibujo._dibujante.promesa


def mostrar(que, **mas):
    print(json.dumps({"que": que, **grafo._repr_mimebundle_(), **mas}, ensure_ascii=False))


dibujo.pedir("/no/esta.js")
mostrar("antes")
await al_llegar()  # noqa: F704
mostrar("no llegó")  # y lo vuelve a intentar, donde lo pone el sitio
await al_llegar()  # noqa: F704
dibujo.pedir(viz)  # noqa: F821
await al_llegar()  # noqa: F704
mostrar("después", repr=repr(grafo))
ruta = grafo.render("grafo")
with open(ruta, encoding="utf-8") as archivo:
    hecho = archivo.read()
fallo = ""
try:
    grafo.pipe("png")
except RuntimeError as error:
    fallo = str(error)
otros = {"svg": hecho[:5], "ruta": ruta, "png": fallo, "dot": grafo.pipe("dot", encoding="utf-8")}
print(json.dumps({"que": "otros", **otros, "recorrer": repr(recorrer(c))}, ensure_ascii=False))
