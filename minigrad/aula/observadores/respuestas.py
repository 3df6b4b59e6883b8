"""Observa las respuestas que se leen tal cual: números y letras de opción."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from minigrad.aula.huella.observar import Observacion

#: una letra sola, quizás entre signos, o el comienzo de una opción copiada entera
_LETRA = r"\W*(?:[Oo]pci[oó]n\W+)?([a-zA-Z])(?:\W*|\s*[).:]\s.*)"


_OTRAS_COSAS = {
    "NoneType": "nada: `None`",
    "set": "un conjunto, que no guarda el orden",
    "frozenset": "un conjunto, que no guarda el orden",
    "dict": "un diccionario",
    "int": "un número",
    "float": "un número",
    "bool": "un sí o un no",
    "function": "una función",
}


def que_entrego(respuesta: Any) -> str:
    """Qué es lo entregado donde van letras en orden, en palabras."""
    if isinstance(respuesta, str | list | tuple):
        return "letras en orden"
    return _OTRAS_COSAS.get(type(respuesta).__name__, f"un objeto {type(respuesta).__name__}")


def observar_respuesta(respuesta: Any) -> Iterator[Observacion]:
    """Observa una respuesta que es un solo número (o una tupla o lista de números)."""
    yield "tu respuesta", respuesta


def observar_opcion(respuesta: Any) -> Iterator[Observacion]:
    """Observa una letra de opción; «B», «(b)» y «b) El texto» son la misma respuesta."""
    letra = re.fullmatch(_LETRA, respuesta, re.DOTALL) if isinstance(respuesta, str) else None
    yield "tu respuesta", letra[1].lower() if letra else respuesta
