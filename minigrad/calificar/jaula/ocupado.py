"""Cuánto ocupa lo que corre: se mira desde fuera, cada pocas centésimas.

En el disco cuenta todo lo que un proceso tiene en su carpeta y, en Linux, también lo que ya borró y
sigue abierto, suyo o de los procesos que haya abierto. Lo que no se deja contar es de más.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from minigrad.calificar.jaula.encierro import Limites

#: cada archivo, una vez: su lugar en el disco y lo que ocupa
_Archivos = dict[tuple[int, int], int]
_BLOQUE = 512
_BORRADO = b" (deleted)"


def se_cuenta() -> set[str]:
    """Lo que aquí se puede contar, además de lo que se ve en la carpeta."""
    return {"archivos ya borrados", "hilos"} if os.path.isdir("/proc/self/fd") else set()


def de_mas(pid: int, carpeta: Path, limites: Limites, *, a_fondo: bool) -> str:
    """De qué se pasó un proceso: «disco», «hilos»; o nada.

    Mirar a fondo ve también los archivos borrados y cerrados que alguien tiene en memoria.
    """
    archivos: _Archivos = {}
    cabe = _visibles(carpeta, archivos, limites.archivos)
    hilos = 0
    for quien in _familia(pid):
        hilos += len(_nombres(f"/proc/{quien}/task"))
        sin_nombre = _abiertos(quien, archivos)
        cabe = cabe and not (a_fondo and _en_memoria(quien, carpeta, sin_nombre))
    if hilos > limites.hilos:
        return "hilos"
    return "" if cabe and sum(archivos.values()) <= limites.disco_mb * 2**20 else "disco"


def _visibles(carpeta: Path, archivos: _Archivos, tope: int) -> bool:
    """Apunta lo que hay en la carpeta; dice si se dejó mirar entera y no pasa del tope."""
    pendientes, cuantos = [os.fspath(carpeta)], 0
    while pendientes:
        try:
            with os.scandir(pendientes.pop()) as entradas:
                for entrada in entradas:
                    cuantos += 1
                    if cuantos > tope:
                        return False
                    if entrada.is_dir(follow_symlinks=False):
                        pendientes.append(entrada.path)
                    _apuntar(entrada.stat(follow_symlinks=False), archivos)
        except FileNotFoundError:
            continue  # la acaba de borrar
        except OSError:
            return False  # le quitó los permisos, o la hizo demasiado honda
    return True


def _apuntar(datos: os.stat_result, archivos: _Archivos) -> None:
    archivos[datos.st_dev, datos.st_ino] = getattr(datos, "st_blocks", 0) * _BLOQUE


# --- lo que solo se ve en Linux ----------------------------------------------------------------


def hijos(pid: int) -> list[int]:
    """Los procesos que abrió otro, o que heredó."""
    return [
        int(hijo)
        for hilo in _nombres(f"/proc/{pid}/task")
        for hijo in _leer(f"/proc/{pid}/task/{hilo}/children").split()
    ]


def _familia(pid: int) -> Iterator[int]:
    """Un proceso, los que abrió y los que quedaron huérfanos, que son de quien vigila."""
    pendientes = [pid, *hijos(os.getpid())]
    vistos: set[int] = set()
    while pendientes:
        if (quien := pendientes.pop()) not in vistos:
            vistos.add(quien)
            pendientes += hijos(quien)
            yield quien


def _abiertos(pid: int, archivos: _Archivos) -> set[int]:
    """Apunta lo borrado que un proceso tiene abierto; da sus números de archivo."""
    descriptores, numeros = f"/proc/{pid}/fd", set()
    for numero in _nombres(descriptores):
        with suppress(OSError):
            datos = os.stat(f"{descriptores}/{numero}")
            if stat.S_ISREG(datos.st_mode) and not datos.st_nlink:
                _apuntar(datos, archivos)
                numeros.add(datos.st_ino)
    return numeros


def _en_memoria(pid: int, carpeta: Path, abiertos: set[int]) -> bool:
    """Si queda algo de su carpeta, borrado y cerrado, que no se puede medir."""
    mapas, propia = _leer(f"/proc/{pid}/maps"), os.fsencode(carpeta)
    return _BORRADO in mapas and any(
        int(linea.split()[4]) not in abiertos
        for linea in mapas.splitlines()
        if linea.endswith(_BORRADO) and propia in linea
    )


def _nombres(carpeta: str) -> list[str]:
    try:
        return os.listdir(carpeta)
    except OSError:  # acaba de morir, o no es Linux
        return []


def _leer(archivo: str) -> bytes:
    try:
        return Path(archivo).read_bytes()
    except OSError:
        return b""
