"""El archivo del trabajo: un zip con los cuadernos, el progreso y lo demás que alguien haya creado.

Lo hace quien se lo lleva, y vuelve de muchas formas: comprimido otra vez a mano (con su carpeta
envolvente y lo que añade cada sistema), dañado, o hecho para estorbar. `empacar` lo hace;
`Trabajo` lo lee sin escribir nada, y lanza `NoEsTrabajo` con una frase que dice qué le pasa.

Glosario. *Parte*: un archivo de los que trae el zip, con su ruta dentro de la carpeta de trabajo.
"""

from __future__ import annotations

import hashlib
import io
import re
import stat
import time
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import IO

from minigrad.aula.trabajo.progreso import NOMBRE as PROGRESO

#: un navegador puede poner el número de la copia después de `.zip`
ES_ZIP = re.compile(r"\.zip(?:[ _]?\(\d{1,3}\))?$", re.I)
#: lo que puede pesar el zip, lo que puede pesar todo lo que trae, y cuántos archivos trae
PESO, PESO_DENTRO, CUANTOS = 100 * 2**20, 200 * 2**20, 5_000
_LARGO_DE_RUTA, _FONDO = 400, 24
#: las carpetas que dicen dónde empieza la de trabajo
ANCLAS = ("notebooks", "exercises", ".minigrad")
#: lo que añade el sistema, o lo que se hace solo
_AJENOS = {
    "__macosx", ".ds_store", "thumbs.db", "desktop.ini", ".ipynb_checkpoints", "__pycache__",
    ".git", ".venv", ".venv-pruebas", "node_modules", ".directory",
}  # fmt: skip
#: cómo empiezan los archivos que más se confunden con este
_COMIENZOS = {
    b"{": "es un cuaderno suelto, no un zip: cámbiale el final del nombre por .ipynb",
    b"<": "es una página web, no un zip: descárgalo otra vez",
    b"Rar!": "es un .rar: descomprímelo y haz un .zip con lo que trae",
    b"7z\xbc\xaf": "es un .7z: descomprímelo y haz un .zip con lo que trae",
    b"\x1f\x8b": "es un .gz: descomprímelo y haz un .zip con lo que trae",
    b"%PDF": "es un PDF, no un zip",
}
_DANADO = "está dañado o llegó cortado: descárgalo o cópialo otra vez"
#: lo que lanza `zipfile` al abrir o leer algo que no está bien
_ROTO = (
    zipfile.BadZipFile, zlib.error, EOFError, ValueError, KeyError, IndexError, OverflowError,
    AttributeError, MemoryError,
)  # fmt: skip


class NoEsTrabajo(ValueError):
    """De ese archivo no se puede sacar el trabajo de nadie; el texto dice por qué y qué hacer."""


# --- hacerlo ---------------------------------------------------------------------------------


def nombre_de_hoy() -> str:
    return f"mi_taller_{time.strftime('%Y-%m-%d')}.zip"


def empacar(carpeta: Path) -> bytes:
    """El zip de una carpeta de trabajo; lanza `OSError` si algo de ella no se puede leer."""
    return en_zip({ruta: (carpeta / ruta).read_bytes() for ruta in _por_llevar(carpeta)})


def en_zip(partes: Mapping[str, bytes]) -> bytes:
    hecho = io.BytesIO()
    with zipfile.ZipFile(hecho, "w", zipfile.ZIP_DEFLATED) as archivo:
        for ruta, contenido in partes.items():
            archivo.writestr(unicodedata.normalize("NFC", ruta), contenido)
    return hecho.getvalue()


def _por_llevar(carpeta: Path) -> Iterator[str]:
    """Las rutas de lo que es de alguien. De lo que guarda el taller, solo el progreso."""
    for ruta in sorted(_archivos(carpeta)):
        relativa = ruta.relative_to(carpeta)
        if relativa.parts[0] != PROGRESO.parts[0] or relativa == PROGRESO:
            yield relativa.as_posix()


def _archivos(carpeta: Path) -> Iterator[Path]:
    for ruta in carpeta.iterdir():
        if _es_ajeno(ruta.name) or ruta.is_symlink():
            continue
        if ruta.is_dir():
            yield from _archivos(ruta)
        elif ruta.is_file():
            yield ruta


def _es_ajeno(nombre: str) -> bool:
    return nombre.casefold() in _AJENOS or nombre.startswith("._")


