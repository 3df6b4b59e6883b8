"""El `Tensor` de la lección 6 como lo escribe un aprendiz: celda a celda, colgando de la clase."""

CELDAS = """
import numpy as np


class Tensor:
    def __init__(self, data, hijos=(), atras=(), op=""):
        self.data = np.array(data, dtype=float)
        self.grad = np.zeros_like(self.data)
        self._prev = tuple(hijos)
        self._atras = tuple(atras)
        self._op = op

    @property
    def shape(self):
        return self.data.shape

    def item(self):
        return float(self.data.item())


def como_tensor(x):
    return x if isinstance(x, Tensor) else Tensor(x)


def encoger(g, forma):
    g = g.sum(axis=tuple(range(g.ndim - len(forma))))
    estirados = tuple(i for i, n in enumerate(forma) if n == 1)
    return g.sum(axis=estirados, keepdims=True)


def sumar(a, b):
    b = como_tensor(b)
    return Tensor(a.data + b.data, (a, b), (lambda g: g, lambda g: g), "+")


Tensor.__add__ = Tensor.__radd__ = sumar


def multiplicar(a, b):
    b = como_tensor(b)
    return Tensor(a.data * b.data, (a, b), (lambda g: g * b.data, lambda g: g * a.data), "*")


Tensor.__mul__ = Tensor.__rmul__ = multiplicar
Tensor.__neg__ = lambda a: a * -1
Tensor.__sub__ = lambda a, b: a + como_tensor(b) * -1
Tensor.__rsub__ = lambda a, b: como_tensor(b) - a


def elevar(a, n):
    return Tensor(a.data ** n, (a,), (lambda g: g * n * a.data ** (n - 1),), "**")


Tensor.__pow__ = elevar
Tensor.__truediv__ = lambda a, b: a * como_tensor(b) ** -1
Tensor.__rtruediv__ = lambda a, b: como_tensor(b) / a


def por_matriz(a, b):
    return Tensor(a.data @ b.data, (a, b), (
        lambda g: g @ b.data.swapaxes(-1, -2),
        lambda g: a.data.swapaxes(-1, -2) @ g,
    ), "@")


Tensor.__matmul__ = por_matriz


def suma(a, axis=None, keepdims=False):
    def atras(g):
        if axis is not None and not keepdims:
            g = np.expand_dims(g, axis)
        return g + np.zeros(a.data.shape)

    return Tensor(a.data.sum(axis=axis, keepdims=keepdims), (a,), (atras,), "sum")


def media(a, axis=None, keepdims=False):
    total = a.sum(axis, keepdims)
    return total * (total.data.size / a.data.size)


Tensor.sum, Tensor.mean = suma, media


def exp(a):
    e = np.exp(a.data)
    return Tensor(e, (a,), (lambda g: g * e,), "exp")


def log(a):
    return Tensor(np.log(a.data), (a,), (lambda g: g / a.data,), "log")


def relu(a):
    return Tensor(np.maximum(a.data, 0), (a,), (lambda g: g * (a.data > 0),), "relu")


def tanh(a):
    t = np.tanh(a.data)
    return Tensor(t, (a,), (lambda g: g * (1 - t * t),), "tanh")


Tensor.exp, Tensor.log, Tensor.relu, Tensor.tanh = exp, log, relu, tanh
Tensor.sqrt = lambda a: a ** 0.5


def cambiar_forma(a, *forma):
    return Tensor(a.data.reshape(*forma), (a,), (lambda g: g.reshape(a.data.shape),), "reshape")


def trasponer(a, *ejes):
    ejes = ejes or tuple(range(a.data.ndim))[::-1]
    return Tensor(
        a.data.transpose(*ejes), (a,), (lambda g: g.transpose(*np.argsort(ejes)),), "transpose"
    )


def elegir(a, donde):
    def atras(g):
        todo = np.zeros_like(a.data)
        np.add.at(todo, donde, g)
        return todo

    return Tensor(a.data[donde], (a,), (atras,), "[]")


Tensor.reshape, Tensor.transpose, Tensor.__getitem__ = cambiar_forma, trasponer, elegir
Tensor.T = property(trasponer)


def softmax(a, axis=-1):
    e = np.exp(a.data - a.data.max(axis=axis, keepdims=True))
    s = e / e.sum(axis=axis, keepdims=True)
    return Tensor(s, (a,), (
        lambda g: s * (g - (g * s).sum(axis=axis, keepdims=True)),
    ), "softmax")


def entropia(a, clases):
    z = a.data - a.data.max(axis=-1, keepdims=True)
    log_s = z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
    filas = np.arange(len(z))

    def atras(g):
        d = np.exp(log_s)
        d[filas, clases] -= 1
        return g * d / len(z)

    return Tensor(-log_s[filas, clases].mean(), (a,), (atras,), "cross_entropy")


Tensor.softmax, Tensor.cross_entropy = softmax, entropia


def ordenar(raiz):
    orden, vistos, pila = [], set(), [(raiz, False)]
    while pila:
        nodo, listo = pila.pop()
        if listo:
            orden.append(nodo)
        elif nodo not in vistos:
            vistos.add(nodo)
            pila += [(nodo, True), *((hijo, False) for hijo in nodo._prev)]
    return orden


def backward(self):
    orden = ordenar(self)
    for nodo in orden:
        if nodo._prev:
            nodo.grad = np.zeros_like(nodo.data)
    self.grad = np.ones_like(self.data)
    for nodo in reversed(orden):
        for hijo, atras in zip(nodo._prev, nodo._atras):
            hijo.grad = hijo.grad + encoger(atras(nodo.grad), hijo.data.shape)


Tensor.backward = backward
"""
