"""Prueba la parte del aprendiz sobre la referencia de lo demás: lo anterior está mal, esto no."""

from __future__ import annotations

from typing import Any

from minigrad.aula.celda.codigo import es, funcion_de, ligada, parte_de
from minigrad.aula.celda.limites import acotado
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.huella.observar import Huella, misma_huella, observar


def va_sobre_la_referencia(
    curso: Curso, ejercicio: Ejercicio, respuesta: Any, esperada: Huella
) -> bool:
    """Dice si la parte del aprendiz se porta como se pide cuando lo demás es la referencia."""
    if not ejercicio.requiere or not curso.presta(ejercicio):
        return False
    propias = curso.partes(ejercicio)
    with acotado(4 * ejercicio.segundos):
        contexto = curso.preparar(ejercicio)
        if propias and ejercicio.nombre in contexto:
            # su celda trae, además, métodos dados: los suyos, y los nuestros si no la ejecutó
            antes = vars(contexto[ejercicio.nombre]).keys()
            contexto = curso.referencia(ejercicio)
            dados = vars(contexto[ejercicio.nombre]).keys() - antes - {*propias}
            propias += tuple(n for n in sorted(dados) if parte_de(respuesta, n) is not None)
    if not propias:
        injerto = _con_globales(respuesta, contexto)
    elif ejercicio.nombre in contexto:
        injerto = _injertada(contexto[ejercicio.nombre], respuesta, propias, contexto)
    else:
        return False
    if injerto is None:
        return False
    huella = observar(ejercicio.observar, injerto, ejercicio.segundos)
    return misma_huella(huella, esperada, ejercicio.tolerancia)


def _injertada(
    clase: Any, respuesta: Any, propias: tuple[str, ...], contexto: dict[str, Any]
) -> Any:
    for parte in propias:
        copia = _con_globales(parte_de(respuesta, parte), contexto)
        if copia is None:
            return None
        setattr(clase, parte, copia)
    return clase


def _con_globales(objeto: Any, contexto: dict[str, Any]) -> Any:
    """La misma función o propiedad, pero lo que busca fuera lo halla primero en `contexto`."""
    funcion = funcion_de(objeto)
    if funcion is None or not (funcion is objeto or es(objeto, property)):
        return None
    return ligada(objeto, {**funcion.__globals__, **contexto})
