"""Exploradores interactivos: cada uno es una función que devuelve un control de Jupyter."""

from minigrad.exploradores.descenso.entrada import descenso
from minigrad.exploradores.entrenamiento.entrada import entrenamiento
from minigrad.exploradores.figuras import diagramas
from minigrad.exploradores.neurona.entrada import neurona
from minigrad.exploradores.ordenar.entrada import ordenar
from minigrad.exploradores.pendiente.entrada import pendiente
from minigrad.exploradores.recorrer.entrada import recorrer

__all__ = [
    "descenso",
    "diagramas",
    "entrenamiento",
    "neurona",
    "ordenar",
    "pendiente",
    "recorrer",
]
