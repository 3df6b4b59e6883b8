"""NumPy y matplotlib salen del lanzamiento de Pyodide, y lo que no coincide no se usa."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from piezas_de_prueba import lanzamiento

from tools.sitio import NoSePuede, piezas
from tools.sitio.lite.lanzamiento import traer
from tools.sitio.lite.lock import escribir
from tools.sitio.servir import servido

DEPENDE = {
    "matplotlib": ["numpy", "kiwisolver", "pytz"],
    "numpy": [],
    "kiwisolver": ["six"],
    "six": [],
    "pytz": [],
    "otro": ["numpy"],
}
LLEGAN = {"kiwisolver", "matplotlib", "numpy", "six"}


@pytest.fixture(autouse=True)
def cache_vacia(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piezas, "GUARDADAS", tmp_path / "guardadas")


@pytest.fixture
def origen(tmp_path: Path) -> Path:
    carpeta = tmp_path / "lanzamiento"
    carpeta.mkdir()
    return carpeta


@pytest.fixture
def destino(tmp_path: Path) -> Path:
    carpeta = tmp_path / "destino"
    carpeta.mkdir()
    return carpeta


@pytest.fixture
def lock(origen: Path) -> dict[str, Any]:
    return lanzamiento(origen, DEPENDE)


def comprobar_lo_traido(entradas: list[dict[str, Any]], destino: Path, origen: Path) -> None:
    assert {entrada["name"] for entrada in entradas} == LLEGAN
    for entrada in entradas:
        nombre = entrada["file_name"]
        assert (destino / nombre).read_bytes() == (origen / nombre).read_bytes()
        assert set(entrada["depends"]) <= LLEGAN
    assert len(list(destino.iterdir())) == len(LLEGAN)


def test_de_una_carpeta(origen: Path, destino: Path, lock: dict[str, Any]) -> None:
    comprobar_lo_traido(traer(str(origen), lock, destino), destino, origen)


def test_lo_que_llega_sirve_para_nuestro_lock(
    origen: Path, destino: Path, lock: dict[str, Any]
) -> None:
    lock["packages"]["six"]["name"] = "Six"  # el de Pyodide lo llama «pillow», y escribe «Pillow»
    escribir(destino / "lock.json", {}, traer(str(origen), lock, destino))
    escrito = json.loads((destino / "lock.json").read_text(encoding="utf-8"))
    assert escrito["packages"].keys() == LLEGAN


@pytest.mark.parametrize("final", ["", "/"])
def test_de_una_direccion_y_la_segunda_vez_sin_pedir_nada(
    final: str, origen: Path, destino: Path, lock: dict[str, Any]
) -> None:
    with servido(origen) as base:
        comprobar_lo_traido(traer(base.rstrip("/") + final, lock, destino), destino, origen)
    for archivo in destino.iterdir():
        archivo.unlink()
    comprobar_lo_traido(traer(base, lock, destino), destino, origen)


@pytest.mark.parametrize("dano", [b"", b"otra cosa", None])
@pytest.mark.parametrize("nombre", sorted(LLEGAN))
@pytest.mark.parametrize("por_la_red", [False, True])
def test_un_archivo_danado_o_que_falta_se_dice(
    nombre: str, dano: bytes | None, por_la_red: bool,
    origen: Path, destino: Path, lock: dict[str, Any],
) -> None:  # fmt: skip
    archivo = origen / lock["packages"][nombre]["file_name"]
    if dano is None:
        archivo.unlink()
    else:
        archivo.write_bytes(dano)
    with servido(origen) as base, pytest.raises(NoSePuede) as error:
        traer(base if por_la_red else str(origen), lock, destino)
    assert archivo.name in str(error.value)
    assert f"Pyodide {piezas.version_de_npm('pyodide')}" in str(error.value)


def test_lo_guardado_que_se_dano_se_pide_otra_vez(
    origen: Path, destino: Path, lock: dict[str, Any]
) -> None:
    with servido(origen) as base:
        traer(base, lock, destino)
        for guardado in piezas.GUARDADAS.rglob("*.whl"):
            guardado.write_bytes(b"nada")
        comprobar_lo_traido(traer(base, lock, destino), destino, origen)


@pytest.mark.parametrize("donde", ["no-existe", "http://127.0.0.1:9/", "ftp//", "http://"])
def test_un_lugar_que_no_es(donde: str, destino: Path, lock: dict[str, Any]) -> None:
    with pytest.raises(NoSePuede):
        traer(donde, lock, destino)
    assert not list(destino.iterdir())
