"""Un curso pequeño con un ejercicio de cada clase, para probar el aula sin depender del real."""

from __future__ import annotations

import json
from pathlib import Path

from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.observadores.respuestas import observar_opcion, observar_respuesta

CELDAS = [
    ("import math\n\n\ndef cuadrado(x):\n    return x * x", {"tags": ["base"]}),
    ('repaso = "b"  # SOLUTION', {"ejercicio": "02-repaso"}),
    (
        "def derivada(f, x, h=1e-5):\n"
        '    """La pendiente de f en x."""\n'
        "    ### BEGIN SOLUTION\n"
        "    return (f(x + h) - f(x - h)) / (2 * h)\n"
        "    ### END SOLUTION",
        {"ejercicio": "02-derivada"},
    ),
    ("numero = 3 * 4.5  # SOLUTION", {"ejercicio": "02-numero"}),
    ("pares = (1.5, -2.5, 7)  # SOLUTION", {"ejercicio": "02-pares"}),
    (
        "class Value:\n"
        "    def __init__(self, data, hijos=()):\n"
        "        self.data = data\n"
        "        self.grad = 0.0\n"
        "        ### BEGIN SOLUTION\n"
        "        self._prev = tuple(hijos)\n"
        "        ### END SOLUTION",
        {"ejercicio": "02-value"},
    ),
    (
        "def sumar(self, otro):\n"
        "    ### BEGIN SOLUTION\n"
        "    return Value(self.data + otro.data, (self, otro))\n"
        "    ### END SOLUTION\n\n\n"
        "Value.__add__ = sumar",
        {"ejercicio": "02-sumar"},
    ),
    (
        "def por(self, otro):\n"
        "    return Value(self.data * otro.data, (self, otro))  # SOLUTION\n\n\n"
        "def menos(self):\n"
        "    return Value(-self.data, (self,))  # SOLUTION\n\n\n"
        "def texto(self):\n"
        "    return f'Value({self.data})'\n\n\n"
        "Value.__mul__ = por\nValue.__neg__ = menos\nValue.__repr__ = texto",
        {"ejercicio": "02-dos"},
    ),
    (
        "a, b = Value(2.0), Value(-3.0)\nc = a + b  # SOLUTION\nnodos = (a, b, c)",
        {"ejercicio": "02-nodos"},
    ),
    (
        "c.grad = 1.0\n### BEGIN SOLUTION\na.grad = c.grad * 1.0\nb.grad = c.grad * 1.0\n"
        "### END SOLUTION",
        {"ejercicio": "02-grads"},
    ),
    ("%%con_torch\nimport torch\nprint(torch.tensor(2.0) * 3)", {}, "tensor(6.)\n"),
    (
        "def doble(f, x):\n    return 2 * derivada(f, x)  # SOLUTION",
        {"ejercicio": "02-doble"},
    ),
]


def observar_derivada(derivada):
    yield "derivada(x², en x = 3)", lambda: derivada(lambda x: x * x, 3.0)
    yield "derivada(|x|, en x = 0)", lambda: derivada(abs, 0.0)
    yield "derivada(x³, en x = −1)", lambda: derivada(lambda x: x**3, -1.0)


def observar_value(clase):
    yield "data", lambda: clase(3.0).data
    yield "hijos", lambda: [h.data for h in clase(3.0, [clase(1.0)])._prev]
    yield "¿es tupla?", lambda: isinstance(clase(3.0, [])._prev, tuple)


def observar_suma(clase):
    a, b = clase(2.0), clase(-3.0)
    yield "a + b", lambda: (a + b).data
    yield "hijos de a + b", lambda: [h.data for h in (a + b)._prev]


def observar_dos(clase):
    yield "a * b", lambda: (clase(2.0) * clase(-3.0)).data
    yield "-a", lambda: (-clase(2.0)).data
    yield "hijos de -a", lambda: len((-clase(2.0))._prev)


def observar_nodos(nodos):
    for nombre, nodo in zip("abc", nodos, strict=True):
        yield f"data de {nombre}", nodo.data if nodo is not ... else ...


def observar_grads(nodos):
    for nombre, nodo in zip("abc", nodos, strict=True):
        yield f"gradiente de {nombre}", nodo.grad


def observar_doble(doble):
    yield "doble(x², 3)", lambda: doble(lambda x: x * x, 3.0)
    yield "doble(5x, 1)", lambda: doble(lambda x: 5 * x, 1.0)


_PISTAS = ("¿Qué pide?", "La regla.", "Medio ejemplo.")
_COMUN = {"pistas": _PISTAS, "porque": "Porque sí:\ndos líneas."}

