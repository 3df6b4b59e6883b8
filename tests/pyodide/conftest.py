"""Corre código con el Pyodide de npm en node: el paquete como en el navegador, sin navegador."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

RAIZ = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def pyodide(tmp_path_factory):
    """`pyodide(archivo)` lo ejecuta allá; da lo que escribió, una línea de JSON por cosa.

    Empieza en una carpeta nueva, con una copia de lo que haya en `llevar`.
    """
    from tools.sitio import piezas

    # en Chromium, la pila de Pyodide mide cerca del doble de lo que node le da
    orden = [str(piezas.node()), "--stack-size=2000", str(Path(__file__).with_name("correr.mjs"))]
    orden += [str(piezas.npm() / "pyodide"), str(piezas.npm() / "@viz-js/viz/dist/viz.js")]
    orden += [str(piezas.ruedas())]

    def correr(
        archivo: str, plazo: float = 240, llevar: Path | None = None, **entorno: str
    ) -> list:
        trabajo = tmp_path_factory.mktemp("trabajo")
        if llevar is not None:
            shutil.copytree(llevar, trabajo, dirs_exist_ok=True)
        hecho = subprocess.run(
            [*orden, str(RAIZ), str(trabajo), archivo], env={**os.environ, **entorno},
            capture_output=True, text=True, timeout=plazo,
        )  # fmt: skip
        assert hecho.returncode == 0, hecho.stdout[-2000:] + hecho.stderr[-4000:]
        return [json.loads(x) for x in hecho.stdout.splitlines() if x.startswith(("{", "["))]

    return correr