# --- leerlo ----------------------------------------------------------------------------------


class Trabajo:
    """Lo que trae un zip abierto; sus `partes` van en orden, por su ruta limpia.

    Nada se descomprime hasta pedirlo, y lo que dice pesar ya se sumó: un zip que mide poco y trae
    una enormidad no llega a abrirse.
    """

    def __init__(self, archivo: IO[bytes]) -> None:
        self._zip = _abrir(archivo)
        todas = _sin_envoltura(_rutas(self._zip.infolist()))
        self._partes = dict(sorted(todas.items()))

    @property
    def partes(self) -> list[str]:
        return list(self._partes)

    @property
    def cuadernos(self) -> list[str]:
        return [ruta for ruta in self._partes if ruta.casefold().endswith(".ipynb")]

    @property
    def huella(self) -> str:
        """Un resumen de lo que trae, igual aunque se comprima otro día o de otro modo."""
        dicho = "".join(f"{ruta}\0{e.CRC}\0{e.file_size}\0" for ruta, e in self._partes.items())
        return hashlib.sha256(dicho.encode("utf-8", "surrogatepass")).hexdigest()

    def leer(self, ruta: str) -> bytes:
        """El contenido de una parte; lanza `NoEsTrabajo` si está dañada."""
        try:
            return self._zip.read(self._partes[ruta])
        except NotImplementedError:
            raise NoEsTrabajo(_OTRO_METODO) from None
        except RuntimeError:  # falta una contraseña, o un módulo para ese método
            raise NoEsTrabajo(_OTRO_METODO) from None
        except _ROTO:
            raise NoEsTrabajo(f"«{corto(ruta)}» {_DANADO}") from None


_OTRO_METODO = (
    "está comprimido de un modo que aquí no se puede leer: descomprímelo y haz un .zip con lo que "
    "trae tu sistema"
)


def leer_trabajo(archivo: IO[bytes]) -> Trabajo:
    """Lo que trae el zip; lanza `NoEsTrabajo`, también si no trae ningún cuaderno ni progreso.

    Si solo trae otro zip, se lee el de adentro: a veces se comprime el archivo ya comprimido.
    """
    trabajo = Trabajo(archivo)
    comprimidos = [ruta for ruta in trabajo.partes if ruta.casefold().endswith(".zip")]
    if len(trabajo.partes) == len(comprimidos) == 1:
        trabajo = Trabajo(io.BytesIO(trabajo.leer(comprimidos[0])))
    elif len(comprimidos) > 1 and not trabajo.cuadernos:
        raise NoEsTrabajo(
            f"trae {len(comprimidos)} archivos comprimidos: parece de varias personas. "
            "Descomprímelo y da la carpeta"
        )
    if not trabajo.partes:
        raise NoEsTrabajo("está vacío")
    if not trabajo.cuadernos and not any(map(es_progreso, trabajo.partes)):
        raise NoEsTrabajo("no trae ningún cuaderno (.ipynb)")
    return trabajo


def es_progreso(ruta: str) -> bool:
    return PurePosixPath(ruta).parts[-2:] == PROGRESO.parts


def corto(texto: str) -> str:
    """Un nombre ajeno, sin lo que no se ve y sin llenar la pantalla."""
    limpio = "".join(letra if letra.isprintable() else "·" for letra in texto)
    return limpio if len(limpio) <= 80 else f"{limpio[:77]}…"


def _abrir(archivo: IO[bytes]) -> zipfile.ZipFile:
    archivo.seek(0)
    comienzo = archivo.read(512)
    if not comienzo:
        raise NoEsTrabajo("está vacío: descárgalo o cópialo otra vez")
    if not comienzo.startswith(b"PK"):
        limpio = comienzo.removeprefix(b"\xef\xbb\xbf").lstrip()
        hallado = (dicho for inicio, dicho in _COMIENZOS.items() if limpio.startswith(inicio))
        raise NoEsTrabajo(next(hallado, "no es un zip, aunque se llame así"))
    if _entradas(archivo) > CUANTOS:
        raise NoEsTrabajo(f"trae más de {CUANTOS} archivos: comprime solo tu carpeta de trabajo")
    try:
        return zipfile.ZipFile(archivo)
    except _ROTO:
        raise NoEsTrabajo(_DANADO) from None
    except NotImplementedError:
        raise NoEsTrabajo(_OTRO_METODO) from None


