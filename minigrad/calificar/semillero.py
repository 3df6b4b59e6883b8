"""El semillero: `python -m minigrad.calificar.semillero DESCRIPTOR`, un proceso por puesto.

Importa una vez todo lo que hace falta y espera pedidos. Por cada uno se bifurca: el hijo se
encierra, lee el pedido de un canal que este proceso no lee, trabaja y muere. El semillero solo
mide y mata: nunca interpreta nada de lo que un hijo escribe. No conoce ninguna solución, así que
un hijo tampoco las hereda.
"""

from __future__ import annotations

import gc
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from minigrad.calificar import archivos, hijo, vigia
from minigrad.calificar.encierro import Limites, encerrar
from minigrad.recursos import cuadernos

_TROZO = 2**16
_DESCRIPTORES = 256  # más de los que este proceso tiene nunca abiertos
_PARPADEO = 0.05  # cada cuánto se mira el disco y el reloj

#: el estado con que murió un proceso y los segundos de procesador que usó
_Muerte = tuple[int, float]


def principal(descriptor: int) -> None:
    """Atiende pedidos hasta que se cierre el otro lado."""
    ordenes = socket.socket(fileno=descriptor)
    base = Path(tempfile.mkdtemp(prefix="calificar-"))
    try:
        _preparar()
        regla = archivos.reglas(base)
        while True:
            recibido, canales, _, _ = socket.recv_fds(ordenes, _TROZO, 1)
            if not recibido:
                return
            hecho = _atender(json.loads(recibido), canales[0], base, regla)
            ordenes.sendall(json.dumps(hecho).encode() + b"\n")
    finally:
        _borrar(base)


def _preparar() -> None:
    with suppress(ImportError):
        import numpy  # noqa: F401 (para que no lo importe cada hijo)
    import minigrad.aula  # noqa: F401

    hijo.sustituir()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C lo atiende quien dirige
    if sys.platform.startswith("linux"):
        import ctypes

        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # los nietos huérfanos pasan a ser suyos


def _atender(orden: dict[str, Any], canal: int, base: Path, regla: int | None) -> dict[str, Any]:
    """Un hijo de principio a fin; dice cómo acabó y qué gastó."""
    hijo.preparar_pruebas(orden)
    limites = Limites(**orden["limites"])
    carpeta = Path(tempfile.mkdtemp(prefix="trabajo-", dir=base))
    salida, entrada = os.pipe()
    comienzo = time.monotonic()
    gc.freeze()
    pid = os.fork()
    if pid == 0:
        os.close(salida)
        _ser_hijo(orden, limites, canal, entrada, carpeta, regla)
    os.close(entrada)
    os.close(canal)
    motivo, muerte = _vigilar(pid, salida, carpeta, limites, comienzo + orden["plazo"])
    os.close(salida)
    estado, cpu = _rematar(pid, muerte)
    _borrar(carpeta)
    return {
        "motivo": motivo,
        "senal": os.WTERMSIG(estado) if os.WIFSIGNALED(estado) else 0,
        "segundos": round(time.monotonic() - comienzo, 4),
        "cpu": round(cpu, 4),
    }


# --- el hijo -----------------------------------------------------------------------------------


def _ser_hijo(
    orden: dict[str, Any], limites: Limites, canal: int, entrada: int, carpeta: Path,
    regla: int | None,
) -> NoReturn:  # fmt: skip
    codigo = 70
    try:
        os.setsid()
        _cerrar_lo_demas({canal, entrada, regla})
        nada = os.open(os.devnull, os.O_RDONLY)
        for nuevo, viejo in ((nada, 0), (entrada, 1), (entrada, 2)):
            os.dup2(nuevo, viejo)
        hijo.instalar(carpeta)
        puestas = encerrar(limites, regla, orden["plazo"])
        _cerrar_lo_demas({canal})
        _trabajar(canal, carpeta, sorted(puestas))
        codigo = 0
    finally:
        os._exit(codigo)


