"""Con qué motor se entrena la red de la lección 5: el del aprendiz, si está y pasa sus pruebas."""

from __future__ import annotations

from typing import Any

from minigrad.aula.motor_elegido import Motor, decir_quien, elegir
from minigrad.aula.suite_motor import CASOS, LECCION, Informe, evaluar
from minigrad.engine import Value as DelPaquete


def motor_de_la_red(ruta: str = "mi_minigrad.py") -> type:
    """La clase `Value` del archivo `ruta` si pasa la suite y es toda tuya; si no, la del paquete.

    Dice cuál es y por qué, como cuenta `motor_elegido`.
    """
    return elegir(_MOTOR, ruta)


def quien_entreno(red: Any) -> None:
    """Dice, al terminar, de quién es el motor de los parámetros que la red entrenó."""
    decir_quien(_MOTOR, red.parameters(), _NADIE_MAS)


_NADIE_MAS = "El de tu `mi_minigrad.py`: cada suma, cada derivada local y el paso hacia atrás."


def _evaluar(clase: type) -> Informe:
    return evaluar(clase, [caso for caso in CASOS if caso.nivel == LECCION])


_MOTOR = Motor("Value", "4", "Esta red", "La red de 5.4", "la", _evaluar, lambda: DelPaquete)
