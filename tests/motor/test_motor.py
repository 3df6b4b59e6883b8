"""El motor contra PyTorch, contra diferencias centrales y contra sus propios límites."""

from __future__ import annotations

import copy
import gc
import math
import pickle
import random
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minigrad import nn
from minigrad.datasets import cuatro_ejemplos
from minigrad.engine import Value
from minigrad.losses import cross_entropy, max_margin, mse

UNARIAS = ("exp", "log", "tanh", "sigmoid", "relu", "sin", "cos", "abs", "neg")
BINARIAS = ("+", "-", "*", "/", "**")


def _unaria(nombre, a):
    return -a if nombre == "neg" else getattr(a, nombre)()


def _binaria(signo, a, b):
    if signo == "**":
        return a**b
    return {"+": a + b, "-": a - b, "*": a * b}[signo] if signo != "/" else a / b


def _expresion(hojas, pasos, retener=lambda nodo: None):
    """Combina nodos ya hechos, así que muchos se comparten."""
    nodos = list(hojas)
    for operacion, i, j in pasos:
        a, b = nodos[i % len(nodos)], nodos[j % len(nodos)]
        nuevo = _unaria(operacion, a) if operacion in UNARIAS else _binaria(operacion, a, b)
        retener(nuevo)
        nodos.append(nuevo)
    return nodos[-1]


PASOS = st.lists(
    st.tuples(st.sampled_from(UNARIAS + BINARIAS), st.integers(0, 9), st.integers(0, 9)),
    min_size=1,
    max_size=8,
)
NUMEROS = st.floats(-3, 3, allow_nan=False).map(lambda x: round(x, 3))


def _igual(nuestro, suyo):
    if math.isnan(suyo) or math.isinf(suyo):
        return nuestro == suyo or (math.isnan(suyo) and math.isnan(nuestro))
    return math.isclose(nuestro, suyo, rel_tol=1e-9, abs_tol=1e-12)


@pytest.mark.torch
@settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
@given(datos=st.lists(NUMEROS, min_size=3, max_size=3), pasos=PASOS)
def test_expresiones_al_azar_como_torch(datos, pasos):
    torch = pytest.importorskip("torch")
    suyas = [torch.tensor(d, dtype=torch.float64, requires_grad=True) for d in datos]
    intermedios = []
    raiz_suya = _expresion(suyas, pasos, lambda t: (t.retain_grad(), intermedios.append(t)))
    raiz_suya.backward()
    nuestras = [Value(d) for d in datos]
    raiz = _expresion(nuestras, pasos)
    assert _igual(raiz.data, raiz_suya.item())
    vistos = [t.grad for t in (*suyas, *intermedios) if t.grad is not None]
    if not all(math.isfinite(g.item()) for g in vistos):
        return
    raiz.backward()
    for nuestra, suya in zip(nuestras, suyas, strict=True):
        assert _igual(nuestra.grad, 0.0 if suya.grad is None else suya.grad.item())


EXTREMOS = [
    (lambda v: v.tanh(), 400.0, 1.0),
    (lambda v: v.exp(), 1000.0, math.inf),
    (lambda v: v.log(), 0.0, -math.inf),
    (lambda v: 1 / v, 0.0, math.inf),
    (lambda v: v**0.5, -8.0, math.nan),
    (lambda v: v.log(), -1.0, math.nan),
    (lambda v: v.sigmoid(), -1000.0, 0.0),
    (lambda v: v.sin(), math.inf, math.nan),
]


@pytest.mark.parametrize(("f", "x", "y"), EXTREMOS)
def test_extremos(f, x, y):
    assert _igual(f(Value(x)).data, y)


@pytest.mark.parametrize(("f", "esperado"), [(lambda v: v.relu(), 0.0), (lambda v: abs(v), 0.0)])
def test_en_la_esquina_la_derivada_es_cero(f, esperado):
    v = Value(0.0)
    f(v).backward()
    assert v.grad == esperado


def test_la_derivada_de_la_raiz_en_cero_es_infinita():
    v = Value(0.0)
    (v**0.5).backward()
    assert v.grad == math.inf


def test_un_segundo_backward_acumula_solo_en_las_hojas():
    x, y = Value(2.0), Value(3.0)
    z = 3 * x + y
    w = z + y * x
    f = w**2 / 2
    f.backward()
    assert (f.data, x.grad, y.grad, z.grad) == (112.5, 90.0, 45.0, 15.0)
    f.backward()
    assert (x.grad, y.grad, z.grad) == (180.0, 90.0, 15.0)


def test_el_mismo_hijo_dos_veces():
    a = Value(3.0)
    b = a + a
    b.backward()
    assert a.grad == 2.0
    assert b._prev == (a, a)


def test_la_funcion_de_tres_entradas():
    a, b, c = Value(2.0), Value(3.0), Value(4.0)
    f = -(a**3) + (3 * b).sin() - 1 / c + b**2.5 - a**0.5
    f.backward()
    assert f.data == pytest.approx(6.336362190988558, rel=1e-12)
    esperado = (-12.353553390593273, 10.25699027111255, 0.0625)
    assert (a.grad, b.grad, c.grad) == pytest.approx(esperado, rel=1e-12)


def test_entropia_cruzada_con_numeros_conocidos():
    logits = [Value(z) for z in (0.0, 3.0, -2.0, 1.0)]
    perdida = cross_entropy(logits, 3)
    perdida.backward()
    esperado = [0.041772570515350445, 0.8390245074625319, 0.005653302662216329, -0.8864503806400986]
    assert perdida.data == pytest.approx(2.17551536, abs=1e-8)
    assert [z.grad for z in logits] == pytest.approx(esperado, rel=1e-9)


