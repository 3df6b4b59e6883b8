"""Escribe un archivo de una vez: quien lo lea ve el de antes o el nuevo, nunca uno a medias.

`en_turno` sirve para leer, cambiar y escribir sin que otro programa se meta en medio.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

_SEGUNDOS_DE_ESPERA = 3.0


def escribir_entero(archivo: Path, texto: str) -> None:
    """Escribe aparte y cambia de golpe: si se corta la luz, queda el archivo de antes."""
    aparte = archivo.with_name(f"{archivo.stem}.{os.getpid()}.tmp")
    try:
        aparte.write_text(texto, encoding="utf-8", newline="\n")
        _reemplazar(aparte, archivo)
    finally:
        with suppress(OSError):
            aparte.unlink()


def _reemplazar(aparte: Path, archivo: Path) -> None:
    for espera in (0.02, 0.05, 0.1):
        try:
            os.replace(aparte, archivo)
            return
        except PermissionError:  # Windows, si otro cuaderno lo está leyendo
            time.sleep(espera)
    os.replace(aparte, archivo)


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
