"""Conjuntos de datos pequeños: caben en la memoria, y casi todos se dibujan en el plano.

Cada función devuelve `(xs, ys)`: una lista de entradas, que son listas de números, y una lista
con el objetivo de cada una. Con la misma `seed` salen siempre los mismos puntos; el azar es
propio y no toca el de `random`.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from pathlib import Path

Datos = tuple[list[list[float]], list[int]]

#: los que no se calculan, con su crédito al lado
_ARCHIVOS = Path(__file__).with_name("_datos")


def cuatro_ejemplos() -> Datos:
    """Cuatro entradas de 3 números con objetivos 1, −1, −1, 1."""
    xs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
    return xs, [1, -1, -1, 1]


def xor() -> Datos:
    """Los 4 vértices de un cuadrado: 1 si las dos coordenadas tienen signo distinto, −1 si no."""
    return [[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]], [-1, 1, 1, -1]


def moons(n: int = 100, ruido: float = 0.1, seed: int = 0) -> Datos:
    """Dos medias lunas que se abrazan: n puntos del plano con objetivos −1 y 1."""
    arriba, abajo = (n + 1) // 2, n // 2
    puntos = [(math.cos(t), math.sin(t), -1) for t in _entre(0.0, math.pi, arriba)]
    puntos += [(1 - math.cos(t), 0.5 - math.sin(t), 1) for t in _entre(0.0, math.pi, abajo)]
    return _revolver(puntos, ruido, seed)


def circles(n: int = 100, ruido: float = 0.05, seed: int = 0) -> Datos:
    """Un círculo dentro de otro: n puntos del plano, −1 el de fuera y 1 el de dentro."""
    puntos = []
    for radio, clase, cuantos in ((1.0, -1, (n + 1) // 2), (0.5, 1, n // 2)):
        for i in range(cuantos):
            t = 2 * math.pi * i / cuantos
            puntos.append((radio * math.cos(t), radio * math.sin(t), clase))
    return _revolver(puntos, ruido, seed)


def spiral(n: int = 150, clases: int = 3, ruido: float = 0.03, seed: int = 0) -> Datos:
    """Brazos de espiral, uno por clase: n puntos del plano con objetivos 0, 1, …, clases − 1."""
    puntos = []
    for clase in range(clases):
        cuantos = (n + clases - 1 - clase) // clases
        for r in _entre(0.05, 1.0, cuantos):
            t = 2 * math.pi * clase / clases + 4.0 * r
            puntos.append((r * math.cos(t), r * math.sin(t), clase))
    return _revolver(puntos, ruido, seed)


def digits() -> Datos:
    """Dígitos escritos a mano: 1797 imágenes de 8 × 8, en 64 tonos de 0 a 16, y su cifra.

    De E. Alpaydin y C. Kaynak, «Optical Recognition of Handwritten Digits», en el repositorio de la
    UCI, con licencia CC BY 4.0. Van en el orden en que se publicaron.
    """
    import gzip  # leer datos es raro; `import minigrad` no tiene que pagarlo

    renglones = gzip.decompress((_ARCHIVOS / "digitos.txt.gz").read_bytes()).decode().split()
    tonos = {letra: float(tono) for tono, letra in enumerate("abcdefghijklmnopq")}
    return [[tonos[letra] for letra in r[1:]] for r in renglones], [int(r[0]) for r in renglones]


def nombres() -> list[str]:
    """Más de 5000 nombres de pila de España y América Latina, en minúsculas y con sus tildes.

    Son de una sola palabra, de 2 a 12 letras, sin repetir y en orden alfabético. El orden de las
    letras es el del español: las que llevan tilde van con las que no.
    """
    return (_ARCHIVOS / "nombres.txt").read_text(encoding="utf-8").split()


def _entre(a: float, b: float, n: int) -> list[float]:
    """n números igualmente separados, de a hasta b."""
    return [a + (b - a) * i / max(n - 1, 1) for i in range(n)]


def _revolver(puntos: Iterable[tuple[float, float, int]], ruido: float, seed: int) -> Datos:
    """Mueve cada punto un poco (ruido gaussiano) y los baraja."""
    azar = random.Random(seed)
    movidos = [
        ([x + azar.gauss(0.0, ruido), y + azar.gauss(0.0, ruido)], clase) for x, y, clase in puntos
    ]
    azar.shuffle(movidos)
    return [punto for punto, _ in movidos], [clase for _, clase in movidos]
