"""Los datos de un curso sellado: qué se observa, qué se espera y qué errores se conocen.

Todo se obtiene del curso abierto, ejecutando sus soluciones y sus respuestas equivocadas una vez.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from minigrad.aula.celda.blanco import en_blanco, tiene_marcas
from minigrad.aula.celda.cuaderno import Celda
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.huella.forma import iguales
from minigrad.aula.huella.observar import Huella, Observada
from minigrad.aula.huella.sellada import (
    cerrar_con_respuesta,
    como_datos,
    contexto_de,
    sellar,
    sellar_numeros,
)
from minigrad.aula.verbos.lo_guardado import MARCA

_CAMPOS = (
    "id", "titulo", "nombre", "pistas", "dificultad", "minutos", "tipo", "pieza", "parte",
    "requiere", "tolerancia", "segundos", "torch",
)  # fmt: skip


class NoSeSella(ValueError):
    """Algo del taller tiene una forma que no se sabe sellar; el texto dice qué."""


@dataclass
class CursoPorSellar:
    """Lo que va oculto en el paquete y lo que va cifrado."""

    oculto: dict[str, Any]
    #: por sección y por id, la solución y su porqué
    soluciones: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)


def sellar_curso(
    curso: Curso, sal: bytes, *, prestar: bool, avanzar: Callable[[str], None]
) -> CursoPorSellar:
    """Todo lo del curso, listo para el paquete; `avanzar` recibe cada sección que se empieza."""
    hecho = CursoPorSellar({"sal": sal.hex(), "secciones": {}, "llaves": {}})
    for seccion in curso.secciones():
        avanzar(seccion)
        ejercicios = curso.de_seccion(seccion)
        hecho.oculto["secciones"][seccion] = [_ejercicio(curso, e, sal) for e in ejercicios]
        hecho.soluciones[seccion] = {
            e.id: {"solucion": curso.solucion(e.id), "porque": e.porque} for e in ejercicios
        }
    hecho.oculto["cuadernos"] = {n: _celdas(curso.cuaderno(n)) for n in curso.cuadernos()}
    hecho.oculto["prestables"] = dict(_prestables(curso)) if prestar else {}
    return hecho


# --- un ejercicio ----------------------------------------------------------------------------


def _ejercicio(curso: Curso, ejercicio: Ejercicio, sal: bytes) -> dict[str, Any]:
    correcta = curso.huella_de_referencia(ejercicio)
    esperada = _selladas(ejercicio, correcta, sal)
    errores = [
        {"nombre": e.nombre, "mensaje": e.mensaje, "huella": como_datos(huella)}
        for e, huella in _errores(curso, ejercicio, sal, correcta, esperada)
    ]
    return {
        "campos": {campo: getattr(ejercicio, campo) for campo in _CAMPOS},
        "observador": [ejercicio.observar.__module__, ejercicio.observar.__name__],
        "referencia": como_datos(esperada),
        "errores": errores,
        "porque": cerrar_con_respuesta(ejercicio.porque, correcta, esperada).hex(),
        "blanco": como_datos(_selladas(ejercicio, curso.huella_en_blanco(ejercicio), sal)),
        "partes": curso.partes(ejercicio),
        "destinos": sorted(curso.destinos(ejercicio.id)),
        "pide": curso.que_pide(ejercicio),
    }


def _sellada(ejercicio: Ejercicio, observada: Observada, sal: bytes) -> Observada:
    contexto = contexto_de(ejercicio.id, observada.etiqueta)
    # de un número solo va si es ese: con un sello menos exacto se llegaría a él de a poco
    sellar_una = sellar_numeros if ejercicio.tipo == "numero" else sellar
    sellada = sellar_una(observada.forma, contexto, sal, ejercicio.tolerancia)
    return Observada(observada.etiqueta, sellada)


def _errores(
    curso: Curso, ejercicio: Ejercicio, sal: bytes, correcta: Huella, esperada: Huella
) -> Iterator[tuple[Any, Huella]]:
    """Cada error con su huella sellada; lo que coincide con lo correcto lleva el mismo sello."""
    buenas = {o.etiqueta: (o, s) for o, s in zip(correcta, esperada, strict=True)}
    for error in ejercicio.errores:
        huella: list[Observada] = []
        for observada in curso.huella_de_error(ejercicio, error):
            buena, sello = buenas.get(observada.etiqueta, (None, None))
            igual = buena and iguales(observada.forma, buena.forma, ejercicio.tolerancia)
            # lo que coincide ya está sellado: sellarlo otra vez cuesta, y aquí casi todo coincide
            huella += [sello] if sello and igual else _selladas(ejercicio, (observada,), sal)
        yield error, tuple(huella)


def _selladas(ejercicio: Ejercicio, huella: Huella, sal: bytes) -> Huella:
    return tuple(_sellada(ejercicio, observada, sal) for observada in huella)


# --- los cuadernos ---------------------------------------------------------------------------


def _celdas(celdas: tuple[Celda, ...]) -> list[list[Any]]:
    """Las celdas en blanco; solo las de PyTorch llevan lo que mostraron."""
    return [
        [
            celda.posicion,
            en_blanco(celda.fuente),
            celda.ejercicio,
            celda.base,
            celda.salida if celda.fuente.startswith(MARCA) else "",
        ]
        for celda in celdas
        if _se_ve(celda)
    ]


def _se_ve(celda: Celda) -> bool:
    solucion = celda.oculta or (celda.ejercicio is None and tiene_marcas(celda.fuente))
    if celda.base and solucion:
        raise NoSeSella(f"{celda.cuaderno}: una celda base no puede llevar solución.")
    return not celda.oculta


def _prestables(curso: Curso) -> Iterator[tuple[str, str]]:
    """El código de lo que se presta y de lo que otros ejercicios necesitan, sin comentarios."""
    todos = list(curso.todos())
    requeridos = {r.id for e in todos for r in curso.requeridos(e)}
    for ejercicio in todos:
        if ejercicio.pieza or ejercicio.id in requeridos:
            yield ejercicio.id, ast.unparse(ast.parse(curso.solucion(ejercicio.id)))
