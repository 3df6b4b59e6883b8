"""Las reglas locales: cuánto cambia el resultado de una operación si cambia uno de sus hijos.

Solo se miran el nombre de la operación (`"*"`, `"tanh"`, `"**2"`…) y los números que entraron y
salieron. Por eso sirven para cualquier clase que guarde `_op`: la del paquete, la de micrograd o
la que escribe el aprendiz.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Any

from minigrad._parametros import callado, ceros, forma

#: De los números de los hijos y el del resultado, una derivada por hijo.
Regla = Callable[[Sequence[float], float], tuple[float, ...]]


def _division(x: Sequence[float], y: float) -> tuple[float, ...]:
    return 1 / x[1], -x[0] / x[1] ** 2


def _potencia(x: Sequence[float], y: float) -> tuple[float, ...]:
    base, exponente = x
    hacia_la_base = exponente * base ** (exponente - 1) if exponente else 0.0
    return hacia_la_base, y * math.log(base) if base > 0 else math.nan


_DOS: dict[str, Regla] = {
    "+": lambda x, y: (1.0, 1.0),
    "-": lambda x, y: (1.0, -1.0),
    "*": lambda x, y: (x[1], x[0]),
    "/": _division,
    "**": _potencia,
}

_UNO: dict[str, Regla] = {
    "+": lambda x, y: (1.0,),
    "-": lambda x, y: (-1.0,),
    "neg": lambda x, y: (-1.0,),
    "exp": lambda x, y: (y,),
    "log": lambda x, y: (1 / x[0],),
    "tanh": lambda x, y: (1 - y * y,),
    "sigmoid": lambda x, y: (y * (1 - y),),
    "relu": lambda x, y: (1.0 if x[0] > 0 else 0.0,),
    "sin": lambda x, y: (math.cos(x[0]),),
    "cos": lambda x, y: (-math.sin(x[0]),),
    "sqrt": lambda x, y: (1 / (2 * y),),
    "abs": lambda x, y: (float((x[0] > 0) - (x[0] < 0)),),
}

#: Otros nombres que la gente da a las mismas operaciones.
_SINONIMOS = {
    "add": "+", "sub": "-", "mul": "*", "div": "/", "truediv": "/", "pow": "**", "^": "**",
    "×": "*", "·": "*", "−": "-", "÷": "/", "ln": "log", "logistic": "sigmoid",
    "sigmoide": "sigmoid", "sen": "sin", "negativo": "neg",
}  # fmt: skip


def derivadas_locales(op: str, x: Sequence[float], y: float) -> tuple[float, ...] | None:
    """Una derivada local por hijo, o `None` si no se conoce la operación `op`."""
    regla = _regla(op.strip().lower(), len(x))
    if regla is None:
        return None
    try:
        return regla(x, y)
    except (ArithmeticError, ValueError, TypeError):
        return (math.nan,) * len(x)


def _regla(op: str, cuantos: int) -> Regla | None:
    op = _SINONIMOS.get(op, op)
    if op in ("sum", "suma") or (op == "+" and cuantos > 2):
        return lambda x, y: (1.0,) * len(x)
    if op in ("dot", "punto"):
        return _producto_punto
    if cuantos == 1:
        return _UNO.get(op) or _con_constante(op)
    return _DOS.get(op) if cuantos == 2 else None


def _producto_punto(x: Sequence[float], y: float) -> tuple[float, ...]:
    """w₁, …, wₙ, x₁, …, xₙ y quizá un sesgo: la derivada de cada uno es su pareja."""
    mitad, sobra = divmod(len(x), 2)
    return (*x[mitad : 2 * mitad], *x[:mitad], *[1.0] * sobra)


def partir(op: str) -> tuple[str, str, bool] | None:
    """`"**2"` son `("**", "2", False)` y `"3-"` son `("-", "3", True)`: el número va antes."""
    hallado = re.fullmatch(r"(\*\*|[-+*/^])\(?([-+.\w]+)\)?|\(?([-+.\w]+?)\)?(\*\*|[-+*/^])", op)
    if hallado is None or _como_numero(hallado[2] or hallado[3]) is None:
        return None
    return hallado[1] or hallado[4], hallado[2] or hallado[3], hallado[3] is not None


def _con_constante(op: str) -> Regla | None:
    """Operaciones con un número dentro del nombre: la regla de dos hijos, con uno quieto."""
    partes = partir(op)
    regla = _DOS[_SINONIMOS.get(partes[0], partes[0])] if partes else None
    if partes is None or regla is None:
        return None
    k, va_antes = float(partes[1]), partes[2]
    if va_antes:
        return lambda x, y: regla((k, x[0]), y)[1:]
    return lambda x, y: regla((x[0], k), y)[:1]


def _como_numero(texto: str) -> float | None:
    try:
        return float(texto)
    except ValueError:
        return None


def derivadas_del_nodo(nodo: Any, hijos: Sequence[Any]) -> tuple[float, ...] | None:
    """Las que el nodo guarda en `_locales`, las que dice su `_op` o, si no, las que se miden.

    De un nodo en bloque, las que dan sus funciones; con arreglos no son números, y no se dicen.
    """
    if hasattr(nodo, "_atras") or forma(getattr(nodo, "data", 0.0)):
        return _de_sus_funciones(nodo, hijos)
    guardadas = getattr(nodo, "_locales", None)
    if isinstance(guardadas, tuple | list) and len(guardadas) == len(hijos):
        return tuple(guardadas)
    op = str(getattr(nodo, "_op", ""))
    try:
        x, y = [float(hijo.data) for hijo in hijos], float(nodo.data)
    except (TypeError, ValueError, AttributeError, OverflowError):
        return None
    return derivadas_locales(op, x, y) or _medidas(op, hijos, x, y)


def _medidas(op: str, hijos: Sequence[Any], x: Sequence[float], y: float) -> tuple[float] | None:
    """Mide la pendiente llamando al método que se llama como la operación, si existe."""
    if len(x) != 1 or not op.isidentifier():
        return None
    clase, paso = type(hijos[0]), 1e-5 * max(1.0, abs(x[0]))
    try:
        delante, en_x, detras = (
            float(getattr(clase(x[0] + d), op)().data) for d in (paso, 0.0, -paso)
        )
    except Exception:  # el método es del aprendiz: puede fallar de cualquier forma
        return None
    return ((delante - detras) / (2 * paso),) if math.isclose(en_x, y, rel_tol=1e-9) else None


def _de_sus_funciones(nodo: Any, hijos: Sequence[Any]) -> tuple[float, ...] | None:
    """Lo que cada función lleva a su hijo cuando al nodo le llega un 1."""
    funciones = getattr(nodo, "_atras", ())
    if len(funciones) != len(hijos) or any(forma(n.data) for n in (nodo, *hijos)):
        return None
    try:
        with callado():
            uno = ceros(nodo.data) + 1.0
            return tuple([float(funcion(uno)) for funcion in funciones])
    except Exception:  # las funciones son del aprendiz: pueden fallar de cualquier forma
        return None
