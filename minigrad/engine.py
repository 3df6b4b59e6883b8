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

from collections.abc import Iterable
from math import tanh
from operator import mul
from typing import Any

from minigrad import _reales
from minigrad._numero import Numero, numero
from minigrad._reales import dividir, potencia, real


class Value(Numero):
    """Un número real con su gradiente y la operación de la que salió.

    Casillas: `_a` y `_b` son los hijos, y `_da` y `_db` sus derivadas locales. Si la operación
    lleva una constante (`3 * x`), no hay `_b` y `_db` es esa constante. En un nodo de muchos hijos
    (`Value.sum`, `Value.dot`) los hijos van en tuplas y las derivadas en listas. En una hoja las
    cuatro son `None`.
    """

    __slots__ = ("_a", "_b", "_da", "_db", "_marca", "_signo", "data", "grad", "label")

    def __init__(self, data: Any, label: str = "") -> None:
        """Una hoja: guarda un número real; `label` es el nombre con que se dibuja."""
        self.data, self.grad, self.label = real(data), 0.0, label
        self._signo, self._marca = "", None
        self._a = self._da = self._b = self._db = None

    # ── Operadores ───────────────────────────────────────────────────────────────────────────

    def __add__(self, otro: Any) -> Value:
        """a + b: la suma reparte; ∂/∂a = 1, ∂/∂b = 1."""
        if isinstance(otro, Value):
            return _nodo(self.data + otro.data, "+", self, 1.0, otro, 1.0)
        k = real(otro)
        return _nodo(self.data + k, "+k", self, 1.0, None, k)

    def __sub__(self, otro: Any) -> Value:
        """a − b: ∂/∂a = 1, ∂/∂b = −1."""
        if isinstance(otro, Value):
            return _nodo(self.data - otro.data, "-", self, 1.0, otro, -1.0)
        k = real(otro)
        return _nodo(self.data - k, "-k", self, 1.0, None, k)

    def __rsub__(self, otro: Any) -> Value:
        """k − a: ∂/∂a = −1."""
        k = real(otro)
        return _nodo(k - self.data, "k-", self, -1.0, None, k)

    def __mul__(self, otro: Any) -> Value:
        """a · b: el producto cruza; ∂/∂a = b, ∂/∂b = a."""
        if isinstance(otro, Value):
            return _nodo(self.data * otro.data, "*", self, otro.data, otro, self.data)
        k = real(otro)
        return _nodo(self.data * k, "*k", self, k, None, k)

    __radd__, __rmul__ = __add__, __mul__

    def __truediv__(self, otro: Any) -> Value:
        """a / b: ∂/∂a = 1/b, ∂/∂b = −(a/b)/b."""
        b = numero(otro)
        c, da = dividir(self.data, b), dividir(1.0, b)
        if isinstance(otro, Value):
            return _nodo(c, "/", self, da, otro, -dividir(c, b))
        return _nodo(c, "/k", self, da, None, b)

    def __rtruediv__(self, otro: Any) -> Value:
        """k / a: ∂/∂a = −(k/a)/a."""
        k = real(otro)
        c = dividir(k, self.data)
        return _nodo(c, "k/", self, -dividir(c, self.data), None, k)

    def __pow__(self, otro: Any) -> Value:
        """a ** b: ∂/∂a = b · a ** (b − 1), ∂/∂b = a ** b · log(a)."""
        a, b = self.data, numero(otro)
        elevar = potencia if isinstance(otro, Value) else _reales.potencia_fija
        c, da = elevar(a, b), b * elevar(a, b - 1) if b else 0.0
        if isinstance(otro, Value):
            return _nodo(c, "**", self, da, otro, _reales.derivada_del_exponente(a, b, c))
        return _nodo(c, "**k", self, da, None, b)

    def __rpow__(self, otro: Any) -> Value:
        """k ** a: ∂/∂a = k ** a · log(k)."""
        k = real(otro)
        c = potencia(k, self.data)
        return _nodo(c, "k**", self, _reales.derivada_del_exponente(k, self.data, c), None, k)

    def __neg__(self) -> Value:
        """−a: ∂/∂a = −1."""
        return _nodo(-self.data, "neg", self, -1.0)

    def __abs__(self) -> Value:
        """|a|: ∂/∂a = signo de a, y 0 en a = 0."""
        return _nodo(abs(self.data), "abs", self, _reales.signo(self.data))

    # ── Funciones ────────────────────────────────────────────────────────────────────────────

    abs = __abs__

    def exp(self) -> Value:
        """e ** a: la derivada es el propio resultado."""
        c = _reales.exponencial(self.data)
        return _nodo(c, "exp", self, c)

    def log(self) -> Value:
        """Logaritmo natural: ∂/∂a = 1/a."""
        return _nodo(_reales.logaritmo(self.data), "log", self, dividir(1.0, self.data))

    def tanh(self) -> Value:
        """Tangente hiperbólica t: ∂/∂a = 1 − t²."""
        t = tanh(self.data)
        return _nodo(t, "tanh", self, 1.0 - t * t)

    def sigmoid(self) -> Value:
        """s = 1 / (1 + e ** −a): ∂/∂a = s · (1 − s)."""
        s = 1.0 / (1.0 + _reales.exponencial(-self.data))
        return _nodo(s, "sigmoid", self, s * (1.0 - s))

    def relu(self) -> Value:
        """máx(0, a): ∂/∂a = 1 si a > 0, y 0 si no."""
        a = self.data  # el −0.0 sigue siendo −0.0, como en PyTorch
        return _nodo(0.0 if a < 0.0 else a, "relu", self, 0.0 if a <= 0.0 else 1.0)

    def sin(self) -> Value:
        """Seno: ∂/∂a = cos(a)."""
        return _nodo(_reales.seno(self.data), "sin", self, _reales.coseno(self.data))

    def cos(self) -> Value:
        """Coseno: ∂/∂a = −sen(a)."""
        return _nodo(_reales.coseno(self.data), "cos", self, -_reales.seno(self.data))

    # ── Muchos hijos en un solo nodo, donde los operadores harían una cadena ─────────────────

    @staticmethod
    def sum(valores: Iterable[Any]) -> Value:
        """a₁ + a₂ + …: ∂/∂aᵢ = 1."""
        hijos, numeros = lado(valores)
        return _nodo(sum(numeros, 0.0), "sum", hijos, [1.0] * len(hijos), (), [])

    @staticmethod
    def dot(a: Iterable[Any], b: Iterable[Any], sesgo: Any = 0.0) -> Value:
        """a₁·b₁ + a₂·b₂ + … + sesgo: ∂/∂aᵢ = bᵢ, ∂/∂bᵢ = aᵢ, ∂/∂sesgo = 1."""
        return producto(lado(a), lado(b), sesgo)

    # ── El paso hacia atrás ──────────────────────────────────────────────────────────────────

    def backward(self) -> None:
        """Suma a cada hoja la derivada de este nodo respecto de ella: hoja.grad += ∂self/∂hoja.

        Los gradientes de los nodos con hijos empiezan de cero en cada llamada; los de las hojas se
        acumulan, como en PyTorch, hasta que alguien los ponga en cero. Dos hilos pueden llamarlo a
        la vez si sus grafos no comparten nodos con hijos.
        """
        orden, hojas = _ordenar(self)
        antes = [hoja.grad for hoja in hojas]
        try:
            self.grad += 1.0
            _repartir(orden)
        except BaseException:
            # un Ctrl-C a medias no debe dejar en las hojas la mitad de una suma
            for hoja, grad in zip(hojas, antes, strict=True):
                hoja.grad = grad
            raise


