"""La carpeta de trabajo: una copia de los cuadernos que es solo tuya.

`preparar_carpeta` copia en ella las lecciones y las prácticas en blanco, en las mismas dos
carpetas que el repositorio, para que los enlaces entre cuadernos sigan sirviendo. Nunca escribe
sobre un cuaderno que cambiaste: recuerda la huella de lo que puso, y solo actualiza lo que
sigue igual a como lo puso.

Glosario. *Huella*: el resumen SHA-256 de un archivo. *Registro*: el archivo que recuerda la
huella de cada cuaderno puesto.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from minigrad._archivos import escribir
from minigrad._recursos import Nombre, cuadernos
from minigrad.aula.trabajo import progreso

CARPETAS: tuple[Nombre, ...] = ("notebooks", "exercises")
REGISTRO = Path(".minigrad") / "cuadernos.json"


@dataclass
class Novedades:
    """Lo que cambió en la carpeta de trabajo, con la ruta de cada cuaderno."""

    puestos: list[str] = field(default_factory=list)
    actualizados: list[str] = field(default_factory=list)
    #: los que cambiaste y de los que hay una versión más nueva
    conservados: list[str] = field(default_factory=list)


def preparar_carpeta(carpeta: Path) -> Novedades:
    """Pone en `carpeta` los cuadernos que falten y actualiza los que no has tocado."""
    # si el registro falta o está dañado, todo cuaderno que difiera cuenta como tuyo
    registro = _leer_json(carpeta / REGISTRO)
    novedades = Novedades()
    for ruta, contenido in _originales():
        _poner(carpeta / ruta, ruta, contenido, registro, novedades)
    (carpeta / REGISTRO).parent.mkdir(parents=True, exist_ok=True)
    escribir(carpeta / REGISTRO, json.dumps(registro, indent=1, sort_keys=True))
    return novedades


def primera_sin_terminar(carpeta: Path) -> Path | None:
    """La primera lección con ejercicios sin resolver; si están todas, la última."""
    lecciones = sorted((carpeta / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    hechos = _resueltos(carpeta)
    for leccion in lecciones:
        if not _ejercicios(leccion) <= hechos:
            return leccion
    return lecciones[-1] if lecciones else None


def _resueltos(carpeta: Path) -> set[str]:
    """Los ids que el aula anotó como correctos; ninguno si no hay progreso o está dañado."""
    try:
        registros = progreso.leer_registros(carpeta / progreso.NOMBRE)
    except (OSError, ValueError):
        return set()
    return {id_ for id_, registro in registros.items() if registro.correcto}


def _ejercicios(cuaderno: Path) -> set[str]:
    """Los ids de los ejercicios de un cuaderno, leídos de sus celdas."""
    celdas = _leer_json(cuaderno).get("cells", [])
    return {celda["metadata"]["ejercicio"] for celda in celdas if "ejercicio" in celda["metadata"]}


def _originales() -> Iterator[tuple[str, bytes]]:
    for nombre in CARPETAS:
        for cuaderno in sorted(cuadernos(nombre).glob("*.ipynb")):
            yield f"{nombre}/{cuaderno.name}", cuaderno.read_bytes()


def _poner(
    destino: Path, ruta: str, contenido: bytes, registro: dict[str, str], novedades: Novedades
) -> None:
    nueva = _huella(contenido)
    actual = _huella(destino.read_bytes()) if destino.exists() else None
    if actual == nueva:
        registro[ruta] = nueva
    elif actual is None or actual == registro.get(ruta):
        destino.parent.mkdir(parents=True, exist_ok=True)
        escribir(destino, contenido)
        registro[ruta] = nueva
        (novedades.actualizados if actual else novedades.puestos).append(ruta)
    elif registro.get(ruta) != nueva:
        novedades.conservados.append(ruta)


def _huella(contenido: bytes) -> str:
    return hashlib.sha256(contenido).hexdigest()


def _leer_json(archivo: Path) -> dict[str, Any]:
    """Lo que guarda un archivo JSON; vacío si falta o está dañado."""
    try:
        datos = json.loads(archivo.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return datos if isinstance(datos, dict) else {}
