"""Explora programas: funciones que hacen su cuenta igual con números que con nodos.

De cada entrada se miran los valores y los gradientes; y después, que sirva para números de otra
clase, que dos llamadas no se estorben y que lo que recibe quede como estaba.

Glosario. *Entrada*: los números que recibe. *Grafo*: el que nace al darle nodos en su lugar.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from minigrad.aula.exploracion.paleta import de_cerca, decir, numeros_de_numpy
from minigrad.aula.huella.observar import Observacion
from minigrad.engine import Value

Programa = Callable[..., Any]

#: con ceros, negativos, repetidos y enormes; de cada una se toman los primeros que hagan falta
ENTRADAS: Sequence[tuple[float, ...]] = (
    (0.0, 0.0, 0.0),
    (0.0, -3.0, 1.5),
    (-2.5, 0.0, -1.0),
    (1.7345678, -0.2183746, 0.8765432),
    (-1.7345678, -1.7345678, -1.7345678),
    (3e5, -2e4, 7e5),
    (345.678, 0.75, -4e6),
    (-345.678, 2.75, 0.5),
)
DIMINUTAS: Sequence[tuple[float, ...]] = (
    (3e-9, 2e-9, -1e-9),
    (-2e-9, 0.75, 3e-9),
    (3e-4, 0.25, -2e-4),
)


# --- números de otra clase -------------------------------------------------------------------


class Otro:
    """Un número de otra clase, como un tensor: sabe hacer cuentas y no es `float` ni `Value`."""

    def __init__(self, numero: float) -> None:
        self.numero = numero

    def __add__(self, otro: Any) -> Otro:
        return type(self)(self.numero + _numero(otro))

    def __mul__(self, otro: Any) -> Otro:
        return type(self)(self.numero * _numero(otro))

    __radd__, __rmul__ = __add__, __mul__


class OtroCompleto(Otro):
    """El que además resta, divide y eleva."""

    def __sub__(self, otro: Any) -> Otro:
        return type(self)(self.numero - _numero(otro))

    def __rsub__(self, otro: Any) -> Otro:
        return type(self)(_numero(otro) - self.numero)

    def __truediv__(self, otro: Any) -> Otro:
        return type(self)(self.numero / _numero(otro))

    def __pow__(self, otro: Any) -> Otro:
        return type(self)(self.numero ** _numero(otro))


def _numero(otro: Any) -> Any:
    return otro.numero if isinstance(otro, Otro) else otro


_OTRAS_COSAS = {
    "NoneType": "nada",
    "str": "un texto",
    "bool": "un sí o un no",
    "dict": "un diccionario",
    "set": "un conjunto",
    "function": "una función",
    "method": "un método sin llamar",
    "generator": "un generador",
}


def numero_suelto(resultado: Any) -> Any:
    """El mismo número, o en palabras qué llegó en su lugar."""
    if isinstance(resultado, Otro):
        return resultado.numero
    if isinstance(resultado, list | tuple):
        clase = "una lista" if isinstance(resultado, list) else "una tupla"
        return f"{clase} de {len(resultado)}"
    es_numero = isinstance(resultado, int | float) and not isinstance(resultado, bool)
    tipo = type(resultado).__name__
    return resultado if es_numero else _OTRAS_COSAS.get(tipo, f"un {tipo}")


# --- un programa de tantas entradas ----------------------------------------------------------


def explorar_programa(salidas: Programa, cuantas: int) -> Iterator[Observacion]:
    """`salidas` da en una lista los nodos que el programa entrega; el último es la raíz."""
    for datos in _primeros(ENTRADAS, cuantas):
        yield (
            f"valores y gradientes con {lista(datos)}",
            lambda d=datos: valores_y_gradientes(salidas, d),
        )
    for datos in _primeros(DIMINUTAS, cuantas):
        yield (
            f"valores y gradientes con {lista(datos)}, en milmillonésimas",
            lambda d=datos: de_cerca(valores_y_gradientes(salidas, d)),
        )
    yield "con el mismo nodo en todas las entradas", lambda: _el_mismo(salidas, cuantas)
    yield "con entradas que ya salieron de otra cuenta", lambda: _de_otra_cuenta(salidas, cuantas)
    yield "nodos que no valen lo que da su operación", lambda: _cambiados(salidas, cuantas)
    yield "dos grafos a la vez", lambda: _dos_a_la_vez(salidas, cuantas)
    yield "las entradas, antes de ir hacia atrás", lambda: _entradas(salidas, cuantas)


def explorar_con_numeros(
    salidas: Programa, cuantas: int, otro: type[Otro]
) -> Iterator[Observacion]:
    """Lo mismo, con números de todas las clases; `otro` sabe solo las cuentas que se permiten."""
    for datos in (*_primeros(ENTRADAS, cuantas), (7, -2, 3)[:cuantas]):
        tipo = type(datos[0]).__name__
        yield f"con los números {lista(datos)} ({tipo})", lambda d=datos: _numeros(salidas, d)
    ultimos = ENTRADAS[3][:cuantas]
    yield (
        "con números de NumPy",
        lambda: [float(x) for x in salidas(*numeros_de_numpy(ultimos))],
    )
    yield (
        "con números de otra clase, que no son `float` ni `Value`",
        lambda: _numeros(salidas, [otro(x) for x in ultimos]),
    )


def lista(numeros: Sequence[float]) -> str:
    return ", ".join(map(decir, numeros))


def _primeros(entradas: Sequence[tuple[float, ...]], cuantas: int) -> Sequence[tuple[float, ...]]:
    return list(dict.fromkeys(entrada[:cuantas] for entrada in entradas))


def _numeros(salidas: Programa, datos: Sequence[Any]) -> list[Any]:
    return [numero_suelto(x) for x in salidas(*datos)]


def valores_y_gradientes(salidas: Programa, datos: Sequence[float]) -> list[list[float]]:
    """Los valores de las salidas; el gradiente de cada entrada; el de cada salida."""
    hojas = [Value(dato) for dato in datos]
    return _hacia_atras(salidas(*hojas), hojas)


def _hacia_atras(nodos: Sequence[Any], hojas: Sequence[Any]) -> list[list[float]]:
    nodos[-1].backward()
    return [[n.data for n in nodos], [h.grad for h in hojas], [n.grad for n in nodos]]


def _el_mismo(salidas: Programa, cuantas: int) -> list[list[float]]:
    hoja = Value(-1.7345678)
    return _hacia_atras(salidas(*[hoja] * cuantas), [hoja])


def _de_otra_cuenta(salidas: Programa, cuantas: int) -> list[list[float]]:
    hojas = [Value(dato) for dato in ENTRADAS[3][:cuantas]]
    return _hacia_atras(salidas(*[hoja * 2.5 + 1.25 for hoja in hojas]), hojas)


_CUENTAS: dict[str, Callable[[float, float], float]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "**": operator.pow,
}  # fmt: skip


def _cambiados(salidas: Programa, cuantas: int) -> int:
    """Los nodos que alguien cambió después de nacer: al repetir su operación no da su dato."""
    hojas = [Value(dato) for dato in ENTRADAS[3][:cuantas]]
    vistos: dict[int, Value] = {}
    pila = [*salidas(*hojas)]
    while pila:
        nodo = pila.pop()
        if id(nodo) not in vistos:
            vistos[id(nodo)] = nodo
            pila += nodo._prev
    return sum(map(_cambiado, vistos.values()))


def _cambiado(nodo: Value) -> bool:
    operacion, datos = str(nodo._operacion), [hijo.data for hijo in nodo._prev]
    if nodo._constante is not None:
        datos.insert(0 if operacion.startswith("k") else 1, nodo._constante)
    cuenta = _CUENTAS.get(operacion.strip("k"))
    return cuenta is not None and abs(cuenta(*datos) - nodo.data) > 1e-9


def _dos_a_la_vez(salidas: Programa, cuantas: int) -> list[Any]:
    grupos = [[Value(dato) for dato in ENTRADAS[i][:cuantas]] for i in (3, 6)]
    grafos = [salidas(*hojas) for hojas in grupos]
    return [_hacia_atras(nodos, hojas) for nodos, hojas in zip(grafos, grupos, strict=True)]


def _entradas(salidas: Programa, cuantas: int) -> list[Any]:
    datos = ENTRADAS[3][:cuantas]
    hojas = [Value(dato, label=letra) for dato, letra in zip(datos, "abc", strict=False)]
    for hoja in hojas:
        hoja.grad = 4.25
    salidas(*hojas)
    return [[h.data, h.grad, h.label, len(h._prev)] for h in hojas]
