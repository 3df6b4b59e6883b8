"""Los controles del explorador de la atención: el nombre, el paso, la cabeza y la temperatura."""

from __future__ import annotations

import random
from typing import Any

import ipywidgets as widgets

from minigrad.exploradores.atencion.cuadro import Escena, cuadro, estatico
from minigrad.exploradores.atencion.cuentas import LARGO, Modelo, letra, probabilidades, sortear
from minigrad.exploradores.comun.controles import boton, estrecha, fila
from minigrad.exploradores.comun.estilo import aviso
from minigrad.exploradores.comun.explorador import Cuidador, Explorador
from minigrad.exploradores.comun.funciones import Fallo

MENOR, MAYOR = 0.1, 3.0
_TODAS = -1
_DE_EJEMPLO = (
    "Este modelo es uno pequeño, ya entrenado con nombres de pila, que viene con Mini-Grad. Para "
    "ver el tuyo: atencion(paso, vocabulario)."
)


class Mandos:
    """Une un modelo con sus controles. El estado: el nombre, si terminó, y el paso que se mira."""

    def __init__(self, modelo: Modelo, letras: str, temperatura: float, semilla: Any, propio: bool):
        self.modelo, self.azar = modelo, random.Random(semilla)
        self.nota = "" if propio else _DE_EJEMPLO
        self.letras, self.termino = letras, False
        self.cuidar = Cuidador()
        self._crear(temperatura)
        self._conectar()
        if letras:
            self._ir_al_final()
        else:
            self._empezar()
        self.mostrar()

    def _crear(self, temperatura: float) -> None:
        cabezas = len(self.modelo("").cabezas)
        self.campo = widgets.Text(
            value=self.letras,
            placeholder="por ejemplo mar",
            description="Letras",
            continuous_update=False,
            layout=estrecha("150px", "240px"),
            style={"description_width": "initial"},
        )
        self.sortear = boton("Al azar", "Elegir la letra que sigue según sus probabilidades")
        self.terminar = boton("Hasta el fin", "Elegir al azar hasta que el nombre termine")
        self.otro = boton("Otro nombre", "Inventar uno desde el comienzo")
        vocabulario = range(len(self.modelo.vocabulario))
        self.cual = widgets.Dropdown(
            options=[(letra(self.modelo, i), i) for i in vocabulario],
            description="A mano",
            layout=estrecha("120px", "170px"),
            style={"description_width": "initial"},
        )
        self.poner = boton("Poner", "Poner esa letra")
        self.paso = widgets.IntSlider(
            min=0, max=1, description="Letras a la vista", layout=estrecha("230px", "330px"),
            style={"description_width": "initial"},
        )  # fmt: skip
        self.cabeza = widgets.ToggleButtons(
            options=[*((str(i + 1), i) for i in range(cabezas)), ("todas", _TODAS)],
            description="Cabeza",
            style={"button_width": "auto"},
        )
        self.temperatura = widgets.FloatSlider(
            value=temperatura, min=MENOR, max=MAYOR, step=0.1, readout_format=".1f",
            description="Temperatura", layout=estrecha("230px", "330px"),
            style={"description_width": "initial"},
        )  # fmt: skip
        self.dibujo = widgets.HTML()

    def _conectar(self) -> None:
        self.campo.observe(self.cuidar(self._leer), "value")
        self.sortear.on_click(self.cuidar(lambda: self._hacer(self._sortear)))
        self.terminar.on_click(self.cuidar(lambda: self._hacer(self._hasta_el_fin)))
        self.otro.on_click(self.cuidar(lambda: self._hacer(self._escribir_un_nombre)))
        self.poner.on_click(self.cuidar(lambda: self._hacer(lambda: self._seguir(self.cual.value))))
        for control in (self.paso, self.cabeza, self.temperatura):
            control.observe(self.cuidar(self.mostrar), "value")

    # --- escribir --------------------------------------------------------------------------------

    def _hacer(self, accion: Any) -> None:
        try:
            accion()
        except Fallo as fallo:
            self.dibujo.value = aviso(str(fallo))
        else:
            self.mostrar()

    def _leer(self) -> None:
        def poner() -> None:
            letras = self.modelo.limpiar(self.campo.value)
            self.modelo(letras)
            self.letras, self.termino = letras, False
            self._ir_al_final()

        self._hacer(poner)

    @property
    def donde(self) -> int:
        """Cuántas letras ve el modelo en el paso que se mira."""
        return min(int(self.paso.value), len(self.letras))

    def _seguir(self, cual: int) -> None:
        """Pone una letra después de las que se miran; las que hubiera más allá se van."""
        letras, nueva = self.letras[: self.donde], self.modelo.vocabulario[cual]
        if nueva == self.modelo.fin:
            self.letras, self.termino = letras, True
        elif len(letras) == LARGO:
            raise Fallo(f"Ya hay {LARGO} letras, y aquí no caben más. Oprime «Otro nombre».")
        else:
            self.modelo(letras + nueva)  # si no se puede, se sabe antes de cambiar nada
            self.letras, self.termino = letras + nueva, False
        self._ir_al_final()

    def _sortear(self) -> None:
        logits = self.modelo(self.letras[: self.donde]).logits
        self._seguir(sortear(probabilidades(logits, self.temperatura.value), self.azar.random()))

    def _hasta_el_fin(self) -> None:
        self._sortear()
        while not self.termino and len(self.letras) < LARGO:
            self._sortear()

    def _escribir_un_nombre(self) -> None:
        self.letras, self.termino, self.paso.value = "", False, 0
        self._hasta_el_fin()

    def _empezar(self) -> None:
        try:
            self._escribir_un_nombre()
        except Fallo:  # con las letras que alcanzó a poner ya se puede mirar
            if not self.letras:
                raise
        # en el último paso ya solo queda el fin: se empieza en el de antes
        self.paso.value = max(0, len(self.letras) - 1)

    def _ir_al_final(self) -> None:
        self.paso.max = max(1, len(self.letras))  # una barra de 0 a 0 no se puede dibujar
        self.paso.value = len(self.letras)
        self.campo.value = self.letras

    # --- mirar -----------------------------------------------------------------------------------

    @property
    def escena(self) -> Escena:
        """Lo que se ve ahora."""
        cabeza = None if self.cabeza.value == _TODAS else int(self.cabeza.value)
        temperatura = float(self.temperatura.value)
        return Escena(self.modelo, self.letras, self.donde, self.termino, cabeza, temperatura)

    def mostrar(self) -> None:
        """Dibuja el estado de los controles."""
        self.dibujo.value = cuadro(self.escena, self.nota)

    def explorador(self) -> Explorador:
        """Todo junto, listo para mostrar."""
        escribir = fila([self.campo, self.sortear, self.terminar, self.otro, self.cual, self.poner])
        mirar = fila([self.paso, self.temperatura, self.cabeza])
        partes = [escribir, mirar, self.dibujo, self.cuidar.mensaje]
        resumen = f"La atención de un modelo al escribir «{self.letras}»"
        explorador = Explorador(partes, resumen, estatico(self.escena, self.nota))
        explorador.mandos = self
        return explorador
