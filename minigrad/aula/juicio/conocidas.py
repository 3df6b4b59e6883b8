"""Las huellas conocidas: la de la solución, la de cada error del catálogo, la del blanco."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from minigrad.aula.celda.codigo import mismo_codigo, parte_de
from minigrad.aula.celda.limites import TiempoAgotado, acotado
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.huella.forma import Forma, iguales
from minigrad.aula.huella.observar import (
    Huella,
    Observada,
    misma_huella,
    observar,
    primera_distinta,
)

#: cuánto se espera a una respuesta equivocada conocida; normalmente son milésimas
_SEGUNDOS_DE_ERROR = 1.0


# --- las huellas conocidas -----------------------------------------------------------------


def huella_de_referencia(curso: Curso, ejercicio: Ejercicio) -> Huella:
    """Lo que se observa de la solución; se calcula una vez."""
    clave = ("referencia", ejercicio.id)
    if clave not in curso.memoria:
        objeto = curso.referencia(ejercicio)[ejercicio.nombre]
        huella = observar(ejercicio.observar, objeto, 4 * ejercicio.segundos)
        if huella and huella[-1].forma.clase == "tiempo":
            return huella  # la máquina iba lenta: que la próxima vez se vuelva a intentar
        curso.memoria[clave] = huella
    return curso.memoria[clave]  # type: ignore[no-any-return]


def huella_de_error(curso: Curso, ejercicio: Ejercicio, error: Error) -> Huella:
    """Lo que se observa de una respuesta equivocada conocida; se calcula una vez."""
    clave = ("error", ejercicio.id, error.nombre)
    if clave not in curso.memoria:
        curso.memoria[clave] = _huella_de_fuente(
            curso, ejercicio, curso.equivocada(ejercicio, error), _SEGUNDOS_DE_ERROR
        )
    return curso.memoria[clave]  # type: ignore[no-any-return]


def _huella_de_fuente(curso: Curso, ejercicio: Ejercicio, fuente: str, segundos: float) -> Huella:
    try:
        with acotado(segundos):
            objeto = curso.ejecutar(ejercicio, fuente)[ejercicio.nombre]
    except TiempoAgotado:
        return (Observada("tiempo", Forma("tiempo")),)
    except Exception as excepcion:
        return (Observada("la celda", Forma("excepcion", type(excepcion).__name__)),)
    huella = observar(ejercicio.observar, objeto, segundos)
    # la excepción retiene toda la pila; para comparar bastan su tipo y su causa
    return tuple(
        Observada(o.etiqueta, Forma(o.forma.clase, o.forma.valor, causa=o.forma.causa))
        for o in huella
    )


def error_reconocido(curso: Curso, ejercicio: Ejercicio, huella: Huella) -> Error | None:
    """El error del catálogo que se porta igual, si hay alguno."""
    for error in ejercicio.errores:
        conocida = huella_de_error(curso, ejercicio, error)
        if misma_huella(huella, conocida, ejercicio.tolerancia) and not _otra_causa(
            huella, conocida, huella_de_referencia(curso, ejercicio), ejercicio.tolerancia
        ):
            return error
    return None


def _otra_causa(huella: Huella, conocida: Huella, esperada: Huella, tolerancia: float) -> bool:
    """Dice si solo coinciden en lanzar, y lo que lanzan tiene causas distintas."""
    i = primera_distinta(huella, esperada, tolerancia)
    buenas = {observada.etiqueta: observada.forma for observada in esperada}
    hay_mas = any(
        o.forma.clase != "excepcion"
        and not (o.etiqueta in buenas and iguales(o.forma, buenas[o.etiqueta], tolerancia))
        for o in huella
    )
    if i is None or i >= len(huella) or hay_mas:
        return False
    una, otra = huella[i].forma.causa, conocida[i].forma.causa
    return bool(una and otra and una != otra)


# --- en blanco -----------------------------------------------------------------------------


def partes(curso: Curso, ejercicio: Ejercicio) -> tuple[str, ...]:
    """Los atributos de la clase que el aprendiz escribe en este ejercicio.

    Son los que su celda engancha (`Value.__mul__ = multiplicar`), menos los que ya venían dados.
    """
    clave = ("partes", ejercicio.id)
    if clave not in curso.memoria:
        curso.memoria[clave] = tuple(_partes(curso, ejercicio))
    return curso.memoria[clave]  # type: ignore[no-any-return]


def _partes(curso: Curso, ejercicio: Ejercicio) -> list[str]:
    if ejercicio.parte is None:
        return []
    enganchadas = list(_enganchadas(curso.solucion(ejercicio.id), ejercicio.nombre))
    resuelta = curso.referencia(ejercicio)[ejercicio.nombre]
    vacia = objeto_en_blanco(curso, ejercicio)
    propias = [
        p for p in enganchadas if not mismo_codigo(parte_de(resuelta, p), parte_de(vacia, p))
    ]
    return propias or [ejercicio.parte]


def _enganchadas(fuente: str, nombre: str) -> Iterator[str]:
    for nodo in ast.parse(fuente).body:
        for destino in nodo.targets if isinstance(nodo, ast.Assign) else ():
            if isinstance(destino, ast.Attribute) and ast.unparse(destino.value) == nombre:
                yield destino.attr


def objeto_en_blanco(curso: Curso, ejercicio: Ejercicio) -> Any:
    """Lo que deja la celda sin tocar, o None si no se puede ejecutar."""
    clave = ("blanco", ejercicio.id)
    if clave not in curso.memoria:
        try:
            with acotado(ejercicio.segundos):
                nombres = curso.ejecutar(ejercicio, curso.blanco(ejercicio.id))
        except (Exception, TiempoAgotado):
            nombres = {}
        curso.memoria[clave] = nombres.get(ejercicio.nombre)
    return curso.memoria[clave]


def huella_en_blanco(curso: Curso, ejercicio: Ejercicio) -> Huella:
    """Lo que se observa de la celda sin tocar; se calcula una vez."""
    clave = ("huella en blanco", ejercicio.id)
    if clave not in curso.memoria:
        vacio = objeto_en_blanco(curso, ejercicio)
        curso.memoria[clave] = observar(ejercicio.observar, vacio, _SEGUNDOS_DE_ERROR)
    return curso.memoria[clave]  # type: ignore[no-any-return]
