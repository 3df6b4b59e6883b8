"""Los números de un arreglo de NumPy, copiados: su forma, de qué son y, en fila, cuáles son.

Las filas de un arreglo no son listas: `[[1], [2], [3]]` y `[1, 2, 3]` son formas distintas, y un
arreglo sin números también tiene la suya. De uno muy grande se guardan unos cuantos números,
siempre los mismos, y su suma: lo que se mira cabe en la memoria y en una tarjeta.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import Any

from minigrad.aula.celda.codigo import es

#: hasta aquí se guardan todos; de los más grandes, esta muestra
ENTERO, MUESTRA = 10_000, 4_000
#: y hasta aquí, también la suma de todos
SUMABLE = 10_000_000
_TIPOS = {"b": "logico", "i": "numero", "u": "numero", "f": "numero", "c": "numero"}


class _Nada:
    """De esta clase no hay nada: es la de los arreglos donde no hay NumPy."""


@dataclass(frozen=True)
class Arreglo:
    """Un arreglo de uno o más ejes, en datos sueltos; `tipo` es «numero» o «logico»."""

    forma: tuple[int, ...]
    tipo: str
    numeros: tuple[Any, ...]

    def __post_init__(self) -> None:
        """Lanza `ValueError` si no son tantos números como dice la forma."""
        if not self.forma or len(self.numeros) != cuantos(self.forma):
            raise ValueError("no es un arreglo")

    @property
    def entero(self) -> bool:
        """Si están todos sus números."""
        return math.prod(self.forma) <= ENTERO


def cuantos(forma: tuple[int, ...]) -> int:
    """Cuántos números se guardan de un arreglo de esa forma."""
    todos = math.prod(forma)
    return todos if todos <= ENTERO else MUESTRA + 1


def de_numpy(valor: Any) -> Arreglo | None:
    """El arreglo que es un valor; None si no es uno de números, o no tiene ejes."""
    numpy: Any = sys.modules.get("numpy")
    if not es(valor, getattr(numpy, "ndarray", _Nada)):
        return None
    # de una clase hija se miran los números, no lo que diga de ellos
    valor = numpy.ndarray.view(valor, numpy.ndarray)
    if not valor.ndim or valor.dtype.kind not in _TIPOS:
        return None
    fila = valor.reshape(-1) if valor.size <= ENTERO else _muestra(numpy, valor)
    return Arreglo(tuple(valor.shape), _TIPOS[valor.dtype.kind], tuple(fila.tolist()))


def _muestra(numpy: Any, valor: Any) -> Any:
    """Unos cuantos números, sin copiar los demás, y su suma; de uno que no acabaría, sin ella."""
    elegidos = numpy.arange(MUESTRA) * ((valor.size - 1) / (MUESTRA - 1))
    lugares = numpy.unravel_index(elegidos.astype(int), valor.shape)
    suma = 0.0
    if valor.size <= SUMABLE:
        with numpy.errstate(all="ignore"):
            suma = valor.sum(dtype=complex if valor.dtype.kind == "c" else float)
    return numpy.append(valor[lugares], suma)


def en_listas(arreglo: Arreglo) -> Any:
    """Sus números, en listas dentro de listas; de uno muy grande, los que se guardaron."""
    if not arreglo.entero:
        return list(arreglo.numeros)
    return _en_listas(list(arreglo.numeros), arreglo.forma)


def _en_listas(numeros: list[Any], forma: tuple[int, ...]) -> Any:
    if len(forma) < 2:
        return numeros
    paso = math.prod(forma[1:])
    return [_en_listas(numeros[i * paso : (i + 1) * paso], forma[1:]) for i in range(forma[0])]


def lugar(arreglo: Arreglo, i: int) -> tuple[int, ...]:
    """Dónde está el número que en la fila va en el lugar `i`."""
    indices: list[int] = []
    for largo in reversed(arreglo.forma):
        i, resto = divmod(i, largo)
        indices.insert(0, resto)
    return tuple(indices)
