"""Un ejercicio de punta a punta: equivocarse, pedir ayuda, acertar y volver otro día."""

from __future__ import annotations

import shutil

import pytest
from ejercicio_a_la_vista import equivocarse_pedir_ayuda_y_acertar, escribir_y_ejecutar
from laboratorio import Cuaderno, Mesa
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def cuaderno(mesa: Mesa) -> Cuaderno:
    """Una copia, porque aquí se escribe en él y se reinicia."""
    copia = "notebooks/00_introduccion_copia.ipynb"
    shutil.copy(mesa.carpeta / "notebooks/00_introduccion.ipynb", mesa.carpeta / copia)
    return mesa.abrir_y_ejecutar(copia)


def test_equivocarse_pedir_ayuda_y_acertar(cuaderno: Cuaderno) -> None:
    equivocarse_pedir_ayuda_y_acertar(cuaderno)


def test_el_progreso_sobrevive_a_un_reinicio(cuaderno: Cuaderno) -> None:
    escribir_y_ejecutar(cuaderno, "veces = ...", "veces = 1_000_001")
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
    escribir_y_ejecutar(cuaderno, "necesidad = ...", "necesidad = nesecidad")
    salida = cuaderno.salida("necesidad = nesecidad")
    expect(salida.get_by_role("note")).to_contain_text("La celda se detuvo")
    expect(salida.get_by_role("note")).to_contain_text("nesecidad")
    cuaderno.foto("error_de_python", salida)
    escribir_y_ejecutar(cuaderno, "necesidad = nesecidad", 'necesidad = "c"')
    expect(cuaderno.salida('necesidad = "c"').get_by_role("note")).to_have_count(0)
