"""La tabla de comparación: `python -m benchmarks [VUELTAS]`. Escribe `benchmarks/README.md`.

W6 y W7, los motores en bloque, están en `benchmarks/tensores/`, y se miden solos con
`python -m benchmarks.tensores`.

Cada medida corre en un proceso propio y las de un mismo renglón van intercaladas, vuelta a vuelta.
En cada vuelta se divide el tiempo de micrograd por el de cada motor, medidos con segundos de
diferencia. La tabla trae la mediana de esas razones y, al lado, la razón entre el mejor tiempo de
uno y el mejor del otro: otro programa en el mismo núcleo frena más a quien más calcula que a quien
más espera por la memoria, y eso mueve la mediana, pero casi nunca toca todas las vueltas. Antes se
comprueba que la pérdida y los gradientes sean los de micrograd.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.medir import Razon, comprobar_igual
from benchmarks.tensores import tabla as en_bloque

AQUI = Path(__file__).parent
VUELTAS = 9
COLUMNAS = {
    "minigrad": "Mini-Grad, operadores",
    "minigrad_un_nodo": "Mini-Grad, sumas en un nodo",
    "minigrad_nn": "Mini-Grad, `nn`",
    "leccion_3": "lección 3 (clausuras)",
    "torch": "torch, un tensor por número",
    "autograd": "HIPS autograd, escalares",
}
RENGLONES = {
    "W1": "W1 · MLP(2, [16, 16, 1]) relu, margen + L2, 100 lunas",
    "W2": "W2 · MLP(3, [4, 4, 1]) tanh, error cuadrático, 4 ejemplos",
    "W3": "W3 · cadena de 10 000 operaciones",
    "W4": "W4 · `sum()` de 100 000 valores",
    "W5": "W5 · un paso de un transformador (16 de ancho, 4 cabezas)",
}
#: lo que no se mide: `nn` solo tiene redes, una cadena no tiene sumas que juntar, y autograd
#: tarda muchos minutos en derivar una lista de 100 000 escalares
SIN_MEDIR = {(t, "minigrad_nn") for t in ("W3", "W4", "W5")}
SIN_MEDIR |= {("W3", "minigrad_un_nodo"), ("W4", "autograd")}


def medir(motor: str, tarea: str, que: str = "si") -> dict[str, Any]:
    """Una medida en su propio proceso."""
    orden = [sys.executable, "-m", "benchmarks.medir", motor, tarea, que]
    entorno = {**os.environ, "PYTHONPATH": str(AQUI.parent), "PYTHONHASHSEED": "0"}
    salida = subprocess.run(orden, env=entorno, check=True, capture_output=True, text=True)
    medida: dict[str, Any] = json.loads(salida.stdout)
    return medida


Fila = dict[str, Razon]


def renglon(tarea: str, vueltas: int, recolector: str = "si") -> Fila:
    """La razón de cada motor en una tarea."""
    motores = [m for m in COLUMNAS if (tarea, m) not in SIN_MEDIR]
    parejas: dict[str, list[tuple[float, float]]] = {m: [] for m in motores}
    for vuelta in range(vueltas):
        base = medir("micrograd", tarea, recolector)
        for motor in motores:
            # autograd tarda segundos por paso: con dos vueltas basta para saber por cuánto
            if motor != "autograd" or vuelta < 2:
                medida = medir(motor, tarea, recolector)
                comprobar_igual(base, medida, f"{motor} en {tarea}", "micrograd")
                parejas[motor].append((base["segundos"], medida["segundos"]))
    return {motor: Razon.de(lista) for motor, lista in parejas.items()}


def crecimiento(recolector: str) -> float:
    """Nanosegundos por operación con un millón de nodos, entre los de diez mil."""
    razones = []
    for _ in range(3):
        corta = medir("minigrad", "cadena10000", recolector)["segundos"] / 1e4
        razones.append(medir("minigrad", "cadena1000000", recolector)["segundos"] / 1e6 / corta)
    return statistics.median(razones)


def memoria() -> str:
    """Bytes por nodo y objetos retenidos de cada motor de Python, junto a los de micrograd."""
    base = medir("micrograd", "W1", "memoria")
    lineas = [
        "| W1 | bytes por nodo | micrograd = 1 | sigue vivo tras `del perdida`, sin recolector |",
        "|---|---|---|---|",
        f"| micrograd | {base['bytes']:.0f} | 1 | {base['retenido']:.3f} |",
    ]
    for motor in ("minigrad", "minigrad_un_nodo", "leccion_3"):
        m = medir(motor, "W1", "memoria")
        razon = m["bytes"] / base["bytes"]
        celdas = f"{m['bytes']:.0f} | {razon:.2f} | {m['retenido']:.3f}"
        lineas.append(f"| {COLUMNAS[motor]} | {celdas} |")
    return "\n".join(lineas)


def importar() -> float:
    """Milisegundos de procesador que `import minigrad` agrega a un Python recién arrancado."""

    def segundos(codigo: str) -> float:
        antes = os.times()
        subprocess.run([sys.executable, "-c", codigo], check=True, cwd=AQUI.parent)
        ahora = os.times()
        return sum(ahora[2:4]) - sum(antes[2:4])  # de procesador, en los procesos hijos

    return 1000 * statistics.median(segundos("import minigrad") - segundos("") for _ in range(25))


def tabla(filas: dict[str, Fila]) -> str:
    """La tabla en Markdown."""
    titulos = "| tiempo de micrograd / tiempo del motor | " + " | ".join(COLUMNAS.values()) + " |"
    lineas = [titulos, "|---" * (len(COLUMNAS) + 1) + "|"]
    for nombre, fila in filas.items():
        celdas = [str(fila[m]) if m in fila else "" for m in COLUMNAS]
        lineas.append(f"| {nombre} | " + " | ".join(celdas) + " |")
    return "\n".join(lineas)


def dibujar(filas: dict[str, Fila]) -> None:
    """Barras de Mini-Grad por tarea, en escala logarítmica."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    tareas = list(RENGLONES)
    fig, ax = plt.subplots(figsize=(7, 3))
    for k, (motor, color) in enumerate(
        (("minigrad", "0.35"), ("minigrad_un_nodo", "0.6"), ("minigrad_nn", "0.85"))
    ):
        xs = [i + 0.27 * (k - 1) for i, t in enumerate(tareas) if motor in filas[RENGLONES[t]]]
        ys = [filas[RENGLONES[t]][motor].mediana for t in tareas if motor in filas[RENGLONES[t]]]
        barras = ax.bar(xs, ys, 0.25, color=color, edgecolor="black", label=COLUMNAS[motor])
        ax.bar_label(barras, [f"{y:.2g}" for y in ys], fontsize=8)
    ax.axhline(1, color="black", lw=1)
    ax.set_xticks(range(len(tareas)), tareas)
    ax.set_yscale("log")
    ax.set_ylabel("veces micrograd (más es mejor)")
    ax.margins(y=0.15)
    ax.legend(fontsize=8)
    fig.tight_layout()
    fig.savefig(AQUI / "comparacion.png", dpi=110, metadata={"Software": None})


