"""El modelo de ejemplo: un GPT de un bloque, ya entrenado, con sus cuentas en Python solo.

Es la arquitectura de la lección 7 en pequeño (16 números por letra, 4 cabezas), entrenada con
casi cuatro mil nombres de pila. Sirve donde no hay NumPy, y mientras no se ha entrenado otro.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Sequence
from functools import cache
from typing import Any

from minigrad.exploradores.atencion.pesos import BYTES, ESCALAS, VOCABULARIO

Vector = Sequence[float]
Matriz = Sequence[Vector]

ANCHO, CABEZAS, CONTEXTO, MEDIO = 16, 4, 13, 32
_POR_CABEZA = ANCHO // CABEZAS


def formas(letras: int) -> dict[str, tuple[int, int]]:
    """La de cada matriz, en el orden en que están guardadas."""
    return {
        "letra": (letras, ANCHO),
        "lugar": (CONTEXTO, ANCHO),
        **dict.fromkeys("qkvo", (ANCHO, ANCHO)),
        "sube": (ANCHO, MEDIO),
        "baja": (MEDIO, ANCHO),
        "salida": (ANCHO, letras),
    }


@cache
def _pesos() -> dict[str, Matriz]:
    crudo, desde = base64.b64decode(BYTES), 0
    pesos: dict[str, Matriz] = {}
    for (nombre, (filas, columnas)), escala in zip(
        formas(len(VOCABULARIO)).items(), ESCALAS, strict=True
    ):
        pesos[nombre] = [
            [
                escala * int.from_bytes(crudo[i : i + 1], "big", signed=True)
                for i in range(desde + fila * columnas, desde + (fila + 1) * columnas)
            ]
            for fila in range(filas)
        ]
        desde += filas * columnas
    return pesos


def paso(prefijo: str) -> dict[str, Any]:
    """A qué letras mira cada cabeza después de `prefijo`, y los logits de la que sigue."""
    p = _pesos()
    letras = [VOCABULARIO.index(x) for x in VOCABULARIO[0] + prefijo][-CONTEXTO:]
    xs = [_suma(p["letra"][cual], p["lugar"][i]) for i, cual in enumerate(letras)]
    normas = [_norma(x) for x in xs]
    q = _por(normas[-1], p["q"])
    ks, vs = ([_por(x, p[cual]) for x in normas] for cual in "kv")
    atencion, junto = [], []
    for desde in range(0, ANCHO, _POR_CABEZA):
        tramo = slice(desde, desde + _POR_CABEZA)
        pesos = _softmax([_punto(q[tramo], k[tramo]) / math.sqrt(_POR_CABEZA) for k in ks])
        atencion.append(pesos)
        junto += _por(pesos, [v[tramo] for v in vs])
    x = _suma(xs[-1], _por(junto, p["o"]))
    x = _suma(x, _por([max(0.0, v) for v in _por(_norma(x), p["sube"])], p["baja"]))
    return {"atencion": atencion, "logits": _por(_norma(x), p["salida"])}


def _punto(a: Vector, b: Vector) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def _suma(a: Vector, b: Vector) -> list[float]:
    return [x + y for x, y in zip(a, b, strict=True)]


def _por(x: Vector, matriz: Matriz) -> list[float]:
    """`x @ matriz`."""
    return [_punto(x, columna) for columna in zip(*matriz, strict=True)]


def _norma(x: Vector) -> list[float]:
    """RMSNorm, sin escala propia."""
    raiz = math.sqrt(_punto(x, x) / len(x) + 1e-5)
    return [v / raiz for v in x]


def _softmax(x: Vector) -> list[float]:
    exponenciales = [math.exp(v - max(x)) for v in x]
    return [e / sum(exponenciales) for e in exponenciales]
