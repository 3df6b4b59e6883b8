"""El texto canónico: igual para lo que se porta igual, distinto para lo que no."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minigrad.aula.huella.canonico import canonico, centrados
from minigrad.aula.huella.forma import congelar, iguales

FINITOS = st.floats(allow_nan=False, allow_infinity=False, width=64)
TOLERANCIAS = st.sampled_from([1e-9, 1e-6, 1e-3])


def mismo(esperado, obtenido, tolerancia):
    forma = congelar(esperado)
    corridos = centrados(forma, tolerancia)
    return canonico(forma, tolerancia, iter(corridos)) == canonico(
        congelar(obtenido), tolerancia, iter(corridos)
    )


@given(FINITOS, TOLERANCIAS, st.floats(-0.99, 0.99))
def test_nunca_es_mas_exigente_que_la_tolerancia(esperado, tolerancia, parte):
    obtenido = esperado + parte * tolerancia * max(1.0, abs(esperado)) * 0.999
    if math.isfinite(obtenido) and iguales(congelar(esperado), congelar(obtenido), tolerancia):
        assert mismo(esperado, obtenido, tolerancia)


@given(FINITOS, TOLERANCIAS, st.sampled_from([-1, 1]))
def test_ni_una_quinta_parte_mas_laxo(esperado, tolerancia, signo):
    lejos = esperado + signo * 1.2 * tolerancia * max(1.0, abs(esperado))
    if math.isfinite(lejos):
        assert not mismo(esperado, lejos, tolerancia)


@pytest.mark.parametrize(
    ("uno", "otro"),
    [
        (1, 1.0), (3 + 0j, 3), ([1, 2], (1, 2)), ({1, 2}, {2, 1}), (0.0, -0.0),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}), ("x", "x"), (None, None), (math.inf, math.inf),
        (math.nan, math.nan), (10**400, 10**400), ([0.1 + 0.2], [0.3]), ({3.0: "x"}, {3: "x"}),
    ],
)  # fmt: skip
def test_iguales(uno, otro):
    assert mismo(uno, otro, 1e-6)


@pytest.mark.parametrize(
    ("uno", "otro"),
    [
        (1, -1), (1, 1.00001), ([1, 2], [2, 1]), ([1, [2]], [1, 2]), ("1", 1), (True, 1),
        (None, 0), (math.inf, -math.inf), (10**400, 10**401), ({"a": 1}, {"b": 1}), (3 + 1j, 3),
        ([1, 2], [1]), ({1, 2}, [1, 2]), ("a", "b"), (..., None),
    ],
)  # fmt: skip
def test_distintos(uno, otro):
    assert not mismo(uno, otro, 1e-6)
