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
from tools.sitio.lugares import FECHA, RAIZ

#: un cuaderno a la vez, el laboratorio entero, y las que sus menús abren: la lista y el editor
APLICACIONES = ["edit", "lab", "notebooks", "tree"]
IDIOMA = "es_ES"
_EXTENSIONES = ("jupyterlab_widgets", "jupyterlite_pyodide_kernel")
_PAQUETE_DE_IDIOMA = "jupyterlab_language_pack_es_es"
#: lo que el núcleo pide al arrancar: con esto lo toma del lock, a la vez que Python
AL_ARRANCAR = [
    "comm", "ipykernel", "ipython", "jedi", "micropip", "minigrad-taller", "piplite",
    "pyodide-kernel",
]  # fmt: skip
#: lo que aquí no tiene sentido: puntos de control, confianza, novedades, un foro en inglés
_APAGADAS = [
    "@jupyter-notebook/notebook-extension:checkpoints",
    "@jupyter-notebook/notebook-extension:kernel-logo",
    "@jupyter-notebook/notebook-extension:trusted",
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/help-extension:jupyter-forum",
]
#: guarda un segundo después de cada cambio, y cada celda espera al núcleo: como en JupyterLab
_CUIDADOS = RAIZ / "minigrad/aula/trabajo/pagina" / "minigrad-taller"
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
    "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 5},
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
    _poner_iconos(destino)
    _ordenar(destino)


def _extension(paquete: str) -> Path:
    return next(piezas.extensiones().glob(f"{paquete}-*.whl"))


def _configuracion(contenido: Path) -> str:
    construccion = {
        "apps": APLICACIONES,
        "contents": [str(contenido)],
        "federated_extensions": [
            *(str(_extension(paquete)) for paquete in _EXTENSIONES),
            str(_CUIDADOS),
        ],
        "ignore_sys_prefix": True,
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "source_date_epoch": FECHA,
    }
    return json.dumps({"LiteBuildConfig": construccion})


def _pagina() -> str:
    datos = {
        "appName": "Mini-Grad",
        "disabledExtensions": _APAGADAS,
        "faviconUrl": "./static/favicons/favicon.ico",
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


def _ordenar(destino: Path) -> None:
    """Lo que JupyterLite escribe en el orden en que cada disco da sus archivos."""
    contenidos = destino / "api" / "contents"
    _poner_la_de_progreso(contenidos)
    for indice in contenidos.rglob("all.json"):
        datos = json.loads(indice.read_text(encoding="utf-8"))
        datos["content"].sort(key=lambda uno: uno["path"])
        _guardar(indice, datos)
    ajustes = destino / "build" / "schemas" / "all_federated.json"
    _guardar(ajustes, sorted(json.loads(ajustes.read_text("utf-8")), key=lambda uno: uno["id"]))


def _poner_la_de_progreso(contenidos: Path) -> None:
    """La carpeta donde se guarda el progreso, vacía: crearla en el navegador deja errores."""
    indice = contenidos / "all.json"
    datos = json.loads(indice.read_text(encoding="utf-8"))
    datos["content"].append({**datos["content"][0], "name": ".minigrad", "path": ".minigrad"})
    _guardar(indice, datos)
    (contenidos / ".minigrad").mkdir()
    _guardar(contenidos / ".minigrad" / "all.json", {**datos, "content": []})


def _en_espanol(destino: Path) -> None:
    """El paquete de idioma, sin los de otras extensiones ni los que tenga este entorno."""
    with zipfile.ZipFile(_extension(_PAQUETE_DE_IDIOMA)) as archivo:
        rutas = {Path(ruta).stem: ruta for ruta in archivo.namelist() if ruta.endswith(".json")}
        base = json.loads(archivo.read(rutas["jupyterlab"]))
    nuestros = json.loads(_NUESTROS.read_text(encoding="utf-8"))
    # una sola forma, o dos: para uno y para varios
    formas = {que: dicho if isinstance(dicho, list) else [dicho]
              for que, dicho in nuestros.items()}  # fmt: skip
    dichos = {donde + que: dicho for que, dicho in formas.items() for donde in _CONTEXTOS}
    textos = {parte: {"": base[""], **dichos} for parte in _PARTES}
    textos["jupyterlab"] = {**base, **dichos}
    idiomas = {
        "en": {"displayName": "English", "nativeName": "English"},
        IDIOMA: {"displayName": "Spanish (Spain)", "nativeName": "español (España)"},
    }
    shutil.rmtree(destino, ignore_errors=True)
    destino.mkdir(parents=True)
    _guardar(destino / "all.json", {"data": idiomas, "message": ""})
    _guardar(destino / "en.json", {"data": {}, "message": ""})
    _guardar(destino / f"{IDIOMA}.json", {"data": textos, "message": ""})


#: cada parte de la página busca sus textos en un catálogo; los nuestros van en todos
_PARTES = ("jupyterlite", "notebook")
_CONTEXTOS = ("", "menu\x04", "schema\x04")
#: lo que el paquete de idioma deja en inglés, o llama de otro modo que el curso
_NUESTROS = Path(__file__).with_name("espanol.json")
_ICONO = '<link rel="icon" href="../static/favicons/favicon.ico">'
_ICONOS = Path(__file__).with_name("iconos")


def _poner_iconos(destino: Path) -> None:
    """Los de la pestaña, que JupyterLite pide y no trae, y los de la aplicación instalada."""
    pestana = destino / "static" / "favicons"
    pestana.mkdir(parents=True)
    for nombre in ("favicon", "favicon-file", "favicon-notebook", "favicon-terminal"):
        shutil.copyfile(_ICONOS / "taller.ico", pestana / f"{nombre}.ico")
    for numero in (1, 2, 3):
        shutil.copyfile(_ICONOS / "ocupado.ico", pestana / f"favicon-busy-{numero}.ico")
    for aplicacion in APLICACIONES:
        shutil.copyfile(_ICONOS / "taller.ico", destino / aplicacion / "favicon.ico")
        # dicho en la página misma: si no, el navegador lo busca antes en la raíz del servidor
        pagina = destino / aplicacion / "index.html"
        con_icono = pagina.read_text("utf-8").replace("</head>", f"{_ICONO}</head>", 1)
        pagina.write_text(con_icono, encoding="utf-8", newline="\n")
    for icono in _ICONOS.glob("*.png"):
        shutil.copyfile(icono, destino / icono.name)
    ficha = {
        "name": "Mini-Grad",
        "short_name": "Mini-Grad",
        "lang": "es",
        "description": "Construye un motor de autodiferenciación",
        "start_url": "./notebooks/index.html?path=notebooks/00_introduccion.ipynb",
        "scope": "./",
        "display": "standalone",
        "background_color": "#fff",
        "icons": [
            {"src": f"./icon-{n}x{n}.png", "type": "image/png", "sizes": f"{n}x{n}"}
            for n in (120, 512)
        ],
    }
    _guardar(destino / "manifest.webmanifest", ficha)


def _guardar(ruta: Path, datos: Any) -> None:
    texto = json.dumps(datos, ensure_ascii=False, separators=(",", ":"))
    ruta.write_text(texto, encoding="utf-8")
