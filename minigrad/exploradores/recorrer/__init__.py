"""El recorrido de un grafo, paso a paso."""
