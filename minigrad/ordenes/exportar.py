"""`minigrad exportar`: los cuadernos resueltos, en la forma que usan otras herramientas."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from minigrad.aula.celda.blanco import INVITACION
from minigrad.aula.curso.activo import activo
from minigrad.calificar.nbgrader import como_tarea, puntos
from minigrad.ordenes.comun import fallar

AYUDA = """\
uso: minigrad exportar nbgrader CARPETA

Pone en CARPETA un curso de nbgrader con una tarea por cuaderno (source/NN_tema/NN_tema.ipynb) y
su nbgrader_config.py. Cada ejercicio da tantos puntos como estrellas tiene. Si en CARPETA ya hay
algo con esos nombres, no escribe nada.

Después, con nbgrader y el taller instalados en el mismo Python, dentro de CARPETA:

  nbgrader generate_assignment 02_a_mano     la versión sin soluciones, en release/
  nbgrader autograde 02_a_mano               califica lo que haya en submitted/
  nbgrader export                            las notas, en grades.csv

opciones:
  -h, --help        muestra esta ayuda
"""
_CONFIGURACION = f"""\
c = get_config()
c.CourseDirectory.course_id = "minigrad"
c.ClearSolutions.code_stub = {{"python": {INVITACION!r} "\\n..."}}
# el progreso de cada aprendiz no se califica ni se devuelve
c.CourseDirectory.ignore.append(".minigrad")
# el cuaderno más largo mide tiempos; a una celda colgada la corta mucho antes la comprobación
c.Execute.timeout = 120
"""


def configurar(interprete: argparse.ArgumentParser) -> None:
    interprete.add_argument("formato", choices=["nbgrader"])
    interprete.add_argument("carpeta", type=Path)


def ejecutar(pedido: argparse.Namespace) -> int:
    carpeta: Path = pedido.carpeta.expanduser().absolute()
    tareas = dict(_tareas())
    if not tareas:
        return fallar("Esta copia del taller no trae los cuadernos resueltos: descárgala otra vez.")
    textos = {ruta: _como_texto(tarea) for ruta, tarea in tareas.items()}
    textos["nbgrader_config.py"] = _CONFIGURACION
    ocupados = [nombre for nombre in textos if (carpeta / nombre).exists()]
    if ocupados:
        return fallar(f"En {carpeta} ya está {ocupados[0]}: no escribí nada. Elige otra carpeta.")
    try:
        for nombre, texto in textos.items():
            (carpeta / nombre).parent.mkdir(parents=True, exist_ok=True)
            (carpeta / nombre).write_text(texto, encoding="utf-8", newline="\n")
    except OSError as error:
        que = f"No puedo escribir en {carpeta} ({type(error).__name__})"
        return fallar(f"{que}: elige una carpeta tuya.")
    total = sum(map(puntos, tareas.values()))
    print(f"{len(tareas)} tareas y {total} puntos en {carpeta}")
    print("Lo que sigue está en:  minigrad exportar -h")
    return 0


def _tareas() -> Iterator[tuple[str, dict[str, Any]]]:
    """Cada tarea, con su ruta dentro del curso de nbgrader."""
    vigente = activo()
    for nombre in vigente.cuadernos():
        texto = (vigente.carpeta / f"{nombre}.ipynb").read_text(encoding="utf-8")
        yield f"source/{nombre}/{nombre}.ipynb", como_tarea(json.loads(texto), vigente)


def _como_texto(tarea: dict[str, Any]) -> str:
    return json.dumps(tarea, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
