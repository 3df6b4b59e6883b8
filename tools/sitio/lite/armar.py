"""Los pasos con que se arma el taller en su carpeta, `taller/`."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

from tools.sitio import NoSePuede, piezas
from tools.sitio.lite import jupyterlite, lock, rueda
from tools.sitio.lite.lanzamiento import traer
from tools.sitio.lite.recorte import recortar
from tools.sitio.lugares import FECHA

#: de Pyodide, lo que el navegador pide
_DE_PYODIDE = ("pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide.mjs")
#: las ruedas de la extensión del núcleo; las otras que trae las ponemos nosotros, o nadie las usa
_DEL_NUCLEO = ("ipykernel", "pyodide_kernel")
#: lo que el núcleo pide y aquí nadie usa
_VACIAS = ("jedi", "micropip")


def armar(destino: Path, origen: Path, lanzamiento: str | None = None) -> None:
    """El taller con el paquete y los cuadernos que hay en `origen`."""
    exigir_taller(origen)
    with tempfile.TemporaryDirectory(prefix="contenido-") as contenido:
        _poner_cuadernos(origen, Path(contenido))
        jupyterlite.construir(destino, Path(contenido))
    pyodide = destino / "static" / "pyodide"
    pyodide.mkdir(parents=True)
    for nombre in _DE_PYODIDE:
        shutil.copyfile(piezas.npm() / "pyodide" / nombre, pyodide / nombre)
    con_el_nucleo = destino / "extensions/@jupyterlite/pyodide-kernel-extension/static/pypi"
    del_nucleo = [next(con_el_nucleo.glob(f"{nombre}-*.whl")) for nombre in _DEL_NUCLEO]
    _poner_paquetes(pyodide, origen, del_nucleo, lanzamiento)
    shutil.rmtree(con_el_nucleo)
    dibujo = destino / "static" / "dibujo"
    dibujo.mkdir()
    shutil.copyfile(piezas.npm() / "@viz-js/viz/dist/viz.js", dibujo / "viz.js")


def exigir_taller(origen: Path) -> None:
    """Dice qué falta si esa carpeta no es un taller ni el paquete de una clase."""
    lleva = ("minigrad/__init__.py", "pyproject.toml", "notebooks", "exercises")
    faltan = [nombre for nombre in lleva if not (origen / nombre).exists()]
    if faltan:
        raise NoSePuede(
            f"En {origen} no está el taller: le falta {', '.join(faltan)}. Con --taller va la "
            "carpeta de una clase, la que hace `minigrad sellar`, o la de este repositorio."
        )


def _poner_cuadernos(origen: Path, contenido: Path) -> None:
    """Los mismos lugares que en la carpeta de trabajo, los mismos bytes, y una fecha fija."""
    for carpeta in ("notebooks", "exercises"):
        for cuaderno in sorted((origen / carpeta).glob("*.ipynb")):
            copia = contenido / carpeta / cuaderno.name
            copia.parent.mkdir(exist_ok=True)
            shutil.copyfile(cuaderno, copia)
            os.utime(copia, (FECHA, FECHA))
        os.utime(contenido / carpeta, (FECHA, FECHA))


def _poner_paquetes(
    pyodide: Path, origen: Path, del_nucleo: list[Path], lanzamiento: str | None
) -> None:
    """Las ruedas, junto a Pyodide, y el lock que dice cuáles son."""
    figuras = pyodide.parent / "figuras"
    figuras.mkdir()
    entradas = [lock.de_rueda(rueda.del_taller(origen, pyodide, figuras), lock.DEL_TALLER)]
    entradas += [lock.de_rueda(rueda.del_nucleo(pyodide), [])]
    entradas += [lock.de_rueda(rueda.vacia(nombre, pyodide), []) for nombre in _VACIAS]
    for pura in [*del_nucleo, *sorted(piezas.ruedas().glob("*.whl"))]:
        entradas += [lock.de_rueda(recortar(pura, pyodide))]
    de_npm = json.loads((piezas.npm() / "pyodide/pyodide-lock.json").read_text("utf-8"))
    if lanzamiento:
        entradas += traer(lanzamiento, de_npm, pyodide)
    lock.escribir(pyodide / "pyodide-lock.json", de_npm["info"], entradas)
