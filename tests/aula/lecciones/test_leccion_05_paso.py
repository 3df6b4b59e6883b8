"""Lo que 5.3 y 5.4 dicen de un paso y de sesenta, con las piezas del cuaderno y muchas semillas."""

import random

import pytest

from minigrad import Value
from minigrad.aula.curso.activo import activo

PIEZAS = (
    "05-neurona",
    "05-parametros",
    "05-capa",
    "05-mlp",
    "05-mse",
    "05-un-peso",
    "05-cuanto-baja",
    "05-en-cero",
    "05-paso",
)
XS = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
YS = [1.0, -1.0, -1.0, 1.0]
SEMILLAS = [42, *range(11)]


@pytest.fixture(scope="module")
def cuaderno():
    nombres = {"random": random, "Value": Value}
    for pieza in PIEZAS:
        exec(activo().solucion(pieza), nombres)
    return nombres


def ensayar(cuaderno, semilla, lr):
    """La pérdida, el cambio predicho y el real de un paso."""
    random.seed(semilla)
    red = cuaderno["MLP"](3, [4, 4, 1])
    perdida = cuaderno["mse"]([red(x) for x in XS], YS)
    perdida.backward()
    predicho = cuaderno["cambio_predicho"](red.parameters(), lr)
    for p in red.parameters():
        p.data = cuaderno["nuevo_dato"](p.data, p.grad, lr)
    return perdida.data, predicho, cuaderno["mse"]([red(x) for x in XS], YS).data - perdida.data


@pytest.mark.parametrize("semilla", SEMILLAS)
def test_con_un_paso_pequeno_la_prediccion_se_cumple_y_con_uno_largo_no(cuaderno, semilla):
    cocientes = {}
    for lr in (0.001, 0.1, 1.0):
        _, predicho, real = ensayar(cuaderno, semilla, lr)
        assert predicho < 0
        cocientes[lr] = real / predicho
    assert cocientes[0.001] == pytest.approx(1, abs=0.01)
    assert 0.6 < cocientes[0.1] < 1.1
    assert cocientes[1.0] < 1 / 3


def test_con_la_semilla_del_cuaderno_el_paso_largo_sube(cuaderno):
    perdida, predicho, real = ensayar(cuaderno, 42, 1.0)
    assert (round(perdida, 4), round(predicho, 4)) == (1.3197, -2.8052)
    assert real > 0
    _, predicho, real = ensayar(cuaderno, 42, 0.5)
    assert 0.05 < real / predicho < 0.15


@pytest.mark.parametrize("semilla", SEMILLAS)
def test_sesenta_pasos_bastan_y_la_tasa_de_medio_llega_mas_lejos(cuaderno, semilla):
    finales = {}
    for lr in (0.1, 0.5):
        random.seed(semilla)
        red = cuaderno["MLP"](3, [4, 4, 1])
        finales[lr] = [cuaderno["paso"](red, XS, YS, lr) for _ in range(60)][-1]
    assert finales[0.5] < finales[0.1] < 0.05
    assert finales[0.5] < 0.01
    assert [red(x).data > 0 for x in XS] == [y > 0 for y in YS]
