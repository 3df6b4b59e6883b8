"""Lo que el arranque deja escrito en el taller: lo que se precarga existe y pesa lo que se dice."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest


@pytest.fixture
def taller(sitio: Path) -> Path:
    return sitio / "taller"


def test_el_worker_adelantado_importa_lo_que_hay(taller: Path) -> None:
    arranque = taller / "static" / "arranque"
    for guion in arranque.glob("*.mjs"):
        texto = guion.read_text("utf-8")
        assert "{{" not in texto
        for pedido in re.findall(r'^import .*?"(\..+?)";$', texto, re.MULTILINE):
            assert (arranque / pedido).is_file()


def test_el_nucleo_toma_pyodide_del_arranque(taller: Path) -> None:
    datos = json.loads((taller / "jupyter-lite.json").read_text("utf-8"))["jupyter-config-data"]
    ajustes = datos["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]
    assert (taller / ajustes["pyodideUrl"]).is_file()


def test_lo_que_la_barra_cuenta_es_lo_que_se_trae(taller: Path) -> None:
    texto = (taller / "static/arranque/pyodide.mjs").read_text("utf-8")
    pesos = json.loads(re.search(r"^const PESOS = (.*);$", texto, re.MULTILINE)[1])  # type: ignore[index]
    pyodide = taller / "static" / "pyodide"
    assert pesos
    assert all(0 < pesos[n] <= (pyodide / n).stat().st_size for n in pesos)


@pytest.mark.parametrize("aplicacion", ["notebooks", "lab"])
def test_la_pagina_dice_en_espanol_que_carga_y_que_falta(taller: Path, aplicacion: str) -> None:
    html = (taller / aplicacion / "index.html").read_text("utf-8")
    assert '<html lang="es">' in html
    assert "mg-arranque" in html.partition("bundle.js")[0]  # antes de lo que pesa
    sin_guiones = html.partition("<noscript>")[2].partition("</noscript>")[0]
    assert "JavaScript" in sin_guiones
    assert "requires" not in sin_guiones
