"""Los controles que los exploradores repiten: botones, barras, filas y el compás de lo que late."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets

#: en segundos, lo que tarda Python en pasar al aviso siguiente si ya estaba en la fila
EN_LA_FILA = 0.004
#: y lo más pronto que una persona oprime otra vez un botón después de ver lo que hizo
PRONTO = 0.03


def boton(texto: str, ayuda: str) -> Any:
    """Un botón tan ancho como su texto."""
    return widgets.Button(description=texto, tooltip=ayuda, layout=widgets.Layout(width="auto"))


def fila(partes: Sequence[Any]) -> Any:
    """Unos controles en fila, que siguen abajo si no caben."""
    return widgets.HBox(partes, layout=widgets.Layout(flex_flow="row wrap"))


def ancha() -> Any:
    """La medida de una barra ancha. Nueva cada vez: se cierra junto con su control."""
    return widgets.Layout(width="auto", max_width="560px")


def estrecha(minimo: str, maximo: str) -> Any:
    """La medida de un control que comparte su fila: crece y se encoge con ella."""
    return widgets.Layout(width="auto", flex=f"1 1 {minimo}", max_width=maximo)


def marcha(play: Any) -> str:
    """Cómo se llama lo que dice si se está reproduciendo: ipywidgets 7 y 8 no coinciden."""
    return "playing" if play.has_trait("playing") else "_playing"


def detener(play: Any) -> None:
    """Para lo que se esté reproduciendo."""
    setattr(play, marcha(play), False)


def pareja(barra: Any) -> Any:
    """Una barra que comparte su fila con otra si caben las dos; si no, ocupa la suya."""
    # se cambian sus medidas, no se le da otras: las que trae se quedarían vivas
    barra.layout.width, barra.layout.flex, barra.layout.max_width = "auto", "1 1 300px", "460px"
    barra.style.description_width = "5.6em"
    barra.add_class("mg-barra")
    return barra


class Compas:
    """Un cuadro a la vez, y ninguno atrasado; `reloj` da la hora en segundos.

    El navegador manda un aviso por cada latido o cada clic, esté o no ocupado Python. Si atenderlos
    tarda, los avisos hacen fila: hacerles caso a todos seguiría moviendo la figura mucho después de
    la pausa. El que estaba en la fila se reconoce porque llega pegado al final de lo anterior.
    """

    def __init__(self, reloj: Callable[[], float] = time.perf_counter):
        self.reloj = reloj
        self._final = -1.0

    def atrasado(self, margen: float = EN_LA_FILA) -> bool:
        """Si este aviso esperaba en la fila mientras se hacía lo anterior."""
        return self.reloj() - self._final < margen

    def marcar(self) -> None:
        """Se acaba de terminar un cuadro."""
        self._final = self.reloj()
