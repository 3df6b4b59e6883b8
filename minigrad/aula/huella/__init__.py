"""Qué se observa de una respuesta, y cómo se compara con otra."""
