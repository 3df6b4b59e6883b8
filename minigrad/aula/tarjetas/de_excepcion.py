"""La tarjeta de la excepción de cualquier celda, y la pila reducida a lo propio."""

from __future__ import annotations

import traceback
from types import TracebackType

from minigrad.aula.celda.tarjeta import Bloque, Codigo, Parrafo, Plegado, Tarjeta
from minigrad.aula.espanol.explicar import es_de_mini_grad, explicar
from minigrad.aula.espanol.lugar import marcos_del_aprendiz
from minigrad.aula.juicio.falta import celda_que_falta


def tarjeta_de_excepcion(
    excepcion: BaseException, rastro: TracebackType | None, recortado: TracebackType | None
) -> Tarjeta:
    """La tarjeta de una excepción; el mensaje completo de Python va plegado."""
    explicada = explicar(excepcion)
    bloques: list[Bloque] = [Parrafo(explicada.significa)]
    if explicada.linea is not None:
        bloques.append(Codigo(explicada.linea.texto, f"Línea {explicada.linea.numero}:"))
    hacer = celda_que_falta(excepcion) or explicada.hacer
    bloques += [Parrafo(hacer)] if hacer else []
    # lo que Mini-Grad lanza a propósito se entiende sin lo que hay por dentro
    pila = recortado if es_de_mini_grad(excepcion) else rastro
    completa = "".join(traceback.format_exception(type(excepcion), excepcion, pila))
    bloques.append(Plegado("El mensaje completo de Python", completa))
    return Tarjeta("aviso", f"La celda se detuvo: {explicada.tipo}", bloques)


def recortar(rastro: TracebackType | None) -> TracebackType | None:
    """La misma pila solo con los marcos del aprendiz, o None si no tiene ninguno."""
    recortado = None
    for tramo in reversed(list(marcos_del_aprendiz(rastro))):
        recortado = TracebackType(recortado, tramo.tb_frame, tramo.tb_lasti, tramo.tb_lineno)
    return recortado
