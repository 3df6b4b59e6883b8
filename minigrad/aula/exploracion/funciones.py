"""Explora funciones de números: una fórmula, o lo que mide la pendiente de otra función.

Quien escribe una fórmula y quien mide con pasos pequeños dan casi lo mismo; aquí se distinguen por
cuánto se apartan del valor exacto. Y quien mide puede elegir el tamaño de su paso: por eso, salvo
que el paso se le dé, de una medida se miran pocas cifras, o curvas en que el paso no importa.

Glosario. *Exacta*: la fórmula con que se compara. *Medir*: hallar una pendiente de `f` en `x` a
partir de valores de `f`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from minigrad.aula.celda.codigo import funcion_de
from minigrad.aula.exploracion.paleta import de_cerca, decir, numeros_de_numpy
from minigrad.aula.huella.observar import Observacion

Funcion = Callable[[float], float]

_REDONDEO = 1e-14
_DE_MEDIR = 1e-2


def con_cifras(valor: Any, cifras: int) -> Any:
    """Redondeado, para que un mismo error se reconozca aunque se mida con otro paso."""
    es_numero = isinstance(valor, int | float) and not isinstance(valor, bool)
    return round(valor, cifras) if es_numero and math.isfinite(valor) else valor


def si_o_no(valor: Any) -> str:
    return "sí" if valor else "no"


# --- una fórmula -----------------------------------------------------------------------------


def explorar_formula(
    f: Funcion, exacta: Funcion, puntos: Sequence[float], lejanos: Sequence[float]
) -> Iterator[Observacion]:
    """Una función de un número que se pide calcular, no medir."""

    def donde(x: Any) -> str:
        return f"en x = {decir(x)} ({type(x).__name__})"

    for x in (*puntos, *numeros_de_numpy(puntos[-1:])):
        yield donde(x), lambda x=x: con_cifras(f(x), 2)
    yield (
        "en el mismo punto tres veces, con otro en medio",
        lambda: [con_cifras(f(x), 2) for x in (puntos[0], puntos[-1], puntos[0], puntos[0])],
    )
    yield "¿es exacta, o solo se acerca?", lambda: _se_aparta(f, exacta, puntos)
    yield (
        f"¿es exacta lejos del 0, en x = {decir(*lejanos)}?",
        lambda: _se_aparta(f, exacta, lejanos),
    )


def _se_aparta(f: Funcion, exacta: Funcion, puntos: Sequence[float]) -> str:
    cuanto = max(abs(f(x) - exacta(x)) / max(1.0, abs(exacta(x))) for x in puntos)
    if cuanto < _REDONDEO:
        return "es exacta"
    return "se acerca" if cuanto < _DE_MEDIR else "no es"


# --- una función y un punto ------------------------------------------------------------------


def explorar_medida(medir: Callable[[Funcion, float], float]) -> Iterator[Observacion]:
    """Lo que mide la pendiente de cualquier `f` en cualquier `x`, con un paso que elige."""
    rectas: Mapping[str, tuple[Funcion, float]] = {
        "1.2345x + 0.5 en x = −1.7": (lambda x: 1.2345 * x + 0.5, -1.7),
        "−0.3721x en x = 0": (lambda x: -0.3721 * x, 0.0),
        "0.8642x − 2 en x = 3, que es un entero": (lambda x: 0.8642 * x - 2, 3),
        "1.2345x en x = 1.7345678": (lambda x: 1.2345 * x, 1.7345678),
        "1.2345x en x = 0.0000003": (lambda x: 1.2345 * x, 3e-7),
        # en una parábola, la diferencia simétrica es exacta con cualquier paso
        "0.001x² en x = 345.6": (lambda x: 0.001 * x * x, 345.6),
        "0.001x² en x = −234.5": (lambda x: 0.001 * x * x, -234.5),
    }
    for nombre, (f, x) in rectas.items():
        yield f"pendiente de {nombre}", lambda f=f, x=x: medir(f, x)
    curvas: Mapping[str, tuple[Funcion, float]] = {
        "7, que es constante, en x = 2": (lambda x: 7.0, 2.0),
        "x³ + x² en x = −2": (lambda x: x**3 + x**2, -2.0),
        "eˣ en x = −1.3": (math.exp, -1.3),
        "|x| en x = −4": (abs, -4.0),
        "máx(0, x) en x = 0": (lambda x: max(0.0, x), 0.0),
        "máx(0, x) en x = −1": (lambda x: max(0.0, x), -1.0),
    }
    for nombre, (f, x) in curvas.items():
        yield f"pendiente de {nombre}", lambda f=f, x=x: con_cifras(medir(f, x), 1)
    yield (
        "pendiente de 4123000x en x = 0.7",
        lambda: medir(lambda x: 4123000 * x, 0.7),
    )
    yield (
        "pendiente de −4123000x en x = 0.7",
        lambda: medir(lambda x: -4123000 * x, 0.7),
    )
    yield (
        "pendiente de 0.000000003x en x = 0.7, en milmillonésimas",
        lambda: de_cerca(medir(lambda x: 3e-9 * x, 0.7)),
    )
    yield (
        "pendientes de dos rectas, una tras otra y la primera otra vez",
        lambda: _alternadas(medir),
    )


def _alternadas(medir: Callable[[Funcion, float], float]) -> list[Any]:
    una, otra = (lambda x: 1.2345 * x), (lambda x: -0.75 * x)
    return [medir(f, x) for f, x in ((una, 1.5), (otra, 1.5), (una, 1.5), (una, -2.5))]


def explorar_paso(medir: Callable[..., float]) -> Iterator[Observacion]:
    """Cuando el paso `h` se da, la diferencia simétrica tiene un solo valor."""
    casos: Mapping[str, tuple[Funcion, float, float]] = {
        "x³ en x = 1.2 con h = 0.5": (lambda x: x**3, 1.2, 0.5),
        "x³ en x = −0.7 con h = 0.25": (lambda x: x**3, -0.7, 0.25),
        "el seno en x = 2 con h = 0.1": (math.sin, 2.0, 0.1),
        "|x| en x = 0.1 con h = 0.3": (abs, 0.1, 0.3),
        "x³ en x = 2 con h = 3, que es un entero": (lambda x: x**3, 2.0, 3),
        "x³ en x = 1.2 con h = 0.1234567": (lambda x: x**3, 1.2, 0.1234567),
        "x³ en x = 1.2 con h = 250": (lambda x: x**3, 1.2, 250.0),
        "1.2345x en x = 1 con h = 0.0000003": (lambda x: 1.2345 * x, 1.0, 3e-7),
    }
    for nombre, (f, x, h) in casos.items():
        yield f"medida de {nombre}", lambda f=f, x=x, h=h: medir(f, x, h)
    yield (
        "medida de x³ en x = 1.2, escribiendo h=0.5",
        lambda: medir(lambda x: x**3, 1.2, h=0.5),
    )


# --- con qué se responde ---------------------------------------------------------------------


@contextmanager
def cambiada(respuesta: Any, nombre: str, otra: Callable[[Any], Any]) -> Iterator[Any]:
    """Mientras dura, lo que la respuesta halla fuera con ese nombre es `otra(lo de antes)`.

    Da lo que puso; None si fuera no hay nada con ese nombre.
    """
    funcion = funcion_de(respuesta)
    nombres = {} if funcion is None else funcion.__globals__
    if nombre not in nombres:
        yield None
        return
    antes = nombres[nombre]
    nombres[nombre] = otra(antes)
    try:
        yield nombres[nombre]
    finally:
        nombres[nombre] = antes
