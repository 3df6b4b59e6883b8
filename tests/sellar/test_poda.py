"""La poda deja lo que hace falta para observar y quita lo que enseña respuestas."""

import sys
from types import ModuleType

import pytest

from minigrad.aula.curso.activo import activo
from minigrad.sellar import poda
from minigrad.sellar.poda import PAQUETE, NoSeSella, Poda

FUENTE = '''
"""Un módulo de ejercicios."""
from __future__ import annotations
import math, os
from minigrad.aula.ejercicios.notas import luego, ordenar as en_orden

PUNTOS = (1.0, 2.0)
RESPUESTA = "secreta"
A, B = 1, "otro secreto"


def ayudante(x):
    """Con su explicación."""
    return math.sqrt(x) + A


def observar(respuesta):
    """Qué se mira."""
    for punto in PUNTOS:
        yield "x", luego(ayudante, punto)


def hacer(nombre, puntos):
    def observar(respuesta):
        yield nombre, [respuesta(p) for p in puntos]

    return observar


def recordar(nombre):
    otra = nombre * 2

    def observar(respuesta):
        yield otra, 1

    return observar


sin_nombre = [lambda r: iter([("x", ayudante(r))])]
con_argumentos = hacer("uno", (1, 2))
de_mas = recordar("dos")
EJERCICIOS = [RESPUESTA, observar]
'''


@pytest.fixture
def modulo(monkeypatch):
    nombre = f"{PAQUETE}.leccion_99"
    hecho = ModuleType(nombre)
    exec(compile(FUENTE, nombre, "exec"), hecho.__dict__)
    monkeypatch.setitem(sys.modules, nombre, hecho)
    monkeypatch.setattr(poda.inspect, "getsource", lambda m: FUENTE if m is hecho else "")
    return hecho


def ejecutar(texto):
    nombres = {}
    exec(compile(texto, "podado", "exec"), nombres)
    return nombres


def test_queda_lo_que_se_usa_y_nada_mas(modulo):
    una = Poda()
    assert una.observador(modulo.observar) == [modulo.__name__, "observar", None]
    texto = una.textos()[modulo.__name__]
    for presente in ("PUNTOS = (1.0, 2.0)", "def ayudante", "import math\n", "import luego\n"):
        assert presente in texto
    for ausente in ("secreta", "EJERCICIOS", "hacer", "import os", "en_orden", '"""'):
        assert ausente not in texto


def test_lo_podado_observa_lo_mismo(modulo):
    una = Poda()
    _, nombre, _ = una.observador(modulo.observar)
    podada = ejecutar(una.textos()[modulo.__name__])[nombre]
    esperadas, obtenidas = ([(e, v()) for e, v in f(None)] for f in (modulo.observar, podada))
    assert esperadas == obtenidas


def test_una_funcion_hecha_por_otra_se_rehace_con_sus_argumentos(modulo):
    una = Poda()
    _, nombre, argumentos = una.observador(modulo.con_argumentos)
    rehecha = ejecutar(una.textos()[modulo.__name__])[nombre](*argumentos)
    assert list(rehecha(lambda p: p * 10)) == [("uno", [10, 20])]


def test_una_lambda_recibe_nombre(modulo):
    una = Poda()
    _, nombre, _ = una.observador(modulo.sin_nombre[0])
    podada = ejecutar(una.textos()[modulo.__name__])[nombre]
    assert list(podada(9)) == [("x", 4.0)]


def test_lo_que_no_se_puede_rehacer_se_dice(modulo):
    with pytest.raises(NoSeSella, match="recordar"):
        Poda().observador(modulo.de_mas)
    with pytest.raises(NoSeSella, match="no es una función"):
        Poda().observador(len)


def test_los_ejercicios_del_taller_se_podan_sin_sus_datos():
    una = Poda()
    vigente = activo()
    for ejercicio in vigente.todos():
        una.observador(ejercicio.observar)
    entero = "\n".join(una.textos().values())
    for ejercicio in vigente.todos():
        textos = [ejercicio.porque, *ejercicio.pistas, *(e.mensaje for e in ejercicio.errores)]
        assert not [t for t in textos if t in entero]
    assert "errores=" not in entero
