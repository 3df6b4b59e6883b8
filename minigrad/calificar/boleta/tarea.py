"""Qué se pidió y hasta cuándo: los ejercicios sobre los que se cuenta, y qué entregas llegan tarde.

Glosario. *Tarea*: uno o varios cuadernos, o ejercicios sueltos, que se entregan juntos.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from minigrad.aula.cerrojo.politica import fecha
from minigrad.calificar.boleta.boleta import Boleta
from minigrad.calificar.entrega.buscar import Entrega
from minigrad.calificar.entrega.de_quien import DE_CANVAS
from minigrad.calificar.entrega.plano import Plano

TARDE = "entregado tarde"


class NoEsTarea(ValueError):
    """Una tarea o una fecha que no se entiende; el texto dice qué escribir."""


# --- qué se pidió ----------------------------------------------------------------------------


def leer_tarea(palabras: Sequence[str], plano: Plano) -> tuple[str, ...]:
    """Los ejercicios de una tarea, en el orden del curso; lanza `NoEsTarea`.

    Vale el nombre de un cuaderno (`02_a_mano`), una sección (`02`, `02p`, «02 y su práctica») o un
    ejercicio (`02-derivada`).
    """
    cuaderno_de = {id_: str(datos["cuaderno"]) for id_, datos in plano["ejercicios"].items()}
    pedidos: set[str] = set()
    for palabra in _separadas(palabras):
        propios = [i for i, cuaderno in cuaderno_de.items() if palabra in nombres_de(i, cuaderno)]
        if not propios:
            raise NoEsTarea(_no_existe(palabra, cuaderno_de))
        pedidos.update(propios)
    return tuple(id_ for id_ in cuaderno_de if id_ in pedidos)


def _separadas(palabras: Sequence[str]) -> Iterator[str]:
    """Cada nombre; «02 y su práctica» son dos."""
    junto = re.sub(r"[,;]", " ", " ".join(palabras)).casefold().replace("á", "a")
    anterior = ""
    for palabra in junto.split():
        limpia = palabra.removesuffix(".ipynb").rpartition("/")[2]
        if limpia in ("practica", "practicas") and anterior:
            yield f"{anterior} practica"
        elif limpia not in ("y", "su", "la", "leccion"):
            yield limpia
            anterior = limpia


def nombres_de(id_: str, cuaderno: str) -> set[str]:
    """Con qué se puede nombrar el cuaderno de un ejercicio, o el ejercicio."""
    seccion = id_.partition("-")[0]
    nombres = {id_, cuaderno, seccion, seccion.lstrip("0") or "0"}
    if seccion == "00":
        nombres.add("0")
    if seccion.endswith("p"):
        de = seccion.removesuffix("p")
        leccion = cuaderno.removesuffix("_practica")
        nombres |= {f"{nombre} practica" for nombre in (de, de.lstrip("0"), leccion)}
    return nombres


def _no_existe(palabra: str, cuaderno_de: Mapping[str, str]) -> str:
    hay = list(dict.fromkeys(cuaderno_de.values()))
    cerca = difflib.get_close_matches(palabra, [*hay, *cuaderno_de], n=1)
    quizas = f" ¿Querías decir {cerca[0]}?" if cerca else ""
    return (
        f"No hay ningún cuaderno ni ejercicio «{palabra}».{quizas} "
        f"Los cuadernos son: {', '.join(hay)}; también sirve 02, 02p o 02-derivada."
    )


def deducir(boletas: Iterable[Boleta], plano: Plano) -> tuple[str, ...]:
    """Los ejercicios de los cuadernos que entregó al menos la mitad de quienes entregaron alguno.

    Si ninguno llega a la mitad, los más entregados. Quien entrega toda su carpeta trae también los
    que no ha empezado: esos no cuentan, salvo que nadie haya empezado ninguno.
    """
    todas = list(boletas)
    entregados = _entregados(_empezada(boleta) for boleta in todas) or _entregados(todas)
    veces = Counter(cuaderno for _, cuaderno in entregados)
    personas = len({aprendiz for aprendiz, _ in entregados})
    bastan = min(personas / 2, max(veces.values(), default=0))
    return tuple(
        id_
        for id_, datos in plano["ejercicios"].items()
        if veces[datos["cuaderno"]] and veces[datos["cuaderno"]] >= bastan
    )


def _entregados(boletas: Iterable[Boleta]) -> set[tuple[str, str]]:
    """Cada aprendiz con cada cuaderno que entregó."""
    return {
        (boleta.aprendiz, cuaderno)
        for boleta in boletas
        for cuaderno in ({n.cuaderno for n in boleta.notas} or {boleta.leccion or ""})
        if cuaderno
    }


def _empezada(boleta: Boleta) -> Boleta:
    """La misma, sin los cuadernos que están todos en blanco."""
    empezados = {n.cuaderno for n in boleta.notas if n.estado not in ("blanco", "falta")}
    propias = tuple(nota for nota in boleta.notas if nota.cuaderno in empezados)
    return replace(boleta, notas=propias, leccion=None if boleta.notas else boleta.leccion)


def de_la_tarea(entregas: Sequence[Entrega], pedidos: Sequence[str], plano: Plano) -> list[Entrega]:
    """Las entregas que hay que abrir para calificar una tarea.

    De quien entregó un archivo con el nombre de lo pedido no se abren los de otras lecciones; de
    quien no, se abren todos: quizás le cambió el nombre.
    """
    cuadernos = {plano["ejercicios"][id_]["cuaderno"] for id_ in pedidos}
    entregaron = {e.aprendiz for e in entregas if e.leccion in cuadernos and not e.rechazo}
    return [
        e
        for e in entregas
        if e.leccion is None or e.leccion in cuadernos or e.aprendiz not in entregaron
    ]


# --- hasta cuándo ----------------------------------------------------------------------------


def leer_hasta(texto: str) -> datetime.datetime:
    """La fecha tope, con la hora de aquí si no dice otra; un día sin hora vale entero."""
    try:
        leida = fecha(texto)
        if re.fullmatch(r"\d{4}-?\d\d-?\d\d|\d{4}-?W\d\d-?\d", texto.strip()):
            leida = leida.replace(hour=23, minute=59, second=59)
        return leida.astimezone()
    except (ValueError, OverflowError, OSError):
        raise NoEsTarea(
            f"No entiendo la fecha «{texto}» de --hasta: se escribe año-mes-día, una T y la hora, "
            "como 2027-03-08T18:00; sin hora, vale el día entero."
        ) from None


def tardanza(entrega: Entrega, hasta: datetime.datetime | None) -> str:
    """Por qué una entrega llega tarde, y quién lo dice; vacío si llegó a tiempo."""
    de_canvas = DE_CANVAS.match(entrega.ruta.name)
    if de_canvas:  # Canvas pone en sus archivos la fecha de la descarga: vale lo que dice el nombre
        return f"{TARDE}, según Canvas (LATE en el nombre del archivo)" if de_canvas[2] else ""
    if hasta is None:
        return ""
    try:
        entregado = datetime.datetime.fromtimestamp(entrega.ruta.lstat().st_mtime).astimezone()
    except (OSError, OverflowError, ValueError):
        return ""
    if entregado <= hasta:
        return ""
    cuando = entregado.astimezone(hasta.tzinfo)
    return f"{TARDE}: {cuando:%d/%m/%Y, %H:%M}, según la fecha del archivo"


def tardanzas(entregas: Iterable[Entrega], hasta: datetime.datetime | None) -> dict[str, str]:
    """Las entregas que llegan tarde, por su ruta, y por qué."""
    dichas = ((entrega.relativa, tardanza(entrega, hasta)) for entrega in entregas)
    return {relativa: porque for relativa, porque in dichas if porque}


def cuadernos_de(ejercicios: Iterable[str], plano: Mapping[str, Any]) -> tuple[str, ...]:
    """Los cuadernos de unos ejercicios, sin repetir."""
    return tuple(dict.fromkeys(str(plano["ejercicios"][id_]["cuaderno"]) for id_ in ejercicios))
