"""Convierte los cuadernos resueltos en tareas de nbgrader, y da la nota dentro de ellas.

En cada celda de ejercicio lo que va entre marcas es lo que nbgrader quita, y la celda que la
comprueba es la prueba que da los puntos. El aprendiz la ve como siempre (`comprobar`, con su
tarjeta); lo que la hace fallar va en pruebas escondidas, que nbgrader pone solo al calificar.
"""

from __future__ import annotations

import copy
import re
from typing import Any

from minigrad.aula.celda.blanco import en_bloques
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.curso import Curso
from minigrad.aula.juicio.juzgar import juzgar
from minigrad.aula.juicio.prestamos import es_prestada
from minigrad.aula.juicio.veredicto import Veredicto
from minigrad.calificar.comentarios import tropiezo

_COMPROBAR = re.compile(r"""^(?:[\w, ]+ = )?comprobar\("(?P<id>[\w-]+)", (?P<entrega>\w+)\)""")
_ABRE, _CIERRA = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
_ESQUEMA = 3


def como_tarea(cuaderno: dict[str, Any], vigente: Curso) -> dict[str, Any]:
    """Un cuaderno resuelto como lo espera `nbgrader generate_assignment`; no cambia el original."""
    tarea = copy.deepcopy(cuaderno)
    tarea["metadata"].pop("minigrad", None)
    for celda in tarea["cells"]:
        if celda["cell_type"] == "code":
            celda.update(outputs=[], execution_count=None)
            _marcar(celda, vigente)
    return tarea


def puntos(tarea: dict[str, Any]) -> int:
    """La nota máxima de una tarea."""
    datos = (celda["metadata"].get("nbgrader", {}) for celda in tarea["cells"])
    return sum(dato.get("points", 0) for dato in datos)


def falta(id_: str, entrega: Any) -> str:
    """Por qué lo entregado no es correcto, con el error por su nombre; vacío si lo es."""
    vigente = activo()
    ejercicio = vigente.buscar(id_)
    try:
        if es_prestada(vigente, ejercicio, entrega):
            return f"{id_}: en blanco."
        veredicto = juzgar(vigente, ejercicio, entrega)
    except Exception as error:
        return f"{id_}: {tropiezo(error)}"
    return "" if veredicto.estado == "correcto" else f"{id_}: {_motivo(veredicto)}"


def exigir(motivo: str) -> None:
    """Lanza `AssertionError` si `falta` dijo algo: así nbgrader no da los puntos."""
    if motivo:
        raise AssertionError(motivo)


def _motivo(veredicto: Veredicto) -> str:
    if veredicto.error is not None:
        return f"«{veredicto.error.nombre}». {veredicto.error.mensaje}"
    estados = {"blanco": "en blanco", "sin_juicio": "la máquina no alcanzó a comprobarlo"}
    return f"{estados.get(veredicto.estado, 'no es correcto')}."


def _marcar(celda: dict[str, Any], vigente: Curso) -> None:
    fuente = "".join(celda["source"])
    id_ = celda["metadata"].get("ejercicio")
    comprobado = _COMPROBAR.match(fuente)
    if id_:
        celda["source"] = en_bloques(fuente)
        celda["metadata"]["nbgrader"] = _datos(id_, solution=True)
    elif comprobado:
        dificultad = vigente.buscar(comprobado["id"]).dificultad
        celda["source"] = _con_prueba(fuente, comprobado["id"], comprobado["entrega"])
        datos = _datos(f"{comprobado['id']}-nota", grade=True, locked=True)
        celda["metadata"]["nbgrader"] = datos | {"points": dificultad}


def _con_prueba(fuente: str, id_: str, entrega: str) -> str:
    """Mira lo entregado antes que `comprobar`, que pone en ello lo prestado, y al final exige."""
    traer = "from minigrad.calificar.nbgrader import exigir, falta"
    antes = [_ABRE, traer, f'_falta = falta("{id_}", {entrega})', _CIERRA]
    despues = [_ABRE, "exigir(_falta)", _CIERRA]
    return "\n".join([*antes, fuente, *despues])


def _datos(
    grade_id: str, *, grade: bool = False, solution: bool = False, locked: bool = False
) -> dict[str, Any]:
    return {
        "grade": grade,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": _ESQUEMA,
        "solution": solution,
        "task": False,
    }
