"""Encuentra las entregas de una carpeta.

Vale cualquiera de las formas en que una plataforma las descarga: una carpeta por aprendiz, o todos
los archivos juntos con el nombre de cada uno. Un zip con el trabajo de alguien es como su carpeta:
cada cuaderno que trae es una entrega suya, que se lee sin descomprimirlo en el disco.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO

from minigrad.aula.trabajo.archivo import ES_ZIP, NoEsTrabajo, leer_trabajo
from minigrad.calificar.entrega.de_quien import TERMINA, de_la_carpeta, del_zip, identificar

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
    #: si el archivo es un zip, qué cuaderno de los que trae
    dentro: str = ""


def buscar(donde: Path, lecciones: Sequence[str]) -> list[Entrega]:
    """Las entregas de una carpeta, en orden de ruta, o las de un solo archivo.

    Cada cuaderno es una. Una carpeta de aprendiz sin ningún cuaderno, o un archivo suelto que no
    lo es, también cuenta: quien lo entregó debe tener su fila. Lanza `OSError` si no se puede leer.
    """
    carpeta = donde if donde.is_dir() else donde.parent
    rutas = sorted(set(_archivos(carpeta))) if carpeta == donde else [donde]
    todas = [entrega for ruta in rutas for entrega in _entregas(ruta, carpeta, lecciones)]
    carpetas = {e.ruta.parent for e in todas if es_cuaderno(e.ruta)} - {carpeta}
    personas = {e.aprendiz for e in todas if es_cuaderno(e.ruta) or e.dentro}
    halladas = []
    for entrega in todas:
        suyas = [d for d in entrega.ruta.parents if carpeta in d.parents]
        posibles = [de_la_carpeta(d.relative_to(carpeta), lecciones) for d in suyas]
        duenos = [dueno for dueno in posibles if dueno in personas]
        # en la carpeta de alguien, un zip es suyo, y lo que no es una entrega no tiene fila
        if entrega.dentro and duenos:
            entrega = replace(entrega, aprendiz=duenos[0])
        sobra = duenos or (carpetas.intersection(suyas) and not es_zip(entrega.ruta))
        if es_cuaderno(entrega.ruta) or entrega.dentro or not sobra:
            halladas.append(entrega)
    return halladas


def _archivos(carpeta: Path) -> Iterator[Path]:
    comunes = set(_dentro(carpeta))
    for ruta in carpeta.iterdir():
        hallados = list(_bajo(ruta, ruta, _FONDO)) if _puede_ser_de_alguien(ruta) else []
        if ruta in comunes:
            yield from hallados or [ruta]  # una carpeta vacía también es la de alguien
        elif any(es_cuaderno(uno) or es_zip(uno) for uno in hallados):  # se llama raro
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


def es_zip(ruta: Path) -> bool:
    """Si se llama como un zip, y no es una carpeta con ese nombre."""
    return ES_ZIP.search(ruta.name) is not None and not (ruta.is_dir() and not ruta.is_symlink())


def _entregas(ruta: Path, carpeta: Path, lecciones: Sequence[str]) -> list[Entrega]:
    """La de un archivo, o las de los cuadernos que trae un zip."""
    una = _entrega(ruta, carpeta, lecciones)
    if not es_zip(ruta):
        return [una]
    una = replace(una, aprendiz=del_zip(una.relativa, lecciones), leccion=None)
    try:
        if una.rechazo:
            return [una]
        with abrir_archivo(ruta) as archivo:
            dentro = leer_trabajo(archivo).cuadernos
    except NoEsTrabajo as error:
        return [replace(una, rechazo=str(error))]
    except OSError as error:
        return [replace(una, rechazo=no_se_abre(error))]
    if not dentro:
        return [replace(una, rechazo="trae el progreso, y ningún cuaderno")]
    return [
        replace(
            una,
            relativa=f"{una.relativa}/{parte}",
            leccion=identificar(f"ana/mi_taller/{parte}", lecciones)[1],
            dentro=parte,
        )
        for parte in dentro
    ]


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
    if not es_cuaderno(ruta) and not es_zip(ruta):
        termina = ruta.suffix or ruta.name
        return f"no es un cuaderno: termina en «{termina}» y se pide «.ipynb» o «.zip»"
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


def abrir_entrega(entrega: Entrega) -> IO[bytes]:
    """El cuaderno de una entrega, de su archivo o de dentro de su zip; lanza `OSError`."""
    archivo = abrir_archivo(entrega.ruta)
    if not entrega.dentro:
        return archivo
    with archivo:
        try:
            return io.BytesIO(leer_trabajo(archivo).leer(entrega.dentro))
        except (NoEsTrabajo, KeyError) as error:  # o ya es otro zip
            dicho = str(error) if isinstance(error, NoEsTrabajo) else "cambió mientras se leía"
            raise OSError(errno.EINVAL, dicho, str(entrega.ruta)) from None


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
