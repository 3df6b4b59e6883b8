"""Los controles del explorador de la pendiente: x, h, hacia dónde se da el paso y reproducir."""

from __future__ import annotations

import ipywidgets as widgets

from minigrad.exploradores.comun.controles import ancha, fila
from minigrad.exploradores.comun.ejes import redondo
from minigrad.exploradores.comun.estilo import aviso
from minigrad.exploradores.comun.explorador import Cuidador, Explorador
from minigrad.exploradores.comun.funciones import Fallo, Funcion
from minigrad.exploradores.pendiente.cuadro import Curva, Escena, Punto, cuadro, estatico, mirar
from minigrad.exploradores.pendiente.cuentas import LADOS, PASOS
from minigrad.graph.palabras import numero

#: sin la V a la vista, un h más pequeño que este solo confunde
_MENOR_SIN_ERROR = 1e-4


class Mandos:
    """Une la curva con sus controles. El estado son los valores de `x`, `h` y `lado`."""

    def __init__(
        self, curva: Curva, x: float, h: float, derivada: Funcion | None, con_error: bool = True
    ):
        self.curva, self.derivada, self.con_error = curva, derivada, con_error
        self.cuidar = Cuidador()
        self._punto: Punto | None = None
        self._crear(x, h)
        self._conectar()
        self.mostrar()

    def _crear(self, x: float, h: float) -> None:
        desde, hasta = self.curva.desde, self.curva.hasta
        pasos = sorted({*(p for p in PASOS if self.con_error or p >= _MENOR_SIN_ERROR), h})
        self.x = widgets.FloatSlider(
            value=x,
            min=desde,
            max=hasta,
            step=redondo((hasta - desde) / 200),
            description="x",
            layout=ancha(),
        )
        self.h = widgets.SelectionSlider(
            options=[(f"{paso:g}", paso) for paso in pasos],
            value=h,
            description="h",
            layout=ancha(),
        )
        self.lado = widgets.ToggleButtons(
            options=list(LADOS), description="El paso", style={"button_width": "auto"}
        )
        self.encoger = widgets.Play(
            min=0, max=len(pasos) - 1, interval=400, description="Encoger h"
        )
        self.encoger.value = self._encogido()
        self.dibujo = widgets.HTML()

    def _conectar(self) -> None:
        for control in (self.x, self.lado):
            control.observe(self.cuidar(self.mostrar), "value")
        self.h.observe(self.cuidar(self._mover_h), "value")
        self.encoger.observe(self.cuidar(self._reproducir), "value")

    def _encogido(self) -> int:
        """Cuánto se ha encogido `h`: 0 con el mayor, y uno más por cada paso."""
        return int(self.encoger.max - self.h.index)

    def _mover_h(self) -> None:
        self.encoger.value = self._encogido()
        self.mostrar()

    def _reproducir(self) -> None:
        self.h.index = self.encoger.max - self.encoger.value
        self.mostrar()

    def escena(self) -> Escena:
        """Lo que se ve ahora; lanza `Fallo` si la función no llega."""
        x, lado = float(self.x.value), str(self.lado.value)
        if self._punto is None or (self._punto.x, self._punto.lado) != (x, lado):
            self._punto = Punto(self.curva, x, lado, self.derivada)
        return mirar(self.curva, self._punto, float(self.h.value), self.con_error)

    def mostrar(self) -> None:
        """Dibuja el estado de los controles; donde la función falla, lo dice con una frase."""
        try:
            self.dibujo.value = cuadro(self.escena())
        except Fallo as fallo:
            self.dibujo.value = aviso(f"{fallo} Mueve x o h a otro lugar.")

    def explorador(self) -> Explorador:
        """Todo junto, listo para mostrar."""
        x = float(self.x.value)
        resumen = f"La pendiente de una curva en x = {numero(x)}, con una secante y su tangente"
        try:
            fija = estatico(self.escena())
        except Fallo:
            fija = self.dibujo.value
        controles = [widgets.Label("Encoger h"), self.encoger, self.lado]
        partes = [self.x, self.h, fila(controles), self.dibujo, self.cuidar.mensaje]
        explorador = Explorador(partes, resumen, fija)
        explorador.mandos = self
        return explorador
