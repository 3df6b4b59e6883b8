"""Encuentra los dos errores conocidos que, ejecutados juntos, dan exactamente lo que se vio.

Parecerse no basta: se ponen los dos en la solución, se ejecuta y se observa. Si ninguna pareja da
lo mismo en todo, o si lo dan dos distintas, se calla; también si uno de los dos no se ve por su
cuenta, si no alcanza el tiempo para saberlo o si la solución no se puede leer.
"""

from __future__ import annotations

import ast
import time
from collections.abc import Iterator
from itertools import combinations, zip_longest

from minigrad.aula.celda.limites import TiempoAgotado, acotado
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.huella.forma import iguales
from minigrad.aula.huella.observar import Huella, una_a_una
from minigrad.aula.juicio.veredicto import Veredicto
from minigrad.navegador import LENTITUD

#: lo que se busca, como mucho, en segundos de procesador; una pareja que no es se descarta en
#: milésimas
_SEGUNDOS = 0.5 * LENTITUD

Pareja = tuple[Error, Error]


def los_dos_errores(
    curso: Curso, ejercicio: Ejercicio, veredicto: Veredicto, segundos: float = _SEGUNDOS
) -> tuple[Error, ...]:
    """Los dos, o ninguno si no es seguro."""
    limite = time.process_time() + segundos
    halladas: list[Pareja] = []
    for pareja, fuente in _por_probar(curso, ejercicio, veredicto):
        try:
            igual = _da_lo_mismo(curso, ejercicio, fuente, veredicto.huella, limite)
        except TiempoAgotado:
            return ()
        if igual:
            halladas.append(pareja)
        if len(halladas) > 1:
            return ()
    hallada = halladas and _cada_uno_se_ve(curso, ejercicio, veredicto, halladas[0])
    return halladas[0] if hallada else ()


# --- qué parejas pueden ser --------------------------------------------------------------------


def _por_probar(
    curso: Curso, ejercicio: Ejercicio, veredicto: Veredicto
) -> Iterator[tuple[Pareja, str]]:
    """Las parejas que tocan todo lo que está mal, y la solución con los dos errores puestos."""
    vistas = _malas(veredicto.huella, veredicto.esperada, ejercicio.tolerancia)
    suyas = {
        error.nombre: _malas(
            curso.huella_de_error(ejercicio, error), veredicto.esperada, ejercicio.tolerancia
        )
        for error in ejercicio.errores
        if error.cambiar
    }
    if not suyas or not _dice_algo(veredicto.huella, vistas):
        return
    solucion = curso.solucion(ejercicio.id)
    posibles = [error for error in ejercicio.errores if error.nombre in suyas]
    for uno, otro in combinations(posibles, 2):
        fuente = _con_los_dos(solucion, uno, otro)
        if fuente is not None and vistas <= suyas[uno.nombre] | suyas[otro.nombre]:
            yield (uno, otro), fuente


def _dice_algo(huella: Huella, malas: set[str]) -> bool:
    """Dice si algo de lo malo no es una excepción: las excepciones tienen mil causas."""
    return any(o.etiqueta in malas and o.forma.clase != "excepcion" for o in huella)


def _malas(huella: Huella, esperada: Huella, tolerancia: float) -> set[str]:
    """Las observaciones que no son como se esperaba, o que faltan."""
    formas = {observada.etiqueta: observada.forma for observada in huella}
    buenas = {observada.etiqueta: observada.forma for observada in esperada}
    return {
        etiqueta
        for etiqueta in {**buenas, **formas}
        if etiqueta not in formas
        or etiqueta not in buenas
        or not iguales(formas[etiqueta], buenas[etiqueta], tolerancia)
    }


def _con_los_dos(solucion: str, uno: Error, otro: Error) -> str | None:
    """La solución con los dos errores; None si uno pisa lo que cambia el otro."""
    ambos = _cambiada(_cambiada(solucion, uno), otro)
    if ambos is None or ambos != _cambiada(_cambiada(solucion, otro), uno):
        return None
    try:
        ast.parse(ambos)
    except SyntaxError:
        return None
    return ambos


def _cambiada(fuente: str | None, error: Error) -> str | None:
    for viejo, nuevo in (error.cambiar or {}).items():
        if fuente is None or viejo not in fuente:
            return None
        fuente = fuente.replace(viejo, nuevo)
    return fuente


def _cada_uno_se_ve(
    curso: Curso, ejercicio: Ejercicio, veredicto: Veredicto, pareja: Pareja
) -> bool:
    """Dice si de cada uno se vio algo malo tal como lo da él solo, y no el otro solo.

    Si no, los dos juntos pueden dar lo mismo que otra cosa, y lo que diría su mensaje sería falso.
    """
    uno, otro = (
        _malas(suya, veredicto.esperada, ejercicio.tolerancia)
        - _malas(suya, veredicto.huella, ejercicio.tolerancia)
        for suya in (curso.huella_de_error(ejercicio, error) for error in pareja)
    )
    return not (uno <= otro or otro <= uno)


# --- probar una ------------------------------------------------------------------------------


def _da_lo_mismo(
    curso: Curso, ejercicio: Ejercicio, fuente: str, vista: Huella, limite: float
) -> bool:
    """Dice si una respuesta se porta en todo como lo que se vio; lanza `TiempoAgotado`."""
    try:
        with acotado(_queda(limite), time.process_time):
            respuesta = curso.ejecutar(ejercicio, fuente)[ejercicio.nombre]
    except Exception:
        return False
    with acotado(_queda(limite), time.process_time):
        pares = zip_longest(una_a_una(ejercicio.observar, respuesta), vista)
        # a la primera que difiere no hace falta hacer las demás
        return all(
            suya is not None
            and otra is not None
            and suya.etiqueta == otra.etiqueta
            and iguales(suya.forma, otra.forma, ejercicio.tolerancia)
            and suya.forma.causa == otra.forma.causa
            for suya, otra in pares
        )


def _queda(limite: float) -> float:
    queda = limite - time.process_time()
    if queda <= 0:
        raise TiempoAgotado
    return queda
