"""El filtro de Linux que niega las llamadas al sistema que una respuesta no necesita.

Es un filtro *seccomp*: un programa diminuto que el núcleo corre antes de cada llamada y que el
proceso ya no puede quitarse, ni sus hilos. Se permite lo que está en `llamadas`; lo demás falla con
«operación no permitida». Vale sin permisos de administrador y dentro de un contenedor.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from minigrad.calificar.jaula.llamadas import PERMITIDAS, SEGUN, ULTIMA

#: por máquina: el número que la identifica y la columna de la tabla
_MAQUINAS = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}

_LEER, _IGUAL, _DESDE, _PASADO, _BIT, _SOLO, _VOLVER = 0x20, 0x15, 0x35, 0x25, 0x45, 0x54, 0x06
_PERMITIR, _MATAR, _NEGAR = 0x7FFF0000, 0x80000000, 0x00050000
_NUMERO, _MAQUINA, _PRIMERO = 0, 4, 16  # dónde está cada dato de la llamada

# de un hilo: lo que siempre comparte con los demás, y lo que puede pedir o no. Uno con sus propios
# descriptores escondería archivos a quien los cuenta
_HILO, _DE_HILO = 0x10F00, 0x17C0000
_RECORTAR, _SOLO_ESCRIBIR, _LEER_Y_ESCRIBIR = 0x200, 1, 2
_AVISAR = 0x2000  # O_ASYNC: que el núcleo mande una señal a quien se le diga
_PONER_MODO = 4  # F_SETFL
#: de `fcntl`: duplicar, preguntar y candados; no de quién son las señales ni sus tamaños
_DE_FCNTL = (0, 1, 2, 3, 5, 6, 7, 36, 37, 38, 1030, 1032)
#: de `ioctl`: preguntar por la terminal y por cuánto hay que leer; cerrar al ejecutar; no esperar
_DE_IOCTL = (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
#: de `prctl`: nombres de hilos y de memoria, y preguntas sobre el procesador
_DE_PRCTL = (3, 15, 16, 51, 64, 0x53564D41)
_DE_CLOSE_RANGE = 4  # marcar para cerrar al ejecutar
_ENTRE_PROCESOS, _CORRIDO = 1, 1  # un par de enchufes que solo hablan entre sí

_LARGO = 8  # lo que ocupa cada paso
#: el lugar del proceso que corre, que al armar el filtro aún no existe
PROPIO = 0x7EADBEEF

Paso = tuple[int, int, int, int]
_NO: Paso = (_VOLVER, 0, 0, _NEGAR | errno.EPERM)
_NO_SE_PUEDE: Paso = (_VOLVER, 0, 0, _NEGAR | errno.EOPNOTSUPP)
_NO_EXISTE: Paso = (_VOLVER, 0, 0, _NEGAR | errno.ENOSYS)
_SI: Paso = (_VOLVER, 0, 0, _PERMITIR)


def programa(maquina: str) -> list[Paso] | None:
    """El filtro de una máquina, con `PROPIO` por el proceso; None si no sabemos sus números."""
    if maquina not in _MAQUINAS:
        return None
    sello, columna = _MAQUINAS[maquina]
    pasos: list[Paso] = [(_LEER, 0, 0, _MAQUINA), (_IGUAL, 1, 0, sello), (_VOLVER, 0, 0, _MATAR)]
    pasos += [(_LEER, 0, 0, _NUMERO), (_PASADO, 0, 1, ULTIMA), _NO_EXISTE]
    for nombre, cuerpo in _segun().items():
        numero = SEGUN[nombre][columna]
        if numero is not None:
            pasos += [(_IGUAL, 0, len(cuerpo), numero), *cuerpo]
    for primera, ultima in _tramos(ns[columna] for ns in PERMITIDAS.values()):
        pasos += [(_DESDE, 0, 2, primera), (_PASADO, 1, 0, ultima), _SI]
    return [*pasos, _NO]


def _tramos(numeros: Iterable[int | None]) -> Iterator[tuple[int, int]]:
    """Los números seguidos, de corrido: el programa queda a la mitad."""
    ordenados = sorted(numero for numero in numeros if numero is not None)
    primera = anterior = ordenados[0]
    for numero in [*ordenados[1:], ULTIMA + 2]:
        if numero != anterior + 1:
            yield primera, anterior
            primera = numero
        anterior = numero


# --- las que dependen de sus argumentos --------------------------------------------------------


def _segun() -> dict[str, list[Paso]]:
    return {
        "open": _abrir(1),
        "openat": _abrir(2),
        # llevan sus banderas en memoria, que aquí no se ve; sin ellas la biblioteca de C usa las
        # de siempre
        "openat2": [_NO_EXISTE],
        "clone3": [_NO_EXISTE],
        "clone": [_arg(0), (_SOLO, 0, 0, ~_DE_HILO & 0xFFFFFFFF), (_IGUAL, 0, 1, _HILO), _SI, _NO],
        "fcntl": [
            _arg(1), (_IGUAL, 0, 4, _PONER_MODO), _arg(2), (_BIT, 0, 1, _AVISAR), _NO, _SI,
            *_uno_de(_DE_FCNTL),
        ],
        # quien pide clonar un archivo sabe seguir sin eso, si se le contesta así
        "ioctl": [_arg(1), *_uno_de(_DE_IOCTL, si_no=_NO_SE_PUEDE)],
        "prctl": [_arg(0), *_uno_de(_DE_PRCTL)],
        "kill": [_arg(0), *_uno_de([PROPIO])],
        "tgkill": [_arg(0), *_uno_de([PROPIO])],
        "prlimit64": [_arg(0), *_uno_de([0, PROPIO])],
        "close_range": [_arg(2), (_BIT, 0, 1, ~_DE_CLOSE_RANGE & 0xFFFFFFFF), _NO, _SI],
        "socketpair": [
            _arg(0), (_IGUAL, 1, 0, _ENTRE_PROCESOS), _NO, _arg(1), (_SOLO, 0, 0, 0xF),
            *_uno_de([_CORRIDO]),
        ],
    }  # fmt: skip


def _abrir(banderas: int) -> list[Paso]:
    """Abrir para recortar exige abrir para escribir: eso lo vigilan todas las Landlock."""
    return [
        _arg(banderas), (_BIT, 1, 0, _RECORTAR), _SI, (_SOLO, 0, 0, 3),
        *_uno_de([_SOLO_ESCRIBIR, _LEER_Y_ESCRIBIR]),
    ]  # fmt: skip


def _arg(cual: int) -> Paso:
    """Lee la mitad de abajo de un argumento: todos los que se miran son de 32 bits."""
    return (_LEER, 0, 0, _PRIMERO + 8 * cual)


def _uno_de(valores: Sequence[int], si_no: Paso = _NO) -> list[Paso]:
    return [paso for valor in valores for paso in ((_IGUAL, 0, 1, valor), _SI)] + [si_no]


class _Programa(ctypes.Structure):
    _fields_ = (("pasos", ctypes.c_ushort), ("donde", ctypes.c_void_p))


def negar() -> bool:
    """Pone el filtro a este proceso, para siempre; dice si se pudo."""
    armado = armar(platform.machine())
    if armado is None:
        return False
    crudo = ctypes.create_string_buffer(
        armado.replace(struct.pack("I", PROPIO), struct.pack("I", os.getpid()))
    )
    filtro = _Programa(len(armado) // _LARGO, ctypes.addressof(crudo))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    # 38: sin privilegios nuevos, condición para lo siguiente; 22, 2: poner un filtro
    sin_privilegios: int = prctl(38, 1, 0, 0, 0)
    puesto: int = prctl(22, 2, ctypes.byref(filtro), 0, 0)
    return sin_privilegios == 0 and puesto == 0


@cache
def armar(maquina: str) -> bytes | None:
    """El programa como lo lee el núcleo; se arma una vez, antes de que nazca ningún hijo."""
    pasos = programa(maquina) if sys.platform.startswith("linux") else None
    if pasos is None or sys.byteorder != "little" or struct.calcsize("P") != 8:
        return None
    return b"".join(struct.pack("HBBI", *paso) for paso in pasos)
