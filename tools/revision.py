"""Lo que `--check` exige de los cuadernos."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from minigrad.aula.marcas import MarcaError, en_blanco
from tools.comun import Problema, Taller
from tools.fuente import Celda, Fuente, leer


def leer_fuentes(taller: Taller, stems: Iterable[str]) -> tuple[list[Fuente], list[Problema]]:
    """Las fuentes con que se puede trabajar, y los problemas de las que no."""
    elegidos = set(stems)
    rutas = [ruta for ruta in taller.fuentes() if not elegidos or ruta.stem in elegidos]
    fuentes, problemas = [], []
    for ruta in rutas:
        fuente = leer(ruta, taller.nombre(ruta))
        malas = [p for celda in fuente.celdas for p in _marcas(fuente, celda)]
        problemas += malas
        fuentes += [] if malas else [fuente]
    return fuentes, problemas


def _marcas(fuente: Fuente, celda: Celda) -> Iterator[Problema]:
    if celda.es_codigo:
        try:
            en_blanco(celda.texto)
        except MarcaError as error:
            yield Problema(fuente.ruta, celda.linea + error.linea - 1, celda.numero, str(error))


def revisar(taller: Taller, stems: Iterable[str] = ()) -> list[Problema]:
    return leer_fuentes(taller, stems)[1]
