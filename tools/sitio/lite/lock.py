"""El `pyodide-lock.json` del taller: qué paquetes hay, qué importan y de cuáles dependen.

Pyodide trae un paquete cuando una celda importa uno de sus módulos, y con él los que necesita; y
comprueba su huella. El nuestro solo lista lo que el sitio lleva. Las dependencias se leen de cada
rueda, menos las que en el navegador nadie usa.
"""

from __future__ import annotations

import email
import hashlib
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from email.message import Message
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.sitio import NoSePuede

#: el navegador, como lo ven las marcas de las dependencias
_MARCAS = {
    "sys_platform": "emscripten",
    "platform_system": "Emscripten",
    "platform_machine": "wasm32",
    "os_name": "posix",
    "python_version": "3.14",
    "python_full_version": "3.14.0",
    "implementation_name": "cpython",
    "extra": "",
}
#: lo que algunas ruedas piden y el navegador no usa
_SOBRAN = {"jedi", "jupyterlab-widgets", "prompt-toolkit", "wcwidth", "widgetsnbextension"}
#: lo que usan las lecciones; lo demás llega solo, como dependencia
DEL_TALLER = ["graphviz", "ipywidgets"]

Entrada = dict[str, Any]


def escribir(destino: Path, info: Mapping[str, Any], entradas: Iterable[Entrada]) -> None:
    """El lock, con las entradas en orden."""
    por_nombre = {entrada["name"]: entrada for entrada in entradas}
    for entrada in por_nombre.values():
        faltan = [nombre for nombre in entrada["depends"] if nombre not in por_nombre]
        if faltan:
            raise NoSePuede(
                f"{entrada['name']} necesita {', '.join(faltan)}, que el sitio no lleva: añádelo a "
                "tools/sitio/piezas/ruedas.txt."
            )
    lock = {"info": dict(info), "packages": dict(sorted(por_nombre.items()))}
    destino.write_text(json.dumps(lock, separators=(",", ":")), encoding="utf-8")


def de_rueda(rueda: Path, depends: Iterable[str] | None = None) -> Entrada:
    """La entrada de una rueda; sin `depends`, las dependencias que ella misma dice."""
    with zipfile.ZipFile(rueda) as archivo:
        dentro = archivo.namelist()
        ficha = next(ruta for ruta in dentro if ruta.endswith(".dist-info/METADATA"))
        datos = email.message_from_bytes(archivo.read(ficha))
    return {
        "name": canonicalize_name(datos["Name"]),
        "version": datos["Version"],
        "file_name": rueda.name,
        "sha256": hashlib.sha256(rueda.read_bytes()).hexdigest(),
        "install_dir": "site",
        "package_type": "package",
        "imports": _modulos(dentro),
        "depends": sorted(_dependencias(datos) if depends is None else depends),
        "unvendored_tests": False,
    }


def _modulos(dentro: Iterable[str]) -> list[str]:
    """Los módulos de arriba, que son los que una celda importa."""
    arriba = {ruta.partition("/")[0] for ruta in dentro if ruta.endswith(".py")}
    nombres = {nombre.removesuffix(".py") for nombre in arriba}
    return sorted(nombre for nombre in nombres if re.fullmatch(r"[A-Za-z]\w*", nombre))


def _dependencias(datos: Message) -> set[str]:
    pedidas = [Requirement(texto) for texto in datos.get_all("Requires-Dist", [])]
    usadas = (p for p in pedidas if p.marker is None or p.marker.evaluate(_MARCAS))
    return {str(canonicalize_name(p.name)) for p in usadas} - _SOBRAN
