"""Las mismas observaciones con otros números, que ningún aprendiz ha visto.

Las entradas con que se prueba una respuesta están en `minigrad/aula/ejercicios/`, a la vista de
todos: quien las copie podría contestar solo para ellas. Aquí se carga cada módulo de ejercicios
con sus números decimales algo movidos, según una semilla que se escoge al calificar. Se mueven el
mismo tanto en todo el módulo, y quedan como estaban 0, 1 y los muy pequeños, que son tolerancias.

De cada módulo queda solo lo que observa: ni errores conocidos ni pistas, que aquí no hacen falta
y podrían darle ideas al código que se califica.
"""

from __future__ import annotations

import ast
import gc
import random
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from minigrad.aula import ejercicios
from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.huella.observar import Observar

_PAQUETE = ejercicios.__name__
_MENOR, _MAYOR = 1e-3, 1e6


@dataclass(frozen=True)
class Prueba:
    """Lo que se hace con la respuesta de un ejercicio."""

    nombre: str
    observar: Observar
    segundos: float


@lru_cache(maxsize=256)
def pruebas(modulo: str, semilla: int | None) -> dict[str, Prueba]:
    """Las pruebas de un módulo de ejercicios, por id; sin semilla, con sus propios números."""
    cargado = _cargar(modulo, semilla)
    dadas = {
        e.id: Prueba(e.nombre, e.observar, e.segundos)
        for e in cargado.EJERCICIOS
        if isinstance(e, Ejercicio)
    }
    _podar(cargado)
    return dadas


def _cargar(modulo: str, semilla: int | None) -> ModuleType:
    otro = ModuleType(_alias(modulo, semilla))
    if otro.__name__ in sys.modules:
        return sys.modules[otro.__name__]
    arbol = ast.parse(_fuente(modulo))
    for nodo in ast.walk(arbol):
        if isinstance(nodo, ast.ImportFrom) and (nodo.module or "").startswith(f"{_PAQUETE}."):
            usado = (nodo.module or "").removeprefix(f"{_PAQUETE}.")
            nodo.module = _cargar(usado, semilla).__name__
        elif isinstance(nodo, ast.Constant) and semilla is not None:
            nodo.value = mover(nodo.value, semilla)
    sys.modules[otro.__name__] = otro
    exec(compile(arbol, f"<pruebas {modulo}>", "exec"), vars(otro))
    return otro


def _alias(modulo: str, semilla: int | None) -> str:
    """El nombre con que se carga; sin semilla, el suyo, que alguna celda dada importa."""
    return f"{_PAQUETE}.{modulo}" if semilla is None else f"pruebas_{semilla}_{modulo}"


def _fuente(modulo: str) -> str:
    return (Path(ejercicios.__path__[0]) / f"{modulo}.py").read_text("utf-8")


def mover(valor: Any, semilla: int) -> Any:
    """El mismo decimal con un 2 a 9 % más o menos; lo que no se deba mover queda igual.

    Sale siempre un número de pocas cifras en base 2, para no estrenar errores de redondeo.
    """
    if not isinstance(valor, float) or valor == 1.0 or not _MENOR <= abs(valor) <= _MAYOR:
        return valor
    azar = random.Random(f"{semilla} {valor!r}")
    tanto = azar.choice((-1, 1)) * azar.uniform(0.02, 0.09)
    return round(valor * (1 + tanto) * 4096) / 4096


def _podar(modulo: ModuleType) -> None:
    """Quita del módulo los ejercicios ya leídos, con sus errores y sus pistas."""
    for nombre, valor in list(vars(modulo).items()):
        if _sobra(valor):
            del vars(modulo)[nombre]
    gc.collect()


def _sobra(valor: Any) -> bool:
    if isinstance(valor, list | tuple):
        return any(_sobra(parte) for parte in valor)
    return isinstance(valor, Ejercicio | Error)
