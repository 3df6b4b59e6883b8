"""Prueba un ejercicio antes que el aprendiz: `python -m tools.verificar [id…]`.

Un ejercicio es de fiar si su referencia se acepta, su celda sin tocar cuenta como en blanco y
cada respuesta equivocada del catálogo se reconoce como ella misma y no como otra, ni se porta como
la celda sin tocar o a medio llenar. Después de juzgar cualquiera, la referencia se sigue aceptando.
"""

from __future__ import annotations

import re
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from itertools import combinations

from minigrad.aula.celda.blanco import a_medias, cuantos_huecos
from minigrad.aula.celda.limites import TiempoAgotado, acotado
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.catalogo import CatalogoDanado
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.curso.solucionario import ARCHIVO_NUESTRO
from minigrad.aula.huella.forma import Forma
from minigrad.aula.huella.observar import Huella, misma_huella, observar, primera_distinta
from minigrad.aula.juicio.juzgar import juzgar

_SEGUNDOS = 1.0


def verificar(ejercicio: Ejercicio, vigente: Curso | None = None) -> list[str]:
    """Las faltas de un ejercicio, en palabras; vacía si no tiene."""
    usado = vigente or activo()
    try:
        usado.celda(ejercicio.id)
    except LookupError as falta:
        return [str(falta.args[0])]
    faltas: list[str] = []
    try:
        for revision in _REVISIONES:
            faltas += revision(usado, ejercicio)
    except (Exception, TiempoAgotado) as excepcion:
        faltas.append(f"no se puede ejecutar: {type(excepcion).__name__}: {excepcion}")
    return faltas


# --- los datos -----------------------------------------------------------------------------


def _de_los_datos(usado: Curso, ejercicio: Ejercicio) -> Iterator[str]:
    pistas = 1 if ejercicio.tipo == "repaso" else 3
    if len(ejercicio.errores) < 2:
        yield f"tiene {len(ejercicio.errores)} errores conocidos; hacen falta al menos 2"
    if len(ejercicio.pistas) < pistas:
        yield f"tiene {len(ejercicio.pistas)} pistas; hacen falta al menos {pistas}"
    nombres = [error.nombre for error in ejercicio.errores]
    for nombre in {n for n in nombres if nombres.count(n) > 1}:
        yield f"dos errores se llaman «{nombre}»"
    textos = {f"el mensaje de «{e.nombre}»": e.mensaje for e in ejercicio.errores}
    textos |= {f"la pista {i}": p for i, p in enumerate(ejercicio.pistas, start=1)}
    for donde, texto in {
        **textos,
        "el porqué": ejercicio.porque,
        "título": ejercicio.titulo,
    }.items():
        if not texto.strip():
            yield f"{donde} está vacío"
    if ejercicio.tipo == "numero":
        yield from _delatores(usado, ejercicio, textos)
    solucion = usado.solucion(ejercicio.id)
    for error in ejercicio.errores:
        for viejo in error.cambiar or ():
            if viejo not in solucion:
                yield f"«{error.nombre}» cambia `{viejo}`, que no está en la solución"


def _delatores(usado: Curso, ejercicio: Ejercicio, textos: dict[str, str]) -> Iterator[str]:
    """Un mensaje o una pista no debe decir el número que se pide."""
    esperados = {
        numero
        for observada in usado.huella_de_referencia(ejercicio)
        for numero in _numeros(observada.forma)
        # 0, 1 y 2 salen en cualquier explicación
        if abs(numero) > 2
    }
    for donde, texto in textos.items():
        for numero in sorted(esperados & set(_dichos(texto))):
            yield f"{donde} dice el número esperado ({numero:g})"


def _dichos(texto: str) -> Iterator[float]:
    """Los números que un texto da como resultado; una cifra suelta puede ser otra cosa."""
    resultado = r"(=|\bes|\bson|\bda|\bvale|\bqueda|\bsale)?\s*([-−]?\d+(?:\.\d+)?)"
    for anuncio, cifras in re.findall(resultado, texto):
        if anuncio or len(cifras.strip("-−")) > 1:
            yield float(cifras.replace("−", "-"))


def _numeros(forma: Forma) -> Iterator[float]:
    if forma.clase == "numero" and not isinstance(forma.valor, complex):
        yield float(forma.valor)
    elif forma.clase == "secuencia":
        for parte in forma.valor:
            yield from _numeros(parte)


# --- la referencia y el blanco -------------------------------------------------------------


def _de_la_referencia(usado: Curso, ejercicio: Ejercicio) -> Iterator[str]:
    nombres = usado.referencia(ejercicio)
    if ejercicio.nombre not in nombres:
        yield f"la solución no define `{ejercicio.nombre}`"
        return
    objeto = nombres[ejercicio.nombre]
    if ejercicio.pieza and isinstance(objeto, int | float | str | bool | None):
        yield f"una respuesta que es {type(objeto).__name__} no puede ser pieza"
    comienzo = time.process_time()
    huella = usado.huella_de_referencia(ejercicio)
    if time.process_time() - comienzo > _SEGUNDOS:
        yield "observar la referencia tarda más de 1 segundo"
    if not huella:
        yield "no se observa nada"
    yield from _que_no_miran(huella)
    yield from _repetible(usado, ejercicio)
    veredicto = juzgar(usado, ejercicio, usado.referencia(ejercicio)[ejercicio.nombre])
    if veredicto.estado != "correcto":
        yield f"la referencia no se acepta: {veredicto.estado} {veredicto.mensaje}".rstrip()


