"""Decide, de lo que se observó de una respuesta, si es correcta, si sigue en blanco o qué error es.

El orden importa: primero si se porta como la solución; luego si en lo observado queda un hueco o
si se porta como la celda sin tocar, que tiene mil causas; y al final, si es un error conocido. Es
el mismo en un cuaderno y al calificar una clase; solo cambia de dónde salen las huellas conocidas.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.huella.forma import contiene, iguales
from minigrad.aula.huella.observar import Huella, misma_huella, primera_distinta

#: «correcto», «blanco», «mal», «limite» (se pasó de tiempo o de memoria y no se observó) o
#: «sin_juicio» (la máquina no pudo)
Estado = str


@dataclass(frozen=True)
class Veredicto:
    """Qué se decidió de una respuesta, y con qué se comparó."""

    estado: Estado
    #: lo que nombra el error, o qué falta de lo que está en blanco
    mensaje: str = ""
    error: Error | None = None
    huella: Huella = ()
    esperada: Huella = ()
    #: está mal, y se porta igual que la celda sin tocar
    inerte: bool = False
    #: la respuesta es correcta, pero algo anterior del aprendiz, que ella usa, no lo es
    falla_lo_anterior: bool = False


class Conocidas(Protocol):
    """De dónde salen las huellas de las respuestas conocidas."""

    def huella_de_referencia(self, ejercicio: Ejercicio) -> Huella: ...
    def huella_de_error(self, ejercicio: Ejercicio, error: Error) -> Huella: ...
    def huella_en_blanco(self, ejercicio: Ejercicio) -> Huella: ...


def comparar(
    conocidas: Conocidas,
    ejercicio: Ejercicio,
    huella: Huella,
    en_blanco: Literal["igual", "con huecos", "no"] = "igual",
) -> Veredicto:
    """El veredicto sobre lo observado; `en_blanco` dice cómo se reconoce ahí un blanco."""
    esperada = conocidas.huella_de_referencia(ejercicio)
    if misma_huella(huella, esperada, ejercicio.tolerancia):
        return Veredicto("correcto", huella=huella, esperada=esperada)
    huecos = [o.etiqueta for o in huella if contiene(o.forma, "hueco")]
    if huecos and en_blanco != "no":
        # si queda en todas partes, no hace falta decir dónde
        falta = "" if len(huecos) == len(huella) else f"Todavía hay un `...` en: {huecos[0]}."
        return Veredicto("blanco", falta, huella=huella)
    if misma_huella(huella, conocidas.huella_en_blanco(ejercicio), ejercicio.tolerancia):
        estado = "blanco" if en_blanco == "igual" else "mal"
        return Veredicto(estado, huella=huella, esperada=esperada, inerte=True)
    error = _reconocido(conocidas, ejercicio, huella, esperada)
    return Veredicto("mal", error.mensaje if error else "", error, huella, esperada)


def _reconocido(
    conocidas: Conocidas, ejercicio: Ejercicio, huella: Huella, esperada: Huella
) -> Error | None:
    """El error del catálogo que se porta igual, si hay alguno."""
    for error in ejercicio.errores:
        conocida = conocidas.huella_de_error(ejercicio, error)
        if misma_huella(huella, conocida, ejercicio.tolerancia) and not _otra_causa(
            huella, conocida, esperada, ejercicio.tolerancia
        ):
            return error
    return None


def _otra_causa(huella: Huella, conocida: Huella, esperada: Huella, tolerancia: float) -> bool:
    """Dice si solo coinciden en lanzar, y la causa de lo conocido se sabe y no es esta."""
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
    return bool(otra) and una != otra
