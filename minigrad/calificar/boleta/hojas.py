"""Una hoja por aprendiz, para devolver: qué estuvo bien, qué error fue y qué pista releer.

No lleva soluciones, ni los números que se esperaban, ni nada de nadie más.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.calificar.boleta.boleta import Nota
from minigrad.calificar.boleta.informe import pagina
from minigrad.calificar.boleta.lista import llano
from minigrad.calificar.boleta.planilla import Cambio, Clase, Cuenta, Fila, numero

_LARGO = 40
#: de todo el cuaderno se dice una sola cosa
_ENTEROS = ("no_entrego", "rechazada")


@dataclass(frozen=True)
class _Parte:
    """Un cuaderno en la hoja de alguien."""

    cuaderno: str
    cuenta: Cuenta
    cambio: Cambio | None
    #: lo que se dice del cuaderno entero, si no hay qué decir de sus ejercicios
    entero: str
    correctos: list[Nota]
    #: de estos, qué pasó y qué pista releer
    por_revisar: list[Nota]
    en_blanco: list[Nota]


def como_hojas(clase: Clase, ejercicios: Mapping[str, Ejercicio]) -> Iterator[tuple[str, bytes]]:
    """El nombre de archivo y la página de cada quien."""
    for fila in clase.filas:
        partes = [_parte(fila, cuaderno) for cuaderno in clase.cuadernos]
        yield (
            nombre_de_archivo(fila.aprendiz, fila.persona.nombre if fila.persona else ""),
            pagina("hoja", fila=fila, partes=partes, ejercicios=ejercicios, numero=numero),
        )


def nombre_de_archivo(aprendiz: str, nombre: str = "") -> str:
    """Un nombre que vale en cualquier sistema, siempre el mismo y de nadie más.

    El resumen distingue a quienes solo difieren en lo que un nombre de archivo no distingue.
    """
    unico = f"{nombre}\0{aprendiz}".encode("utf-8", "surrogatepass")
    resumen = hashlib.sha256(unico).hexdigest()[:10]
    legible = "-".join(llano(nombre or aprendiz).encode("ascii", "ignore").decode().split())[
        :_LARGO
    ]
    return f"{legible or 'hoja'}-{resumen}.html"


def _parte(fila: Fila, cuaderno: str) -> _Parte:
    notas = [nota for nota in fila.contadas if nota.cuaderno == cuaderno]
    enteras = {(nota.estado, nota.comentario) for nota in notas}
    estado, comentario = next(iter(enteras)) if len(enteras) == 1 else ("", "")
    entero = comentario if estado in _ENTEROS else ""
    sueltas = [] if entero else notas
    aparte = ("correcto", "blanco", "falta")
    return _Parte(
        cuaderno=cuaderno,
        cuenta=fila.cuenta(cuaderno),
        cambio=fila.cambios.get(cuaderno),
        entero="No entregaste este cuaderno." if estado == "no_entrego" else entero,
        correctos=[n for n in sueltas if n.estado == "correcto"],
        por_revisar=[n for n in sueltas if n.estado not in aparte or _cambiada(fila, n)],
        en_blanco=[n for n in sueltas if n.estado in aparte[1:] and not _cambiada(fila, n)],
    )


def _cambiada(fila: Fila, nota: Nota) -> bool:
    return nota.ejercicio in fila.cambios and nota.estado != "correcto"
