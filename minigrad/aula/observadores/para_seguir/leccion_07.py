"""Qué se observa en la lección 7: un GPT mínimo."""
