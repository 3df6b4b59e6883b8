"""El informe de la clase: una página sola, sin nada de fuera, que se abre en cualquier navegador.

Muestra cómo le fue a cada quién y qué error conocido se repite. Nunca dice qué número se esperaba.
Aquí se hacen las cuentas; la página está en `informe.html.jinja` y sus estilos, en `informe.css`.
"""

from __future__ import annotations

import datetime
import importlib.util
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.calificar.boleta.boleta import ESTADOS, Nota, corto, nombre_de
from minigrad.calificar.boleta.planilla import Clase, Fila
from minigrad.calificar.boleta.tarea import TARDE

SIGNOS = {
    "correcto": "✓",
    "mal": "✗",
    "limite": "!",
    "blanco": "·",
    "falta": "–",
    "rechazada": "×",
    "no_entrego": "○",
    "sin_calificar": "?",
}
_REPETIDOS = 15
_POR_EJERCICIO = 3


def hay_jinja() -> bool:
    """Dice si se puede escribir el informe; sin Jinja2 queda el CSV."""
    return importlib.util.find_spec("jinja2") is not None


def como_html(clase: Clase, ejercicios: Mapping[str, Ejercicio], hecho: datetime.datetime) -> bytes:
    """La página entera, en UTF-8."""
    return pagina(
        "informe",
        clase=clase,
        ejercicios=ejercicios,
        hecho=f"{hecho:%d/%m/%Y, %H:%M}",
        cifras=_cifras(clase),
        estados_vistos=_estados_vistos(clase),
        primeras=_primeras(clase),
        repetidos=_repetidos(clase),
        resumenes=[_resumen(clase, id_) for id_ in clase.ejercicios],
        incidentes=[(fila.nombre, aviso) for fila in clase.filas for aviso in _por_mirar(fila)],
        les_falta=list(_les_falta(clase)),
        cambios=[
            (fila.nombre, de_que or "total", cambio.dicho)
            for fila in clase.filas
            for de_que, cambio in fila.cambios.items()
        ],
    )


def pagina(nombre: str, **datos: Any) -> bytes:
    """Una página que lo lleva todo adentro, en UTF-8: su plantilla, con sus estilos."""
    aqui = Path(__file__).parent
    estilo = "".join((aqui / f"{uno}.css").read_text("utf-8") for uno in ("base", nombre))
    plantilla = _entorno().get_template(f"{nombre}.html.jinja")
    escrita: str = plantilla.render(estilo=_seguro(estilo), **datos)
    return (escrita.strip() + "\n").encode("utf-8", "replace")


@cache
def _entorno() -> Any:
    import jinja2

    entorno = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True,
        lstrip_blocks=True, undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    entorno.filters.update(con_codigo=_con_codigo, limpio=corto)
    entorno.globals.update(nombre_de=nombre_de, dicho=_dicho, signos=SIGNOS, estados=ESTADOS)
    return entorno


def _seguro(html: str) -> Any:
    """Un texto que ya es HTML, y va tal cual."""
    from markupsafe import Markup

    return Markup(html)


def _con_codigo(texto: str) -> Any:
    """El texto, con lo que va entre acentos graves como código."""
    return _seguro(re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(texto)))


def _cifras(clase: Clase) -> dict[str, Any]:
    sin_nada = sum(not fila.entrego for fila in clase.filas)
    sin_leer = len(clase.rechazadas)
    ilegibles = "entrega que no se pudo" if sin_leer == 1 else "entregas que no se pudieron"
    return {
        "aprendices": len(clase.filas),
        "ejercicios": len(clase.ejercicios),
        "de los puntos, en promedio": f"{clase.media:.0%}".replace("%", " %"),
        f"{ilegibles} leer": sin_leer,
        **({"sin entregar nada": sin_nada} if sin_nada else {}),
        **({"fuera de la lista": len(clase.fuera)} if clase.fuera else {}),
    }


# --- el mapa -------------------------------------------------------------------------------------


def _estados_vistos(clase: Clase) -> list[str]:
    vistos = {nota.estado for fila in clase.filas for nota in fila.notas.values()}
    return [estado for estado in SIGNOS if estado in vistos]


def _primeras(clase: Clase) -> dict[str, str]:
    """La clase de CSS que separa la primera columna de cada sección."""
    grupos = groupby(clase.ejercicios, key=lambda id_: id_.partition("-")[0])
    primeras = {next(grupo) for _, grupo in grupos}
    return {id_: " primera" if id_ in primeras else "" for id_ in clase.ejercicios}


def _dicho(nota: Nota) -> str:
    dichos = (corto(dicho) for dicho in (nota.comentario, *nota.avisos) if dicho)
    return "; ".join(dichos) or ESTADOS[nota.estado]


# --- los errores y los ejercicios ----------------------------------------------------------------


def _repetidos(clase: Clase) -> list[tuple[tuple[str, str], int]]:
    """Los errores más vistos: su ejercicio, su nombre y cuántas veces."""
    notas = (nota for fila in clase.filas for nota in fila.notas.values())
    return Counter((n.ejercicio, n.error) for n in notas if n.error).most_common(_REPETIDOS)


@dataclass(frozen=True)
class _Resumen:
    """Cómo les fue en un ejercicio."""

    id: str
    correctos: int
    cuantos: int
    #: el reparto por estado, en palabras y como anchos de una barra
    reparto: str
    anchos: list[tuple[str, str]]
    comunes: list[tuple[str, int]]


def _resumen(clase: Clase, id_: str) -> _Resumen:
    notas = [fila.notas[id_] for fila in clase.filas if id_ in fila.notas]
    estados = Counter(nota.estado for nota in notas)
    vistos = [estado for estado in SIGNOS if estados[estado]]
    return _Resumen(
        id=id_,
        correctos=estados["correcto"],
        cuantos=len(notas),
        reparto=", ".join(f"{ESTADOS[e]}: {estados[e]}" for e in vistos),
        anchos=[(e, f"{100 * estados[e] / len(notas):.2f}") for e in vistos],
        comunes=Counter(nota.error for nota in notas if nota.error).most_common(_POR_EJERCICIO),
    )


# --- lo que hay que mirar ------------------------------------------------------------------------


def _por_mirar(fila: Fila) -> Iterator[str]:
    yield from (*fila.avisos, *fila.tarde)
    for nota in fila.notas.values():
        if nota.estado in ("limite", "sin_calificar"):
            yield f"{nota.ejercicio}: {nota.comentario}"
        elif nota.estado == "correcto" and nota.comentario:
            yield f"{nota.ejercicio}: correcto, pero {nota.comentario}"
        propios = (aviso for aviso in nota.avisos if not aviso.startswith(TARDE))
        yield from (f"{nota.ejercicio}: {aviso}" for aviso in propios)


def _les_falta(clase: Clase) -> Iterator[tuple[Fila, list[Nota], list[str]]]:
    """De cada quien a quien le falta algo: lo que no está bien y lo que dejó en blanco."""
    aparte = ("correcto", "blanco", "no_entrego")
    for fila in clase.filas:
        pendientes = [n for n in fila.notas.values() if n.estado not in aparte]
        blancos = [n.ejercicio for n in fila.notas.values() if n.estado == "blanco"]
        if pendientes or blancos:
            yield fila, pendientes, blancos
