"""Un Colab de imitación: sus versiones, su carpeta vacía y un repositorio que se clona de aquí."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

RAIZ = Path(__file__).resolve().parents[2]
#: lo que trae Colab; torch no, para que la prueba sea corta
VERSIONES = (
    "ipython==7.34.0",
    "ipykernel==6.17.1",
    "jupyter-client==7.4.9",
    "traitlets==5.7.1",
    "matplotlib==3.10.*",
    "numpy==2.1.*",
    "graphviz",
    "graphviz-pure",  # hace las veces del programa dot, que Colab trae
    "tqdm",
)
#: con lo que corren allí las pruebas de los exploradores
HERRAMIENTAS = ("hypothesis", "micrograd", "pytest")
#: sin sus dependencias: traería JupyterLab entero, que en la prueba no sirve de nada
SUELTAS = ("ipywidgets==7.7.1", "ipython-genutils==0.2.0")
Ejecutar = Callable[..., nbformat.NotebookNode]


def python_de_colab() -> str:
    """Un Python 3.12 o 3.13, en el PATH o entre los de pyenv; si no hay, este mismo si sirve."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for version in ("3.12", "3.13"):
        de_pyenv = sorted(map(str, pyenv.glob(f"{version}*/bin/python")))
        for candidato in (shutil.which(f"python{version}"), *de_pyenv):
            if candidato and _es(candidato, version):
                return candidato
    if sys.version_info >= (3, 14):
        pytest.skip("las versiones de Colab no se instalan en este Python: falta un 3.12 o 3.13")
    return sys.executable


def _es(python: str, version: str) -> bool:
    pregunta = [python, "-c", "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"]
    return subprocess.run(pregunta, capture_output=True, text=True).stdout.strip() == version


@pytest.fixture(scope="session")
def python() -> Path:
    """El Python de un entorno con las versiones de Colab; se hace una vez y se guarda."""
    if os.name != "posix":
        pytest.skip("el Colab de imitación no funciona en Windows")
    base = python_de_colab()
    entorno, marca = RAIZ / ".venv-colab", " ".join((base, *VERSIONES, *HERRAMIENTAS, *SUELTAS))
    hecho = entorno / "listo.txt"
    python = entorno / "bin" / "python"
    if not hecho.exists() or hecho.read_text(encoding="utf-8") != marca:
        subprocess.run([base, "-m", "venv", "--clear", entorno], check=True)
        pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, *VERSIONES, *HERRAMIENTAS], check=True)
        subprocess.run([*pip, "--no-deps", *SUELTAS], check=True)
        hecho.write_text(marca, encoding="utf-8")
    return python


@pytest.fixture(scope="session")
def repositorio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lo que se clona en lugar del repositorio público: esta copia, tal como está ahora."""
    carpeta = tmp_path_factory.mktemp("origen") / "taller"
    for nombre in ("minigrad", "notebooks", "exercises", "solutions"):
        sin_restos = shutil.ignore_patterns("__pycache__", ".*")
        shutil.copytree(RAIZ / nombre, carpeta / nombre, ignore=sin_restos)
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(carpeta)]
    for orden in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "todo"]):
        subprocess.run([*git, *orden], check=True)
    return carpeta


@pytest.fixture
def colab(tmp_path: Path) -> Path:
    """Una carpeta con el módulo `google.colab`, cargado al arrancar, como en Colab."""
    modulos = tmp_path / "modulos"
    (modulos / "google" / "colab").mkdir(parents=True)
    (modulos / "google" / "colab" / "__init__.py").touch()
    (modulos / "sitecustomize.py").write_text("import google.colab\n", encoding="utf-8")
    return modulos


@pytest.fixture
def ejecutar(
    python: Path, repositorio: Path, colab: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Ejecutar:
    """Ejecuta un cuaderno en el Colab de imitación, desde una carpeta vacía."""
    for variable in [clave for clave in os.environ if clave.startswith("MINIGRAD_")]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    (tmp_path / "content").mkdir()

    def con(cuaderno: nbformat.NotebookNode, **cambios: str) -> nbformat.NotebookNode:
        entorno = {
            "PYTHONPATH": str(colab),
            "IPYTHONDIR": str(tmp_path / "ipython"),
            **desvio(repositorio),
            **cambios,
        }
        declarar_nucleo(tmp_path / "jupyter", python, entorno)
        return NotebookClient(
            cuaderno,
            kernel_name="colab",
            resources={"metadata": {"path": str(tmp_path / "content")}},
            allow_errors=True,
            timeout=120,
        ).execute()

    return con


def desvio(destino: Path) -> dict[str, str]:
    """Hace que git clone de `destino` cuando se le pide el repositorio público."""
    datos = tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{destino.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": datos["project"]["urls"]["Repository"],
    }


def declarar_nucleo(jupyter: Path, python: Path, entorno: dict[str, str]) -> None:
    """Un núcleo de Jupyter, «colab», que usa ese Python y esas variables."""
    ficha = {
        "argv": [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Colab de imitación",
        "language": "python",
        "env": entorno,
    }
    carpeta = jupyter / "kernels" / "colab"
    carpeta.mkdir(parents=True)
    (carpeta / "kernel.json").write_text(json.dumps(ficha), encoding="utf-8")
