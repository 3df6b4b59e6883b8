"""Encuentra las entregas de una carpeta.

Vale cualquiera de las formas en que una plataforma las descarga: una carpeta por aprendiz, o todos
los archivos juntos con el nombre de cada uno.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from minigrad.calificar.entrega.de_quien import TERMINA, de_la_carpeta, identificar

#: un cuaderno así de grande ya no es una entrega; leerlo llenaría la memoria
TOPE = 200 * 2**20
_TROZO = 2**20
#: cuántas carpetas se abren, una dentro de otra
_FONDO = 24
_FALLOS = {
    errno.ENOENT: "ya no está ahí",
    errno.ESTALE: "ya no está ahí",
    errno.EACCES: "no tengo permiso",
    errno.EPERM: "no tengo permiso",
    errno.ELOOP: "es un enlace",
    errno.ENAMETOOLONG: "su ruta es demasiado larga",
    errno.EISDIR: "es una carpeta",
    errno.EIO: "el disco no responde",
}
#: sin esperar a un FIFO ni seguir un enlace; `os` no tiene todas en todos los sistemas
_SIN_SORPRESAS = ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY")
_AJENOS = {"__MACOSX", "node_modules"}
#: lo que nunca es la carpeta de una persona, aunque dentro haya cuadernos
_DE_NADIE = re.compile(r"__MACOSX|\.ipynb_checkpoints|\.git|\.minigrad|\..+-calificadas")
_DESCUIDOS = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class Entrega:
    """Un archivo por calificar. `relativa` es su ruta dentro de la carpeta de entregas."""

    ruta: Path
    relativa: str
    aprendiz: str
    #: la lección que dice el nombre del archivo, si dice alguna
    leccion: str | None = None
    #: por qué no se puede calificar, si ya se sabe sin abrirlo
    rechazo: str = ""


def buscar(carpeta: Path, lecciones: Sequence[str]) -> list[Entrega]:
    """Las entregas de una carpeta, en orden de ruta.

    Cada cuaderno es una. Una carpeta de aprendiz sin ningún cuaderno, o un archivo suelto que no
    lo es, también cuenta: quien lo entregó debe tener su fila. Lanza `OSError` si no se puede leer.
    """
    todas = [_entrega(ruta, carpeta, lecciones) for ruta in sorted(set(_archivos(carpeta)))]
    cuadernos = [entrega for entrega in todas if es_cuaderno(entrega.ruta)]
    carpetas = {entrega.ruta.parent for entrega in cuadernos} - {carpeta}
    personas = {entrega.aprendiz for entrega in cuadernos}
    return [
        entrega
        for entrega in todas
        if es_cuaderno(entrega.ruta)
        or not any(
            donde in carpetas or de_la_carpeta(donde.relative_to(carpeta), lecciones) in personas
            for donde in entrega.ruta.parents
            if carpeta in donde.parents
        )
    ]


def _archivos(carpeta: Path) -> Iterator[Path]:
    comunes = set(_dentro(carpeta))
    for ruta in carpeta.iterdir():
        hallados = list(_bajo(ruta, ruta, _FONDO)) if _puede_ser_de_alguien(ruta) else []
        if ruta in comunes:
            yield from hallados or [ruta]  # una carpeta vacía también es la de alguien
        elif any(map(es_cuaderno, hallados)):  # se llama raro, y tiene cuadernos
            yield from hallados


def _puede_ser_de_alguien(ruta: Path) -> bool:
    if not ruta.is_dir() or ruta.is_symlink():
        return not ruta.name.startswith(".") and ruta.name.lower() not in _DESCUIDOS
    return not _DE_NADIE.fullmatch(ruta.name) and not (ruta / "pyvenv.cfg").exists()


def _bajo(ruta: Path, primera: Path, fondo: int) -> Iterator[Path]:
    """Los archivos de una carpeta; lo que no se puede abrir también merece su fila."""
    try:
        # no con `is_dir`, que desde 3.14 calla que la ruta es demasiado larga
        if not stat.S_ISDIR(ruta.lstat().st_mode):
            yield ruta
        elif fondo == 0:
            yield primera
        else:
            for otra in _dentro(ruta):
                yield from _bajo(otra, primera, fondo - 1)
    except OSError as error:  # sin permiso, o desapareció mientras se miraba
        yield primera if error.errno == errno.ENAMETOOLONG else ruta


def _dentro(carpeta: Path) -> list[Path]:
    return [
        ruta
        for ruta in carpeta.iterdir()
        if not ruta.name.startswith(".")
        and ruta.name not in _AJENOS
        and ruta.name.lower() not in _DESCUIDOS
    ]


def es_cuaderno(ruta: Path) -> bool:
    """Si se llama como un cuaderno. Lo es también el que un navegador guardó como `.ipynb.txt`."""
    return TERMINA.search(ruta.name) is not None


def _entrega(ruta: Path, carpeta: Path, lecciones: Sequence[str]) -> Entrega:
    relativa = ruta.relative_to(carpeta).as_posix()
    aprendiz, leccion = identificar(relativa, lecciones)
    try:
        if ruta.is_dir() and not ruta.is_symlink():
            aprendiz, leccion = de_la_carpeta(PurePosixPath(relativa), lecciones), None
        rechazo = _rechazo(ruta)
    except OSError as error:
        rechazo = no_se_abre(error)
    return Entrega(ruta, relativa, aprendiz, leccion, rechazo)


def _rechazo(ruta: Path) -> str:
    if ruta.is_symlink():
        return "es un enlace a otro archivo: entrega el cuaderno mismo"
    if ruta.is_dir() and os.access(ruta, os.R_OK | os.X_OK):
        if not any(_bajo(ruta, ruta, _FONDO)):
            return "su carpeta está vacía"
        return "tiene demasiadas carpetas, una dentro de otra: entrega solo el cuaderno"
    if ruta.is_dir():
        return "no tengo permiso para abrir esta carpeta"
    if not es_cuaderno(ruta):
        return f"no es un cuaderno: termina en «{ruta.suffix or ruta.name}» y se pide «.ipynb»"
    if not ruta.is_file():
        return "no es un archivo"
    pesa = ruta.stat().st_size
    if pesa > TOPE:
        return (
            f"pesa {pesa / 2**20:.0f} MB y el máximo es {TOPE / 2**20:.0f}: "
            "borra las salidas y guárdalo otra vez"
        )
    return "el archivo está vacío" if pesa == 0 else ""


def no_se_abre(error: OSError) -> str:
    """Por qué un archivo no se pudo leer, en palabras."""
    dicho = _FALLOS.get(error.errno or 0) or error.strerror or type(error).__name__
    return f"no puedo abrir el archivo ({dicho})"


# --- qué contiene ----------------------------------------------------------------------------


def abrir_archivo(ruta: Path) -> IO[bytes]:
    """Abre una entrega; lanza `OSError` si ya no es un archivo corriente.

    Desde que se encontró la pudieron cambiar por un enlace, o por algo que nunca termina de leerse.
    """
    opciones = os.O_RDONLY | sum(getattr(os, nombre, 0) for nombre in _SIN_SORPRESAS)
    archivo = os.fdopen(os.open(ruta, opciones), "rb")
    if not stat.S_ISREG(os.fstat(archivo.fileno()).st_mode):
        archivo.close()
        raise OSError(errno.EINVAL, "no es un archivo", str(ruta))
    return archivo


def resumen(ruta: Path) -> str:
    """El SHA-256 de un archivo."""
    with ruta.open("rb") as archivo:
        return resumen_de(archivo)


def resumen_de(archivo: IO[bytes]) -> str:
    """El SHA-256 de un archivo abierto."""
    return hashlib.file_digest(archivo, "sha256").hexdigest()  # type: ignore[arg-type]


def trozos(archivo: IO[bytes]) -> Iterator[bytes]:
    """El contenido de un archivo abierto, sin tenerlo entero en memoria; lanza `OSError`."""
    van = 0
    while trozo := archivo.read(_TROZO):
        van += len(trozo)
        if van > TOPE:
            raise OSError(errno.EFBIG, "creció mientras se leía")
        yield trozo
