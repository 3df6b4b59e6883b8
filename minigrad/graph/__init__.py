"""El grafo de una cuenta: leerlo como listas, dibujarlo y contarlo con palabras.

Sirve para cualquier clase que guarde `data`, `_prev` (sus hijos) y `_op` (la operación); `grad` y
`label` se muestran si están. Nada de aquí cambia los nodos ni usa recursión.

Glosario. *Raíz*: el nodo del que se parte, el resultado. *Hijos* de un nodo: los operandos de los
que salió. *Hoja*: un nodo sin hijos. *Orden topológico*: los hijos, antes que quien los usa.
"""

from minigrad.graph.dot import draw_dot
from minigrad.graph.nodos import trace

__all__ = ["draw_dot", "trace"]
