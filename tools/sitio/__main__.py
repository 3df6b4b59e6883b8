"""`python -m tools.sitio`: construye el sitio."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.sitio.construir import NoSePuede, Pedido, construir
from tools.sitio.lugares import RAIZ, SALIDA
from tools.sitio.piezas import FaltaPieza


def principal(argumentos: Sequence[str] | None = None) -> int:
    """Construye lo pedido; todo tropiezo sale como una frase."""
    dicho = argparse.ArgumentParser(prog="python -m tools.sitio", description=__doc__)
    dicho.add_argument("--salida", type=Path, default=SALIDA, metavar="CARPETA")
    dicho.add_argument("--taller", type=Path, default=RAIZ, metavar="CARPETA")
    dicho.add_argument("--sin-lectura", action="store_true")
    dicho.add_argument("--sin-taller", action="store_true")
    pedido = dicho.parse_args(argumentos)
    try:
        hecho = construir(
            Pedido(
                salida=pedido.salida.absolute(),
                origen=pedido.taller.resolve(),
                taller=not pedido.sin_taller,
                lectura=not pedido.sin_lectura,
            )
        )
    except (NoSePuede, FaltaPieza) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"El sitio está en {hecho}")
    return 0


if __name__ == "__main__":
    raise SystemExit(principal())
