"""El motor de la lección 3, entero: cada resultado lleva una clausura que reparte su gradiente.

Está aquí para medir contra él en la lección 4 y en `benchmarks/`. El motor del paquete, al que se
llega desde este, es `minigrad.engine`.
"""

from __future__ import annotations

import math
from collections.abc import Callable


class Value:
    """Un número que recuerda de qué operación salió y cómo repartir su gradiente."""

    def __init__(
        self, data: float, hijos: tuple[Value, ...] = (), op: str = "", label: str = ""
    ) -> None:
        self.data = data
        self.grad = 0.0
        self._prev = tuple(hijos)
        self._op = op
        self.label = label
        self._backward: Callable[[], None] = lambda: None

    def __repr__(self) -> str:
        return f"Value(data={self.data})"

    def __add__(self, otro: Value | float) -> Value:
        """a + b: la suma reparte."""
        otro = _como_value(otro)
        out = Value(self.data + otro.data, (self, otro), "+")

        def _backward() -> None:
            self.grad += out.grad
            otro.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, otro: Value | float) -> Value:
        """a · b: el producto cruza."""
        otro = _como_value(otro)
        out = Value(self.data * otro.data, (self, otro), "*")

        def _backward() -> None:
            self.grad += otro.data * out.grad
            otro.grad += self.data * out.grad

        out._backward = _backward
        return out

    def __pow__(self, n: float) -> Value:
        """a ** n, con n un número: ∂/∂a = n · a ** (n − 1)."""
        out = Value(self.data**n, (self,), f"**{n}")

        def _backward() -> None:
            self.grad += n * self.data ** (n - 1) * out.grad

        out._backward = _backward
        return out

    def exp(self) -> Value:
        """e ** a: la derivada es el propio resultado."""
        out = Value(math.exp(self.data), (self,), "exp")

        def _backward() -> None:
            self.grad += out.data * out.grad

        out._backward = _backward
        return out

    def tanh(self) -> Value:
        """Tangente hiperbólica t: ∂/∂a = 1 − t²."""
        out = Value(math.tanh(self.data), (self,), "tanh")

        def _backward() -> None:
            self.grad += (1 - out.data**2) * out.grad

        out._backward = _backward
        return out

    def relu(self) -> Value:
        """máx(0, a): ∂/∂a = 1 si a > 0, y 0 si no."""
        out = Value(max(0.0, self.data), (self,), "ReLU")

        def _backward() -> None:
            self.grad += (out.data > 0) * out.grad

        out._backward = _backward
        return out

    def __neg__(self) -> Value:
        return self * -1

    def __sub__(self, otro: Value | float) -> Value:
        return self + (-otro)

    def __truediv__(self, otro: Value | float) -> Value:
        return self * _como_value(otro) ** -1

    def __radd__(self, otro: Value | float) -> Value:
        return self + otro

    def __rmul__(self, otro: Value | float) -> Value:
        return self * otro

    def __rsub__(self, otro: Value | float) -> Value:
        return -self + otro

    def __rtruediv__(self, otro: Value | float) -> Value:
        return self**-1 * otro

    def backward(self) -> None:
        """El paso hacia atrás, con un orden topológico recursivo."""
        orden: list[Value] = []
        visitados: set[Value] = set()

        def visitar(nodo: Value) -> None:
            if nodo not in visitados:
                visitados.add(nodo)
                for hijo in nodo._prev:
                    visitar(hijo)
                orden.append(nodo)

        visitar(self)
        self.grad = 1.0
        for nodo in reversed(orden):
            nodo._backward()


def _como_value(x: Value | float) -> Value:
    return x if isinstance(x, Value) else Value(x)
