"""`minigrad abrir ARCHIVO.zip`: el trabajo del navegador sigue en esta máquina, sin pisar nada."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from minigrad._recursos import cuadernos
from minigrad.aula.trabajo.archivo import en_zip
from minigrad.ordenes import cli

LECCION = "notebooks/00_introduccion.ipynb"


def trabajo(texto: str = "mi respuesta") -> bytes:
    cuaderno = json.loads((cuadernos("notebooks") / "00_introduccion.ipynb").read_text("utf-8"))
    cuaderno["cells"][2]["source"] = texto
    progreso = b'{"00-hola": {"intentos": 1, "correcto": true}}'
    return en_zip({LECCION: json.dumps(cuaderno).encode(), ".minigrad/progreso.json": progreso})


def abrir(archivo: Path) -> int:
    return cli.principal(["abrir", str(archivo), "--solo-preparar"])


def dejar(carpeta: Path, contenido: bytes, nombre: str = "mi_taller_2026-11-28.zip") -> Path:
    carpeta.mkdir(exist_ok=True)
    archivo = carpeta / nombre
    archivo.write_bytes(contenido)
    return archivo


def lo_que_hay(carpeta: Path) -> dict[str, bytes]:
    return {str(r.relative_to(carpeta)): r.read_bytes() for r in carpeta.rglob("*") if r.is_file()}


def test_se_saca_a_una_carpeta_al_lado(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert abrir(dejar(tmp_path, trabajo())) == 0
    carpeta = tmp_path / "mi_taller_2026-11-28"
    assert "mi respuesta" in (carpeta / LECCION).read_text("utf-8")
    assert len(list((carpeta / "notebooks").glob("*.ipynb"))) > 5  # los que no traía, en blanco
    assert "00-hola" in (carpeta / ".minigrad" / "progreso.json").read_text("utf-8")
    assert str(carpeta) in capsys.readouterr().out
    assert {r.name for r in tmp_path.iterdir()} == {carpeta.name, f"{carpeta.name}.zip"}


def test_si_ya_habia_otra_carpeta_se_elige_otro_nombre(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    carpeta = tmp_path / "mi_taller_2026-11-28"
    (carpeta / "notebooks").mkdir(parents=True)
    (carpeta / LECCION).write_text("lo de antes", encoding="utf-8")
    antes = lo_que_hay(carpeta)
    assert abrir(dejar(tmp_path, trabajo())) == 0
    assert lo_que_hay(carpeta) == antes
    assert "mi respuesta" in (tmp_path / f"{carpeta.name}-2" / LECCION).read_text("utf-8")
    dicho = capsys.readouterr().out
    assert f"Ya existía {carpeta}" in dicho
    assert f"{carpeta}-2" in dicho


def test_abrirlo_otra_vez_sigue_donde_iba(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archivo = dejar(tmp_path, trabajo())
    abrir(archivo)
    hecho = tmp_path / "mi_taller_2026-11-28" / LECCION
    hecho.write_text(hecho.read_text("utf-8").replace("mi respuesta", "otra mejor"), "utf-8")
    assert abrir(archivo) == 0
    assert "otra mejor" in hecho.read_text("utf-8")
    assert not (tmp_path / "mi_taller_2026-11-28-2").exists()
    assert "ya se había abierto" in capsys.readouterr().out
    # con el mismo nombre y otro contenido, es otro trabajo
    assert abrir(dejar(tmp_path, trabajo("de otra vez"))) == 0
    assert "otra mejor" in hecho.read_text("utf-8")
    otra = tmp_path / "mi_taller_2026-11-28-2" / LECCION
    assert "de otra vez" in otra.read_text("utf-8")
    assert abrir(archivo) == 0
    assert abrir(dejar(tmp_path, trabajo())) == 0
    assert not (tmp_path / "mi_taller_2026-11-28-3").exists()


@pytest.mark.parametrize(
    "nombre", ["Ana Pérez.zip", "mi_taller (1).zip", "x.ZIP", "x.zip (1)", ".zip", "día 1.v2.zip"]
)
def test_se_llame_como_se_llame(nombre: str, tmp_path: Path) -> None:
    assert abrir(dejar(tmp_path, trabajo(), nombre)) == 0
    (carpeta,) = (ruta for ruta in tmp_path.iterdir() if ruta.is_dir())
    assert (carpeta / LECCION).is_file()


def test_una_carpeta_que_se_llama_como_un_zip(tmp_path: Path) -> None:
    assert abrir(tmp_path / "taller.zip") == 1  # no existe: no se crea una carpeta así
    assert not list(tmp_path.iterdir())
    (tmp_path / "taller.zip").mkdir()
    assert abrir(tmp_path / "taller.zip") == 0
    assert (tmp_path / "taller.zip" / LECCION).is_file()


@pytest.mark.parametrize(
    ("contenido", "dicho"),
    [
        (b"", "está vacío"),
        (b'{"cells": []}', "es un cuaderno suelto"),
        (trabajo()[:300], "dañado"),
        (en_zip({"foto.png": b""}), "no trae ningún cuaderno"),
        (en_zip({"../x.ipynb": b"{}"}), "se saldría de su carpeta"),
        (en_zip({".minigrad/progreso.json": b"{"}), "el progreso está dañado"),
    ],
)
def test_lo_que_no_sirve_se_dice_y_no_deja_nada(
    contenido: bytes, dicho: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archivo = dejar(tmp_path / "bajado", contenido)
    assert abrir(archivo) == 1
    leido = capsys.readouterr()
    assert dicho in leido.err
    assert archivo.name in leido.err
    assert not leido.out
    assert len(leido.err.splitlines()) == 1
    assert [ruta.name for ruta in tmp_path.rglob("*")] == ["bajado", archivo.name]


def test_una_parte_danada_se_dice_y_lo_demas_sale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archivo = dejar(tmp_path, trabajo())
    with zipfile.ZipFile(archivo, "a", zipfile.ZIP_STORED) as abierto:
        abierto.writestr("apuntes.txt", "mmmmmmmmmm")
    archivo.write_bytes(archivo.read_bytes().replace(b"mmmmmmmmmm", b"nnnnnnnnnn"))
    assert abrir(archivo) == 0
    assert "No pude sacar apuntes.txt" in capsys.readouterr().out
    assert "mi respuesta" in (tmp_path / "mi_taller_2026-11-28" / LECCION).read_text("utf-8")
