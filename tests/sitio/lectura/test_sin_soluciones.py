"""Ninguna solución está en lo construido: ni en las páginas, ni plegada, ni en la búsqueda."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from paginas import leer

from minigrad.aula.celda.blanco import sin_marcas
from tools.comun import este_taller
from tools.fuente import leer as leer_fuente
from tools.fugas import _FORMULA, secretos
from tools.sitio.lectura.figuras import Figuras
from tools.sitio.lectura.hojas import Hoja

TALLER = este_taller()
FUENTES = [leer_fuente(ruta, ruta.name) for ruta in TALLER.fuentes()]
SECRETOS = secretos(FUENTES)
STEMS = [fuente.stem for fuente in FUENTES]


@pytest.mark.parametrize("stem", STEMS)
def test_la_pagina_no_deja_ver_ninguna_solucion(stem: str, lectura: Path) -> None:
    """Celda por celda y también sus salidas, con la misma vara que un cuaderno en blanco."""
    figuras = Figuras(lectura.parent / "aparte", "")
    muestras = {c.texto for f in FUENTES for c in f.celdas if "muestra" in c.etiquetas}
    propios = [secreto for secreto in SECRETOS if secreto.stem >= stem]
    vistas = []
    for celda in Hoja(stem, TALLER, figuras).cuaderno().cells:
        dicho = _FORMULA.sub(" ", celda.source) if celda.cell_type == "markdown" else celda.source
        if celda.source in muestras:
            dicho = ""
        dicho += json.dumps(celda.get("outputs", []), ensure_ascii=False)
        vistas += [(celda.id, s.en(dicho, mismo=s.stem == stem)) for s in propios]
    dibujos = "\n".join(ruta.read_text("utf-8") for ruta in figuras.carpeta.glob(f"{stem}-*.svg"))
    vistas += [("un dibujo", s.en(dibujos, mismo=s.stem == stem)) for s in propios]
    assert not [vista for vista in vistas if vista[1]]


@pytest.mark.parametrize("stem", STEMS)
def test_ninguna_celda_resuelta_esta_entera_en_el_html(stem: str, lectura: Path) -> None:
    """Sin reglas finas: el código resuelto, letra por letra y sin espacios, no está."""
    fuente = next(fuente for fuente in FUENTES if fuente.stem == stem)
    pagina = _pegado(leer(lectura / "lecciones" / f"{stem}.html").texto)
    for celda in fuente.celdas:
        if celda.ejercicio:
            assert _pegado(sin_marcas(celda.texto)) not in pagina, celda.ejercicio


@pytest.mark.parametrize("stem", STEMS)
def test_ninguna_tarjeta_ni_su_porque(stem: str, lectura: Path) -> None:
    """La tarjeta de una respuesta correcta, que trae el porqué, no se publica."""
    texto = leer(lectura / "lecciones" / f"{stem}.html").texto
    assert "✔ Correcto" not in texto
    for ejercicio in TALLER.datos(stem):
        assert not ejercicio.porque or _pegado(ejercicio.porque) not in _pegado(texto)


def test_la_busqueda_solo_conoce_lo_que_se_ve(lectura: Path) -> None:
    """El índice sale de las mismas páginas: un nombre que solo está en las soluciones no está."""
    indice = (lectura / "searchindex.js").read_text("utf-8")
    assert "begin solution" not in indice.lower()
    assert not list(lectura.rglob("_sources"))
    assert not list(lectura.rglob("*.doctree"))
    for ruta in lectura.rglob("*"):
        if ruta.suffix in (".html", ".js", ".json", ".txt", ".ipynb"):
            assert "### BEGIN SOLUTION" not in ruta.read_text("utf-8") or ruta.stem == "contribuir"


def _pegado(texto: str) -> str:
    return "".join(texto.split())
