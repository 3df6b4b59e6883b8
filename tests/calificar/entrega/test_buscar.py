"""Qué archivos de una carpeta son entregas, y de quién."""

from __future__ import annotations

import itertools
import os
import socket
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minigrad.calificar.entrega import buscar as entregas
from minigrad.calificar.entrega.buscar import abrir_archivo, buscar, resumen, trozos
from minigrad.calificar.entrega.de_quien import identificar

LECCIONES = ["03_automatizando", "03_automatizando_practica", "04_minigrad_final"]


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
        ("ana/03_automatizando.ipynb (1).txt", "ana", "03_automatizando"),
        ("ana/Copy (2) of 03_automatizando-1-1.ipynb", "ana", "03_automatizando"),
        ("ana/03_automatizando_práctica.ipynb", "ana", "03_automatizando_practica"),
        ("ana/mi_taller/notebooks/Untitled.ipynb", "ana", None),
        ("ana/mi_taller-1/03_automatizando.ipynb", "ana", "03_automatizando"),
        ("grupo b/ana/Mi taller (2)/exercises/x.ipynb", "grupo b/ana", None),
        ("Ana_1_assignsubmission_file_/mi_taller/notebooks/x.ipynb", "Ana_1", None),
        ("03_automatizando - Ana Pérez.ipynb", "Ana Pérez", "03_automatizando"),
        ("03-Automatizando_Ana.ipynb", "Ana", "03_automatizando"),
        ("perezana_12345_67890_tarea.ipynb", "perezana_12345", None),
        ("submitted/Ana/tarea1/03_automatizando.ipynb", "Ana", "03_automatizando"),
        ("notebooks/03_automatizando.ipynb", "mi_taller", "03_automatizando"),
        ("exercises/03_automatizando_practica.ipynb", "mi_taller", "03_automatizando_practica"),
        ("Ana (1).ipynb", "Ana", None),
        ("Copia de Ana.ipynb", "Ana", None),
        ("final.ipynb", "final", None),
        ("04_minigrad_final.ipynb", "04_minigrad_final", "04_minigrad_final"),
        ("Copia de Ana_03_automatizando.ipynb", "Ana", "03_automatizando"),
        # nada de esto es la marca de una copia
        ("Ana 1/03_automatizando.ipynb", "Ana 1", "03_automatizando"),
        ("grupo-2/03_automatizando.ipynb", "grupo-2", "03_automatizando"),
        ("Copia/03_automatizando.ipynb", "Copia", "03_automatizando"),
        ("Ana_1_03_automatizando.ipynb", "Ana_1", "03_automatizando"),
        ("03_automatizando_Ana 2.ipynb", "Ana 2", "03_automatizando"),
        ("03_automatizando_07.ipynb", "07", "03_automatizando"),
        ("03_automatizando_20231234.ipynb", "20231234", "03_automatizando"),
        ("Ana_2026_0012_03_automatizando.ipynb", "Ana_2026_0012", "03_automatizando"),
        ("03_automatizando_Translate.ipynb", "Translate", "03_automatizando"),
        ("03_automatizando (1).ipynb", "03_automatizando (1)", "03_automatizando"),
    ],
)
def test_de_quien_es(ruta, aprendiz, leccion):
    assert identificar(ruta, LECCIONES) == (aprendiz, leccion)


MARCAS = (
    "{}", "Copia de {}", "Copia_de_{}", "copia de {}", "Copy of {}", "Copia de Copia de {}",
    "Copy of Copia de {}", "{}-1", "{}_1", "{} 2", "{}(1)", "{} (1)", "{} (copia)", "{} - copia",
    "{} - copia (2)", "{}-Copy1", "{}-Copy2-Copy1", "{}-checkpoint", "{} copia", "{} copia 2",
    "{} - Copy (3)", "{} (otra copia)", "{} (another copy)", "{} (3.ª copia)", "{} (3rd copy)",
    "{}_LATE", "LATE_{}", "Copia de {} (1)", "Copia de {}-1", "{}_final", "{}_v2",
    "{}.20261128-101500",
)  # fmt: skip
LUGARES = {
    "ana/{}": "ana",
    "Ana Pérez_12345_assignsubmission_file_/{}": "Ana Pérez_12345",
    "Ana Pérez_12345_assignsubmission_file_{}": "Ana Pérez_12345",
    "perezana_12345_67890_{}": "perezana_12345",
    "perezana_LATE_12345_99999_{}": "perezana_12345",
    "ana/mi_taller/notebooks/{}": "ana",
    "ana/mi_taller (1)/exercises/{}": "ana",
    "ana/notebooks/{}": "ana",
    "mi_taller/notebooks/{}": "mi_taller",
    "submitted/ana/tarea 1/{}": "ana",
    "Ana Pérez - {}": "Ana Pérez",
    "grupo-1/{}": "grupo-1",
}


