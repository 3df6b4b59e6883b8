"""Con qué motor se entrena el modelo de la lección 7: el `Tensor` del aprendiz, si pasa la suite.

Donde no hay NumPy, como en una página, no hay `Tensor` de nadie: se dice, y el cuaderno sigue.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from typing import Any

from minigrad.aula.celda.tarjeta import Parrafo, Tarjeta, mostrar
from minigrad.aula.motor_elegido import Motor, decir_quien, elegir
from minigrad.aula.suite_tensor import evaluar


def tensor_del_gpt(ruta: str = "mi_tensor.py") -> Any:
    """La clase `Tensor` del archivo `ruta` si pasa la suite y es toda tuya; si no, la del paquete.

    Dice cuál es y por qué, como cuenta `motor_elegido`. Sin NumPy lo dice y devuelve None.
    """
    if not _hay_numpy():
        mostrar(Tarjeta("aviso", "Aquí no hay NumPy, y el tensor lo necesita", (_SIGUE,)))
        return None
    return elegir(_MOTOR, ruta)


def quien_entreno(parametros: Iterable[Any]) -> None:
    """Dice, al terminar, de quién es el motor de los parámetros que se entrenaron."""
    if _hay_numpy():
        decir_quien(_MOTOR, parametros, _NADIE_MAS)


_SIGUE = Parrafo(
    "Las celdas que lo usan muestran lo que dejó el cuaderno resuelto. Para entrenar el modelo con "
    "tu motor, abre este cuaderno en Colab o en tu computadora."
)
_NADIE_MAS = "El de tu `mi_tensor.py`: cada cuenta, cada función que la lleva atrás y `backward()`."


def _hay_numpy() -> bool:
    try:
        return importlib.util.find_spec("numpy") is not None
    except ValueError:  # alguien lo retiró de `sys.modules`
        return False


def _del_paquete() -> type:
    from minigrad.tensor import Tensor

    return Tensor


_MOTOR = Motor("Tensor", "6", "Este modelo", "El modelo", "lo", evaluar, _del_paquete)
