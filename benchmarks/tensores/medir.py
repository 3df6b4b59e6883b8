"""Mide un motor en una tarea, en su proceso: `python -m benchmarks.tensores.medir MOTOR TAREA`.

Imprime una línea JSON con los segundos de un paso, la pérdida de los primeros pasos y los
gradientes del primero. Cuántos hilos usan las matrices lo dice `OMP_NUM_THREADS`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from benchmarks.tensores import escalares, gpt, mlp

SEGUNDOS = 0.8
PASOS_COMPARADOS = 5


class Motor(Protocol):
    """Un modelo que se entrena paso a paso."""

    def paso(self) -> float:
        """Gradientes en cero, adelante, atrás y mover; devuelve la pérdida."""

    def gradientes(self) -> list[float]:
        """Los del último paso, uno tras otro."""


#: por tarea, el nombre de cada motor y cómo se arma
MOTORES: dict[str, dict[str, Callable[[], Motor]]] = {
    f"W6 lote {lote}": {
        "torch": lambda lote=lote: mlp.ConTorch(lote),  # type: ignore[misc]
        "tensor": lambda lote=lote: mlp.ConTensor(lote),  # type: ignore[misc]
        "capas": lambda lote=lote: mlp.ConCapas(lote),  # type: ignore[misc]
        "numpy": lambda lote=lote: mlp.AMano(lote),  # type: ignore[misc]
    }
    for lote in (32, 1797)
}
MOTORES["W7"] = {
    "torch": gpt.ConTorch,
    "torch_junto": gpt.ConTorchJunto,
    "tensor": gpt.ConTensor,
    "capas": gpt.ConCapas,
    "value_un_nodo": escalares.con_value_en_un_nodo,
    "value": escalares.con_value,
    "microgpt": escalares.al_modo_de_microgpt,
}


def armar(motor: str, tarea: str) -> Motor:
    """El motor con ese nombre; uno que termina en .py es el archivo de microgpt."""
    if motor.endswith(".py"):
        return escalares.original(motor)
    return MOTORES[tarea][motor]()


def medir(motor: str, tarea: str, segundos: float = SEGUNDOS) -> dict[str, Any]:
    """La mediana de los pasos que caben en ese tiempo.

    Con un hilo son segundos de procesador; con más, de reloj: los de procesador suman los de todos.
    """
    hilos = int(os.environ.get("OMP_NUM_THREADS", "1"))
    if motor.startswith("torch"):
        import torch

        torch.set_num_threads(hilos)
    reloj = time.process_time if hilos == 1 else time.perf_counter
    np.empty(4_000_000)  # para nadie se devuelve la memoria a cada paso: `minigrad/_arreglo.py`
    elegido = armar(motor, tarea)
    perdidas = [elegido.paso()]
    gradientes = elegido.gradientes()
    perdidas += [elegido.paso() for _ in range(PASOS_COMPARADOS - 1)]
    tiempos: list[float] = []
    empezo = reloj()
    while not tiempos or reloj() - empezo < segundos:
        inicio = reloj()
        elegido.paso()
        tiempos.append(reloj() - inicio)
    mediana = sorted(tiempos)[len(tiempos) // 2]
    return {"segundos": mediana, "perdidas": perdidas, "gradientes": gradientes}


if __name__ == "__main__":
    print(json.dumps(medir(*sys.argv[1:3])))
