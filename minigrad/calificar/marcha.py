"""La marcha de una calificación entera: qué falta, quién lo hace y qué se publica al final."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from minigrad.calificar.boleta.boleta import Boleta
from minigrad.calificar.boleta.informe import como_html
from minigrad.calificar.boleta.planilla import Clase, como_csv, reunir
from minigrad.calificar.calificador import Calificador
from minigrad.calificar.entrega.buscar import Entrega
from minigrad.calificar.jaula.encierro import FALTA, Limites
from minigrad.calificar.memoria import Memoria
from minigrad.calificar.puesto.con_semillero import abrir
from minigrad.calificar.puesto.contrato import protecciones

Repartir = Callable[[Sequence[Entrega]], Iterator[tuple[Entrega, Boleta]]]


@dataclass(frozen=True)
class Publicado:
    """Un archivo escrito; `apartado` es donde quedó el anterior, si alguien lo había cambiado."""

    archivo: Path
    apartado: Path | None


class Marcha:
    """Lo ya calificado y lo que falta de unas entregas."""

    def __init__(
        self, calificador: Calificador, entregas: Sequence[Entrega], memoria: Memoria
    ) -> None:
        self._calificador = calificador
        self._memoria = memoria
        self._entregas = list(entregas)
        self._claves = {e.relativa: _clave(memoria, e) for e in entregas if not e.rechazo}
        self.hechas: dict[str, Boleta] = {}
        for entrega in entregas:
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
        return reunir(boletas, self._calificador.plano, maximos)

    def publicar(self, clase: Clase, csv: Path | None, html: Path | None) -> list[Publicado]:
        """Escribe lo pedido y olvida las boletas de entregas que ya no están."""
        ahora = datetime.datetime.now()
        contenidos = [
            (csv, como_csv(clase) if csv else b""),
            (html, como_html(clase, self._calificador.juez.ejercicios, ahora) if html else b""),
        ]
        publicados = [
            Publicado(archivo, self._memoria.publicar(archivo, contenido))
            for archivo, contenido in contenidos
            if archivo is not None
        ]
        self._memoria.limpiar(clave for clave in self._claves.values() if clave)
        return publicados


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
    return [nombre for nombre in FALTA if nombre not in puestas]
