"""`python -m tools.sitio.lectura DESTINO`: construye solo las páginas de lectura."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.sitio.lectura.construir import PaginaMala, construir


def principal(argumentos: list[str]) -> int:
    if len(argumentos) != 1 or argumentos[0].startswith("-"):
        print("Escribe: python -m tools.sitio.lectura CARPETA")
        return 2
    try:
        construir(Path(argumentos[0]))
    except PaginaMala as error:
        print(error)
        return 1
    print(f"Listo: abre {Path(argumentos[0]) / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
