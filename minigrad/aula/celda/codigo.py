"""Compara y localiza código: si una función sigue en blanco y cuál es la parte del aprendiz.

Dos funciones tienen el mismo código si Python las traduce a las mismas instrucciones; así no
cuentan los comentarios, los espacios ni el docstring.
"""

from __future__ import annotations

import ast
import dis
import inspect
import re
from collections.abc import Iterable, Iterator
from types import CodeType, FunctionType
from typing import Any


def es(objeto: Any, *tipos: type) -> bool:
    """Como `isinstance`, pero sin preguntarle al objeto, que podría mentir o lanzar."""
    return issubclass(type(objeto), tipos)


def parte_de(respuesta: Any, parte: str | None) -> Any:
    """El atributo que se escribió en el ejercicio, o la respuesta entera si no hay `parte`."""
    if parte is None:
        return respuesta
    dueno = respuesta if es(respuesta, type) else type(respuesta)
    for clase in type.__dict__["__mro__"].__get__(dueno):
        if clase is not object and parte in vars(clase):
            return vars(clase)[parte]
    return None


def funcion_de(objeto: Any) -> FunctionType | None:
    """La función que hay dentro de un método, una propiedad o un decorador con `wraps`."""
    if es(objeto, property):
        objeto = objeto.fget
    try:
        objeto = inspect.unwrap(getattr(objeto, "__func__", objeto))
    except Exception:  # un objeto raro puede lanzar cualquier cosa al pedirle un atributo
        return None
    return objeto if es(objeto, FunctionType) else None


#: donde Python guarda las anotaciones de una clase; desde 3.14, también como función
_ANOTACIONES = {"__annotations__", "__annotations_cache__", "__annotate_func__"}


def miembros(clase: type) -> dict[str, Any]:
    """Lo que se escribió en una clase, sin lo que Python guarda de sus anotaciones."""
    return {n: v for n, v in vars(clase).items() if n not in _ANOTACIONES}


def ligada(objeto: Any, nombres: dict[str, Any]) -> Any:
    """La misma función o propiedad, que busca en `nombres` lo que no es suyo."""
    if es(objeto, property):
        partes = (objeto.fget, objeto.fset, objeto.fdel)
        return property(*(parte and ligada(parte, nombres) for parte in partes))
    funcion: FunctionType = objeto
    copia = FunctionType(
        funcion.__code__, nombres, funcion.__name__, funcion.__defaults__, funcion.__closure__
    )
    copia.__kwdefaults__ = funcion.__kwdefaults__
    return copia


def globales(codigo: CodeType) -> set[str]:
    """Los nombres globales que lee un código, también los de sus funciones de adentro."""
    nombres = {paso.argval for paso in dis.get_instructions(codigo) if paso.opname == "LOAD_GLOBAL"}
    for constante in codigo.co_consts:
        if isinstance(constante, CodeType):
            nombres |= globales(constante)
    return nombres


def mismo_codigo(uno: Any, otro: Any) -> bool:
    """Dice si dos funciones o dos clases están escritas igual, salvo texto y comentarios."""
    if es(uno, type) and es(otro, type):
        return _misma_clase(uno, otro)
    a, b = funcion_de(uno), funcion_de(otro)
    if a is None or b is None:
        return False
    return list(instrucciones(a.__code__)) == list(instrucciones(b.__code__))


def _misma_clase(una: type, otra: type) -> bool:
    propias = {n: v for n, v in miembros(una).items() if funcion_de(v)}
    ajenas = {n: v for n, v in miembros(otra).items() if funcion_de(v)}
    if not ajenas:
        # sin métodos, el blanco está en los atributos: `x = ...`
        return any(v is Ellipsis for v in vars(una).values())
    return propias.keys() == ajenas.keys() and all(
        mismo_codigo(propias[n], ajenas[n]) for n in propias
    )


def instrucciones(codigo: CodeType) -> Iterator[Any]:
    """Lo que Python hará al ejecutar un código; se puede comparar."""
    yield codigo.co_argcount, codigo.co_kwonlyargcount, codigo.co_varnames[: codigo.co_argcount]
    for instruccion in dis.get_instructions(codigo):
        valor = instruccion.argval
        if isinstance(valor, CodeType):
            yield instruccion.opname, tuple(instrucciones(valor))
        elif instruccion.opname not in ("RESUME", "NOP", "CACHE"):
            yield instruccion.opname, type(valor).__name__, repr(valor)


