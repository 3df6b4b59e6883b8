"""Mide un motor en una tarea, en un proceso propio: `python -m benchmarks.medir MOTOR TAREA`.

Imprime una línea JSON con los segundos por paso, la pérdida y los gradientes.
"""

from __future__ import annotations

import gc
import json
import sys
import threading
import time
from typing import Any

from benchmarks.motores import MOTORES
from benchmarks.tareas import TAREAS, cadena

SEGUNDOS = 1.5


def medir(motor: str, nombre: str, con_recolector: bool) -> dict[str, Any]:
    """La mediana de los pasos que caben en `SEGUNDOS` (al menos 3), sin contar el primero."""
    tarea = cadena(int(nombre[6:])) if nombre.startswith("cadena") else TAREAS[nombre]
    paso, datos = MOTORES[motor](), list(tarea.iniciales)
    perdida, gradientes = paso(datos, tarea.perdida)
    if not con_recolector:
        gc.disable()
    tiempos: list[float] = []
    limite = time.perf_counter() + SEGUNDOS
    while len(tiempos) < 3 or (time.perf_counter() < limite and len(tiempos) < 500):
        inicio = time.perf_counter()
        _, g = paso(datos, tarea.perdida)
        datos = [dato - tarea.lr * grad for dato, grad in zip(datos, g, strict=True)]
        tiempos.append(time.perf_counter() - inicio)
        if not con_recolector:
            gc.collect()
    return {
        "segundos": sorted(tiempos)[len(tiempos) // 2],
        "perdida": perdida,
        "gradientes": gradientes,
    }


def principal() -> None:
    """Los motores que ordenan con recursión necesitan una pila muy honda."""
    motor, nombre, recolector = sys.argv[1:4]
    sys.setrecursionlimit(10**7)
    threading.stack_size(1 << 29)
    hilo = threading.Thread(
        target=lambda: print(json.dumps(medir(motor, nombre, recolector == "si")))
    )
    hilo.start()
    hilo.join()


if __name__ == "__main__":
    principal()
