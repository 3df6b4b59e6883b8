"""La figura del explorador de la neurona: su grafo, la curva de activación y los gradientes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from minigrad.exploradores.comun.ejes import Eje, Panel, como_imagen, leyenda, lienzo, tabla
from minigrad.exploradores.comun.estilo import AZUL, NARANJA, TINTA, a_la_vista, marco, sigue
from minigrad.exploradores.comun.molde import (
    aligerar,
    hueco,
    llenar,
    vaciar_derivadas,
    vaciar_nodos,
)
from minigrad.exploradores.neurona.cuentas import Celula, Datos, activar, cuentas, noticia, por_que
from minigrad.graph.dot import Aviso, Vista, dibujar
from minigrad.graph.palabras import numero
from minigrad.graph.reglas import derivadas_del_nodo
from minigrad.graph.svg import accesible

_ANCHO, _ALTO = 380, 262
_RAYAS = "7 4"
#: el número más ancho que cabe en una caja
_HOLGADO = "−8.8888"
#: hasta dónde llega el eje de n; se usa el primero en que cabe
_ALCANCES = (6.0, 12.0, 24.0, 60.0)
_ALTURAS = {"tanh": (-1.25, 1.25), "sigmoid": (-0.15, 1.15)}
#: el grafo se encoge hasta esta parte de su tamaño; con menos, las letras no se leen
_LEGIBLE = 0.65
_FIJO = re.compile(r'width="(\d+)pt" height="(\d+)pt"')


class Dibujo:
    """El grafo de una neurona con huecos: uno por activación y por número de entradas."""

    def __init__(self, celula: Celula):
        nodos = celula.nodos
        valores = {(nodo.numero, dato): _HOLGADO for nodo in nodos for dato in ("data", "grad")}
        self.grafo = dibujar(nodos, Vista(derivadas=True, valores=valores))
        crudo = None if isinstance(self.grafo, Aviso) else self.grafo.crudo()
        medidas = _FIJO.search(crudo or "")
        self.ancho = int(medidas[1]) * 4 / 3 if medidas else 0.0
        self.molde = crudo and self._con_huecos(crudo)

    @property
    def minimo(self) -> float:
        """Los píxeles de ancho que el grafo necesita para leerse."""
        return self.ancho * _LEGIBLE

    def _con_huecos(self, crudo: str) -> str:
        molde = vaciar_derivadas(vaciar_nodos(crudo))
        molde = accesible(molde, hueco("titulo"), hueco("texto"), {})
        molde = re.sub(r' (xml:space|id|style|width|height)="[^"]*"', "", molde)
        estilo = f'style="width:100%;min-width:{self.minimo:.0f}px;max-width:{self.ancho:.0f}px"'
        return aligerar(molde).replace("<svg ", f"<svg {estilo} ", 1)

    def svg(self, celula: Celula) -> str | None:
        """El grafo con los números de esta neurona, o `None` si no hay con qué dibujar."""
        return self.molde and llenar(self.molde, dict(_huecos(celula)))


def _huecos(celula: Celula) -> Iterator[tuple[str, str]]:
    primera, segunda = cuentas(celula)
    yield "titulo", f"Grafo de una neurona con activación {celula.datos.activacion}"
    yield "texto", html.escape(f"{primera}; {segunda}")
    nodos = celula.nodos
    for nodo in nodos:
        yield f"data {nodo.numero}", numero(nodo.data)
        yield f"grad {nodo.numero}", numero(nodo.grad)
        hijos = [nodos[hijo].original for hijo in nodo.hijos]
        for hijo, local in zip(nodo.hijos, derivadas_del_nodo(nodo.original, hijos) or (),
                               strict=True):  # fmt: skip
            yield f"local {hijo} {nodo.numero}", f" × {numero(local)} "


def _el_dibujo(celula: Celula) -> Dibujo:
    return _dibujo(celula.datos.activacion, len(celula.datos.x))


@lru_cache(maxsize=12)
def _dibujo(activacion: str, entradas: int) -> Dibujo:
    return Dibujo(Celula(Datos((0.0,) * entradas, (0.0,) * entradas, 0.0, activacion)))


# --- la curva ------------------------------------------------------------------------------------


def curva(celula: Celula) -> str:
    """La curva de activación, el punto de operación y la tangente con su pendiente."""
    n, o, m = celula.n.data, celula.raiz.data, celula.pendiente
    nombre = celula.datos.activacion
    alcance = next((a for a in _ALCANCES if abs(n) <= a), 1.1 * abs(n))
    alturas = _ALTURAS.get(nombre, (-0.2 * alcance if nombre == "relu" else -alcance, alcance))
    panel = Panel(46, 36, 320, 180, (Eje(-alcance, alcance, "n"), Eje(*alturas, "o")))
    panel.linea([(n, alturas[0]), (n, o), (-alcance, o)], TINTA, 1, "2 3")
    xs = [-alcance + 2 * alcance * i / 240 for i in range(241)]
    panel.linea([(x, activar(nombre, x)) for x in xs], AZUL, 2.5)
    largo = alcance / 4
    panel.linea([(x, o + m * (x - n)) for x in (n - largo, n + largo)], NARANJA, 2.2, _RAYAS)
    panel.punto(n, o, TINTA)
    renglones = [(AZUL, "", nombre), (NARANJA, _RAYAS, f"tangente: pendiente {numero(m)}")]
    titulo = f"Curva de la activación {nombre}, con n = {numero(n)} y o = {numero(o)}"
    partes = [leyenda(46, 14, renglones), panel.svg()]
    return lienzo(_ANCHO, _ALTO, titulo, noticia(celula), partes)


# --- el cuadro -----------------------------------------------------------------------------------


def gradientes(celula: Celula) -> str:
    """La tabla de gradientes, con la cuenta de cada uno."""
    filas = [
        (hoja.nombre, numero(hoja.dato), por_que(celula, hoja), numero(hoja.grad))
        for hoja in celula.hojas()
    ]
    return tabla(("", "dato", "cuenta", "gradiente"), filas)


def cuadro(celula: Celula) -> str:
    """La figura con sus palabras."""
    primera, segunda = map(html.escape, cuentas(celula))
    dicho = (
        f'<div role="status"><div style="font:bold 1.1em monospace">{primera}<br>{segunda}</div>'
        f"<div>{html.escape(noticia(celula))}</div></div>"
    )
    abajo = (
        '<div style="display:flex;flex-wrap:wrap;gap:12px;align-items:center">'
        f'<div style="flex:0 1 {_ANCHO}px;min-width:0">{curva(celula)}</div>'
        f'<div style="min-width:0;overflow:auto">{gradientes(celula)}</div></div>'
    )
    minimo = _el_dibujo(celula).minimo
    return marco(
        f"{a_la_vista(dicho + sigue(minimo))}"
        f'<div style="margin:6px 0">{grafo(celula)}</div>{a_la_vista(abajo)}',
        minimo,
    )


def grafo(celula: Celula) -> str:
    """El dibujo del grafo o, si no hay con qué dibujar, su descripción."""
    return _svg(celula) or f"<pre>{html.escape(repr(dibujar(celula.nodos, Vista())))}</pre>"


def _svg(celula: Celula) -> str | None:
    svg = _el_dibujo(celula).svg(celula)
    if svg is None:
        _dibujo.cache_clear()  # puede que la próxima vez ya haya con qué dibujar
    return svg


def estatico(celula: Celula) -> str:
    """El mismo cuadro con los dibujos como imágenes, para una página sin Python detrás."""
    primera, segunda = cuentas(celula)
    svg = _svg(celula)
    alternativo = f"El grafo de una neurona. {primera}; {segunda}"
    dibujo = como_imagen(svg, alternativo) if svg else grafo(celula)
    palabras = f"La curva de activación con el punto de operación. {noticia(celula)}"
    return marco(
        f'<div style="font:bold 1.1em monospace">{html.escape(primera)}<br>'
        f"{html.escape(segunda)}</div>{dibujo}"
        f'<div style="max-width:{_ANCHO}px">{como_imagen(curva(celula), palabras)}</div>'
        f"{gradientes(celula)}"
    )
