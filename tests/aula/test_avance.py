"""El progreso se guarda de golpe, se mezcla entre cuadernos y nunca rompe una celda."""

import json
import os
import sys
from pathlib import Path

import pytest

from minigrad.aula import avance, comprobar, pista, progreso
from minigrad.aula.avance import Avance, Registro, archivo_de_trabajo, desde_texto


@pytest.fixture
def avisos():
    return []


@pytest.fixture
def abrir(tmp_path, avisos):
    return lambda: Avance(tmp_path / ".minigrad" / "progreso.json", avisos.append)


def test_se_guarda_y_se_recuerda(abrir):
    abrir().anotar("02-x", intentos=2, correcto=True)
    assert abrir().de("02-x") == Registro(intentos=2, correcto=True)
    assert abrir().de("02-y") == Registro()


@pytest.mark.parametrize(
    ("registro", "estado"),
    [
        (Registro(), "en blanco"),
        (Registro(intentos=1), "intentado"),
        (Registro(intentos=1, pistas=1), "con pistas"),
        (Registro(intentos=1, pistas=1, solucion=True), "solución vista"),
        (Registro(1, 1, True, True), "correcto"),
    ],
)
def test_estados(registro, estado):
    assert registro.estado == estado


def test_dos_cuadernos_a_la_vez_se_mezclan(abrir):
    uno, otro = abrir(), abrir()
    uno.anotar("02-x", intentos=3)
    otro.anotar("02-y", pistas=1)
    uno.anotar("02-x", correcto=True)
    assert set(otro.leer()) == {"02-x", "02-y"}
    assert otro.de("02-x") == Registro(intentos=3, correcto=True)


def test_si_otro_escribe_encima_lo_de_esta_sesion_vuelve(abrir, tmp_path):
    uno = abrir()
    uno.anotar("02-x", correcto=True)
    (tmp_path / ".minigrad" / "progreso.json").write_text("{}")
    uno.anotar("02-y", intentos=1)
    assert abrir().de("02-x").correcto


def test_borrar_el_archivo_es_empezar_de_nuevo(abrir, tmp_path):
    uno = abrir()
    uno.anotar("02-x", correcto=True)
    (tmp_path / ".minigrad" / "progreso.json").unlink()
    assert uno.leer() == {}


@pytest.mark.parametrize("roto", ['{"02-x": {"inten', "[]", '{"02-x": 3}', "", "\x00\x00"])
def test_un_archivo_danado_se_aparta_con_un_mensaje(abrir, tmp_path, avisos, roto):
    carpeta = tmp_path / ".minigrad"
    carpeta.mkdir()
    (carpeta / "progreso.json").write_text(roto)
    abrir().anotar("02-y", intentos=1)
    assert len(avisos) == 1
    assert "dañado" in avisos[0]
    assert (carpeta / "progreso.danado.json").read_text() == roto
    assert abrir().de("02-y").intentos == 1


def test_bytes_que_no_son_texto_tambien(abrir, tmp_path, avisos):
    carpeta = tmp_path / ".minigrad"
    carpeta.mkdir()
    (carpeta / "progreso.json").write_bytes(b"\xff\xfe\x00")
    assert abrir().leer() == {}
    assert avisos


def test_una_carpeta_en_la_que_no_se_puede_escribir(tmp_path, avisos):
    (tmp_path / ".minigrad").write_text("no soy una carpeta")
    cerrado = Avance(tmp_path / ".minigrad" / "progreso.json", avisos.append)
    cerrado.anotar("02-x", intentos=1)
    cerrado.anotar("02-x", intentos=2)
    assert cerrado.de("02-x").intentos == 2
    assert len(avisos) == 1


def test_no_quedan_archivos_a_medias(abrir, tmp_path, monkeypatch):
    abrir().anotar("02-x", intentos=1)

    def falla(*_):
        raise OSError("sin espacio")

    monkeypatch.setattr(os, "replace", falla)
    abrir().anotar("02-x", intentos=2)
    assert [p.name for p in (tmp_path / ".minigrad").iterdir()] == ["progreso.json"]
    assert (
        json.loads((tmp_path / ".minigrad" / "progreso.json").read_text())["02-x"]["intentos"] == 1
    )


def test_datos_de_otra_version_no_estorban():
    texto = '{"02-x": {"intentos": 1, "nuevo": [1]}}'
    assert desde_texto(texto) == {"02-x": Registro(intentos=1)}


# --- dónde ---------------------------------------------------------------------------------


def test_el_progreso_es_de_toda_la_carpeta_de_trabajo(tmp_path, monkeypatch):
    monkeypatch.delenv("MINIGRAD_PROGRESO", raising=False)
    monkeypatch.chdir(tmp_path)
    assert archivo_de_trabajo() == Path.cwd() / ".minigrad" / "progreso.json"
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    assert archivo_de_trabajo() == Path.cwd().parent / ".minigrad" / "progreso.json"
    (tmp_path / ".minigrad").mkdir()
    (tmp_path / "otra").mkdir()
    monkeypatch.chdir(tmp_path / "otra")
    assert archivo_de_trabajo() == Path.cwd().parent / ".minigrad" / "progreso.json"


def test_en_memoria_no_se_escribe_nada(prueba, tmp_path, monkeypatch):
    monkeypatch.setenv("MINIGRAD_PROGRESO", "memoria")
    comprobar("02-numero", 13.5)
    assert avance.actual().de("02-numero").correcto
    assert list(tmp_path.iterdir()) == []


# --- la lista ------------------------------------------------------------------------------


def test_progreso_de_una_leccion(prueba, capsys):
    comprobar("02-numero", 13.5)
    comprobar("02-repaso", "a")
    pista("02-derivada")
    capsys.readouterr()
    for pedida in ("02", 2, "2"):
        progreso(pedida)
        texto = capsys.readouterr().out
        assert "1 de 10 correctos" in texto
        assert "✔  02-numero" in texto
        assert "◐  02-repaso" in texto
        assert "con pistas" in texto
        assert "Te faltan 9." in texto
    progreso("77")
    assert "No hay ninguna lección 77" in capsys.readouterr().out


def test_progreso_de_todo_el_curso(prueba, capsys):
    comprobar("02-numero", 13.5)
    capsys.readouterr()
    progreso()
    texto = capsys.readouterr().out
    assert "○○✔○○○○○○○" in texto
    assert "1 de 10" in texto
    assert "en blanco" in texto


def test_descargar_y_restaurar(prueba, capsys, tmp_path, monkeypatch):
    bajados = []
    colab = type(sys)("google.colab")
    colab.files = type(sys)("files")
    colab.files.download = bajados.append
    monkeypatch.setitem(sys.modules, "google.colab", colab)
    comprobar("02-numero", 13.5)
    progreso(descargar=True)
    assert bajados == ["progreso.json"]
    assert "progreso(descargar=True)" in capsys.readouterr().out
    (tmp_path / ".minigrad" / "progreso.json").unlink()
    progreso(restaurar="progreso.json")
    assert avance.actual().de("02-numero").correcto


@pytest.mark.parametrize("nombre", ["no_existe.json", "malo.json"])
def test_restaurar_algo_que_no_sirve_no_cambia_nada(prueba, capsys, tmp_path, nombre):
    (tmp_path / "malo.json").write_text("[1, 2")
    comprobar("02-numero", 13.5)
    progreso(restaurar=nombre)
    assert f"`{nombre}`" in capsys.readouterr().out
    assert avance.actual().de("02-numero").correcto
