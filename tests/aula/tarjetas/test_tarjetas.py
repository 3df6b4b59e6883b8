"""Lo que dicen las tarjetas, caso por caso, y lo que no: los casos están en `tarjetas.txt`."""

import itertools
import linecache
import re
from pathlib import Path

import pytest

from minigrad.aula.curso.activo import activo
from minigrad.aula.juicio.juzgar import juzgar
from minigrad.aula.tarjetas.de_excepcion import recortar, tarjeta_de_excepcion
from minigrad.aula.tarjetas.de_veredicto import tarjeta_de_veredicto

pytest.importorskip("numpy")
VIGENTE = activo()
_celdas = itertools.count(1)


def leer():
    """`(id, fuente, lo que dice, lo que no)` de cada caso."""
    casos = []
    for linea in Path(__file__).with_name("tarjetas.txt").read_text("utf-8").split("\n"):
        if linea.startswith(("+ ", "- ")):
            casos[-1][2 if linea[0] == "+" else 3].append(linea[2:])
        elif linea and not linea.startswith("#"):
            casos.append((*fuente_de(linea), [], []))
    return casos


def fuente_de(linea):
    if " := " in linea:
        id_, _, fuente = linea.partition(" := ")
        return id_, fuente.replace("\\n", "\n")
    id_, _, cambio = linea.partition(" :: ")
    antes, _, despues = cambio.replace("\\n", "\n").partition(" => ")
    solucion = VIGENTE.solucion(id_)
    assert antes in solucion, f"{id_}: la solución no dice «{antes}»"
    return id_, solucion.replace(antes, despues, 1)


def tarjeta(id_, fuente):
    """La tarjeta que se ve bajo la celda o, si la celda termina, bajo `comprobar`."""
    ejercicio = VIGENTE.buscar(id_)
    nombres = {**VIGENTE.preparar(ejercicio), "__name__": "__main__"}
    archivo = f"<ipython-input-{next(_celdas)}-tarjetas>"
    linecache.cache[archivo] = (len(fuente), None, fuente.splitlines(True), archivo)
    try:
        exec(compile(fuente, archivo, "exec"), nombres)
    except Exception as excepcion:
        rastro = None if isinstance(excepcion, SyntaxError) else excepcion.__traceback__
        return repr(tarjeta_de_excepcion(excepcion, rastro, recortar(rastro)))
    respuesta = nombres[ejercicio.nombre]
    return repr(tarjeta_de_veredicto(ejercicio, juzgar(VIGENTE, ejercicio, respuesta), respuesta))


@pytest.mark.parametrize(
    ("id_", "fuente", "dice", "no_dice"),
    leer(),
    ids=[f"{caso[0]}-{i}" for i, caso in enumerate(leer())],
)
def test_la_tarjeta_dice_lo_que_es_y_nada_que_no_sea(id_, fuente, dice, no_dice):
    texto = tarjeta(id_, fuente)
    for trozo in dice:
        assert trozo in texto
    # lo que la tarjeta cita de la celda es del aprendiz
    nuestro = "\n".join(linea for linea in texto.split("\n") if not linea.startswith("      "))
    for trozo in no_dice:
        assert trozo not in nuestro


def test_ninguna_solucion_tiene_una_funcion_vacia():
    from minigrad.aula.celda.codigo import funciones_sin_cuerpo

    for ejercicio in VIGENTE.todos():
        codigo = compile(VIGENTE.solucion(ejercicio.id), ejercicio.id, "exec")
        assert not list(funciones_sin_cuerpo(codigo)), ejercicio.id


@pytest.mark.parametrize("ejercicio", list(VIGENTE.todos()), ids=lambda e: e.id)
def test_ninguna_etiqueta_dice_dos_veces_con_que_se_prueba(ejercicio):
    """«con x = 3, con 3»."""
    if ejercicio.torch:
        pytest.skip("usa PyTorch")
    etiquetas = [o.etiqueta for o in VIGENTE.huella_de_referencia(ejercicio)]
    assert not [x for x in etiquetas if re.search(r"\bcon (?:\w+ = )?([^,]+), con \1\b", x)]
