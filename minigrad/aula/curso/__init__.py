"""Qué ejercicios hay: el curso abierto y el sellado de una clase."""
