"""Lo que Python le pide a la página del taller: bajar un archivo, volver a cargarse.

Python corre aparte de la página y no puede hacerlo; quien escucha es
`tools/sitio/trabajo/pagina/conexion.js`.
"""

from __future__ import annotations

import base64
import importlib
from typing import Any

CANAL = "mini-grad"


def bajar(nombre: str, contenido: bytes) -> None:
    """La página descarga un archivo con ese contenido."""
    _pedir(que="bajar", nombre=nombre, datos=base64.b64encode(contenido).decode("ascii"))


def recargar(dicho: str) -> None:
    """Las páginas del taller se cargan otra vez, y al volver dicen eso."""
    _pedir(que="recargar", dicho=dicho)


def _pedir(**pedido: Any) -> None:
    js: Any = importlib.import_module("js")
    ffi: Any = importlib.import_module("pyodide.ffi")
    canal = js.BroadcastChannel.new(CANAL)
    canal.postMessage(ffi.to_js(pedido, dict_converter=js.Object.fromEntries))
    canal.close()
