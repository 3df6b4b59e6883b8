"""Optimizadores: cómo se mueven los parámetros cuando ya tienen gradiente.

El ciclo es siempre el mismo: `zero_grad()`, pérdida, `backward()`, `step()`. La tasa de
aprendizaje es el atributo `lr`, y se puede cambiar entre pasos.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from minigrad._reales import es_lista, numero_solo
from minigrad.engine import Value


class Optimizer:
    """Guarda los parámetros y pone en cero sus gradientes; cada optimizador define `step()`."""

    def __init__(self, parameters: Iterable[Value], lr: float, weight_decay: float = 0.0) -> None:
        """Lanza `TypeError` si no llegan parámetros o números, y `ValueError` si no hay ninguno."""
        if callable(parameters) or not hasattr(parameters, "__iter__"):
            raise TypeError("El optimizador espera los parámetros: SGD(red.parameters(), lr=0.1).")
        self.parameters = list(parameters)
        for p in self.parameters:
            if not hasattr(p, "grad") or hasattr(p, "dtype"):  # un tensor tiene los dos
                raise TypeError(
                    "El optimizador mueve parámetros, que son Value, y entre ellos llegó un objeto "
                    f"de tipo {type(p).__name__}. Pásale red.parameters(), o una lista de Value."
                )
        self.lr = numero_solo("lr", lr)
        self.weight_decay = numero_solo("weight_decay", weight_decay)
        if not self.parameters:
            raise ValueError(
                "No hay parámetros que optimizar. ¿Es red.parameters() lo que le pasaste?"
            )
        if lr < 0 or weight_decay < 0:
            raise ValueError("lr y weight_decay no pueden ser negativos.")

    def zero_grad(self) -> None:
        """Pone en cero el gradiente de cada parámetro."""
        for p in self.parameters:
            p.grad = 0.0

    def step(self) -> None:
        """Da un paso: mueve cada parámetro según su gradiente."""
        raise NotImplementedError("Usa SGD o Adam, o define step() en tu clase.")

    def _con_encogimiento(self, p: Value) -> float:
        """El gradiente más weight_decay · p, que encoge los pesos."""
        return p.grad + self.weight_decay * p.data if self.weight_decay else p.grad


class SGD(Optimizer):
    """Descenso por el gradiente: v ← momentum · v + g;  p ← p − lr · v.

    g es el gradiente más `weight_decay · p`, que encoge los pesos.
    """

    def __init__(
        self, parameters: Iterable[Value], lr: float = 1e-3, momentum: float = 0.0,
        weight_decay: float = 0.0,
    ) -> None:  # fmt: skip
        super().__init__(parameters, lr, weight_decay)
        self.momentum = numero_solo("momentum", momentum)
        self._v = [0.0] * len(self.parameters)

    def step(self) -> None:
        """Un paso cuesta abajo."""
        lr = numero_solo("lr", self.lr)  # quizás la cambiaron
        for i, p in enumerate(self.parameters):
            g = self._con_encogimiento(p)
            # sin inercia no se multiplica por 0: 0 · inf es nan, y se quedaría para siempre
            self._v[i] = self.momentum * self._v[i] + g if self.momentum else g
            p.data -= lr * self._v[i]


class Adam(Optimizer):
    """Adam: un paso del mismo tamaño para todos, medido con promedios del gradiente y su cuadrado.

    m ← β₁·m + (1 − β₁)·g;  v ← β₂·v + (1 − β₂)·g²;  p ← p − lr · m̂ / (√v̂ + eps), donde m̂ y v̂
    corrigen que los promedios empiezan en cero.
    """

    def __init__(
        self, parameters: Iterable[Value], lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8, weight_decay: float = 0.0,
    ) -> None:  # fmt: skip
        super().__init__(parameters, lr, weight_decay)
        if not es_lista(betas) or len(betas) != 2:
            raise TypeError(f"betas son dos números, como (0.9, 0.999), y llegó {betas!r}.")
        self.betas = (numero_solo("betas[0]", betas[0]), numero_solo("betas[1]", betas[1]))
        self.eps = numero_solo("eps", eps)
        self._m = [0.0] * len(self.parameters)
        self._v = [0.0] * len(self.parameters)
        self._pasos = 0

    def step(self) -> None:
        """Un paso cuesta abajo."""
        lr = numero_solo("lr", self.lr)  # quizás la cambiaron
        self._pasos += 1
        b1, b2 = self.betas
        for i, p in enumerate(self.parameters):
            g = self._con_encogimiento(p)
            self._m[i] = b1 * self._m[i] + (1 - b1) * g
            self._v[i] = b2 * self._v[i] + (1 - b2) * g * g
            m = self._m[i] / (1 - b1**self._pasos)
            v = self._v[i] / (1 - b2**self._pasos)
            p.data -= lr * m / (math.sqrt(v) + self.eps)
