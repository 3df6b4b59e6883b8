"""Lo que un tensor no deja pasar en silencio: un gradiente perdido, o sacado de otros números."""

from __future__ import annotations

import copy
import gc
import math
import operator
import pickle
import sys
import threading
import warnings

import numpy as np
import pytest

from minigrad import Module, Tensor, cat, no_grad
from minigrad.layers import Linear, ReLU, Sequential

# ── Cambiar números en su lugar ──────────────────────────────────────────────────────────────


def test_los_numeros_no_se_asignan_con_corchetes():
    t = Tensor([1.0, 2.0])
    for hacer in (lambda: t.__setitem__(0, 5.0), lambda: (t * 2).__setitem__(slice(None), 0.0)):
        with pytest.raises(TypeError, match=r"t\.data\[…\] = …"):
            hacer()


CON_IGUAL = {"+=": operator.iadd, "-=": operator.isub, "*=": operator.imul, "/=": operator.itruediv,
             "**=": operator.ipow, "@=": operator.imatmul}  # fmt: skip


@pytest.mark.parametrize(("signo", "hacer"), CON_IGUAL.items())
def test_una_hoja_no_se_mueve_con_igual(signo, hacer):
    p = Tensor([[1.0, 2.0], [3.0, 4.0]])
    with pytest.raises(TypeError, match=r"la hoja se perdería.*p\.data") as error:
        hacer(p, p)
    assert f"p.data {signo}" in str(error.value)
    nodo = p * 1
    nuevo = hacer(nodo, p)  # en una cuenta, t += x es t = t + x
    assert nuevo is not nodo
    assert nodo.data.tolist() == p.data.tolist() == [[1.0, 2.0], [3.0, 4.0]]
    assert nuevo._prev[0] is nodo
    assert nuevo._prev[1] is p


@pytest.mark.parametrize(("signo", "hacer"), CON_IGUAL.items())
def test_dentro_de_no_grad_se_mueve_como_en_torch(signo, hacer):
    p = mismo = Tensor([[1.0, 2.0], [3.0, 4.0]])
    perdida = (p * p).sum()
    with no_grad():
        p = hacer(p, np.array([[2.0, 0.5], [1.0, 3.0]]))
    assert p is mismo
    esperado = getattr(operator, hacer.__name__[1:])(
        np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[2.0, 0.5], [1.0, 3.0]])
    )
    assert p.data.tolist() == esperado.tolist()
    perdida.backward()  # la de antes se deriva donde se calculó
    assert p.grad.tolist() == [[2.0, 4.0], [6.0, 8.0]]
    with no_grad(), pytest.raises(ValueError, match="otros tantos"):
        p += np.ones((3, 2, 2))


def test_una_constante_se_acumula_con_igual():
    total = Tensor(0.0, requires_grad=False)
    w = Tensor(3.0)
    for _ in range(2):
        total += w * w
    total.backward()
    assert w.grad == 12.0


@pytest.mark.parametrize("que", ["hoja", "intermedio", "vista"])
def test_mover_datos_entre_adelante_y_atras_se_ve(que):
    p = Tensor([1.0, 2.0])
    medio = p.exp() if que == "intermedio" else p.reshape(2, 1)
    perdida = (medio * medio).sum()
    p.grad = np.array([7.0, 7.0])
    movido = p if que == "hoja" else medio
    movido.data -= 0.1
    with pytest.raises(RuntimeError, match="entre el paso hacia adelante y el backward"):
        perdida.backward()
    assert p.grad.tolist() == [7.0, 7.0]


def test_poner_otros_datos_no_cambia_la_cuenta_ya_hecha():
    p = Tensor([1.0, 2.0])
    perdida = (p * p).sum()
    p.data = [10.0, 20.0]
    perdida.backward()
    assert p.grad.tolist() == [2.0, 4.0]
    p.data -= 1.0
    (p * 2).sum().backward()  # la cuenta nueva, sí
    assert p.grad.tolist() == [4.0, 6.0]


def test_nadie_comparte_arreglos_sin_saberlo():
    arreglo = np.array([1.0, 2.0])
    hoja, otra = Tensor(arreglo), Tensor([0.0, 0.0])
    otra.data = hoja.data
    producto, suma = (hoja * arreglo).sum(), (hoja + otra).sum()
    elegidos = [0, 1]
    trozo = hoja[elegidos].sum()
    arreglo[:] = 100.0  # quien llenó su arreglo con otra cosa
    elegidos[1] = 0
    otra.data -= 5.0
    assert hoja.data.tolist() == [1.0, 2.0]
    producto.backward()
    trozo.backward()
    assert hoja.grad.tolist() == [2.0, 3.0]
    with pytest.raises(RuntimeError):
        suma.backward()
    a, b = Tensor([1.0]), Tensor([1.0])
    (a + b).sum().backward()
    a.grad *= 10.0
    assert b.grad.tolist() == [1.0]


