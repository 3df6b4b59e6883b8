"""El dibujo en una página: Graphviz compilado a WebAssembly, un archivo que va con el sitio.

Se empieza a traer al preparar el cuaderno, sin que nadie lo espere. El primer dibujo espera lo que
falte, si el navegador deja que Python espere; donde no, hasta que llegue se muestra el texto.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any

from js import location
from pyodide.code import run_js
from pyodide.ffi import JsException, can_run_sync, run_sync

_dibujante: Any = None
_pedido: asyncio.Future[None] | None = None
_importar = run_js("direccion => import(direccion)")
_dibujar = run_js("(graphviz, fuente) => graphviz.renderString(fuente, {format: 'svg'})")


def pedir() -> None:
    """Empieza a traerlo, si no está ni viene en camino; no espera."""
    global _pedido
    if _dibujante is None and (_pedido is None or _pedido.done()):
        _pedido = asyncio.ensure_future(_traer())


async def _traer() -> None:
    global _dibujante
    try:
        _dibujante = await (await _importar(_direccion())).instance()
    except JsException:
        return  # sin conexión, casi siempre: el próximo dibujo lo pide otra vez


def _direccion() -> str:
    """Python corre en un archivo que está dentro del taller."""
    taller = re.split(r"/(?:static|extensions)/", str(location.href))[0]
    return f"{taller}/static/dibujo/viz.js"


def trazar(fuente: str) -> str:
    """El SVG de ese grafo; un error, si todavía no hay con qué o no lo entiende."""
    pedir()
    if _dibujante is None and _pedido is not None and can_run_sync():
        run_sync(_pedido)
    if _dibujante is None:
        raise RuntimeError("lo que dibuja no ha llegado")
    try:
        return str(_dibujar(_dibujante, fuente))
    except JsException as error:
        raise RuntimeError(str(error)) from None
