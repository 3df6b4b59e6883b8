"""Bajar por una curva o un terreno siguiendo el gradiente."""
