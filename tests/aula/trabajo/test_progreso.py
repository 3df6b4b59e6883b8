"""El progreso se guarda de golpe, se mezcla entre cuadernos y nunca rompe una celda."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from minigrad.aula import comprobar, pista, progreso
from minigrad.aula.curso.curso import Curso
from minigrad.aula.tarjetas.de_progreso import tarjeta_de_leccion
from minigrad.aula.trabajo import progreso as avance
from minigrad.aula.trabajo import turno
from minigrad.aula.trabajo.progreso import Progreso, Registro, archivo_de_trabajo, desde_texto


@pytest.fixture
def avisos():
    return []


@pytest.fixture
def abrir(tmp_path, avisos):
    return lambda: Progreso(tmp_path / ".minigrad" / "progreso.json", avisos.append)


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


ROTOS = [
    '{"02-x": {"inten',
    "[]",
    '{"02-x": 3}',
    "",
    "\x00\x00",
    '{"02-x": {"intentos": null}}',
    '{"02-x": {"intentos": 1e999}}',
    '{"02-x": {"pistas": -3}}',
    '{"02-x": {"pistas": [1]}}',
    "[" * 100_000,
]


@pytest.mark.parametrize("roto", ROTOS, ids=lambda texto: texto[:30])
def test_un_archivo_danado_se_aparta_con_un_mensaje(abrir, tmp_path, avisos, roto):
    carpeta = tmp_path / ".minigrad"
    carpeta.mkdir()
    (carpeta / "progreso.json").write_text(roto)
    abrir().anotar("02-y", intentos=1)
    assert len(avisos) == 1
    assert "dañado" in avisos[0]
    assert (carpeta / "progreso.danado.json").read_text() == roto
    assert abrir().de("02-y").intentos == 1


def test_dos_archivos_danados_no_se_pisan(abrir, tmp_path, avisos):
    carpeta = tmp_path / ".minigrad"
    carpeta.mkdir()
    for roto in ("uno", "dos"):
        (carpeta / "progreso.json").write_text(roto)
        abrir().leer()
    assert (carpeta / "progreso.danado.json").read_text() == "uno"
    assert (carpeta / "progreso.danado-2.json").read_text() == "dos"
    assert "progreso.danado-2.json" in avisos[1]


def test_si_no_se_puede_apartar_se_dice_y_no_se_pisa(abrir, tmp_path, avisos, monkeypatch):
    carpeta = tmp_path / ".minigrad"
    carpeta.mkdir()
    (carpeta / "progreso.json").write_text("roto")

    def falla(*_):
        raise OSError("solo lectura")

    monkeypatch.setattr(os, "replace", falla)
    uno = abrir()
    uno.anotar("02-x", intentos=1)
    assert uno.de("02-x").intentos == 1
    assert (carpeta / "progreso.json").read_text() == "roto"
    assert len(avisos) == 1
    assert "no se guarda" in avisos[0]


def test_una_marca_al_comienzo_no_es_un_dano(abrir, tmp_path, avisos):
    abrir().anotar("02-x", intentos=1)
    archivo = tmp_path / ".minigrad" / "progreso.json"
    archivo.write_text(archivo.read_text(), encoding="utf-8-sig")
    assert abrir().de("02-x").intentos == 1
    assert avisos == []


ANOTAR = """
import sys
from pathlib import Path
from minigrad.aula.trabajo.progreso import Progreso
progreso = Progreso(Path(sys.argv[1]) / ".minigrad" / "progreso.json")
for k in range(40):
    progreso.anotar(f"02-{sys.argv[2]}-{k}", intentos=1)
