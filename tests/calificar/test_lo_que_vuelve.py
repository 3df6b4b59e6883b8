"""Lo que contesta un hijo no se cree: lo que no tiene su forma es un motivo, y nunca una traza.

Aquí el puesto contesta lo que se le antoja, como lo haría un código que encontró la clave.
"""

from __future__ import annotations

import json
import math
import re
from typing import is_typeddict

import pytest
from armar import en_bytes, resuelto

from minigrad.calificar import nbgrader
from minigrad.calificar.entrega.buscar import Entrega, buscar
from minigrad.calificar.puesto import esquema
from minigrad.calificar.puesto.contrato import TOPE, interpretar
from minigrad.calificar.puesto.esquema import CONTESTACIONES, Corrida, Excepcion, Leida, cumple
from minigrad.calificar.reparto import repartir

STEM, ID = "00_introduccion", "00-pago"
FINAL = {"motivo": "", "senal": 0, "segundos": 0.1}
SUELTA = {"clave": "k", "puestas": []}
CORRIDA = {**SUELTA, "cambios": [], "intentos": []}
HECHO = {"versiones": [{"fuente": "x = 1", "lugar": 3}], "avisos": [], "esta": True}
LEIDA = {**SUELTA, "cuadernos": [], "ejercicios": {ID: HECHO}, "avisos": []}
#: nada de esto es un texto, ni una lista, ni un número de línea
RARO = [None, True, 3, -1, 1.5, math.nan, "x" * 10**7, ["x"] * 10**5, [[]], [3], {}, {"a": 1},
        10**400, [None], ["\ud800" * 301]]  # fmt: skip


def contestar(que, datos):
    crudo = datos if isinstance(datos, bytes) else json.dumps(datos).encode()
    return interpretar(crudo, {"que": que}, "k", FINAL)


def test_lo_que_contesta_un_hijo_de_verdad_cumple():
    error = {"tipo": "NameError", "mensaje": "…", "linea": 3, "falta": "x"}
    for extra in ({"huellas": [[]]}, {"falta": "x"}, {"error": error}, {}):
        assert contestar("correr", CORRIDA | extra).datos == CORRIDA | extra
    assert contestar("leer", LEIDA).datos == LEIDA
    assert contestar("leer", SUELTA | {"rechazo": "no"}).datos["rechazo"] == "no"
    assert contestar("protecciones", SUELTA).datos == SUELTA


@pytest.mark.parametrize("que", CONTESTACIONES)
def test_un_campo_de_otro_tipo_es_del_canal(que):
    buena = {"correr": CORRIDA, "leer": LEIDA, "protecciones": SUELTA}[que]
    for campo in buena:
        for valor in RARO:
            if (campo, valor) != ("ejercicios", {}):
                assert contestar(que, buena | {campo: valor}).motivo == "canal", (campo, valor)
        assert contestar(que, {c: v for c, v in buena.items() if c != campo}).motivo == "canal"
    assert contestar(que, buena | {"otro": 1}).motivo == "canal"


@pytest.mark.parametrize("campo", ["error", "falta", "huellas"])
def test_lo_opcional_tambien(campo):
    for valor in RARO:
        # de las huellas, por dentro, se ocupa `formas`
        if campo == "huellas" and valor in ([[]], [3], [None], ["\ud800" * 301]):
            continue
        assert contestar("correr", CORRIDA | {campo: valor}).motivo == "canal", valor


@pytest.mark.parametrize("campo", ["tipo", "mensaje", "falta", "linea"])
def test_lo_de_dentro_de_un_error_tambien(campo):
    bueno = {"tipo": "E", "mensaje": "m", "linea": 1, "falta": "f"}
    for valor in RARO:
        puede = (valor is None and campo != "tipo" and campo != "mensaje") or (
            campo == "linea" and valor == 3 and valor is not True
        )
        assert cumple(bueno | {campo: valor}, Excepcion) is puede, valor


def test_lo_de_dentro_de_un_ejercicio_tambien():
    for campo in HECHO:
        for valor in RARO:
            datos = LEIDA | {"ejercicios": {ID: HECHO | {campo: valor}}}
            assert cumple(datos, Leida) is (campo == "esta" and valor is True), (campo, valor)
    for fuente in (3, None, ["x"], "x" * 2_000_000):
        version = {"fuente": fuente, "lugar": 3}
        assert not cumple(LEIDA | {"ejercicios": {ID: HECHO | {"versiones": [version]}}}, Leida)


