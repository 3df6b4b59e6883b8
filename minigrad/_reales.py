"""Números reales como los de PyTorch: una cuenta imposible da inf o nan, nunca una excepción.

`real` convierte en `float` lo que es un número y explica, en español, qué escribir en lugar de
lo que no lo es. Las demás funciones son las de `math` con los extremos del estándar IEEE 754,
que son los de `torch.float64`: 1/0 = inf, log(0) = −inf, (−8) ** 0.5 = nan, exp(1000) = inf.
"""

from __future__ import annotations

import math
from collections.abc import Sized
from typing import Any

INF, NAN = math.inf, math.nan


def real(x: Any) -> float:
    """El `float` que vale x: int, float, Fraction, escalar de NumPy, tensor sin dimensiones…"""
    if type(x) is float:  # lo más común, sin más preguntas
        return x
    numero = operando(x)
    if numero is NotImplemented:
        raise TypeError(_no_es_un_numero(x))
    return float(numero)


def operando(x: Any) -> Any:
    """Como `real`, para el otro lado de un operador: un arreglo de NumPy da `NotImplemented`.

    Es lo que contesta el operador, y le toca a NumPy: opera el Value con cada elemento.
    """
    if type(x) is float:
        return x
    if isinstance(x, (int, float)):
        return _a_float(x)
    tipo = str(getattr(x, "dtype", "float"))
    es_escalar = tuple(getattr(x, "shape", ())) == ()
    es_numero = hasattr(x, "__float__") or hasattr(x, "__index__")
    if es_escalar and es_numero and not _es_nodo(x) and tipo.startswith(_TIPOS):
        # torch avisa si se aplica float() a un tensor con gradiente; `item` es lo que recomienda
        return _a_float(x.item() if hasattr(x, "dtype") else x)
    if not es_escalar and hasattr(x, "__array_ufunc__") and not _es_nodo(x):
        return NotImplemented
    raise TypeError(_no_es_un_numero(x))


def numero_solo(nombre: str, x: Any) -> float:
    """El `float` que vale x, en un lugar donde no cabe un Value; si no lo es, nombra el lugar."""
    try:
        return real(x)
    except TypeError:
        que = "un Value. Escribe su número: x.data." if _es_value(x) else _que_es(x)
        raise TypeError(f"{nombre} es un número suelto, y llegó {que}") from None


#: nombres de los tipos reales de NumPy y PyTorch; fuera quedan complejos, textos y fechas
_TIPOS = ("float", "int", "uint", "bool", "torch.float", "torch.bfloat", "torch.int", "torch.uint",
          "torch.bool")  # fmt: skip


def _es_value(x: Any) -> bool:
    return hasattr(x, "backward") and not hasattr(x, "dtype")


def _es_nodo(x: Any) -> bool:
    """Un `Value` o un `Tensor`: su número, suelto, perdería el gradiente."""
    return _es_value(x) or hasattr(x, "_prev")


def _a_float(x: Any) -> float:
    """float(x); un entero o una fracción que no caben dan ±inf."""
    try:
        return float(x)
    except OverflowError:
        return INF if x > 0 else -INF


def _no_es_un_numero(x: Any) -> str:
    return f"Se esperaba un número real o un Value, y llegó {_que_es(x)}"


def _que_es(x: Any) -> str:
    """Nombra lo que llegó y dice qué escribir en su lugar."""
    forma = tuple(getattr(x, "shape", ()))
    if _es_nodo(x) and not _es_value(x):
        return "un Tensor. En una cuenta, todos son Value o todos son Tensor."
    if x is None:
        return "None. Escribe un número, como 0.0 (¿le falta un `return` a tu función?)."
    if x is ...:
        return "un `...` sin llenar. Escribe ahí lo que falta."
    if isinstance(x, str):
        return f"el texto {x!r}. Conviértelo antes: float({x!r})."
    if isinstance(x, complex) or "complex" in str(getattr(x, "dtype", "")):
        return "un número complejo. Escribe su parte real: z.real."
    if isinstance(x, (list, tuple, set, dict)):
        que = {list: "una lista", tuple: "una tupla", set: "un conjunto"}.get(type(x), "un dict")
        return f"{que} de {len(x)} elementos. Opera con cada elemento, de uno en uno."
    if forma and math.prod(forma) == 1:
        return f"un arreglo de forma {forma}. Saca su único número: arreglo.item()."
    if forma:
        return f"un arreglo de forma {forma}. Usa cada uno: [Value(x) for x in arreglo.tolist()]."
    if _es_value(x):
        return "otro Value. Úsalo tal cual, sin envolverlo otra vez."
    return f"un objeto de tipo {type(x).__name__}. Escribe un número, como 2.0."


def es_lista(x: Any) -> bool:
    """Si x tiene varios lugares en orden: una lista, una tupla, un arreglo o un tensor con ejes."""
    sin_orden = isinstance(x, (str, bytes, dict, set, frozenset))
    return hasattr(x, "__len__") and not sin_orden and getattr(x, "shape", None) != ()


def exigir_mismo_largo(x: Sized, y: Sized) -> None:
    """Dos listas que se recorren juntas miden lo mismo; si no, se perdería el final de una."""
    if len(x) != len(y):
        raise ValueError(f"Se esperaban dos listas igual de largas, no de {len(x)} y {len(y)}.")


def signo(x: float) -> float:
    """−1, 0 o 1; el de nan es 0, como en PyTorch."""
    return float((x > 0) - (x < 0))


def dividir(a: float, b: float) -> float:
    """a / b; entre cero da ±inf, y 0/0 da nan."""
    try:
        return a / b
    except ZeroDivisionError:
        return a * math.copysign(INF, b)


def potencia(a: float, b: float) -> float:
    """a ** b; lo que desborda da ±inf y lo que no es real da nan."""
    try:
        return math.pow(a, b)
    except OverflowError:
        return -INF if a < 0 and b % 2 == 1 else INF
    except ValueError:  # base cero con exponente negativo, o base negativa con exponente no entero
        return NAN if a else math.copysign(INF, a) if b % 2 == 1 else INF


def potencia_fija(a: float, k: float) -> float:
    """a ** k con k constante: para PyTorch, a ** ±0.5 es una raíz, y la de −0.0 es −0.0."""
    if abs(k) != 0.5:
        return potencia(a, k)
    raiz = math.sqrt(a) if a >= 0 else NAN
    return raiz if k > 0 else dividir(1.0, raiz)


def derivada_del_exponente(a: float, b: float, c: float) -> float:
    """∂(a ** b)/∂b = c · log(a), donde c = a ** b; con base 0 y exponente ≥ 0 es 0."""
    return 0.0 if a == 0 and b >= 0 else c * logaritmo(a)


def exponencial(x: float) -> float:
    """e ** x; lo que desborda da inf."""
    try:
        return math.exp(x)
    except OverflowError:
        return INF


def logaritmo(x: float) -> float:
    """El logaritmo natural; el de 0 es −inf y el de un negativo, nan."""
    if x > 0:
        return math.log(x)
    return -INF if x == 0 else NAN


def seno(x: float) -> float:
    """El seno; el de ±inf es nan."""
    return math.sin(x) if math.isfinite(x) else NAN


def coseno(x: float) -> float:
    """El coseno; el de ±inf es nan."""
    return math.cos(x) if math.isfinite(x) else NAN
