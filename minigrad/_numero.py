"""Lo que se espera de un número: convertirse, compararse, mostrarse, copiarse y guardarse.

`Value` hereda de aquí todo lo que no es derivar. Copiar y guardar (`copy`, `pickle`) recorren el
grafo con una lista, sin recursión: da igual lo hondo que sea. De un nodo solo usan sus hijos,
`_prev`, y cómo cambiarlos, `_poner_hijos`. Las hojas que se comparten en el original se comparten
en la copia; los demás nodos, con `deepcopy` también, y con `pickle` dentro de un mismo grafo.
"""

from __future__ import annotations

from typing import Any, Self, TypeVar

from minigrad._reales import real

N = TypeVar("N", bound="Numero")


class Numero:
    """Un objeto que guarda un número en `data` y puede usarse como tal."""

    __slots__: tuple[str, ...] = ()
    #: así `np.float64(2) * Value(3)` y `np.array(2.0) * Value(3)` llegan a `Value.__rmul__`
    __array_ufunc__ = None

    data: float
    grad: float
    label: str

    def item(self) -> float:
        """El número, como en PyTorch."""
        return self.data

    def __float__(self) -> float:
        """float(a)."""
        return self.data

    # == queda como está (el mismo objeto): así un Value puede ir en un set o ser clave de un dict
    def __lt__(self, otro: Any) -> bool:
        """a < b compara los números."""
        return self.data < dato(otro)

    def __le__(self, otro: Any) -> bool:
        """a <= b compara los números."""
        return self.data <= dato(otro)

    def __gt__(self, otro: Any) -> bool:
        """a > b compara los números."""
        return self.data > dato(otro)

    def __ge__(self, otro: Any) -> bool:
        """a >= b compara los números."""
        return self.data >= dato(otro)

    def __repr__(self) -> str:
        """Value(data=2.0, grad=0.0), con su etiqueta si la tiene."""
        etiqueta = f", label={self.label!r}" if self.label else ""
        return f"{type(self).__name__}(data={self.data!r}, grad={self.grad!r}{etiqueta})"

    def __format__(self, formato: str) -> str:
        """f"{a:.4f}" da formato al número."""
        return format(self.data, formato) if formato else repr(self)

    def __copy__(self) -> Self:
        """Otro nodo con el mismo número, el mismo gradiente y los mismos hijos."""
        return _desde_casillas(type(self), _casillas(self))

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Copia el grafo entero: cada nodo una sola vez."""
        copias = []
        for nodo in _alcanzables(self):
            if id(nodo) not in memo:
                memo[id(nodo)] = copia = nodo.__copy__()
                copias.append(copia)
        for copia in copias:
            copia._poner_hijos([memo[id(hijo)] for hijo in copia._prev])
        return memo[id(self)]  # type: ignore[no-any-return]

    def __reduce__(self) -> tuple[Any, ...]:
        """Para `pickle`: una lista con los nodos, donde los hijos son números de lugar.

        Las hojas van como objetos, no como filas: un parámetro guardado junto con la pérdida y con
        su red sigue siendo uno solo al leerlo.
        """
        nodos = _alcanzables(self)
        lugar = {id(nodo): i for i, nodo in enumerate(nodos)}
        filas = []
        for nodo in nodos:
            copia = nodo.__copy__()
            copia._poner_hijos([lugar[id(hijo)] for hijo in nodo._prev])
            filas.append(_casillas(copia) if nodo._prev or nodo is self else nodo)
        return _rehacer, (type(self), filas)


def dato(x: Any) -> float:
    """El número que hay en x, sea un `Value` o un número de Python, NumPy o PyTorch."""
    return x.data if isinstance(x, Numero) else real(x)


def _alcanzables(raiz: Any) -> list[Any]:
    """La raíz y todos sus descendientes, cada uno una vez."""
    vistos, pila = {id(raiz): raiz}, [raiz]
    while pila:
        for hijo in pila.pop()._prev:
            if id(hijo) not in vistos:
                vistos[id(hijo)] = hijo
                pila.append(hijo)
    return list(vistos.values())


def _casillas(nodo: Numero) -> list[Any]:
    """Lo que guarda el nodo, menos la última vuelta que lo vio."""
    return [None if c == "_visto_en" else getattr(nodo, c) for c in nodo.__slots__]


def _desde_casillas(clase: type[N], casillas: list[Any]) -> N:
    nodo = object.__new__(clase)
    for nombre, contenido in zip(clase.__slots__, casillas, strict=True):
        setattr(nodo, nombre, contenido)
    return nodo


def _rehacer(clase: type[Numero], filas: list[Any]) -> Any:
    """Lo contrario de `__reduce__`; la raíz es la primera fila."""
    nodos: list[Any] = [_desde_casillas(clase, f) if isinstance(f, list) else f for f in filas]
    for nodo, fila in zip(nodos, filas, strict=True):
        if isinstance(fila, list):
            nodo._poner_hijos([nodos[i] for i in nodo._prev])
    return nodos[0]
