"""Los demás exploradores, en los cuadernos que los usan, con el ratón y el teclado."""

from __future__ import annotations

import pytest
from exploradores_a_la_vista import Controles, Recorrido
from laboratorio import Cuaderno, Mesa
from playwright.sync_api import expect

# --- lección 2 -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def a_mano(mesa: Mesa) -> Cuaderno:
    return mesa.abrir_y_ejecutar("notebooks/02_a_mano.ipynb")


def test_pendiente_con_el_teclado(a_mano: Cuaderno) -> None:
    controles = Controles(a_mano, "pendiente(parabola, x=3.0")
    expect(controles.dicho).to_contain_text("pendiente = 17 / 1 = 17")
    a_mano.foto("pendiente", controles.salida)
    controles.cambia_con(lambda: controles.barra("x").press("ArrowLeft"))
    expect(controles.dicho).not_to_contain_text("La tangente tiene pendiente 14.0")
    controles.cambia_con(lambda: controles.barra("x").press("ArrowRight"))
    expect(controles.dicho).to_contain_text("La tangente tiene pendiente 14.0")
    controles.cambia_con(lambda: controles.barra("h").press("ArrowLeft"))
    expect(controles.dicho).not_to_contain_text("= 17 / 1")
    controles.cambia_con(controles.boton("izquierda").click)
    a_mano.foto("pendiente_izquierda", controles.salida)


def test_pendiente_que_se_encoge_sola(a_mano: Cuaderno) -> None:
    controles = Controles(a_mano, "pendiente(math.sin, x=1.0")
    controles.cambia_con(controles.play.click)
    expect(controles.play.locator(".fa-pause")).to_be_visible()
    expect(controles.dicho).to_contain_text("redondeo")
    controles.play.click()
    expect(controles.play.locator(".fa-play")).to_be_visible()
    a_mano.foto("pendiente_v", controles.salida)


def test_en_la_leccion_2_se_predice_desde_el_principio(a_mano: Cuaderno) -> None:
    recorrido = Recorrido(a_mano.salida("recorrer(L, predecir=True)"))
    recorrido.salida.scroll_into_view_if_needed()
    expect(recorrido.opcion("Predecir cada gradiente")).to_be_checked()
    while recorrido.campo.is_hidden():
        paso = recorrido.paso
        recorrido.boton("Siguiente").click()
        recorrido.esta_en(paso + 1)
    recorrido.campo.fill("uno")
    recorrido.campo.press("Enter")
    expect(recorrido.respuesta).to_contain_text("Escribe un número")
    recorrido.campo.fill("1,0")
    recorrido.campo.press("Enter")
    expect(recorrido.respuesta).to_contain_text("¡Bien! grad de L = 1.0")
    a_mano.foto("leccion_2_predecir", recorrido.salida)


# --- lección 5 -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def red(mesa: Mesa) -> Cuaderno:
    return mesa.abrir_y_ejecutar("notebooks/05_red_neuronal.ipynb")


def test_descenso_en_una_curva(red: Cuaderno) -> None:
    controles = Controles(red, "descenso(lambda w: (w - 3) ** 2")
    controles.cambia_con(controles.boton("Paso ▶").click)
    controles.cambia_con(lambda: controles.barra("Paso").press("ArrowRight"))
    controles.cambia_con(controles.boton("Final »").click)
    expect(controles.dicho).to_contain_text("onverge")
    red.foto("descenso_converge", controles.salida)
    controles.barra("Tasa").press("End")
    expect(controles.dicho).to_contain_text("iverge")
    red.foto("descenso_diverge", controles.salida)
    controles.cambia_con(controles.boton("Reiniciar").click)
    expect(controles.boton("Anterior")).to_be_disabled()


def test_descenso_en_un_mapa(red: Cuaderno) -> None:
    valle = "descenso(lambda x, y: x**2 / 10 + y**2, (-3.5, 1.5), desde=(-4, -2), hasta=(4, 2))"
    red.escribir(red.celda("descenso(lambda w: (w - 3) ** 2"), valle)
    controles = Controles(red, "descenso(lambda x, y")
    controles.cambia_con(controles.play.click)
    expect(controles.boton("Anterior")).to_be_enabled()
    controles.play.click()
    expect(controles.play.locator(".fa-play")).to_be_visible()
    controles.cambia_con(lambda: controles.barra("x inicial").press("ArrowRight"))
    controles.cambia_con(lambda: controles.barra("Impulso").press("ArrowRight"))
    controles.boton("Final »").click()
    expect(controles.boton("Final »")).to_be_disabled()
    red.foto("descenso_mapa", controles.salida)


# --- las prácticas -------------------------------------------------------------------------------


def test_ordenar_lineas(mesa: Mesa) -> None:
    practica = mesa.abrir_y_ejecutar("exercises/02_a_mano_practica.ipynb")
    salida = practica.salida("ordenar(LINEAS)")
    salida.scroll_into_view_if_needed()
    revueltas, programa = salida.locator("select").nth(0), salida.locator("select").nth(1)
    letras = [linea[0] for linea in revueltas.locator("option").all_text_contents()]
    for cuantas in (1, 2):
        revueltas.select_option(index=0)
        salida.get_by_role("button", name="Poner").click()
        expect(programa.locator("option")).to_have_count(cuantas)
    expect(salida).to_contain_text(f'Tu orden: ["{letras[0]}", "{letras[1]}"]')
    salida.get_by_role("button", name="Subir").click()
    expect(salida).to_contain_text(f'Tu orden: ["{letras[1]}", "{letras[0]}"]')
    practica.foto("ordenar", salida)
    salida.get_by_role("button", name="Quitar").click()
    expect(salida).to_contain_text(f'Tu orden: ["{letras[0]}"]')
