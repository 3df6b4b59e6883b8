"""Poner el arranque en un taller ya armado: los archivos, los ajustes del núcleo y el `<head>`."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

from tools.sitio.arranque.paquetes import ESTANDAR, juntar

_PAGINA = Path(__file__).with_name("pagina")
_NUCLEO = "@jupyterlite/pyodide-kernel-extension"
#: las aplicaciones donde hay un cuaderno abierto
_APLICACIONES = ("notebooks", "lab")
#: lo que importa el núcleo o la primera celda de toda lección; en orden
MODULOS = ["piplite.piplite", "pyodide_kernel", "minigrad.aula"]
_SIN_JAVASCRIPT = (
    "El taller necesita JavaScript, y este navegador lo tiene apagado. Enciéndelo en su "
    'configuración y recarga, o <a href="../../index.html">lee las lecciones</a> sin ejecutarlas.'
)


def poner(taller: Path) -> None:
    """El taller de esa carpeta, con su barra de carga y su núcleo adelantado."""
    destino = taller / "static" / "arranque"
    destino.mkdir(parents=True)
    opciones = dict(_cambiar_de_pyodide(taller / "jupyter-lite.json")["loadPyodideOptions"])
    pyodide = taller / "static" / "pyodide"
    paquetes, resto = juntar(pyodide, opciones.pop("packages"))
    nucleo = next((taller / "extensions" / _NUCLEO / "static").glob("comlink.worker.*.js"))
    valores = {
        "NUCLEO": "../../" + nucleo.relative_to(taller).as_posix(),
        "OPCIONES": json.dumps(opciones),
        "PESOS": json.dumps(_pesos(pyodide, paquetes)),
        "PAQUETES": json.dumps(paquetes),
        "RESTO": json.dumps(resto),
        "MODULOS": json.dumps(MODULOS),
    }
    for nombre in ("nucleo.mjs", "pyodide.mjs"):
        texto = (_PAGINA / nombre).read_text(encoding="utf-8")
        (destino / nombre).write_text(_llenar(texto, valores), encoding="utf-8")
    for aplicacion in _APLICACIONES:
        _vestir(taller / aplicacion / "index.html")


def _cambiar_de_pyodide(configuracion: Path) -> dict[str, Any]:
    """El núcleo toma Pyodide de nuestro módulo; da los ajustes con que se carga."""
    datos = json.loads(configuracion.read_text(encoding="utf-8"))
    ajustes: dict[str, Any] = datos["jupyter-config-data"]["litePluginSettings"][
        f"{_NUCLEO}:kernel"
    ]
    ajustes["pyodideUrl"] = "./static/arranque/pyodide.mjs"
    configuracion.write_text(json.dumps(datos, ensure_ascii=False), encoding="utf-8")
    return ajustes


def _pesos(pyodide: Path, paquetes: str) -> dict[str, int]:
    """Cuánto viaja de cada archivo que se trae al arrancar."""
    pesos = {nombre: (pyodide / nombre).stat().st_size for nombre in (ESTANDAR, paquetes)}
    for nombre in ("pyodide.asm.mjs", "pyodide.asm.wasm"):
        pesos[nombre] = len(gzip.compress((pyodide / nombre).read_bytes(), 6))
    return pesos


def _vestir(pagina: Path) -> None:
    """El estilo y el guion, dentro de la página: se ven sin pedir nada más."""
    html = pagina.read_text(encoding="utf-8")
    estilo = (_PAGINA / "adelanto.css").read_text(encoding="utf-8")
    guion = (_PAGINA / "adelanto.js").read_text(encoding="utf-8")
    html = re.sub(r"<html\b[^>]*>", '<html lang="es">', html, count=1)
    antes = f"<style>\n{estilo}</style>\n<script>\n{guion}</script>\n"
    html = html.replace('<link rel="manifest"', f'{antes}    <link rel="manifest"', 1)
    sin = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
    html = sin.sub(lambda _: f"<noscript><p>{_SIN_JAVASCRIPT}</p></noscript>", html)
    pagina.write_text(html, encoding="utf-8")


def _llenar(texto: str, valores: dict[str, str]) -> str:
    return re.sub(r"\{\{(\w+)\}\}", lambda hueco: valores[hueco[1]], texto)
