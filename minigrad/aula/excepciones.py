"""Una tarjeta en español para la excepción de cualquier celda, y la pila reducida a lo propio.

La celda sigue contando como fallida para Jupyter: la tarjeta se añade, no sustituye al error.
"""

from __future__ import annotations

import ast
import re
import traceback
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import Any

from minigrad.aula import curso
from minigrad.aula.cuadernos import Celda
from minigrad.aula.curso import Curso
from minigrad.aula.explicar import es_de_mini_grad, explicar, marcos_del_aprendiz
from minigrad.aula.marcas import sin_marcas
from minigrad.aula.prestamos import destinos, historia
from minigrad.aula.tarjeta import Bloque, Codigo, Parrafo, Plegado, Tarjeta, mostrar


def al_fallar(
    ip: Any,
    tipo: type[BaseException],
    excepcion: BaseException,
    rastro: TracebackType | None,
    tb_offset: int | None = None,
) -> list[str]:
    """Lo que IPython llama cuando una celda lanza: muestra la tarjeta y la pila recortada."""
    recortado = recortar(rastro)
    if recortado is None and isinstance(excepcion, SyntaxError):
        rastro = None  # la celda ni llegó a ejecutarse: la pila es toda de IPython
    with suppress(Exception):  # si la tarjeta falla, que al menos se vea el error
        mostrar(tarjeta_de(excepcion, rastro, recortado))
    pila = _pila(ip, tipo, excepcion, recortado or rastro, 0 if recortado else tb_offset)
    ip._showtraceback(tipo, excepcion, pila)
    return pila


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
    bloques += [Parrafo(x) for x in _que_hacer(excepcion, explicada.hacer) if x]
    # lo que Mini-Grad lanza a propósito ya se entiende solo
    if _largo(rastro) > _largo(recortado) + 1 and not es_de_mini_grad(excepcion):
        completa = "".join(traceback.format_exception(type(excepcion), excepcion, rastro))
        bloques.append(Plegado("El mensaje completo de Python", completa))
    return Tarjeta("mal", f"La celda se detuvo: {explicada.tipo}", bloques)


def _que_hacer(excepcion: BaseException, hacer: str) -> Iterator[str]:
    nombre = getattr(excepcion, "name", None)
    definida = None
    if type(excepcion) is NameError and nombre:
        definida = quien_define(curso.activo(), nombre)
    yield hacer if definida is None else donde_esta(curso.activo(), nombre or "", definida)


# --- la pila -------------------------------------------------------------------------------


def recortar(rastro: TracebackType | None) -> TracebackType | None:
    """La misma pila solo con los marcos del aprendiz, o None si no tiene ninguno."""
    recortado = None
    for tramo in reversed(list(marcos_del_aprendiz(rastro))):
        recortado = TracebackType(recortado, tramo.tb_frame, tramo.tb_lasti, tramo.tb_lineno)
    return recortado


def _largo(rastro: TracebackType | None) -> int:
    return len(list(traceback.walk_tb(rastro)))


# --- quién define un nombre ----------------------------------------------------------------


def quien_define(vigente: Curso, nombre: str) -> Celda | None:
    """La primera celda que define un nombre, en el cuaderno que se está usando o en otro."""
    en_uso = cuaderno_en_uso(vigente)
    otros = sorted(vigente.cuadernos(), key=lambda n: n != en_uso)
    for cuaderno in otros if en_uso is None else [en_uso]:
        for celda in vigente.cuaderno(cuaderno):
            if nombre in _definidos(celda):
                return celda
    return None


def cuaderno_en_uso(vigente: Curso) -> str | None:
    """El cuaderno del último ejercicio que se comprobó en este núcleo."""
    for celda in reversed(historia()):
        for id_ in re.findall(r"""comprobar\(\s*["']([\w-]+)["']""", celda):
            with suppress(LookupError):
                return vigente.celda(id_).cuaderno
    return None


def _definidos(celda: Celda) -> set[str]:
    fuente = sin_marcas(celda.python)
    nombres = destinos(fuente)
    with suppress(SyntaxError):
        for nodo in ast.walk(ast.parse(fuente)):
            if isinstance(nodo, ast.Import | ast.ImportFrom):
                nombres |= {a.asname or a.name.partition(".")[0] for a in nodo.names}
    return nombres


def donde_esta(vigente: Curso, nombre: str, celda: Celda) -> str:
    """Cómo encontrar la celda que hay que ejecutar antes."""
    if celda.ejercicio is not None:
        titulo = vigente.buscar(celda.ejercicio).titulo
        return f"Ejecuta primero la celda “{titulo}” (ejercicio {celda.ejercicio})."
    if "preparar()" in celda.fuente:
        return "Ejecuta primero la celda que prepara el cuaderno: es la primera de todas."
    lineas = (x for x in celda.fuente.split("\n") if x.strip() and not x.startswith(("#", "%")))
    return f"Ejecuta primero la celda que define `{nombre}`: empieza con `{next(lineas, '')}`."
