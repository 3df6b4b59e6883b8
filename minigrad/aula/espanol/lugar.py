"""Dónde ocurrió una excepción dentro de lo que escribió quien aprende: la línea y lo que hay ahí.

De la pila de llamadas solo interesa lo suyo: los marcos de Mini-Grad, de la biblioteca estándar y
de los paquetes instalados no aparecen nunca.
"""

from __future__ import annotations

import ast
import builtins
import difflib
import linecache
import re
import sysconfig
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import FrameType, FunctionType, SimpleNamespace, TracebackType

import minigrad

_PAQUETE = str(Path(minigrad.__file__).resolve().parent)
_INSTALADO = tuple({sysconfig.get_path(n) for n in ("stdlib", "platstdlib", "purelib", "platlib")})

#: cómo nombra cada programa el código que se escribe a mano (IPython, Python, IDLE…)
_ESCRITO = ("<ipython-input", "<python-input", "<stdin", "<string", "<console", "<pyshell")

#: los archivos de sus motores: los escribió, pero no son la celda que ahora tiene delante
_MOTORES = ("mi_minigrad.py", "mi_tensor.py")


def es_del_aprendiz(archivo: str) -> bool:
    """Dice si un archivo de código pudo ser una celda de quien aprende."""
    if archivo.endswith(_MOTORES):
        return False
    if archivo.startswith("<"):
        return archivo.startswith(_ESCRITO)
    return not archivo.startswith((_PAQUETE, *_INSTALADO))


def es_del_paquete(archivo: str) -> bool:
    """Dice si un archivo de código es de Mini-Grad."""
    return archivo.startswith(_PAQUETE)


def marcos_del_aprendiz(rastro: TracebackType | None) -> Iterator[TracebackType]:
    """Los tramos de la pila que están en código del aprendiz, de fuera hacia dentro."""
    while rastro is not None:
        if es_del_aprendiz(rastro.tb_frame.f_code.co_filename):
            yield rastro
        rastro = rastro.tb_next


def texto_de(tramo: TracebackType) -> str:
    """La línea de un tramo, sin sangría; nada si no se puede leer."""
    marco = tramo.tb_frame
    return linecache.getline(marco.f_code.co_filename, tramo.tb_lineno, marco.f_globals).strip()


class Lugar:
    """El tramo más hondo del aprendiz: su línea, su función y los nombres que ahí se ven."""

    def __init__(self, excepcion: BaseException) -> None:
        tramos = list(marcos_del_aprendiz(excepcion.__traceback__))
        self.texto = texto_de(tramos[-1]) if tramos else ""
        self.marco: FrameType | None = tramos[-1].tb_frame if tramos else None
        self._tramo = tramos[-1] if tramos else None

    @property
    def parametros(self) -> tuple[str, ...]:
        """Los parámetros de la función en que se está; ninguno fuera de una."""
        if self.marco is None:
            return ()
        codigo = self.marco.f_code
        return codigo.co_varnames[: codigo.co_argcount + codigo.co_kwonlyargcount]

    @property
    def en_funcion(self) -> bool:
        """Si la línea está dentro de una función."""
        return self.marco is not None and self.marco.f_code.co_name != "<module>"

    @property
    def anidada(self) -> bool:
        """Si esa función está escrita dentro de otra."""
        return self.marco is not None and ".<locals>." in self.marco.f_code.co_qualname

    @property
    def locales(self) -> dict[str, object]:
        """Los objetos que se ven dentro de la función, los parámetros primero."""
        if self.marco is None or not self.en_funcion:
            return {}
        locales = dict(self.marco.f_locals)
        primero = [p for p in self.parametros if p in locales]
        return {n: locales[n] for n in (*primero, *(n for n in locales if n not in primero))}

    def parecido(self, nombre: str) -> str | None:
        """El nombre que se ve desde ahí y que quizás se quiso escribir."""
        if self.marco is None:
            return None
        suyos = [n for n in {*self.marco.f_locals, *self.marco.f_globals} if n[:1] != "_"]
        suyos += [self.marco.f_code.co_name] if self.en_funcion else []
        llamables = [n for n in suyos if self._es_funcion(n)]
        if re.search(rf"(?<![\w.]){nombre}\s*\(", self.texto):  # se llama: antes las funciones
            return self._cercano(nombre, llamables) or self._cercano(nombre, suyos)
        return self._cercano(nombre, suyos)

    def _es_funcion(self, nombre: str) -> bool:
        """Si ahí ese nombre es el de una función o una clase."""
        marco = self.marco
        vistos = {**marco.f_globals, **marco.f_locals} if marco is not None else {}
        # el nombre de la función en que se está puede no verse desde dentro
        return nombre not in vistos or isinstance(vistos[nombre], type | FunctionType)

    def _cercano(self, nombre: str, suyos: list[str]) -> str | None:
        por_guiones = [n for n in suyos if n.strip("_") == nombre.strip("_")]
        if por_guiones:
            return por_guiones[0]
        por_mayusculas = [n for n in suyos if n.lower() == nombre.lower()]
        if por_mayusculas:
            return min(por_mayusculas)
        de_python = [n for n in dir(builtins) if not n.startswith("_")]
        cercania = 0.75 if self.en_funcion else 0.78
        cercanos = difflib.get_close_matches(nombre, sorted(suyos), n=1, cutoff=cercania)
        # una palabra corta de Python se parece a cualquiera: `ord` a `orden`, `list` a `listo`
        cercanos += difflib.get_close_matches(nombre, de_python, n=1, cutoff=0.92)
        return cercanos[0] if cercanos else None

    def expresion(self) -> ast.stmt | None:
        """La línea ya leída, si es una instrucción entera."""
        try:
            cuerpo = ast.parse(self.texto).body
        except (SyntaxError, ValueError):
            return None
        return cuerpo[0] if len(cuerpo) == 1 else None

    def formas(self) -> list[tuple[int, ...]]:
        """Las formas de los dos arreglos de la cuenta que falló, si son nombres o `x.data`."""
        cuenta = self._cuenta()
        lados = [cuenta.left, cuenta.right] if isinstance(cuenta, ast.BinOp) else []
        formas = (getattr(self._guardado(lado), "shape", None) for lado in lados)
        return [forma for forma in formas if type(forma) is tuple]

    def _cuenta(self) -> ast.expr | None:
        """Lo que se estaba calculando: Python guarda en qué columnas está cada instrucción."""
        if self._tramo is None or self.marco is None:
            return None
        codigo, lugar = self.marco.f_code, self._tramo.tb_lasti // 2
        uno, fin, desde, hasta = next(islice(codigo.co_positions(), lugar, None), (None,) * 4)
        if uno is None or uno != fin:
            return None
        linea = linecache.getline(codigo.co_filename, uno, self.marco.f_globals).encode()
        try:
            return ast.parse(linea[desde:hasta].decode().strip(), mode="eval").body
        except (SyntaxError, ValueError):
            return None

    def _guardado(self, nodo: ast.expr) -> object:
        """Lo que guarda un nombre o un `x.data`, sin ejecutar nada."""
        marco = self.marco
        if isinstance(nodo, ast.Name) and marco is not None:
            return {**marco.f_globals, **marco.f_locals}.get(nodo.id)
        if isinstance(nodo, ast.Attribute) and nodo.attr in ("data", "grad", "T"):
            dueno = self._guardado(nodo.value)
            if nodo.attr == "T":
                forma = getattr(dueno, "shape", None)
                return SimpleNamespace(shape=forma[::-1] if type(forma) is tuple else None)
            return getattr(dueno, "__dict__", {}).get(nodo.attr)
        return None
