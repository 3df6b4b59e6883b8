"""`entrenamiento()`: una red que aprende a la vista, paso a paso."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from minigrad.exploradores.comun.entrada import abrir
from minigrad.exploradores.comun.funciones import Fallo, exigir_numero
from minigrad.graph.palabras import corto

_CAPAS, _NEURONAS, _MIL = 3, 32, 1000


def entrenamiento(
    datos: Any = "moons",
    capas: Any = (8, 8),
    activacion: Any = "tanh",
    tasa: Any = 0.5,
    l2: Any = 0.0,
    semilla: Any = 1,
) -> Any:
    """Entrena con Mini-Grad una red que separa dos clases de puntos, y mira su frontera formarse.

    `datos` es "moons", "circles", "xor" o "spiral". `capas` son los tamaños de las capas ocultas
    (`()` es una recta); la salida, de una neurona, va aparte. La pérdida es la de margen, más
    `l2` por la suma de los cuadrados de los parámetros; cada paso usa todos los puntos. Con la
    misma `semilla` salen los mismos pesos iniciales y, por tanto, el mismo entrenamiento.
    """
    return abrir(lambda: _explorador(datos, capas, activacion, tasa, l2, semilla))


def _explorador(datos: Any, capas: Any, activacion: Any, tasa: Any, l2: Any, semilla: Any) -> Any:
    from minigrad.exploradores.entrenamiento.cuentas import ACTIVACIONES, DATOS, Ajustes
    from minigrad.exploradores.entrenamiento.mandos import Mandos

    ajustes = Ajustes(
        _una_de(datos, DATOS, "datos"),
        _exigir_capas(capas),
        _una_de(activacion, ACTIVACIONES, "activacion"),
        _exigir_entero(semilla),
    )
    lr, castigo = _exigir_hasta_mil(tasa, "tasa"), _exigir_hasta_mil(l2, "l2", cero=True)
    return Mandos(ajustes, lr, castigo).explorador()


def _una_de(pedido: Any, opciones: Any, nombre: str) -> str:
    if not isinstance(pedido, str) or pedido not in opciones:
        lista = ", ".join(f'"{opcion}"' for opcion in opciones)
        raise Fallo(f"{nombre} debe ser una de {lista}, y llegó {corto(repr(pedido))}.")
    return pedido


def _exigir_capas(capas: Any) -> tuple[int, ...]:
    if isinstance(capas, int) and not isinstance(capas, bool):
        capas = (capas,)
    if not isinstance(capas, Sequence) or not all(type(n) is int for n in capas):
        raise Fallo(
            f"capas son los tamaños de las ocultas, como (8, 8); llegó {corto(repr(capas))}."
        )
    if len(capas) > _CAPAS or not all(1 <= n <= _NEURONAS for n in capas):
        raise Fallo(
            f"Para verla aprender en vivo, la red tiene hasta {_CAPAS} capas ocultas de 1 a "
            f"{_NEURONAS} neuronas; pediste {corto(repr(capas))}."
        )
    return tuple(capas)


def _exigir_entero(semilla: Any) -> int:
    if type(semilla) is not int:
        raise Fallo(f"semilla debe ser un entero, como 1, y llegó {corto(repr(semilla))}.")
    return semilla


def _exigir_hasta_mil(pedido: Any, nombre: str, *, cero: bool = False) -> float:
    x = exigir_numero(pedido, nombre)
    if not 0 <= x <= _MIL or (x == 0 and not cero):
        suelo = "0 o más" if cero else "mayor que 0"
        raise Fallo(f"{nombre} debe ser {suelo} y a lo más {_MIL}, y es {x:g}.")
    return x
