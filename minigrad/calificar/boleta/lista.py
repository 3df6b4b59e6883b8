"""La lista de la clase: quién está, cómo lo llama la plataforma, y de quién es cada entrega.

Sirve el CSV que exportan Moodle o Canvas, o uno hecho a mano con `identificador` y `nombre`. Una
entrega es de alguien de la lista si su carpeta o su archivo dice su nombre completo, en el orden
que sea, o alguno de sus identificadores; sin tildes ni mayúsculas. Lo que nombra a dos personas, o
a ninguna, no se adivina.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

Renglon = tuple[int, list[str]]

#: cómo se llama cada columna en las plataformas, sin tildes, mayúsculas ni signos
_COLUMNAS = {
    "completo": "student|nombre completo|full name|fullname|name|estudiante|alumno|alumna|aprendiz"
    "|student name|nombre y apellidos|nombre y apellido|apellidos y nombre|apellidos y nombres"
    "|nombre del estudiante|nombre del alumno|alumno a|participante",
    "nombre": "nombre|nombres|nombre s|first name|firstname|given name|primer nombre",
    "apellidos": "apellidos|apellido|apellido s|last name|lastname|surname|family name",
    "identificador": "identificador|identifier|id de usuario|user id|student id|id del estudiante",
    "numero": "numero de id|numero id|id number|idnumber|n de id|no de id|sis user id|matricula"
    "|carne|carnet|carne universitario|codigo|cedula|expediente|numero de identificacion|legajo"
    "|sid|dni|rut",
    "usuario": "nombre de usuario|usuario|username|user name|login|login id|sis login id",
    "correo": "direccion de correo|direccion de correo electronico|correo|correo electronico|email"
    "|e mail|email address|mail",
    "canvas": "id",
    "grupo": "section|seccion|grupo|grupos|group|groups",
}
_CAMPO_DE = {nombre: campo for campo, todos in _COLUMNAS.items() for nombre in todos.split("|")}
#: los que dicen quién es, del que más le sirve a una persona al que menos
_IDENTIFICAN = ("identificador", "numero", "usuario", "correo", "canvas")
#: las filas de una exportación de Canvas que no son de nadie
_DE_PRUEBA = {"student test", "test student", "prueba estudiante de", "estudiante de prueba"}
_PUNTOS = re.compile(r"points possible|puntos posibles", re.I)
_NO_ES_PERSONA = re.compile(r"(points possible|puntos posibles|manual posting|muted)\b", re.I)
_PARTICIPANTE = re.compile(r"particip\w*[ _]*(\d+)", re.I)
#: `lopezana_12345` y `Ana López_12345`: Canvas y Moodle ponen un número detrás del nombre
_CON_NUMERO = re.compile(r"(.+?)_(\d+)")


class NoSeLee(ValueError):
    """Un CSV que no se puede usar; el texto dice por qué y qué hacer."""


# --- una tabla en un archivo -----------------------------------------------------------------


def leer_tabla(archivo: Path) -> list[Renglon]:
    """Los renglones con algo escrito de un CSV, con su número de línea; lanza `NoSeLee`.

    Los que empiezan por «# » son comentarios.
    """
    lineas = _texto(archivo).splitlines(keepends=True)
    dado = re.fullmatch(r"sep=(.)\s*", lineas[0]) if lineas else None
    escritas = (linea for linea in lineas[bool(dado) :] if linea.strip())
    primera = next((linea for linea in escritas if not linea.startswith("# ")), "")
    try:
        lector = csv.reader(lineas, delimiter=dado[1] if dado else _separador(primera))
        renglones = [(lector.line_num, [celda.strip() for celda in celdas]) for celdas in lector]
    except csv.Error:
        raise NoSeLee(f"{archivo} no se entiende: ábrelo y guárdalo otra vez como CSV.") from None
    return [
        (numero, celdas)
        for numero, celdas in renglones[bool(dado) :]
        if any(celda.strip(",;\t") for celda in celdas) and not celdas[0].startswith("# ")
    ]


def _texto(archivo: Path) -> str:
    if not archivo.exists():
        raise NoSeLee(f"No encuentro el archivo {archivo}: ¿está bien escrito su nombre?")
    try:
        crudo = archivo.read_bytes()
    except OSError:
        raise NoSeLee(f"No puedo leer {archivo}: ¿es un archivo, y tuyo?") from None
    if crudo.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise NoSeLee(f"{archivo} es un libro de Excel: ábrelo y guárdalo como CSV.")
    if crudo.startswith((b"\xff\xfe", b"\xfe\xff")):
        return crudo.decode("utf-16", "replace")
    if b"\0" in crudo:
        raise NoSeLee(f"{archivo} no es un CSV, que es un archivo de texto.")
    try:
        return crudo.decode("utf-8-sig")
    except UnicodeDecodeError:
        return crudo.decode("cp1252", "replace")  # como guarda Excel en Windows


def _separador(linea: str) -> str:
    return max("\t;,", key=lambda separador: len(next(csv.reader([linea], delimiter=separador))))


def llano(texto: str) -> str:
    """Un texto sin tildes, mayúsculas ni signos: solo palabras."""
    return " ".join(re.findall(r"[^\W_]+", _sin_tildes(texto)))


def _sin_tildes(texto: str) -> str:
    separado = unicodedata.normalize("NFKD", texto.strip().casefold())
    return "".join(letra for letra in separado if not unicodedata.combining(letra))


# --- las personas ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Persona:
    """Alguien de la lista; `celdas` es su renglón, por columna, tal como vino."""

    nombre: str
    identificador: str
    campos: Mapping[str, str]
    celdas: Mapping[str, str]


@dataclass(frozen=True)
class Lista:
    """Las personas de una clase, en el orden del archivo."""

    personas: tuple[Persona, ...]
    #: las columnas del archivo y qué es cada una, si se sabe
    columnas: Mapping[str, str]
    #: los puntos que da Canvas a cada columna, si el archivo los trae
    posibles: Mapping[str, str]
    avisos: tuple[str, ...] = ()

    def de_quien(self, aprendiz: str) -> list[Persona]:
        """Las personas que nombra el identificador de una entrega: ojalá, una."""
        nombradas = self._indice.buscar(aprendiz)
        return [persona for i, persona in enumerate(self.personas) if i in nombradas]

    @cached_property
    def _indice(self) -> _Indice:
        return _Indice(self.personas)

    def parecidas(self, aprendiz: str) -> list[str]:
        """Los nombres que comparten alguna palabra con un identificador."""
        palabras = {palabra for palabra in llano(aprendiz).split() if len(palabra) > 2}
        return [p.nombre for p in self.personas if palabras & set(llano(p.nombre).split())]


def leer_lista(archivo: Path) -> Lista:
    """La lista que hay en un archivo; lanza `NoSeLee`."""
    renglones = leer_tabla(archivo)
    if not renglones:
        raise NoSeLee(f"La lista {archivo} está vacía.")
    avisos = []
    cabecera, resto = renglones[0][1], renglones[1:]
    campos = [_CAMPO_DE.get(llano(columna), "") for columna in cabecera]
    if not any(campos):
        if len(cabecera) > 2:
            raise NoSeLee(
                f"No reconozco las columnas de {archivo}: la primera línea debe nombrarlas, "
                "por ejemplo  identificador,nombre"
            )
        avisos.append("la primera línea no nombra columnas: la tomé por una persona")
        campos = ["identificador", "completo"][-len(cabecera) :]
        cabecera = ["identificador", "nombre"][-len(cabecera) :]
        resto = renglones
    if not {"completo", "nombre", "apellidos"} & set(campos):
        avisos.append("ninguna columna se llama nombre: a cada quien lo dice su identificador")
    personas: list[tuple[int, dict[str, str], dict[str, str]]] = []
    posibles: dict[str, str] = {}
    for numero, celdas in resto:
        fila = dict(zip(cabecera, celdas, strict=False))
        if any(map(_NO_ES_PERSONA.match, celdas)):
            posibles = fila if _PUNTOS.match(celdas[0]) else posibles
            continue
        suyos = _por_campo(campos, celdas)
        nombre = _nombre(suyos)
        if llano(nombre) in _DE_PRUEBA:
            continue
        if not nombre and not any(suyos.get(campo) for campo in _IDENTIFICAN):
            avisos.append(f"línea {numero}: no dice de quién es")
        elif any(suyos == otros for _, otros, _ in personas):
            avisos.append(f"línea {numero}: ya estaba")
        else:
            personas.append((numero, suyos, fila))
    if not personas:
        raise NoSeLee(f"En la lista {archivo} no hay nadie.")
    return Lista(
        tuple(_personas(personas)), dict(zip(cabecera, campos, strict=False)), posibles,
        tuple(avisos),
    )  # fmt: skip


def _por_campo(campos: Sequence[str], celdas: Sequence[str]) -> dict[str, str]:
    """Lo que dice un renglón; de dos columnas que son lo mismo, la primera que tenga algo."""
    suyos: dict[str, str] = {}
    for campo, celda in zip(campos, celdas, strict=False):
        if campo and celda and campo not in suyos:
            suyos[campo] = celda
    return suyos


def _nombre(campos: Mapping[str, str]) -> str:
    partes = (campos.get("nombre", ""), campos.get("apellidos", ""))
    return campos.get("completo") or " ".join(filter(None, partes))


def _personas(
    leidas: Sequence[tuple[int, dict[str, str], dict[str, str]]],
) -> Iterator[Persona]:
    """Cada una con un identificador que nadie más tiene: el primer campo en que todas difieren."""
    columnas = {campo: [c.get(campo, "") for _, c, _ in leidas] for campo in _IDENTIFICAN}
    columnas["nombre"] = [_nombre(campos) for _, campos, _ in leidas]
    distintas = (c for c in columnas.values() if len({*map(llano, c)} - {""}) == len(leidas))
    elegida = next(distintas, None) or [
        f"{next(filter(None, suyos))} (línea {numero})"
        for (numero, _, _), *suyos in zip(leidas, *columnas.values(), strict=True)
    ]
    for (_, campos, fila), identificador in zip(leidas, elegida, strict=True):
        yield Persona(_nombre(campos) or identificador, identificador, campos, fila)


# --- de quién es una entrega -----------------------------------------------------------------


class _Indice:
    """Por qué identificadores y nombres se reconoce a cada persona."""

    def __init__(self, personas: Sequence[Persona]) -> None:
        self._de: dict[str, set[int]] = {}
        for numero, persona in enumerate(personas):
            for clave in _claves(persona):
                self._de.setdefault(clave, set()).add(numero)

    def buscar(self, aprendiz: str) -> set[int]:
        for formas in ([aprendiz], aprendiz.split("/")):
            halladas = [h for forma in formas if (h := self._de_forma(forma))]
            if halladas:
                return set.intersection(*halladas) or set.union(*halladas)
        return set()

    def _de_forma(self, forma: str) -> set[int]:
        """Por identificador o por nombre; con un número detrás, el que cumpla los dos."""
        propio = _sin_tildes(forma)
        por_id = self._de.get(f"id {propio}") or self._de.get(f"antes de @ {propio}")
        propias = por_id or self._por_nombre(forma)
        partes = re.fullmatch(_CON_NUMERO, forma)
        if propias or not partes:
            return propias
        por_nombre = self._por_nombre(partes[1])
        por_numero = self._de.get(f"numero {partes[2]}", set())
        return por_nombre & por_numero or por_nombre | por_numero

    def _por_nombre(self, forma: str) -> set[int]:
        palabras = llano(forma).split()
        enteras = self._de.get(f"nombre {' '.join(sorted(palabras))}")
        return enteras or self._de.get(f"junto {''.join(palabras)}") or set()


def _claves(persona: Persona) -> Iterator[str]:
    ids = [persona.campos.get(campo, "") for campo in _IDENTIFICAN]
    for propio in filter(None, ids):
        yield f"id {_sin_tildes(propio)}"
        if "@" in propio:
            yield f"antes de @ {_sin_tildes(propio.partition('@')[0])}"
        if participante := re.fullmatch(_PARTICIPANTE, propio):
            yield from (f"numero {participante[1]}", f"id participante_{participante[1]}",
                        f"id participant_{participante[1]}")  # fmt: skip
    if "canvas" in persona.campos:
        yield f"numero {persona.campos['canvas']}"
    palabras = llano(_nombre(persona.campos)).split()
    if palabras:
        yield f"nombre {' '.join(sorted(palabras))}"
        # Canvas junta «López Ruiz, Ana» en `lopezruizana`
        for i in range(len(palabras)):
            yield f"junto {''.join(palabras[i:] + palabras[:i])}"