@pytest.mark.parametrize("termina", [".ipynb", ".IPYNB", ".ipynb.txt", ".ipynb.json"])
@pytest.mark.parametrize("lugar", LUGARES)
def test_una_persona_es_una_como_sea_que_se_llame_su_copia(lugar, termina):
    for marca, leccion, forma in itertools.product(MARCAS, LECCIONES, ("NFC", "NFD")):
        ruta = lugar.format(marca.format(leccion) + termina)
        assert identificar(unicodedata.normalize(forma, ruta), LECCIONES) == (
            LUGARES[lugar],
            leccion,
        ), ruta


@given(st.lists(st.text("abñ 12-_()", min_size=1, max_size=6), min_size=2, max_size=2, unique=True))
def test_dos_carpetas_son_dos_personas(nombres):
    una, otra = (identificar(f"{n}/{LECCIONES[0]}.ipynb", LECCIONES)[0] for n in nombres)
    assert una != otra


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


# --- carpetas hechas para estorbar ---------------------------------------------------------------

UNIX = pytest.mark.skipif(os.name == "nt", reason="Windows no permite estos archivos")


def hondo(carpeta, niveles, nombre="d"):
    """Una carpeta dentro de otra, también donde la ruta ya no cabe en una llamada."""
    descriptor = os.open(carpeta, os.O_RDONLY)
    for _ in range(niveles):
        os.mkdir(nombre, dir_fd=descriptor)
        dentro = os.open(nombre, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = dentro
    os.close(os.open("n.ipynb", os.O_CREAT, dir_fd=descriptor))
    os.close(descriptor)


@UNIX
@pytest.mark.parametrize(("niveles", "nombre"), [(1200, "d"), (1200, "d" * 250), (40, "ñ" * 120)])
def test_una_carpeta_sin_fondo_es_una_fila_y_las_demas_siguen(tmp_path, niveles, nombre):
    poner(tmp_path, "Ana/03_automatizando.ipynb", "Zoe/03_automatizando.ipynb")
    (tmp_path / "Mala").mkdir()
    hondo(tmp_path / "Mala", niveles, nombre)
    try:
        halladas = {e.aprendiz: e.rechazo for e in buscar(tmp_path, LECCIONES)}
    finally:
        subprocess.run(["rm", "-rf", tmp_path / "Mala"], check=True)
    assert halladas.keys() == {"Ana", "Mala", "Zoe"}
    assert "demasiadas carpetas" in halladas["Mala"]


@UNIX
def test_lo_que_no_es_un_archivo_ni_una_carpeta_no_se_espera(tmp_path):
    os.mkfifo(tmp_path / "Ana.ipynb")
    with socket.socket(socket.AF_UNIX) as enchufe:
        enchufe.bind(str(tmp_path / "Beto.ipynb"))
    (tmp_path / "vuelta").symlink_to("vuelta")
    (tmp_path / "Caro").mkdir()
    (tmp_path / "Caro" / "arriba").symlink_to(tmp_path)
    assert all(e.rechazo for e in buscar(tmp_path, LECCIONES))
    with pytest.raises(OSError, match="no es un archivo"):
        abrir_archivo(tmp_path / "Ana.ipynb")


@UNIX
@pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="al administrador nada se le niega"
)
def test_una_carpeta_sin_permiso_es_una_fila(tmp_path):
    poner(tmp_path, "Ana/03_automatizando.ipynb", "Mala/03_automatizando.ipynb")
    (tmp_path / "Mala").chmod(0)
    halladas = {e.aprendiz: e.rechazo for e in buscar(tmp_path, LECCIONES)}
    (tmp_path / "Mala").chmod(0o700)
    assert "permiso" in halladas["Mala"]
    assert halladas["Ana"] == ""


