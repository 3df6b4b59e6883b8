"""Los arreglos: qué cuenta como lo mismo, cómo viajan y cómo se dice en qué difieren."""

import pytest

from minigrad.aula.huella.canonico import canonico
from minigrad.aula.huella.descripcion import contrastar, describir, en_que_difieren
from minigrad.aula.huella.forma import congelar, iguales
from minigrad.aula.huella.observar import Observada
from minigrad.aula.huella.sellada import como_datos, desde_datos, sellar
from minigrad.calificar.puesto.formas import Danada, a_json, de_json

np = pytest.importorskip("numpy")
TOLERANCIA = 1e-6


class Tensor:
    """Un nodo de mentira."""

    def __init__(self, data):
        self.data = np.array(data, dtype=float)
        self.grad = np.zeros_like(self.data)


FILA, COLUMNA = np.array([1.0, 2.0, 3.0]), np.array([[1.0], [2.0], [3.0]])
GRANDE = np.arange(40_000.0).reshape(200, 200)
DISTINTOS = {
    "fila y columna": (FILA, COLUMNA),
    "fila y matriz de una fila": (FILA, FILA[None]),
    "vacíos": (np.zeros((0, 3)), np.zeros((0, 2))),
    "vacío y lista vacía": ([], np.zeros(0)),
    "lista donde va un arreglo": ([1.0, 2.0, 3.0], FILA),
    "un número donde va un arreglo de uno": (3.0, np.array([3.0])),
    "sí o no y unos": (np.array([1.0, 0.0]), np.array([True, False])),
    "un nan": (np.array([1.0, np.nan]), np.array([1.0, 2.0])),
    "un signo": (FILA, FILA * [1, 1, -1]),
    "tensores": (Tensor([1.0, 2.0]), Tensor([1.0, 3.0])),
    "tensores de otra forma": (Tensor([1.0, 2.0]), Tensor([[1.0, 2.0]])),
    "tensores de un número": (Tensor(1.0), Tensor(2.0)),
    "muy grandes": (GRANDE, GRANDE + 1),
    "muy grandes, en un solo número": (GRANDE, np.where(GRANDE == 777, 1e6, GRANDE)),
    "muy grandes, de otra forma": (GRANDE, GRANDE.reshape(400, 100)),
}
IGUALES = {
    "un arreglo donde va una lista": (FILA, [1.0, 2.0, 3.0]),
    "una matriz donde van listas": (COLUMNA, [[1], [2], [3]]),
    "de enteros y de decimales": (np.array([1, 2, 3]), FILA),
    "de otra precisión": (np.array([0.5, 2], dtype=np.float32), np.array([0.5, 2])),
    "sin ejes": (np.array(3.0), np.float64(3.0)),
    "sin ejes y un número": (np.array(3.0), 3),
    "con nan": (np.array([np.nan, np.inf]), np.array([np.nan, np.inf])),
    "traspuestos": (np.arange(6.0).reshape(2, 3).T, np.array([[0, 3], [1, 4], [2, 5]])),
    "vacíos": (np.zeros((2, 0)), np.ones((2, 0))),
    "tensores": (Tensor([1.0, 2.0]), Tensor([1.0, 2.0])),
    "muy grandes": (GRANDE, GRANDE.copy()),
}


@pytest.mark.parametrize(("obtenido", "esperado"), DISTINTOS.values(), ids=DISTINTOS)
def test_se_distinguen(obtenido, esperado):
    una, otra = congelar(obtenido), congelar(esperado)
    assert not iguales(una, otra, TOLERANCIA)
    if una.clase == otra.clase:
        assert not iguales(otra, una, TOLERANCIA)
    assert not sellar(otra, "contexto", b"sal", TOLERANCIA).reconoce(una, TOLERANCIA)


@pytest.mark.parametrize(("obtenido", "esperado"), IGUALES.values(), ids=IGUALES)
def test_son_lo_mismo(obtenido, esperado):
    una, otra = congelar(obtenido), congelar(esperado)
    assert iguales(una, otra, TOLERANCIA)
    sellada = sellar(otra, "ejercicio\netiqueta", b"sal", TOLERANCIA)
    assert sellada.reconoce(una, TOLERANCIA)
    datos = como_datos((Observada("etiqueta", sellada),))
    [leida] = desde_datos(datos, "ejercicio", b"sal")
    assert leida.forma.reconoce(una, TOLERANCIA)
    assert leida.forma.secretos(una) == sellada.secretos(otra)


def test_sellado_se_dice_la_forma_y_nada_de_los_numeros():
    sellada = sellar(congelar(COLUMNA), "ejercicio\netiqueta", b"sal", TOLERANCIA)
    [leida] = desde_datos(como_datos((Observada("etiqueta", sellada),)), "ejercicio", b"sal")
    dice = en_que_difieren(congelar(FILA), leida.forma, TOLERANCIA)
    assert dice == "La forma es `(3,)` y debería ser `(3, 1)`."
    assert en_que_difieren(congelar(2 * COLUMNA), leida.forma, TOLERANCIA) == ""
    assert en_que_difieren(congelar("x"), leida.forma, TOLERANCIA) == ""
    assert describir(leida.forma) == "…"


