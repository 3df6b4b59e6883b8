"""Del resultado de una cuenta a sus nodos, cada uno una vez y en orden topológico; y de vuelta."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from minigrad.graph.palabras import corto, numero
from minigrad.graph.reglas import derivadas_del_nodo


class Ciclo(ValueError):
    """El grafo da la vuelta: algún nodo es, al final, hijo de sí mismo."""


class Nodo(NamedTuple):
    """Copia de lo que se muestra de un nodo; `hijos` son números de nodo, con repeticiones."""

    numero: int
    original: Any
    hijos: tuple[int, ...]
    label: str
    op: str
    data: Any
    grad: Any

    @property
    def nombre(self) -> str:
        """Su etiqueta o, si no tiene, un nombre que sale de su número."""
        return self.label or f"n{self.numero}"


def trace(root: Any) -> tuple[list[Any], list[tuple[Any, Any]]]:
    """Los nodos en orden topológico (la raíz al final) y las aristas `(hijo, consumidor)`.

    `a + a` da dos aristas de `a` a la suma, porque `a` entra dos veces.
    """
    nodos = leer(root)
    aristas = [(nodos[h].original, n.original) for n in nodos for h in n.hijos]
    return [n.original for n in nodos], aristas


def leer(root: Any) -> list[Nodo]:
    """Copia el grafo de `root`: un `Nodo` por valor, en orden topológico, numerados desde 0."""
    hijos = _hijos_estables(root)
    orden = _ordenar(root, hijos)
    lugar = {id(valor): i for i, valor in enumerate(orden)}
    return [_copiar(i, v, tuple(lugar[id(h)] for h in hijos[id(v)])) for i, v in enumerate(orden)]


def _copiar(numero: int, valor: Any, hijos: tuple[int, ...]) -> Nodo:
    label, op = (str(getattr(valor, nombre, "") or "") for nombre in ("label", "_op"))
    return Nodo(numero, valor, hijos, label, op, valor.data, getattr(valor, "grad", None))


def _hijos(valor: Any) -> tuple[Any, ...]:
    """Los hijos como tupla. Un conjunto guarda `a + a` como un hijo: aquí vuelven a ser dos."""
    faltan = [nombre for nombre in ("data", "_prev") if not hasattr(valor, nombre)]
    if faltan:
        raise TypeError(
            f"Un nodo del grafo es {corto(repr(valor))} ({type(valor).__name__}) y no tiene "
            f"{' ni '.join(faltan)}. Cada nodo y cada hijo debe ser un Value, como Value(2.0)."
        )
    hijos = tuple(valor._prev or ())
    repetido = isinstance(valor._prev, set | frozenset) and len(hijos) == 1
    return hijos * 2 if repetido and getattr(valor, "_op", "") in ("+", "*", "-", "/") else hijos


def _hijos_estables(root: Any) -> dict[int, tuple[Any, ...]]:
    """Los hijos de cada nodo; los que vienen en un conjunto, ordenados por lo que contienen."""
    hijos: dict[int, tuple[Any, ...]] = {}
    orden = _ordenar(root, hijos)
    if any(isinstance(valor._prev, set | frozenset) for valor in orden):
        huella: dict[int, tuple[str, int]] = {}
        for valor in orden:
            if isinstance(valor._prev, set | frozenset):
                hijos[id(valor)] = tuple(sorted(hijos[id(valor)], key=lambda h: huella[id(h)]))
            huella[id(valor)] = _huella(valor, [huella[id(h)] for h in hijos[id(valor)]])
    return hijos


def _huella(valor: Any, debajo: list[tuple[str, int]]) -> tuple[str, int]:
    """Resume un nodo y todo lo que tiene debajo, sin direcciones de memoria."""
    contenido = (str(getattr(valor, "_op", "")), numero(valor.data), debajo)
    return str(getattr(valor, "label", "") or ""), zlib.crc32(repr(contenido).encode())


def _ordenar(root: Any, hijos: dict[int, tuple[Any, ...]]) -> list[Any]:
    """Orden topológico con una pila propia: la de Python se agota en unos mil nodos."""
    orden: list[Any] = []
    listos: set[int] = set()
    camino = [(root, _abrir(root, hijos))]
    en_camino = {id(root)}
    while camino:
        valor, pendientes = camino[-1]
        for hijo in pendientes:
            if id(hijo) in en_camino:
                raise Ciclo(_mensaje_de_ciclo(hijo, [v for v, _ in camino]))
            if id(hijo) not in listos:
                camino.append((hijo, _abrir(hijo, hijos)))
                en_camino.add(id(hijo))
                break
        else:
            camino.pop()
            en_camino.remove(id(valor))
            listos.add(id(valor))
            orden.append(valor)
    return orden


def _abrir(valor: Any, hijos: dict[int, tuple[Any, ...]]) -> Iterator[Any]:
    if id(valor) not in hijos:
        hijos[id(valor)] = _hijos(valor)
    return iter(hijos[id(valor)])


def _mensaje_de_ciclo(valor: Any, camino: list[Any]) -> str:
    desde = next(i for i, otro in enumerate(camino) if otro is valor)
    vuelta = [str(getattr(v, "label", "") or "") or numero(v.data) for v in camino[desde:]]
    nombres = [corto(nombre) for nombre in [*vuelta[:6], *["…"][: len(vuelta) > 6], vuelta[0]]]
    return (
        f"Este grafo tiene un ciclo ({' → '.join(nombres)}): un nodo acaba siendo su propio hijo. "
        "Revisa dónde cambiaste _prev a mano; cada operación debe crear un nodo nuevo."
    )


# --- hacia atrás -----------------------------------------------------------------------------


def locales_de(nodo: Nodo, nodos: Sequence[Nodo]) -> tuple[float, ...] | None:
    """La derivada local de cada hijo; nada si no se conoce la operación."""
    if not nodo.hijos:
        return ()
    locales = derivadas_del_nodo(nodo.original, [nodos[hijo].original for hijo in nodo.hijos])
    return tuple(map(float, locales)) if locales else None


def gradientes(nodos: Sequence[Nodo]) -> list[float]:
    """El paso hacia atrás completo, sin guardar los pasos."""
    grads = [0.0] * (len(nodos) - 1) + [1.0]
    for nodo in reversed(nodos):
        for hijo, local in zip(nodo.hijos, locales_de(nodo, nodos) or (), strict=False):
            grads[hijo] += grads[nodo.numero] * local
    return grads
