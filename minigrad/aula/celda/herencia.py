"""Devuelve a una clase los métodos que otras celdas le habían enganchado.

Al ejecutar otra vez la celda de `class Value:` nace una clase nueva, sin lo que las celdas de más
abajo le pusieron a la anterior (`Value.__mul__ = multiplicar`). Aquí los recupera: los mismos.
"""

from __future__ import annotations

from typing import Any

from minigrad.aula.celda.codigo import es, funcion_de
from minigrad.aula.celda.entorno import interprete

#: la última clase que se vio de cada nombre
_ultimas: dict[str, type] = {}


def recuperar(clase: Any) -> None:
    """Pone a una clase del cuaderno los métodos enganchados a la anterior de su nombre."""
    if not es(clase, type) or vars(clase).get("__module__") != "__main__":
        return
    anterior = _ultimas.get(clase.__name__, clase)
    for nombre, valor in enganchados(anterior).items():
        if nombre not in vars(clase):
            type.__setattr__(clase, nombre, valor)
    _ultimas[clase.__name__] = clase


def al_terminar_la_celda(_resultado: Any = None) -> None:
    """Lo mismo con cada clase del cuaderno que ya se vio, sin esperar a que se compruebe."""
    ip = interprete()
    for nombre in [] if ip is None else list(_ultimas):
        recuperar(ip.user_ns.get(nombre))


def ultima(nombre: str) -> type | None:
    """La última clase del cuaderno que se vio con ese nombre."""
    return _ultimas.get(nombre)


def enganchados(clase: type) -> dict[str, Any]:
    """Los métodos que se le pusieron a la clase fuera de su `class …:`."""
    return {n: v for n, v in vars(clase).items() if _vino_de_fuera(clase, v)}


def _vino_de_fuera(clase: type, valor: Any) -> bool:
    funcion = funcion_de(valor)
    return funcion is not None and not funcion.__qualname__.startswith(f"{clase.__qualname__}.")
