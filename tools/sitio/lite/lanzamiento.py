"""NumPy y matplotlib para el navegador: en ningún registro están, sino en lo que Pyodide publica.

Se dan en una carpeta o en una dirección. Qué archivos son, y la huella de cada uno, lo dice el lock
que viene con el `pyodide` de npm: lo que no coincide no se usa.
"""

from __future__ import annotations

import hashlib
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tools.sitio import NoSePuede, piezas
from tools.sitio.lite.lock import Entrada

#: lo que una celda puede importar; lo demás llega como dependencia
_PEDIDOS = ("matplotlib", "numpy")
#: la receta de Pyodide lo pide, pero matplotlib no lo importa
_SOBRAN = {"pytz"}
_ESPERA = 60.0


def traer(donde: str, lock: Mapping[str, Any], destino: Path) -> list[Entrada]:
    """Pone los archivos en `destino` y da sus entradas para nuestro lock."""
    entradas = list(_con_dependencias(lock["packages"]))
    for entrada in entradas:
        datos = _leer(donde, entrada)
        (destino / entrada["file_name"]).write_bytes(datos)
    return entradas


def _con_dependencias(paquetes: Mapping[str, Entrada]) -> Iterator[Entrada]:
    pendientes, vistos = list(_PEDIDOS), set(_SOBRAN)
    while pendientes:
        nombre = pendientes.pop()
        if nombre not in vistos:
            vistos.add(nombre)
            depende = [otro for otro in paquetes[nombre]["depends"] if otro not in _SOBRAN]
            # el lock de Pyodide los llama con el nombre en minúsculas, y escribe el de su autor
            yield {**paquetes[nombre], "name": nombre, "depends": depende}
            pendientes += depende


def _leer(donde: str, entrada: Entrada) -> bytes:
    """El archivo, si su huella es la que dice el lock."""
    nombre, huella = entrada["file_name"], entrada["sha256"]
    datos = _descargar(donde, nombre, huella) if "://" in donde else _abrir(Path(donde), nombre)
    if hashlib.sha256(datos).hexdigest() != huella:
        raise NoSePuede(
            f"{nombre}, de {donde}, no es el que corresponde a esta versión de Pyodide: su huella "
            f"es otra, y no se usó. Hace falta el lanzamiento completo de Pyodide {_version()}."
        )
    return datos


def _abrir(carpeta: Path, nombre: str) -> bytes:
    try:
        return (carpeta / nombre).read_bytes()
    except OSError:
        raise NoSePuede(
            f"No encuentro {nombre} en {carpeta}. Con --pyodide va la carpeta donde está abierto "
            f"el lanzamiento completo de Pyodide {_version()}, con todas sus ruedas."
        ) from None


def _descargar(donde: str, nombre: str, huella: str) -> bytes:
    """De la dirección, una sola vez: lo que ya se trajo y coincide se usa otra vez."""
    guardado = piezas.GUARDADAS / "pyodide" / f"{huella[:16]}-{nombre}"
    if guardado.is_file() and hashlib.sha256(guardado.read_bytes()).hexdigest() == huella:
        return guardado.read_bytes()
    try:
        with urllib.request.urlopen(f"{donde.rstrip('/')}/{nombre}", timeout=_ESPERA) as respuesta:
            datos = bytes(respuesta.read())
    except (OSError, ValueError) as error:
        if isinstance(error, urllib.error.HTTPError):
            error.close()
        porque = getattr(error, "reason", error)
        raise NoSePuede(
            f"No se pudo traer {nombre} de {donde} ({porque}). Revisa la dirección, que es la de "
            f"la carpeta con las ruedas de Pyodide {_version()}, y tu conexión a Internet."
        ) from None
    if hashlib.sha256(datos).hexdigest() == huella:
        guardado.parent.mkdir(parents=True, exist_ok=True)
        guardado.write_bytes(datos)
    return datos


def _version() -> str:
    return piezas.version_de_npm("pyodide")
