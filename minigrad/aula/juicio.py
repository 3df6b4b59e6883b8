"""Juzga una respuesta: correcta, en blanco o equivocada, y por qué. No muestra ni guarda nada.

El orden importa: primero si sigue en blanco; luego si se porta como la referencia; luego si se
porta como un error conocido; y solo al final, en qué observación se separa de lo esperado.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from minigrad.aula.codigo import es, funcion_de, mismo_codigo, parte_de
from minigrad.aula.curso import Curso
from minigrad.aula.ejercicio import Ejercicio, Error
from minigrad.aula.instantanea import Instantanea
from minigrad.aula.limites import TiempoAgotado, acotado
from minigrad.aula.observacion import (
    Forma,
    Huella,
    Observada,
    congelar,
    contiene,
    iguales,
    misma_huella,
    observar,
    primera_distinta,
)

#: cuánto se espera a una respuesta equivocada conocida; normalmente son milésimas
_SEGUNDOS_DE_ERROR = 1.0


@dataclass(frozen=True)
class Veredicto:
    """El resultado. `estado`: correcto, blanco, mal o sin_juicio (la máquina no pudo)."""

    estado: str
    mensaje: str = ""
    error: Error | None = None
    huella: Huella = ()
    esperada: Huella = ()
    #: la respuesta es correcta, pero algo anterior del aprendiz no lo es; con qué seguir
    trasplante: Any = None


def juzgar(curso: Curso, ejercicio: Ejercicio, respuesta: Any) -> Veredicto:
    """El veredicto sobre una respuesta; todo queda como estaba antes."""
    foto = Instantanea(respuesta)
    try:
        return _juzgar(curso, ejercicio, respuesta)
    finally:
        foto.restaurar()


def _juzgar(curso: Curso, ejercicio: Ejercicio, respuesta: Any) -> Veredicto:
    esperada = huella_de_referencia(curso, ejercicio)
    if esperada and esperada[-1].forma.clase == "tiempo":
        return Veredicto("sin_juicio")
    try:
        hueco = _lo_que_falta(curso, ejercicio, respuesta)
    except TiempoAgotado:
        hueco = None  # que el límite de la observación lo diga
    if hueco is not None:
        return Veredicto("blanco", hueco)
    huella = observar(ejercicio, respuesta)
    if misma_huella(huella, esperada, ejercicio.tolerancia):
        return Veredicto("correcto", huella=huella, esperada=esperada)
    if _igual_que_el_blanco(curso, ejercicio, respuesta, huella):
        return Veredicto("blanco")
    error = error_reconocido(curso, ejercicio, huella)
    if error is None:
        trasplante = _trasplantar(curso, ejercicio, respuesta, esperada)
        if trasplante is not None:
            return Veredicto("correcto", trasplante=trasplante, huella=huella, esperada=esperada)
    mensaje = error.mensaje if error else ""
    return Veredicto("mal", mensaje, error, huella, esperada)


# --- las huellas conocidas -----------------------------------------------------------------


def huella_de_referencia(curso: Curso, ejercicio: Ejercicio) -> Huella:
    """Lo que se observa de la solución; se calcula una vez."""
    clave = ("referencia", ejercicio.id)
    if clave not in curso.memoria:
        objeto = curso.referencia(ejercicio)[ejercicio.nombre]
        huella = observar(ejercicio, objeto, 4 * ejercicio.segundos)
        if huella and huella[-1].forma.clase == "tiempo":
            return huella  # la máquina iba lenta: que la próxima vez se vuelva a intentar
        curso.memoria[clave] = huella
    return curso.memoria[clave]  # type: ignore[no-any-return]


def huella_de_error(curso: Curso, ejercicio: Ejercicio, error: Error) -> Huella:
    """Lo que se observa de una respuesta equivocada conocida; se calcula una vez."""
    clave = ("error", ejercicio.id, error.nombre)
    if clave not in curso.memoria:
        curso.memoria[clave] = _huella_de_fuente(
            curso, ejercicio, curso.equivocada(ejercicio, error), _SEGUNDOS_DE_ERROR
        )
    return curso.memoria[clave]  # type: ignore[no-any-return]


def _huella_de_fuente(curso: Curso, ejercicio: Ejercicio, fuente: str, segundos: float) -> Huella:
    try:
        with acotado(segundos):
            objeto = curso.ejecutar(ejercicio, fuente)[ejercicio.nombre]
    except TiempoAgotado:
        return (Observada("tiempo", Forma("tiempo")),)
    except Exception as excepcion:
        return (Observada("la celda", Forma("excepcion", type(excepcion).__name__)),)
    huella = observar(ejercicio, objeto, segundos)
    # la excepción retiene toda la pila; para comparar bastan su tipo y su causa
    return tuple(
        Observada(o.etiqueta, Forma(o.forma.clase, o.forma.valor, causa=o.forma.causa))
        for o in huella
    )


def error_reconocido(curso: Curso, ejercicio: Ejercicio, huella: Huella) -> Error | None:
    """El error del catálogo que se porta igual, si hay alguno."""
    for error in ejercicio.errores:
        conocida = huella_de_error(curso, ejercicio, error)
        if misma_huella(huella, conocida, ejercicio.tolerancia) and not _otra_causa(
            huella, conocida, huella_de_referencia(curso, ejercicio), ejercicio.tolerancia
        ):
            return error
    return None


def _otra_causa(huella: Huella, conocida: Huella, esperada: Huella, tolerancia: float) -> bool:
    """Dice si solo coinciden en lanzar, y lo que lanzan tiene causas distintas."""
    i = primera_distinta(huella, esperada, tolerancia)
    buenas = {observada.etiqueta: observada.forma for observada in esperada}
    hay_mas = any(
        o.forma.clase != "excepcion"
        and not (o.etiqueta in buenas and iguales(o.forma, buenas[o.etiqueta], tolerancia))
        for o in huella
    )
    if i is None or i >= len(huella) or hay_mas:
        return False
    una, otra = huella[i].forma.causa, conocida[i].forma.causa
    return bool(una and otra and una != otra)


# --- en blanco -----------------------------------------------------------------------------


def partes(curso: Curso, ejercicio: Ejercicio) -> tuple[str, ...]:
    """Los atributos de la clase que el aprendiz escribe en este ejercicio.

    Son los que su celda engancha (`Value.__mul__ = multiplicar`), menos los que ya venían dados.
    """
    clave = ("partes", ejercicio.id)
    if clave not in curso.memoria:
        curso.memoria[clave] = tuple(_partes(curso, ejercicio))
    return curso.memoria[clave]  # type: ignore[no-any-return]


def _partes(curso: Curso, ejercicio: Ejercicio) -> list[str]:
    if ejercicio.parte is None:
        return []
    enganchadas = list(_enganchadas(curso.solucion(ejercicio.id), ejercicio.nombre))
    resuelta = curso.referencia(ejercicio)[ejercicio.nombre]
    vacia = objeto_en_blanco(curso, ejercicio)
    propias = [
        p for p in enganchadas if not mismo_codigo(parte_de(resuelta, p), parte_de(vacia, p))
    ]
    return propias or [ejercicio.parte]


def _enganchadas(fuente: str, nombre: str) -> Iterator[str]:
    for nodo in ast.parse(fuente).body:
        for destino in nodo.targets if isinstance(nodo, ast.Assign) else ():
            if isinstance(destino, ast.Attribute) and ast.unparse(destino.value) == nombre:
                yield destino.attr


def objeto_en_blanco(curso: Curso, ejercicio: Ejercicio) -> Any:
    """Lo que deja la celda sin tocar, o None si no se puede ejecutar."""
    clave = ("blanco", ejercicio.id)
    if clave not in curso.memoria:
        try:
            with acotado(ejercicio.segundos):
                nombres = curso.ejecutar(ejercicio, curso.blanco(ejercicio.id))
        except (Exception, TiempoAgotado):
            nombres = {}
        curso.memoria[clave] = nombres.get(ejercicio.nombre)
    return curso.memoria[clave]


def _lo_que_falta(curso: Curso, ejercicio: Ejercicio, respuesta: Any) -> str | None:
    """Por qué la respuesta sigue en blanco (texto quizás vacío), o None si no lo está."""
    with acotado(ejercicio.segundos):
        forma = congelar(respuesta)
    if contiene(forma, "hueco"):
        return "" if forma.clase == "hueco" else "Todavía queda algún `...` por llenar."
    vacia = objeto_en_blanco(curso, ejercicio)
    propias = partes(curso, ejercicio)
    if not propias:
        return "" if mismo_codigo(respuesta, vacia) else None
    ausentes = [p for p in propias if parte_de(respuesta, p) is None]
    if ausentes and es(respuesta, type):
        return f"`{respuesta.__name__}` todavía no tiene `{ausentes[0]}`."
    vacias = [p for p in propias if mismo_codigo(parte_de(respuesta, p), parte_de(vacia, p))]
    if not vacias:
        return None
    return "" if len(vacias) == len(propias) else f"Todavía falta llenar `{vacias[0]}`."


def _igual_que_el_blanco(
    curso: Curso, ejercicio: Ejercicio, respuesta: Any, huella: Huella
) -> bool:
    """Para respuestas que son datos: en blanco es portarse como la celda sin tocar."""
    if es(respuesta, type, FunctionType):
        return False
    if objeto_en_blanco(curso, ejercicio) is Ellipsis:
        # algo escribió: que se observe igual de poco que un `...` no lo deja en blanco
        return any(contiene(observada.forma, "hueco") for observada in huella)
    blanca = huella_en_blanco(curso, ejercicio)
    return misma_huella(huella, blanca, ejercicio.tolerancia) or any(
        contiene(observada.forma, "hueco") for observada in huella
    )


def huella_en_blanco(curso: Curso, ejercicio: Ejercicio) -> Huella:
    """Lo que se observa de la celda sin tocar; se calcula una vez."""
    clave = ("huella en blanco", ejercicio.id)
    if clave not in curso.memoria:
        vacio = objeto_en_blanco(curso, ejercicio)
        curso.memoria[clave] = observar(ejercicio, vacio, _SEGUNDOS_DE_ERROR)
    return curso.memoria[clave]  # type: ignore[no-any-return]


# --- lo anterior está mal, esto no ---------------------------------------------------------


def _trasplantar(curso: Curso, ejercicio: Ejercicio, respuesta: Any, esperada: Huella) -> Any:
    """Prueba la parte del aprendiz sobre la referencia de lo demás; None si así tampoco va."""
    if not ejercicio.requiere or not curso.presta(ejercicio):
        return None
    with acotado(4 * ejercicio.segundos):
        contexto = curso.preparar(ejercicio)
    propias = partes(curso, ejercicio)
    if propias and ejercicio.nombre not in contexto:
        return None
    if propias:
        injerto = _injertada(contexto[ejercicio.nombre], respuesta, propias, contexto)
    else:
        injerto = _con_globales(respuesta, contexto)
    if injerto is None:
        return None
    huella = observar(ejercicio, injerto)
    if not misma_huella(huella, esperada, ejercicio.tolerancia):
        return None
    if not propias:
        return respuesta
    with acotado(4 * ejercicio.segundos):
        limpia = curso.preparar(ejercicio)[ejercicio.nombre]
    for parte in propias:
        setattr(limpia, parte, parte_de(respuesta, parte))
    return limpia


def _injertada(
    clase: Any, respuesta: Any, propias: tuple[str, ...], contexto: dict[str, Any]
) -> Any:
    for parte in propias:
        copia = _con_globales(parte_de(respuesta, parte), contexto)
        if copia is None:
            return None
        setattr(clase, parte, copia)
    return clase


def _con_globales(objeto: Any, contexto: dict[str, Any]) -> FunctionType | None:
    """La misma función, pero lo que busca fuera lo encuentra primero en `contexto`."""
    funcion = funcion_de(objeto)
    if funcion is None or funcion is not objeto:
        return None
    nombres = {**funcion.__globals__, **contexto}
    copia = FunctionType(
        funcion.__code__, nombres, funcion.__name__, funcion.__defaults__, funcion.__closure__
    )
    copia.__kwdefaults__ = funcion.__kwdefaults__
    return copia
