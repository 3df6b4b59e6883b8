"""Reparte las entregas entre los núcleos de esta máquina: un hilo y un puesto por núcleo.

Los hilos solo esperan y comparan; el trabajo está en los procesos de cada puesto.
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress

from minigrad.calificar.boleta.boleta import Boleta
from minigrad.calificar.calificador import CAIDO, DEL_PUESTO, Calificador, sin_notas
from minigrad.calificar.comentarios import tropiezo
from minigrad.calificar.entrega.buscar import Entrega
from minigrad.calificar.puesto.con_semillero import abrir
from minigrad.calificar.puesto.contrato import Puesto

_INTENTOS = 2

Hecha = tuple[Entrega, Boleta]


def nucleos() -> int:
    """Los núcleos que este proceso puede usar."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def repartir(
    calificador: Calificador, entregas: Sequence[Entrega], cuantos: int
) -> Iterator[Hecha]:
    """Cada entrega con su boleta, según se terminan."""
    por_hacer: queue.SimpleQueue[Entrega] = queue.SimpleQueue()
    hechas: queue.SimpleQueue[Hecha | BaseException] = queue.SimpleQueue()
    for entrega in entregas:
        por_hacer.put(entrega)
    cuadrilla = _Cuadrilla(calificador, por_hacer, hechas)
    hilos = [
        threading.Thread(target=cuadrilla.trabajar, daemon=True)
        for _ in range(min(cuantos, len(entregas)))
    ]
    for hilo in hilos:
        hilo.start()
    try:
        for _ in entregas:
            hecha = _esperar(hechas)
            if isinstance(hecha, BaseException):
                raise hecha
            yield hecha
    finally:
        cuadrilla.parar()
        for hilo in hilos:
            hilo.join()


def _esperar(hechas: queue.SimpleQueue[Hecha | BaseException]) -> Hecha | BaseException:
    while True:
        with suppress(queue.Empty):
            return hechas.get(timeout=0.5)  # en Windows, sin plazo no se entera de Ctrl-C


class _Cuadrilla:
    """Los hilos que trabajan sobre una misma lista."""

    def __init__(
        self,
        calificador: Calificador,
        por_hacer: queue.SimpleQueue[Entrega],
        hechas: queue.SimpleQueue[Hecha | BaseException],
    ) -> None:
        self._calificador = calificador
        self._por_hacer = por_hacer
        self._hechas = hechas
        self._basta = False
        self._abiertos: set[Puesto] = set()

    def parar(self) -> None:
        """Interrumpe lo que esté en marcha; si ya terminó todo, no hace nada."""
        self._basta = True
        for puesto in list(self._abiertos):
            puesto.interrumpir()

    def trabajar(self) -> None:
        """Lo que hace un hilo: tomar una entrega, calificarla y tomar otra."""
        puesto: Puesto | None = None
        try:
            while not self._basta:
                entrega = self._por_hacer.get_nowait()
                puesto, boleta = self._con_paciencia(puesto, entrega)
                self._hechas.put((entrega, boleta))
        except queue.Empty:
            pass
        except BaseException as error:  # que se sepa en el hilo principal
            self._hechas.put(error)
        finally:
            if puesto is not None:
                self._cerrar(puesto)

    def _con_paciencia(
        self, puesto: Puesto | None, entrega: Entrega
    ) -> tuple[Puesto | None, Boleta]:
        """La boleta y el puesto con que seguir: si el semillero se cae, se repite en otro."""
        for _ in range(_INTENTOS):
            puesto = puesto or self._abrir()
            try:
                return puesto, self._calificador.calificar(puesto, entrega)
            except DEL_PUESTO:
                self._cerrar(puesto)
                puesto = None
                if self._basta:
                    break
            except Exception as error:  # con el puesto quizás a medias: las demás, en otro
                self._cerrar(puesto)
                return None, sin_notas(entrega, tropiezo(error))
            except BaseException:
                self._cerrar(puesto)
                raise
        return None, sin_notas(entrega, CAIDO)

    def _abrir(self) -> Puesto:
        puesto = abrir()
        self._abiertos.add(puesto)
        return puesto

    def _cerrar(self, puesto: Puesto) -> None:
        self._abiertos.discard(puesto)
        puesto.cerrar()
