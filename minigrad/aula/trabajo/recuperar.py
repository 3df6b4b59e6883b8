"""Poner en una carpeta de trabajo lo que trae un archivo, sin pisar nada de lo que hay.

Un cuaderno que nadie ha tocado deja su lugar al que vuelve con respuestas. Lo que choca y es
distinto queda al lado, con otro nombre. Del progreso se suman los dos: nada resuelto se pierde.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath

from minigrad._archivos import escribir
from minigrad._recursos import cuadernos
from minigrad.aula.trabajo.archivo import NoEsTrabajo, Trabajo, corto, es_progreso
from minigrad.aula.trabajo.carpeta import CARPETAS
from minigrad.aula.trabajo.progreso import NOMBRE, Progreso, Registros, desde_texto, mezclar

#: la huella de cada cuaderno en blanco, donde los cuadernos mismos no van (en el navegador)
BLANCOS = "blancos.json"
#: lo que Windows no acepta en un nombre, y los nombres que se reserva
_NO_EN_WINDOWS = re.compile(r'[<>:"|?*]|[ .]+$|^(?=(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))', re.I)


@dataclass
class Recuperado:
    """Qué pasó con cada parte, por su ruta en la carpeta."""

    puestos: list[str] = field(default_factory=list)
    #: los que ya estaban así
    iguales: list[str] = field(default_factory=list)
    #: los que chocaron con otro, y cómo se llaman ahora
    aparte: dict[str, str] = field(default_factory=dict)
    #: lo que no se pudo poner, y por qué
    perdidos: dict[str, str] = field(default_factory=dict)
    #: el progreso que traía
    progreso: Registros = field(default_factory=dict)


def recuperar(trabajo: Trabajo, carpeta: Path, progreso: Progreso | None = None) -> Recuperado:
    """Pone en `carpeta` lo que trae `trabajo`; lanza `OSError` si ahí no se puede escribir."""
    hecho = Recuperado()
    for parte in trabajo.partes:
        try:
            contenido = trabajo.leer(parte)
            if es_progreso(parte):
                hecho.progreso = mezclar(hecho.progreso, _registros(contenido))
            elif PurePosixPath(parte).parts[0] != NOMBRE.parts[0]:
                _poner(carpeta, _lugar(parte), contenido, hecho)
        except NoEsTrabajo as error:
            hecho.perdidos[parte] = str(error)
    if hecho.progreso:
        (progreso or Progreso(carpeta / NOMBRE)).sumar(hecho.progreso)
    return hecho


def _registros(contenido: bytes) -> Registros:
    try:
        return desde_texto(contenido.decode("utf-8-sig"))
    except ValueError:
        raise NoEsTrabajo("el progreso está dañado, y no se sumó") from None


def _lugar(parte: str) -> str:
    """Su ruta en la carpeta: una lección suelta va con las demás."""
    if "/" not in parte:
        suyas = (f"{carpeta}/{parte}" for carpeta in CARPETAS)
        parte = next((ruta for ruta in suyas if ruta in blancos()), parte)
    if os.name == "nt":
        parte = "/".join(_NO_EN_WINDOWS.sub("_", tramo) for tramo in parte.split("/"))
    return parte


def _poner(carpeta: Path, ruta: str, contenido: bytes, hecho: Recuperado) -> None:
    destino = carpeta / ruta
    actual = _que_hay(destino)
    if actual is not None and dice_lo_mismo(actual, contenido, ruta):
        hecho.iguales.append(ruta)
        return
    if actual is None or esta_en_blanco(actual, ruta):
        elegida = ruta
        hecho.puestos.append(ruta)
    else:
        elegida = _otro_nombre(carpeta, ruta, contenido)
        hecho.aparte[ruta] = elegida
    if _que_hay(carpeta / elegida) == contenido:  # ya se había recuperado
        return
    try:
        (carpeta / elegida).parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise NoEsTrabajo(
            f"en lugar de una de sus carpetas hay un archivo («{corto(ruta)}»)"
        ) from None
    escribir(carpeta / elegida, contenido)


def _que_hay(destino: Path) -> bytes | None:
    """Lo que hay en un lugar; None si está libre."""
    try:
        return destino.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (IsADirectoryError, PermissionError):
        return b""  # una carpeta con ese nombre, o algo que no se deja leer


def _otro_nombre(carpeta: Path, ruta: str, contenido: bytes) -> str:
    """El primer nombre libre junto al suyo, o el que ya tenga ese mismo contenido."""
    sana, numero = PurePosixPath(ruta), 1
    while True:
        cual = "" if numero == 1 else f"-{numero}"
        candidata = str(sana.with_name(f"{sana.stem}-recuperado{cual}{sana.suffix}"))
        if _que_hay(carpeta / candidata) in (None, contenido):
            return candidata
        numero += 1


# --- qué dice un cuaderno --------------------------------------------------------------------


def dice_lo_mismo(actual: bytes, otro: bytes, ruta: str) -> bool:
    """Si `otro` no trae nada que no esté en `actual`: las salidas se vuelven a hacer solas."""
    if actual == otro:
        return True
    propio, ajeno = _escrito(actual), _escrito(otro)
    return ajeno is not None and (propio == ajeno or huella(otro) == blancos().get(ruta))


def esta_en_blanco(contenido: bytes, ruta: str) -> bool:
    """Si es un cuaderno del taller en el que nadie ha escrito, aunque se haya ejecutado."""
    return ruta in blancos() and huella(contenido) == blancos()[ruta]


def huella(contenido: bytes) -> str:
    """El resumen de lo que una persona escribe en un cuaderno; vacío si no es un cuaderno."""
    escrito = _escrito(contenido)
    if escrito is None:
        return ""
    return hashlib.sha256(json.dumps(escrito).encode("ascii")).hexdigest()[:32]


#: una celda vacía, o la que se añade para llegar a los botones, no es trabajo de nadie
_NO_DICE_NADA = re.compile(r"\s*(progreso\([^()\n]*\)\s*)?")


def _escrito(contenido: bytes) -> list[tuple[str, str]] | None:
    """Qué clase de celda es cada una y su texto; None si no es un cuaderno."""
    try:
        celdas = json.loads(contenido)["cells"]
        escritas = [(str(c["cell_type"]), "".join(c["source"])) for c in celdas]
        return [(tipo, texto) for tipo, texto in escritas if not _NO_DICE_NADA.fullmatch(texto)]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


@lru_cache(maxsize=1)
def blancos() -> dict[str, str]:
    """La huella de cada cuaderno del taller tal como viene, por su ruta."""
    anotadas = cuadernos("solutions").parent / BLANCOS
    if anotadas.is_file():
        return dict(json.loads(anotadas.read_text(encoding="utf-8")))
    return {
        f"{carpeta}/{cuaderno.name}": huella(cuaderno.read_bytes())
        for carpeta in CARPETAS
        for cuaderno in sorted(cuadernos(carpeta).glob("*.ipynb"))
    }
