"""Qué se observa en la práctica de la lección 6."""
