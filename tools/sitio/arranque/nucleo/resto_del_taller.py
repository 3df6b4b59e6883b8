"""Los módulos que no se traen al arrancar: el primer `import` de uno los trae todos.

La biblioteca estándar y los paquetes del taller tienen cientos de módulos que una lección no usa.
Van en un archivo aparte, y este buscador, el último de la lista, lo pide si nadie más los halló.
"""

from __future__ import annotations

import json
import marshal
import os
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec, PathFinder

from compression import zstd  # type: ignore[import-not-found]  # de Python 3.14

CARPETA = "/lib/resto_del_taller"
Traer = Callable[[], bytes]


class Resto:
    """Busca entre los módulos del resto; los trae la primera vez que se pide uno."""

    def __init__(self, nombres: frozenset[str], traer: Traer) -> None:
        self._nombres, self._traer = nombres, traer

    def find_spec(
        self, nombre: str, _: Sequence[str] | None = None, __: object = None
    ) -> ModuleSpec | None:
        """El módulo, de la carpeta del resto; su paquete puede estar en otra."""
        if nombre not in self._nombres:
            return None
        if not os.path.isdir(CARPETA):
            try:
                desempacar(self._traer(), CARPETA)
            except Exception:  # sin red: para quien lo importa, no está
                return None
        dentro = nombre.split(".")[:-1]
        return PathFinder.find_spec(nombre, ["/".join([CARPETA, *dentro])])


def desempacar(datos: bytes, carpeta: str) -> None:
    """Escribe en `carpeta` lo que `compilar.py` guardó junto."""
    for ruta, contenido in marshal.loads(zstd.decompress(datos)).items():
        destino = f"{carpeta}/{ruta}"
        os.makedirs(os.path.dirname(destino), exist_ok=True)
        with open(destino, "wb") as archivo:
            archivo.write(contenido)


def pedir(direccion: str) -> bytes:
    """Un archivo del sitio, sin soltar a quien espera el `import`."""
    from js import XMLHttpRequest

    pedido = XMLHttpRequest.new()
    pedido.open("GET", direccion, False)
    pedido.responseType = "arraybuffer"
    pedido.send()
    if pedido.status != 200:
        raise OSError(f"{direccion}: {pedido.status}")
    return bytes(pedido.response.to_bytes())


def instalar(direccion: str) -> None:
    """Desde ahora, lo que falte se busca también en el resto."""
    with open(__file__.replace(".py", ".json"), encoding="utf-8") as lista:
        nombres = frozenset(json.load(lista))
    sys.meta_path.append(Resto(nombres, lambda: pedir(direccion)))
