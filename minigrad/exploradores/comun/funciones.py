"""La función del aprendiz, tratada con cuidado: recibe números o `Value`, y puede fallar.

`Funcion` la llama como ella quiera ser llamada y devuelve siempre un `float` finito, o lanza un
`Fallo` con una frase que se le puede mostrar a cualquiera. Nunca cambia un objeto del aprendiz:
los gradientes se calculan sobre una copia del grafo.
"""

from __future__ import annotations

import inspect
import math
import warnings
from collections.abc import Callable, Sequence
from typing import Any

from minigrad._reales import real
from minigrad.engine import Value
from minigrad.graph.nodos import gradientes, leer
from minigrad.graph.palabras import corto, numero

Punto = tuple[float, ...]
_LETRAS = "xy"
#: dos derivadas que difieren más que esto no son la misma, y se cree a la medida
_IGUALES = 1e-3


class Fallo(ValueError):
    """Lo que no se pudo calcular, dicho con una frase para el aprendiz."""


class Funcion:
    """Una función de una o dos variables; `funcion(x)` es un `float` finito o lanza `Fallo`."""

    def __init__(self, f: Any, dimensiones: int = 1):
        if not callable(f):
            raise Fallo(
                f"Hace falta una función y llegó {corto(repr(f))}. Escribe su nombre sin "
                "paréntesis: f, y no f(2.0)."
            )
        self.f, self.dimensiones = f, dimensiones
        self._convertir: tuple[Callable[[float], Any], ...] = (float, Value)

    def __call__(self, *punto: float) -> float:
        fallos = []
        for convertir in self._convertir:
            try:
                valor = _leer(self._llamar([convertir(x) for x in punto]), punto)
            except Fallo as fallo:
                fallos.append(fallo)
            else:
                # si solo entiende `Value`, la próxima vez se empieza por ahí
                self._convertir = (convertir, *(c for c in self._convertir if c is not convertir))
                return valor
        raise fallos[0]

    def intentar(self, *punto: float) -> float:
        """El valor en un punto, o `nan` si ahí no se puede calcular."""
        try:
            return self(*punto)
        except Fallo:
            return math.nan

    def _llamar(self, argumentos: Sequence[Any]) -> Any:
        """Llama a la función sin avisos; si lanza algo, lo dice con una frase."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return self.f(*argumentos)
        except Exception as error:  # la función es del aprendiz: puede lanzar cualquier cosa
            punto = tuple(float(x) for x in argumentos)
            motivo = corto(f"{type(error).__name__}: {error}", 120)
            raise Fallo(f"En {donde(punto)} la función falla con {motivo}.") from error

    def gradiente(self, *punto: float) -> Punto:
        """Las derivadas en un punto: por el grafo si f lo deja, y si no, medidas con h."""
        medidas = tuple(self._medir(punto, eje) for eje in range(len(punto)))
        exactas = self.por_el_grafo(punto)
        if exactas is None or not all(map(_parecidas, exactas, medidas)):
            if any(map(math.isnan, medidas)):
                raise Fallo(f"Cerca de {donde(punto)} la función no deja medir su pendiente.")
            return medidas
        return exactas

    def _medir(self, punto: Punto, eje: int) -> float:
        """La diferencia simétrica; en una orilla, la del lado que existe."""
        h = 1e-5 * max(1.0, abs(punto[eje]))
        lados = [(s, self.intentar(*mover(punto, eje, s * h))) for s in (1, -1)]
        vistos = [(s, y) for s, y in lados if not math.isnan(y)]
        if len(vistos) < 2:
            vistos.append((0, self.intentar(*punto)))
        (a, ya), (b, yb) = (*vistos, (1, math.nan))[:2]
        return (ya - yb) / ((a - b) * h)

    def por_el_grafo(self, punto: Punto) -> Punto | None:
        """Las derivadas que da el grafo de la expresión, si la función trabaja con `Value`."""
        hojas = [Value(x) for x in punto]
        try:
            nodos = leer(self._llamar(hojas))
            grads = gradientes(nodos)
        except Exception:  # no es un grafo, o el aprendiz lo armó de una forma que no se lee
            return None
        lugar = {id(nodo.original): nodo.numero for nodo in nodos}
        if not all(id(hoja) in lugar for hoja in hojas):
            return None
        return tuple(grads[lugar[id(hoja)]] for hoja in hojas)


def _leer(resultado: Any, punto: Punto) -> float:
    """El número que devolvió la función, solo o dentro de un nodo."""
    try:
        valor = real(resultado.data if _es_nodo(resultado) else resultado)
    except TypeError as error:
        raise Fallo(f"En {donde(punto)} la función no da un número. {error}") from None
    if not math.isfinite(valor):
        raise Fallo(f"En {donde(punto)} la función da {numero(valor)}, y eso no se puede dibujar.")
    return valor


def _es_nodo(x: Any) -> bool:
    return hasattr(x, "data") and not hasattr(x, "dtype")


def mover(punto: Punto, eje: int, cuanto: float) -> Punto:
    """El punto con una sola de sus coordenadas movida."""
    return (*punto[:eje], punto[eje] + cuanto, *punto[eje + 1 :])


def _parecidas(exacta: float, medida: float) -> bool:
    """Si no se pudo medir, se le cree al grafo."""
    return math.isnan(medida) or math.isclose(exacta, medida, rel_tol=_IGUALES, abs_tol=_IGUALES)


def donde(punto: Sequence[float]) -> str:
    """`x = 2.0, y = −1.0`."""
    return ", ".join(f"{letra} = {numero(x)}" for letra, x in zip(_LETRAS, punto, strict=False))


def variables(f: Any) -> int:
    """Cuántas variables obligatorias recibe una función; 1 si no se puede saber."""
    try:
        parametros = inspect.signature(f).parameters.values()
    except (TypeError, ValueError):
        return 1
    posicionales = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return sum(p.kind in posicionales and p.default is p.empty for p in parametros) or 1


def exigir_numero(x: Any, nombre: str) -> float:
    """Un argumento que debe ser un número finito; si no lo es, `Fallo` con su nombre."""
    try:
        valor = real(x.data if _es_nodo(x) else x)
    except TypeError as error:
        raise Fallo(f"{nombre} debe ser un número. {error}") from None
    if not math.isfinite(valor):
        raise Fallo(f"{nombre} debe ser un número finito, y es {numero(valor)}.")
    return valor
