"""Lo que `Value` hace como número: compararse, mostrarse, copiarse y guardarse."""

from __future__ import annotations

import copy
import math
import pickle

import pytest

from minigrad import MLP, Value, mse

COPIAR = {
    "deepcopy": copy.deepcopy,
    "pickle": lambda x: pickle.loads(pickle.dumps(x)),
    "el primer pickle": lambda x: pickle.loads(pickle.dumps(x, 0)),
}
copias = pytest.mark.parametrize("copiar", COPIAR.values(), ids=COPIAR)


def test_como_numero():
    v = Value(2.5)
    assert (float(v), v.item(), math.sqrt(Value(4))) == (2.5, 2.5, 2.0)
    assert f"{v:.2f}" == "2.50"
    assert f"{v}" == repr(v) == "Value(data=2.5, grad=0.0)"
    assert repr(Value(1, "x")) == "Value(data=1.0, grad=0.0, label='x')"


def test_comparar_compara_los_numeros():
    a, b = Value(1.0), Value(2.0)
    assert a < b <= 2.0 < 3
    assert b > a >= 1
    assert max([a, b]) is b
    uno = Value(1.0)
    assert (a < uno, a > uno, a <= uno, a >= uno) == (False, False, True, True)
    assert not Value(math.nan) < 1
    with pytest.raises(TypeError, match="texto"):
        _ = a < "1"


def test_la_igualdad_es_la_del_objeto():
    a = Value(1.0)
    assert a == a
    assert a != Value(1.0)
    assert len({a, a, Value(1.0)}) == 2


@copias
def test_una_copia_es_otro_grafo_igual(copiar):
    x, y = Value(2.0, "x"), Value(3.0)
    z = 3 * x + Value.dot([x, y], [y, 2.0], x)
    f = z**2
    f.backward()
    otra = copiar(f)
    assert (otra.data, otra.grad, otra._op) == (f.data, f.grad, f._op)
    antes = (x.grad, y.grad, z.grad)
    otra.backward()
    assert (x.grad, y.grad, z.grad) == antes
    nombrada = next(h for h in hojas(otra) if h.label == "x")
    assert nombrada.grad == 2 * x.grad


def hojas(raiz):
    vistos, pila = {}, [raiz]
    while pila:
        nodo = pila.pop()
        if id(nodo) not in vistos:
            vistos[id(nodo)] = nodo
            pila += nodo._prev
    return [nodo for nodo in vistos.values() if not nodo._prev]


@pytest.mark.parametrize("copiar", [copy.copy, *COPIAR.values()], ids=["copy", *COPIAR])
def test_la_copia_no_lleva_la_ultima_vuelta_que_vio_el_nodo(copiar):
    f = Value(2.0) * 3
    f.backward()
    assert f._visto_en is not None
    assert copiar(f)._visto_en is None


def test_la_copia_superficial_comparte_los_hijos():
    x = Value(2.0)
    f = x * x
    otra = copy.copy(f)
    assert otra is not f
    assert otra._prev == (x, x)
    otra.backward()
    assert x.grad == 4.0


@copias
def test_lo_compartido_sigue_compartido(copiar):
    x = Value(2.0)
    dos = [x * 3, x, [x, x]]
    producto, hoja, repetidas = copiar(dos)
    producto.backward()
    assert hoja.grad == 3.0
    assert repetidas[0] is repetidas[1] is hoja


def test_deepcopy_comparte_tambien_los_nodos_intermedios():
    x = Value(2.0)
    z = x * 3
    w = z + 1
    otro_z, otro_w = copy.deepcopy([z, w])
    assert otro_w._prev == (otro_z,)


@copias
def test_un_grafo_de_cien_mil_de_hondo(copiar):
    inicio = nodo = Value(0.5)
    for _ in range(100_000):
        nodo = nodo + 1.0
    otro, otro_inicio = copiar([nodo, inicio])
    otro.backward()
    assert (otro.data, otro_inicio.grad, inicio.grad) == (nodo.data, 1.0, 0.0)


@copias
def test_una_red_y_su_perdida(copiar):
    red = MLP(2, [3, 1], seed=1)
    perdida = mse([red([0.1, 0.2]), red([-1.0, 0.5])], [1.0, -1.0])
    otra_red, otra_perdida = copiar((red, perdida))
    otra_perdida.backward()
    perdida.backward()
    grads = [p.grad for p in otra_red.parameters()]
    assert grads == [p.grad for p in red.parameters()]
    assert any(grads)
    assert otra_red([0.3, 0.4]).data == red([0.3, 0.4]).data
