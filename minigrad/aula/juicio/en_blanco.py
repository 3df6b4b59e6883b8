"""Dice si una respuesta sigue en blanco, entera o en parte."""

from __future__ import annotations

from types import FunctionType
from typing import Any

from minigrad.aula.celda.codigo import es, mismo_codigo, parte_de
from minigrad.aula.celda.limites import acotado
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.huella.forma import congelar, contiene
from minigrad.aula.huella.observar import (
    Huella,
    misma_huella,
)
from minigrad.aula.juicio.conocidas import huella_en_blanco, objeto_en_blanco, partes


def _lo_que_falta(curso: Curso, ejercicio: Ejercicio, respuesta: Any) -> str | None:
    """Por qué la respuesta sigue en blanco (texto quizás vacío), o None si no lo está."""
    with acotado(ejercicio.segundos):
        forma = congelar(respuesta)
    if contiene(forma, "hueco"):
        return "" if forma.clase == "hueco" else "Todavía queda algún `...` por llenar."
    vacia = objeto_en_blanco(curso, ejercicio)
    propias = partes(curso, ejercicio)
    if not propias:
        return "" if mismo_codigo(respuesta, vacia) else None
    ausentes = [p for p in propias if parte_de(respuesta, p) is None]
    if ausentes and es(respuesta, type):
        return f"`{respuesta.__name__}` todavía no tiene `{ausentes[0]}`."
    vacias = [p for p in propias if mismo_codigo(parte_de(respuesta, p), parte_de(vacia, p))]
    if not vacias:
        return None
    return "" if len(vacias) == len(propias) else f"Todavía falta llenar `{vacias[0]}`."


def _igual_que_el_blanco(
    curso: Curso, ejercicio: Ejercicio, respuesta: Any, huella: Huella
) -> bool:
    """Para respuestas que son datos: en blanco es portarse como la celda sin tocar."""
    if es(respuesta, type, FunctionType):
        return False
    if objeto_en_blanco(curso, ejercicio) is Ellipsis:
        # algo escribió: que se observe igual de poco que un `...` no lo deja en blanco
        return any(contiene(observada.forma, "hueco") for observada in huella)
    blanca = huella_en_blanco(curso, ejercicio)
    return misma_huella(huella, blanca, ejercicio.tolerancia) or any(
        contiene(observada.forma, "hueco") for observada in huella
    )
