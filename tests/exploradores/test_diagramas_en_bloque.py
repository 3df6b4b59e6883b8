"""Los diagramas fijos de las lecciones 6 y 7: se muestran, dicen qué son y no piden matplotlib."""

from __future__ import annotations

import base64
import re
import sys
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from minigrad.exploradores import diagramas

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def mostrado(monkeypatch: pytest.MonkeyPatch):
    """Lo que una función muestra: el SVG y sus palabras."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    salidas: list[Any] = []
    monkeypatch.setattr("IPython.display.display", salidas.append)

    def con(funcion, *argumentos):
        salidas.clear()
        assert funcion(*argumentos) is None
        (salida,) = salidas
        imagen = salida._repr_html_()
        (crudo,) = re.findall(r"base64,([^\"]+)", imagen)
        assert len(re.findall(r'alt="[^"]{40,}"', imagen)) == 1
        return ET.fromstring(base64.b64decode(crudo)), repr(salida)

    return con


@pytest.mark.parametrize(
    "funcion", [diagramas.difusion, diagramas.producto, diagramas.bloque, diagramas.mascara]
)
def test_cabe_y_sus_letras_se_leen(funcion, mostrado) -> None:
    dibujo, dicho = mostrado(funcion)
    ancho, alto = map(float, dibujo.get("viewBox").split()[2:])
    assert ancho <= 900
    assert alto <= 520
    assert min(float(t.get("font-size")) for t in dibujo.iter(f"{SVG}text")) >= 11
    assert dibujo.find(f"{SVG}desc").text in dicho


def test_la_difusion_va_y_vuelve(mostrado) -> None:
    dibujo, _ = mostrado(diagramas.difusion)
    textos = [t.text for t in dibujo.iter(f"{SVG}text")]
    assert "(3,) repetida hasta (4, 3)" in textos
    assert textos.count("4") == 4  # una vez en a, y las tres sumas de b.grad


def test_la_mascara_deja_ver_un_triangulo(mostrado) -> None:
    for letras in ("ab", ".josé"):
        dibujo, dicho = mostrado(diagramas.mascara, letras)
        n = len(letras)
        tapadas = [t for t in dibujo.iter(f"{SVG}text") if t.text == "−∞"]
        assert len(tapadas) == n * (n - 1) // 2 + 1  # y la de la leyenda
        assert letras in dicho


def test_fuera_de_un_cuaderno_se_imprime_y_no_se_crea_un_ipython(capsys) -> None:
    from IPython.core.interactiveshell import InteractiveShell

    diagramas.mascara()
    assert capsys.readouterr().out.strip()
    assert not InteractiveShell.initialized()
