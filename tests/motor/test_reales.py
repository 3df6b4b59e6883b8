"""Qué se acepta como número, qué se rechaza y con qué palabras."""

from __future__ import annotations

import decimal
import fractions
import math
import operator

import pytest

from minigrad import Value, _reales

OPERADORES = [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow]


def de_python():
    return [2, 2.0, True + 1, fractions.Fraction(2), decimal.Decimal(2)]


def de_numpy():
    np = pytest.importorskip("numpy")
    return [np.float64(2), np.float32(2), np.int64(2), np.uint8(2), np.array(2.0), np.array(2)]


def de_torch():
    torch = pytest.importorskip("torch")
    return [torch.tensor(2.0), torch.tensor(2), torch.tensor(2.0, dtype=torch.bfloat16),
            torch.tensor(2.0, requires_grad=True)]  # fmt: skip


FUENTES = [de_python, de_numpy, pytest.param(de_torch, marks=pytest.mark.torch)]


@pytest.mark.parametrize("fuente", FUENTES)
@pytest.mark.parametrize("operar", OPERADORES)
def test_numeros_reales_a_los_dos_lados(fuente, operar):
    for dos in fuente():
        for resultado, esperado in (
            (operar(Value(3), dos), operar(3.0, 2.0)),
            (operar(dos, Value(3)), operar(2.0, 3.0)),
        ):
            assert type(resultado) is Value
            assert resultado.data == esperado
            assert type(resultado.data) is float


@pytest.mark.parametrize("fuente", FUENTES)
def test_value_guarda_un_float(fuente):
    assert all(type(Value(x).data) is float and Value(x).data == 2.0 for x in fuente())


def test_un_entero_enorme_es_infinito():
    for enorme in (10**400, fractions.Fraction(10**400), decimal.Decimal("1e400")):
        assert (Value(enorme).data, Value(-enorme).data) == (math.inf, -math.inf)


MALOS = {
    "texto": ("2", r"float\('2'\)"),
    "None": (None, "return"),
    "complejo": (1 + 2j, "z.real"),
    "un hueco": (..., "sin llenar"),
    "lista": ([1.0], "una lista de 1 elementos. Opera con cada elemento"),
    "tupla": ((1.0, 2.0), "2 elementos"),
    "Value": (Value(2), "sin envolverlo otra vez"),
    "bytes": (b"2", "bytes"),
    "objeto": (object(), "object"),
}


@pytest.mark.parametrize(("malo", "cura"), MALOS.values(), ids=MALOS)
def test_lo_que_no_es_un_numero(malo, cura):
    with pytest.raises(TypeError, match=cura):
        Value(malo)


def arreglos_malos():
    np = pytest.importorskip("numpy")
    return [
        (np.array([2.0]), r"\.item\(\)"),
        (np.array([1.0, 2.0]), r"\(2,\)"),
        (np.complex64(1), "z.real"),
        (np.array("2"), "ndarray"),
        (np.str_("2"), "texto"),
        (np.timedelta64(2, "s"), "timedelta"),
    ]


def tensores_malos():
    torch = pytest.importorskip("torch")
    return [
        (torch.ones(1), r"\.item\(\)"),
        (torch.ones(2, 2), r"\(2, 2\)"),
        (torch.tensor(1j), "z.real"),
    ]


@pytest.mark.parametrize(
    "fuente", [arreglos_malos, pytest.param(tensores_malos, marks=pytest.mark.torch)]
)
def test_arreglos_y_tensores_que_no_son_un_numero(fuente):
    for malo, cura in fuente():
        with pytest.raises(TypeError, match=cura):
            Value(malo)


@pytest.mark.parametrize("operar", [*OPERADORES, operator.lt, operator.ge])
def test_los_operadores_explican_lo_mismo(operar):
    for malo, cura in [*list(MALOS.values())[:5], *arreglos_malos()[2:3]]:
        with pytest.raises(TypeError, match=cura):
            operar(Value(2), malo)
        with pytest.raises(TypeError, match=cura):
            operar(malo, Value(2))


def test_la_aritmetica_no_lanza_nunca():
    raros = [0.0, -0.0, 1.5, -8.0, 1e308, math.inf, -math.inf, math.nan]
    for x in raros:
        for f in (
            _reales.exponencial,
            _reales.logaritmo,
            _reales.seno,
            _reales.coseno,
            _reales.signo,
        ):
            assert isinstance(f(x), float)
        for y in raros:
            assert isinstance(_reales.dividir(x, y), float)
            assert isinstance(_reales.potencia(x, y), float)
