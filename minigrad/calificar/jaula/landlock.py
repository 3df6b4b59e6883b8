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
from functools import cache
from pathlib import Path
from typing import Any

import minigrad
from minigrad._recursos import cuadernos
from minigrad.aula import exploracion, observadores

#: la variable con que las pruebas hacen como si el núcleo supiera menos
TOPE = "MINIGRAD_LANDLOCK"
_CREAR, _REGLA, _CERRAR = 444, 445, 446
_VERSION = 1  # bandera de _CREAR: preguntar qué sabe este núcleo
#: lo que cada versión de Landlock empezó a vigilar
_TODO = {1: (1 << 13) - 1, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
_EJECUTAR, _ESCRIBIR, _LEER, _LISTAR, _RECORTAR = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 14
_PARA_LEER = _EJECUTAR | _LEER | _LISTAR
_RED, _AJENOS = 0b11, 0b11  # abrir y usar puertos; señales y enchufes de otros procesos
_SUELTOS = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
_DEL_SISTEMA = ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/etc/ld.so.cache", "/etc/localtime",
                "/etc/fonts", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat",
                "/sys/devices/system/cpu")  # fmt: skip


@cache
def version() -> int:
    """Qué Landlock sabe este núcleo; 0 si ninguno. En las pruebas se le pone un tope."""
    if not sys.platform.startswith("linux"):
        return 0
    sabe = _llamar(_CREAR, None, 0, _VERSION)
    return max(0, min(sabe, int(os.environ.get(TOPE, sabe))))


def reglas(base: Path, vedadas: Sequence[Path] = ()) -> int | None:
    """Un descriptor con lo que vale para todas las corridas; None si no se puede.

    Deja leer Python y sus paquetes, y usar `base`, donde está la carpeta de cada una. Sirve para
    muchos procesos: cada uno se las pone con `cerrar`. `vedadas` son rutas que no se podrán leer
    aunque estén dentro de una carpeta de Python.
    """
    regla = _nueva(con_procesos=True)
    if regla is not None:
        for ruta, permiso in _legibles([*vedadas, *_secretas()]):
            _permitir(regla, ruta, permiso)
        _permitir_sueltos(regla)
        _permitir(regla, base, _todo())
    return regla


def de_una_corrida(carpeta: Path) -> int | None:
    """Lo mismo, solo para una: fuera de su carpeta no se escribe y de la base no se lee nada.

    Un proceso se pone las dos, y le queda lo que ambas permiten.
    """
    regla = _nueva(con_procesos=False)
    if regla is not None:
        for raiz in _raices():
            _permitir(regla, raiz, _PARA_LEER)
        _permitir_sueltos(regla)
        _permitir(regla, carpeta, _todo())
    return regla


@cache
def _todo() -> int:
    return sum(bits for desde, bits in _TODO.items() if version() >= desde)


def _nueva(con_procesos: bool) -> int | None:
    sabe = version()
    if sabe < 1:
        return None
    # tres números: archivos, red (desde la 4) y procesos ajenos (desde la 6)
    red, ajenos = _RED * (sabe >= 4), _AJENOS * (sabe >= 6)
    pedido = struct.pack("QQQ", _todo(), red * con_procesos, ajenos * con_procesos)
    regla = _llamar(_CREAR, pedido, 24 if sabe >= 6 else 16 if sabe >= 4 else 8, 0)
    if regla < 0:
        return None
    os.set_inheritable(regla, False)
    return regla


def cerrar(regla: int | None) -> bool:
    """Pone las reglas a este proceso y a sus hilos futuros; dice si se pudo."""
    if regla is None:
        return False
    ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)  # sin privilegios nuevos
    return _llamar(_CERRAR, regla, 0) == 0


def _llamar(numero: int, *argumentos: int | bytes | None) -> int:
    pasados = [ctypes.c_long(a) if isinstance(a, int) else a for a in argumentos]
    hecho: int = _syscall()(ctypes.c_long(numero), *pasados)
    return hecho


@cache
def _syscall() -> Any:
    syscall = ctypes.CDLL(None, use_errno=True).syscall
    syscall.restype = ctypes.c_long
    return syscall


def _permitir(regla: int, ruta: Path, permiso: int) -> None:
    try:
        abierta = os.open(ruta, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # no existe en esta máquina
    try:
        permiso &= _todo()
        if not ruta.is_dir():
            permiso &= _EJECUTAR | _ESCRIBIR | _LEER | _RECORTAR
        _llamar(_REGLA, regla, 1, struct.pack("=Qi", permiso, abierta), 0)
    finally:
        os.close(abierta)


def _permitir_sueltos(regla: int) -> None:
    for suelto in _SUELTOS:
        _permitir(regla, Path(suelto), _LEER | _ESCRIBIR | _RECORTAR)


# --- qué se puede leer -------------------------------------------------------------------------


def _secretas() -> list[Path]:
    """Las soluciones, los errores conocidos y con qué se prueba: nadie que se califica los lee."""
    pruebas = (*observadores.__path__, *exploracion.__path__)
    return [cuadernos("solutions").resolve(), *(Path(p).resolve() for p in pruebas)]


@cache
def _raices() -> frozenset[Path]:
    """Las carpetas de Python, de sus paquetes y del sistema."""
    paquete = Path(minigrad.__file__).resolve().parent
    raices = {Path(sys.prefix), Path(sys.base_prefix), paquete, *map(Path, _DEL_SISTEMA)}
    raices |= {Path(ruta) for ruta in sysconfig.get_paths().values()}
    raices |= {Path(ruta) for ruta in sys.path if "site-packages" in ruta}
    return frozenset(ruta.resolve() for ruta in raices if ruta.exists())


def _legibles(vedadas: Sequence[Path]) -> Iterator[tuple[Path, int]]:
    for raiz in _raices():
        yield from _sin(raiz, vedadas)


def _sin(carpeta: Path, vedadas: Sequence[Path]) -> Iterator[tuple[Path, int]]:
    """La carpeta o, si contiene algo vedado, lo demás que hay en ella; con lo que se permite."""
    if carpeta in vedadas:
        return
    if not any(carpeta in vedada.parents for vedada in vedadas):
        yield carpeta, _PARA_LEER
        return
    yield carpeta, _LISTAR  # sin ver los nombres, Python no encuentra lo que aún no importó
    for dentro in carpeta.iterdir():
        if not dentro.is_symlink():
            yield from _sin(dentro, vedadas)
