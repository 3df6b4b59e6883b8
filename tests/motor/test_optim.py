"""Los optimizadores contra los de PyTorch, paso a paso."""

from __future__ import annotations

import pytest

from minigrad import MLP, SGD, Adam, Value
from minigrad.optim import Optimizer

INICIO = (1.5, -0.7, 0.2)


def cuenta(p):
    a, b, c = p
    return (a * b - 1) ** 2 + (b + c) ** 4 + a * a * c * c


CASOS = [
    (SGD, {"lr": 0.05}),
    (SGD, {"lr": 0.02, "momentum": 0.9}),
    (SGD, {"lr": 0.02, "momentum": 0.5, "weight_decay": 0.1}),
    (Adam, {}),
    (Adam, {"lr": 0.1}),
    (Adam, {"lr": 0.05, "betas": (0.5, 0.9), "eps": 1e-3, "weight_decay": 0.2}),
]


@pytest.mark.torch
@pytest.mark.parametrize(("clase", "opciones"), CASOS)
def test_como_el_de_torch(clase, opciones):
    torch = pytest.importorskip("torch")
    suyos = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in INICIO]
    nuestros = [Value(x) for x in INICIO]
    suyo = getattr(torch.optim, clase.__name__)(suyos, **opciones)
    nuestro = clase(nuestros, **opciones)
    for paso in range(30):
        if paso == 20:  # la tasa de aprendizaje se puede cambiar a medio camino
            nuestro.lr = suyo.param_groups[0]["lr"] = nuestro.lr / 2
        for optimizador, p in ((suyo, suyos), (nuestro, nuestros)):
            optimizador.zero_grad()
            cuenta(p).backward()
            optimizador.step()
        assert [p.data for p in nuestros] == pytest.approx([t.item() for t in suyos], rel=1e-12)


@pytest.mark.parametrize("clase", [SGD, Adam])
def test_bajan_la_perdida(clase):
    p = [Value(x) for x in INICIO]
    optimizador, antes = clase(iter(p), lr=0.01), cuenta(p).data
    for _ in range(50):
        optimizador.zero_grad()
        cuenta(p).backward()
        optimizador.step()
    assert cuenta(p).data < antes / 2


def test_sin_inercia_no_queda_nada_de_un_paso_infinito():
    p = Value(1.0)
    optimizador = SGD([p], lr=0.1)
    p.grad = float("inf")
    optimizador.step()
    p.data, p.grad = 1.0, 1.0  # se vuelve a empezar desde un número sano
    optimizador.step()
    assert p.data == 1.0 - 0.1 * 1.0


def test_lo_que_no_se_puede_optimizar():
    red = MLP(2, [1])
    with pytest.raises(TypeError, match=r"red\.parameters\(\)"):
        SGD(red, lr=0.1)
    with pytest.raises(TypeError, match=r"red\.parameters\(\)"):
        SGD(red.parameters, lr=0.1)
    with pytest.raises(ValueError, match="No hay parámetros"):
        Adam([])
    with pytest.raises(ValueError, match="negativos"):
        SGD(red.parameters(), lr=-1)
    with pytest.raises(ValueError, match="negativos"):
        Adam(red.parameters(), weight_decay=-1)
    for mal in (Value, Value(1.0), None):
        with pytest.raises(TypeError, match=r"red\.parameters\(\)"):
            SGD(mal, lr=0.1)
    for mal in ([1.0], ["w"], {"w": Value(1.0)}, [red], [red.parameters()], [None]):
        with pytest.raises(TypeError, match="llegó un objeto de tipo"):
            Adam(mal)
    with pytest.raises(NotImplementedError, match="SGD o Adam"):
        Optimizer(red.parameters(), lr=1).step()


@pytest.mark.parametrize("malo", [Value(0.1), "0.1", None])
def test_lo_que_gradua_el_paso_es_un_numero(malo):
    p = [Value(1.0)]
    for crear in (
        lambda: SGD(p, lr=malo), lambda: SGD(p, momentum=malo), lambda: SGD(p, weight_decay=malo),
        lambda: Adam(p, lr=malo), lambda: Adam(p, eps=malo), lambda: Adam(p, betas=(malo, 0.9)),
    ):  # fmt: skip
        with pytest.raises(TypeError, match="es un número suelto"):
            crear()
    with pytest.raises(TypeError, match="betas son dos números"):
        Adam(p, betas=malo)
    for optimizador in (SGD(p, lr=0.1), Adam(p)):
        optimizador.lr = malo  # se puede cambiar, y entonces se mira al dar el paso
        with pytest.raises(TypeError, match="lr es un número suelto"):
            optimizador.step()
    assert p[0].data == 1.0


@pytest.mark.torch
def test_los_parametros_de_torch_no_son_los_de_aqui():
    torch = pytest.importorskip("torch")
    with pytest.raises(TypeError, match="tipo Tensor"):
        SGD([torch.ones(1, requires_grad=True)])
