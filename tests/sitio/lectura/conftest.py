"""Las páginas de lectura, construidas una sola vez, y su HTML como árbol."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("myst_nb", reason="falta el extra «sitio»")

from tools.sitio.lectura.construir import construir
from tools.sitio.servir import servido


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Todo lo de esta carpeta espera a que se construyan las páginas."""
    for prueba in items:
        if Path(__file__).parent in prueba.path.parents:
            prueba.add_marker(pytest.mark.lento)


@pytest.fixture(scope="session")
def lectura(tmp_path_factory: pytest.TempPathFactory) -> Path:
    destino = tmp_path_factory.mktemp("lectura")
    construir(destino)
    return destino


@pytest.fixture(scope="session")
def servida(lectura: Path) -> Iterator[str]:
    """Servida en una subcarpeta, como lo estará en GitHub Pages."""
    with servido(lectura, prefijo="/curso/") as direccion:
        yield direccion
