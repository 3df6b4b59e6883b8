"""El motor entre arreglos de NumPy: un Value opera con cada elemento, como hace micrograd."""

from __future__ import annotations

import operator

import pytest

from minigrad import Value

np = pytest.importorskip("numpy")

OPERADORES = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "**": operator.pow,
}  # fmt: skip
COMPARAR = [operator.lt, operator.le, operator.gt, operator.ge]


def arreglo(*numeros):
    return np.array([Value(x) for x in numeros])


@pytest.mark.parametrize("operar", OPERADORES.values(), ids=OPERADORES)
def test_un_arreglo_con_un_value(operar):
    for numeros in ([1.5, 2.0], [[1.0], [2.0]]):
        for hacer in (np.array, lambda x: np.vectorize(Value, otypes=[object])(x)):
            w, s = hacer(numeros), Value(3.0)
            for resultado, esperado in (
                (operar(w, s), operar(np.array(numeros), 3.0)),
                (operar(s, w), operar(3.0, np.array(numeros))),
            ):
                assert resultado.shape == np.shape(numeros)
                assert resultado.astype(float) == pytest.approx(esperado)
                assert all(type(v) is Value for v in resultado.flat)


@pytest.mark.parametrize("comparar", COMPARAR)
def test_comparar_un_arreglo_con_un_value(comparar):
    w, s = arreglo(1.0, 2.0, 3.0), Value(2.0)
    numeros = np.array([1.0, 2.0, 3.0])
    assert (comparar(w, s) == comparar(numeros, 2.0)).all()
    assert (comparar(s, w) == comparar(2.0, numeros)).all()
    assert (comparar(s, numeros) == comparar(2.0, numeros)).all()


def test_softmax_con_arreglos():
    puntajes = arreglo(1.0, 2.0)
    exponenciales = np.exp(puntajes)
    (exponenciales / exponenciales.sum())[0].log().backward()
    assert puntajes[0].grad == pytest.approx(0.7310585786)
    assert puntajes[1].grad == pytest.approx(-0.7310585786)


def test_una_capa_con_arreglos():
    x, w, b = np.array([[1.0, 2.0], [3.0, -1.0]]), arreglo(0.5, -0.25), Value(0.1)
    salida = x @ w + b
    (salida - salida.mean())[0].backward()
    assert salida.astype(float) == pytest.approx([0.1, 1.85])
    assert [v.grad for v in w] == pytest.approx([-1.0, 1.5])
    assert b.grad == pytest.approx(0.0)


def test_en_su_lugar():
    w, s = arreglo(1.0, 2.0), Value(3.0)
    mismo = w
    w += s
    w *= 2
    assert mismo is w
    assert w.astype(float) == pytest.approx([8.0, 10.0])
    w.sum().backward()
    assert s.grad == 4.0


@pytest.mark.parametrize("tipo", ["float64", "float32", "int64", "uint8", "bool_", "float16"])
def test_un_numero_de_numpy_da_un_value(tipo):
    v, dos = Value(3.0), getattr(np, tipo)(2)
    for x in (dos, np.array(dos)):
        for operar in OPERADORES.values():
            assert type(operar(x, v)) is type(operar(v, x)) is Value
            assert operar(x, v).data == operar(float(x), 3.0)
        assert (x < v, v < x) == (True, False)


def test_lo_que_no_son_numeros_se_explica():
    v = Value(2.0)
    for malo in (np.array("2"), np.timedelta64(2, "s"), np.datetime64("2026-01-01")):
        for operar in OPERADORES.values():
            with pytest.raises(TypeError):
                operar(v, malo)
    with pytest.raises(TypeError, match="texto"):
        v * np.array(["a", "b"])
    with pytest.raises(TypeError, match="arreglo de forma"):
        Value(np.array([1.0, 2.0]))
    with pytest.raises(TypeError, match="arreglo de forma"):
        Value.dot([v], [1.0], np.array([1.0, 2.0]))
