"""A qué letras mira un modelo al inventar un nombre, y qué hace la temperatura."""