@pytest.mark.parametrize("malo", ["2", None, 1 + 2j, [1.0], object()])
def test_lo_que_no_es_un_numero_se_rechaza_en_espanol(malo):
    with pytest.raises(TypeError, match="número"):
        Value(malo)


def test_numeros_de_numpy_a_los_dos_lados():
    np = pytest.importorskip("numpy")
    for producto in (np.float64(2) * Value(3), Value(3) * np.float64(2), np.array(2.0) * Value(3)):
        assert isinstance(producto, Value)
        assert producto.data == 6.0


@pytest.mark.lento
def test_un_millon_de_nodos_de_ida_vuelta_y_fuera():
    nodo = inicio = Value(1.0)
    for _ in range(1_000_000):
        nodo = nodo + 1.0
    nodo.backward()
    assert (nodo.data, inicio.grad) == (1_000_001.0, 1.0)
    del nodo


def test_no_queda_nada_sin_el_recolector():
    gc.collect()
    gc.disable()
    try:
        antes = len(gc.get_objects())
        red = nn.MLP(3, [4, 4, 1], seed=1)
        con_red = len(gc.get_objects())
        xs, ys = cuatro_ejemplos()
        perdida = mse([red(x) for x in xs], ys)
        perdida.backward()
        del perdida
        assert len(gc.get_objects()) - con_red <= 20
        assert con_red > antes
    finally:
        gc.enable()


def test_suma_y_producto_de_muchos_hijos_como_la_cadena():
    azar = random.Random(0)
    datos = [azar.uniform(-1, 1) for _ in range(50)]
    juntos, sueltos = [Value(d) for d in datos], [Value(d) for d in datos]
    (Value.dot(juntos[:25], juntos[25:]) + Value.sum(juntos)).tanh().backward()
    pares = zip(sueltos[:25], sueltos[25:], strict=True)
    (sum(a * b for a, b in pares) + sum(sueltos)).tanh().backward()
    assert [v.grad for v in juntos] == pytest.approx([v.grad for v in sueltos], rel=1e-12)


def test_copias_y_pickle_de_un_grafo_hondo():
    inicio = nodo = Value(0.5)
    for _ in range(20_000):
        nodo = nodo * 1.0001
    for otra in (copy.deepcopy(nodo), pickle.loads(pickle.dumps(nodo))):
        assert otra.data == nodo.data
        otra.backward()
    assert inicio.grad == 0.0


@pytest.mark.torch
@pytest.mark.parametrize("semilla", range(100))
def test_redes_al_azar_como_torch(semilla):
    torch = pytest.importorskip("torch")
    azar = random.Random(semilla)
    activacion = azar.choice(["tanh", "relu", "sigmoid"])
    tamanos = [azar.randint(1, 4) for _ in range(azar.randint(1, 3))] + [1]
    nin = azar.randint(1, 4)
    red = nn.MLP(nin, tamanos, activation=activacion, seed=semilla)
    xs = [[azar.uniform(-1, 1) for _ in range(nin)] for _ in range(3)]
    ys = [azar.choice([-1, 1]) for _ in range(3)]
    perdida = azar.choice([mse, max_margin])
    nuestra = perdida([red(x) for x in xs], ys)
    nuestra.backward()
    suya, parametros = _en_torch(torch, red, xs, ys, activacion, perdida is mse)
    suya.backward()
    assert nuestra.data == pytest.approx(suya.item(), rel=1e-9, abs=1e-12)
    for p, t in zip(red.parameters(), parametros, strict=True):
        assert p.grad == pytest.approx(t.grad.item(), rel=1e-9, abs=1e-12)


def _en_torch(torch, red, xs, ys, activacion, cuadratica):
    parametros = [
        torch.tensor(p.data, dtype=torch.float64, requires_grad=True) for p in red.parameters()
    ]
    puntajes = []
    for x in xs:
        pendientes = iter(parametros)
        capa_x = [torch.tensor(v, dtype=torch.float64) for v in x]
        for numero, capa in enumerate(red.layers):
            salidas = []
            for _ in capa.neurons:
                pesos = [next(pendientes) for _ in capa_x]
                suma = sum(w * v for w, v in zip(pesos, capa_x, strict=True)) + next(pendientes)
                ultima = numero == len(red.layers) - 1
                salidas.append(suma if ultima else getattr(torch, activacion)(suma))
            capa_x = salidas
        puntajes.append(capa_x[0])
    pares = zip(puntajes, ys, strict=True)
    if cuadratica:
        return sum((s - y) ** 2 for s, y in pares) / len(ys), parametros
    return sum(torch.relu(1 - y * s) for s, y in pares) / len(ys), parametros


def test_una_red_rechaza_entradas_de_otro_largo():
    assert len(nn.MLP(3, [4, 4, 1]).parameters()) == 41
    with pytest.raises(ValueError, match="3 entradas"):
        nn.MLP(3, [4, 4, 1])([1.0, 2.0])
    with pytest.raises(ValueError, match="objetivo"):
        mse([Value(1.0)] * 3, [1.0] * 4)


def test_guardar_y_cargar(tmp_path):
    red, otra = nn.MLP(2, [3, 1], seed=1), nn.MLP(2, [3, 1], seed=2)
    red.guardar(tmp_path / "red.json")
    otra.cargar(tmp_path / "red.json")
    assert otra([0.3, -0.2]).data == red([0.3, -0.2]).data
    with pytest.raises(ValueError, match="parámetros"):
        nn.MLP(2, [4, 1]).cargar(tmp_path / "red.json")


def test_import_minigrad_no_trae_nada_de_fuera():
    codigo = (
        "import sys, minigrad; "
        "fuera = {'numpy', 'torch', 'matplotlib', 'graphviz', 'ipywidgets', 'IPython'}; "
        "sys.exit(bool(fuera & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", codigo], check=False).returncode == 0
