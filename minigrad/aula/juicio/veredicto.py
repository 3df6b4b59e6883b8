"""Juzga una respuesta: correcta, en blanco o equivocada, y por qué. No muestra ni guarda nada.

El orden importa: primero si sigue en blanco; luego si se porta como la referencia; luego si se
porta como un error conocido; y solo al final, en qué observación se separa de lo esperado.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from minigrad.aula.celda.instantanea import Instantanea
from minigrad.aula.celda.limites import TiempoAgotado
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.huella.observar import (
    Huella,
    misma_huella,
    observar,
)
from minigrad.aula.juicio.conocidas import error_reconocido, huella_de_referencia
from minigrad.aula.juicio.en_blanco import _igual_que_el_blanco, _lo_que_falta
from minigrad.aula.juicio.trasplante import _trasplantar


@dataclass(frozen=True)
class Veredicto:
    """El resultado. `estado`: correcto, blanco, mal o sin_juicio (la máquina no pudo)."""

    estado: str
    mensaje: str = ""
    error: Error | None = None
    huella: Huella = ()
    esperada: Huella = ()
    #: la respuesta es correcta, pero algo anterior del aprendiz no lo es; con qué seguir
    trasplante: Any = None


def juzgar(curso: Curso, ejercicio: Ejercicio, respuesta: Any) -> Veredicto:
    """El veredicto sobre una respuesta; todo queda como estaba antes."""
    foto = Instantanea(respuesta)
    try:
        return _juzgar(curso, ejercicio, respuesta)
    finally:
        foto.restaurar()


def _juzgar(curso: Curso, ejercicio: Ejercicio, respuesta: Any) -> Veredicto:
    esperada = huella_de_referencia(curso, ejercicio)
    if esperada and esperada[-1].forma.clase == "tiempo":
        return Veredicto("sin_juicio")
    try:
        hueco = _lo_que_falta(curso, ejercicio, respuesta)
    except TiempoAgotado:
        hueco = None  # que el límite de la observación lo diga
    if hueco is not None:
        return Veredicto("blanco", hueco)
    huella = observar(ejercicio.observar, respuesta, ejercicio.segundos)
    if misma_huella(huella, esperada, ejercicio.tolerancia):
        return Veredicto("correcto", huella=huella, esperada=esperada)
    if _igual_que_el_blanco(curso, ejercicio, respuesta, huella):
        return Veredicto("blanco")
    error = error_reconocido(curso, ejercicio, huella)
    if error is None:
        trasplante = _trasplantar(curso, ejercicio, respuesta, esperada)
        if trasplante is not None:
            return Veredicto("correcto", trasplante=trasplante, huella=huella, esperada=esperada)
    mensaje = error.mensaje if error else ""
    return Veredicto("mal", mensaje, error, huella, esperada)
