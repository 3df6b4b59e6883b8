"""La neurona del explorador sin controles: números, gradientes y frases."""

from __future__ import annotations

import math

import pytest

from minigrad.exploradores.comun.funciones import Fallo
from minigrad.exploradores.neurona.cuentas import (
    ACTIVACIONES,
    Celula,
    Datos,
    activar,
    cuentas,
    exigir,
    noticia,
    por_que,
)

LECCION = Datos((2.0, 0.0), (-3.0, 1.0), 6.8813735870195432, "tanh")
VARIADOS = [
    ((2.0, 0.0), (-3.0, 1.0), 6.88),
    ((0.7,), (1.3,), -0.2),
    ((1.0, -2.0, 0.5), (0.3, 0.1, -1.7), 0.4),
    ((-1.5, 3.0), (2.0, 0.9), 0.0),
]


def salida(d: Datos) -> float:
    """La misma neurona escrita con `math`, sin el motor."""
    n = sum(x * w for x, w in zip(d.x, d.w, strict=True)) + d.b
    formulas = {
        "tanh": math.tanh,
        "relu": lambda v: max(0.0, v),
        "sigmoid": lambda v: 1 / (1 + math.exp(-v)),
        "lineal": lambda v: v,
    }
    return formulas[d.activacion](n)


def movida(d: Datos, nombre: str, h: float) -> Datos:
    if nombre == "b":
        return d._replace(b=d.b + h)
    campo, i = nombre[0], int(nombre[1]) - 1
    lista = list(getattr(d, campo))
    lista[i] += h
    return d._replace(**{campo: tuple(lista)})


@pytest.mark.parametrize("activacion", ACTIVACIONES)
@pytest.mark.parametrize(("x", "w", "b"), VARIADOS)
def test_los_gradientes_son_las_diferencias_centrales(x, w, b, activacion):
    d = Datos(x, w, b, activacion)
    celula = Celula(d)
    assert celula.raiz.data == pytest.approx(salida(d), rel=1e-12)
    hojas = list(celula.hojas())
    assert len(hojas) == 2 * len(x) + 1
    for hoja in hojas:
        h = 1e-6
        medida = (salida(movida(d, hoja.nombre, h)) - salida(movida(d, hoja.nombre, -h))) / (2 * h)
        assert hoja.grad == pytest.approx(medida, abs=1e-8)
        assert hoja.grad == pytest.approx(celula.pendiente * hoja.factor, abs=1e-15)


def test_la_neurona_de_la_leccion():
    celula = Celula(LECCION)
    grads = {hoja.nombre: round(hoja.grad, 9) for hoja in celula.hojas()}
    assert grads == {"x1": -1.5, "w1": 1.0, "x2": 0.5, "w2": 0.0, "b": 0.5}
    assert cuentas(celula) == (
        "n = 2.0·(−3.0) + 0.0·1.0 + 6.8814 = 0.8814",
        "o = tanh(n) = 0.7071",
    )
    assert [por_que(celula, hoja) for hoja in celula.hojas()] == [
        "pendiente × w1 = 0.5 × (−3.0)",
        "pendiente × x1 = 0.5 × 2.0",
        "pendiente × w2 = 0.5 × 1.0",
        "pendiente × x2 = 0.5 × 0.0",
        "pendiente × 1 = 0.5 × 1.0",
    ]


def test_el_grafo_es_el_de_la_leccion_y_no_cambia_de_orden():
    nombres = [nodo.label for nodo in Celula(LECCION).nodos]
    assert nombres == ["x1", "w1", "x1·w1", "x2", "w2", "x2·w2", "suma", "b", "n", "o"]
    assert [n.label for n in Celula(LECCION._replace(b=-9.0, x=(0.0, 0.0))).nodos] == nombres
    lineal = Celula(LECCION._replace(activacion="lineal"))
    assert lineal.nodos[-1].label == "n = o"
    assert lineal.pendiente == 1.0


