"""Dos errores a la vez: se nombra el que asoma, y se calla si no es seguro."""

import ast
from itertools import combinations, islice

import pytest
from curso_de_prueba import ejecutar_celda

from minigrad.aula import comprobar
from minigrad.aula.curso.activo import activo
from minigrad.aula.juicio.juzgar import juzgar
from minigrad.aula.juicio.mezcla import errores_parecidos
from minigrad.aula.juicio.veredicto import Veredicto

VIGENTE = activo()
POR_EJERCICIO = 12


def mezclas(ejercicio):
    """`(error, error, fuente)`: la solución con los dos errores puestos."""
    solucion = VIGENTE.solucion(ejercicio.id)
    con_cambios = [error for error in ejercicio.errores if error.cambiar]
    for uno, otro in combinations(con_cambios, 2):
        una = _cambiada(solucion, uno.cambiar)
        ambas = una and _cambiada(una, otro.cambiar)
        if ambas and ambas != una and _se_lee(ambas):
            yield uno, otro, ambas


def _cambiada(fuente, cambios):
    for viejo, nuevo in cambios.items():
        if viejo not in fuente:
            return None
        fuente = fuente.replace(viejo, nuevo)
    return fuente


def _se_lee(fuente):
    try:
        ast.parse(fuente)
    except SyntaxError:
        return False
    return True


@pytest.mark.lento
def test_casi_siempre_se_nombra_uno_de_los_dos_y_casi_nunca_otro():
    nombrados, ajenos, callados = 0, [], 0
    for ejercicio in VIGENTE.todos():
        for uno, otro, fuente in islice(mezclas(ejercicio), POR_EJERCICIO):
            try:
                respuesta = VIGENTE.ejecutar(ejercicio, fuente)[ejercicio.nombre]
            except Exception:  # la celda misma no se puede ejecutar
                continue
            veredicto = juzgar(VIGENTE, ejercicio, respuesta)
            if veredicto.estado != "mal" or veredicto.error is not None:
                continue
            parecidos = errores_parecidos(VIGENTE, ejercicio, veredicto)
            nombrados += bool(parecidos)
            callados += not parecidos
            if any(error not in (uno, otro) for error in parecidos):
                ajenos.append((ejercicio.id, uno.nombre, otro.nombre))
    assert nombrados > 150
    assert nombrados > callados
    assert len(ajenos) <= 0.03 * nombrados, ajenos


@pytest.fixture
def por(monkeypatch, tmp_path):
    """Comprueba 03-multiplicar con el cuerpo de nota que se dé."""
    monkeypatch.chdir(tmp_path)
    ejercicio = VIGENTE.buscar("03-multiplicar")
    nombres = VIGENTE.preparar(ejercicio)

    def comprobado(*cambios):
        fuente = VIGENTE.solucion(ejercicio.id)
        for viejo, nuevo in cambios:
            assert viejo in fuente
            fuente = fuente.replace(viejo, nuevo)
        ejecutar_celda(nombres, fuente)
        comprobar(ejercicio.id, nombres[ejercicio.nombre])

    return comprobado


def test_la_tarjeta_nombra_el_error_que_asoma_y_la_primera_diferencia(por, capsys):
    por(("* otro.data", "+ otro.data"), (" * out.grad", ""), ("+=", "="))
    texto = capsys.readouterr().out
    assert "Al probar: " in texto
    assert "Parece haber más de un error. Esto explica una parte" in texto


def test_un_error_solo_se_nombra_con_su_primera_diferencia(por, capsys):
    por((" * out.grad", ""))
    texto = capsys.readouterr().out
    assert "La regla de la cadena pide multiplicarla" in texto
    assert "obtuviste `" in texto
    assert "Parece haber" not in texto


def test_sin_observaciones_no_se_nombra_nada():
    ejercicio = VIGENTE.buscar("03-multiplicar")
    assert errores_parecidos(VIGENTE, ejercicio, Veredicto("mal")) == ()
