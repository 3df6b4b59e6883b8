"""Lee una fuente (texto py:percent) como una serie de celdas que saben en qué línea están."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import jupytext

_CABECERA = re.compile(r"^#\s*%%(?:\s|\[|$)")
# con prosa, `?` y `!` al inicio de una línea de código son órdenes de IPython
_MAGIA = re.compile(r"^(\s*)[%!?]")


@dataclass(frozen=True)
class Celda:
    """Una celda de la fuente. `numero` cuenta desde 1; `linea` es la de su primera línea."""

    numero: int
    linea: int
    tipo: str
    texto: str
    ejercicio: str | None = None
    etiquetas: tuple[str, ...] = ()
    otros: tuple[str, ...] = ()

    @property
    def es_codigo(self) -> bool:
        return self.tipo == "code"


@dataclass(frozen=True)
class Fuente:
    """Una lección o práctica resuelta, tal como se escribe."""

    stem: str
    ruta: str
    celdas: tuple[Celda, ...]


def leer(ruta: Path, nombre: str) -> Fuente:
    """Lee la fuente; `nombre` es como se la llama en los mensajes."""
    texto = ruta.read_text("utf-8")
    cuaderno = jupytext.reads(texto, fmt="py:percent")
    lineas = _lineas_de_celdas(texto)
    if len(lineas) != len(cuaderno.cells):
        lineas = []
    pares = zip_longest(cuaderno.cells, lineas, fillvalue=0)
    celdas = (_celda(n, linea, celda) for n, (celda, linea) in enumerate(pares, start=1))
    return Fuente(ruta.stem, nombre, tuple(celdas))


def sin_magia(texto: str) -> str:
    """El código con las líneas de IPython (`%`, `%%`, `!`) vueltas comentario."""
    return "\n".join(_MAGIA.sub(r"\1#", linea) for linea in texto.split("\n"))


def _lineas_de_celdas(texto: str) -> list[int]:
    """Para cada cabecera `# %%`, el número de la línea que la sigue."""
    numeradas = enumerate(texto.split("\n"), start=1)
    return [n + 1 for n, linea in numeradas if _CABECERA.match(linea)]


def _celda(numero: int, linea: int, celda: Any) -> Celda:
    datos = {k: v for k, v in celda.metadata.items() if not k.startswith("lines_to_")}
    ejercicio, etiquetas = datos.pop("ejercicio", None), datos.pop("tags", ())
    return Celda(
        numero, linea, celda.cell_type, celda.source, ejercicio, tuple(etiquetas), tuple(datos)
    )
