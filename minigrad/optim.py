"""Optimizadores: cómo se mueven los parámetros cuando ya tienen gradiente.

El ciclo es siempre el mismo: `zero_grad()`, pérdida, `backward()`, `step()`. La tasa de
aprendizaje es el atributo `lr`, y se puede cambiar entre pasos. Los parámetros son `Value` o
`Tensor`, también los tuyos: con un arreglo, cada cuenta se hace para todos sus números a la vez.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from minigrad._parametros import callado, ceros, raiz
from minigrad._reales import es_lista, numero_solo


class Optimizer:
    """Guarda los parámetros y pone en cero sus gradientes; cada optimizador define `step()`."""

    def __init__(self, parameters: Iterable[Any], lr: float, weight_decay: float = 0.0) -> None:
        """Lanza `TypeError` si no llegan parámetros o números, y `ValueError` si no hay ninguno."""
        if callable(parameters) or not hasattr(parameters, "__iter__"):
            raise TypeError("El optimizador espera los parámetros: SGD(red.parameters(), lr=0.1).")
        self.parameters = list({id(p): p for p in parameters}.values())  # cada uno, una vez
        for p in self.parameters:
            if not hasattr(p, "grad") or hasattr(p, "grad_fn"):  # los de PyTorch traen los dos
                raise TypeError(
                    "El optimizador mueve parámetros, que son Value o Tensor, y entre ellos llegó "
                    f"un objeto de tipo {type(p).__name__}. Pásale red.parameters(), o una lista."
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
            p.grad = ceros(p.data)

    def step(self) -> None:
        """Da un paso: mueve cada parámetro según su gradiente."""
        raise NotImplementedError("Usa SGD o Adam, o define step() en tu clase.")

    def _gradientes(self) -> list[tuple[int, Any, Any]]:
        """Cada parámetro que tiene gradiente, con él y con weight_decay · p, que lo encoge.

        Se revisan todos antes de mover ninguno.
        """
        con_grad = [(i, p, p.grad) for i, p in enumerate(self.parameters) if p.grad is not None]
        for _, p, g in con_grad:
            suya, otra = getattr(p.data, "shape", ()), getattr(g, "shape", ())
            if otra != suya and otra != ():
                raise ValueError(
                    f"Un parámetro es de forma {suya} y su gradiente, de forma {otra}: movido con "
                    "él, cambiaría de forma. ¿Falta encoger el gradiente, o sumarlo sobre el eje "
                    "en que el parámetro se difundió?"
                )
        if self.weight_decay:
            return [(i, p, g + self.weight_decay * p.data) for i, p, g in con_grad]
        return con_grad


class SGD(Optimizer):
    """Descenso por el gradiente: v ← momentum · v + g;  p ← p − lr · v.

    g es el gradiente más `weight_decay · p`, que encoge los pesos.
    """

    def __init__(
        self, parameters: Iterable[Any], lr: float = 1e-3, momentum: float = 0.0,
        weight_decay: float = 0.0,
    ) -> None:  # fmt: skip
        super().__init__(parameters, lr, weight_decay)
        self.momentum = numero_solo("momentum", momentum)
        self._v: list[Any] = [0.0] * len(self.parameters)

    def step(self) -> None:
        """Un paso cuesta abajo."""
        lr = numero_solo("lr", self.lr)  # quizás la cambiaron
        with callado():
            for i, p, g in self._gradientes():
                # sin inercia no se multiplica por 0: 0 · inf es nan, y se quedaría para siempre
                self._v[i] = self.momentum * self._v[i] + g if self.momentum else g
                p.data = p.data - lr * self._v[i]  # no en su lugar: alguien guardó los de antes


class Adam(Optimizer):
    """Adam: un paso del mismo tamaño para todos, medido con promedios del gradiente y su cuadrado.

    m ← β₁·m + (1 − β₁)·g;  v ← β₂·v + (1 − β₂)·g²;  p ← p − lr · m̂ / (√v̂ + eps), donde m̂ y v̂
    corrigen que los promedios empiezan en cero.
    """

    def __init__(
        self, parameters: Iterable[Any], lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8, weight_decay: float = 0.0,
    ) -> None:  # fmt: skip
        super().__init__(parameters, lr, weight_decay)
        if not es_lista(betas) or len(betas) != 2:
            raise TypeError(f"betas son dos números, como (0.9, 0.999), y llegó {betas!r}.")
        self.betas = (numero_solo("betas[0]", betas[0]), numero_solo("betas[1]", betas[1]))
        self.eps = numero_solo("eps", eps)
        self._m: list[Any] = [0.0] * len(self.parameters)
        self._v: list[Any] = [0.0] * len(self.parameters)
        self._pasos = 0

    def step(self) -> None:
        """Un paso cuesta abajo."""
        lr = numero_solo("lr", self.lr)  # quizás la cambiaron
        with callado():
            gradientes = self._gradientes()
            self._pasos += 1
            b1, b2 = self.betas
            corrige_m, corrige_v = 1 - b1**self._pasos, math.sqrt(1 - b2**self._pasos)
            paso, eps = lr * corrige_v / corrige_m, self.eps * corrige_v
            for i, p, g in gradientes:
                # en su lugar: con un arreglo, `m = b1 * m + …` pediría memoria en cada paso
                self._m[i] *= b1
                self._m[i] += (1 - b1) * g
                self._v[i] *= b2
                self._v[i] += (1 - b2) * g * g
                p.data = p.data - paso * self._m[i] / (raiz(self._v[i]) + eps)
