"""Las líneas revueltas se ordenan con botones, y donde no los hay se leen como texto."""

from __future__ import annotations

import html
import sys

import pytest

from minigrad.exploradores import ordenar
from minigrad.exploradores.ordenar.cuentas import Mesa

LINEAS = {"A": "    return x", "B": "def f(x):", "C": "    x = x + 1"}


def test_la_mesa_pone_quita_y_mueve():
    mesa = Mesa(LINEAS)
    for letra in ("A", "B", "C", "C"):
        mesa.poner(letra)
    assert (mesa.letras, mesa.revueltas) == (["A", "B", "C"], [])
    mesa.mover("A", 1)
    mesa.mover("A", 1)
    mesa.mover("A", 1)
    assert mesa.letras == ["B", "C", "A"]
    mesa.mover("B", -1)
    mesa.quitar("C")
    mesa.quitar("C")
    assert (mesa.letras, mesa.revueltas) == (["B", "A"], ["C"])


def test_los_botones_arman_el_programa():
    controles = ordenar(LINEAS)
    assert controles.letras == []
    for letra in "BAC":
        controles.revueltas.value = letra
        controles.poner.click()
    assert controles.poner.disabled
    controles.subir.click()
    assert controles.letras == ["B", "C", "A"]
    assert '["B", "C", "A"]' in html.unescape(controles.dicho.value)  # se copia en la celda
    assert controles.programa.value == "C"  # la que se movió sigue elegida
    controles.quitar.click()
    assert controles.letras == ["B", "A"]
    assert not controles.poner.disabled


def test_la_sangria_se_ve_en_las_listas():
    etiquetas = [etiqueta for etiqueta, _ in ordenar(LINEAS).revueltas.options]
    assert etiquetas[0] == "A │     ".replace(" ", "\u00a0") + "return x"


def test_la_lista_es_tan_ancha_como_la_linea_mas_larga():
    def ancho(lineas):
        return int(ordenar(lineas).revueltas.layout.width.removesuffix("px"))

    assert ancho({"a": "x" * 70}) >= 8 * 74
    assert ancho({"a": "x"}) == ancho({"b": "y = 2"}) == 330


def test_sin_lineas_elegidas_los_botones_no_hacen_nada():
    controles = ordenar({})
    for boton in (controles.poner, controles.quitar, controles.subir, controles.bajar):
        boton.click()
    assert controles.letras == []
    assert controles.cuidar.mensaje.value == ""


def test_deja_en_la_pagina_las_lineas_como_texto():
    controles = ordenar(LINEAS)
    assert "B │ def f(x):" in controles.estatico
    assert repr(controles) == "A │     return x\nB │ def f(x):\nC │     x = x + 1"


def test_sin_ipywidgets_son_texto(monkeypatch: pytest.MonkeyPatch, olvidar):
    olvidar("ordenar.mandos")
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    mesa = ordenar(LINEAS)
    assert repr(mesa).startswith("A │     return x")
    assert mesa.letras == []
