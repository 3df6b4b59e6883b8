"""Los controles del explorador del entrenamiento: reproducir, dar pasos y cambiar la red."""

from __future__ import annotations

import html
from typing import Any
from weakref import WeakSet

import ipywidgets as widgets

from minigrad.exploradores.comun.controles import (
    PRONTO,
    Compas,
    boton,
    detener,
    fila,
    marcha,
    pareja,
)
from minigrad.exploradores.comun.estilo import marco
from minigrad.exploradores.comun.explorador import Cuidador, Explorador
from minigrad.exploradores.entrenamiento.cuadro import cuadro, estatico, plano_de
from minigrad.exploradores.entrenamiento.cuentas import (
    ACTIVACIONES,
    Ajustes,
    Entrenador,
    consejo,
)

NOMBRES = {
    "moons": "dos lunas (moons)",
    "circles": "dos círculos (circles)",
    "xor": "cuatro nubes (xor)",
    "spiral": "dos espirales (spiral)",
}
_CAPAS: tuple[tuple[int, ...], ...] = ((), (4,), (8,), (8, 8), (16, 16), (8, 8, 8))
_TASAS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 0.5, 1.0, 3.0, 10.0)
_CASTIGOS = (0.0, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
_RITMOS = {"1 paso por cuadro": 1, "5 pasos por cuadro": 5, "todos los que quepan": 1000}
#: milisegundos entre latidos, y cuántos pasos da el botón que no dibuja hasta el final
_LATIDO, _MUCHOS = 100, 50
#: los botones de reproducir que hay en el cuaderno: solo suena uno a la vez
_reproductores: WeakSet[Any] = WeakSet()

_QUIETUD = (
    "<style>.mg-quieto{display:none}@media (prefers-reduced-motion:reduce)"
    "{.mg-quieto{display:block}}</style>"
    f'<div class="mg-quieto">Tu equipo pide menos movimiento: «{_MUCHOS} pasos» entrena sin animar.'
    "</div>"
)


class Mandos:
    """Une un `Entrenador` con sus controles; si piden otra red, empieza una nueva."""

    #: segundos que se puede entrenar antes de dibujar: en cada latido, y con el botón de muchos
    por_latido, de_un_tiron = 0.07, 2.0

    def __init__(self, ajustes: Ajustes, tasa: float, l2: float, compas: Compas | None = None):
        self.cuidar, self.compas = Cuidador(), compas or Compas()
        self.semilla, self._latidos = ajustes.semilla, 0
        self._crear(ajustes, tasa, l2)
        self._empezar()
        self._conectar()
        self.mostrar()
        _detener_salvo(self.reproducir)
        _reproductores.add(self.reproducir)

    def _crear(self, ajustes: Ajustes, tasa: float, l2: float) -> None:
        capas = sorted({*_CAPAS, ajustes.capas}, key=lambda c: (len(c), c))
        self.reproducir = widgets.Play(
            min=0, max=10**9, interval=_LATIDO, description="Entrenar", show_repeat=False
        )
        self.paso = boton("Un paso", "Dar un paso de entrenamiento")
        self.muchos = boton(f"{_MUCHOS} pasos", f"Dar {_MUCHOS} pasos y después dibujar")
        self.reiniciar = boton("Reiniciar", "Volver a los mismos pesos del comienzo")
        self.otros = boton("Otros pesos", "Empezar con otros pesos al azar")
        self.datos = _lista("Datos", [(NOMBRES[d], d) for d in NOMBRES], ajustes.datos)
        self.capas = _lista("Capas ocultas", [(_nombre(c), c) for c in capas], ajustes.capas)
        self.activacion = _lista("Activación", [(a, a) for a in ACTIVACIONES], ajustes.activacion)
        self.ritmo = _lista("Velocidad", list(_RITMOS.items()), 5)
        self.tasa = _barra("Tasa", _TASAS, tasa)
        self.l2 = _barra("Castigo L2", _CASTIGOS, l2)
        self.dibujo, self.noticia = widgets.HTML(), widgets.HTML()

    def _conectar(self) -> None:
        self.reproducir.observe(self.cuidar(self._latir), "value")
        self.reproducir.observe(self.cuidar(self._solo_este), marcha(self.reproducir))
        self.paso.on_click(self.cuidar(lambda: self._avanzar(1, self.por_latido)))
        self.muchos.on_click(self.cuidar(self._avanzar_mucho))
        self.reiniciar.on_click(self.cuidar(self._reiniciar))
        self.otros.on_click(self.cuidar(self._otros_pesos))
        for control in (self.datos, self.capas, self.activacion, self.tasa, self.l2):
            control.observe(self.cuidar(self.mostrar), "value")

    @property
    def ajustes(self) -> Ajustes:
        """La red que piden los controles."""
        return Ajustes(self.datos.value, self.capas.value, self.activacion.value, self.semilla)

    # --- lo que hacen los controles --------------------------------------------------------------

    def _empezar(self) -> None:
        self.entrenador = Entrenador(self.ajustes, self.tasa.value, self.l2.value)
        self.plano = plano_de(self.entrenador)

    def _ponerse_al_dia(self) -> None:
        """Lo que diga cada control, aunque su aviso se haya perdido en medio de un cuadro."""
        if self.entrenador.ajustes != self.ajustes:
            self._empezar()
        self.entrenador.ajustar(self.tasa.value, self.l2.value)

    def _avanzar(self, pasos: int, segundos: float) -> None:
        self._ponerse_al_dia()
        self.entrenador.avanzar(pasos, segundos)
        self.mostrar()
        self.compas.marcar()

    def _avanzar_mucho(self) -> None:
        if not self.compas.atrasado(PRONTO):
            self._avanzar(_MUCHOS, self.de_un_tiron)

    def _latir(self) -> None:
        """Un cuadro por latido; detener devuelve la cuenta a 0, y eso no es un latido."""
        antes, self._latidos = self._latidos, int(self.reproducir.value)
        if self._latidos > antes and not self.compas.atrasado():
            self._avanzar(int(self.ritmo.value), self.por_latido)
        if self.entrenador.termino:
            detener(self.reproducir)

    def _solo_este(self) -> None:
        """Al empezar a reproducir, los demás se detienen: un procesador no da para todos."""
        if getattr(self.reproducir, marcha(self.reproducir)):
            _detener_salvo(self.reproducir)

    def _reiniciar(self) -> None:
        detener(self.reproducir)
        self._empezar()
        self.mostrar()

    def _otros_pesos(self) -> None:
        self.semilla += 1
        self.mostrar()

    def mostrar(self) -> None:
        """Dibuja la red que piden los controles, y dice qué le pasa."""
        self._ponerse_al_dia()
        self.dibujo.value = cuadro(self.entrenador, self.plano)
        dicho = consejo(self.entrenador)
        self.noticia.value = (
            marco(f'<div role="status">{html.escape(dicho)}</div>') if dicho else ""
        )

    def explorador(self) -> Explorador:
        """Todo junto, listo para mostrar."""
        e = self.entrenador
        solos = [widgets.Label("Entrenar"), self.reproducir]
        botones = [*solos, self.paso, self.muchos, self.reiniciar, self.otros]
        listas = [self.datos, self.capas, self.activacion, self.ritmo]
        quietud = widgets.HTML(_QUIETUD)
        partes = [fila(botones), quietud, fila(listas), fila([self.tasa, self.l2]), self.dibujo]
        capas = _nombre(e.ajustes.capas)
        resumen = f"Entrenamiento de una red en {NOMBRES[e.ajustes.datos]}; capas ocultas: {capas}"
        fija = estatico(e.ajustes, e.tasa, e.l2)
        explorador = Explorador([*partes, self.noticia, self.cuidar.mensaje], resumen, fija)
        explorador.mandos = self
        return explorador


def _detener_salvo(este: Any) -> None:
    for otro in list(_reproductores):
        if otro is not este:
            detener(otro)


def _nombre(capas: tuple[int, ...]) -> str:
    return ", ".join(map(str, capas)) or "ninguna"


def _lista(nombre: str, opciones: list[Any], valor: Any) -> Any:
    return widgets.Dropdown(
        options=opciones,
        value=valor,
        description=nombre,
        layout=widgets.Layout(width="auto"),
        style={"description_width": "initial"},
    )


def _barra(nombre: str, numeros: tuple[float, ...], valor: float) -> Any:
    """Un deslizador por una lista de números, con el que se pidió entre ellos."""
    opciones = [(f"{v:g}", v) for v in sorted({*numeros, valor})]
    return pareja(widgets.SelectionSlider(options=opciones, value=valor, description=nombre))
