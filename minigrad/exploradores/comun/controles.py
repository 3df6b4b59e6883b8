"""Los controles que todos los exploradores repiten: botones, barras anchas y filas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets


def boton(texto: str, ayuda: str) -> Any:
    """Un botón tan ancho como su texto."""
    return widgets.Button(description=texto, tooltip=ayuda, layout=widgets.Layout(width="auto"))


def fila(partes: Sequence[Any]) -> Any:
    """Unos controles en fila, que siguen abajo si no caben."""
    return widgets.HBox(partes, layout=widgets.Layout(flex_flow="row wrap"))


def ancha() -> Any:
    """La medida de una barra ancha. Nueva cada vez: se cierra junto con su control."""
    return widgets.Layout(width="100%", max_width="560px")


def marcha(play: Any) -> str:
    """Cómo se llama lo que dice si se está reproduciendo: ipywidgets 7 y 8 no coinciden."""
    return "playing" if play.has_trait("playing") else "_playing"


def detener(play: Any) -> None:
    """Para lo que se esté reproduciendo."""
    setattr(play, marcha(play), False)