EJERCICIOS = (
    Ejercicio(
        id="02-repaso", titulo="Repaso", nombre="repaso", tipo="repaso", observar=observar_opcion,
        errores=(
            Error(nombre="a", codigo='repaso = "a"', mensaje="No es la a, mira el orden."),
            Error(nombre="c", codigo='repaso = "c"', mensaje="No es la c, mira el signo."),
        ),
        **_COMUN,
    ),
    Ejercicio(
        id="02-derivada", titulo="La derivada", nombre="derivada", pieza=True,
        observar=observar_derivada, segundos=0.5,
        errores=(
            Error(
                nombre="un lado",
                cambiar={"(f(x + h) - f(x - h)) / (2 * h)": "(f(x + h) - f(x)) / h"},
                mensaje="Mediste solo hacia la derecha.",
            ),
            Error(
                nombre="sin dividir",
                codigo="def derivada(f, x, h=1e-5):\n    return f(x + h) - f(x - h)",
                mensaje="Falta dividir entre la distancia.",
            ),
            Error(
                nombre="sin fin",
                codigo="def derivada(f, x):\n    while True:\n        pass",
                mensaje="Ese bucle no acaba.",
            ),
        ),
        **_COMUN,
    ),
    Ejercicio(
        id="02-numero", titulo="Un número", nombre="numero", tipo="numero",
        observar=observar_respuesta, tolerancia=1e-3,
        errores=(
            Error(nombre="suma", codigo="numero = 3 + 4.5", mensaje="Sumaste los factores."),
            Error(nombre="resta", codigo="numero = 3 - 4.5", mensaje="Restaste los factores."),
        ),
        **_COMUN,
    ),
    Ejercicio(
        id="02-pares", titulo="Varios números", nombre="pares", tipo="numero",
        observar=observar_respuesta,
        errores=(
            Error(nombre="ceros", codigo="pares = (0, 0, 0)", mensaje="No son todos nulos."),
            Error(nombre="unos", codigo="pares = (1, 1, 1)", mensaje="No son todos iguales."),
        ),
        **_COMUN,
    ),
    Ejercicio(
        id="02-value", titulo="Un número con memoria", nombre="Value", pieza=True,
        observar=observar_value,
        errores=(
            Error(
                nombre="lista", cambiar={"tuple(hijos)": "list(hijos)"},
                mensaje="Guárdalos en una tupla.",
            ),
            Error(
                nombre="vacía", cambiar={"tuple(hijos)": "()"}, mensaje="Se pierden los hijos.",
            ),
        ),
        **_COMUN,
    ),
    Ejercicio(
        id="02-sumar", titulo="La suma", nombre="Value", parte="__add__", pieza=True,
        requiere=("02-value",), observar=observar_suma,
        errores=(
            Error(
                nombre="sin hijos", cambiar={", (self, otro)": ""}, mensaje="Faltan los hijos.",
            ),
            Error(nombre="resta", cambiar={"+ otro": "- otro"}, mensaje="Eso es una resta."),
        ),
        **_COMUN,
    ),
    Ejercicio(
        id="02-dos", titulo="Dos operaciones", nombre="Value", parte="__mul__", pieza=True,
        requiere=("02-sumar",), observar=observar_dos,
        errores=(
            Error(nombre="suma", cambiar={"* otro": "+ otro"}, mensaje="Eso es una suma."),
            Error(nombre="sin signo", cambiar={"-self": "self"}, mensaje="Falta el signo."),
        ),
        **_COMUN,
    ),
    Ejercicio(
        id="02-nodos", titulo="Nodos", nombre="nodos", pieza=True, requiere=("02-sumar",),
        observar=observar_nodos,
        errores=(
            Error(nombre="a", cambiar={"a + b": "a"}, mensaje="Falta un sumando."),
            Error(nombre="b", cambiar={"a + b": "b"}, mensaje="Falta el otro sumando."),
        ),
        **_COMUN,
    ),
    Ejercicio(
        id="02-grads", titulo="Gradientes", nombre="nodos", pieza=True, requiere=("02-nodos",),
        observar=observar_grads,
        errores=(
            Error(nombre="a", cambiar={"a.grad": "b.grad"}, mensaje="Falta uno."),
            Error(nombre="-", cambiar={"* 1.0": "* -1.0"}, mensaje="Signo cambiado."),
        ),
        **_COMUN,
    ),
    Ejercicio(
        id="02-doble", titulo="El doble", nombre="doble", pieza=True,
        requiere=("02-derivada",), observar=observar_doble, tolerancia=1e-4,
        errores=(
            Error(nombre="simple", cambiar={"2 * ": ""}, mensaje="Falta el dos."),
            Error(nombre="mitad", cambiar={"2 * ": "0.5 * "}, mensaje="Eso es la mitad."),
        ),
        **_COMUN,
    ),
)  # fmt: skip


def escribir_cuaderno(ruta: Path, celdas) -> None:
    """Escribe un `.ipynb` mínimo con `(fuente, metadatos[, salida])` por celda."""
    crudas = []
    for fuente, datos, *salida in celdas:
        salidas = [{"output_type": "stream", "name": "stdout", "text": s} for s in salida]
        crudas.append(
            {
                "cell_type": "code",
                "execution_count": None,
                "metadata": datos,
                "outputs": salidas,
                "source": fuente.splitlines(keepends=True),
            }
        )
    crudas.insert(0, {"cell_type": "markdown", "metadata": {}, "source": "# Prueba"})
    cuaderno = {"cells": crudas, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    ruta.write_text(json.dumps(cuaderno), encoding="utf-8")


def ejecutar_celda(nombres: dict, fuente: str, archivo: str = "<ipython-input-1-x>") -> None:
    """Ejecuta texto como lo haría un núcleo: en `nombres`, con su fuente a mano."""
    import linecache

    linecache.cache[archivo] = (len(fuente), None, fuente.splitlines(keepends=True), archivo)
    exec(compile(fuente, archivo, "exec", dont_inherit=True), nombres)
