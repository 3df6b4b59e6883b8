"""De punta a punta con nbgrader: la versión sin soluciones, y la nota de dos aprendices."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from minigrad.aula.celda.blanco import en_blanco, lineas_de_solucion
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.ejercicio import Ejercicio

CURSO = activo()
#: una lección con respuestas de todo tipo y una práctica con piezas que dependen de otras
TAREAS = ("02_a_mano", "03_automatizando_practica")
#: las que publica nbgrader: esas dos y una muestra de las demás; con MINIGRAD_UNA_DE=1, todas
UNA_DE = int(os.environ.get("MINIGRAD_UNA_DE", "4"))
PUBLICADAS = sorted({*TAREAS, *CURSO.cuadernos()[::UNA_DE]})
Nbgrader = Callable[..., str]
Celda = dict[str, Any]
Notas = dict[tuple[str, str], dict[str, str]]


def leer(ruta: Path) -> dict[str, Any]:
    return json.loads(ruta.read_text(encoding="utf-8"))


def ejercicios(cuaderno: dict[str, Any]) -> list[tuple[Celda, Ejercicio]]:
    celdas = [celda for celda in cuaderno["cells"] if "ejercicio" in celda["metadata"]]
    return [(celda, CURSO.buscar(celda["metadata"]["ejercicio"])) for celda in celdas]


@pytest.fixture(scope="module")
def publicadas(curso_exportado: Path, nbgrader: Nbgrader) -> Path:
    """Las versiones para aprendices que hace `nbgrader generate_assignment`."""
    for carpeta in (curso_exportado / "source").iterdir():
        if carpeta.is_dir() and carpeta.name not in PUBLICADAS:
            shutil.rmtree(carpeta)
    nbgrader("generate_assignment", "*")  # de una vez: arrancar nbgrader es casi todo lo que tarda
    return curso_exportado / "release"


@pytest.fixture(scope="module")
def notas(curso_exportado: Path, publicadas: Path, nbgrader: Nbgrader) -> Notas:
    """La fila de `grades.csv` de cada tarea y aprendiz, ya autocalificados."""
    for tarea in TAREAS:
        for aprendiz, responder in APRENDICES.items():
            cuaderno = leer(publicadas / tarea / f"{tarea}.ipynb")
            for numero, (celda, ejercicio) in enumerate(ejercicios(cuaderno)):
                celda["source"] = responder(numero, ejercicio) or celda["source"]
            entrega = curso_exportado / "submitted" / aprendiz / tarea / f"{tarea}.ipynb"
            entrega.parent.mkdir(parents=True)
            entrega.write_text(json.dumps(cuaderno), encoding="utf-8")
            (entrega.parent / ".minigrad").mkdir()
            (entrega.parent / ".minigrad" / "progreso.json").write_text("{}", encoding="utf-8")
    nbgrader("autograde", "*")
    nbgrader("export")
    with (curso_exportado / "grades.csv").open(encoding="utf-8") as archivo:
        return {(fila["assignment"], fila["student_id"]): fila for fila in csv.DictReader(archivo)}


def con_un_error(numero: int, ejercicio: Ejercicio) -> str:
    """Todo bien menos el quinto ejercicio, que lleva una respuesta equivocada del catálogo."""
    if numero == 4:
        return CURSO.equivocada(ejercicio, ejercicio.errores[0])
    return CURSO.solucion(ejercicio.id)


APRENDICES: dict[str, Callable[[int, Ejercicio], str]] = {
    "vacio": lambda numero, ejercicio: "",
    "con_un_error": con_un_error,
}


@pytest.mark.lento
@pytest.mark.parametrize("tarea", PUBLICADAS)
def test_la_version_del_aprendiz_es_nuestro_blanco(tarea: str, publicadas: Path) -> None:
    cuaderno = leer(publicadas / tarea / f"{tarea}.ipynb")
    texto = "\n".join("".join(celda["source"]) for celda in cuaderno["cells"])
    assert "SOLUTION" not in texto
    assert "HIDDEN" not in texto
    assert "exigir" not in texto
    for celda, ejercicio in ejercicios(cuaderno):
        fuente = CURSO.celda(ejercicio.id).fuente
        publicada = "".join(celda["source"])
        if "# SOLUTION" not in fuente:
            assert publicada == en_blanco(fuente)
        dadas = en_blanco(fuente).split("\n")
        ocultas = {x for x in lineas_de_solucion(fuente) if x not in map(str.strip, dadas)}
        assert not ocultas & {linea.strip() for linea in publicada.split("\n")}


@pytest.mark.lento
@pytest.mark.parametrize("tarea", TAREAS)
def test_las_notas(tarea: str, notas: Notas) -> None:
    propios = [ej for _, ej in ejercicios(leer(CURSO.carpeta / f"{tarea}.ipynb"))]
    maximo = sum(ejercicio.dificultad for ejercicio in propios)
    vistas = {quien: float(notas[tarea, quien]["score"]) for quien in APRENDICES}
    assert float(notas[tarea, "vacio"]["max_score"]) == maximo
    assert vistas == {"vacio": 0, "con_un_error": maximo - propios[4].dificultad}


@pytest.mark.lento
def test_el_error_sale_con_su_nombre(curso_exportado: Path, notas: object) -> None:
    tarea = TAREAS[0]
    ruta = curso_exportado / "autograded" / "con_un_error" / tarea / f"{tarea}.ipynb"
    cuaderno = leer(ruta)
    ejercicio = ejercicios(cuaderno)[4][1]
    dichos = [
        salida["evalue"]
        for celda in cuaderno["cells"]
        for salida in celda.get("outputs", ())
        if salida["output_type"] == "error"
    ]
    assert dichos == [
        f"{ejercicio.id}: «{ejercicio.errores[0].nombre}». {ejercicio.errores[0].mensaje}"
    ]


@pytest.mark.lento
def test_el_progreso_no_vuelve_con_la_retroalimentacion(
    curso_exportado: Path, notas: object, nbgrader: Nbgrader
) -> None:
    nbgrader("generate_feedback", TAREAS[0])
    devueltos = [ruta.name for ruta in (curso_exportado / "feedback").rglob("*")]
    assert f"{TAREAS[0]}.html" in devueltos
    assert ".minigrad" not in devueltos
