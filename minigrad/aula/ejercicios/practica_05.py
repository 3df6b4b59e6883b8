"""Las líneas revueltas de la práctica 5, que el cuaderno muestra."""

from minigrad.aula.ejercicios.lineas import armador

LINEAS = {
    "A": "    red.zero_grad()",
    "B": "    optimizador.step()",
    "C": "for k in range(100):",
    "D": "    perdidas.append(perdida.data)",
    "E": "    perdida.backward()",
    "F": "    perdida = mse([red(x) for x in xs], ys)",
}

armar = armador(LINEAS)
