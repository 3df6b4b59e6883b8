"""El mapa de lo que una red contesta en cada lugar del plano, con su frontera y sus puntos.

Se pintan cuatro zonas, que se distinguen también en gris: más claras del lado de la clase −1, más
oscuras del lado de la clase 1, y más pálidas cerca de la frontera. Los puntos llevan, además del
color, su forma: círculos vacíos y cuadrados llenos.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from contourpy import FillType, LineType, contour_generator

from minigrad.exploradores.comun.ejes import Eje, Panel
from minigrad.exploradores.comun.estilo import AZUL, NARANJA, TINTA
from minigrad.exploradores.entrenamiento.cuentas import Entrenador

#: puntaje desde el que empieza cada zona, y su color
_ZONAS = ((-1e9, "#dcebf7"), (-1.0, "#f3f8fc"), (0.0, "#f8ead9"), (1.0, "#ecc699"), (1e9, ""))
#: columnas y renglones de la rejilla en que se pregunta a la red, en grande y en chico
_REJILLA, _REJILLA_CHICA = (61, 49), (41, 33)
_RAYAS = "4 4"
LEYENDA = (
    "○ clase −1 · ■ clase 1 · línea negra: la frontera, puntaje 0 · a rayas: puntajes −1 y 1 · "
    "anillo grueso: punto fallado"
)


class Plano:
    """Lo que no cambia al entrenar: los ejes, la rejilla y dónde va cada punto."""

    def __init__(
        self, e: Entrenador, lugar: tuple[float, float, float, float], chico: bool = False
    ):
        puntos = np.array(e.puntos)
        (x0, y0), (x1, y1) = puntos.min(axis=0), puntos.max(axis=0)
        dx, dy = 0.12 * (x1 - x0), 0.12 * (y1 - y0)
        self.lugar, (_, _, ancho, alto) = lugar, lugar
        self.radio, (x, y) = (3, ("", "")) if chico else (4, ("x₁", "x₂"))
        self.ejes = Eje(float(x0 - dx), float(x1 + dx), x), Eje(float(y0 - dy), float(y1 + dy), y)
        panel = self.panel()
        self.sitios = [panel.sitio(*punto) for punto in e.puntos]
        columnas, renglones = _REJILLA_CHICA if chico else _REJILLA
        self.px, self.py = np.linspace(0, ancho, columnas), np.linspace(alto, 0, renglones)
        cuentas = zip(self.ejes, (columnas, renglones), strict=True)
        malla = np.meshgrid(*(np.linspace(eje.desde, eje.hasta, n) for eje, n in cuentas))
        self.rejilla = np.column_stack([lado.ravel() for lado in malla])

    def panel(self) -> Panel:
        """Un panel vacío con estos ejes."""
        return Panel(*self.lugar, self.ejes)

    def svg(self, e: Entrenador) -> str:
        """El mapa de la red como está ahora."""
        panel = self.panel()
        puntajes = np.nan_to_num(e.puntajes(self.rejilla), nan=0.0, posinf=1e9, neginf=-1e9)
        curvas = contour_generator(
            self.px, self.py, np.clip(puntajes, -1e8, 1e8).reshape(len(self.py), len(self.px)),
            line_type=LineType.Separate, fill_type=FillType.OuterOffset,
        )  # fmt: skip
        panel.dentro += _zonas(curvas)
        for nivel in (-1.0, 1.0):
            panel.dentro.append(_linea(curvas.lines(nivel), 1.0, _RAYAS))
        panel.dentro.append(_linea(curvas.lines(0.0), 2.5))
        panel.dentro += self._puntos(e)
        return panel.svg()

    def _puntos(self, e: Entrenador) -> Iterator[str]:
        todos = list(zip(self.sitios, e.clases, e.fallados(), strict=True))
        r, ancho = self.radio, 2 * self.radio
        anillos = [_circulo(x, y, 1.9 * r) for (x, y), _, fallado in todos if fallado]
        circulos = [_circulo(x, y, r) for (x, y), clase, _ in todos if clase < 0]
        cuadrados = [
            f'<rect x="{x - r:.1f}" y="{y - r:.1f}" width="{ancho}" height="{ancho}"/>'
            for (x, y), clase, _ in todos
            if clase > 0
        ]
        yield _grupo(f'fill="none" stroke="{TINTA}" stroke-width="2"', anillos)
        yield _grupo(f'fill="#ffffff" stroke="{AZUL}" stroke-width="{r / 2}"', circulos)
        yield _grupo(f'fill="{NARANJA}" stroke="#ffffff"', cuadrados)


def _zonas(curvas: Any) -> Iterator[str]:
    for (desde, color), (hasta, _) in pairwise(_ZONAS):
        trozos = zip(*curvas.filled(desde, hasta), strict=True)
        camino = "".join(
            f"{_camino(puntos[a:b])}Z" for puntos, cortes in trozos for a, b in pairwise(cortes)
        )
        yield f'<path d="{camino}" fill="{color}" fill-rule="evenodd"/>'


def _linea(lineas: Any, grosor: float, trazo: str = "") -> str:
    camino = "".join(_camino(linea) for linea in lineas)
    rayas = f' stroke-dasharray="{trazo}"' if trazo else ""
    return f'<path d="{camino}" fill="none" stroke="{TINTA}" stroke-width="{grosor}"{rayas}/>'


def _camino(puntos: Any) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in puntos.tolist())


def _circulo(x: float, y: float, radio: float) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radio:g}"/>'


def _grupo(atributos: str, formas: list[str]) -> str:
    """Lo que todas las formas repiten se dice una sola vez."""
    return f"<g {atributos}>{''.join(formas)}</g>"
