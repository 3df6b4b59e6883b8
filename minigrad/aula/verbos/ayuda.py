"""`pista` y `solucion`: la ayuda llega de a poco, y la solución no toca lo que escribiste."""

from __future__ import annotations

from typing import Any

from minigrad.aula.celda.entorno import interprete
from minigrad.aula.celda.tarjeta import Tarjeta, hay_botones, mostrar
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.tarjetas import espera
from minigrad.aula.tarjetas.de_ayuda import (
    pistas_dadas,
    tarjeta_de_pista,
    tarjeta_de_solucion,
)


def pista(id_: str) -> None:
    """Muestra la pista que sigue; cada llamada avanza un escalón."""
    mostrar(tarjeta_de_pista(activo().buscar(id_)))


def solucion(id_: str, *, clave: str | None = None, celda: bool = False) -> None:
    """Muestra la solución junto a tu código; con `celda=True`, además, la pone en una celda nueva.

    `clave` son las palabras que abren la sección, si quien dicta la clase la cerró con clave; se
    escriben una sola vez. Tu celda no cambia nunca.
    """
    vigente = activo()
    ejercicio = vigente.buscar(id_)
    if clave is not None and not espera.abrir_con(vigente, ejercicio, str(clave)):
        mostrar(espera.tarjeta_de_clave_equivocada(ejercicio, str(clave)))
        return
    tarjeta = tarjeta_de_solucion(vigente, ejercicio, celda=celda)
    mostrar(tarjeta)
    if celda and tarjeta.tono == "ayuda":
        _poner_en_celda(vigente.solucion(id_))


def _poner_en_celda(codigo: str) -> None:
    ip = interprete()
    if ip is not None:
        ip.set_next_input(codigo.strip("\n"), replace=False)


def ofrecer_botones(ejercicio: Ejercicio) -> None:
    """Debajo de una tarjeta, lo mismo que `pista(…)` y `solucion(…)`, si aquí puede funcionar.

    Sin ipywidgets, en una terminal o al construir los cuadernos no aparecen. Solo usan lo que
    ipywidgets 7.7.1 y 8 tienen en común.
    """
    if hay_botones():
        from IPython.display import display

        display(botones(ejercicio))  # type: ignore[no-untyped-call]


def botones(ejercicio: Ejercicio) -> Any:
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
    siguiente = min(pistas_dadas(ejercicio) + 1, total)
    return f"Dame una pista ({siguiente}/{total})"


def _poner(texto: Any, tarjeta: Tarjeta) -> None:
    texto.value = tarjeta._repr_html_()
