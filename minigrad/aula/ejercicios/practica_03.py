"""Las líneas revueltas de la práctica 3, que el cuaderno muestra."""

from minigrad.aula.ejercicios.lineas import armador

LINEAS = {
    "A": "    visitar(raiz)",
    "B": "        orden.append(nodo)",
    "C": "def orden_topologico(raiz):",
    "D": "            visitar(hijo)",
    "E": "        visitados.add(nodo)",
    "F": "    return orden",
    "G": "    def visitar(nodo):",
    "H": "        for hijo in nodo._prev:",
    "I": "    orden, visitados = [], set()",
    "J": "        if nodo in visitados: return",
}

armar = armador(LINEAS)
