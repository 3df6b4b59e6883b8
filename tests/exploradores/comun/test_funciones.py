"""La función del aprendiz: con números, con `Value`, que falla, que devuelve cualquier cosa."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest

from minigrad import Value
from minigrad.exploradores.comun.funciones import Fallo, Funcion, donde, exigir_numero, variables


class Propia:
    """La clase de la lección 2: solo guarda y suma."""

    def __init__(self, data, _prev=(), _op=""):
        self.data, self._prev, self._op = data, _prev, _op


def mal(x):
    raise RuntimeError("algo <raro>\nen dos líneas")


@pytest.mark.parametrize(
    ("f", "esperado"),
    [
        (lambda x: x * x, 4.0),
        (lambda x: Value(3.0) * x, 6.0),
        (lambda x: (x * 0).exp(), 1.0),
        (lambda x: Propia(x), 2.0),
        (math.sqrt, math.sqrt(2)),
        (lambda x: np.float32(x), 2.0),
        (lambda x: np.array(x), 2.0),
        (lambda x: x > 1, 1.0),
        (lambda x: 10**400 - 10**400, 0.0),
    ],
)
def test_da_un_float_venga_como_venga(f, esperado):
    valor = Funcion(f)(2.0)
    assert type(valor) is float
    assert valor == esperado


@pytest.mark.parametrize(
    ("f", "dicho"),
    [
        (mal, "En x = −1.0 la función falla con RuntimeError: algo <raro> en dos líneas."),
        (math.sqrt, "ValueError"),
        (lambda x: 1 / (x + 1), "ZeroDivisionError"),
        (lambda x: math.nan, "la función da nan"),
        (lambda x: -math.inf, "la función da −inf"),
        (lambda x: "hola", "llegó el texto 'hola'"),
        (lambda x: None, "return"),
        (lambda x: [x, x], "llegó una lista de 2 elementos"),
        (lambda x: np.zeros(3), "un arreglo de forma (3,)"),
        (lambda x: x**0.5, "número complejo"),
        (lambda x: Value(math.nan), "la función da nan"),
        (lambda x: 10**400, "la función da inf"),
    ],
)
def test_lo_que_no_es_un_numero_se_dice_con_una_frase(f, dicho):
    with pytest.raises(Fallo, match=r"^En x = −1\.0 la función") as fallo:
        Funcion(f)(-1.0)
    assert dicho in str(fallo.value)
    assert "\n" not in str(fallo.value)
    assert math.isnan(Funcion(f).intentar(-1.0))


@pytest.mark.parametrize("raro", [3.0, None, "f", [1.0], Value(2.0)])
def test_lo_que_no_es_una_funcion_se_dice(raro):
    with pytest.raises(Fallo, match="sin paréntesis"):
        Funcion(raro)


def test_numpy_no_avisa():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert math.isnan(Funcion(np.log).intentar(-1.0))
        assert math.isnan(Funcion(lambda x: np.float64(1.0) / x).intentar(0.0))


def test_quien_solo_entiende_value_se_llama_asi_desde_entonces():
    llamadas = []

    def f(x):
        llamadas.append(type(x))
        return x.tanh()

    funcion = Funcion(f)
    assert funcion(0.0) == 0.0
    assert funcion(1.0) == math.tanh(1.0)
    assert llamadas == [float, Value, Value]


def test_el_gradiente_sale_del_grafo():
    funcion = Funcion(lambda x, y: x * x * y + y.tanh(), 2)
    assert funcion.gradiente(3.0, 0.5) == (3.0, 9.0 + 1 - math.tanh(0.5) ** 2)
    assert funcion.por_el_grafo((3.0, 0.5)) is not None


def test_sin_grafo_se_mide():
    medido = Funcion(math.sin).gradiente(1.0)[0]
    assert medido == pytest.approx(math.cos(1.0), abs=1e-9)
    assert Funcion(math.sin).por_el_grafo((1.0,)) is None


def test_un_grafo_a_medias_no_engana():
    """math.sin saca el número del `Value`: por el grafo solo llega la parte de x²."""
    funcion = Funcion(lambda x: math.sin(x) + x**2)
    assert funcion.por_el_grafo((1.0,)) == (2.0,)
    assert funcion.gradiente(1.0)[0] == pytest.approx(2 + math.cos(1.0), abs=1e-8)


def test_en_la_orilla_se_mide_por_el_lado_que_existe():
    assert Funcion(lambda x: 3 * math.sqrt(x) ** 2).gradiente(0.0)[0] == pytest.approx(3.0)
    with pytest.raises(Fallo, match="no deja medir"):
        Funcion(lambda x: 1.0 if x == 0 else math.log(-1)).gradiente(0.0)


def test_no_toca_los_gradientes_del_aprendiz():
    w = Value(2.0)
    w.grad = 7.0
    Funcion(lambda x: (x * w - 3) ** 2).gradiente(1.0)
    assert (w.data, w.grad) == (2.0, 7.0)


def test_sirve_la_clase_del_aprendiz_en_el_grafo():
    assert Funcion(lambda x: Propia(x.data * 2, (x, x), "+")).gradiente(1.0) == (2.0,)


@pytest.mark.parametrize(
    ("f", "cuantas"),
    [(abs, 1), (math.sin, 1), (lambda x, y: 0, 2), (lambda x, n=2: 0, 1), (max, 1)],
)
def test_cuantas_variables_recibe(f, cuantas):
    assert variables(f) == cuantas


def test_los_argumentos_deben_ser_numeros_finitos():
    assert exigir_numero(Value(2.0), "x") == 2.0
    assert exigir_numero(np.int64(3), "x") == 3.0
    with pytest.raises(Fallo, match=r"h debe ser un número\. .*'uno'"):
        exigir_numero("uno", "h")
    with pytest.raises(Fallo, match="finito"):
        exigir_numero(math.inf, "h")


def test_el_lugar_se_dice_con_letras():
    assert donde((2.0, -1.5)) == "x = 2.0, y = −1.5"
