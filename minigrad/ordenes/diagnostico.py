"""`minigrad diagnostico`: dice qué funciona en esta máquina y cómo se cura lo que no."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from minigrad.aula.verbos.diagnostico import SIMBOLOS, Hallazgo, por_arreglar, resumen, revisar

AYUDA = """\
uso: minigrad diagnostico [CARPETA]

Revisa esta máquina: Python, Jupyter, los widgets, los dibujos, PyTorch, la carpeta de trabajo
(mi_taller, si no dices otra), el espacio, el puerto y el idioma. Una línea por cosa:

  ✓  funciona (en una consola sin estos signos, «bien»)
  –  falta, y el taller se puede hacer sin ello («opcional»)
  ✗  no funciona y hace falta; debajo dice cómo se arregla («mal»)

Termina con 0 si todo lo necesario funciona y con 1 si no. No instala ni cambia nada.

opciones:
  -h, --help        muestra esta ayuda
"""
_FLECHA = "→"


def configurar(interprete: argparse.ArgumentParser) -> None:
    interprete.add_argument("carpeta", nargs="?", type=Path, default=Path("mi_taller"))


def ejecutar(pedido: argparse.Namespace) -> int:
    puntos: list[Hallazgo] = []
    try:
        for punto in revisar(pedido.carpeta.expanduser().absolute()):
            puntos.append(punto)
            _contar(punto)
    except KeyboardInterrupt:
        print("\nDetenido antes de terminar.")
        return 1
    print(f"\n{resumen(puntos)}")
    return 1 if por_arreglar(puntos) else 0


def _contar(punto: Hallazgo) -> None:
    con_signos = _se_puede_escribir("".join(SIMBOLOS.values()) + _FLECHA)
    signo = SIMBOLOS[punto.estado] if con_signos else f"{punto.estado:<8}"
    print(f"{signo} {punto.que:<16} {punto.detalle}", flush=True)
    if punto.cura:
        print(f"    {_FLECHA if con_signos else '->'} {punto.cura}", flush=True)


def _se_puede_escribir(signos: str) -> bool:
    """Si la consola los tiene; si no, ✓ y ✗ saldrían iguales, como «?»."""
    try:
        signos.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
