"""Dice si una respuesta sigue en blanco, entera o en parte."""

from __future__ import annotations

from collections.abc import Sequence
from types import FunctionType
from typing import Any, Literal

from minigrad.aula.celda.codigo import (
    es,
    funcion_de,
    funciones_sin_cuerpo,
    miembros,
    mismo_codigo,
    parte_de,
    sin_cuerpo,
)
from minigrad.aula.celda.limites import acotado
from minigrad.aula.celda.tarjeta import en_lista
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.huella.forma import Forma, congelar, contiene


def lo_que_falta(curso: Curso, ejercicio: Ejercicio, respuesta: Any) -> str | None:
    """Por qué la respuesta sigue en blanco (texto quizás vacío), o None si no lo está."""
    with acotado(ejercicio.segundos):
        forma = congelar(respuesta)
    if contiene(forma, "hueco"):
        return _donde_queda(forma)
    vacia = curso.objeto_en_blanco(ejercicio)
    propias = curso.partes(ejercicio)
    if not propias:
        return "" if mismo_codigo(respuesta, vacia) else None
    ausentes = [p for p in propias if parte_de(respuesta, p) is None]
    if ausentes and es(respuesta, type):
        return f"`{respuesta.__name__}` todavía no tiene `{ausentes[0]}`."
    vacias = [p for p in propias if mismo_codigo(parte_de(respuesta, p), parte_de(vacia, p))]
    if not vacias:
        return None
    return "" if len(vacias) == len(propias) else f"Todavía falta llenar `{vacias[0]}`."


def _donde_queda(forma: Forma) -> str:
    """En qué parte de un dato queda un `...`; nada si es el dato entero."""
    if forma.clase == "secuencia" and not all(contiene(v, "hueco") for v in forma.valor):
        lugares = [i for i, v in enumerate(forma.valor, start=1) if contiene(v, "hueco")]
        return f"Todavía hay un `...` por llenar en la posición {lugares[0]} (contando desde 1)."
    return "" if forma.clase == "hueco" else "Todavía queda algún `...` por llenar."


def lo_que_no_hace_nada(curso: Curso, ejercicio: Ejercicio, respuesta: Any) -> str | None:
    """De una respuesta que no sirve, qué función sigue vacía (quizás todas: «»), o None."""
    propias = curso.partes(ejercicio)
    if propias:
        objetos = {p: parte_de(respuesta, p) for p in propias}
    elif es(respuesta, type):
        objetos = miembros(respuesta)
    else:
        objetos = {ejercicio.nombre: respuesta}
    codigos = [f.__code__ for f in map(funcion_de, objetos.values()) if f is not None]
    enteras = [c.co_name for c in codigos if sin_cuerpo(c)]
    if enteras and len(enteras) == len(codigos):
        return ""
    return falta_llenar([*enteras, *(n for c in codigos for n in funciones_sin_cuerpo(c))])


def falta_llenar(nombres: Sequence[str]) -> str | None:
    """La frase que dice qué funciones no hacen nada todavía."""
    if not nombres:
        return None
    return f"Todavía falta llenar {en_lista(nombres)}."


def como_se_reconoce(
    curso: Curso, ejercicio: Ejercicio, respuesta: Any
) -> Literal["igual", "con huecos", "no"]:
    """Cómo se reconoce en lo observado que la respuesta sigue en blanco.

    Una función o una clase ya se reconoció por su código; de los datos solo se ve cómo se portan.
    """
    if es(respuesta, type, FunctionType):
        return "no"
    # algo escribió: que se observe igual de poco que un `...` no lo deja en blanco
    return "con huecos" if curso.objeto_en_blanco(ejercicio) is Ellipsis else "igual"
