"""El explorador de la pendiente, movido desde Python como lo mueve una persona."""

from __future__ import annotations

import math
import re
import sys
import xml.etree.ElementTree as ET

import pytest

from minigrad import Value
from minigrad.exploradores import pendiente
from minigrad.exploradores.comun.explorador import Explorador
from minigrad.exploradores.pendiente.cuentas import LADOS
from minigrad.graph.dot import Aviso

DERECHA, IZQUIERDA, LOS_DOS = LADOS


def parabola(x):
    return 3 * x**2 - 4 * x + 5


def mandos(f=parabola, x=3.0, **opciones):
    return pendiente(f, x, **opciones).mandos


def dibujo(m):
    return ET.fromstring(re.search(r"<svg.*</svg>", m.dibujo.value, re.DOTALL)[0])


def textos(m):
    return [t.text for t in dibujo(m).iter("{http://www.w3.org/2000/svg}text")]


def test_el_primer_cuadro_trae_los_numeros():
    m = mandos()
    assert "Avanza 1 y sube 17: pendiente = 17 / 1 = 17." in m.dibujo.value
    assert "La tangente tiene pendiente 14.0" in m.dibujo.value
    assert "Error: 3.0" in m.dibujo.value
    assert {"secante 17", "tangente 14.0", "la curva"} <= set(textos(m))


def test_encoger_h_lleva_la_secante_a_la_tangente():
    m = mandos()
    errores = []
    for h in (1.0, 0.1, 0.01, 0.001):
        m.h.value = h
        errores.append(m.escena().error)
    assert errores == pytest.approx([3.0, 0.3, 0.03, 0.003], rel=1e-6)
    assert "secante 14.003" in textos(m)


def test_mover_x_y_el_lado_rehace_la_cuenta():
    m = mandos(desde=-4)
    m.x.value = -3.0
    assert m.escena().punto.exacta == -22.0
    assert "tangente −22.0" in textos(m)
    m.lado.value = LOS_DOS
    assert m.escena().secante.pendiente == -22.0
    assert "Aquí no hay V" in m.dibujo.value
    m.lado.value = IZQUIERDA
    assert "error con el paso a la izquierda" in textos(m)


def test_reproducir_y_la_barra_de_h_dicen_lo_mismo():
    m = mandos()
    assert m.encoger.value == 1
    m.encoger.value = 4
    assert m.h.value == 0.1
    assert "secante 14.3" in textos(m)
    m.h.value = 2.0
    assert m.encoger.value == 0
    m.encoger.value = m.encoger.max
    assert m.h.value == 1e-16
    assert "no nos movimos" in m.dibujo.value


def test_mover_h_no_vuelve_a_medir_la_curva():
    veces = []

    def f(x):
        veces.append(x)
        return x * x

    m = mandos(f, 1.0)
    antes = len(veces)
    m.h.value = 0.1
    assert len(veces) - antes <= 4


def test_el_punto_de_la_v_es_el_de_la_curva():
    """El cuadrado naranja del tercer panel cae en el error de su h."""
    m = mandos(math.sin, 1.0, derivada=math.cos)
    m.h.value = 1e-3
    cuadrados = list(dibujo(m).iter("{http://www.w3.org/2000/svg}rect"))
    panel = [r for r in cuadrados if r.get("width") == "10"][-1]
    linea = [
        p
        for p in dibujo(m).iter("{http://www.w3.org/2000/svg}path")
        if p.get("stroke-width") == "2"
    ]
    puntos = re.findall(r"[ML]([-\d.]+) ([-\d.]+)", linea[-1].get("d"))
    centro = (float(panel.get("x")) + 5, float(panel.get("y")) + 5)
    assert min(math.dist(centro, tuple(map(float, p))) for p in puntos) < 0.3


def test_sin_la_v_no_se_adelanta_nada():
    explorador = pendiente(parabola, 3.0, con_error=False)
    m = explorador.mandos
    assert min(paso for _, paso in m.h.options) == 1e-4
    assert "Error: 3.0" in m.dibujo.value
    for palabra in ("la V", "redondeo", "error con el paso", "1e−"):
        assert palabra not in m.dibujo.value + explorador.estatico
    m.encoger.value = m.encoger.max
    assert "secante 14.0003" in textos(m)


