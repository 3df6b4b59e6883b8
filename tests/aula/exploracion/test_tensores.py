"""Las exploraciones de arreglos aceptan lo que está bien y ven los errores que se cometen."""

import functools

import pytest

from minigrad.aula.huella.observar import misma_huella, observar, primera_distinta

np = pytest.importorskip("numpy")
from minigrad.aula.observadores.para_seguir import arreglos as exploran  # noqa: E402


class Tensor:
    """El de la lección 6, en sus palabras."""

    def __init__(self, data, hijos=(), atras=(), op=""):
        self.data = np.array(data, dtype=float)
        self.grad = np.zeros_like(self.data)
        self._prev, self._atras, self._op = tuple(hijos), tuple(atras), op

    def backward(self):
        orden, vistos = [], set()

        def visitar(nodo):
            pila = [(nodo, False)]
            while pila:
                n, listo = pila.pop()
                if listo:
                    orden.append(n)
                elif n not in vistos:
                    vistos.add(n)
                    pila.extend([(n, True), *((h, False) for h in n._prev)])

        visitar(self)
        self.grad = np.ones_like(self.data)
        for nodo in reversed(orden):
            for hijo, atras in zip(nodo._prev, nodo._atras, strict=True):
                hijo.grad = hijo.grad + encoger(atras(nodo.grad), hijo.data.shape)


def encoger(g, forma):
    g = g.sum(axis=tuple(range(g.ndim - len(forma))))
    estirados = tuple(i for i, n in enumerate(forma) if n == 1)
    return g.sum(axis=estirados, keepdims=True)


def como_tensor(x):
    return x if isinstance(x, Tensor) else Tensor(x)


def por(a, b):
    b = como_tensor(b)
    return Tensor(a.data * b.data, (a, b), (lambda g: g * b.data, lambda g: g * a.data), "*")


def matmul(a, b):
    a_, b_ = a.data, b.data
    return Tensor(a_ @ b_, (a, b), (lambda g: g @ b_.swapaxes(-1, -2),
                                    lambda g: a_.swapaxes(-1, -2) @ g), "@")  # fmt: skip


def exp(a):
    e = np.exp(a.data)
    return Tensor(e, (a,), (lambda g: g * e,), "exp")


def media(a):
    n = a.data.size
    return Tensor(a.data.mean(), (a,), (lambda g: g * np.ones(a.data.shape) / n,), "mean")


def softmax(logits):
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def perdida(logits, clases):
    s = softmax(logits.data)
    filas = np.arange(len(s))

    def atras(g):
        d = s.copy()
        d[filas, clases] -= 1
        return g * d / len(s)

    with np.errstate(divide="ignore"):
        return Tensor(-np.log(s[filas, clases]).mean(), (logits,), (atras,), "cross_entropy")


def _dos(a, b, f, *atras):
    b = como_tensor(b)
    return Tensor(f(a.data, b.data), (a, b), [functools.partial(x, a, b) for x in atras])


def _ensucia(a, b):
    b = como_tensor(b)
    salida = por(a, b)
    a.data *= 1.0001
    return salida


def _pisa(a, b):
    salida = por(a, b)
    a.grad = a.grad * 0
    return salida


def _en_su_lugar(f):
    def g(x, *otros):
        x -= 1.0
        return f(x, *otros)

    return g


def producto(f):
    return exploran.explorar_cuenta(f, Tensor, "a * b")


def matrices(f):
    formas = (*exploran.MATRICES, *exploran.LOTES)
    return exploran.explorar_cuenta(f, Tensor, "a @ b", formas=formas, sueltos=False)


def solo_matrices(f):
    formas = exploran.MATRICES
    return exploran.explorar_cuenta(f, Tensor, "a @ b", formas=formas, sueltos=False)


def de_uno(f):
    return exploran.explorar_cuenta(f, Tensor, "f de a", formas=exploran.UNO, enormes=False)


def hacia_atras(f):
    return exploran.explorar_backward(Tensor, f)


def tensor_y_clases(f):
    return exploran.explorar_logits(f, "pérdida", clase=Tensor)


def solo_logits(f):
    return exploran.explorar_logits(f, "softmax", con_clases=False)


