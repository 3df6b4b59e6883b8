"""`ordenar(lineas)`: pone en orden unas líneas revueltas, con botones o escribiendo letras."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from minigrad.exploradores.ordenar.cuentas import Mesa


def ordenar(lineas: Mapping[str, str]) -> Any:
    """Muestra las líneas revueltas; donde hay botones, deja armar con ellas un programa.

    `lineas` va de la letra de cada línea a su texto, con su sangría. Lo que devuelve tiene
    `letras`: la lista de las letras, en orden (vacía donde no hay botones).
    """
    try:
        from minigrad.exploradores.ordenar.mandos import MesaConBotones
    except ImportError:
        return Mesa(lineas)
    return MesaConBotones(Mesa(lineas))
