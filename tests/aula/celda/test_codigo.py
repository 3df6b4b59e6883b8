"""Qué hace un código, sea cual sea el Python que lo tradujo a instrucciones."""

import pytest

from minigrad.aula.celda.codigo import ligada, miembros, mismo_codigo, no_devuelve_nada
from minigrad.aula.huella.canonico import identidad


def ultimo(fuente):
    nombres = {}
    exec(fuente, nombres)
    return list(nombres.values())[-1]


@pytest.mark.parametrize(
    "cuerpo",
    [
        "pass", "...", "y = x", "return", "return None", "if x:\n        return\n    y = 1",
        "for y in x:\n        return None", "with x:\n        return", "f'{x}'",
        "try:\n        y = x()\n    finally:\n        y = 2",
    ],
)  # fmt: skip
def test_no_devuelve_nada(cuerpo):
    assert no_devuelve_nada(ultimo(f"def f(x):\n    {cuerpo}\n"))


@pytest.mark.parametrize(
    "valor",
    ["0", "1", "-1", "300", "2.5", "''", "'a'", "True", "False", "()", "(1, 2)", "[]", "...",
     "x", "x + 1", "lambda: None", "None if x else 1", "x and None", "{}", "sum", "None, None"],
)  # fmt: skip
def test_devuelve_algo(valor):
    assert not no_devuelve_nada(ultimo(f"def f(x):\n    return {valor}\n"))


def test_un_generador_si_entrega_algo():
    assert not no_devuelve_nada(ultimo("def f(x):\n    yield x\n"))


ANOTADA = "class C:\n    x: int = ...\n    y: float\n    def f(self, a: int) -> int:\n        {}\n"


def test_las_anotaciones_no_son_codigo_que_se_escribio():
    clase = ultimo(ANOTADA.format("return a"))
    assert clase.__annotations__ == {"x": int, "y": float}
    escrito = {n for n in miembros(clase) if "annot" in n}
    assert not escrito
    sin = ultimo("class C:\n    def f(self, a):\n        return a\n")
    assert mismo_codigo(clase, sin)
    assert mismo_codigo(sin, clase)
    assert identidad(clase, (), []) == identidad(sin, (), [])
    assert identidad(clase, (), []) != identidad(ultimo(ANOTADA.format("return -a")), (), [])


def test_una_clase_anotada_sin_metodos_esta_en_blanco_por_sus_puntos():
    blanco = ultimo("class C:\n    x: int = ...\n")
    assert mismo_codigo(blanco, blanco)
    assert not mismo_codigo(ultimo("class C:\n    x: int = 3\n"), blanco)


def test_una_propiedad_tambien_se_liga_a_otros_nombres():
    nombres = {"cuanto": 1}
    exec("def doble(self): return 2 * cuanto\np = property(doble, lambda s, x: None)", nombres)
    otra = ligada(nombres["p"], {"cuanto": 5})
    assert (otra.fget(None), nombres["p"].fget(None)) == (10, 2)
    assert otra.fset is not None
    assert otra.fdel is None
    assert ligada(nombres["doble"], {"cuanto": 3})(None) == 6
