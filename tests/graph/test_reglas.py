"""Las derivadas locales, contra diferencias centrales."""

from __future__ import annotations

import math

import pytest
from clases_ajenas import Ajena

from minigrad.engine import Value
from minigrad.graph.reglas import derivadas_del_nodo, derivadas_locales

FUNCIONES = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
    "/": lambda a, b: a / b, "**": lambda a, b: a**b, "neg": lambda a: -a, "exp": math.exp,
    "log": math.log, "tanh": math.tanh, "sigmoid": lambda a: 1 / (1 + math.exp(-a)),
    "ReLU": lambda a: max(0.0, a), "sin": math.sin, "cos": math.cos, "sqrt": math.sqrt, "abs": abs,
    "**3": lambda a: a**3, "**-1": lambda a: 1 / a, "**(2)": lambda a: a**2, "2**": lambda a: 2**a,
    "*3": lambda a: a * 3, "/4": lambda a: a / 4, "4/": lambda a: 4 / a, "+1": lambda a: a + 1,
    "-1": lambda a: a - 1, "3-": lambda a: 3 - a, "+1e-05": lambda a: a + 1e-5,
    "^2": lambda a: a**2, "sum": lambda a, b, c: a + b + c, "dot": lambda a, b, c, d: a * c + b * d,
}  # fmt: skip


@pytest.mark.parametrize("op", FUNCIONES)
def test_cada_regla(op):
    f, x, h = FUNCIONES[op], [0.7, 1.3, -0.4, 2.1], 1e-6
    x = x[: f.__code__.co_argcount] if hasattr(f, "__code__") else x[:1]
    medidas = []
    for i in range(len(x)):
        delante, detras = list(x), list(x)
        delante[i] += h
        detras[i] -= h
        medidas.append((f(*delante) - f(*detras)) / (2 * h))
    assert derivadas_locales(op, x, f(*x)) == pytest.approx(medidas, rel=1e-6)


def test_una_operacion_desconocida_se_dice():
    assert derivadas_locales("@", [1.0, 2.0], 3.0) is None
    assert derivadas_locales("**x", [1.0], 3.0) is None
    assert derivadas_locales("cubo", [1.0], 3.0) is None


def test_sin_derivada_es_nan_y_no_un_error():
    assert math.isnan(derivadas_locales("/", [1.0, 0.0], math.inf)[0])


def test_lo_que_guarda_el_motor_vale_mas_que_el_nombre():
    a, b = Value(2.0), Value(3.0)
    for nodo in (a * b, a / 4, 2**a, Value.dot([a], [b], a), a.relu()):
        assert derivadas_del_nodo(nodo, nodo._prev) == nodo._locales


class ConCubo(Ajena):
    def cubo(self):
        return ConCubo(self.data**3, (self,), "cubo")

    def roto(self):
        raise RuntimeError


def test_una_operacion_del_aprendiz_se_mide():
    nodo = ConCubo(2.0).cubo()
    assert derivadas_del_nodo(nodo, nodo._prev) == pytest.approx((12.0,))
    nodo._op = "roto"
    assert derivadas_del_nodo(nodo, nodo._prev) is None
    assert derivadas_del_nodo(Ajena("x"), ()) is None
    assert derivadas_del_nodo(Ajena(10**400), ()) is None
