"""Las líneas revueltas de la práctica 6, que el cuaderno muestra."""

from minigrad.aula.ejercicios.lineas import armador

LINEAS = {
    "A": "            parte = encoger(atras(nodo.grad), hijo.data.shape)",
    "B": "    orden = ordenar(raiz)",
    "C": "        for hijo, atras in zip(nodo._prev, nodo._atras, strict=True):",
    "D": "    raiz.grad = np.ones_like(raiz.data)",
    "E": "            nodo.grad = np.zeros_like(nodo.data)",
    "F": "def backward(raiz):",
    "G": "    for nodo in reversed(orden):",
    "H": "        if nodo._prev:",
    "I": "            hijo.grad = hijo.grad + parte",
    "J": "    for nodo in orden:",
}

armar = armador(LINEAS)
