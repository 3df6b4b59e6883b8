"""Lleva la cuenta de las referencias que se prestaron, para no darlas nunca por respuesta.

Si un blanco sigue vacío, `comprobar` presta la referencia y el cuaderno sigue con ella. Volver a
ejecutar solo la celda de `comprobar` la entrega otra vez: eso no es una respuesta correcta.

Lo prestado se reconoce por identidad. De una clase a la que cada ejercicio engancha un método,
lo prestado en un ejercicio es ese método. Y en un ejercicio que cambia por dentro lo que ya
había (`c.grad = …`), la entrega vale si la celda se ejecutó después del préstamo.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from minigrad.aula.celda.codigo import destinos, parte_de
from minigrad.aula.celda.entorno import historia, interprete
from minigrad.aula.celda.instantanea import Instantanea
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio


@dataclass
class _Prestamo:
    objeto: Any
    foto: Instantanea | None
    celdas: int


_prestados: dict[str, list[_Prestamo]] = {}


def prestar(curso: Curso, ejercicio: Ejercicio) -> Any:
    """Una referencia nueva, anotada para este ejercicio y los que requiere."""
    nombres = curso.referencia(ejercicio)
    for cada in (*curso.requeridos(ejercicio), ejercicio):
        if cada.nombre in nombres:
            anotar(curso, cada, nombres[cada.nombre])
    return nombres[ejercicio.nombre]


def anotar(curso: Curso, ejercicio: Ejercicio, objeto: Any) -> None:
    """Recuerda que `objeto` contiene nuestra solución de un ejercicio."""
    propias = curso.partes(ejercicio)
    foto = Instantanea(objeto) if _cambia_por_dentro(curso, ejercicio) else None
    for prestado in [parte_de(objeto, p) for p in propias] if propias else [objeto]:
        prestamo = _Prestamo(prestado, foto, len(historia()))
        _prestados.setdefault(ejercicio.id, []).append(prestamo)


def es_prestada(curso: Curso, ejercicio: Ejercicio, respuesta: Any) -> bool:
    """Dice si lo que se entrega es nuestra referencia y no el trabajo del aprendiz."""
    propias = curso.partes(ejercicio)
    entregadas = [parte_de(respuesta, p) for p in propias] if propias else [respuesta]
    return all(_esta_prestado(curso, ejercicio, objeto) for objeto in entregadas)


def _esta_prestado(curso: Curso, ejercicio: Ejercicio, objeto: Any) -> bool:
    for prestamo in _prestados.get(ejercicio.id, ()):
        if prestamo.objeto is objeto and objeto is not None:
            return not _trabajada(curso, ejercicio, prestamo)
    return False


def _trabajada(curso: Curso, ejercicio: Ejercicio, prestamo: _Prestamo) -> bool:
    """Dice si después del préstamo se ejecutó la celda que cambia el objeto por dentro."""
    if prestamo.foto is None:
        return False
    if interprete() is None:
        return prestamo.foto.cambio()
    buscados = curso.destinos(ejercicio.id)
    return any(destinos(celda) & buscados for celda in historia()[prestamo.celdas :])


def _cambia_por_dentro(curso: Curso, ejercicio: Ejercicio) -> bool:
    if curso.partes(ejercicio):
        return False
    return ejercicio.nombre not in curso.destinos(ejercicio.id)
