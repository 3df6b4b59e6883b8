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


class Marcado(Value):
    """Lleva lo que le pongan."""


class Ligero(Value):
    __slots__ = ("__secreto", "momento")

    def guardar(self, secreto):
        self.__secreto = secreto

    def secreto(self):
        return self.__secreto


class Nieto(Ligero):
    __slots__ = "otra"  # una sola casilla se puede escribir así


@pytest.mark.parametrize("copiar", [copy.copy, *COPIAR.values()], ids=["copy", *COPIAR])
def test_la_copia_de_una_subclase_lleva_lo_suyo(copiar):
    a, b, c = Marcado(2.0), Ligero(3.0, "b"), Nieto(4.0)
    a.momento, b.momento, c.momento, c.otra = 5.0, [6.0], 7.0, "x"
    b.guardar("s")
    a, b, c = copiar(a), copiar(b), copiar(c)
    assert (type(a), a.data, a.momento) == (Marcado, 2.0, 5.0)
    assert (type(b), b.label, b.momento, b.secreto()) == (Ligero, "b", [6.0], "s")
    assert (c.data, c.momento, c.otra) == (4.0, 7.0, "x")
    assert not hasattr(copiar(Ligero(1.0)), "momento")
    (a * b + c).backward()
    assert (a.grad, b.grad, c.grad) == (3.0, 2.0, 1.0)


@copias
def test_lo_suyo_tambien_se_copia_entero(copiar):
    a = Marcado(2.0)
    a.lista, a.yo, a.hermano = [1.0], a, Value(3.0)
    f = a * a.hermano
    otra, otra_a = copiar([f, a])
    assert otra_a.lista == [1.0]
    assert otra_a.lista is not a.lista
    assert otra_a.yo is otra_a
    assert otra._prev == (otra_a, otra_a.hermano)


def test_el_grafo_de_una_subclase_conserva_sus_clases():
    class Raiz(Marcado):
        pass

    f = Value(2.0) * Marcado(3.0)
    assert [type(n) for n in copy.deepcopy(f)._prev] == [Value, Marcado]
    assert [type(n) for n in pickle.loads(pickle.dumps(f))._prev] == [Value, Marcado]
    assert type(pickle.loads(pickle.dumps(f))) is Value
    assert type(copy.deepcopy(Raiz(1.0))) is Raiz


def test_redondear_y_cortar():
    assert (round(Value(2.567), 2), round(Value(2.567)), int(Value(-2.9))) == (2.57, 3, -2)
    assert math.floor(Value(1.5)) == 1


def test_el_data_que_no_es_un_numero_se_dice_al_usarlo():
    for malo in (Value(3.0), "3", None):
        a, b = Value(2.0, "a"), Value(4.0)
        perdida = (a + 1).relu() * b
        b.data = malo
        with pytest.raises(TypeError, match="El data de un Value es un número suelto"):
            perdida.backward()
        with pytest.raises(TypeError, match="es un número suelto"):
            float(b)
        assert (a.grad, b.grad) == (0.0, 0.0)
    b.data = 3  # un entero vale
    (a * b).backward()
    assert a.grad == 3.0
