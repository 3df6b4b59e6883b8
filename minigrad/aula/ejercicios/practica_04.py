"""Las líneas revueltas de la práctica 4, que el cuaderno muestra."""

from minigrad.aula.ejercicios.lineas import armador

LINEAS = {
    "A": "            orden.append(nodo)",
    "B": "    while pila:",
    "C": "            vistos.add(nodo)",
    "D": "def ordenar(raiz):",
    "E": "    return orden",
    "F": "        if listo:",
    "G": "            pila += [(hijo, False) for hijo in nodo._prev]",
    "H": "    orden, vistos, pila = [], set(), [(raiz, False)]",
    "I": "        elif nodo not in vistos:",
    "J": "            pila.append((nodo, True))",
    "K": "        nodo, listo = pila.pop()",
}

armar = armador(LINEAS)
