"""El motor en bloque: un arreglo que recuerda de qué cuenta salió y sabe repartir su gradiente.

Es el `Tensor` de la lección 6, y se lee junto al `Value` de la lección 4. Cada nodo tiene sus
*hijos* y, por cada hijo, una **función** en el lugar de la derivada local:

    Value     hijo.grad += derivada local · nodo.grad
    Tensor    hijo.grad += función(nodo.grad)

Guardar la derivada local de cada número respecto de cada otro (el *jacobiano*) no cabría: de una
multiplicación de matrices de 300 × 300 son 8 100 millones de números. La función hace, con el
gradiente del nodo, la misma cuenta sin escribirla nunca.

    _prev     los hijos, en orden                    shape     la *forma*: cuántos números por eje
    _atras    una función por hijo                   _op       la operación, para mostrarla
    constante un número, un arreglo de NumPy o un tensor con requires_grad=False: entra en la
              cuenta, pero no es hijo de nadie y no recibe gradiente

Lo que un operando *difundió* al ir hacia adelante (una fila sumada a 300 filas) se suma al volver:
lo hace `encoger`, en un solo lugar, para todas las operaciones. Las reglas son las de
`torch.float64`: una cuenta imposible da inf o nan, nunca una excepción. Lo que no es derivar
(mostrarse, compararse, copiarse) está en `minigrad/_arreglo.py`; las formas y sus mensajes, en
`minigrad/_formas.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import compress
from typing import Any, TypeVar

import numpy as np

from minigrad import _formas
from minigrad._arreglo import Arreglo, grabando, reloj

#: dónde se suma: un eje, varios, o todos (None)
Ejes = int | tuple[int, ...] | None

F = TypeVar("F", bound=Callable[..., Any])


@contextmanager
def no_grad() -> Iterator[None]:
    """Dentro, las cuentas no se recuerdan: lo que sale es constante. `with no_grad(): …`"""
    antes = grabando.set(False)
    try:
        yield
    finally:
        grabando.reset(antes)


def callado(cuenta: F) -> F:
    """La misma función, sin los avisos en inglés de NumPy por lo que aquí da inf o nan."""
    return np.errstate(all="ignore")(cuenta)


class Tensor(Arreglo):
    """Un arreglo de números reales con su gradiente y la operación de la que salió."""

    __slots__ = ()

    def __init__(
        self, data: Any, dtype: Any = None, requires_grad: bool = True, label: str = ""
    ) -> None:
        """Una hoja: copia los números, en float64, o en float32 si se pide con `dtype`.

        Lanza `TypeError` si no son números reales, y `ValueError` si las filas no son parejas.
        """
        self._data, self._nacio, self._cambio = _formas.numeros(data, dtype), reloj[0], 0
        self.requires_grad, self.label = requires_grad, label
        self.grad = np.zeros_like(self._data) if requires_grad else None
        self._op, self._prev, self._atras = "", (), ()

    # ── Cuentas número a número ──────────────────────────────────────────────────────────────

    @callado
    def __add__(self, otro: Any) -> Tensor:
        """a + b: la suma reparte."""
        otro = _tensor(otro, self)
        c = _formas.juntar(np.add, "+", self._data, otro._data)
        return nuevo_nodo(c, "+", (self, otro), (_igual, _igual))

    @callado
    def __sub__(self, otro: Any) -> Tensor:
        """a − b: a b le llega con el signo cambiado."""
        otro = _tensor(otro, self)
        c = _formas.juntar(np.subtract, "-", self._data, otro._data)
        return nuevo_nodo(c, "-", (self, otro), (_igual, np.negative))

    @callado
    def __mul__(self, otro: Any) -> Tensor:
        """a · b: el producto cruza."""
        otro = _tensor(otro, self)
        a, b = self._data, otro._data
        c = _formas.juntar(np.multiply, "*", a, b)
        return nuevo_nodo(c, "*", (self, otro), (lambda g: g * b, lambda g: g * a))

    @callado
    def __truediv__(self, otro: Any) -> Tensor:
        """a / b: ∂/∂a = 1/b, ∂/∂b = −(a/b)/b."""
        otro = _tensor(otro, self)
        a, b = self._data, otro._data
        c = _formas.juntar(np.divide, "/", a, b)
        return nuevo_nodo(c, "/", (self, otro), (lambda g: g / b, lambda g: -g * c / b))

    @callado
    def __pow__(self, otro: Any) -> Tensor:
        """a ** b: ∂/∂a = b · a ** (b − 1), ∂/∂b = a ** b · log(a)."""
        otro = _tensor(otro, self)
        a, b = self._data, otro._data
        c = _formas.juntar(np.power, "**", a, b)
        return nuevo_nodo(
            c, "**", (self, otro),
            (lambda g: np.where(b, g * b * a ** (b - 1), 0.0),
             lambda g: np.where((a == 0) & (b >= 0), 0.0, g * c * np.log(a))),
        )  # fmt: skip

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, otro: Any) -> Tensor:
        """k − a."""
        return _tensor(otro, self) - self

    def __rtruediv__(self, otro: Any) -> Tensor:
        """k / a."""
        return _tensor(otro, self) / self

    def __rpow__(self, otro: Any) -> Tensor:
        """k ** a."""
        return _tensor(otro, self) ** self

    def __neg__(self) -> Tensor:
        """−a."""
        return nuevo_nodo(-self._data, "neg", (self,), (np.negative,))

    @callado
    def exp(self) -> Tensor:
        """e ** a: la derivada es el propio resultado."""
        c = np.exp(self._data)
        return nuevo_nodo(c, "exp", (self,), (lambda g: g * c,))

    @callado
    def log(self) -> Tensor:
        """Logaritmo natural: ∂/∂a = 1/a."""
        a = self._data
        return nuevo_nodo(np.log(a), "log", (self,), (lambda g: g / a,))

    @callado
    def sqrt(self) -> Tensor:
        """Raíz cuadrada r: ∂/∂a = 1/(2·r)."""
        r = np.sqrt(self._data)
        return nuevo_nodo(r, "sqrt", (self,), (lambda g: g / (2.0 * r),))

    def tanh(self) -> Tensor:
        """Tangente hiperbólica t: ∂/∂a = 1 − t²."""
        t = np.tanh(self._data)
        return nuevo_nodo(t, "tanh", (self,), (lambda g: g * (1.0 - t * t),))

    @callado
    def sigmoid(self) -> Tensor:
        """s = 1 / (1 + e ** −a): ∂/∂a = s · (1 − s)."""
        s = 1.0 / (1.0 + np.exp(-self._data))
        return nuevo_nodo(s, "sigmoid", (self,), (lambda g: g * s * (1.0 - s),))

    def relu(self) -> Tensor:
        """máx(0, a): pasa el gradiente donde a > 0."""
        a = self._data
        return nuevo_nodo(
            np.maximum(a, 0.0), "relu", (self,), (lambda g: _formas.donde(a > 0.0, g),)
        )

    # ── Cuentas que juntan los números de un eje ─────────────────────────────────────────────

    @callado
    def sum(self, axis: Ejes = None, keepdims: bool = False) -> Tensor:
        """La suma sobre un eje, varios o todos: a cada número le llega el gradiente de su suma."""
        forma, a_lo_largo = self.shape, _formas.a_lo_largo(axis, self.shape, keepdims)
        c = _formas.reducir(np.add.reduce, self._data, axis, keepdims)
        return nuevo_nodo(c, "sum", (self,), (lambda g: np.full(forma, a_lo_largo(g)),))

    @callado
    def mean(self, axis: Ejes = None, keepdims: bool = False) -> Tensor:
        """El promedio: la suma entre cuántos son."""
        forma, a_lo_largo = self.shape, _formas.a_lo_largo(axis, self.shape, keepdims)
        c = _formas.reducir(np.add.reduce, self._data, axis, keepdims)
        n = self.size / max(c.size, 1)
        return nuevo_nodo(c / n, "mean", (self,), (lambda g: np.full(forma, a_lo_largo(g / n)),))

    @callado
    def max(self, axis: Ejes = None, keepdims: bool = False) -> Tensor:
        """El mayor: el gradiente va a él; si empatan varios, se lo reparten por igual."""
        a, a_lo_largo = self._data, _formas.a_lo_largo(axis, self.shape, keepdims)
        c = _formas.reducir(np.maximum.reduce, a, axis, keepdims)

        def atras(g: Any) -> Any:
            gana = a == a_lo_largo(c)
            return a_lo_largo(g) * gana / gana.sum(axis, keepdims=True)

        return nuevo_nodo(c, "max", (self,), (atras,))

    @callado
    def softmax(self, axis: int = -1) -> Tensor:
        """e ** aᵢ / Σ e ** aⱼ sobre un eje; a todo se le resta antes el mayor, y no desborda."""
        e = np.exp(self._data - _formas.reducir(np.maximum.reduce, self._data, axis, True))
        s = e / np.add.reduce(e, axis, keepdims=True)

        def atras(g: Any) -> Any:
            return s * (g - np.add.reduce(g * s, axis, keepdims=True))

        return nuevo_nodo(s, "softmax", (self,), (atras,))

    @callado
    def cross_entropy(self, clases: Any) -> Tensor:
        """Entropía cruzada: el promedio de −log(softmax(a)[clase]) sobre el último eje.

        `clases` son enteros, uno por cada lista de logits. Su gradiente es softmax menos un 1 en la
        clase, entre cuántos ejemplos hay.
        """
        forma, clases = self.shape, _formas.clases(clases, self.shape)
        a = self._data.reshape(len(clases), -1)
        filas = np.arange(len(clases))
        z = a - np.maximum.reduce(a, 1, keepdims=True)
        e = np.exp(z)
        suma = np.add.reduce(e, 1, keepdims=True)
        c = np.add.reduce(np.log(suma)[:, 0] - z[filas, clases]) / len(clases)

        def atras(g: Any) -> Any:
            d = e / suma
            d[filas, clases] -= 1.0
            return (d * (g / len(clases))).reshape(forma)

        return nuevo_nodo(c, "cross_entropy", (self,), (atras,))

    # ── Matrices y formas ────────────────────────────────────────────────────────────────────

    @callado
    def __matmul__(self, otro: Any) -> Tensor:
        """a @ b: al volver, ∂a = g @ bᵀ y ∂b = aᵀ @ g; las formas no dejan otra.

        Con más de dos ejes, los últimos dos son las matrices y los demás dicen cuántas hay.
        """
        derecha = _tensor(otro, self)
        a, b = self._data, derecha._data
        _formas.exigir_matmul(a.shape, b.shape)
        if b.ndim > 2 or a.ndim == b.ndim == 2:
            if a.ndim == 1:  # una lista a la izquierda es una fila
                return (self.reshape(1, -1) @ derecha).reshape(b.shape[:-2] + b.shape[-1:])
            c = _formas.juntar(np.matmul, "@", a, b)
            return nuevo_nodo(
                c, "@", (self, derecha),
                (lambda g: g @ b.swapaxes(-1, -2), lambda g: a.swapaxes(-1, -2) @ g),
            )  # fmt: skip
        alta, ancha = _formas.alta(a), _formas.ancha(b)  # con una sola b, muchas a son una muy alta
        c = alta @ ancha
        return nuevo_nodo(
            c.reshape(a.shape[:-1] + b.shape[1:]), "@", (self, derecha),
            (lambda g: (g.reshape(c.shape) @ ancha.T).reshape(a.shape),
             lambda g: (alta.T @ g.reshape(c.shape)).reshape(b.shape)),
        )  # fmt: skip

    def __rmatmul__(self, otro: Any) -> Tensor:
        """arreglo @ a."""
        return _tensor(otro, self) @ self

    def reshape(self, *forma: Any) -> Tensor:
        """Los mismos números, en otra forma; un −1 es «los que hagan falta»."""
        antes, c = self.shape, _formas.cambiar(self._data, forma)
        return nuevo_nodo(c, "reshape", (self,), (lambda g: g.reshape(antes),))

    def transpose(self, *ejes: int) -> Tensor:
        """Cambia de lugar los ejes: dos que se intercambian, o todos en su orden nuevo."""
        orden = _formas.orden(ejes, self.ndim)
        c, vuelta = self._data.transpose(orden), _formas.de_vuelta(orden)
        return nuevo_nodo(c, "transpose", (self,), (lambda g: g.transpose(vuelta),))

    @property
    def T(self) -> Tensor:  # noqa: N802 (se llama así en NumPy y en PyTorch)
        """Los ejes al revés: las filas pasan a ser columnas."""
        return self.transpose()

    def __getitem__(self, donde: Any) -> Tensor:
        """a[donde]: el gradiente vuelve al lugar de donde salió; si salió dos veces, se suma."""
        a, donde = self._data, _formas.lugares(donde)

        def atras(g: Any) -> Any:
            todo = np.zeros(a.shape, a.dtype)
            np.add.at(todo, donde, g)
            return todo

        return nuevo_nodo(_formas.elegir(a, donde), "[]", (self,), (atras,))

    # ── El paso hacia atrás ──────────────────────────────────────────────────────────────────

    @callado
    def backward(self, grad: Any = None) -> None:
        """Suma a cada hoja la derivada de este nodo respecto de ella; es el de la lección 4.

        Parte de un solo número, o de un `grad` con la forma de este tensor. Los gradientes de los
        nodos con hijos empiezan de cero en cada llamada; los de las hojas se acumulan. Lanza
        `RuntimeError` si no hay hoja a la que llegar o si faltó el `grad`.
        """
        desde = _formas.raiz(self._data, self.requires_grad, grad)
        orden, hojas = _ordenar(self)
        antes = [hoja.grad for hoja in hojas]
        try:
            for hoja in hojas:
                hoja.grad = _formas.acumulado(hoja.grad, hoja._data)
            self.grad = desde if self._prev else self.grad + desde
            _repartir(orden)
            for hoja in hojas:
                hoja.grad = np.asarray(hoja.grad)
        except BaseException:  # un Ctrl-C a medias no deja en las hojas la mitad de una suma
            for hoja, suyo in zip(hojas, antes, strict=True):
                hoja.grad = suyo
            raise


def cat(tensores: Sequence[Any], axis: int = 0) -> Tensor:
    """Pega tensores por un eje; a cada uno le vuelve su pedazo del gradiente."""
    partes = _formas.para_pegar(tensores, Tensor)
    c = _formas.pegar([parte._data for parte in partes], axis)
    cortes = np.cumsum([0] + [parte.shape[axis] for parte in partes])

    def pedazo(i: int) -> Callable[[Any], Any]:
        suyo = range(cortes[i], cortes[i + 1])
        return lambda g: g.take(suyo, axis)

    return nuevo_nodo(c, "cat", tuple(partes), tuple([pedazo(i) for i in range(len(partes))]))


# ── Cómo nace un nodo ────────────────────────────────────────────────────────────────────────


def nuevo_nodo(
    data: Any, op: str, hijos: tuple[Any, ...], atras: tuple[Callable[[Any], Any], ...]
) -> Tensor:
    """El resultado de una operación; si no hay a quién llevarle gradiente, es una constante."""
    nodo, recordar = object.__new__(Tensor), grabando.get()
    seguidos = [recordar and hijo.requires_grad for hijo in hijos]
    if not all(seguidos):
        hijos, atras = tuple(compress(hijos, seguidos)), tuple(compress(atras, seguidos))
    nodo._data, nodo.grad, nodo.requires_grad = np.asarray(data), None, bool(hijos)
    nodo._prev, nodo._atras, nodo._op, nodo.label = hijos, atras, op, ""
    nodo._nacio, nodo._cambio = reloj[0], 0
    return nodo


def _tensor(x: Any, junto_a: Tensor) -> Tensor:
    """El otro operando; un número o un arreglo es una constante, del tipo de quien acompaña."""
    if isinstance(x, Tensor):
        return x
    constante = object.__new__(Tensor)
    constante._data, constante.requires_grad = _formas.numeros(x, junto_a._data.dtype), False
    return constante


def _igual(g: Any) -> Any:
    """Lo que llega, tal cual."""
    return g


# ── El paso hacia atrás, por dentro ──────────────────────────────────────────────────────────


def encoger(g: Any, data: Any) -> Any:
    """El gradiente, con la forma de `data`: se suma sobre los ejes en que `data` se difundió."""
    if g.shape != data.shape:
        forma = (1,) * (g.ndim - data.ndim) + data.shape  # los ejes que no tenía, a la izquierda
        sobran = tuple([eje for eje, n in enumerate(forma) if n == 1])
        g = np.add.reduce(g, sobran).reshape(data.shape)
    return g if g.dtype == data.dtype else g.astype(data.dtype)


def _ordenar(raiz: Tensor) -> tuple[list[Tensor], list[Tensor]]:
    """Los nodos con hijos, en orden topológico y sin gradiente, y aparte las hojas.

    Es el `ordenar` de la lección 4.
    """
    vistos: set[Tensor] = set()
    orden: list[Tensor] = []
    hojas: list[Tensor] = []
    pila: list[Any] = [raiz]
    while pila:
        nodo = pila.pop()
        if nodo is None:  # ya salieron los hijos del nodo que está debajo: está listo
            orden.append(pila.pop())
        elif nodo not in vistos:
            vistos.add(nodo)
            if nodo._prev:
                nodo.grad = None
                pila += [nodo, None, *nodo._prev]
            else:
                hojas.append(nodo)
    return orden, hojas


def _repartir(orden: list[Tensor]) -> None:
    """De la raíz a las hojas: hijo.grad += función(nodo.grad), con la forma del hijo.

    Lanza `RuntimeError` si los números de un nodo o de un hijo cambiaron en su lugar después de la
    cuenta: las funciones usarían los nuevos.
    """
    for nodo in reversed(orden):
        g, nacio = nodo.grad, nodo._nacio
        for hijo, atras in zip(nodo._prev, nodo._atras, strict=True):
            if nodo._cambio > nacio or hijo._cambio > nacio:
                raise RuntimeError(_formas.CAMBIO_EN_SU_LUGAR)
            parte = encoger(atras(g), hijo._data)
            hijo.grad = parte if hijo.grad is None else hijo.grad + parte
