"""El mapa de la red: la línea pasa por donde el puntaje es 0 y cada zona está de su lado."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from minigrad.exploradores.comun.ejes import Eje
from minigrad.exploradores.comun.estilo import AZUL, NARANJA, TINTA
from minigrad.exploradores.entrenamiento.cuadro import cuadro, estado, plano_de, red
from minigrad.exploradores.entrenamiento.cuentas import Ajustes, Entrenador
from minigrad.exploradores.entrenamiento.frontera import _ZONAS

SVG = "{http://www.w3.org/2000/svg}"


def entrenada(ajustes, pasos=25, tasa=0.5):
    e = Entrenador(ajustes, tasa, 0.0)
    e.avanzar(pasos)
    return e


def mapa(e):
    plano = plano_de(e)
    return plano, ET.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{plano.svg(e)}</svg>')


def vertices(plano, camino):
    """Los vértices de un camino, en las unidades de los datos."""
    _, _, ancho, alto = plano.lugar
    pares = re.findall(r"[ML]([-\d.]+) ([-\d.]+)", camino.get("d"))
    ex, ey = plano.ejes
    return [
        [_valor(ex, float(px) / ancho), _valor(ey, 1 - float(py) / alto)] for px, py in pares
    ]  # fmt: skip


def _valor(eje: Eje, parte: float) -> float:
    return eje.desde + parte * (eje.hasta - eje.desde)


def caminos(dibujo, **atributos):
    return [
        p for p in dibujo.iter(f"{SVG}path") if all(p.get(k) == v for k, v in atributos.items())
    ]


@pytest.mark.parametrize("datos", ["moons", "circles", "xor", "spiral"])
def test_la_linea_negra_pasa_por_el_puntaje_cero(datos):
    e = entrenada(Ajustes(datos, (4,)))
    plano, dibujo = mapa(e)
    (linea,) = caminos(dibujo, stroke=TINTA, **{"stroke-width": "2.5"})
    puntos = vertices(plano, linea)
    assert len(puntos) > 10
    alcance = max(map(abs, e.puntajes(plano.rejilla)))
    assert max(map(abs, e.puntajes(puntos))) < 0.02 * alcance


def test_cada_zona_esta_de_su_lado_y_tapa_a_la_anterior():
    e = entrenada(Ajustes("moons", ()))
    plano, dibujo = mapa(e)
    colores = [color for _, color in _ZONAS]
    assert [p.get("fill") for p in caminos(dibujo) if p.get("fill") in colores] == colores
    for desde, color in _ZONAS:
        (zona,) = caminos(dibujo, fill=color)
        puntajes = e.puntajes(vertices(plano, zona))
        assert min(puntajes) > desde - 0.01
        # llega hasta el puntaje más alto del plano: lo que la siguiente no tapa es suyo
        assert max(puntajes) == pytest.approx(max(e.puntajes(plano.rejilla)), rel=0.01)


def test_hay_un_punto_por_ejemplo_y_un_anillo_por_cada_fallado():
    e = entrenada(Ajustes("xor", (2,)), pasos=4)
    _, dibujo = mapa(e)
    grupos = {g.get("stroke"): g for g in dibujo.iter(f"{SVG}g") if g.get("fill")}
    circulos, cuadrados, anillos = grupos[AZUL], grupos["#ffffff"], grupos[TINTA]
    assert circulos.get("fill") == "#ffffff"
    assert [len(circulos), len(cuadrados)] == [50, 50]
    assert {forma.tag for forma in circulos} == {f"{SVG}circle"}
    assert {forma.tag for forma in cuadrados} == {f"{SVG}rect"}
    assert cuadrados.get("fill") == NARANJA
    assert len(anillos) == e.fallados().count(True) > 0


def test_cada_punto_esta_en_su_sitio():
    e = entrenada(Ajustes("spiral", ()), pasos=0)
    plano, _ = mapa(e)
    _, _, ancho, alto = plano.lugar
    for (px, py), (x, y) in zip(plano.sitios, e.puntos, strict=True):
        assert _valor(plano.ejes[0], px / ancho) == pytest.approx(x)
        assert _valor(plano.ejes[1], 1 - py / alto) == pytest.approx(y)
        assert 0 < px < ancho
        assert 0 < py < alto


def luz(color: str) -> float:
    """Luminancia relativa, la de las pautas de accesibilidad."""
    canales = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lineales = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in canales]
    return 0.2126 * lineales[0] + 0.7152 * lineales[1] + 0.0722 * lineales[2]


def contraste(a: str, b: str) -> float:
    clara, oscura = sorted((luz(a), luz(b)), reverse=True)
    return (clara + 0.05) / (oscura + 0.05)


def test_los_colores_se_distinguen_sobre_cada_zona_y_tambien_en_gris():
    zonas = [color for _, color in _ZONAS]
    for zona in zonas:
        assert contraste(TINTA, zona) >= 4.5
        assert contraste(AZUL, zona) >= 3  # trazos gruesos: las pautas piden 3
        assert contraste(NARANJA, zona) >= 3
    # en gris: las dos orillas se separan, y dentro de cada lado también
    assert contraste(zonas[0], zonas[3]) > 1.25
    assert contraste("#ffffff", NARANJA) > 3  # el círculo vacío y el cuadrado lleno


def test_un_puntaje_enorme_o_infinito_no_rompe_el_dibujo():
    e = entrenada(Ajustes("moons", (3,), "relu"), pasos=1)
    for p in e.red.parameters():
        p.data *= 1e200
    _, dibujo = mapa(e)
    assert caminos(dibujo, stroke=TINTA)
    assert "nan" not in plano_de(e).svg(e)


def test_las_palabras_dicen_los_numeros():
    e = entrenada(Ajustes("moons", (4, 3)), pasos=3)
    assert estado(e) == (
        f"paso 3 · pérdida {e.perdida:.4f} · exactitud {round(100 * e.exactitud)} %"
    )
    assert red(e) == "MLP(2, [4, 3, 1]), tanh: 31 parámetros, semilla 1"
    assert red(entrenada(Ajustes(capas=()), pasos=0)).startswith("MLP(2, [1]): 3 parámetros")
    assert f"<desc>Frontera de decisión tras 3 pasos: {estado(e)}" in cuadro(e, plano_de(e))


def test_la_curva_larga_se_dibuja_con_pocos_vertices_y_llega_al_final():
    e = entrenada(Ajustes(capas=()), pasos=1)
    for paso in range(2, 9000):
        e.curva.anotar(paso, 1 / paso, 0.5)
    e.pasos = 8999
    texto = cuadro(e, plano_de(e))
    assert len(texto) < 60_000
    curva = re.search(r'<path d="(M[^"]*)" fill="none" stroke="#0b5fa5"', texto)[1]
    assert curva.count("L") < 600
    assert float(re.findall(r"[ML]([-\d.]+) ", curva)[-1]) > 0.95 * 260 / 1.03