"""


def test_tres_nucleos_a_la_vez_no_se_pisan(abrir, tmp_path):
    """Sin turnos, de cada tantas veces se perdía lo último que uno anotó."""
    entorno = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    nucleos = [
        subprocess.Popen([sys.executable, "-c", ANOTAR, str(tmp_path), nombre], env=entorno)
        for nombre in "abc"
    ]
    assert [nucleo.wait(120) for nucleo in nucleos] == [0, 0, 0]
    assert len(abrir().leer()) == 120


def test_si_nadie_suelta_el_turno_se_sigue_sin_el(abrir, tmp_path, monkeypatch):
    monkeypatch.setattr(turno, "_SEGUNDOS_DE_ESPERA", 0.05)
    abrir().anotar("02-x", intentos=1)
    with turno.en_turno(tmp_path / ".minigrad" / "progreso.json"):
        abrir().anotar("02-y", intentos=1)
    assert set(abrir().leer()) == {"02-x", "02-y"}


def test_bytes_que_no_son_texto_tambien(abrir, tmp_path, avisos):
    carpeta = tmp_path / ".minigrad"
    carpeta.mkdir()
    (carpeta / "progreso.json").write_bytes(b"\xff\xfe\x00")
    assert abrir().leer() == {}
    assert avisos


def test_una_carpeta_en_la_que_no_se_puede_escribir(tmp_path, avisos):
    (tmp_path / ".minigrad").write_text("no soy una carpeta")
    cerrado = Progreso(tmp_path / ".minigrad" / "progreso.json", avisos.append)
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
    nombres = {p.name for p in (tmp_path / ".minigrad").iterdir()}
    assert nombres == {"progreso.json", "progreso.turno"}
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


def test_sin_carpeta_de_trabajo_el_progreso_dura_lo_que_el_cuaderno(prueba, tmp_path, monkeypatch):
    borrada = tmp_path / "borrada"
    borrada.mkdir()
    monkeypatch.chdir(borrada)
    borrada.rmdir()
    comprobar("02-numero", 13.5)
    assert avance.actual().de("02-numero").correcto
    monkeypatch.chdir(tmp_path)


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
        assert "◔  02-repaso" in texto
        assert "con pistas" in texto
        assert "Lección 2: te faltan 9." in texto
    for otra in ("lección 2", "02-derivada", 2.0, "002"):
        progreso(otra)
        assert "1 de 10 correctos" in capsys.readouterr().out
    for mala, dicha in (("77", "77"), ("uno", "uno"), ([1], "01"), (-5, "05")):
        progreso(mala)
        texto = capsys.readouterr().out
        assert f"No hay ninguna lección «{dicha}»" in texto
        assert "`progreso(2)`" in texto


def test_una_leccion_completa_no_esconde_su_practica(prueba):
    leccion = prueba.de_seccion("02")
    practica = [replace(e, id=e.id.replace("02-", "02p-")) for e in leccion[:3]]
    curso = Curso(prueba.carpeta, [*leccion, *practica])
    hecha = {e.id: Registro(correcto=True) for e in leccion}

    def dicho(**otros):
        return repr(tarjeta_de_leccion(curso, "02", {**hecha, **otros}))

    texto = dicho()
    assert "Lección 2: 10 de 10 · Práctica 2: 0 de 3 correctos" in texto
    assert "Lección 2: completa. Práctica 2: sin empezar, 3 ejercicios." in texto
    assert "listo" not in texto
    assert "02p-numero" not in texto
    uno = practica[0].id
    texto = dicho(**{uno: Registro(correcto=True)})
    assert "Lección 2: completa. Práctica 2: te faltan 2." in texto
    assert uno in texto
    assert "¡Todo listo!" in dicho(**{e.id: Registro(correcto=True) for e in practica})
    sola = repr(tarjeta_de_leccion(curso, "02", {uno: Registro(intentos=1)}))
    assert "Lección 2: sin empezar, 10 ejercicios. Práctica 2: te faltan 3." in sola
    assert "02-numero" not in sola
    assert "02-numero" in repr(tarjeta_de_leccion(curso, "02", {}))


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


def test_descargar_no_pisa_un_respaldo_sin_restaurar(prueba, capsys, tmp_path):
    viejo = tmp_path / "progreso.json"
    viejo.write_text('{"02-derivada": {"correcto": true}}')
    comprobar("02-numero", 13.5)
    progreso(descargar=True)
    assert "`progreso-2.json`" in capsys.readouterr().out
    assert "02-derivada" in viejo.read_text()
    progreso(restaurar=True)
    texto = capsys.readouterr().out
    assert "Sumé a tu progreso lo de `progreso.json`: un ejercicio." in texto
    assert avance.actual().de("02-derivada").correcto
    assert avance.actual().de("02-numero").correcto
    progreso(descargar=True)
    assert "`progreso.json`" in capsys.readouterr().out


def test_si_colab_no_puede_bajarlo_se_dice_donde_esta(prueba, capsys, monkeypatch):
    colab = type(sys)("google.colab")  # sin `files`
    monkeypatch.setitem(sys.modules, "google.colab", colab)
    progreso(descargar=True)
    assert "Búscalo a la izquierda" in capsys.readouterr().out


def test_si_no_se_puede_guardar_el_respaldo_se_dice(prueba, capsys, tmp_path, monkeypatch):
    def falla(*_, **__):
        raise OSError(30, "solo lectura")

    monkeypatch.setattr(Path, "write_text", falla)
    progreso(descargar=True)
    assert "No pude guardar `progreso.json`: aquí no se puede escribir." in capsys.readouterr().out


@pytest.mark.parametrize("nombre", ["no_existe.json", "malo.json", "nulo.json", "."])
def test_restaurar_algo_que_no_sirve_no_cambia_nada(prueba, capsys, tmp_path, nombre):
    (tmp_path / "malo.json").write_text("[1, 2")
    (tmp_path / "nulo.json").write_text('{"02-x": {"intentos": null}}')
    comprobar("02-numero", 13.5)
    progreso(restaurar=nombre)
    assert f"`{nombre}`" in capsys.readouterr().out
    assert avance.actual().de("02-numero").correcto


def test_en_una_pagina_se_escribe_sin_pedir_turno(tmp_path, monkeypatch):
    monkeypatch.setattr(turno, "AQUI", True)
    monkeypatch.setattr(turno, "_tomar", lambda _: pytest.fail("aquí no hay turnos"))
    with turno.en_turno(tmp_path / "progreso.json"):
        pass
    assert not list(tmp_path.iterdir())
