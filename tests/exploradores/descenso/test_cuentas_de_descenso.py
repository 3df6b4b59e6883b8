"""El descenso de gradiente contra sus fórmulas, contra SGD, y el juicio que se hace de él."""

from __future__ import annotations

import math

import pytest

from minigrad import Value
from minigrad.exploradores.comun.funciones import Fallo, Funcion
from minigrad.exploradores.descenso.cuentas import Camino, bajar, como_acaba, cuenta
from minigrad.optim import SGD

CUENCO = Funcion(lambda w: (w - 3) ** 2)
VALLE = Funcion(lambda x, y: x * x + 10 * y * y, 2)


def nombre(f, inicio, lr, impulso=0.0, pasos=40):
    return como_acaba(f, bajar(f, inicio, lr, impulso, pasos)).nombre


@pytest.mark.parametrize("lr", [0.01, 0.1, 0.5, 0.95, 1.1])
def test_en_una_parabola_la_distancia_se_multiplica_por_1_menos_2_lr(lr):
    camino = bajar(CUENCO, (0.0,), lr, pasos=20)
    for k, momento in enumerate(camino.momentos):
        assert momento.punto[0] == pytest.approx(3 - 3 * (1 - 2 * lr) ** k, rel=1e-9)
        assert momento.valor == pytest.approx(9 * (1 - 2 * lr) ** (2 * k), rel=1e-9, abs=1e-15)
        assert momento.gradiente[0] == pytest.approx(2 * (momento.punto[0] - 3), abs=1e-12)


@pytest.mark.parametrize("impulso", [0.0, 0.5, 0.9])
def test_son_los_mismos_pasos_que_da_sgd(impulso):
    camino = bajar(VALLE, (-3.0, 1.5), 0.04, impulso, pasos=30)
    p = [Value(-3.0), Value(1.5)]
    optimizador = SGD(p, lr=0.04, momentum=impulso)
    for momento in camino.momentos:
        assert momento.punto == pytest.approx([v.data for v in p], rel=1e-9, abs=1e-12)
        optimizador.zero_grad()
        (p[0] * p[0] + 10 * p[1] * p[1]).backward()
        optimizador.step()


@pytest.mark.torch
def test_son_los_mismos_pasos_que_da_pytorch():
    torch = pytest.importorskip("torch")
    camino = bajar(VALLE, (-3.0, 1.5), 0.04, 0.8, pasos=30)
    p = torch.tensor([-3.0, 1.5], dtype=torch.float64, requires_grad=True)
    optimizador = torch.optim.SGD([p], lr=0.04, momentum=0.8)
    for momento in camino.momentos:
        assert momento.punto == pytest.approx(p.tolist(), rel=1e-9, abs=1e-12)
        optimizador.zero_grad()
        (p[0] ** 2 + 10 * p[1] ** 2).backward()
        optimizador.step()


def test_sin_value_se_baja_igual():
    medido = bajar(Funcion(lambda w: math.pow(w - 3, 2)), (0.0,), 0.1)
    exacto = bajar(CUENCO, (0.0,), 0.1)
    for uno, otro in zip(medido.momentos, exacto.momentos, strict=True):
        assert uno.punto == pytest.approx(otro.punto, abs=1e-8)


@pytest.mark.parametrize(
    ("lr", "esperado"),
    [
        (0.001, "se arrastra"),
        (0.01, "se arrastra"),
        (0.05, "se acerca"),
        (0.1, "converge"),
        (0.5, "converge"),
        (0.9, "converge"),
        (0.95, "oscila"),
        (0.99, "oscila"),
        (1.0, "oscila sin acercarse"),
        (1.1, "diverge"),
        (30.0, "diverge"),
    ],
)
def test_cada_tasa_tiene_su_veredicto(lr, esperado):
    """En esta parábola la frontera es exacta: con lr < 1 se acerca, con lr > 1 se aleja."""
    assert nombre(CUENCO, (0.0,), lr) == esperado


