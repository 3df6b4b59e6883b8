"""Exploradores interactivos: cada uno es una función que devuelve un control de Jupyter.

Cada carpeta es un explorador y tiene los mismos archivos: `entrada` (lo que llama un cuaderno),
`cuentas` (sus números, sin controles ni dibujos), `cuadro` (lo que se dibuja) y `mandos` (los
controles). Lo que comparten está en `comun/`; `figuras` y `diagramas` son las figuras fijas.
"""

from minigrad.exploradores.atencion.entrada import atencion
from minigrad.exploradores.descenso.entrada import descenso
from minigrad.exploradores.entrenamiento.entrada import entrenamiento
from minigrad.exploradores.formas.entrada import formas
from minigrad.exploradores.neurona.entrada import neurona
from minigrad.exploradores.ordenar.entrada import ordenar
from minigrad.exploradores.pendiente.entrada import pendiente
from minigrad.exploradores.recorrer.entrada import recorrer

__all__ = [
    "atencion",
    "descenso",
    "entrenamiento",
    "formas",
    "neurona",
    "ordenar",
    "pendiente",
    "recorrer",
]
