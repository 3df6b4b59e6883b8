"""La aplicación JupyterLite, con nuestros ajustes y nada de lo que haya en este entorno.

La construye su propia orden, en un proceso aparte y con una configuración escrita aquí: solo las
extensiones que se nombran, solo las aplicaciones que se usan, y ninguna dirección ajena.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from tools.sitio import NoSePuede, piezas
from tools.sitio.lugares import FECHA

APLICACIONES = ["lab", "notebooks"]
IDIOMA = "es_ES"
_EXTENSIONES = ("jupyterlab_widgets", "jupyterlite_pyodide_kernel")
_PAQUETE_DE_IDIOMA = "jupyterlab_language_pack_es_es"
#: lo que el núcleo pide al arrancar: con esto lo toma del lock, a la vez que Python
AL_ARRANCAR = [
    "comm", "ipykernel", "ipython", "jedi", "micropip", "minigrad-taller", "piplite",
    "pyodide-kernel",
]  # fmt: skip
_SITIO_DE_PYTHON = "/lib/python3.14/site-packages"
_NUCLEO: dict[str, Any] = {
    "pyodideUrl": "./static/pyodide/pyodide.mjs",
    "disablePyPIFallback": True,
    "loadPyodideOptions": {
        "packages": AL_ARRANCAR,
        "env": {
            "HOME": "/home/pyodide",
            "PYTHONSTARTUP": f"{_SITIO_DE_PYTHON}/arranque_del_nucleo.py",
        },
    },
}
AJUSTES: dict[str, dict[str, Any]] = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
    "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 1},
    "@jupyterlab/notebook-extension:tracker": {"autoStartDefaultKernel": True},
    "@jupyterlab/translation-extension:plugin": {"locale": IDIOMA},
}


def construir(destino: Path, contenido: Path) -> None:
    """Pone la aplicación en `destino`, con los archivos de `contenido` para quien la abre."""
    with tempfile.TemporaryDirectory(prefix="lite-") as temporal:
        obra = Path(temporal)
        (obra / "jupyter_lite_config.json").write_text(_configuracion(contenido), "utf-8")
        (obra / "jupyter-lite.json").write_text(_pagina(), "utf-8")
        (obra / "overrides.json").write_text(json.dumps(AJUSTES), "utf-8")
        _correr(obra, destino)
    _en_espanol(destino / "api" / "translations")


def _extension(paquete: str) -> Path:
    return next(piezas.extensiones().glob(f"{paquete}-*.whl"))


def _configuracion(contenido: Path) -> str:
    construccion = {
        "apps": APLICACIONES,
        "contents": [str(contenido)],
        "federated_extensions": [str(_extension(paquete)) for paquete in _EXTENSIONES],
        "ignore_sys_prefix": True,
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "source_date_epoch": FECHA,
    }
    return json.dumps({"LiteBuildConfig": construccion})


def _pagina() -> str:
    datos = {
        "appName": "Mini-Grad",
        "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": _NUCLEO},
    }
    return json.dumps({"jupyter-lite-schema-version": 0, "jupyter-config-data": datos})


def _correr(obra: Path, destino: Path) -> None:
    propias = {k: v for k, v in os.environ.items() if not k.startswith("JUPYTER")}
    vacia = str(obra / "vacia")
    entorno = {
        **propias,
        "JUPYTER_CONFIG_DIR": vacia,
        "JUPYTER_DATA_DIR": vacia,
        "JUPYTER_NO_CONFIG": "1",
        "SOURCE_DATE_EPOCH": str(FECHA),
    }
    orden = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", str(obra)]
    orden += ["--output-dir", str(destino)]
    hecho = subprocess.run(
        orden, cwd=obra, env=entorno, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    if hecho.returncode:
        ultimas = "\n".join(hecho.stdout.splitlines()[-15:])
        raise NoSePuede(f"JupyterLite no se pudo construir. Lo último que dijo:\n{ultimas}")


def _en_espanol(destino: Path) -> None:
    """El paquete de idioma, sin los de otras extensiones ni los que tenga este entorno."""
    with zipfile.ZipFile(_extension(_PAQUETE_DE_IDIOMA)) as archivo:
        rutas = {Path(ruta).stem: ruta for ruta in archivo.namelist() if ruta.endswith(".json")}
        textos = {nombre: json.loads(archivo.read(rutas[nombre])) for nombre in _TRADUCIDOS}
    idiomas = {
        "en": {"displayName": "English", "nativeName": "English"},
        IDIOMA: {"displayName": "Spanish (Spain)", "nativeName": "español (España)"},
    }
    shutil.rmtree(destino, ignore_errors=True)
    destino.mkdir(parents=True)
    _guardar(destino / "all.json", {"data": idiomas, "message": ""})
    _guardar(destino / "en.json", {"data": {}, "message": ""})
    _guardar(destino / f"{IDIOMA}.json", {"data": textos, "message": ""})


_TRADUCIDOS = ("jupyterlab", "notebook")


def _guardar(ruta: Path, datos: Any) -> None:
    texto = json.dumps(datos, ensure_ascii=False, separators=(",", ":"))
    ruta.write_text(texto, encoding="utf-8")
