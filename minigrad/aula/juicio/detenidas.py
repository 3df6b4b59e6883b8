"""Recuerda qué celdas se detuvieron con un error, para no juzgar la respuesta de antes.

Si la celda de un ejercicio falla, lo que hubiera en su variable sigue ahí. Comprobarlo diría
«correcto» o «mal» de algo que el aprendiz ya no tiene escrito.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import suppress

from minigrad.aula.celda.codigo import destinos, sin_comprobar
from minigrad.aula.celda.entorno import historia
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio

_detenidas: set[int] = set()


def anotar_detenida() -> None:
    """La celda que se está ejecutando se detuvo."""
    _detenidas.add(len(historia()) - 1)


def se_detuvo(vigente: Curso, ejercicio: Ejercicio) -> bool:
    """Dice si la última celda que iba a dar una respuesta a este ejercicio no terminó."""
    buscados = _lo_que_asigna(vigente, ejercicio)
    celdas = [sin_comprobar(celda) for celda in historia()]
    for i in reversed(range(len(celdas))):
        if i in _detenidas and (_nombra(celdas[i], buscados) or _compara(celdas[i], buscados)):
            return True
        if destinos(celdas[i]) & buscados:
            return False
    return False


def _lo_que_asigna(vigente: Curso, ejercicio: Ejercicio) -> set[str]:
    """`x` si la celda del ejercicio define `x`; si no, todo aquello a lo que asigna.

    De una clase a la que la celda engancha métodos, solo los que ahí se escriben: otra celda pudo
    detenerse al enganchar los demás.
    """
    asignados = vigente.destinos(ejercicio.id)
    if ejercicio.nombre in asignados:
        return {ejercicio.nombre}
    partes = {f"{ejercicio.nombre}.{parte}" for parte in vigente.partes(ejercicio)}
    ajenas = {n for n in asignados if n.startswith(f"{ejercicio.nombre}.")} - partes
    return asignados - ajenas if partes else asignados


def _nombra(celda: str, buscados: set[str]) -> bool:
    """Como `destinos`, pero sirve también con una celda que Python no entiende."""
    try:
        ast.parse(celda)
    except (SyntaxError, ValueError):
        lineas = list(_fuera_de_funciones(celda))
        return any(re.match(_da(nombre), linea) for nombre in buscados for linea in lineas)
    return bool(destinos(celda) & buscados)


def _compara(celda: str, buscados: set[str]) -> bool:
    """Si lo único que hay en la celda es un `==` donde iba el `=` de la respuesta."""
    with suppress(SyntaxError, ValueError):
        cuerpo = ast.parse(celda).body
        valor = cuerpo[0].value if len(cuerpo) == 1 and isinstance(cuerpo[0], ast.Expr) else None
        if isinstance(valor, ast.Compare) and isinstance(valor.ops[0], ast.Eq):
            return ast.unparse(valor.left) in buscados
    return False


def _fuera_de_funciones(celda: str) -> Iterator[str]:
    """Las líneas que no están dentro de un `def` o un `class`: lo de dentro no sale de ahí."""
    fondo = None
    for linea in celda.expandtabs().split("\n"):
        sangria = len(linea) - len(linea.lstrip())
        if not linea.strip() or (fondo is not None and sangria > fondo):
            continue
        fondo = sangria if _ABRE.match(linea) else None
        yield linea


_ABRE = re.compile(r"\s*(?:def|class)\b")


def _da(nombre: str) -> str:
    """El comienzo de una línea que iba a definir el nombre o a darle un valor, aun mal escrita."""
    suyo = rf"(?<![\w.]){re.escape(nombre)}\b(?!\.)"
    asigna = rf"[\w., \[\]]*{suyo}[\w., \[\]]*(?:[-+*/]\s*|:\s*)?=(?!=)"
    define = rf"\w+\s+{suyo}|{suyo}\s*\(.*\)\s*:"
    suelta = rf"{suyo}\s*(?::|:=|=[-+*/]|[\w\"'.]|$)"
    return rf"\s*(?:{asigna}|{define}|{suelta})"
