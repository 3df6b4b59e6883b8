"""Un puesto: un núcleo que trabaja, con su semillero, visto desde quien dirige.

`pedir` manda un pedido y devuelve lo que contestó un proceso nuevo, o por qué no contestó. Lo que
vuelve son datos sin leer: comprobar que tienen sentido es cosa de quien pidió.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import minigrad
from minigrad.calificar.encierro import Limites

#: una respuesta más larga que esto no es una observación
TOPE = 32 * 2**20
_TROZO = 2**20
#: lo que tardan en nacer y morir un proceso, aparte de lo que trabaja
_GRACIA = 30.0

#: por qué no hubo respuesta: «tiempo», «salida», «disco», «memoria», «señal», «canal», «cerró»
Motivo = str


@dataclass(frozen=True)
class Respuesta:
    """Lo que contestó el hijo; si no contestó, `motivo` dice por qué y `datos` está vacío."""

    datos: dict[str, Any] = field(default_factory=dict)
    motivo: Motivo = ""
    detalle: str = ""
    segundos: float = 0.0


class Puesto(Protocol):
    """Donde se puede correr un pedido en un proceso aparte."""

    def pedir(
        self, pedido: dict[str, Any], plazo: float, limites: Limites,
        contenido: Iterable[bytes] = (),
    ) -> Respuesta:  # fmt: skip
        """Corre un pedido en un proceso nuevo, con `plazo` segundos como mucho."""
        ...

    def interrumpir(self) -> None:
        """Corta lo que otro hilo esté pidiendo, que recibe `ConnectionError`."""
        ...

    def cerrar(self) -> None:
        """Ya no se le pedirá nada más."""
        ...


def abrir() -> Puesto:
    """El mejor puesto que este sistema operativo permite."""
    if hasattr(os, "fork"):
        return PuestoConSemillero()
    from minigrad.calificar.suelto import PuestoSuelto

    return PuestoSuelto()


class PuestoConSemillero:
    """Un semillero y el enchufe por el que se le dan órdenes."""

    def __init__(self) -> None:
        self._ordenes, suyo = socket.socketpair()
        orden = [sys.executable, "-P", "-m", "minigrad.calificar.semillero", str(suyo.fileno())]
        self._proceso = subprocess.Popen(
            orden, env=entorno(), pass_fds=[suyo.fileno()], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        suyo.close()
        self._respuestas = self._ordenes.makefile("rb")

    def pedir(
        self, pedido: dict[str, Any], plazo: float, limites: Limites,
        contenido: Iterable[bytes] = (),
    ) -> Respuesta:  # fmt: skip
        orden = {
            "plazo": plazo,
            "limites": limites.a_json(),
            "modulo": pedido.get("modulo"),
            "semillas": pedido.get("semillas", []),
            "importar": pedido.get("importar", []),
        }
        clave = secrets.token_hex(16)
        mio, suyo = socket.socketpair()
        with mio:
            mio.settimeout(plazo + _GRACIA)
            with suyo:
                socket.send_fds(self._ordenes, [json.dumps(orden).encode()], [suyo.fileno()])
            escribir(mio, {**pedido, "clave": clave}, contenido)
            crudo = leer(mio)
        return interpretar(crudo, clave, self._como_acabo(plazo))

    def _como_acabo(self, plazo: float) -> dict[str, Any]:
        self._ordenes.settimeout(plazo + _GRACIA)
        linea = self._respuestas.readline()
        if not linea.endswith(b"\n"):
            raise ConnectionError("el semillero se cerró")
        hecho: dict[str, Any] = json.loads(linea)
        return hecho

    def interrumpir(self) -> None:
        with suppress(OSError):
            self._ordenes.shutdown(socket.SHUT_RDWR)

    def cerrar(self) -> None:
        self._respuestas.close()
        self._ordenes.close()
        try:
            self._proceso.wait(5)
        except subprocess.TimeoutExpired:
            self._proceso.kill()
            self._proceso.wait()


# --- el canal ----------------------------------------------------------------------------------


def escribir(canal: socket.socket, pedido: dict[str, Any], contenido: Iterable[bytes]) -> None:
    """Manda un pedido y, tras él, los bytes de un archivo; si nadie escucha ya, no importa."""
    try:
        canal.sendall(json.dumps(pedido).encode("ascii") + b"\n")
        for trozo in contenido:
            canal.sendall(trozo)
        canal.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # murió antes de leerlo: lo dirá cómo acabó


def leer(canal: socket.socket) -> bytes | None:
    """Todo lo que conteste; None si se pasa de largo o de tiempo."""
    crudo = bytearray()
    try:
        while trozo := canal.recv(_TROZO):
            crudo += trozo
            if len(crudo) > TOPE:
                return None
    except OSError:
        return None
    return bytes(crudo)


def interpretar(crudo: bytes | None, clave: str, final: dict[str, Any]) -> Respuesta:
    """Lo que contestó un hijo, sabiendo cómo acabó."""
    gastados = float(final["segundos"])
    if final["motivo"]:
        return Respuesta(motivo=final["motivo"], segundos=gastados)
    if not crudo:
        return _sin_respuesta(final, gastados)
    try:
        datos = json.loads(crudo)
    except (ValueError, RecursionError):
        datos = None
    if not isinstance(datos, dict) or datos.get("clave") != clave:
        return Respuesta(motivo="canal", segundos=gastados)
    return Respuesta(datos, segundos=gastados)


def _sin_respuesta(final: dict[str, Any], gastados: float) -> Respuesta:
    senal = int(final["senal"])
    if senal == 24:  # SIGXCPU: gastó todo el procesador que se le dio
        return Respuesta(motivo="tiempo", segundos=gastados)
    return Respuesta(motivo="señal" if senal else "cerró", detalle=str(senal), segundos=gastados)


def entorno() -> dict[str, str]:
    """Las variables con que corre un semillero: solo las que Python necesita, ninguna ajena."""
    propias = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "LANG", "LC_ALL", "VIRTUAL_ENV", "TMPDIR",
               "TEMP", "TMP", "HOME", "USERPROFILE", "APPDATA", "MINIGRAD_CUADERNOS")  # fmt: skip
    camino = [str(Path(minigrad.__file__).resolve().parents[1]), os.environ.get("PYTHONPATH", "")]
    return {
        **{nombre: os.environ[nombre] for nombre in propias if nombre in os.environ},
        "PYTHONPATH": os.pathsep.join(filter(None, camino)),
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "MPLBACKEND": "agg",
        "MINIGRAD_PROGRESO": "memoria",
        # un hilo por proceso: los núcleos ya están repartidos
        **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    }


def protecciones(puesto: Puesto, limites: Limites) -> Sequence[str]:
    """Las que quedan puestas en esta máquina, preguntándoselo a un hijo."""
    respuesta = puesto.pedir({"que": "protecciones"}, 60.0, limites)
    return [str(nombre) for nombre in respuesta.datos.get("puestas", ())]
