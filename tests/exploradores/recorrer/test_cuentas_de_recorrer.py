"""El recorrido sin controles: los pasos, las cuentas y la revisión de lo que se predice."""

from __future__ import annotations

import math

import pytest
from micrograd.engine import Value as ValueMicrograd

from minigrad import Value
from minigrad.exploradores.recorrer.cuentas import (
    Recorrido,
    capas,
    leer_numero,
    parecidos,
    pregunta,
    revisar,
)
from minigrad.graph.nodos import gradientes, leer


def con_nombre(valor, nombre):
    valor.label = nombre
    return valor


def neurona():
    datos = {"x1": 2.0, "x2": 0.0, "w1": -3.0, "w2": 1.0, "b": 6.8813735870195432}
    x1, x2, w1, w2, b = (Value(dato, label=nombre) for nombre, dato in datos.items())
    p, q = con_nombre(x1 * w1, "p"), con_nombre(x2 * w2, "q")
    n = con_nombre(con_nombre(p + q, "s") + b, "n")
    return con_nombre(n.tanh(), "o")


def compartida():
    """b = a + a; c = b * a: tres caminos hasta a."""
    a = Value(3.0, label="a")
    return con_nombre(con_nombre(a + a, "b") * a, "c")


def recorrido(raiz, acumular=True):
    return Recorrido(leer(raiz), acumular)


def cuentas(raiz, acumular=True):
    return [paso.cuenta for paso in recorrido(raiz, acumular).pasos]


def paso_de(r, comienzo):
    return next(paso for paso in r.pasos if paso.cuenta.startswith(comienzo))


def test_los_pasos_de_una_neurona():
    assert cuentas(neurona()) == [
        "El grafo de o: 10 nodos",
        "x1 = 2.0, w1 = −3.0, x2 = 0.0, w2 = 1.0, b = 6.8814",
        "p = x1 * w1 = 2.0 * −3.0 → −6.0",
        "q = x2 * w2 = 0.0 * 1.0 → 0.0",
        "s = p + q = −6.0 + 0.0 → −6.0",
        "n = s + b = −6.0 + 6.8814 → 0.8814",
        "o = tanh(n) = tanh(0.8814) → 0.7071",
        "grad de o = 1.0",
        "grad de n += 1.0 × 0.5 → 0.5",
        "grad de s += 0.5 × 1.0 → 0.5",
        "grad de b += 0.5 × 1.0 → 0.5",
        "grad de p += 0.5 × 1.0 → 0.5",
        "grad de q += 0.5 × 1.0 → 0.5",
        "grad de x2 += 0.5 × 1.0 → 0.5",
        "grad de w2 += 0.5 × 0.0 → 0.0",
        "grad de x1 += 0.5 × −3.0 → −1.5",
        "grad de w1 += 0.5 × 2.0 → 1.0",
        "grad de x1 = −1.5, grad de w1 = 1.0, grad de x2 = 0.5, grad de w2 = 0.0, grad de b = 0.5",
    ]


def test_los_aportes_se_suman_a_la_vista():
    assert cuentas(compartida())[-4:-1] == [
        "grad de a += 1.0 × 6.0 → 6.0",
        "grad de a += 3.0 × 1.0 → 6.0 + 3.0 = 9.0",
        "grad de a += 3.0 × 1.0 → 9.0 + 3.0 = 12.0",
    ]


def test_con_igual_se_ve_lo_que_se_pierde():
    r = recorrido(compartida(), acumular=False)
    assert r.pasos[-2].cuenta == "grad de a = 3.0 × 1.0 → 3.0"
    assert "se borra el 3.0 que ya había llegado a «a»" in r.pasos[-2].explicacion
    assert r.pasos[-1].explicacion == ("Con = en lugar de +=: «a» queda en 3.0 y debía ser 12.0.")


def test_con_igual_y_sin_nodos_compartidos_da_lo_mismo():
    assert "= y += dan lo mismo" in recorrido(neurona(), acumular=False).pasos[-1].explicacion


def grande():
    x, y = Value(0.7), Value(1.9)
    z = (x * y + x**2 - y / 3 + 2**x).tanh() + (x - 1).exp() * abs(y).log() + (-y).sigmoid()
    return Value.dot([z, x], [y, y], x) + Value.sum([z, z, x]) + z.relu() + z.sin() * z.cos()


@pytest.mark.parametrize("hacer", [neurona, compartida, grande])
def test_los_gradientes_son_los_del_motor(hacer):
    raiz = hacer()
    nodos = leer(raiz)
    r = Recorrido(nodos)
    raiz.backward()
    for nodo in nodos:
        assert r.grads[nodo.numero] == pytest.approx(nodo.original.grad, rel=1e-12)
        assert gradientes(nodos)[nodo.numero] == pytest.approx(nodo.original.grad, rel=1e-12)


def test_sirve_para_micrograd():
    a, b = ValueMicrograd(2.0), ValueMicrograd(-3.0)
    raiz = ((a * b + b**2) / a + a + a).relu()
    nodos = leer(raiz)
    grads = Recorrido(nodos).grads
    raiz.backward()
    assert [grads[n.numero] for n in nodos] == pytest.approx([n.original.grad for n in nodos])


def test_recorrer_no_cambia_los_nodos():
    raiz = neurona()
    nodos = leer(raiz)
    for i, nodo in enumerate(nodos):
        nodo.original.grad = float(i)
    Recorrido(nodos), Recorrido(nodos, acumular=False)
    assert [nodo.original.grad for nodo in nodos] == [float(i) for i in range(len(nodos))]
    assert [nodo.original.data for nodo in nodos] == [nodo.data for nodo in nodos]


