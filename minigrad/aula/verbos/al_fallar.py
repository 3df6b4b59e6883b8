"""Lo que pasa cuando una celda cualquiera lanza: la tarjeta en español y la pila recortada.

La celda sigue contando como fallida para Jupyter: la tarjeta se añade, no sustituye al error.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from types import TracebackType
from typing import Any

from minigrad.aula.celda.tarjeta import mostrar
from minigrad.aula.juicio.detenidas import anotar_detenida
from minigrad.aula.tarjetas.de_excepcion import recortar, tarjeta_de_excepcion


def al_fallar(
    ip: Any,
    tipo: type[BaseException],
    excepcion: BaseException,
    rastro: TracebackType | None,
    tb_offset: int | None = None,
) -> list[str]:
    """Lo que IPython llama cuando una celda lanza: muestra la tarjeta y la pila recortada."""
    anotar_detenida()
    recortado = recortar(rastro)
    if recortado is None and isinstance(excepcion, SyntaxError):
        rastro = None  # la celda ni llegó a ejecutarse: la pila es toda de IPython
    with suppress(Exception):  # si la tarjeta falla, que al menos se vea el error
        mostrar(tarjeta_de_excepcion(excepcion, rastro, recortado))
    pila = _pila(ip, tipo, excepcion, recortado or rastro, 0 if recortado else tb_offset)
    ip._showtraceback(tipo, excepcion, pila)
    return pila


def al_fallar_en_consola(
    tipo: type[BaseException], excepcion: BaseException, rastro: TracebackType | None
) -> None:
    """Lo mismo para el Python de siempre, sin IPython: va en `sys.excepthook`."""
    recortado = recortar(rastro)
    with suppress(Exception):
        mostrar(tarjeta_de_excepcion(excepcion, rastro, recortado))
    sys.__excepthook__(tipo, excepcion.with_traceback(recortado), recortado)


def _pila(ip: Any, tipo: Any, excepcion: Any, rastro: Any, tb_offset: int | None) -> list[str]:
    """Las líneas del error tal como IPython las escribe."""
    if isinstance(excepcion, SyntaxError) and rastro is None:
        lineas: list[str] = ip.SyntaxTB.structured_traceback(tipo, excepcion, [])
    else:
        lineas = ip.InteractiveTB.structured_traceback(tipo, excepcion, rastro, tb_offset)
    return lineas
