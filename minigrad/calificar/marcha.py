"""La marcha de una calificación entera: qué falta, quién lo hace y qué se publica al final."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from minigrad.calificar.boleta.boleta import Boleta, corto
from minigrad.calificar.boleta.hojas import como_hojas
from minigrad.calificar.boleta.informe import como_html
from minigrad.calificar.boleta.lista import Lista
from minigrad.calificar.boleta.planilla import Clase, como_csv, numero, reunir
from minigrad.calificar.boleta.plataformas import como_canvas, como_moodle
from minigrad.calificar.boleta.tarea import TARDE, de_la_tarea, tardanzas
from minigrad.calificar.calificador import Calificador
from minigrad.calificar.entrega.buscar import Entrega
from minigrad.calificar.jaula.encierro import PROTECCIONES, Limites
from minigrad.calificar.memoria import Memoria
from minigrad.calificar.puesto.con_semillero import abrir
from minigrad.calificar.puesto.contrato import protecciones

#: cuántos nombres caben en la pantalla sin estorbar
_DE_UNA_VEZ = 20

Repartir = Callable[[Sequence[Entrega]], Iterator[tuple[Entrega, Boleta]]]


@dataclass(frozen=True)
class Pedido:
    """Qué se pidió, a quiénes y hasta cuándo; sin decirlo, lo que se deduce de las entregas."""

    tarea: tuple[str, ...] = ()
    lista: Lista | None = None
    hasta: datetime.datetime | None = None


@dataclass(frozen=True)
class Publicado:
    """Un archivo escrito; `apartado` es donde quedó el anterior, si alguien lo había cambiado."""

    archivo: Path
    apartado: Path | None


class Marcha:
    """Lo ya calificado y lo que falta de unas entregas.

    De lo pedido solo depende qué se abre y cómo se cuenta: con otra lista o con otra fecha, ninguna
    respuesta vuelve a correr.
    """

    def __init__(
        self,
        calificador: Calificador,
        entregas: Sequence[Entrega],
        memoria: Memoria,
        pedido: Pedido | None = None,
    ) -> None:
        self._calificador = calificador
        self._memoria = memoria
        self._pedido = pedido or Pedido()
        tarea = self._pedido.tarea
        self._entregas = (
            de_la_tarea(entregas, tarea, calificador.plano) if tarea else list(entregas)
        )
        self._claves = {e.relativa: _clave(memoria, e) for e in entregas if not e.rechazo}
        self.hechas: dict[str, Boleta] = {}
        for entrega in self._entregas:
            clave = self._claves.get(entrega.relativa)
            guardada = memoria.buscar(clave) if clave else None
            if guardada is not None:
                self.hechas[entrega.relativa] = guardada

    @property
    def pendientes(self) -> list[Entrega]:
        """Lo que falta, en orden."""
        return [e for e in self._entregas if e.relativa not in self.hechas]

    def seguir(self, repartir: Repartir) -> Iterator[Boleta]:
        """Califica lo que falta y guarda cada boleta en cuanto está; se puede cortar a la mitad."""
        for entrega, boleta in repartir(self.pendientes):
            self.hechas[entrega.relativa] = boleta
            clave = self._claves.get(entrega.relativa)
            if clave and boleta.firme:  # lo demás, quizás la próxima vez se pueda
                self._memoria.guardar(clave, boleta)
            yield boleta

    def clase(self) -> Clase:
        """Las notas de todos, cuando ya no falta nada."""
        maximos = {id_: e.dificultad for id_, e in self._calificador.juez.ejercicios.items()}
        boletas = [self.hechas[entrega.relativa] for entrega in self._entregas]
        return reunir(
            boletas,
            self._calificador.plano,
            maximos,
            tarea=self._pedido.tarea,
            lista=self._pedido.lista,
            tardanzas=tardanzas(self._entregas, self._pedido.hasta),
        )

    def publicar(
        self,
        clase: Clase,
        csv: Path | None,
        html: Path | None,
        moodle: Path | None = None,
        canvas: Path | None = None,
        hojas: Path | None = None,
    ) -> list[Publicado]:
        """Escribe lo pedido y olvida las boletas de entregas que ya no están."""
        ejercicios, ahora = self._calificador.juez.ejercicios, datetime.datetime.now()
        contenidos = [
            *([(csv, como_csv(clase))] if csv else ()),
            *([(html, como_html(clase, ejercicios, ahora))] if html else ()),
            *([(moodle, como_moodle(clase))] if moodle else ()),
            *([(canvas, como_canvas(clase))] if canvas else ()),
            *(((hojas / n, hoja) for n, hoja in como_hojas(clase, ejercicios)) if hojas else ()),
        ]
        publicados = [
            Publicado(archivo, self._memoria.publicar(archivo, contenido))
            for archivo, contenido in contenidos
        ]
        self._memoria.limpiar(clave for clave in self._claves.values() if clave)
        return publicados


def resumir(clase: Clase, pedido: Pedido) -> Iterator[str]:
    """Lo que se le dice a quien califica, antes de escribir nada."""
    for boleta in clase.rechazadas:
        yield f"  {corto(boleta.entrega)}: {corto(boleta.rechazo)}"
    if clase.cuadernos:
        sobre = f"{', '.join(clase.cuadernos)} ({numero(clase.maximo())} puntos)"
        deducido = ": lo que entregó al menos la mitad; con --tarea dices tú"
        por_que = "" if pedido.tarea else deducido
        yield f"Se cuenta sobre {sobre}{por_que}."
    yield from _de_la_lista(clase)
    yield from _de_la_fecha(clase, pedido)
    sin = sum(any(nota.estado == "sin_calificar" for nota in f.contadas) for f in clase.filas)
    if sin:
        yield (
            f"A {sin} aprendices algo no se les pudo calificar aquí, y no les cuenta: el informe "
            "dice qué y por qué. Con --ajustes les pones esos puntos."
        )
    yield f"{len(clase.filas)} aprendices; en promedio, {clase.media:.0%} de los puntos."


def _de_la_lista(clase: Clase) -> Iterator[str]:
    if clase.lista is None:
        return
    for aviso in clase.lista.avisos:
        yield f"  en la lista, {aviso}"
    sin_nada = sum(bool(fila.persona) and not fila.entrego for fila in clase.filas)
    yield f"En la lista hay {len(clase.lista.personas)}; no entregaron {sin_nada}."
    for fila in clase.fuera[:_DE_UNA_VEZ]:
        yield f"  {corto(fila.aprendiz)}: {fila.avisos[0]}"
    if len(clase.fuera) > _DE_UNA_VEZ:
        yield f"  y {len(clase.fuera) - _DE_UNA_VEZ} más que no están: ¿es la lista de esta clase?"


def _de_la_fecha(clase: Clase, pedido: Pedido) -> Iterator[str]:
    tarde = sum(bool(fila.tarde) for fila in clase.filas)
    if not pedido.hasta:
        if tarde:
            yield f"Entregaron tarde {tarde}, según Canvas."
        return
    yield (
        f"Fecha tope: {pedido.hasta:%d/%m/%Y, %H:%M}, hora de aquí. Entregaron después: {tarde}. "
        "Lo dice la fecha del archivo, que a veces se pierde al descomprimir, o el LATE de Canvas."
    )
    cuando = Counter(uno.partition(TARDE)[2] for fila in clase.filas for uno in fila.tarde)
    if len(cuando) == 1 and tarde > 2:
        yield "Todas esas fechas son la misma: seguramente es la de cuando se descomprimió."


def _clave(memoria: Memoria, entrega: Entrega) -> str | None:
    with suppress(OSError):  # si no se puede leer, se dirá al calificarla
        return memoria.clave(entrega)
    return None


def lo_que_falta(limites: Limites) -> list[str]:
    """Las protecciones que esta máquina no puede poner."""
    puesto = abrir()
    try:
        puestas = protecciones(puesto, limites)
    finally:
        puesto.cerrar()
    return [nombre for nombre in PROTECCIONES if nombre not in puestas]
