"""Compartir una carpeta de trabajo: un nombre que esté libre y un turno para escribir."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from minigrad.navegador import AQUI

_SEGUNDOS_DE_ESPERA = 3.0


def libre(archivo: Path) -> Path:
    """Ese nombre o, si ya está ocupado, el mismo con el primer número que no lo esté."""
    candidato, numero = archivo, 2
    while candidato.exists():
        candidato = archivo.with_name(f"{archivo.stem}-{numero}{archivo.suffix}")
        numero += 1
    return candidato


@contextmanager
def en_turno(archivo: Path) -> Iterator[None]:
    """De a uno: mientras dura el bloque, otro que pida turno para el mismo archivo espera.

    El turno es de cortesía. Si no se puede pedir (una carpeta de solo lectura) o alguien no lo
    suelta, se sigue sin él: perder el turno es mejor que colgar un cuaderno.
    """
    if AQUI:
        yield  # un solo Python por página: a nadie hay que esperar
        return
    try:
        candado = archivo.with_name(f"{archivo.stem}.turno").open("a+b")
    except OSError:
        yield
        return
    with candado:
        limite = time.monotonic() + _SEGUNDOS_DE_ESPERA
        while not _tomar(candado) and time.monotonic() < limite:
            time.sleep(0.01)
        yield  # al cerrar el archivo se suelta el turno


def _tomar(candado: IO[bytes]) -> bool:
    """Intenta tomar el turno, sin esperar."""
    try:
        if os.name == "nt":
            import msvcrt

            candado.seek(0)
            msvcrt.locking(candado.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(candado, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
