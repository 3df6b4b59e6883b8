"""Deja a un proceso de Linux leer solo Python y sus paquetes, y escribir solo en su carpeta.

Es *Landlock*: unas reglas sobre carpetas que el proceso se pone a sí mismo y ya no puede quitarse.
Vale sin permisos de administrador y también para quien los tiene. Lo que no está en las reglas no
se puede ni abrir: las demás entregas, las soluciones, los archivos de quien califica.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from pathlib import Path

import minigrad
from minigrad._recursos import cuadernos
from minigrad.aula import exploracion, observadores

_CREAR, _REGLA, _CERRAR = 444, 445, 446
_VERSION = 1  # bandera de _CREAR: preguntar qué sabe este núcleo
#: lo que cada versión de Landlock empezó a vigilar
_TODO = {1: (1 << 13) - 1, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
_EJECUTAR, _ESCRIBIR, _LEER, _LISTAR, _RECORTAR = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 14
_RED, _AJENOS = 0b11, 0b11  # abrir y usar puertos; señales y enchufes de otros procesos
_SUELTOS = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
_DEL_SISTEMA = ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/etc/ld.so.cache", "/etc/localtime",
                "/etc/fonts", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat",
                "/sys/devices/system/cpu")  # fmt: skip


def reglas(escribible: Path, vedadas: Sequence[Path] = ()) -> int | None:
    """Un descriptor con las reglas para escribir solo en `escribible`; None si no se puede.

    Sirve para muchos procesos: cada uno se las pone con `cerrar`. `vedadas` son rutas que no se
    podrán leer aunque estén dentro de una carpeta de Python.
    """
    if not sys.platform.startswith("linux"):
        return None
    version = _llamar(_CREAR, None, 0, _VERSION)
    if version < 1:
        return None
    vigilado = sum(bits for desde, bits in _TODO.items() if version >= desde)
    # tres números: archivos, red (desde la 4) y procesos ajenos (desde la 6)
    pedido = struct.pack("QQQ", vigilado, _RED * (version >= 4), _AJENOS * (version >= 6))
    largo = 24 if version >= 6 else 16 if version >= 4 else 8
    regla = _llamar(_CREAR, pedido, largo, 0)
    if regla < 0:
        return None
    os.set_inheritable(regla, False)
    for ruta, permiso in _legibles([*vedadas, *_secretas()]):
        _permitir(regla, ruta, permiso & vigilado)
    for suelto in _SUELTOS:
        _permitir(regla, Path(suelto), (_LEER | _ESCRIBIR | _RECORTAR) & vigilado)
    _permitir(regla, escribible, vigilado)
    return regla


def cerrar(regla: int) -> bool:
    """Pone las reglas a este proceso y a sus hilos futuros; dice si se pudo."""
    ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)  # sin privilegios nuevos
    return _llamar(_CERRAR, regla, 0) == 0


def _llamar(numero: int, *argumentos: int | bytes | None) -> int:
    syscall = ctypes.CDLL(None, use_errno=True).syscall
    syscall.restype = ctypes.c_long
    pasados = [ctypes.c_long(a) if isinstance(a, int) else a for a in argumentos]
    hecho: int = syscall(ctypes.c_long(numero), *pasados)
    return hecho


def _permitir(regla: int, ruta: Path, permiso: int) -> None:
    try:
        abierta = os.open(ruta, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # no existe en esta máquina
    try:
        if not ruta.is_dir():
            permiso &= _EJECUTAR | _ESCRIBIR | _LEER | _RECORTAR
        _llamar(_REGLA, regla, 1, struct.pack("=Qi", permiso, abierta), 0)
    finally:
        os.close(abierta)


# --- qué se puede leer -------------------------------------------------------------------------


def _secretas() -> list[Path]:
    """Las soluciones, los errores conocidos y con qué se prueba: nadie que se califica los lee."""
    pruebas = (*observadores.__path__, *exploracion.__path__)
    return [cuadernos("solutions").resolve(), *(Path(p).resolve() for p in pruebas)]


def _legibles(vedadas: Sequence[Path]) -> Iterator[tuple[Path, int]]:
    paquete = Path(minigrad.__file__).resolve().parent
    raices = {Path(sys.prefix), Path(sys.base_prefix), paquete, *map(Path, _DEL_SISTEMA)}
    raices |= {Path(ruta) for ruta in sysconfig.get_paths().values()}
    raices |= {Path(ruta) for ruta in sys.path if "site-packages" in ruta}
    for raiz in {ruta.resolve() for ruta in raices if ruta.exists()}:
        yield from _sin(raiz, vedadas)


def _sin(carpeta: Path, vedadas: Sequence[Path]) -> Iterator[tuple[Path, int]]:
    """La carpeta o, si contiene algo vedado, lo demás que hay en ella; con lo que se permite."""
    if carpeta in vedadas:
        return
    if not any(carpeta in vedada.parents for vedada in vedadas):
        yield carpeta, _EJECUTAR | _LEER | _LISTAR
        return
    yield carpeta, _LISTAR  # sin ver los nombres, Python no encuentra lo que aún no importó
    for dentro in carpeta.iterdir():
        if not dentro.is_symlink():
            yield from _sin(dentro, vedadas)
