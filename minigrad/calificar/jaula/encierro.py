"""Encierra el proceso en el que va a correr una respuesta, antes de correrla.

Cada protección es de un sistema operativo o de otro; `encerrar` pone las que puede y dice cuáles.
Además, en todos, un vigía de Python niega con una frase clara lo que una respuesta no necesita
(red, procesos, tocar archivos ajenos). El vigía solo frena descuidos: un programa con mala
intención lo esquiva. Lo que sí detiene son los límites del sistema.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from minigrad.calificar.jaula import landlock, seccomp

_MEGA = 2**20


@dataclass(frozen=True)
class Limites:
    """Lo que se le permite a una respuesta."""

    #: segundos de reloj para su celda; observarla tiene los suyos
    segundos: float = 5.0
    memoria_mb: int = 512
    #: lo que puede imprimir
    salida_kb: int = 1024
    #: lo que puede escribir en su carpeta, en total y en cada archivo
    disco_mb: int = 16
    archivos: int = 500
    hilos: int = 64
    #: la entrega entera
    segundos_por_entrega: float = 120.0

    def a_json(self) -> dict[str, Any]:
        return asdict(self)


#: qué falla si falta cada protección
FALTA = {
    "tiempo": "una respuesta podría no terminar nunca",
    "memoria": "una respuesta podría llenar la memoria de esta máquina",
    "tamaño de los archivos": "una respuesta podría llenar el disco",
    "archivos ya borrados": "una respuesta podría llenar el disco con archivos que no se ven",
    "hilos": "una respuesta podría abrir hilos sin fin",
    "procesos": "una respuesta podría abrir otros procesos",
    "señales": "una respuesta podría detener otros programas de esta cuenta",
    "red": "una respuesta podría usar Internet",
    "archivos ajenos": "una respuesta podría leer o borrar archivos de esta máquina",
    "archivos que se vacían": "una respuesta podría dejar vacíos archivos de esta máquina",
}
#: lo que también niega Landlock, y desde cuál: en un núcleo anterior queda solo el filtro
_SEGUNDA = {"archivos que se vacían": 3, "red": 4, "señales": 6}
PROTECCIONES = (*FALTA, *(f"{nombre}, dos veces" for nombre in _SEGUNDA))


def advertencias(faltan: Collection[str]) -> list[str]:
    """Lo que hay que saber antes de calificar donde faltan unas protecciones."""
    frases = [
        f"Cuidado, aquí no se puede limitar {nombre}: {que_pasa}."
        for nombre, que_pasa in FALTA.items()
        if nombre in faltan
    ]
    solas = [n for n in _SEGUNDA if n not in faltan and f"{n}, dos veces" in faltan]
    if solas:
        frases.append(
            "El núcleo de Linux de esta máquina es anterior a 6.12: tiene una sola barrera (el "
            f"filtro de llamadas), y no dos, para {', '.join(solas)}. Si esa fallara: "
            f"{'; '.join(FALTA[nombre] for nombre in solas)}."
        )
    return frases


def encerrar(limites: Limites, carpeta: Path, regla: int | None, segundos: float) -> set[str]:
    """Encierra este proceso en su carpeta, para siempre, y dice qué protecciones quedaron.

    `regla` es la de `landlock.reglas`, que vale para todas las corridas.
    """
    puestas = _topes(limites, segundos)
    suya = landlock.de_una_corrida(carpeta) if regla is not None else None
    _morir_con_el_padre()
    _sin_poderes()
    # las dos, aunque una falle
    sabe = landlock.version() if all([landlock.cerrar(regla), landlock.cerrar(suya)]) else 0
    filtrado = seccomp.negar()
    if sabe:
        puestas.add("archivos ajenos")
    if sabe and (filtrado or sabe >= _SEGUNDA["archivos que se vacían"]):
        puestas.add("archivos que se vacían")
    if filtrado or sabe >= _SEGUNDA["señales"]:
        puestas.add("señales")
    if filtrado:
        puestas |= {"procesos", "red"}
        puestas |= {f"{nombre}, dos veces" for nombre, desde in _SEGUNDA.items() if sabe >= desde}
    return puestas


def _topes(limites: Limites, segundos: float) -> set[str]:
    """Los límites que Unix pone a un proceso (`setrlimit`)."""
    if sys.platform == "win32":
        return set()
    import resource

    topes = {
        "tiempo": (resource.RLIMIT_CPU, int(segundos) + 2),
        "tamaño de los archivos": (resource.RLIMIT_FSIZE, limites.disco_mb * _MEGA),
        "descriptores": (resource.RLIMIT_NOFILE, 64),
        "volcado": (resource.RLIMIT_CORE, 0),
    }
    if sys.platform.startswith("linux"):  # macOS acepta este y no lo cumple
        topes["memoria"] = (resource.RLIMIT_AS, _ocupada() + limites.memoria_mb * _MEGA)
    puestos = set()
    for nombre, (cual, tope) in topes.items():
        try:
            # el tope duro va uno más allá: así, al pasarse, llega un aviso que dice por qué
            resource.setrlimit(cual, (tope, tope + 1))
            puestos.add(nombre)
        except (OSError, ValueError):
            continue  # esta máquina tiene ya un tope menor, o no lo permite
    return puestos & FALTA.keys()


def _ocupada() -> int:
    """La memoria que este proceso ya tiene pedida."""
    paginas = int(Path("/proc/self/statm").read_text().split()[0])
    return paginas * os.sysconf("SC_PAGE_SIZE")


def _morir_con_el_padre() -> None:
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(1, 9, 0, 0, 0)  # PR_SET_PDEATHSIG, SIGKILL


def _sin_poderes() -> None:
    """Quita a un administrador de Linux lo que su permiso le da por encima de los demás."""
    if sys.platform.startswith("linux"):
        quien = (ctypes.c_uint32 * 2)(0x20080522, 0)
        ctypes.CDLL(None).capset(quien, (ctypes.c_uint32 * 6)())
