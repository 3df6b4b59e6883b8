"""El informe y las hojas, en un navegador: en un teléfono nada se sale de la página."""

from __future__ import annotations

import datetime

import pytest
from clase_de_prueba import EJERCICIOS, MAXIMOS, PLANO, boleta

from minigrad.calificar.boleta.boleta import Nota
from minigrad.calificar.boleta.hojas import como_hojas
from minigrad.calificar.boleta.informe import como_html
from minigrad.calificar.boleta.planilla import reunir

LARGO = "un_nombre_sin_espacios_larguisimo_que_alguien_le_puso_a_su_carpeta@correo.ejemplo.org"
#: lo que se sale por la derecha y no está en una caja que se desplaza
SE_SALEN = """() => [...document.querySelectorAll('body *')].filter(
    e => !e.closest('.ancho') && e.getBoundingClientRect().right > innerWidth + 1
).map(e => e.outerHTML.slice(0, 80))"""

COLORES = "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"


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
def test_nada_se_sale_de_la_pagina(navegador, paginas, nombre):
    hoja = navegador.new_page()
    hoja.goto((paginas / f"{nombre}.html").as_uri())
    for tema in ("light", "dark"):
        hoja.emulate_media(color_scheme=tema)
        fondo, tinta = hoja.evaluate(COLORES)
        assert (fondo == "rgb(255, 255, 255)") == (tema == "light")
        assert fondo != tinta
        for ancho in (390, 768, 1366):
            hoja.set_viewport_size({"width": ancho, "height": 844})
            assert hoja.evaluate("document.documentElement.scrollWidth") <= ancho
            assert hoja.evaluate(SE_SALEN) == []
    hoja.close()
