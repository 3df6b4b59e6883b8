"""Números, nombres y operaciones en palabras: lo que se lee en un dibujo o en un texto."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from minigrad.graph.reglas import partir

_LARGO = 20
#: cuántos números de una lista se escriben; de una más larga, o de una tabla, se dice la forma
_CABEN = 3
#: las operaciones entre dos; si un nodo en bloque tiene un solo hijo, lo otro era una constante
_ENTRE_DOS = ("+", "-", "*", "/", "**", "@")
CONSEJO = "Para ver el dibujo: pip install graphviz graphviz-pure"


def numero(x: Any) -> str:
    """Un número para leer: cuatro decimales como mucho, sin ceros de sobra, con el signo −.

    De un arreglo se dice la forma, salvo de una lista muy corta.
    """
    if forma := forma_de(x):
        lista_corta = len(forma) == 1 and 0 < forma[0] <= _CABEN
        return f"[{', '.join(map(numero, x))}]" if lista_corta else f"de forma {forma}"
    if isinstance(x, int) and abs(x) < 10**6:
        return str(x).replace("-", "−")
    try:
        x = float(x)
    except (TypeError, ValueError, OverflowError):
        return corto(str(x))
    return _decimal(x).replace("-", "−")


def forma_de(x: Any) -> tuple[int, ...]:
    """Cuántos números hay en cada eje de un arreglo; vacía si es uno solo."""
    forma = getattr(x, "shape", ())
    return tuple(forma) if isinstance(forma, tuple) else ()


def _decimal(x: float) -> str:
    if not math.isfinite(x):
        return str(x)
    if x != 0 and not 1e-3 <= abs(x) < 1e6:
        return f"{x:.4g}"
    entero, _, decimales = f"{x:.4f}".partition(".")
    return f"{entero}.{decimales.rstrip('0') or '0'}" if x else "0.0"


def corto(texto: str, largo: int = _LARGO) -> str:
    """En un solo renglón y sin pasar de `largo` letras: lo demás rompería el dibujo."""
    limpio = " ".join("".join(c if c.isprintable() else " " for c in texto).split())
    return limpio if len(limpio) <= largo else limpio[: largo - 1] + "…"


def formula(op: str, operandos: Sequence[str], en_bloque: bool = False) -> str:
    """La operación escrita con sus operandos: `a * b`, `tanh(n)`, `x ** 2`.

    Un nodo en bloque no recuerda sus constantes: `*(n y una constante)`.
    """
    op = corto(op)
    if en_bloque and len(operandos) == 1 and op in _ENTRE_DOS:
        return f"{op}({operandos[0]} y una constante)"
    if len(operandos) == 2 and not op.isidentifier():
        return f"{operandos[0]} {op or '¿?'} {operandos[1]}"
    if len(operandos) == 1 and (partes := partir(op)):
        signo, constante, va_antes = partes
        orden = (constante, operandos[0]) if va_antes else (operandos[0], constante)
        return f"{orden[0]} {signo} {orden[1]}"
    return f"{op}({', '.join(operandos[:8])}{', …' if len(operandos) > 8 else ''})"
