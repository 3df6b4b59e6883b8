"""Encuentra las entregas de una carpeta y dice de quién es cada una.

Vale cualquiera de las formas en que una plataforma las descarga: una carpeta por aprendiz, o todos
los archivos juntos con el nombre de cada uno. El identificador de un aprendiz es la carpeta que lo
contiene y, si el archivo no se llama como una lección, también su nombre: así dos personas con el
mismo nombre en carpetas distintas siguen siendo dos.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import IO

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
            donde in carpetas or _de_quien(donde.relative_to(carpeta), lecciones) in personas
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
        if ruta.is_symlink() or not ruta.is_dir():
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
    return _TERMINA.search(ruta.name) is not None


def _entrega(ruta: Path, carpeta: Path, lecciones: Sequence[str]) -> Entrega:
    relativa = ruta.relative_to(carpeta).as_posix()
    aprendiz, leccion = identificar(relativa, lecciones)
    try:
        if ruta.is_dir() and not ruta.is_symlink():
            aprendiz, leccion = _de_quien(PurePosixPath(relativa), lecciones), None
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


# --- de quién es -----------------------------------------------------------------------------

_SEPARA, _BORDES = r"[\s_–-]", " _–-"
#: lo que un sistema, un navegador o una plataforma añade al copiar, bajar o recibir un archivo
_MARCA = (
    r"(?:\(\d{1,3}\)"
    r"|\(?(?:otra |another |\d{1,3}[.ªa-z]{1,3} )?(?:copia|copy)[ _]?\d{0,3}\)?"
    r"|checkpoint|late|final|v\d{1,2}|\d{8}-\d{6}(?:-\d)?)"
)
_DELANTE = re.compile(
    rf"^{_SEPARA}*(?:copia|copy){_SEPARA}+(?:\(?\d+\)?{_SEPARA}+)?(?:de|of){_SEPARA}+", re.I
)
_DETRAS = re.compile(rf"(?:^|\.|{_SEPARA}+|(?=\()){_MARCA}{_SEPARA}*$", re.I)
_EN_MEDIO = re.compile(
    rf"(?:{_SEPARA}+(?:(?:copia|copy){_SEPARA}+(?:\(?\d+\)?{_SEPARA}+)?(?:de|of)|late))+{_SEPARA}*$",
    re.I,
)
#: un número que empieza en cero es el de una lista de clase, no el de una copia
_NUMERO = re.compile(rf"^(?:{_SEPARA}+[1-9](?=$|{_SEPARA}|\())+")
_TERMINA = re.compile(r"\.ipynb(?:[ _]?\(\d{1,3}\))?(?:\.txt|\.json)?$", re.I)
#: `Ana Pérez_12345_assignsubmission_file_02_a_mano.ipynb`, o la carpeta sin lo último
_DE_MOODLE = re.compile(r"^(.+?)_assignsubmission_[a-z]+_?(.*)$")
#: `perezana_LATE_12345_67890_02_a_mano.ipynb`: el primer número es la persona; el otro, la entrega
DE_CANVAS = re.compile(r"^([^\W\d_A-Z]+)_(LATE_)?(?!20\d\d_)(\d{2,})_\d{3,}_(.+)$")
_TALLER = ("notebooks", "exercises")
_MI_TALLER = re.compile(rf"mi{_SEPARA}taller(?:{_SEPARA}*(?:{_MARCA}|\d{{1,2}}))*+", re.I)


def identificar(relativa: str, lecciones: Sequence[str]) -> tuple[str, str | None]:
    """El aprendiz y la lección que dice una ruta.

    `Ana/Copia de 03_automatizando (1).ipynb` y `Ana_03_automatizando.ipynb` son de «Ana»;
    `Ana/mi_taller/notebooks/03_automatizando.ipynb`, también; `grupo b/Ana.ipynb` es de
    «grupo b/Ana». Una carpeta se llama como se llama: sus números y marcas pueden ser de alguien.
    """
    ruta = PurePosixPath(unicodedata.normalize("NFC", relativa))
    entero = _TERMINA.sub("", ruta.name) if _TERMINA.search(ruta.name) else ruta.stem
    nombre, leccion = _sin_leccion(*_de_plataforma(entero), lecciones)
    carpetas = [_DE_MOODLE.sub(r"\1", parte) for parte in ruta.parent.parts]
    de_alguien = [i for i, parte in enumerate(carpetas) if i and _MI_TALLER.fullmatch(parte)]
    if de_alguien:  # todo lo que hay en un taller es de quien lo entregó
        carpetas, nombre = carpetas[: de_alguien[0]], ""
    if leccion and not nombre:
        carpetas = _sin_taller(carpetas)
    return "/".join([*carpetas, *([nombre] if nombre else [])]) or entero, leccion


def _de_quien(carpeta: PurePath, lecciones: Sequence[str]) -> str:
    """De quién serían las lecciones que hubiera en una carpeta."""
    return identificar(f"{carpeta.as_posix()}/{lecciones[0]}.ipynb", lecciones)[0]


def _de_plataforma(nombre: str) -> tuple[str, str]:
    """La persona, si una plataforma la puso delante, y el nombre que tenía el archivo."""
    if moodle := _DE_MOODLE.match(nombre):
        return moodle[1], moodle[2]
    if canvas := DE_CANVAS.match(nombre):
        return f"{canvas[1]}_{canvas[3]}", canvas[4]
    return "", nombre


def _sin_leccion(persona: str, nombre: str, lecciones: Sequence[str]) -> tuple[str, str | None]:
    """Lo que queda de un nombre sin la lección ni las marcas de copia, y la lección."""
    for leccion in sorted(lecciones, key=len, reverse=True):
        como = f"{_SEPARA}+".join(map(re.escape, leccion.split("_")))
        if hallada := re.search(como, _llano(nombre), re.I):
            antes = _sin_marcas(_EN_MEDIO.sub("", f" {nombre[: hallada.start()]}"))
            despues = _sin_marcas(f"x{nombre[hallada.end() :]}")[1:]
            return persona or f"{antes}{_NUMERO.sub('', despues)}".strip(_BORDES), leccion
    return persona or _sin_marcas(nombre).strip(_BORDES) or nombre, None


def _llano(nombre: str) -> str:
    """Un nombre sin sus tildes, letra por letra: mide lo mismo."""
    return "".join(unicodedata.normalize("NFD", letra)[0] for letra in nombre)


def _sin_marcas(nombre: str) -> str:
    """Sin las marcas de copia de los extremos; si no queda nada más, tal cual."""
    while (otro := _DETRAS.sub("", _DELANTE.sub("", nombre))) != nombre and otro.strip(_BORDES):
        nombre = otro
    return nombre


def _sin_taller(carpetas: Sequence[str]) -> list[str]:
    """Sin las carpetas que pone el taller en la de trabajo: todas son de quien la entregó."""
    personales = list(carpetas)
    if len(personales) > 2 and personales[0] == "submitted":  # como las guarda nbgrader
        return personales[1:2]
    del_taller = personales[-1:] in ([una] for una in _TALLER)
    if del_taller:
        personales.pop()
    return personales or (["mi_taller"] if del_taller else [])


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
