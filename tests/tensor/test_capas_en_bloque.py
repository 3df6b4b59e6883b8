"""Las capas contra las de torch.nn, con los mismos pesos; y lo que dicen de una forma que no va."""

from __future__ import annotations

import random
import warnings

import numpy as np
import pytest

from minigrad import Module, Tensor, layers
from minigrad.layers import Embedding, LayerNorm, Linear, ReLU, RMSNorm, Sequential, Tanh

AZAR = np.random.default_rng(5)


def iguales(a, b):
    np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-9)


CASOS = [
    ("Linear", (3, 4), {}, [(5, 3), (3,), (2, 5, 3), (0, 3), (1, 1, 1, 3)]),
    ("Linear", (3, 4), {"bias": False}, [(5, 3), (2, 2, 3)]),
    ("Linear", (1, 1), {}, [(5, 1), (1,)]),
    ("RMSNorm", (3,), {}, [(5, 3), (3,), (2, 5, 3)]),
    ("RMSNorm", (3,), {"eps": 0.1, "elementwise_affine": False}, [(5, 3), (2, 5, 3)]),
    ("RMSNorm", ((2, 3),), {"eps": 1e-5}, [(5, 2, 3), (2, 3)]),
    ("LayerNorm", (3,), {}, [(5, 3), (3,), (2, 5, 3)]),
    ("LayerNorm", ((2, 3),), {"eps": 0.1}, [(5, 2, 3), (2, 3)]),
    ("LayerNorm", (4,), {"bias": False}, [(5, 4)]),
    ("LayerNorm", (4,), {"elementwise_affine": False}, [(5, 4)]),
    ("ReLU", (), {}, [(5, 4), ()]),
    ("Tanh", (), {}, [(5, 4), ()]),
]


@pytest.mark.torch
@pytest.mark.parametrize(("nombre", "tamanos", "opciones", "formas"), CASOS)
def test_como_la_de_torch(nombre, tamanos, opciones, formas):
    torch = pytest.importorskip("torch")
    nuestra = getattr(layers, nombre)(*tamanos, **opciones)
    suya = getattr(torch.nn, nombre)(*tamanos, **opciones).double()
    suyos = dict(suya.named_parameters())
    assert [n for n, _ in nuestra.named_parameters()] == list(suyos)
    for n, p in nuestra.named_parameters():
        assert p.shape == tuple(suyos[n].shape)
        p.data = AZAR.normal(size=p.shape)
        suyos[n].data.copy_(torch.tensor(p.data))
    for forma in formas:
        x = Tensor(AZAR.normal(size=forma))
        xt = torch.tensor(x.data, requires_grad=True)
        salida, otra = nuestra(x), suya(xt)
        iguales(salida.data, otra.detach().numpy())
        llega = AZAR.normal(size=salida.shape)
        nuestra.zero_grad()
        suya.zero_grad()
        salida.backward(llega)
        otra.backward(torch.tensor(llega))
        iguales(x.grad, xt.grad.numpy())
        for n, p in nuestra.named_parameters():
            assert p.grad.shape == p.shape
            iguales(p.grad, suyos[n].grad.numpy())


@pytest.mark.torch
def test_embedding_como_la_de_torch():
    torch = pytest.importorskip("torch")
    nuestra, suya = Embedding(5, 3, seed=1), torch.nn.Embedding(5, 3).double()
    suya.weight.data.copy_(torch.tensor(nuestra.weight.data))
    for indices in ([0, 4, 4, 2], [[1, 1], [0, 3]], 2, [], np.array([[[3]]])):
        enteros = torch.as_tensor(np.asarray(indices, dtype=int))
        salida, otra = nuestra(indices), suya(enteros)
        iguales(salida.data, otra.detach().numpy())
        llega = AZAR.normal(size=salida.shape)
        nuestra.zero_grad()
        suya.zero_grad()
        salida.backward(llega)
        otra.backward(torch.tensor(llega))
        iguales(nuestra.weight.grad, suya.weight.grad.numpy())


def test_empiezan_como_en_torch():
    """Linear, uniforme en ±1/√entradas; Embedding, normal; las normas, en unos y ceros."""
    linear = Linear(25, 2000, seed=0)
    for p in (linear.weight, linear.bias):
        assert abs(p.data).max() <= 0.2
        assert p.data.mean() == pytest.approx(0.0, abs=0.01)
        assert p.data.std() == pytest.approx(0.2 / 3**0.5, rel=0.05)
    tabla = Embedding(500, 100, seed=0).weight.data
    assert (tabla.mean(), tabla.std()) == pytest.approx((0.0, 1.0), abs=0.02)
    assert LayerNorm(3).weight.data.tolist() == [1.0] * 3
    assert LayerNorm(3).bias.data.tolist() == [0.0] * 3
    assert RMSNorm(3).weight.data.tolist() == [1.0] * 3


def test_la_semilla_es_suya():
    def pesos(semilla):
        return [Linear(2, 3, seed=semilla).weight.data.tolist() for _ in range(2)]

    uno, dos = pesos(7)
    assert uno == dos != pesos(8)[0]
    assert pesos(None)[0] != pesos(None)[0]
    for generador in (np.random.default_rng(3), random.Random(3)):
        uno, dos = pesos(generador)  # un generador compartido sigue: no repite
        assert uno != dos
    antes = np.random.get_state()[1].tolist(), random.getstate()
    Sequential(Linear(2, 3), Embedding(3, 2))
    assert (np.random.get_state()[1].tolist(), random.getstate()) == antes


