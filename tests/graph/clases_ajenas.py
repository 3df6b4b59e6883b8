"""Clases ajenas al paquete: como la que el aprendiz escribe en la lección 2."""

from __future__ import annotations

import math
from typing import Any


class Ajena:
    """Lo mínimo que se dibuja: data, grad, _prev, _op y una etiqueta."""

    def __init__(self, data: float, _prev: Any = (), _op: str = "", label: str = ""):
        self.data, self._prev, self._op, self.label = data, _prev, _op, label
        self.grad = 0.0

    def __add__(self, otro: Ajena) -> Ajena:
        return type(self)(self.data + otro.data, (self, otro), "+")

    def __mul__(self, otro: Ajena) -> Ajena:
        return type(self)(self.data * otro.data, (self, otro), "*")

    def tanh(self) -> Ajena:
        return type(self)(math.tanh(self.data), (self,), "tanh")


class SinGrad:
    """La primera clase de la lección 2: todavía no tiene grad ni label, y == compara números."""

    def __init__(self, data: float, _prev: Any = (), _op: str = ""):
        self.data, self._prev, self._op = data, _prev, _op

    def __eq__(self, otro: object) -> bool:
        return isinstance(otro, SinGrad) and self.data == otro.data

    __hash__ = None  # type: ignore[assignment]


def ejemplo() -> Ajena:
    """L = (a·b + c)·f, con los gradientes ya puestos."""
    a, b, c, f = (Ajena(x, label=n) for n, x in zip("abcf", (2.0, -3.0, 10.0, -2.0), strict=True))
    e = a * b
    d = e + c
    raiz = d * f
    nodos = (("a", a, 6.0), ("b", b, -4.0), ("c", c, -2.0), ("f", f, 4.0))
    for nombre, nodo, grad in (*nodos, ("e", e, -2.0), ("d", d, -2.0), ("L", raiz, 1.0)):
        nodo.label, nodo.grad = nombre, grad
    return raiz