@pytest.mark.parametrize("activacion", ACTIVACIONES)
def test_la_curva_es_la_salida_de_la_neurona(activacion):
    for n in (-30.0, -1.0, 0.0, 0.3, 50.0):
        d = Datos((n,), (1.0,), 0.0, activacion)
        assert activar(activacion, n) == Celula(d).raiz.data


@pytest.mark.parametrize(
    ("cambios", "dicho"),
    [
        ({}, "x2 vale 0: mover w2 no cambia nada"),
        ({"b": 40.0}, "saturada"),
        ({"b": 8.0}, "saturada: la pendiente de tanh aquí es 0.0707, menos de la décima parte"),
        ({}, "La pendiente de tanh aquí es 0.5; la mayor, en n = 0, es 1.0."),
        ({"activacion": "relu"}, "encendida"),
        ({"activacion": "relu", "b": 0.0}, "apagada"),
        ({"activacion": "relu", "b": 5.9}, "apagada: con n negativo"),
        ({"activacion": "relu", "b": 6.0}, "apagada: con n = 0, en la esquina"),
        ({"activacion": "sigmoid"}, "La pendiente de sigmoid aquí es 0.2071"),
        ({"activacion": "sigmoid", "b": -40.0}, "saturada"),
        ({"activacion": "lineal"}, "el gradiente pasa entero"),
    ],
)
def test_lo_que_conviene_notar(cambios, dicho):
    assert dicho in noticia(Celula(LECCION._replace(**cambios)))


@pytest.mark.parametrize(("activacion", "mayor"), [("tanh", 1.0), ("sigmoid", 0.25)])
def test_saturada_es_menos_de_la_decima_parte_de_la_mayor_pendiente(activacion, mayor):
    """Con todos los sesgos de la barra: la frase dice «saturada» justo donde la regla lo dice."""
    vistas = set()
    for b in range(-80, 81):
        celula = Celula(Datos((0.0,), (0.0,), b / 10, activacion))
        assert ("saturada" in noticia(celula)) == (celula.pendiente < mayor / 10)
        vistas.add("saturada" in noticia(celula))
        assert celula.pendiente <= mayor
    assert vistas == {True, False}
    assert Celula(Datos((0.0,), (0.0,), 0.0, activacion)).pendiente == mayor


def test_una_neurona_apagada_no_culpa_a_la_entrada_en_cero():
    assert "x2" not in noticia(Celula(LECCION._replace(activacion="relu", b=0.0)))


@pytest.mark.parametrize(
    ("argumentos", "dicho"),
    [
        (((1.0,), (1.0, 2.0), 0.0, "tanh"), "x mide 1 y w mide 2: cada entrada"),
        (((), (), 0.0, "tanh"), "de 1 a 3 entradas"),
        (((1.0,) * 4, (1.0,) * 4, 0.0, "tanh"), "de 1 a 3 entradas"),
        ((2.0, (1.0,), 0.0, "tanh"), "x debe ser una lista de números"),
        (("12", (1.0, 2.0), 0.0, "tanh"), "x debe ser una lista de números"),
        (((1.0, "a"), (1.0, 2.0), 0.0, "tanh"), "x[1] debe ser un número"),
        (((1.0,), (math.inf,), 0.0, "tanh"), "w[0] debe ser un número finito"),
        (((1.0,), (1e9,), 0.0, "tanh"), "entre −100 y 100"),
        (((1.0,), (1.0,), None, "tanh"), "b debe ser un número"),
        (((1.0,), (1.0,), 0.0, "seno"), "Usa una de tanh, relu, sigmoid, lineal"),
    ],
)
def test_lo_que_no_sirve_se_dice_con_una_frase(argumentos, dicho):
    with pytest.raises(Fallo, match=dicho.replace("[", r"\[")):
        exigir(*argumentos)


def test_se_aceptan_enteros_valores_y_none():
    from minigrad import Value

    assert exigir([1, Value(2.0)], (3, 4), 5, None) == Datos((1.0, 2.0), (3.0, 4.0), 5.0, "lineal")
