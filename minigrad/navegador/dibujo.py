"""El dibujo de un grafo en una página: Graphviz compilado a WebAssembly, que va con el sitio.

`pedir` lo empieza a traer y no espera; desde que llega, `trazar` dibuja en el acto. Si se pide
antes y Pyodide puede esperar en medio de una celda, espera; si no puede, no hay dibujo todavía.
"""

from __future__ import annotations

import re
from typing import Any

import js
from pyodide.code import run_js
from pyodide.ffi import JsException, can_run_sync, run_sync

PROGRAMA = "Graphviz en WebAssembly"
TODAVIA_NO = "El dibujo aún se está cargando: ejecuta esta celda otra vez."
NO_LLEGO = (
    "No se pudo traer el programa que dibuja: revisa tu conexión y ejecuta esta celda otra vez."
)

_dibujante: Any = run_js(
    """({
  viz: undefined, fallo: false, promesa: undefined,
  traer(donde) {
    this.promesa = import(donde).then((m) => m.instance())
      .then((viz) => { this.viz = viz; this.fallo = false }, () => { this.fallo = true })
      .finally(() => { this.promesa = undefined });
  },
  trazar(fuente, format) { return this.viz.renderString(fuente, {format}) },
})"""
)


def pedir(direccion: str = "") -> None:
    """Empieza a traerlo, si no está ni viene en camino; no espera."""
    if _dibujante.viz is None and _dibujante.promesa is None:
        _dibujante.traer(direccion or _direccion())


def _direccion() -> str:
    """Python corre en un archivo que está dentro del taller."""
    taller = re.split(r"/(?:static|extensions)/", str(getattr(js, "location", "")))[0]
    return f"{taller}/static/dibujo/viz.js"


def listo() -> bool:
    """Si ya se puede dibujar; si falta poco y aquí se puede esperar, espera."""
    pedir()
    if _dibujante.promesa is not None and can_run_sync():
        run_sync(_dibujante.promesa)
    return _dibujante.viz is not None


def trazar(fuente: str, formato: str = "svg") -> str:
    """El dibujo de un texto en lenguaje DOT."""
    if not listo():
        raise RuntimeError(consejo())
    try:
        return str(_dibujante.trazar(fuente, formato))
    except JsException as error:
        raise RuntimeError(f"Graphviz no pudo dibujar en «{formato}»: {error}") from error


def consejo() -> str:
    """Por qué no se ve el dibujo y qué hacer."""
    return NO_LLEGO if _dibujante.fallo else TODAVIA_NO
