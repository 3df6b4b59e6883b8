"""Lo que comparten las órdenes."""

from __future__ import annotations

import sys


def fallar(mensaje: str) -> int:
    """Dice por qué no se pudo y devuelve el código de salida de un fallo."""
    print(mensaje, file=sys.stderr)
    return 1
