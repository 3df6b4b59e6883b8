"""De una celda se sabe, sin correrla, qué pone y qué busca en las demás."""

from __future__ import annotations

import pytest

from minigrad.calificar.celda.nombres import nombres_de


@pytest.mark.parametrize(
    ("fuente", "pone"),
    [
        ("def f(x):\n    y = x\n    return y", {"f"}),
        ("class C:\n    a = 1\n    def m(self): ...", {"C", ".m"}),
        ("import a.b, c as d\nfrom e import f as g, h", {"a", "d", "g", "h"}),
        ("from math import *", {"*"}),
        ("a, (b, *c) = 1, (2, 3)", {"a", "b", "c"}),
        ("for i in []:\n    j = 1\nwith x as z: ...", {"i", "j", "z"}),
        ("try: ...\nexcept E as e: ...", {"e"}),
        ("match 1:\n    case [a, *b]: ...\n    case {'k': c, **d}: ...", {"a", "b", "c", "d"}),
        ("if (n := 3): ...", {"n"}),
        ("Value.doble = f", {"Value", "Value.doble", ".doble"}),
        ("pesos[0] = 1\na.b[1].c = 2", {"pesos", "a", "a.b[1].c", ".c"}),
        ("def f():\n    global n\n    n = 1", {"f", "n"}),
        ("async def f(): ...", {"f"}),
        ("cuadrado = lambda t: t * t", {"cuadrado"}),
        ("def f(:", set()),
    ],
)
def test_lo_que_pone(fuente, pone):
    assert nombres_de(fuente).pone == pone


@pytest.mark.parametrize(
    ("fuente", "usa"),
    [
        ("def f(x):\n    return doble(x)", {"doble"}),
        ("def f(x):\n    def g(): return x\n    return g() + len(x)", set()),
        ("def fact(n):\n    return n * fact(n - 1)", set()),
        ("def f(): return g()\ndef g(): return 1", {"g"}),
        ("a = 1\nb = a", set()),
        ("a = a + 1", {"a"}),
        ("n += 1", {"n"}),
        ("del n", {"n"}),
        ("class Value(Value):\n    def m(self): return otra", {"Value", "otra"}),
        ("@decora\ndef f(): ...", {"decora"}),
        ("Value.doble = lambda v: v._par(2)", {"Value", "._par"}),
        ("def f():\n    global n\n    n += 1", {"n"}),
        ("[i for i in datos if i > tope]", {"datos", "tope"}),
        ("def f(x=PASO): return x", {"PASO"}),
        ("pago = _", {"_"}),
        ("print(7)", set()),
        ("await cosa()", {"cosa"}),
        ("{k: v for k, v in pares}", {"pares"}),
        ("{n for fila in filas for n in fila}", {"filas"}),
        ("def f():\n    return [i * PASO for i in datos]", {"PASO", "datos"}),
        (
            "async with caja as c:\n    async for x in c:\n        usar(x)",
            {"caja", "c", "x", "usar"},
        ),
        ("[x async for x in flujo()]", {"flujo"}),
        ("def f(x: Tipo) -> Otro: return x", {"Tipo", "Otro"}),
    ],
)
def test_lo_que_usa(fuente, usa):
    assert nombres_de(fuente).usa == usa
