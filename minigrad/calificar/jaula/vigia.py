"""El vigía: niega con una frase lo que una respuesta no necesita, y lo recuerda.

Usa los avisos de auditoría de Python, que no se pueden quitar una vez puestos. Frena un descuido
en cualquier sistema operativo; a quien sabe esquivarlo lo frenan los límites del sistema.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

RED = "quiso usar la red"
PROCESOS = "quiso crear procesos"
AJENOS = "quiso tocar archivos de fuera de su carpeta"
SENALES = "quiso enviar señales a procesos"

_DE_RED = ("socket.",)
_ENTRE_PROCESOS = getattr(socket, "AF_UNIX", None)
_DE_PROCESOS = ("os.fork", "os.posix_spawn", "os.exec", "os.spawn", "os.system", "os.startfile",
                "subprocess.", "pty.spawn")  # fmt: skip
_DE_SENALES = ("os.kill", "signal.pthread_kill")
#: los que reciben rutas como primeros argumentos, y cuántas
_DE_ARCHIVOS = {"os.remove": 1, "os.rmdir": 1, "os.mkdir": 1, "os.truncate": 1, "os.chmod": 1,
                "os.chown": 1, "os.rename": 2, "os.link": 2, "os.symlink": 2, "os.utime": 1,
                "shutil.rmtree": 1, "shutil.move": 2}  # fmt: skip
_PARA_ESCRIBIR = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def vigilar(carpeta: Path, vedadas: list[Path]) -> Callable[[], list[str]]:
    """Empieza a vigilar este proceso; devuelve con qué preguntar qué se intentó."""
    propia, secretas = os.path.realpath(carpeta), [os.path.realpath(ruta) for ruta in vedadas]
    intentos: dict[str, None] = {}

    def avisa(evento: str, datos: tuple[Any, ...]) -> None:
        que = _que_es(evento, datos, propia, secretas)
        if que is not None:
            intentos[que] = None
            raise PermissionError(f"mientras se califica no se puede: tu código {que}")

    sys.addaudithook(avisa)
    return lambda: list(intentos)


def _que_es(evento: str, datos: tuple[Any, ...], propia: str, secretas: list[str]) -> str | None:
    if evento.startswith(_DE_RED):
        # un par de enchufes que solo hablan entre sí: `asyncio` lo hace siempre
        return None if evento == "socket.__new__" and datos[1] == _ENTRE_PROCESOS else RED
    if evento.startswith(_DE_PROCESOS):
        return PROCESOS
    if evento.startswith(_DE_SENALES):
        return None if datos[:1] == (os.getpid(),) else SENALES
    escritas = map(_plena, _que_se_escribe(evento, datos))
    if any(ruta and not _dentro(ruta, propia) and ruta != os.devnull for ruta in escritas):
        return AJENOS
    leida = _plena(datos[0]) if evento in ("open", "os.listdir", "os.scandir") else None
    return AJENOS if leida and any(_dentro(leida, secreta) for secreta in secretas) else None


def _que_se_escribe(evento: str, datos: tuple[Any, ...]) -> Iterator[Any]:
    if evento == "open" and isinstance(datos[2], int) and datos[2] & _PARA_ESCRIBIR:
        yield datos[0]
    yield from datos[: _DE_ARCHIVOS.get(evento, 0)]


def _plena(ruta: Any) -> str | None:
    """La ruta completa; None si es un descriptor ya abierto o no se entiende."""
    if not isinstance(ruta, str | bytes | os.PathLike):
        return None
    try:
        return os.path.realpath(os.fsdecode(ruta))
    except (OSError, ValueError):
        return None


def _dentro(ruta: str, carpeta: str) -> bool:
    return ruta == carpeta or ruta.startswith(carpeta + os.sep)
