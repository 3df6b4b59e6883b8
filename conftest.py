"""Para `pytest --nbval solutions/*.ipynb` sin más: el entorno con que se construyó.

Y NumPy con un solo hilo, como en un cuaderno: con matrices chicas y otras pruebas al lado, los de
OpenBLAS se esperan unos a otros y todo tarda muchas veces más.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def pytest_configure(config: pytest.Config) -> None:
    """Los núcleos que nbval arranca heredan estas variables."""
    if config.getoption("--nbval", False):
        from tools.ejecucion import entorno

        os.environ.update(entorno(Path(tempfile.mkdtemp(prefix="ipython-"))))
