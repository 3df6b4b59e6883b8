"""Qué línea de la celda en blanco falta en lo que se ejecutó: quien la llena a veces la borra.

La celda en blanco trae escrito más que el hueco (`pago = ...`, `Value.__repr__ = mostrar`, un
`def`). Una línea falta si no está y, además, nada de lo escrito hace lo mismo de otro modo: ante la
duda, no falta.
"""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minigrad.aula.celda.codigo import asignados, destinos


@dataclass(frozen=True)
class Dada:
    """Una línea de la celda en blanco; `hueco` si lo que falta en ella es el valor."""

    nodo: ast.stmt
    texto: str
    hueco: bool
    #: las que la envuelven, de fuera adentro
    dentro: tuple[ast.stmt, ...]
    #: la que va justo encima, a su misma altura
    encima: ast.stmt | None

    @property
    def nombres(self) -> list[str]:
        """Lo que la línea define o a lo que da valor: `por`, `Value.__mul__`."""
        if isinstance(self.nodo, ast.FunctionDef | ast.ClassDef):
            return [self.nodo.name]
        if isinstance(self.nodo, ast.Assign | ast.AugAssign | ast.AnnAssign):
            return sorted(asignados(self.nodo))
        return []


def las_que_faltan(blanco: str, celda: str) -> list[Dada]:
    """Las líneas del blanco que faltan en la celda, en su orden."""
    dadas = list(_dadas(blanco))
    try:
        escrita = _Escrita(ast.parse(celda))
    except (SyntaxError, ValueError):
        return [dada for dada in dadas if _falta_en_el_texto(dada, dadas, celda)]
    sola = _la_unica_ausente(dadas, celda)
    borrada = sola if sola is not None and escrita.borrada(sola) else None
    faltan = [d for d in dadas if d is borrada or not escrita.tiene(d)]
    return [d for d in faltan if d is borrada or _se_nota(d, dadas, faltan, escrita)]


def _la_unica_ausente(dadas: Sequence[Dada], celda: str) -> Dada | None:
    """La única línea del blanco que no está, tal cual, si las demás sí: nadie la reescribió."""
    ausentes = [dada for dada in dadas if not _esta_tal_cual(dada, celda)]
    if len(ausentes) != 1 or len(dadas) == 1:
        return None
    dadas_tal_cual = {_sin_espacios(d.texto) for d in dadas}
    nuevas = {_sin_espacios(linea) for linea in celda.split("\n")} - dadas_tal_cual
    # quizás está, pero cambiada o mal escrita
    parecidas = difflib.get_close_matches(_sin_espacios(ausentes[0].texto), nuevas, 1, _PARECIDA)
    return None if parecidas and not ausentes[0].hueco else ausentes[0]


_PARECIDA = 0.7


def _esta_tal_cual(dada: Dada, celda: str) -> bool:
    texto = _sin_espacios(dada.texto)
    lineas = map(_sin_espacios, celda.split("\n"))
    return any(x.startswith(texto) if dada.hueco else x == texto for x in lineas)


def lineas_propias(blanco: str, otras: Sequence[str]) -> set[str]:
    """Lo que solo tiene esta celda y ninguna de las otras: por ello se reconoce."""
    return senas(blanco) - {sena for otra in otras for sena in senas(otra)}


def senas(fuente: str) -> set[str]:
    """Por qué se podría reconocer una celda: lo que define y sus líneas, salvo las más comunes."""
    largas = (_sin_espacios(linea) for linea in fuente.split("\n"))
    lineas = {x for x in largas if len(x) > _CORTA and not x.startswith(("#", "return"))}
    return lineas | {f"→{n}" for n in destinos(fuente) or _destinos_en_el_texto(fuente)}


_CORTA = 9


def comparada(celda: str, nombre: str) -> bool:
    """Si la celda compara el nombre con `==` en una línea suelta, en vez de darle un valor."""
    try:
        cuerpo = ast.parse(celda).body
    except (SyntaxError, ValueError):
        return False
    return any(
        isinstance(nodo, ast.Expr)
        and isinstance(nodo.value, ast.Compare)
        and isinstance(nodo.value.ops[0], ast.Eq)
        and ast.unparse(nodo.value.left) == nombre
        for nodo in cuerpo
    )


# --- la celda en blanco --------------------------------------------------------------------------


def _dadas(blanco: str) -> Iterator[Dada]:
    lineas = blanco.split("\n")
    pendientes: list[tuple[Sequence[ast.stmt], tuple[ast.stmt, ...]]] = [
        (ast.parse(blanco).body, ())
    ]
    halladas = []
    while pendientes:
        cuerpo, dentro = pendientes.pop()
        for nodo, encima in zip(cuerpo, [None, *cuerpo], strict=False):
            if isinstance(nodo, ast.Expr) and isinstance(nodo.value, ast.Constant):
                continue
            texto, hueco = lineas[nodo.lineno - 1].strip(), _es_hueco(nodo)
            texto = texto.partition("...")[0].rstrip(" (") if hueco else texto
            halladas.append(Dada(nodo, texto, hueco, dentro, encima))
            bloques = (getattr(nodo, campo, []) for campo in ("body", "orelse", "finalbody"))
            pendientes += [(bloque, (*dentro, nodo)) for bloque in bloques if bloque]
    return iter(sorted(halladas, key=lambda dada: dada.nodo.lineno))


