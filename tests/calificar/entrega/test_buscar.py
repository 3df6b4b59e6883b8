"""Qué archivos de una carpeta son entregas, y de quién."""

from __future__ import annotations

import os
import unicodedata

import pytest

from minigrad.calificar.entrega import buscar as entregas
from minigrad.calificar.entrega.buscar import buscar, identificar, resumen

LECCIONES = ["03_automatizando", "03_automatizando_practica"]


@pytest.mark.parametrize(
    ("ruta", "aprendiz", "leccion"),
    [
        ("Ana/03_automatizando.ipynb", "Ana", "03_automatizando"),
        ("Ana/03_automatizando (1).ipynb", "Ana", "03_automatizando"),
        ("Ana/03_automatizando - copia.ipynb", "Ana", "03_automatizando"),
        ("Ana/03_automatizando-Copy1.ipynb", "Ana", "03_automatizando"),
        ("Ana/03_automatizando_practica.ipynb", "Ana", "03_automatizando_practica"),
        ("Ana_03_automatizando.ipynb", "Ana", "03_automatizando"),
        ("José Ñandú - 03_automatizando.ipynb", "José Ñandú", "03_automatizando"),
        ("03_automatizando_Ana.ipynb", "Ana", "03_automatizando"),
        ("grupo b/Ana.ipynb", "grupo b/Ana", None),
        ("Ana_77_assignsubmission_file_/03_automatizando.ipynb", "Ana_77", "03_automatizando"),
        ("tarea.ipynb", "tarea", None),
        ("03_automatizando.ipynb", "03_automatizando", "03_automatizando"),
    ],
)
def test_de_quien_es(ruta, aprendiz, leccion):
    assert identificar(ruta, LECCIONES) == (aprendiz, leccion)


def test_la_tilde_escrita_de_dos_maneras_es_la_misma_persona():
    rutas = [unicodedata.normalize(f, "José.ipynb") for f in ("NFC", "NFD")]
    assert rutas[0] != rutas[1]
    assert len({identificar(ruta, LECCIONES) for ruta in rutas}) == 1


def poner(carpeta, *rutas):
    for ruta in rutas:
        (carpeta / ruta).parent.mkdir(parents=True, exist_ok=True)
        (carpeta / ruta).write_text("{}")


def test_dos_personas_con_el_mismo_nombre(tmp_path):
    poner(tmp_path, "a/Ana.ipynb", "b/Ana.ipynb", "Ana/03_automatizando.ipynb")
    aprendices = [e.aprendiz for e in buscar(tmp_path, LECCIONES)]
    assert sorted(aprendices) == ["Ana", "a/Ana", "b/Ana"]


def test_lo_que_acompana_a_un_cuaderno_no_es_una_entrega(tmp_path):
    poner(tmp_path, "Ana/03_automatizando.ipynb", "Ana/mi_minigrad.py", "Ana/fotos/yo.png",
          ".DS_Store", "Ana/.ipynb_checkpoints/x.ipynb", "__MACOSX/Ana/x.ipynb")  # fmt: skip
    assert [e.relativa for e in buscar(tmp_path, LECCIONES)] == ["Ana/03_automatizando.ipynb"]


def test_quien_no_entrego_un_cuaderno_tiene_su_fila(tmp_path):
    poner(tmp_path, "Beto/informe.pdf", "Caro.docx", "Ana/x.IPYNB")
    halladas = {e.aprendiz: e.rechazo for e in buscar(tmp_path, LECCIONES)}
    assert halladas.keys() == {"Ana/x", "Beto/informe", "Caro"}
    assert halladas["Ana/x"] == ""
    assert ".pdf" in halladas["Beto/informe"]
    assert ".docx" in halladas["Caro"]


def test_un_archivo_vacio_y_uno_enorme_se_rechazan_sin_abrirlos(tmp_path, monkeypatch):
    (tmp_path / "vacio.ipynb").touch()
    (tmp_path / "grande.ipynb").write_bytes(b" " * 3_000_000)
    monkeypatch.setattr(entregas, "TOPE", 2_000_000)
    rechazos = {e.aprendiz: e.rechazo for e in buscar(tmp_path, LECCIONES)}
    assert "vacío" in rechazos["vacio"]
    assert "pesa 3 MB" in rechazos["grande"]


@pytest.mark.skipif(os.name == "nt", reason="en Windows hace falta permiso para crear enlaces")
def test_un_enlace_no_se_sigue(tmp_path):
    (tmp_path / "secreto.txt").write_text("x")
    clase = tmp_path / "clase"
    clase.mkdir()
    (clase / "Ana.ipynb").symlink_to(tmp_path / "secreto.txt")
    (clase / "otra").symlink_to(tmp_path)
    assert ["enlace" in e.rechazo for e in buscar(clase, LECCIONES)] == [True, True]


def test_el_resumen_cambia_con_el_contenido(tmp_path):
    archivo = tmp_path / "x.ipynb"
    archivo.write_text("uno")
    antes = resumen(archivo)
    archivo.write_text("dos")
    assert resumen(archivo) != antes
    assert len(antes) == 64
