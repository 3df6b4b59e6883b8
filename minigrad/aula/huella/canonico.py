"""Escribe una `Forma` de una sola manera: dos que se portan igual dan el mismo texto.

Así se pueden comparar resúmenes en vez de valores. Cada número se cambia por la casilla en que
cae, de una rejilla fina: las casillas son de ancho fijo hasta 1 y de ancho proporcional más allá,
como la tolerancia con que se compara. Para que un número no quede junto al borde de su casilla, la
rejilla se puede correr una parte de casilla.

Glosario. *Corrimiento*: cuántos dieciseisavos de casilla se corre la rejilla de un número.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterator
from itertools import repeat
from typing import Any

from minigrad.aula.celda.codigo import es, funcion_de, instrucciones, miembros, parte_de
from minigrad.aula.huella.forma import Forma
from minigrad.aula.huella.observar import Huella

_DIECISEISAVOS = 16
#: diferencia relativa hasta la que dos números cuentan como el mismo
_IGUALES = 1e-9
_Numero = Callable[[float], str]


def canonico(forma: Forma, tolerancia: float, corrimientos: Iterator[int] | None = None) -> str:
    """El texto de una forma; los corrimientos se gastan, uno por número, en orden de lectura."""
    partes = repeat(0) if corrimientos is None else corrimientos
    return _texto(forma, lambda x: casilla(x, tolerancia, next(partes, 0)), tolerancia)


def centrados(forma: Forma, tolerancia: float) -> list[int]:
    """Los corrimientos que dejan cada número de la forma en medio de su casilla."""
    hallados: list[int] = []

    def centrar(numero: float) -> str:
        parte = _escala(numero) / _ancho(tolerancia) % 1.0
        hallados.append(round((0.5 - parte) * _DIECISEISAVOS) % _DIECISEISAVOS)
        return ""

    _texto(forma, centrar, tolerancia)
    return hallados


def casilla(numero: float, tolerancia: float, corrimiento: int) -> str:
    """La casilla de un número con la rejilla corrida."""
    return str(math.floor(_escala(numero) / _ancho(tolerancia) + corrimiento / _DIECISEISAVOS))


def casilla_fina(numero: float, tolerancia: float) -> int:
    """La casilla de un número en la rejilla sin correr, de media tolerancia de ancho."""
    return math.floor(2 * _escala(numero) / tolerancia)


def casillas_finas(numero: float, tolerancia: float) -> range:
    """Las casillas finas en que cae todo lo que se toma por ese número."""
    margen = tolerancia * max(1.0, abs(numero)) / (1 - tolerancia)
    primera, ultima = (casilla_fina(numero + d, tolerancia) for d in (-margen, margen))
    return range(primera, ultima + 1)


def _escala(numero: float) -> float:
    """Hasta 1, el número; después, su logaritmo: así las casillas son todas del mismo ancho."""
    tamano = abs(numero)
    return math.copysign(tamano if tamano <= 1 else 1 + math.log(tamano), numero)


def _ancho(tolerancia: float) -> float:
    """Un número centrado dista del borde al menos 15/32 de casilla: esa es la tolerancia."""
    return tolerancia * 32 / 15


def _texto(forma: Forma, numero: _Numero, tolerancia: float) -> str:
    if forma.clase == "numero":
        return _de_numero(forma.valor, numero, tolerancia)
    if forma.clase == "secuencia":
        return f"[{','.join(_texto(parte, numero, tolerancia) for parte in forma.valor)}]"
    if forma.clase == "arreglo":
        numeros = (_de_numero(x, numero, tolerancia) for x in forma.valor.numeros)
        return f"{forma.valor.tipo} {forma.valor.forma} [{','.join(numeros)}]"
    if forma.clase == "conjunto":
        # sin orden no se sabe a quién le toca cada corrimiento
        return f"{{{','.join(sorted(canonico(parte, tolerancia) for parte in forma.valor))}}}"
    if forma.clase == "tabla":
        pares = sorted(((canonico(k, tolerancia), v) for k, v in forma.valor), key=lambda p: p[0])
        return f"{{{','.join(f'{k}:{_texto(v, numero, tolerancia)}' for k, v in pares)}}}"
    if forma.clase == "objeto":
        tipo, dato = forma.valor
        return f"{json.dumps(tipo)}({'' if dato is None else _texto(dato, numero, tolerancia)})"
    return f"{forma.clase} {json.dumps(forma.valor)}"


def _de_numero(valor: Any, numero: _Numero, tolerancia: float) -> str:
    if isinstance(valor, complex):
        real = _de_numero(valor.real, numero, tolerancia)
        # un complejo sin parte imaginaria es ese número
        return real if abs(valor.imag) <= tolerancia else f"{real}+i{casilla(valor.imag, 1e-6, 0)}"
    try:
        flotante = float(valor)
    except OverflowError:
        return hex(valor)
    return numero(flotante) if math.isfinite(flotante) else repr(flotante)


# --- la misma respuesta otra vez -----------------------------------------------------------


def identidad(respuesta: Any, partes: tuple[str, ...], huella: Huella) -> str:
    """Unas letras que identifican una respuesta; `partes` son los atributos que se escribieron.

    Dos respuestas son la misma si se portan igual y, cuando son código, si además están escritas
    igual: cambiar un comentario no cuenta, cambiar una operación sí.
    """
    conducta = [(o.etiqueta, canonico(o.forma, _IGUALES)) for o in huella]
    texto = repr((conducta, list(_codigo(respuesta, partes))))
    return hashlib.sha256(texto.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _codigo(respuesta: Any, partes: tuple[str, ...]) -> Iterator[Any]:
    """Las instrucciones de cada función que hay en la respuesta, con su nombre."""
    if partes:
        escritas = [(parte, parte_de(respuesta, parte)) for parte in partes]
    elif es(respuesta, type):
        escritas = list(miembros(respuesta).items())
    else:
        escritas = [("", respuesta)]
    for nombre, objeto in escritas:
        funcion = funcion_de(objeto)
        if funcion is not None:
            yield nombre, list(instrucciones(funcion.__code__))
