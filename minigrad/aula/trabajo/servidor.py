"""JupyterLab sobre la carpeta de trabajo: se pone en marcha, se anuncia y se apaga limpio.

JupyterLab habla inglés y mucho; aquí su voz va a un archivo y a la pantalla sale solo lo que
hace falta: la dirección y cómo terminar. Corre en un grupo de procesos suyo, así que un Ctrl-C
llega solo a nosotros y lo apagamos sin que pregunte. El puerto lo elige él, y de él se lee:
si lo eligiéramos antes, otra persona podría ganarlo en medio.
"""

from __future__ import annotations

import importlib.util
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from minigrad import _extras
from minigrad.aula.trabajo.ajustes import casa_propia, configuracion, variables

ESPERA = 90.0
#: los puertos que JupyterLab prueba después del primero, y las veces que se vuelve a empezar
_OTROS, _VECES = 50, 3
#: lo que se espera, en segundos, a que una página abierta guarde lo último
_LO_ULTIMO = 3


class NoArranca(Exception):
    """JupyterLab no pudo abrirse o se cayó; el mensaje dice por qué y qué hacer."""


class Laboratorio(NamedTuple):
    """Un JupyterLab en marcha, y cómo hablarle."""

    proceso: subprocess.Popen[bytes]
    puerto: int
    ficha: str

    def pedir(self, metodo: str, ruta: str, datos: Any = None) -> Any:
        """Lo que contesta su API; `OSError` o `ValueError` si no es él o no contesta."""
        pedido = urllib.request.Request(
            f"http://127.0.0.1:{self.puerto}/api/{ruta}",
            None if datos is None else json.dumps(datos).encode(),
            {"Authorization": f"token {self.ficha}"},
            method=metodo,
        )
        # sin los intermediarios que diga el entorno: el servidor está en esta misma máquina
        directo = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with directo.open(pedido, timeout=10) as respuesta:
            return json.loads(respuesta.read() or b"null")


def atender(carpeta: Path, cuaderno: str, puerto: int | None, navegador: bool) -> None:
    """Abre JupyterLab en `cuaderno` y se queda hasta que alguien lo termine."""
    if importlib.util.find_spec("jupyterlab") is None:
        falta = _extras.orden(
            "cuadernos", "jupyterlab ipywidgets graphviz graphviz-pure matplotlib numpy tqdm"
        )
        raise NoArranca(f"Falta JupyterLab: instálalo con  {falta}  y repite la orden.")
    with tempfile.TemporaryDirectory(prefix="minigrad-", ignore_cleanup_errors=True) as privada:
        laboratorio = _abrir(carpeta, Path(privada), puerto)
        try:
            _encender_nucleo(laboratorio, cuaderno)
            _anunciar(laboratorio, cuaderno, navegador)
            _acompanar(laboratorio, carpeta)
        finally:
            _cerrar(laboratorio)


# --- abrir -----------------------------------------------------------------------------------


def elegir_puerto(pedido: int | None) -> int:
    """El puerto pedido, si está libre; sin pedido, el primero libre desde el 8888."""
    if pedido is not None and not 0 <= pedido <= 65535:
        raise NoArranca(f"No hay puerto {pedido}: elige uno del 1024 al 65535 con --puerto.")
    # el 0, al final, es «el que sea»
    for candidato in [*range(8888, 8938), 0] if pedido is None else [pedido]:
        with suppress(OSError), socket.socket() as enchufe:
            if os.name == "posix":  # el que se acaba de soltar ya sirve, como a JupyterLab
                enchufe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            enchufe.bind(("127.0.0.1", candidato))
            return int(enchufe.getsockname()[1])
    raise NoArranca(
        f"El puerto {pedido} está ocupado, o no es para tu usuario: elige otro con --puerto."
    )


def _abrir(carpeta: Path, privada: Path, pedido: int | None) -> Laboratorio:
    """Arranca hasta que atiende; si no se pidió un puerto, lo intenta más de una vez."""
    casa = casa_propia(privada)
    for _ in range(1 if pedido else _VECES):
        ficha = secrets.token_hex(16)
        puerto = elegir_puerto(pedido)
        dicho = configuracion(carpeta, casa, puerto, 0 if pedido else _OTROS, ficha)
        (privada / "taller.json").write_text(dicho, encoding="utf-8")
        proceso = _arrancar(carpeta, privada, variables(casa, privada))
        laboratorio = _cuando_atienda(proceso, privada, ficha)
        if laboratorio is not None:
            return laboratorio
    if pedido:
        elegir_puerto(pedido)  # si otro lo ganó mientras tanto, eso es lo que pasó
    raise NoArranca(f"JupyterLab no arrancó; lo que dijo está en {_registro(carpeta)}.")


