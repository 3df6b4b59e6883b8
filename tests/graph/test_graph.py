"""El grafo como listas, como DOT y como texto."""

from __future__ import annotations

import subprocess
import sys

import pytest
from clases_ajenas import Ajena, SinGrad, ejemplo
from micrograd.engine import Value as ValueMicrograd

from minigrad.engine import Value
from minigrad.graph.dot import MAXIMO, draw_dot
from minigrad.graph.frases import texto
from minigrad.graph.nodos import Ciclo, trace

CLASES = [Value, Ajena, SinGrad, ValueMicrograd]


def nombres(nodos):
    return [nodo.label for nodo in nodos]


def test_trace_da_los_hijos_antes_que_quien_los_usa():
    nodos, aristas = trace(ejemplo())
    assert nombres(nodos) == ["a", "b", "e", "c", "d", "f", "L"]
    assert [(h.label, c.label) for h, c in aristas] == [
        ("a", "e"), ("b", "e"), ("e", "d"), ("c", "d"), ("d", "L"), ("f", "L"),
    ]  # fmt: skip


@pytest.mark.parametrize("clase", [Value, Ajena, ValueMicrograd])
def test_a_mas_a_tiene_dos_aristas(clase):
    a = clase(3.0)
    suma = a + a
    nodos, aristas = trace(suma)
    assert nodos == [a, suma]
    assert aristas == [(a, suma), (a, suma)]
    assert draw_dot(suma).source.count("n0 -> n1op") == 2


def test_diez_mil_nodos_sin_recursion():
    nodo = Ajena(0.0)
    for _ in range(10_000):
        nodo = nodo + nodo
    assert len(trace(nodo)[0]) == 10_001
    assert len(texto(nodo)) < 100_000


def test_un_dibujo_enorme_se_dice_con_una_frase():
    nodo = Ajena(1.0, label="x")
    for _ in range(5_000):
        nodo = nodo + nodo
    frase = repr(draw_dot(nodo))
    assert "5001 nodos" in frase
    assert str(MAXIMO) in frase
    assert "+: 5000" in frase


def test_un_ciclo_hecho_a_mano_se_dice_con_una_frase():
    a, b = Ajena(1.0, label="a"), Ajena(2.0, label="b")
    a._prev, b._prev = (b,), (a,)
    with pytest.raises(Ciclo, match="a → b → a"):
        trace(a)
    assert "tiene un ciclo" in repr(draw_dot(a))
    assert "tiene un ciclo" in texto(a)


@pytest.mark.parametrize("clase", CLASES)
def test_un_nodo_sin_hijos(clase):
    solo = clase(2.5)
    assert trace(solo) == ([solo], [])
    assert "data 2.5" in draw_dot(solo).source
    assert repr(draw_dot(solo)) == "Grafo de 1 nodo"
    assert texto(solo).splitlines()[1].startswith("n0: data 2.5")


def test_lo_que_no_es_un_nodo_se_explica():
    for raro in (3.0, "2", None, [1.0]):
        with pytest.raises(TypeError, match=r"Value\(2.0\)"):
            draw_dot(raro)
    with pytest.raises(TypeError, match="no tiene data ni _prev"):
        trace(Ajena(1.0, (Ajena(2.0), 3.0), "+"))


def test_sin_grad_ni_label_se_dibuja_lo_que_hay():
    a = SinGrad(2.0)
    fuente = draw_dot(SinGrad(4.0, (a, a), "+")).source
    assert 'label="data 2.0"' in fuente
    assert "| grad" not in fuente


def test_la_misma_expresion_da_los_mismos_bytes():
    assert draw_dot(ejemplo()).source == draw_dot(ejemplo()).source
    assert draw_dot(ejemplo()).svg() == draw_dot(ejemplo()).svg()


def test_un_conjunto_de_hijos_se_ordena_igual_en_cada_proceso():
    programa = (
        "from micrograd.engine import Value; from minigrad.graph import draw_dot;"
        "x = [Value(i) for i in range(6)];"
        "print(draw_dot(sum(a * b for a in x for b in x)).source)"
    )
    orden = [sys.executable, "-c", programa]
    salidas = {
        subprocess.run(orden, capture_output=True, text=True, check=True).stdout for _ in range(3)
    }
    assert len(salidas) == 1
    assert "data 225" in salidas.pop()


def test_la_operacion_es_un_nodo_pequeno():
    fuente = draw_dot(ejemplo()).source
    assert fuente.count("shape=circle") == 3
    assert "n2op -> n2\n" in fuente
    assert "n0 -> n2op\n" in fuente
    assert 'label="L | data −8.0 | grad 1.0"' in fuente


