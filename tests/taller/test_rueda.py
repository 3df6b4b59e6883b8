"""El paquete instalado de una rueda (`.whl`), sin copia del repositorio, trae todo el taller."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

RAIZ = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.lento


def correr(*orden: str | Path, cwd: Path | None = None) -> str:
    """Corre una orden que debe salir bien, sin que vea esta copia del repositorio."""
    limpias = {clave: valor for clave, valor in os.environ.items() if clave != "PYTHONPATH"}
    hecho = subprocess.run(
        [*map(str, orden)], cwd=cwd, env=limpias, capture_output=True, encoding="utf-8"
    )
    assert hecho.returncode == 0, hecho.stdout + hecho.stderr
    return hecho.stdout


@pytest.fixture(scope="module")
def rueda(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """La rueda, hecha de esta copia del repositorio."""
    destino = tmp_path_factory.mktemp("dist")
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
    correr(*pip, "-w", destino, RAIZ)
    return next(destino.glob("minigrad_taller-*.whl"))


@pytest.fixture(scope="module")
def instalado(rueda: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """La carpeta de programas de un entorno nuevo que solo tiene la rueda."""
    entorno = tmp_path_factory.mktemp("entorno")
    correr(sys.executable, "-m", "venv", "--without-pip", entorno)
    programas = entorno / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", programas / "python"]
    correr(*pip, "install", "-q", "--no-deps", "--no-index", rueda)
    return programas


def test_la_rueda_lleva_lo_justo(rueda: Path) -> None:
    with zipfile.ZipFile(rueda) as archivo:
        dentro = archivo.namelist()
    assert {ruta.split("/")[0].partition("-")[0] for ruta in dentro} == {
        "minigrad",
        "minigrad_taller",
    }
    datos = {f"minigrad/_datos/{x}" for x in ("digitos.txt.gz", "nombres.txt", "CREDITOS.md")}
    assert {"minigrad/py.typed", *datos} <= {*dentro}
    resueltos = [Path(r) for r in dentro if r.startswith("minigrad/_cuadernos/solutions/")]
    for extension in (".ipynb", ".md"):  # cada cuaderno, con su catálogo
        assert {r.stem for r in resueltos if r.suffix == extension} == {r.stem for r in resueltos}
    assert {r.suffix for r in resueltos} == {".ipynb", ".md"}


def test_la_distribucion_de_fuentes_lleva_lo_que_acompana_al_codigo(tmp_path: Path) -> None:
    construir = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path]
    correr(*construir, cwd=RAIZ)
    with tarfile.open(next(tmp_path.glob("minigrad_taller-*.tar.gz"))) as archivo:
        dentro = {ruta.partition("/")[2] for ruta in archivo.getnames()}
    assert {"CHANGELOG.md", "CITATION.cff", "LICENSE", "README.md", "SECURITY.md"} <= dentro
    assert {"minigrad/py.typed", "pyproject.toml", "taller.py"} <= dentro


def test_minigrad_abrir_pone_todos_los_cuadernos(instalado: Path, tmp_path: Path) -> None:
    correr(instalado / "minigrad", "abrir", "mi_taller", "--solo-preparar", cwd=tmp_path)
    for carpeta in ("notebooks", "exercises"):
        originales = {ruta.name: ruta.read_bytes() for ruta in (RAIZ / carpeta).glob("*.ipynb")}
        puestos = tmp_path / "mi_taller" / carpeta
        assert originales == {ruta.name: ruta.read_bytes() for ruta in puestos.iterdir()}


def test_el_aula_encuentra_las_soluciones(instalado: Path, tmp_path: Path) -> None:
    codigo = "from minigrad.aula.curso.activo import activo; print(len(activo().cuadernos()))"
    cuantos = correr(instalado / "python", "-c", codigo, cwd=tmp_path)
    assert int(cuantos) == len(list((RAIZ / "solutions").glob("*.ipynb")))


def test_dice_la_version(instalado: Path, tmp_path: Path) -> None:
    assert correr(instalado / "minigrad", "--version", cwd=tmp_path) == "minigrad-taller 0.1.0\n"