def _entradas(archivo: IO[bytes]) -> int:
    """Cuántas entradas puede tener, a lo más: `zipfile` haría un objeto por cada una."""
    marca, van, resto, leidos = b"PK\x01\x02", 0, b"", 0
    archivo.seek(0)
    while trozo := archivo.read(2**20):
        leidos += len(trozo)
        if leidos > PESO:
            raise NoEsTrabajo(
                f"pesa más de {PESO // 2**20} MB: comprime solo tu carpeta de trabajo"
            )
        van += (resto + trozo).count(marca)
        resto = trozo[-len(marca) + 1 :]
    return van


def _rutas(entradas: Sequence[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Cada archivo por su ruta; ninguna sale de la carpeta, y ninguna está dos veces."""
    if sum(entrada.file_size for entrada in entradas) > PESO_DENTRO:
        raise NoEsTrabajo(
            f"descomprimido pesa más de {PESO_DENTRO // 2**20} MB: comprime solo tu carpeta de "
            "trabajo"
        )
    partes: dict[str, zipfile.ZipInfo] = {}
    for entrada in entradas:
        ruta = _ruta(entrada)
        if entrada.is_dir() or ruta.endswith("/") or any(map(_es_ajeno, ruta.split("/"))):
            continue
        _exigir_sana(ruta, entrada)
        if ruta in partes:
            raise NoEsTrabajo(f"trae dos veces «{corto(ruta)}»: comprime otra vez tu carpeta")
        partes[ruta] = entrada
    return partes


def _ruta(entrada: zipfile.ZipInfo) -> str:
    """La ruta de una entrada, como la escribió quien la hizo, con `/` y las tildes compuestas."""
    nombre = entrada.filename
    if not entrada.flag_bits & 0x800:  # no dice en qué está: casi todos, en UTF-8
        crudo = nombre.encode("cp437", "replace")
        try:
            nombre = crudo.decode("utf-8")
        except UnicodeDecodeError:
            nombre = crudo.decode("cp850")  # el de Windows en español
    return unicodedata.normalize("NFC", nombre).replace("\\", "/")


def _exigir_sana(ruta: str, entrada: zipfile.ZipInfo) -> None:
    dicha, tramos = corto(ruta), ruta.split("/")
    if ruta.startswith("/") or ".." in tramos or re.match("[A-Za-z]:/", ruta):
        raise NoEsTrabajo(f"trae un archivo que se saldría de su carpeta («{dicha}»): no lo abrí")
    if stat.S_ISLNK(entrada.external_attr >> 16):
        raise NoEsTrabajo(
            f"«{dicha}» es un enlace a otro archivo: comprime los cuadernos, no sus enlaces"
        )
    if len(ruta) > _LARGO_DE_RUTA or len(tramos) > _FONDO:
        raise NoEsTrabajo("tiene demasiadas carpetas, una dentro de otra, o nombres muy largos")
    if any(tramo in ("", ".") or not tramo.isprintable() for tramo in tramos):
        raise NoEsTrabajo(f"trae un archivo con un nombre que no se puede usar («{dicha}»)")
    if entrada.flag_bits & 0x1:
        raise NoEsTrabajo("pide una contraseña: comprímelo sin ella")


def _sin_envoltura(partes: Mapping[str, zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Las mismas, sin la carpeta de más que pone quien comprime `mi_taller` entera."""
    envolturas = {envoltura for ruta in partes if (envoltura := _hasta_el_ancla(ruta)) is not None}
    if not envolturas:  # sin las carpetas del taller: la que todas comparten está de más
        envolturas = {ruta.rpartition("/")[0] for ruta in partes}
    if len(envolturas) != 1:
        return dict(partes)
    (envoltura,) = envolturas
    delante = f"{envoltura}/" if envoltura else ""
    limpias = {ruta.removeprefix(delante): entrada for ruta, entrada in partes.items()}
    return limpias if len(limpias) == len(partes) else dict(partes)


def _hasta_el_ancla(ruta: str) -> str | None:
    """Lo que va antes de `notebooks/` y las otras carpetas del taller; None si no las tiene."""
    tramos = ruta.split("/")
    lugares = (i for i, tramo in enumerate(tramos[:-1]) if tramo in ANCLAS)
    lugar = next(lugares, None)
    return None if lugar is None else "/".join(tramos[:lugar])
