"""El semillero: `python -m minigrad.calificar.puesto.semillero DESCRIPTOR`, un proceso por puesto.

Importa una vez todo lo que hace falta y espera pedidos. Por cada uno se bifurca: el hijo se
encierra, lee el pedido de un canal que este proceso no lee, trabaja y muere. El semillero solo
mide y mata: nunca interpreta nada de lo que un hijo escribe. No conoce ninguna solución, así que
un hijo tampoco las hereda.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from minigrad._recursos import cuadernos
from minigrad.calificar.jaula import landlock, ocupado, seccomp, vigia
from minigrad.calificar.jaula.encierro import Limites, encerrar
from minigrad.calificar.puesto import hijo

_TROZO = 2**16
_DESCRIPTORES = 256  # más de los que este proceso tiene nunca abiertos
_PARPADEO = 0.02  # cada cuánto se mira qué ocupa y el reloj
_A_FONDO = 5  # una de cada tantas veces se mira también su memoria, que tarda más

#: el estado con que murió un proceso y los segundos de procesador que usó
_Muerte = tuple[int, float]


def principal(descriptor: int) -> None:
    """Atiende pedidos hasta que se cierre el otro lado."""
    ordenes = socket.socket(fileno=descriptor)
    base = Path(tempfile.mkdtemp(prefix="calificar-")).resolve()  # como la nombra /proc
    try:
        _preparar()
        regla = landlock.reglas(base)
        while True:
            recibido, canales, _, _ = socket.recv_fds(ordenes, _TROZO, 1)
            if not recibido:
                return
            hecho = _atender(json.loads(recibido), canales[0], base, regla, ordenes)
            vacia = _vaciar(base)
            ordenes.sendall(json.dumps(hecho).encode() + b"\n")
            if not vacia:
                return  # algo no se dejó borrar: la corrida siguiente no debe encontrarlo
    except ConnectionError:
        pass  # quien dirige ya no está
    finally:
        _borrar(base)


def _preparar() -> None:
    import minigrad.aula  # noqa: F401

    hijo.sustituir()
    seccomp.armar(platform.machine())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C lo atiende quien dirige
    if sys.platform.startswith("linux"):
        import ctypes

        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # los nietos huérfanos pasan a ser suyos


def _atender(
    orden: dict[str, Any], canal: int, base: Path, regla: int | None, ordenes: socket.socket
) -> dict[str, Any]:
    """Un hijo de principio a fin; dice cómo acabó y qué gastó."""
    hijo.alistar(orden)
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
    ojo = select.poll()
    ojo.register(salida, select.POLLIN)
    ojo.register(ordenes, 0)  # solo si se cierra: entonces ya nadie espera la respuesta
    motivo, muerte = _vigilar(pid, ojo, salida, carpeta, limites, comienzo + orden["plazo"])
    os.close(salida)
    estado, cpu = _rematar(pid, muerte)
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
        puestas = ocupado.se_cuenta() | encerrar(limites, carpeta, regla, orden["plazo"])
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
    encabezado, _, resto = crudo.partition(b"\n")
    pedido, contenido = json.loads(encabezado), bytes(resto)
    del crudo, encabezado, resto  # que la celda no los encuentre en los marcos de quien la llama
    datos = hijo.hacer(pedido, contenido, intentos)
    respuesta = memoryview(hijo.responder({**datos, "puestas": puestas}, pedido["clave"]))
    while respuesta:
        respuesta = respuesta[os.write(canal, respuesta) :]


# --- vigilarlo y matarlo -----------------------------------------------------------------------


def _vigilar(
    pid: int, ojo: select.poll, salida: int, carpeta: Path, limites: Limites, hasta: float
) -> tuple[str, _Muerte | None]:
    """Espera a que el hijo muera y dice cómo; o, si se pasa de un límite, de cuál."""
    impreso, siesta, miradas, mirada = 0, 0.0, 0, time.monotonic()
    while (muerte := _murio(pid)) is None:
        ahora = time.monotonic()
        if ahora > hasta:
            return "tiempo", None
        if ahora >= mirada + _PARPADEO:
            miradas, mirada = miradas + 1, ahora
            a_fondo = miradas % _A_FONDO == 0
            if de_que := ocupado.de_mas(pid, carpeta, limites, a_fondo=a_fondo):
                return de_que, None
        time.sleep(siesta)
        for descriptor, _ in ojo.poll(0 if siesta else _PARPADEO * 1000):
            if descriptor != salida:
                return "abandono", None
            leido = os.read(salida, _TROZO)
            impreso += len(leido)
            if impreso > limites.salida_kb * 1024:
                return "salida", None
            if not leido:  # está terminando, o cerró su salida y sigue vivo
                siesta = min(2 * siesta or 0.0001, _PARPADEO)
    return "", muerte


def _murio(pid: int, opciones: int = os.WNOHANG) -> _Muerte | None:
    recogido, estado, gasto = os.wait4(pid, opciones)
    return (estado, gasto.ru_utime + gasto.ru_stime) if recogido else None


def _rematar(pid: int, muerte: _Muerte | None) -> _Muerte:
    """Mata lo que quede del hijo, su grupo y sus huérfanos."""
    if muerte is None:
        os.kill(pid, signal.SIGKILL)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    muerte = muerte or _murio(pid, 0)
    while huerfanos := ocupado.hijos(os.getpid()):
        for huerfano in huerfanos:
            with suppress(ProcessLookupError):
                os.kill(huerfano, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(huerfano, 0)
    return muerte or (0, 0.0)


def _vaciar(base: Path) -> bool:
    """Borra lo que dejó una corrida, también fuera de su carpeta; dice si no quedó nada."""
    try:
        for resto in base.iterdir():
            _borrar(resto)
        return not any(base.iterdir())
    except OSError:
        return False


def _borrar(carpeta: Path) -> None:
    """Borra una carpeta aunque quien la llenó lo haya hecho difícil."""
    with suppress(OSError):
        carpeta.rmdir()  # lo común: no escribió nada
        return
    # `rm` puede con miles de carpetas una dentro de otra; `shutil.rmtree`, no
    subprocess.run(["rm", "-rf", carpeta], check=False, stderr=subprocess.DEVNULL)
    if carpeta.exists():  # le quitó los permisos a alguna
        subprocess.run(["chmod", "-R", "u+rwx", carpeta], check=False, stderr=subprocess.DEVNULL)
        subprocess.run(["rm", "-rf", carpeta], check=False, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    principal(int(sys.argv[1]))
