"""Un grafo con palabras, para una terminal o un lector de pantalla."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from minigrad.graph.nodos import Ciclo, Nodo, leer
from minigrad.graph.palabras import corto, formula, numero

_RENGLONES = 200
_SANGRIA = 30


def igualdad(nodo: Nodo, nodos: Sequence[Nodo]) -> str:
    """`d = e + c`, o solo el nombre si es una hoja."""
    operandos = [corto(nodos[hijo].nombre) for hijo in nodo.hijos]
    en_bloque = hasattr(nodo.original, "_atras")
    return corto(nodo.nombre) + (
        f" = {formula(nodo.op, operandos, en_bloque)}" if operandos else ""
    )


def frase(nodo: Nodo, nodos: Sequence[Nodo]) -> str:
    """`d = e + c: data 4.0, grad −2.0`."""
    grad = "" if nodo.grad is None else f", grad {numero(nodo.grad)}"
    return f"{igualdad(nodo, nodos)}: data {numero(nodo.data)}{grad}"


def resumen(nodos: Sequence[Nodo]) -> str:
    cuantos = "1 nodo" if len(nodos) == 1 else f"{len(nodos)} nodos"
    raiz = corto(nodos[-1].label)
    return f"Grafo de {cuantos}" + (f" (raíz: {raiz})" if raiz else "")


def texto(root: Any) -> str:
    """El grafo con palabras, para una terminal o un lector de pantalla: cada hijo, más adentro.

    Un nodo que se usa varias veces se explica una sola vez; luego dice «ya está arriba».
    """
    try:
        nodos = leer(root)
    except Ciclo as ciclo:
        return str(ciclo)
    return texto_de(nodos)


def texto_de(nodos: Sequence[Nodo]) -> str:
    """Lo mismo, de unos nodos ya leídos."""
    renglones = [f"{resumen(nodos)}:"]
    for nodo, nivel, repetido in _bajar(nodos):
        if len(renglones) > _RENGLONES:
            return "\n".join([*renglones, f"… y más, hasta {len(nodos)} nodos."])
        cuerpo = f"{corto(nodo.nombre)}: ya está arriba" if repetido else frase(nodo, nodos)
        renglones.append("  " * min(nivel, _SANGRIA) + cuerpo)
    return "\n".join(renglones)


def _bajar(nodos: Sequence[Nodo]) -> Iterator[tuple[Nodo, int, bool]]:
    """De la raíz a las hojas: cada nodo, su nivel y si ya había salido."""
    vistos: set[int] = set()
    pila = [(nodos[-1].numero, 0)]
    while pila:
        cual, nivel = pila.pop()
        repetido = cual in vistos and bool(nodos[cual].hijos)
        yield nodos[cual], nivel, repetido
        if cual not in vistos:
            vistos.add(cual)
            pila += [(hijo, nivel + 1) for hijo in reversed(nodos[cual].hijos)]