def test_una_esquina_se_explica_y_no_dibuja_tangente():
    m = mandos(abs, 0.0)
    assert "Aquí hay una esquina" in m.dibujo.value
    assert "tangente" not in textos(m)
    m.x.value = 1.0
    assert "tangente 1.0" in textos(m)


def test_donde_la_funcion_falla_se_dice_y_se_puede_seguir():
    m = mandos(math.log, 1.0, desde=-1, hasta=4)
    m.x.value = -0.5
    assert "En x = −0.5 la función falla con ValueError" in m.dibujo.value
    assert "Mueve x o h" in m.dibujo.value
    m.x.value = 2.0
    assert m.escena().punto.exacta == pytest.approx(0.5)
    m.h.value, m.lado.value = 2.0, IZQUIERDA
    assert "En x = 0.0 la función falla" in m.dibujo.value


def test_el_primer_punto_puede_fallar():
    explorador = pendiente(math.log, -1.0, desde=-2, hasta=4)
    assert "falla con ValueError" in explorador.estatico
    explorador.mandos.x.value = 1.0
    assert "<svg" in explorador.mandos.dibujo.value


@pytest.mark.parametrize(
    ("argumentos", "dicho"),
    [
        ((3.0,), "sin paréntesis"),
        ((parabola, "tres"), "x debe ser un número"),
        ((parabola, 1.0, 0.0), "h debe ser mayor que 0"),
        ((parabola, math.nan), "x debe ser un número finito"),
        ((lambda x: "hola", 1.0), "llegó el texto"),
        ((lambda x: math.nan, 1.0), "la función da nan"),
        ((lambda: 1.0, 1.0), "TypeError"),
        ((parabola, 1.0, 1.0, 3.0), "TypeError"),
    ],
)
def test_lo_que_no_se_puede_dibujar_se_dice_con_una_frase(argumentos, dicho):
    f, *resto = argumentos
    if len(resto) == 3:
        explorador = pendiente(f, resto[0], resto[1], derivada=lambda: 0)
    else:
        explorador = pendiente(f, *resto)
    assert isinstance(explorador, Explorador)
    vistos = [c.value for c in explorador.children if hasattr(c, "value")]
    vistos += [explorador.mandos.dibujo.value] if hasattr(explorador, "mandos") else []
    assert any(dicho in str(v) for v in vistos)


def test_desde_y_hasta_al_reves():
    assert "desde debe ser menor" in pendiente(parabola, 0, desde=2, hasta=1).resumen


def test_sirve_una_funcion_de_value():
    m = mandos(lambda x: (x * 0.5).tanh(), 0.0)
    assert m.escena().punto.exacta == 0.5
    w = Value(3.0)
    w.grad = 9.0
    assert mandos(lambda x: w * x, 0.0).escena().punto.exacta == 3.0
    assert w.grad == 9.0


def test_lo_que_lanza_la_funcion_no_se_lee_como_html():
    def mala(x):
        raise ValueError("<script>alert(1)</script>")

    assert "<script>" not in pendiente(mala).children[1].value


def test_la_figura_fija_ensena_sola():
    explorador = pendiente(parabola, 3.0)
    assert 'src="data:image/svg+xml;base64,' in explorador.estatico
    assert "Error: 3.0" in re.search(r'alt="([^"]*)"', explorador.estatico)[1]
    assert "<td>14.0003</td>" in explorador.estatico
    assert pendiente(parabola, 3.0).estatico == explorador.estatico
    assert repr(explorador) == "La pendiente de una curva en x = 3.0, con una secante y su tangente"


def test_un_fallo_inesperado_se_dice_y_se_sigue(monkeypatch):
    m = mandos()
    bueno = m.escena

    def roto():
        raise RuntimeError("se rompió")

    m.escena = roto
    m.x.value = 1.0
    assert "se rompió" in m.cuidar.mensaje.value
    m.escena = bueno
    m.x.value = 2.0
    assert m.cuidar.mensaje.value == ""
    assert "tangente 8.0" in textos(m)


def test_sin_ipywidgets_se_ve_una_frase(monkeypatch, olvidar):
    olvidar("comun.explorador", "pendiente.mandos")
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    aviso = pendiente(parabola)
    assert isinstance(aviso, Aviso)
    assert "pip install ipywidgets" in repr(aviso)


def test_las_etiquetas_estan_y_nada_se_anima():
    m = mandos()
    assert all(c.description for c in (m.x, m.h, m.lado, m.encoger))
    assert not re.search(r"animat|transition|<script", m.dibujo.value)
