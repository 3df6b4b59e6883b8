"""Hace las dos capturas de la portada en un JupyterLab de verdad, con trozos de las lecciones.

    python -m tools.capturas

Necesita `playwright` y un Chromium instalado en el sistema. Cada imagen queda en `docs/`.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat

from minigrad.aula.trabajo.ajustes import ajustes
from tools.comun import RAIZ

DESTINO = RAIZ / "docs"
ANCHO, ALTO = 1080, 900

#: el cuaderno, desde qué celda hasta cuál (por un texto suyo), y qué se escribe en el blanco
CAPTURAS: dict[str, tuple[str, str, str, dict[str, str]]] = {
    "leccion.png": (
        "solutions/01_pytorch_y_minigrad.ipynb",
        "Ejercicio 01-programa",
        "draw_dot(f)",
        {},
    ),
    "error_con_nombre.png": (
        "notebooks/02_a_mano.ipynb",
        "Ejercicio 02-derivada",
        'comprobar("02-derivada"',
        {"02-derivada": "def derivada(f, x, h=1e-5):\n    return (f(x + h) - f(x)) / h"},
    ),
}


def principal() -> None:
    """Hace todas las capturas."""
    DESTINO.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporal:
        carpeta = Path(temporal)
        for ruta, desde, hasta, respuestas in CAPTURAS.values():
            trozo = _trozo(nbformat.read(RAIZ / ruta, as_version=4), desde, hasta, respuestas)
            nbformat.write(trozo, carpeta / Path(ruta).name)
        with _jupyter(carpeta) as direccion:
            for nombre, (ruta, *_) in CAPTURAS.items():
                _capturar(f"{direccion}/doc/tree/{Path(ruta).name}", DESTINO / nombre)
                print(f"docs/{nombre}: {(DESTINO / nombre).stat().st_size // 1024} KB")


def _trozo(cuaderno: Any, desde: str, hasta: str, respuestas: dict[str, str]) -> Any:
    """La preparación y las celdas del trozo, sin las marcas y con las respuestas puestas."""
    from minigrad.aula.celda.blanco import sin_marcas

    celdas = cuaderno.cells
    codigo = (c for c in celdas if c.cell_type == "code" and "ejercicio" not in c.metadata)
    previas = [celda for celda in codigo if "comprobar(" not in celda.source]
    primera = next(i for i, c in enumerate(celdas) if desde in c.source)
    ultima = next(i for i, c in enumerate(celdas) if i >= primera and hasta in c.source)
    for celda in celdas:
        if celda.cell_type == "code":
            celda.source = sin_marcas(celda.source)
            celda.source = respuestas.get(celda.metadata.get("ejercicio", ""), celda.source)
            celda.outputs = []
    cuaderno.cells = [*previas[:2], *celdas[primera : ultima + 1]]
    return cuaderno


@contextmanager
def _jupyter(carpeta: Path) -> Iterator[str]:
    """Un JupyterLab en un puerto libre de esta máquina, que se cierra al salir."""
    with socket.socket() as enchufe:
        enchufe.bind(("127.0.0.1", 0))
        puerto = enchufe.getsockname()[1]
    orden = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    orden += [f"--port={puerto}", "--IdentityProvider.token=", "--expose-app-in-browser"]
    orden += [f"--LabApp.app_settings_dir={_sin_ventana(ajustes(carpeta))}"]
    variables = {**os.environ, "PYTHONPATH": str(RAIZ), "JUPYTER_CONFIG_DIR": str(carpeta / ".c")}
    servidor = subprocess.Popen(
        orden, cwd=carpeta, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    direccion = f"http://127.0.0.1:{puerto}"
    try:
        _esperar(f"{direccion}/api")
        yield direccion
    finally:
        servidor.terminate()
        servidor.wait()


def _sin_ventana(carpeta: Path) -> Path:
    """Todas las celdas puestas en la página, también las que no se ven."""
    archivo = carpeta / "overrides.json"
    valores = json.loads(archivo.read_text("utf-8"))
    valores["@jupyterlab/notebook-extension:tracker"] = {"windowingMode": "none"}
    archivo.write_text(json.dumps(valores), "utf-8")
    return carpeta


def _esperar(direccion: str, segundos: float = 60) -> None:
    limite = time.monotonic() + segundos
    while time.monotonic() < limite:
        try:
            urllib.request.urlopen(direccion, timeout=2).close()
            return
        except OSError:
            time.sleep(0.3)
    raise TimeoutError("JupyterLab no respondió.")


def _capturar(direccion: str, destino: Path) -> None:
    """Abre el cuaderno, ejecuta todo y fotografía el final."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        navegador = p.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        pagina = navegador.new_page(viewport={"width": ANCHO, "height": ALTO})
        pagina.goto(direccion)
        pagina.wait_for_selector(".jp-Notebook .jp-Cell")
        pagina.wait_for_timeout(4000)
        pagina.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
        pagina.wait_for_timeout(9000)
        pagina.locator(".jp-Notebook .jp-Cell").last.evaluate(
            "celda => celda.scrollIntoView(false)"
        )
        pagina.wait_for_timeout(1500)
        pagina.screenshot(path=destino)
        navegador.close()


if __name__ == "__main__":
    principal()
