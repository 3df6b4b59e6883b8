"""El explorador `recorrer`, movido con el ratón y el teclado en un JupyterLab de verdad."""

from __future__ import annotations

import pytest
from exploradores_a_la_vista import Recorrido
from laboratorio import Cuaderno, Mesa
from playwright.sync_api import TimeoutError as NoPaso
from playwright.sync_api import expect

ROJO, VERDE = "rgb(164, 0, 0)", "rgb(11, 93, 30)"


@pytest.fixture(scope="module")
def introduccion(mesa: Mesa) -> Cuaderno:
    return mesa.abrir_y_ejecutar("notebooks/00_introduccion.ipynb")


@pytest.fixture
def recorrido(introduccion: Cuaderno) -> Recorrido:
    """El de la lección 0, recién hecho: diez pasos."""
    introduccion.ejecutar(introduccion.celda("recorrer(total)"))
    return Recorrido(introduccion.salida("recorrer(total)"))


def test_los_botones_y_el_teclado(introduccion: Cuaderno, recorrido: Recorrido) -> None:
    recorrido.esta_en(1)
    expect(recorrido.boton("Anterior")).to_be_disabled()
    introduccion.foto("recorrer_inicio", recorrido.salida)
    vistos = [recorrido.dibujo.inner_html()]
    for paso in (2, 3, 4, 5):
        recorrido.boton("Siguiente").click()
        recorrido.esta_en(paso)
        vistos.append(recorrido.dibujo.inner_html())
    assert len(set(vistos)) == len(vistos)
    recorrido.boton("Anterior").click()
    recorrido.esta_en(4)
    assert recorrido.dibujo.inner_html() == vistos[3]
    recorrido.boton("Último").click()
    recorrido.esta_en(10)
    expect(recorrido.dibujo).to_contain_text("grad 4.0")
    expect(recorrido.boton("Siguiente")).to_be_disabled()
    recorrido.barra.press("ArrowLeft")
    recorrido.esta_en(9)
    introduccion.foto("recorrer_reparto", recorrido.salida)
    recorrido.boton("Primero").click()
    recorrido.esta_en(1)
    assert recorrido.dibujo.inner_html() == vistos[0]


def test_una_rafaga_de_clics_no_pierde_pasos(recorrido: Recorrido) -> None:
    recorrido.boton("Siguiente").evaluate("boton => { for (let i = 0; i < 6; i++) boton.click() }")
    recorrido.esta_en(7)


def test_reproducir_y_pausar(recorrido: Recorrido) -> None:
    antes = recorrido.dibujo.inner_html()
    recorrido.reproducir.click()
    recorrido.esta_en(3)
    recorrido.reproducir.click()
    expect(recorrido.reproducir.locator(".fa-play")).to_be_visible()
    quieto = recorrido.paso
    with pytest.raises(NoPaso):  # en pausa no avanza, aunque se le dé tiempo para otro paso
        recorrido.salida.get_by_text(f"· {quieto + 1} de ").wait_for(timeout=2500)
    assert recorrido.dibujo.inner_html() != antes
    recorrido.boton("Primero").click()
    recorrido.esta_en(1)
    assert recorrido.dibujo.inner_html() == antes


def test_predecir_mal_y_bien(introduccion: Cuaderno, recorrido: Recorrido) -> None:
    expect(recorrido.campo).to_be_hidden()
    recorrido.opcion("Predecir cada gradiente").check()
    for paso in (2, 3, 4):
        recorrido.boton("Siguiente").click()
        recorrido.esta_en(paso)
    expect(recorrido.campo).to_be_visible()
    recorrido.campo.fill("18")
    recorrido.boton("Comprobar").click()
    expect(recorrido.respuesta).to_contain_text("Ese es el data de «total». Se pide su gradiente.")
    expect(recorrido.respuesta.locator("span")).to_have_css("color", ROJO)
    expect(recorrido.salida.locator(".widget-text")).to_have_css("border-top-color", ROJO)
    recorrido.esta_en(4)
    introduccion.foto("predecir_mal", recorrido.salida)
    recorrido.campo.fill("1")
    recorrido.campo.press("Enter")
    recorrido.esta_en(5)
    expect(recorrido.respuesta).to_contain_text("¡Bien! grad de total = 1.0")
    expect(recorrido.respuesta.locator("span")).to_have_css("color", VERDE)
    expect(recorrido.campo).to_have_value("")
    expect(recorrido.salida).to_contain_text("Predichos: 1 de 5")
    introduccion.foto("predecir_bien", recorrido.salida)


def test_con_igual_en_lugar_de_acumular(mesa: Mesa) -> None:
    cuaderno = mesa.abrir_y_ejecutar("notebooks/03_automatizando.ipynb")
    recorrido = Recorrido(cuaderno.salida("recorrer(d)"))
    recorrido.salida.scroll_into_view_if_needed()
    recorrido.boton("Último").click()
    expect(recorrido.dibujo).to_contain_text("grad 12.0")
    recorrido.opcion("Acumular con +=").uncheck()
    expect(recorrido.estado).to_contain_text("«a» queda en 5.0 y debía ser 12.0")
    cuaderno.foto("sin_acumular", recorrido.salida)
