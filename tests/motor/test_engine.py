"""El motor contra PyTorch, contra diferencias centrales y contra las interrupciones."""

from __future__ import annotations

import itertools
import math
import operator
import sys
import threading

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from minigrad import Value, engine
from minigrad.aula.suite_motor import CASOS

UNARIAS = ("exp", "log", "tanh", "sigmoid", "relu", "sin", "cos", "abs", "__neg__")
BINARIAS = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "**": operator.pow,
}  # fmt: skip
RELAJADO = settings(deadline=None, suppress_health_check=list(HealthCheck))


def cerca(nuestro: float, suyo: float) -> bool:
    if not math.isfinite(suyo):
        return nuestro == suyo or (math.isnan(suyo) and math.isnan(nuestro))
    return math.isclose(nuestro, suyo, rel_tol=1e-9, abs_tol=1e-12)


@pytest.mark.parametrize("caso", CASOS, ids=lambda caso: f"{caso.operador}: {caso.nombre}")
def test_casos_de_la_suite(caso):
    caso.revisar(Value)


# ── Contra PyTorch ───────────────────────────────────────────────────────────────────────────


def en_torch(torch, x):
    return torch.tensor(x, dtype=torch.float64, requires_grad=True)


def comparar(torch, construir, datos):
    """El resultado siempre; los gradientes si todos los intermedios de PyTorch son finitos."""
    suyas, intermedios = [en_torch(torch, x) for x in datos], []

    def retener(nodo):
        nodo.retain_grad()
        intermedios.append(nodo)
        return nodo

    raiz_suya = construir(suyas, retener)
    nuestras = [Value(x) for x in datos]
    raiz = construir(nuestras, lambda nodo: nodo)
    assert cerca(raiz.data, raiz_suya.item())
    if raiz.data == 0.0:  # 1 / −0 no es 1 / 0
        assert math.copysign(1.0, raiz.data) == math.copysign(1.0, raiz_suya.item())
    raiz_suya.backward()
    vistos = [nodo.grad for nodo in (*suyas, *intermedios) if nodo.grad is not None]
    if all(math.isfinite(grad) for grad in vistos):
        raiz.backward()
        for nuestra, suya in zip(nuestras, suyas, strict=True):
            assert cerca(nuestra.grad, 0.0 if suya.grad is None else suya.grad.item())


def aplicar(nombre, a, b, k):
    """Un paso de una expresión: una función, un operador entre nodos o con una constante."""
    if nombre in UNARIAS:
        return getattr(a, nombre)()
    if nombre.startswith("k"):
        return BINARIAS[nombre[1:]](k, a)
    if nombre.endswith("k"):
        return BINARIAS[nombre[:-1]](a, k)
    return BINARIAS[nombre](a, b)


OPERACIONES = (*UNARIAS, *BINARIAS, *(f"{s}k" for s in BINARIAS), *(f"k{s}" for s in BINARIAS))
NUMEROS = st.floats(-3, 3).map(lambda x: round(x, 3)) | st.sampled_from(
    [0.0, -0.0, 1.0, -8.0, 30.0]
)
LUGARES = st.integers(0, 11)
PASOS = st.lists(
    st.tuples(st.sampled_from(OPERACIONES), LUGARES, LUGARES, NUMEROS), min_size=1, max_size=12
)


def expresion(pasos):
    """Cada paso usa nodos ya hechos, así que muchos se comparten."""

    def construir(hojas, retener):
        nodos = list(hojas)
        for nombre, i, j, k in pasos:
            nodos.append(retener(aplicar(nombre, nodos[i % len(nodos)], nodos[j % len(nodos)], k)))
        return nodos[-1]

    return construir


@pytest.mark.torch
@settings(RELAJADO, max_examples=2000)
@given(datos=st.lists(NUMEROS, min_size=3, max_size=3), pasos=PASOS)
@example(datos=[1.0, 0.0, -0.0], pasos=[("relu", 2, 0, 0.0), ("exp", 0, 0, 0.0), ("/", 0, 3, 0.0)])
def test_expresiones_al_azar(datos, pasos):
    comparar(pytest.importorskip("torch"), expresion(pasos), datos)


ESPECIALES = (0.0, -0.0, 0.5, -0.5, 1.0, -1.0, 1.5, 2.0, -2.0, 3.0, -8.0, 400.0,
              1e308, -1e308, 1e-300, math.inf, -math.inf, math.nan)  # fmt: skip


@pytest.mark.torch
@pytest.mark.parametrize("nombre", UNARIAS)
def test_extremos_de_una_funcion(nombre):
    torch = pytest.importorskip("torch")
    for x in (*ESPECIALES, 1000.0, -1000.0):
        comparar(torch, lambda hojas, retener: retener(getattr(hojas[0], nombre)()), [x])


