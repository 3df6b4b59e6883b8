"""W7: un paso de entrenamiento de un GPT con los tamaños de microgpt, sobre un nombre.

16 de ancho, 4 cabezas, 1 bloque, contexto de 16, normalización RMS sin pesos, capas sin sesgo,
relu y Adam. Aquí están sus números iniciales y los motores en bloque; los escalares, en
`escalares.py`. Las matrices se escriben como en PyTorch: una fila por salida.
"""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks.tensores.mlp import plano

ANCHO, CABEZAS, CONTEXTO, EPS = 16, 4, 16, 1e-5
#: la primera no es una letra: marca dónde empieza y dónde termina un nombre
LETRAS = ".abcdefghijklmnopqrstuvwxyzáéíñóúü"
NOMBRE = "mariana"
ADAM = {"lr": 0.01, "betas": (0.85, 0.99), "eps": 1e-8}
FORMAS = {
    "letra": (len(LETRAS), ANCHO),
    "lugar": (CONTEXTO, ANCHO),
    "q": (ANCHO, ANCHO),
    "k": (ANCHO, ANCHO),
    "v": (ANCHO, ANCHO),
    "o": (ANCHO, ANCHO),
    "sube": (4 * ANCHO, ANCHO),
    "baja": (ANCHO, 4 * ANCHO),
    "salida": (len(LETRAS), ANCHO),
}
#: no multiplican: de ellas se toma una fila por letra
INCRUSTACIONES = ("letra", "lugar")
#: (letra, la que sigue) en cada lugar del nombre
PAREJAS = list(pairwise([LETRAS.index(c) for c in f".{NOMBRE}."]))
ENTRAN, SIGUEN = (np.array(lado) for lado in zip(*PAREJAS, strict=True))


def iniciales() -> dict[str, list[list[float]]]:
    """Los parámetros de los que todos parten, por filas."""
    azar = random.Random(7)
    return {nombre: [[azar.gauss(0.0, 0.08) for _ in range(columnas)] for _ in range(filas)]
            for nombre, (filas, columnas) in FORMAS.items()}  # fmt: skip


class ConTensor:
    """El `Tensor` y el `Adam` de Mini-Grad, con las cuentas de la lección 7."""

    def __init__(self) -> None:
        from minigrad.optim import Adam
        from minigrad.tensor import Tensor

        self.p = {
            nombre: Tensor(m if nombre in INCRUSTACIONES else np.transpose(m))
            for nombre, m in iniciales().items()
        }
        self.adam = Adam(self.p.values(), **ADAM)  # type: ignore[arg-type]
        n = len(ENTRAN)
        self.futuro = np.where(np.tri(n) > 0, 0.0, -np.inf)

    def normal(self, x: Any) -> Any:
        return x * ((x * x).mean(-1, keepdims=True) + EPS) ** -0.5

    def cabezas(self, x: Any) -> Any:
        return x.reshape(len(ENTRAN), CABEZAS, -1).transpose(1, 0, 2)

    def perdida(self) -> Any:
        p, n, lado = self.p, len(ENTRAN), ANCHO // CABEZAS
        x = self.normal(p["letra"][ENTRAN] + p["lugar"][:n])
        a = self.normal(x)
        q, k, v = (self.cabezas(a @ p[m]) for m in "qkv")
        pesos = (q @ k.transpose(0, 2, 1) * lado**-0.5 + self.futuro).softmax()
        x = x + (pesos @ v).transpose(1, 0, 2).reshape(n, ANCHO) @ p["o"]
        x = x + (self.normal(x) @ p["sube"]).relu() @ p["baja"]
        return (x @ p["salida"]).cross_entropy(SIGUEN)

    def paso(self) -> float:
        self.adam.zero_grad()
        perdida = self.perdida()
        perdida.backward()
        self.adam.step()
        return float(perdida.item())

    def gradientes(self) -> list[float]:
        return plano(p.grad if m in INCRUSTACIONES else p.grad.T for m, p in self.p.items())


class ConCapas(ConTensor):
    """Lo mismo, con la normalización de `minigrad.layers`, que es un solo nodo."""

    def __init__(self) -> None:
        from minigrad.layers import RMSNorm

        super().__init__()
        self.norma = RMSNorm(ANCHO, eps=EPS, elementwise_affine=False)

    def normal(self, x: Any) -> Any:
        return self.norma(x)


class ConTorch:
    """PyTorch sin compilar, en float64, con `torch.optim.Adam` y las mismas cuentas."""

    def __init__(self) -> None:
        import torch

        self.t, self.f = torch, torch.nn.functional
        self.p = {
            nombre: torch.tensor(m, dtype=torch.float64, requires_grad=True)
            for nombre, m in iniciales().items()
        }
        self.adam = torch.optim.Adam(self.p.values(), **ADAM)  # type: ignore[arg-type]
        self.entran, self.siguen = torch.tensor(ENTRAN), torch.tensor(SIGUEN)
        n = len(ENTRAN)
        self.futuro = torch.full((n, n), -torch.inf, dtype=torch.float64).triu(1)

    def normal(self, x: Any) -> Any:
        return x * ((x * x).mean(-1, keepdim=True) + EPS).rsqrt()

    def atender(self, q: Any, k: Any, v: Any) -> Any:
        notas = q @ k.transpose(1, 2) * (ANCHO // CABEZAS) ** -0.5
        return (notas + self.futuro).softmax(-1) @ v

    def cabezas(self, x: Any) -> Any:
        return x.view(len(ENTRAN), CABEZAS, -1).transpose(0, 1)

    def perdida(self) -> Any:
        p, n, lineal = self.p, len(ENTRAN), self.f.linear
        x = self.normal(self.f.embedding(self.entran, p["letra"]) + p["lugar"][:n])
        a = self.normal(x)
        visto = self.atender(*(self.cabezas(lineal(a, p[m])) for m in "qkv"))
        x = x + lineal(visto.transpose(0, 1).reshape(n, ANCHO), p["o"])
        x = x + lineal(lineal(self.normal(x), p["sube"]).relu(), p["baja"])
        return self.f.cross_entropy(lineal(x, p["salida"]), self.siguen)

    def paso(self) -> float:
        self.adam.zero_grad()
        perdida = self.perdida()
        perdida.backward()
        self.adam.step()
        return float(perdida.item())

    def gradientes(self) -> list[float]:
        return plano(p.grad.numpy() for p in self.p.values())


class ConTorchJunto(ConTorch):
    """Lo mismo con lo que PyTorch trae ya junto: la normalización y la atención, en un nodo."""

    def normal(self, x: Any) -> Any:
        return self.f.rms_norm(x, (ANCHO,), eps=EPS)

    def atender(self, q: Any, k: Any, v: Any) -> Any:
        return self.f.scaled_dot_product_attention(q, k, v, is_causal=True)
