"""Qué puede contestar un hijo: lo que no tiene esta forma no pasa de la frontera.

Lo que llega lo pudo escribir el código de un aprendiz. Cada clase de aquí declara una
contestación, campo por campo, y `cumple` la compara con lo que llegó: ni un campo de otro tipo, ni
uno de más, ni un texto o una lista sin medida. Un campo nuevo se declara aquí o no llega a nadie.
Las huellas van en listas que lee `formas`, que tampoco se fía.

Glosario. `Annotated[tipo, n]`: a lo más `n` letras o elementos; de un entero, de 0 a `n`.
"""

from __future__ import annotations

import types
from functools import cache
from typing import (
    Annotated,
    Any,
    NotRequired,
    TypedDict,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

#: lo que cabe en un texto que se le dice a una persona, cuántos caben en una lista, y una línea
LARGO, CUANTOS, LINEAS = 300, 50, 10_000_000

Renglon = Annotated[str, LARGO]
Renglones = Annotated[list[Renglon], CUANTOS]
Codigo = Annotated[str, 1_000_000]
Nombres = Annotated[list[Codigo], 100_000]


class Suelta(TypedDict):
    """Lo que lleva toda contestación."""

    clave: Renglon
    puestas: Renglones


class Excepcion(TypedDict):
    """Con qué se detuvo una celda."""

    tipo: Renglon
    mensaje: NotRequired[Renglon]
    linea: NotRequired[Annotated[int, LINEAS] | None]
    falta: NotRequired[Renglon | None]
    paquete: NotRequired[Renglon | None]


class Funcion(TypedDict):
    """Una función de un `Retrato`."""

    clave: Renglon
    nombre: Renglon
    codigo: Renglon
    vacia: bool
    internas: Renglones


class Trazo(TypedDict):
    """Cómo está escrita una función o una clase."""

    es_clase: bool
    funciones: Annotated[list[Funcion], 1000]
    con_puntos: bool


class Retrato(TypedDict):
    """Lo que hace falta para saber si una respuesta sigue en blanco."""

    nombre: Renglon
    es_clase: bool
    es_codigo: bool
    es_hueco: bool
    hueco: Renglon | None
    entera: Trazo
    partes: Annotated[dict[Renglon, Trazo | None], CUANTOS]


class Faltan(TypedDict):
    """Los nombres y los paquetes que no existían al observar."""

    nombres: Renglones
    paquetes: Renglones


class Corrida(Suelta):
    """Lo que se vio al correr una respuesta."""

    cambios: Renglones
    intentos: Renglones
    lentas: NotRequired[Annotated[list[Annotated[int, LINEAS]], CUANTOS]]
    sin_paquete: NotRequired[Renglones]
    error: NotRequired[Excepcion]
    falta: NotRequired[Renglon]
    del_paquete: NotRequired[bool]
    retrato: NotRequired[Retrato]
    faltan: NotRequired[Faltan]
    huellas: NotRequired[Annotated[list[Any], 16]]


class Version(TypedDict):
    """Un código entregado para un ejercicio, y en qué celda."""

    fuente: Codigo
    lugar: Annotated[int, LINEAS]


class Hecho(TypedDict):
    """Lo que un cuaderno trae de un ejercicio."""

    versiones: Annotated[list[Version], CUANTOS]
    avisos: Renglones
    esta: bool


class Celda(TypedDict):
    """Una celda en la que una respuesta se puede apoyar."""

    clave: Renglon | None
    fuente: Codigo
    senas: Renglon
    lugar: Annotated[int, LINEAS]
    orden: Annotated[int, LINEAS] | None
    pone: Nombres
    usa: Nombres


class Leida(Suelta):
    """Lo que se leyó de un cuaderno."""

    cuadernos: Renglones
    ejercicios: Annotated[dict[Renglon, Hecho], 1000]
    avisos: Renglones
    celdas: NotRequired[Annotated[list[Celda], 10_000]]


class Rechazada(Suelta):
    """Por qué un archivo no se pudo leer."""

    rechazo: Renglon


#: la contestación que corresponde a cada pedido
CONTESTACIONES: dict[str, Any] = {
    "correr": Corrida,
    "leer": Leida | Rechazada,
    "protecciones": Suelta,
}


def cumple(valor: Any, tipo: Any) -> bool:
    """Dice si un valor de JSON tiene la forma que declara un tipo."""
    if tipo is Any:
        return True
    if is_typeddict(tipo):
        return _cumple_campos(valor, tipo)
    origen, partes = get_origin(tipo), get_args(tipo)
    if origen is Annotated:
        base, tope = partes
        return cumple(valor, base) and 0 <= (valor if base is int else len(valor)) <= tope
    if origen is NotRequired:
        return cumple(valor, partes[0])
    if origen in (Union, types.UnionType):
        return any(cumple(valor, parte) for parte in partes)
    if origen is list:
        return type(valor) is list and all(cumple(uno, partes[0]) for uno in valor)
    if origen is dict:
        return type(valor) is dict and all(
            cumple(clave, partes[0]) and cumple(dato, partes[1]) for clave, dato in valor.items()
        )
    return type(valor) is tipo  # un `bool` no vale por un `int`


def _cumple_campos(valor: Any, tipo: Any) -> bool:
    campos = _campos(tipo)
    faltan = campos.keys() - valor.keys() if type(valor) is dict else campos.keys()
    return (
        type(valor) is dict
        and valor.keys() <= campos.keys()
        and all(get_origin(campos[campo]) is NotRequired for campo in faltan)
        and all(cumple(dato, campos[campo]) for campo, dato in valor.items())
    )


@cache
def _campos(tipo: Any) -> dict[str, Any]:
    return get_type_hints(tipo, include_extras=True)
