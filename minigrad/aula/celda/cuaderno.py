"""Lee cuadernos `.ipynb` como texto: qué celdas hay, cuáles son ejercicios y qué mostraron.

Basta con `json`: así el aula funciona donde no está instalado Jupyter.

Glosario. *Celda base*: lo dado que un ejercicio necesita (etiqueta `base`). *Magia*: línea que
empieza por `%` o `!`, que entiende Jupyter y no Python.
"""

from __future__ import annotations

import ast
import io
import json
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

#: más líneas que estas que empiezan por `%` no las escribió una persona
_MUCHAS = 100


@dataclass(frozen=True)
class Celda:
    """Una celda de código de un cuaderno resuelto."""

    cuaderno: str
    posicion: int
    fuente: str
    ejercicio: str | None
    base: bool
    salida: str
    #: toda la celda es solución: no está en el cuaderno en blanco
    oculta: bool = False
    #: las imágenes que mostró: su tipo y sus datos
    figuras: tuple[tuple[str, str], ...] = ()

    @property
    def python(self) -> str:
        """La fuente sin magias, con las mismas líneas."""
        return sin_magias(self.fuente)


class Trozo(NamedTuple):
    """Una celda de código o de texto, tal como está escrita."""

    es_codigo: bool
    texto: str
    ejercicio: str | None


def sin_magias(fuente: str) -> str:
    """Vuelve comentario cada línea de magia; así los números de línea no cambian.

    Un `%` al comienzo de una línea que continúa la anterior es una división, y se queda.
    """
    lineas = fuente.split("\n")
    posibles = [i for i, x in enumerate(lineas) if x.startswith(("%", "!"))]
    if not posibles or es_python(fuente):
        return fuente
    for i in posibles:
        # mirar todas las de una celda hecha solo de `%` tardaría minutos
        if len(posibles) > _MUCHAS or not _continua("\n".join(lineas[:i])):
            lineas[i] = f"# {lineas[i]}"
    return "\n".join(lineas)


def es_python(fuente: str) -> bool:
    """Si Python entiende una celda tal como está."""
    try:
        ast.parse(fuente)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _continua(texto: str) -> bool:
    """Si un texto deja abierto un paréntesis, unas comillas o una `\\`."""
    if texto.endswith("\\"):
        return True
    try:
        list(tokenize.generate_tokens(io.StringIO(texto).readline))
    except (tokenize.TokenError, SyntaxError) as error:
        return "EOF in multi-line" in str(error) or "unterminated triple" in str(error)
    return False


def leer(ruta: Path) -> tuple[Celda, ...]:
    """Las celdas de código de un cuaderno, en orden."""
    return _leer(ruta, ruta.stat().st_mtime_ns)


def leer_todo(ruta: Path) -> tuple[Trozo, ...]:
    """Todas las celdas, también las de texto, en orden."""
    return tuple(
        Trozo(c["cell_type"] == "code", _texto(c["source"]), c["metadata"].get("ejercicio"))
        for c in _crudas(ruta)
    )


@lru_cache(maxsize=64)
def _leer(ruta: Path, _fecha: int) -> tuple[Celda, ...]:
    return tuple(
        _celda(ruta.stem, i, cruda)
        for i, cruda in enumerate(_crudas(ruta))
        if cruda["cell_type"] == "code"
    )


def _crudas(ruta: Path) -> list[dict[str, Any]]:
    crudas: list[dict[str, Any]] = json.loads(ruta.read_text(encoding="utf-8-sig"))["cells"]
    return crudas


def _celda(cuaderno: str, posicion: int, cruda: dict[str, Any]) -> Celda:
    datos = cruda.get("metadata", {})
    return Celda(
        cuaderno=cuaderno,
        posicion=posicion,
        fuente=_texto(cruda["source"]),
        ejercicio=datos.get("ejercicio"),
        base="base" in datos.get("tags", ()),
        salida="".join(_texto_de_salida(salida) for salida in cruda.get("outputs", ())),
        oculta="solucion" in datos.get("tags", ()),
        figuras=tuple(_figuras(cruda.get("outputs", ()))),
    )


def _figuras(salidas: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Las que dibujó matplotlib: lo que una celda da como resultado se vuelve a calcular."""
    for salida in salidas:
        if salida["output_type"] == "display_data" and "image/png" in salida["data"]:
            yield "image/png", _texto(salida["data"]["image/png"])


def _texto_de_salida(salida: dict[str, Any]) -> str:
    """Lo que una salida tiene de texto; las imágenes no se repiten."""
    if salida["output_type"] == "stream":
        return _texto(salida["text"])
    texto = _texto(salida.get("data", {}).get("text/plain", ""))
    return f"{texto}\n" if texto else ""


def _texto(partes: str | list[str]) -> str:
    return partes if isinstance(partes, str) else "".join(partes)
