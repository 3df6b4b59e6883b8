"""`formas()`: dos formas, una operación, y qué celdas se encuentran al ir y al volver."""

from __future__ import annotations

from typing import Any

from minigrad.exploradores.comun.entrada import abrir
from minigrad.exploradores.formas.cuentas import exigir


def formas(a: Any = (3, 4), b: Any = (4,), operacion: Any = "+", *, predecir: bool = True) -> Any:
    """Elige dos formas y una operación, predice la forma que sale, y mira qué celdas se encuentran.

    `a` y `b` tienen de 0 a 3 ejes, de 1 a 4 por eje; `operacion` es "+" o "*" (con difusión) o "@".
    Al elegir una celda del resultado se iluminan las que entran en ella y, al volver, a dónde va
    su gradiente y cuántos se suman ahí. Con `predecir=False` no se pide la predicción.
    """
    return abrir(lambda: _explorador(a, b, operacion, predecir))


def _explorador(a: Any, b: Any, operacion: Any, predecir: bool) -> Any:
    caso = exigir(a, b, operacion)
    from minigrad.exploradores.formas.mandos import Mandos

    return Mandos(caso, bool(predecir)).explorador()
