"""Reconoce cuándo una respuesta ya se había probado: repetir lo mismo no es otro intento.

Dos respuestas son la misma si se portan igual y, cuando son código, si además están escritas
igual: cambiar un comentario no cuenta, cambiar una operación sí.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from minigrad.aula.celda.codigo import es, funcion_de, instrucciones, parte_de
from minigrad.aula.huella.canonico import canonico
from minigrad.aula.huella.observar import Huella

#: diferencia relativa hasta la que dos números cuentan como el mismo
_IGUALES = 1e-9


def resumir(respuesta: Any, partes: tuple[str, ...], huella: Huella) -> str:
    """Unas letras que identifican una respuesta; `partes` son los atributos que se escribieron."""
    conducta = [(o.etiqueta, canonico(o.forma, _IGUALES)) for o in huella]
    texto = repr((conducta, list(_codigo(respuesta, partes))))
    return hashlib.sha256(texto.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _codigo(respuesta: Any, partes: tuple[str, ...]) -> Iterator[Any]:
    """Las instrucciones de cada función que hay en la respuesta, con su nombre."""
    if partes:
        escritas = [(parte, parte_de(respuesta, parte)) for parte in partes]
    elif es(respuesta, type):
        escritas = list(vars(respuesta).items())
    else:
        escritas = [("", respuesta)]
    for nombre, objeto in escritas:
        funcion = funcion_de(objeto)
        if funcion is not None:
            yield nombre, list(instrucciones(funcion.__code__))
