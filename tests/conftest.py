"""Lo común a todas las pruebas: sin PyTorch, las que lo necesitan se omiten."""

from __future__ import annotations

from importlib.util import find_spec

import pytest


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Una prueba lleva la marca `torch` también si quien lo usa es el cuaderno que ejecuta."""
    if item.get_closest_marker("torch") and find_spec("torch") is None:
        pytest.skip("sin PyTorch")
