"""Dos errores a la vez no se portan como ninguno: aquí se busca cuál asoma en la respuesta.

Un error conocido asoma si todo lo que él hace mal está mal también en la respuesta, y en varias
observaciones da justo lo mismo. Solo cuenta si ningún otro asoma tanto: más vale callar que
nombrar un error que no es. Lo que lanza una excepción no cuenta, porque hay mil causas.
"""

from __future__ import annotations

from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.huella.forma import Forma, iguales
from minigrad.aula.huella.observar import Huella
from minigrad.aula.juicio.veredicto import Veredicto

#: menos coincidencias que estas pueden ser casualidad
_COINCIDENCIAS = 2
_PROPORCION = 0.25
_SIN_VALOR = ("excepcion", "tiempo")


def errores_parecidos(
    curso: Curso, ejercicio: Ejercicio, veredicto: Veredicto
) -> tuple[Error, ...]:
    """El error que mejor explica la respuesta, o dos si explican partes distintas, o ninguno."""
    esperada, tolerancia = veredicto.esperada, ejercicio.tolerancia
    malas = _malas(veredicto.huella, esperada, tolerancia)
    vistas = {observada.etiqueta for observada in veredicto.huella}
    comunes: list[tuple[set[str], Error]] = []
    for error in ejercicio.errores:
        suyas = _malas(curso.huella_de_error(ejercicio, error), esperada, tolerancia)
        if not (suyas.keys() & vistas) - malas.keys():
            comunes.append((_compartidas(suyas, malas, tolerancia), error))
    return _inequivocos(comunes, len(malas))


def _malas(huella: Huella, esperada: Huella, tolerancia: float) -> dict[str, Forma]:
    """Las observaciones que no son como se esperaba."""
    buenas = {observada.etiqueta: observada.forma for observada in esperada}
    return {
        o.etiqueta: o.forma
        for o in huella
        if o.etiqueta not in buenas or not iguales(o.forma, buenas[o.etiqueta], tolerancia)
    }


def _compartidas(unas: dict[str, Forma], otras: dict[str, Forma], tolerancia: float) -> set[str]:
    return {
        etiqueta
        for etiqueta in unas.keys() & otras.keys()
        if unas[etiqueta].clase not in _SIN_VALOR
        and iguales(otras[etiqueta], unas[etiqueta], tolerancia)
    }


def _inequivocos(comunes: list[tuple[set[str], Error]], malas: int) -> tuple[Error, ...]:
    mayor = max((len(etiquetas) for etiquetas, _ in comunes), default=0)
    if mayor < max(_COINCIDENCIAS, _PROPORCION * malas):
        return ()
    primeros = [(etiquetas, error) for etiquetas, error in comunes if len(etiquetas) == mayor]
    if len(primeros) == 1:
        return (primeros[0][1],)
    if len(primeros) == 2 and not primeros[0][0] & primeros[1][0]:
        return (primeros[0][1], primeros[1][1])
    return ()