# ── NumPy, PyTorch y listas ──────────────────────────────────────────────────────────────────

OPERADORES = [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow]


@pytest.mark.parametrize("operar", [*OPERADORES, operator.matmul])
@pytest.mark.parametrize("hacer", [np.array, list, lambda x: np.array(x, "float32"),
                                   lambda x: np.array(x, int), tuple])  # fmt: skip
def test_un_arreglo_o_una_lista_a_cualquier_lado(operar, hacer):
    numeros = [1.0, 2.0, 3.0]
    t, otro = Tensor([2.0, 4.0, 5.0]), hacer(numeros)
    for cuenta in (operar(t, otro), operar(otro, t)):
        assert isinstance(cuenta, Tensor)
        assert cuenta._prev == (t,)
        assert cuenta.dtype == np.float64
    np.testing.assert_allclose(operar(t, otro).data, operar(t.data, np.array(numeros)))
    np.testing.assert_allclose(operar(otro, t).data, operar(np.array(numeros), t.data))


@pytest.mark.parametrize("operar", OPERADORES)
@pytest.mark.parametrize("tipo", ["float64", "float32", "int64", "uint8", "bool_", "float16"])
def test_un_numero_de_numpy_a_cualquier_lado(operar, tipo):
    t, dos = Tensor([2.0, 4.0]), getattr(np, tipo)(2)
    for x in (dos, np.array(dos)):
        assert operar(t, x).data.tolist() == operar(t.data, float(x)).tolist()
        assert operar(x, t).data.tolist() == operar(float(x), t.data).tolist()


DE_NUMPY = {
    "np.mean": lambda t: np.mean(t),
    "np.exp": lambda t: np.exp(t),
    "np.array": lambda t: np.array(t),
    "np.asarray": lambda t: np.asarray(t),
    "np.add": lambda t: np.add(np.ones(2), t),
    "np.concatenate": lambda t: np.concatenate([t, t]),
    "np.maximum": lambda t: np.maximum(0.0, t),
    "np.sum": lambda t: np.sum(t, axis=0),
    "en una lista": lambda t: np.array([[t, t]]),
    "np.allclose": lambda t: np.allclose(t, 1.0),
    "np.dot": lambda t: np.dot(t, t),
    "np.where": lambda t: np.where(True, t, 0.0),
}


@pytest.mark.parametrize("hacer", DE_NUMPY.values(), ids=DE_NUMPY)
def test_una_funcion_de_numpy_dice_que_usar(hacer):
    with pytest.raises(TypeError, match=r"t\.data.*t\.mean\(\)"):
        hacer(Tensor([1.0, 2.0]))


def test_matplotlib_dice_que_usar():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    figura, ejes = pyplot.subplots()
    with pytest.raises(TypeError, match=r"t\.data"):
        ejes.plot(Tensor([1.0, 2.0]))
    pyplot.close(figura)


@pytest.mark.torch
def test_un_tensor_de_torch():
    torch = pytest.importorskip("torch")
    t, suyo = Tensor([1.0, 2.0]), torch.tensor([3.0, 4.0], dtype=torch.float64)
    assert (t * suyo).data.tolist() == (suyo * t).data.tolist() == [3.0, 8.0]
    suyo.requires_grad_()
    for hacer in (lambda: t + suyo, lambda: suyo * t, lambda: Tensor(suyo)):
        with pytest.raises(TypeError, match=r"t\.detach\(\)\.numpy\(\)"):
            hacer()


# ── Comparar, recorrer, mostrar ──────────────────────────────────────────────────────────────


def test_comparar_es_numero_a_numero():
    t = Tensor([1.0, 2.0, 3.0])
    for otro in (2.0, [2.0, 2.0, 2.0], np.full(3, 2.0), Tensor([2.0] * 3), np.float32(2)):
        for comparar in (operator.lt, operator.le, operator.gt, operator.ge, operator.eq,
                         operator.ne):  # fmt: skip
            esperado = comparar(t.data, 2.0).tolist()
            assert comparar(t, otro).tolist() == esperado
            if not isinstance(otro, list):
                assert comparar(otro, t).tolist() == comparar(2.0, t.data).tolist()
    assert t[t > 1.0].data.tolist() == [2.0, 3.0]
    assert (t == None, t == "a", t != None) == (False, False, True)  # noqa: E711


