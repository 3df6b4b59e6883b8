"""Para `pytest --nbval solutions/*.ipynb` sin más: el entorno con que se construyó."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Los núcleos que nbval arranca heredan estas variables."""
    if config.getoption("--nbval", False):
        from tools.ejecucion import entorno

        os.environ.update(entorno(Path(tempfile.mkdtemp(prefix="ipython-"))))
