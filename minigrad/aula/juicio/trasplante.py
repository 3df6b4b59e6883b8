"""Prueba la parte del aprendiz sobre la referencia de lo demás: lo anterior está mal, esto no."""

from __future__ import annotations

from types import FunctionType
from typing import Any

from minigrad.aula.celda.codigo import funcion_de, parte_de
from minigrad.aula.celda.limites import acotado
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.huella.observar import Huella, misma_huella, observar

# --- lo anterior está mal, esto no ---------------------------------------------------------


def trasplantar(curso: Curso, ejercicio: Ejercicio, respuesta: Any, esperada: Huella) -> Any:
    """Prueba la parte del aprendiz sobre la referencia de lo demás; None si así tampoco va."""
    if not ejercicio.requiere or not curso.presta(ejercicio):
        return None
    with acotado(4 * ejercicio.segundos):
        contexto = curso.preparar(ejercicio)
    propias = curso.partes(ejercicio)
    if propias and ejercicio.nombre not in contexto:
        return None
    if propias:
        injerto = _injertada(contexto[ejercicio.nombre], respuesta, propias, contexto)
    else:
        injerto = _con_globales(respuesta, contexto)
    if injerto is None:
        return None
    huella = observar(ejercicio.observar, injerto, ejercicio.segundos)
    if not misma_huella(huella, esperada, ejercicio.tolerancia):
        return None
    if not propias:
        return respuesta
    with acotado(4 * ejercicio.segundos):
        limpia = curso.preparar(ejercicio)[ejercicio.nombre]
    for parte in propias:
        setattr(limpia, parte, parte_de(respuesta, parte))
    return limpia


def _injertada(
    clase: Any, respuesta: Any, propias: tuple[str, ...], contexto: dict[str, Any]
) -> Any:
    for parte in propias:
        copia = _con_globales(parte_de(respuesta, parte), contexto)
        if copia is None:
            return None
        setattr(clase, parte, copia)
    return clase


def _con_globales(objeto: Any, contexto: dict[str, Any]) -> FunctionType | None:
    """La misma función, pero lo que busca fuera lo encuentra primero en `contexto`."""
    funcion = funcion_de(objeto)
    if funcion is None or funcion is not objeto:
        return None
    nombres = {**funcion.__globals__, **contexto}
    copia = FunctionType(
        funcion.__code__, nombres, funcion.__name__, funcion.__defaults__, funcion.__closure__
    )
    copia.__kwdefaults__ = funcion.__kwdefaults__
    return copia
