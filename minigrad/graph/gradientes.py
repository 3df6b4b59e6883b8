"""El paso hacia atrás de un grafo ya leído, sin cambiar sus nodos."""

from __future__ import annotations

from collections.abc import Sequence

from minigrad.graph.nodos import Nodo
from minigrad.graph.reglas import derivadas_del_nodo


def _locales(nodo: Nodo, nodos: Sequence[Nodo]) -> tuple[float, ...] | None:
    if not nodo.hijos:
        return ()
    locales = derivadas_del_nodo(nodo.original, [nodos[hijo].original for hijo in nodo.hijos])
    return tuple(map(float, locales)) if locales else None


def gradientes(nodos: Sequence[Nodo]) -> list[float]:
    """El paso hacia atrás completo, sin guardar los pasos."""
    grads = [0.0] * (len(nodos) - 1) + [1.0]
    for nodo in reversed(nodos):
        for hijo, local in zip(nodo.hijos, _locales(nodo, nodos) or (), strict=False):
            grads[hijo] += grads[nodo.numero] * local
    return grads
