"""Una tarjeta en español para la excepción de cualquier celda, y la pila reducida a lo propio.

La celda sigue contando como fallida para Jupyter: la tarjeta se añade, no sustituye al error.
"""

from __future__ import annotations

import sys
import traceback
from contextlib import suppress
from types import TracebackType
from typing import Any

from minigrad.aula.definiciones import celda_que_falta
from minigrad.aula.detenidas import anotar_detenida
from minigrad.aula.explicar import es_de_mini_grad, explicar, marcos_del_aprendiz
from minigrad.aula.tarjeta import Bloque, Codigo, Parrafo, Plegado, Tarjeta, mostrar


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
        mostrar(tarjeta_de(excepcion, rastro, recortado))
    pila = _pila(ip, tipo, excepcion, recortado or rastro, 0 if recortado else tb_offset)
    ip._showtraceback(tipo, excepcion, pila)
    return pila


def al_fallar_en_consola(
    tipo: type[BaseException], excepcion: BaseException, rastro: TracebackType | None
) -> None:
    """Lo mismo para el Python de siempre, sin IPython: va en `sys.excepthook`."""
    recortado = recortar(rastro)
    with suppress(Exception):
        mostrar(tarjeta_de(excepcion, rastro, recortado))
    sys.__excepthook__(tipo, excepcion.with_traceback(recortado), recortado)


def _pila(ip: Any, tipo: Any, excepcion: Any, rastro: Any, tb_offset: int | None) -> list[str]:
    """Las líneas del error tal como IPython las escribe."""
    if isinstance(excepcion, SyntaxError) and rastro is None:
        lineas: list[str] = ip.SyntaxTB.structured_traceback(tipo, excepcion, [])
    else:
        lineas = ip.InteractiveTB.structured_traceback(tipo, excepcion, rastro, tb_offset)
    return lineas


def tarjeta_de(
    excepcion: BaseException, rastro: TracebackType | None, recortado: TracebackType | None
) -> Tarjeta:
    """La tarjeta de una excepción; la pila completa, si se recortó, va plegada."""
    explicada = explicar(excepcion)
    bloques: list[Bloque] = [Parrafo(explicada.significa)]
    if explicada.linea is not None:
        bloques.append(Codigo(explicada.linea.texto, f"Línea {explicada.linea.numero}:"))
    hacer = celda_que_falta(excepcion) or explicada.hacer
    bloques += [Parrafo(hacer)] if hacer else []
    # lo que Mini-Grad lanza a propósito ya se entiende solo
    if _largo(rastro) > _largo(recortado) + 1 and not es_de_mini_grad(excepcion):
        completa = "".join(traceback.format_exception(type(excepcion), excepcion, rastro))
        bloques.append(Plegado("El mensaje completo de Python", completa))
    return Tarjeta("mal", f"La celda se detuvo: {explicada.tipo}", bloques)


# --- la pila -------------------------------------------------------------------------------


def recortar(rastro: TracebackType | None) -> TracebackType | None:
    """La misma pila solo con los marcos del aprendiz, o None si no tiene ninguno."""
    recortado = None
    for tramo in reversed(list(marcos_del_aprendiz(rastro))):
        recortado = TracebackType(recortado, tramo.tb_frame, tramo.tb_lasti, tramo.tb_lineno)
    return recortado


def _largo(rastro: TracebackType | None) -> int:
    return len(list(traceback.walk_tb(rastro)))
