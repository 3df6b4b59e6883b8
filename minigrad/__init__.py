"""Mini-Grad: un motor de autodiferenciación pequeño, para entender cómo aprende una red.

    from minigrad import MLP, SGD, Value, draw_dot

`Value` es el número que recuerda de dónde salió; `MLP`, `Layer` y `Neuron` son redes hechas con
él; `mse`, `max_margin` y `cross_entropy` son pérdidas; `SGD` y `Adam` las minimizan; `datasets`
trae puntos de juguete; `trace` y `draw_dot` dibujan el grafo.
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
