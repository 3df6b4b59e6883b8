"""Las líneas revueltas de la práctica 1, que el cuaderno muestra."""

LINEAS = {
    "A": "f.backward()",
    "B": "x = Value(2.0)",
    "C": "f = z * x",
    "D": "gradiente = x.grad",
    "E": "z = x + 3",
    "F": "z.backward()",
}
