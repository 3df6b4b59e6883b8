"""Las tareas que se miden, escritas una sola vez para todos los motores.

Una tarea es una lista de números iniciales (los parámetros) y una función `perdida(p, f)` que
recibe los parámetros ya convertidos en los números del motor y devuelve la pérdida con operadores
de Python. `f` (un `Funciones` de `benchmarks.motores`) trae lo que no tiene operador.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from minigrad.datasets import cuatro_ejemplos, moons


@dataclass(frozen=True)
class Tarea:
    """Qué se calcula, desde qué números y con qué tasa de aprendizaje se da el paso."""

    nombre: str
    descripcion: str
    iniciales: list[float]
    perdida: Callable[[Sequence[Any], Any], Any]
    lr: float = 1e-3


def _red_iniciales(nin: int, nouts: Sequence[int]) -> list[float]:
    azar, tamanos = random.Random(7), [nin, *nouts]
    cuantos = sum((n + 1) * m for n, m in zip(tamanos, nouts, strict=False))
    return [azar.uniform(-0.5, 0.5) for _ in range(cuantos)]


def red(
    p: Sequence[Any], x: Sequence[Any], nouts: Sequence[int], activar: Any, punto: Any = None
) -> list[Any]:
    """Un perceptrón: por neurona, sus pesos y al final su sesgo.

    La suma ponderada se hace con los operadores de Python o, si el motor la tiene, en un solo
    nodo: `punto(pesos, x, sesgo)`.
    """
    desde = 0
    for capa, n in enumerate(nouts):
        salidas, nin = [], len(x)
        for _ in range(n):
            pesos, sesgo = p[desde : desde + nin], p[desde + nin]
            if punto:
                suma = punto(pesos, x, sesgo)
            else:
                suma = sum((w * xi for w, xi in zip(pesos, x, strict=True)), sesgo)
            salidas.append(activar(suma) if capa < len(nouts) - 1 else suma)
            desde += nin + 1
        x = salidas
    return list(x)


LUNAS = moons(100, ruido=0.1, seed=1)
EJEMPLOS = cuatro_ejemplos()


def _lunas(p: Sequence[Any], f: Any) -> Any:
    puntajes = [red(p, x, [16, 16, 1], f.relu, f.punto)[0] for x in LUNAS[0]]
    margenes = [f.relu(1 + -y * s) for s, y in zip(puntajes, LUNAS[1], strict=True)]
    return f.sum(margenes) * (1.0 / len(margenes)) + 1e-4 * f.sum([w * w for w in p])


def _cuatro(p: Sequence[Any], f: Any) -> Any:
    salidas = [red(p, x, [4, 4, 1], f.tanh, f.punto)[0] for x in EJEMPLOS[0]]
    return sum((s - y) ** 2 for s, y in zip(salidas, EJEMPLOS[1], strict=True))


def cadena(n: int) -> Tarea:
    """n operaciones, una detrás de otra."""

    def perdida(p: Sequence[Any], f: Any) -> Any:
        v, w = p
        for _ in range(n // 2):
            v = v * w + 0.001
        return v

    return Tarea("W3", f"cadena de {n} operaciones", [0.5, 0.999], perdida)


def _suma(p: Sequence[Any], f: Any) -> Any:
    return f.sum(p)


# ── Un transformador de juguete: 16 de ancho, 4 cabezas, 8 letras ────────────────────────────

ANCHO, CABEZAS, LETRAS, TEXTO = 16, 4, 27, (0, 13, 1, 18, 9, 1, 14, 1, 0)
_FORMAS = {
    "letra": (LETRAS, ANCHO),
    "lugar": (len(TEXTO), ANCHO),
    "q": (ANCHO, ANCHO),
    "k": (ANCHO, ANCHO),
    "v": (ANCHO, ANCHO),
    "o": (ANCHO, ANCHO),
    "sube": (4 * ANCHO, ANCHO),
    "baja": (ANCHO, 4 * ANCHO),
    "salida": (LETRAS, ANCHO),
}


def _transformador_iniciales() -> list[float]:
    azar = random.Random(5)
    return [azar.gauss(0.0, 0.2) for filas, columnas in _FORMAS.values()
            for _ in range(filas * columnas)]  # fmt: skip


def _matrices(p: Sequence[Any]) -> dict[str, list[Any]]:
    matrices, desde = {}, 0
    for nombre, (filas, columnas) in _FORMAS.items():
        matrices[nombre] = [p[desde + i * columnas :][:columnas] for i in range(filas)]
        desde += filas * columnas
    return matrices


def _punto(a: Sequence[Any], b: Sequence[Any], f: Any) -> Any:
    return f.punto(a, b) if f.punto else sum(x * y for x, y in zip(a, b, strict=True))


def lineal(m: Sequence[Any], x: Sequence[Any], f: Any) -> list[Any]:
    return [_punto(fila, x, f) for fila in m]


def normal(x: Sequence[Any], f: Any) -> list[Any]:
    escala = (_punto(x, x, f) / len(x) + 1e-5) ** -0.5
    return [xi * escala for xi in x]


def softmax(z: Sequence[Any], f: Any) -> list[Any]:
    mayor = max(f.dato(zi) for zi in z)
    potencias = [f.exp(zi - mayor) for zi in z]
    total = f.sum(potencias)
    return [e / total for e in potencias]


def atender(q: Any, claves: Any, valores: Any, f: Any) -> list[Any]:
    """Cada cabeza mira su trozo de las claves anteriores y promedia los valores."""
    salida, ancho = [], ANCHO // CABEZAS
    for c in range(CABEZAS):
        trozo = slice(c * ancho, (c + 1) * ancho)
        notas = [_punto(q[trozo], k[trozo], f) * ancho**-0.5 for k in claves]
        pesos = softmax(notas, f)
        salida += [
            _punto(pesos, columna, f) for columna in zip(*(v[trozo] for v in valores), strict=True)
        ]
    return salida


def _transformador(p: Sequence[Any], f: Any) -> Any:
    m, claves, valores, perdidas = _matrices(p), [], [], []
    for lugar, (letra, siguiente) in enumerate(pairwise(TEXTO)):
        x = [a + b for a, b in zip(m["letra"][letra], m["lugar"][lugar], strict=True)]
        n = normal(x, f)
        claves.append(lineal(m["k"], n, f))
        valores.append(lineal(m["v"], n, f))
        atencion = lineal(m["o"], atender(lineal(m["q"], n, f), claves, valores, f), f)
        x = [a + b for a, b in zip(x, atencion, strict=True)]
        oculta = [f.relu(h) for h in lineal(m["sube"], normal(x, f), f)]
        x = [a + b for a, b in zip(x, lineal(m["baja"], oculta, f), strict=True)]
        perdidas.append(-f.log(softmax(lineal(m["salida"], x, f), f)[siguiente]))
    return sum(perdidas) * (1.0 / len(perdidas))


def _sumandos() -> list[float]:
    return [math.sin(i) for i in range(100_000)]


TAREAS = {
    "W1": Tarea("W1", "MLP(2, [16, 16, 1]) relu, margen máximo + L2, 100 lunas",
                _red_iniciales(2, [16, 16, 1]), _lunas),
    "W2": Tarea("W2", "MLP(3, [4, 4, 1]) tanh, error cuadrático, 4 ejemplos",
                _red_iniciales(3, [4, 4, 1]), _cuatro),
    "W3": cadena(10_000),
    "W4": Tarea("W4", "sum() de 100 000 valores", _sumandos(), _suma),
    "W5": Tarea("W5", "un paso de un transformador (16 de ancho, 4 cabezas)",
                _transformador_iniciales(), _transformador),
}  # fmt: skip
