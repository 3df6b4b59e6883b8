"""La lección 3 en el navegador: una nota escrita por el aprendiz, su grafo y su recorrido."""

from __future__ import annotations

import pytest
from ejercicio_a_la_vista import escribir_y_ejecutar
from exploradores_a_la_vista import Recorrido
from hoja import Hoja, Pupitre
from playwright.sync_api import Locator, expect

from minigrad.aula.curso.activo import activo

COMPROBAR = 'Value = comprobar("03-sumar", Value)'


@pytest.fixture(scope="module")
def hoja(pupitre: Pupitre) -> Hoja:
    return pupitre.abrir_y_ejecutar("notebooks/03_automatizando.ipynb")


def tarjeta(hoja: Hoja) -> Locator:
    hoja.ejecutar(hoja.celda(COMPROBAR))
    return hoja.salida(COMPROBAR).get_by_role("note")


def escribir(hoja: Hoja, codigo: str) -> None:
    celda = hoja.celda("def sumar(")
    hoja.escribir(celda, codigo)
    hoja.ejecutar(celda)


def test_la_nota_en_blanco_equivocada_sin_fin_y_correcta(hoja: Hoja) -> None:
    correcta = activo().solucion("03-sumar")
    de_antes = hoja.salida(COMPROBAR).get_by_role("note")
    expect(de_antes).to_contain_text("En blanco: La suma que acumula")
    escribir(hoja, correcta.replace("+= out.grad", "= out.grad"))
    expect(tarjeta(hoja)).to_contain_text("Todavía no: La suma que acumula")
    hoja.foto("sitio_03_equivocada", hoja.salida(COMPROBAR))
    sin_fin = correcta.replace("self.grad += out.grad", "while True: pass")
    escribir(hoja, sin_fin)
    expect(tarjeta(hoja)).to_contain_text("no terminó en")
    escribir(hoja, correcta)
    expect(tarjeta(hoja)).to_contain_text("Correcto: La suma que acumula")


def test_la_pista_y_la_solucion_de_una_nota(hoja: Hoja) -> None:
    comprobar = 'Value = comprobar("03-multiplicar", Value)'
    salida = hoja.salida(comprobar)
    tarjetas, botones = salida.get_by_role("note"), salida.get_by_role("button")
    botones.filter(has_text="Dame una pista").click()
    expect(tarjetas.last).to_contain_text("Pista 1/")
    botones.filter(has_text="Ver la solución").click()
    expect(tarjetas.last).to_contain_text("Primero un intento")


def test_el_grafo_de_lo_que_escribio_se_recorre(hoja: Hoja) -> None:
    recorrido = Recorrido(hoja.salida("recorrer(d)"))
    recorrido.salida.scroll_into_view_if_needed()
    recorrido.esta_en(1)
    antes = recorrido.dibujo.inner_html()
    recorrido.boton("Último").click()
    expect(recorrido.boton("Siguiente")).to_be_disabled()
    assert recorrido.dibujo.inner_html() != antes
    hoja.foto("sitio_03_recorrer", recorrido.salida)


def test_de_una_pestana_a_otra_nada_se_pisa(pupitre: Pupitre, hoja: Hoja) -> None:
    """Cada lección tiene su Python; el progreso es uno, y cada una suma lo suyo."""
    otra = pupitre.abrir_y_ejecutar("notebooks/00_introduccion.ipynb")
    escribir_y_ejecutar(otra, "veces = ...", "veces = 1_000_001")
    otra.ejecutar(otra.celda('comprobar("00-millon", veces)'))
    expect(otra.salida('comprobar("00-millon", veces)')).to_contain_text("Correcto")
    hoja.pagina.bring_to_front()
    escribir_y_ejecutar(hoja, "repaso_1 = ", activo().solucion("03-repaso-1"))
    hoja.ejecutar(hoja.celda('comprobar("03-repaso-1"'))
    expect(hoja.salida('comprobar("03-repaso-1"')).to_contain_text("Correcto")
    hoja.ejecutar(hoja.celda('progreso("03")'))
    progreso = hoja.salida('progreso("03")')
    expect(progreso.get_by_role("row", name="03-repaso-1")).to_contain_text("correcto")
    otra.pagina.bring_to_front()
    escribir_y_ejecutar(otra, 'progreso("00")', 'progreso("03")')
    ajeno = otra.salida('progreso("03")').get_by_role("row", name="03-repaso-1")
    expect(ajeno).to_contain_text("correcto")
    escribir_y_ejecutar(otra, 'progreso("03")', 'progreso("00")')
    suyo = otra.salida('progreso("00")').get_by_role("row", name="00-millon")
    expect(suyo).to_contain_text("correcto")
