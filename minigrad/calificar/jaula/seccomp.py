"""Las llamadas al sistema que una respuesta no necesita, y el filtro de Linux que las niega.

Es un filtro *seccomp*: un programa diminuto que el núcleo corre antes de cada llamada y que el
proceso ya no puede quitarse, ni sus hilos. Lo negado falla con «operación no permitida»; lo demás
sigue igual. Vale sin permisos de administrador y dentro de un contenedor.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys

#: por máquina: el número que la identifica y la columna de la tabla
_MAQUINAS = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}

#: nombre: (número en x86_64, número en aarch64); las que una de ellas no tiene llevan None
_NEGADAS: dict[str, tuple[int | None, int | None]] = {
    # procesos nuevos y programas ajenos
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    # red, y lo que la esquiva
    "socket": (41, 198), "io_uring_setup": (425, 425),
    # otros procesos
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424),
    "tkill": (200, 130), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "setpriority": (141, 140), "sched_setaffinity": (203, 122), "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119), "sched_setattr": (314, 274), "ioprio_set": (251, 30),
    # lo que Landlock no vigila de un archivo ajeno: permisos, dueño, fechas, atributos, tamaño
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, None), "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54),
    "utime": (132, None), "utimes": (235, None), "utimensat": (280, 88), "futimesat": (261, None),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "setxattrat": (463, 463),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    "truncate": (76, 45),
    # memoria que no se cuenta o que queda al morir
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194),
    "semget": (64, 190), "msgget": (68, 186), "mq_open": (240, 180),
    # espacios de nombres, llaveros y puertas traseras conocidas
    "unshare": (272, 97), "setns": (308, 268), "bpf": (321, 280), "userfaultfd": (323, 282),
    "perf_event_open": (298, 241), "add_key": (248, 217), "request_key": (249, 218),
    "keyctl": (250, 219),
}  # fmt: skip
_CLONE, _CLONE3, _KILL, _TGKILL, _PRLIMIT = (56, 220), (435, 435), (62, 129), (234, 131), (302, 261)

_LEER, _IGUAL, _DESDE, _BIT, _VOLVER = 0x20, 0x15, 0x35, 0x45, 0x06
_PERMITIR, _MATAR, _NEGAR = 0x7FFF0000, 0x80000000, 0x00050000
_NUMERO, _MAQUINA, _PRIMERO = 0, 4, 16  # dónde está cada dato de la llamada
_HILO = 0x10000  # CLONE_THREAD
_X32 = 0x40000000

Paso = tuple[int, int, int, int]
_NO: Paso = (_VOLVER, 0, 0, _NEGAR | errno.EPERM)
_SI: Paso = (_VOLVER, 0, 0, _PERMITIR)


def programa(maquina: str, propio: int) -> list[Paso] | None:
    """El filtro para una máquina y el proceso `propio`; None si no sabemos sus números."""
    if maquina not in _MAQUINAS:
        return None
    sello, columna = _MAQUINAS[maquina]
    pasos: list[Paso] = [(_LEER, 0, 0, _MAQUINA), (_IGUAL, 1, 0, sello), (_VOLVER, 0, 0, _MATAR)]
    pasos += [(_LEER, 0, 0, _NUMERO), (_DESDE, 0, 1, _X32), _NO]
    for numeros in _NEGADAS.values():
        numero = numeros[columna]
        if numero is not None:
            pasos += [(_IGUAL, 0, 1, numero), _NO]
    # sin clone3, la biblioteca de C usa clone, cuyas banderas sí se pueden mirar
    pasos += [(_IGUAL, 0, 1, _CLONE3[columna]), (_VOLVER, 0, 0, _NEGAR | errno.ENOSYS)]
    pasos += _si_el_primero(_CLONE[columna], (_BIT, 0, 1, _HILO))
    for numeros in (_KILL, _TGKILL):
        pasos += _si_el_primero(numeros[columna], (_IGUAL, 0, 1, propio))
    pasos += _si_el_primero(_PRLIMIT[columna], (_IGUAL, 0, 1, 0))
    return [*pasos, _SI]


def _si_el_primero(numero: int, prueba: Paso) -> list[Paso]:
    """Permite una llamada solo si su primer argumento pasa la prueba."""
    return [(_IGUAL, 0, 4, numero), (_LEER, 0, 0, _PRIMERO), prueba, _SI, _NO]


class _Programa(ctypes.Structure):
    _fields_ = (("pasos", ctypes.c_ushort), ("donde", ctypes.c_void_p))


def negar(propio: int) -> bool:
    """Pone el filtro a este proceso, para siempre; dice si se pudo."""
    pasos = programa(platform.machine(), propio)
    if pasos is None or sys.byteorder != "little":
        return False
    crudo = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *p) for p in pasos))
    filtro = _Programa(len(pasos), ctypes.addressof(crudo))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    # 38: sin privilegios nuevos, condición para lo siguiente; 22, 2: poner un filtro
    sin_privilegios: int = prctl(38, 1, 0, 0, 0)
    puesto: int = prctl(22, 2, ctypes.byref(filtro), 0, 0)
    return sin_privilegios == 0 and puesto == 0