def _cerrar_lo_demas(necesarios: set[int | None]) -> None:
    """Un hijo no debe tener a mano el canal por el que el semillero recibe órdenes."""
    desde = 3
    for necesario in sorted(d for d in necesarios if d is not None):
        os.closerange(desde, necesario)
        desde = necesario + 1
    os.closerange(desde, _DESCRIPTORES)


def _trabajar(canal: int, carpeta: Path, puestas: list[str]) -> None:
    intentos = vigia.vigilar(carpeta, [cuadernos("solutions")])
    crudo = bytearray()
    while trozo := os.read(canal, _TROZO):
        crudo += trozo
    encabezado, _, contenido = crudo.partition(b"\n")
    pedido = json.loads(encabezado)
    datos = hijo.hacer(pedido, bytes(contenido), intentos)
    respuesta = memoryview(hijo.responder({**datos, "puestas": puestas}, pedido["clave"]))
    while respuesta:
        respuesta = respuesta[os.write(canal, respuesta) :]


# --- vigilarlo y matarlo -----------------------------------------------------------------------


def _vigilar(
    pid: int, salida: int, carpeta: Path, limites: Limites, hasta: float
) -> tuple[str, _Muerte | None]:
    """Espera a que el hijo muera y dice cómo; o, si se pasa de un límite, de cuál."""
    impreso, abierta, siesta = 0, True, 0.0001
    ojo = select.poll()
    ojo.register(salida, select.POLLIN)
    while (muerte := _murio(pid)) is None:
        if time.monotonic() > hasta:
            return "tiempo", None
        if not _cabe(carpeta, limites):
            return "disco", None
        if not abierta:  # está terminando, o cerró su salida y sigue vivo
            time.sleep(siesta)
            siesta = min(2 * siesta, _PARPADEO)
        elif ojo.poll(_PARPADEO * 1000):
            leido = os.read(salida, _TROZO)
            impreso, abierta = impreso + len(leido), bool(leido)
            if impreso > limites.salida_kb * 1024:
                return "salida", None
    return "", muerte


def _murio(pid: int, opciones: int = os.WNOHANG) -> _Muerte | None:
    recogido, estado, gasto = os.wait4(pid, opciones)
    return (estado, gasto.ru_utime + gasto.ru_stime) if recogido else None


def _cabe(carpeta: Path, limites: Limites) -> bool:
    """Si lo que hay en la carpeta desechable no pasa de lo permitido."""
    cuantos = bytes_ = 0
    for donde, carpetas, nombres in os.walk(carpeta):
        cuantos += len(carpetas) + len(nombres)
        for nombre in nombres:
            with suppress(OSError):
                bytes_ += os.lstat(os.path.join(donde, nombre)).st_blocks * 512
        if cuantos > limites.archivos or bytes_ > limites.disco_mb * 2**20:
            return False
    return True


def _rematar(pid: int, muerte: _Muerte | None) -> _Muerte:
    """Mata lo que quede del hijo, su grupo y sus huérfanos."""
    if muerte is None:
        os.kill(pid, signal.SIGKILL)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    muerte = muerte or _murio(pid, 0)
    while huerfanos := _huerfanos():
        for huerfano in huerfanos:
            with suppress(ProcessLookupError):
                os.kill(huerfano, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(huerfano, 0)
    return muerte or (0, 0.0)


def _huerfanos() -> list[int]:
    lista = Path(f"/proc/self/task/{os.getpid()}/children")
    return [int(pid) for pid in lista.read_text().split()] if lista.exists() else []


def _borrar(carpeta: Path) -> None:
    """Borra una carpeta aunque quien la llenó lo haya hecho difícil."""
    try:
        carpeta.rmdir()  # lo común: no escribió nada
    except OSError:
        shutil.rmtree(carpeta, ignore_errors=True)
        if carpeta.exists():  # carpetas sin permiso, o miles unas dentro de otras
            subprocess.run(
                ["chmod", "-R", "u+rwx", carpeta], check=False, stderr=subprocess.DEVNULL
            )
            subprocess.run(["rm", "-rf", carpeta], check=False)


if __name__ == "__main__":
    principal(int(sys.argv[1]))
