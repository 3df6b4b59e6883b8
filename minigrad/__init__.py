"""Mini-Grad: un motor de autodiferenciación pequeño, para entender cómo aprende una red.

    from minigrad import MLP, SGD, Value, draw_dot

`Value` es el número que recuerda de dónde salió; `MLP`, `Layer` y `Neuron` son redes hechas con
él; `mse`, `max_margin` y `cross_entropy` son pérdidas; `SGD` y `Adam` las minimizan; `datasets`
trae puntos de juguete; `trace` y `draw_dot` dibujan el grafo.

`Tensor`, `cat` y `no_grad` son el motor en bloque. Usan NumPy, que solo se carga si los pides.
"""

from minigrad import datasets
from minigrad.engine import Value
from minigrad.graph.dot import draw_dot
from minigrad.graph.nodos import trace
from minigrad.losses import cross_entropy, max_margin, mse
from minigrad.nn import MLP, Layer, Module, Neuron
from minigrad.optim import SGD, Adam, Optimizer

__version__ = "0.1.0"

__all__ = [
    "MLP",
    "SGD",
    "Adam",
    "Layer",
    "Module",
    "Neuron",
    "Optimizer",
    "Value",
    "cross_entropy",
    "datasets",
    "draw_dot",
    "max_margin",
    "mse",
    "trace",
]

#: lo que se trae de `minigrad.tensor` cuando alguien lo pide; fuera de `__all__`: `*` no los pide
_EN_BLOQUE = ("Tensor", "cat", "no_grad")


def __getattr__(nombre: str) -> object:
    if nombre not in _EN_BLOQUE:
        raise AttributeError(f"minigrad no tiene {nombre!r}.", name=nombre)
    try:
        from minigrad import tensor
    except ModuleNotFoundError as error:
        if error.name != "numpy":
            raise
        from minigrad._extras import orden

        consejo = orden("cuadernos", "numpy")
        raise ImportError(f"{nombre} usa NumPy, y no está. Instálalo con: {consejo}") from None
    return getattr(tensor, nombre)
