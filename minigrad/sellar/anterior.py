"""Qué se eligió la vez anterior: la política, los préstamos y la dirección de un paquete."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from minigrad.aula.cerrojo.politica import Politica, leer
from minigrad.aula.curso.sellado import PUBLICO, politica_de


class NoSeEntiende(ValueError):
    """Un archivo de la vez anterior que no se puede usar; el texto dice cuál y qué hacer."""


@dataclass(frozen=True)
class Anterior:
    """Lo que se eligió."""

    politicas: Mapping[str, Politica]
    prestar: bool = True
    direccion: str = ""


def de_paquete(carpeta: Path, comprimido: Path) -> Anterior | None:
    """Lo de un paquete, que puede estar como carpeta o como zip; None si no hay ninguno."""
    dentro = Path("minigrad", "_clase", PUBLICO)
    archivo = carpeta / dentro
    try:
        if archivo.exists():
            return _leido(archivo.read_bytes())
        archivo = comprimido
        if not zipfile.is_zipfile(comprimido):
            return None
        with zipfile.ZipFile(comprimido) as abierto:
            return _leido(abierto.read(f"{carpeta.name}/{dentro.as_posix()}"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile):
        raise NoSeEntiende(_danado(archivo)) from None


def de_aula(archivo: Path, secciones: Collection[str]) -> Anterior | None:
    """Lo de un `aula.toml` que escribió `--solo-aula`; None si no está."""
    if not archivo.exists():
        return None
    try:
        politicas = leer(archivo.read_text(encoding="utf-8"), secciones)
    except (OSError, UnicodeDecodeError):
        raise NoSeEntiende(_danado(archivo)) from None
    if politicas.problemas:
        raise NoSeEntiende(_danado(archivo))
    return Anterior({seccion: politicas.de(seccion) for seccion in secciones})


def _leido(texto: bytes) -> Anterior:
    datos = json.loads(texto)
    secciones = datos["secciones"]
    return Anterior(
        {seccion: politica_de(suyos) for seccion, suyos in secciones.items()},
        bool(datos.get("presta", True)),
        str(datos.get("direccion", "")),
    )


def _danado(archivo: Path) -> str:
    return (
        f"No entiendo la política que tenía {archivo}: está dañado. Di la política con --politica "
        "o --aula; lo anterior se conserva."
    )
