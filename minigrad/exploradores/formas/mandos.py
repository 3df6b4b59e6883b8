"""Los controles del explorador de las formas: el caso, la predicción, la celda y el sentido."""

from __future__ import annotations

import html

import ipywidgets as widgets

from minigrad.exploradores.comun.controles import boton, estrecha, fila
from minigrad.exploradores.comun.estilo import aviso, marco
from minigrad.exploradores.comun.explorador import Cuidador, Explorador
from minigrad.exploradores.comun.funciones import Fallo
from minigrad.exploradores.formas.cuadro import cuadro, estatico, no_encajan, primera
from minigrad.exploradores.formas.cuentas import (
    OPERACIONES,
    Caso,
    Encuentro,
    Lugar,
    NoEncajan,
    exigir,
    leer,
    lugares,
)
from minigrad.exploradores.formas.palabras import pregunta, revisar

_ROJO, _VERDE = "#a40000", "#0b5d1e"
_SENTIDOS = ("Hacia adelante", "Hacia atrás")
_LA_TUYA = "(otro)"
#: los casos de la lista, de lo que se repite a lo que no encaja, sin decir cuál es cuál
CASOS = (
    Caso((3, 4), (4,), "+"),
    Caso((3, 4), (3, 1), "*"),
    Caso((3, 4), (3,), "+"),
    Caso((3, 1), (1, 4), "*"),
    Caso((2, 3), (), "*"),
    Caso((2, 3, 4), (3, 1), "+"),
    Caso((2, 3), (3, 4), "@"),
    Caso((2, 3), (2, 3), "@"),
    Caso((3, 4), (4,), "@"),
    Caso((2, 3, 2), (2, 4), "@"),
)


