"""El entrenamiento sin controles: los mismos números que la lección 5 a mano."""

from __future__ import annotations

import math
import time
import warnings

import pytest

from minigrad import Value, datasets
from minigrad.exploradores.entrenamiento import cuentas
from minigrad.exploradores.entrenamiento.cuentas import (
    ACTIVACIONES,
    DATOS,
    Ajustes,
    Curva,
    Entrenador,
    consejo,
)
from minigrad.losses import max_margin
from minigrad.nn import MLP

CHICO = Ajustes(capas=(3,))


def a_mano(ajustes, tasa, l2, pasos):
    """La lección 5: el castigo va dentro del grafo y cada parámetro se mueve con su gradiente."""
    xs, ys = DATOS[ajustes.datos]()
    red = MLP(2, [*ajustes.capas, 1], ajustes.activacion, ajustes.semilla)
    perdidas = []
    for _ in range(pasos + 1):
        puntajes = [red(x) for x in xs]
        castigo = l2 * Value.sum([p * p for p in red.parameters()])
        perdida = max_margin(puntajes, ys) + castigo
        perdidas.append(perdida.data)
        red.zero_grad()
        perdida.backward()
        for p in red.parameters():
            p.data -= tasa * p.grad
    aciertos = [(s.data > 0) == (y > 0) for s, y in zip(puntajes, ys, strict=True)]
    return perdidas, sum(aciertos) / len(aciertos)


@pytest.mark.parametrize("datos", DATOS)
@pytest.mark.parametrize("activacion", ACTIVACIONES)
def test_los_mismos_numeros_que_a_mano(datos, activacion):
    ajustes = Ajustes(datos, (4, 3), activacion, semilla=5)
    e = Entrenador(ajustes, tasa=0.3, l2=0.01)
    e.avanzar(8)
    perdidas, exactitud = a_mano(ajustes, 0.3, 0.01, 8)
    assert e.curva.perdidas == pytest.approx(perdidas, rel=1e-10)
    assert e.perdida == pytest.approx(perdidas[-1], rel=1e-10)
    assert e.exactitud == exactitud == e.curva.exactitudes[-1]
    assert e.pasos == 8


@pytest.mark.parametrize("activacion", ACTIVACIONES)
@pytest.mark.parametrize("capas", [(), (4,), (8, 8)])
def test_los_puntajes_sin_grafo_son_los_de_la_red(activacion, capas):
    e = Entrenador(Ajustes("spiral", capas, activacion), 0.5, 0.0)
    e.avanzar(2)
    de_la_red = [e.red(x).data for x in e.puntos]
    assert list(e.puntajes()) == pytest.approx(de_la_red, rel=1e-12, abs=1e-12)
    otros = [[-3.0, 2.0], [0.0, 0.0]]
    assert list(e.puntajes(otros)) == pytest.approx([e.red(x).data for x in otros], rel=1e-12)


def test_cambiar_la_tasa_y_el_l2_a_la_mitad_cuenta_desde_el_paso_siguiente():
    e, otro = Entrenador(CHICO, 0.5, 0.0), Entrenador(CHICO, 0.5, 0.0)
    e.avanzar(3)
    otro.avanzar(3)
    otro.ajustar(0.05, 0.1)
    antes = [p.data for p in otro.red.parameters()]
    otro.avanzar()
    for p, dato in zip(otro.red.parameters(), antes, strict=True):
        assert p.data == pytest.approx(dato - 0.05 * (p.grad + 0.2 * dato), rel=1e-12)
    e.avanzar()
    assert e.perdida != otro.perdida


def test_con_los_mismos_ajustes_salen_los_mismos_numeros_aunque_se_avance_a_trozos():
    e, otro = Entrenador(CHICO, 0.5, 1e-3), Entrenador(CHICO, 0.5, 1e-3)
    e.avanzar(7)
    for pasos in (1, 2, 4):
        otro.avanzar(pasos)
    assert e.curva.perdidas == otro.curva.perdidas


