"""La tarea de nbgrader: marcas que él entiende, una prueba por ejercicio, y nada que se pierda."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from minigrad.aula import comprobar
from minigrad.aula.celda.blanco import en_bloques, tiene_marcas
from minigrad.aula.curso.activo import activo
from minigrad.calificar.nbgrader import como_tarea, exigir, falta, puntos
from minigrad.ordenes import cli

CURSO = activo()
#: lo que nbgrader escribe en lugar de una solución: lo nuestro y lo que trae de fábrica
TALONES = ("# Escribe tu código aquí\n...", "# YOUR CODE HERE\nraise NotImplementedError()")
IDS = [ejercicio.id for ejercicio in CURSO.todos()]


@pytest.fixture(scope="module")
def tareas():
    leidos = {n: (CURSO.carpeta / f"{n}.ipynb").read_text("utf-8") for n in CURSO.cuadernos()}
    return {nombre: como_tarea(json.loads(texto), CURSO) for nombre, texto in leidos.items()}


# --- las marcas --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fuente", "esperada"),
    [
        ("x = 1  # SOLUTION", "x = ...\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION"),
        (
            "a, b = 1, 2  # SOLUTION\nc = 3  # SOLUTION\nd = 4",
            "a, b = ..., ...\nc = ...\n### BEGIN SOLUTION\na, b = 1, 2\nc = 3\n### END SOLUTION\n"
            "d = 4",
        ),
        (
            "def f(x):\n    return x  # SOLUTION",
            "def f(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION",
        ),
        ("### BEGIN SOLUTION\nx = 1\n### END SOLUTION", None),
        ("x = 1", None),
    ],
)
def test_en_bloques(fuente, esperada):
    assert en_bloques(fuente) == (fuente if esperada is None else esperada)


@pytest.mark.parametrize("id_", IDS)
def test_cada_celda_se_puede_resolver_y_vaciar(id_):
    """Como hace nbgrader: con la solución compila; con cualquiera de los dos talones, también."""
    bloques = en_bloques(CURSO.celda(id_).python)
    assert "# SOLUTION" not in re.sub("### (BEGIN|END) SOLUTION", "", bloques)
    assert tiene_marcas(bloques)
    compile(bloques, id_, "exec")
    for talon in TALONES:

        def vaciar(hallado, talon=talon):
            return "\n".join(hallado["sangria"] + linea for linea in talon.split("\n"))

        region = r"(?P<sangria> *)### BEGIN SOLUTION\n(?s:.*?)### END SOLUTION"
        compile(re.sub(region, vaciar, bloques), id_, "exec")


# --- la tarea ----------------------------------------------------------------------------------


def test_cada_ejercicio_tiene_su_celda_y_su_prueba(tareas):
    vistos = []
    for nombre, tarea in tareas.items():
        datos = [c["metadata"]["nbgrader"] for c in tarea["cells"] if "nbgrader" in c["metadata"]]
        soluciones = [dato["grade_id"] for dato in datos if dato["solution"]]
        notas = [dato for dato in datos if dato["grade"]]
        assert [nota["grade_id"] for nota in notas] == [f"{id_}-nota" for id_ in soluciones], nombre
        assert all(nota["locked"] and nota["points"] > 0 for nota in notas)
        assert puntos(tarea) == sum(CURSO.buscar(id_).dificultad for id_ in soluciones)
        vistos += soluciones
    assert sorted(vistos) == sorted(IDS)


def test_no_cambia_el_cuaderno_ni_le_deja_salidas(tareas):
    ruta = CURSO.carpeta / "00_introduccion.ipynb"
    original = json.loads(ruta.read_text("utf-8"))
    tarea = como_tarea(original, CURSO)
    assert original == json.loads(ruta.read_text("utf-8"))
    assert not [c for c in tarea["cells"] if c.get("outputs")]
    assert "minigrad" not in tarea["metadata"]


# --- la nota -----------------------------------------------------------------------------------


def test_exigir_acepta_lo_correcto(prueba):
    exigir(falta("02-numero", 13.5))


@pytest.mark.parametrize("mala", [..., 7.5, 1.0, "13.5"])
def test_exigir_dice_por_que_y_nunca_el_numero(prueba, mala):
    with pytest.raises(AssertionError, match=r"^02-numero: \S") as error:
        exigir(falta("02-numero", mala))
    assert "13.5" not in str(error.value)


def test_exigir_nombra_el_error(prueba):
    conocido = prueba.buscar("02-numero").errores[0]
    respuesta = prueba.ejecutar(
        prueba.buscar("02-numero"), prueba.equivocada(prueba.buscar("02-numero"), conocido)
    )
    with pytest.raises(AssertionError, match=re.escape(f"«{conocido.nombre}»")):
        exigir(falta("02-numero", respuesta[prueba.buscar("02-numero").nombre]))


def test_lo_prestado_no_da_puntos(prueba, capsys):
    prestada = comprobar("02-sumar", type("Value", (), {}))
    with pytest.raises(AssertionError, match="en blanco"):
        exigir(falta("02-sumar", prestada))


def test_se_mira_lo_entregado_antes_de_prestar(tareas, prueba, celda, capsys):
    [prueba_de_log] = [
        "".join(c["source"])
        for c in tareas["04_minigrad_final"]["cells"]
        if c["metadata"].get("nbgrader", {}).get("grade_id") == "04-log-nota"
    ]
    assert prueba_de_log.index("falta(") < prueba_de_log.index("comprobar(")
    assert prueba_de_log.index("comprobar(") < prueba_de_log.index("exigir(_falta)")
    clase = celda("class Value:\n    def __init__(self, data, hijos=()):\n        pass")["Value"]
    antes = falta("02-value", clase)
    comprobar("02-value", clase)
    assert antes.startswith("02-value: ")
    assert falta("02-value", clase) == "02-value: en blanco."


# --- la orden ----------------------------------------------------------------------------------


def test_no_escribe_sobre_nada(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    mia = tmp_path / "source" / "02_a_mano" / "02_a_mano.ipynb"
    mia.parent.mkdir(parents=True)
    mia.write_text("mío", encoding="utf-8")
    assert cli.principal(["exportar", "nbgrader", str(tmp_path)]) == 1
    assert "no escribí nada" in capsys.readouterr().err
    assert [ruta for ruta in tmp_path.rglob("*") if ruta.is_file()] == [mia]
    assert mia.read_text(encoding="utf-8") == "mío"


def test_un_archivo_donde_va_la_carpeta(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "ocupado").write_text("", encoding="utf-8")
    assert cli.principal(["exportar", "nbgrader", str(tmp_path / "ocupado")]) == 1
    assert "No puedo escribir" in capsys.readouterr().err


def test_otro_formato_se_explica(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        cli.principal(["exportar", "otro", "x"])
    assert "uso: minigrad exportar nbgrader" in capsys.readouterr().err
