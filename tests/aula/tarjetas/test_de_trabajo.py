"""Los botones del navegador: qué se baja, qué se recupera y qué se dice."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from minigrad.aula.tarjetas import de_trabajo
from minigrad.aula.trabajo.archivo import en_zip, leer_trabajo
from minigrad.aula.trabajo.carpeta import preparar_carpeta
from minigrad.aula.trabajo.progreso import NOMBRE, Progreso, leer_registros

LECCION = "notebooks/02_a_mano.ipynb"
PROGRESO = b'{"02-derivada": {"intentos": 1, "correcto": true}}'


@pytest.fixture
def carpeta(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    preparar_carpeta(tmp_path)
    monkeypatch.delenv("MINIGRAD_PROGRESO", raising=False)
    monkeypatch.chdir(tmp_path / "notebooks")
    return tmp_path


def test_se_baja_toda_la_carpeta(carpeta: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bajados: dict[str, bytes] = {}
    monkeypatch.setattr(de_trabajo.pagina, "bajar", bajados.__setitem__)
    (carpeta / "mío.txt").write_text("hola", encoding="utf-8")
    dicho = de_trabajo.descargar()
    ((nombre, contenido),) = bajados.items()
    assert nombre.startswith("mi_taller_")
    assert nombre in dicho
    assert {LECCION, "mío.txt"} <= set(leer_trabajo(io.BytesIO(contenido)).partes)


def test_lo_que_vuelve_se_cuenta(carpeta: Path) -> None:
    cuaderno = json.dumps({"cells": [{"cell_type": "code", "source": "x = 1"}]}).encode()
    (carpeta / "a.txt").write_text("uno", encoding="utf-8")
    contenido = en_zip({LECCION: cuaderno, "a.txt": b"dos", ".minigrad/progreso.json": PROGRESO})
    bien, dicho = de_trabajo.traer(contenido, Progreso(carpeta / NOMBRE))
    assert bien
    assert f"Volvieron: {LECCION}." in dicho
    assert "el tuyo es a-recuperado.txt" in dicho
    assert "Sumé tu progreso: un ejercicio correcto." in dicho
    assert leer_registros(carpeta / NOMBRE)["02-derivada"].correcto


@pytest.mark.parametrize("contenido", [b"", b"hola", b'{"cells": []}', en_zip({"../x.ipynb": b""})])
def test_lo_que_no_sirve_se_dice_sin_cambiar_nada(contenido: bytes, carpeta: Path) -> None:
    antes = {ruta: ruta.read_bytes() for ruta in carpeta.rglob("*") if ruta.is_file()}
    bien, dicho = de_trabajo.traer(contenido, Progreso(carpeta / NOMBRE))
    assert not bien
    assert "no se pudo recuperar" in dicho
    assert {ruta: ruta.read_bytes() for ruta in carpeta.rglob("*") if ruta.is_file()} == antes


def test_el_boton_da_lo_mismo_con_cada_ipywidgets() -> None:
    contenido = memoryview(b"abc")
    assert de_trabajo._contenido({"x.zip": {"content": b"abc"}}) == b"abc"
    assert de_trabajo._contenido(({"name": "x.zip", "content": contenido},)) == b"abc"


def test_fuera_del_navegador_no_estan(carpeta: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from minigrad.aula.verbos.progreso import progreso

    progreso()
    assert "Descargar mi trabajo" not in capsys.readouterr().out