def _es_hueco(nodo: ast.stmt) -> bool:
    valor = nodo.value if isinstance(nodo, ast.Assign | ast.Return) else None
    partes = valor.elts if isinstance(valor, ast.Tuple) else [valor]
    return all(isinstance(p, ast.Constant) and p.value is Ellipsis for p in partes)


# --- lo que se ejecutó ---------------------------------------------------------------------------


class _Escrita:
    """Lo que hay en una celda que Python entiende."""

    def __init__(self, arbol: ast.Module) -> None:
        todos = list(ast.walk(arbol))
        self._funciones = [n for n in todos if isinstance(n, ast.FunctionDef)]
        clases = [n for n in todos if isinstance(n, ast.ClassDef)]
        definidos = {f.name for f in self._funciones} | {c.name for c in clases}
        # un método escrito dentro de su clase es como engancharlo
        metodos = {
            f"{c.name}.{m.name}" for c in clases for m in c.body if isinstance(m, ast.FunctionDef)
        }
        argumentos = {n.arg for n in todos if isinstance(n, ast.arg)}
        # `total += 1` no le da su primer valor a `total`
        suman = {id(n.target) for n in todos if isinstance(n, ast.AugAssign)}
        nombres = [n for n in todos if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
        solo_suman = {n.id for n in nombres} - {n.id for n in nombres if id(n) not in suman}
        guardados = asignados(arbol) - solo_suman
        self.guardados = guardados | definidos | metodos | argumentos
        self.definidos = definidos
        self._atributos = {n.rpartition(".")[2] for n in guardados}
        self._asignados = guardados
        # también `setattr(Value, "__mul__", por)`
        self.puestos = {
            n.args[1].value
            for n in todos
            if isinstance(n, ast.Call) and ast.unparse(n.func) == "setattr" and len(n.args) > 1
            if isinstance(n.args[1], ast.Constant)
        }
        self.leidos = solo_suman | {
            n.id for n in todos if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)
        }
        self.valores = {
            ast.unparse(destino): n.value
            for n in todos
            if isinstance(n, ast.Assign)
            for destino in n.targets
        }
        self._todos = todos

    def tiene(self, dada: Dada) -> bool:
        nodo = dada.nodo
        if dada.nombres:
            return all(self._tiene_nombre(nombre, dada) for nombre in dada.nombres)
        if isinstance(nodo, ast.Return):
            return self._devuelve(dada.dentro)
        if isinstance(nodo, ast.Expr) and isinstance(nodo.value, ast.Call):
            return self.llama(ast.unparse(nodo.value.func))
        # un `for` o un `if` se escribe de muchas maneras: si la celda corre, no se echa de menos
        return True

    def _tiene_nombre(self, nombre: str, dada: Dada) -> bool:
        ultimo = nombre.rpartition(".")[2]
        if nombre in self.guardados or ultimo in self.puestos:
            return True
        # dentro de una función el objeto puede llamarse de otro modo: `salida._backward = …`
        return bool(dada.dentro) and "." in nombre and ultimo in self._atributos

    def borrada(self, dada: Dada) -> bool:
        """De la única ausente: si nada da otra vez valor a lo que ella se lo daba."""
        if isinstance(dada.nodo, ast.Expr):
            return True
        nombres = {*dada.nombres}
        usados = nombres & self.leidos or any("." in nombre for nombre in nombres)
        return bool(dada.dentro and usados) and not nombres & self._asignados

    def _devuelve(self, dentro: Sequence[ast.stmt]) -> bool:
        """Si la función que envuelve al `return` devuelve algo por su cuenta."""
        envuelven = [n for n in dentro if isinstance(n, ast.FunctionDef)]
        nombre = envuelven[-1].name if envuelven else ""
        suyas = [f for f in self._funciones if f.name == nombre]
        return all(any(map(_da_algo, _sin_las_de_adentro(f))) for f in suyas or self._funciones)

    def llama(self, que: str) -> bool:
        """Si llama a esa función fuera de ella misma."""
        de_ella = {
            id(n) for f in self._funciones if f.name == que for n in ast.walk(f)
        }  # una función que se llama a sí misma no se puso en marcha
        return any(
            isinstance(n, ast.Call) and ast.unparse(n.func) == que and id(n) not in de_ella
            for n in self._todos
        )


def _da_algo(nodo: ast.AST) -> bool:
    return isinstance(nodo, ast.Return | ast.Yield | ast.YieldFrom | ast.Raise)


