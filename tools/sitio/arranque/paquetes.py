"""Los paquetes que toda lección usa, en un solo archivo y ya compilados.

Una rueda por paquete son quince pedidos, y Python compila cada módulo cada vez que alguien abre el
taller. Aquí se juntan, sin lo que nadie usa en una página. Lo que se importa al arrancar, también
de la biblioteca estándar, va compilado por el mismo Python del navegador (`compilar.py`); lo que
casi nadie importa va aparte (`nucleo/resto_del_taller.py`), así que nada falta.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from tools.sitio import NoSePuede, piezas
from tools.sitio.lite.lock import Entrada

_AQUI = Path(__file__).parent
ESTANDAR = "python_stdlib.zip"
#: dependencias que IPython declara y que aquí no se importan: la terminal, completar con jedi
_SOBRAN = {"jedi", "micropip", "prompt-toolkit", "wcwidth"}
#: pruebas, documentación y licencias repetidas; de cada ficha se lee solo METADATA
_FUERA = re.compile(
    r"(^|/)tests?/|^IPython/sphinxext/|"
    r"\.data/|\.dist-info/(?!METADATA|entry_points|licenses/)|^(jedi|micropip)[-/]"
)
_RESTO = _AQUI / "nucleo" / "resto_del_taller.py"


def juntar(pyodide: Path, pedidos: Sequence[str]) -> tuple[str, str]:
    """Junta en `pyodide` los paquetes pedidos y los que ellos usan; da los archivos que quedan."""
    ruta = pyodide / "pyodide-lock.json"
    datos = json.loads(ruta.read_text("utf-8"))
    paquetes: dict[str, Entrada] = datos["packages"]
    entradas = [paquetes.pop(n) for n in sorted(_con_sus_dependencias(pedidos, paquetes))]
    dentro = _contenido(
        pyodide / uno["file_name"] for uno in entradas if uno["name"] not in _SOBRAN
    )
    dentro[_RESTO.name] = _RESTO.read_bytes()
    quedan = _poner_compilados(dentro, pyodide)
    for uno in entradas:
        (pyodide / uno["file_name"]).unlink()
    for uno in paquetes.values():
        uno["depends"] = [nombre for nombre in uno["depends"] if nombre in paquetes]
    datos["packages"] = dict(sorted(paquetes.items()))
    ruta.write_text(json.dumps(datos, separators=(",", ":")), "utf-8")
    return quedan


def _poner_compilados(dentro: dict[str, bytes], pyodide: Path) -> tuple[str, str]:
    with tempfile.TemporaryDirectory(prefix="paquetes-") as obra:
        _escribir(Path(obra) / "todo.zip", dentro)
        shutil.copyfile(piezas.npm() / "pyodide" / ESTANDAR, Path(obra) / ESTANDAR)
        hechos = _compilar(Path(obra))
    shutil.copyfile(hechos / ESTANDAR, pyodide / ESTANDAR)
    siempre = _con_huella(hechos / "paquetes.zst", "paquetes", pyodide)
    resto = _con_huella(hechos / "resto.zst", "resto", pyodide)
    return siempre.name, resto.name


def _con_sus_dependencias(pedidos: Iterable[str], paquetes: dict[str, Entrada]) -> set[str]:
    faltan, vistos = list(pedidos), set()
    while faltan:
        nombre = faltan.pop()
        if nombre not in vistos:
            vistos.add(nombre)
            faltan += paquetes[nombre]["depends"]
    return vistos


def _contenido(ruedas: Iterable[Path]) -> dict[str, bytes]:
    """Los archivos de esas ruedas que en una página se usan."""
    dentro = {}
    for rueda in ruedas:
        with zipfile.ZipFile(rueda) as archivo:
            for nombre in archivo.namelist():
                if not (nombre.endswith("/") or _FUERA.search(nombre)):
                    dentro[nombre] = archivo.read(nombre)
    return dentro


def _escribir(destino: Path, dentro: dict[str, bytes]) -> None:
    with zipfile.ZipFile(destino, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archivo:
        for nombre, datos in sorted(dentro.items()):
            archivo.writestr(zipfile.ZipInfo(nombre), datos, zipfile.ZIP_DEFLATED, 9)


def _compilar(obra: Path) -> Path:
    """Los dos archivos con sus módulos compilados, una sola vez por cada contenido."""
    guiones = [_AQUI / "compilar.mjs", _AQUI / "compilar.py"]
    return piezas.una_vez("compilado", [obra / "todo.zip", obra / ESTANDAR, *guiones], _con_node)


def _con_node(destino: Path, listas: Sequence[Path]) -> None:
    orden = [piezas.node(), _AQUI / "compilar.mjs", piezas.npm() / "pyodide", listas[0].parent]
    hecho = subprocess.run(
        [*map(str, orden), str(destino)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    if hecho.returncode:
        raise NoSePuede(f"No se pudo compilar lo que corre al arrancar:\n{hecho.stdout[-2000:]}")


def _con_huella(archivo: Path, nombre: str, destino: Path) -> Path:
    """Copiado con su huella en el nombre: si cambia, ningún navegador usa el que guardó."""
    huella = hashlib.sha256(archivo.read_bytes()).hexdigest()[:10]
    return Path(shutil.copyfile(archivo, destino / f"{nombre}-{huella}{archivo.suffix}"))
