"""Qué se observa en la lección 0: una cuenta, un programa y su grafo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from minigrad.aula.exploracion.programas import (
    Otro,
    explorar_con_numeros,
    explorar_programa,
    valores_y_gradientes,
)
from minigrad.aula.huella.observar import Observacion
from minigrad.engine import Value


def observar_cuenta(cuenta: Callable[..., Any]) -> Iterator[Observacion]:
    """Primero con números, después con `Value`: la misma función sirve para los dos."""

    def salidas(*entradas: Any) -> list[Any]:
        return [cuenta(*entradas)]

    yield "cuenta(4, 3, 6)", lambda: cuenta(4, 3, 6)
    yield "cuenta(10, 2, 5)", lambda: cuenta(10, 2, 5)
    yield "cuenta(7, 0, 2)", lambda: cuenta(7, 0, 2)
    yield "cuenta con Value, el valor", lambda: cuenta(Value(4.0), Value(3.0), Value(6.0)).data
    yield (
        "cuenta con Value, los gradientes",
        lambda: valores_y_gradientes(salidas, (4.0, 3.0, 6.0))[1],
    )
    yield from explorar_con_numeros(salidas, 3, Otro)
    yield from explorar_programa(salidas, 3)
