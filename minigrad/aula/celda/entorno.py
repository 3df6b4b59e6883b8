"""Qué hay alrededor de una celda: IPython, las celdas ya ejecutadas, PyTorch."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from typing import Any


def interprete() -> Any:
    """El IPython en marcha, o None; no lo importa si nadie lo ha hecho."""
    ipython: Any = sys.modules.get("IPython")
    return ipython.get_ipython() if hasattr(ipython, "get_ipython") else None


def historia() -> list[str]:
    """Las celdas ejecutadas en este núcleo, en orden."""
    ip = interprete()
    return [] if ip is None else [_sin_magia_de_celda(x) for x in ip.user_ns.get("In", [])]


def _sin_magia_de_celda(celda: str) -> str:
    """Lo que hay debajo de `%%time` y otras, que IPython guarda dentro de una llamada."""
    envuelta = re.fullmatch(r"get_ipython\(\)\.run_cell_magic(\(.*\))\s*", celda, re.DOTALL)
    return str(ast.literal_eval(envuelta[1])[-1]) if envuelta else celda


def hay_torch() -> bool:
    """Dice si PyTorch está instalado, sin importarlo."""
    try:
        return importlib.util.find_spec("torch") is not None
    except ValueError:  # alguien lo retiró de `sys.modules`
        return False
