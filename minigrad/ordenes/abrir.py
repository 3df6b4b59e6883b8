"""`minigrad abrir`: prepara la carpeta de trabajo y abre el taller en JupyterLab."""

from __future__ import annotations

import argparse
import errno
import re
import signal
from pathlib import Path
from typing import NoReturn

from minigrad._recursos import cuadernos
from minigrad.aula.trabajo.archivo import ES_ZIP, NoEsTrabajo
from minigrad.aula.trabajo.carpeta import Novedades, preparar_carpeta, primera_sin_terminar
from minigrad.aula.trabajo.desempacar import desempacar
from minigrad.aula.trabajo.servidor import NoArranca, atender
from minigrad.ordenes.comun import fallar

AYUDA = """\
uso: minigrad abrir [CARPETA] [--sin-navegador] [--puerto N] [--solo-preparar]
     minigrad abrir ARCHIVO.zip [--sin-navegador] [--puerto N] [--solo-preparar]

Abre el taller en tu carpeta de trabajo (mi_taller, si no dices otra), en la primera lección
que no has terminado. Nunca escribe sobre un cuaderno que cambiaste.

ARCHIVO.zip es lo que te dio «Descargar mi trabajo» en el navegador: se saca a una carpeta al
lado, con su nombre, sin tocar nada de lo que haya.

opciones:
  --sin-navegador   no abre el navegador: escribe la dirección
  --puerto N        el puerto de JupyterLab (si no, uno libre)
  --solo-preparar   pone los cuadernos en la carpeta y no abre nada
  -h, --help        muestra esta ayuda
"""


def configurar(interprete: argparse.ArgumentParser) -> None:
    interprete.add_argument("carpeta", nargs="?", type=Path, default=Path("mi_taller"))
    interprete.add_argument("--sin-navegador", action="store_true")
    interprete.add_argument("--puerto")
    interprete.add_argument("--solo-preparar", action="store_true")


def ejecutar(pedido: argparse.Namespace) -> int:
    carpeta: Path = pedido.carpeta.expanduser().absolute()
    _cerrar_con_la_ventana()
    try:
        puerto = _puerto(pedido.puerto)
        if ES_ZIP.search(carpeta.name) and not carpeta.is_dir():
            carpeta = _sacar(carpeta)
        _preparar(carpeta)
        if pedido.solo_preparar:
            return 0
        cuaderno = _elegir_leccion(carpeta)
        atender(carpeta, cuaderno, puerto, navegador=not pedido.sin_navegador)
    except NoArranca as error:
        return fallar(str(error))
    except OSError as error:
        return fallar(_por_que_no_se_escribe(carpeta, error))
    except KeyboardInterrupt:
        pass
    print(f"\nTaller cerrado. Lo guardado queda en {carpeta}")
    return 0


def _puerto(pedido: str | None) -> int | None:
    """El que se pidió; 0 es «el que sea»."""
    if pedido is None:
        return None
    if not re.fullmatch("[0-9]{1,5}", pedido):
        raise NoArranca(f"No hay puerto {pedido}: elige uno del 1024 al 65535 con --puerto.")
    return int(pedido)


def _cerrar_con_la_ventana() -> None:
    """Cerrar la ventana, o pedir al proceso que termine, es como oprimir Ctrl-C."""

    def interrumpir(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    for nombre in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, nombre):
            signal.signal(getattr(signal, nombre), interrumpir)


def _sacar(archivo: Path) -> Path:
    """La carpeta con lo que trae un archivo de trabajo."""
    if not archivo.is_file():
        raise NoArranca(f"No encuentro el archivo {archivo}: ¿está bien escrito su nombre?")
    try:
        hecho = desempacar(archivo)
    except NoEsTrabajo as error:
        raise NoArranca(f"No pude abrir {archivo.name}: {error}.") from None
    for frase in hecho.dicho:
        print(frase)
    return hecho.carpeta


def _preparar(carpeta: Path) -> None:
    if carpeta.resolve() == cuadernos("notebooks").parent.resolve():
        raise NoArranca("Esa es la carpeta del propio taller: elige otra, por ejemplo mi_taller.")
    novedades = preparar_carpeta(carpeta)
    print(f"Tu carpeta de trabajo: {carpeta}")
    _contar(novedades)


def _contar(novedades: Novedades) -> None:
    if novedades.puestos:
        print(f"Cuadernos nuevos en ella: {len(novedades.puestos)}.")
    if novedades.actualizados:
        print(f"Actualicé los que no habías tocado: {', '.join(novedades.actualizados)}.")
    if novedades.conservados:
        print(
            f"Hay versión nueva de {', '.join(novedades.conservados)}; conservo la tuya. "
            "Si quieres la nueva, cambia de nombre a la tuya y vuelve a abrir."
        )


def _elegir_leccion(carpeta: Path) -> str:
    leccion = primera_sin_terminar(carpeta)
    if leccion is None:
        raise NoArranca("Esta copia del taller no trae lecciones: descárgala otra vez.")
    print(f"Abriendo {leccion.stem}…", flush=True)
    return leccion.relative_to(carpeta).as_posix()


def _por_que_no_se_escribe(carpeta: Path, error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "No queda espacio en el disco: libera un poco y repite la orden."
    if carpeta.is_file() and ES_ZIP.search(carpeta.name):
        return (
            f"No puedo leer {carpeta}, o escribir a su lado ({type(error).__name__}): "
            "cópialo a una carpeta tuya y repite la orden."
        )
    return (
        f"No puedo escribir en {carpeta} ({type(error).__name__}): "
        "elige otra carpeta, por ejemplo  minigrad abrir mi_taller"
    )
