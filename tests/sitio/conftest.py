"""El sitio construido y servido, una sola vez para todas las pruebas de esta carpeta."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.sitio.construir import Pedido, construir
from tools.sitio.servir import servido


@pytest.fixture(scope="session")
def sitio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """La carpeta del sitio entero, recién construida."""
    pytest.importorskip("jupyterlite_core", reason="falta el extra «sitio»")
    return construir(Pedido(salida=tmp_path_factory.mktemp("construido") / "sitio"))


@pytest.fixture(scope="session")
def base(sitio: Path) -> Iterator[str]:
    """La dirección del sitio servido en una subcarpeta, como lo estará en GitHub Pages."""
    with servido(sitio, prefijo="/curso/") as direccion:
        yield direccion
