"""El curso en uso: el que viene con el paquete, salvo que alguien haya puesto otro."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from minigrad import _recursos
from minigrad.aula.curso.curso import Curso

_activo: list[Curso] = []


def activo() -> Curso:
    """El curso en uso: el que viene con el paquete, salvo que alguien haya puesto otro."""
    if not _activo:
        _activo.append(_el_del_paquete())
    return _activo[-1]


def _el_del_paquete() -> Curso:
    if _recursos.es_de_clase():
        from minigrad.aula.curso.sellado import CursoSellado

        return CursoSellado(_recursos.CLASE)
    return Curso(_recursos.cuadernos("solutions"))


@contextmanager
def usar(curso: Curso) -> Iterator[Curso]:
    """Pone otro curso mientras dura el bloque (pruebas, paquetes de una clase)."""
    activo()
    _activo.append(curso)
    try:
        yield curso
    finally:
        _activo.remove(curso)
