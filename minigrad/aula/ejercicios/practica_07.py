"""Las líneas revueltas de la práctica 7, que el cuaderno muestra."""

from minigrad.aula.ejercicios.lineas import armador

LINEAS = {
    "A": "            m, v = promedios[i]",
    "B": "    promedios = [(0.0, 0.0) for _ in parametros]",
    "C": "        for i, p in enumerate(parametros):",
    "D": "            p.grad = np.zeros_like(p.data)",
    "E": "        for p in parametros:",
    "F": "def entrenar(parametros, perdida_en, pasos, lr):",
    "G": "        perdida.backward()",
    "H": "        perdida = perdida_en(t)",
    "I": "            p.data, m, v = adam(p.data, p.grad, m, v, t, lr)",
    "J": "    for t in range(1, pasos + 1):",
    "K": "            promedios[i] = (m, v)",
}

armar = armador(LINEAS)
