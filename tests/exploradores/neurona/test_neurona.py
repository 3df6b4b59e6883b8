"""El explorador de la neurona, movido desde Python como lo mueve una persona."""

from __future__ import annotations

import math
import re
import sys
import time
import xml.etree.ElementTree as ET

import pytest

from minigrad.exploradores import neurona
from minigrad.exploradores.comun.explorador import Explorador
from minigrad.graph import svg
from minigrad.graph.dot import Aviso

SVG = "{http://www.w3.org/2000/svg}"


def mandos(**opciones):
    return neurona(**opciones).mandos


def dibujos(m):
    """El grafo y la curva que se ven ahora."""
    return [ET.fromstring(s) for s in re.findall(r"<svg .*?</svg>(?!<rect)", m.dibujo.value, re.S)]


def textos(m, cual=0):
    return [t.text for t in dibujos(m)[cual].iter(f"{SVG}text")]


def test_el_primer_cuadro_es_la_neurona_de_la_leccion():
    m = mandos()
    assert "o = tanh(n) = 0.7071" in m.dibujo.value
    letras = textos(m)
    assert {"x1", "w1", "x1·w1", "suma", "b", "n", "o", "tanh"} <= set(letras)
    assert {"data 6.8814", "data 0.7071", "grad −1.5", "grad 1.0", " × −3.0 "} <= set(letras)
    assert "tangente: pendiente 0.5" in textos(m, 1)
    assert "<td>pendiente × w1 = 0.5 × (−3.0)</td><td>−1.5</td>" in m.dibujo.value


def test_mover_un_peso_cambia_el_grafo_la_curva_y_la_tabla():
    m = mandos()
    m.w[0].value = -2.0
    n = 2.0 * -2.0 + 6.8813735870195432
    pendiente = 1 - math.tanh(n) ** 2
    assert f"data {math.tanh(n):.4f}" in textos(m)
    assert f" × {pendiente:.4f} " in textos(m)
    assert f"tangente: pendiente {pendiente:.4f}" in textos(m, 1)
    assert "La neurona está saturada" in m.dibujo.value


def test_cada_derivada_local_va_en_su_arista():
    """El otro factor cruza: en la arista de x1 va w1, y en la de w1 va x1."""
    m = mandos(x=[1.5, -2.5], w=[0.25, 3.5], b=0.75)
    aristas = {}
    for grupo in dibujos(m)[0].iter(f"{SVG}g"):
        texto = grupo.find(f"{SVG}text")
        flecha = grupo.find(f"{SVG}polygon")
        if (grupo.get("class") or "").startswith("edge") and texto is not None:
            punta = flecha.get("points").split()[0].split(",")
            aristas[texto.text.strip()] = tuple(map(float, punta))
    # las dos primeras entran al mismo producto, arriba; las otras dos, al de abajo
    arriba, abajo = aristas["× 0.25"], aristas["× 3.5"]
    assert math.dist(arriba, aristas["× 1.5"]) < 30
    assert math.dist(abajo, aristas["× −2.5"]) < 30
    assert math.dist(arriba, abajo) > 60


def test_nada_se_mueve_de_sitio_al_mover_los_controles():
    m = mandos()
    sitios = set()
    for valor in (-4.0, -0.7, 0.0, 3.9):
        m.w[0].value, m.x[1].value = valor, -valor
        sitios.add(tuple((t.get("x"), t.get("y")) for t in dibujos(m)[0].iter(f"{SVG}text")))
    assert len(sitios) == 1


def test_cambiar_de_activacion_cambia_el_grafo():
    m = mandos()
    m.activacion.value = "relu"
    assert "relu" in textos(m)
    assert "está encendida" in m.dibujo.value
    m.b.value = 0.0
    assert "está apagada" in m.dibujo.value
    assert textos(m).count("grad 0.0") == 9  # todos menos la salida
    m.activacion.value = "lineal"
    assert "n = o" in textos(m)
    assert "el gradiente pasa entero" in m.dibujo.value


def test_volver_al_principio():
    m = mandos()
    antes = m.dibujo.value
    m.w[0].value, m.b.value, m.activacion.value = 1.0, -3.0, "sigmoid"
    assert m.dibujo.value != antes
    m.volver.click()
    assert m.dibujo.value == antes
    assert m.b.value == 6.8813735870195432