@pytest.mark.parametrize("valor", [par[0] for par in (DISTINTOS | IGUALES).values()])
def test_viajan_de_un_proceso_a_otro(valor):
    ida = (Observada("x", congelar(valor)),)
    [vuelta] = de_json(a_json(ida))
    assert canonico(vuelta.forma, 1e-9) == canonico(ida[0].forma, 1e-9)


@pytest.mark.parametrize(
    "plana",
    [
        ["arreglo", [[2], "numero", ["f0x1.0p+0"]]],
        ["arreglo", [[-1], "numero", ["f0x1.0p+0"]]],
        ["arreglo", [[True], "numero", ["f0x1.0p+0"]]],
        ["arreglo", [[], "numero", ["f0x1.0p+0"]]],
        ["arreglo", [[1], "texto", ["f0x1.0p+0"]]],
        ["arreglo", [[1], "numero", [1]]],
        ["arreglo", [[10**9, 10**9], "numero", []]],
        ["arreglo", [3, "numero", []]],
        ["arreglo", []],
        ["arreglo", None],
    ],
)
def test_lo_que_no_es_un_arreglo_no_pasa(plana):
    with pytest.raises(Danada):
        de_json([["x", plana]])


@pytest.mark.parametrize(
    ("obtenido", "esperado", "frase"),
    [
        (np.ones((300, 4)), np.ones(4), "La forma es `(300, 4)` y debería ser `(4,)`."),
        ([1, 2], np.ones(2), "Salió una lista, y va un arreglo de forma (2,)."),
        (1.0, np.ones(2), "Salió un solo número, y va un arreglo de forma (2,)."),
        (
            np.ones(2),
            np.ones(2) > 0,
            "Salió un arreglo de forma (2,), y va un arreglo de True y False de forma (2,).",
        ),
        (2 * FILA, FILA, "De sus 3 números difieren 3. Cada uno es 2 veces el que se espera."),
        (FILA / 3, FILA, "De sus 3 números difieren 3. Cada uno es el que se espera entre 3."),
        (-COLUMNA, COLUMNA, "De sus 3 números difieren 3. A todos les cambia el signo."),
        (FILA * [1, 1, 5], FILA, "De sus 3 números difiere uno."),
        (FILA * [1, 1, np.nan], FILA, "De sus 3 números difiere uno."),
        ([1, 2], [1, 3], ""),
        ("hola", FILA, ""),
    ],
)
def test_la_diferencia_se_dice_en_palabras(obtenido, esperado, frase):
    assert en_que_difieren(congelar(obtenido), congelar(esperado), TOLERANCIA) == frase


@pytest.mark.parametrize(
    ("obtenido", "esperado", "dice"),
    [
        (COLUMNA, COLUMNA * [[1], [1], [2]], ("[2, 0]", "3", "6")),
        (COLUMNA, FILA, ("", "un arreglo de forma (3, 1)", "un arreglo de forma (3,)")),
        ([0, FILA], [0, FILA + 1], ("[1][0]", "1", "2")),
        ([0, FILA > 1], [0, FILA],
         ("[1]", "un arreglo de True y False de forma (3,)", "un arreglo de forma (3,)")),
        (np.array([1.0]), np.array([1 + 2**-21]), ("[0]", "1", "1.0000004768371582")),
        (FILA, [1, 2, 4], ("", "[1, 2, 3]", "[1, 2, 4]")),
    ],
)  # fmt: skip
def test_se_contrastan(obtenido, esperado, dice):
    assert contrastar(congelar(obtenido), congelar(esperado), 1e-9) == dice


@pytest.mark.parametrize("valor", [GRANDE, COLUMNA, Tensor(GRANDE), [GRANDE[:3]] * 3, FILA > 1])
def test_se_describen_en_poco(valor):
    assert len(describir(congelar(valor))) <= 160


def test_uno_que_no_cabe_en_la_memoria_se_mira_sin_copiarlo():
    enorme = np.broadcast_to(1.5, (10**6, 10**6))
    una = congelar(enorme)
    assert describir(una) == "un arreglo de forma (1000000, 1000000)"
    assert iguales(una, congelar(np.broadcast_to(1.5, (10**6, 10**6))), TOLERANCIA)
    assert not iguales(una, congelar(np.broadcast_to(2.5, (10**6, 10**6))), TOLERANCIA)


def test_una_clase_hija_de_un_arreglo_no_engana():
    class Mentirosa(np.ndarray):
        ndim = 2

        def __eq__(self, otro):
            return True

        __hash__ = None

        def tolist(self):
            return [1.0, 2.0, 3.0]

    falsa = np.zeros(3).view(Mentirosa)
    assert not iguales(congelar(falsa), congelar(FILA), TOLERANCIA)
    assert iguales(congelar(falsa), congelar(np.zeros(3)), TOLERANCIA)


def test_uno_grande_se_describe_por_su_forma():
    assert describir(congelar(GRANDE)) == "un arreglo de forma (200, 200)"
    assert describir(congelar(Tensor(GRANDE))) == (
        "un objeto Tensor con data = un arreglo de forma (200, 200)"
    )
    assert describir(congelar(COLUMNA)) == "arreglo [[1], [2], [3]]"