def test_cada_paso_sabe_que_se_ve():
    r = recorrido(neurona())
    adelante = [paso for paso in r.pasos if paso.fase == "adelante"]
    assert [len(paso.vistos) for paso in adelante] == [5, 6, 7, 8, 9, 10]
    paso = paso_de(r, "grad de x1 +=")
    assert r.nombres[paso.activo] == "p"
    assert {r.nombres[i] for i in paso.hechos} == {"o", "n", "s", "q"}
    assert paso.aporte[3:5] == pytest.approx((0.5, -3.0))


def test_un_nodo_solo():
    r = recorrido(Value(4.0, label="x"))
    assert [paso.fase for paso in r.pasos] == ["inicio", "adelante", "atrás", "final"]
    assert r.pasos[-1].cuenta == "grad de x = 1.0"


class Rara:
    def __init__(self, data, _prev=(), _op="", label=""):
        self.data, self._prev, self._op, self.label = data, _prev, _op, label


def test_una_operacion_desconocida_se_dice():
    r = recorrido(Rara(8.0, (Rara(2.0, label="x"),), "@", "y"))
    assert "No conozco la derivada local de «@»" in r.pasos[-2].explicacion
    assert r.pasos[-2].esperado is None
    assert r.pasos[-1].cuenta == "grad de x = 0.0"


def test_un_data_que_no_es_un_numero_se_explica():
    with pytest.raises(TypeError, match="El data de x es 'dos'"):
        recorrido(Rara("dos", label="x"))


def test_nan_e_infinito_no_detienen_el_recorrido():
    x = Value(0.0, label="x")
    assert math.isinf(recorrido(x.log()).grads[0])
    assert math.isnan(recorrido(x.log() * 0.0).grads[0])


# --- predecir ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texto", "numero"),
    [("-1.5", -1.5), (" −1,5 ", -1.5), ("1/2", 0.5), ("2e-3", 0.002), ("", None), ("a", None),
     ("1/0", None), ("1/2/3", None)],
)  # fmt: skip
def test_leer_numero(texto, numero):
    assert leer_numero(texto) == numero


def test_parecidos():
    assert parecidos(0.7071, 0.70710678)
    assert not parecidos(0.71, 0.70710678)
    assert not parecidos(0.0, 1e-4)
    assert parecidos(math.nan, math.nan)
    assert parecidos(math.inf, math.inf)


@pytest.mark.parametrize(
    ("comienzo", "escrito", "dice"),
    [
        ("grad de o", "1", "¡Bien!"),
        ("grad de o", "0", "todo lo demás queda en 0"),
        ("grad de o", "0.7071", "Ese es el data de «o»"),
        ("grad de o", "5", "si «o» cambia un poco"),
        ("grad de n", "0.5", "¡Bien!"),
        ("grad de n", "0.2929", "con el cuadrado"),
        ("grad de n", "0.2232", "no la entrada"),
        ("grad de n", "0.7071", "es 1 − t²"),
        ("grad de n", "1", "el gradiente de «o»"),
        ("grad de x1", "-1.5", "¡Bien!"),
        ("grad de x1", "-3", "Falta multiplicarla por el gradiente de «p»"),
        ("grad de x1", "0.5", "Falta multiplicarlo por la derivada local"),
        ("grad de x1", "1.5", "revisa el signo"),
        ("grad de x1", "1", "se usa el otro operando"),
        ("grad de x1", "-2.5", "se multiplica, no se suma"),
        ("grad de x1", "2", "data de «x1»"),
        ("grad de x1", "77", "por el número escrito en la arista"),
        ("grad de x1", "hola", "Escribe un número"),
    ],
)
def test_cada_prediccion_equivocada_tiene_su_pista(comienzo, escrito, dice):
    r = recorrido(neurona())
    revision = revisar(r, paso_de(r, comienzo), escrito)
    assert dice in revision.mensaje
    assert revision.correcto == ("¡Bien!" in revision.mensaje)


def test_olvidar_el_aporte_anterior_tiene_su_pista():
    r = recorrido(compartida())
    assert "súmalo" in revisar(r, r.pasos[-2], "3").mensaje
    assert revisar(r, r.pasos[-2], "12").correcto
    r = recorrido(compartida(), acumular=False)
    assert "aquí se usa =" in revisar(r, r.pasos[-2], "6").mensaje
    assert revisar(r, r.pasos[-2], "3").correcto


def test_ninguna_pista_dice_el_numero():
    r = recorrido(neurona())
    for paso in r.pasos:
        if paso.esperado is not None and paso.aporte:
            mensaje = revisar(r, paso, "123.4").mensaje
            assert not any(
                letra.isdigit() for letra in mensaje.replace(r.nombres[-1], "").split("«")[0]
            )


def test_la_pregunta_nombra_a_los_dos():
    r = recorrido(neurona())
    assert pregunta(r, paso_de(r, "grad de x1")) == (
        "«p» reparte. ¿Cuánto vale el gradiente de «x1» después de este aporte?"
    )
    assert "la raíz" in pregunta(r, paso_de(r, "grad de o"))


def test_capas():
    resumen = capas(leer(neurona()))
    assert [(capa.nivel, capa.cuantos) for capa in resumen] == [
        (0, 5),
        (1, 2),
        (2, 1),
        (3, 1),
        (4, 1),
    ]
    assert resumen[0].operaciones == "hojas: 5"
    assert resumen[0].mayor_grad == pytest.approx(1.5)
    assert resumen[-1].mayor_grad == 1.0
