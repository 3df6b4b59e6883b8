"""El informe y las hojas, en un navegador: en un teléfono nada se sale de la página."""

from __future__ import annotations

import datetime
import os
import shutil

import pytest
from clase_de_prueba import EJERCICIOS, MAXIMOS, PLANO, boleta

from minigrad.calificar.boleta.boleta import Nota
from minigrad.calificar.boleta.hojas import como_hojas
from minigrad.calificar.boleta.informe import como_html
from minigrad.calificar.boleta.planilla import reunir

playwright = pytest.importorskip("playwright.sync_api", reason="falta el paquete playwright")
pytestmark = [pytest.mark.navegador, pytest.mark.lento]

NOMBRES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LARGO = "un_nombre_sin_espacios_larguisimo_que_alguien_le_puso_a_su_carpeta@correo.ejemplo.org"
#: lo que se sale por la derecha y no está en una caja que se desplaza
SE_SALEN = """() => [...document.querySelectorAll('body *')].filter(
    e => !e.closest('.ancho') && e.getBoundingClientRect().right > innerWidth + 1
).map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def navegador():
    ruta = next(filter(None, map(shutil.which, NOMBRES)), None)
    if ruta is None:
        pytest.skip("estas pruebas abren un navegador y no hay Chromium ni Chrome")
    opciones = ["--disable-gpu", "--disable-dev-shm-usage"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        opciones.append("--no-sandbox")
    with playwright.sync_playwright() as p:
        ventana = p.chromium.launch(executable_path=ruta, args=opciones)
        yield ventana
        ventana.close()


@pytest.fixture(scope="module")
def paginas(tmp_path_factory):
    """Una clase de 40, con nombres y errores que no se pueden partir."""
    carpeta = tmp_path_factory.mktemp("paginas")
    estados = ("correcto", "mal", "limite", "blanco", "falta")
    notas = [
        Nota(e.id, PLANO["ejercicios"][e.id]["cuaderno"], estados[i % 5], 0, e.dificultad, LARGO,
             e.errores[0].nombre if i % 5 == 1 else "")
        for i, e in enumerate(EJERCICIOS.values())
    ]  # fmt: skip
    quienes = [LARGO, *(f"Ana María López Ruiz de la Fuente {i}" for i in range(39))]
    boletas = [boleta(quien, *notas) for quien in quienes]
    clase = reunir(boletas, PLANO, MAXIMOS, tardanzas={boletas[0].entrega: LARGO})
    ahora = datetime.datetime(2027, 3, 9, 9, 30)
    (carpeta / "informe.html").write_bytes(como_html(clase, EJERCICIOS, ahora))
    (carpeta / "hoja.html").write_bytes(next(como_hojas(clase, EJERCICIOS))[1])
    return carpeta


@pytest.mark.parametrize("nombre", ["informe", "hoja"])
@pytest.mark.parametrize("ancho", [390, 768, 1366])
@pytest.mark.parametrize("tema", ["light", "dark"])
def test_nada_se_sale_de_la_pagina(navegador, paginas, nombre, ancho, tema):
    contexto = navegador.new_context(
        viewport={"width": ancho, "height": 844}, color_scheme=tema, java_script_enabled=True
    )
    hoja = contexto.new_page()
    hoja.goto((paginas / f"{nombre}.html").as_uri())
    assert hoja.evaluate("document.documentElement.scrollWidth") <= ancho
    assert hoja.evaluate(SE_SALEN) == []
    fondo, tinta = hoja.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert (fondo == "rgb(255, 255, 255)") == (tema == "light")
    assert fondo != tinta
    contexto.close()
