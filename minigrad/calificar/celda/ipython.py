"""Vuelve Python una celda que IPython acepta y Python no, con cada línea en su lugar.

Sangrías, `>>>` e `In [1]:` pegados, `objeto?`, `x = !orden` y magias: lo entiende el transformador
del propio IPython. Donde no está instalado, las líneas de magia se vuelven comentarios.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import takewhile
from typing import Any

from minigrad.aula.celda.cuaderno import es_python, sin_magias

#: magias de celda cuyo cuerpo no es Python
_NO_PYTHON = {
    "!", "sx", "system", "bash", "sh", "script", "cmd", "html", "HTML", "svg", "SVG", "latex",
    "markdown", "javascript", "js", "perl", "ruby", "R", "sql", "writefile", "file", "pypy",
    "python2", "cython", "julia", "mermaid",
}  # fmt: skip
Limpieza = Callable[[list[str]], list[str]]
_PEGADA = re.compile(r"\s*In\s*\[\d+\]:\s")
#: una línea que quizás IPython cambie; más que estas no las escribió una persona, y leerlas todas
#: tardaría minutos
_DE_IPYTHON, _MUCHAS = re.compile(r"(?m)^\s*[%!?,;/]|=\s*[%!]|\?[ \t]*$"), 100
_MAGIA = re.compile(r"%%(?P<nombre>!|[\w.]+)(?P<resto>.*)")


def como_python(fuente: str) -> str:
    """El código de una celda, como IPython se lo daría a Python."""
    # `In [1]: x = 2` también es Python: anota el elemento 1 de `In`
    if es_python(fuente) and not _PEGADA.match(fuente):
        return fuente
    gestor = _gestor()
    if gestor is not None and len(_DE_IPYTHON.findall(fuente)) <= _MUCHAS:
        try:
            return str(gestor.transform_cell(fuente))
        except (SyntaxError, ValueError, RecursionError):
            pass  # ni IPython la entiende
    return sin_magias(fuente)


def no_es_python(fuente: str) -> str:
    """La magia con que empieza una celda en otro lenguaje (`%%bash`); vacía si no lo está."""
    magia = _MAGIA.match(fuente.lstrip())
    return f"%%{magia['nombre']}" if magia and magia["nombre"] in _NO_PYTHON else ""


@cache
def _gestor() -> Any:
    try:
        from IPython.core.inputtransformer2 import TransformerManager, leading_empty_lines
    except ImportError:
        return None

    gestor: Any = TransformerManager()  # type: ignore[no-untyped-call]  # no publica sus tipos
    de_ipython = gestor.do_one_token_transform

    def sin_juntar_lineas(lineas: list[str]) -> tuple[bool, list[str]]:
        cambio, nuevas = de_ipython(lineas)
        return cambio, _en_su_lugar(lineas, nuevas) if cambio else nuevas

    gestor.do_one_token_transform = sin_juntar_lineas
    limpiezas = [paso for paso in gestor.cleanup_transforms if paso is not leading_empty_lines]
    gestor.cleanup_transforms = [partial(_sin_magias_de_celda, limpiezas)]
    gestor.line_transforms = []
    return gestor


def _en_su_lugar(viejas: list[str], nuevas: list[str]) -> list[str]:
    """Las nuevas, con líneas vacías tras la que reunió varias."""
    faltan = len(viejas) - len(nuevas)
    if faltan <= 0:
        return nuevas
    pares = enumerate(zip(viejas, nuevas, strict=False))
    donde = next((i for i, (vieja, nueva) in pares if vieja != nueva), len(nuevas) - 1)
    return [*nuevas[: donde + 1], *["\n"] * faltan, *nuevas[donde + 1 :]]


def _sin_magias_de_celda(limpiezas: Sequence[Limpieza], lineas: list[str]) -> list[str]:
    """La celda limpia y sin las `%%magias` del comienzo: lo que hay debajo corre igual."""
    hechas: list[str] = []
    while lineas:
        vacias = list(takewhile(lambda linea: not linea.strip(), lineas))
        hechas, lineas = [*hechas, *vacias], lineas[len(vacias) :]
        for limpiar in limpiezas:
            lineas = limpiar(lineas)
        magia = _MAGIA.match(lineas[0]) if lineas else None
        if magia is None:
            break
        if magia["nombre"] in _NO_PYTHON:
            return [*hechas, *(f"# {linea}" for linea in lineas)]
        hechas.append(_en_vez(magia["nombre"], magia["resto"], lineas[0]))
        lineas = lineas[1:]
    return [*hechas, *lineas]


def _en_vez(nombre: str, resto: str, linea: str) -> str:
    ultima = (resto.split() or [""])[-1]
    if nombre == "capture" and ultima.isidentifier():
        return f"{ultima} = get_ipython().run_line_magic('capture', '')\n"
    return f"# {linea}"
