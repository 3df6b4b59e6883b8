"""Qué nota le da Lighthouse a las páginas de lectura: `python -m benchmarks.lectura [PÁGINA …]`.

Construye las páginas, las sirve como GitHub Pages (comprimidas) y las mide en móvil y en
escritorio; sin decirle cuáles, la lección 2. La de rendimiento es la mediana de tres medidas,
porque lo que corra al lado la mueve. Sale con error si accesibilidad o rendimiento bajan de 95.
Trae Lighthouse de npm la primera vez; no corre en CI.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

LIGHTHOUSE = "lighthouse@12.8.2"
MINIMO, VECES = 95, 3
CATEGORIAS = {"performance": "rendimiento", "accessibility": "accesibilidad",
              "best-practices": "buenas prácticas", "seo": "buscadores"}  # fmt: skip
NOMBRES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def medir(direccion: str, de_escritorio: bool) -> dict[str, Any]:
    """Lo que dice Lighthouse de una página."""
    navegador = next(filter(None, map(shutil.which, NOMBRES)), None)
    orden = ["npm", "exec", "--yes", "--", LIGHTHOUSE, direccion, "--quiet", "--output=json"]
    orden += [f"--only-categories={','.join(CATEGORIAS)}", "--no-enable-error-reporting"]
    orden += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"]
    orden += ["--preset=desktop"] if de_escritorio else []
    variables = {**os.environ, **({"CHROME_PATH": navegador} if navegador else {})}
    hecho = subprocess.run(orden, env=variables, stdout=subprocess.PIPE, check=True)
    dicho: dict[str, Any] = json.loads(hecho.stdout)
    return dicho


def nota(medidas: Sequence[dict[str, Any]], categoria: str) -> float:
    return 100 * statistics.median(m["categories"][categoria]["score"] for m in medidas)


def faltas(medida: dict[str, Any]) -> list[str]:
    """Lo que cuesta puntos, en las palabras de Lighthouse."""
    return [f"{a['id']}: {a.get('displayValue', '')}" for a in medida["audits"].values()
            if a["score"] is not None and a["score"] < 0.9]  # fmt: skip


def principal(paginas: Sequence[str]) -> int:
    """Mide todas, dice las notas y devuelve 1 si alguna no llega al mínimo."""
    from tools.sitio.lectura.construir import construir
    from tools.sitio.servir import servido

    peor = 100.0
    with tempfile.TemporaryDirectory() as carpeta:
        construir(Path(carpeta))
        with servido(Path(carpeta), prefijo="/curso/") as base:
            for pagina in paginas or ["lecciones/02_a_mano.html"]:
                for donde in ("móvil", "escritorio"):
                    medidas = [medir(base + pagina, donde == "escritorio") for _ in range(VECES)]
                    notas = {c: nota(medidas, c) for c in CATEGORIAS}
                    peor = min(peor, notas["performance"], notas["accessibility"])
                    dichas = "  ".join(f"{CATEGORIAS[c]} {n:.0f}" for c, n in notas.items())
                    print(f"{pagina}  {donde}: {dichas}")
                    print("   ", "\n    ".join(faltas(medidas[-1])))
    carga = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"con una carga de {carga:.1f} en {os.cpu_count()} procesadores")
    return 0 if peor >= MINIMO else 1


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
