"""Los conjuntos de datos: formas, objetivos, semillas, y que se puedan aprender."""

from __future__ import annotations

import random

import pytest

from minigrad import MLP, SGD, Value, datasets, max_margin

AL_AZAR = [datasets.moons, datasets.circles, datasets.spiral]


def test_los_fijos():
    xs, ys = datasets.cuatro_ejemplos()
    assert xs == [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
    assert ys == [1, -1, -1, 1]
    xs, ys = datasets.xor()
    assert all(y == (-1 if a == b else 1) for (a, b), y in zip(xs, ys, strict=True))
    xs[0][0] = 9.0  # cada llamada da listas nuevas
    assert datasets.xor()[0][0][0] == -1.0


@pytest.mark.parametrize("hacer", AL_AZAR)
@pytest.mark.parametrize("n", [1, 7, 100])
def test_formas(hacer, n):
    xs, ys = hacer(n)
    assert len(xs) == len(ys) == n
    assert all(len(x) == 2 and all(type(v) is float for v in x) for x in xs)
    clases = {0, 1, 2} if hacer is datasets.spiral else {-1, 1}
    assert set(ys) <= clases
    assert max(map(ys.count, clases)) - min(map(ys.count, clases)) <= 1


@pytest.mark.parametrize("hacer", AL_AZAR)
def test_la_semilla_decide_y_no_toca_el_azar_ajeno(hacer):
    random.seed(3)
    assert hacer(seed=1) == hacer(seed=1) != hacer(seed=2)
    assert random.random() == random.Random(3).random()


def test_sin_ruido_los_puntos_estan_en_su_curva():
    for (x, y), clase in zip(*datasets.circles(40, ruido=0.0), strict=True):
        assert x * x + y * y == pytest.approx(1.0 if clase == -1 else 0.25)
    for (x, y), clase in zip(*datasets.moons(40, ruido=0.0), strict=True):
        centro = (0.0, 0.0) if clase == -1 else (1.0, 0.5)
        assert (x - centro[0]) ** 2 + (y - centro[1]) ** 2 == pytest.approx(1.0)


def test_spiral_con_otras_clases():
    assert set(datasets.spiral(20, clases=4)[1]) == {0, 1, 2, 3}


@pytest.mark.lento
def test_las_lunas_se_aprenden():
    xs, ys = datasets.moons(100, seed=1)
    red = MLP(2, [16, 16, 1], activation="relu", seed=0)
    optimizador = SGD(red.parameters(), lr=1.0)
    for paso in range(100):
        optimizador.lr = 1.0 - 0.9 * paso / 100
        optimizador.zero_grad()
        puntajes = [red(x) for x in xs]
        pesos = red.parameters()
        (max_margin(puntajes, ys) + 1e-4 * Value.dot(pesos, pesos)).backward()
        optimizador.step()
    assert sum((red(x) > 0) == (y > 0) for x, y in zip(xs, ys, strict=True)) >= 98


def test_los_digitos_son_los_publicados():
    xs, ys = datasets.digits()
    assert len(xs) == len(ys) == 1797
    assert {len(x) for x in xs} == {64}
    assert {tono for x in xs for tono in x} == {float(tono) for tono in range(17)}
    # cuántos hay de cada cifra y la suma de todos los tonos: los del conjunto publicado
    assert [ys.count(cifra) for cifra in range(10)] == [
        178, 182, 177, 183, 181, 182, 181, 179, 174, 180,
    ]  # fmt: skip
    assert sum(map(sum, xs)) == 561718.0
    xs[0][0] = 9.0  # cada llamada da listas nuevas
    assert datasets.digits()[0][0][0] == 0.0


def test_los_nombres_son_palabras_del_espanol_sin_repetir():
    nombres = datasets.nombres()
    assert len(nombres) > 5000
    assert len({*nombres}) == len(nombres)
    assert {letra for nombre in nombres for letra in nombre} <= {
        *"abcdefghijklmnopqrstuvwxyzáéíóúüñ"
    }
    assert {2 <= len(nombre) <= 12 for nombre in nombres} == {True}
    assert {"maría", "sofía", "íñigo", "nahuel", "xóchitl", "josé", "ximena"} <= {*nombres}
    sin_tilde = str.maketrans("áéíóúü", "aeiouu")
    claves = [nombre.translate(sin_tilde).replace("ñ", "n~") for nombre in nombres]
    assert claves == sorted(claves)
    nombres.clear()  # cada llamada da una lista nueva
    assert datasets.nombres()


def test_hay_tildes_y_enies_de_sobra():
    nombres = datasets.nombres()
    assert sum(any(letra in "áéíóú" for letra in nombre) for nombre in nombres) > 200
    assert sum("ñ" in nombre for nombre in nombres) > 5
