"""Una forma que no va se dice en español, con las formas que llegaron y qué escribir."""

from __future__ import annotations

import numpy as np
import pytest

from minigrad import Tensor, Value, cat


def lleno(*forma):
    return Tensor(np.ones(forma))


ERRORES = {
    "sumar": (lambda: lleno(3) + lleno(2), ["(3,) y (2,)", "sumar", "eje -1 mide 3", "y 2 en"]),
    "restar": (lambda: lleno(2, 3) - lleno(2), ["(2, 3) y (2,)", ".reshape(2, 1)"]),
    "multiplicar": (lambda: lleno(4, 2, 3) * lleno(4), [".reshape(4, 1, 1)"]),
    "dividir": (lambda: lleno(2, 3) / lleno(3, 2), ["(2, 3) y (3, 2)", ".T"]),
    "elevar": (lambda: lleno(2, 3) ** lleno(3, 3), ["elevar", "eje -2 mide 2"]),
    "una lista": (lambda: lleno(3) * [1.0, 2.0], ["(3,) y (2,)"]),
    "un arreglo a la izquierda": (lambda: np.ones(2) - lleno(3), ["(2,) y (3,)"]),
    "comparar": (lambda: lleno(3) > [1.0, 2.0], ["comparar", "(3,) y (2,)"]),
    "@": (lambda: lleno(5, 3) @ lleno(4, 2), ["(5, 3) y (4, 2)", "columnas", "(3)", "(4)"]),
    "@ al revés": (lambda: lleno(2, 3) @ lleno(4, 2), ["b @ a"]),
    "@ sin T": (lambda: lleno(5, 3) @ lleno(4, 3), ["a @ b.T"]),
    "@ sin trasponer": (lambda: lleno(2, 5, 3) @ lleno(2, 4, 3), ["los dos últimos ejes"]),
    "@ sin T en a": (lambda: lleno(3, 5) @ lleno(3, 4), ["a.T @ b"]),
    "@ con un número": (lambda: lleno(2, 3) @ 2.0, ["(2, 3) y ()", "usa *"]),
    "@ de muchas": (lambda: lleno(2, 4, 3) @ lleno(3, 3, 5), ["(2,) y (3,) matrices"]),
    "@ de listas": (lambda: lleno(3) @ lleno(4), ["(3,) y (4,)"]),
    "eje": (lambda: lleno(2, 3).sum(axis=2), ["axis=2", "(2, 3)", "de 0 a 1", "axis=None"]),
    "eje con decimales": (lambda: lleno(2, 3).mean(axis=0.5), ["axis=0.5"]),
    "ejes en lista": (lambda: lleno(2, 3).sum(axis=[0, 1]), ["axis=(0, 1)"]),
    "eje de softmax": (lambda: lleno(2, 3).softmax(axis=5), ["axis=5"]),
    "eje de max": (lambda: lleno(2, 3).max(axis=-3), ["axis=-3", "−2 a −1"]),
    "max de nada": (lambda: lleno(2, 0).max(), ["(2, 0)", "no tiene números"]),
    "reshape": (lambda: lleno(2, 3).reshape(4), ["(2, 3)", "6 números", "(4,)"]),
    "reshape de dos −1": (lambda: lleno(2, 3).reshape(-1, -1), ["(-1, -1)"]),
    "transpose": (lambda: lleno(2, 3, 4).transpose(0, 3), ["3 ejes", "del 0 al 2"]),
    "índice": (lambda: lleno(2, 3)[2], ["(2, 3)", "[2]", "(1, 2)"]),
    "índice con decimales": (lambda: lleno(3)[1.5], ["enteros", "decimales"]),
    "índices decimales": (lambda: lleno(3)[[0.0, 1.0]], ["enteros", "decimales"]),
    "dos listas de índices": (lambda: lleno(3, 3)[[0, 1], [0, 1, 2]], ["(2,) y (3,)", "[:, "]),
    "índice que es un tensor": (lambda: lleno(3)[lleno(1)], ["astype(int)"]),
    "índice de un número": (lambda: lleno()[0], ["item()"]),
    "cat": (lambda: cat([lleno(2, 3), lleno(2, 4)]), ["eje 0", "(2, 3) y (2, 4)"]),
    "cat de números": (lambda: cat([lleno(), lleno()]), [".reshape(1)"]),
    "cat de nada": (lambda: cat([]), ["vacía"]),
    "clases de más": (lambda: lleno(2, 3).cross_entropy([0, 1, 2]), ["(2, 3)", "(2,)", "(3,)"]),
    "clase fuera": (lambda: lleno(2, 3).cross_entropy([0, 3]), ["de 0 a 2", "de 0 a 3"]),
    "clase negativa": (lambda: lleno(2, 3).cross_entropy([-1, 0]), ["de -1 a 0"]),
    "clases one-hot": (lambda: lleno(2, 3).cross_entropy(np.eye(3)[:2]), ["argmax(-1)"]),
    "sin ejemplos": (lambda: lleno(0, 3).cross_entropy([]), ["ningún ejemplo"]),
    "logits que son un número": (lambda: lleno().cross_entropy(0), ["lista de logits"]),
    "datos de otra forma": (lambda: setattr(lleno(3), "data", [1.0]), ["(3,)", "(1,)"]),
    "filas disparejas": (lambda: Tensor([[1.0, 2.0], [3.0]]), ["hay de 1 y 2"]),
    "grad de otra forma": (lambda: lleno(3).backward([1.0]), ["(3,)", "(1,)"]),
    "item": (lambda: lleno(2, 3).item(), ["item()", "(2, 3)", ".sum()"]),
}


