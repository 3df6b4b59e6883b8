"""Qué se observa de la respuesta de cada ejercicio, lección por lección."""
