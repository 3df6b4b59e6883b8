"""El mapa de lo que una red contesta en cada lugar del plano, con su frontera y sus puntos.

Se pintan cuatro zonas, cada una sobre la anterior, que se distinguen también en gris: más claras
del lado de la clase −1, más oscuras del lado de la clase 1, y más pálidas cerca de la frontera. Los
puntos llevan, además del color, su forma: círculos vacíos y cuadrados llenos.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from minigrad.exploradores.comun.ejes import Eje, Panel, repartidos
from minigrad.exploradores.comun.estilo import AZUL, NARANJA, TINTA
from minigrad.exploradores.comun.nivel import Lugar, lineas, zonas
from minigrad.exploradores.entrenamiento.cuentas import Entrenador

#: puntaje desde el que empieza cada zona, y su color
_ZONAS = ((-1e9, "#dcebf7"), (-1.0, "#f3f8fc"), (0.0, "#f8ead9"), (1.0, "#ecc699"))
#: columnas y renglones de la rejilla en que se pregunta a la red, en grande y en chico
_REJILLA, _REJILLA_CHICA = (51, 41), (41, 33)
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
        ejes = []
        for coordenadas, nombre in zip(zip(*e.puntos, strict=True), _nombres(chico), strict=True):
            menor, mayor = min(coordenadas), max(coordenadas)
            aire = 0.12 * (mayor - menor)
            ejes.append(Eje(menor - aire, mayor + aire, nombre))
        self.lugar, self.ejes, self.radio = lugar, (ejes[0], ejes[1]), 3 if chico else 4
        panel = self.panel()
        self.sitios = [panel.sitio(*punto) for punto in e.puntos]
        self.columnas, self.renglones = _REJILLA_CHICA if chico else _REJILLA
        xs = repartidos(ejes[0].desde, ejes[0].hasta, self.columnas)
        ys = repartidos(ejes[1].desde, ejes[1].hasta, self.renglones)
        self.rejilla = [(x, y) for y in ys for x in xs]

    def panel(self) -> Panel:
        """Un panel vacío con estos ejes."""
        return Panel(*self.lugar, self.ejes)

    def svg(self, e: Entrenador) -> str:
        """El mapa de la red como está ahora."""
        panel = self.panel()
        puntajes = list(map(_acotado, e.puntajes(self.rejilla)))
        alturas = [puntajes[i : i + self.columnas] for i in range(0, len(puntajes), self.columnas)]
        for nivel, color in _ZONAS:
            camino = "".join(f"{self._camino(vuelta)}Z" for vuelta in zonas(alturas, nivel))
            panel.dentro.append(f'<path d="{camino}" fill="{color}" fill-rule="evenodd"/>')
        for nivel, grosor, trazo in ((-1.0, 1.0, _RAYAS), (1.0, 1.0, _RAYAS), (0.0, 2.5, "")):
            panel.dentro.append(self._linea(lineas(alturas, nivel), grosor, trazo))
        panel.dentro += self._puntos(e)
        return panel.svg()

    def _linea(self, curvas: Iterable[Sequence[Lugar]], grosor: float, trazo: str) -> str:
        camino = "".join(map(self._camino, curvas))
        rayas = f' stroke-dasharray="{trazo}"' if trazo else ""
        return f'<path d="{camino}" fill="none" stroke="{TINTA}" stroke-width="{grosor}"{rayas}/>'

    def _camino(self, lugares: Iterable[Lugar]) -> str:
        """De columnas y renglones a píxeles; el renglón 0 es el de abajo."""
        _, _, ancho, alto = self.lugar
        dx, dy = ancho / (self.columnas - 1), alto / (self.renglones - 1)
        return "M" + "L".join(f"{x * dx:.1f} {alto - y * dy:.1f}" for x, y in lugares)

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


def _nombres(chico: bool) -> tuple[str, str]:
    return ("", "") if chico else ("x₁", "x₂")


def _acotado(puntaje: float) -> float:
    """Un número que se puede dibujar: una red que explota da también inf y nan."""
    return 0.0 if math.isnan(puntaje) else min(1e8, max(-1e8, puntaje))


def _circulo(x: float, y: float, radio: float) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radio:g}"/>'


def _grupo(atributos: str, formas: list[str]) -> str:
    """Lo que todas las formas repiten se dice una sola vez."""
    return f"<g {atributos}>{''.join(formas)}</g>"