def test_los_nombres_son_los_de_torch():
    class Bloque(Module):
        def __init__(self):
            self.norma = RMSNorm(4)
            self.capas = [Linear(4, 4), Linear(4, 4, bias=False)]
            self.mascara = Tensor(np.zeros((2, 2)), requires_grad=False)

        def __call__(self, x):
            return self.norma(x)

    red = Sequential(Linear(2, 4), Tanh(), Bloque())
    nombres = [nombre for nombre, _ in red.named_parameters()]
    assert nombres == [
        "0.weight", "0.bias", "2.norma.weight", "2.capas.0.weight", "2.capas.0.bias",
        "2.capas.1.weight",
    ]  # fmt: skip
    assert len(red.parameters()) == 6
    assert (len(red), red[0], red[-1].__class__) == (3, red[0], Bloque)


def test_un_parametro_compartido_es_uno_solo():
    class Atada(Module):
        def __init__(self):
            self.tabla = Embedding(5, 3)
            self.salida = self.tabla.weight

    assert len(Atada().parameters()) == 1
    assert repr(Atada()) == "Atada(15 parámetros)"


def test_guardar_y_cargar(tmp_path):
    def crear(semilla):
        azar = np.random.default_rng(semilla)
        return Sequential(Linear(2, 3, seed=azar), ReLU(), Linear(3, 1, dtype="float32", seed=azar))

    red, otra = crear(1), crear(2)
    red[0].weight.data[0] = [np.inf, np.nan]
    red.guardar(tmp_path / "red.json")
    otra.cargar(tmp_path / "red.json")
    for p, q in zip(red.parameters(), otra.parameters(), strict=True):
        np.testing.assert_array_equal(p.data, q.data)
        assert p.dtype == q.dtype
    texto = (tmp_path / "red.json").read_text()
    (tmp_path / "red.json").write_text(texto.replace('"inf",', ""))
    antes = [p.data.tolist() for p in red.parameters()]
    with pytest.raises(ValueError, match="forma"):
        otra.cargar(tmp_path / "red.json")
    with pytest.raises(ValueError, match="Linear"):
        Sequential(Linear(2, 3), Tanh(), Linear(3, 1)).cargar(tmp_path / "red.json")
    np.testing.assert_equal([p.data.tolist() for p in red.parameters()], antes)


def test_zero_grad_deja_ceros_de_su_forma():
    red = Sequential(Linear(2, 3), RMSNorm(3, dtype="float32"))
    red(np.ones((4, 2))).sum().backward()
    red.zero_grad()
    for p in red.parameters():
        assert isinstance(p.grad, np.ndarray)
        assert (p.grad.shape, p.grad.dtype) == (p.shape, p.dtype)
        assert not p.grad.any()


def test_con_float32_todo_es_float32():
    red = Sequential(Linear(2, 3, dtype="float32"), LayerNorm(3, dtype="float32"), Tanh())
    salida = red(np.ones((4, 2)))
    salida.sum().backward()
    assert {salida.dtype, *(p.grad.dtype for p in red.parameters())} == {np.dtype("float32")}


@pytest.mark.parametrize(
    ("hacer", "error", "dice"),
    [
        (lambda: Linear(3, 4)(np.ones((5, 2))), ValueError, r"Linear\(3, 4\).*mida 3.*\(5, 2\)"),
        (lambda: Linear(3, 4)(2.0), ValueError, r"\(\)"),
        (lambda: RMSNorm(3)(np.ones((3, 1))), ValueError, r"mida 3.*\(3, 1\)"),
        (lambda: LayerNorm((2, 3))(np.ones((3, 2))), ValueError, r"\(2, 3\).*\(3, 2\)"),
        (lambda: Linear(0, 3), ValueError, "1 o más; y llegó 0"),
        (lambda: Linear(2.5, 3), ValueError, "entero de entradas"),
        (lambda: Embedding(3, -1), ValueError, "entero de dimensiones"),
        (lambda: Embedding(3, 2)([0, 3]), IndexError, "de 0 a 2, y los índices van de 0 a 3"),
        (lambda: Embedding(3, 2)([-1]), IndexError, "de 0 a 2"),
        (lambda: Embedding(3, 2)([0.5]), TypeError, "enteros.*llegaron decimales"),
        (lambda: Embedding(3, 2)("ab"), TypeError, "enteros.*'ab'"),
        (lambda: Sequential([Linear(2, 3)]), TypeError, "sus capas sueltas, con"),
        (lambda: Sequential(Linear(2, 3), 4), TypeError, "llegó 4"),
    ],
)
def test_lo_que_no_va_se_explica(hacer, error, dice):
    with pytest.raises(error, match=dice):
        hacer()


def test_ninguna_advertencia_ni_con_numeros_enormes():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for capa in (Linear(2, 2), RMSNorm(2), LayerNorm(2)):
            x = Tensor([[1e200, -1e200], [np.inf, np.nan]])
            capa(x).sum().backward()


def test_se_muestran_como_se_escriben():
    red = Sequential(Linear(2, 3), ReLU(), Linear(3, 1, bias=False), Tanh(), LayerNorm((1,)))
    dicho = "Sequential(Linear(2, 3), ReLU(), Linear(3, 1, bias=False), Tanh(), LayerNorm(1))"
    assert repr(red) == dicho
    assert repr(Embedding(27, 16)) == "Embedding(27, 16)"
    assert repr(RMSNorm((2, 3))) == "RMSNorm((2, 3))"