def _orden_malo(raiz):
    raiz.grad = np.ones_like(raiz.data)
    pila = [raiz]
    while pila:
        nodo = pila.pop()
        for hijo, atras in zip(nodo._prev, nodo._atras, strict=True):
            hijo.grad = hijo.grad + encoger(atras(nodo.grad), hijo.data.shape)
            pila.append(hijo)
        if len(pila) > 200:
            return


def _en_el_lugar(raiz):
    """`+=` cambia el arreglo que dos nodos comparten."""
    raiz.grad = np.ones_like(raiz.data)
    for nodo in reversed(exploran.ordenar(raiz)):
        for hijo, atras in zip(nodo._prev, nodo._atras, strict=True):
            parte = exploran.encogido(atras(nodo.grad), hijo.data.shape)
            if hijo.grad is None or not np.any(hijo.grad):
                hijo.grad = parte
            else:
                hijo.grad += parte


def _sin_encoger(raiz):
    raiz.grad = np.ones_like(raiz.data)
    for nodo in reversed(exploran.ordenar(raiz)):
        for hijo, atras in zip(nodo._prev, nodo._atras, strict=True):
            hijo.grad = hijo.grad + atras(nodo.grad)


def _solo_primer_eje(g, forma):
    while g.ndim > len(forma):
        g = g.sum(axis=0)
    return g.sum(axis=0, keepdims=True) if forma and forma[0] == 1 else g


MALAS = {
    "cruza al revés": (producto, por, lambda a, b: _dos(
        a, b, np.multiply, lambda a, b, g: g * a.data, lambda a, b, g: g * b.data)),
    "olvida g": (producto, por, lambda a, b: _dos(
        a, b, np.multiply, lambda a, b, g: b.data + 0 * g, lambda a, b, g: a.data + 0 * g)),
    "suma": (producto, por, lambda a, b: _dos(
        a, b, np.add, lambda a, b, g: g, lambda a, b, g: g)),
    "cambia los datos": (producto, por, _ensucia),
    "borra el gradiente de a": (producto, por, _pisa),
    "no acepta números": (producto, por, lambda a, b: por(a, Tensor(b.data)) and _dos(
        a, b, np.multiply, lambda a, b, g: g * b.data, lambda a, b, g: g * a.data)),
    "hijos al revés": (producto, por, lambda a, b: por(como_tensor(b), a)),
    "aplana": (producto, por, lambda a, b: Tensor((a.data * como_tensor(b).data).reshape(-1))),
    "devuelve el arreglo": (producto, por, lambda a, b: a.data * como_tensor(b).data),
    "suma los ejes que no son": (producto, por, lambda a, b: _dos(
        a, b, np.multiply, lambda a, b, g: g * b.data,
        lambda a, b, g: np.swapaxes(g * a.data, -1, -2)
        if a.data.ndim == 2 and a.data.shape[0] == a.data.shape[1] else g * a.data)),
    "@ sin trasponer": (solo_matrices, matmul, lambda a, b: _dos(
        a, b, np.matmul, lambda a, b, g: g @ b.data, lambda a, b, g: a.data @ g)),
    "@ en el otro orden": (solo_matrices, matmul, lambda a, b: _dos(
        a, b, np.matmul, lambda a, b, g: b.data.T @ g, lambda a, b, g: g @ a.data.T)),
    "@ con .T en los lotes": (matrices, matmul, lambda a, b: _dos(
        a, b, np.matmul, lambda a, b, g: g @ b.data.T, lambda a, b, g: a.data.T @ g)),
    "@ con *": (solo_matrices, matmul, lambda a, b: por(a, b)),
    "exp con los datos": (de_uno, exp, lambda a: Tensor(
        np.exp(a.data), (a,), (lambda g: g * a.data,))),
    "exp sin g": (de_uno, exp, lambda a: Tensor(
        np.exp(a.data), (a,), (lambda g: np.exp(a.data),))),
    "media sin dividir": (de_uno, media, lambda a: Tensor(
        a.data.mean(), (a,), (lambda g: g * np.ones(a.data.shape),))),
    "media entre las filas": (de_uno, media, lambda a: Tensor(
        a.data.mean(), (a,), (lambda g: g * np.ones(a.data.shape) / len(np.atleast_1d(a.data)),))),
    "backward en mal orden": (hacia_atras, Tensor.backward, _orden_malo),
    "backward sin encoger": (hacia_atras, Tensor.backward, _sin_encoger),
    "backward que comparte arreglos": (hacia_atras, Tensor.backward, _en_el_lugar),
    "encoger solo el primer eje": (exploran.explorar_encoger, encoger, _solo_primer_eje),
    "encoger sin keepdims": (
        exploran.explorar_encoger, encoger,
        lambda g, f: g.sum(axis=tuple(range(g.ndim - len(f))))),
    "encoger con promedio": (
        exploran.explorar_encoger, encoger,
        lambda g, f: encoger(g, f) * np.prod(f) / max(g.size, 1)),
    "pérdida sin promediar": (tensor_y_clases, perdida, lambda z, c: por(
        perdida(z, c), float(len(z.data)))),
    "pérdida del eje que no es": (tensor_y_clases, perdida, lambda z, c: perdida(
        Tensor(z.data.T), c)),
    "softmax por columnas": (solo_logits, softmax, lambda z: softmax(z.T).T),
    "softmax de todos": (solo_logits, softmax, lambda z: np.exp(z - z.max()) / np.exp(
        z - z.max()).sum()),
    "softmax que desborda": (solo_logits, softmax, lambda z: np.exp(z) / np.exp(z).sum(
        axis=-1, keepdims=True)),
    "softmax que resta un solo mayor": (solo_logits, softmax, lambda z: np.exp(
        z - z.max()) / np.exp(z - z.max()).sum(axis=-1, keepdims=True)),
    "softmax que cambia lo que recibe": (solo_logits, softmax, _en_su_lugar(softmax)),
}  # fmt: skip


