"""La lección 0 en el navegador, con el teclado y el ratón de quien aprende."""

from __future__ import annotations

import pytest
from ejercicio_a_la_vista import equivocarse_pedir_ayuda_y_acertar, escribir_y_ejecutar
from exploradores_a_la_vista import Recorrido
from hoja import Hoja, Pupitre
from playwright.sync_api import Locator, expect

SIN_FIN = "def cuenta(precio, cantidad, envio):\n    while True:\n        envio += 1\n"
COMPROBAR = 'cuenta = comprobar("00-cuenta", cuenta)'


@pytest.fixture(scope="module")
def hoja(pupitre: Pupitre) -> Hoja:
    return pupitre.abrir_y_ejecutar("notebooks/00_introduccion.ipynb")


def tarjeta(hoja: Hoja, comprobar: str) -> Locator:
    hoja.ejecutar(hoja.celda(comprobar))
    return hoja.salida(comprobar).get_by_role("note")


def test_tecla_por_tecla_en_blanco_equivocada_y_correcta(hoja: Hoja) -> None:
    comprobar = 'comprobar("00-pago", pago)'
    expect(tarjeta(hoja, comprobar)).to_contain_text("En blanco: Tu primer blanco")
    hoja.celda("pago = ...").locator(".cm-line").last.click()
    teclado = hoja.pagina.keyboard
    teclado.press("End")
    for _ in "...":
        teclado.press("Backspace")
    teclado.type("precio + cantidad + envio")
    teclado.press("Shift+Enter")  # pasa a la celda que comprueba
    teclado.press("Shift+Enter")
    salida = hoja.salida(comprobar)
    expect(salida.get_by_role("note")).to_contain_text("Sumaste las tres cosas")
    hoja.foto("sitio_equivocada", salida)
    hoja.celda("pago = precio").locator(".cm-line").last.click()
    teclado.press("Home")
    for _ in "pago = precio ":
        teclado.press("ArrowRight")
    teclado.press("Delete")
    teclado.type("*")
    teclado.press("Shift+Enter")
    teclado.press("Shift+Enter")
    expect(salida.get_by_role("note")).to_contain_text("Correcto: Tu primer blanco")


def test_equivocarse_pedir_ayuda_y_acertar(hoja: Hoja) -> None:
    equivocarse_pedir_ayuda_y_acertar(hoja)


def test_una_respuesta_sin_fin_se_corta_y_el_nucleo_sigue(hoja: Hoja) -> None:
    escribir_y_ejecutar(hoja, "def cuenta(", SIN_FIN)
    expect(tarjeta(hoja, COMPROBAR)).to_contain_text("no terminó en")
    hoja.foto("sitio_sin_fin", hoja.salida(COMPROBAR))
    bien = "def cuenta(precio, cantidad, envio):\n    return precio * cantidad + envio\n"
    escribir_y_ejecutar(hoja, "while True", bien)
    expect(tarjeta(hoja, COMPROBAR)).to_contain_text("Correcto")


#: el SVG de una imagen, puesto un momento en la página: qué dice, qué se sale de su marco y
#: cuánto mide en pantalla su letra más pequeña
MEDIR = """imagen => {
    const caja = document.body.appendChild(document.createElement('div'));
    caja.innerHTML = decodeURIComponent(imagen.src.replace('data:image/svg+xml,', ''));
    const dibujo = caja.querySelector('svg'), marco = dibujo.getBoundingClientRect();
    const letreros = [...dibujo.querySelectorAll('text')];
    const cabe = ({left, right, top, bottom}) => left >= marco.left - 1 && right <= marco.right + 1
        && top >= marco.top - 1 && bottom <= marco.bottom + 1;
    const escala = imagen.getBoundingClientRect().width / marco.width;
    const medidas = {
        dice: letreros.map(letrero => letrero.textContent.trim()),
        nombre: dibujo.getAttribute('aria-label'),
        explica: dibujo.querySelector('desc').textContent,
        cortados: letreros.filter(l => !cabe(l.getBoundingClientRect())).map(l => l.textContent),
        letra: escala * Math.min(...letreros.map(
            l => parseFloat(getComputedStyle(l).fontSize) * l.getScreenCTM().a)),
        sobra: imagen.getBoundingClientRect().right
            - imagen.closest('.jp-OutputArea').getBoundingClientRect().right,
    };
    caja.remove();
    return medidas;
}"""


