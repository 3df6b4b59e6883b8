"""Lo que un cuaderno llama: comprobar, pista, solucion, progreso, preparar, diagnostico."""
