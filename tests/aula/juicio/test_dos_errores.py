"""Dos errores a la vez: se nombran solo si los dos juntos, ejecutados, dan todo lo que se vio."""

import time
from dataclasses import replace
from itertools import combinations, islice

import pytest
from curso_de_prueba import ejecutar_celda

from minigrad.aula import comprobar
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.ejercicio import Error
from minigrad.aula.juicio.dos_errores import los_dos_errores
from minigrad.aula.juicio.juzgar import juzgar
from minigrad.aula.juicio.veredicto import Veredicto

VIGENTE = activo()
POR = VIGENTE.buscar("03-multiplicar")
SIN_CADENA, CON_IGUAL = (" * out.grad", ""), ("+=", "=")


def con(ejercicio, *cambios):
    """La solución con esos cambios, ejecutada; None si no se puede o si uno pisa a otro."""
    fuente = VIGENTE.solucion(ejercicio.id)
    for viejo, nuevo in cambios:
        if viejo not in fuente:
            return None
        fuente = fuente.replace(viejo, nuevo)
    try:
        return VIGENTE.ejecutar(ejercicio, fuente)[ejercicio.nombre]
    except Exception:
        return None


def nombres(ejercicio, *cambios, curso=VIGENTE, segundos=30.0):
    """Los errores que se nombran de la solución con esos cambios."""
    veredicto = juzgar(curso, ejercicio, con(ejercicio, *cambios))
    assert veredicto.estado == "mal"
    return {e.nombre for e in los_dos_errores(curso, ejercicio, veredicto, segundos)}


def test_los_dos_que_se_cometieron():
    assert nombres(POR, SIN_CADENA, CON_IGUAL) == {"olvida out.grad", "asigna en vez de acumular"}


def test_uno_conocido_y_otro_que_no_lo_es_se_callan():
    assert nombres(POR, SIN_CADENA, ("otro.data *", "otro.data + 0.001 *")) == set()
    assert nombres(POR, SIN_CADENA, ('"*"', '""'), ("self.grad +=", "self.grad = 0.5 +")) == set()


def test_tres_errores_se_callan():
    assert nombres(POR, SIN_CADENA, CON_IGUAL, ("* otro.data", "+ otro.data")) == set()


def test_si_dos_parejas_dan_lo_mismo_no_se_sabe_cual_es():
    repetido = Error(nombre="otra vez", mensaje="Mensaje.", cambiar={" * out.grad": " * 1"})
    dudoso = replace(POR, id="03-multiplicar", errores=(*POR.errores, repetido))
    assert nombres(dudoso, SIN_CADENA, CON_IGUAL) == set()


@pytest.mark.parametrize(
    ("id_", "cambios"),
    [
        ("05p-entropia", [("total.log()", "sum(logits).exp().log()")]),
        ("05p-entropia", [("total.log()", "sum(z.exp().log() for z in logits)")]),
        (
            "05-neurona",
            [
                ("w * xi for w, xi in zip(self.w, x, strict=True)]", "w * xi for w, xi in pares]"),
                (
                    "productos = [",
                    "pares = [next(zip(self.w, x, strict=True))]\n        productos = [",
                ),
            ],
        ),
    ],
)
def test_si_uno_de_los_dos_no_se_ve_por_su_cuenta_se_callan(id_, cambios):
    assert nombres(VIGENTE.buscar(id_), *cambios) == set()


def test_si_no_alcanza_el_tiempo_se_calla():
    assert nombres(POR, SIN_CADENA, CON_IGUAL, segundos=0.0) == set()


def test_lo_que_solo_lanza_excepciones_tiene_mil_causas():
    assert nombres(POR, ("math", "mat"), ("out = Value(", "out = Valor(")) == set()


def test_sin_las_soluciones_no_se_ejecuta_nada():
    sin_texto = [Error(nombre=e.nombre, mensaje=e.mensaje, codigo="") for e in POR.errores]
    sellado = replace(POR, errores=sin_texto)
    veredicto = juzgar(VIGENTE, POR, con(POR, SIN_CADENA, CON_IGUAL))
    assert los_dos_errores(VIGENTE, sellado, veredicto) == ()


def test_sin_observaciones_no_se_nombra_nada():
    assert los_dos_errores(VIGENTE, POR, Veredicto("mal")) == ()


@pytest.mark.lento
def test_de_una_muestra_de_parejas_no_se_nombra_otra():
    nombradas, callados, ajenas, lentas = 0, 0, [], []
    for ejercicio in VIGENTE.todos():
        con_cambios = [error for error in ejercicio.errores if error.cambiar]
        for uno, otro in islice(combinations(con_cambios, 2), 0, None, 24):
            respuesta = con(ejercicio, *uno.cambiar.items(), *otro.cambiar.items())
            veredicto = respuesta and juzgar(VIGENTE, ejercicio, respuesta)
            if not veredicto or veredicto.estado != "mal" or veredicto.error is not None:
                continue
            comienzo = time.process_time()
            juntos = los_dos_errores(VIGENTE, ejercicio, veredicto, 30.0)
            lentas += [ejercicio.id] * (time.process_time() - comienzo > 1)
            nombradas += bool(juntos)
            callados += not juntos
            if juntos and juntos != (uno, otro):
                ajenas.append((ejercicio.id, uno.nombre, otro.nombre))
    assert nombradas > 60, (nombradas, callados)
    # hasta la lección 5, en cuatro muestras distintas fue de 0.36 a 0.58; con la 6 y la 7, 0.66: en
    # un arreglo, dos fallas casi siempre se ven en los mismos números
    assert callados <= 0.8 * nombradas
    assert len(ajenas) <= 0.02 * nombradas, ajenas
    assert not lentas


# --- la tarjeta ------------------------------------------------------------------------------


@pytest.fixture
def por(monkeypatch, tmp_path):
    """Comprueba 03-multiplicar con el cuerpo de nota que se dé."""
    monkeypatch.chdir(tmp_path)
    espacio = VIGENTE.preparar(POR)

    def comprobado(*cambios):
        fuente = VIGENTE.solucion(POR.id)
        for viejo, nuevo in cambios:
            assert viejo in fuente
            fuente = fuente.replace(viejo, nuevo)
        ejecutar_celda(espacio, fuente)
        comprobar(POR.id, espacio[POR.nombre])

    return comprobado


def test_la_tarjeta_da_la_primera_diferencia_y_nombra_los_dos(por, capsys):
    por(SIN_CADENA, CON_IGUAL)
    texto = capsys.readouterr().out
    assert "Al probar: " in texto
    assert "Hay dos errores a la vez" in texto
    assert "La regla de la cadena pide multiplicarla" in texto


def test_si_los_dos_no_explican_todo_solo_se_da_la_primera_diferencia(por, capsys):
    por(SIN_CADENA, CON_IGUAL, ("* otro.data", "+ otro.data"))
    texto = capsys.readouterr().out
    assert "Al probar: " in texto
    assert "dos errores" not in texto
    assert "más de un error" not in texto


def test_un_error_solo_se_nombra_con_su_primera_diferencia(por, capsys):
    por(SIN_CADENA)
    texto = capsys.readouterr().out
    assert "La regla de la cadena pide multiplicarla" in texto
    assert "obtuviste `" in texto
    assert "dos errores" not in texto
