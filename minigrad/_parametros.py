"""Qué es un parámetro, sea de un número o de un arreglo: lo que un optimizador mueve.

Sirve para el `Value` y el `Tensor` del paquete y para los que escribe el aprendiz: basta con que
guarden `data`, `grad` y sus hijos en `_prev`. A un arreglo se le pide todo a él, y así nada de aquí
importa NumPy.
"""

from __future__ import annotations

import math
import sys
from contextlib import AbstractContextManager, nullcontext
from typing import Any


def es_nodo(x: Any) -> bool:
    """Si x es de un motor como los nuestros: un número o un arreglo con su gradiente."""
    return hasattr(x, "_prev") and hasattr(x, "grad") and not isinstance(x, type)


def es_bloque(x: Any) -> bool:
    """Si x es un nodo que guarda un arreglo."""
    return es_nodo(x) and hasattr(x.data, "shape")


def es_parametro(x: Any) -> bool:
    """Una hoja; un nodo con hijos, como una salida que se recuerde, no lo es, ni una constante."""
    es_hoja = es_nodo(x) and not x._prev and not getattr(x, "_op", "")
    return es_hoja and bool(getattr(x, "requires_grad", True))


def ceros(data: Any) -> Any:
    """El gradiente de quien aún no recibe nada: 0.0, o un arreglo de ceros de su forma."""
    if not hasattr(data, "__setitem__"):
        return 0.0
    nuevos = data.copy()
    nuevos.fill(0.0)
    return nuevos


def tamano(data: Any) -> int:
    """Cuántos números hay."""
    return int(getattr(data, "size", 1))


def forma(x: Any) -> tuple[int, ...]:
    """La forma de un arreglo, de un tensor, de listas dentro de listas o de un número."""
    if hasattr(x, "shape"):
        return tuple(x.shape)
    if not isinstance(x, (list, tuple)):
        return ()
    return (len(x), *(forma(x[0]) if x else ()))


def texto(x: Any) -> Any:
    """Los números para JSON; inf y nan no existen en él: van como texto, y `float` los lee."""
    x = x.tolist() if hasattr(x, "tolist") else x
    if isinstance(x, list):
        return [texto(parte) for parte in x]
    return x if math.isfinite(x) else str(x)


def leidos(x: Any) -> Any:
    """Lo contrario de `texto`."""
    return [leidos(parte) for parte in x] if isinstance(x, list) else float(x)


def con_numeros(data: Any, nuevos: Any) -> Any:
    """Los números nuevos, en algo como `data`; deben ser tantos, y en la misma forma."""
    if forma(nuevos) != forma(data):
        raise ValueError(
            f"Un parámetro guardado es de forma {forma(nuevos)} y el de este modelo, en su lugar, "
            f"de forma {forma(data)}."
        )
    if not hasattr(data, "__setitem__"):
        return nuevos
    copia = data.copy()
    copia[...] = nuevos
    return copia


def raiz(x: Any) -> Any:
    """La raíz cuadrada de un número o de cada uno de un arreglo."""
    return math.sqrt(x) if isinstance(x, float) else x**0.5


def callado() -> AbstractContextManager[Any]:
    """Dentro, NumPy no avisa en inglés de una cuenta que da inf o nan; si nadie lo usa, nada."""
    numpy: Any = sys.modules.get("numpy")
    return numpy.errstate(all="ignore") if numpy else nullcontext()
