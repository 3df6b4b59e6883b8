"""Qué se observa en la lección 0: una cuenta, un programa y su grafo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from minigrad.aula.huella.observar import Observacion
from minigrad.engine import Value


def _gradientes(cuenta: Callable[..., Any], *numeros: float) -> list[float]:
    entradas = [Value(numero) for numero in numeros]
    cuenta(*entradas).backward()
    return [entrada.grad for entrada in entradas]


def observar_cuenta(cuenta: Callable[..., Any]) -> Iterator[Observacion]:
    """Primero con números, después con `Value`: la misma función sirve para los dos."""
    yield "cuenta(4, 3, 6)", lambda: cuenta(4, 3, 6)
    yield "cuenta(10, 2, 5)", lambda: cuenta(10, 2, 5)
    yield "cuenta(7, 0, 2)", lambda: cuenta(7, 0, 2)
    yield "cuenta con Value, el valor", lambda: cuenta(Value(4.0), Value(3.0), Value(6.0)).data
    yield "cuenta con Value, los gradientes", lambda: _gradientes(cuenta, 4.0, 3.0, 6.0)
