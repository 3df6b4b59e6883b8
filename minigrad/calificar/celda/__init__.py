"""Una celda entregada: su texto vuelto Python, los nombres que usa y cómo se corre."""
