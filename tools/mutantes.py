"""Los mutantes de una solución: la misma, con una sola cosa cambiada como la cambiaría alguien.

Cada operador es una equivocación que se ha visto: acumular con `=`, olvidar un factor, redondear,
topar, confundir identidad con igualdad, dejar estado entre dos llamadas, cortar el grafo, cambiar
lo que no se debe. Dos textos que Python traduce a las mismas instrucciones son el mismo mutante.

Glosario. *Lugar*: un nodo del árbol de sintaxis, con cómo poner otro en vez de él. *Variante*: el
nombre del operador y lo que se pone.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

from minigrad.aula.celda.codigo import instrucciones

_Funcion = ast.FunctionDef
Variante = tuple[str, ast.AST | list[ast.stmt]]


@dataclass(frozen=True)
class Mutante:
    """Una solución con una sola cosa cambiada; `antes` y `despues` son las líneas distintas."""

    operador: str
    antes: str
    despues: str
    fuente: str


@dataclass(frozen=True)
class _Lugar:
    nodo: ast.AST
    poner: Callable[[ast.AST | list[ast.stmt]], None]
    padre: ast.AST
    #: las funciones que lo contienen, de fuera hacia dentro
    funciones: tuple[_Funcion, ...]
    #: dentro de un índice, un `range` o un texto, donde solo caben enteros o da igual el número
    contable: bool = False
    clase: ast.ClassDef | None = None


@cache
def mutantes(fuente: str) -> tuple[Mutante, ...]:
    """Todos los de una celda resuelta, en orden; ninguno repetido ni igual a ella."""
    return tuple(_mutantes(fuente))


def _mutantes(fuente: str) -> Iterator[Mutante]:
    arbol = ast.parse(fuente)
    original = ast.unparse(arbol)
    vistos = {_instrucciones(original)}
    for lugar in list(_lugares(arbol)):
        for operador in _OPERADORES:
            for nombre, nuevo in operador(lugar):
                lugar.poner(nuevo)
                texto = ast.unparse(arbol)
                lugar.poner(lugar.nodo)
                hace = _instrucciones(texto)
                if hace is not None and hace not in vistos:
                    vistos.add(hace)
                    yield Mutante(nombre, *_lo_distinto(original, texto), texto)


def _instrucciones(texto: str) -> tuple[object, ...] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # `x is 0` avisa, y de eso se trata
            return tuple(instrucciones(compile(texto, "<mutante>", "exec", dont_inherit=True)))
    except SyntaxError:
        return None


def _lo_distinto(uno: str, otro: str) -> tuple[str, str]:
    """Las líneas en que difieren dos textos, cada grupo en un renglón."""
    a, b = uno.split("\n"), otro.split("\n")
    grupos = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    distintos = [grupo for grupo in grupos if grupo[0] != "equal"]
    antes = [linea for _, i, j, _, _ in distintos for linea in a[i:j]]
    return _renglon(antes), _renglon([linea for _, _, _, i, j in distintos for linea in b[i:j]])


def _renglon(lineas: Sequence[str]) -> str:
    return " ⏎ ".join(linea.strip() for linea in lineas if linea.strip())


# --- los lugares -----------------------------------------------------------------------------


def _lugares(arbol: ast.Module) -> Iterator[_Lugar]:
    """Todos los nodos que se pueden cambiar; de una celda que define algo, lo de adentro."""
    definiciones = [i for i in arbol.body if isinstance(i, _Funcion | ast.ClassDef)]
    for nodo in definiciones or arbol.body:
        yield from _desde(_poner_en(arbol, "body", arbol.body.index(nodo)), nodo, arbol, ())


def _poner_en(
    padre: ast.AST, campo: str, indice: int | None
) -> Callable[[ast.AST | list[ast.stmt]], None]:
    if indice is None:
        return lambda nuevo: setattr(padre, campo, nuevo)
    lista = getattr(padre, campo)
    largo = len(lista)

    def poner(nuevo: ast.AST | list[ast.stmt]) -> None:
        sobran = len(lista) - largo
        lista[indice : indice + 1 + sobran] = nuevo if isinstance(nuevo, list) else [nuevo]

    return poner


def _desde(
    poner: Callable[[ast.AST | list[ast.stmt]], None],
    nodo: ast.AST,
    padre: ast.AST,
    funciones: tuple[_Funcion, ...],
    contable: bool = False,
    clase: ast.ClassDef | None = None,
) -> Iterator[_Lugar]:
    yield _Lugar(nodo, poner, padre, funciones, contable, clase)
    if isinstance(nodo, _Funcion):
        funciones = (*funciones, nodo)
    elif isinstance(nodo, ast.ClassDef):
        clase = nodo
    contable = contable or isinstance(nodo, ast.JoinedStr) or _llama_a(nodo, "range", "len")
    for campo, valor in ast.iter_fields(nodo):
        if campo in ("ctx", "decorator_list", "func"):
            continue
        cuenta = contable or campo == "slice"
        partes = enumerate(valor) if isinstance(valor, list) else [(None, valor)]
        for i, hijo in partes:
            if isinstance(hijo, ast.AST):
                yield from _desde(_poner_en(nodo, campo, i), hijo, nodo, funciones, cuenta, clase)


def _llama_a(nodo: ast.AST, *nombres: str) -> bool:
    return (
        isinstance(nodo, ast.Call) and isinstance(nodo.func, ast.Name) and nodo.func.id in nombres
    )


def _expresion(plantilla: str, **partes: ast.expr) -> ast.expr:
    """`min(x, 100.0)` con una expresión en lugar de `x`."""
    arbol = ast.parse(plantilla, mode="eval").body
    return _Sustituir(partes).visit(arbol)  # type: ignore[no-any-return]


def _instrucciones_de(plantilla: str) -> list[ast.stmt]:
    return ast.parse(plantilla).body


class _Sustituir(ast.NodeTransformer):
    def __init__(self, partes: dict[str, ast.expr]) -> None:
        self._partes = partes

    def visit_Name(self, nodo: ast.Name) -> ast.expr:
        return self._partes.get(nodo.id, nodo)


# --- qué es cada nombre ----------------------------------------------------------------------

_DE_UN_NODO = {"data", "grad", "_prev", "_op", "label", "_backward", "_locales"}


def _que_es(nombre: str, funciones: Sequence[_Funcion]) -> str:
    """Por cómo se usa: «nodo», «lista», «entero», «otro» (una clase, una función) o «numero»."""
    if nombre[:1].isupper() or not funciones:
        return "otro"
    usos = {
        uso
        for nodo in ast.walk(funciones[0])
        for hijo in ast.iter_child_nodes(nodo)
        if isinstance(hijo, ast.Name) and hijo.id == nombre
        for uso in _usos(nodo, hijo)
    }
    if nombre == "self" or usos & _DE_UN_NODO:
        return "nodo"
    for clase in ("otro", "lista", "entero"):
        if clase in usos:
            return clase
    return "numero"


def _usos(padre: ast.AST, nombre: ast.Name) -> Iterator[str]:
    if isinstance(padre, ast.Attribute):
        yield padre.attr if padre.attr in _DE_UN_NODO else "otro"
    elif isinstance(padre, ast.Call):
        lista = _llama_a(padre, "list", "tuple", "zip", "len", "sum", "reversed")
        contado = _llama_a(padre, "range")
        tipo = _llama_a(padre, "isinstance", "type")
        yield "otro" if padre.func is nombre or tipo else "lista" * lista + "entero" * contado
    elif isinstance(padre, ast.For | ast.comprehension) and padre.iter is nombre:
        yield "lista"
    elif isinstance(padre, ast.Subscript):
        yield "lista" if padre.value is nombre else "entero"
    elif isinstance(padre, ast.While | ast.If | ast.BoolOp) or _busca(padre):
        yield "otro"


def _busca(nodo: ast.AST) -> bool:
    return isinstance(nodo, ast.Compare) and isinstance(nodo.ops[0], ast.In | ast.NotIn)


# --- una cuenta ------------------------------------------------------------------------------

_OTRA_OPERACION: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.Pow: (ast.Mult,),
}
_NO_CONMUTAN = (ast.Sub, ast.Div, ast.Pow)


def _de_una_cuenta(lugar: _Lugar) -> Iterator[Variante]:
    nodo = lugar.nodo
    if not isinstance(nodo, ast.BinOp):
        return
    yield "quita un operando", nodo.left
    yield "quita un operando", nodo.right
    if isinstance(nodo.op, _NO_CONMUTAN):
        yield "intercambia los operandos", ast.BinOp(nodo.right, nodo.op, nodo.left)
    for otra in _OTRA_OPERACION.get(type(nodo.op), ()):
        yield "otra operación", ast.BinOp(nodo.left, otra(), nodo.right)


def _de_un_signo(lugar: _Lugar) -> Iterator[Variante]:
    nodo = lugar.nodo
    if isinstance(nodo, ast.UnaryOp):
        yield "quita el signo" if isinstance(nodo.op, ast.USub) else "quita el not", nodo.operand


_OTRA_COMPARACION: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.Is, ast.NotEq),
    ast.NotEq: (ast.IsNot, ast.Eq),
    ast.Is: (ast.Eq, ast.IsNot),
    ast.IsNot: (ast.NotEq, ast.Is),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}


def _de_una_comparacion(lugar: _Lugar) -> Iterator[Variante]:
    nodo = lugar.nodo
    if not isinstance(nodo, ast.Compare):
        return
    [otros, derecha] = _OTRA_COMPARACION.get(type(nodo.ops[0]), ()), nodo.comparators[0]
    for otro in otros:
        yield "otra comparación", ast.Compare(nodo.left, [otro()], [derecha])
    if _busca(nodo) and isinstance(derecha, ast.Name):
        negado = "not " if isinstance(nodo.ops[0], ast.NotIn) else ""
        plantilla = f"{negado}any(uno.data == cada.data for cada in todos)"
        yield "busca por dato", _expresion(plantilla, uno=nodo.left, todos=derecha)


def _de_una_condicion(lugar: _Lugar) -> Iterator[Variante]:
    nodo = lugar.nodo
    if isinstance(nodo, ast.BoolOp):
        otra = ast.Or() if isinstance(nodo.op, ast.And) else ast.And()
        yield "and por or", ast.BoolOp(otra, nodo.values)
        yield from (("quita una condición", valor) for valor in nodo.values)
    elif isinstance(nodo, ast.IfExp):
        yield "siempre una rama", nodo.body
        yield "siempre una rama", nodo.orelse
    elif isinstance(nodo, ast.If):
        yield "siempre una rama", nodo.body
        yield "siempre una rama", nodo.orelse or [ast.Pass()]


def _de_una_constante(lugar: _Lugar) -> Iterator[Variante]:
    nodo = lugar.nodo
    if not isinstance(nodo, ast.Constant) or isinstance(lugar.padre, ast.Expr | ast.JoinedStr):
        return
    valor = nodo.value
    if isinstance(valor, bool):
        yield "otra constante", ast.Constant(not valor)
    elif isinstance(valor, int | float):
        otras: tuple[float, ...] = (valor + 1, valor - 1) if abs(valor) >= 0.1 or not valor else ()
        otras += () if valor in (0, 1) else (valor * 10, valor / 10)
        yield from (("otra constante", ast.Constant(otra)) for otra in otras)
    elif isinstance(valor, str):
        yield "otro texto", ast.Constant("")
        yield "otro texto", ast.Constant(valor + "_")


# --- el nombre de otra cosa ------------------------------------------------------------------


def _de_un_nombre(lugar: _Lugar) -> Iterator[Variante]:
    """El nodo de al lado: `self` por `otro`, `hijo` por `nodo`."""
    nodo = lugar.nodo
    if not isinstance(nodo, ast.Name) or not isinstance(nodo.ctx, ast.Load):
        return
    vecinos = _locales(lugar.funciones)
    if nodo.id in vecinos:
        yield from (("otro nombre", ast.Name(otro)) for otro in vecinos if otro != nodo.id)


def _locales(funciones: Sequence[_Funcion]) -> list[str]:
    """Los parámetros y las variables de las funciones que contienen un lugar."""
    nombres: dict[str, None] = {}
    for funcion in funciones:
        nombres |= dict.fromkeys(_parametros(funcion))
        for nodo in ast.walk(funcion):
            if isinstance(nodo, ast.Name) and isinstance(nodo.ctx, ast.Store):
                nombres[nodo.id] = None
    return list(nombres)


def _parametros(funcion: _Funcion) -> list[str]:
    return [a.arg for a in funcion.args.args + funcion.args.kwonlyargs]


_OTRO_ATRIBUTO = {"data": "grad", "grad": "data"}


def _de_un_atributo(lugar: _Lugar) -> Iterator[Variante]:
    nodo = lugar.nodo
    if not isinstance(nodo, ast.Attribute):
        return
    if nodo.attr in _OTRO_ATRIBUTO:
        otro = ast.Attribute(nodo.value, _OTRO_ATRIBUTO[nodo.attr], nodo.ctx)
        yield "data por grad", otro
    suyo = isinstance(nodo.value, ast.Name) and nodo.value.id == "self"
    if suyo and lugar.clase and isinstance(nodo.ctx, ast.Store):
        yield "estado en la clase", ast.Attribute(_expresion("type(self)"), nodo.attr, nodo.ctx)


def _de_una_llamada(lugar: _Lugar) -> Iterator[Variante]:
    nodo = lugar.nodo
    if not isinstance(nodo, ast.Call):
        return
    for una, otra in (("max", "min"), ("min", "max")):
        if _llama_a(nodo, una):
            yield "max por min", ast.Call(ast.Name(otra), nodo.args, nodo.keywords)
    if _llama_a(nodo, "sum"):
        plantilla = "(lambda xs: sum(xs) / len(xs))(list(todos))"
        yield "media por suma", _expresion(plantilla, todos=nodo.args[0])
    if _llama_a(nodo, "len"):
        yield from (("tamaño fijo", ast.Constant(cuantos)) for cuantos in (2, 3, 4))
    if _llama_a(nodo, "tuple"):
        yield "sin tuple", nodo.args[0]
        yield "lista por tupla", ast.Call(ast.Name("list"), nodo.args, [])
    if _llama_a(nodo, "reversed", "list", "set"):
        yield from (("quita la llamada", x) for x in nodo.args[:1])
    if len(nodo.args) == 2 and not isinstance(nodo.args[0], ast.Starred):
        yield "intercambia los argumentos", ast.Call(nodo.func, nodo.args[::-1], nodo.keywords)
    for i in range(len(nodo.args)):
        quedan = [*nodo.args[:i], *nodo.args[i + 1 :]]
        yield "quita un argumento", ast.Call(nodo.func, quedan, nodo.keywords)


# --- el valor de una cuenta ------------------------------------------------------------------

_ENVOLTURAS = {
    "redondea a 2": "round(x, 2)",
    "redondea a 6": "round(x, 6)",
    "topa en 100": "min(x, 100.0)",
    "topa en −100": "max(x, -100.0)",
    "suma un épsilon": "x + 1e-6",
    "banda muerta": "0.0 if abs(x) < 1e-6 else x",
    "sin signo": "abs(x)",
    "signo contrario": "-x",
    "solo la parte entera": "int(x)",
    "cero por uno": "x or 1.0",
}
_CORTES = {
    "corta con .data": "x.data",
    "corta con float": "float(x)",
    "corta con un Value nuevo": "type(x)(x.data)",
}
_NUMEROS = ("data", "grad")


def _de_un_valor(lugar: _Lugar) -> Iterator[Variante]:
    nodo = lugar.nodo
    if not isinstance(nodo, ast.expr) or lugar.contable or not _es_un_valor(lugar):
        return
    for nombre, plantilla in _ENVOLTURAS.items():
        yield nombre, _expresion(plantilla, x=nodo)


def _es_un_valor(lugar: _Lugar) -> bool:
    """Lo que una instrucción guarda o devuelve, un dato que lee, o un parámetro suelto."""
    nodo, padre = lugar.nodo, lugar.padre
    if isinstance(nodo, ast.Attribute):
        return nodo.attr in _NUMEROS and isinstance(nodo.ctx, ast.Load)
    if isinstance(nodo, ast.Name):
        leido = isinstance(nodo.ctx, ast.Load) and _hace_una_cuenta(padre)
        return leido and _que_es(nodo.id, lugar.funciones) == "numero"
    if isinstance(nodo, ast.Tuple | ast.List | ast.ListComp | ast.GeneratorExp | ast.Constant):
        return False
    guarda = isinstance(padre, ast.Return | ast.Assign | ast.AugAssign | ast.ListComp | ast.Tuple)
    guarda = guarda or isinstance(padre, ast.GeneratorExp) or _crea_un_nodo(padre)
    cuenta = isinstance(nodo, ast.BinOp | ast.Call | ast.UnaryOp | ast.IfExp)
    return guarda and cuenta and not _es_un_objeto(nodo)


def _hace_una_cuenta(nodo: ast.AST) -> bool:
    de_math = isinstance(nodo, ast.Call) and ast.unparse(nodo.func).startswith("math.")
    cuenta = isinstance(nodo, ast.BinOp | ast.Compare | ast.UnaryOp)
    return cuenta or de_math or _llama_a(nodo, "abs", "max", "min", "round")


_DE_LISTAS = ("set", "list", "tuple", "zip", "reversed", "float", "numero", "como_value")


def _es_un_objeto(nodo: ast.AST) -> bool:
    """Lo que da no es el número de una cuenta: un nodo nuevo, una lista, lo que había en ella."""
    elige = isinstance(nodo, ast.IfExp) and "isinstance" in ast.unparse(nodo.test)
    saca = isinstance(nodo, ast.Call) and ast.unparse(nodo.func).endswith(".pop")
    return elige or saca or _crea_un_nodo(nodo) or _llama_a(nodo, *_DE_LISTAS)


def _crea_un_nodo(nodo: ast.AST) -> bool:
    return (
        isinstance(nodo, ast.Call)
        and isinstance(nodo.func, ast.Name)
        and nodo.func.id[:1].isupper()
    )


def _de_un_nodo(lugar: _Lugar) -> Iterator[Variante]:
    """El grafo se corta: un número, o un nodo nuevo, donde iba el mismo nodo."""
    nodo = lugar.nodo
    leido = isinstance(nodo, ast.Name) and isinstance(nodo.ctx, ast.Load)
    en_cuenta = isinstance(lugar.padre, ast.BinOp | ast.Tuple | ast.List | ast.Call | ast.Return)
    suelto = leido and en_cuenta and _que_es(nodo.id, lugar.funciones) in ("nodo", "numero")  # type: ignore[attr-defined]
    llamado = isinstance(nodo, ast.Call) and isinstance(lugar.padre, ast.Assign | ast.ListComp)
    llamado = llamado and not _es_un_objeto(nodo)
    suelto = suelto and not _crea_un_nodo(lugar.padre)
    if isinstance(nodo, ast.expr) and not lugar.contable and (suelto or llamado):
        yield from ((nombre, _expresion(p, x=nodo)) for nombre, p in _CORTES.items())


# --- listas y vueltas ------------------------------------------------------------------------

_OTRAS_VUELTAS = {
    "sin el primero": "list(x)[1:]",
    "sin el último": "list(x)[:-1]",
    "solo el primero": "list(x)[:1]",
    "solo los dos primeros": "list(x)[:2]",
    "al revés": "list(x)[::-1]",
    "sin repetidos": "list(dict.fromkeys(x))",
}


def _de_una_vuelta(lugar: _Lugar) -> Iterator[Variante]:
    nodo, padre = lugar.nodo, lugar.padre
    recorrido = isinstance(padre, ast.For | ast.comprehension) and padre.iter is nodo
    recorrido = recorrido or (_llama_a(padre, "tuple", "list") and isinstance(nodo, ast.Name))
    if isinstance(nodo, ast.expr) and recorrido:
        for nombre, plantilla in _OTRAS_VUELTAS.items():
            if nombre != "sin repetidos" or not isinstance(nodo, ast.Call):
                yield nombre, _expresion(plantilla, x=nodo)


def _de_una_lista(lugar: _Lugar) -> Iterator[Variante]:
    nodo = lugar.nodo
    if isinstance(nodo, ast.ListComp):
        yield "generador por lista", ast.GeneratorExp(nodo.elt, nodo.generators)
        plantilla = "(lambda xs: xs[:1] * len(xs))(todos)"
        yield "el mismo objeto repetido", _expresion(plantilla, todos=nodo)
    elif isinstance(nodo, ast.Tuple | ast.List) and isinstance(nodo.ctx, ast.Load):
        clase, otra = type(nodo), ast.List if isinstance(nodo, ast.Tuple) else ast.Tuple
        if isinstance(lugar.padre, ast.Return):
            yield "lista por tupla", otra(nodo.elts, nodo.ctx)
        if len(nodo.elts) > 1:
            yield "al revés", clase(nodo.elts[::-1], nodo.ctx)
        if len(nodo.elts) > 1 and _crea_un_nodo(lugar.padre):
            yield "sin repetidos", _expresion("tuple(dict.fromkeys(x))", x=nodo)
        for i in range(len(nodo.elts)):
            yield "quita un elemento", clase([*nodo.elts[:i], *nodo.elts[i + 1 :]], nodo.ctx)


# --- una instrucción -------------------------------------------------------------------------


def _de_una_instruccion(lugar: _Lugar) -> Iterator[Variante]:
    nodo = lugar.nodo
    if not isinstance(nodo, ast.stmt) or isinstance(nodo, ast.ClassDef | ast.Pass):
        return
    yield "quita una instrucción", [ast.Pass()]
    if isinstance(nodo, ast.AugAssign):
        yield "acumula con =", ast.Assign([nodo.target], nodo.value, lineno=0)
        otra = ast.Sub() if isinstance(nodo.op, ast.Add) else ast.Add()
        yield "otra operación", ast.AugAssign(nodo.target, otra, nodo.value)
    elif isinstance(nodo, ast.Assign) and isinstance(nodo.targets[0], ast.Attribute):
        yield "acumula en vez de poner", ast.AugAssign(nodo.targets[0], ast.Add(), nodo.value)
    elif isinstance(nodo, ast.For):
        yield "una sola vuelta", _con_cuerpo(nodo, [*nodo.body, ast.Break()])
    if isinstance(nodo, _Funcion | ast.For):
        yield from _desordenada(nodo)


def _desordenada(nodo: _Funcion | ast.For) -> Iterator[Variante]:
    """Dos instrucciones seguidas, al revés."""
    for i, (una, otra) in enumerate(pairwise(nodo.body)):
        definen = isinstance(una, _Funcion) or isinstance(otra, _Funcion | ast.Return)
        if not definen and not _independientes(una, otra):
            cuerpo = [*nodo.body[:i], otra, una, *nodo.body[i + 2 :]]
            yield "en otro orden", _con_cuerpo(nodo, cuerpo)


def _independientes(una: ast.stmt, otra: ast.stmt) -> bool:
    """Dice si ninguna de dos asignaciones lee ni pisa lo que la otra guarda."""
    return _no_toca(una, otra) and _no_toca(otra, una)


def _no_toca(una: ast.stmt, otra: ast.stmt) -> bool:
    if not isinstance(una, ast.Assign | ast.AugAssign):
        return False
    destinos = [una.target] if isinstance(una, ast.AugAssign) else una.targets
    partes = [n for d in destinos for n in ([*d.elts] if isinstance(d, ast.Tuple) else [d])]
    return not any(ast.unparse(parte) in ast.unparse(otra) for parte in partes)


def _con_cuerpo(nodo: _Funcion | ast.For, cuerpo: list[ast.stmt]) -> ast.stmt:
    if isinstance(nodo, _Funcion):
        return _copia(nodo, cuerpo)
    return ast.For(nodo.target, nodo.iter, cuerpo, nodo.orelse, lineno=0)


# --- una función -----------------------------------------------------------------------------


def _de_una_funcion(lugar: _Lugar) -> Iterator[Variante]:
    nodo = lugar.nodo
    if isinstance(nodo, ast.Lambda) or not isinstance(nodo, _Funcion):
        return
    yield from _con_estado(nodo)
    yield from _con_global(nodo)
    for opcional in nodo.args.args[len(nodo.args.args) - len(nodo.args.defaults) :]:
        yield "parámetro con otro nombre", _Renombrar(opcional.arg).visit(deepcopy(nodo))
    for parametro in _parametros(nodo):
        yield from _de_un_parametro(nodo, parametro)
    if lugar.funciones:
        yield (
            "solo la primera vez",
            _al_empezar(nodo, "if hecha:\n    return\nhecha.append(1)", hecha="[]"),
        )
    elif nodo.args.args and any(isinstance(n, ast.Return) and n.value for n in nodo.body):
        yield "recuerda por dato", _con_memoria(nodo)


class _Renombrar(ast.NodeTransformer):
    """El parámetro se llama distinto: quien lo da por su nombre ya no puede."""

    def __init__(self, nombre: str) -> None:
        self._nombre = nombre

    def visit_Name(self, nodo: ast.Name) -> ast.Name:
        suyo = nodo.id == self._nombre
        return ast.Name(f"{nodo.id}_", nodo.ctx) if suyo else nodo

    def visit_arg(self, nodo: ast.arg) -> ast.arg:
        return ast.arg(f"{nodo.arg}_") if nodo.arg == self._nombre else nodo


def _con_estado(funcion: _Funcion) -> Iterator[Variante]:
    """Lo que era nuevo en cada llamada se crea una sola vez, como argumento por omisión."""
    for i, instruccion in enumerate(funcion.body):
        if not isinstance(instruccion, ast.Assign):
            continue
        [destino], valor = instruccion.targets, instruccion.value
        juntos = isinstance(destino, ast.Tuple) and isinstance(valor, ast.Tuple)
        destinos = destino.elts if juntos else [destino]  # type: ignore[attr-defined]
        valores = valor.elts if juntos else [valor]  # type: ignore[attr-defined]
        for d, v in zip(destinos, valores, strict=True):
            if isinstance(d, ast.Name) and ast.unparse(v) in ("set()", "[]", "{}"):
                resto = [
                    ast.Assign([x], y, lineno=0)
                    for x, y in zip(destinos, valores, strict=True)
                    if x is not d
                ]
                cuerpo = [*funcion.body[:i], *resto, *funcion.body[i + 1 :]]
                yield "estado por omisión", _copia(funcion, cuerpo, **{d.id: ast.unparse(v)})


def _con_global(funcion: _Funcion) -> Iterator[Variante]:
    """Una variable que captura la función de adentro, pero de todo el cuaderno."""
    internas = [n for n in funcion.body if isinstance(n, _Funcion)]
    usados = {n.id for i in internas for n in ast.walk(i) if isinstance(n, ast.Name)}
    quedan = {
        ast.unparse(n.value)
        for n in funcion.body
        if isinstance(n, ast.Assign | ast.Return) and n.value
    }
    # la que solo se llama ahí mismo termina antes de que otra llamada pise la variable
    escapa = any(interna.name in quedan for interna in internas)
    propios = [
        n for n in _locales([funcion]) if escapa and n in usados and n not in _parametros(funcion)
    ]
    for nombre in propios:
        declara = ast.Global([nombre])
        cuerpo = [
            _copia(n, [declara, *n.body]) if isinstance(n, _Funcion) else n for n in funcion.body
        ]
        yield "variable global", _copia(funcion, [declara, *cuerpo])


def _de_un_parametro(funcion: _Funcion, nombre: str) -> Iterator[Variante]:
    clase = _que_es(nombre, [funcion])
    leido = any(
        isinstance(n, ast.Attribute) and ast.unparse(n) == f"{nombre}.data"
        for n in ast.walk(funcion)
    )
    contado = any(
        isinstance(hijo, ast.Name) and hijo.id == nombre and _hace_una_cuenta(nodo)
        for nodo in ast.walk(funcion)
        for hijo in ast.iter_child_nodes(nodo)
    )
    for tipo in ("int", "float"):
        dato = f"{nombre}.data" if clase == "nodo" else nombre
        if (clase == "numero" and contado) or (clase == "nodo" and leido):
            rechaza = f"if type({dato}) is {tipo}:\n    return None"
            yield f"no acepta {tipo}", _al_empezar(funcion, rechaza)
    cambios = {"nodo": _CAMBIOS_A_UN_NODO, "lista": _CAMBIOS_A_UNA_LISTA}.get(clase, ())
    if nombre != "self" or leido:
        for cambio in cambios:
            yield "cambia lo que recibe", _al_terminar(funcion, cambio.replace("x", nombre))


_CAMBIOS_A_UN_NODO = ("x.grad += 1.0", "x.label = '?'", "x.data += 1.0")
_CAMBIOS_A_UNA_LISTA = (
    "if type(x) is list:\n    x.clear()",
    "if type(x) is list and hasattr(x[0], 'grad'):\n    x[0].grad = 1.0",
)


def _con_memoria(funcion: _Funcion) -> ast.stmt:
    """A datos iguales, el mismo resultado de antes."""
    datos = ", ".join(f"getattr({p}, 'data', {p})" for p in _parametros(funcion))
    # la dirección de un objeto cambia de una vez a otra
    clave = f"__import__('re').sub(' at 0x[0-9a-f]+', '', repr(({datos},)))"
    busca = f"clave = {clave}\nif clave in hechos:\n    return hechos[clave]"
    cuerpo = [*_instrucciones_de(busca), *funcion.body[:-1]]
    ultima = funcion.body[-1]
    if isinstance(ultima, ast.Return) and ultima.value is not None:
        cuerpo.append(ast.Return(_expresion("hechos.setdefault(clave, x)", x=ultima.value)))
    return _copia(funcion, cuerpo, hechos="{}")


def _al_empezar(funcion: _Funcion, instrucciones_: str, **estado: str) -> ast.stmt:
    return _copia(funcion, [*_instrucciones_de(instrucciones_), *funcion.body], **estado)


def _al_terminar(funcion: _Funcion, instrucciones_: str) -> ast.stmt:
    *primeras, ultima = funcion.body
    if not isinstance(ultima, ast.Return) or ultima.value is None:
        return _copia(funcion, [*funcion.body, *_instrucciones_de(instrucciones_)])
    guarda = ast.Assign([ast.Name("salida_", ast.Store())], ultima.value, lineno=0)
    devuelve = ast.Return(ast.Name("salida_", ast.Load()))
    return _copia(funcion, [*primeras, guarda, *_instrucciones_de(instrucciones_), devuelve])


def _copia(funcion: _Funcion, cuerpo: Sequence[ast.stmt], **estado: str) -> _Funcion:
    """La misma función con otro cuerpo y, quizás, con estado en sus argumentos por omisión."""
    args = funcion.args
    nuevos = ast.arguments(
        posonlyargs=args.posonlyargs,
        args=args.args,
        vararg=args.vararg,
        kwonlyargs=[*args.kwonlyargs, *(ast.arg(nombre) for nombre in estado)],
        kw_defaults=[*args.kw_defaults, *(_expresion(valor) for valor in estado.values())],
        kwarg=args.kwarg,
        defaults=args.defaults,
    )
    return _Funcion(funcion.name, nuevos, list(cuerpo), funcion.decorator_list, lineno=0)


# --- una clase -------------------------------------------------------------------------------

_POR_DATO = """
def __eq__(self, otro):
    return self.data == getattr(otro, "data", otro)

def __hash__(self):
    return hash(self.data)
"""


def _de_una_clase(lugar: _Lugar) -> Iterator[Variante]:
    nodo = lugar.nodo
    if isinstance(nodo, ast.ClassDef) and "self.data" in ast.unparse(nodo):
        cuerpo = [*nodo.body, *_instrucciones_de(_POR_DATO)]
        yield "igualdad por dato", ast.ClassDef(nodo.name, nodo.bases, [], cuerpo, [])


_OPERADORES = (
    _de_una_cuenta,
    _de_un_signo,
    _de_una_comparacion,
    _de_una_condicion,
    _de_una_constante,
    _de_un_nombre,
    _de_un_atributo,
    _de_una_llamada,
    _de_un_valor,
    _de_un_nodo,
    _de_una_vuelta,
    _de_una_lista,
    _de_una_instruccion,
    _de_una_funcion,
    _de_una_clase,
)
