"""Saca de un cuaderno entregado las celdas de ejercicio, y cuenta qué les pasó.

Se reconocen por la clave de su metadata, que sobrevive a copiar y mover. Si una celda la perdió
(alguien pegó el código en otra), se reconoce por lo que define. Leer un archivo ajeno y analizar
su código también es peligroso: todo esto corre en el proceso encerrado, y lo que da son datos.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from minigrad.aula.celda.codigo import destinos
from minigrad.calificar.celda.nombres import nombres_de
from minigrad.calificar.entrega.leer import CeldaEntregada, celdas_de_codigo
from minigrad.calificar.entrega.plano import Plano, senas

#: cuántas versiones distintas de un mismo ejercicio se prueban
_VERSIONES = 4
#: cuántos avisos de un mismo archivo se dicen
_AVISOS = 8
#: cuánto se guarda del código que rodea a las respuestas de un cuaderno
_CUANTAS, _LARGO_DE_TODAS = 5_000, 1_000_000


def extraer(contenido: bytes, plano: Plano, leccion: str | None = None) -> dict[str, Any]:
    """Qué cuadernos son, y las versiones y los avisos de cada uno de sus ejercicios.

    `leccion` es la que dice el nombre del archivo. Una versión en blanco no se incluye. Lanza
    `NoEsCuaderno`.
    """
    celdas = celdas_de_codigo(contenido)
    ejercicios = plano["ejercicios"]
    claves = [c.clave for c in celdas if c.clave is not None and c.clave in ejercicios]
    cuadernos = _cuadernos(claves, celdas, ejercicios, leccion)
    pedidos = [id_ for id_, datos in ejercicios.items() if datos["cuaderno"] in cuadernos]
    movidas = _movidas(claves, pedidos)
    dadas = {dada for cuaderno in cuadernos for dada in plano["dadas"].get(cuaderno, ())}
    sueltas = [c for c in celdas if c.clave not in ejercicios and senas(c.fuente) not in dadas]
    hechos = {}
    for id_ in pedidos:
        propias = [c for c in celdas if c.clave == id_]
        usadas, versiones = _usadas(propias, ejercicios[id_], sueltas)
        es_codigo = ejercicios[id_].get("es_codigo", True)
        avisos = _los_primeros(_avisos(propias, usadas, id_ in movidas, es_codigo))
        hechos[id_] = {"versiones": versiones, "avisos": avisos, "esta": bool(propias or versiones)}
    return {
        "cuadernos": cuadernos,
        "ejercicios": hechos,
        "avisos": _los_primeros(_de_mas(celdas, ejercicios, pedidos)),
        "celdas": list(_alrededor(celdas, ejercicios, dadas)),
    }


# --- qué cuadernos son -------------------------------------------------------------------------


def _cuadernos(
    claves: Sequence[str],
    celdas: Sequence[CeldaEntregada],
    ejercicios: dict[str, Any],
    leccion: str | None,
) -> list[str]:
    """El cuaderno del que hay más celdas, y todo otro que tenga al menos la mitad de las suyas.

    Sin ninguna clave, el que dice el nombre del archivo o aquel cuyos nombres más se definen.
    """
    presentes = Counter(ejercicios[clave]["cuaderno"] for clave in set(claves))
    if not presentes:
        return [leccion] if leccion else _por_sus_nombres(celdas, ejercicios)
    tamanos = Counter(datos["cuaderno"] for datos in ejercicios.values())
    mayor = max(presentes, key=lambda nombre: (nombre == leccion, presentes[nombre]))
    return [n for n in tamanos if n == mayor or 2 * presentes[n] >= tamanos[n]]


def _por_sus_nombres(celdas: Sequence[CeldaEntregada], ejercicios: dict[str, Any]) -> list[str]:
    definidos = set().union(*(destinos(celda.fuente) for celda in celdas))
    hallados = Counter(d["cuaderno"] for d in ejercicios.values() if definidos >= set(d["define"]))
    # un par de nombres comunes en otro cuaderno no lo hacen nuestro
    return [nombre for nombre, veces in hallados.most_common(1) if veces >= 3]


# --- las celdas de cada ejercicio --------------------------------------------------------------


def _usadas(
    propias: Sequence[CeldaEntregada], datos: dict[str, Any], sueltas: Sequence[CeldaEntregada]
) -> tuple[list[CeldaEntregada], list[dict[str, Any]]]:
    """Las celdas de donde sale la respuesta, y sus versiones.

    Las de código que llevan su clave; si no dicen nada, las que se volvieron texto. Si ninguna
    define lo que se pide, también las que lo definen sin llevar ninguna clave.
    """
    for de_texto in (False, True):
        usadas = [c for c in propias if c.de_texto is de_texto]
        versiones = _versiones(usadas, datos)
        if versiones:
            break
    pedido = set(datos["define"])
    if not pedido or any(pedido & destinos(version["fuente"]) for version in versiones):
        return usadas, versiones
    otras = [celda for celda in sueltas if pedido <= destinos(celda.fuente)]
    return [*usadas, *otras], [*versiones, *_versiones(otras, datos)]


def _versiones(celdas: Sequence[CeldaEntregada], datos: dict[str, Any]) -> list[dict[str, Any]]:
    """Los códigos distintos, sin los que siguen en blanco; de haber muchos, los últimos.

    De una pregunta, solo el último que la contesta: lo demás sería probar hasta dar con ella.
    """
    distintas: dict[str, CeldaEntregada] = {}
    for celda in celdas:
        sello = senas(celda.fuente) or celda.fuente
        if celda.fuente.strip() and sello != datos["blanco"]:
            distintas.pop(sello, None)
            distintas[sello] = celda
    elegidas = list(distintas.values())[-_VERSIONES:]
    if not datos.get("es_codigo", True):
        contestan = [c for c in elegidas if set(datos["define"]) & destinos(c.fuente)]
        elegidas = (contestan or elegidas)[-1:]
    return [{"fuente": celda.fuente, "lugar": celda.lugar} for celda in elegidas]


def _alrededor(
    celdas: Sequence[CeldaEntregada], ejercicios: dict[str, Any], dadas: set[str]
) -> Iterator[dict[str, Any]]:
    """Las celdas en las que una respuesta se puede apoyar, sin las que nunca corrieron.

    De las dadas, sus señas; de un ejercicio en blanco, solo su lugar.
    """
    quedan = _LARGO_DE_TODAS
    for celda in celdas[:_CUANTAS]:
        sello = senas(celda.fuente)
        if not sello or celda.de_texto or len(celda.fuente) > quedan:
            continue
        datos = ejercicios.get(celda.clave or "")
        if datos and sello == datos["blanco"]:
            fuente, sello = "", ""
        elif not datos and sello in dadas:
            fuente = ""
        else:
            fuente, sello = celda.fuente, ""
        quedan -= len(fuente)
        nombres = nombres_de(fuente)
        yield {
            "clave": celda.clave if datos else None,
            "fuente": fuente,
            "senas": sello,
            "lugar": celda.lugar,
            "orden": celda.orden,
            "pone": sorted(nombres.pone),
            "usa": sorted(nombres.usa),
        }


# --- lo que se informa -------------------------------------------------------------------------


def _avisos(
    propias: Sequence[CeldaEntregada], usadas: Sequence[CeldaEntregada], movida: bool,
    es_codigo: bool,
) -> Iterator[str]:  # fmt: skip
    con_clave = [celda for celda in propias if not celda.de_texto]
    if any(celda not in propias for celda in usadas):
        yield "celda sin su clave: la reconocí por lo que define"
    elif len(con_clave) > 1:
        cual = "la mejor" if es_codigo else "la última que contesta"
        yield f"hay {len(con_clave)} celdas con esta clave: cuenta {cual}"
    if movida:
        yield "celda cambiada de lugar"
    yield from dict.fromkeys(celda.aviso for celda in usadas if celda.aviso)
    if any(celda.larga for celda in propias):
        yield "celda demasiado larga para ser una respuesta: no se ejecutó"


def _de_mas(
    celdas: Sequence[CeldaEntregada], ejercicios: dict[str, Any], pedidos: Sequence[str]
) -> Iterator[str]:
    for clave in dict.fromkeys(c.clave for c in celdas if c.clave is not None):
        if clave not in ejercicios:
            yield f"hay una celda con una clave que no existe: «{clave[:40]}»"
        elif clave not in pedidos:
            yield f"hay una celda de otro cuaderno, que no cuenta: {clave}"


def _los_primeros(avisos: Iterator[str]) -> list[str]:
    """Los avisos, sin llenar un informe con ellos."""
    todos = list(avisos)
    sobran = len(todos) - _AVISOS
    return todos if sobran <= 0 else [*todos[:_AVISOS], f"y {sobran} avisos más como esos"]


def _movidas(claves: Sequence[str], orden: Sequence[str]) -> set[str]:
    """Los ejercicios que están fuera de orden: los menos posibles que explican lo que se ve."""
    vistas = [clave for clave in dict.fromkeys(claves) if clave in orden]
    lugares = [orden.index(clave) for clave in vistas]
    mejores: list[list[int]] = []  # la mayor sucesión creciente que acaba en cada lugar
    for i, lugar in enumerate(lugares):
        previas: list[list[int]] = [mejores[j] for j in range(i) if lugares[j] < lugar]
        mejores.append([*_mayor(previas), lugar])
    quietas = set(_mayor(mejores))
    return {clave for clave, lugar in zip(vistas, lugares, strict=True) if lugar not in quietas}


def _mayor(sucesiones: Sequence[list[int]]) -> list[int]:
    return max(sucesiones, key=len) if sucesiones else []
