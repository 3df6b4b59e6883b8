"""De qué depende una ejecución, además del cuaderno: sus datos y lo que importa de minigrad.

Si eso cambia, las salidas guardadas son viejas aunque el cuaderno sea el mismo. Sobre todo las
figuras, que nbval no compara. Se mira un solo nivel: con todo lo que hay debajo, cada retoque del
motor obligaría a ejecutar el taller entero, y de los números ya se ocupa nbval.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from pathlib import Path

from minigrad.aula.observadores import modulos
from tools.comun import Taller
from tools.fuente import Fuente, sin_magia


def huella(fuente: Fuente, taller: Taller) -> str:
    """Resume el texto de los archivos de los que depende el cuaderno."""
    resumen = hashlib.sha256()
    for archivo in sorted(set(archivos(fuente, taller))):
        resumen.update(f"{taller.nombre(archivo)}\n{archivo.read_text('utf-8')}\n".encode())
    return resumen.hexdigest()


def archivos(fuente: Fuente, taller: Taller) -> Iterator[Path]:
    """El catálogo, los observadores y los módulos de minigrad que nombra el cuaderno."""
    nombrados = [taller.catalogo(fuente.stem)]
    for modulo in modulos(fuente.stem[:2], fuente.stem.endswith("_practica")):
        nombrados.append(taller.raiz.joinpath(*modulo.split(".")).with_suffix(".py"))
    for celda in fuente.celdas:
        for nombre in _importados(celda.texto) if celda.es_codigo else ():
            nombrados.append(_archivo(nombre, taller))
    yield from (archivo for archivo in nombrados if archivo.is_file())


def _importados(texto: str) -> Iterator[str]:
    """`from minigrad.a import b` nombra `minigrad.a.b`, que puede ser módulo o cosa de `a`."""
    try:
        arbol = ast.parse(sin_magia(texto))
    except SyntaxError:
        return  # de esto avisa `forma`
    for nodo in ast.walk(arbol):
        if isinstance(nodo, ast.ImportFrom) and (nodo.module or "").split(".")[0] == "minigrad":
            yield from (f"{nodo.module}.{alias.name}" for alias in nodo.names)
        elif isinstance(nodo, ast.Import):
            nombres = [alias.name for alias in nodo.names]
            yield from (nombre for nombre in nombres if nombre.split(".")[0] == "minigrad")


def _archivo(nombre: str, taller: Taller) -> Path:
    """El módulo o el paquete con ese nombre o, si es cosa de un módulo, ese módulo."""
    ruta = taller.raiz.joinpath(*nombre.split("."))
    for candidato in (ruta, ruta.parent):
        for archivo in (candidato.with_suffix(".py"), candidato / "__init__.py"):
            if archivo.is_file():
                return archivo
    return ruta
