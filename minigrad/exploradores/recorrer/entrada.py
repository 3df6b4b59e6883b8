"""`recorrer(root)`: un paseo por el grafo, hacia adelante y hacia atrás, número por número."""

from __future__ import annotations

from typing import Any

from minigrad.graph.dot import Aviso
from minigrad.graph.frases import texto
from minigrad.graph.nodos import leer

#: Con más nodos que estos, en lugar del recorrido se ve un resumen por capas.
MAXIMO = 200
SIN_WIDGETS = "Para recorrerlo con botones: pip install ipywidgets graphviz graphviz-pure"


def recorrer(
    root: Any, acumular: bool = True, *, predecir: bool = False, rankdir: str = "LR"
) -> Any:
    """Recorre el grafo de `root` paso a paso: primero los números, después los gradientes.

    Sirve para cualquier clase con `data`, `_prev` y `_op`; no cambia ningún nodo.
    - `acumular=False` muestra qué sale mal si los gradientes se guardan con `=` y no con `+=`.
    - `predecir=True` pide cada gradiente antes de mostrarlo.
    """
    try:
        from minigrad.exploradores.comun import explorador
    except ImportError:
        return Aviso(f"{texto(root)}\n{SIN_WIDGETS}")
    try:
        return _explorador(root, acumular, predecir, rankdir)
    except (TypeError, ValueError) as error:
        return explorador.frase(str(error))
    except Exception as error:  # leer los nodos ejecuta código del aprendiz
        return explorador.frase(f"No se pudo leer el grafo: {type(error).__name__}: {error}")


def _explorador(root: Any, acumular: bool, predecir: bool, rankdir: str) -> Any:
    import ipywidgets

    from minigrad.exploradores.comun.explorador import Explorador
    from minigrad.exploradores.recorrer.cuadro import tabla_de_capas
    from minigrad.exploradores.recorrer.mandos import Mandos

    nodos = leer(root)
    if len(nodos) <= MAXIMO:
        return Mandos(nodos, acumular, predecir, rankdir).explorador()
    tabla = tabla_de_capas(nodos, MAXIMO)
    return Explorador([ipywidgets.HTML(tabla)], f"Resumen de {len(nodos)} nodos por capas", tabla)
