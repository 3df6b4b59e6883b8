"""Qué se le pide a un puesto y qué contesta, sea cual sea el sistema operativo.

Lo que vuelve tiene la forma que declara `esquema`, o no vuelve; si lo que dice es verdad es cosa de
quien pidió.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import minigrad
from minigrad.calificar.jaula.encierro import Limites
from minigrad.calificar.jaula.landlock import TOPE as TOPE_DE_LANDLOCK
from minigrad.calificar.puesto.esquema import CONTESTACIONES, cumple

#: una respuesta más larga que esto no es una observación
TOPE = 32 * 2**20
#: ni una con más partes: al leerla, cada una ocuparía mucho más de lo que pesa
_PARTES = 3_000_000
_TROZO = 2**20

#: por qué no hubo respuesta: «tiempo», «salida», «disco», «hilos»,
#: «señal», «larga», «canal», «cerró»
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
    """Todo lo que conteste, hasta pasar de `TOPE`; None si se pasa de tiempo."""
    crudo = bytearray()
    try:
        while trozo := canal.recv(_TROZO):
            crudo += trozo
            if len(crudo) > TOPE:
                canal.shutdown(socket.SHUT_RDWR)  # que no siga esperando a que lo lean
                break
    except OSError:
        return None
    return bytes(crudo)


def interpretar(
    crudo: bytes | None, pedido: Mapping[str, Any], clave: str, final: dict[str, Any]
) -> Respuesta:
    """Lo que un hijo contestó a un pedido, sabiendo cómo acabó; lo que no cumpla no pasa."""
    gastados = float(final["segundos"])
    if final["motivo"]:
        return Respuesta(motivo=final["motivo"], segundos=gastados)
    if not crudo:
        return _sin_respuesta(final, gastados)
    if len(crudo) > TOPE or sum(map(crudo.count, (b",", b"[", b"{"))) > _PARTES:
        return Respuesta(motivo="larga", segundos=gastados)
    try:
        datos = json.loads(crudo)
    except (ValueError, RecursionError, MemoryError):
        datos = None
    if not cumple(datos, CONTESTACIONES[pedido["que"]]) or datos["clave"] != clave:
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
               "TEMP", "TMP", "HOME", "USERPROFILE", "APPDATA", "MINIGRAD_CUADERNOS",
               TOPE_DE_LANDLOCK)  # fmt: skip
    camino = [str(Path(minigrad.__file__).resolve().parents[1]), os.environ.get("PYTHONPATH", "")]
    return {
        **{nombre: os.environ[nombre] for nombre in propias if nombre in os.environ},
        "PYTHONPATH": os.pathsep.join(filter(None, camino)),
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "MPLBACKEND": "agg",
        # una nota no depende del motor que el aprendiz haya entregado al lado
        "MINIGRAD_MOTOR": "paquete",
        "MINIGRAD_PROGRESO": "memoria",
        # un hilo por proceso: los núcleos ya están repartidos
        **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    }


def protecciones(puesto: Puesto, limites: Limites) -> Sequence[str]:
    """Las que quedan puestas en esta máquina, preguntándoselo a un hijo."""
    respuesta = puesto.pedir({"que": "protecciones"}, 60.0, limites)
    return [str(nombre) for nombre in respuesta.datos.get("puestas", ())]
