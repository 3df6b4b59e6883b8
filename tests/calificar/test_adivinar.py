"""Lo que una entrega puede encontrar no ayuda a adivinar, y lo que adivina se sabe."""

from __future__ import annotations

import copy
import re
import sys
from pathlib import Path

import pytest
from armar import celda, nueva, resuelto

from minigrad.calificar.celda.ajeno import sin_lo_ajeno
from minigrad.calificar.comentarios import comentario

STEM = "00_introduccion"


# --- varias respuestas a una pregunta ------------------------------------------------------------


def con_respuestas(id_, *respuestas):
    cuaderno = resuelto(STEM)
    suya = celda(cuaderno, id_)
    lugar = cuaderno["cells"].index(suya)
    cuaderno["cells"][lugar : lugar + 1] = [
        {**copy.deepcopy(suya), "id": f"x{i}", "source": codigo}
        for i, codigo in enumerate(respuestas)
    ]
    return cuaderno


@pytest.mark.parametrize(
    ("respuestas", "estado"),
    [
        (["pago = 18", "pago = 5", "pago = 6"], "mal"),
        (["pago = 5", "pago = 6", "pago = 18"], "correcto"),
        (["pago = 18", "print(pago)"], "correcto"),
        (["cada_uno = 6", "pago = 3 * cada_uno"], "correcto"),
    ],
)
def test_de_varias_respuestas_a_una_pregunta_cuenta_la_ultima(notas, respuestas, estado):
    nota = notas(con_respuestas("00-pago", *respuestas))["00-pago"]
    assert nota.estado == estado
    assert any("cuenta la última" in aviso for aviso in nota.avisos)


def test_de_codigo_partido_o_repetido_cuenta_la_mejor(notas):
    buena = "def cuenta(precio, cantidad, envio):\n    return precio * cantidad + envio"
    nota = notas(con_respuestas("00-cuenta", buena, "cuenta(1, 2, 3)"))["00-cuenta"]
    assert nota.estado == "correcto"


def test_quien_responde_segun_lo_que_corra_antes_se_sabe(notas):
    cuaderno = con_respuestas("00-pago", "try:\n    pago = mia\nexcept Exception:\n    pago = 5\n")
    cuaderno["cells"].insert(0, nueva("mia = 18"))
    nota = notas(cuaderno)["00-pago"]
    assert nota.estado == "mal" or any("mírala" in aviso for aviso in nota.avisos)


# --- lo importado del paquete --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "codigo"),
    [
        ("03-sumar", "from minigrad import Value"),
        ("03-sumar", "import minigrad.engine as e\nValue = e.Value"),
        ("04-backward", "from minigrad.engine import *"),
    ],
)
def test_lo_importado_del_paquete_se_dice(calificador, puesto, id_, codigo):
    ejercicio = calificador.juez.ejercicios[id_]
    dictamen = calificador.juez.juzgar(puesto, ejercicio, codigo)
    assert dictamen.importada
    escrita = calificador.juez.curso.solucion(id_)
    assert not calificador.juez.juzgar(puesto, ejercicio, escrita).importada


# --- lo que hay en la memoria y en los marcos ----------------------------------------------------

MARCOS = """
import sys
dicho, marco = [], sys._getframe()
while marco is not None:
    dicho.append(repr({k: v for k, v in marco.f_locals.items() if k not in ("marco", "dicho")}))
    marco = marco.f_back
todo = "".join(dicho)
i = todo.find("self.data" + " * ")
raise ValueError(todo[i : i + 200] if i >= 0 else "nada")
"""


def test_en_los_marcos_de_quien_la_llama_no_esta_lo_dado(calificador, puesto):
    ejercicio = calificador.juez.ejercicios["04-backward"]
    lo_dado = "".join(previa for _, previa in calificador.juez.lo_dado(ejercicio))
    assert "self.data * " in lo_dado
    dictamen = calificador.juez.juzgar(puesto, ejercicio, MARCOS)
    assert dictamen.corrida.error["mensaje"] == "nada"


def test_el_comentario_no_repite_lo_dado_ni_la_clave(calificador, puesto):
    ejercicio = calificador.juez.ejercicios["04-backward"]
    lo_dado = max((previa for _, previa in calificador.juez.lo_dado(ejercicio)), key=len)
    secreto = lo_dado[-120:]

    def dice(codigo):
        dictamen = calificador.juez.juzgar(puesto, ejercicio, codigo)
        return comentario(ejercicio, dictamen, calificador.juez.limites)

    letras = list(map(ord, secreto))
    armar = f"t = ''.join(map(chr, {letras}))\n"
    limpio = re.sub(r"\W", "", secreto)[:14]
    for codigo in ("raise ValueError(t)", "{}[t]", "int(t)", "raise ValueError(t[::-1])",
                   "raise type(t, (Exception,), {})", "raise NameError(name=t)",
                   "raise ValueError('-'.join(t))"):  # fmt: skip
        dicho = re.sub(r"\W", "", dice(armar + codigo))
        assert limpio not in dicho, codigo
        assert limpio not in dicho[::-1], codigo
    assert "0" * 12 not in dice("raise ValueError('a' * 30 + '0' * 12 + '-' + hex(10**40))")


def test_lo_suyo_y_lo_de_python_si_se_repite():
    suyo = ["x = una_variable_con_un_nombre_muy_largo_de_verdad\nraise ValueError('no cuadra')"]
    nuestro = ["def backward(self): recorre en orden topologico y acumula"]
    for texto in ("no cuadra", "unsupported operand type(s) for +: 'Value' and 'int'",
                  "name 'una_variable_con_un_nombre_muy_largo_de_verdad' is not defined",
                  "list index out of range", "could not convert string to float: 'x'"):  # fmt: skip
        assert sin_lo_ajeno(texto, suyo, nuestro) == texto
    assert sin_lo_ajeno("recorre en orden topo-logico", suyo, nuestro) == ""
    assert sin_lo_ajeno("clave d41d8cd98f00b204e9800998ecf8427e", suyo, nuestro) == "clave …"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mira /proc")
def test_el_semillero_no_guarda_nada_de_lo_que_corrio(calificador, puesto):
    """Un hijo hereda la memoria del semillero: ahí no hay respuestas, soluciones ni errores."""
    juez, ejercicio = calificador.juez, calificador.juez.ejercicios["00-necesidad"]
    otro = type(puesto)()
    try:
        for marca in ("zqxw_una = 1", "zqxw_otra = 'zqxw_texto'"):
            juez._correr(otro, ejercicio, marca)
        for error in ejercicio.errores:
            juez._correr(otro, ejercicio, juez.curso.equivocada(ejercicio, error), semillas=())
        memoria = _memoria(otro._proceso.pid)
        assert b"minigrad" in memoria
        for marca in (b"zqxw_una", b"zqxw_otra", b"zqxw_texto"):
            assert marca not in memoria
        for error in ejercicio.errores:
            assert juez.curso.equivocada(ejercicio, error).encode() not in memoria
    finally:
        otro.cerrar()


def _memoria(pid):
    todo = bytearray()
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memoria:
        for linea in Path(f"/proc/{pid}/maps").read_text().splitlines():
            desde, hasta, como, archivo = re.match(
                r"(\w+)-(\w+) (\S+) \S+ \S+ \S+ *(.*)", linea
            ).groups()
            if "r" in como and (not archivo or archivo in ("[heap]", "[stack]")):
                memoria.seek(int(desde, 16))
                todo += memoria.read(int(hasta, 16) - int(desde, 16))
    return bytes(todo)