def _ordenar(raiz: Any) -> tuple[list[Any], list[Any]]:
    """Los nodos con hijos, en orden topológico y con gradiente 0, y aparte las hojas.

    En orden topológico cada nodo va después de sus hijos. La marca de cada vuelta es un objeto
    nuevo: si algo la interrumpe, la siguiente no se confunde con marcas viejas.
    """
    marca, orden, hojas, pila = object(), [], [], [raiz]
    while pila:
        nodo = pila.pop()
        if nodo is None:  # ya salieron los hijos del nodo que está debajo
            orden.append(pila.pop())
        elif nodo._marca is not marca:
            nodo._marca = marca
            a, b = nodo._a, nodo._b
            if a is None:
                hojas.append(nodo)
                continue
            nodo.grad = 0.0
            pila.append(nodo)
            pila.append(None)
            if type(a) is not tuple:
                if a._marca is not marca:
                    pila.append(a)
                if b is not None and b._marca is not marca:
                    pila.append(b)
                continue  # así Python 3.11 acelera el bucle desde la primera llamada
            for hijo in a + b:
                if hijo._marca is not marca:
                    pila.append(hijo)
    return orden, hojas


def _repartir(orden: list[Any]) -> None:
    """De la raíz a las hojas: hijo.grad += derivada local · nodo.grad.

    Es una función aparte para que `backward` se entere de cualquier interrupción: dentro de un
    `try`, Python 3.12 y 3.13 dejan fuera algunos saltos, y es en los saltos donde llega un Ctrl-C.
    """
    for nodo in reversed(orden):
        grad, a, b = nodo.grad, nodo._a, nodo._b
        if type(a) is tuple:
            for hijo, local in zip(a + b, nodo._da + nodo._db, strict=True):
                hijo.grad += local * grad
        else:
            a.grad += nodo._da * grad
            if b is not None:
                b.grad += nodo._db * grad


def _nodo(data: float, signo: str, a: Any, da: Any, b: Any = None, db: Any = None) -> Value:
    """Un nodo con hijos: no hay que revisar el número, que ya es real."""
    nodo = object.__new__(Value)
    nodo.data, nodo.grad, nodo.label = data, 0.0, ""
    nodo._signo, nodo._a, nodo._da = signo, a, da
    nodo._marca, nodo._b, nodo._db = None, b, db
    return nodo


#: Los hijos que pone una lista y los números que hay en ella.
Lado = tuple[tuple[Value, ...], list[float]]


def lado(valores: Iterable[Any]) -> Lado:
    """Revisa una lista de números y Value, una vez para todos los nodos que la usen."""
    valores = tuple(valores)
    numeros = [valor.data for valor in valores if type(valor) is Value]
    return (valores, numeros) if len(numeros) == len(valores) else _lado_con_numeros(valores)


def _lado_con_numeros(valores: tuple[Any, ...]) -> Lado:
    """Junto a un Value, un número es una hoja más; si solo hay números, no hay hijos."""
    hijos = tuple(v if isinstance(v, Value) else Value(v) for v in valores)
    return (hijos if any(isinstance(v, Value) for v in valores) else ()), [h.data for h in hijos]


def producto(a: Lado, b: Lado, sesgo: Any = 0.0) -> Value:
    """El nodo de `Value.dot` para dos listas ya revisadas."""
    (hijos_a, x), (hijos_b, y) = a, b
    _reales.exigir_mismo_largo(x, y)
    da, db = y[: len(hijos_a)], x[: len(hijos_b)]
    if isinstance(sesgo, Value):
        hijos_a, da = (*hijos_a, sesgo), [*da, 1.0]
    return _nodo(sum(map(mul, x, y), numero(sesgo)), "dot", hijos_a, da, hijos_b, db)