def test_lo_que_desaparece_o_falla_mientras_se_mira_es_una_fila(tmp_path, monkeypatch):
    poner(tmp_path, "Ana/03_automatizando.ipynb", "Mala/03_automatizando.ipynb")
    de_verdad = Path.iterdir

    def se_fue(self):
        if self.name == "Mala":
            raise FileNotFoundError(2, "No such file")
        return de_verdad(self)

    monkeypatch.setattr(Path, "iterdir", se_fue)
    halladas = {e.aprendiz: e.rechazo for e in buscar(tmp_path, LECCIONES)}
    assert halladas["Ana"] == ""
    assert halladas["Mala"]


@UNIX
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS no permite nombres que no son UTF-8")
def test_un_nombre_que_no_es_utf_8_es_un_nombre(tmp_path):
    poner(tmp_path, os.fsdecode(b"Jos\xe9/03_automatizando.ipynb"))
    (hallada,) = buscar(tmp_path, LECCIONES)
    assert hallada.rechazo == ""
    with abrir_archivo(hallada.ruta) as archivo:
        assert archivo.read() == b"{}"


def test_un_archivo_que_crece_no_se_lee_sin_fin(tmp_path, monkeypatch):
    poner(tmp_path, "Ana.ipynb")
    monkeypatch.setattr(entregas, "TOPE", 1)
    with abrir_archivo(tmp_path / "Ana.ipynb") as archivo, pytest.raises(OSError, match="creció"):
        list(trozos(archivo))


def test_un_taller_entero_es_de_una_persona(tmp_path):
    poner(tmp_path, "ana/mi_taller/notebooks/03_automatizando.ipynb", "ana/mi_taller/LEEME.txt",
          "ana/mi_taller/exercises/03_automatizando_practica.ipynb", "ana/mi_taller/mi_minigrad.py",
          "ana/mi_taller/.minigrad/progreso.json", "ana/foto.png",
          "grupo/beto/03_automatizando.ipynb", "grupo/caro/informe.pdf")  # fmt: skip
    assert [e.aprendiz for e in buscar(tmp_path, LECCIONES)] == [
        "ana", "ana", "grupo/beto", "grupo/caro/informe",
    ]  # fmt: skip


def test_una_carpeta_con_cualquier_nombre_tiene_su_fila(tmp_path):
    nombres = [".ana", "node_modules", "notas", "Ana.Pérez", "-rf", "~beto", "notebooks "]
    if os.name == "nt":
        nombres.remove("notebooks ")
    poner(tmp_path, *(f"{nombre}/03_automatizando.ipynb" for nombre in nombres))
    assert {e.aprendiz for e in buscar(tmp_path, LECCIONES)} == set(nombres)


def test_una_carpeta_vacia_es_de_quien_no_entrego(tmp_path):
    for nombre in ("Ana v2", "Beto.Ruiz/.ipynb_checkpoints"):
        (tmp_path / nombre).mkdir(parents=True)
    halladas = {e.aprendiz: e.rechazo for e in buscar(tmp_path, LECCIONES)}
    assert halladas == {"Ana v2": "su carpeta está vacía", "Beto.Ruiz": "su carpeta está vacía"}


def test_las_carpetas_de_los_programas_no_son_de_nadie(tmp_path):
    poner(tmp_path, ".venv/pyvenv.cfg", ".venv/x.ipynb", ".git/x.ipynb", ".vscode/settings.json",
          ".notas-calificadas/x.ipynb", ".ipynb_checkpoints/x-checkpoint.ipynb",
          "a/03_automatizando.ipynb")  # fmt: skip
    assert [e.aprendiz for e in buscar(tmp_path, LECCIONES)] == ["a"]