def test_el_punto_de_operacion_esta_sobre_la_curva_aunque_quede_lejos():
    for b in (-8.0, 0.0, 0.9, 8.0, 90.0):
        m = mandos(b=b, activacion="lineal")
        curva = dibujos(m)[1]
        punto = next(curva.iter(f"{SVG}circle"))
        linea = next(p for p in curva.iter(f"{SVG}path") if p.get("stroke-width") == "2.5"
                     and p.get("fill") == "none")  # fmt: skip
        vertices = re.findall(r"[ML]([-\d.]+) ([-\d.]+)", linea.get("d"))
        centro = (float(punto.get("cx")), float(punto.get("cy")))
        assert min(math.dist(centro, tuple(map(float, v))) for v in vertices) < 1.5


def numeros(barra):
    return [v for _, v in barra.options]


def test_el_deslizador_pasa_por_el_numero_con_que_empieza():
    m = mandos()
    en_b = numeros(m.b)
    assert 6.8813735870195432 in en_b
    assert en_b == sorted(en_b)
    assert {-8.0, 0.0, 6.9, 8.0} < set(en_b)
    assert numeros(m.x[0]) == [round(k / 20, 9) for k in range(-80, 81)]
    m = mandos(x=[50.0], w=[1.0], b=-20.0)
    assert numeros(m.x[0])[-1] == 50.0
    assert numeros(m.b)[0] == -20.0


def test_ir_de_una_punta_a_la_otra_con_las_flechas():
    m = mandos()
    m.b.index = 0
    assert m.datos.b == -8.0
    m.b.index = len(m.b.options) - 1
    assert "data 8.0" in textos(m)


@pytest.mark.parametrize("raro", [{"x": 3.0}, {"activacion": "<b>"}, {"b": math.nan}, {"w": [1]}])
def test_lo_que_no_sirve_se_dice_con_una_frase(raro):
    explorador = neurona(**raro)
    assert isinstance(explorador, Explorador)
    assert 'role="alert"' in explorador.children[1].value
    assert "<b>" not in explorador.children[1].value


def test_un_fallo_inesperado_se_dice_y_se_sigue(monkeypatch):
    from minigrad.exploradores.neurona import mandos as neurona_mandos

    m = mandos()
    with monkeypatch.context() as roto:
        roto.setattr(neurona_mandos, "cuadro", lambda celula: 1 / 0)
        m.x[0].value = 1.0
        assert "division by zero" in m.cuidar.mensaje.value
    m.volver.click()
    assert m.cuidar.mensaje.value == ""


def test_la_figura_fija_ensena_sola():
    explorador = neurona()
    assert explorador.estatico.count('src="data:image/svg+xml;base64,') == 2
    assert "o = tanh(n) = 0.7071" in explorador.estatico
    assert "<td>pendiente × x2 = 0.5 × 0.0</td><td>0.0</td>" in explorador.estatico
    assert neurona().estatico == explorador.estatico
    assert repr(explorador) == "Una neurona de 2 entradas con activación tanh"


def test_sin_programa_para_dibujar_queda_el_grafo_con_palabras(monkeypatch):
    from minigrad.exploradores.neurona import cuadro

    cuadro._dibujo.cache_clear()
    with monkeypatch.context() as sin_dot:
        sin_dot.setattr(svg, "programas", list)
        m = mandos()
        m.x[0].value = 1.0
        assert "o = tanh(n): data" in m.dibujo.value
        assert len(re.findall("<svg ", m.dibujo.value)) == 2  # la curva y su recuadro
    assert "data 0.7071" in textos(mandos())


def test_sin_ipywidgets_se_ve_una_frase(monkeypatch, olvidar):
    olvidar("comun.explorador", "neurona.mandos")
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    aviso = neurona()
    assert isinstance(aviso, Aviso)
    assert "pip install ipywidgets" in repr(aviso)


def test_las_etiquetas_estan_y_nada_se_anima():
    m = mandos()
    assert all(c.description for c in (*m.x, *m.w, m.b, m.activacion, m.volver))
    assert not re.search(r"animat|transition|<script", m.dibujo.value)


def test_arrastrar_un_deslizador_va_fluido():
    m = mandos()
    desde = time.perf_counter()
    for i in range(50):
        m.b.value = i / 10
    assert (time.perf_counter() - desde) / 50 < 0.05