class Mandos:
    """Une un caso con sus controles. Mientras no se predice (o se pide ver), no se muestra."""

    def __init__(self, caso: Caso, predecir: bool):
        self.cuidar = Cuidador()
        self.caso: Caso | None = caso
        self.predichas: set[Caso] = set()
        self.a_la_vista = not predecir
        self._crear(caso, predecir)
        self._conectar()
        self._poner_celdas()
        self.mostrar()

    def _crear(self, caso: Caso, predecir: bool) -> None:
        self.lista = widgets.Dropdown(
            options=[_LA_TUYA, *map(str, CASOS)],
            value=str(caso) if caso in CASOS else _LA_TUYA,
            description="Caso",
            layout=estrecha("170px", "260px"),
            style={"description_width": "initial"},
        )
        self.a, self.b = (_campo(nombre, str(forma), "120px", "170px", "(3, 4)")
                          for nombre, forma in (("a", caso.a), ("b", caso.b)))  # fmt: skip
        self.operacion = widgets.ToggleButtons(
            options=list(OPERACIONES), value=caso.operacion, style={"button_width": "auto"}
        )
        self.predecir = widgets.Checkbox(
            value=predecir,
            description="Predecir la forma",
            indent=False,
            layout=widgets.Layout(width="auto", margin="2px 14px 2px 2px"),
        )
        self.campo = _campo("La forma de c", "", "230px", "300px", "por ejemplo (3, 4)")
        self.comprobar = boton("Comprobar", "Revisar la predicción")
        self.ninguna = boton("No encajan", "Predecir que no van juntas")
        self.ver = boton("Ver el resultado", "Mostrarlo sin predecir")
        self.sentido = widgets.ToggleButtons(
            options=list(_SENTIDOS), style={"button_width": "auto"}
        )
        self.celda = widgets.Dropdown(
            options=[("c", ())],
            description="Celda",
            layout=estrecha("140px", "190px"),
            style={"description_width": "initial"},
        )
        self.anterior = boton("◀ Anterior", "La celda de antes")
        self.siguiente = boton("Siguiente ▶", "La celda que sigue")
        self.dibujo, self.respuesta = widgets.HTML(), widgets.HTML()
        self.zona = fila([self.campo, self.comprobar, self.ninguna, self.ver])
        self.mirar = fila([self.celda, self.anterior, self.siguiente, self.sentido])

    def _conectar(self) -> None:
        self.lista.observe(self.cuidar(self._elegir_caso), "value")
        for control in (self.a, self.b, self.operacion):
            control.observe(self.cuidar(self._otro_caso), "value")
        self.predecir.observe(self.cuidar(self._cambiar_de_modo), "value")
        self.campo.observe(self.cuidar(self.revisar), "value")
        self.comprobar.on_click(self.cuidar(self.revisar))
        self.ninguna.on_click(self.cuidar(lambda: self._juzgar("no encajan", None)))
        self.ver.on_click(self.cuidar(self.descubrir))
        for control in (self.celda, self.sentido):
            control.observe(self.cuidar(self.mostrar), "value")
        self.anterior.on_click(self.cuidar(lambda: self._mover(-1)))
        self.siguiente.on_click(self.cuidar(lambda: self._mover(1)))

    # --- el caso ---------------------------------------------------------------------------------

    def _elegir_caso(self) -> None:
        elegido = next((caso for caso in CASOS if str(caso) == self.lista.value), None)
        if elegido:
            self.a.value, self.b.value = str(elegido.a), str(elegido.b)
            self.operacion.value = elegido.operacion
            self._empezar(elegido)

    def _otro_caso(self) -> None:
        try:
            caso = exigir(leer(self.a.value), leer(self.b.value), self.operacion.value)
        except Fallo as fallo:
            self.caso = None
            self.lista.value = _LA_TUYA
            self._mostrar_zonas()
            self.dibujo.value = aviso(str(fallo))
            return
        self.lista.value = str(caso) if caso in CASOS else _LA_TUYA
        self._empezar(caso)

    def _cambiar_de_modo(self) -> None:
        if self.caso:
            self._empezar(self.caso)

    def _empezar(self, caso: Caso) -> None:
        """Un caso nuevo: lo escrito y lo dicho para el anterior ya no valen."""
        self.caso, self.a_la_vista = caso, not self.predecir.value
        self.campo.value, self.respuesta.value = "", ""
        self.campo.layout.border = None
        self._poner_celdas()
        self.mostrar()

    @property
    def encuentro(self) -> Encuentro | None:
        """Qué celdas se encuentran; nada si las formas no encajan."""
        try:
            return Encuentro(self.caso) if self.caso else None
        except NoEncajan:
            return None

    def _poner_celdas(self) -> None:
        encuentro = self.encuentro
        if encuentro:
            celdas = [(encuentro.llamada(x), x) for x in lugares(encuentro.vista)]
            self.celda.options = celdas
            self.celda.value = primera(encuentro)

    # --- predecir --------------------------------------------------------------------------------

    def revisar(self) -> None:
        """Lo que se escribió: si acierta, se descubre el resultado; si no, una pista."""
        texto = str(self.campo.value)
        if self.a_la_vista or not texto.strip():
            return
        try:
            prediccion = leer(texto)
        except Fallo as fallo:
            self.respuesta.value = aviso(str(fallo))
            return
        self._juzgar(str(prediccion), prediccion)

    def _juzgar(self, dicho: str, prediccion: tuple[int, ...] | None) -> None:
        if self.caso is None or self.a_la_vista:
            return
        pista = revisar(self.caso, prediccion)
        color, signo = (_ROJO, "✗") if pista else (_VERDE, "✓")
        self.campo.layout.border = f"2px solid {_ROJO}" if pista else None
        if not pista:
            self.predichas.add(self.caso)
            pista = f"¡Bien! Llevas {len(self.predichas)}."
            self.descubrir()
        self.respuesta.value = marco(
            f'<div role="alert"><span style="color:{color}"><strong>{signo} {html.escape(dicho)}'
            f"</strong></span> {html.escape(pista)}</div>"
        )

    def descubrir(self) -> None:
        """Muestra el resultado."""
        self.a_la_vista, self.respuesta.value = True, ""
        self.mostrar()

    # --- mirar -----------------------------------------------------------------------------------

    def _mover(self, lugares_: int) -> None:
        self.celda.index = (self.celda.index + lugares_) % len(self.celda.options)
        self.mostrar()

    @property
    def lugar(self) -> Lugar:
        """La celda elegida."""
        return tuple(self.celda.value or ())

    def mostrar(self) -> None:
        """Dibuja el estado de los controles."""
        self._mostrar_zonas()
        if self.caso is None:
            return
        if not self.a_la_vista:
            self.dibujo.value = cuadro(self.caso, None)
            if not self.respuesta.value:
                self.respuesta.value = marco(html.escape(pregunta(self.caso)))
            return
        try:
            Encuentro(self.caso)
        except NoEncajan as fallo:
            self.dibujo.value = no_encajan(self.caso, str(fallo))
        else:
            self.dibujo.value = cuadro(self.caso, self.lugar, self.sentido.value == _SENTIDOS[1])

    def _mostrar_zonas(self) -> None:
        pide = self.caso is not None and not self.a_la_vista
        self.zona.layout.display = "" if pide else "none"
        mira = self.a_la_vista and self.encuentro is not None
        self.mirar.layout.display = "" if mira else "none"

    def explorador(self) -> Explorador:
        """Todo junto, listo para mostrar."""
        assert self.caso is not None
        caso = fila([self.lista, self.a, self.operacion, self.b, self.predecir])
        partes = [caso, self.respuesta, self.zona, self.mirar, self.dibujo, self.cuidar.mensaje]
        resumen = f"Las formas {self.caso}: qué celdas se encuentran"
        explorador = Explorador(partes, resumen, estatico(self.caso))
        explorador.mandos = self
        return explorador


def _campo(nombre: str, valor: str, minimo: str, maximo: str, ejemplo: str) -> widgets.Text:
    return widgets.Text(
        value=valor,
        placeholder=ejemplo,
        description=nombre,
        continuous_update=False,
        layout=estrecha(minimo, maximo),
        style={"description_width": "initial"},
    )