@pytest.mark.parametrize(
    ("crudo", "motivo"),
    [
        (b"", "cerró"),
        (b"{", "canal"),
        (b"\xff\xfe", "canal"),
        (b"null", "canal"),
        (b"[]", "canal"),
        (b"NaN", "canal"),
        (b"[" * 1_000_000, "canal"),
        (b'{"clave": ' * 100_000, "canal"),
        (b"9" * 100_000, "canal"),
        (b"[],[],[],[]," * 1_000_000, "larga"),
        (b" " * (TOPE + 1), "larga"),
        (json.dumps(CORRIDA | {"clave": "otra"}).encode(), "canal"),
        (json.dumps(CORRIDA).encode() * 2, "canal"),
    ],
)
def test_ni_lo_hondo_ni_lo_enorme_ni_lo_que_no_es_json(crudo, motivo):
    assert contestar("correr", crudo).motivo == motivo


def test_el_esquema_no_deja_nada_sin_medida():
    """Todo texto, lista y tabla que se declare lleva su tope."""
    declarados = [tipo for tipo in vars(esquema).values() if is_typeddict(tipo)]
    assert Corrida in declarados
    for tipo in declarados:
        for campo, anotado in tipo.__annotations__.items():
            assert not re.search(
                r"(?<!Annotated\[)\b(str|list|dict|int)\b", anotado.__forward_arg__
            ), campo


# --- de punta a punta ----------------------------------------------------------------------------


class Mentiroso:
    """Un puesto que lee de verdad y, al correr la celda del aprendiz, contesta lo que se le dio."""

    def __init__(self, puesto, dicho, al="correr", marca="pago = 18 # mía"):
        self.puesto, self.dicho, self.al, self.marca = puesto, dicho, al, marca

    def pedir(self, pedido, plazo, limites, contenido=()):
        mia = pedido["que"] == self.al and (self.al == "leer" or pedido["fuente"] == self.marca)
        if not mia:
            return self.puesto.pedir(pedido, plazo, limites, contenido)
        if isinstance(self.dicho, BaseException):
            raise self.dicho
        crudo = json.dumps({**self.dicho, "clave": "k"}).encode()
        return interpretar(crudo, pedido, "k", FINAL)


@pytest.fixture
def entrega(tmp_path):
    cuaderno = resuelto(STEM)
    for una in cuaderno["cells"]:
        if una["metadata"].get("ejercicio") == ID:
            una["source"] = "pago = 18 # mía"
    ruta = tmp_path / "Ana.ipynb"
    ruta.write_bytes(en_bytes(cuaderno))
    return Entrega(ruta, ruta.name, "Ana")


def hondo(capas):
    forma = ["numero", "0x1"]
    for _ in range(capas):
        forma = ["secuencia", [forma]]
    return forma


FALSAS = {
    "falta lista": {"error": {"tipo": "NameError", "falta": ["x"]}},
    "falta número": {"error": {"tipo": "NameError", "falta": 3}},
    "cambios int": {"cambios": 3},
    "intentos int": {"intentos": 3},
    "error texto": {"error": "x"},
    "línea enorme": {"error": {"tipo": "E", "linea": 10**4200}},
    "huellas int": {"huellas": 3},
    "huellas de más": {"huellas": [[]] * 9},
    "huellas de menos": {"huellas": [[]]},
    "huella sin etiqueta": {"huellas": [[["x"]]] * 4},
    "huella de otra clase": {"huellas": [[["x", ["pickle", "x"]]]] * 4},
    "huella honda": {"huellas": [[["x", hondo(60)]]] * 4},
    "número enorme": {"huellas": [[["tu respuesta", ["numero", "0x" + "f" * 10**5]]]] * 4},
    "número que no es": {"huellas": [[["tu respuesta", ["numero", "fnan"]]]] * 4},
    "infinito": {"huellas": [[["tu respuesta", ["numero", "finf"]]]] * 4},
    "tiempo a medias": {"huellas": [[["tiempo", ["tiempo", None]]]]},
    "excepción larga": {"huellas": [[["tu respuesta", ["excepcion", "E" * 10**6, ""]]]] * 4},
    "objeto sin nombre": {"huellas": [[["tu respuesta", ["objeto", "", None]]]] * 4},
    "tabla de tablas": {"huellas": [[["tu respuesta", ["tabla", [[hondo(3), hondo(3)]]]]]] * 4},
}


