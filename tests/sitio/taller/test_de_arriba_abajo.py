"""Todas las lecciones y prácticas, en blanco, de arriba abajo en el navegador."""

from __future__ import annotations

import pytest
from hoja import CUADERNOS, Pupitre
from playwright.sync_api import expect

from minigrad.aula.curso.activo import activo

#: la lección 0 y la 3 quedan abiertas para las demás pruebas
SE_QUEDAN = ("00_introduccion", "03_automatizando")
LA_PRIMERA_CON_NUMPY = "06"


@pytest.mark.parametrize("ruta", CUADERNOS)
def test_de_arriba_abajo(pupitre: Pupitre, ruta: str) -> None:
    hoja = pupitre.abrir_y_ejecutar(ruta)
    comprobados = hoja.pagina.locator(".jp-CodeCell").filter(has_text="comprobar(")
    en_blanco = hoja.pagina.get_by_role("note").filter(has_text="En blanco: ")
    pedidos = [c.ejercicio for c in activo().cuaderno(hoja.archivo.stem) if c.ejercicio]
    assert pedidos
    if hoja.archivo.stem < LA_PRIMERA_CON_NUMPY:
        for ejercicio in pedidos:
            titulo = activo().buscar(ejercicio).titulo
            expect(en_blanco.filter(has_text=f"En blanco: {titulo}").first).to_be_visible()
    else:  # en un sitio sin NumPy, unas no se comprueban, y lo dicen
        sin_numpy = hoja.pagina.get_by_text("sin él este ejercicio no se puede comprobar")
        assert en_blanco.count() + sin_numpy.count() >= len(pedidos)
    assert comprobados.count() >= len(pedidos)
    assert not (faltas := hoja.faltas()), "\n".join(faltas)
    if hoja.archivo.stem not in SE_QUEDAN:
        pupitre.cerrar(ruta)
