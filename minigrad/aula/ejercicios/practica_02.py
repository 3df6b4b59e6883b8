"""Las líneas revueltas de la práctica 2, que el cuaderno muestra."""

LINEAS = {
    "A": "    return (arriba - abajo) / (2 * h)",
    "B": "def derivada(f, x, h=1e-5):",
    "C": "    abajo = f(x - h)",
    "D": "    arriba = f(x + h)",
    "E": "    return (arriba - abajo) / h",
}
