"""El dibujo con `dot`, solo con graphviz-pure y sin ninguno; nunca con un programa del sistema."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from clases_ajenas import Ajena, ejemplo

from minigrad import Value
from minigrad.graph import svg as lienzo
from minigrad.graph.dot import draw_dot
from minigrad.graph.frases import texto
from minigrad.graph.palabras import CONSEJO

SVG = "{http://www.w3.org/2000/svg}"
GUION = """#!{python}
import subprocess, sys
open({registro!r}, "a").write("dot ")
sys.exit(subprocess.run([{verdadero!r}, *sys.argv[1:]]).returncode if {sirve} else 3)
"""

solo_unix = pytest.mark.skipif(
    sys.platform == "win32", reason="el `dot` de prueba es un guion Unix"
)


@pytest.fixture
def vacia(tmp_path, monkeypatch):
    """Un PATH con una sola carpeta, vacía."""
    carpeta = tmp_path / "programas"
    carpeta.mkdir()
    monkeypatch.setenv("PATH", str(carpeta))
    monkeypatch.delenv("MINIGRAD_DOT", raising=False)
    return carpeta


def poner_dot(carpeta: Path, sirve: bool = True) -> Path:
    """Un `dot` que apunta cada llamada y dibuja con el programa del paquete graphviz-pure."""
    registro = carpeta.parent / "llamadas"
    guion = GUION.format(
        python=sys.executable,
        registro=str(registro),
        verdadero=lienzo._buscar("graphviz-pure"),
        sirve=sirve,
    )
    (carpeta / "dot").write_text(guion)
    (carpeta / "dot").chmod(0o755)
    return registro


@solo_unix
def test_con_dot_en_el_path_se_usa_dot(vacia):
    registro = poner_dot(vacia)
    assert "<svg" in draw_dot(ejemplo()).svg()
    assert registro.read_text() == "dot "


def test_sin_dot_se_usa_graphviz_pure(vacia):
    assert [Path(ruta).stem for ruta in lienzo.programas()] == ["graphviz-pure"]
    assert "<svg" in draw_dot(ejemplo()).svg()
    assert draw_dot(ejemplo()).pipe(format="png").startswith(b"\x89PNG")


@solo_unix
def test_si_dot_falla_dibuja_el_otro(vacia):
    registro = poner_dot(vacia, sirve=False)
    assert "<svg" in draw_dot(ejemplo()).svg()
    assert registro.read_text() == "dot "


ROTOS = {
    "no dice nada": "exit 0",
    "dice otra cosa": "echo hola",
    "se corta": "echo '<svg'",
    "dice bytes": "printf '\\377\\376'",
    "falla": "exit 1",
    "se muere": "kill -9 $$",
}


@solo_unix
@pytest.mark.parametrize("que_hace", ROTOS.values(), ids=ROTOS.keys())
def test_un_dot_roto_no_impide_dibujar(vacia, que_hace):
    (vacia / "dot").write_text(f"#!/bin/sh\n{que_hace}\n")
    (vacia / "dot").chmod(0o755)
    assert "</svg>" in draw_dot(ejemplo()).svg()
    assert draw_dot(ejemplo()).pipe(format="png").startswith(b"\x89PNG")


@solo_unix
def test_un_dot_que_no_es_un_programa(vacia):
    for permisos in (0o755, 0o644):
        (vacia / "dot").write_bytes(b"\x7fELF esto no es")
        (vacia / "dot").chmod(permisos)
        assert "</svg>" in draw_dot(ejemplo()).svg()


@solo_unix
def test_a_un_dot_que_se_cuelga_se_le_espera_una_sola_vez(vacia, monkeypatch, tmp_path):
    monkeypatch.setattr(lienzo, "PLAZO", 0.3)
    monkeypatch.setattr(lienzo, "_colgados", set())
    (vacia / "dot").write_text(f"#!/bin/sh\necho >> {tmp_path}/veces\nexec /bin/sleep 60\n")
    (vacia / "dot").chmod(0o755)
    for _ in range(2):
        assert "</svg>" in draw_dot(ejemplo()).svg()
        assert draw_dot(ejemplo()).pipe(format="png").startswith(b"\x89PNG")
    assert (tmp_path / "veces").read_text() == "\n"


@solo_unix
def test_minigrad_dot_elige_el_programa(vacia, monkeypatch):
    registro = poner_dot(vacia)
    monkeypatch.setenv("MINIGRAD_DOT", "graphviz-pure")
    assert "<svg" in draw_dot(ejemplo()).svg()
    assert not registro.exists()


def test_sin_ninguno_se_ve_el_texto_y_como_conseguir_el_dibujo(vacia, monkeypatch):
    monkeypatch.setattr(lienzo, "carpetas", lambda: [str(vacia)])
    grafo = draw_dot(ejemplo())
    assert grafo.svg() is None
    assert grafo._repr_mimebundle_() == {"text/plain": f"{texto(ejemplo())}\n{CONSEJO}"}
    assert repr(grafo) == f"{texto(ejemplo())}\n{CONSEJO}"


def test_sin_el_paquete_graphviz_tambien(monkeypatch):
    monkeypatch.setitem(sys.modules, "graphviz", None)
    monkeypatch.delitem(sys.modules, "minigrad.graph.svg")
    aviso = draw_dot(ejemplo())
    assert repr(aviso) == f"{texto(ejemplo())}\n{CONSEJO}"
    assert aviso.source.startswith("digraph minigrad {")


def test_el_programa_del_paquete_vuelve_a_su_sitio(vacia):
    antes = lienzo.dot_command.DOT_BINARY
    draw_dot(ejemplo()).svg()
    assert antes == lienzo.dot_command.DOT_BINARY


def test_en_un_cuaderno_se_ve_svg_y_un_texto_corto_sin_direcciones():
    paquete = draw_dot(ejemplo())._repr_mimebundle_()
    assert set(paquete) == {"text/plain", "image/svg+xml"}
    assert paquete["text/plain"] == "Grafo de 7 nodos (raíz: L)"


def test_ipython_toma_el_svg_y_el_texto():
    formatos = pytest.importorskip("IPython.core.formatters")
    datos, _ = formatos.DisplayFormatter().format(draw_dot(ejemplo()))
    assert datos["text/plain"] == "Grafo de 7 nodos (raíz: L)"
    assert datos["image/svg+xml"].startswith("<svg")


def encadenado(veces):
    a = Value(1.0)
    for _ in range(veces):
        a = a.tanh()
    return a


def medidas(svg):
    return re.search(
        r'<svg style="max-width:([^;]*);[^>]* width="(\d+)(pt)?" height=', svg
    ).groups()


def test_un_grafo_ancho_conserva_un_tamano_legible():
    """Como imagen, lo que cuenta es el tamaño: encogido hasta caber no se leería."""
    assert medidas(draw_dot(encadenado(1)).svg())[0::2] == ("100%", "pt")
    grafo = draw_dot(encadenado(6))
    natural = int(re.search(r'width="(\d+)pt"', grafo.crudo())[1]) * 4 / 3
    estilo, ancho, pt = medidas(grafo.svg())
    assert (estilo, pt) == ("none", None)
    assert 0.74 <= int(ancho) / natural <= 0.76


def test_un_grafo_enorme_se_encoge_mas_pero_no_por_debajo_de_una_pagina():
    assert lienzo._legible(1000, 500) == 'width="750" height="375"'
    assert lienzo._legible(4000, 20000) == 'width="900" height="4500"'
    assert lienzo._legible(20000, 4000) == 'width="7500" height="1500"'


def test_el_svg_se_describe_con_palabras():
    raiz = ET.fromstring(draw_dot(ejemplo(), titulo='Mi "grafo" & yo').svg())
    assert raiz.get("role") == "img"
    assert raiz.get("aria-label") == 'Mi "grafo" & yo'
    assert raiz[0].tag == f"{SVG}title"
    assert raiz[1].tag == f"{SVG}desc"
    assert "L = d * f: data −8.0" in raiz[1].text
    titulos = {t.text for t in raiz.iter(f"{SVG}title")}
    assert "e = a * b: data −6.0, grad −2.0" in titulos
    assert not {"n0", "n2op"} & titulos


def test_el_svg_no_dice_quien_lo_dibujo():
    svg = draw_dot(ejemplo()).svg()
    assert "Generated by" not in svg
    assert svg.startswith("<svg")
    assert 'fill="white"' in svg.split('<g id="node1"')[0]


def luminancia(color: str) -> float:
    canales = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lineales = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canales]
    return sum(p * c for p, c in zip((0.2126, 0.7152, 0.0722), lineales, strict=True))


def contraste(uno: str, otro: str) -> float:
    claro, oscuro = sorted((luminancia(uno), luminancia(otro)), reverse=True)
    return (claro + 0.05) / (oscuro + 0.05)


def test_el_texto_contrasta_con_todos_los_fondos():
    from minigrad.graph import dot

    fondos = [e["fillcolor"] for e in (*dot._CLASES.values(), dot._RESALTADO)]
    assert min(contraste(dot._TINTA, fondo) for fondo in fondos) >= 7
    assert contraste(dot._AZUL, "#ffffff") >= 4.5
    assert contraste("#37474f", "#ffffff") >= 4.5


def test_hoja_intermedio_y_raiz_se_distinguen_sin_color():
    fuente = draw_dot(Ajena(1.0) + Ajena(2.0) * Ajena(3.0)).source
    assert 'n0 [shape=record label="data 1.0 | grad 0.0" style="filled"' in fuente
    assert 'n3 [shape=record label="data 6.0 | grad 0.0" style="rounded,filled"' in fuente
    assert 'penwidth="2.5"' in fuente.split("n4 [")[1]
