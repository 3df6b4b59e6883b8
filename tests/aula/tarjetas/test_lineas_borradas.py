"""Quien borra una línea de la celda en blanco recibe una tarjeta que dice cuál y cómo ponerla.

Se prueba con todos los ejercicios: por cada línea dada, la solución sin ella. Y al revés: de
ninguna respuesta correcta se dice que le falte algo.
"""

import ast

import pytest

from minigrad.aula.celda.tarjeta import Parrafo, Plegado, Tarjeta
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.lineas_dadas import las_que_faltan
from minigrad.aula.juicio.veredicto import Veredicto
from minigrad.aula.tarjetas import de_falta
from minigrad.aula.tarjetas.de_falta import (
    con_la_linea,
    con_lo_que_falta,
    explica,
    lo_que_le_falta,
    lo_que_se_borro,
    tarjeta_de_falta,
)
from minigrad.aula.tarjetas.de_veredicto import tarjeta_de_veredicto

VIGENTE = activo()
TODOS = list(VIGENTE.todos())


@pytest.fixture
def historia(monkeypatch):
    """Las celdas ejecutadas, que la prueba escribe."""
    celdas = []
    monkeypatch.setattr(de_falta, "historia", lambda: list(celdas))
    return celdas


def comprueba(ejercicio):
    return f'comprobar("{ejercicio.id}", {ejercicio.nombre})'


def una_linea(ejercicio):
    """La solución, si es un solo nombre que recibe un valor."""
    cuerpo = ast.parse(VIGENTE.solucion(ejercicio.id)).body
    solo = cuerpo[0] if len(cuerpo) == 1 else None
    return solo if isinstance(solo, ast.Assign) else None


DE_UNA_LINEA = [e for e in TODOS if una_linea(e)]
CON_ENGANCHE = [
    (e, linea)
    for e in TODOS
    for linea in VIGENTE.solucion(e.id).split("\n")
    if linea.startswith(f"{e.nombre}.") and " = " in linea
]


def test_son_muchos():
    assert len(DE_UNA_LINEA) > 50
    assert len(CON_ENGANCHE) > 40


@pytest.mark.parametrize("ejercicio", DE_UNA_LINEA, ids=lambda e: e.id)
def test_sin_el_nombre_se_dice_cual_es_y_como_va(historia, ejercicio):
    suelta = ast.unparse(una_linea(ejercicio).value)
    historia += [VIGENTE.blanco(ejercicio.id), comprueba(ejercicio), suelta, comprueba(ejercicio)]
    falta = lo_que_se_borro(VIGENTE, ejercicio)
    texto = repr(tarjeta_de_falta(VIGENTE, ejercicio, falta))
    assert texto.startswith(f"! Falta el nombre: {ejercicio.titulo}")
    assert f"empieza la línea con `{ejercicio.nombre} =`" in texto
    assert f"\n      {ejercicio.nombre} = {suelta}" in texto
    # no se sabe de quién es esa celda: se dice con un «si»
    assert not falta.segura
    assert "Si es tu respuesta" in texto


@pytest.mark.parametrize(
    ("ejercicio", "linea"), CON_ENGANCHE, ids=lambda x: getattr(x, "id", None) or str(x)[:30]
)
def test_sin_el_enganche_se_dice_que_linea_era(historia, ejercicio, linea):
    resto = VIGENTE.solucion(ejercicio.id).replace(f"{linea}", "")
    historia += [VIGENTE.blanco(ejercicio.id), resto, comprueba(ejercicio)]
    falta = lo_que_se_borro(VIGENTE, ejercicio)
    texto = repr(tarjeta_de_falta(VIGENTE, ejercicio, falta))
    assert texto.startswith(f"! Falta una línea: {ejercicio.titulo}")
    assert f"Falta la línea `{linea}`, que venía" in texto
    assert "La celda venía así:" in texto


@pytest.mark.parametrize("ejercicio", TODOS, ids=lambda e: e.id)
def test_de_la_solucion_y_del_blanco_no_se_dice_que_falte_nada(historia, ejercicio):
    for celda in (VIGENTE.solucion(ejercicio.id), VIGENTE.blanco(ejercicio.id)):
        historia[:] = [celda, comprueba(ejercicio)]
        assert lo_que_se_borro(VIGENTE, ejercicio) is None


def test_de_otra_celda_no_se_afirma_nada(historia):
    ejercicio = VIGENTE.buscar("00-pago")
    ajenas = ("print(3)", "import math", "otra = 3", 'progreso("00")', "def f(x):\n    return x")
    for ajena in ajenas:
        historia[:] = [ajena, comprueba(ejercicio)]
        assert lo_que_se_borro(VIGENTE, ejercicio) is None, ajena


OTRO_MODO = [
    ("02-empujones", "pendientes = (-3.0, 2.0, 1.0)"),
    ("02-sumar", "def sumar(self, otro):\n    return Value(self.data + otro.data, (self,), '+')\n\n"
     "Value.__add__ = sumar"),
    ("02-repr", 'Value.__repr__ = lambda self: f"Value(data={self.data})"'),
    ("02-repr", 'def m(self):\n    return "v"\n\nsetattr(Value, "__repr__", m)'),
    ("02-value", "class Value:\n    def __init__(s, data, hijos=(), op='', label=''):\n"
     "        s.data, s.grad = data, 0.0\n        s._prev, s._op, s.label = hijos, op, label"),
    ("03-sumar", "def sumar(self, b):\n    b = b if isinstance(b, Value) else Value(b)\n"
     "    s = Value(self.data + b.data, (self, b), '+')\n\n    def nota():\n"
     "        self.grad += s.grad\n        b.grad += s.grad\n\n    s._backward = nota\n"
     "    return s\n\nValue.__add__ = sumar"),
    ("02-sumar", "def sumar(self, otro):\n    return Value(self.data + otro.data)\n\n"
     "Value.__add__ = sumar"),
]  # fmt: skip


