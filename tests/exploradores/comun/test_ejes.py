"""Los ejes y los paneles: dónde cae cada número, y que el SVG sea válido y se lea."""

from __future__ import annotations

import base64
import math
import re
import xml.etree.ElementTree as ET

import pytest

from minigrad.exploradores.comun import ejes
from minigrad.exploradores.comun.ejes import Eje, Panel, holgura, lienzo, redondo, sin_extremos
from minigrad.exploradores.comun.estilo import COLORES, TINTA

SVG = "{http://www.w3.org/2000/svg}"


def panel(**cambios):
    datos = {"x": 10, "y": 20, "ancho": 200, "alto": 100, "ejes": (Eje(0, 10), Eje(-1, 1))}
    return Panel(**{**datos, **cambios})


def arbol(*paneles):
    return ET.fromstring(lienzo(300, 200, "Título & <más>", "desc", [p.svg() for p in paneles]))


def test_los_extremos_del_eje_caen_en_las_orillas():
    assert panel().sitio(0, -1) == (0, 100)
    assert panel().sitio(10, 1) == (200, 0)
    assert panel().sitio(5, 0) == (100, 50)


def test_el_eje_logaritmico_da_el_mismo_largo_a_cada_decada():
    eje = Eje(1e-4, 1, log=True)
    assert [round(eje.lugar(10.0**k), 9) for k in range(-4, 1)] == [0, 0.25, 0.5, 0.75, 1]
    assert eje.lugar(0.0) == -math.inf


def test_las_marcas_son_redondas_y_estan_dentro():
    assert [m for _, m in Eje(-0.1, 1.1).marcas(6)] == ["0", "0.2", "0.4", "0.6", "0.8", "1"]
    assert [m for _, m in Eje(-7, 8).marcas(3)] == ["−5", "0", "5"]
    assert [m for _, m in Eje(1e-16, 2, log=True).marcas(4)] == [
        "10⁻¹⁶", "10⁻¹²", "10⁻⁸", "10⁻⁴", "1",
    ]  # fmt: skip


@pytest.mark.parametrize("ancho", [1e-9, 0.3, 7.0, 12345.0, 1e12])
def test_nunca_hay_demasiadas_marcas(ancho):
    for log in (False, True):
        marcas = Eje(ancho / 1e4, ancho, log=log).marcas(6)
        assert 1 <= len(marcas) <= 8
        assert all(ancho / 1e4 * 0.99 <= v <= ancho * 1.01 for v, _ in marcas)


def test_redondo():
    assert [redondo(x) for x in (0.03, 1.0, 1.5, 2.2, 7, 90)] == [0.05, 1, 2, 5, 10, 100]


def test_la_holgura_contiene_lo_finito():
    assert holgura([0.0, 10.0, math.nan, math.inf], 0.1) == (-1.0, 11.0)
    menor, mayor = holgura([5.0, 5.0])
    assert menor < 5 < mayor
    assert holgura([]) == (-1.0, 1.0)


def test_un_polo_no_aplasta_la_curva():
    lejos = [1 / x for x in (k / 1000 for k in range(1, 1001))]
    assert max(sin_extremos(lejos)) < 100
    assert sin_extremos([3.0, 1.0, 2.0]) == [1.0, 2.0, 3.0]


def test_la_linea_se_corta_donde_no_hay_numero():
    p = panel()
    p.linea([(0, 0), (1, 0), (2, math.nan), (3, 0), (4, math.inf), (5, 0)], TINTA)
    assert re.search(r'd="([^"]*)"', p.dentro[0])[1].count("M") == 3


def test_lo_que_se_sale_no_pide_pixeles_infinitos():
    p = panel()
    p.linea([(0, 1e300), (1e300, 0), (-1e300, -1e300)], TINTA)
    assert all(abs(float(n)) <= 5000 for n in re.findall(r"-?\d+\.\d", p.dentro[0]))


def test_un_punto_que_se_sale_es_una_flecha_hacia_el():
    p = panel()
    p.punto(5, 0, TINTA)
    p.punto(99, 0, TINTA)
    p.punto(5, 99, TINTA)
    dentro, derecha, arriba = p.dentro
    assert "<circle" in dentro
    assert "translate(191.0 50.0) rotate(0)" in derecha
    assert "translate(100.0 9.0) rotate(-90)" in arriba


def test_el_svg_es_valido_y_se_describe():
    p = panel()
    p.texto(1, 0, "a < b & c", TINTA)
    raiz = arbol(p)
    assert raiz.get("aria-label") == raiz.find(f"{SVG}title").text == "Título & <más>"
    assert raiz.find(f"{SVG}desc").text == "desc"
    assert "a < b & c" in [t.text for t in raiz.iter(f"{SVG}text")]


def test_como_imagen_guarda_el_mismo_dibujo():
    svg = lienzo(400, 10, "t", "d", [])
    imagen = ejes.como_imagen(svg, 'dice "hola"')
    assert 'alt="dice &quot;hola&quot;"' in imagen
    dibujo = base64.b64decode(re.search(r"base64,([^\"]*)", imagen)[1]).decode()
    assert dibujo == re.sub(' style="[^"]*"', "", svg)


def test_una_imagen_no_se_encoge_hasta_no_leerse():
    """Dentro de una imagen, el estilo del SVG recortaría el dibujo: va en la imagen."""
    imagen = ejes.como_imagen(lienzo(400, 10, "t", "d", []), "t")
    medidas = "width:100%;min-width:300px;max-width:400px;height:auto"
    assert f'style="{medidas}"' in imagen
    assert imagen.startswith('<div style="overflow-x:auto"><img ')
    assert 'style="max-width:100%"' in ejes.como_imagen("<svg></svg>", "t")


def test_la_tabla_no_deja_pasar_html():
    assert ejes.tabla(("a", "b"), [("<i>", "2")]).count("&lt;i&gt;") == 1


def luminancia(color):
    canales = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lineal = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in canales]
    return sum(p * c for p, c in zip((0.2126, 0.7152, 0.0722), lineal, strict=True))


def contraste(uno, otro):
    mayor, menor = sorted((luminancia(uno), luminancia(otro)), reverse=True)
    return (mayor + 0.05) / (menor + 0.05)


@pytest.mark.parametrize("color", [*COLORES, TINTA, ejes.LETRA])
def test_todo_lo_que_se_lee_contrasta_con_el_fondo(color):
    assert contraste(color, "#ffffff") >= 4.5


def test_las_filas_de_una_tabla_llevan_sus_colores():
    """Jupyter pinta las filas con los de su tema: en el oscuro, el título quedaba blanco."""
    dicha = ejes.tabla(("a", "b"), [("1", "2"), ("3", "4")])
    assert re.findall("<tr[^>]*>", dicha) == [ejes.FILA] * 3
    assert {"background:#ffffff", f"color:{TINTA}"} <= set(re.split('[";]', ejes.FILA))
