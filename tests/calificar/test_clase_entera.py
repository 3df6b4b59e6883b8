"""La orden con lista, tarea, ajustes y fecha: qué escribe, qué dice y qué no repite."""

from __future__ import annotations

import csv
import os

import pytest
from armar import en_bytes, entregado, resuelto

from minigrad.ordenes import calificar
from minigrad.ordenes.cli import principal

STEM = "00_introduccion"
LISTA = (
    "Nombre,Apellido(s),Dirección de correo\n"
    "Ana,López,ana@x.org\nBeto,Ruiz,beto@x.org\nCaro,Sáenz,caro@x.org\n"
)
AJUSTES = (
    "identificador,ejercicio,puntos,quién,porqué\n"
    "Beto Ruiz,00-pago,1,Prof. Mora,a mano\nNadie,00-pago,1,P,x\n"
)


@pytest.fixture
def clase(tmp_path, monkeypatch):
    """Dos de la lista entregaron, y alguien que no está en ella."""
    monkeypatch.chdir(tmp_path)
    de_moodle = "Ana López_11_assignsubmission_file_"
    quienes = {de_moodle: resuelto(STEM), "RUIZ BETO": entregado(STEM), "Zoe": resuelto(STEM)}
    for carpeta, cuaderno in quienes.items():
        (tmp_path / "clase" / carpeta).mkdir(parents=True)
        (tmp_path / "clase" / carpeta / f"{STEM}.ipynb").write_bytes(en_bytes(cuaderno))
    os.utime(tmp_path / "clase" / "Zoe" / f"{STEM}.ipynb", (0, 0))
    (tmp_path / "lista.csv").write_text(LISTA, "cp1252")
    (tmp_path / "ajustes.csv").write_text(AJUSTES, "utf-8")
    return tmp_path


OPCIONES = ["--lista", "lista.csv", "--hasta", "2020-01-01", "--html", "informe.html", "--moodle",
            "moodle.csv", "--canvas", "canvas.csv", "--hojas", "hojas"]  # fmt: skip


def filas(archivo):
    with archivo.open(encoding="utf-8-sig", newline="") as abierto:
        return list(csv.reader(abierto))


def test_preparar_recoger_calificar_corregir_y_devolver(clase, capsys, monkeypatch):
    assert principal(["calificar", "clase", *OPCIONES]) == 0
    dicho = capsys.readouterr().out
    for frase in (f"Se cuenta sobre {STEM} (7 puntos): lo que entregó al menos la mitad",
                  "En la lista hay 3; no entregaron 1.", "Zoe: no está en la lista",
                  "Fecha tope: 01/01/2020, 23:59, hora de aquí. Entregaron después: 2.",
                  "4 aprendices; en promedio, 50% de los puntos.",
                  "Quien no está en la lista no va en los archivos de Moodle y Canvas.",
                  "Listo: 4 hojas en hojas"):  # fmt: skip
        assert frase in dicho
    largo = filas(clase / "notas.csv")
    assert [linea[:4] for linea in largo if linea[1] == "00-pago"] == [
        ["ana@x.org", "00-pago", "1", "1"], ["beto@x.org", "00-pago", "0", "1"],
        ["caro@x.org", "00-pago", "0", "1"], ["Zoe", "00-pago", "1", "1"],
    ]  # fmt: skip
    assert "entregado tarde" in largo[1][4]
    moodle, canvas = filas(clase / "moodle.csv"), filas(clase / "canvas.csv")
    assert [fila[:4] for fila in moodle[1:]] == [
        ["Ana", "López", "ana@x.org", "7"], ["Beto", "Ruiz", "beto@x.org", "0"],
        ["Caro", "Sáenz", "caro@x.org", "0"],
    ]  # fmt: skip
    assert [fila[0] for fila in canvas[1:]] == [
        "Points Possible", "López, Ana", "Ruiz, Beto", "Sáenz, Caro",
    ]  # fmt: skip
    informe = (clase / "informe.html").read_text("utf-8")
    for parte in ("Ana López", "tarde", "no entregó", "no está en la lista", "100 %"):
        assert parte in informe
    assert len(list((clase / "hojas").glob("*.html"))) == 4

    # corregir a mano, sin que nada vuelva a correr
    monkeypatch.setattr(calificar, "_seguir", lambda *_: pytest.fail("volvió a calificar"))
    (clase / "lista.csv").write_text(LISTA + "Dani,Mora,dani@x.org\n", "utf-8")
    otras = [*OPCIONES, "--ajustes", "ajustes.csv", "--tarea", "00-pago"]
    assert principal(["calificar", "clase", *otras]) == 0
    dicho = capsys.readouterr().out
    assert "ajustes.csv, línea 3: no hay nadie que se llame «Nadie», y no se aplicó" in dicho
    assert "Habías cambiado" not in dicho
    (beto,) = [fila for fila in filas(clase / "notas.csv") if fila[0] == "beto@x.org"]
    assert beto[1:4] == ["00-pago", "1", "1"]
    assert "0 → 1, Prof. Mora: a mano" in beto[4]
    assert filas(clase / "ajustes.csv")[2][0] == "Nadie"
    (hoja,) = (clase / "hojas").glob("beto-*.html")
    assert "Prof. Mora: a mano" in hoja.read_text("utf-8")


