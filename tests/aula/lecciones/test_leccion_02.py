"""Lo que la lección 2 afirma de una expresión vale también con otras semillas."""

import math
import random

import pytest

from minigrad.engine import Value

SEMILLAS = range(12)
DATOS = (2.0, -3.0, 10.0, -2.0)


def expresion(datos):
    """L = (a · b + c) · f, con sus hojas."""
    hojas = [Value(dato) for dato in datos]
    a, b, c, f = hojas
    return (a * b + c) * f, hojas


def gradiente(datos=DATOS):
    raiz, hojas = expresion(datos)
    raiz.backward()
    return [hoja.grad for hoja in hojas]


def cambio_real(movimientos, datos=DATOS):
    movidos = [dato + m for dato, m in zip(datos, movimientos, strict=True)]
    return expresion(movidos)[0].data - expresion(datos)[0].data


def predicho(movimientos, datos=DATOS):
    return sum(g * m for g, m in zip(gradiente(datos), movimientos, strict=True))


def del_mismo_largo(direccion, largo=0.01):
    escala = largo / math.sqrt(sum(n * n for n in direccion))
    return [escala * n for n in direccion]


@pytest.mark.parametrize("semilla", SEMILLAS)
def test_ninguna_de_mil_direcciones_sube_mas_que_el_gradiente(semilla):
    azar = random.Random(semilla)
    a_favor = cambio_real(del_mismo_largo(gradiente()))
    al_azar = [[azar.gauss(0, 1) for _ in DATOS] for _ in range(1000)]
    assert max(cambio_real(del_mismo_largo(v)) for v in al_azar) < a_favor
    assert cambio_real(del_mismo_largo([1, 0, 0, 0])) < a_favor


@pytest.mark.parametrize("semilla", SEMILLAS)
def test_con_un_paso_pequeno_la_prediccion_acierta_y_mejora_al_achicarlo(semilla):
    azar = random.Random(semilla)
    datos = [azar.uniform(-4, 4) for _ in DATOS]

    def falla(paso):
        movimientos = [paso * g for g in gradiente(datos)]
        real = cambio_real(movimientos, datos)
        return abs(predicho(movimientos, datos) - real) / abs(real)

    assert falla(1e-6) < 0.001
    assert falla(1e-6) < falla(1e-4) < falla(1e-2)


@pytest.mark.parametrize(
    ("paso", "sube"), [(0.001, 0.0719), (0.01, 0.7135), (0.1, 6.464), (1.0, -88.0)]
)
def test_los_numeros_de_la_tabla(paso, sube):
    movimientos = [paso * g for g in gradiente()]
    assert predicho(movimientos) == pytest.approx(72 * paso)
    assert cambio_real(movimientos) == pytest.approx(sube, abs=5e-5)


@pytest.mark.parametrize("lejos", [0.0, 4e-6, -9e-6])
def test_con_una_esquina_entre_los_dos_puntos_la_simetrica_no_mide_ningun_lado(lejos):
    medida = (abs(lejos + 1e-5) - abs(lejos - 1e-5)) / 2e-5
    assert -0.95 < medida < 0.95
