"""Los mutantes de cada solución: el aula los rechaza, o se dice por qué se aceptan."""

import pytest
from curso_de_prueba import EJERCICIOS

from minigrad.aula.curso.activo import activo
from tools import mutar
from tools.mutantes import mutantes
from tools.mutar import elegidos, leer_razones, muestra, que_sobran, sin_razon

VIGENTE = activo()
RAZONES = leer_razones(mutar.RAZONES.read_text("utf-8"))
#: de cada tantos mutantes se prueba uno; `python -m tools.mutar` los prueba todos
CADA = 4


@pytest.mark.parametrize("seccion", VIGENTE.secciones())
def test_el_aula_rechaza_los_mutantes_o_se_dice_por_que_no(seccion):
    for ejercicio in elegidos(VIGENTE, [seccion]):
        probados = muestra(ejercicio, mutantes(VIGENTE.solucion(ejercicio.id)), CADA)
        vivos = [mutar.cambio_de(m) for m in sin_razon(VIGENTE, ejercicio, probados, RAZONES)]
        assert not vivos, f"{ejercicio.id}: corre `python -m tools.mutar {ejercicio.id}`"


@pytest.mark.lento
def test_ninguna_razon_sobra():
    assert que_sobran(VIGENTE, elegidos(VIGENTE), RAZONES) == []


# --- los mutantes ----------------------------------------------------------------------------

NOTA = """
def por(self, otro):
    out = Value(self.data * otro.data, (self, otro))

    def _backward():
        self.grad += otro.data * out.grad

    out._backward = _backward
    return out
"""
ORDENAR = """
def ordenar(raiz):
    orden = []
    vistos = set()

    def visitar(nodo):
        if nodo not in vistos:
            vistos.add(nodo)
            for hijo in nodo._prev:
                visitar(hijo)
            orden.append(nodo)

    visitar(raiz)
    return orden
"""
CAPA = """
class Capa:
    def __init__(self, nin, nout):
        self.neuronas = [Neurona(nin) for _ in range(nout)]
"""


@pytest.mark.parametrize(
    ("fuente", "operador", "despues"),
    [
        (NOTA, "acumula con =", "self.grad = otro.data * out.grad"),
        (NOTA, "quita un operando", "self.grad += otro.data"),
        (NOTA, "otro nombre", "self.grad += self.data * out.grad"),
        (NOTA, "redondea a 6", "self.grad += round(otro.data * out.grad, 6)"),
        (NOTA, "topa en 100", "self.grad += otro.data * min(out.grad, 100.0)"),
        (NOTA, "al revés", "out = Value(self.data * otro.data, (otro, self))"),
        (NOTA, "corta con un Value nuevo", "(type(self)(self.data), otro))"),
        (NOTA, "sin repetidos", "tuple(dict.fromkeys((self, otro))))"),
        (NOTA, "variable global", "global out"),
        (NOTA, "solo la primera vez", "if hecha:"),
        (NOTA, "cambia lo que recibe", "otro.grad += 1.0"),
        (NOTA, "recuerda por dato", "hechos.setdefault(clave, out)"),
        (NOTA, "no acepta int", "if type(otro.data) is int:"),
        (ORDENAR, "estado por omisión", "def ordenar(raiz, *, vistos=set()):"),
        (ORDENAR, "busca por dato", "any((nodo.data == cada.data for cada in vistos))"),
        (ORDENAR, "siempre una rama", "vistos.add(nodo)"),
        (ORDENAR, "solo los dos primeros", "for hijo in list(nodo._prev)[:2]:"),
        (ORDENAR, "quita una instrucción", "pass"),
        (CAPA, "el mismo objeto repetido", "xs[:1] * len(xs)"),
        (CAPA, "estado en la clase", "type(self).neuronas = "),
        ("def f(a, b):\n    return a / b", "intercambia los operandos", "return b / a"),
        ("def f(a, b):\n    return a / b", "otra operación", "return a // b"),
        ("def f(a, h=1):\n    return a + h", "parámetro con otro nombre", "return a + h_"),
        ("def f(a):\n    return a > 0", "otra comparación", "return a >= 0"),
        ("def f(a):\n    return a == 0", "otra comparación", "return a is 0"),
        ("def f(xs):\n    return sum(xs)", "media por suma", "sum(xs) / len(xs)"),
        ("def f(a, b):\n    return max(a, b)", "max por min", "return min(a, b)"),
        ("def f(xs):\n    return [x for x in xs]", "generador por lista", "(x for x in xs)"),
    ],
)
def test_hay_un_mutante_por_cada_equivocacion(fuente, operador, despues):
    hechos = [m.despues for m in mutantes(fuente) if m.operador == operador]
    assert any(despues in hecho for hecho in hechos), hechos


@pytest.mark.parametrize("fuente", [NOTA, ORDENAR, CAPA])
def test_cada_mutante_se_puede_leer_y_ninguno_se_repite(fuente):
    fuentes = [mutante.fuente for mutante in mutantes(fuente)]
    assert len({*fuentes, fuente}) == len(fuentes) + 1
    for texto in fuentes:
        compile(texto, "<mutante>", "exec")


def test_lo_que_hace_lo_mismo_no_es_un_mutante():
    hechos = [m.despues for m in mutantes("def f(a):\n    pass\n    return 1.0 / a")]
    assert "return 1.0 / a" not in hechos


# --- las razones -----------------------------------------------------------------------------


def test_una_razon_que_no_se_entiende_dice_su_linea():
    with pytest.raises(ValueError, match="línea 2: una razón son cuatro campos"):
        leer_razones("# nota\n02-derivada · sin signo · la pendiente es positiva\n")


def test_la_orden_dice_que_sobrevive_y_que_razon_sobra(prueba, tmp_path, monkeypatch, capsys):
    razones = tmp_path / "mutantes.txt"
    monkeypatch.setattr(mutar, "RAZONES", razones)
    razones.write_text("", encoding="utf-8")
    assert mutar.principal(["02-derivada"]) == 1
    assert "    redondea a 6 · return" in capsys.readouterr().out
    razones.write_text("02-… · … · … · de prueba\n", encoding="utf-8")
    assert mutar.principal([]) == 0
    sobra = "02-derivada · quita el signo · … · no hay ninguno\n"
    razones.write_text(f"02-… · … · … · de prueba\n{sobra}", encoding="utf-8")
    assert mutar.principal([]) == 1
    assert "mutantes.txt, línea 2: ya no hace falta" in capsys.readouterr().out


def test_la_orden_no_se_cae_si_lo_pedido_no_tiene_codigo(prueba, capsys):
    assert mutar.principal(["02-repaso"]) == 0
    assert "0 mutantes; sobreviven 0" in capsys.readouterr().out


def test_la_muestra_es_siempre_la_misma_y_no_la_misma_en_cada_ejercicio():
    todos = list(range(60))
    muestras = [muestra(ejercicio, todos, 5) for ejercicio in EJERCICIOS]
    assert muestras == [muestra(ejercicio, todos, 5) for ejercicio in EJERCICIOS]
    assert {len(una) for una in muestras} == {12}
    assert len({tuple(una) for una in muestras}) > 1
