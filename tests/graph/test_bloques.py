"""El grafo de unos tensores: se ven las formas, también con el Tensor que escribe el aprendiz."""

from __future__ import annotations

import numpy as np
import pytest

from minigrad import Tensor, cat, draw_dot, trace
from minigrad.graph.frases import texto
from minigrad.graph.palabras import numero
from minigrad.graph.reglas import derivadas_del_nodo


class DelAprendiz:
    """Lo que la lección 6 escribe, en lo que un dibujo mira: ni label ni requires_grad."""

    def __init__(self, data, hijos=(), atras=(), op=""):
        self.data = np.array(data, dtype=float)
        self.grad = np.zeros_like(self.data)
        self._prev, self._atras, self._op = tuple(hijos), tuple(atras), op

    def __add__(self, otro):
        return DelAprendiz(self.data + otro.data, (self, otro), (lambda g: g, lambda g: g), "+")

    def __mul__(self, otro):
        atras = (lambda g: g * otro.data, lambda g: g * self.data)
        return DelAprendiz(self.data * otro.data, (self, otro), atras, "*")

    def sum(self):
        return DelAprendiz(self.data.sum(), (self,), (lambda g: g + 0 * self.data,), "sum")


def perdida():
    w, b = Tensor(np.ones((3, 2)), label="w"), Tensor([0.5, 1.5], label="b")
    resultado = ((np.ones((4, 3)) @ w + b).relu() - 1.0).mean()
    resultado.label = "pérdida"
    resultado.backward()
    return resultado


def test_se_ven_las_formas_y_las_listas_cortas():
    fuente = draw_dot(perdida()).source
    assert "w | data de forma (3, 2) | grad de forma (3, 2)" in fuente
    assert "b | data [0.5, 1.5] | grad [0.5, 0.5]" in fuente
    assert "data de forma (4, 2) | grad de forma (4, 2)" in fuente
    assert "pérdida | data 3.0" in fuente


def test_el_texto_alternativo_dice_las_formas_y_nombra_las_constantes():
    dicho = texto(perdida())
    assert "w: data de forma (3, 2), grad de forma (3, 2)" in dicho
    assert "@(w y una constante): data de forma (4, 2)" in dicho
    assert "relu(n" in dicho
    dibujo = draw_dot(perdida())
    assert dibujo.texto == dicho
    if (svg := dibujo.svg()) is not None:
        assert "de forma (3, 2)" in svg


@pytest.mark.parametrize("opciones", [
    {"derivadas": True}, {"ocultar": "grad"}, {"rankdir": "TB"}, {"titulo": "una red"}
])  # fmt: skip
def test_las_opciones_de_siempre(opciones):
    raiz = perdida()
    w = trace(raiz)[0][0]
    for mas in ({}, {"resaltar": w}, {"resaltar": [w]}, {"ocultar": [w]}):
        assert draw_dot(raiz, **{**opciones, **mas}).source


def test_con_el_tensor_del_aprendiz():
    a, b = DelAprendiz([[1.0, 2.0], [3.0, 4.0]]), DelAprendiz([1.0, 2.0])
    raiz = (a * b + a).sum()
    b.grad = np.zeros((2, 2))  # le falta encoger: se ve
    fuente = draw_dot(raiz, derivadas=True).source
    assert "data [1.0, 2.0] | grad de forma (2, 2)" in fuente
    assert "n0 * n1" in texto(raiz)
    assert len(trace(raiz)[1]) == 5


@pytest.mark.parametrize("hacer", [Tensor, DelAprendiz])
def test_de_un_solo_numero_se_ve_el_numero_y_su_derivada(hacer):
    a, b = hacer(3.0), hacer(-2.0)
    producto = a * b
    assert derivadas_del_nodo(producto, (a, b)) == (-2.0, 3.0)
    fuente = draw_dot(producto, derivadas=True).source
    assert "data −6.0" in fuente
    assert "× −2.0" in fuente


def test_la_derivada_de_un_numero_menos_una_constante_es_1():
    a = Tensor(3.0)
    for cuenta, local in ((a - 1.0, 1.0), (1.0 - a, -1.0), (a / 2.0, 0.5), (2.0 * a, 2.0)):
        assert derivadas_del_nodo(cuenta, (a,)) == (local,)


def test_formas_raras_y_funciones_que_fallan():
    for datos in (np.zeros((0, 3)), [[3.0]], [], np.zeros((2, 1, 1))):
        t = Tensor(datos)
        assert draw_dot((t * 2).sum(), derivadas=True).source
    assert numero(np.array([[3.0]])) == "de forma (1, 1)"
    assert numero(np.array([1.0, -2.0])) == "[1.0, −2.0]"
    assert numero(np.arange(4.0)) == "de forma (4,)"
    rota = DelAprendiz(2.0, (DelAprendiz(1.0),), (lambda g: g[0],), "exp")
    assert derivadas_del_nodo(rota, rota._prev) is None
    assert "cat" in texto(cat([Tensor([1.0]), Tensor([2.0])]))


def test_un_numero_de_numpy_suelto_es_un_numero():
    class Ajena:
        def __init__(self, data, hijos=(), op=""):
            self.data, self._prev, self._op, self.grad = np.float64(data), hijos, op, 0.0

    a, b = Ajena(2.0), Ajena(5.0)
    assert derivadas_del_nodo(Ajena(10.0, (a, b), "*"), (a, b)) == (5.0, 2.0)
