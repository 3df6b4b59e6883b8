"""Los números con que se prueba toda respuesta, y cómo se dicen en una etiqueta.

Están los que suelen faltar en un ejemplo: el cero, los negativos, los repetidos, los enteros, los
de NumPy, los enormes y los diminutos. Lo diminuto se mira *de cerca*: multiplicado por mil
millones. Así, una diferencia de una millonésima, que entre números corrientes se perdona, se ve.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

ENORME = 3e7
DIMINUTO = 3e-9
#: por cuánto se multiplica lo que se mira de cerca
LUPA = 1e9

#: ningún número redondo, que escondería un `round`; ni 0.5, que confunde o² con 1 − o²
CORRIENTES = (0.0, -3.0, 12.75, -0.2183746, 1.7345678)
PARES = (
    (0.0, 0.0),
    (0.0, -3.0),
    (-2.5, 0.0),
    (1.7345678, -0.2183746),
    (-4.1234567, -4.1234567),
    (7.25, 1.0),
    (-1.0, 6.125),
)
PARES_ENORMES = ((ENORME, -2e6), (-4e5, 0.75), (0.7182818, 5e6))
PARES_DIMINUTOS = ((DIMINUTO, -2.7182818), (1.6180339, 2e-9), (4e-9, -1e-9))
#: lo que llega de más adelante; el cero y los negativos también llegan
LLEGA = (1.0, 0.0, -2.7182818)


def decir(*numeros: Any) -> str:
    """`(-2.5, 3e7)` → «−2.5 y 30000000»: como se escriben en una lección."""
    return " y ".join(map(_uno, numeros))


def _uno(x: Any) -> str:
    entero = float(x).is_integer() and abs(x) < 10**15
    texto = str(int(x)) if entero else f"{float(x):.10g}"
    return texto.replace("-", "−")


def de_cerca(valor: Any) -> Any:
    """Lo mismo, multiplicado por mil millones; lo que no es un número queda igual."""
    if hasattr(valor, "tolist"):  # un arreglo o un número de NumPy
        valor = valor.tolist()
    if isinstance(valor, list | tuple):
        return [de_cerca(parte) for parte in valor]
    es_numero = isinstance(valor, int | float) and not isinstance(valor, bool)
    return valor * LUPA if es_numero else valor


def numeros_de_numpy(numeros: Sequence[float]) -> list[Any]:
    """Los mismos números como los da un arreglo de NumPy, si está instalado."""
    try:
        import numpy
    except ImportError:
        return list(numeros)
    return list(numpy.array(numeros, dtype=float))
