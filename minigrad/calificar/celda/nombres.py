"""Qué nombres pone una celda y cuáles toma de las demás, leyendo su código.

Glosario. *Pone*: define, importa, asigna o cambia (`Value.doble = …` pone «Value», «Value.doble» y
«.doble»). *Usa*: busca fuera de lo que ella misma puso antes; de un atributo se anota «.nombre».
`from x import *` pone «*»: podría ser cualquiera.
"""

from __future__ import annotations

import ast
import builtins
import symtable
from collections.abc import Iterator
from dataclasses import dataclass

_DE_PYTHON = {*dir(builtins), "__name__", "__file__", "__doc__"}
_FUNCIONES = (ast.FunctionDef, ast.AsyncFunctionDef)
_NO_SE_LEE = (SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass(frozen=True)
class Nombres:
    """Lo que una celda pone y lo que usa."""

    pone: frozenset[str] = frozenset()
    usa: frozenset[str] = frozenset()


def nombres_de(fuente: str) -> Nombres:
    """Los nombres de una celda; ninguno, si no es Python."""
    try:
        cuerpo = ast.parse(fuente).body
        globales = _globales(symtable.symtable(_sencilla(fuente), "<celda>", "exec"))
    except _NO_SE_LEE:
        return Nombres()
    puestos: set[str] = set()
    nodos = ast.walk(ast.Module(cuerpo, []))
    usados = {
        f".{nodo.attr}"
        for nodo in nodos
        if isinstance(nodo, ast.Attribute) and isinstance(nodo.ctx, ast.Load)
    }
    for instruccion in cuerpo:
        suyos = set(_puestos(instruccion))
        # una función que se llama a sí misma no busca nada fuera
        antes = puestos | (suyos if isinstance(instruccion, _FUNCIONES) else set())
        usados |= (set(_leidos(instruccion)) & globales) - antes
        puestos |= suyos
    usados |= globales - puestos
    puestos |= globales & _declarados(cuerpo)
    return Nombres(frozenset(puestos), frozenset(usados - _DE_PYTHON))


_CON_OTRA_FORMA = (ast.ListComp, ast.SetComp, ast.DictComp, ast.comprehension, ast.Await,
                   ast.AsyncFor, ast.AsyncWith)  # fmt: skip


class _Sencilla(ast.NodeTransformer):
    """Deja los mismos nombres en una forma que todo Python mira igual.

    Desde 3.12 la `i` de `[… for i in …]` se mezcla con los nombres de fuera, y la de un generador
    no; desde 3.15 un `await` suelto no se lee.
    """

    def visit_ListComp(self, nodo: ast.ListComp) -> ast.AST:
        self.generic_visit(nodo)
        return ast.GeneratorExp(nodo.elt, nodo.generators)

    def visit_SetComp(self, nodo: ast.SetComp) -> ast.AST:
        self.generic_visit(nodo)
        return ast.GeneratorExp(nodo.elt, nodo.generators)

    def visit_DictComp(self, nodo: ast.DictComp) -> ast.AST:
        self.generic_visit(nodo)
        partes = [parte for parte in (nodo.key, nodo.value) if parte is not None]
        return ast.GeneratorExp(ast.Tuple(partes, ast.Load()), nodo.generators)

    def visit_comprehension(self, nodo: ast.comprehension) -> ast.AST:
        self.generic_visit(nodo)
        return ast.comprehension(nodo.target, nodo.iter, nodo.ifs, 0)

    def visit_Await(self, nodo: ast.Await) -> ast.AST:
        self.generic_visit(nodo)
        return nodo.value

    def visit_AsyncFor(self, nodo: ast.AsyncFor) -> ast.AST:
        self.generic_visit(nodo)
        return ast.For(nodo.target, nodo.iter, nodo.body, nodo.orelse)

    def visit_AsyncWith(self, nodo: ast.AsyncWith) -> ast.AST:
        self.generic_visit(nodo)
        return ast.With(nodo.items, nodo.body)


def _sencilla(fuente: str) -> str:
    arbol = ast.parse(fuente)
    if not any(isinstance(nodo, _CON_OTRA_FORMA) for nodo in ast.walk(arbol)):
        return fuente  # casi siempre; y a una cuenta sin fondo no se entra
    return ast.unparse(ast.fix_missing_locations(_Sencilla().visit(arbol)))


def definiciones(fuente: str) -> str:
    """De una celda, solo sus importaciones, sus funciones y sus clases: lo que no tarda."""
    cuerpo: list[ast.stmt] = [
        parte
        for parte in ast.parse(fuente).body
        if isinstance(parte, (ast.Import, ast.ImportFrom, ast.ClassDef, *_FUNCIONES))
        or (isinstance(parte, ast.Assign) and isinstance(parte.value, ast.Constant | ast.Lambda))
    ]
    return ast.unparse(ast.Module(cuerpo, []))


def _globales(tabla: symtable.SymbolTable) -> set[str]:
    """Los nombres que no son locales de ninguna función ni de ninguna clase."""
    fuera = tabla.get_type() == "module"
    suyos = {
        simbolo.get_name()
        for simbolo in tabla.get_symbols()
        if (fuera and simbolo.is_referenced()) or simbolo.is_global()
    }
    return suyos.union(*map(_globales, tabla.get_children()))


def _declarados(cuerpo: list[ast.stmt]) -> set[str]:
    """Los que alguna función declara con `global`."""
    nodos = ast.walk(ast.Module(cuerpo, []))
    return {nombre for nodo in nodos if isinstance(nodo, ast.Global) for nombre in nodo.names}


def _leidos(instruccion: ast.stmt) -> Iterator[str]:
    for nodo in ast.walk(instruccion):
        if isinstance(nodo, ast.Name):
            # `x += 1` y `del x` también lo buscan
            aumentado = isinstance(instruccion, ast.AugAssign) and nodo is instruccion.target
            if aumentado or not isinstance(nodo.ctx, ast.Store):
                yield nodo.id


def _puestos(instruccion: ast.stmt) -> Iterator[str]:
    """Lo que pone una instrucción de la celda, sin entrar en sus funciones."""
    pendientes: list[ast.AST] = [instruccion]
    while pendientes:
        nodo = pendientes.pop()
        yield from _pone(nodo)
        if not isinstance(nodo, (*_FUNCIONES, ast.ClassDef, ast.Lambda)):
            pendientes += ast.iter_child_nodes(nodo)


def _pone(nodo: ast.AST) -> Iterator[str]:
    if isinstance(nodo, (*_FUNCIONES, ast.ClassDef)):
        yield nodo.name
        if isinstance(nodo, ast.ClassDef):
            yield from (f".{metodo.name}" for metodo in nodo.body if isinstance(metodo, _FUNCIONES))
    elif isinstance(nodo, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in nodo.names)
    elif isinstance(nodo, ast.Name) and isinstance(nodo.ctx, ast.Store):
        yield nodo.id
    elif isinstance(nodo, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and nodo.name:
        yield nodo.name
    elif isinstance(nodo, ast.MatchMapping) and nodo.rest:
        yield nodo.rest
    elif isinstance(nodo, ast.Attribute | ast.Subscript) and isinstance(nodo.ctx, ast.Store):
        yield from _cambiados(nodo)


def _cambiados(nodo: ast.Attribute | ast.Subscript) -> Iterator[str]:
    """`Value.doble = …` pone «Value», «Value.doble» y «.doble»; `pesos[0] = …`, «pesos»."""
    if isinstance(nodo, ast.Attribute):
        yield f".{nodo.attr}"
        yield ast.unparse(nodo)
    raiz: ast.expr = nodo
    while isinstance(raiz, ast.Attribute | ast.Subscript | ast.Call):
        raiz = raiz.func if isinstance(raiz, ast.Call) else raiz.value
    if isinstance(raiz, ast.Name):
        yield raiz.id
