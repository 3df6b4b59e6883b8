"""El motor: un número que recuerda de qué cuenta salió y sabe repartir su gradiente.

Cada operación entre `Value` crea un *nodo* con su resultado, sus *hijos* (los operandos) y una
*derivada local* por hijo. `backward()` recorre el grafo desde la *raíz* hasta las *hojas* (los
`Value` que no salieron de ninguna cuenta) y en cada nodo aplica la regla de la cadena:

    hijo.grad += derivada local · nodo.grad

Es el `Value` de la lección 4, que ahora guarda lo mismo en casillas suyas, sin tuplas:

    lección 4    se guarda en           c = a * b         c = a * 3           h = tanh(a)
    _prev        _hijo_a, _hijo_b       a, b              a, None             a, None
    _locales     _local_a, _local_b     b.data, a.data    3.0, None           1 − h², None
    _op          _operacion             "*"               "*k"                "tanh"
                 _constante             None              3.0                 None
    vistos       _visto_en              la última vuelta de `_ordenar` que pasó por el nodo

`_prev`, `_locales` y `_op` se siguen leyendo igual. El cambio es por tiempo: en un entrenamiento
manda el recolector de basura, que así tiene un objeto por nodo que visitar; con dos tuplas por nodo
se tarda más del doble. Un nodo de muchos hijos (`Value.sum`, `Value.dot`) deja vacías las casillas
de los dos hijos, y los lleva su operación, que es un objeto `Muchos`.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import tanh
from operator import mul
from typing import Any

from minigrad import _reales
from minigrad._numero import Numero, dato
from minigrad._reales import dividir, numero_solo, operando, potencia, real


class Value(Numero):
    """Un número real con su gradiente y la operación de la que salió."""

    __slots__ = ("_constante", "_hijo_a", "_hijo_b", "_local_a", "_local_b", "_operacion",
                 "_visto_en", "data", "grad", "label")  # fmt: skip

    def __init__(self, data: Any, label: str = "", *de_micrograd: Any) -> None:
        """Una hoja: guarda un número real; `label` es el nombre con que se dibuja.

        Lanza `TypeError` si `data` no es un número, o si tras él llega algo más que un nombre.
        """
        if de_micrograd or not isinstance(label, str):
            raise TypeError(
                "Después del número va solo su nombre, un texto. Los hijos y la operación, que en "
                "micrograd van ahí, los pone cada cuenta: escribe a + b, a * b o a.exp()."
            )
        self.data, self.grad, self.label = real(data), 0.0, label
        self._operacion: str | Muchos = ""
        self._constante: float | None = None
        self._hijo_a = self._local_a = self._hijo_b = self._local_b = self._visto_en = None

    # ── El nodo, leído con las palabras de la lección 4 ──────────────────────────────────────

    @property
    def _prev(self) -> tuple[Any, ...]:
        """Los hijos, en orden; en `a + a` son (a, a)."""
        if isinstance(self._operacion, Muchos):
            return self._operacion.hijos
        return tuple(hijo for hijo in (self._hijo_a, self._hijo_b) if hijo is not None)

    @property
    def _locales(self) -> tuple[Any, ...]:
        """La derivada local de cada hijo, en el orden de `_prev`."""
        if isinstance(self._operacion, Muchos):
            return self._operacion.locales()
        return tuple(local for local in (self._local_a, self._local_b) if local is not None)

    @property
    def _op(self) -> str:
        """La operación, con su constante si la lleva: "+", "tanh", "*3", "2**"."""
        op, k = str(self._operacion), self._constante
        return op if k is None else op.replace("k", f"{k:g}")

    def _poner_hijos(self, hijos: Iterable[Any]) -> None:
        """Cambia los hijos por otros tantos; las derivadas locales se quedan."""
        if isinstance(self._operacion, Muchos):
            self._operacion = Muchos(self._op, tuple(hijos), self._locales)
        else:
            self._hijo_a, self._hijo_b = (*hijos, None, None)[:2]

    # ── Operadores ───────────────────────────────────────────────────────────────────────────

    def __add__(self, otro: Any) -> Value:
        """a + b: la suma reparte; ∂/∂a = 1, ∂/∂b = 1."""
        if isinstance(otro, Value):
            return _nodo(self.data + otro.data, "+", self, 1.0, None, otro, 1.0)
        k = operando(otro)
        if k is NotImplemented:
            return NotImplemented
        return _nodo(self.data + k, "+k", self, 1.0, k)

    def __sub__(self, otro: Any) -> Value:
        """a − b: ∂/∂a = 1, ∂/∂b = −1."""
        if isinstance(otro, Value):
            return _nodo(self.data - otro.data, "-", self, 1.0, None, otro, -1.0)
        k = operando(otro)
        if k is NotImplemented:
            return NotImplemented
        return _nodo(self.data - k, "-k", self, 1.0, k)

    def __rsub__(self, otro: Any) -> Value:
        """k − a: ∂/∂a = −1."""
        k = real(otro)
        return _nodo(k - self.data, "k-", self, -1.0, k)

    def __mul__(self, otro: Any) -> Value:
        """a · b: el producto cruza; ∂/∂a = b, ∂/∂b = a."""
        if isinstance(otro, Value):
            return _nodo(self.data * otro.data, "*", self, otro.data, None, otro, self.data)
        k = operando(otro)
        if k is NotImplemented:
            return NotImplemented
        return _nodo(self.data * k, "*k", self, k, k)

    __radd__, __rmul__ = __add__, __mul__

    def __truediv__(self, otro: Any) -> Value:
        """a / b: ∂/∂a = 1/b, ∂/∂b = −(a/b)/b."""
        b = dato(otro)
        if b is NotImplemented:
            return NotImplemented
        c, da = dividir(self.data, b), dividir(1.0, b)
        if isinstance(otro, Value):
            return _nodo(c, "/", self, da, None, otro, -dividir(c, b))
        return _nodo(c, "/k", self, da, b)

    def __rtruediv__(self, otro: Any) -> Value:
        """k / a: ∂/∂a = −(k/a)/a."""
        k = real(otro)
        c = dividir(k, self.data)
        return _nodo(c, "k/", self, -dividir(c, self.data), k)

    def __pow__(self, otro: Any) -> Value:
        """a ** b: ∂/∂a = b · a ** (b − 1), ∂/∂b = a ** b · log(a)."""
        a, b = self.data, dato(otro)
        if b is NotImplemented:
            return NotImplemented
        elevar = potencia if isinstance(otro, Value) else _reales.potencia_fija
        c, da = elevar(a, b), b * elevar(a, b - 1) if b else 0.0
        if isinstance(otro, Value):
            return _nodo(c, "**", self, da, None, otro, _reales.derivada_del_exponente(a, b, c))
        return _nodo(c, "**k", self, da, b)

    def __rpow__(self, otro: Any) -> Value:
        """k ** a: ∂/∂a = k ** a · log(k)."""
        k = real(otro)
        c = potencia(k, self.data)
        return _nodo(c, "k**", self, _reales.derivada_del_exponente(k, self.data, c), k)

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
        return _nodo(sum(numeros, 0.0), Muchos("sum", hijos, (1.0,) * len(hijos)))

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

    def _backward(self) -> None:
        """Reparte solo lo de este nodo, como en micrograd: hijo.grad += derivada local · grad."""
        if self._operacion:
            _repartir([self])


# ── Cómo nace un nodo ────────────────────────────────────────────────────────────────────────


def _nodo(
    data: float, operacion: str | Muchos, a: Any = None, local_a: Any = None, k: Any = None,
    b: Any = None, local_b: Any = None,
) -> Value:  # fmt: skip
    """El resultado de una operación, con su constante k; no se revisa: el número ya es real."""
    nodo = object.__new__(Value)
    nodo.data, nodo.grad, nodo.label = data, 0.0, ""
    nodo._operacion, nodo._constante, nodo._visto_en = operacion, k, None
    nodo._hijo_a, nodo._local_a = a, local_a
    nodo._hijo_b, nodo._local_b = b, local_b
    return nodo


# ── El paso hacia atrás, por dentro ──────────────────────────────────────────────────────────


def _ordenar(raiz: Any) -> tuple[list[Any], list[Any]]:
    """Los nodos con hijos, en orden topológico y con gradiente 0, y aparte las hojas.

    En orden topológico cada nodo va después de sus hijos. Es el `ordenar` de la lección 4, que en
    lugar de un conjunto de vistos deja en cada nodo la vuelta que lo vio. Cada vuelta es un objeto
    nuevo: si algo la interrumpe, la siguiente no se confunde con lo que vio esta.
    """
    vuelta, orden, hojas, pila = object(), [], [], [raiz]
    while pila:
        nodo = pila.pop()
        if nodo is None:  # ya salieron los hijos del nodo que está debajo: está listo
            orden.append(pila.pop())
        elif nodo._visto_en is not vuelta:
            nodo._visto_en = vuelta
            if not nodo._operacion:  # no salió de ninguna: es una hoja
                hojas.append(nodo)
                if type(nodo.data) is not float:  # alguien cambió su número
                    numero_solo("El data de un Value", nodo.data)
                continue
            nodo.grad = 0.0
            pila.append(nodo)
            pila.append(None)
            a, b = nodo._hijo_a, nodo._hijo_b
            if a is not None:
                if a._visto_en is not vuelta:
                    pila.append(a)
                if b is not None and b._visto_en is not vuelta:
                    pila.append(b)
                continue  # así Python 3.11 acelera el bucle desde la primera llamada
            for hijo in nodo._operacion.hijos:
                if hijo._visto_en is not vuelta:
                    pila.append(hijo)
    return orden, hojas


def _repartir(orden: list[Any]) -> None:
    """De la raíz a las hojas: hijo.grad += derivada local · nodo.grad.

    Es una función aparte para que `backward` se entere de cualquier interrupción: dentro de un
    `try`, Python 3.12 y 3.13 dejan fuera algunos saltos, y es en los saltos donde llega un Ctrl-C.
    """
    for nodo in reversed(orden):
        grad, a, b = nodo.grad, nodo._hijo_a, nodo._hijo_b
        if a is None:  # es de muchos hijos: como en la lección 4
            muchos = nodo._operacion
            for hijo, local in zip(muchos.hijos, muchos.locales(), strict=True):
                hijo.grad += local * grad
        else:
            a.grad += nodo._local_a * grad
            if b is not None:
                b.grad += nodo._local_b * grad


# ── Los nodos de muchos hijos ────────────────────────────────────────────────────────────────


class Muchos:
    """La operación de un nodo de muchos hijos, que los lleva ella con sus derivadas locales.

    Las derivadas van en trozos, porque las neuronas de una capa comparten uno: el de sus entradas.
    """

    __slots__ = ("del_sesgo", "hijos", "locales_a", "locales_b", "signo")

    def __init__(
        self, signo: str, hijos: tuple[Any, ...], locales_a: tuple[float, ...],
        del_sesgo: tuple[float, ...] = (), locales_b: tuple[float, ...] = (),
    ) -> None:  # fmt: skip
        """`del_sesgo` es (1.0,) si entre los hijos hay un sesgo, después de los de a."""
        self.signo, self.hijos = signo, hijos
        self.locales_a, self.del_sesgo, self.locales_b = locales_a, del_sesgo, locales_b

    def locales(self) -> tuple[float, ...]:
        """La derivada local de cada hijo."""
        return self.locales_a + self.del_sesgo + self.locales_b

    def __str__(self) -> str:
        """El nombre de la operación: "sum" o "dot"."""
        return self.signo

    def __reduce__(self) -> tuple[Any, ...]:
        """Para `pickle`, con las derivadas en un solo trozo."""
        return Muchos, (self.signo, self.hijos, self.locales())


#: Los hijos que pone una lista y los números que hay en ella.
Lado = tuple[tuple[Value, ...], tuple[float, ...]]


def lado(valores: Iterable[Any]) -> Lado:
    """Revisa una lista de números y Value, una vez para todos los nodos que la usen."""
    valores = tuple(valores)
    numeros = [valor.data for valor in valores if type(valor) is Value]
    if len(numeros) == len(valores):
        return valores, tuple(numeros)
    if any(isinstance(v, Value) for v in valores):  # junto a un Value, un número es una hoja más
        hijos = tuple([v if isinstance(v, Value) else Value(v) for v in valores])
        return hijos, tuple([hijo.data for hijo in hijos])
    return (), tuple([real(v) for v in valores])


def producto(a: Lado, b: Lado, sesgo: Any = 0.0) -> Value:
    """El nodo de `Value.dot` para dos listas ya revisadas."""
    (hijos_a, x), (hijos_b, y) = a, b
    _reales.exigir_mismo_largo(x, y)
    c = sum(map(mul, x, y), sesgo.data if isinstance(sesgo, Value) else real(sesgo))
    x, y = x if hijos_b else (), y if hijos_a else ()  # un número no tiene derivada que guardar
    if isinstance(sesgo, Value):
        return _nodo(c, Muchos("dot", (*hijos_a, sesgo, *hijos_b), y, (1.0,), x))
    return _nodo(c, Muchos("dot", hijos_a + hijos_b, y, (), x))
