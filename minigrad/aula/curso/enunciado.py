"""Lo que el propio cuaderno dice de un ejercicio, y por eso no se escribe en ningún otro lado.

El título, las estrellas y los minutos están en la línea `### Ejercicio 02-dx · La pendiente ·
★☆☆ · 5 min`; la variable, y si se recoge lo que `comprobar` devuelve, en la celda que comprueba;
la parte de la clase que se escribe, en lo que la solución engancha (`Value.__mul__ = por`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minigrad.aula.celda.blanco import sin_marcas
from minigrad.aula.celda.cuaderno import Trozo, sin_magias

_TITULO = r"^### Ejercicio {id} · (?P<titulo>.+) · (?P<estrellas>★+)☆* · (?P<minutos>\d+) min$"
_COMPROBAR = r"""^(?P<recoge>[\w, ]+ = )?comprobar\(\s*["']{id}["'],\s*(?P<nombre>\w+)"""
_CON_TORCH = "%%con_torch"


@dataclass(frozen=True)
class Enunciado:
    """Los datos de un ejercicio que se leen del cuaderno.

    Los de repaso no llevan línea de título: se llaman como empiezan, «Repaso 1».
    """

    id: str
    titulo: str
    dificultad: int
    minutos: int
    nombre: str
    pieza: bool
    parte: str | None
    torch: bool
    #: si la solución es una letra o unas letras, un número o unos números, o código
    clase: str


def enunciados(celdas: Sequence[Trozo]) -> dict[str, Enunciado]:
    """Los de un cuaderno resuelto, en orden; falta el que ninguna celda comprueba."""
    hallados = {}
    for i, celda in enumerate(celdas):
        if celda.ejercicio is not None:
            codigos = [c.texto for c in celdas[i + 1 :] if c.es_codigo]
            prosa = "\n".join(c.texto for c in celdas[:i] if not c.es_codigo)
            enunciado = _enunciado(celda.ejercicio, celda.texto, prosa, codigos[:1])
            if enunciado is not None:
                hallados[celda.ejercicio] = enunciado
    return hallados


def _enunciado(id_: str, texto: str, prosa: str, despues: list[str]) -> Enunciado | None:
    comprobado = re.search(_COMPROBAR.format(id=id_), "".join(despues), re.MULTILINE)
    if comprobado is None:
        return None
    titulo = re.search(_TITULO.format(id=id_), prosa, re.MULTILINE)
    solucion = sin_marcas(sin_magias(texto))
    return Enunciado(
        id=id_,
        titulo=titulo["titulo"] if titulo else _de_repaso(id_),
        dificultad=len(titulo["estrellas"]) if titulo else 1,
        minutos=int(titulo["minutos"]) if titulo else 1,
        nombre=comprobado["nombre"],
        pieza=comprobado["recoge"] is not None,
        parte=next(reversed(enganchadas(solucion, comprobado["nombre"])), None),
        torch=texto.startswith(_CON_TORCH),
        clase=_clase(solucion, comprobado["nombre"]),
    )


def _de_repaso(id_: str) -> str:
    """`03-repaso-2` se llama «Repaso 2», que es como empieza su pregunta."""
    numero = re.fullmatch(r"\d\dp?-repaso-(\d+)", id_)
    return f"Repaso {numero[1]}" if numero else ""


def enganchadas(fuente: str, nombre: str) -> list[str]:
    """Los atributos que una celda le pone a una clase: `Value.__mul__ = por` es `__mul__`."""
    return [
        destino.attr
        for nodo in ast.parse(fuente).body
        for destino in (_uno_a_uno(nodo.targets) if isinstance(nodo, ast.Assign) else ())
        if isinstance(destino, ast.Attribute) and ast.unparse(destino.value) == nombre
    ]


def _uno_a_uno(destinos: Sequence[ast.expr]) -> Iterator[ast.expr]:
    """`a, b = …` son dos destinos."""
    for destino in destinos:
        yield from _uno_a_uno(destino.elts) if isinstance(destino, ast.Tuple) else (destino,)


def definidas(fuente: str, nombre: str) -> list[str]:
    """Los métodos que una celda escribe dentro de `class nombre:`."""
    return [
        metodo.name
        for nodo in ast.parse(fuente).body
        if isinstance(nodo, ast.ClassDef) and nodo.name == nombre
        for metodo in nodo.body
        if isinstance(metodo, ast.FunctionDef)
    ]


def _clase(fuente: str, nombre: str) -> str:
    """«letras» si la variable es un texto, «numeros» si es una cuenta, «codigo» si no."""
    for nodo in ast.parse(fuente).body:
        if isinstance(nodo, ast.Assign) and ast.unparse(nodo.targets[0]) == nombre:
            es_texto = isinstance(nodo.value, ast.Constant) and isinstance(nodo.value.value, str)
            return "letras" if es_texto else "numeros"
    return "codigo"
