"""Los exploradores de las lecciones 6 y 7, con el ratón y el teclado, en una ventana angosta.

Van en un cuaderno de dos celdas: la lección 7 entera entrena un modelo, y aquí solo se mira.
"""

from __future__ import annotations

from collections.abc import Iterator

import nbformat
import pytest
from exploradores_a_la_vista import Controles, mal_medido
from laboratorio import Cuaderno, Mesa
from playwright.sync_api import expect

CELDAS = (
    "from minigrad.exploradores import atencion, formas\n\nformas()",
    'atencion(letras="sof")',
)


@pytest.fixture(scope="module")
def hoja(mesa: Mesa) -> Iterator[Cuaderno]:
    cuaderno = nbformat.v4.new_notebook(cells=[*map(nbformat.v4.new_code_cell, CELDAS)])
    cuaderno.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(cuaderno, mesa.carpeta / "dos_exploradores.ipynb")
    hoja = mesa.abrir_y_ejecutar("dos_exploradores.ipynb")
    antes = hoja.pagina.viewport_size
    assert antes
    yield hoja
    hoja.pagina.set_viewport_size(antes)
    hoja.pagina.emulate_media(color_scheme="light")


def sin_faltas(hoja: Cuaderno, controles: Controles, nombre: str) -> None:
    """Se lee y nada se corta: ancha, a 800 píxeles y al 150 %, con el tema claro y el oscuro."""
    for (ancho, alto), tema in (
        ((1366, 768), "light"),
        ((800, 768), "dark"),
        ((911, 512), "light"),
    ):
        hoja.pagina.set_viewport_size({"width": ancho, "height": alto})
        hoja.pagina.emulate_media(color_scheme=tema)
        claro = hoja.pagina.locator("body[data-jp-theme-light=true]")
        expect(claro).to_have_count(int(tema == "light"))
        expect(hoja.pagina.locator("#jupyterlab-splash")).to_have_count(0)
        expect(controles.dibujo.first).to_be_visible()
        hoja.foto(f"{nombre}_{ancho}", controles.salida)
        assert not mal_medido(controles.salida)


def test_formas(hoja: Cuaderno) -> None:
    controles = Controles(hoja, "formas()")
    salida, alerta = controles.salida, controles.salida.get_by_role("alert")
    campo = salida.get_by_placeholder("por ejemplo (3, 4)")
    hoja.foto("formas_pregunta", salida)
    campo.fill("4, 3")
    campo.press("Enter")
    expect(alerta).to_contain_text("el eje −1 no mide 3")
    campo.fill("3, 4")
    controles.cambia_con(controles.boton("Comprobar").click)
    expect(alerta).to_contain_text("¡Bien! Llevas 1.")
    expect(controles.dicho).to_contain_text("c[1, 2] = a[1, 2] + b[2] = 7 + 30 = 37.")
    controles.cambia_con(controles.boton("Siguiente ▶").click)
    expect(controles.dicho).to_contain_text("c[1, 3] = a[1, 3] + b[3]")
    controles.cambia_con(controles.boton("Hacia atrás").click)
    expect(controles.dicho).to_contain_text("En b[3] se suman 3 gradientes")
    sin_faltas(hoja, controles, "formas_vuelta")
    salida.locator("select").first.select_option("(3, 4) + (3,)")
    controles.boton("No encajan").click()
    expect(controles.dicho).to_contain_text("el eje −1 mide 4 en una y 3 en la otra")
    salida.locator("select").first.select_option("(2, 3, 4) + (3, 1)")
    controles.boton("Ver el resultado").click()
    expect(controles.dicho).to_contain_text("se suman 8 gradientes")
    sin_faltas(hoja, controles, "formas_tres_ejes")


def test_atencion(hoja: Cuaderno) -> None:
    controles = Controles(hoja, "atencion(", dibujos=2)
    expect(controles.dicho).to_contain_text("«sof…»")
    controles.cambia_con(lambda: controles.barra("Temperatura").press("ArrowRight"))
    expect(controles.dicho).to_contain_text("Con temperatura 1.1")
    controles.cambia_con(lambda: controles.barra("Letras a la vista").press("ArrowLeft"))
    expect(controles.dicho).to_contain_text("Siguió «f»")
    controles.cambia_con(controles.boton("todas").click)
    expect(controles.dicho).to_contain_text("el promedio de las cabezas")
    controles.salida.locator("select").first.select_option("«l»")
    controles.cambia_con(controles.boton("Poner").click)
    expect(controles.dicho).to_contain_text("«sol…»")
    controles.cambia_con(controles.boton("Hasta el fin").click)
    expect(controles.dicho).to_contain_text("Siguió el fin")
    campo = controles.salida.get_by_placeholder("por ejemplo mar")
    campo.fill("maría kß")
    campo.press("Enter")
    expect(controles.salida.get_by_role("alert")).to_contain_text("no conoce")
    campo.fill("María")
    campo.press("Enter")
    expect(controles.dicho).to_contain_text("«maría…»")
    sin_faltas(hoja, controles, "atencion")
