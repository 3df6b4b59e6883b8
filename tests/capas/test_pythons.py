"""Los Pythons con que se prueba son los mismos en todas partes, y en cada uno se puede instalar.

La lista es la de los clasificadores de pyproject.toml.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

import taller
from minigrad.aula.verbos import revisiones

RAIZ = Path(__file__).resolve().parents[2]
PROYECTO = tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PYTHONS = re.findall(r":: Python :: (3\.\d+)", "\n".join(PROYECTO["classifiers"]))
#: los que más se alejan: el de Debian 12, el primero de cada rama
EXACTOS = ["3.11.2", "3.11.7", *(f"{python}.0" for python in PYTHONS[1:])]
SISTEMAS = [
    {"sys_platform": "linux", "platform_machine": "x86_64"},
    {"sys_platform": "linux", "platform_machine": "aarch64"},
    {"sys_platform": "darwin", "platform_machine": "x86_64"},
    {"sys_platform": "darwin", "platform_machine": "arm64"},
    {"sys_platform": "win32", "platform_machine": "AMD64"},
    {"sys_platform": "win32", "platform_machine": "ARM64"},
]
FIJADAS = [
    Requirement(linea)
    for linea in (RAIZ / "restricciones.txt").read_text(encoding="utf-8").splitlines()
    if not linea.startswith("#")
]


def aplican(exacto: str, sistema: dict[str, str]) -> list[Requirement]:
    """Las líneas de restricciones.txt que valen en un Python y un sistema."""
    rama = exacto.rpartition(".")[0]
    donde = {"python_version": rama, "python_full_version": exacto, **sistema}
    return [fija for fija in FIJADAS if fija.marker is None or fija.marker.evaluate(donde)]


def test_todos_dicen_los_mismos() -> None:
    primero, ultimo = PYTHONS[0], PYTHONS[-1]
    assert PROYECTO["requires-python"] == f">={primero}"
    partes = tuple(tuple(map(int, python.split("."))) for python in (primero, ultimo))
    assert partes == taller.PYTHONS == revisiones._PYTHONS
    pruebas = (RAIZ / ".github/workflows/pruebas.yml").read_text(encoding="utf-8")
    assert f"python: {PYTHONS}".replace("'", '"') in pruebas
    for documento in (
        "README.md",
        "INSTRUCTORES.md",
        "CONTRIBUTING.md",
        "minigrad/sellar/plantillas/LEEME.md",
    ):
        texto = " ".join((RAIZ / documento).read_text(encoding="utf-8").split())
        assert f"de la versión {primero} a la {ultimo}" in texto, documento
    ingles = (RAIZ / "README.en.md").read_text(encoding="utf-8")
    assert f"{primero} to {ultimo}" in ingles


@pytest.mark.parametrize("sistema", SISTEMAS, ids=lambda s: "-".join(s.values()))
@pytest.mark.parametrize("exacto", EXACTOS)
def test_cada_paquete_se_fija_una_sola_vez(exacto: str, sistema: dict[str, str]) -> None:
    veces = Counter(fija.name.lower() for fija in aplican(exacto, sistema))
    assert {fija.name.lower() for fija in FIJADAS} == set(veces)
    assert set(veces.values()) == {1}


def test_lo_fijado_acepta_todos_los_pythons_a_los_que_les_toca() -> None:
    """Lo que está instalado aquí dice qué Pythons acepta; `soupsieve` pidió 3.11.5 sin avisar."""
    rechazados = []
    for exacto in EXACTOS:
        for fija in aplican(exacto, SISTEMAS[0]):
            try:
                datos = metadata(fija.name)
            except PackageNotFoundError:
                continue  # `torch`, en el entorno que no lo lleva
            esta = datos["Version"].partition("+")[0] in fija.specifier
            if esta and exacto not in SpecifierSet(datos.get("Requires-Python") or ""):
                rechazados.append(f"{fija} en {exacto}: {datos['Requires-Python']}")
    assert not rechazados


def test_uno_mas_nuevo_se_avisa_y_no_se_rechaza(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mayor, menor = taller.PYTHONS[1]
    with monkeypatch.context() as parche:
        parche.setattr(sys, "version_info", (mayor, menor + 1, 0, "final", 0))
        parche.setattr("platform.python_version", lambda: f"{mayor}.{menor + 1}.0")
        taller.exigir_python()
        taller.avisar_si_es_nuevo()
        visto = revisiones.python()
    assert f"usa uno de la versión 3.11 a la {PYTHONS[-1]}" in capsys.readouterr().err
    assert f"más nuevo que el último con que se probó ({PYTHONS[-1]})" in visto
    taller.avisar_si_es_nuevo()
    assert capsys.readouterr().err == ""
