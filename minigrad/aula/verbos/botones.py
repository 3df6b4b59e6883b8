"""Los botones de la tarjeta: lo mismo que `pista(…)` y `solucion(…)`, a un clic.

Son un adorno: sin ipywidgets, en una terminal o al construir los cuadernos no aparecen. Solo
usan lo que ipywidgets 7.7.1 y 8 tienen en común.
"""

from __future__ import annotations

from typing import Any

from minigrad.aula.celda.tarjeta import Tarjeta, hay_botones
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.tarjetas.de_ayuda import tarjeta_de_pista, tarjeta_de_solucion
from minigrad.aula.trabajo import progreso


def ofrecer(ejercicio: Ejercicio) -> None:
    """Muestra los botones debajo de la tarjeta, si aquí pueden funcionar."""
    if hay_botones():
        from IPython.display import display

        display(crear(ejercicio))  # type: ignore[no-untyped-call]


def crear(ejercicio: Ejercicio) -> Any:
    """Los dos botones y el lugar donde aparece su texto."""
    import ipywidgets as widgets

    texto = widgets.HTML()
    ancho = widgets.Layout(width="auto")
    de_pista = widgets.Button(description=_rotulo(ejercicio), layout=ancho)
    de_solucion = widgets.Button(description="Ver la solución", layout=ancho)

    def da_pista(_: Any) -> None:
        _poner(texto, tarjeta_de_pista(ejercicio))
        de_pista.description = _rotulo(ejercicio)

    def da_solucion(_: Any) -> None:
        _poner(texto, tarjeta_de_solucion(activo(), ejercicio))

    de_pista.on_click(da_pista)
    de_solucion.on_click(da_solucion)
    return widgets.VBox([widgets.HBox([de_pista, de_solucion]), texto])


def _rotulo(ejercicio: Ejercicio) -> str:
    total = len(ejercicio.pistas)
    siguiente = min(progreso.actual().de(ejercicio.id).pistas + 1, total)
    return f"Dame una pista ({siguiente}/{total})"


def _poner(texto: Any, tarjeta: Tarjeta) -> None:
    texto.value = tarjeta._repr_html_()
