"""W6 y W7: `python -m benchmarks.tensores [VUELTAS] [RUTA/microgpt.py]`. Actualiza el README.

Con la ruta del archivo de microgpt, también se mide el original.
"""

from __future__ import annotations

import sys

from benchmarks.tensores.tabla import actualizar

VUELTAS = 7

if __name__ == "__main__":
    numeros = [int(dicho) for dicho in sys.argv[1:] if dicho.isdigit()]
    rutas = [dicho for dicho in sys.argv[1:] if not dicho.isdigit()]
    actualizar(max(2, numeros[0]) if numeros else VUELTAS, rutas)
