"""La sección del README con W6 y W7: quién tarda cuánto, junto a torch y a los motores escalares.

En cada vuelta se miden todos los motores de un renglón, uno tras otro y cada uno en su proceso, y
se divide el tiempo de uno por el del otro; la tabla trae la mediana de esas razones y la razón
entre los mejores tiempos. Antes se comprueba que los gradientes del primer paso y las pérdidas de
varios sean los de torch.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.medir import Razon, comprobar_igual
from benchmarks.tensores.medir import MOTORES, PASOS_COMPARADOS

README = Path(__file__).parents[1] / "README.md"
TITULO = "## W6 y W7: en bloque"
NOMBRES = {
    "torch": "torch, `nn` y `optim`",
    "torch_junto": "torch, con `rms_norm` y la atención en un nodo",
    "tensor": "**Mini-Grad, `Tensor`**",
    "capas": "**Mini-Grad, `layers`**",
    "numpy": "NumPy, derivado a mano",
    "value_un_nodo": "Mini-Grad, `Value`, sumas en un nodo",
    "value": "Mini-Grad, `Value`",
    "microgpt": "un nodo por número, al modo de microgpt",
}
RENGLONES = {
    "W6 lote 32": "W6 · 64 → 32 → 10, lote de 32",
    "W6 lote 1797": "W6 · 64 → 32 → 10, los 1797 dígitos",
    "W7": "W7 · un GPT de microgpt, un nombre, Adam",
}
#: (tarea, hilos): las matrices del lote de 32 y de W7 son tan chicas que nadie las reparte
MEDIDAS = [("W6 lote 32", 1), ("W6 lote 1797", 1), ("W6 lote 1797", 2), ("W7", 1)]


def medir(motor: str, tarea: str, hilos: int) -> dict[str, Any]:
    """Una medida en su propio proceso, con las matrices en tantos hilos."""
    orden = [sys.executable, "-m", "benchmarks.tensores.medir", motor, tarea]
    variables = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), str(hilos))
    entorno = {**os.environ, **variables, "PYTHONPATH": str(README.parents[1])}
    salida = subprocess.run(orden, env=entorno, check=True, stdout=subprocess.PIPE, text=True)
    medida: dict[str, Any] = json.loads(salida.stdout)
    return medida


def comprobar_iguales(base: dict[str, Any], otra: dict[str, Any], quien: str) -> None:
    """Los gradientes del primer paso y la pérdida de cada uno, iguales a 1e-9."""
    for suya, perdida in zip(base["perdidas"], otra["perdidas"], strict=True):
        comprobar_igual(
            {"perdida": suya, "gradientes": base["gradientes"]},
            {"perdida": perdida, "gradientes": otra["gradientes"]},
            quien,
            "torch",
        )


Tiempos = dict[str, list[float]]
#: los que se dividen por cada motor, en las columnas de la tabla
BASES = {"torch": "torch", "torch_junto": "torch, junto", "microgpt": "al modo de microgpt"}


def tiempos(tarea: str, hilos: int, vueltas: int, original: Sequence[str]) -> Tiempos:
    """Los segundos por paso de cada motor, en cada vuelta."""
    segundos: Tiempos = {motor: [] for motor in MOTORES[tarea]}
    if tarea == "W7":
        segundos |= {ruta: [] for ruta in original}
    for _ in range(vueltas):
        base = None
        for motor in segundos:
            medida = medir(motor, tarea, hilos)
            base = base or medida
            comprobar_iguales(base, medida, f"{motor} en {tarea}")
            segundos[motor].append(medida["segundos"])
    return segundos


def filas(tarea: str, hilos: int, segundos: Tiempos) -> tuple[list[str], list[float]]:
    """Una fila por motor, y cuánto se movió cada razón de una vuelta a otra."""
    lineas, ruidos = [], []
    que = RENGLONES[tarea] + (f", {hilos} hilos" if hilos > 1 else "")
    for motor, suyos in segundos.items():
        celdas = []
        for base in BASES:
            if base == motor or base not in segundos:
                celdas.append("")
                continue
            razon = Razon.de(list(zip(segundos[base], suyos, strict=True)))
            celdas.append(str(razon))
            ruidos.append(razon.ruido)
        nombre = NOMBRES.get(motor, "microgpt, el original")
        lineas.append(f"| {que} | {nombre} | {1e3 * min(suyos):.3g} | {' | '.join(celdas)} |")
    return lineas, ruidos


def seccion(vueltas: int, original: Sequence[str] = ()) -> str:
    """Mide W6 y W7 y escribe lo que salió."""
    titulos = " | ".join(f"{base} tarda" for base in BASES.values())
    lineas = [f"| | motor | ms por paso | {titulos} |", "|---" * (3 + len(BASES)) + "|"]
    ruidos: list[float] = []
    for tarea, hilos in MEDIDAS:
        print(f"midiendo {tarea}, {hilos} hilos…", flush=True)
        suyas, movidas = filas(tarea, hilos, tiempos(tarea, hilos, vueltas, original))
        lineas += suyas
        ruidos += movidas
    return PAGINA.format(
        titulo=TITULO,
        tabla="\n".join(lineas),
        pasos=PASOS_COMPARADOS,
        vueltas=vueltas,
        ruido_tipico=100 * statistics.median(ruidos),
        ruido_peor=100 * max(ruidos),
    )


def actualizar(vueltas: int, original: Sequence[str]) -> None:
    """Cambia en el README esta sección, que es la última, y deja lo demás como estaba."""
    antes = README.read_text("utf-8").split(TITULO)[0].rstrip()
    README.write_text(f"{antes}\n\n{seccion(vueltas, original)}", "utf-8")
    print("escrito benchmarks/README.md")


PAGINA = """{titulo}

La escribe `python -m benchmarks.tensores`. Un paso es poner en cero los gradientes, paso hacia
adelante, paso hacia atrás, mover los parámetros y leer la pérdida, en float64. W6 es la red de la
lección 6 con sus dígitos, y SGD. W7 es un GPT con los tamaños de microgpt (16 de ancho, 4 cabezas,
1 bloque, contexto de 16, normalización RMS sin pesos, sin sesgos, relu y Adam) sobre un nombre de
siete letras. Antes de medir se comprueba que los gradientes del primer paso y las pérdidas de los
{pasos} primeros sean los de torch hasta 1e-9.

{tabla}

- Un 3 quiere decir que torch (u otro) tarda tres veces más que ese motor: la mediana, vuelta a
  vuelta, y la razón entre el mejor tiempo de cada uno. Los milisegundos son los mejores.
- torch va sin compilar, como se escribe de costumbre. «Junto» usa `rms_norm` y
  `scaled_dot_product_attention`, que hacen en un nodo lo que los demás en varios.
- «Al modo de microgpt» es un motor propio con un nodo por número, derivadas locales, orden
  topológico recursivo y una letra tras otra. El original se mide con
  `python -m benchmarks.tensores RUTA/microgpt.py`.
- Un hilo, en segundos de procesador; los renglones que dicen dos hilos, en segundos de reloj.
  {vueltas} vueltas intercaladas; de una a otra la razón se movió un {ruido_tipico:.0f} % en la
  celda típica y un {ruido_peor:.0f} % en la peor (mitad del rango intercuartil).
"""
