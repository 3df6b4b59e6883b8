"""El motor: un número que recuerda de qué cuenta salió y sabe repartir su gradiente.

Cada operación entre `Value` crea un *nodo* con su resultado, sus *hijos* (los operandos) y una
*derivada local* por hijo. `backward()` recorre el grafo desde la *raíz* hasta las *hojas* (los
`Value` que no salieron de ninguna cuenta) y en cada nodo aplica la regla de la cadena:

    hijo.grad += derivada local · nodo.grad

Un nodo es un solo objeto: hasta dos hijos y sus derivadas van en casillas del nodo, no en tuplas
ni en funciones. Así el recolector de basura de Python, que es quien manda en el tiempo de un
entrenamiento, tiene un objeto que visitar donde otros motores le dan cinco.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from operator import mul
from typing import Any

from minigrad.reales import coseno, dividir, exponencial, logaritmo, potencia, real, seno


class Value:
    """Un número real con su gradiente y la operación de la que salió."""

    __slots__ = ("_a", "_b", "_da", "_db", "_marca", "_signo", "data", "grad", "label")
    #: así `np.float64(2) * Value(3)` y `np.array(2.0) * Value(3)` llegan a `Value.__rmul__`
    __array_ufunc__ = None

    def __init__(
        self, data: Any, label: str = "", _signo: str = "",
        _a: Any = None, _da: Any = None, _b: Value | None = None, _db: float | None = None,
    ) -> None:  # fmt: skip
        """Guarda el número; lo que empieza por `_` lo ponen las operaciones.

        `_a` es el primer hijo y `_b` el segundo, con `_da` y `_db` sus derivadas locales. Si la
        operación lleva una constante no hay segundo hijo y `_db` es esa constante; si tiene
        muchos hijos, `_a` y `_da` son tuplas.
        """
        self.data: float = data if data.__class__ is float else real(data)
        self.grad = 0.0
        self.label = label
        self._signo = _signo
        self._a = _a
        self._da = _da
        self._b = _b
        self._db = _db
        self._marca: object = None

    # ── Lo que se puede leer de un nodo ──────────────────────────────────────────────────────

    @property
    def _prev(self) -> tuple[Value, ...]:
        """Los hijos, en orden; en `a + a` son (a, a)."""
        if isinstance(self._a, tuple):
            return self._a
        return tuple(hijo for hijo in (self._a, self._b) if hijo is not None)

    @property
    def _locales(self) -> tuple[float, ...]:
        """La derivada local de cada hijo, en el orden de `_prev`."""
        if isinstance(self._da, tuple):
            return self._da
        return tuple(d for h, d in ((self._a, self._da), (self._b, self._db)) if h is not None)

    @property
    def _op(self) -> str:
        """La operación, con su constante si la tiene: "+", "tanh", "*3", "2**"."""
        if self._b is not None or self._db is None:
            return self._signo
        return self._signo.replace("k", f"{self._db:g}")

    # ── Operadores: resultado, signo y, por cada hijo, su derivada local ─────────────────────

    def __add__(self, otro: Any) -> Value:
        """a + b: la suma reparte; ∂/∂a = 1, ∂/∂b = 1."""
        if isinstance(otro, Value):
            return Value(self.data + otro.data, "", "+", self, 1.0, otro, 1.0)
        k = real(otro)
        return Value(self.data + k, "", "+k", self, 1.0, None, k)

    def __sub__(self, otro: Any) -> Value:
        """a − b: ∂/∂a = 1, ∂/∂b = −1."""
        if isinstance(otro, Value):
            return Value(self.data - otro.data, "", "-", self, 1.0, otro, -1.0)
        k = real(otro)
        return Value(self.data - k, "", "-k", self, 1.0, None, k)

    def __rsub__(self, otro: Any) -> Value:
        """k − a: ∂/∂a = −1."""
        k = real(otro)
        return Value(k - self.data, "", "k-", self, -1.0, None, k)

    def __mul__(self, otro: Any) -> Value:
        """a · b: el producto cruza; ∂/∂a = b, ∂/∂b = a."""
        if isinstance(otro, Value):
            return Value(self.data * otro.data, "", "*", self, otro.data, otro, self.data)
        k = real(otro)
        return Value(self.data * k, "", "*k", self, k, None, k)

    __radd__, __rmul__ = __add__, __mul__

    def __truediv__(self, otro: Any) -> Value:
        """a / b: ∂/∂a = 1/b, ∂/∂b = −(a/b)/b."""
        if isinstance(otro, Value):
            a, b = self.data, otro.data
            c = dividir(a, b)
            return Value(c, "", "/", self, dividir(1.0, b), otro, -dividir(c, b))
        k = real(otro)
        return Value(dividir(self.data, k), "", "/k", self, dividir(1.0, k), None, k)

    def __rtruediv__(self, otro: Any) -> Value:
        """k / a: ∂/∂a = −(k/a)/a."""
        k, a = real(otro), self.data
        c = dividir(k, a)
        return Value(c, "", "k/", self, -dividir(c, a), None, k)

    def __pow__(self, otro: Any) -> Value:
        """a ** b: ∂/∂a = b · a ** (b − 1), ∂/∂b = a ** b · log(a)."""
        a, b = self.data, otro.data if isinstance(otro, Value) else real(otro)
        c, da = potencia(a, b), b * potencia(a, b - 1) if b else 0.0
        if isinstance(otro, Value):
            return Value(c, "", "**", self, da, otro, _derivada_exponente(a, b, c))
        return Value(c, "", "**k", self, da, None, b)

    def __rpow__(self, otro: Any) -> Value:
        """k ** a: ∂/∂a = k ** a · log(k)."""
        k, a = real(otro), self.data
        c = potencia(k, a)
        return Value(c, "", "k**", self, _derivada_exponente(k, a, c), None, k)

    def __neg__(self) -> Value:
        """−a: ∂/∂a = −1."""
        return Value(-self.data, "", "neg", self, -1.0)

    def __abs__(self) -> Value:
        """|a|: ∂/∂a = signo de a, y 0 en a = 0."""
        a = self.data
        return Value(abs(a), "", "abs", self, math.copysign(1.0, a) if a else 0.0)

    # ── Funciones de un hijo ─────────────────────────────────────────────────────────────────

    def exp(self) -> Value:
        """e ** a: la derivada es el propio resultado."""
        c = exponencial(self.data)
        return Value(c, "", "exp", self, c)

    def log(self) -> Value:
        """Logaritmo natural: ∂/∂a = 1/a."""
        a = self.data
        return Value(logaritmo(a), "", "log", self, dividir(1.0, a))

    def tanh(self) -> Value:
        """Tangente hiperbólica t: ∂/∂a = 1 − t²."""
        t = math.tanh(self.data)
        return Value(t, "", "tanh", self, 1.0 - t * t)

    def sigmoid(self) -> Value:
        """s = 1 / (1 + e ** −a): ∂/∂a = s · (1 − s)."""
        s = 1.0 / (1.0 + exponencial(-self.data))
        return Value(s, "", "sigmoid", self, (1.0 - s) * s)

    def relu(self) -> Value:
        """máx(0, a): ∂/∂a = 1 si a > 0, y 0 si no."""
        a = self.data
        return Value(0.0, "", "ReLU", self, 0.0) if a <= 0 else Value(a, "", "ReLU", self, 1.0)

    def sin(self) -> Value:
        """Seno: ∂/∂a = cos(a)."""
        return Value(seno(self.data), "", "sin", self, coseno(self.data))

    def cos(self) -> Value:
        """Coseno: ∂/∂a = −sen(a)."""
        return Value(coseno(self.data), "", "cos", self, -seno(self.data))

    def abs(self) -> Value:
        """|a|, lo mismo que `abs(a)`."""
        return self.__abs__()

    # ── Operaciones de muchos hijos: un solo nodo donde habría una cadena ────────────────────

    @staticmethod
    def sum(valores: Iterable[Any]) -> Value:
        """a₁ + a₂ + … en un solo nodo: ∂/∂aᵢ = 1."""
        valores = tuple(valores)
        return _muchos(sum(_datos(valores)), "sum", valores, (1.0,) * len(valores))

    @staticmethod
    def dot(a: Iterable[Any], b: Iterable[Any], sesgo: Any = 0.0) -> Value:
        """Σ aᵢ·bᵢ + sesgo en un solo nodo: ∂/∂aᵢ = bᵢ, ∂/∂bᵢ = aᵢ, ∂/∂sesgo = 1."""
        a, b = tuple(a), tuple(b)
        if len(a) != len(b):
            raise ValueError(f"dot necesita dos listas igual de largas, no {len(a)} y {len(b)}.")
        x, y, (s,) = _datos(a), _datos(b), _datos((sesgo,))
        return _muchos(sum(map(mul, x, y), s), "dot", (*a, *b, sesgo), (*y, *x, 1.0))

    # ── El paso hacia atrás ──────────────────────────────────────────────────────────────────

    def backward(self) -> None:
        """Suma a cada hoja h la derivada de este nodo respecto de ella: h.grad += ∂self/∂h.

        Los gradientes de los nodos intermedios empiezan de cero en cada llamada; los de las hojas
        se acumulan, como en PyTorch, hasta que alguien los ponga en cero.
        """
        orden, hojas = self._ordenar()
        for nodo in orden:
            nodo.grad = 0.0
        antes = [hoja.grad for hoja in hojas]
        try:
            self.grad += 1.0
            for nodo in reversed(orden):
                _repartir(nodo)
        except BaseException:
            # un Ctrl-C a medias no debe dejar en las hojas la mitad de una suma
            for hoja, grad in zip(hojas, antes, strict=True):
                hoja.grad = grad
            raise

    def _ordenar(self) -> tuple[list[Value], list[Value]]:
        """Los nodos con hijos, en orden topológico (cada uno después de sus hijos), y las hojas.

        La marca de cada vuelta es un objeto nuevo: si algo la interrumpe, la próxima no se
        confunde con marcas viejas, y no hay nada que limpiar.
        """
        marca, orden, hojas = object(), [], []
        pila: list[Any] = [self]
        while pila:
            nodo = pila.pop()
            if nodo is None:  # ya salieron los hijos del nodo que está debajo
                orden.append(pila.pop())
            elif nodo._marca is not marca:
                nodo._marca = marca
                if nodo._a is None:
                    hojas.append(nodo)
                else:
                    pila += (nodo, None, *nodo._prev)
        return orden, hojas

    # ── Lo que se espera de un número ────────────────────────────────────────────────────────

    def item(self) -> float:
        """El número, como en PyTorch."""
        return self.data

    def __float__(self) -> float:
        """float(a)."""
        return self.data

    # == queda como está (el mismo objeto): así un Value puede ir en un set o ser clave de un dict
    def __lt__(self, otro: Any) -> bool:
        """a < b compara los números."""
        return self.data < _dato(otro)

    def __le__(self, otro: Any) -> bool:
        """a <= b compara los números."""
        return self.data <= _dato(otro)

    def __gt__(self, otro: Any) -> bool:
        """a > b compara los números."""
        return self.data > _dato(otro)

    def __ge__(self, otro: Any) -> bool:
        """a >= b compara los números."""
        return self.data >= _dato(otro)

    def __repr__(self) -> str:
        """Value(data=2.0, grad=0.0), con su etiqueta si la tiene."""
        etiqueta = f", label={self.label!r}" if self.label else ""
        return f"Value(data={self.data!r}, grad={self.grad!r}{etiqueta})"

    def __format__(self, formato: str) -> str:
        """f"{a:.4f}" da formato al número."""
        return format(self.data, formato) if formato else repr(self)

    # ── Copiar y guardar, sin recursión aunque el grafo sea muy hondo ────────────────────────

    def __copy__(self) -> Value:
        """Un nodo nuevo con el mismo número, el mismo gradiente y los mismos hijos."""
        return _armar(self._fila(lambda hijo: hijo))

    def __deepcopy__(self, memo: dict[int, Any]) -> Value:
        """Copia el grafo entero; lo que se comparte en el original se comparte en la copia."""
        orden, hojas = self._ordenar()
        for nodo in hojas + orden:
            if id(nodo) not in memo:
                memo[id(nodo)] = _armar(nodo._fila(lambda hijo: memo[id(hijo)]))
        copia: Value = memo[id(self)]
        return copia

    def __reduce__(self) -> tuple[Any, ...]:
        """Para `pickle`: una hoja va sola; un grafo va aplanado, hijos primero."""
        if self._a is None:
            return _armar, (self._fila(lambda hijo: hijo),)
        orden, hojas = self._ordenar()
        lugar = {id(nodo): i for i, nodo in enumerate(hojas + orden)}
        return _desaplanar, (hojas, [nodo._fila(lambda hijo: lugar[id(hijo)]) for nodo in orden])

    def _fila(self, traducir: Callable[[Value], Any]) -> tuple[Any, ...]:
        """Las casillas del nodo, con sus hijos traducidos."""
        a, b = self._a, self._b
        a = tuple(map(traducir, a)) if isinstance(a, tuple) else a and traducir(a)
        b = b and traducir(b)
        return self.data, self.grad, self.label, self._signo, a, self._da, b, self._db


def _repartir(nodo: Value) -> None:
    """La regla de la cadena en un nodo: a cada hijo, derivada local · gradiente del nodo."""
    for hijo, local in zip(nodo._prev, nodo._locales, strict=True):
        hijo.grad += local * nodo.grad


def _derivada_exponente(a: float, b: float, c: float) -> float:
    """∂(a ** b)/∂b = c · log(a), donde c = a ** b; con base 0 y exponente ≥ 0 es 0."""
    return 0.0 if a == 0 and b >= 0 else c * logaritmo(a)


def _dato(x: Any) -> float:
    return x.data if isinstance(x, Value) else real(x)


def _datos(valores: Iterable[Any]) -> list[float]:
    return [x.data if isinstance(x, Value) else real(x) for x in valores]


def _muchos(data: float, signo: str, hijos: tuple[Any, ...], locales: tuple[float, ...]) -> Value:
    """Un nodo de muchos hijos; los números sueltos no son hijos."""
    pares = [(h, d) for h, d in zip(hijos, locales, strict=True) if isinstance(h, Value)]
    a, da = zip(*pares, strict=True) if pares else (None, None)
    return Value(data, "", signo, a, da)


def _armar(fila: tuple[Any, ...]) -> Value:
    """Vuelve a hacer un nodo a partir de su fila."""
    data, grad, *resto = fila
    nodo = Value(data, *resto)
    nodo.grad = grad
    return nodo


def _desaplanar(hojas: list[Value], filas: list[tuple[Any, ...]]) -> Value:
    """Vuelve a hacer un grafo a partir de sus hojas y las filas de los demás nodos."""
    nodos = list(hojas)
    for data, grad, label, signo, a, da, b, db in filas:
        a = tuple(nodos[i] for i in a) if isinstance(a, tuple) else nodos[a]
        nodos.append(_armar((data, grad, label, signo, a, da, None if b is None else nodos[b], db)))
    return nodos[-1]
