"""La orden `python -m tools.sitio`: construye el sitio y, si se pide, lo sirve en esta máquina."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from tools.sitio import NoSePuede
from tools.sitio.construir import Pedido, construir
from tools.sitio.lugares import RAIZ, SALIDA
from tools.sitio.servir import atender

AYUDA = """\
uso: python -m tools.sitio [opciones]

Construye el sitio entero en una carpeta, que se publica tal cual.

  --salida CARPETA              dónde queda (si no, sitio/)
  --taller CARPETA              de dónde salen el paquete y los cuadernos: la carpeta de una clase
                                hecha con `minigrad sellar` (si no, este repositorio)
  --pyodide CARPETA|DIRECCION   el lanzamiento de Pyodide con NumPy y matplotlib; sin él, las
                                figuras que los usan muestran la imagen guardada
  --sin-lectura, --sin-taller   construye solo la otra parte
  --servir                      además lo sirve en esta máquina y abre el navegador
  --puerto N, --sin-navegador   para --servir
"""


class Interprete(argparse.ArgumentParser):
    """Un `ArgumentParser` que habla español."""

    def format_help(self) -> str:
        return AYUDA

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"No entiendo lo que pides.\n\n{AYUDA}")
        raise SystemExit(2)


def interprete() -> Interprete:
    """Las opciones que hay."""
    dicho = Interprete(prog="python -m tools.sitio", allow_abbrev=False)
    dicho.add_argument("--salida", type=Path, default=SALIDA)
    dicho.add_argument("--taller", type=Path, default=RAIZ)
    dicho.add_argument("--pyodide")
    dicho.add_argument("--puerto", type=int)
    for opcion in ("--sin-lectura", "--sin-taller", "--servir", "--sin-navegador"):
        dicho.add_argument(opcion, action="store_true")
    return dicho


def principal(argumentos: Sequence[str] | None = None) -> int:
    """Hace lo pedido; todo tropiezo sale como una frase, sin traza."""
    dicho = interprete().parse_args(argumentos)
    pedido = Pedido(
        salida=dicho.salida.absolute(),
        origen=dicho.taller.absolute(),
        pyodide=dicho.pyodide,
        taller=not dicho.sin_taller,
        lectura=not dicho.sin_lectura,
    )
    try:
        hecho = construir(pedido)
        print(f"El sitio está en {hecho}", flush=True)
        if dicho.servir:
            atender(hecho, dicho.puerto, navegador=not dicho.sin_navegador)
        return 0
    except NoSePuede as error:
        print(error, file=sys.stderr)
    except OSError as error:
        donde = f" ({error.filename})" if error.filename else ""
        print(f"No se pudo leer o escribir un archivo{donde}: {error.strerror}.", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nDetenido: el sitio que había sigue como estaba.", file=sys.stderr)
        return 130
    return 1


if __name__ == "__main__":
    raise SystemExit(principal())
