"""Lo que pasa cuando una celda cualquiera lanza o avisa: una sola tarjeta, en español.

La celda sigue contando como fallida para Jupyter. En un cuaderno, el mensaje completo de Python
va plegado dentro de la tarjeta; en una terminal, que no sabe plegar, va debajo y recortado.
"""

from __future__ import annotations

import linecache
import sys
import warnings
from contextlib import suppress
from types import TracebackType
from typing import Any

from minigrad.aula.celda.codigo import comprobados
from minigrad.aula.celda.entorno import historia
from minigrad.aula.celda.tarjeta import Codigo, Parrafo, Tarjeta, mostrar, sabe_plegar
from minigrad.aula.curso.activo import activo
from minigrad.aula.espanol.lugar import Lugar, es_del_aprendiz
from minigrad.aula.espanol.significados import de_aviso
from minigrad.aula.juicio.detenidas import anotar_detenida, se_detuvo
from minigrad.aula.tarjetas.de_excepcion import recortar, tarjeta_de_excepcion
from minigrad.aula.tarjetas.de_falta import (
    con_la_linea,
    explica,
    lo_que_le_falta,
    lo_que_se_borro,
    tarjeta_de_falta,
)
from minigrad.aula.tarjetas.de_veredicto import tarjeta_de_detenida


def al_fallar(
    ip: Any,
    tipo: type[BaseException],
    excepcion: BaseException,
    rastro: TracebackType | None,
    tb_offset: int | None = None,
) -> list[str]:
    """Lo que IPython llama cuando una celda lanza: muestra la tarjeta."""
    recortado = recortar(rastro)
    if recortado is None and isinstance(excepcion, SyntaxError):
        rastro = None  # la celda ni llegó a ejecutarse: la pila es toda de IPython
    mostrada = False
    with suppress(Exception):  # si la tarjeta falla, que al menos se vea el error
        mostrar(_tarjeta(excepcion, rastro, recortado))
        mostrada = True
    if mostrada and sabe_plegar():
        pila = [f"La celda se detuvo ({tipo.__name__}): lo dice la tarjeta de arriba."]
    else:
        pila = _pila(ip, tipo, excepcion, recortado or rastro, 0 if recortado else tb_offset)
    ip._showtraceback(tipo, excepcion, pila)
    return pila


def instalar(ip: Any) -> None:
    """Pone la tarjeta donde IPython muestra un error, y recuerda qué celdas no terminaron."""

    def mostrar_error(exc_tuple: Any = None, *_: Any, tb_offset: Any = None, **__: Any) -> None:
        tipo, excepcion, rastro = ip._get_exc_info(exc_tuple)
        al_fallar(ip, tipo, excepcion, rastro, tb_offset)

    ip.set_custom_exc((Exception, KeyboardInterrupt), al_fallar)
    # lo que falla antes de ejecutarse, o no es `Exception`, no pasa por ahí
    ip.showtraceback = mostrar_error
    warnings.filterwarnings("ignore", "To exit: use")
    avisar_en_espanol()


def avisar_en_espanol() -> None:
    """Un aviso de NumPy o de Python, en una tarjeta; el que no se sabe decir sale como siempre."""
    siempre = getattr(warnings.showwarning, "siempre", warnings.showwarning)

    def avisar(
        message: Any, category: Any, filename: str, lineno: int, file: Any = None, line: Any = None
    ) -> None:
        frase = de_aviso(str(message))
        if not frase:
            siempre(message, category, filename, lineno, file, line)
            return
        linea = linecache.getline(filename, lineno).strip() if es_del_aprendiz(filename) else ""
        if category is SyntaxWarning and not linea:
            return  # la celda se lee varias veces, y ya se dijo
        donde = [Codigo(linea, f"Línea {lineno} de tu celda:")] if linea else []
        mostrar(Tarjeta("aviso", "La cuenta siguió, pero mira esto", (Parrafo(frase), *donde)))

    avisar.siempre = siempre  # type: ignore[attr-defined]
    warnings.showwarning = avisar


def al_terminar(resultado: Any) -> None:
    """Lo que IPython llama al acabar una celda, como haya acabado."""
    if not resultado.success and resultado.info.store_history:
        anotar_detenida()


def al_fallar_en_consola(
    tipo: type[BaseException], excepcion: BaseException, rastro: TracebackType | None
) -> None:
    """Lo mismo para el Python de siempre, sin IPython: va en `sys.excepthook`."""
    recortado = recortar(rastro)
    with suppress(Exception):
        mostrar(tarjeta_de_excepcion(excepcion, rastro, recortado))
    sys.__excepthook__(tipo, excepcion.with_traceback(recortado), recortado)


def _tarjeta(excepcion: BaseException, rastro: Any, recortado: Any) -> Tarjeta:
    return _de_comprobar(excepcion) or _de_la_celda(excepcion, rastro, recortado)


def _de_la_celda(excepcion: BaseException, rastro: Any, recortado: Any) -> Tarjeta:
    """La de siempre o, si a la celda le falta una línea que traía, la misma y cómo ponerla."""
    tarjeta = tarjeta_de_excepcion(excepcion, rastro, recortado)
    with suppress(Exception):  # si no se sabe qué falta, basta con lo que dijo Python
        hallada = lo_que_le_falta(activo())
        if hallada is not None and explica(excepcion, hallada[1]):
            return con_la_linea(tarjeta, activo(), *hallada)
    return tarjeta


def _de_comprobar(excepcion: BaseException) -> Tarjeta | None:
    """Se comprueba un nombre que no existe: su celda se detuvo, o ya no se lo pone a nada."""
    if type(excepcion) is not NameError or "comprobar(" not in Lugar(excepcion).texto:
        return None
    vigente = activo()
    for ejercicio in map(vigente.buscar, comprobados((historia() or [""])[-1])):
        if excepcion.name in {ejercicio.nombre, *vigente.destinos(ejercicio.id)}:
            falta = lo_que_se_borro(vigente, ejercicio)
            if se_detuvo(vigente, ejercicio):
                return tarjeta_de_detenida(ejercicio)
            if falta is not None:
                return tarjeta_de_falta(vigente, ejercicio, falta)
    return None


def _pila(ip: Any, tipo: Any, excepcion: Any, rastro: Any, tb_offset: int | None) -> list[str]:
    """Las líneas del error tal como IPython las escribe."""
    if isinstance(excepcion, SyntaxError) and rastro is None:
        lineas: list[str] = ip.SyntaxTB.structured_traceback(tipo, excepcion, [])
    else:
        lineas = ip.InteractiveTB.structured_traceback(tipo, excepcion, rastro, tb_offset)
    return lineas
