"""De quién es un archivo entregado, y de qué lección, según su ruta.

El identificador de un aprendiz es la carpeta que lo contiene y, si el archivo no se llama como una
lección, también su nombre: así dos personas con el mismo nombre en carpetas distintas siguen siendo
dos. Lo que añaden una plataforma o una copia no es de nadie.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePath, PurePosixPath

from minigrad.aula.trabajo.archivo import ES_ZIP

_SEPARA, _BORDES = r"[\s_–-]", " _–-"
#: lo que un sistema, un navegador o una plataforma añade al copiar, bajar o recibir un archivo
_MARCA = (
    r"(?:\(\d{1,3}\)"
    r"|\(?(?:otra |another |\d{1,3}[.ªa-z]{1,3} )?(?:copia|copy)[ _]?\d{0,3}\)?"
    r"|checkpoint|late|final|recuperado(?:-\d{1,2})?|v\d{1,2}|\d{8}-\d{6}(?:-\d)?)"
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
TERMINA = re.compile(r"\.ipynb(?:[ _]?\(\d{1,3}\))?(?:\.txt|\.json)?$", re.I)
#: `Ana Pérez_12345_assignsubmission_file_02_a_mano.ipynb`, o la carpeta sin lo último
_DE_MOODLE = re.compile(r"^(.+?)_assignsubmission_[a-z]+_?(.*)$")
#: `perezana_LATE_12345_67890_02_a_mano.ipynb`: el primer número es la persona; el otro, la entrega
DE_CANVAS = re.compile(r"^([^\W\d_A-Z]+)_(LATE_)?(?!20\d\d_)(\d{2,})_\d{3,}_(.+)$")
_TALLER = ("notebooks", "exercises")
_FECHA = r"\d{4}-\d\d-\d\d"
_MI_TALLER = re.compile(rf"mi{_SEPARA}taller(?:{_SEPARA}*(?:{_FECHA}|{_MARCA}|\d{{1,2}}))*+", re.I)
#: el nombre que trae el archivo del trabajo, o el que le queda a quien comprime una carpeta a mano
_POR_OMISION = re.compile(
    rf"(?:mi{_SEPARA}*taller|taller|minigrad|notebooks|exercises|archivos?|archive|comprimido"
    rf"|cuadernos?|lecci[oó]n(?:es)?|pr[aá]cticas?|entregas?|tareas?|trabajos?|ejercicios?)"
    rf"(?=$|{_SEPARA}|[\d(])(?:{_SEPARA}*(?:{_FECHA}|{_MARCA}|\d{{1,2}}(?!\d)))*+",
    re.I,
)


def identificar(relativa: str, lecciones: Sequence[str]) -> tuple[str, str | None]:
    """El aprendiz y la lección que dice una ruta.

    `Ana/Copia de 03_automatizando (1).ipynb` y `Ana_03_automatizando.ipynb` son de «Ana»;
    `Ana/mi_taller/notebooks/03_automatizando.ipynb`, también; `grupo b/Ana.ipynb` es de
    «grupo b/Ana». Una carpeta se llama como se llama: sus números y marcas pueden ser de alguien.
    """
    ruta = PurePosixPath(unicodedata.normalize("NFC", relativa))
    entero = TERMINA.sub("", ruta.name) if TERMINA.search(ruta.name) else ruta.stem
    nombre, leccion = _sin_leccion(*_de_plataforma(entero), lecciones)
    carpetas = [_DE_MOODLE.sub(r"\1", parte) for parte in ruta.parent.parts]
    de_alguien = [i for i, parte in enumerate(carpetas) if i and _MI_TALLER.fullmatch(parte)]
    if de_alguien:  # todo lo que hay en un taller es de quien lo entregó
        carpetas, nombre = carpetas[: de_alguien[0]], ""
    if leccion and not nombre:
        carpetas = _sin_taller(carpetas)
    return "/".join([*carpetas, *([nombre] if nombre else [])]) or entero, leccion


def del_zip(relativa: str, lecciones: Sequence[str]) -> str:
    """De quién es un zip: de quien dice su nombre y, si tiene el que trae, de su carpeta.

    `ana.zip` es de «ana»; `Ana/mi_taller_2027-03-08 (1).zip`, de «Ana»; `grupo b/Ana.zip`, de
    «grupo b/Ana». En la carpeta que Moodle hace para una persona, todo es de ella.
    """
    ruta = PurePosixPath(unicodedata.normalize("NFC", relativa))
    entero = ES_ZIP.sub("", ruta.name)
    persona, nombre = _de_plataforma(entero)
    if not persona and not any(map(_DE_MOODLE.match, ruta.parent.parts)):
        sin_leccion, leccion = _sin_leccion("", nombre, lecciones)
        persona = _sin_nombre_por_omision(sin_leccion if leccion else nombre)
    carpetas = [_DE_MOODLE.sub(r"\1", parte) for parte in ruta.parent.parts]
    return "/".join([*carpetas, *([persona] if persona else [])]) or entero


def _sin_nombre_por_omision(nombre: str) -> str:
    """Lo que le añadió una persona: «Ana» en `Ana_mi_taller_2027-03-08` y en `mi_taller_Ana`."""
    for hallado in _POR_OMISION.finditer(nombre):
        antes, despues = nombre[: hallado.start()], nombre[hallado.end() :]
        if not antes or re.search(rf"{_SEPARA}$", antes):
            return _sin_nombre_por_omision(f"{antes}{despues}".strip(_BORDES))
    return _sin_marcas(nombre).strip(_BORDES)


def de_la_carpeta(carpeta: PurePath, lecciones: Sequence[str]) -> str:
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
