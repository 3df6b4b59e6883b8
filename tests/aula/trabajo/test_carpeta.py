"""La carpeta de trabajo: pone, actualiza, conserva, y encuentra la lección pendiente."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from minigrad.aula.trabajo.carpeta import (
    REGISTRO,
    Novedades,
    preparar_carpeta,
    primera_sin_terminar,
)
from minigrad.aula.trabajo.progreso import NOMBRE as PROGRESO
from minigrad.aula.trabajo.progreso import archivo_de_trabajo


def cuaderno(*ids: str, texto: str = "") -> str:
    """Un cuaderno de juguete con un ejercicio por id."""
    celdas = [{"cell_type": "code", "metadata": {"ejercicio": id_}, "source": []} for id_ in ids]
    prosa = {"cell_type": "markdown", "metadata": {}, "source": [texto]}
    return json.dumps({"cells": [prosa, *celdas]})


@pytest.fixture
def originales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Un taller de dos lecciones y una práctica."""
    raiz = tmp_path / "taller"
    for ruta, texto in {
        "notebooks/00_hola.ipynb": cuaderno("00-a", "00-b"),
        "notebooks/01_sigue.ipynb": cuaderno("01-a"),
        "exercises/01_sigue_practica.ipynb": cuaderno("p1-a"),
        "notebooks/notas.txt": "no es un cuaderno",
    }.items():
        (raiz / ruta).parent.mkdir(parents=True, exist_ok=True)
        (raiz / ruta).write_text(texto, encoding="utf-8")
    monkeypatch.setenv("MINIGRAD_CUADERNOS", str(raiz))
    return raiz


@pytest.fixture
def carpeta(originales: Path, tmp_path: Path) -> Path:
    """Una carpeta de trabajo recién preparada, con espacio y eñe en el nombre."""
    carpeta = tmp_path / "mi año"
    preparar_carpeta(carpeta)
    return carpeta


def test_pone_los_cuadernos_en_las_mismas_carpetas(carpeta: Path) -> None:
    rutas = {ruta.relative_to(carpeta).as_posix() for ruta in carpeta.rglob("*") if ruta.is_file()}
    assert rutas == {
        "notebooks/00_hola.ipynb",
        "notebooks/01_sigue.ipynb",
        "exercises/01_sigue_practica.ipynb",
        REGISTRO.as_posix(),
    }


def test_la_segunda_vez_no_cambia_nada(carpeta: Path) -> None:
    antes = {ruta: ruta.read_bytes() for ruta in carpeta.rglob("*") if ruta.is_file()}
    novedades = preparar_carpeta(carpeta)
    assert novedades == Novedades()
    assert antes == {ruta: ruta.read_bytes() for ruta in carpeta.rglob("*") if ruta.is_file()}


def test_actualiza_el_que_no_se_toco(originales: Path, carpeta: Path) -> None:
    nuevo = cuaderno("00-a", texto="corregido")
    (originales / "notebooks/00_hola.ipynb").write_text(nuevo, encoding="utf-8")
    assert preparar_carpeta(carpeta).actualizados == ["notebooks/00_hola.ipynb"]
    assert (carpeta / "notebooks/00_hola.ipynb").read_text(encoding="utf-8") == nuevo


def test_nunca_pisa_el_que_se_cambio(originales: Path, carpeta: Path) -> None:
    mio = carpeta / "notebooks/00_hola.ipynb"
    mio.write_text("lo mío", encoding="utf-8")
    assert not preparar_carpeta(carpeta).conservados
    (originales / "notebooks/00_hola.ipynb").write_text(cuaderno("00-z"), encoding="utf-8")
    assert preparar_carpeta(carpeta).conservados == ["notebooks/00_hola.ipynb"]
    assert mio.read_text(encoding="utf-8") == "lo mío"


def test_el_que_cambio_de_nombre_vuelve_nuevo(originales: Path, carpeta: Path) -> None:
    mio = carpeta / "notebooks/00_hola.ipynb"
    mio.rename(carpeta / "notebooks/mi_00.ipynb")
    assert preparar_carpeta(carpeta).puestos == ["notebooks/00_hola.ipynb"]
    assert (carpeta / "notebooks/mi_00.ipynb").exists()


@pytest.mark.parametrize("registro", ["{", "[]", ""])
def test_con_el_registro_danado_todo_es_tuyo(
    registro: str, originales: Path, carpeta: Path
) -> None:
    (carpeta / REGISTRO).write_text(registro, encoding="utf-8")
    (originales / "notebooks/00_hola.ipynb").write_text(cuaderno("00-z"), encoding="utf-8")
    mio = (carpeta / "notebooks/00_hola.ipynb").read_text(encoding="utf-8")
    assert preparar_carpeta(carpeta).conservados == ["notebooks/00_hola.ipynb"]
    assert (carpeta / "notebooks/00_hola.ipynb").read_text(encoding="utf-8") == mio


@pytest.mark.parametrize(
    ("progreso", "pendiente"),
    [
        (None, "00_hola"),
        ("{dañado", "00_hola"),
        ("[1, 2]", "00_hola"),
        ('{"00-a": 3}', "00_hola"),
        ('{"00-a": {"correcto": true}, "00-b": {"correcto": false}}', "00_hola"),
        ('{"00-a": {"correcto": true}, "00-b": {"correcto": true}}', "01_sigue"),
        (json.dumps({id_: {"correcto": True} for id_ in ("00-a", "00-b", "01-a")}), "01_sigue"),
    ],
)
def test_la_primera_leccion_pendiente(progreso: str | None, pendiente: str, carpeta: Path) -> None:
    if progreso is not None:
        (carpeta / PROGRESO).write_text(progreso, encoding="utf-8")
    leccion = primera_sin_terminar(carpeta)
    assert leccion is not None
    assert leccion.stem == pendiente


def test_un_cuaderno_danado_no_impide_abrir(carpeta: Path) -> None:
    (carpeta / "notebooks/00_hola.ipynb").write_text("no es JSON", encoding="utf-8")
    leccion = primera_sin_terminar(carpeta)
    assert leccion is not None
    assert leccion.stem == "01_sigue"


def test_sin_lecciones_no_hay_pendiente(tmp_path: Path) -> None:
    assert primera_sin_terminar(tmp_path) is None


def test_el_progreso_esta_donde_lo_escribe_el_aula(
    carpeta: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINIGRAD_PROGRESO", raising=False)
    for donde in ("notebooks", "exercises", "."):
        monkeypatch.chdir(carpeta / donde)
        assert archivo_de_trabajo() == carpeta / PROGRESO
