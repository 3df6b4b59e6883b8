"""Lo común para explicar una excepción en dos frases: qué pasó y qué hacer."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: qué significa y qué hacer
Palabras = tuple[str, str]


def mensaje(excepcion: BaseException) -> str:
    """Lo que dice la excepción, o nada si ni eso se puede leer."""
    try:
        return str(excepcion)
    except Exception:  # un `__str__` roto no debe tapar el error de verdad
        return ""


def segun(excepcion: BaseException, casos: Mapping[str, Palabras], resto: Palabras) -> Palabras:
    """El primer caso cuyo patrón aparece en el mensaje; `{0}`… son los grupos del patrón."""
    for patron, (significa, hacer) in casos.items():
        hallado = re.search(patron, mensaje(excepcion))
        if hallado:
            grupos = [g or "" for g in hallado.groups()]
            return significa.format(*grupos), hacer.format(*grupos)
    return resto
