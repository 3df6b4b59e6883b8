"""Difusión y `@` a mano: qué celdas se encuentran, y a dónde vuelve su gradiente."""
