"""Las pérdidas: con números conocidos, en los extremos y con datos que no encajan."""

from __future__ import annotations

import math

import pytest

from minigrad import Value, cross_entropy, max_margin, mse


def test_mse_es_un_promedio():
    p = [Value(1.0), Value(3.0)]
    perdida = mse(p, [0.0, 5.0])
    perdida.backward()
    assert (perdida.data, p[0].grad, p[1].grad) == (2.5, 1.0, -2.0)
    assert mse([[Value(1.0), 2.0], [3.0, 4.0]], [[0.0, 2.0], [3.0, 2.0]]).data == 1.25


def test_max_margin_solo_empuja_lo_que_no_llega_al_margen():
    p = [Value(2.0), Value(0.5), Value(0.5)]
    perdida = max_margin(p, [1, 1, -1])
    perdida.backward()
    assert perdida.data == pytest.approx((0 + 0.5 + 1.5) / 3)
    assert [v.grad for v in p] == pytest.approx([0.0, -1 / 3, 1 / 3])


def test_entropia_cruzada_con_numeros_conocidos():
    logits = [Value(z) for z in (0.0, 3.0, -2.0, 1.0)]
    perdida = cross_entropy(logits, 3)
    perdida.backward()
    esperado = [0.041772570515350445, 0.8390245074625319, 0.005653302662216329, -0.8864503806400986]
    assert perdida.data == pytest.approx(2.17551536, abs=1e-8)
    assert [z.grad for z in logits] == pytest.approx(esperado, rel=1e-12)


def test_la_entropia_no_desborda():
    assert cross_entropy([Value(1000.0), Value(0.0)], 0).data == 0.0
    assert cross_entropy([Value(1000.0), Value(0.0)], 1).data == 1000.0
    assert cross_entropy([Value(-1e6), Value(-1e6)], 1).data == pytest.approx(math.log(2))


@pytest.mark.torch
@pytest.mark.parametrize("logits", [[1e16, 1e16], [1e8, 1e8], [1e4, 1e4 + 1e-3], [0.0, 1000.0]])
def test_la_entropia_no_pierde_cifras(logits):
    torch = pytest.importorskip("torch")
    for clase in (0, 1):
        suya = torch.nn.functional.cross_entropy(
            torch.tensor(logits, dtype=torch.float64), torch.tensor(clase)
        )
        assert cross_entropy(logits, clase).data == pytest.approx(suya.item(), rel=1e-12)


def test_max_margin_acepta_numeros_sueltos():
    assert max_margin([0.5, Value(2.0)], [1, -1]).data == (0.5 + 3.0) / 2


def test_la_entropia_de_varios_es_el_promedio():
    uno, otro = [Value(0.0), Value(1.0)], [Value(2.0), Value(-1.0)]
    juntas = cross_entropy([uno, otro], [0, 1]).data
    assert juntas == pytest.approx((cross_entropy(uno, 0).data + cross_entropy(otro, 1).data) / 2)


@pytest.mark.parametrize("perdida", [mse, max_margin, cross_entropy])
def test_un_objetivo_por_prediccion(perdida):
    with pytest.raises(ValueError, match="3 predicciones y 4 objetivos"):
        perdida([Value(1.0)] * 3, [1] * 4)
    with pytest.raises(ValueError, match="ningún ejemplo"):
        perdida([], [])


def test_una_prediccion_suelta_no_es_una_lista():
    with pytest.raises(TypeError, match="lista de predicciones"):
        mse(Value(1.0), [1.0])
    with pytest.raises(TypeError, match="lista de objetivos"):
        mse([[Value(1.0), Value(2.0)]], [1.0])


def test_clases_que_no_son():
    with pytest.raises(ValueError, match="−1 o 1, y llegó 0"):
        max_margin([Value(1.0)], [0])
    for clase in (2, -1, 0.5, math.nan):
        with pytest.raises(ValueError, match="no es el lugar"):
            cross_entropy([Value(1.0), Value(2.0)], clase)
    for clase in ("1", None, Value(1.0)):
        with pytest.raises(TypeError, match="Cada clase es un número"):
            cross_entropy([[Value(1.0), Value(2.0)]], [clase])
        with pytest.raises(TypeError, match="Cada clase es un número"):
            max_margin([Value(1.0)], [clase])
    with pytest.raises(TypeError, match="una lista de logits"):
        cross_entropy([Value(1.0), Value(2.0)], [0, 1])
    with pytest.raises(TypeError, match="varios ejemplos y una sola clase"):
        cross_entropy([[Value(1.0), Value(2.0)]], 0)


def hechas_con_numpy():
    np = pytest.importorskip("numpy")
    return np.array, np.eye(2)


def hechas_con_torch():
    torch = pytest.importorskip("torch")
    return torch.tensor, torch.eye(2)


DE_FUERA = [hechas_con_numpy, pytest.param(hechas_con_torch, marks=pytest.mark.torch)]


@pytest.mark.parametrize("fuente", [lambda: (list, [[1, 0], [0, 1]]), *DE_FUERA])
def test_una_clase_escrita_con_ceros_y_un_uno(fuente):
    _, filas = fuente()
    dos = [[Value(1.0), Value(2.0)], [Value(0.0), Value(1.0)]]
    with pytest.raises(TypeError, match="el lugar del uno"):
        cross_entropy(dos, filas)
    with pytest.raises(TypeError, match="el lugar del uno"):
        max_margin([Value(1.0), Value(2.0)], filas)


@pytest.mark.parametrize("fuente", DE_FUERA)
def test_arreglos_y_tensores_como_objetivos(fuente):
    hacer, _ = fuente()
    p = [Value(1.0), Value(3.0)]
    perdida = mse(p, hacer([0.0, 5.0]))
    perdida.backward()
    assert (perdida.data, p[0].grad, p[1].grad) == (2.5, 1.0, -2.0)
    assert max_margin(p, hacer([1, -1])).data == 2.0
    assert cross_entropy([p, p], hacer([1, 0])).data == cross_entropy([p, p], [1, 0]).data
    assert cross_entropy(p, hacer(1)).data == cross_entropy(p, 1).data
    for perdida in (mse, max_margin):
        with pytest.raises(TypeError, match="lista de predicciones, no un solo número"):
            perdida(hacer(1.0), [1.0])
        with pytest.raises(TypeError, match="lista de objetivos, no un solo número"):
            perdida(p, hacer(1.0))
    with pytest.raises(TypeError, match="una lista de logits"):
        cross_entropy(hacer(1.0), 0)
    with pytest.raises(TypeError, match="número con número"):
        mse(p, hacer([[0.0], [5.0]]))


@pytest.mark.torch
def test_un_tensor_con_gradiente_no_se_puede_seguir():
    torch = pytest.importorskip("torch")
    suyo = torch.ones(2, 2, requires_grad=True)
    for perder in (
        lambda: mse(suyo, suyo), lambda: max_margin(suyo[0], [1, 1]),
        lambda: cross_entropy(suyo, [0, 1]), lambda: mse([suyo[0, 0]], [1.0]),
    ):  # fmt: skip
        with pytest.raises(TypeError, match="detach"):
            perder()
    assert mse([Value(1.0), Value(1.0)], suyo[0]).data == 0.0


@pytest.mark.parametrize("perdida", [mse, max_margin, cross_entropy])
def test_lo_que_no_tiene_orden_no_es_una_lista(perdida):
    p = [Value(1.0), Value(2.0)]
    for mal in ({0: 1, 1: 1}, {1, -1}, "01"):
        with pytest.raises(TypeError, match="lista de objetivos"):
            perdida(p, mal)