@pytest.mark.parametrize("tema", ["light", "dark"])
def test_el_grafo_se_dibuja_entero_y_dice_que_es(hoja: Hoja, tema: str) -> None:
    hoja.pagina.emulate_media(color_scheme=tema)
    oscuro = hoja.pagina.locator("body[data-jp-theme-light=false]")
    expect(oscuro).to_have_count(int(tema == "dark"))
    celda = hoja.celda("draw_dot(total, derivadas=True)")
    grafo = celda.locator(".jp-OutputArea-output img")
    expect(grafo).to_be_visible()
    medidas = grafo.evaluate(MEDIR)
    assert {"precio", "cantidad", "envío", "total", "× 3.0"} <= set(medidas["dice"])
    assert medidas["nombre"] == "Grafo de 5 nodos (raíz: total)"
    assert "total" in medidas["explica"]
    assert medidas["cortados"] == []
    assert medidas["letra"] >= 11
    assert medidas["sobra"] <= 1
    hoja.foto(f"sitio_grafo_{tema}", celda)
    hoja.pagina.emulate_media(color_scheme="light")


def test_el_recorrido_se_mueve_y_se_reproduce(hoja: Hoja) -> None:
    hoja.ejecutar(hoja.celda("recorrer(total)"))
    recorrido = Recorrido(hoja.salida("recorrer(total)"))
    recorrido.esta_en(1)
    primero = recorrido.dibujo.inner_html()
    recorrido.boton("Siguiente").click()
    recorrido.esta_en(2)
    assert recorrido.dibujo.inner_html() != primero
    recorrido.reproducir.click()
    recorrido.esta_en(4)
    recorrido.reproducir.click()
    expect(recorrido.salida.locator(".widget-play .fa-play")).to_be_visible()
    arrastrar(recorrido.barra, 400)
    recorrido.esta_en(10)
    expect(recorrido.dibujo).to_contain_text("grad 4.0")
    hoja.foto("sitio_recorrer", recorrido.salida)


def arrastrar(barra: Locator, cuanto: int) -> None:
    barra.scroll_into_view_if_needed()
    caja = barra.bounding_box()
    assert caja
    raton, x, y = barra.page.mouse, caja["x"] + caja["width"] / 2, caja["y"] + caja["height"] / 2
    raton.move(x, y)
    raton.down()
    raton.move(x + cuanto, y, steps=12)
    raton.up()


def test_fuera_de_orden_se_explica_en_espanol(hoja: Hoja) -> None:
    escribir_y_ejecutar(
        hoja, "por_precio = cuenta(5, 3, 6)", "por_precio = cuenta(5, 3, 6) - inicia"
    )
    aviso = hoja.salida("por_precio = cuenta").get_by_role("note")
    expect(aviso).to_contain_text("La celda se detuvo")
    escribir_y_ejecutar(hoja, "- inicia", "inicio = cuenta(4, 3, 6)")


def test_una_celda_sin_fin_de_quien_aprende_se_detiene_sola(hoja: Hoja) -> None:
    poco = "import minigrad.navegador.celda as celda; celda.esperar(minutos=0.05)"
    escribir_y_ejecutar(hoja, "inicio = cuenta(4, 3, 6)", poco)
    escribir_y_ejecutar(hoja, "celda.esperar(", "while True: pass")
    aviso = hoja.salida("while True").get_by_role("note")
    expect(aviso).to_contain_text("sin terminar y la detuve")
    hoja.foto("sitio_celda_sin_fin", hoja.salida("while True"))
    escribir_y_ejecutar(hoja, "while True", "inicio = cuenta(4, 3, 6)")


def test_el_progreso_sobrevive_a_un_reinicio_del_nucleo(hoja: Hoja) -> None:
    hoja.reiniciar()
    hoja.ejecutar(hoja.celda("# Prepara el cuaderno"))
    hoja.ejecutar(hoja.celda('progreso("00")'))
    progreso = hoja.salida('progreso("00")')
    for cual, como in (("00-pago", "correcto"), ("00-necesidad", "en blanco")):
        expect(progreso.get_by_role("row", name=cual)).to_contain_text(como)
    hoja.foto("sitio_progreso", progreso)
