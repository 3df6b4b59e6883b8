"""Una celda: su texto, ejecutarla con límites y lo que muestra."""