@pytest.mark.torch
@pytest.mark.parametrize("signo", BINARIAS)
def test_extremos_de_un_operador(signo):
    torch, operar = pytest.importorskip("torch"), BINARIAS[signo]
    for x, y in itertools.product(ESPECIALES, repeat=2):
        comparar(torch, lambda hojas, retener: retener(operar(*hojas)), [x, y])
        comparar(torch, lambda hojas, retener, y=y: retener(operar(hojas[0], y)), [x])
        comparar(torch, lambda hojas, retener, x=x: retener(operar(x, hojas[0])), [y])


# ── Nodos de muchos hijos ────────────────────────────────────────────────────────────────────

MEZCLA = st.lists(
    st.tuples(st.floats(-2, 2), st.floats(-2, 2), st.booleans(), st.booleans()), max_size=8
)


@settings(RELAJADO, max_examples=300)
@given(pares=MEZCLA, sesgo=st.floats(-2, 2), sesgo_es_value=st.booleans())
def test_dot_y_sum_como_la_cadena_de_operadores(pares, sesgo, sesgo_es_value):
    def hojas():
        a = [Value(x) if es else x for x, _, es, _ in pares]
        b = [Value(y) if es else y for _, y, _, es in pares]
        return a, b, Value(sesgo) if sesgo_es_value else sesgo

    juntas, sueltas = hojas(), hojas()
    a, b, s = sueltas
    cadena = sum((x * y for x, y in zip(a, b, strict=True)), s) * sum([*a, *b, 1.0])
    nodo = Value.dot(*juntas) * Value.sum([*juntas[0], *juntas[1], 1.0])
    assert cerca(float(nodo), float(cadena))
    assert len(nodo._prev[0]._prev) == len(nodo._prev[0]._locales)
    nodo.backward()
    if isinstance(cadena, Value):
        cadena.backward()
    for nuestra, otra in zip((*juntas[0], *juntas[1], juntas[2]), (*a, *b, s), strict=True):
        if isinstance(nuestra, Value):
            assert cerca(nuestra.grad, otra.grad)


@settings(RELAJADO, max_examples=200)
@given(datos=st.lists(st.floats(0.2, 2), min_size=6, max_size=6))
def test_gradiente_por_diferencias_centrales(datos):
    def f(v):
        junto = Value.dot(v[:3], v[3:], v[0]).tanh() + Value.sum(v).log()
        return junto * v[1] ** v[2] / (v[4].sigmoid() + v[5].exp().sin() ** 2)

    hojas, h = [Value(x) for x in datos], 1e-6
    f(hojas).backward()
    for i, hoja in enumerate(hojas):
        arriba, abajo = (
            f([Value(x + d * (i == j)) for j, x in enumerate(datos)]).data for d in (h, -h)
        )
        assert hoja.grad == pytest.approx((arriba - abajo) / (2 * h), rel=1e-5, abs=1e-5)


def test_dot_y_sum_aceptan_generadores_y_no_siguen_a_la_lista():
    a, b = Value(2.0), Value(3.0)
    pares, pesos = [a, b], [4.0, 5.0]
    nodo = Value.dot((v for v in pares), pesos) + Value.sum(v for v in pares)
    pares.clear()
    pesos[:] = [0.0, 0.0]  # lo que cambie después ya no es parte de la cuenta
    nodo.backward()
    assert (nodo.data, a.grad, b.grad) == (2 * 4 + 3 * 5 + 2 + 3, 5.0, 6.0)


def test_la_sigmoide_no_se_recorta():
    x = Value(-700.0)
    s = x.sigmoid()
    s.backward()
    assert s.data == x.grad == pytest.approx(math.exp(-700.0), rel=1e-12)


def test_la_suma_de_nada_es_un_cero_como_cualquiera():
    nada = Value.sum([]) + Value.dot([], [])
    nada.backward()
    assert (float(Value.sum([])), repr(Value.sum([])), nada.data) == (0.0, repr(Value(0)), 0.0)


def test_dot_rechaza_listas_de_distinto_largo():
    with pytest.raises(ValueError, match="de 2 y 3"):
        Value.dot([Value(1.0)] * 2, [1.0] * 3)


def test_un_nodo_de_muchos_hijos_se_puede_leer():
    a, b = Value(2.0), Value(3.0)
    nodo = Value.dot([a, b], [4.0, a], 1.0)
    assert (nodo._op, nodo._prev, nodo._locales) == ("dot", (a, b, nodo._prev[2], a), (4, 2, 2, 3))
    assert (Value.sum([a, b, a])._op, Value.sum([a, b, a])._prev) == ("sum", (a, b, a))


