"""Construir el sitio: una lista de pasos, cada uno sobre la misma carpeta.

Se construye aparte y se cambia al final, así que una que falla deja el sitio que había.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.sitio import NoSePuede
from tools.sitio.arranque.poner import poner as poner_arranque
from tools.sitio.lite.armar import armar
from tools.sitio.lugares import RAIZ, SALIDA
from tools.sitio.trabajo.poner import poner as poner_trabajo

#: con esto se reconoce una carpeta que hicimos nosotros, y se puede reemplazar
MARCA = "sitio.json"


@dataclass(frozen=True)
class Pedido:
    """Qué sitio se quiere."""

    salida: Path = SALIDA
    #: de dónde salen el paquete y los cuadernos: esta copia, o el paquete de una clase
    origen: Path = RAIZ
    #: el lanzamiento de Pyodide con NumPy y matplotlib: una carpeta o una dirección
    pyodide: str | None = None
    taller: bool = True
    lectura: bool = True


@dataclass(frozen=True)
class Paso:
    """Una parte del sitio: cómo se anuncia, cómo se hace y si se pidió."""

    nombre: str
    hacer: Callable[[Path, Pedido], None]
    va: Callable[[Pedido], bool] = lambda _: True


def _taller(destino: Path, pedido: Pedido) -> None:
    armar(destino / "taller", pedido.origen, pedido.pyodide)


def _arranque(destino: Path, _: Pedido) -> None:
    poner_arranque(destino / "taller")


def _lectura(destino: Path, pedido: Pedido) -> None:
    from tools.sitio.lectura.construir import construir as construir_lectura

    construir_lectura(destino)


def _sin_conexion(destino: Path, _: Pedido) -> None:
    poner_trabajo(destino)


#: van en orden; cada paso recibe la carpeta del sitio y puede tocar lo que dejaron los de antes
PASOS = [
    Paso("El taller", _taller, lambda pedido: pedido.taller),
    Paso("El arranque del taller", _arranque, lambda pedido: pedido.taller),
    Paso("La lectura", _lectura, lambda pedido: pedido.lectura),
    Paso("Lo que se guarda sin conexión", _sin_conexion),
]


def construir(
    pedido: Pedido, avisar: Callable[[str], None] = print, pasos: Sequence[Paso] = PASOS
) -> Path:
    """Construye el sitio y lo deja en `pedido.salida`."""
    exigir_nuestra(pedido.salida)
    pedido.salida.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        dir=pedido.salida.parent, prefix=f".{pedido.salida.name}-", ignore_cleanup_errors=True
    ) as obra:
        nuevo = Path(obra) / "nuevo"
        nuevo.mkdir()
        for paso in pasos:
            if paso.va(pedido):
                avisar(f"{paso.nombre}…")
                paso.hacer(nuevo, pedido)
        (nuevo / MARCA).write_text(json.dumps({"sitio": "minigrad"}), encoding="utf-8")
        (nuevo / ".nojekyll").touch()
        _estrenar(nuevo, pedido.salida, Path(obra) / "viejo")
    return pedido.salida


def exigir_nuestra(salida: Path) -> None:
    """Una carpeta con otra cosa adentro no se toca."""
    if salida.exists() and not (
        salida.is_dir() and ((salida / MARCA).is_file() or not any(salida.iterdir()))
    ):
        raise NoSePuede(
            f"En {salida} hay algo que no es un sitio construido aquí, y no lo toqué: di otra "
            "carpeta con --salida, o quita esa."
        )


def _estrenar(nuevo: Path, salida: Path, viejo: Path) -> None:
    """Cambia el sitio que había por el nuevo; si no se puede, vuelve el que había."""
    if salida.exists():
        salida.rename(viejo)
    try:
        nuevo.rename(salida)
    except OSError:
        if viejo.exists():
            viejo.rename(salida)
        raise
    shutil.rmtree(viejo, ignore_errors=True)
