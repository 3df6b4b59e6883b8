"""Qué se observa en las lecciones 6 y 7, que vienen después de las seis secciones."""
