"""Las cuentas del explorador de las formas, celda por celda y sin NumPy.

Un operando se mira **extendido**: con la forma que le toca en la cuenta, donde cada celda que la
difusión repite apunta a la original. Con eso basta para ir (qué celdas entran en cada una del
resultado) y para volver (a cuáles va su gradiente, y cuáles se suman en una misma).

Glosario. *Vista*: la forma de un operando escrita como matriz; en `@`, una fila suelta (k,) es
(1, k) a la izquierda y (k, 1) a la derecha. *Lugar*: una celda de la forma extendida. *Original*:
la celda del operando que está en ese lugar.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from minigrad.exploradores.comun.funciones import Fallo
from minigrad.graph.palabras import corto

Forma = tuple[int, ...]
#: dónde está un número: un índice por eje
Lugar = tuple[int, ...]

OPERACIONES = {"+": "sumar", "*": "multiplicar", "@": "multiplicar con @"}
EJES, POR_EJE = 3, 4
_SEPARADOR = re.compile(r"[\s,;x×*]+")


class Caso(NamedTuple):
    """Dos formas y lo que se hace con ellas."""

    a: Forma
    b: Forma
    operacion: str

    def __str__(self) -> str:
        return f"{self.a} {self.operacion} {self.b}"


class NoEncajan(Fallo):
    """Dos formas que no van juntas; `eje`, contado desde la derecha, es el que no encaja."""

    def __init__(self, mensaje: str, eje: int = 0) -> None:
        super().__init__(mensaje)
        self.eje = eje


# --- lo que llega --------------------------------------------------------------------------------


def leer(texto: str) -> Forma:
    """La forma escrita: `(3, 4)`, `3, 4` o `3x4`; `()` es la de un número suelto."""
    limpio = texto.strip().strip("()[]").strip().strip(",").strip()
    if not limpio and not set("()") <= set(texto):
        raise Fallo("Escribe una forma, como (3, 4). La de un número suelto es ().")
    partes = _SEPARADOR.split(limpio) if limpio else []
    if not all(parte.isdecimal() for parte in partes):
        raise Fallo(
            f"No entiendo la forma {corto(texto)}. Escribe cuánto mide cada eje, como (3, 4); la "
            "de un número suelto es ()."
        )
    return exigir_forma([int(parte) for parte in partes])


def exigir_forma(forma: Any) -> Forma:
    """Una forma que se pueda dibujar: pocos ejes, y cortos."""
    if isinstance(forma, int) and not isinstance(forma, bool):
        forma = (forma,)
    if not isinstance(forma, Sequence) or isinstance(forma, str):
        llego = corto(repr(forma))
        raise Fallo(f"Una forma es una tupla de enteros, como (3, 4); y llegó {llego}.")
    dicha = corto(str(tuple(forma)))
    if not all(isinstance(n, int) and 1 <= n <= POR_EJE for n in forma):
        raise Fallo(
            f"Aquí cada eje mide de 1 a {POR_EJE}, para que se vean todas las celdas; y llegó "
            f"{dicha}."
        )
    if len(forma) > EJES:
        raise Fallo(
            f"Aquí caben hasta {EJES} ejes, y {corto(str(tuple(forma)))} tiene {len(forma)}."
        )
    return tuple(int(n) for n in forma)


def exigir(a: Any, b: Any, operacion: Any) -> Caso:
    """El caso, revisado; lo que no sirva es un `Fallo` con su frase."""
    if operacion not in OPERACIONES:
        opciones = ", ".join(map(repr, OPERACIONES))
        raise Fallo(f"No conozco la operación {corto(repr(operacion))}. Usa una de {opciones}.")
    return Caso(exigir_forma(a), exigir_forma(b), operacion)


# --- la forma que sale ---------------------------------------------------------------------------


def resultado(caso: Caso) -> Forma:
    """La forma de lo que sale; si no encajan, un `NoEncajan` que dice qué eje."""
    if caso.operacion != "@":
        return _difundir(caso.a, caso.b, f"No se pueden {OPERACIONES[caso.operacion]}")
    a, b = _vistas(caso)
    forma = (*_varias(a, b), a[-2], b[-1])
    return _sin_los_puestos(caso, forma)


def _difundir(a: Forma, b: Forma, principio: str, saltar: int = 0) -> Forma:
    for i in range(1, 1 + min(len(a), len(b))):
        if a[-i] != b[-i] and 1 not in (a[-i], b[-i]):
            eje = -i - saltar
            raise NoEncajan(
                f"{principio}: contados desde la derecha, el eje −{-eje} mide {a[-i]} en una y "
                f"{b[-i]} en la otra, y solo encajan si son iguales o alguno es 1.",
                eje,
            )
    largo = max(len(a), len(b))
    return tuple(
        max(pareja) for pareja in zip(_con_unos(a, largo), _con_unos(b, largo), strict=True)
    )


def _con_unos(forma: Forma, largo: int) -> Forma:
    return (1,) * (largo - len(forma)) + forma


def _vistas(caso: Caso) -> tuple[Forma, Forma]:
    """Los dos operandos de `@` como matrices, si lo que se recorre mide lo mismo."""
    if not caso.a or not caso.b:
        raise NoEncajan(
            "@ multiplica filas por columnas, y un número suelto, de forma (), no tiene ninguna. "
            "Para multiplicar por un número se usa *."
        )
    a = (1, *caso.a) if len(caso.a) == 1 else caso.a
    b = (*caso.b, 1) if len(caso.b) == 1 else caso.b
    if a[-1] != b[-2]:
        cual = "−1" if len(caso.b) == 1 else "−2"
        raise NoEncajan(
            f"No se pueden multiplicar con @: el eje −1 de la primera mide {a[-1]} y el eje {cual} "
            f"de la segunda mide {b[-2]}. Esos dos se recorren juntos, y deben medir lo mismo.",
            -1,
        )
    return a, b


def _varias(a: Forma, b: Forma) -> Forma:
    """Los ejes de delante de las matrices: los que dicen cuántas hay."""
    return _difundir(a[:-2], b[:-2], "No se pueden multiplicar con @", 2)


def _sin_los_puestos(caso: Caso, lugar: Lugar) -> Lugar:
    """Sin los ejes que `@` le puso a una fila o a una columna sueltas."""
    if caso.operacion == "@" and len(caso.a) == 1:
        lugar = (*lugar[:-2], lugar[-1])
    return lugar[:-1] if caso.operacion == "@" and len(caso.b) == 1 else lugar


# --- qué celdas se encuentran --------------------------------------------------------------------


class Operando(NamedTuple):
    """Una de las dos cosas que se operan, como es y extendida."""

    nombre: str
    forma: Forma
    vista: Forma
    extendida: Forma
    paso: int

    def original(self, lugar: Lugar) -> Lugar:
        """La celda de la vista que está en ese lugar."""
        cerca = lugar[len(lugar) - len(self.vista) :]
        return tuple(i if n > 1 else 0 for i, n in zip(cerca, self.vista, strict=True))

    def repetida(self, lugar: Lugar) -> bool:
        """Si en ese lugar hay una copia, y no la celda misma."""
        return lugar != _con_ceros(self.original(lugar), len(lugar))

    @property
    def se_repite(self) -> bool:
        return math.prod(self.vista) < math.prod(self.extendida)

    def numero(self, lugar: Lugar) -> int:
        """El número de esa celda: 1, 2, 3… (o 10, 20, 30…) en el orden en que se leen."""
        cual = 0
        for i, n in zip(self.original(lugar), self.vista, strict=True):
            cual = cual * n + i
        return self.paso * (cual + 1)

    def indice(self, lugar: Lugar) -> Lugar:
        """Cómo se pide esa celda al operando."""
        original = self.original(lugar)
        if len(self.forma) == len(self.vista):
            return original
        return original[1:] if self.nombre == "a" else original[:1]

    def llamada(self, lugar: Lugar) -> str:
        """`b[2]`; el número suelto, `b`."""
        return nombrar(self.nombre, self.indice(lugar))


def _con_ceros(lugar: Lugar, largo: int) -> Lugar:
    return (0,) * (largo - len(lugar)) + lugar


def nombrar(nombre: str, indice: Lugar) -> str:
    """`c[1, 2]`."""
    return f"{nombre}[{', '.join(map(str, indice))}]" if indice else nombre


def lugares(forma: Forma) -> Iterator[Lugar]:
    """Todas las celdas de una forma, en el orden en que se leen."""
    return itertools.product(*map(range, forma))


class Encuentro:
    """Un caso que encaja: qué celdas se encuentran en cada una del resultado."""

    def __init__(self, caso: Caso):
        self.caso, self.forma = caso, resultado(caso)
        if caso.operacion == "@":
            a, b = _vistas(caso)
            varias = _varias(a, b)
            self.vista: Forma = (*varias, a[-2], b[-1])
            extendidas = (*varias, *a[-2:]), (*varias, *b[-2:])
        else:
            (a, b), self.vista = (caso.a, caso.b), self.forma
            extendidas = self.forma, self.forma
        self.a = Operando("a", caso.a, a, extendidas[0], 1)
        self.b = Operando("b", caso.b, b, extendidas[1], 1 if caso.operacion == "@" else 10)

    def llamada(self, celda: Lugar) -> str:
        """`c[1, 2]`."""
        return nombrar("c", _sin_los_puestos(self.caso, celda))

    def parejas(self, celda: Lugar) -> list[tuple[Lugar, Lugar]]:
        """El lugar de a y el de b que se encuentran para hacer esa celda: uno, o uno por paso."""
        if self.caso.operacion != "@":
            return [(celda, celda)]
        *varias, i, j = celda
        return [((*varias, i, k), (*varias, k, j)) for k in range(self.a.vista[-1])]

    def usos(self, operando: Operando, lugar: Lugar) -> list[Lugar]:
        """Las celdas del resultado en que entra ese lugar."""
        if self.caso.operacion != "@":
            return [lugar]
        *varias, i, j = lugar
        if operando is self.a:
            return [(*varias, i, columna) for columna in range(self.vista[-1])]
        return [(*varias, fila, j) for fila in range(self.vista[-2])]

    def numero(self, celda: Lugar) -> int:
        """El número de una celda del resultado."""
        return sum(self._cuenta(x, y) for x, y in self.parejas(celda))

    def _cuenta(self, x: Lugar, y: Lugar) -> int:
        a, b = self.a.numero(x), self.b.numero(y)
        return a + b if self.caso.operacion == "+" else a * b

    def derivada(self, operando: Operando, lugar: Lugar, celda: Lugar) -> int:
        """Por cuánto se multiplica el gradiente de la celda al volver a ese lugar."""
        if self.caso.operacion == "+":
            return 1
        for x, y in self.parejas(celda):
            if operando is self.a and x == lugar:
                return self.b.numero(y)
            if operando is self.b and y == lugar:
                return self.a.numero(x)
        return 0

    def vuelve(self, operando: Operando, lugar: Lugar) -> int:
        """Lo que llega a ese lugar cuando la raíz es c.sum(): el gradiente de toda celda es 1."""
        return sum(self.derivada(operando, lugar, celda) for celda in self.usos(operando, lugar))

    def copias(self, operando: Operando, original: Lugar) -> list[Lugar]:
        """Los lugares en que está esa celda: ella misma y sus copias."""
        return [x for x in lugares(operando.extendida) if operando.original(x) == original]

    def gradiente(self, operando: Operando, original: Lugar) -> int:
        """El gradiente de una celda del operando: la suma de lo que vuelve a todas sus copias."""
        return sum(self.vuelve(operando, x) for x in self.copias(operando, original))

    def llegan(self, operando: Operando, original: Lugar) -> list[Lugar]:
        """Las celdas del resultado cuyo gradiente se suma en esa celda del operando."""
        return [c for x in self.copias(operando, original) for c in self.usos(operando, x)]

    def cuantas(self, operando: Operando, lugar: Lugar) -> int:
        """En cuántas celdas del resultado entra la que está en ese lugar, con sus copias."""
        return len(self.llegan(operando, operando.original(lugar)))
