"""Juzga una respuesta en el cuaderno de quien la escribió. No muestra ni guarda nada."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from minigrad.aula.celda.instantanea import Instantanea
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.huella.observar import observar
from minigrad.aula.juicio.en_blanco import (
    como_se_reconoce,
    lo_que_falta,
    lo_que_no_hace_nada,
    retratar,
)
from minigrad.aula.juicio.trasplante import va_sobre_la_referencia
from minigrad.aula.juicio.veredicto import Veredicto, comparar


def juzgar(curso: Curso, ejercicio: Ejercicio, respuesta: Any) -> Veredicto:
    """El veredicto sobre una respuesta; todo queda como estaba antes."""
    foto = Instantanea(respuesta)
    try:
        return _juzgar(curso, ejercicio, respuesta)
    finally:
        foto.restaurar()


def _juzgar(curso: Curso, ejercicio: Ejercicio, respuesta: Any) -> Veredicto:
    esperada = curso.huella_de_referencia(ejercicio)
    if esperada and esperada[-1].forma.clase == "tiempo":
        return Veredicto("sin_juicio")
    propias = curso.partes(ejercicio)
    vacio = retratar(curso.objeto_en_blanco(ejercicio), propias, ejercicio.segundos)
    suyo = retratar(respuesta, propias, ejercicio.segundos)
    hueco = lo_que_falta(propias, suyo, vacio)
    if hueco is not None:
        return Veredicto("blanco", hueco)
    huella = observar(ejercicio.observar, respuesta, ejercicio.segundos)
    veredicto = comparar(curso, ejercicio, huella, como_se_reconoce(suyo, vacio))
    if veredicto.estado == "mal":
        no_hace_nada = lo_que_no_hace_nada(propias, suyo)
        if no_hace_nada is not None:
            return Veredicto("blanco", no_hace_nada)
    colgada = any(observada.forma.clase == "tiempo" for observada in huella)
    if veredicto.estado != "mal" or colgada:
        return veredicto  # a quien ya esperó todo el tiempo no se le hace esperar otra vez
    if va_sobre_la_referencia(curso, ejercicio, respuesta, esperada):
        return replace(veredicto, estado="correcto", falla_lo_anterior=True)
    return veredicto
