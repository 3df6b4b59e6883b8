"""Cuántas veces por segundo se redibuja `entrenamiento()`: `python -m benchmarks.exploradores`.

Hace lo que hace Python mientras se reproduce: por cada latido del navegador entrena, dibuja y
vuelve texto el mensaje que se manda. Usa a lo más dos procesadores. No cuenta lo que tarda el
navegador en pintar; eso se mira en `tests/navegador`. Sale con error si alguno baja de 5.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

SEGUNDOS, MINIMO = 3.0, 5.0


def medir(datos: str, activacion: str, pasos_por_cuadro: int) -> tuple[float, float, float]:
    """Redibujos por segundo, pasos por segundo y KB por redibujo, con la red [8, 8, 1]."""
    from minigrad.exploradores import entrenamiento

    # una tasa tan baja que la pérdida no llega a 0, que es cuando se deja de entrenar
    mandos = entrenamiento(datos, (8, 8), activacion, tasa=0.001, l2=0.001).mandos
    mandos.ritmo.value = pasos_por_cuadro
    redibujos: list[int] = []
    mandos.dibujo.observe(lambda cambio: redibujos.append(_mandar(cambio.new)), "value")
    inicio = time.perf_counter()
    while (hasta_ahora := time.perf_counter() - inicio) < SEGUNDOS:
        mandos.reproducir.value += 1
        latido = mandos.reproducir.interval / 1000
        time.sleep(max(0.005, latido - (time.perf_counter() - inicio - hasta_ahora)))
    segundos = time.perf_counter() - inicio
    return (
        len(redibujos) / segundos,
        mandos.entrenador.pasos / segundos,
        sum(redibujos) / len(redibujos) / 1000,
    )


def _mandar(texto: str) -> int:
    """Lo que mide el mensaje, ya vuelto texto."""
    return len(json.dumps({"method": "update", "state": {"value": texto}}).encode())


def _dos_procesadores() -> str:
    if not hasattr(os, "sched_setaffinity"):
        return f"{os.cpu_count()} procesadores"
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    return f"{len(os.sched_getaffinity(0))} procesadores"


def principal() -> int:
    """Mide todos los datos, dice los números y devuelve 1 si alguno no llega al mínimo."""
    print(f"entrenamiento() con la red [8, 8, 1] y {_dos_procesadores()}")
    print("datos     activación  pasos/cuadro  redibujos/s  pasos/s  KB/redibujo")
    peor: Any = float("inf")
    for datos in ("moons", "circles", "xor", "spiral"):
        for activacion, pasos in (("tanh", 1), ("tanh", 5), ("relu", 1000)):
            redibujos, por_segundo, kb = medir(datos, activacion, pasos)
            peor = min(peor, redibujos)
            print(
                f"{datos:<9} {activacion:<11} {pasos:>12}  {redibujos:>11.1f}  "
                f"{por_segundo:>7.0f}  {kb:>11.1f}",
                flush=True,
            )
    print(f"el peor: {peor:.1f} redibujos por segundo (se piden {MINIMO:g})")
    return 0 if peor >= MINIMO else 1


if __name__ == "__main__":
    sys.exit(principal())
