"""Curvas de nivel: por dónde una tabla de alturas pasa por un nivel, y qué zona queda arriba.

Se mira un cuadrito por vez (cuatro alturas vecinas). La curva cruza cada lado que une una esquina
alta con una baja, donde la recta entre las dos llega al nivel; y entra a un cuadrito por el lado
por el que salió del vecino, así que los cruces se encadenan solos hasta dar la vuelta. Fuera de la
tabla, y donde no hay número, todo es bajo: por eso cada curva se cierra.

Glosario. *Lugar*: columna y renglón, con decimales. *Orilla*: un lugar del borde, donde la curva no
cruza ningún nivel: solo se cierra.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

Alturas = Sequence[Sequence[float]]
Lugar = tuple[float, float]
#: el renglón y la columna donde empieza un lado, y si baja (1) o va a la derecha (0)
_Lado = tuple[int, int, int]
#: la esquina alta de un lado y la baja: renglón y columna
_Cruce = tuple[tuple[int, int], tuple[int, int]]


def zonas(alturas: Alturas, nivel: float) -> list[list[Lugar]]:
    """Las vueltas que rodean lo que llega al nivel; una dentro de otra es un hueco."""
    return [[lugar for lugar, _ in _sin_sobrantes(vuelta)] for vuelta in _vueltas(alturas, nivel)]


def lineas(alturas: Alturas, nivel: float) -> Iterator[list[Lugar]]:
    """Las curvas en que la altura es el nivel, sin lo que va por la orilla."""
    for vuelta in _vueltas(alturas, nivel):
        orillas = [i for i, (_, orilla) in enumerate(vuelta) if orilla]
        # se empieza en una orilla, para no partir una curva; si no hay, la curva es cerrada
        desde = orillas[0] if orillas else 0
        trozo: list[Lugar] = []
        for lugar, orilla in [*vuelta[desde:], *vuelta[: desde + 1]]:
            if not orilla:
                trozo.append(lugar)
            elif trozo:
                yield trozo
                trozo = []
        if trozo:
            yield trozo


def _vueltas(alturas: Alturas, nivel: float) -> Iterator[list[tuple[Lugar, bool]]]:
    sigue, cruces = _recorrer(alturas, nivel)
    while sigue:
        primero, lado = sigue.popitem()
        vuelta = [_lugar(alturas, nivel, *cruces[primero])]
        while lado != primero:
            vuelta.append(_lugar(alturas, nivel, *cruces[lado]))
            lado = sigue.pop(lado)
        yield vuelta


def _recorrer(alturas: Alturas, nivel: float) -> tuple[dict[_Lado, _Lado], dict[_Lado, _Cruce]]:
    """De cada lado que la curva cruza, cuál cruza después; y sus dos esquinas."""
    sigue: dict[_Lado, _Lado] = {}
    cruces: dict[_Lado, _Cruce] = {}
    bajo = [False] * (len(alturas[0]) + 2)
    altos = [bajo, *([False, *(v >= nivel for v in fila), False] for fila in alturas), bajo]
    for i in range(len(altos) - 1):
        arriba, abajo = altos[i], altos[i + 1]
        for j in range(len(bajo) - 1):
            cuantas = arriba[j] + arriba[j + 1] + abajo[j] + abajo[j + 1]
            if 0 < cuantas < 4:
                _cuadrito(alturas, nivel, (i - 1, j - 1), altos, sigue, cruces)
    return sigue, cruces


def _cuadrito(
    alturas: Alturas, nivel: float, esquina: tuple[int, int], altos: Sequence[Sequence[bool]],
    sigue: dict[_Lado, _Lado], cruces: dict[_Lado, _Cruce],
) -> None:  # fmt: skip
    """Anota por dónde sale la curva y por dónde vuelve a entrar, andando alrededor."""
    i, j = esquina
    esquinas = ((i, j), (i, j + 1), (i + 1, j + 1), (i + 1, j))
    lados: tuple[_Lado, ...] = ((i, j, 0), (i, j + 1, 1), (i + 1, j, 0), (i, j, 1))
    es_alta = [altos[a + 1][b + 1] for a, b in esquinas]
    salidas, entradas = [], []
    for k, lado in enumerate(lados):
        otra = (k + 1) % 4
        if es_alta[k] and not es_alta[otra]:
            salidas.append(lado)
            cruces[lado] = esquinas[k], esquinas[otra]
        elif es_alta[otra] and not es_alta[k]:
            entradas.append(lado)
            cruces[lado] = esquinas[otra], esquinas[k]
    if es_alta[0]:  # así, la entrada k es la que rodea con la salida k su misma esquina alta
        entradas = [entradas[-1], *entradas[:-1]]
    if len(salidas) == 2 and _centro(alturas, esquinas) >= nivel:
        entradas.reverse()  # las dos esquinas altas se tocan por el centro
    sigue.update(zip(salidas, entradas, strict=True))


def _centro(alturas: Alturas, esquinas: Sequence[tuple[int, int]]) -> float:
    return sum(_altura(alturas, *esquina) for esquina in esquinas) / 4


def _altura(alturas: Alturas, i: int, j: int) -> float:
    if 0 <= i < len(alturas) and 0 <= j < len(alturas[0]):
        return alturas[i][j]
    return -math.inf


def _lugar(
    alturas: Alturas, nivel: float, alta: tuple[int, int], baja: tuple[int, int]
) -> tuple[Lugar, bool]:
    """Dónde cruza un lado la curva, y si es la orilla."""
    arriba, abajo = _altura(alturas, *alta), _altura(alturas, *baja)
    if not math.isfinite(abajo):
        return (float(alta[1]), float(alta[0])), True
    parte = (arriba - nivel) / (arriba - abajo)
    return (alta[1] + parte * (baja[1] - alta[1]), alta[0] + parte * (baja[0] - alta[0])), False


def _sin_sobrantes(vuelta: list[tuple[Lugar, bool]]) -> list[tuple[Lugar, bool]]:
    """Sin los lugares que van uno tras otro por un borde recto."""
    quedan: list[tuple[Lugar, bool]] = []
    for punto in vuelta:
        if len(quedan) > 1 and all(orilla for _, orilla in (*quedan[-2:], punto)):
            xs, ys = zip(quedan[-2][0], quedan[-1][0], punto[0], strict=True)
            if len(set(xs)) == 1 or len(set(ys)) == 1:
                quedan.pop()
        quedan.append(punto)
    return quedan
