"""De los módulos de ejercicios, solo lo que hace falta para observar una respuesta.

Un módulo de ejercicios lleva también respuestas equivocadas, pistas y porqués. `Poda` parte de las
funciones que observan y de lo que los cuadernos importan, sigue los nombres que usan, y deja fuera
todo lo demás.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from types import FunctionType
from typing import Any

from minigrad.aula import ejercicios
from minigrad.aula.huella.observar import Observar

PAQUETE = ejercicios.__name__


class NoSeSella(ValueError):
    """Algo del taller tiene una forma que no se sabe sellar; el texto dice qué."""


class _Modulo:
    """Las instrucciones de un módulo, por el nombre que define cada una."""

    def __init__(self, nombre: str) -> None:
        fuente = inspect.getsource(__import__(nombre, fromlist=["_"]))
        self.cuerpo = ast.parse(fuente).body
        self.quedan: set[int] = set()
        self.traidos: set[str] = set()
        #: las `lambda` que observan, con el nombre que se les da
        self.sin_nombre: list[str] = []
        self.definen: dict[str, list[int]] = {}
        for i, instruccion in enumerate(self.cuerpo):
            for definido in _definidos(instruccion):
                self.definen.setdefault(definido, []).append(i)

    def texto(self) -> str:
        partes = [ast.unparse(n) for n in self._podadas()]
        return "\n".join(["from __future__ import annotations", *partes, *self.sin_nombre]) + "\n"

    def _podadas(self) -> Iterator[ast.stmt]:
        for i in sorted(self.quedan):
            instruccion = self.cuerpo[i]
            if isinstance(instruccion, ast.Import | ast.ImportFrom):
                instruccion.names = [a for a in instruccion.names if _como(a) in self.traidos]
            yield _sin_docstring(instruccion)


class Poda:
    """Lo que va quedando de cada módulo de ejercicios."""

    def __init__(self) -> None:
        self._modulos: dict[str, _Modulo] = {}

    def textos(self) -> dict[str, str]:
        """El texto podado de cada módulo del que queda algo."""
        return {nombre: modulo.texto() for nombre, modulo in sorted(self._modulos.items())}

    def observador(self, observar: Observar) -> list[Any]:
        """Cómo encontrar la función en los módulos podados: módulo, nombre y argumentos."""
        if not isinstance(observar, FunctionType):
            raise NoSeSella(f"{observar!r} no es una función de un módulo.")
        modulo, camino = observar.__module__, observar.__qualname__.split(".")
        if "<lambda>" in camino:
            return [modulo, self._lambda(modulo, observar), None]
        argumentos = None if len(camino) == 1 else _argumentos(observar)
        self.pedir(modulo, camino[0])
        return [modulo, camino[0], argumentos]

    def pedir(self, modulo: str, nombre: str) -> None:
        """Que quede un nombre, y todo lo que usa."""
        if not modulo.startswith(f"{PAQUETE}."):
            return
        if modulo not in self._modulos:
            self._modulos[modulo] = _Modulo(modulo)
        self._pedir(modulo, nombre)

    def _pedir(self, donde: str, nombre: str) -> None:
        modulo = self._modulos[donde]
        for i in modulo.definen.get(nombre, ()):
            instruccion = modulo.cuerpo[i]
            nuevo = i not in modulo.quedan
            modulo.quedan.add(i)
            if isinstance(instruccion, ast.Import | ast.ImportFrom):
                self._importado(modulo, instruccion, nombre)
            elif nuevo:
                self._usados(donde, instruccion)

    def _importado(
        self, modulo: _Modulo, instruccion: ast.Import | ast.ImportFrom, nombre: str
    ) -> None:
        modulo.traidos.add(nombre)
        if isinstance(instruccion, ast.ImportFrom):
            original = next(a.name for a in instruccion.names if _como(a) == nombre)
            self.pedir(instruccion.module or "", original)

    def _usados(self, donde: str, nodo: ast.AST) -> None:
        for usado in ast.walk(nodo):
            if isinstance(usado, ast.Name):
                self._pedir(donde, usado.id)

    def _lambda(self, donde: str, funcion: FunctionType) -> str:
        """Le da nombre a una función que no lo tiene."""
        self._modulos.setdefault(donde, _Modulo(donde))
        modulo, linea = self._modulos[donde], funcion.__code__.co_firstlineno
        todas = (n for cuerpo in modulo.cuerpo for n in ast.walk(cuerpo))
        halladas = [n for n in todas if isinstance(n, ast.Lambda) and n.lineno == linea]
        if len(halladas) != 1 or funcion.__closure__:
            raise NoSeSella(f"{donde}, línea {linea}: dale un nombre con `def` a esa función.")
        self._usados(donde, halladas[0])
        nombre = f"_observa_{len(modulo.sin_nombre)}"
        modulo.sin_nombre.append(f"{nombre} = {ast.unparse(halladas[0])}")
        return nombre


def _argumentos(observar: FunctionType) -> list[Any]:
    """Con qué se llamó a la función que hizo esta, si eso es todo lo que recuerda."""
    modulo = __import__(observar.__module__, fromlist=["_"])
    fabrica = getattr(modulo, observar.__qualname__.split(".")[0])
    recordado = inspect.getclosurevars(observar).nonlocals
    parametros = list(inspect.signature(fabrica).parameters)
    argumentos = [recordado.get(nombre) for nombre in parametros]
    if set(recordado) <= set(parametros) and all(map(_es_dato, argumentos)):
        return argumentos
    raise NoSeSella(f"{observar.__qualname__}: solo puede recordar los datos que recibió.")


def _es_dato(valor: Any) -> bool:
    if isinstance(valor, list | tuple):
        return all(map(_es_dato, valor))
    return valor is None or isinstance(valor, str | int | float)


def _definidos(instruccion: ast.stmt) -> Iterator[str]:
    if isinstance(instruccion, ast.FunctionDef | ast.ClassDef):
        yield instruccion.name
    elif isinstance(instruccion, ast.Import | ast.ImportFrom):
        yield from (_como(alias) for alias in instruccion.names)
    else:
        for nodo in ast.walk(instruccion):
            if isinstance(nodo, ast.Name) and isinstance(nodo.ctx, ast.Store):
                yield nodo.id


def _como(alias: ast.alias) -> str:
    return alias.asname or alias.name.partition(".")[0]


def _sin_docstring(instruccion: ast.stmt) -> ast.stmt:
    for nodo in ast.walk(instruccion):
        if isinstance(nodo, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(nodo):
            nodo.body = nodo.body[1:] or [ast.Pass()]
    return instruccion
