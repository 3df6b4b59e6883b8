"""Escribir sin perder nada: un archivo queda entero o como estaba, y otro se aparta sin pisarlo."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # `import minigrad` no tiene que pagar pathlib
    from pathlib import Path

_ESPERAS = (0.02, 0.05, 0.1)


def escribir(destino: str | os.PathLike[str], contenido: str | bytes) -> None:
    """Escribe al lado y cambia el nombre al final: si se corta la luz, queda el de antes.

    Si `destino` es un enlace, cambia el archivo al que lleva. La carpeta debe existir.
    """
    datos = contenido.encode("utf-8") if isinstance(contenido, str) else contenido
    real = os.path.realpath(destino)
    carpeta, nombre = os.path.split(real)
    provisional = os.path.join(carpeta, f".{nombre}.{os.getpid()}.nuevo")
    try:
        with open(provisional, "wb") as archivo:
            archivo.write(datos)
            archivo.flush()
            os.fsync(archivo.fileno())
        _reemplazar(provisional, real)
    finally:
        with suppress(OSError):
            os.unlink(provisional)


def _reemplazar(provisional: str, destino: str) -> None:
    for espera in _ESPERAS:
        try:
            os.replace(provisional, destino)
            return
        except PermissionError:  # Windows, si otro programa lo está leyendo
            time.sleep(espera)
    os.replace(provisional, destino)


def apartar(ruta: Path) -> Path:
    """Le pone la fecha al nombre de un archivo o una carpeta, sin pisar nada; da el nuevo."""
    marca, veces = time.strftime("%Y%m%d-%H%M%S"), 1
    nueva = ruta.with_name(f"{ruta.stem}.{marca}{ruta.suffix}")
    while nueva.exists():
        veces += 1
        nueva = ruta.with_name(f"{ruta.stem}.{marca}-{veces}{ruta.suffix}")
    return ruta.rename(nueva)
