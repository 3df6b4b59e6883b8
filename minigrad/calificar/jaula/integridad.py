"""Nota si un código cambió por dentro a Python o al paquete, y lo deja como estaba.

Lo que se observa de una respuesta pasa por `minigrad` y por la biblioteca estándar: quien cambie
`minigrad.engine.Value.__add__` o `math.isclose` cambiaría lo que se ve. Se mira después de correr
la celda y antes de observar. Un código que cambie algo más tarde, mientras se lo observa, no se
detecta: podría cambiar lo que se ve, pero no sabe qué hace falta que se vea.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from contextlib import suppress
from types import ModuleType
from typing import Any, NamedTuple

#: por donde pasa una observación; mirar más tarda, porque toca memoria que se comparte
_VIGILADOS = {"builtins", "math", "cmath", "operator", "random", "copy", "functools", "itertools",
              "numbers", "time", "signal", "warnings", "sys", "minigrad", "minigrad.engine",
              "minigrad._numero", "minigrad._reales", "minigrad.nn", "minigrad.losses",
              "minigrad.optim", "minigrad.datasets", "minigrad.tensor", "minigrad.layers",
              "minigrad._formas", "minigrad._arreglo", "minigrad._parametros", "numpy",
              "minigrad.graph",
              "minigrad.graph.dot", "minigrad.graph.frases", "minigrad.graph.nodos",
              "minigrad.graph.palabras", "minigrad.graph.reglas", "minigrad.graph.svg",
              "minigrad.aula", "minigrad.aula.celda.codigo", "minigrad.aula.celda.limites",
              "minigrad.aula.huella.arreglo", "minigrad.aula.huella.forma",
              "minigrad.aula.huella.observar",
              "minigrad.calificar.puesto.formas", "minigrad.calificar.puesto.hijo",
              "minigrad.calificar.puesto.variantes"}  # fmt: skip
_PRUEBAS = ("minigrad.aula.observadores.", "minigrad.aula.exploracion.",
            "minigrad.aula.ejercicios.", "pruebas_")  # fmt: skip
#: lo que Python mismo cambia mientras trabaja
_SUYOS = {"_", "__warningregistry__", "__annotations__", "__annotations_cache__", "stdin",
          "stdout", "stderr", "last_exc", "last_type", "last_value", "last_traceback",
          "__pycache__"}  # fmt: skip
_AUSENTE: Any = object()


class _Guardado(NamedTuple):
    nombre: str
    dueno: Any
    contenido: dict[str, Any]


class Integridad:
    """Cómo estaban los módulos y sus clases al crearla."""

    def __init__(self) -> None:
        self._modulos = {n: m for n, m in sys.modules.items() if _es_vigilado(n) and m is not None}
        self._guardados = [
            _Guardado(nombre, dueno, dict(vars(dueno)))
            for nombre, modulo in self._modulos.items()
            for nombre, dueno in _duenos(nombre, modulo)
        ]

    def reponer(self, permitidos: Collection[str] = ()) -> list[str]:
        """Deja todo como estaba, salvo lo permitido; devuelve los nombres de lo que cambió."""
        cambios = []
        for nombre, modulo in self._modulos.items():
            if sys.modules.get(nombre) is not modulo:
                cambios.append(nombre)
                sys.modules[nombre] = modulo
        for guardado in self._guardados:
            for atributo in _distintos(guardado):
                completo = f"{guardado.nombre}.{atributo}"
                cambios.append(completo)
                if completo not in permitidos:
                    _reponer(guardado, atributo)
        return cambios


def _es_vigilado(nombre: str) -> bool:
    return nombre in _VIGILADOS or nombre.startswith(_PRUEBAS)


def _duenos(nombre: str, modulo: ModuleType) -> Iterator[tuple[str, Any]]:
    """El módulo y las clases que se definen en él."""
    yield nombre, modulo
    for clase in list(vars(modulo).values()):
        if isinstance(clase, type) and clase.__module__ == nombre:
            yield f"{nombre}.{clase.__qualname__}", clase


def _distintos(guardado: _Guardado) -> list[str]:
    actual = vars(guardado.dueno)
    nombres = {**guardado.contenido, **actual}
    return [
        n
        for n in nombres
        if n not in _SUYOS
        and actual.get(n, _AUSENTE) is not guardado.contenido.get(n, _AUSENTE)
        # un submódulo recién importado queda como atributo de su paquete
        and not (n not in guardado.contenido and isinstance(actual[n], ModuleType))
    ]


def _reponer(guardado: _Guardado, atributo: str) -> None:
    # al estilo de `type`: la clase de la clase podría negarse
    es_clase = isinstance(guardado.dueno, type)
    poner, quitar = (type.__setattr__, type.__delattr__) if es_clase else (setattr, delattr)
    antes = guardado.contenido.get(atributo, _AUSENTE)
    with suppress(AttributeError, TypeError):  # lo que no se repone tampoco se pudo cambiar
        if antes is _AUSENTE:
            quitar(guardado.dueno, atributo)
        else:
            poner(guardado.dueno, atributo, antes)