def _arrancar(carpeta: Path, privada: Path, entorno: dict[str, str]) -> subprocess.Popen[bytes]:
    # con -P, un archivo de la carpeta de quien llama no toma el lugar de un módulo
    orden = [sys.executable, "-P", "-m", "jupyterlab", f"--config={privada / 'taller.json'}"]
    aparte: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        aparte = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    with _registro(carpeta).open("wb") as registro:
        return subprocess.Popen(
            orden,
            stdin=subprocess.DEVNULL,
            stdout=registro,
            stderr=subprocess.STDOUT,
            env=entorno,
            **aparte,
        )


def _registro(carpeta: Path) -> Path:
    return carpeta / ".minigrad" / "jupyter.log"


def _cuando_atienda(
    proceso: subprocess.Popen[bytes], privada: Path, ficha: str
) -> Laboratorio | None:
    """El laboratorio, cuando contesta a nuestra ficha; nada si se cerró o no llegó a contestar."""
    limite = time.monotonic() + ESPERA
    try:
        while proceso.poll() is None and time.monotonic() < limite:
            with suppress(OSError, ValueError, LookupError):
                puerto = _puerto_de(privada, ficha)
                laboratorio = Laboratorio(proceso, puerto, ficha)
                laboratorio.pedir("GET", "status")
                return laboratorio
            time.sleep(0.1)
    except BaseException:
        proceso.kill()
        raise
    proceso.kill()
    return None


def _puerto_de(privada: Path, ficha: str) -> int:
    """El puerto que JupyterLab anota al ponerse a atender."""
    for anotado in privada.glob("jpserver-*.json"):
        datos = json.loads(anotado.read_text(encoding="utf-8"))
        if datos["token"] == ficha:
            return int(datos["port"])
    raise LookupError


def _encender_nucleo(laboratorio: Laboratorio, cuaderno: str) -> None:
    """El cuaderno se abre con su núcleo ya en marcha: JupyterLab adopta la sesión de esa ruta.

    Sin ella, cada celda que se ejecuta mientras la página carga pregunta qué núcleo usar.
    """
    sesion = {"path": cuaderno, "name": "", "type": "notebook", "kernel": {"name": "python3"}}
    with suppress(OSError, ValueError):  # si no se pudo, JupyterLab lo enciende al abrir
        laboratorio.pedir("POST", "sessions", sesion)


def _anunciar(laboratorio: Laboratorio, cuaderno: str, navegador: bool) -> None:
    base = f"http://127.0.0.1:{laboratorio.puerto}"
    direccion = f"{base}/lab/tree/{cuaderno}?token={laboratorio.ficha}"
    print(f"El taller está abierto en esta dirección:\n  {direccion}")
    print(
        "Lo que escribes se guarda solo. Para terminar, oprime Ctrl-C en esta ventana.",
        flush=True,
    )
    if navegador and hay_pantalla():
        webbrowser.open(direccion)


def hay_pantalla() -> bool:
    """En Linux sin pantalla se abriría un navegador de texto dentro de esta ventana."""
    con_pantalla = {"DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"}
    return not sys.platform.startswith("linux") or bool(con_pantalla & set(os.environ))


# --- quedarse y cerrar -----------------------------------------------------------------------


def _acompanar(laboratorio: Laboratorio, carpeta: Path) -> None:
    """Espera a que termine; que se caiga, sin que nadie lo apague desde su menú, es un fallo."""
    # de a poco: en Windows, Ctrl-C no interrumpe una espera sin plazo
    while laboratorio.proceso.poll() is None:
        time.sleep(0.2)
    if b"/api/shutdown" not in _registro(carpeta).read_bytes():
        raise NoArranca(
            f"JupyterLab se cerró solo (código {laboratorio.proceso.returncode}); lo que dijo está "
            f"en {_registro(carpeta)}. Lo guardado queda en {carpeta}: repite la orden para seguir."
        )


def _cerrar(laboratorio: Laboratorio) -> None:
    """Deja que las páginas abiertas guarden lo último, y apaga. Otro Ctrl-C lo apura."""
    proceso = laboratorio.proceso
    try:
        if proceso.poll() is None:
            _esperar_lo_ultimo(laboratorio)
            with suppress(OSError, ValueError):
                laboratorio.pedir("POST", "shutdown")
            proceso.wait(10)
    except KeyboardInterrupt:
        _decir("No esperé más: lo que escribiste en los últimos segundos pudo no guardarse.")
    except subprocess.TimeoutExpired:
        pass  # algo no se dejó apagar: lo que había que guardar ya se guardó
    finally:
        proceso.kill()
        proceso.wait(10)


def _esperar_lo_ultimo(laboratorio: Laboratorio) -> None:
    """Una página abierta guarda un segundo después de cada cambio: se le da tiempo."""
    with suppress(OSError, ValueError):
        if laboratorio.pedir("GET", "status")["connections"]:
            _decir("\nGuardando lo último que escribiste…")
            time.sleep(_LO_ULTIMO)


def _decir(frase: str) -> None:
    with suppress(OSError):  # la ventana puede haberse cerrado
        print(frase, flush=True)
