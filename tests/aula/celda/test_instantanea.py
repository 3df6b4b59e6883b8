"""Lo que se fotografía queda igual después, pase lo que pase en medio."""

import pytest
from curso_de_prueba import ejecutar_celda

from minigrad.aula.celda.instantanea import Instantanea

CLASES = """
class Ranuras:
    __slots__ = ("data", "grad", "nada")
    def __init__(self, data):
        self.data = data
        self.grad = 0.0

class Hija(Ranuras):
    __slots__ = ("_prev",)

class Lista(list):
    def __len__(self):
        return 99
"""


@pytest.fixture
def clases():
    nombres = {"__name__": "__main__"}
    ejecutar_celda(nombres, CLASES)
    return nombres


def test_contenedores_unos_dentro_de_otros():
    hoja = [1]
    raiz = {"a": (hoja, {"b": {1, 2}}), "c": []}
    foto = Instantanea(raiz)
    assert not foto.cambio()
    hoja.append(2)
    raiz["a"][1]["b"].add(3)
    raiz["c"] = None
    raiz["nueva"] = 1
    assert foto.cambio()
    foto.restaurar()
    assert raiz == {"a": ([1], {"b": {1, 2}}), "c": []}
    assert raiz["a"][0] is hoja
    assert not foto.cambio()


def test_ranuras_heredadas_y_sin_valor(clases):
    nodo = clases["Hija"](3.0)
    nodo._prev = (clases["Ranuras"](1.0),)
    foto = Instantanea([nodo])
    nodo.data, nodo.nada = 9.0, 1
    del nodo.grad
    nodo._prev[0].grad = 5.0
    foto.restaurar()
    assert (nodo.data, nodo.grad, nodo._prev[0].grad) == (3.0, 0.0, 0.0)
    assert not hasattr(nodo, "nada")


def test_una_lista_que_miente(clases):
    lista = clases["Lista"]([1, 2])
    foto = Instantanea(lista)
    lista.clear()
    foto.restaurar()
    assert list(lista) == [1, 2]


def test_una_clausura(clases):
    ejecutar_celda(clases, "def fabrica():\n    vistos = []\n    return lambda: vistos.append(1)")
    apunta = clases["fabrica"]()
    foto = Instantanea(apunta)
    apunta()
    foto.restaurar()
    assert apunta.__closure__[0].cell_contents == []


def test_un_grafo_largo_no_agota_la_pila():
    lista = []
    for _ in range(30_000):
        lista = [lista]
    Instantanea(lista).restaurar()


def test_arreglos_de_numpy():
    numpy = pytest.importorskip("numpy")
    arreglo = numpy.array([1.0, numpy.nan])
    foto = Instantanea({"x": arreglo})
    assert not foto.cambio()
    arreglo[:] = 0
    foto.restaurar()
    assert arreglo[0] == 1.0
    assert numpy.isnan(arreglo[1])


def test_un_tensor_del_aprendiz(clases):
    numpy = pytest.importorskip("numpy")
    nodo, hijo = clases["Ranuras"](numpy.ones(3)), clases["Hija"](numpy.ones((3, 3)))
    nodo.nada = hijo
    antes = nodo.data
    foto = Instantanea([nodo])
    nodo.data += 5
    nodo.grad = numpy.ones(3)
    hijo.data[1, 1] = 9
    nodo.data = nodo.data + 1
    foto.restaurar()
    assert nodo.data is antes
    assert (nodo.data == 1).all()
    assert (hijo.data == 1).all()
    assert nodo.grad == 0.0


def test_un_arreglo_y_una_parte_suya():
    numpy = pytest.importorskip("numpy")
    todo = numpy.arange(6.0).reshape(2, 3)
    fila = todo[0]
    foto = Instantanea([fila, todo])
    todo[:] = -1
    foto.restaurar()
    assert todo.tolist() == [[0, 1, 2], [3, 4, 5]]


def test_comprobar_no_gasta_el_azar_de_numpy(clases):
    numpy = pytest.importorskip("numpy")
    clases["azar"] = numpy.random.default_rng(3)
    ejecutar_celda(clases, "def sortear():\n    return azar.random()")
    foto = Instantanea(clases["sortear"])
    clases["sortear"]()
    foto.restaurar()
    assert clases["sortear"]() == numpy.random.default_rng(3).random()


@pytest.mark.torch
def test_tensores_y_sus_gradientes():
    torch = pytest.importorskip("torch")
    x = torch.tensor(2.0, requires_grad=True)
    (x * x).backward()
    foto = Instantanea([x])
    (x * x).backward()
    with torch.no_grad():
        x.fill_(7.0)
    foto.restaurar()
    assert (x.item(), x.grad.item()) == (2.0, 4.0)
    assert x.requires_grad
