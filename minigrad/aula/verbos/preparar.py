"""`preparar`: deja listo el cuaderno. Se puede ejecutar las veces que haga falta.

Instala cuatro cosas: una tarjeta en español para las excepciones de cualquier celda, lo que se ve
donde falta un paquete, que una clase ejecutada otra vez conserve los métodos que otras celdas le
pusieron, y unos pocos ajustes de las figuras. Y le pide a NumPy que use un solo hilo.
"""

from __future__ import annotations

import os
import sys
import warnings
from typing import Any

from minigrad import __version__, navegador
from minigrad.aula.celda.entorno import interprete
from minigrad.aula.celda.herencia import al_terminar_la_celda
from minigrad.aula.celda.tarjeta import Tarjeta, mostrar
from minigrad.aula.curso.activo import activo
from minigrad.aula.verbos.al_fallar import (
    al_fallar_en_consola,
    al_terminar,
    avisar_en_espanol,
    instalar,
)
from minigrad.aula.verbos.lo_guardado import con_lo_que_hay, mostrar_figura_guardada
from minigrad.navegador import figuras

_FIGURAS = {
    "axes.grid": True,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "figure.figsize": (6.4, 3.8),
    "font.size": 11,
    "grid.alpha": 0.3,
}


def preparar() -> None:
    """Prepara el cuaderno y dice en una línea que está listo."""
    # antes de que nadie importe NumPy: con matrices chicas, sus hilos se esperan unos a otros, y en
    # una máquina ocupada entrenar tarda diez veces más
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    ip = interprete()
    if ip is None:
        sys.excepthook = al_fallar_en_consola
        avisar_en_espanol()
    else:
        en_espanol(ip)
    if navegador.AQUI:
        _pedir_el_dibujo()
        # tqdm vigila sus barras desde otro hilo; aquí no hay, y lo avisaría en inglés
        warnings.filterwarnings("ignore", message="tqdm:disabling monitor support")
    _ajustar_figuras()
    for problema in activo().politicas().problemas:
        mostrar(Tarjeta("aviso", problema))
    print(f"Todo listo: Mini-Grad {__version__}.")


def en_espanol(ip: Any) -> None:
    """Lo que se instala en IPython; `minigrad abrir` lo hace al arrancar cada núcleo."""
    instalar(ip)
    _una_vez(ip.events.callbacks["post_run_cell"], al_terminar)
    _una_vez(ip.input_transformers_cleanup, con_lo_que_hay)
    _una_vez(ip.events.callbacks["post_run_cell"], al_terminar_la_celda)
    if navegador.AQUI:
        _vigilar(ip)
        figuras.instalar(mostrar_figura_guardada)
        _una_vez(ip.events.callbacks["pre_run_cell"], _ajustar_las_que_llegan)
        _una_vez(ip.events.callbacks["post_run_cell"], figuras.al_terminar)


def _pedir_el_dibujo() -> None:
    """Mientras se lee, llega lo que dibuja los grafos."""
    from minigrad.navegador import dibujo

    dibujo.pedir()


def _vigilar(ip: Any) -> None:
    """En una página nadie puede interrumpir una celda que no termina: se detiene sola."""
    from minigrad.navegador.celda import vigilar

    vigilante = vigilar(ip, lambda frase: mostrar(Tarjeta("aviso", frase)))
    _una_vez(ip.events.callbacks["pre_run_cell"], vigilante.al_empezar)
    _una_vez(ip.events.callbacks["post_run_cell"], vigilante.al_terminar)


def _una_vez(lista: list[Any], funcion: Any) -> None:
    """Registra una función en lugar de la que dejó una ejecución anterior."""
    lista[:] = [f for f in lista if _nombre(f) != _nombre(funcion)]
    lista.append(funcion)


def _nombre(funcion: Any) -> tuple[str, str]:
    return getattr(funcion, "__module__", ""), getattr(funcion, "__name__", "")


def _ajustar_las_que_llegan(_: Any) -> None:
    """En el navegador, matplotlib se descarga cuando una celda lo importa por primera vez."""
    if "matplotlib" not in sys.modules:
        _ajustar_figuras()


def _ajustar_figuras() -> None:
    if figuras.hay("matplotlib"):
        import matplotlib

        matplotlib.rcParams.update(_FIGURAS)  # type: ignore[arg-type]