def test_puede_ir_en_un_conjunto_y_ser_clave():
    a, b = Tensor([1.0, 2.0]), Tensor([1.0, 2.0])
    assert len({a, b, a}) == 2
    assert {a: "a", b: "b"}[b] == "b"


def test_recorrer_da_tensores_con_gradiente():
    t = Tensor([[1.0, 2.0], [3.0, 4.0]])
    primera, segunda = t
    (primera * segunda).sum().backward()
    assert t.grad.tolist() == [[3.0, 4.0], [1.0, 2.0]]
    assert [fila.shape for fila in t] == [(2,), (2,)]
    assert sum(Tensor([1.0, 2.0])).item() == 3.0
    assert len(t) == 2


def test_un_solo_numero_se_usa_como_numero():
    for t in (Tensor(2.0), Tensor([2.0]), Tensor([[2.0]], "float32")):
        assert (t.item(), float(t), int(float(t)), math.sqrt(t)) == (2.0, 2.0, 2, 2.0**0.5)
        assert f"{t:.3f}" == "2.000"
        assert type(t.item()) is float
        assert bool(t)
    assert not Tensor(0.0)
    for hacer in (float, bool, lambda t: f"{t:.2f}"):
        with pytest.raises(ValueError, match="un solo número"):
            hacer(Tensor([1.0, 2.0]))


def test_se_muestra():
    assert repr(Tensor([1.0, 2.5])) == "Tensor([1. , 2.5])"
    assert repr(Tensor(2.0, "float32", label="a")) == "Tensor(2., dtype=float32, label='a')"
    assert repr(Tensor([1.0]) * 2) == "Tensor([2.], op='*')"
    assert len(repr(Tensor(np.zeros((100, 100))))) < 400
    assert f"{Tensor([1.0])}" == "Tensor([1.])"


# ── Copiar y guardar ─────────────────────────────────────────────────────────────────────────


def por_pickle(x):
    return pickle.loads(pickle.dumps(x))


@pytest.mark.parametrize("copiar", [copy.copy, copy.deepcopy, por_pickle])
@pytest.mark.parametrize("datos", [2.0, [1.0, 2.0], np.zeros((2, 0))])
@pytest.mark.parametrize("tipo", ["float64", "float32"])
def test_una_hoja_se_copia_con_lo_suyo(copiar, datos, tipo):
    t = Tensor(datos, tipo, label="a")
    t.grad = t.grad + 3.0
    otra = copiar(t)
    t.data -= 1.0
    t.grad -= 1.0
    assert otra.data.tolist() == np.asarray(datos).tolist()
    assert (otra.grad == 3.0).all()
    assert (otra.dtype, otra.grad.dtype, otra.label) == (t.dtype, t.dtype, "a")
    (otra * 2).sum().backward()
    assert (otra.grad == 5.0).all()
    quieta = copiar(Tensor(datos, requires_grad=False))
    assert (quieta.requires_grad, quieta.grad) == (False, None)


@pytest.mark.parametrize("copiar", [copy.deepcopy, por_pickle])
def test_una_red_se_copia_entera(copiar):
    class Atada(Module):
        def __init__(self):
            self.w = Tensor([1.0])
            self.lista = [self.w]

    red = Sequential(Linear(2, 3, seed=0), ReLU(), Linear(3, 1, seed=1))
    otra = copiar(red)
    x = np.ones((4, 2))
    assert otra(x).data.tolist() == red(x).data.tolist()
    for p in otra.parameters():
        p.data += 1.0
    assert otra(x).data.tolist() != red(x).data.tolist()
    if copiar is copy.deepcopy:  # una clase de dentro de una función no se guarda con pickle
        atada = copiar(Atada())
        assert atada.w is atada.lista[0]


@pytest.mark.parametrize("copiar", [copy.copy, copy.deepcopy, por_pickle])
def test_una_cuenta_no_se_copia(copiar):
    t = Tensor([1.0])
    for _ in range(3000):
        t = t + 1.0
    with pytest.raises(TypeError, match=r"Tensor\(t\.data\)"):
        copiar(t)


# ── El paso hacia atrás ──────────────────────────────────────────────────────────────────────


