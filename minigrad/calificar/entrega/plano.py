"""El plano de un curso: lo que hace falta para reconocer sus celdas en un cuaderno entregado.

Glosario. *Señas*: el resumen de lo que dice un código, igual para dos textos que solo difieren en
comentarios, espacios o docstrings.
"""

from __future__ import annotations

import ast
import hashlib
from typing import Any

from minigrad.aula.celda.blanco import en_blanco, sin_marcas
from minigrad.aula.celda.codigo import destinos
from minigrad.aula.curso.curso import Curso

#: {"ejercicios": {id: {"cuaderno", "blanco" (señas), "define", "es_codigo"}},
#:  "dadas": {cuaderno: [señas]}}
Plano = dict[str, Any]


def hacer_plano(curso: Curso) -> Plano:
    """El plano de todos los cuadernos de un curso, en orden; no contiene ninguna solución."""
    ejercicios: dict[str, Any] = {}
    dadas: dict[str, list[str]] = {}
    for cuaderno in curso.cuadernos():
        for celda in curso.cuaderno(cuaderno):
            if celda.ejercicio is None:
                dadas.setdefault(cuaderno, []).append(senas(sin_marcas(celda.python)))
                continue
            blanco = en_blanco(celda.python)
            ejercicios[celda.ejercicio] = {
                "cuaderno": cuaderno,
                "blanco": senas(blanco),
                "define": sorted(destinos(blanco)),
                "es_codigo": curso.buscar(celda.ejercicio).tipo == "codigo",
            }
    return {"ejercicios": ejercicios, "dadas": dadas}


def senas(fuente: str) -> str:
    """Las señas de un código; vacías si no es Python."""
    try:
        arbol = ast.parse(fuente)
        for nodo in ast.walk(arbol):
            if isinstance(nodo, ast.FunctionDef | ast.ClassDef | ast.Module):
                nodo.body = [parte for parte in nodo.body if not _es_texto(parte)]
        dicho = ast.dump(arbol)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    return hashlib.sha256(dicho.encode("utf-8", "replace")).hexdigest()[:16]


def _es_texto(nodo: ast.stmt) -> bool:
    """Un docstring, o un texto suelto."""
    return isinstance(nodo, ast.Expr) and isinstance(getattr(nodo.value, "value", None), str)
