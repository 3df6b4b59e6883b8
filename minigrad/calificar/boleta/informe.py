"""El informe de la clase: una página sola, sin nada de fuera, que se abre en cualquier navegador.

Muestra cómo le fue a cada quién y qué error conocido se repite. Nunca dice qué número se esperaba.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.calificar.boleta.boleta import ESTADOS, Nota, nombre_de
from minigrad.calificar.boleta.planilla import Clase, Fila

SIGNOS = {
    "correcto": "✓",
    "mal": "✗",
    "limite": "!",
    "blanco": "·",
    "falta": "–",
    "rechazada": "×",
    "sin_calificar": "?",
}
_REPETIDOS = 15
_POR_EJERCICIO = 3


def como_html(clase: Clase, ejercicios: Mapping[str, Ejercicio], hecho: datetime.datetime) -> bytes:
    """La página entera, en UTF-8."""
    estilo = Path(__file__).with_name("informe.css").read_text("utf-8")
    partes = (
        _comienzo(clase, hecho),
        _mapa(clase, ejercicios),
        _repetidos(clase, ejercicios),
        _por_ejercicio(clase, ejercicios),
        _incidentes(clase),
        _por_aprendiz(clase, ejercicios),
    )
    cuerpo = "\n".join(trozo for parte in partes for trozo in parte)
    return (
        '<!doctype html>\n<html lang="es">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Informe de la clase</title>\n<style>\n{estilo}</style>\n</head>\n"
        f"<body>\n{cuerpo}\n</body>\n</html>\n"
    ).encode("utf-8", "replace")


def _comienzo(clase: Clase, hecho: datetime.datetime) -> Iterator[str]:
    con_nota = [fila for fila in clase.filas if fila.maximo]
    media = sum(fila.puntos / fila.maximo for fila in con_nota) / max(1, len(con_nota))
    cifras = {
        "aprendices": len(clase.filas),
        "ejercicios": len(clase.ejercicios),
        "de los puntos, en promedio": f"{media:.0%}".replace("%", " %"),
        "entregas que no se pudieron leer": len(clase.rechazadas),
    }
    yield f"<h1>Informe de la clase</h1>\n<p class='tenue'>{hecho:%d/%m/%Y, %H:%M}</p>"
    yield "<ul class='cifras'>"
    yield from (f"<li><b>{cuanto}</b>{que}</li>" for que, cuanto in cifras.items())
    yield "</ul>"


# --- el mapa -------------------------------------------------------------------------------------


def _mapa(clase: Clase, ejercicios: Mapping[str, Ejercicio]) -> Iterator[str]:
    yield "<h2>Aprendices × ejercicios</h2>"
    yield "<p>Pasa el puntero por una casilla para leer su comentario.</p><ul class='leyenda'>"
    for estado in _estados_vistos(clase):
        yield f"<li><span class='{estado}'>{SIGNOS[estado]}</span>{ESTADOS[estado]}</li>"
    yield "</ul><div class='ancho' tabindex='0'><table class='mapa'><thead><tr><th></th>"
    yield "<th scope='col' class='columna total'>total</th>"
    primeras = _primeras(clase)
    for id_ in clase.ejercicios:
        nombre = f"{id_} · {ejercicios[id_].titulo}"
        yield f"<th scope='col' class='columna{primeras[id_]}'><span>{escape(nombre)}</span></th>"
    yield "</tr></thead><tbody>"
    for fila in clase.filas:
        yield f"<tr><th scope='row' title='{escape(fila.aprendiz)}'>{escape(fila.aprendiz)}</th>"
        yield f"<td class='total'>{_porcentaje(fila)}</td>"
        yield from (_casilla(fila.notas.get(id_), primeras[id_]) for id_ in clase.ejercicios)
        yield "</tr>"
    yield "</tbody></table></div>"


def _estados_vistos(clase: Clase) -> list[str]:
    vistos = {nota.estado for fila in clase.filas for nota in fila.notas.values()}
    return [estado for estado in SIGNOS if estado in vistos]


def _primeras(clase: Clase) -> dict[str, str]:
    """La clase de CSS que separa la primera columna de cada sección."""
    grupos = groupby(clase.ejercicios, key=lambda id_: id_.partition("-")[0])
    primeras = {next(grupo) for _, grupo in grupos}
    return {id_: " primera" if id_ in primeras else "" for id_ in clase.ejercicios}


def _casilla(nota: Nota | None, primera: str) -> str:
    if nota is None:
        return f"<td class='{primera}'></td>"
    dicho = "; ".join(filter(None, (nota.comentario, *nota.avisos)))
    titulo = escape(f"{nota.ejercicio}: {dicho or ESTADOS[nota.estado]}")
    return f"<td class='{nota.estado}{primera}' title='{titulo}'>{SIGNOS[nota.estado]}</td>"


def _porcentaje(fila: Fila) -> str:
    return f"{100 * fila.puntos / fila.maximo:.0f} %" if fila.maximo else "—"


# --- los errores y los ejercicios ----------------------------------------------------------------


def _repetidos(clase: Clase, ejercicios: Mapping[str, Ejercicio]) -> Iterator[str]:
    cuentas = Counter(
        (nota.ejercicio, nota.error)
        for fila in clase.filas
        for nota in fila.notas.values()
        if nota.error
    )
    yield "<h2>Los errores que más se repiten</h2>"
    if not cuentas:
        yield "<p>Nadie cometió un error de los conocidos.</p>"
        return
    yield "<table class='lista'><tr><th>veces</th><th>ejercicio</th><th>error</th></tr>"
    for (id_, error), veces in cuentas.most_common(_REPETIDOS):
        yield (
            f"<tr><td class='numero'>{veces}</td><td>{_titulo(ejercicios[id_])}</td>"
            f"<td>{_error(ejercicios[id_], error)}</td></tr>"
        )
    yield "</table>"


def _error(ejercicio: Ejercicio, nombre: str) -> str:
    """El nombre y el mensaje de un error conocido; solo el mensaje si el nombre delata números."""
    error = next((e for e in ejercicio.errores if e.nombre == nombre), None)
    if error is None:
        return ""
    return f"<b>{escape(nombre_de(ejercicio, error))}</b> {_con_codigo(error.mensaje)}"


def _con_codigo(texto: str) -> str:
    """El texto, con lo que va entre acentos graves como código."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(texto))


