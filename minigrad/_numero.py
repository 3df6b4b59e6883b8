"""Lo que se espera de un número: convertirse, compararse, mostrarse, copiarse y guardarse.

`Value` hereda de aquí todo lo que no es derivar. Copiar y guardar (`copy`, `pickle`) recorren el
grafo con una lista, sin recursión: da igual lo hondo que sea. De un nodo solo usan sus hijos,
`_prev`, y cómo cambiarlos, `_poner_hijos`. Las hojas que se comparten en el original se comparten
en la copia; los demás nodos, con `deepcopy` también, y con `pickle` dentro de un mismo grafo.
"""

from __future__ import annotations

from typing import Any, Self, TypeVar

from minigrad._reales import numero_solo, operando

N = TypeVar("N", bound="Numero")


class Numero:
    """Un objeto que guarda un número en `data` y puede usarse como tal."""

    __slots__: tuple[str, ...] = ()
    #: entre la de un número de NumPy, que así deja operar al Value, y la de un arreglo, que opera
    #: él cada elemento
    __array_priority__ = -1.0

    data: float
    grad: float
    label: str

    def item(self) -> float:
        """El número, como en PyTorch."""
        return self.data

    def __float__(self) -> float:
        """float(a), y lo que dan las funciones de `math`: un número suelto, que no se deriva."""
        return numero_solo("El data de un Value", self.data)

    def __int__(self) -> int:
        """int(a): el número sin sus decimales, suelto."""
        return int(self.data)

    def __round__(self, cifras: int | None = None) -> Any:
        """round(a) y round(a, 2): el número redondeado, suelto."""
        return round(self.data, cifras)

    # == queda como está (el mismo objeto): así un Value puede ir en un set o ser clave de un dict
    def __lt__(self, otro: Any) -> bool:
        """a < b compara los números."""
        b = dato(otro)
        return b if b is NotImplemented else self.data < b

    def __le__(self, otro: Any) -> bool:
        """a <= b compara los números."""
        b = dato(otro)
        return b if b is NotImplemented else self.data <= b

    def __gt__(self, otro: Any) -> bool:
        """a > b compara los números."""
        b = dato(otro)
        return b if b is NotImplemented else self.data > b

    def __ge__(self, otro: Any) -> bool:
        """a >= b compara los números."""
        b = dato(otro)
        return b if b is NotImplemented else self.data >= b

    def __repr__(self) -> str:
        """Value(data=2.0, grad=0.0), con su etiqueta si la tiene."""
        etiqueta = f", label={self.label!r}" if self.label else ""
        return f"{type(self).__name__}(data={self.data!r}, grad={self.grad!r}{etiqueta})"

    def __format__(self, formato: str) -> str:
        """f"{a:.4f}" da formato al número."""
        return format(self.data, formato) if formato else repr(self)

    def __copy__(self) -> Self:
        """Otro nodo con el mismo número, el mismo gradiente y los mismos hijos."""
        return _desde_casillas(type(self), _casillas(self), _de_su_clase(self))

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Copia el grafo entero: cada nodo una sola vez."""
        from copy import deepcopy  # copiar es raro; `import minigrad` no tiene que pagarlo

        nodos = [nodo for nodo in _alcanzables(self) if id(nodo) not in memo]
        for nodo in nodos:
            memo[id(nodo)] = _desde_casillas(type(nodo), _casillas(nodo), {})
        for nodo in nodos:
            copia = memo[id(nodo)]
            copia._poner_hijos([memo[id(hijo)] for hijo in nodo._prev])
            _poner(copia, deepcopy(_de_su_clase(nodo), memo))
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
            copia = _desde_casillas(type(nodo), _casillas(nodo), {})
            copia._poner_hijos([lugar[id(hijo)] for hijo in nodo._prev])
            # lo que la raíz añade va aparte: puede nombrar a la propia raíz
            suyo = {} if nodo is self else _de_su_clase(nodo)
            fila = (type(nodo), _casillas(copia), suyo)
            filas.append(fila if nodo._prev or nodo is self else nodo)
        return _rehacer, (filas,), (None, _de_su_clase(self))


def dato(x: Any) -> Any:
    """El número de un `Value`, o el de `operando(x)`."""
    return x.data if isinstance(x, Numero) else operando(x)


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
    """Lo que guarda todo nodo, menos la última vuelta que lo vio."""
    return [None if c == "_visto_en" else getattr(nodo, c) for c in _base(type(nodo)).__slots__]


def _base(clase: type[Numero]) -> type[Numero]:
    """`Value`, la clase que hereda directamente de `Numero`, aunque `clase` herede de ella."""
    return clase.__mro__[clase.__mro__.index(Numero) - 1]


def _de_su_clase(nodo: Numero) -> dict[str, Any]:
    """Lo que un nodo guarda de más, por ser de una clase que hereda de `Value`."""
    base = _base(type(nodo))
    if type(nodo) is base:
        return {}
    estado: Any = object.__getstate__(nodo)
    todo = {**(estado[0] or {}), **estado[1]}  # los atributos, y las casillas de toda su familia
    return {nombre: todo[nombre] for nombre in todo if nombre not in base.__slots__}


def _desde_casillas(clase: type[N], casillas: list[Any], de_su_clase: dict[str, Any]) -> N:
    nodo = object.__new__(clase)
    _poner(nodo, dict(zip(_base(clase).__slots__, casillas, strict=True)))
    _poner(nodo, de_su_clase)
    return nodo


def _poner(nodo: Numero, contenido: dict[str, Any]) -> None:
    for nombre, valor in contenido.items():
        object.__setattr__(nodo, nombre, valor)


def _rehacer(filas: list[Any]) -> Any:
    """Lo contrario de `__reduce__`; la raíz es la primera fila."""
    nodos: list[Any] = [_desde_casillas(*f) if isinstance(f, tuple) else f for f in filas]
    for nodo, fila in zip(nodos, filas, strict=True):
        if isinstance(fila, tuple):
            nodo._poner_hijos([nodos[i] for i in nodo._prev])
    return nodos[0]
