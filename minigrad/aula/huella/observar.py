"""Observa una respuesta: mira lo que hace y lo anota, en orden.

Todo lo que lance el código del aprendiz queda observado, y nada de lo que haga impide las
observaciones siguientes.

Glosario. *Observación*: una etiqueta en palabras y un valor. *Huella*: todas las observaciones de
una respuesta, en orden; dos respuestas con la misma huella se portan igual.
"""

from __future__ import annotations

import linecache
import re
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from types import FunctionType, MethodType
from typing import Any

from minigrad.aula.celda.codigo import es
from minigrad.aula.celda.limites import MemoriaAgotada, Reloj, TiempoAgotado, acotado
from minigrad.aula.espanol.palabras import mensaje
from minigrad.aula.huella.forma import Forma, congelar, iguales

#: Una observación es `(etiqueta, valor)`. Si el valor es una función sin argumentos, se llama
#: aparte y, si lanza, la excepción misma es lo observado; así una observación que falla no
#: impide las siguientes.
Observacion = tuple[str, Any]
#: De una respuesta, sus observaciones.
Observar = Callable[[Any], Iterator[Observacion]]


@dataclass(frozen=True)
class Observada:
    """Una observación ya hecha."""

    etiqueta: str
    forma: Forma


Huella = tuple[Observada, ...]


def observar(
    mirar: Observar, respuesta: Any, segundos: float, reloj: Reloj = time.monotonic
) -> Huella:
    """La huella de una respuesta, mirada a lo más `segundos`."""
    huella: list[Observada] = []
    try:
        with acotado(segundos, reloj):
            huella.extend(una_a_una(mirar, respuesta))
    except TiempoAgotado as corte:
        causa = "memoria" if isinstance(corte, MemoriaAgotada) else ""
        huella.append(Observada("tiempo", Forma("tiempo", causa=causa)))
    return tuple(huella)


def una_a_una(mirar: Observar, respuesta: Any) -> Iterator[Observada]:
    """Cada observación, hecha al pedirla; sin límites, que los pone quien la pide."""
    pendientes = chain.from_iterable(map(mirar, (respuesta,)))
    # nada se entrega dentro de un `try`: dejar de pedir no es un fallo de la respuesta
    while (hecha := _siguiente(pendientes, respuesta)) is not None:
        yield hecha


def _siguiente(pendientes: Iterator[Observacion], respuesta: Any) -> Observada | None:
    try:
        etiqueta, valor = next(pendientes)
        # una función entregada como respuesta no es una observación por hacer
        return Observada(etiqueta, congelar(valor) if valor is respuesta else _evaluar(valor))
    except StopIteration:
        return None
    except (TiempoAgotado, KeyboardInterrupt):
        raise
    except BaseException as excepcion:
        # falló la preparación de una observación; la respuesta no deja seguir
        return Observada("al empezar a probar tu respuesta", _lanzada(excepcion))


def _evaluar(valor: Any) -> Forma:
    try:
        return congelar(valor() if es(valor, FunctionType, MethodType) else valor)
    except (TiempoAgotado, KeyboardInterrupt):
        raise
    except BaseException as excepcion:
        return _lanzada(excepcion)


def _lanzada(excepcion: BaseException) -> Forma:
    return Forma("excepcion", type(excepcion).__name__, excepcion, _causa(excepcion))


def _causa(excepcion: BaseException) -> str:
    """Lo que dice Python, sin los nombres que cada quien elige; nada si lo escribió una persona."""
    tramos = list(traceback.walk_tb(excepcion.__traceback__))
    if type(excepcion) not in (TypeError, AttributeError) or not tramos:
        return ""
    archivo, numero = tramos[-1][0].f_code.co_filename, tramos[-1][1]
    if linecache.getline(archivo, numero).strip().startswith("raise"):
        return ""
    sin_funcion = re.sub(r"^[\w.<>]+\(\)", "f()", mensaje(excepcion))
    return re.sub(r"(arguments?): .*", r"\1", sin_funcion)


def misma_huella(una: Huella, otra: Huella, tolerancia: float) -> bool:
    """Dice si dos respuestas se portan igual."""
    return len(una) == len(otra) and primera_distinta(una, otra, tolerancia) is None


def primera_distinta(una: Huella, otra: Huella, tolerancia: float) -> int | None:
    """La posición de la primera observación en la que difieren, o None."""
    for i in range(max(len(una), len(otra))):
        if i >= min(len(una), len(otra)) or una[i].etiqueta != otra[i].etiqueta:
            return i
        if not iguales(una[i].forma, otra[i].forma, tolerancia):
            return i
    return None
