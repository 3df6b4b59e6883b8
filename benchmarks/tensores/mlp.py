"""W6: un paso de la red de la lección 6 con los dígitos, en cada motor.

La red es 64 → 32 → 10, con relu y entropía cruzada. Un paso es poner en cero los gradientes, ir
hacia adelante, ir hacia atrás, mover los parámetros (SGD) y leer la pérdida. Los pesos se escriben
como en PyTorch: una fila por neurona.
"""

from __future__ import annotations

import random
from typing import Any

import numpy as np

OCULTAS, CLASES, LR = 32, 10, 0.1
_FORMAS = {"w1": (OCULTAS, 64), "b1": (OCULTAS,), "w2": (CLASES, OCULTAS), "b2": (CLASES,)}


def digitos(lote: int) -> tuple[Any, Any]:
    """Los primeros `lote` dígitos, con sus puntos entre 0 y 1, y qué cifra es cada uno."""
    from minigrad.datasets import digits

    xs, ys = digits()
    return np.array(xs[:lote]) / 16, np.array(ys[:lote])


def iniciales() -> dict[str, Any]:
    """Los parámetros de los que todos parten."""
    azar, numeros = random.Random(6), {}
    for nombre, forma in _FORMAS.items():
        orilla = (64 if nombre.endswith("1") else OCULTAS) ** -0.5
        cuantos = int(np.prod(forma))
        numeros[nombre] = np.array([azar.uniform(-orilla, orilla) for _ in range(cuantos)])
        numeros[nombre].shape = forma
    return numeros


def plano(gradientes: Any) -> list[float]:
    """Todos los gradientes, uno tras otro."""
    return [float(g) for gradiente in gradientes for g in np.ravel(gradiente)]


class ConTensor:
    """El `Tensor` de Mini-Grad, escrito como en la lección 6."""

    def __init__(self, lote: int) -> None:
        from minigrad.optim import SGD
        from minigrad.tensor import Tensor

        xs, self.ys = digitos(lote)
        self.xs = Tensor(xs, requires_grad=False)
        self.p = [Tensor(n.T) for n in iniciales().values()]
        self.sgd = SGD(self.p, lr=LR)

    def paso(self) -> float:
        w1, b1, w2, b2 = self.p
        self.sgd.zero_grad()
        perdida = ((self.xs @ w1 + b1).relu() @ w2 + b2).cross_entropy(self.ys)
        perdida.backward()
        self.sgd.step()
        return perdida.item()

    def gradientes(self) -> list[float]:
        return plano(p.grad.T for p in self.p)


class ConCapas:
    """La misma red con `minigrad.layers`."""

    def __init__(self, lote: int) -> None:
        from minigrad.layers import Linear, ReLU, Sequential
        from minigrad.optim import SGD
        from minigrad.tensor import Tensor

        xs, self.ys = digitos(lote)
        self.xs = Tensor(xs, requires_grad=False)
        self.red = Sequential(Linear(64, OCULTAS), ReLU(), Linear(OCULTAS, CLASES))
        self.p = list(self.red.parameters())
        for p, numeros in zip(self.p, iniciales().values(), strict=True):
            p.data = numeros
        self.sgd = SGD(self.p, lr=LR)

    def paso(self) -> float:
        self.sgd.zero_grad()
        perdida = self.red(self.xs).cross_entropy(self.ys)
        perdida.backward()
        self.sgd.step()
        return float(perdida.item())

    def gradientes(self) -> list[float]:
        return plano(p.grad for p in self.p)


class ConTorch:
    """PyTorch como se escribe de costumbre: `nn`, `optim.SGD`, sin compilar, en float64."""

    def __init__(self, lote: int) -> None:
        import torch
        from torch import nn

        xs, ys = digitos(lote)
        self.xs, self.ys = torch.tensor(xs), torch.tensor(ys)
        self.red = nn.Sequential(nn.Linear(64, OCULTAS), nn.ReLU(), nn.Linear(OCULTAS, CLASES))
        self.red.double()
        self.p = list(self.red.parameters())
        with torch.no_grad():
            for p, numeros in zip(self.p, iniciales().values(), strict=True):
                p.copy_(torch.tensor(numeros))
        self.perdida = nn.CrossEntropyLoss()
        self.sgd = torch.optim.SGD(self.p, lr=LR)

    def paso(self) -> float:
        self.sgd.zero_grad()
        perdida = self.perdida(self.red(self.xs), self.ys)
        perdida.backward()
        self.sgd.step()
        return float(perdida.item())

    def gradientes(self) -> list[float]:
        return plano(p.grad.numpy() for p in self.p)


class AMano:
    """NumPy sin motor: las derivadas de esta red, hechas en papel."""

    def __init__(self, lote: int) -> None:
        self.xs, self.ys = digitos(lote)
        self.p = [n.T.copy() for n in iniciales().values()]
        self.filas, self.g = np.arange(lote), [np.zeros(())]

    def paso(self) -> float:
        w1, b1, w2, b2 = self.p
        a = self.xs @ w1 + b1
        h = np.maximum(a, 0.0)
        z = h @ w2 + b2
        z -= z.max(1, keepdims=True)
        e = np.exp(z)
        suma = e.sum(1, keepdims=True)
        perdida = (np.log(suma[:, 0]) - z[self.filas, self.ys]).mean()
        d = e / suma
        d[self.filas, self.ys] -= 1.0
        d /= len(d)
        da = d @ w2.T
        da *= a > 0.0
        self.g = [self.xs.T @ da, da.sum(0), h.T @ d, d.sum(0)]
        for p, g in zip(self.p, self.g, strict=True):
            p -= LR * g
        return float(perdida)

    def gradientes(self) -> list[float]:
        return plano(g.T for g in self.g)