def huella(mirar, f):
    return observar(mirar, f, 20)


@pytest.mark.parametrize(("mirar", "buena", "mala"), MALAS.values(), ids=MALAS)
def test_se_ve_lo_que_esta_mal(mirar, buena, mala):
    assert not misma_huella(huella(mirar, mala), huella(mirar, buena), 1e-6)


OTRAS = {
    "un producto que ya encoge": (producto, por, lambda a, b: _dos(
        a, b, np.multiply, lambda a, b, g: encoger(g * b.data, a.data.shape),
        lambda a, b, g: encoger(g * a.data, b.data.shape))),
    "exp que se calcula otra vez": (de_uno, exp, lambda a: Tensor(
        np.exp(a.data), (a,), (lambda g: np.exp(a.data) * g,))),
    "encoger con un bucle": (exploran.explorar_encoger, encoger, lambda g, f: _con_bucle(g, f)),
    "softmax por filas": (solo_logits, softmax, lambda z: np.array([softmax(f) for f in z])),
}  # fmt: skip


def _con_bucle(g, forma):
    while g.ndim > len(forma):
        g = g.sum(axis=0)
    for eje, largo in enumerate(forma):
        if largo == 1 and g.shape[eje] > 1:
            g = g.sum(axis=eje, keepdims=True)
    return g


@pytest.mark.parametrize(("mirar", "buena", "otra"), OTRAS.values(), ids=OTRAS)
def test_se_acepta_lo_que_esta_bien_de_otra_manera(mirar, buena, otra):
    una, esperada = huella(mirar, otra), huella(mirar, buena)
    i = primera_distinta(una, esperada, 1e-6)
    assert i is None, una[i]


@pytest.mark.parametrize("mirar", {m[0] for m in MALAS.values()}, ids=lambda m: m.__name__)
def test_lo_que_esta_bien_se_puede_observar(mirar):
    """Ninguna observación de la referencia falla ni es demasiado grande: no diría nada."""
    buena = next(buena for m, buena, _ in MALAS.values() if m is mirar)
    vista = huella(mirar, buena)
    assert len({o.etiqueta for o in vista}) == len(vista)
    for observada in vista:
        assert observada.forma.clase not in ("excepcion", "enorme", "tiempo"), observada


def test_formas():
    def difundir(a, b):
        return np.broadcast_shapes(a, b)

    buena = huella(lambda f: exploran.explorar_formas(f, "forma de a + b"), difundir)
    mala = huella(lambda f: exploran.explorar_formas(f, "forma de a + b"), max)
    assert not misma_huella(buena, mala, 1e-6)