@pytest.mark.parametrize("falsa", FALSAS.values(), ids=FALSAS)
def test_una_contestacion_falsa_no_vale_y_las_demas_notas_no_cambian(
    calificador, puesto, entrega, falsa
):
    boleta = calificador.calificar(Mentiroso(puesto, CORRIDA | falsa), entrega)
    nota = next(n for n in boleta.notas if n.ejercicio == ID)
    assert (boleta.puntos, boleta.maximo, nota.puntos) == (6, 7, 0)
    assert 0 < len(nota.comentario) < 500
    json.dumps(boleta.a_json())


@pytest.mark.parametrize(
    "falsa",
    [
        {"ejercicios": {}},
        {"ejercicios": {"no-existe": HECHO}},
        {"ejercicios": {ID: HECHO, "no-existe": HECHO}},
        {"ejercicios": {ID: {"esta": True}}},
        {"ejercicios": 3},
        {"avisos": 3},
        {"rechazo": 3},
    ],
)
def test_si_miente_quien_lee_se_rechaza_con_su_frase(calificador, puesto, entrega, falsa):
    boleta = calificador.calificar(Mentiroso(puesto, LEIDA | falsa, al="leer"), entrega)
    assert boleta.rechazo
    assert boleta.notas == ()


FALLOS = [RecursionError(), MemoryError(), UnicodeEncodeError("utf-8", "\ud800", 0, 1, "no"),
          ValueError("x"), KeyError("x"), ZeroDivisionError()]  # fmt: skip


@pytest.mark.parametrize("fallo", FALLOS, ids=lambda fallo: type(fallo).__name__)
def test_si_el_calificador_tropieza_con_una_respuesta_vale_0_y_se_dice(
    calificador, puesto, entrega, fallo
):
    boleta = calificador.calificar(Mentiroso(puesto, fallo), entrega)
    nota = next(n for n in boleta.notas if n.ejercicio == ID)
    assert (boleta.puntos, boleta.maximo) == (6, 7)
    assert nota.estado == "sin_calificar"
    assert "revísala a mano" in nota.comentario
    assert not boleta.firme  # la próxima vez se intenta de nuevo


@pytest.mark.parametrize("fallo", FALLOS, ids=lambda fallo: type(fallo).__name__)
def test_si_tropieza_con_una_entrega_las_demas_siguen(calificador, tmp_path, monkeypatch, fallo):
    de_verdad = type(calificador)._leer
    for nombre in ("Ana", "Mala", "Zoe"):
        (tmp_path / f"{nombre}.ipynb").write_bytes(en_bytes(resuelto(STEM)))

    def leer(self, puesto, entrega):
        if entrega.aprendiz == "Mala":
            raise fallo
        return de_verdad(self, puesto, entrega)

    monkeypatch.setattr(type(calificador), "_leer", leer)
    boletas = {e.aprendiz: b for e, b in repartir(calificador, buscar(tmp_path, [STEM]), 1)}
    assert {nombre: b.puntos for nombre, b in boletas.items()} == {"Ana": 7, "Mala": 0, "Zoe": 7}
    assert "revísala a mano" in boletas["Mala"].rechazo


def test_ctrl_c_interrumpe_y_no_es_una_fila(calificador, puesto, entrega):
    with pytest.raises(KeyboardInterrupt):
        calificador.calificar(Mentiroso(puesto, KeyboardInterrupt()), entrega)


def test_un_pedido_cortado_a_la_mitad_no_contesta_al_siguiente(calificador, puesto, entrega):
    def se_corta():
        yield b"{}"
        raise MemoryError

    pedido = {"que": "leer", "plano": calificador.plano, "leccion": None}
    otro = type(puesto)()
    try:
        with pytest.raises(MemoryError):
            otro.pedir(pedido, 5.0, calificador.juez.limites, se_corta())
        with pytest.raises(ConnectionError):
            otro.pedir({"que": "protecciones"}, 5.0, calificador.juez.limites)
    finally:
        otro.cerrar()


def test_en_nbgrader_tambien(monkeypatch):
    def tropezar(*_):
        raise RecursionError

    monkeypatch.setattr(nbgrader, "juzgar", tropezar)
    assert "revísala a mano" in nbgrader.falta(ID, 18)
