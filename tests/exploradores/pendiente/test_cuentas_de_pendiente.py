"""Las cuentas de la secante contra las fórmulas."""

from __future__ import annotations

import math

import pytest

from minigrad.exploradores.comun.funciones import Fallo, Funcion
from minigrad.exploradores.pendiente.cuentas import (
    LADOS,
    PASOS,
    cuenta,
    no_se_mueve,
    referencia,
    secante,
)

DERECHA, IZQUIERDA, LOS_DOS = LADOS


def parabola(x):
    return 3 * x**2 - 4 * x + 5


@pytest.mark.parametrize("h", [2.0, 0.5, 0.125])
def test_la_pendiente_de_la_secante_de_una_parabola(h):
    """A un lado sobra exactamente ±3h; a los dos lados no sobra nada."""
    x = 3.0
    assert secante(parabola, x, h, DERECHA).pendiente == 6 * x - 4 + 3 * h
    assert secante(parabola, x, h, IZQUIERDA).pendiente == 6 * x - 4 - 3 * h
    assert secante(parabola, x, h, LOS_DOS).pendiente == 6 * x - 4


def test_los_dos_puntos_estan_en_la_curva():
    s = secante(parabola, 3.0, 1.0, DERECHA)
    assert (s.x1, s.y1, s.x2, s.y2, s.subida, s.avance) == (3.0, 20.0, 4.0, 37.0, 17.0, 1.0)
    assert cuenta(s) == "Avanza 1 y sube 17: pendiente = 17 / 1 = 17"
    baja = secante(parabola, -3.0, 0.5, LOS_DOS)
    assert (baja.x1, baja.x2) == (-3.5, -2.5)
    assert cuenta(baja) == "Avanza 1 y baja 22: pendiente = −22 / 1 = −22"


def test_la_cuenta_cuadra_a_la_vista():
    assert "= 0.014003 / 0.001 = 14.003" in cuenta(secante(parabola, 3.0, 1e-3, DERECHA))


CURVAS = {
    "seno": (math.sin, math.cos),
    "exp": (math.exp, math.exp),
    "Value": (lambda x: (x * 2).tanh(), lambda x: 2 * (1 - math.tanh(2 * x) ** 2)),
    "a medias": (lambda x: math.sin(x) + x**2, lambda x: math.cos(x) + 2 * x),
    "1/x": (lambda x: 1 / x, lambda x: -1 / x**2),
    "recta": (lambda x: 5 - 2 * x, lambda x: -2.0),
}


@pytest.mark.parametrize("x", [0.3, 1.0, 2.5])
@pytest.mark.parametrize("nombre", CURVAS)
def test_la_referencia_es_la_derivada(nombre, x):
    f, derivada = CURVAS[nombre]
    hallada = referencia(Funcion(f), x, ancho=2.0)
    assert hallada.valor == pytest.approx(derivada(x), rel=1e-9, abs=1e-9)
    assert referencia(Funcion(f), x, Funcion(derivada)).valor == derivada(x)


def test_la_referencia_dice_de_donde_sale():
    assert "Mini-Grad" in referencia(Funcion(parabola), 3.0).motivo
    assert "medida" in referencia(Funcion(math.sin), 1.0).motivo
    assert "que diste" in referencia(Funcion(math.sin), 1.0, Funcion(math.cos)).motivo


def raiz_cubica(x):
    return math.copysign(abs(x) ** (1 / 3), x)


@pytest.mark.parametrize(
    ("f", "x", "dicho"),
    [
        (abs, 0.0, "por la derecha la pendiente es 1.0; por la izquierda, −1.0"),
        (lambda x: max(0.0, x - 1), 1.0, "por la derecha la pendiente es 1.0; por la izqu"),
        (math.floor, 1.0, "salta o se pone vertical"),
        (raiz_cubica, 0.0, "salta o se pone vertical"),
        (math.sqrt, 0.0, "a la izquierda no existe"),
        (lambda x: math.sqrt(1 - x), 1.0, "a la derecha no existe"),
        (lambda x: 1 / (x == 2), 2.0, "no existe a ningún lado"),
    ],
)
def test_donde_no_hay_tangente_se_dice_por_que(f, x, dicho):
    hallada = referencia(Funcion(f), x)
    assert hallada.valor is None
    assert dicho in hallada.motivo


def test_una_derivada_que_falla_se_dice():
    with pytest.raises(Fallo, match="falla con ValueError"):
        referencia(Funcion(math.exp), -1.0, Funcion(math.log))


def test_los_pasos_van_de_1_2_5():
    assert PASOS[0] == 1e-16
    assert PASOS[-4:] == [0.2, 0.5, 1.0, 2.0]
    assert 1e-8 in PASOS
    assert sorted(set(PASOS)) == PASOS


@pytest.mark.parametrize(
    ("x", "h", "lado", "dicho"),
    [
        (1.0, 1e-16, DERECHA, "al sumarlo a 1.0, se pierde"),
        (1.0, 1e-17, IZQUIERDA, "al restarlo de 1.0, se pierde"),
        (1.0, 1e-17, LOS_DOS, "al sumarlo a 1.0, se pierde"),
        (1.0, 1e-15, DERECHA, ""),
        (0.0, 1e-16, DERECHA, ""),
    ],
)
def test_un_paso_que_se_pierde_se_dice(x, h, lado, dicho):
    assert dicho in no_se_mueve(x, h, lado)
    assert bool(dicho) == bool(no_se_mueve(x, h, lado))
