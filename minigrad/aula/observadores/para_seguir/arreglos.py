"""Exploraciones de arreglos y tensores, según la clase de entrada.

En una página del navegador no hay NumPy, y el catálogo se lee igual: por eso `np` se importa al
usarlo, y aquí nada se calcula al cargar el archivo. `leccion_06` y las demás toman `np` de aquí.
"""

from __future__ import annotations

import importlib
from typing import Any


class _AlUsarlo:
    """Un módulo que se importa la primera vez que se le pide algo."""

    def __init__(self, nombre: str) -> None:
        self._nombre = nombre

    def __getattr__(self, cosa: str) -> Any:
        return getattr(importlib.import_module(self._nombre), cosa)


np: Any = _AlUsarlo("numpy")
