"""Los controles del explorador de la neurona: entradas, pesos, sesgo y activación."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from minigrad.exploradores.comun.controles import boton, estrecha, fila
from minigrad.exploradores.comun.ejes import redondo
from minigrad.exploradores.comun.explorador import Cuidador, Explorador
from minigrad.exploradores.neurona.cuadro import cuadro, estatico
from minigrad.exploradores.neurona.cuentas import ACTIVACIONES, Celula, Datos
from minigrad.graph.palabras import numero

_LADO, _LADO_DEL_SESGO = 4.0, 8.0


class Mandos:
    """Une una neurona con sus controles. El estado son los valores de los deslizadores."""

    def __init__(self, datos: Datos):
        self.inicio = datos
        self.cuidar = Cuidador()
        self._crear(datos)
        self._conectar()
        self.mostrar()

    def _crear(self, datos: Datos) -> None:
        self.x = [_barra(f"x{i}", v, _LADO) for i, v in enumerate(datos.x, start=1)]
        self.w = [_barra(f"w{i}", v, _LADO) for i, v in enumerate(datos.w, start=1)]
        self.b = _barra("b", datos.b, _LADO_DEL_SESGO)
        self.activacion = widgets.ToggleButtons(
            options=list(ACTIVACIONES),
            value=datos.activacion,
            description="Activación",
            style={"button_width": "auto"},
        )
        self.volver = boton("Volver al principio", "Poner los números con que empezó")
        self.dibujo = widgets.HTML()

    def _conectar(self) -> None:
        for control in (*self.x, *self.w, self.b, self.activacion):
            control.observe(self.cuidar(self.mostrar), "value")
        self.volver.on_click(self.cuidar(self._volver))

    @property
    def datos(self) -> Datos:
        """Los números que hay ahora en los controles."""
        x, w = (tuple(float(barra.value) for barra in lista) for lista in (self.x, self.w))
        return Datos(x, w, float(self.b.value), str(self.activacion.value))

    def _volver(self) -> None:
        d = self.inicio
        for barra, v in zip((*self.x, *self.w, self.b), (*d.x, *d.w, d.b), strict=True):
            barra.value = v
        self.activacion.value = d.activacion
        self.mostrar()

    def mostrar(self) -> None:
        """Dibuja la neurona con los números de los controles."""
        self.dibujo.value = cuadro(Celula(self.datos))

    def explorador(self) -> Explorador:
        """Todo junto, listo para mostrar."""
        parejas = [fila([x, w]) for x, w in zip(self.x, self.w, strict=True)]
        partes = [*parejas, fila([self.b, self.volver]), self.activacion, self.dibujo]
        d = self.inicio
        entradas = "1 entrada" if len(d.x) == 1 else f"{len(d.x)} entradas"
        resumen = f"Una neurona de {entradas} con activación {d.activacion}"
        explorador = Explorador([*partes, self.cuidar.mensaje], resumen, estatico(Celula(d)))
        explorador.mandos = self
        return explorador


def _barra(nombre: str, valor: float, lado: float) -> Any:
    """Un deslizador de −lado a lado que pasa justo por el número con que empieza.

    Va por una lista de números: un `FloatSlider` movería 6.88137… al múltiplo de su paso.
    """
    lado = max(lado, abs(valor))
    paso = redondo(lado / 80)
    cuantos = round(lado / paso)
    numeros = sorted({valor, *(round(k * paso, 9) for k in range(-cuantos, cuantos + 1))})
    barra = widgets.SelectionSlider(
        options=[(numero(v), v) for v in numeros],
        value=valor,
        description=nombre,
        layout=estrecha("165px", "330px"),
        style={"description_width": "1.6em"},
    )
    barra.add_class("mg-barra")
    return barra
