"""Las notas: la de un ejercicio, y la boleta con todas las de una entrega. Van y vienen de JSON."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from minigrad.aula.curso.ejercicio import Ejercicio, Error

#: lo que cabe de un texto ajeno en un renglón, y cuántas tildes encima de una letra
_LARGO, _ENCIMA = 300, 4
_NO_SE_VE = "\ufffd"
#: une los emojis de una familia
_UNE = "\u200d"
#: letras y signos que no dibujan nada, aunque su clase no lo diga
_VACIAS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"

#: los estados de un ejercicio, con lo que se dice de cada uno
ESTADOS = {
    "correcto": "correcto",
    "mal": "mal",
    "blanco": "en blanco",
    "falta": "sin la celda",
    "limite": "se pasó de un límite",
    "rechazada": "la entrega no se pudo leer",
    "no_entrego": "no entregó",
    "sin_calificar": "no se pudo calificar aquí",
}


@dataclass(frozen=True)
class Nota:
    """Lo que obtuvo un ejercicio. `error` es el nombre del error conocido, si es uno."""

    ejercicio: str
    cuaderno: str
    estado: str
    puntos: float
    maximo: int
    comentario: str = ""
    error: str = ""
    avisos: tuple[str, ...] = ()


@dataclass(frozen=True)
class Boleta:
    """Las notas de una entrega; si no se pudo calificar, `rechazo` dice por qué y no hay notas."""

    entrega: str
    aprendiz: str
    #: la lección que dice el nombre del archivo
    leccion: str | None = None
    notas: tuple[Nota, ...] = ()
    rechazo: str = ""
    avisos: tuple[str, ...] = ()
    segundos: float = field(default=0.0, compare=False)

    @property
    def puntos(self) -> float:
        return sum(nota.puntos for nota in self.notas)

    @property
    def maximo(self) -> int:
        return sum(nota.maximo for nota in self.notas)

    @property
    def firme(self) -> bool:
        """Si todo se pudo calificar: no depende de lo que hoy faltó en esta máquina."""
        return bool(self.notas) and all(n.estado != "sin_calificar" for n in self.notas)

    def a_json(self) -> dict[str, Any]:
        return asdict(self)


def de_json(datos: Mapping[str, Any]) -> Boleta:
    """La boleta que hay en unos datos; lanza `KeyError` o `TypeError` si no la hay."""
    notas = tuple(Nota(**{**nota, "avisos": tuple(nota["avisos"])}) for nota in datos["notas"])
    return Boleta(**{**datos, "notas": notas, "avisos": tuple(datos["avisos"])})


def nombre_de(ejercicio: Ejercicio, error: Error) -> str:
    """El nombre de un error, entre comillas; vacío si lleva números que delatan los pedidos."""
    delata = ejercicio.tipo == "numero" and any(map(str.isdigit, error.nombre))
    return "" if delata else f"«{error.nombre}»."


def corto(texto: str) -> str:
    """Un texto ajeno, en un renglón: sin órdenes a la terminal ni letras que no se vean.

    Los saltos se vuelven espacios; lo que gobierna la terminal, o no es texto, un �; y se quita lo
    que no se ve: marcas de dirección, de ancho cero o un montón de tildes sobre una letra. Toda
    escritura y los emojis quedan como están.
    """
    visto = "".join(_a_la_vista(texto[: 4 * _LARGO]))
    if texto and not visto.strip():
        return _NO_SE_VE
    return visto if len(visto) <= _LARGO else f"{visto[:_LARGO]}…"


def _a_la_vista(texto: str) -> Iterator[str]:
    encima = 0
    for i, letra in enumerate(texto):
        clase = unicodedata.category(letra)
        encima = encima + 1 if clase in ("Mn", "Me") else 0
        if clase in ("Zs", "Zl", "Zp") or letra in "\t\n\r\v\f\x85":
            yield " "
        elif clase in ("Cc", "Cs", "Co") or (clase == "Cn" and not _quizas_nueva(letra)):
            yield _NO_SE_VE
        elif clase == "Cf" or letra in _VACIAS:
            yield letra if letra == _UNE and _entre_emojis(texto, i) else ""
        elif encima <= _ENCIMA:
            yield letra


def _quizas_nueva(letra: str) -> bool:
    """Un emoji o un ideograma que este Python aún no conoce."""
    return "\U0001f000" <= letra <= "\U0003fffd" and ord(letra) & 0xFFFE != 0xFFFE


def _entre_emojis(texto: str, i: int) -> bool:
    antes, despues = texto[max(0, i - 1) : i], texto[i + 1 : i + 2]
    de_emoji = antes == "\ufe0f" or unicodedata.category(antes or " ") in ("So", "Sk", "Cn")
    return de_emoji and unicodedata.category(despues or " ") in ("So", "Cn")
