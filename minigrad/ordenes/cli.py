"""La orden `minigrad`: reparte lo que se escribió entre las órdenes de `minigrad.ordenes`.

Los textos de ayuda van enteros, en español: los que arma `argparse` son en inglés.
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

#: cada orden es un módulo de `minigrad.ordenes`, que se importa al usarla; aquí, para qué sirve
ORDENES = {
    "abrir": "prepara tu carpeta de trabajo y abre el taller",
    "exportar": "pone los cuadernos resueltos en la forma de nbgrader",
    "calificar": "las notas de una clase: un CSV y un informe",
    "diagnostico": "dice qué funciona en esta máquina y cómo se cura lo que no",
    "sellar": "hace el paquete de una clase, con las soluciones cerradas",
}


def _ayuda() -> str:
    lista = "\n".join(f"  {nombre:<13}{ORDENES[nombre]}" for nombre in _presentes())
    return (
        "uso: minigrad ORDEN …\n     minigrad --version\n\n"
        f"órdenes:\n{lista}\n\n"
        "`minigrad ORDEN -h` explica cada una.\n"
    )


def _presentes() -> list[str]:
    """El paquete de una clase no trae las órdenes de quien la dicta."""
    carpeta = Path(__file__).parent
    return [nombre for nombre in ORDENES if (carpeta / f"{nombre}.py").is_file()]


class Interprete(argparse.ArgumentParser):
    """Un `ArgumentParser` que habla español."""

    ayuda = ""

    def format_help(self) -> str:
        return self.ayuda or _ayuda()

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"No entiendo lo que pides.\n\n{self.format_help()}")
        raise SystemExit(2)


def principal(argumentos: Sequence[str] | None = None) -> int:
    """Lo que corre al escribir `minigrad`."""
    for salida in (sys.stdout, sys.stderr):
        if isinstance(salida, io.TextIOWrapper):
            salida.reconfigure(errors="replace")  # una consola sin ✓ no debe detener nada
    argumentos = sys.argv[1:] if argumentos is None else list(argumentos)
    if not argumentos:
        print(_ayuda(), end="")
        return 2
    general = Interprete(prog="minigrad", allow_abbrev=False)
    general.add_argument("--version", action="store_true")
    if argumentos[0] not in _presentes():
        general.parse_args(argumentos)
        return _version()
    modulo = importlib.import_module(f"minigrad.ordenes.{argumentos[0]}")
    interprete = Interprete(prog=f"minigrad {argumentos[0]}", allow_abbrev=False)
    interprete.ayuda = modulo.AYUDA
    modulo.configurar(interprete)
    try:
        hecho: int = modulo.ejecutar(interprete.parse_args(argumentos[1:]))
        sys.stdout.flush()
    except BrokenPipeError:
        # quien leía se fue, como en `minigrad … | head`: al salir, Python no debe quejarse
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return hecho


def _version() -> int:
    from importlib.metadata import PackageNotFoundError, version

    try:
        print(f"minigrad-taller {version('minigrad-taller')}")
    except PackageNotFoundError:
        print("minigrad-taller (sin instalar)")
    return 0
