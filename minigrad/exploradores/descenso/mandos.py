"""Los controles del explorador del descenso: tasa, impulso, inicio y botones para andar."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from minigrad.exploradores.comun.controles import boton, detener, fila, pareja
from minigrad.exploradores.comun.ejes import redondo
from minigrad.exploradores.comun.estilo import aviso
from minigrad.exploradores.comun.explorador import Cuidador, Explorador
from minigrad.exploradores.comun.funciones import Fallo, Punto, donde
from minigrad.exploradores.descenso.cuadro import Escena, Terreno, cuadro, estatico, montar

#: de 0.0001 a 100, en números redondos
TASAS = sorted(
    float(f"{m}e{k}") for k in range(-4, 2) for m in (1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9, 9.5)
)


class Mandos:
    """Une un terreno con sus controles. El camino depende de ellos; lo andado, de `barra`."""

    def __init__(self, terreno: Terreno, inicio: Punto, lr: float, impulso: float, pasos: int):
        self.terreno, self.pasos = terreno, pasos
        self.cuidar = Cuidador()
        self._preparado: tuple[Any, Escena] | None = None
        self._crear(inicio, lr, impulso)
        self._conectar()
        self.mostrar()

    def _crear(self, inicio: Punto, lr: float, impulso: float) -> None:
        tasas = [(f"{tasa:g}", tasa) for tasa in sorted({*TASAS, lr})]
        self.lr = pareja(widgets.SelectionSlider(options=tasas, value=lr, description="Tasa"))
        self.impulso = pareja(
            widgets.FloatSlider(value=impulso, min=0, max=0.99, step=0.01, description="Impulso")
        )
        self.inicio = [self._barra_de_inicio(eje, x) for eje, x in enumerate(inicio)]
        self.barra = pareja(widgets.IntSlider(max=self.pasos, description="Paso"))
        self.reproducir = widgets.Play(max=self.pasos, interval=350, description="Reproducir")
        self.reiniciar = boton("« Reiniciar", "Volver al inicio")
        self.anterior = boton("◀ Anterior", "Deshacer un paso")
        self.siguiente = boton("Paso ▶", "Dar un paso")
        self.final = boton("Final »", "Dar todos los pasos")
        self.dibujo = widgets.HTML()

    def _barra_de_inicio(self, eje: int, x: float) -> Any:
        desde, hasta = self.terreno.desde[eje], self.terreno.hasta[eje]
        barra = widgets.FloatSlider(
            value=x,
            min=desde,
            max=hasta,
            step=redondo((hasta - desde) / 200),
            description=f"{'xy'[eje]} inicial",
        )
        return pareja(barra)

    def _conectar(self) -> None:
        self.enlace = widgets.jslink((self.reproducir, "value"), (self.barra, "value"))
        for control in (self.lr, self.impulso, *self.inicio, self.barra):
            control.observe(self.cuidar(self.mostrar), "value")
        self.reiniciar.on_click(self.cuidar(self._reiniciar))
        self.anterior.on_click(self.cuidar(lambda: self.ir(self.k - 1)))
        self.siguiente.on_click(self.cuidar(lambda: self.ir(self.k + 1)))
        self.final.on_click(self.cuidar(lambda: self.ir(self.tope)))

    @property
    def tope(self) -> int:
        """El último paso del camino: no siempre se llega a darlos todos."""
        return self._preparado[1].camino.pasos if self._preparado else self.pasos

    @property
    def k(self) -> int:
        return min(int(self.barra.value), self.tope)

    def ir(self, k: int) -> None:
        """Anda hasta el paso `k`; más allá de los extremos se queda en el extremo."""
        self.barra.value = max(0, min(k, self.tope))
        self.mostrar()

    def _reiniciar(self) -> None:
        """Vuelve al inicio y para lo que se esté reproduciendo."""
        detener(self.reproducir)
        self.ir(0)

    def escena(self) -> Escena:
        """Lo que se ve ahora; lanza `Fallo` si la función falla en el inicio."""
        inicio = tuple(float(barra.value) for barra in self.inicio)
        clave = (inicio, float(self.lr.value), float(self.impulso.value))
        if self._preparado is None or self._preparado[0] != clave:
            self._preparado = None
            self._preparado = clave, montar(self.terreno, *clave, self.pasos)
        return self._preparado[1].en(self.k)

    def mostrar(self) -> None:
        """Dibuja el estado de los controles; donde la función falla, lo dice con una frase."""
        try:
            self.dibujo.value = cuadro(self.escena())
        except Fallo as fallo:
            self.dibujo.value = aviso(f"{fallo} Empieza en otro lugar.")
        self.reiniciar.disabled = self.anterior.disabled = self.k == 0
        self.siguiente.disabled = self.final.disabled = self.k == self.tope

    def explorador(self) -> Explorador:
        """Todo junto, listo para mostrar."""
        botones = [self.reiniciar, self.anterior, self.siguiente, self.final, self.reproducir]
        barras = [fila([self.lr, self.impulso]), fila([*self.inicio, self.barra])]
        partes = [*barras, fila(botones)]
        inicio = donde([barra.value for barra in self.inicio])
        resumen = f"Descenso de gradiente desde {inicio}, con tasa {self.lr.value:g}"
        try:
            fija = estatico(self.escena())
        except Fallo:
            fija = self.dibujo.value
        todo = [*partes, self.dibujo, self.cuidar.mensaje]
        explorador = Explorador(todo, resumen, fija, [self.enlace])
        explorador.mandos = self
        return explorador
