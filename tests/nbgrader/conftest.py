"""nbgrader de verdad, en un entorno aparte: el taller no depende de él."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

RAIZ = Path(__file__).resolve().parents[2]
PAQUETES = ("nbgrader==0.9.6", "graphviz", "graphviz-pure", "ipywidgets", "matplotlib", "numpy",
            "tqdm")  # fmt: skip
Nbgrader = Callable[..., str]


@pytest.fixture(scope="session")
def python() -> Path:
    """El Python de un entorno con nbgrader; se hace una vez y se guarda.

    Lo que ya está en el de las pruebas lo toma de ahí: instalarlo otra vez tarda más que calificar.
    """
    if os.name != "posix":
        pytest.skip("nbgrader se prueba en Linux y macOS")
    entorno = RAIZ / ".venv-nbgrader"
    hecho, marca = entorno / "listo.txt", f"{sys.version} {PAQUETES} {sys.prefix}"
    python = entorno / "bin" / "python"
    if not hecho.exists() or hecho.read_text(encoding="utf-8") != marca:
        subprocess.run(
            [sys.executable, "-m", "venv", "--clear", "--without-pip", entorno], check=True
        )
        (suyos,) = entorno.glob("lib/python*/site-packages")
        (suyos / "de_las_pruebas.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
        pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, "-c", RAIZ / "restricciones.txt", *PAQUETES], check=True)
        hecho.write_text(marca, encoding="utf-8")
    return python


@pytest.fixture(scope="session")
def curso_exportado(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """La carpeta que deja `minigrad exportar nbgrader`."""
    from minigrad.ordenes import cli

    carpeta = tmp_path_factory.mktemp("curso")
    assert cli.principal(["exportar", "nbgrader", str(carpeta)]) == 0
    return carpeta


@pytest.fixture(scope="session")
def base() -> Iterator[str]:
    """La base de datos de nbgrader, en memoria si se puede: con cada celda espera al disco."""
    memoria = Path("/dev/shm")
    with TemporaryDirectory(dir=memoria if memoria.is_dir() else None) as carpeta:
        yield f"sqlite:///{carpeta}/gradebook.db"


@pytest.fixture(scope="session")
def nbgrader(python: Path, curso_exportado: Path, base: str) -> Nbgrader:
    """Corre una orden de nbgrader en la carpeta del curso, como lo haría quien enseña."""
    sin_lo_nuestro = {k: v for k, v in os.environ.items() if not k.startswith("MINIGRAD_")}
    rutas = os.pathsep.join([str(python.parent), os.environ["PATH"]])
    entorno = {**sin_lo_nuestro, "PATH": rutas, "PYTHONPATH": str(RAIZ)}
    entorno["JUPYTER_PATH"] = os.path.join(sys.prefix, "share", "jupyter")
    entorno["IPYTHONDIR"] = str(curso_exportado / ".ipython")

    def con(*orden: str) -> str:
        hecho = subprocess.run(
            [python, "-m", "nbgrader", *orden, f"--db={base}"], cwd=curso_exportado, env=entorno,
            capture_output=True, encoding="utf-8",
        )  # fmt: skip
        assert hecho.returncode == 0, hecho.stderr
        return hecho.stderr

    return con
