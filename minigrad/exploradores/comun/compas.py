"""El compás de lo que se repite solo: un cuadro a la vez, y ninguno atrasado.

El navegador manda un aviso por cada latido o cada clic, esté o no ocupado Python. Si atenderlos
tarda, los avisos hacen fila: hacerles caso a todos seguiría moviendo la figura mucho después de
la pausa. El que estaba en la fila se reconoce porque llega pegado al final de lo anterior.
"""

from __future__ import annotations

import time
from collections.abc import Callable

#: en segundos, lo que tarda Python en pasar al aviso siguiente si ya estaba en la fila
EN_LA_FILA = 0.004
#: y lo más pronto que una persona oprime otra vez un botón después de ver lo que hizo
PRONTO = 0.03


class Compas:
    """Dice qué avisos se atienden; `reloj` da la hora en segundos."""

    def __init__(self, reloj: Callable[[], float] = time.perf_counter):
        self.reloj = reloj
        self._final = -1.0

    def atrasado(self, margen: float = EN_LA_FILA) -> bool:
        """Si este aviso esperaba en la fila mientras se hacía lo anterior."""
        return self.reloj() - self._final < margen

    def marcar(self) -> None:
        """Se acaba de terminar un cuadro."""
        self._final = self.reloj()
