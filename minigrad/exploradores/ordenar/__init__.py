"""Líneas revueltas que se ponen en orden."""
