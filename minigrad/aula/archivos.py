"""Escribe un archivo de una vez: quien lo lea ve el de antes o el nuevo, nunca uno a medias."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path


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