def test_con_impulso():
    assert nombre(CUENCO, (0.0,), 0.01) == "se arrastra"
    assert nombre(CUENCO, (0.0,), 0.01, 0.8) == "se acerca"
    assert nombre(CUENCO, (0.0,), 0.1, 0.9) == "oscila"
    assert "menos impulso" in como_acaba(CUENCO, bajar(CUENCO, (0.0,), 0.1, 0.9)).frase
    assert "tasa menor" in como_acaba(CUENCO, bajar(CUENCO, (0.0,), 0.95)).frase


@pytest.mark.parametrize(
    ("lr", "esperado"),
    [(0.005, "se arrastra"), (0.09, "converge"), (0.1, "oscila sin acercarse"), (0.105, "diverge")],
)
def test_en_dos_dimensiones_manda_la_mas_empinada(lr, esperado):
    """La curvatura de y es 20: la frontera es 2/20 = 0.1."""
    assert nombre(VALLE, (-3.0, 1.5), lr) == esperado


def rosenbrock(x, y):
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2


OTRAS = {
    "se perdió": (lambda x: x.tanh() * x.tanh(), (0.5,), 10.0),
    "se detuvo": (lambda x, y: x * x - y * y, (1.0, 0.0), 0.1),
    "baja sin fin": (lambda x: 5 * x, (0.0,), 0.1),
    "acelera": (lambda x: -x * x, (1.0,), 0.1),
    "oscila sin acercarse": (abs, (2.05,), 0.1),
    "se arrastra": (rosenbrock, (-1.5, 1.5), 0.001),
    "se sale": (math.sqrt, (1.0,), 0.1),
    "quieto": (lambda x: x**4 - x * x, (0.0,), 0.1),
}


@pytest.mark.parametrize("esperado", OTRAS)
def test_otros_finales(esperado):
    f, inicio, lr = OTRAS[esperado]
    assert nombre(Funcion(f, len(inicio)), inicio, lr) == esperado


def test_los_numeros_de_las_frases_son_los_del_camino():
    camino = bajar(CUENCO, (0.0,), 0.01)
    assert f"solo {0.02 * 3 * 0.98**39:.4f}" in como_acaba(CUENCO, camino).frase
    assert f"mide {6 * 0.98**40:.4f}" in como_acaba(CUENCO, camino).frase
    # 0.8^k ≤ 0.01 por primera vez en k = 21
    assert "desde el paso 21" in como_acaba(CUENCO, bajar(CUENCO, (0.0,), 0.1)).frase


def test_empezar_en_el_fondo():
    assert "empieza en el fondo" in como_acaba(CUENCO, bajar(CUENCO, (3.0,), 0.1)).frase
    cima = Funcion(lambda x: -(x**2))
    assert "cerca hay puntos más bajos" in como_acaba(cima, bajar(cima, (0.0,), 0.1)).frase


def test_lo_que_se_va_lejos_se_corta():
    camino = bajar(CUENCO, (0.0,), 1000.0)
    assert camino.lejos
    assert 0 < camino.pasos < 40
    assert nombre(Funcion(lambda x: -x * x), (1.0,), 1.0) == "baja sin fin"


def test_donde_la_funcion_falla_el_camino_se_corta_y_se_dice():
    camino = bajar(Funcion(math.log), (1.0,), 0.3)
    assert "falla con ValueError" in camino.corte
    assert all(m.punto[0] > 0 for m in camino.momentos)
    assert "El paso" in como_acaba(Funcion(math.log), camino).frase
    with pytest.raises(Fallo, match=r"^En x = −1\.0"):
        bajar(Funcion(math.log), (-1.0,), 0.1)


def test_un_solo_paso_tambien_se_juzga():
    for lr in (0.01, 0.5, 1.1):
        camino = bajar(CUENCO, (0.0,), lr, pasos=1)
        assert isinstance(camino, Camino)
        assert como_acaba(CUENCO, camino).frase
    assert nombre(CUENCO, (0.0,), 0.5, pasos=1) == "converge"


def test_la_cuenta_de_un_paso():
    camino = bajar(VALLE, (-3.0, 1.5), 0.1)
    assert cuenta(camino, 0) == "Todavía no se ha dado ningún paso"
    assert cuenta(camino, 1) == ("x ← −3.0 − 0.1 × (−6.0) = −2.4;  y ← 1.5 − 0.1 × 30.0 = −1.5")
