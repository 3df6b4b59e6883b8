"""Mide un motor en una tarea, en un proceso propio: `python -m benchmarks.medir MOTOR TAREA QUE`.

QUE es `si` o `no` (segundos por paso con el recolector encendido o apagado) o `memoria`. Imprime
una línea JSON. Aquí también está cómo se comparan dos medidas.
"""

from __future__ import annotations

import gc
import json
import math
import statistics
import sys
import threading
import time
import tracemalloc
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from benchmarks.motores import MOTORES, ConClase
from benchmarks.tareas import TAREAS, cadena

SEGUNDOS = 1.5
#: cuando un paso tarda mucho no se espera a tener tres
SEGUNDOS_DE_SOBRA = 8.0


def medir(motor: str, nombre: str, con_recolector: bool) -> dict[str, Any]:
    """La mediana de los pasos que caben en `SEGUNDOS` (al menos 3, si no son muy lentos).

    El primero no cuenta: es el que comprueba los números, y Python aún está acelerando el código.
    Son segundos de procesador: el rato en que lo usa otro programa no cuenta.
    """
    tarea = cadena(int(nombre[6:])) if nombre.startswith("cadena") else TAREAS[nombre]
    elegido = MOTORES[motor]()
    elegido.preparar(tarea.iniciales)
    perdida = elegido.paso(tarea.perdida, tarea.lr)
    gradientes = elegido.gradientes()
    if not con_recolector:
        gc.disable()
    tiempos: list[float] = []
    empezo = time.process_time()
    while time.process_time() - empezo < (SEGUNDOS if len(tiempos) > 2 else SEGUNDOS_DE_SOBRA):
        inicio = time.process_time()
        elegido.paso(tarea.perdida, tarea.lr)
        tiempos.append(time.process_time() - inicio)
        if not con_recolector:
            gc.collect()
    return {
        "segundos": sorted(tiempos)[len(tiempos) // 2],
        "perdida": perdida,
        "gradientes": gradientes,
    }


def memoria(motor: str, nombre: str) -> dict[str, Any]:
    """Bytes por nodo de un grafo, y qué parte de sus objetos sigue viva después de soltarlo."""
    elegido = MOTORES[motor]()
    assert isinstance(elegido, ConClase), "solo se cuentan los motores de Python"
    perdida, f = TAREAS[nombre].perdida, elegido.f
    elegido.preparar(TAREAS[nombre].iniciales)
    perdida(elegido.parametros, f).backward()  # lo que se crea solo la primera vez
    gc.collect()
    gc.disable()
    tracemalloc.start()
    antes = len(gc.get_objects())
    raiz = perdida(elegido.parametros, f)
    ocupados = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    nodos = contar_nodos(raiz) - len(elegido.parametros)
    raiz.backward()
    vivos = len(gc.get_objects()) - antes
    del raiz
    return {"bytes": ocupados / nodos, "retenido": (len(gc.get_objects()) - antes) / vivos}


def contar_nodos(raiz: Any) -> int:
    """Los nodos a los que se llega desde `raiz`, ella incluida."""
    vistos, pila = {id(raiz)}, [raiz]
    while pila:
        for hijo in pila.pop()._prev:
            if id(hijo) not in vistos:
                vistos.add(id(hijo))
                pila.append(hijo)
    return len(vistos)


def comprobar_igual(base: dict[str, Any], otra: dict[str, Any], quien: str, de: str) -> None:
    """Nadie compite con otros números: pérdida y gradientes iguales a 1e-9."""
    parejas = zip(base["gradientes"], otra["gradientes"], strict=True)
    iguales = all(math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12) for a, b in parejas)
    if not iguales or not math.isclose(base["perdida"], otra["perdida"], rel_tol=1e-9):
        raise SystemExit(f"{quien} no da los números de {de}: no hay nada que comparar.")


class Razon(NamedTuple):
    """Cuántas veces más tarda uno que otro, y cuánto cambia de una vuelta a otra."""

    mediana: float
    mejores: float
    ruido: float

    @classmethod
    def de(cls, parejas: Sequence[tuple[float, float]]) -> Razon:
        """De los segundos (uno, otro) de cada vuelta.

        El ruido es la mitad del rango intercuartil de las razones, como parte de la mediana.
        """
        de_uno, de_otro = zip(*parejas, strict=True)
        razones = [uno / otro for uno, otro in parejas]
        bajo, medio, alto = statistics.quantiles(razones, n=4, method="inclusive")
        return cls(medio, min(de_uno) / min(de_otro), (alto - bajo) / 2 / medio)

    def __str__(self) -> str:
        return f"{self.mediana:.3g} · {self.mejores:.3g}"


def hacer(motor: str, nombre: str, que: str) -> dict[str, Any]:
    """Lo que se pidió en la línea de órdenes."""
    return memoria(motor, nombre) if que == "memoria" else medir(motor, nombre, que == "si")


def principal() -> None:
    """Los motores que ordenan con recursión necesitan una pila muy honda."""
    sys.setrecursionlimit(10**7)
    threading.stack_size(1 << 29)
    with ThreadPoolExecutor(1) as hilo:
        print(json.dumps(hilo.submit(hacer, *sys.argv[1:4]).result()))


if __name__ == "__main__":
    principal()