def test_los_datos_tienen_dos_clases_y_son_los_del_paquete():
    for datos in DATOS.values():
        xs, ys = datos()
        assert len(xs) == len(ys) == cuentas.PUNTOS
        assert ys.count(1) == ys.count(-1) == cuentas.PUNTOS // 2
    assert DATOS["moons"]() == datasets.moons(100, 0.1, seed=1)
    # cada punto de la nube lleva la clase del vértice del que salió
    cerca = sum((x > 0) != (y > 0) for x, y in DATOS["xor"]()[0])
    assert 45 <= cerca <= 55


def test_aprende_las_lunas_y_los_demas():
    e = Entrenador(Ajustes("circles", (8,), "relu"), 0.5, 0.0)
    e.avanzar(60)
    assert e.exactitud > 0.95
    assert e.perdida < 0.1 * e.curva.perdidas[0]
    assert e.fallados().count(True) == round((1 - e.exactitud) * len(e.puntos))


def test_se_detiene_cuando_pasa_el_tiempo():
    e = Entrenador(Ajustes(capas=(8, 8)), 0.1, 0.0)
    desde = time.perf_counter()
    e.avanzar(10_000, segundos=0.05)
    assert 1 <= e.pasos < 1000
    assert time.perf_counter() - desde < 2


# --- lo que sale mal -----------------------------------------------------------------------------


def test_si_explota_se_queda_con_los_ultimos_numeros_y_lo_dice():
    e = Entrenador(CHICO, tasa=1e200, l2=1.0)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        e.avanzar(50)
    assert e.exploto
    assert e.termino
    assert all(math.isfinite(p.data) for p in e.red.parameters())
    assert math.isfinite(e.perdida)
    assert len(e.curva.perdidas) == e.pasos + 1
    assert "La pérdida explotó en el paso" in consejo(e)
    assert "baja alguno de los dos" in consejo(e)
    pasos = e.pasos
    e.ajustar(0.1, 0.0)
    e.avanzar(5)
    assert e.pasos == pasos


def test_una_red_relu_con_pasos_enormes_explota_sin_avisos():
    e = Entrenador(Ajustes(capas=(4, 4), activacion="relu"), tasa=1e150, l2=0.0)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        e.avanzar(50)
        e.puntajes()
        e.fallados()
    assert "bájala" in consejo(e)


@pytest.mark.parametrize(
    ("ajustes", "tasa", "l2", "pasos", "dicho"),
    [
        (CHICO, 0.5, 0.0, 5, ""),
        (CHICO, 5.0, 0.3, 20, "La pérdida se disparó"),
        (Ajustes(activacion="relu"), 10.0, 0.0, 30, "quedaron apagadas."),
        (Ajustes("xor", ()), 0.5, 0.0, 130, "la frontera es una recta"),
        (Ajustes(capas=(3,)), 0.3, 0.1, 130, "El castigo L2 manda más que los datos"),
        (Ajustes("xor", (1,)), 0.3, 0.0, 300, "más neuronas"),
    ],
)
def test_el_diagnostico_dice_que_pasa_y_que_hacer(ajustes, tasa, l2, pasos, dicho):
    e = Entrenador(ajustes, tasa, l2)
    e.avanzar(pasos)
    assert (dicho in consejo(e)) if dicho else consejo(e) == ""


def test_con_perdida_cero_ya_no_hay_nada_que_hacer():
    e = Entrenador(Ajustes("xor", (8,), "relu"), 1.0, 0.0)
    e.avanzar(300)
    assert e.perdida == 0.0
    assert e.termino
    assert e.pasos < 300
    assert "La pérdida es 0" in consejo(e)
    e.ajustar(1.0, 0.001)  # con castigo sí hay por dónde bajar
    assert not e.termino
    assert e.perdida == pytest.approx(0.001 * sum(p.data**2 for p in e.red.parameters()))


def test_la_curva_no_crece_sin_limite():
    curva = Curva()
    for paso in range(20_001):
        curva.anotar(paso, float(paso), 0.5)
    assert len(curva.perdidas) == len(curva.exactitudes) <= 2001
    assert curva.perdidas == [float(i * curva.cada) for i in range(len(curva.perdidas))]
    assert curva.perdidas[-1] == 20_000 - 20_000 % curva.cada


def test_los_datos_del_motor_son_numeros_de_python():
    e = Entrenador(CHICO, 0.5, 0.0)
    e.avanzar(2)
    assert {type(x) for x in (*(p.data for p in e.red.parameters()), e.perdida)} == {float}
