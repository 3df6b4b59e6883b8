"""Lo que comparten las pruebas de los paquetes de clase."""

import os
import subprocess
import sys
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[2]
CLAVE = "abeja cobre jaguar sombra"


def minigrad(raiz, *orden, **entorno):
    """Corre `minigrad` con el paquete de esa carpeta."""
    return ejecutar(raiz, "-m", "minigrad", *orden, **entorno)


def ejecutar(raiz, *orden, cwd=None, **entorno):
    """Corre Python en un proceso aparte, con el `minigrad` de esa carpeta."""
    limpio = {k: v for k, v in os.environ.items() if not k.startswith("MINIGRAD_")}
    return subprocess.run(
        [sys.executable, *orden],
        cwd=cwd or raiz,
        env=limpio | {"PYTHONPATH": str(raiz), "PYTHONIOENCODING": "utf-8"} | entorno,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
