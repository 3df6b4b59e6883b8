"""Los diagramas fijos de las lecciones: cajas y flechas, dibujadas por nosotros.

Cada función muestra el suyo y no devuelve nada, para que la celda del cuaderno quepa en una línea.
Los de las lecciones 0 y 1 van con matplotlib; los de la 6 y la 7 están en `bloques`. Lo que el
color distingue, lo distingue también el grosor del borde.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from minigrad.exploradores.bloques import bloque, difusion, mascara, producto

__all__ = ["bloque", "caminos", "difusion", "mascara", "producto", "viaje"]

_TINTA = "#222222"
_FLECHA = {"arrowstyle": "->", "lw": 1.6, "color": _TINTA}
_PARADAS = (
    "0\nprobar\nun motor",
    "1\nleer los\ngradientes",
    "2\ncalcularlos\na mano",
    "3\nque salgan\nsolos",
    "4\ntu motor\ncompleto",
    "5\nentrenar\nuna red",
)

#: dónde se dibuja cada nodo del primer programa de la lección 1
_LUGARES = {"x": (0, 1), "y": (0, 0), "z": (1, 1), "p": (1, 0), "w": (2, 0.5), "f": (3, 0.5)}
#: comienzo, punta, en qué parte de la flecha va su número
_CAMINOS = (
    ("x", "z", 0.5),
    ("x", "p", 0.3),
    ("y", "z", 0.3),
    ("y", "p", 0.5),
    ("z", "w", 0.5),
    ("p", "w", 0.5),
    ("w", "f", 0.5),
)


def viaje(actual: int = 0) -> None:
    """Las seis lecciones en fila; la actual, resaltada."""
    figura, ejes = _lienzo(7.4, 1.3, (-0.5, 5.5), (-1, 1))
    for i, parada in enumerate(_PARADAS):
        _caja(ejes, i, 0, parada, resaltada=i == actual)
        if i:
            ejes.annotate("", (i - 0.41, 0), (i - 0.59, 0), arrowprops=_FLECHA)
    _mostrar(figura)


def caminos(locales: Mapping[str, float]) -> None:
    """El grafo del primer programa; `locales["xz"]` es la derivada local de la flecha de x a z."""
    figura, ejes = _lienzo(7, 2.8, (-0.3, 3.3), (-0.35, 1.35))
    for comienzo, punta, parte in _CAMINOS:
        numero = f"{locales[comienzo + punta]:g}"
        _flecha(ejes, _LUGARES[comienzo], _LUGARES[punta], numero, parte)
    for nombre, (x, y) in _LUGARES.items():
        ejes.text(x, y, nombre, ha="center", va="center", size=14, bbox=_redonda())
    _mostrar(figura)


def _lienzo(ancho: float, alto: float, xs: Sequence[float], ys: Sequence[float]) -> tuple[Any, Any]:
    import matplotlib.pyplot as plt

    figura, ejes = plt.subplots(figsize=(ancho, alto), layout="constrained")
    ejes.set_xlim(*xs)
    ejes.set_ylim(*ys)
    ejes.axis("off")
    return figura, ejes


def _mostrar(figura: Any) -> None:
    import matplotlib.pyplot as plt

    plt.show()
    plt.close(figura)


def _caja(ejes: Any, x: float, y: float, texto: str, resaltada: bool) -> None:
    fondo, borde = ("#fdf0d5", 2.5) if resaltada else ("#e3f0fb", 1.0)
    estilo = {"boxstyle": "round,pad=0.5", "facecolor": fondo, "edgecolor": _TINTA, "lw": borde}
    ejes.text(x, y, texto, ha="center", va="center", color=_TINTA, bbox=estilo)


def _redonda() -> dict[str, Any]:
    return {"boxstyle": "circle,pad=0.4", "facecolor": "#e3f0fb", "edgecolor": _TINTA}


def _flecha(
    ejes: Any, comienzo: tuple[float, float], punta: tuple[float, float], texto: str, parte: float
) -> None:
    (xa, ya), (xb, yb) = comienzo, punta
    ejes.annotate("", punta, comienzo, arrowprops={**_FLECHA, "shrinkA": 15, "shrinkB": 15})
    fondo = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"}
    x, y = xa + parte * (xb - xa), ya + parte * (yb - ya)
    ejes.text(x, y, texto, ha="center", va="center", color="#0b4f8a", weight="bold", bbox=fondo)