@pytest.mark.parametrize(
    ("opciones", "dice"),
    [
        (["--lista", "no.csv"], "No encuentro el archivo no.csv"),
        (["--lista", "clase"], "--lista pide un archivo, y clase es una carpeta"),
        (["--moodle", "clase"], "--moodle pide un archivo"),
        (["--hojas", "lista.csv"], "--hojas pide una carpeta"),
        (["--ajustes", "no.csv"], "Créalo con esta primera línea"),
        (["--tarea", "09"], "No hay ningún cuaderno ni ejercicio «09»"),
        (["--hasta", "mañana"], "No entiendo la fecha «mañana»"),
        (["--lista", "lista.csv", "--moodle", "lista.csv"], "son el mismo archivo"),
        (["--csv", "x.csv", "--canvas", "./x.csv"], "son el mismo archivo"),
    ],
)
def test_lo_que_no_se_puede_se_dice_antes_de_calificar(clase, capsys, monkeypatch, opciones, dice):
    monkeypatch.setattr(calificar, "_calificar", lambda *_: pytest.fail("calificó"))
    assert principal(["calificar", "clase", *opciones]) == 1
    assert dice in capsys.readouterr().err
    assert (clase / "lista.csv").read_text("cp1252") == LISTA


def test_las_hojas_retocadas_se_apartan(clase, capsys):
    orden = ["calificar", "clase", "--hojas", "hojas"]
    principal(orden)
    (hoja,) = (clase / "hojas").glob("zoe-*.html")
    hoja.write_text("mi comentario")
    capsys.readouterr()
    principal(orden)
    assert "Habías cambiado" in capsys.readouterr().out
    assert [h for h in (clase / "hojas").glob("zoe-*.html") if h.read_text() == "mi comentario"]


def test_la_lista_puede_estar_junto_a_las_entregas(clase, capsys):
    for nombre in ("lista.csv", "ajustes.csv"):
        (clase / nombre).rename(clase / "clase" / nombre)
    orden = ["calificar", "clase", "--lista", "clase/lista.csv", "--ajustes", "clase/ajustes.csv"]
    assert principal(orden) == 0
    assert "4 aprendices" in capsys.readouterr().out


def test_lo_que_se_escribe_entre_las_entregas_no_es_una_entrega(clase, capsys):
    salidas = ["--csv", "clase/notas.csv", "--html", "clase/informe.html", "--hojas", "clase/hojas",
               "--moodle", "clase/moodle.csv"]  # fmt: skip
    assert principal(["calificar", "clase", *salidas]) == 0
    (clase / "clase" / "informe.html").write_text("retocado")
    assert principal(["calificar", "clase", *salidas]) == 0  # aparta el retocado
    (clase / "clase" / "moodle.csv").rename(clase / "clase" / "subido.csv")
    capsys.readouterr()
    for orden in (["--csv", "otras.csv"], ["--csv", "clase/nuevas.csv"], []):
        assert principal(["calificar", "clase", *orden]) == 0
        assert "3 aprendices" in capsys.readouterr().out
    # lo que no escribimos, sí
    (clase / "clase" / "ajeno.csv").write_text("x")
    principal(["calificar", "clase"])
    assert "4 aprendices" in capsys.readouterr().out


def test_pasar_de_una_tarea_a_otra_no_repite_lo_ya_calificado(clase, capsys, monkeypatch):
    assert principal(["calificar", "clase", "--tarea", "00"]) == 0
    assert (
        principal(["calificar", "clase", "--tarea", "02"]) == 0
    )  # nadie la entregó: se miran todas
    monkeypatch.setattr(calificar, "_seguir", lambda *_: pytest.fail("volvió a calificar"))
    capsys.readouterr()
    assert principal(["calificar", "clase", "--tarea", "00"]) == 0
    assert "en promedio, 67% de los puntos" in capsys.readouterr().out


def test_un_total_cambiado_a_mano_que_canvas_no_lleva_se_dice(clase, capsys):
    ajustes = clase / "ajustes.csv"
    orden = ["calificar", "clase", "--ajustes", "ajustes.csv", "--canvas", "canvas.csv"]
    aviso = "Totales cambiados a mano que no van en canvas.csv: 1."
    ajustes.write_text("identificador,ejercicio,puntos,quién,porqué\nZoe,,6,P,oral\n", "utf-8")
    principal([*orden, "--tarea", "00"])  # con un cuaderno, el total es el suyo, y sí va
    assert aviso not in capsys.readouterr().out
    principal([*orden, "--tarea", "00", "01"])
    assert aviso in capsys.readouterr().out
