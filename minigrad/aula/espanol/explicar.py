"""Explica en español la excepción de un aprendiz: en qué línea suya, qué significa y qué hacer."""

from __future__ import annotations

import dis
import linecache
import traceback
from collections.abc import Collection
from dataclasses import dataclass
from types import CodeType

from minigrad.aula.espanol.lugar import (
    es_del_aprendiz,
    es_del_paquete,
    marcos_del_aprendiz,
    texto_de,
)
from minigrad.aula.espanol.palabras import mensaje
from minigrad.aula.espanol.significados import en_palabras


@dataclass(frozen=True)
class Linea:
    """Una línea del aprendiz: su número dentro de la celda y su texto."""

    numero: int
    texto: str
    #: de una celda que no es la del ejercicio, la función en que está
    ajena: str = ""


@dataclass(frozen=True)
class Explicacion:
    """Lo que se le dice a la persona sobre una excepción."""

    tipo: str
    significa: str
    hacer: str
    linea: Linea | None


def explicar(excepcion: BaseException) -> Explicacion:
    """La explicación de una excepción cualquiera."""
    if isinstance(excepcion, SyntaxError):
        excepcion = _entera(excepcion)
    # las de Mini-Grad ya vienen en español y dicen qué escribir
    propia = es_de_mini_grad(excepcion)
    significa, hacer = (mensaje(excepcion), "") if propia else en_palabras(excepcion)
    if _la_lanza_su_codigo(excepcion):
        significa = f"Un `raise` la lanza a propósito y dice: {mensaje(excepcion)}"
        hacer = "Mira qué valor llega a esa línea."
    return Explicacion(type(excepcion).__name__, significa, hacer, linea_de(excepcion))


def linea_de(excepcion: BaseException, archivos: Collection[str] = ()) -> Linea | None:
    """La línea del aprendiz donde ocurrió: la más profunda, mejor si es de `archivos`."""
    if isinstance(excepcion, SyntaxError):
        return _linea_mal_escrita(excepcion)
    tramos = list(marcos_del_aprendiz(excepcion.__traceback__))
    if not tramos:
        return None
    propios = [t for t in tramos if t.tb_frame.f_code.co_filename in archivos]
    tramo = (propios or tramos)[-1]
    texto, codigo = texto_de(tramo), tramo.tb_frame.f_code
    # sin saber cuál es la celda, no se sabe que sea otra
    funcion = codigo.co_name if archivos and not propios and codigo.co_name[0] != "<" else ""
    return Linea(tramo.tb_lineno, texto, funcion) if texto else None


def _entera(excepcion: SyntaxError) -> SyntaxError:
    """La misma, con lo que IPython se calla: qué quedó sin terminar y el texto de la línea."""
    archivo = excepcion.filename or ""
    if "incomplete input" in mensaje(excepcion):
        try:
            compile("".join(linecache.getlines(archivo)), archivo, "exec")
        except SyntaxError as completa:
            return completa
    if not excepcion.text:
        excepcion.text = linecache.getline(archivo, excepcion.lineno or 0)
    return excepcion


def _linea_mal_escrita(excepcion: SyntaxError) -> Linea | None:
    """La línea que Python no entendió y, debajo, la marca de dónde se perdió."""
    cruda = (excepcion.text or "").rstrip()
    texto = cruda.lstrip()
    if not excepcion.lineno or not texto:
        return None
    columna = (excepcion.offset or 0) - 1 - (len(cruda) - len(texto))
    marca = f"\n{' ' * columna}^" if 0 <= columna <= len(texto) else ""
    return Linea(excepcion.lineno, texto + marca)


def es_de_mini_grad(excepcion: BaseException) -> bool:
    """Dice si la lanzó a propósito el paquete, y no un error del intérprete dentro de él."""
    return _a_proposito(excepcion) and es_del_paquete(_ultimo(excepcion).co_filename)


def _la_lanza_su_codigo(excepcion: BaseException) -> bool:
    """Dice si la lanzó a propósito una celda: su mensaje lo escribió una persona."""
    if not isinstance(excepcion, TypeError | ValueError | AttributeError | IndexError):
        return False
    return _a_proposito(excepcion) and es_del_aprendiz(_ultimo(excepcion).co_filename)


def _a_proposito(excepcion: BaseException) -> bool:
    tramo = excepcion.__traceback__
    if tramo is None or not mensaje(excepcion):
        return False
    while tramo.tb_next is not None:
        tramo = tramo.tb_next
    # se mira la instrucción, y no la línea, que en un módulo oculto no se puede leer
    return dis.opname[tramo.tb_frame.f_code.co_code[tramo.tb_lasti]] == "RAISE_VARARGS"


def _ultimo(excepcion: BaseException) -> CodeType:
    """El código en que ocurrió."""
    *_, (marco, _) = traceback.walk_tb(excepcion.__traceback__)
    return marco.f_code