def test_una_cadena_de_diez_mil_nodos():
    x = Tensor([1.0, -1.0])
    limite = sys.getrecursionlimit()
    sys.setrecursionlimit(300)
    try:
        y = x
        for i in range(10_000):
            y = y * 1.0001 if i % 3 else y.reshape(2, 1).reshape(2)
        y.sum().backward()
        assert x.grad == pytest.approx(1.0001 ** (10_000 - 3334))
        del y
        gc.collect()
    finally:
        sys.setrecursionlimit(limite)


def test_al_soltar_la_perdida_no_queda_nada():
    x = Tensor([1.0])
    gc.collect()
    gc.disable()
    try:
        for _ in range(2):
            y = x
            for _ in range(200):
                y = (y * 2 - y).tanh()
            y.sum().backward()
            antes = len(gc.get_objects())
            del y
        assert len(gc.get_objects()) < antes - 500
    finally:
        gc.enable()


def test_dos_veces_acumula_en_las_hojas_y_no_en_medio():
    x = Tensor(3.0)
    medio = x * x
    y = medio * 2.0
    for veces in (1, 2, 3):
        y.backward()
        assert x.grad == 12.0 * veces
        assert medio.grad == 2.0


def test_raiz_hoja_nodo_compartido_y_el_mismo_dos_veces():
    x = Tensor(3.0)
    x.backward()
    x.backward()
    assert x.grad == 2.0
    x.grad = None
    compartido = x * x
    (compartido * compartido + compartido + x).backward()
    assert x.grad == 4 * 27 + 6 + 1
    w = Tensor([[1.0, 2.0], [3.0, 4.0]])
    (w @ w).sum().backward()
    assert w.grad.tolist() == [[7.0, 11.0], [9.0, 13.0]]


@pytest.mark.parametrize("puesto", [None, 0.0, 0, np.zeros(2), [0.0, 0.0], np.zeros(2, "float32")])
def test_el_gradiente_puesto_a_mano(puesto):
    x = Tensor([1.0, 2.0])
    x.grad = puesto
    (x * x).sum().backward()
    assert isinstance(x.grad, np.ndarray)
    assert (x.grad.dtype, x.grad.tolist()) == (np.float64, [2.0, 4.0])


@pytest.mark.parametrize("puesto", [np.zeros((1, 2)), [[0.0], [0.0]], 3.0, "cero"])
def test_un_gradiente_que_no_puede_ser(puesto):
    x = Tensor([1.0, 2.0])
    x.grad = puesto
    with pytest.raises((ValueError, TypeError), match=r"forma|números"):
        (x * x).sum().backward()
    assert x.grad is puesto


def test_sin_a_quien_llevar_gradiente():
    x = Tensor([1.0], requires_grad=False)
    with no_grad():
        y = (Tensor([1.0]) * 2).sum()
    for constante in (x, x * 2, y):
        assert constante.grad is None
        assert constante._prev == ()
        with pytest.raises(RuntimeError, match="constante"):
            constante.backward()
    with pytest.raises(RuntimeError, match=r"backward\(\).*\(2,\).*\.sum\(\)"):
        (Tensor([1.0, 2.0]) * 2).backward()


def test_las_constantes_no_son_hijos():
    w, x = Tensor([1.0, 2.0]), Tensor([3.0, 4.0], requires_grad=False)
    y = w * x + 1.0
    assert y._prev[0]._prev == (w,)
    (x @ w).backward()
    assert x.grad is None
    assert w.grad.tolist() == [3.0, 4.0]


def test_un_ctrl_c_a_medias_deja_las_hojas_como_estaban():
    a, b = Tensor([1.0]), Tensor([2.0])

    def interrumpir(g):
        raise KeyboardInterrupt

    suma = a * 2 + b
    medio = a * b
    medio._atras = (medio._atras[0], interrumpir)
    total = (suma + medio).sum()
    a.grad, b.grad = np.array([5.0]), None
    with pytest.raises(KeyboardInterrupt):
        total.backward()
    assert a.grad.tolist() == [5.0]
    assert b.grad is None


def test_no_grad_se_cierra_aunque_algo_falle_y_es_de_su_hilo():
    x, vistos = Tensor(1.0), []
    with pytest.raises(ValueError, match="forma"), no_grad():
        x.reshape(3)
    with no_grad():
        with no_grad():
            pass
        assert not (x * 2).requires_grad
        hilo = threading.Thread(target=lambda: vistos.append((x * 2).requires_grad))
        hilo.start()
        hilo.join()
    assert vistos == [True]
    assert (x * 2).requires_grad


