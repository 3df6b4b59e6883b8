"""Exploradores interactivos: cada uno es una función que devuelve un control de Jupyter."""

from minigrad.exploradores.descenso import descenso
from minigrad.exploradores.entrenamiento import entrenamiento
from minigrad.exploradores.neurona import neurona
from minigrad.exploradores.ordenar import ordenar
from minigrad.exploradores.pendiente import pendiente
from minigrad.exploradores.recorrer import recorrer

__all__ = ["descenso", "entrenamiento", "neurona", "ordenar", "pendiente", "recorrer"]
