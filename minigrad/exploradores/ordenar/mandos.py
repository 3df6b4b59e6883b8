"""Los controles de `ordenar`: dos listas y cuatro botones, que también se usan con el teclado."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from minigrad.exploradores.comun.estilo import marco
from minigrad.exploradores.comun.explorador import Cuidador, Explorador
from minigrad.exploradores.ordenar.cuentas import Mesa

_ESTILO = (
    "<style>.mg-mesa select{font-family:Menlo,Consolas,'DejaVu Sans Mono',monospace;"
    "font-size:13px}.mg-mesa option{white-space:pre-wrap;overflow-wrap:anywhere}</style>"
)


class MesaConBotones(Explorador):
    """La mesa con sus controles; `letras` cambia con cada botón."""

    def __init__(self, mesa: Mesa) -> None:
        self.mesa, self.cuidar = mesa, Cuidador()
        self.revueltas, self.programa = self._lista(), self._lista()
        self.poner = self._boton("Poner →", "Agrega la línea elegida al programa", self._poner)
        self.quitar = self._boton("← Quitar", "Devuelve la línea elegida", self._quitar)
        self.subir = self._boton("Subir ↑", "Sube la línea elegida", lambda: self._mover(-1))
        self.bajar = self._boton("Bajar ↓", "Baja la línea elegida", lambda: self._mover(1))
        self.dicho = widgets.HTML()
        estatico = marco(f"<pre>{html.escape(repr(mesa))}</pre>")
        columnas = widgets.HBox(
            [
                self._columna("Líneas revueltas", self.revueltas, [self.poner]),
                self._columna("Tu programa", self.programa, [self.quitar, self.subir, self.bajar]),
            ],
            layout=widgets.Layout(flex_flow="row wrap"),
        )
        columnas.add_class("mg-mesa")
        partes = [widgets.HTML(_ESTILO), columnas, self.dicho, self.cuidar.mensaje]
        super().__init__(partes, repr(mesa), estatico)
        self._mostrar(None, None)

    @property
    def letras(self) -> list[str]:
        """Las letras de tu programa, en orden; la misma lista cambia con cada botón."""
        return self.mesa.letras

    def _lista(self) -> Any:
        alto = f"{24 * len(self.mesa.lineas) + 12}px"
        # 8 píxeles por letra; en una ventana angosta, una línea larga ocupa dos renglones
        ancho = f"{max(330, 8 * max(map(len, repr(self.mesa).splitlines()), default=0) + 24)}px"
        medidas = widgets.Layout(width=ancho, max_width="calc(100% - 4px)", height=alto)
        return widgets.Select(options=[], layout=medidas)

    def _boton(self, texto: str, ayuda: str, accion: Callable[[], None]) -> Any:
        boton = widgets.Button(
            description=texto, tooltip=ayuda, layout=widgets.Layout(width="auto")
        )
        boton.on_click(self.cuidar(accion))
        return boton

    def _columna(self, titulo: str, lista: Any, botones: list[Any]) -> Any:
        rotulo = widgets.HTML(f"<strong>{titulo}</strong>")
        layout = widgets.Layout(margin="0 12px 0 0", max_width="100%")
        return widgets.VBox([rotulo, lista, widgets.HBox(botones)], layout=layout)

    def _poner(self) -> None:
        letra, revueltas = self.revueltas.value, self.mesa.revueltas
        if letra is not None:
            self.mesa.poner(letra)
            self._mostrar(_vecina(revueltas, letra), letra)

    def _quitar(self) -> None:
        letra, puestas = self.programa.value, list(self.letras)
        if letra is not None:
            self.mesa.quitar(letra)
            self._mostrar(letra, _vecina(puestas, letra))

    def _mover(self, lugares: int) -> None:
        if self.programa.value is not None:
            self.mesa.mover(self.programa.value, lugares)
            self._mostrar(self.revueltas.value, self.programa.value)

    def _mostrar(self, revuelta: str | None, puesta: str | None) -> None:
        """Llena las dos listas y deja elegida en cada una la línea que se pide, si la hay."""
        for lista, letras, elegida in (
            (self.revueltas, self.mesa.revueltas, revuelta),
            (self.programa, self.mesa.letras, puesta),
        ):
            lista.options = [(_con_sangria(self.mesa.renglon(letra)), letra) for letra in letras]
            lista.value = elegida if elegida in letras else next(iter(letras), None)
        self.poner.disabled = not self.mesa.revueltas
        self.quitar.disabled = self.subir.disabled = self.bajar.disabled = not self.mesa.letras
        # como se escribe en la celda: lo que dicen los botones se pierde al cerrar el cuaderno
        orden = json.dumps(self.mesa.letras) if self.mesa.letras else "todavía no hay líneas"
        dicho = f'<div aria-live="polite">Tu orden: <code>{html.escape(orden)}</code></div>'
        self.dicho.value = marco(dicho)


def _con_sangria(renglon: str) -> str:
    """En una lista, varios espacios seguidos se ven como uno: los de la sangría no se juntan."""
    letra, barra, codigo = renglon.partition(" │ ")
    sangria = len(codigo) - len(codigo.lstrip(" "))
    return f"{letra}{barra}{codigo[:sangria]}".replace(" ", "\u00a0") + codigo[sangria:]


def _vecina(letras: list[str], letra: str) -> str | None:
    """La que queda elegida cuando `letra` se va: la siguiente o, si era la última, la anterior."""
    lugar = letras.index(letra)
    quedan = letras[:lugar] + letras[lugar + 1 :]
    return quedan[min(lugar, len(quedan) - 1)] if quedan else None