def test_muchos_hilos_a_la_vez():
    hechos = []

    def entrenar(semilla):
        azar = np.random.default_rng(semilla)
        w = Tensor(azar.normal(size=(3, 3)))
        for _ in range(30):
            w.grad = None
            ((w @ w).tanh() * w).sum().backward()
            w.data -= 0.01 * w.grad
        hechos.append((semilla, w.data.tolist()))

    hilos = [threading.Thread(target=entrenar, args=(i % 2,)) for i in range(6)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    assert len(hechos) == 6
    assert all(hecho == dict(hechos)[semilla] for semilla, hecho in hechos)


# ── float32, y los números que no caben ──────────────────────────────────────────────────────


def test_float32_a_pedido():
    for t in (Tensor([1.0, 2.0], "float32"), Tensor(np.array([1, 2], "float32")),
              Tensor([1.0, 2.0], dtype=np.float32)):  # fmt: skip
        cuentas = [t + 1.0, 2 / t, t**2, t * np.array([1.0, 2.0]), t.mean(), t.softmax(), t[0],
                   cat([t, [3.0]]), t.max(), t.sum() * 2.0, t @ t,
                   t.reshape(1, 2).cross_entropy([1]), np.float64(3.0) * t, t.sigmoid(), t.relu(),
                   t - t.sum()]  # fmt: skip
        assert {cuenta.dtype for cuenta in cuentas} == {np.dtype("float32")}
        sum(cuenta.sum() for cuenta in cuentas).backward()
        assert t.grad.dtype == np.float32


def test_al_mezclar_tipos_cada_hoja_conserva_el_suyo():
    a, b = Tensor([1.0, 2.0], "float32"), Tensor([3.0, 4.0])
    c = a * b
    assert c.dtype == np.float64
    c.sum().backward()
    assert (a.grad.dtype, b.grad.dtype) == (np.float32, np.float64)
    a.data = [5.0, 6.0]
    assert a.dtype == np.float32
    a.data -= 0.1 * b.grad
    assert a.dtype == np.float32


def test_enteros_y_booleanos_son_reales():
    assert Tensor(3).dtype == Tensor([True, False]).dtype == np.float64
    assert Tensor(2**80).item() == 2.0**80
    assert Tensor(np.arange(3, dtype="uint8")).data.tolist() == [0.0, 1.0, 2.0]


RAROS = [0.0, -0.0, math.inf, -math.inf, math.nan, 1e-320, 800.0, -800.0, 1e200, 1.0, -2.0]


def test_una_cuenta_imposible_no_avisa():
    t, otros = Tensor(RAROS), [Tensor(np.roll(RAROS, k)) for k in range(len(RAROS))]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for cuenta in (t.exp(), t.log(), t.sqrt(), t.tanh(), t.sigmoid(), t.relu(), t**2, t**-0.5,
                       0.5**t, 1 / t, t.softmax(), t.max(), t.sum(), t.mean(), t @ t, -t,
                       t.cross_entropy(1), cat([t, t])):  # fmt: skip
            cuenta.sum().backward()
        for otro in otros:
            for operar in OPERADORES:
                operar(t, otro).sum().backward()


@pytest.mark.torch
def test_en_los_extremos_es_como_torch():
    torch = pytest.importorskip("torch")
    cuentas = [
        lambda t: t.exp(), lambda t: t.log(), lambda t: t.sqrt(), lambda t: t.tanh(),
        lambda t: t.sigmoid(), lambda t: t**2, lambda t: t**3, lambda t: t**-1, lambda t: t**0,
        lambda t: 2**t, lambda t: 0**t, lambda t: 1 / t, lambda t: t * 0.0, lambda t: -t,
        lambda t: t.sigmoid().log(), lambda t: t.relu() * 1.0,
    ]  # fmt: skip
    for hacer in cuentas:
        for x in RAROS:
            t, suyo = Tensor([x]), torch.tensor([x], dtype=torch.float64, requires_grad=True)
            a, b = hacer(t), hacer(suyo)
            a.backward()
            b.backward()
            np.testing.assert_allclose(a.data, b.detach().numpy(), rtol=1e-9)
            if not math.isnan(x):  # la derivada en nan no quiere decir nada
                np.testing.assert_allclose(t.grad, suyo.grad.numpy(), rtol=1e-9)


@pytest.mark.parametrize("cuantos", [3, 3000])
def test_un_gradiente_infinito_no_pasa_por_donde_relu_dio_cero(cuantos):
    t = Tensor([-1.0, 0.0, 2.0] * cuantos)
    t.relu().backward([math.inf, math.nan, math.inf] * cuantos)
    assert t.grad.tolist() == [0.0, 0.0, math.inf] * cuantos
