"""Una respuesta correcta que usa algo de otra celda vale lo mismo que en el cuaderno."""

from __future__ import annotations

import pytest
from armar import celda, entregado, nueva

from minigrad.aula.curso.activo import activo

ID = "02-derivada"
STEM = "02_a_mano"
USA = "def derivada(f, x, h=1e-5):\n    return (f(x + h) - f(x - h)) / doble(h)"
DOBLE = "def doble(h):\n    return 2 * h"


def con(*celdas, id_=ID, respuesta=USA, otras=None, despues=()):
    """Un cuaderno con una respuesta, y celdas nuevas justo antes y justo después de ella."""
    suya = activo().celda(id_).cuaderno
    cuaderno = entregado(suya, {id_: respuesta, **(otras or {})})
    lugar = cuaderno["cells"].index(celda(cuaderno, id_))
    cuaderno["cells"][lugar + 1 : lugar + 1] = [_celda(c) for c in despues]
    cuaderno["cells"][lugar:lugar] = [_celda(c) for c in celdas]
    return cuaderno


def _celda(como):
    return como if isinstance(como, dict) else nueva(como)


def con_orden(fuente, orden):
    return nueva(fuente) | {"execution_count": orden}


VALUE = activo().solucion("02-value")
SUMAR = activo().solucion("02-sumar")
MULTIPLICAR = activo().solucion("02-multiplicar")
BIEN = {
    "un ayudante": con(DOBLE),
    "la otra mitad": con(nueva(DOBLE, ejercicio=ID)),
    "la otra mitad, después": con(despues=[nueva(DOBLE, ejercicio=ID)]),
    "una importación": con("from operator import add\ndoble = lambda h: add(h, h)"),
    "una importación y un ayudante": con("import operator as o", "doble = lambda h: o.add(h, h)"),
    "un ayudante de un ayudante": con(
        "def mas(a, b): return a + b", "def doble(h): return mas(h, h)"
    ),
    "todo lo de un módulo": con(
        "from math import *", respuesta="def derivada(f, x, h=1e-5):\n"
        "    return (f(x + h) - f(x - h)) / fsum([h, h])",
    ),
    "de otro ejercicio": con(
        otras={"02-exacta": f"def pendiente_exacta(x):\n    return 6 * x - 4\n{DOBLE}"}
    ),
    "de otro ejercicio que está mal": con(
        otras={"02-exacta": f"def pendiente_exacta(x):\n    return 7 * x\n{DOBLE}"}
    ),
    "de un ejercicio de después": con(otras={"02-esquina": f"{DOBLE}\nen_la_esquina = 'c'"}),
    "corrió fuera de orden": con(despues=[DOBLE]),
    "de una celda dada": con(
        respuesta=USA.replace("doble(h)", "(h * round((subida / subida) * 2))"),
    ),
    "la última ejecución": con(
        con_orden("def doble(h): return 3 * h", 4), despues=[con_orden(DOBLE, 7)]
    ),
    "por orden de ejecución": con(con_orden(DOBLE, 9), con_orden("doble = lambda h: 5 * h", 3)),
    "de arriba abajo": con(DOBLE, despues=["def doble(h): return 3 * h"]),
    "una variable de módulo": con(
        "veces = 0",
        respuesta="def derivada(f, x, h=1e-5):\n    global veces\n    veces += 1\n"
        "    return (f(x + h) - f(x - h)) / (2 * h)",
    ),
    "un contador al definir": con(
        "n = 1", respuesta="n += 1\ndef derivada(f, x, h=1e-5):\n"
        "    return (f(x + h) - f(x - h)) / (n * h)",
    ),
    "por efecto y no por nombre": con("globals()['dob' + 'le'] = lambda h: 2 * h"),
    "una celda que falla a la mitad": con(f"{DOBLE}\n1 / 0"),
    "una celda que no termina": con(f"{DOBLE}\nwhile True: pass"),
    "tarda y luego define": con(f"import time\ntime.sleep(60)\n{DOBLE}"),
    "junto a una que no termina": con("while True: pass", DOBLE),
    "junto a una que cierra Python": con("import os\nos._exit(0)", DOBLE),
    "junto a otra sin Python": con("%%bash\nls", DOBLE, "¿y esto?"),
    "con magias": con(f"%matplotlib inline\n{DOBLE}", "!pip install nada"),
    "una decorada": con(
        "def con_log(f):\n    return f",
        respuesta="@con_log\n" + USA.replace("doble(h)", "(2 * h)"),
    ),
    "el valor de antes": con(
        "1 + 1", respuesta="dos = _\ndef derivada(f, x, h=1e-5):\n"
        "    return (f(x + h) - f(x - h)) / (dos * h)",
    ),
    "la salida guardada": con(
        con_orden("1 + 1", 12), respuesta="dos = Out[12]\ndef derivada(f, x, h=1e-5):\n"
        "    return (f(x + h) - f(x - h)) / (dos * h)",
    ),
    "la función entera en otra celda": con(
        respuesta="# la escribí abajo\nprint('abajo')",
        despues=[USA.replace("doble(h)", "(2 * h)")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("marca", ["import importlib", "figuras.curva(parabola, -4, 5, puntos"])
def test_una_celda_dada_con_un_ayudante_de_mas(notas, marca):
    cuaderno = con()
    fuentes = ("".join(c["source"]) for c in cuaderno["cells"] if c["cell_type"] == "code")
    fuente = next(f for f in fuentes if marca in f)
    suya = next(c for c in cuaderno["cells"] if "".join(c["source"]) == fuente)
    suya["source"] = f"{fuente}\n\n\n{DOBLE}"
    assert notas(cuaderno)[ID].estado == "correcto"


@pytest.mark.parametrize("cuaderno", BIEN.values(), ids=BIEN)
def test_lo_que_en_clase_es_correcto_vale(notas, cuaderno):
    nota = notas(cuaderno)[ID]
    assert (nota.estado, nota.comentario, nota.puntos) == ("correcto", "", nota.maximo)


HIJO = "def _nuevo(self, dato, otro, op):\n    return Value(dato, (self, otro), op)\n"
CON_NUEVO = "def sumar(self, otro):\n    return self._nuevo(self.data + otro.data, otro, '+')\n\n\n"
CLASES = {
    "un método enganchado aparte": con(
        f"{HIJO}Value._nuevo = _nuevo",
        id_="02-sumar", respuesta=f"{CON_NUEVO}Value.__add__ = sumar",
    ),
    "el enganche, después": con(
        id_="02-sumar", respuesta=SUMAR.partition("\nValue.")[0], despues=["Value.__add__ = sumar"]
    ),
    "una clase sobre la suya": con(
        f"class Value(Value):\n    {HIJO.replace(chr(10), chr(10) + '    ')}\n",
        id_="02-sumar", respuesta=f"{CON_NUEVO}Value.__add__ = sumar",
    ),
    "un método de más en su clase": con(
        id_="02-sumar", respuesta=f"{CON_NUEVO}Value.__add__ = sumar",
        otras={"02-value": VALUE + "\n\n    " + HIJO.replace("\n", "\n    ").rstrip()},
    ),
    "otra opción de su clase": con(
        id_="02-sumar",
        respuesta="def sumar(self, otro):\n"
        "    return Value(self.data + otro.data, padres=(self, otro), op='+')\n"
        "Value.__add__ = sumar",
        otras={"02-value": VALUE.replace("):", ", padres=()):\n        hijos = hijos or padres")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("cuaderno", CLASES.values(), ids=CLASES)
def test_con_lo_que_el_aprendiz_le_puso_a_su_clase(notas, cuaderno):
    nota = notas(cuaderno)["02-sumar"]
    assert (nota.estado, nota.comentario) == ("correcto", "")


def test_su_clase_y_lo_que_no_acerto(notas):
    """Como en clase: su suma está mal, se le presta la nuestra, y lo que sigue vale."""
    por = CON_NUEVO.replace("sumar", "multiplicar").replace(
        "+ otro.data, otro, '+'", "* otro.data, otro, '*'"
    )
    cuaderno = con(
        id_="02-multiplicar", respuesta=f"{por}Value.__mul__ = multiplicar",
        otras={
            "02-value": VALUE + "\n\n    " + HIJO.replace("\n", "\n    ").rstrip(),
            "02-sumar": SUMAR.replace("self.data + otro.data", "self.data - otro.data"),
            "02-tanh": activo().solucion("02-tanh"),
        },
    )  # fmt: skip
    hechas = notas(cuaderno)
    estados = [hechas[f"02-{n}"].estado for n in ("value", "sumar", "multiplicar", "tanh")]
    assert estados == ["correcto", "mal", "correcto", "correcto"]


MAL = {
    "no lo define nadie": (con(), "usa `doble`, que no define ninguna celda de la entrega"),
    "la celda falla antes": (con(f"1 / 0\n{DOBLE}"), "la celda que lo define no llegó a hacerlo"),
    "está mal de todos modos": (
        con(DOBLE, respuesta=USA.replace("f(x - h)", "f(x)")), "«la mitad»",
    ),
    "lo suyo falta y lo tiene otro": (
        con(
            respuesta="x = 1",
            otras={"02-exacta": "def pendiente_exacta(x):\n    return 6 * x - 4\n"
                   + USA.replace("doble(h)", "(2 * h)")},
        ),
        "la celda no define `derivada`",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("cuaderno", "comentario"), MAL.values(), ids=MAL)
def test_lo_que_no_esta_bien_sigue_valiendo_cero(notas, cuaderno, comentario):
    nota = notas(cuaderno)[ID]
    assert (nota.estado, nota.puntos) == ("mal", 0)
    assert comentario in nota.comentario


def test_una_celda_ajena_no_le_quita_nada_a_nadie(notas):
    """Lo correcto solo es correcto, haga lo que haga lo demás."""
    bueno = activo().solucion(ID)
    for venenosa in ("while True: pass", "import os; os._exit(1)", "def derivada(*a): return 7"):
        cuaderno = con(venenosa, respuesta=bueno, otras={"02-esquina": "en_la_esquina = doble"})
        assert notas(cuaderno)[ID].estado == "correcto"
