"""Lo que no termina, ejecutado en Pyodide con un límite: cómo acaba y qué queda puesto."""

import contextlib
import json
import re
import signal
import sys
import time

import minigrad
from minigrad.aula.celda.limites import TiempoAgotado, limite_de_tiempo
from minigrad.navegador import limite


def bucle():
    while True:
        pass


def atrapa():
    while True:
        with contextlib.suppress(BaseException):
            bucle()


def insiste():
    try:
        bucle()
    finally:
        bucle()


def generador():
    while True:
        yield 1


def crece():
    lista = []
    while True:
        lista.append(str(len(lista)) * 100)


class Terca:
    def __del__(self):
        bucle()


def suelta():
    Terca()
    bucle()


def al_salir():
    @contextlib.contextmanager
    def contexto():
        try:
            yield
        finally:
            bucle()

    with contexto():
        bucle()


def rastreado():
    sys.settrace(lambda *_: None)
    bucle()


def rastreador_sin_fin():
    sys.settrace(lambda *_: bucle())
    cadena(1)


def vigilado():
    monitoreo = sys.monitoring
    monitoreo.use_tool_id(3, "del aprendiz")
    try:
        monitoreo.register_callback(3, monitoreo.events.JUMP, lambda *_: None)
        monitoreo.set_events(3, monitoreo.events.JUMP)
        bucle()
    finally:
        monitoreo.free_tool_id(3)


def anidado():
    with contextlib.suppress(TiempoAgotado), limite_de_tiempo(0.1):
        bucle()
    bucle()


SIN_FIN = {
    "bucle": bucle,
    "atrapa todo": atrapa,
    "insiste al final": insiste,
    "generador": lambda: sum(generador()),
    "comprensión": lambda: [x * x for x in range(10**10)],
    "crece": crece,
    "soltar": suelta,
    "al salir de un with": al_salir,
    "rastreado": rastreado,
    "rastreador sin fin": rastreador_sin_fin,
    "con sys.monitoring": vigilado,
    "anidado": anidado,
    "expresión regular": lambda: re.match(r"(a+)+b", "a" * 60),
    "potencia": lambda: 7 ** (10**8),
}


class Nodo:
    def __init__(self, hijo=None):
        self.hijos = (hijo,)

    def __add__(self, otro):
        return otro + self

    def __repr__(self):
        return repr(self)

    def __getattr__(self, nombre):
        return getattr(self, nombre + "x")

    def __iter__(self):
        return iter(list(self))


def suma_de_sumas(n):
    return sum(suma_de_sumas(n + 1) for _ in range(2))


def por_orden(n):
    return sorted([1, 2], key=lambda _: por_orden(n + 1))


def directa(n):
    return directa(n + 1)


def cadena(hondura):
    x = minigrad.Value(1.0)
    y = x
    for _ in range(hondura):
        y = y + x
    y.backward()
    assert x.grad == hondura + 1


def soltada(hondura):
    nodo = None
    for _ in range(hondura):
        nodo = Nodo(nodo)


HONDAS = {
    "directa": lambda: directa(0),
    "__add__": lambda: Nodo() + Nodo(),
    "__repr__": lambda: repr(Nodo()),
    "__getattr__": lambda: Nodo().a,
    "__iter__": lambda: list(Nodo()),
    "sum": lambda: suma_de_sumas(0),
    "sorted": lambda: por_orden(0),
    "json": lambda: json.loads("[" * 100_000),
}
TERMINAN = {
    "10 000 sumas en fila": lambda: cadena(10_000),
    "100 000 nodos sueltos": lambda: soltada(100_000),
}


def probar(clase, nombre, accion):
    comienzo, acaba = time.perf_counter(), "termina"
    try:
        with limite_de_tiempo(0.4 if clase == "sin fin" else 60):
            accion()
    except BaseException as error:
        acaba = type(error).__name__
    limpio = (
        limite.getitimer(0) == (0.0, 0.0)
        and sys.gettrace() is None
        and signal.getsignal(signal.SIGALRM) == signal.SIG_DFL
    )
    tarda = time.perf_counter() - comienzo
    print(json.dumps([clase, nombre, acaba, limpio, round(tarda, 2)], ensure_ascii=False))


for clase, casos in (("sin fin", SIN_FIN), ("honda", HONDAS), ("termina", TERMINAN)):
    for nombre, accion in casos.items():
        probar(clase, nombre, accion)
