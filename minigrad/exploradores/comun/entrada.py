"""La puerta de un explorador: pase lo que pase al armarlo, el aprendiz lee una frase."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from minigrad.exploradores.comun.funciones import Fallo
from minigrad.graph.dot import Aviso

SIN_WIDGETS = "Para ver este explorador: pip install ipywidgets graphviz"


def abrir(armar: Callable[[], Any]) -> Any:
    """Lo que devuelve `armar`; si algo falla, un explorador que solo dice qué falló."""
    try:
        from minigrad.exploradores.comun import explorador
    except ImportError:
        return Aviso(SIN_WIDGETS)
    try:
        return armar()
    except Fallo as fallo:
        return explorador.frase(str(fallo))
    except Exception as error:  # armar llama a la función del aprendiz
        return explorador.frase(f"No se pudo armar el explorador: {type(error).__name__}: {error}")