def _que_no_miran(huella: Huella) -> Iterator[str]:
    """Una observación que se rompe ella sola da lo mismo con cualquier respuesta."""
    for observada in huella:
        lanzada = observada.forma.excepcion
        tramos = list(traceback.walk_tb(lanzada.__traceback__)) if lanzada else []
        if tramos and not tramos[-1][0].f_code.co_filename.startswith(ARCHIVO_NUESTRO):
            yield f"la observación «{observada.etiqueta}» se rompe sola: {lanzada}"


def _repetible(usado: Curso, ejercicio: Ejercicio) -> Iterator[str]:
    unas = usado.huella_de_referencia(ejercicio)
    otras = observar(
        ejercicio.observar, usado.referencia(ejercicio)[ejercicio.nombre], ejercicio.segundos
    )
    distinta = primera_distinta(unas, otras, 1e-12)
    if distinta is not None:
        yield f"dos observaciones iguales dan distinto (la número {distinta + 1})"


def _del_blanco(usado: Curso, ejercicio: Ejercicio) -> Iterator[str]:
    try:
        with acotado(ejercicio.segundos):
            nombres = usado.ejecutar(ejercicio, usado.blanco(ejercicio.id))
    except Exception as excepcion:
        yield f"la celda en blanco lanza {type(excepcion).__name__}: {excepcion}"
        return
    if ejercicio.nombre not in nombres:
        yield f"la celda en blanco no define `{ejercicio.nombre}`"
        return
    veredicto = juzgar(usado, ejercicio, nombres[ejercicio.nombre])
    if veredicto.estado != "blanco":
        yield f"la celda sin tocar cuenta como «{veredicto.estado}» y no como en blanco"


def _a_medias(usado: Curso, ejercicio: Ejercicio) -> Iterator[str]:
    """Con algunos huecos llenos y otros no, ni se acepta ni es un error conocido."""
    celda = usado.celda(ejercicio.id).python
    huecos = range(cuantos_huecos(celda))
    for cuantos in huecos:
        for llenos in combinations(huecos, cuantos):
            try:
                with acotado(_SEGUNDOS):
                    nombres = usado.ejecutar(ejercicio, a_medias(celda, llenos))
            except (Exception, TiempoAgotado):
                continue  # el cuaderno ya dice que la celda se detuvo
            veredicto = juzgar(usado, ejercicio, nombres[ejercicio.nombre])
            cuales = f"llenos los huecos {[i + 1 for i in llenos]} de {len(huecos)}"
            if veredicto.error is not None:
                yield f"a medio llenar ({cuales}) se reconoce como «{veredicto.error.nombre}»"
            elif veredicto.estado == "correcto":
                yield f"a medio llenar ({cuales}) se acepta"


# --- los errores ---------------------------------------------------------------------------


def _de_los_errores(usado: Curso, ejercicio: Ejercicio) -> Iterator[str]:
    esperada = usado.huella_de_referencia(ejercicio)
    vistas: dict[str, Huella] = {}
    for error in ejercicio.errores:
        huella = usado.huella_de_error(ejercicio, error)
        if misma_huella(huella, esperada, ejercicio.tolerancia):
            yield f"«{error.nombre}» se acepta como correcto"
        if misma_huella(huella, usado.huella_en_blanco(ejercicio), ejercicio.tolerancia):
            yield f"«{error.nombre}» se porta como la celda sin tocar: no se puede nombrar"
        for otro, vista in vistas.items():
            if misma_huella(huella, vista, ejercicio.tolerancia):
                yield f"«{error.nombre}» y «{otro}» tienen la misma huella"
        vistas[error.nombre] = huella
        yield from _reconocido(usado, ejercicio, error)


def _reconocido(usado: Curso, ejercicio: Ejercicio, error: Error) -> Iterator[str]:
    nombre, donde = error.nombre, f"{error.lugar}: " if error.lugar else ""
    try:
        with acotado(_SEGUNDOS):
            fuente = usado.equivocada(ejercicio, error)
            objeto = usado.ejecutar(ejercicio, fuente)[ejercicio.nombre]
    except (Exception, TiempoAgotado) as excepcion:
        yield f"{donde}«{nombre}» no se puede ejecutar: {type(excepcion).__name__}: {excepcion}"
        return
    veredicto = juzgar(usado, ejercicio, objeto)
    reconocido = veredicto.error.nombre if veredicto.error else veredicto.estado
    if reconocido != nombre:
        yield f"{donde}«{nombre}» se reconoce como «{reconocido}»"


def _contagio(usado: Curso, ejercicio: Ejercicio) -> Iterator[str]:
    """Lo que una respuesta deja cambiado no debe tocar el juicio de la siguiente."""
    veredicto = juzgar(usado, ejercicio, usado.referencia(ejercicio)[ejercicio.nombre])
    if veredicto.estado != "correcto":
        yield "después de juzgar los errores conocidos, la referencia ya no se acepta"


_REVISIONES = (
    _de_la_referencia,
    _de_los_datos,
    _del_blanco,
    _a_medias,
    _de_los_errores,
    _contagio,
)


# --- la orden ------------------------------------------------------------------------------


def principal(ids: Sequence[str]) -> int:
    """Informa de los ejercicios pedidos, o de todos; 1 si alguno tiene faltas."""
    vigente = activo()
    try:
        elegidos = [vigente.buscar(id_) for id_ in ids] or list(vigente.todos())
    except CatalogoDanado as error:
        print(error)
        return 1
    malos = sum(_informar(vigente, ejercicio) for ejercicio in elegidos)
    print(f"{len(elegidos)} ejercicios, {malos} con faltas.")
    return 1 if malos else 0


def _informar(vigente: Curso, ejercicio: Ejercicio) -> bool:
    faltas = verificar(ejercicio, vigente)
    print(f"{'✘' if faltas else '✔'} {ejercicio.id}")
    for falta in faltas:
        print(f"    {falta}")
    return bool(faltas)


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
