"""El puesto de los sistemas que no saben bifurcarse (Windows): un Python nuevo por pedido.

`python -m minigrad.calificar.puesto.suelto` es el otro extremo. Es más lento, y de los límites solo
pone el de tiempo y el de lo que se imprime; quien dirige lo dice.
"""

from __future__ import annotations

import io
import json
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from minigrad._recursos import cuadernos
from minigrad.calificar.jaula import vigia
from minigrad.calificar.jaula.encierro import Limites, encerrar
from minigrad.calificar.puesto import hijo
from minigrad.calificar.puesto.contrato import TOPE, Respuesta, entorno, interpretar

_ARRANQUE = 20.0  # lo que puede tardar en empezar un Python en una máquina ocupada
_DEMASIADO = 77  # el código de salida de quien imprime de más


class PuestoSuelto:
    """Corre cada pedido en un Python nuevo."""

    def __init__(self) -> None:
        self._interrumpido = False

    def pedir(
        self, pedido: dict[str, Any], plazo: float, limites: Limites,
        contenido: Iterable[bytes] = (),
    ) -> Respuesta:  # fmt: skip
        clave = secrets.token_hex(16)
        comienzo = time.monotonic()
        with tempfile.TemporaryDirectory(
            prefix="calificar-", ignore_cleanup_errors=True
        ) as carpeta:
            encabezado = {**pedido, "clave": clave, "limites": asdict(limites), "plazo": plazo,
                          "carpeta": carpeta}  # fmt: skip
            proceso = subprocess.Popen(
                [sys.executable, "-P", "-m", "minigrad.calificar.puesto.suelto"], env=entorno(),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            crudo, a_tiempo = _hablar(proceso, encabezado, contenido, plazo + _ARRANQUE)
        if self._interrumpido:
            raise ConnectionError("se pidió parar")
        final = {
            "motivo": _motivo(a_tiempo, proceso.returncode),
            "senal": max(0, -proceso.returncode),
            "segundos": round(time.monotonic() - comienzo, 4),
        }
        return interpretar(crudo, pedido, clave, final)

    def interrumpir(self) -> None:
        self._interrumpido = True

    def cerrar(self) -> None:
        """Cada proceso ya murió al contestar."""


def _motivo(a_tiempo: bool, codigo: int) -> str:
    if not a_tiempo:
        return "tiempo"
    return "salida" if codigo == _DEMASIADO else ""


def _hablar(
    proceso: subprocess.Popen[bytes], encabezado: dict[str, Any], contenido: Iterable[bytes],
    plazo: float,
) -> tuple[bytes, bool]:  # fmt: skip
    """Lo que contestó y si lo hizo a tiempo."""
    verdugo = threading.Timer(plazo, proceso.kill)
    verdugo.start()
    assert proceso.stdin is not None
    assert proceso.stdout is not None
    escriba = threading.Thread(
        target=_escribir, args=(proceso.stdin, encabezado, contenido), daemon=True
    )
    escriba.start()
    crudo = proceso.stdout.read(TOPE + 1)
    if len(crudo) > TOPE:
        proceso.kill()
    proceso.wait()
    a_tiempo = verdugo.is_alive()
    verdugo.cancel()
    escriba.join()
    proceso.stdout.close()
    return crudo, a_tiempo


def _escribir(canal: IO[bytes], encabezado: dict[str, Any], contenido: Iterable[bytes]) -> None:
    try:
        with canal:
            canal.write(json.dumps(encabezado).encode("ascii") + b"\n")
            for trozo in contenido:
                canal.write(trozo)
    except OSError:
        pass  # murió antes de leerlo: lo dirá cómo acabó


# --- el otro extremo ---------------------------------------------------------------------------


class _Contado(io.TextIOBase):
    """Una salida que no guarda nada y acaba con el proceso si se le escribe de más."""

    def __init__(self, tope: int) -> None:
        self._quedan = tope

    def write(self, texto: str) -> int:
        self._quedan -= len(texto)
        if self._quedan < 0:
            os._exit(_DEMASIADO)
        return len(texto)


def principal() -> None:
    """Lee un pedido de la entrada, lo hace y contesta por la salida."""
    import minigrad.aula  # noqa: F401

    hijo.sustituir()
    pedido = json.loads(sys.stdin.buffer.readline())
    contenido = sys.stdin.buffer.read()
    canal = os.dup(1)
    nada = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nada, descriptor)
    limites = Limites(**pedido["limites"])
    sys.stdout = sys.stderr = _Contado(limites.salida_kb * 1024)
    hijo.alistar(pedido)
    carpeta = Path(pedido["carpeta"])
    hijo.instalar(carpeta)
    puestas = {*encerrar(limites, carpeta, None, pedido["plazo"]), "tiempo"}
    intentos = vigia.vigilar(carpeta, [cuadernos("solutions")])
    datos = hijo.hacer(pedido, contenido, intentos)
    with os.fdopen(canal, "wb") as salida:
        salida.write(hijo.responder({**datos, "puestas": sorted(puestas)}, pedido["clave"]))
        salida.flush()
        os._exit(0)


if __name__ == "__main__":
    principal()
