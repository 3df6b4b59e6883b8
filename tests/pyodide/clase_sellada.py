"""Lo que hace quien aprende con una clase sellada, en Pyodide: cada cosa, con lo que se vio."""

import difflib  # noqa: F401  # primero: desde muy adentro, a node no le alcanza la pila
import hashlib
import io
import json
import time
from base64 import b64encode
from contextlib import redirect_stdout
from pathlib import Path

from curso_de_prueba import EJERCICIOS

from minigrad.aula import comprobar, solucion
from minigrad.aula.curso.activo import usar
from minigrad.aula.curso.sellado import CursoSellado
from minigrad.navegador import AQUI, cripto

cripto._DEL_SITIO = Path("cripto.js")  # en el sitio va junto al módulo
datos = json.loads(Path("datos.json").read_text("utf-8"))
print(json.dumps(["aquí", AQUI and not hasattr(hashlib, "scrypt") and len(EJERCICIOS) > 0]))

for n, resumen in datos["resumenes"]:
    antes = time.perf_counter()
    hecho = cripto.scrypt("ñandú".encode(), salt=b"s" * 16, n=n, r=8, p=1, dklen=32)
    print(json.dumps(["scrypt", hecho.hex() == resumen, time.perf_counter() - antes]))

llave = bytes.fromhex(datos["llave"])
casi = datos["token"][:-6] + ("A" if datos["token"][-6] != "A" else "B") + datos["token"][-5:]
for token, otra in (
    (datos["token"], llave),
    (casi, llave),
    (datos["token"], llave[::-1]),
    ("", llave),
):
    abierto = cripto.abrir_fernet(token, otra)
    print(json.dumps(["fernet", abierto and b64encode(abierto).decode()]))


def derivada(f, x, h=1e-5):
    return (f(x + h) - f(x - h)) / (2 * h)


def de_un_lado(f, x, h=1e-5):
    return (f(x + h) - f(x)) / h


clave = datos["clave"]
pasos = {
    "número": lambda: comprobar("02-numero", 13.5),
    "otro número": lambda: comprobar("02-numero", 13.25),
    "letra": lambda: comprobar("02-repaso", "b"),
    "función": lambda: comprobar("02-derivada", derivada),
    "casi": lambda: comprobar("02-derivada", de_un_lado),
    "sin clave": lambda: solucion("02-derivada"),
    "otra clave": lambda: solucion("02-derivada", clave="casa perro gato sol"),
    "clave": lambda: solucion("02-derivada", clave=clave.upper()),
    "ya abierta": lambda: solucion("02-numero"),
}
with usar(CursoSellado(Path("_clase").absolute())):
    for nombre, hacer in pasos.items():
        with redirect_stdout(io.StringIO()) as visto:
            hacer()
        print(json.dumps([nombre, visto.getvalue()]))
