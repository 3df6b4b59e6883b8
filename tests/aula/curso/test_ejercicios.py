"""Todos los ejercicios del curso son de fiar, y cada celda de ejercicio tiene sus datos."""

import importlib
import inspect
import pkgutil
import re
from collections import Counter

import pytest

from minigrad.aula import observadores
from minigrad.aula.curso.activo import activo
from tools.verificar import verificar

EJERCICIOS = list(activo().todos())


@pytest.mark.parametrize(
    "ejercicio",
    [pytest.param(e, id=e.id, marks=[pytest.mark.torch] * e.torch) for e in EJERCICIOS],
)
def test_el_ejercicio_es_de_fiar(ejercicio):
    assert verificar(ejercicio) == []


def test_cada_celda_de_ejercicio_tiene_sus_datos_y_al_reves():
    vigente = activo()
    celdas = [c.ejercicio for n in vigente.cuadernos() for c in vigente.cuaderno(n) if c.ejercicio]
    datos = [e.id for e in EJERCICIOS]
    assert Counter(celdas) == Counter(datos)
    assert set(Counter(celdas).values()) == {1}


def test_en_cada_cuaderno_el_orden_es_el_de_los_datos():
    vigente = activo()
    for seccion in vigente.secciones():
        celdas = [vigente.celda(e.id) for e in vigente.de_seccion(seccion)]
        assert len({c.cuaderno for c in celdas}) <= 1, seccion
        posiciones = [c.posicion for c in celdas]
        assert posiciones == sorted(posiciones), seccion


def test_no_hay_observadores_que_nadie_use():
    pedidos = {(e.observar.__module__, e.observar.__name__) for e in EJERCICIOS}
    infos = pkgutil.walk_packages(observadores.__path__, f"{observadores.__name__}.")
    modulos = [importlib.import_module(info.name) for info in infos]
    fuente = "\n".join(map(inspect.getsource, modulos))
    for modulo in modulos:
        for nombre, cosa in vars(modulo).items():
            if inspect.isfunction(cosa) and cosa.__module__ == modulo.__name__:
                veces = len(re.findall(rf"\b{nombre}\b", fuente))
                assert veces > 1 or (modulo.__name__, nombre) in pedidos, nombre
