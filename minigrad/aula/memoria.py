"""Cuánta memoria usa este proceso, para detener a tiempo una lista que crece sin parar."""

from __future__ import annotations

import sys

_PAGINAS = "/proc/self/statm"


def en_uso() -> int | None:
    """Los bytes en uso, o None donde no se puede saber (Windows).

    En macOS es lo más que se ha usado: sirve igual para ver cuánto crece.
    """
    try:
        import resource
    except ImportError:
        return None
    try:
        with open(_PAGINAS, "rb") as archivo:
            return int(archivo.read().split()[1]) * resource.getpagesize()
    except OSError:
        unidad = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unidad


class Vigia:
    """Dice si, desde que se creó, la memoria creció más de `bytes_`."""

    def __init__(self, bytes_: int) -> None:
        inicio = en_uso()
        self._tope = None if inicio is None else inicio + bytes_

    def excedida(self) -> bool:
        """Si ya se pasó del tope."""
        actual = en_uso()
        return self._tope is not None and actual is not None and actual > self._tope
