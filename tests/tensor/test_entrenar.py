"""Entrenar en bloque: optimizadores y pérdidas con Tensor, y con el Tensor del aprendiz."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from minigrad import MLP, SGD, Adam, Tensor, Value, cross_entropy, datasets, mse, no_grad
from minigrad.layers import Linear, ReLU, Sequential, Tanh
from minigrad.nn import Module

AZAR = np.random.default_rng(2)
OPTIMIZADORES = [
    (SGD, {"lr": 0.05}),
    (SGD, {"lr": 0.02, "momentum": 0.9}),
    (SGD, {"lr": 0.02, "momentum": 0.5, "weight_decay": 0.1}),
    (Adam, {}),
    (Adam, {"lr": 0.1}),
    (Adam, {"lr": 0.05, "betas": (0.5, 0.9), "eps": 1e-3, "weight_decay": 0.2}),
]


class DelAprendiz:
    """El Tensor de la lección 6, en lo que un optimizador necesita."""

    def __init__(self, data, hijos=(), atras=(), op=""):
        self.data = np.array(data, dtype=float)
        self.grad = np.zeros_like(self.data)
        self._prev, self._atras, self._op = tuple(hijos), tuple(atras), op


def red_de(azar):
    return Sequential(Linear(4, 8, seed=azar), Tanh(), Linear(8, 3, seed=azar))


@pytest.mark.torch
@pytest.mark.parametrize(("clase", "opciones"), OPTIMIZADORES)
def test_la_misma_trayectoria_que_torch(clase, opciones):
    torch = pytest.importorskip("torch")
    nuestra, (x, y) = red_de(0), (AZAR.normal(size=(20, 4)), AZAR.integers(3, size=20))
    suya = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Tanh(), torch.nn.Linear(8, 3))
    suya.double()
    with torch.no_grad():
        for p, t in zip(nuestra.parameters(), suya.parameters(), strict=True):
            t.copy_(torch.tensor(p.data))
    nuestro = clase(nuestra.parameters(), **opciones)
    suyo = getattr(torch.optim, clase.__name__)(suya.parameters(), **opciones)
    for _ in range(12):
        nuestro.zero_grad()
        suyo.zero_grad()
        perdida = cross_entropy(nuestra(x), y)
        otra = torch.nn.functional.cross_entropy(suya(torch.tensor(x)), torch.tensor(y))
        assert perdida.item() == pytest.approx(otra.item(), rel=1e-9)
        perdida.backward()
        otra.backward()
        nuestro.step()
        suyo.step()
    for p, t in zip(nuestra.parameters(), suya.parameters(), strict=True):
        np.testing.assert_allclose(p.data, t.detach().numpy(), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(("clase", "opciones"), OPTIMIZADORES)
def test_con_value_con_tensor_y_con_el_del_aprendiz_es_lo_mismo(clase, opciones):
    numeros = AZAR.normal(size=(2, 3))
    sueltos = [Value(n) for n in numeros.ravel()]
    bloques = [Tensor(numeros), DelAprendiz(numeros), Tensor(numeros, "float32")]
    optimizadores = [clase([p], **opciones) for p in bloques]
    de_value = clase(sueltos, **opciones)
    for _ in range(5):
        grad = AZAR.normal(size=(2, 3))
        for p, optimizador in zip(bloques, optimizadores, strict=True):
            p.grad = grad.astype(p.data.dtype)
            optimizador.step()
        for p, g in zip(sueltos, grad.ravel(), strict=True):
            p.grad = float(g)
        de_value.step()
    for p, cerca in zip(bloques, (1e-12, 1e-12, 1e-5), strict=True):
        esperados = np.reshape([v.data for v in sueltos], (2, 3))
        np.testing.assert_allclose(p.data, esperados, rtol=cerca, atol=cerca)
    assert bloques[2].dtype == np.float32


@pytest.mark.parametrize("hacer", [Tensor, DelAprendiz])
@pytest.mark.parametrize("clase", [SGD, Adam])
def test_zero_grad_y_lo_que_alguien_pone_a_mano(clase, hacer):
    p = hacer([[1.0, 2.0]])
    optimizador = clase([p, p], lr=0.1)
    assert optimizador.parameters == [p] or len(optimizador.parameters) == 1
    p.grad = np.array([[3.0, 4.0]])
    optimizador.zero_grad()
    assert p.grad.shape == (1, 2)
    assert not p.grad.any()
    for grad in (None, 0.0):  # sin gradiente no se mueve
        p.grad = grad
        optimizador.step()
        assert p.data.tolist() == [[1.0, 2.0]]
    p.grad = np.ones((3, 2))
    with pytest.raises(ValueError, match=r"\(1, 2\).*\(3, 2\).*encoger"):
        optimizador.step()
    assert p.data.tolist() == [[1.0, 2.0]]


@pytest.mark.parametrize("clase", [SGD, Adam])
def test_si_un_gradiente_no_va_no_se_mueve_ninguno(clase):
    bueno, malo = Tensor([1.0]), Tensor([1.0, 2.0])
    optimizador = clase([bueno, malo], lr=0.1)
    bueno.grad, malo.grad = np.ones(1), np.ones((3, 2))
    with pytest.raises(ValueError, match="encoger"):
        optimizador.step()
    assert bueno.data.tolist() == [1.0]


def test_los_datos_de_antes_se_quedan_como_estaban():
    """Quien guardó `p.data` antes del paso conserva los de antes, y la pérdida también."""
    p = Tensor([1.0, 2.0])
    perdida, mejor = (p * p).sum(), p.data
    optimizador = SGD([p], lr=0.1)
    perdida.backward()
    optimizador.step()
    assert mejor.tolist() == [1.0, 2.0]
    assert p.data.tolist() == pytest.approx([0.8, 1.6])
    p.grad = None
    perdida.backward()  # la pérdida de antes se deriva donde se calculó
    assert p.grad.tolist() == [2.0, 4.0]


def test_lo_congelado_no_se_mueve_ni_molesta():
    libre, quieto = Tensor([1.0]), Tensor([1.0])
    quieto.requires_grad = False
    optimizador = SGD([libre, quieto], lr=0.1)
    optimizador.zero_grad()
    (libre * quieto).sum().backward()
    optimizador.step()
    assert (libre.item(), quieto.item()) == (0.9, 1.0)


def test_un_tensor_de_torch_se_rechaza():
    torch = pytest.importorskip("torch")
    with pytest.raises(TypeError, match=r"red\.parameters\(\)"):
        SGD([torch.ones(2, requires_grad=True)])
    with pytest.raises(TypeError, match=r"red\.parameters\(\)"):
        Adam([np.ones(2)])


@pytest.mark.parametrize("clase", [SGD, Adam])
def test_ninguna_advertencia_con_gradientes_enormes(clase):
    p = Tensor([1.0, 2.0, 3.0])
    optimizador = clase([p], lr=1e300, weight_decay=0.1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(3):
            p.grad = np.array([1e300, np.inf, np.nan])
            optimizador.step()


# ── Pérdidas ─────────────────────────────────────────────────────────────────────────────────


def test_mse_en_bloque():
    p, y = Tensor([[1.0], [2.0], [4.0]]), [[0.0], [2.0], [1.0]]
    for objetivos in (y, np.array(y), Tensor(y, requires_grad=False)):
        p.grad = None
        perdida = mse(p, objetivos)
        perdida.backward()
        assert perdida.item() == pytest.approx(10 / 3)
        assert p.grad.ravel().tolist() == pytest.approx([2 / 3, 0.0, 2.0])
    assert mse([Value(1.0), Value(2.0)], [0.0, 2.0]).data == 0.5


@pytest.mark.parametrize("otra", [[0.0, 2.0, 1.0], [[0.0, 2.0, 1.0]], [[1.0]], 2.0, [[1.0], [2.0]]])
def test_mse_no_difunde_una_columna_contra_una_fila(otra):
    p = Tensor([[1.0], [2.0], [4.0]])
    for objetivos in (otra, np.array(otra)):
        with pytest.raises(ValueError, match=r"forma \(3, 1\) y los objetivos de forma"):
            mse(p, objetivos)
    with pytest.raises(ValueError, match=r"\.reshape\(3, 1\)"):
        mse(p, [0.0, 2.0, 1.0])


def test_cross_entropy_en_bloque_es_un_nodo():
    logits = Tensor([[0.0, 3.0, -2.0, 1.0]])
    perdida = cross_entropy(logits, [3])
    assert perdida._prev == (logits,)
    assert perdida.item() == pytest.approx(2.17551536, abs=1e-8)
    perdida.backward()
    grad = [0.041772570515350445, 0.8390245074625319, 0.005653302662216329, -0.8864503806400986]
    assert logits.grad[0] == pytest.approx(grad, abs=1e-12)


# ── La red de la lección 5, en bloque ────────────────────────────────────────────────────────


def test_la_red_de_la_leccion_5_da_las_mismas_perdidas():
    xs, ys = datasets.moons(20)
    suelta = MLP(2, [4, 1], seed=3)
    oculta, salida = suelta.layers
    bloque = Sequential(Linear(2, 4), Tanh(), Linear(4, 1))
    for capa, linear in ((oculta, bloque[0]), (salida, bloque[2])):
        linear.weight.data = [[w.data for w in neurona.w] for neurona in capa.neurons]
        linear.bias.data = [neurona.b.data for neurona in capa.neurons]
    pasos = [SGD(red.parameters(), lr=0.1, momentum=0.9) for red in (suelta, bloque)]
    for _ in range(5):
        perdidas = [
            mse([suelta(x) for x in xs], ys),
            mse(bloque(xs), np.array(ys, dtype=float).reshape(-1, 1)),
        ]
        assert perdidas[0].item() == pytest.approx(perdidas[1].item(), rel=1e-12)
        for perdida, optimizador in zip(perdidas, pasos, strict=True):
            optimizador.zero_grad()
            perdida.backward()
            optimizador.step()


def test_aprende():
    azar = np.random.default_rng(0)
    x = azar.normal(size=(200, 2))
    y = (x[:, 0] * x[:, 1] > 0).astype(int)
    red = Sequential(Linear(2, 16, seed=azar), ReLU(), Linear(16, 2, seed=azar))
    optimizador = Adam(red.parameters(), lr=0.02)
    for _ in range(150):
        optimizador.zero_grad()
        cross_entropy(red(x), y).backward()
        optimizador.step()
    with no_grad():
        assert (red(x).data.argmax(1) == y).mean() > 0.95


@pytest.mark.parametrize("hacer", [Tensor, DelAprendiz, Value])
def test_un_modulo_reconoce_los_parametros_de_cualquier_motor(hacer, tmp_path):
    class Recta(Module):
        def __init__(self):
            self.w, self.b = hacer(2.0), [hacer(1.0)]

    recta, otra = Recta(), Recta()
    assert [nombre for nombre, _ in recta.named_parameters()] == ["w", "b.0"]
    recta.w.grad = recta.w.data * 3.0
    recta.zero_grad()
    assert float(recta.w.grad) == 0.0
    recta.w.data = recta.w.data * 5.0
    recta.guardar(tmp_path / "recta.json")
    otra.cargar(tmp_path / "recta.json")
    assert float(otra.w.data) == 10.0
