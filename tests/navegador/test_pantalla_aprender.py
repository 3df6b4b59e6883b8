"""La neurona y el entrenamiento, en los cuadernos que los usan, con el ratón y el teclado."""

from __future__ import annotations

import re

import pytest
from exploradores_a_la_vista import Controles
from laboratorio import Mesa
from playwright.sync_api import expect

# --- la neurona ----------------------------------------------------------------------------------

#: anota la hora y el paso de cada redibujo
ANOTAR = """figura => { window.redibujos = [];
    const anotar = () => window.redibujos.push(
        [performance.now(), Number(figura.innerText.match(/paso (\\d+)/)[1])]);
    new MutationObserver(anotar).observe(figura, {childList: true}); }"""
#: cuántas veces más se redibuja antes de pasar un segundo quieta
HASTA_QUIETA = """figura => new Promise(quieta => { let veces = 0, reloj;
    const esperar = () => { clearTimeout(reloj); reloj = setTimeout(() => quieta(veces), 1000); };
    new MutationObserver(() => { veces++; esperar(); }).observe(figura, {childList: true});
    esperar(); })"""


@pytest.fixture(scope="module")
def neurona(mesa: Mesa) -> Controles:
    cuaderno = mesa.abrir_y_ejecutar("notebooks/02_a_mano.ipynb")
    return Controles(cuaderno, "exploradores.neurona()", dibujos=2)


def test_la_neurona_empieza_con_los_numeros_de_la_leccion(neurona: Controles) -> None:
    expect(neurona.dicho).to_contain_text("o = tanh(n) = 0.7071")
    expect(neurona.salida.locator(".widget-readout")).to_have_text(
        ["2.0", "−3.0", "0.0", "1.0", "6.8814"]
    )
    neurona.cuaderno.foto("neurona", neurona.salida)


def test_la_neurona_se_mueve_con_el_teclado(neurona: Controles) -> None:
    barra = neurona.barra("b")
    barra.press("Home")
    expect(neurona.dicho).to_contain_text("saturada")
    neurona.boton("relu").click()
    expect(neurona.dicho).to_contain_text("apagada")
    neurona.cuaderno.foto("neurona_apagada", neurona.salida)
    neurona.boton("Volver al principio").click()
    expect(neurona.dicho).to_contain_text("o = tanh(n) = 0.7071")
    expect(neurona.figura.locator("td", has_text="0.5 × (−3.0)")).to_be_visible()


def test_la_neurona_se_arrastra_con_el_raton(neurona: Controles) -> None:
    caja = neurona.barra("w1").bounding_box()
    assert caja
    raton = neurona.salida.page.mouse
    x, y = caja["x"] + caja["width"] / 2, caja["y"] + caja["height"] / 2
    raton.move(x, y)
    raton.down()
    raton.move(x + 300, y, steps=20)
    raton.up()
    expect(neurona.dicho).to_contain_text("2.0·4.0")
    neurona.boton("Volver al principio").click()


# --- el entrenamiento ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def red(mesa: Mesa) -> Controles:
    cuaderno = mesa.abrir_y_ejecutar("notebooks/05_red_neuronal.ipynb")
    return Controles(cuaderno, 'entrenamiento("moons"')


def paso(red: Controles) -> int:
    hallado = re.search(r"paso (\d+) ·", red.figura.inner_text())
    assert hallado
    return int(hallado[1])


def test_se_redibuja_muchas_veces_y_siempre_hacia_adelante(red: Controles) -> None:
    expect(red.figura).to_contain_text("paso 0 · pérdida 0.8933")
    red.figura.evaluate(ANOTAR)
    red.play.click()
    expect(red.figura).to_contain_text(re.compile(r"paso [1-9]\d\d ·"))
    red.play.click()
    anotados = red.salida.page.evaluate("window.redibujos")
    # cuántas por segundo lo mide `python -m benchmarks.exploradores`
    assert len(anotados) >= 5
    assert [k for _, k in anotados] == sorted(k for _, k in anotados)
    red.cuaderno.foto("entrenamiento", red.salida)


def test_en_pausa_no_quedan_cuadros_en_la_fila(red: Controles) -> None:
    red.boton("Reiniciar").click()
    red.play.click()
    expect(red.figura).to_contain_text(re.compile(r"paso [1-9]\d\d ·"))
    red.play.click()
    expect(red.play.locator(".fa-play")).to_be_visible()
    # los que ya iban por el camino llegan; una fila de ellos serían decenas
    assert red.figura.evaluate(HASTA_QUIETA) <= 6
    quieto = paso(red)
    red.boton("Un paso").click()
    expect(red.figura).to_contain_text(f"paso {quieto + 1} ·")


def test_reiniciar_en_plena_marcha_no_se_pierde(red: Controles) -> None:
    red.play.click()
    expect(red.figura).to_contain_text(re.compile(r"paso [1-9]\d+ ·"))
    for _ in range(5):
        red.boton("Reiniciar").click()
    expect(red.figura).to_contain_text("paso 0 ·")
    expect(red.play.locator(".fa-play")).to_be_visible()


def test_otra_red_y_otros_datos(red: Controles) -> None:
    red.salida.get_by_label("Datos").select_option(label="dos espirales (spiral)")
    red.salida.get_by_label("Capas ocultas").select_option(label="8")
    red.salida.get_by_label("Activación").select_option(label="tanh")
    expect(red.figura).to_contain_text("MLP(2, [8, 1]), tanh")
    red.boton("50 pasos").click()
    expect(red.figura).to_contain_text("paso 50 ·")
    red.cuaderno.foto("entrenamiento_espirales", red.salida)


def test_una_tasa_demasiado_grande_se_explica(red: Controles) -> None:
    red.salida.get_by_label("Datos").select_option(label="dos lunas (moons)")
    red.salida.get_by_label("Capas ocultas").select_option(label="8, 8")
    red.salida.get_by_label("Activación").select_option(label="relu")
    red.barra("Tasa").press("End")
    red.boton("Reiniciar").click()
    red.boton("50 pasos").click()
    expect(red.dicho).to_contain_text("quedaron apagadas")
    red.cuaderno.foto("entrenamiento_apagada", red.salida)


def test_quien_pide_menos_movimiento_lee_como_evitarlo(red: Controles) -> None:
    consejo = red.salida.get_by_text("entrena sin animar")
    expect(consejo).to_be_hidden()
    red.salida.page.emulate_media(reduced_motion="reduce")
    expect(consejo).to_be_visible()
    red.salida.page.emulate_media(reduced_motion="no-preference")
