"""`neurona()`: una neurona con deslizadores, su grafo, su curva y sus gradientes."""

from __future__ import annotations

from typing import Any

from minigrad.exploradores.comun.entrada import abrir
from minigrad.exploradores.neurona.cuentas import exigir

#: la neurona de la lección 2: con este sesgo, la pendiente de tanh sale 0.5
_X, _W, _B = (2.0, 0.0), (-3.0, 1.0), 6.8813735870195432


def neurona(x: Any = _X, w: Any = _W, b: Any = _B, activacion: Any = "tanh") -> Any:
    """Mueve las entradas, los pesos y el sesgo de una neurona, y mira cambiar sus gradientes.

    `x` y `w` son listas igual de largas, de 1 a 3 números. `activacion` es "tanh", "relu",
    "sigmoid" o "lineal". Se ve el grafo con sus números, la curva de la activación con el punto
    en que trabaja la neurona, y de qué producto sale cada gradiente.
    """
    return abrir(lambda: _explorador(x, w, b, activacion))


def _explorador(x: Any, w: Any, b: Any, activacion: Any) -> Any:
    datos = exigir(x, w, b, activacion)
    from minigrad.exploradores.neurona.mandos import Mandos

    return Mandos(datos).explorador()
