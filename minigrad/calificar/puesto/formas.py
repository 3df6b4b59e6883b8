"""Lleva una huella o un retrato de un proceso a otro como JSON, y no se fía de lo que llega.

Lo que escribe el hijo puede ser obra de un aprendiz: se lee como datos, nunca con `pickle`, y todo
lo que no tenga exactamente la forma esperada es un `Danada`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from minigrad.aula.huella.arreglo import Arreglo
from minigrad.aula.huella.forma import Forma
from minigrad.aula.huella.observar import Huella, Observada
from minigrad.aula.juicio.en_blanco import Funcion, Retrato, Trazo

_FONDO = 40
#: lo que se guarda de lo que Python dijo al lanzar
_CAUSA = 300
_SIN_VALOR = ("nada", "hueco", "enorme", "tiempo")


class Danada(ValueError):
    """Lo que llegó no es una huella."""


# --- de huella a JSON ------------------------------------------------------------------------


def a_json(huella: Huella) -> list[Any]:
    """La huella en listas, textos y números de JSON."""
    return [[observada.etiqueta, _plana(observada.forma)] for observada in huella]


def _plana(forma: Forma) -> list[Any]:
    clase, valor = forma.clase, forma.valor
    if clase == "numero":
        return ["numero", _numero(valor)]
    if clase in ("secuencia", "conjunto"):
        return [clase, [_plana(parte) for parte in valor]]
    if clase == "arreglo":
        return [clase, [list(valor.forma), valor.tipo, [_numero(x) for x in valor.numeros]]]
    if clase == "tabla":
        return [clase, [[_plana(clave), _plana(dato)] for clave, dato in valor]]
    if clase == "objeto":
        tipo, dato = valor
        return [clase, str(tipo), None if dato is None else _plana(dato)]
    if clase == "excepcion":
        return [clase, valor, forma.causa[:_CAUSA]]
    return [clase, valor]


def _numero(valor: Any) -> str | list[str]:
    """Un entero en base 16, que no tiene tope de cifras; un decimal, exacto."""
    if isinstance(valor, complex):
        return [valor.real.hex(), valor.imag.hex()]
    return hex(valor) if isinstance(valor, int) else f"f{valor.hex()}"


# --- de JSON a huella ------------------------------------------------------------------------


def de_json(datos: Any) -> Huella:
    """La huella que hay en unos datos de JSON; lanza `Danada` si no la hay."""
    try:
        return tuple(
            Observada(_texto(etiqueta), _forma(plana, _FONDO)) for etiqueta, plana in datos
        )
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise Danada(f"no es una huella: {type(error).__name__}") from None


def _forma(plana: Any, fondo: int) -> Forma:
    if fondo == 0 or not isinstance(plana, list) or not plana:
        raise Danada("no es una forma")
    clase = plana[0]
    if clase == "objeto":
        _, tipo, dato = plana
        return Forma(clase, (_texto(tipo), None if dato is None else _forma(dato, fondo - 1)))
    if clase == "excepcion":
        _, tipo, causa = plana
        return Forma(clase, _texto(tipo), causa=_texto(causa)[:_CAUSA])
    _, valor = plana
    return Forma(clase, _valor(clase, valor, lambda parte: _forma(parte, fondo - 1)))


def _valor(clase: Any, valor: Any, forma: Callable[[Any], Forma]) -> Any:
    if clase == "numero":
        return _leer_numero(valor)
    if clase == "texto":
        return _texto(valor)
    if clase == "logico" and isinstance(valor, bool):
        return valor
    if clase in ("secuencia", "conjunto") and isinstance(valor, list):
        return tuple(forma(parte) for parte in valor)
    if clase == "arreglo" and isinstance(valor, list):
        return _arreglo(*valor)
    if clase == "tabla" and isinstance(valor, list):
        return tuple((forma(clave), forma(dato)) for clave, dato in valor)
    if clase in _SIN_VALOR and valor is None:
        return None
    raise Danada("no es una forma")


def _arreglo(forma: Any, tipo: Any, numeros: Any) -> Arreglo:
    if tipo not in ("numero", "logico") or not all(type(n) is int and n >= 0 for n in forma):
        raise Danada("no es un arreglo")
    leidos = (_leer_numero(numero) for numero in numeros)
    return Arreglo(tuple(forma), tipo, tuple(map(bool, leidos) if tipo == "logico" else leidos))


def _leer_numero(valor: Any) -> int | float | complex:
    if isinstance(valor, list):
        real, imaginaria = valor
        return complex(float.fromhex(real), float.fromhex(imaginaria))
    texto = _texto(valor)
    return float.fromhex(texto[1:]) if texto.startswith("f") else int(texto, 16)


def _texto(valor: Any) -> str:
    if not isinstance(valor, str):
        raise Danada("se esperaba un texto")
    return valor


# --- el retrato ------------------------------------------------------------------------------


def retrato_a_json(retrato: Retrato) -> dict[str, Any]:
    """El retrato en tablas, listas y textos de JSON."""
    return asdict(retrato)


def retrato_de_json(datos: Mapping[str, Any]) -> Retrato:
    """El retrato que hay en unos datos con la forma que pide el esquema."""
    partes = {p: None if trazo is None else _trazo(trazo) for p, trazo in datos["partes"].items()}
    return Retrato(**{**datos, "entera": _trazo(datos["entera"]), "partes": partes})


def _trazo(datos: Mapping[str, Any]) -> Trazo:
    funciones = (Funcion(**{**f, "internas": tuple(f["internas"])}) for f in datos["funciones"])
    return Trazo(**{**datos, "funciones": tuple(funciones)})
