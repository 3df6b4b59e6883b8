"""Un ejercicio de punta a punta: equivocarse, pedir ayuda, acertar y volver otro día."""

from __future__ import annotations

import shutil

import pytest
from laboratorio import Cuaderno, Mesa
from playwright.sync_api import expect

from minigrad.aula.curso.activo import activo

VERDE = "rgb(26, 127, 55)"


@pytest.fixture(scope="module")
def cuaderno(mesa: Mesa) -> Cuaderno:
    """Una copia, porque aquí se escribe en él y se reinicia."""
    copia = "notebooks/00_introduccion_copia.ipynb"
    shutil.copy(mesa.carpeta / "notebooks/00_introduccion.ipynb", mesa.carpeta / copia)
    return mesa.abrir_y_ejecutar(copia)


def escribir(cuaderno: Cuaderno, antes: str, respuesta: str) -> None:
    """Cambia la celda que dice `antes` y la ejecuta."""
    cuaderno.escribir(cuaderno.celda(antes), respuesta)
    cuaderno.ejecutar(cuaderno.celda(respuesta))


def test_equivocarse_pedir_ayuda_y_acertar(cuaderno: Cuaderno) -> None:
    ejercicio = activo().buscar("00-empujon")
    error, total = ejercicio.errores[0], len(ejercicio.pistas)
    equivocada, correcta = error.codigo or "", activo().solucion(ejercicio.id).strip()
    comprobar = f'comprobar("{ejercicio.id}", empujones)'
    salida = cuaderno.salida(comprobar)
    tarjeta, boton = salida.get_by_role("note"), salida.get_by_role("button")
    expect(tarjeta).to_contain_text(f"En blanco: {ejercicio.titulo}")
    boton.filter(has_text="Ver la solución").click()
    expect(tarjeta.last).to_contain_text("Primero un intento")

    escribir(cuaderno, "empujones = ...", equivocada)
    cuaderno.ejecutar(cuaderno.celda(comprobar))
    expect(tarjeta).to_have_count(1)
    expect(tarjeta).to_contain_text(f"Todavía no: {ejercicio.titulo}")
    expect(tarjeta).to_contain_text(error.mensaje.replace("`", ""))
    cuaderno.foto("tarjeta_mal", salida)

    for numero, pista in enumerate(ejercicio.pistas, start=1):
        boton.filter(has_text=f"Dame una pista ({numero}/{total})").click()
        expect(tarjeta.last).to_contain_text(f"Pista {numero}/{total}: {ejercicio.titulo}")
        expect(tarjeta.last).to_contain_text(pista.replace("`", ""))
    cuaderno.foto("tarjeta_pista", salida)
    boton.filter(has_text="Ver la solución").click()
    expect(tarjeta.last).to_contain_text(f"Solución: {ejercicio.titulo}")
    for columna in ("Tu código", f"≠ {equivocada}", "La solución", f"≠ {correcta}"):
        expect(tarjeta.last).to_contain_text(columna)
    cuaderno.foto("tarjeta_solucion", salida)

    escribir(cuaderno, equivocada, correcta)
    cuaderno.ejecutar(cuaderno.celda(comprobar))
    expect(tarjeta).to_have_count(1)
    expect(tarjeta).to_contain_text(f"Correcto: {ejercicio.titulo}")
    expect(tarjeta).to_have_css("border-left-color", VERDE)
    expect(boton).to_have_count(0)
    cuaderno.foto("tarjeta_bien", salida)


def test_el_progreso_sobrevive_a_un_reinicio(cuaderno: Cuaderno) -> None:
    escribir(cuaderno, "veces = ...", "veces = 1_000_001")
    cuaderno.ejecutar(cuaderno.celda('comprobar("00-millon", veces)'))
    expect(cuaderno.salida('comprobar("00-millon", veces)')).to_contain_text("Correcto")
    cuaderno.reiniciar()
    cuaderno.ejecutar(cuaderno.celda("# Prepara el cuaderno"))
    cuaderno.ejecutar(cuaderno.celda('progreso("00")'))
    progreso = cuaderno.salida('progreso("00")')
    expect(progreso.get_by_role("row", name="00-millon")).to_contain_text("correcto")
    expect(progreso.get_by_role("row", name="00-necesidad")).to_contain_text("en blanco")
    cuaderno.foto("progreso", progreso)


def test_un_error_de_python_se_explica_en_espanol(cuaderno: Cuaderno) -> None:
    escribir(cuaderno, "necesidad = ...", "necesidad = nesecidad")
    salida = cuaderno.salida("necesidad = nesecidad")
    expect(salida.get_by_role("note")).to_contain_text("La celda se detuvo")
    expect(salida.get_by_role("note")).to_contain_text("nesecidad")
    cuaderno.foto("error_de_python", salida)
    escribir(cuaderno, "necesidad = nesecidad", 'necesidad = "c"')
    expect(cuaderno.salida('necesidad = "c"').get_by_role("note")).to_have_count(0)
