"""Las ruedas que hacemos nosotros: la del taller, con lo que el navegador usa, y la del núcleo.

Las hace hatchling, con la fecha fija. La del taller sale de la misma carpeta que se instala en
cualquier lado, sin lo que es de quien dicta la clase (calificar, sellar) ni lo que abre JupyterLab.
El nombre de cada archivo lleva su huella: si cambia, ningún navegador usa el que guardó.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from base64 import b64decode
from pathlib import Path
from typing import Any

from minigrad.aula.celda.blanco import tiene_marcas
from minigrad.aula.trabajo.carpeta import CARPETAS
from minigrad.aula.trabajo.recuperar import BLANCOS, huella
from minigrad.navegador.guardadas import APARTE
from tools.sitio import NoSePuede, piezas
from tools.sitio.lugares import FECHA, RAIZ

_NUCLEO = Path(__file__).parent / "nucleo"
#: lo que en el navegador nadie llama
_FUERA = (
    "__pycache__", "_cuadernos", "__main__.py", "calificar", "sellar", "ordenes",
    "pagina",
)  # fmt: skip
_PROYECTO = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "{nombre}"
version = "{version}"
description = "{que}"
[tool.hatch.build.targets.wheel]
only-include = [{dentro}]
artifacts = ["*"]
bypass-selection = true
"""


#: de lo que mostró una celda resuelta, lo que el aula lee: el resto pesa y nadie lo mira
_SE_LEE = ("text/plain", "image/png")


def del_taller(origen: Path, destino: Path, figuras: Path) -> Path:
    """La rueda de `minigrad`, con los cuadernos resueltos que el aula lee.

    Sus figuras van aparte, en la carpeta `figuras`: se traen al mostrarlas.
    """
    with tempfile.TemporaryDirectory(prefix="rueda-") as obra:
        paquete = Path(obra) / "minigrad"
        shutil.copytree(origen / "minigrad", paquete, ignore=shutil.ignore_patterns(*_FUERA))
        # una clase se sella con la copia de `minigrad` que la acompaña, y esa no lo trae
        shutil.copy(piezas.cripto(), paquete / "navegador" / "cripto.js")
        copia = paquete / "_cuadernos" / "solutions"
        for resuelto in sorted((origen / "solutions").glob("*.[im][pd]*")):
            copia.mkdir(parents=True, exist_ok=True)
            texto = resuelto.read_text(encoding="utf-8")
            aligerado = aligerar(texto, figuras) if resuelto.suffix == ".ipynb" else texto
            (copia / resuelto.name).write_text(aligerado, encoding="utf-8", newline="\n")
        copia.parent.mkdir(exist_ok=True)
        if not copia.is_dir():  # una clase sellada
            _poner_dados(copia.with_name("dados"), figuras)
        (copia.parent / BLANCOS).write_text(_blancos(origen), encoding="utf-8")
        que = "Mini-Grad, con lo que usa en el navegador"
        return _hacer(Path(obra), "minigrad-taller", _version(origen), que, destino)


def _poner_dados(destino: Path, figuras: Path) -> None:
    """Lo que una clase sellada no guarda y en el navegador no se calcula: figuras, y NumPy."""
    destino.mkdir()
    for resuelto in sorted((RAIZ / "solutions").glob("*.ipynb")):
        datos = json.loads(resuelto.read_text(encoding="utf-8"))
        datos["cells"] = [celda for celda in datos["cells"] if es_dada(celda)]
        texto = aligerar(json.dumps(datos), figuras)
        (destino / resuelto.name).write_text(texto, encoding="utf-8", newline="\n")


def es_dada(celda: dict[str, Any]) -> bool:
    """Si una celda resuelta no lleva ninguna solución, y muestra una figura o usa NumPy."""
    fuente, datos = "".join(celda["source"]), celda["metadata"]
    if celda["cell_type"] != "code" or "ejercicio" in datos or tiene_marcas(fuente):
        return False
    muestra = any("image/png" in salida.get("data", {}) for salida in celda["outputs"])
    return "solucion" not in datos.get("tags", ()) and (muestra or "numpy" in fuente)


def _blancos(origen: Path) -> str:
    """La huella de cada cuaderno en blanco: los cuadernos mismos no van en la rueda."""
    huellas = {
        f"{carpeta}/{cuaderno.name}": huella(cuaderno.read_bytes())
        for carpeta in CARPETAS
        for cuaderno in sorted((origen / carpeta).glob("*.ipynb"))
    }
    return json.dumps(huellas, indent=0)


def aligerar(cuaderno: str, figuras: Path) -> str:
    """El mismo cuaderno resuelto, sin lo que nadie lee del archivo y con sus figuras aparte."""
    datos = json.loads(cuaderno)
    for celda in datos["cells"]:
        for salida in celda.get("outputs", ()):
            vistas = salida.get("data", {})
            for forma in [forma for forma in vistas if forma not in _SE_LEE]:
                del vistas[forma]
            if "image/png" in vistas:
                vistas["image/png"] = _aparte("".join(vistas["image/png"]), figuras)
    return json.dumps(datos, ensure_ascii=False, separators=(",", ":"))


def _aparte(figura: str, figuras: Path) -> str:
    datos = b64decode(figura)
    nombre = f"{hashlib.sha256(datos).hexdigest()[:16]}.png"
    (figuras / nombre).write_bytes(datos)
    return f"{APARTE}{nombre}"


def del_nucleo(destino: Path) -> Path:
    """La rueda con lo que el núcleo de JupyterLite espera encontrar, a nuestro modo."""
    with tempfile.TemporaryDirectory(prefix="rueda-") as obra:
        ignorar = shutil.ignore_patterns("__pycache__")
        shutil.copytree(_NUCLEO, obra, ignore=ignorar, dirs_exist_ok=True)
        return _hacer(Path(obra), "piplite", "0", "Lo que el núcleo espera encontrar", destino)


def vacia(nombre: str, destino: Path) -> Path:
    """Una rueda sin nada, en lugar de un paquete que el núcleo pide y nadie usa."""
    with tempfile.TemporaryDirectory(prefix="rueda-") as obra:
        return _hacer(Path(obra), nombre, "0", "Aquí no hace falta", destino)


def _version(origen: Path) -> str:
    datos = tomllib.loads((origen / "pyproject.toml").read_text(encoding="utf-8"))
    return str(datos["project"]["version"])


def _hacer(obra: Path, nombre: str, version: str, que: str, destino: Path) -> Path:
    dentro = ", ".join(f'"{ruta.name}"' for ruta in sorted(obra.iterdir()))
    texto = _PROYECTO.format(nombre=nombre, version=version, que=que, dentro=dentro)
    (obra / "pyproject.toml").write_text(texto, encoding="utf-8")
    orden = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(obra / "dist")]
    entorno = {**os.environ, "SOURCE_DATE_EPOCH": str(FECHA)}
    hecho = subprocess.run(
        orden, cwd=obra, env=entorno, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    if hecho.returncode:
        raise NoSePuede(f"La rueda de {nombre} no se pudo hacer. Lo que dijo:\n{hecho.stdout}")
    hecha = next((obra / "dist").glob("*.whl"))
    return Path(shutil.copy(hecha, destino / con_huella(hecha)))


def con_huella(rueda: Path) -> str:
    """Su nombre, con la huella donde el nombre de una rueda lleva el número de construcción."""
    nombre, version, *etiquetas = rueda.stem.split("-")
    huella = hashlib.sha256(rueda.read_bytes()).hexdigest()[:10]
    return "-".join([nombre, version, f"0h{huella}", *etiquetas]) + ".whl"