def _sin_las_de_adentro(funcion: ast.FunctionDef) -> Iterator[ast.AST]:
    pendientes: list[ast.AST] = list(funcion.body)
    while pendientes:
        nodo = pendientes.pop()
        yield nodo
        if not isinstance(nodo, ast.FunctionDef | ast.Lambda):
            pendientes += ast.iter_child_nodes(nodo)


def _se_nota(dada: Dada, dadas: Sequence[Dada], faltan: Sequence[Dada], escrita: _Escrita) -> bool:
    """Si de verdad hace falta: que no esté no basta, pues pudo escribirse de otro modo."""
    nodo = dada.nodo
    if any(fuera in [f.nodo for f in faltan] for fuera in dada.dentro):
        return False  # se dice la de fuera
    if isinstance(nodo, ast.FunctionDef) and not dada.dentro:
        return not _va_de_otro_modo(nodo.name, dadas, escrita)
    if isinstance(nodo, ast.Return):
        return bool(escrita.definidos)
    if not dada.dentro:
        # lo que el blanco usa más abajo solo hace falta si la celda también lo usa
        sirve = {n for n in dada.nombres if n in _leidos(dadas)}
        return not sirve or bool(sirve & escrita.leidos)
    if isinstance(nodo, ast.FunctionDef):
        return isinstance(dada.dentro[-1], ast.ClassDef) or nodo.name in escrita.leidos
    if isinstance(nodo, ast.Assign) and all("." not in n for n in dada.nombres):
        return bool((set(dada.nombres) - escrita.guardados) & escrita.leidos)
    usadas = {n.id for n in ast.walk(nodo) if isinstance(n, ast.Name)}
    sueltas = {n for n in usadas & escrita.definidos if not _se_usa(n, escrita)}
    return bool(sueltas)


def _leidos(dadas: Sequence[Dada]) -> set[str]:
    todos = (n for dada in dadas for n in ast.walk(dada.nodo))
    return {n.id for n in todos if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


def _se_usa(funcion: str, escrita: _Escrita) -> bool:
    """Si la celda llama a una función suya fuera de ella, o la guarda en algún lado."""
    if escrita.llama(funcion):
        return True
    return any(
        isinstance(n, ast.Name) and n.id == funcion
        for valor in escrita.valores.values()
        for n in ast.walk(valor)
    )


def _va_de_otro_modo(funcion: str, dadas: Sequence[Dada], escrita: _Escrita) -> bool:
    """`Value.__mul__ = lambda …` no necesita el `def` que venía."""
    return any(
        isinstance(d.nodo, ast.Assign)
        and any(isinstance(n, ast.Name) and n.id == funcion for n in ast.walk(d.nodo.value))
        and any(_otro_valor(escrita, nombre, funcion) for nombre in d.nombres)
        for d in dadas
    )


def _otro_valor(escrita: _Escrita, nombre: str, funcion: str) -> bool:
    if nombre not in escrita.guardados:
        return nombre.rpartition(".")[2] in escrita.puestos
    valor = escrita.valores.get(nombre)
    return valor is None or funcion not in {
        n.id for n in ast.walk(valor) if isinstance(n, ast.Name)
    }


# --- si Python no entiende la celda, se mira su texto --------------------------------------------


def _falta_en_el_texto(dada: Dada, dadas: Sequence[Dada], celda: str) -> bool:
    """Solo se echa de menos lo que ninguna línea empieza a decir, ni mal escrito."""
    nodo, sola = dada.nodo, dada is _la_unica_ausente(dadas, celda)
    if isinstance(nodo, ast.FunctionDef | ast.ClassDef):
        clase = "class" if isinstance(nodo, ast.ClassDef) else "def"
        # con uno de otro nombre en su lugar ya no se sabe
        hay = len(re.findall(rf"^\s*{clase}\b", celda, re.MULTILINE))
        venian = sum(isinstance(otra.nodo, type(nodo)) for otra in dadas)
        suyo = rf"\b{nodo.name}\s*\(.*\)\s*:|\b{clase}\s+{nodo.name}\b"
        return (sola or hay < venian) and not re.search(suyo, celda)
    if dada.nombres and not dada.dentro:
        return not any(_nombrado(nombre, celda) for nombre in dada.nombres)
    return sola


def _nombrado(nombre: str, celda: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(nombre)}\b", celda) is not None


def _destinos_en_el_texto(fuente: str) -> set[str]:
    asignan = re.findall(r"^([A-Za-z_][\w.]*)\s*[-+*/]?=(?!=)", fuente, re.MULTILINE)
    definen = re.findall(r"^(?:def|class)\s+(\w+)", fuente, re.MULTILINE)
    return {*asignan, *definen}


def _sin_espacios(linea: str) -> str:
    return re.sub(r"\s+", "", linea).replace("'", '"')