def _titulo(ejercicio: Ejercicio) -> str:
    return f"<code>{escape(ejercicio.id)}</code> {escape(ejercicio.titulo)}"


def _por_ejercicio(clase: Clase, ejercicios: Mapping[str, Ejercicio]) -> Iterator[str]:
    yield "<h2>Ejercicio por ejercicio</h2><table class='lista'><tr><th>ejercicio</th>"
    yield "<th>puntos</th><th>cómo les fue</th><th>correctos</th><th>errores más comunes</th></tr>"
    for id_ in clase.ejercicios:
        notas = [fila.notas[id_] for fila in clase.filas if id_ in fila.notas]
        estados = Counter(nota.estado for nota in notas)
        yield (
            f"<tr><td>{_titulo(ejercicios[id_])}</td>"
            f"<td class='numero'>{ejercicios[id_].dificultad}</td>"
            f"<td>{_barra(estados, len(notas))}</td>"
            f"<td class='numero'>{estados['correcto']} de {len(notas)}</td>"
            f"<td>{_comunes(ejercicios[id_], notas)}</td></tr>"
        )
    yield "</table>"


def _comunes(ejercicio: Ejercicio, notas: Sequence[Nota]) -> str:
    cuentas = Counter(nota.error for nota in notas if nota.error).most_common(_POR_EJERCICIO)
    dichos = [f"<li>{_error(ejercicio, error)} ({veces})</li>" for error, veces in cuentas]
    return f"<ul class='comunes'>{''.join(dichos)}</ul>" if dichos else ""


def _barra(estados: Counter[str], cuantos: int) -> str:
    dicho = ", ".join(f"{ESTADOS[e]}: {estados[e]}" for e in SIGNOS if estados[e])
    trozos = "".join(
        f"<i class='{e}' style='width:{100 * estados[e] / cuantos:.2f}%'></i>"
        for e in SIGNOS
        if estados[e]
    )
    return f"<div class='barra' role='img' aria-label='{dicho}' title='{dicho}'>{trozos}</div>"


# --- lo que hay que mirar ------------------------------------------------------------------------


def _incidentes(clase: Clase) -> Iterator[str]:
    avisos = [(fila.aprendiz, aviso) for fila in clase.filas for aviso in _por_mirar(fila)]
    yield "<h2>Para mirar con calma</h2>"
    yield from _vineta_o(avisos, "Nada fuera de lo común.")


def _por_mirar(fila: Fila) -> Iterator[str]:
    yield from fila.avisos
    for nota in fila.notas.values():
        if nota.estado in ("limite", "sin_calificar"):
            yield f"{nota.ejercicio}: {nota.comentario}"
        elif nota.estado == "correcto" and nota.comentario:
            yield f"{nota.ejercicio}: correcto, pero {nota.comentario}"
        yield from (f"{nota.ejercicio}: {aviso}" for aviso in nota.avisos)


def _vineta_o(avisos: Iterable[tuple[str, str]], si_no: str) -> Iterator[str]:
    vinetas = [f"<li><b>{escape(quien)}</b> · {_con_codigo(que)}</li>" for quien, que in avisos]
    yield f"<ul>{''.join(vinetas)}</ul>" if vinetas else f"<p>{si_no}</p>"


def _por_aprendiz(clase: Clase, ejercicios: Mapping[str, Ejercicio]) -> Iterator[str]:
    yield "<h2>Aprendiz por aprendiz</h2><p>Quienes no tienen todo correcto, y qué les falta.</p>"
    for fila in clase.filas:
        pendientes = [n for n in fila.notas.values() if n.estado not in ("correcto", "blanco")]
        blancos = [n.ejercicio for n in fila.notas.values() if n.estado == "blanco"]
        if not pendientes and not blancos:
            continue
        yield f"<details><summary><b>{escape(fila.aprendiz)}</b> · {fila.puntos} de {fila.maximo}"
        yield "</summary><ul>"
        for nota in pendientes:
            que = nota.comentario or ESTADOS[nota.estado]
            yield f"<li>{_titulo(ejercicios[nota.ejercicio])}: {_con_codigo(que)}</li>"
        if blancos:
            yield f"<li>En blanco: {', '.join(f'<code>{id_}</code>' for id_ in blancos)}</li>"
        yield "</ul></details>"
