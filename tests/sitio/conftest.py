"""El sitio construido y servido, una sola vez para todas las pruebas de esta carpeta."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.sitio.construir import Pedido, construir
from tools.sitio.servir import servido

if hasattr(os, "nice"):
    os.nice(10)  # el navegador ocupa más de un procesador: el de las pruebas que miden tiempo, no


@pytest.fixture(scope="session")
def pyodide() -> str | None:
    """El lanzamiento de Pyodide, si lo hay: el flujo que publica prueba el sitio con NumPy."""
    return os.environ.get("MINIGRAD_PYODIDE")


@pytest.fixture(scope="session")
def sitio(tmp_path_factory: pytest.TempPathFactory, pyodide: str | None) -> Path:
    """La carpeta del sitio entero, recién construida."""
    pytest.importorskip("jupyterlite_core", reason="falta el extra «sitio»")
    salida = tmp_path_factory.mktemp("construido") / "sitio"
    return construir(Pedido(salida=salida, pyodide=pyodide))


@pytest.fixture(scope="session")
def base(sitio: Path) -> Iterator[str]:
    """La dirección del sitio servido en una subcarpeta, como lo estará en GitHub Pages."""
    with servido(sitio, prefijo="/curso/") as direccion:
        yield direccion
