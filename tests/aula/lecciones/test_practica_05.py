"""Lo que la práctica 5 dice de sus experimentos, con muchas semillas."""

import random

import pytest

from minigrad import MLP, Value
from minigrad.aula.curso.activo import activo

XS = [[2.0, 3.0], [3.0, -1.0], [0.5, 1.0], [1.0, -2.0]]
YS = [1, -1, 1, -1]


@pytest.fixture(scope="module")
def piezas():
    nombres = {"random": random, "Value": Value}
    for pieza in (
        "05p-ciclo",
        "05p-acortar",
        "05p-impulso",
        "05p-informe",
        "05p-medidor",
    ):
        exec(activo().solucion(pieza), nombres)
    return nombres


def entrenar(piezas, semilla, cuidarse):
    def perdida_de(red):
        return sum((red(x).data - y) ** 2 for x, y in zip(XS, YS, strict=True)) / len(YS)

    red, lr = MLP(2, [4, 1], seed=semilla), 1.0
    for _ in range(40):
        antes = piezas["paso"](red, XS, YS, lr)
        predicho = -lr * sum(p.grad**2 for p in red.parameters())
        if cuidarse:
            lr = piezas["siguiente_tasa"](lr, predicho, perdida_de(red) - antes)
    return perdida_de(red)


def test_con_la_tasa_fija_se_escapa_y_cuidandose_casi_siempre_aprende(piezas):
    assert all(entrenar(piezas, semilla, cuidarse=False) > 1e30 for semilla in range(12))
    cuidadas = [entrenar(piezas, semilla, cuidarse=True) for semilla in range(12)]
    assert sum(perdida < 0.05 for perdida in cuidadas) == 11
    assert max(cuidadas) > 0.5  # una queda en un mal lugar, y la práctica lo dice


@pytest.mark.parametrize("tasa", [0.01, 0.1, 0.3, 0.7])
def test_olvidar_el_cero_es_un_impulso_sin_freno(piezas, tasa):
    w, mio, v = Value(0.0), 0.0, 0.0
    for _ in range(60):
        ((w - 3) ** 2).backward()
        w.data -= tasa * w.grad
        mio, v = piezas["con_impulso"](mio, 2 * (mio - 3), v, tasa, 1.0)
        assert w.data == pytest.approx(mio, abs=1e-9)


def examen(preguntas):
    return sum(random.choice((0, 1)) for _ in range(preguntas)) / preguntas


@pytest.mark.parametrize("semilla", range(40))
def test_la_mejor_de_veinte_parece_saber_y_en_otro_examen_no(piezas, semilla):
    random.seed(semilla)
    primero, segundo = [examen(40) for _ in range(20)], [examen(400) for _ in range(20)]
    assert 23 <= round(40 * max(primero)) <= 30
    assert 0.42 < piezas["anunciar"](primero, segundo) < 0.58


def llega(piezas, a, semilla):
    random.seed(semilla)
    red = MLP(8, [8] * 10 + [1])
    for p in red.parameters():
        p.data = random.uniform(-a, a)
    red([random.uniform(-1, 1) for _ in range(8)]).backward()
    return piezas["gradiente_medio"](red.layers[0].parameters())


@pytest.mark.parametrize("semilla", range(20))
def test_con_pesos_diminutos_o_enormes_la_primera_capa_calla(piezas, semilla):
    assert llega(piezas, 1, semilla) > 1e-3
    assert llega(piezas, 0.1, semilla) < 1e-7
    assert llega(piezas, 30, semilla) < 1e-6
