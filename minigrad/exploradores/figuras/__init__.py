"""Las figuras fijas de las lecciones, dibujadas por nosotros con matplotlib."""

from minigrad.exploradores.figuras.figuras import (
    aplastadoras,
    curva,
    error_segun_h,
    neurona_biologica,
    neurona_matematica,
    secantes,
)

__all__ = [
    "aplastadoras",
    "curva",
    "error_segun_h",
    "neurona_biologica",
    "neurona_matematica",
    "secantes",
]
