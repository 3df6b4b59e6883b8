"""Las notas: la de un ejercicio, y la boleta con todas las de una entrega. Van y vienen de JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from minigrad.aula.curso.ejercicio import Ejercicio, Error

#: lo que cabe de un texto ajeno en un renglón
_LARGO = 300

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
    """Un texto que puede venir del aprendiz, en una línea y sin caracteres invisibles."""
    limpio = "".join(letra if letra.isprintable() else " " for letra in texto)
    return limpio if len(limpio) <= _LARGO else f"{limpio[:_LARGO]}…"