def test_la_constante_no_es_un_nodo_y_se_ve_en_la_operacion():
    x = Value(2.0)
    nodos = (3 * x, x + 1, x - 1, 1 - x, x / 4, 4 / x, x**2, 2**x, x * 0.5)
    assert [n._op for n in nodos] == ["*3", "+1", "-1", "1-", "/4", "4/", "**2", "2**", "*0.5"]
    assert all(n._prev == (x,) for n in nodos)


# ── El paso hacia atrás ──────────────────────────────────────────────────────────────────────


def red_de_juguete():
    x, y = Value(2.0), Value(3.0)
    z = 3 * x + y
    return x, y, (z + y * x) ** 2 / 2 + Value.dot([x, y], [y, z], x)


@pytest.mark.parametrize("veces", [1, 2, 5])
def test_solo_las_hojas_acumulan(veces):
    x, y = Value(2.0), Value(3.0)
    z = 3 * x + y
    f = (z + y * x) ** 2 / 2
    for _ in range(veces):
        f.backward()
    assert (x.grad, y.grad, z.grad, f.grad) == (90.0 * veces, 45.0 * veces, 15.0, 1.0)


def test_la_raiz_puede_ser_una_hoja():
    x = Value(2.0)
    x.backward()
    x.backward()
    assert x.grad == 2.0


def test_un_nodo_usado_mil_veces():
    x = Value(1.5)
    nodo = x * 2
    total = Value(0.0)
    for _ in range(1000):
        total = total + nodo * nodo
    total.backward()
    assert (x.grad, nodo.grad) == (1000 * 8 * 1.5, 1000 * 2 * 3.0)


def test_un_nodo_en_dos_grafos():
    x = Value(2.0)
    z = x * x
    (z * 3).backward()
    (z * 5).backward()
    assert (x.grad, z.grad) == (12.0 + 20.0, 5.0)


def test_un_ciclo_hecho_a_mano_no_cuelga():
    x = Value(1.0)
    nodo = x + 1
    nodo._hijo_a = nodo * 2
    nodo.backward()


def interrumpir(funcion, cuando):
    """Lanza KeyboardInterrupt en la instrucción número `cuando`; dice si llegó a hacerlo."""
    quedan = cuando
    codigos = [f.__code__ for f in (Value.backward, engine._ordenar, engine._repartir)]

    def rastro(marco, evento, _dato):
        nonlocal quedan
        if marco.f_code not in codigos:
            return None
        marco.f_trace_opcodes = True
        # la última instrucción ya no tiene nada que deshacer: la cuenta está terminada
        if evento == "opcode" and marco.f_lineno != marco.f_code.co_firstlineno:
            quedan -= 1
            if quedan == 0:
                raise KeyboardInterrupt
        return rastro

    anterior = sys.gettrace()
    sys.settrace(rastro)
    try:
        funcion()
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(anterior)
    return False


def test_interrumpir_y_volver_a_empezar():
    x, y, f = red_de_juguete()
    # Python 3.12.1 no cuenta las instrucciones de la primera vez que se mira una función
    interrumpir(f.backward, math.inf)
    esperado = (5.0 + x.grad, y.grad - 2.0)
    for cuando in range(1, 5000):
        x, y, f = red_de_juguete()
        x.grad, y.grad = 5.0, -2.0  # de un paso anterior: se acumula sobre ellos
        if not interrumpir(f.backward, cuando):
            break
        if (x.grad, y.grad) != esperado:  # la interrupción llegó antes del final
            assert (x.grad, y.grad) == (5.0, -2.0)
            f.backward()
        assert (x.grad, y.grad) == esperado
    assert cuando > 300


def test_una_excepcion_a_medias_no_deja_gradientes_a_medias():
    x, y = Value(1.0), Value(2.0)
    roto = x * y
    f = roto + (x + y) * 3
    roto._local_a = "no es un número"
    with pytest.raises(TypeError):
        f.backward()
    assert (x.grad, y.grad) == (0.0, 0.0)


def test_dos_hilos_con_grafos_distintos():
    resultados = {}

    def trabajar(k):
        for _ in range(20):
            x = nodo = Value(1.0)
            for _ in range(500):
                nodo = nodo * 1.0 + x * k
            nodo.backward()
            resultados.setdefault(k, []).append(x.grad)

    hilos = [threading.Thread(target=trabajar, args=(float(k),)) for k in range(1, 5)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    assert resultados == {k: [1 + 500 * k] * 20 for k in (1.0, 2.0, 3.0, 4.0)}


@pytest.mark.lento
def test_un_millon_de_nodos_de_ida_vuelta_y_fuera():
    inicio = nodo = Value(1.0)
    for _ in range(1_000_000):
        nodo = nodo + 1.0
    nodo.backward()
    assert (nodo.data, inicio.grad) == (1_000_001.0, 1.0)
    del nodo