@pytest.mark.parametrize(
    ("numero", "escrito"),
    [
        (6.8813735870195432, "6.8814"), (0.0, "0.0"), (-0.5, "−0.5"), (2, "2"), (90.0, "90.0"),
        (1e-7, "1e−07"), (123456789.0, "1.235e+08"), (float("nan"), "nan"),
        (float("-inf"), "−inf"), ("hola", "hola"),
        (-0.0, "0.0"), (1 / 3, "0.3333"), (True, "True"), ("z" * 400, "zzzzzzzzzzzzzzzzzzz…"),
    ],
)  # fmt: skip
def test_los_numeros_se_leen(numero, escrito):
    assert f"data {escrito} |" in draw_dot(Ajena(numero)).source


@pytest.mark.parametrize(
    "label",
    [
        "a|b",
        "<x>",
        "{y}",
        'di "hola"',
        "dos\nrenglones",
        "\\N y \\",
        "&lt;",
        "ñ→∂",
        "\x00",
        "x" * 500,
    ],
)
def test_una_etiqueta_rara_no_rompe_el_dibujo(label):
    raiz = Ajena(1.0, label=label) + Ajena(2.0, label="b")
    raiz._op, raiz.label = label, label
    svg = draw_dot(raiz, titulo=label, derivadas=True).svg()
    assert svg.count("data 2.0") >= 2
    assert "x" * 40 not in draw_dot(raiz).source


def test_la_etiqueta_se_ve_tal_cual():
    svg = draw_dot(Ajena(1.0, label='a|b<c>{d} "&lt;"\\')).svg()
    assert ">a|b&lt;c&gt;{d} &quot;&amp;lt;&quot;\\</text>" in svg


def test_opciones():
    raiz = ejemplo()
    e = raiz._prev[0]._prev[0]
    fuente = draw_dot(raiz, "TB", resaltar=[e], ocultar=["grad", e], derivadas=True).source
    assert "rankdir=TB" in fuente
    assert fuente.count('penwidth="4"') == 1
    assert "grad 1.0" not in fuente
    assert 'label="{e | data ? | grad ?}"' in fuente
    assert 'n0 -> n2op [label=" × −3.0 "' in fuente


def test_una_sola_cosa_tambien_vale():
    raiz = ejemplo()
    assert draw_dot(raiz, resaltar=raiz).source == draw_dot(raiz, resaltar=[raiz]).source
    assert draw_dot(raiz, ocultar="grad").source == draw_dot(raiz, ocultar=["grad"]).source
    assert draw_dot(raiz, resaltar=Ajena(1.0)).source == draw_dot(raiz).source


def test_dibujar_no_cambia_nada():
    raiz = ejemplo()
    antes = [(n.data, n.grad, n._prev, n._op, n.label) for n in trace(raiz)[0]]
    draw_dot(raiz, derivadas=True, ocultar=[raiz], resaltar=[raiz])
    texto(raiz)
    assert [(n.data, n.grad, n._prev, n._op, n.label) for n in trace(raiz)[0]] == antes


def test_texto():
    assert texto(ejemplo()) == (
        "Grafo de 7 nodos (raíz: L):\n"
        "L = d * f: data −8.0, grad 1.0\n"
        "  d = e + c: data 4.0, grad −2.0\n"
        "    e = a * b: data −6.0, grad −2.0\n"
        "      a: data 2.0, grad 6.0\n"
        "      b: data −3.0, grad −4.0\n"
        "    c: data 10.0, grad −2.0\n"
        "  f: data −2.0, grad 4.0"
    )


def test_texto_explica_una_vez_lo_que_se_repite():
    a = Value(2.0, label="a")
    b = a.tanh()
    b.label = "b"
    renglones = texto((3 - b) ** 2 * b + b / 2).splitlines()
    assert sum("b = tanh(a)" in renglon for renglon in renglones) == 1
    assert sum("b: ya está arriba" in renglon for renglon in renglones) == 2
    assert any("= 3 - b" in renglon for renglon in renglones)
    assert any("** 2" in renglon for renglon in renglones)
    assert any("= b / 2" in renglon for renglon in renglones)


def test_importar_graph_no_trae_paquetes_de_fuera():
    programa = "import sys, minigrad.graph as _; "
    programa += "print({'graphviz', 'numpy', 'IPython'} & set(sys.modules))"
    salida = subprocess.run(
        [sys.executable, "-c", programa], capture_output=True, text=True, check=True
    ).stdout
    assert salida.strip() == "set()"
