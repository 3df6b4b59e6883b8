"""Corre celdas como lo haría IPython, sin IPython: `await`, `_`, `Out` y un `get_ipython()`.

Ese `get_ipython()` no abre procesos ni toca archivos: de las magias solo hace lo que es correr
Python (`%time`, `%timeit`); las demás, como `!órdenes`, no hacen nada.
"""

from __future__ import annotations

import ast
import inspect
import sys
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from types import CodeType, SimpleNamespace
from typing import Any

from minigrad.calificar.celda.ipython import como_python, no_es_python

_CON_AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


class Interprete:
    """El `get_ipython()` de un espacio de nombres, y quien corre en él."""

    def __init__(self, nombres: dict[str, Any]) -> None:
        self.user_ns = self.user_global_ns = nombres
        self.display_pub: Any = None
        nombres.update(
            {"get_ipython": lambda: self, "In": [""], "Out": {}, "_": "", "__": "", "___": ""}
        )

    def __getattr__(self, nombre: str) -> Any:
        if nombre.startswith("__"):
            raise AttributeError(nombre)
        return _Nada()

    # --- correr una celda ----------------------------------------------------------------------

    def correr(self, fuente: str, archivo: str, orden: int | None = None) -> None:
        """Corre una celda; lo que valga su última línea queda en `_` y en `Out[orden]`."""
        cuerpo = ast.parse(fuente, archivo).body
        final = cuerpo[-1] if cuerpo else None
        if isinstance(final, ast.Expr):
            cuerpo.pop()
        modulo = ast.Module(cuerpo, [])
        # se compila todo antes de correr nada: lo que Python no entiende no corre a medias
        codigos = [compile(modulo, archivo, "exec", _CON_AWAIT, dont_inherit=True)]
        if isinstance(final, ast.Expr):
            expresion = ast.Expression(final.value)
            codigos.append(compile(expresion, archivo, "eval", _CON_AWAIT, dont_inherit=True))
        with _como_en_ipython(self):
            valores = [self._evaluar(codigo) for codigo in codigos]
        self.user_ns["In"].append(fuente)
        if valores[-1] is not None:
            self.user_ns["_"] = valores[-1]
            self.user_ns["Out"][orden] = valores[-1]

    def _evaluar(self, codigo: CodeType) -> Any:
        valor = eval(codigo, self.user_ns)
        return _esperar(valor) if codigo.co_flags & inspect.CO_COROUTINE else valor

    # --- lo que una celda le pide a IPython ----------------------------------------------------

    def run_line_magic(self, nombre: str, linea: str, *_: Any, **__: Any) -> Any:
        if nombre == "time":
            return self._valor(linea)
        if nombre in ("timeit", "prun"):
            self._valor(_sin_opciones(linea))
            return _medida() if "-o" in linea.split() else None
        return SimpleNamespace(stdout="", stderr="", outputs=[], show=_Nada())

    def run_cell_magic(self, nombre: str, linea: str, celda: str) -> Any:
        return None if no_es_python(f"%%{nombre}") else self.run_cell(celda)

    def magic(self, texto: str) -> Any:
        nombre, _, linea = texto.lstrip("%").partition(" ")
        return self.run_line_magic(nombre, linea)

    def run_cell(self, celda: str, *_: Any, **__: Any) -> Any:
        return self._valor(celda)

    def ev(self, expresion: str) -> Any:
        return eval(expresion, self.user_ns)

    def ex(self, orden: str) -> None:
        exec(orden, self.user_ns)

    def push(self, variables: Any, *_: Any, **__: Any) -> None:
        self.user_ns.update(variables)

    def getoutput(self, *_: Any, **__: Any) -> list[str]:
        return _Lineas()

    def _valor(self, texto: str) -> Any:
        self.user_ns["Out"].pop(None, None)
        self.correr(como_python(texto), "<magia>")
        return self.user_ns["Out"].pop(None, None)


class _Nada:
    """Lo que de IPython no hace falta: se puede pedir, llamar y recorrer, y no hace nada."""

    def __getattr__(self, nombre: str) -> Any:
        if nombre.startswith("__"):
            raise AttributeError(nombre)
        return self

    def __call__(self, *_: Any, **__: Any) -> None:
        return None


class _Lineas(list[str]):
    """Lo que escribe una orden del sistema que no se corrió."""

    l = p = property(list)  # noqa: E741 (así se llaman en IPython)
    n = s = property(lambda _: "")


def _sin_opciones(linea: str) -> str:
    """`-o -n1 -r 1 f(2)` es `f(2)`."""
    palabras = linea.split(" ")
    while palabras and (not palabras[0] or palabras[0].startswith("-")):
        opcion = palabras.pop(0)
        if opcion in ("-n", "-r", "-p", "-l", "-s", "-T", "-D", "-v"):
            del palabras[:1]
    return " ".join(palabras)


def _medida() -> SimpleNamespace:
    return SimpleNamespace(
        best=1e-6, worst=1e-6, average=1e-6, stdev=0.0, loops=1, repeat=1, all_runs=[1e-6],
        timings=[1e-6], compile_time=0.0,
    )  # fmt: skip


@contextmanager
def _como_en_ipython(interprete: Interprete) -> Iterator[None]:
    """Mientras corre una celda, `from IPython import get_ipython` encuentra este."""
    modulos: list[Any] = [sys.modules.get(n) for n in ("IPython", "IPython.core.getipython")]
    puestos = [(m, m.get_ipython) for m in modulos if hasattr(m, "get_ipython")]
    for modulo, _ in puestos:
        setattr(modulo, "get_ipython", lambda: interprete)  # noqa: B010
    try:
        yield
    finally:
        for modulo, suyo in puestos:
            setattr(modulo, "get_ipython", suyo)  # noqa: B010


# --- await -------------------------------------------------------------------------------------


def _esperar(corutina: Coroutine[Any, Any, Any]) -> Any:
    lazo = _lazo()
    try:
        return lazo.run_until_complete(corutina)
    finally:
        lazo.close()


def _lazo() -> Any:
    """Un lazo de asyncio sin enchufes, que aquí no se pueden abrir."""
    import asyncio  # casi ninguna respuesta lo usa, y tarda

    class Lazo(asyncio.BaseEventLoop):
        def __init__(self) -> None:
            super().__init__()
            self._selector = self
            self._aviso = threading.Event()

        def select(self, plazo: float | None) -> list[Any]:
            if plazo is None or plazo > 0:
                self._aviso.wait(plazo)
            self._aviso.clear()
            return []

        def _process_events(self, _eventos: list[Any]) -> None:
            """No hay enchufes de los que llegue nada."""

        def _write_to_self(self) -> None:
            self._aviso.set()

    return Lazo()