def _pass() -> None:
    pass


def _puntos() -> Any:
    return ...


_SIN_CUERPO = [list(instrucciones(f.__code__))[1:] for f in (_pass, _puntos)]
#: con qué se escribe `raise NotImplementedError("…")`, según la versión de Python
_LANZAR = {"LOAD_GLOBAL", "LOAD_COMMON_CONSTANT", "LOAD_CONST", "PUSH_NULL", "PRECALL", "CALL",
           "RAISE_VARARGS"}  # fmt: skip


def sin_cuerpo(codigo: CodeType) -> bool:
    """Si lo único que hay es `pass`, `...`, `return None` o `raise NotImplementedError`."""
    pasos = list(instrucciones(codigo))[1:]
    return pasos in _SIN_CUERPO or _solo_lanza(pasos)


def _solo_lanza(pasos: list[Any]) -> bool:
    operaciones = {paso[0] for paso in pasos}
    nombrado = any("NotImplementedError" in paso[-1] for paso in pasos if paso[0] != "LOAD_CONST")
    return nombrado and "RAISE_VARARGS" in operaciones and operaciones <= _LANZAR


def funciones_sin_cuerpo(codigo: CodeType) -> Iterator[str]:
    """Las funciones escritas dentro de un código que no hacen nada; las `lambda` no cuentan."""
    for interno in codigo.co_consts:
        if isinstance(interno, CodeType):
            if interno.co_name[0] != "<" and sin_cuerpo(interno):
                yield interno.co_name
            yield from funciones_sin_cuerpo(interno)


def no_devuelve_nada(objeto: Any) -> bool:
    """Dice si ninguna línea de una función devuelve algo que no sea `None`."""
    funcion = funcion_de(objeto)
    if funcion is None or inspect.isgeneratorfunction(funcion):
        return False
    antes = None
    for instruccion in dis.get_instructions(funcion.__code__):
        # cada Python devuelve una constante a su modo: RETURN_CONST, LOAD_COMMON_CONSTANT…
        valor = {"RETURN_VALUE": antes, "RETURN_CONST": instruccion}.get(instruccion.opname)
        # y si al `return` se llega de un salto, como en `x and None`, trae otra cosa
        constante = valor is not None and "CONST" in valor.opname and valor.argval is None
        if valor is not None and (not constante or instruccion.is_jump_target):
            return False
        antes = instruccion
    return True


def nombres_globales(funcion: FunctionType) -> set[str]:
    """Los nombres que el código de una función podría buscar fuera de ella."""
    nombres: set[str] = set()
    pendientes = [funcion.__code__]
    while pendientes:
        codigo = pendientes.pop()
        nombres.update(codigo.co_names)
        pendientes += [c for c in codigo.co_consts if isinstance(c, CodeType)]
    return nombres


_COMPRUEBA = re.compile(r"\s*(?:[\w, ]+ = )?comprobar\(")


def sin_comprobar(fuente: str) -> str:
    """Lo que una celda tiene de respuesta: ella misma sin las líneas que la comprueban."""
    lineas = (linea for linea in fuente.split("\n") if not _COMPRUEBA.match(linea))
    return "\n".join(lineas).strip("\n")


def comprobados(fuente: str) -> list[str]:
    """Los ejercicios que una celda comprueba."""
    return re.findall(r"""comprobar\(\s*["']([\w-]+)["']""", fuente)


def destinos(fuente: str) -> set[str]:
    """Todo lo que una celda define o a lo que asigna: `x`, `f`, `c.grad`; nada, si no se lee."""
    try:
        return set(_destinos(ast.parse(fuente).body))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()


def _destinos(cuerpo: Iterable[ast.stmt]) -> Iterator[str]:
    for nodo in cuerpo:
        if isinstance(nodo, ast.FunctionDef | ast.ClassDef):
            yield nodo.name
        elif not isinstance(nodo, ast.AsyncFunctionDef):
            # también dentro de `for` o `if`, que es donde a veces se asigna
            yield from asignados(nodo)


def asignados(nodo: ast.AST) -> set[str]:
    """A qué se le da valor dentro de un trozo de código: `x`, `Value.__mul__`, `pesos[0]`."""
    return {
        ast.unparse(hoja)
        for hoja in ast.walk(nodo)
        if isinstance(hoja, ast.Name | ast.Attribute | ast.Subscript)
        and isinstance(hoja.ctx, ast.Store)
    }
