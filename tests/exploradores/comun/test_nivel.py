"""Las curvas de nivel: pasan por donde la altura es el nivel y rodean lo que llega a él."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import pytest

from minigrad.exploradores.comun.nivel import lineas, zonas

COLUMNAS, RENGLONES = 9, 7


def tabla(f):
    return [[f(x, y) for x in range(COLUMNAS)] for y in range(RENGLONES)]


def altura(alturas, x, y):
    """La altura en un lado de la rejilla, por la recta que une sus dos puntas."""
    i, j = int(y), int(x)
    i2, j2 = min(i + 1, RENGLONES - 1), min(j + 1, COLUMNAS - 1)
    assert x == j or y == i  # siempre sobre un lado
    abajo, derecha = y - i, x - j
    return alturas[i][j] + derecha * (alturas[i][j2] - alturas[i][j]) + abajo * (
        alturas[i2][j] - alturas[i][j]
    )  # fmt: skip


def adentro(vueltas, x, y):
    """Si un lugar queda dentro de las vueltas, con los huecos como los pinta `evenodd`."""
    cruces = 0
    for vuelta in vueltas:
        for (xa, ya), (xb, yb) in zip(vuelta, [*vuelta[1:], vuelta[0]], strict=True):
            if (ya > y) != (yb > y) and x < xa + (y - ya) / (yb - ya) * (xb - xa):
                cruces += 1
    return cruces % 2 == 1


AZAR = random.Random(3)
TABLAS = {
    "plano inclinado": tabla(lambda x, y: x + 2 * y - 9.5),
    "cuenco": tabla(lambda x, y: (x - 4.2) ** 2 + (y - 3.1) ** 2 - 7),
    "cima": tabla(lambda x, y: 7 - (x - 4.2) ** 2 - (y - 3.1) ** 2),
    "silla": tabla(lambda x, y: (x - 4.1) * (y - 3.1)),
    "tablero": tabla(lambda x, y: (-1) ** (x + y) * (1 + x / 10)),
    "al azar": tabla(lambda x, y: AZAR.gauss(0, 1)),
    "todo arriba": tabla(lambda x, y: 1.0),
    "todo abajo": tabla(lambda x, y: -1.0),
}


@pytest.mark.parametrize("cual", TABLAS)
def test_la_linea_pasa_por_el_nivel(cual):
    puntos = [p for linea in lineas(TABLAS[cual], 0.0) for p in linea]
    assert all(altura(TABLAS[cual], *p) == pytest.approx(0, abs=1e-12) for p in puntos)
    assert bool(puntos) == (not cual.startswith("todo"))


@pytest.mark.parametrize("cual", TABLAS)
def test_la_zona_rodea_lo_que_llega_al_nivel(cual):
    vueltas = zonas(TABLAS[cual], 0.0)
    for i, fila in enumerate(TABLAS[cual]):
        for j, v in enumerate(fila):
            # un poco hacia el centro: en el borde justo no se está ni adentro ni afuera
            x, y = j + 1e-6 * (4 - j), i + 1e-6 * (3 - i)
            assert adentro(vueltas, x, y) == (v >= 0), (i, j)


def test_una_curva_cerrada_se_cierra_y_la_que_sale_por_el_borde_no():
    [cerrada] = lineas(TABLAS["cuenco"], 0.0)
    assert cerrada[0] == cerrada[-1]
    [abierta] = lineas(TABLAS["plano inclinado"], 0.0)
    en_el_borde = [x in (0, COLUMNAS - 1) or y in (0, RENGLONES - 1) for x, y in abierta]
    assert (en_el_borde[0], en_el_borde[-1]) == (True, True)
    assert not any(en_el_borde[1:-1])


def test_cada_curva_va_de_un_cuadrito_al_vecino():
    for alturas in TABLAS.values():
        for linea in lineas(alturas, 0.0):
            assert all(math.dist(a, b) < 1.5 for a, b in pairwise(linea))


def test_lo_que_cubre_todo_es_un_rectangulo():
    [vuelta] = zonas(TABLAS["todo arriba"], 0.0)
    assert {(0.0, 0.0), (8.0, 0.0), (8.0, 6.0), (0.0, 6.0)} <= set(vuelta)
    assert len(vuelta) < 13
    assert list(zonas(TABLAS["todo abajo"], 0.0)) == []


def test_donde_no_hay_numero_no_hay_zona_ni_linea():
    alturas = tabla(lambda x, y: math.nan if x < 4 else y - 2.5)
    assert not adentro(zonas(alturas, 0.0), 3.5, 5.0)
    assert adentro(zonas(alturas, 0.0), 4.5, 5.0)
    [linea] = lineas(alturas, 0.0)
    assert [y for _, y in linea] == [2.5] * 5
    vacia = tabla(lambda x, y: math.nan)
    assert zonas(vacia, 0.0) == list(lineas(vacia, 0.0)) == []
