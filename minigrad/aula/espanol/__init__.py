"""Una excepción, en palabras: qué pasó y qué hacer."""
