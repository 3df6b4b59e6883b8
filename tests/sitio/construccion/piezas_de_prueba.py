"""Ruedas de mentira, hechas a mano, para las pruebas del lock y del lanzamiento."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path
from typing import Any


def rueda(carpeta: Path, nombre: str, *pide: str, dentro: dict[str, str] | None = None) -> Path:
    """Una rueda que se llama así, con esos archivos y esas dependencias."""
    ruta = carpeta / f"{nombre.replace('-', '_')}-1.0-py3-none-any.whl"
    ficha = "".join(f"{linea}\n" for linea in [
        "Metadata-Version: 2.1", f"Name: {nombre}", "Version: 1.0",
        *(f"Requires-Dist: {otra}" for otra in pide),
    ])  # fmt: skip
    with zipfile.ZipFile(ruta, "w") as archivo:
        for donde, texto in (dentro or {f"{nombre}/__init__.py": ""}).items():
            archivo.writestr(donde, texto)
        archivo.writestr(f"{nombre}-1.0.dist-info/METADATA", ficha)
    return ruta


def lanzamiento(carpeta: Path, depende: dict[str, list[str]]) -> dict[str, Any]:
    """Llena la carpeta con esos paquetes y da el lock que los describe."""
    paquetes = {}
    for nombre, otros in depende.items():
        archivo = rueda(carpeta, nombre)
        paquetes[nombre] = {
            "name": nombre,
            "depends": otros,
            "imports": [nombre],
            "file_name": archivo.name,
            "sha256": hashlib.sha256(archivo.read_bytes()).hexdigest(),
        }
    return {"info": {}, "packages": paquetes}
