"""Pérdidas: un solo número que dice qué tan lejos están las predicciones de lo que se quería.

Todas devuelven un `Value` que es el promedio sobre los ejemplos; se minimiza con
`perdida.backward()` y un optimizador.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from minigrad.engine import Value


def mse(predicciones: Sequence[Any], objetivos: Sequence[Any]) -> Value:
    """Error cuadrático medio: el promedio de (predicción − objetivo)².

    Si cada predicción es una lista, su objetivo es otra igual de larga.
    """
    errores = [(p - y) ** 2 for p, y in _parejas(predicciones, objetivos)]
    return Value.sum(errores) / len(errores)


def max_margin(puntajes: Sequence[Any], clases: Sequence[Any]) -> Value:
    """Margen máximo: el promedio de máx(0, 1 − clase · puntaje), con clases −1 y 1."""
    n = _iguales(puntajes, clases)
    for clase in clases:
        if clase not in (-1, 1):
            raise ValueError(f"max_margin necesita clases −1 o 1, y llegó {clase!r}.")
    pares = zip(map(_como_value, puntajes), clases, strict=True)
    return Value.sum([(1 - clase * puntaje).relu() for puntaje, clase in pares]) / n


def cross_entropy(logits: Sequence[Any], clases: Any) -> Value:
    """Entropía cruzada: el promedio de −log(softmax(logits)[clase]).

    `logits` es una lista de listas y `clases` una lista de enteros; para un solo ejemplo, una
    lista de números y un entero.
    """
    if not hasattr(clases, "__len__"):
        logits, clases = [logits], [clases]
    n = _iguales(logits, clases)
    return Value.sum([_entropia(z, c) for z, c in zip(logits, clases, strict=True)]) / n


def _entropia(logits: Sequence[Any], clase: Any) -> Value:
    """log(Σ e ** zᵢ) − z[clase]; a todo se le resta antes el mayor, para que `exp` no desborde."""
    if not hasattr(logits, "__len__") or not 0 <= clase < len(logits) or clase != int(clase):
        raise ValueError(f"La clase {clase!r} no es el lugar de ninguno de los logits {logits!r}.")
    z = [_como_value(logit) for logit in logits]
    mayor = max(z).data
    restados = [zi - mayor for zi in z]
    return Value.sum([r.exp() for r in restados]).log() - restados[int(clase)]


def _como_value(x: Any) -> Value:
    return x if isinstance(x, Value) else Value(x)


def _parejas(predicciones: Sequence[Any], objetivos: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Cada número predicho con el que se quería, aunque vengan en listas de listas."""
    _iguales(predicciones, objetivos)
    for prediccion, objetivo in zip(predicciones, objetivos, strict=True):
        if hasattr(prediccion, "__len__") or hasattr(objetivo, "__len__"):
            yield from _parejas(prediccion, objetivo)
        else:
            yield prediccion, objetivo


def _iguales(predicciones: Sequence[Any], objetivos: Sequence[Any]) -> int:
    """Cuántos ejemplos hay; si no hay tantos objetivos como predicciones, lo dice."""
    for nombre, lista in (("predicciones", predicciones), ("objetivos", objetivos)):
        if not hasattr(lista, "__len__"):
            raise TypeError(f"Se esperaba una lista de {nombre}, no {type(lista).__name__}.")
    if len(predicciones) != len(objetivos):
        raise ValueError(
            f"Hay {len(predicciones)} predicciones y {len(objetivos)} objetivos: "
            "tiene que haber un objetivo por predicción."
        )
    if not len(predicciones):
        raise ValueError("No hay ningún ejemplo: la pérdida de nada no existe.")
    return len(predicciones)
