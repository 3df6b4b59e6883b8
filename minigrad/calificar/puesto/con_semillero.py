"""Un puesto: un núcleo que trabaja, con su semillero, visto desde quien dirige.

`pedir` manda un pedido y devuelve lo que contestó un proceso nuevo, o por qué no contestó. Lo que
vuelve ya pasó por el esquema: tiene la forma debida, y puede ser mentira.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from minigrad.calificar.jaula.encierro import Limites
from minigrad.calificar.puesto.contrato import (
    Puesto,
    Respuesta,
    entorno,
    escribir,
    interpretar,
    leer,
)

#: lo que tardan en nacer y morir un proceso, aparte de lo que trabaja
_GRACIA = 30.0


def abrir() -> Puesto:
    """El mejor puesto que este sistema operativo permite."""
    if hasattr(os, "fork"):
        return PuestoConSemillero()
    from minigrad.calificar.puesto.suelto import PuestoSuelto

    return PuestoSuelto()


class PuestoConSemillero:
    """Un semillero y el enchufe por el que se le dan órdenes."""

    def __init__(self) -> None:
        self._ordenes, suyo = socket.socketpair()
        orden = [
            sys.executable,
            "-P",
            "-m",
            "minigrad.calificar.puesto.semillero",
            str(suyo.fileno()),
        ]
        self._proceso = subprocess.Popen(
            orden, env=entorno(), pass_fds=[suyo.fileno()], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        suyo.close()
        self._respuestas = self._ordenes.makefile("rb")
        self._a_medias = False

    def pedir(
        self, pedido: dict[str, Any], plazo: float, limites: Limites,
        contenido: Iterable[bytes] = (),
    ) -> Respuesta:  # fmt: skip
        orden = {
            "plazo": plazo,
            "limites": limites.a_json(),
            "observador": pedido.get("observador"),
            "semillas": pedido.get("semillas", []),
            "importar": pedido.get("importar", []),
        }
        if self._a_medias:  # algo cortó el pedido anterior: lo próximo que llegue es de aquel
            raise ConnectionError("quedó a medias")
        self._a_medias = True
        clave = secrets.token_hex(16)
        mio, suyo = socket.socketpair()
        with mio:
            mio.settimeout(plazo + _GRACIA)
            with suyo:
                socket.send_fds(self._ordenes, [json.dumps(orden).encode()], [suyo.fileno()])
            escribir(mio, {**pedido, "clave": clave}, contenido)
            crudo = leer(mio)
        final = self._como_acabo(plazo)
        self._a_medias = False
        return interpretar(crudo, pedido, clave, final)

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
