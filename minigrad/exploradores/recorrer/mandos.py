"""Los controles del recorrido: botones, reproducción y el modo de predecir."""

from __future__ import annotations

import html

import ipywidgets as widgets

from minigrad.exploradores.comun.controles import boton, estrecha, fila
from minigrad.exploradores.comun.estilo import marco
from minigrad.exploradores.comun.explorador import Cuidador, Explorador
from minigrad.exploradores.recorrer.cuadro import Plantilla, cuadro, estatico
from minigrad.exploradores.recorrer.cuentas import Paso, Recorrido, pregunta, revisar
from minigrad.graph.nodos import Nodo

_ROJO, _VERDE = "#a40000", "#0b5d1e"


class Mandos:
    """Une un `Recorrido` con sus controles. El estado es uno solo: el valor de `barra`."""

    def __init__(self, nodos: list[Nodo], acumular: bool, predecir: bool, rankdir: str):
        self.nodos, self.rankdir = nodos, rankdir
        self.cuidar = Cuidador()
        self.aciertos: dict[int, str] = {}
        self.plantilla = self._plantilla(acumular)
        self._crear(acumular, predecir)
        self._conectar()
        self.mostrar()

    def _plantilla(self, acumular: bool) -> Plantilla:
        return Plantilla(Recorrido(self.nodos, acumular), self.rankdir)

    @property
    def recorrido(self) -> Recorrido:
        return self.plantilla.recorrido

    @property
    def paso(self) -> int:
        return int(self.barra.value)

    @property
    def por_predecir(self) -> Paso | None:
        """El paso que sigue, si estamos prediciendo y es de los que se predicen."""
        siguiente = self.paso + 1
        if not self.predecir.value or siguiente >= len(self.recorrido.pasos):
            return None
        paso = self.recorrido.pasos[siguiente]
        return paso if paso.esperado is not None else None

    def _crear(self, acumular: bool, predecir: bool) -> None:
        ultimo = len(self.recorrido.pasos) - 1
        self.primero = boton("« Primero", "Volver al principio")
        self.anterior = boton("◀ Anterior", "Un paso atrás")
        self.siguiente = boton("Siguiente ▶", "Un paso más")
        self.ultimo = boton("Último »", "Ir al resultado")
        self.barra = widgets.IntSlider(
            min=0,
            max=ultimo,
            description="Paso",
            readout=False,
            layout=estrecha("180px", "300px"),
            style={"description_width": "initial"},
        )
        self.reproducir = widgets.Play(min=0, max=ultimo, interval=1500, description="Reproducir")
        self.acumular = widgets.Checkbox(
            value=acumular,
            description="Acumular con +=",
            indent=False,
            layout=widgets.Layout(width="auto", margin="2px 14px 2px 2px"),
        )
        self.predecir = widgets.Checkbox(
            value=predecir,
            description="Predecir cada gradiente",
            indent=False,
            layout=widgets.Layout(width="auto", margin="2px 14px 2px 2px"),
        )
        self.campo = widgets.Text(
            placeholder="por ejemplo −1.5",
            description="Predicción",
            continuous_update=False,
            layout=estrecha("200px", "300px"),
            style={"description_width": "initial"},
        )
        self.comprobar = boton("Comprobar", "Revisar la predicción")
        self.dibujo, self.respuesta, self.hechas = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.zona = widgets.VBox([fila([self.campo, self.comprobar])])

    def _conectar(self) -> None:
        self.enlace = widgets.jslink((self.reproducir, "value"), (self.barra, "value"))
        self.primero.on_click(self.cuidar(lambda: self.ir(0)))
        self.anterior.on_click(self.cuidar(lambda: self.ir(self.paso - 1)))
        self.siguiente.on_click(self.cuidar(lambda: self.ir(self.paso + 1)))
        self.ultimo.on_click(self.cuidar(lambda: self.ir(len(self.recorrido.pasos) - 1)))
        self.barra.observe(self.cuidar(self.mover), "value")
        self.predecir.observe(self.cuidar(self.mover), "value")
        self.acumular.observe(self.cuidar(self.cambiar_modo), "value")
        self.campo.observe(self.cuidar(self.revisar), "value")
        self.comprobar.on_click(self.cuidar(self.revisar))

    def ir(self, paso: int) -> None:
        """Salta a un paso; más allá de los extremos se queda en el extremo."""
        self.barra.value = max(0, min(paso, len(self.recorrido.pasos) - 1))
        self.mover()

    def mover(self) -> None:
        """Algo cambió de sitio: lo escrito y lo dicho para el paso anterior ya no valen."""
        self.campo.value = ""
        self.campo.layout.border = None
        self.respuesta.value = ""
        self.mostrar()

    def mostrar(self) -> None:
        pendiente = self.por_predecir
        self.dibujo.value = cuadro(self.plantilla, self.paso, pendiente)
        self.zona.layout.display = "" if pendiente else "none"
        self.hechas.value = self._resumen_de_aciertos()
        self.primero.disabled = self.anterior.disabled = self.paso == 0
        self.siguiente.disabled = self.ultimo.disabled = self.paso == self.barra.max
        if pendiente and not self.respuesta.value:
            self.respuesta.value = marco(html.escape(pregunta(self.recorrido, pendiente)))

    def cambiar_modo(self) -> None:
        """De `+=` a `=` o al revés: los mismos pasos, otros números."""
        self.plantilla = self._plantilla(bool(self.acumular.value))
        self.aciertos.clear()
        self.mover()

    def revisar(self) -> None:
        """Lo correcto avanza y se queda; lo equivocado se pone rojo, con una pista."""
        pendiente, texto = self.por_predecir, str(self.campo.value)
        if pendiente is None or not texto.strip():
            return
        revision = revisar(self.recorrido, pendiente, texto)
        if revision.correcto:
            self.aciertos[self.paso + 1] = pendiente.cuenta
            self.ir(self.paso + 1)
        else:
            self.campo.layout.border = f"2px solid {_ROJO}"
        self._decir(revision.correcto, texto, revision.mensaje)

    def _decir(self, correcto: bool, texto: str, mensaje: str) -> None:
        color, signo = (_VERDE, "✓") if correcto else (_ROJO, "✗")
        dicho = f'<span style="color:{color}"><strong>{signo} {html.escape(texto)}</strong></span> '
        sigue = self.por_predecir if correcto else None
        otra = f"<div>{html.escape(pregunta(self.recorrido, sigue))}</div>" if sigue else ""
        self.respuesta.value = marco(f'<div role="alert">{dicho}{html.escape(mensaje)}</div>{otra}')

    def _resumen_de_aciertos(self) -> str:
        total = sum(paso.esperado is not None for paso in self.recorrido.pasos)
        if not self.predecir.value:
            return ""
        cuentas = "".join(
            f"<li>✓ {html.escape(self.aciertos[paso])}</li>" for paso in sorted(self.aciertos)
        )
        lista = f'<ul style="margin:0;list-style:none;color:{_VERDE}">{cuentas}</ul>'
        return marco(f"Predichos: {len(self.aciertos)} de {total}{lista if cuentas else ''}")

    def explorador(self) -> Explorador:
        """Todo junto, listo para mostrar."""
        botones = [self.primero, self.anterior, self.siguiente, self.ultimo, self.reproducir]
        modos = fila([self.barra, self.predecir, self.acumular])
        # lo que se pregunta va antes del dibujo: debajo, quedaría fuera de la pantalla
        pie = [modos, self.respuesta, self.zona, self.dibujo, self.hechas, self.cuidar.mensaje]
        nombre, pasos = self.recorrido.nombres[-1], len(self.recorrido.pasos)
        resumen = f"Recorrido del grafo de {nombre}: {len(self.nodos)} nodos, {pasos} pasos"
        partes = [fila(botones), *pie]
        explorador = Explorador(partes, resumen, estatico(self.plantilla), [self.enlace])
        explorador.mandos = self
        return explorador
