"""Cuánto tarda en calificarse una clase: `python -m benchmarks.calificar [ENTREGAS] [CARPETA]`.

Inventa una clase con respuestas buenas, equivocadas (las del catálogo), blancos y alguna entrega
hostil, la califica con `minigrad calificar` y dice el tiempo y la memoria de quien dirige. Con
CARPETA, la clase y el informe quedan ahí para mirarlos.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from minigrad._recursos import cuadernos
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.curso import Curso

RAIZ = Path(__file__).resolve().parents[1]
#: cómo son las respuestas de cada clase de aprendiz: probabilidad de (buena, equivocada)
APRENDICES = ((0.95, 0.05), (0.75, 0.2), (0.5, 0.3), (0.2, 0.2))
HOSTILES = (
    "while True: pass",
    "import os\nos._exit(0)",
    "while True: print('x' * 100_000)",
    "x = []\nwhile True: x.append(bytearray(10**7))",
    "import shutil\nshutil.rmtree('/')",
    "import os\nwhile True: os.fork()",
)
NOMBRES = ("Ana", "José", "María Ñandú", "Íñigo", "Lucía", "Andrés Peña", "Zoë", "Noé")


def inventar(carpeta: Path, cuantas: int, azar: random.Random) -> None:
    """Escribe las entregas de una clase, a partes iguales de cada lección."""
    vigente = activo()
    por_cuaderno = [(nombre, _ejercicios(vigente, nombre)) for nombre in vigente.cuadernos()]
    for numero in range(cuantas):
        stem, ejercicios = por_cuaderno[numero % len(por_cuaderno)]
        buena, equivocada = APRENDICES[numero % len(APRENDICES)]
        cuaderno = json.loads(_en_blanco(stem))
        for celda in cuaderno["cells"]:
            ejercicio = ejercicios.get(celda["metadata"].get("ejercicio"))
            if ejercicio is not None:
                celda["source"] = _respuesta(vigente, ejercicio, celda, azar, buena, equivocada)
        if numero % 40 == 7:
            hostil = azar.choice([c for c in cuaderno["cells"] if c["metadata"].get("ejercicio")])
            hostil["source"] = HOSTILES[numero // 40 % len(HOSTILES)]
        suya = carpeta / f"{NOMBRES[numero % len(NOMBRES)]} {numero // len(NOMBRES):02}"
        suya.mkdir(parents=True, exist_ok=True)
        (suya / f"{stem}.ipynb").write_text(json.dumps(cuaderno, ensure_ascii=False), "utf-8")
    (carpeta / "Sin cuaderno.pdf").write_bytes(b"%PDF-1.4")
    (carpeta / "Cortado.ipynb").write_bytes(b'{"cells": [{"cell_type"')


def _ejercicios(vigente: Curso, stem: str) -> dict[str | None, Any]:
    ids = [celda.ejercicio for celda in vigente.cuaderno(stem) if celda.ejercicio]
    return {id_: vigente.buscar(id_) for id_ in ids}


def _en_blanco(stem: str) -> str:
    carpetas = [cuadernos("notebooks"), cuadernos("exercises")]
    return next(r for c in carpetas if (r := c / f"{stem}.ipynb").exists()).read_text("utf-8")


def _respuesta(
    vigente: Curso, ejercicio: Any, celda: Any, azar: random.Random, buena: float, mala: float
) -> Any:
    suerte = azar.random()
    if suerte < buena:
        return vigente.solucion(ejercicio.id)
    if suerte < buena + mala:
        return vigente.equivocada(ejercicio, azar.choice(ejercicio.errores))
    return celda["source"]


def medir(carpeta: Path) -> tuple[float, list[float]]:
    """Los segundos que tarda la orden y los MB que ocupa quien dirige, cada medio segundo."""
    orden = [sys.executable, "-m", "minigrad", "calificar", str(carpeta / "entregas")]
    orden += ["--csv", str(carpeta / "notas.csv"), "--html", str(carpeta / "informe.html")]
    comienzo = time.monotonic()
    proceso = subprocess.Popen(orden, env={**os.environ, "PYTHONPATH": str(RAIZ)})
    memoria = []
    while proceso.poll() is None:
        memoria.append(_mb(proceso.pid))
        time.sleep(0.5)
    if proceso.returncode:
        raise SystemExit("La orden falló: nada que medir.")
    return time.monotonic() - comienzo, [mb for mb in memoria if mb]


def _mb(pid: int) -> float:
    try:
        lineas = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:  # no es Linux, o ya terminó
        return 0.0
    return sum(int(linea.split()[1]) for linea in lineas if linea.startswith("VmRSS")) / 1024


def principal(cuantas: int, carpeta: Path) -> None:
    """Inventa, califica y cuenta."""
    inventar(carpeta / "entregas", cuantas, random.Random(1))
    segundos, memoria = medir(carpeta)
    print(f"{cuantas} entregas en {segundos:.0f} s con {os.cpu_count()} núcleos")
    if memoria:
        cuartos = [memoria[i * (len(memoria) - 1) // 4] for i in range(5)]
        recorrido = " → ".join(f"{mb:.0f}" for mb in cuartos)
        print(f"memoria de quien dirige, en MB: {recorrido} (máximo {max(memoria):.0f})")


if __name__ == "__main__":
    pedidas = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    if len(sys.argv) > 2:
        principal(pedidas, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as provisional:
            principal(pedidas, Path(provisional))