@pytest.mark.parametrize(("id_", "celda"), OTRO_MODO)
def test_lo_escrito_de_otro_modo_no_le_falta_a_nadie(id_, celda):
    assert las_que_faltan(VIGENTE.blanco(id_), celda) == []


DENTRO = [
    ("03-sumar", "    out._backward = _backward\n", "out._backward = _backward"),
    ("03-orden-topologico", "\n    visitar(raiz)\n", "visitar(raiz)"),
    ("02-empujones", None, "pendientes = (por_a, por_b, por_c)"),
    ("02-value", "        self.grad = 0.0\n", "self.grad = 0.0"),
    ("04-potencia", "    otro = como_value(otro)\n", "otro = como_value(otro)"),
    ("02-derivada-tanh", "    t = math.tanh(x)\n", "t = math.tanh(x)"),
    ("02-multiplicar", "def multiplicar(self, otro):\n", "def multiplicar(self, otro):"),
    ("02-value", "class Value:\n", "class Value:"),
    ("02-cuanto-sube", "    total = 0.0\n", "total = 0.0"),
]


@pytest.mark.parametrize(("id_", "quitada", "linea"), DENTRO)
def test_tambien_lo_de_adentro_y_lo_que_python_no_entiende(id_, quitada, linea):
    celda = VIGENTE.solucion(id_).replace(quitada or f"\n{linea}", "")
    faltan = las_que_faltan(VIGENTE.blanco(id_), celda)
    assert [dada.texto for dada in faltan] == [linea]


def test_otra_mayuscula_no_juzga_en_silencio_la_de_antes(historia):
    ejercicio = VIGENTE.buscar("02-value")
    solucion = VIGENTE.solucion("02-value")
    historia += [solucion, comprueba(ejercicio), solucion.replace("class Value", "class value")]
    bien = tarjeta_de_veredicto(ejercicio, Veredicto("correcto"))
    texto = repr(con_lo_que_falta(bien, VIGENTE, ejercicio, Veredicto("correcto")))
    assert texto.startswith("✔ Correcto")
    assert "se comprobó lo que `Value` guardaba antes" in texto
    assert "Tu celda define `value`" in texto


def test_comparar_no_da_un_valor(historia):
    ejercicio = VIGENTE.buscar("00-pago")
    historia += ["pago == precio * cantidad + envio", comprueba(ejercicio)]
    falta = lo_que_se_borro(VIGENTE, ejercicio)
    assert "va un solo `=`" in repr(tarjeta_de_falta(VIGENTE, ejercicio, falta))


def test_lo_correcto_sigue_correcto_aunque_despues_se_ejecute_otra_cosa(historia):
    ejercicio = VIGENTE.buscar("00-pago")
    historia += [VIGENTE.solucion("00-pago"), comprueba(ejercicio), "precio * cantidad", "..."]
    bien = tarjeta_de_veredicto(ejercicio, Veredicto("correcto"))
    assert con_lo_que_falta(bien, VIGENTE, ejercicio, Veredicto("correcto")) is bien


DETENIDAS = [
    ("02-expresion", "e = a * b\n", "e = a * c\n", NameError("", name="a"), False),
    ("02-expresion", "e = a * b\n", "", NameError("", name="e"), True),
    ("02-expresion", "e = a * b\n", "", NameError("", name="zeta"), False),
    ("02-multiplicar", "def multiplicar(self, otro):\n", "", IndentationError("x"), True),
    ("02-value", "def __init__(self, data", "def iniciar(self, data", ValueError("x"), False),
]


@pytest.mark.parametrize(("id_", "viejo", "nuevo", "excepcion", "dice"), DETENIDAS)
def test_a_una_celda_que_se_detuvo_se_le_dice_la_linea_si_es_por_eso(
    historia, monkeypatch, id_, viejo, nuevo, excepcion, dice
):
    ejercicio = VIGENTE.buscar(id_)
    monkeypatch.setattr(de_falta, "cuaderno_en_uso", lambda v: v.celda(id_).cuaderno)
    historia += [VIGENTE.solucion(id_).replace(viejo, nuevo)]
    hallada = lo_que_le_falta(VIGENTE)
    assert bool(hallada and explica(excepcion, hallada[1])) == dice
    if dice:
        tarjeta = Tarjeta("aviso", "La celda se detuvo", (Parrafo("Algo."), Plegado("", "")))
        assert f"Falta la línea `{viejo.strip()}`" in repr(con_la_linea(tarjeta, VIGENTE, *hallada))
        assert hallada[0] is ejercicio


def test_una_celda_rara_no_impide_comprobar(historia):
    ejercicio = VIGENTE.buscar("00-pago")
    for rara in ("(" * 500 + ")" * 500, "x = " + "-" * 100_000 + "1", "\x00", "pago(" * 3000):
        historia[:] = [rara, comprueba(ejercicio)]
        lo_que_se_borro(VIGENTE, ejercicio)
