"""Lo que se ve en una pantalla chica, en una ventana angosta y con la letra al 150 %.

La pantalla chica mide 1366×768; con el zoom al 150 %, una de esas deja 911×512.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from exploradores_a_la_vista import Recorrido, mal_medido
from laboratorio import Cuaderno, Mesa
from playwright.sync_api import Locator, expect

MEDIDAS = {"1366": (1366, 768), "800": (800, 768), "150 %": (911, 512)}

#: de un botón, los colores de su letra y de su fondo, y el de su cerco; y el de la página
_COLORES = """boton => { const estilo = getComputedStyle(boton);
    return [estilo.color, estilo.backgroundColor, estilo.boxShadow,
        getComputedStyle(boton.closest('.jp-Notebook')).backgroundColor,
        getComputedStyle(boton, '::before').content]; }"""


@pytest.fixture(scope="module")
def a_mano(mesa: Mesa) -> Iterator[Cuaderno]:
    """La lección 2, que tiene casi todo; al final, la ventana vuelve a su tamaño."""
    cuaderno = mesa.abrir_y_ejecutar("notebooks/02_a_mano.ipynb")
    antes = cuaderno.pagina.viewport_size
    assert antes
    yield cuaderno
    cuaderno.pagina.set_viewport_size(antes)
    cuaderno.pagina.emulate_media(color_scheme="light")


def medir(cuaderno: Cuaderno, cual: str) -> None:
    ancho, alto = MEDIDAS[cual]
    cuaderno.pagina.set_viewport_size({"width": ancho, "height": alto})


def arriba(cuaderno: Cuaderno, codigo: str) -> Locator:
    """La salida de esa celda, con la celda al principio de lo que se ve."""
    celda = cuaderno.celda(codigo).last
    celda.scroll_into_view_if_needed()
    celda.evaluate("celda => celda.scrollIntoView(true)")
    return celda.locator(".jp-Cell-outputArea")


@pytest.mark.parametrize("cual", MEDIDAS)
def test_nada_se_corta_y_las_letras_se_leen(a_mano: Cuaderno, cual: str) -> None:
    medir(a_mano, cual)
    faltas: list[str] = []
    for codigo in (
        "pendiente(math.sin, x=1.0",
        "recorrer(L, predecir=True)",
        "exploradores.neurona()",
        "draw_dot(o",
    ):
        salida = arriba(a_mano, codigo)
        expect(salida.locator("svg[role=img]:visible, img:visible").first).to_be_visible()
        a_mano.foto(f"medidas_{cual[:4].strip()}_{re.sub(r'[^a-z]+.*', '', codigo)}")
        faltas += [f"{codigo}: {falta}" for falta in mal_medido(salida)]
    assert not faltas, "\n".join(faltas)


def test_la_prediccion_y_el_dibujo_caben_en_una_pantalla_chica(a_mano: Cuaderno) -> None:
    medir(a_mano, "1366")
    a_mano.ejecutar(a_mano.celda("recorrer(L, predecir=True)"))
    recorrido = Recorrido(arriba(a_mano, "recorrer(L, predecir=True)"))
    while recorrido.campo.is_hidden():
        paso = recorrido.paso
        recorrido.boton("Siguiente").click()
        recorrido.esta_en(paso + 1)
    arriba(a_mano, "recorrer(L, predecir=True)")
    for parte in (recorrido.campo, recorrido.boton("Comprobar"), recorrido.dibujo):
        expect(parte).to_be_in_viewport(ratio=1)
    a_mano.foto("medidas_1366_prediccion")


@pytest.mark.parametrize("cual", MEDIDAS)
def test_los_deslizadores_y_el_grafo_de_la_neurona_caben_juntos(
    a_mano: Cuaderno, cual: str
) -> None:
    medir(a_mano, cual)
    salida = arriba(a_mano, "exploradores.neurona()")
    salida.evaluate("salida => salida.scrollIntoView(true)")
    primera = salida.get_by_role("slider").first.bounding_box()
    grafo = salida.locator("svg[role=img]:visible").first.bounding_box()
    visor = a_mano.pagina.locator(".jp-WindowedPanel-outer:visible").first.bounding_box()
    assert primera
    assert grafo
    assert visor
    assert primera["y"] >= visor["y"]
    # en la más baja, al menos se ve el comienzo de cada camino
    parte = grafo["height"] if cual != "150 %" else 100
    assert grafo["y"] + parte <= visor["y"] + visor["height"]


def luminancia(color: str) -> float:
    canales = [int(c) / 255 for c in re.findall(r"\d+", color)[:3]]
    lineal = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in canales]
    return sum(p * c for p, c in zip((0.2126, 0.7152, 0.0722), lineal, strict=True))


def contraste(uno: str, otro: str) -> float:
    menor, mayor = sorted((luminancia(uno), luminancia(otro)))
    return (mayor + 0.05) / (menor + 0.05)


@pytest.mark.parametrize("tema", ["light", "dark"])
def test_el_boton_elegido_se_distingue(a_mano: Cuaderno, tema: str) -> None:
    a_mano.pagina.emulate_media(color_scheme=tema)
    claro = a_mano.pagina.locator("body[data-jp-theme-light=true]")
    expect(claro).to_have_count(int(tema == "light"))
    salida = arriba(a_mano, "exploradores.neurona()")
    elegido = salida.locator(".widget-toggle-button.mod-active")
    expect(elegido).to_have_text("tanh")
    a_mano.foto(f"medidas_tema_{tema}")
    letra, fondo, cerco, pagina, marca = elegido.evaluate(_COLORES)
    assert contraste(letra, fondo) >= 4.5
    assert contraste(cerco, pagina) >= 3
    assert "✓" in marca
    otro = salida.get_by_role("button", name="relu").evaluate(_COLORES)
    assert contraste(otro[0], otro[1]) >= 4.5
    assert (otro[1], otro[2], otro[4]) == (otro[1], "none", "none")
