"""De una fuente salen dos cuadernos: el gemelo (aún sin ejecutar) y el blanco.

Todo aquí es función del texto: la misma fuente da los mismos caracteres. Por eso los ids de
celda no son al azar: vienen del ejercicio o del título de la sección, y así insertar una celda
cambia solo los ids de su sección.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import nbformat
from nbformat import NotebookNode

from minigrad.aula.celda.blanco import en_blanco
from tools.comun import Taller
from tools.fuente import Celda, Fuente

_TITULO = re.compile(r"^#{1,6}\s+(.+)$", re.MULTILINE)
_COMPROBAR = re.compile(r"""\bcomprobar\(\s*["']([\w-]+)["']""")
_CUADERNO = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    # sin la versión de Python, que cambia de una máquina a otra
    "language_info": {"name": "python"},
}
#: Colab abre el blanco con su ayuda de IA escondida: si no, completa sola las respuestas
_SIN_AYUDA_DE_IA = {"colab": {"generative_ai_disabled": True}}


def hacer_gemelo(fuente: Fuente, taller: Taller) -> NotebookNode:
    """El cuaderno resuelto, sin ejecutar."""
    return _cuaderno(fuente, taller, fuente.celdas, vaciar=False)


def hacer_blanco(fuente: Fuente, taller: Taller) -> NotebookNode:
    """El cuaderno del aprendiz: huecos en vez de soluciones, ninguna salida."""
    visibles = [celda for celda in fuente.celdas if "solucion" not in celda.etiquetas]
    return _cuaderno(fuente, taller, visibles, vaciar=True)


def como_texto(cuaderno: NotebookNode) -> str:
    """El `.ipynb` tal como se guarda, siempre igual para el mismo cuaderno."""
    return str(nbformat.writes(cuaderno)).rstrip("\n") + "\n"


def sin_ejecutar(cuaderno: NotebookNode) -> NotebookNode:
    """Una copia como la que sale de la fuente: sin salidas, sin cuentas, sin firma."""
    copia: NotebookNode = nbformat.from_dict(json.loads(json.dumps(cuaderno)))
    copia.metadata.pop("minigrad", None)
    for celda in celdas_de_codigo(copia):
        celda.outputs, celda.execution_count = [], None
    return copia


def firma(cuaderno: NotebookNode) -> str:
    """Resume qué código dio qué salidas; cambia si alguien edita a mano lo uno o lo otro."""
    pares = [[c.source, c.execution_count, c.outputs] for c in celdas_de_codigo(cuaderno)]
    return hashlib.sha256(json.dumps(pares, sort_keys=True).encode()).hexdigest()


def celdas_de_codigo(cuaderno: NotebookNode) -> list[Any]:
    return [celda for celda in cuaderno.cells if celda.cell_type == "code"]


def identificadores(celdas: Sequence[Celda]) -> list[str]:
    """Un id estable por celda: el del ejercicio, o el de su sección y un número."""
    vistos: set[str] = set()
    seccion = "inicio"
    ids = []
    for celda in celdas:
        titulo = None if celda.es_codigo else _TITULO.search(celda.texto)
        seccion = _simple(titulo[1]) if titulo else seccion
        ids.append(_libre(_nombre(celda) or seccion, vistos))
    return ids


def _nombre(celda: Celda) -> str | None:
    if celda.ejercicio:
        return _simple(celda.ejercicio)
    comprobado = _COMPROBAR.search(celda.texto) if celda.es_codigo else None
    return f"{_simple(comprobado[1])}-comprobar" if comprobado else None


def _simple(texto: str) -> str:
    """Letras, cifras y guiones, que es lo que admite un id (y a lo más 64)."""
    plano = unicodedata.normalize("NFKD", texto).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plano).strip("-")[:44].strip("-") or "celda"


def _libre(nombre: str, vistos: set[str]) -> str:
    candidato, veces = nombre, 1
    while candidato in vistos:
        veces += 1
        candidato = f"{nombre}-{veces}"
    vistos.add(candidato)
    return candidato


def _cuaderno(
    fuente: Fuente, taller: Taller, celdas: Iterable[Celda], *, vaciar: bool
) -> NotebookNode:
    # los ids se reparten entre todas las celdas: las mismas en el gemelo y en el blanco
    ids = dict(zip(fuente.celdas, identificadores(fuente.celdas), strict=True))
    insignia = taller.insignia(fuente.stem)
    hechas = []
    for celda in celdas:
        texto = celda.texto.replace("{{COLAB}}", insignia)
        if celda.es_codigo:
            texto = texto.replace("# {{PREPARAR}}", taller.preparar)
            texto = en_blanco(texto) if vaciar else texto
        hechas.append(_celda_nueva(celda, texto, ids[celda]))
    datos = _CUADERNO | (_SIN_AYUDA_DE_IA if vaciar else {})
    todo = {"cells": hechas, "metadata": datos, "nbformat": 4, "nbformat_minor": 5}
    hecho: NotebookNode = nbformat.from_dict(todo)
    return hecho


def _celda_nueva(celda: Celda, texto: str, ident: str) -> dict[str, Any]:
    metadatos: dict[str, Any] = {}
    if celda.ejercicio:
        metadatos["ejercicio"] = celda.ejercicio
    if celda.etiquetas:
        metadatos["tags"] = list(celda.etiquetas)
    nueva = {"cell_type": celda.tipo, "id": ident, "metadata": metadatos, "source": texto}
    return nueva | ({"execution_count": None, "outputs": []} if celda.es_codigo else {})