@pytest.mark.parametrize(("hacer", "dice"), ERRORES.values(), ids=ERRORES)
def test_dice_las_formas_y_que_escribir(hacer, dice):
    with pytest.raises((ValueError, IndexError)) as error:
        hacer()
    for parte in dice:
        assert parte in str(error.value)


DE_TIPO = {
    "texto": (lambda: Tensor("a"), "números reales.*'a'"),
    "None": (lambda: Tensor(None), "return"),
    "un hueco": (lambda: Tensor(...), "sin llenar"),
    "complejo": (lambda: Tensor(1j), "números reales"),
    "otro Tensor": (lambda: Tensor(lleno(2)), r"Tensor\(t\.data\)"),
    "lista de tensores": (lambda: Tensor([lleno(2), lleno(2)]), r"cat\(\[a, b\]\)"),
    "lista de Value": (lambda: Tensor([Value(1.0)]), r"v\.data for v in"),
    "más un Value": (lambda: lleno(2) + Value(1.0), "todos son Value o todos son Tensor"),
    "un Value más": (lambda: Value(1.0) + lleno(2), "todos son Value o todos son Tensor"),
    "un Value por un número": (lambda: Value(1.0) * lleno(), "todos son Value o todos son Tensor"),
    "Value de un Tensor": (lambda: Value(lleno()), "todos son Value o todos son Tensor"),
    "tipo entero": (lambda: Tensor(1.0, int), "float64 o de float32"),
    "un nombre por tipo": (lambda: Tensor(1.0, "a"), "label='a'"),
    "clases decimales": (lambda: lleno(1, 3).cross_entropy([0.5]), "llegaron decimales"),
    "clases inf": (lambda: lleno(1, 3).cross_entropy([np.inf]), "llegaron decimales"),
    "clases de texto": (lambda: lleno(1, 3).cross_entropy(["a"]), r"\['a'\]"),
    "cat de un tensor": (lambda: cat(lleno(2, 3)), r"cat\(\[a, b\]\)"),
    "len de un número": (lambda: len(lleno()), r"t\.item\(\)"),
    "recorrer un número": (lambda: list(lleno()), r"t\.item\(\)"),
}


@pytest.mark.parametrize(("hacer", "dice"), DE_TIPO.values(), ids=DE_TIPO)
def test_dice_que_llego(hacer, dice):
    with pytest.raises(TypeError, match=dice):
        hacer()


@pytest.mark.parametrize(
    "forma", [(), (1,), (0,), (1, 1), (2, 0), (0, 3), (1, 0, 2)], ids=lambda forma: str(forma)
)
def test_formas_raras(forma):
    """De cero ejes, de ejes de tamaño 1 y sin ningún número: todo conserva su forma."""
    t = Tensor(np.full(forma, 0.5))
    otras = [-t, t + 1, 2 - t, t * t, t / 2, 1 / t, t**2, 2**t, t.exp(), t.log(), t.sqrt(),
             t.tanh(), t.sigmoid(), t.relu(), t.reshape(forma), t.T.T, t + t.sum(), t - t.mean(),
             (t.reshape(-1) * 1).reshape(forma)]  # fmt: skip
    if forma:
        otras += [cat([t, t], 0)[: len(t)], t.reshape((1, *forma))[0], t[...], t[:]]
        otras += [t * t.sum(-1, keepdims=True), t * t.mean(0, keepdims=True)]
    if forma and forma[-1]:
        otras += [t.softmax(), t * t.max(-1, keepdims=True)]
    total = sum((otra.sum() for otra in otras), Tensor(0.0))
    assert {otra.shape for otra in otras} == {forma}
    total.backward()
    assert isinstance(t.grad, np.ndarray)
    assert (t.grad.shape, t.grad.dtype) == (forma, np.float64)


@pytest.mark.parametrize(
    ("a", "b", "c"),
    [
        ((2, 3), (3, 4), (2, 4)), ((3,), (3,), ()), ((2, 3), (3,), (2,)), ((3,), (3, 4), (4,)),
        ((5, 2, 3), (3, 4), (5, 2, 4)), ((5, 2, 3), (5, 3, 4), (5, 2, 4)),
        ((5, 2, 3), (3,), (5, 2)), ((3,), (5, 3, 4), (5, 4)), ((1, 2, 3), (5, 3, 4), (5, 2, 4)),
        ((6, 1, 2, 3), (5, 3, 4), (6, 5, 2, 4)), ((2, 3), (5, 3, 4), (5, 2, 4)),
        ((2, 0), (0, 3), (2, 3)), ((0, 3), (3, 2), (0, 2)), ((2, 2, 0), (0, 3), (2, 2, 3)),
        ((0,), (0,), ()), ((1,), (1, 1), (1,)),
    ],
)  # fmt: skip
def test_las_formas_de_una_multiplicacion(a, b, c):
    azar = np.random.default_rng(0)
    x, y = Tensor(azar.normal(size=a)), Tensor(azar.normal(size=b))
    z = x @ y
    assert z.shape == c
    np.testing.assert_allclose(z.data, x.data @ y.data, rtol=1e-12)
    llega = azar.normal(size=c)
    z.backward(llega)
    assert (x.grad.shape, y.grad.shape) == (a, b)
    # en cada una la cuenta es lineal: su derivada a lo largo de una dirección es ella misma
    for hoja, otra in ((x, lambda d: d @ y.data), (y, lambda d: x.data @ d)):
        d = azar.normal(size=hoja.shape)
        assert (hoja.grad * d).sum() == pytest.approx((otra(d) * llega).sum(), rel=1e-9, abs=1e-12)


def test_un_eje_decimal_dice_la_division_que_da_un_entero():
    with pytest.raises(TypeError, match=r"es //"):
        lleno(2, 8).reshape(2, 4, 8 / 4)