def principal(vueltas: int) -> None:
    """Mide todo y escribe la página."""
    filas = {}
    for tarea, nombre in RENGLONES.items():
        print(f"midiendo {nombre}…", flush=True)
        filas[nombre] = renglon(tarea, vueltas)
    print("midiendo sin recolector y con grafos grandes…", flush=True)
    filas["W1, con el recolector apagado"] = renglon("W1", vueltas, "no")
    dibujar(filas)
    ruidos = [r.ruido for fila in filas.values() for m, r in fila.items() if m != "autograd"]
    paquetes = ("micrograd", "torch", "autograd", "numpy")
    plantilla = (AQUI / "plantilla.txt").read_text("utf-8")
    pagina = plantilla.format(
        tabla=tabla(filas),
        memoria=memoria(),
        con=crecimiento("si"),
        sin=crecimiento("no"),
        importar=importar(),
        ruido_tipico=100 * statistics.median(ruidos),
        ruido_peor=100 * max(ruidos),
        vueltas=vueltas,
        python=platform.python_version(),
        sistema=f"{platform.system()} {platform.machine()}, {os.cpu_count()} núcleos",
        en_bloque=en_bloque.seccion(vueltas),
        versiones=", ".join(f"{p} {version(p)}" for p in paquetes),
    )
    (AQUI / "README.md").write_text(pagina, "utf-8")
    print("escrito benchmarks/README.md")


if __name__ == "__main__":
    principal(max(2, int(sys.argv[1])) if len(sys.argv) > 1 else VUELTAS)
