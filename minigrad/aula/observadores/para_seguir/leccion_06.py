"""Qué se observa en la lección 6: del número al tensor."""
