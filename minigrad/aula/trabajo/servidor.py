"""JupyterLab sobre la carpeta de trabajo: se pone en marcha, se anuncia y se apaga limpio.

JupyterLab habla inglés y mucho; aquí su voz va a un archivo y a la pantalla sale solo lo que
hace falta: la dirección y cómo terminar. Corre en un grupo de procesos suyo, así que un Ctrl-C
llega solo a nosotros y lo apagamos sin que pregunte.

Glosario. *Ficha*: la clave (`token`) que va en la dirección; sin ella nadie más entra.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path
from typing import Any

ESPERA = 90.0


class NoArranca(Exception):
    """JupyterLab no pudo abrirse; el mensaje dice por qué y qué hacer."""


def atender(carpeta: Path, cuaderno: str, puerto: int | None, navegador: bool) -> None:
    """Abre JupyterLab en `cuaderno` y se queda hasta que alguien lo termine."""
    if importlib.util.find_spec("jupyterlab") is None:
        raise NoArranca(
            "Falta JupyterLab: instálalo con  python -m pip install jupyterlab ipywidgets "
            "graphviz graphviz-pure matplotlib numpy tqdm  y repite la orden."
        )
    puerto = elegir_puerto(puerto)
    ficha = secrets.token_hex(16)
    direccion = f"http://127.0.0.1:{puerto}/lab/tree/{cuaderno}?token={ficha}"
    servidor = _arrancar(carpeta, puerto, ficha)
    try:
        _esperar(servidor, puerto, carpeta)
        _anunciar(direccion, navegador)
        servidor.wait()
    finally:
        _apagar(servidor)


def elegir_puerto(pedido: int | None) -> int:
    """El puerto pedido, si está libre; sin pedido, el primero libre desde el 8888."""
    # el 0, al final, es «el que sea»
    candidatos = [*range(8888, 8938), 0] if pedido is None else [pedido]
    for candidato in candidatos:
        with contextlib.suppress(OSError, OverflowError), socket.socket() as enchufe:
            enchufe.bind(("127.0.0.1", candidato))
            return int(enchufe.getsockname()[1])
    raise NoArranca(f"El puerto {pedido} está ocupado: elige otro con --puerto.")


def _arrancar(carpeta: Path, puerto: int, ficha: str) -> subprocess.Popen[bytes]:
    orden = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={puerto}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={carpeta}",
        f"--LabApp.app_settings_dir={ajustes(carpeta)}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        orden.append("--allow-root")  # en un contenedor se suele ser root; solo escucha aquí
    aparte: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        aparte = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    with _registro(carpeta).open("wb") as registro:
        return subprocess.Popen(
            orden,
            stdin=subprocess.DEVNULL,
            stdout=registro,
            stderr=subprocess.STDOUT,
            env={**os.environ, "JUPYTER_TOKEN": ficha},
            **aparte,
        )


def _registro(carpeta: Path) -> Path:
    return carpeta / ".minigrad" / "jupyter.log"


def ajustes(carpeta: Path) -> Path:
    """Sin avisos de novedades, y en español si el paquete de idioma está instalado."""
    sin_avisos = {"fetchNews": "false", "checkForUpdates": False}
    ajustes: dict[str, Any] = {"@jupyterlab/apputils-extension:notification": sin_avisos}
    if importlib.util.find_spec("jupyterlab_language_pack_es_ES"):
        ajustes["@jupyterlab/translation-extension:plugin"] = {"locale": "es_ES"}
    destino = carpeta / ".minigrad" / "jupyter"
    destino.mkdir(parents=True, exist_ok=True)
    (destino / "overrides.json").write_text(json.dumps(ajustes), encoding="utf-8")
    return destino


def _esperar(servidor: subprocess.Popen[bytes], puerto: int, carpeta: Path) -> None:
    limite = time.monotonic() + ESPERA
    while not _responde(puerto):
        if servidor.poll() is not None or time.monotonic() > limite:
            raise NoArranca(f"JupyterLab no arrancó; lo que dijo está en {_registro(carpeta)}.")
        time.sleep(0.1)


def _responde(puerto: int) -> bool:
    # sin los intermediarios que diga el entorno: el servidor está en esta misma máquina
    abridor = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with abridor.open(f"http://127.0.0.1:{puerto}/api", timeout=2):
            return True
    except (OSError, urllib.error.URLError):
        return False


def _anunciar(direccion: str, navegador: bool) -> None:
    print(f"El taller está abierto en esta dirección:\n  {direccion}")
    print("Para terminar, oprime Ctrl-C en esta ventana. Tu trabajo queda guardado.", flush=True)
    if navegador and _hay_pantalla():
        webbrowser.open(direccion)


def _hay_pantalla() -> bool:
    """En Linux sin pantalla se abriría un navegador de texto dentro de esta ventana."""
    con_pantalla = {"DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"}
    return not sys.platform.startswith("linux") or bool(con_pantalla & set(os.environ))


def _apagar(servidor: subprocess.Popen[bytes]) -> None:
    if servidor.poll() is not None:
        return
    servidor.send_signal(signal.SIGTERM)
    try:
        servidor.wait(10)
    except subprocess.TimeoutExpired:
        servidor.kill()
