"""Pérdidas: un solo número que dice qué tan lejos están las predicciones de lo que se quería.

Todas devuelven un `Value` que es el promedio sobre los ejemplos; se minimiza con
`perdida.backward()` y un optimizador. Si las predicciones son un `Tensor`, `mse` y `cross_entropy`
hacen la cuenta en bloque y devuelven otro.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from minigrad._parametros import es_bloque, forma
from minigrad._reales import es_lista, numero_solo
from minigrad.engine import Value


def mse(predicciones: Any, objetivos: Any) -> Any:
    """Error cuadrático medio: el promedio de (predicción − objetivo)².

    Si cada predicción es una lista, su objetivo es otra igual de larga.
    """
    if es_bloque(predicciones) or es_bloque(objetivos):
        _exigir_misma_forma(predicciones, objetivos)
        return ((predicciones - objetivos) ** 2).mean()
    errores = [(p - y) ** 2 for p, y in _parejas(predicciones, objetivos)]
    return Value.sum(errores) / len(errores)


def max_margin(puntajes: Sequence[Any], clases: Sequence[Any]) -> Value:
    """Margen máximo: el promedio de máx(0, 1 − clase · puntaje), con clases −1 y 1."""
    n = _iguales(puntajes, clases)
    signos = [_clase(clase) for clase in clases]
    for signo, clase in zip(signos, clases, strict=True):
        if signo not in (-1, 1):
            raise ValueError(f"max_margin necesita clases −1 o 1, y llegó {clase!r}.")
    pares = zip(map(_como_value, puntajes), signos, strict=True)
    return Value.sum([(1 - signo * puntaje).relu() for puntaje, signo in pares]) / n


def cross_entropy(logits: Any, clases: Any) -> Any:
    """Entropía cruzada: el promedio de −log(softmax(logits)[clase]).

    `logits` es una lista de listas y `clases` una lista de enteros; para un solo ejemplo, una
    lista de números y un entero. Si `logits` es un `Tensor`, es su `logits.cross_entropy(clases)`.
    """
    if es_bloque(logits):
        return logits.cross_entropy(clases)
    if not hasattr(clases, "__iter__") or getattr(clases, "shape", None) == ():
        if es_lista(logits) and any(map(es_lista, logits)):
            raise TypeError(
                "Hay varios ejemplos y una sola clase: clases es una lista, como [0, 2]."
            )
        logits, clases = [logits], [clases]
    n = _iguales(logits, clases)
    return Value.sum([_entropia(z, _clase(c)) for z, c in zip(logits, clases, strict=True)]) / n


def _entropia(logits: Sequence[Any], clase: float) -> Value:
    """log(Σ e ** zᵢ) − z[clase]; a todo se le resta antes el mayor, para que `exp` no desborde."""
    if not es_lista(logits):
        raise TypeError(
            f"Cada ejemplo lleva una lista de logits, uno por clase, no {_nombre(logits)}."
        )
    if not 0 <= clase < len(logits) or clase != int(clase):
        raise ValueError(
            f"La clase {clase:g} no es el lugar de ninguno de los {len(logits)} logits: "
            "se cuentan desde 0."
        )
    z = [_como_value(logit) for logit in logits]
    mayor = max(z).data
    restados = [zi - mayor for zi in z]
    return Value.sum([r.exp() for r in restados]).log() - restados[int(clase)]


def _clase(clase: Any) -> float:
    """El número de una clase; una lista de ceros y un uno (one-hot) se explica."""
    if es_lista(clase):
        raise TypeError(
            f"Cada clase es un número, y llegó una lista de {len(clase)}. Si es de ceros y un uno, "
            "la clase es el lugar del uno: list(fila).index(1)."
        )
    return numero_solo("Cada clase", clase)


def _como_value(x: Any) -> Value:
    _exigir_sin_gradiente(x)
    return x if isinstance(x, Value) else Value(x)


def _exigir_sin_gradiente(x: Any) -> None:
    """Lo que PyTorch deriva no se puede seguir derivando aquí: se perdería sin que nadie lo vea."""
    if getattr(x, "requires_grad", False):
        raise TypeError(
            "Las predicciones son un tensor de PyTorch con gradiente, y Mini-Grad no puede "
            "seguirlo. Usa la pérdida de PyTorch o, si solo quieres el número, x.detach()."
        )


def _nombre(x: Any) -> str:
    return "un solo número" if getattr(x, "shape", None) == () else type(x).__name__


def _parejas(predicciones: Sequence[Any], objetivos: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Cada número predicho con el que se quería, aunque vengan en listas de listas."""
    _iguales(predicciones, objetivos)
    for prediccion, objetivo in zip(predicciones, objetivos, strict=True):
        if es_lista(prediccion) or es_lista(objetivo):
            yield from _parejas(prediccion, objetivo)
        else:
            _exigir_sin_gradiente(prediccion)
            yield prediccion, objetivo


def _exigir_misma_forma(predicciones: Any, objetivos: Any) -> None:
    """Una columna menos una fila se difundiría a una tabla, y el promedio sería de otra cosa."""
    suya, otra = forma(predicciones), forma(objetivos)
    if suya != otra:
        iguales = [n for n in suya if n != 1] == [n for n in otra if n != 1]
        consejo = f" Dale a los objetivos la otra: .reshape{suya}." if iguales else ""
        raise ValueError(
            f"Las predicciones son de forma {suya} y los objetivos de forma {otra}: tiene que "
            f"haber un objetivo por predicción.{consejo}"
        )


def _iguales(predicciones: Sequence[Any], objetivos: Sequence[Any]) -> int:
    """Cuántos ejemplos hay; si no hay tantos objetivos como predicciones, lo dice."""
    for nombre, lista in (("predicciones", predicciones), ("objetivos", objetivos)):
        if not es_lista(lista):
            raise TypeError(
                f"Se esperaba una lista de {nombre}, no {_nombre(lista)}. Las predicciones y los "
                "objetivos van igual: lista con lista, y número con número."
            )
    if len(predicciones) != len(objetivos):
        raise ValueError(
            f"Hay {len(predicciones)} predicciones y {len(objetivos)} objetivos: "
            "tiene que haber un objetivo por predicción."
        )
    if not len(predicciones):
        raise ValueError("No hay ningún ejemplo: la pérdida de nada no existe.")
    return len(predicciones)
