"""Las mismas observaciones con otros números, que ningún aprendiz ha visto.

Las entradas con que se prueba una respuesta están en `minigrad/aula/observadores/` y en
`minigrad/aula/exploracion/`, a la vista de todos: quien las copie podría contestar solo para
ellas. Aquí se carga cada uno de esos módulos con sus números decimales algo movidos, según una
semilla que se escoge al calificar. Se mueven el mismo tanto en todo el módulo, y quedan como
estaban 0, 1, los enormes y los muy pequeños, que son tolerancias.
"""

from __future__ import annotations

import ast
import importlib
import random
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import minigrad
from minigrad.aula import exploracion, observadores
from minigrad.aula.huella.observar import Observar

_PAQUETES = (f"{observadores.__name__}.", f"{exploracion.__name__}.")
_MENOR, _MAYOR = 1e-3, 1e6


def observador(modulo: str, nombre: str, semilla: int | None) -> Observar:
    """La función que observa; sin semilla, con sus propios números."""
    observar: Observar = getattr(cargar(modulo, semilla), nombre)
    return observar


def cargar(modulo: str, semilla: int | None) -> ModuleType:
    """Un módulo de observadores con los números movidos; cada variante se carga una vez."""
    if semilla is None:
        return importlib.import_module(modulo)
    otro = ModuleType(f"pruebas_{semilla}_{modulo.rpartition('.')[2]}")
    if otro.__name__ in sys.modules:
        return sys.modules[otro.__name__]
    arbol = ast.parse(_ruta(modulo).read_text("utf-8"))
    for nodo in ast.walk(arbol):
        if isinstance(nodo, ast.ImportFrom) and _ruta(nodo.module or "").is_file():
            nodo.module = cargar(nodo.module or "", semilla).__name__
        elif isinstance(nodo, ast.Constant):
            nodo.value = mover(nodo.value, semilla)
    sys.modules[otro.__name__] = otro
    exec(compile(arbol, f"<pruebas {modulo}>", "exec"), vars(otro))
    return otro


def _ruta(modulo: str) -> Path:
    """El archivo de un módulo de pruebas; de lo demás, uno que no existe."""
    partes = modulo.split(".")[1:] if modulo.startswith(_PAQUETES) else ["otra cosa"]
    return Path(minigrad.__file__).parent.joinpath(*partes).with_suffix(".py")


def mover(valor: Any, semilla: int) -> Any:
    """El mismo decimal con un 2 a 9 % más o menos; lo que no se deba mover queda igual.

    Sale siempre un número de pocas cifras en base 2, para no estrenar errores de redondeo.
    """
    if not isinstance(valor, float) or valor == 1.0 or not _MENOR <= abs(valor) <= _MAYOR:
        return valor
    azar = random.Random(f"{semilla} {valor!r}")
    tanto = azar.choice((-1, 1)) * azar.uniform(0.02, 0.09)
    return round(valor * (1 + tanto) * 4096) / 4096
