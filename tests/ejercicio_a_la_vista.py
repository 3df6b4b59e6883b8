"""Un ejercicio como lo vive una persona en un cuaderno abierto, esté donde esté ese cuaderno."""

from __future__ import annotations

from laboratorio import Cuaderno
from playwright.sync_api import expect

from minigrad.aula.curso.activo import activo

VERDE = "rgb(26, 127, 55)"


def escribir_y_ejecutar(cuaderno: Cuaderno, antes: str, respuesta: str) -> None:
    """Cambia la celda que dice `antes` y la ejecuta."""
    cuaderno.escribir(cuaderno.celda(antes), respuesta)
    cuaderno.ejecutar(cuaderno.celda(respuesta))


def equivocarse_pedir_ayuda_y_acertar(cuaderno: Cuaderno) -> None:
    """El de la lección 0: blanco, error con nombre, toda la escalera, solución y acierto."""
    ejercicio = activo().buscar("00-empujon")
    error, total = ejercicio.errores[0], len(ejercicio.pistas)
    equivocada, correcta = error.codigo or "", activo().solucion(ejercicio.id).strip()
    comprobar = f'comprobar("{ejercicio.id}", empujones)'
    salida = cuaderno.salida(comprobar)
    tarjeta, boton = salida.get_by_role("note"), salida.get_by_role("button")
    expect(tarjeta).to_contain_text(f"En blanco: {ejercicio.titulo}")
    boton.filter(has_text="Ver la solución").click()
    expect(tarjeta.last).to_contain_text("Primero un intento")

    escribir_y_ejecutar(cuaderno, "empujones = ...", equivocada)
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

    escribir_y_ejecutar(cuaderno, equivocada, correcta)
    cuaderno.ejecutar(cuaderno.celda(comprobar))
    expect(tarjeta).to_have_count(1)
    expect(tarjeta).to_contain_text(f"Correcto: {ejercicio.titulo}")
    expect(tarjeta).to_have_css("border-left-color", VERDE)
    expect(boton).to_have_count(0)
    cuaderno.foto("tarjeta_bien", salida)
