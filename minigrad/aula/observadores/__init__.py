"""Qué se observa de la respuesta de cada ejercicio, lección por lección."""

from __future__ import annotations

#: las de las seis secciones, y las de las lecciones que vienen después
_CARPETAS = (__name__, f"{__name__}.para_seguir")


def modulos(seccion: str, de_practica: bool) -> tuple[str, ...]:
    """Dónde buscar los observadores de un cuaderno, en orden; no todos existen.

    Una práctica puede tener su propio archivo y usar también los de su lección.
    """
    tipos = ("practica", "leccion") if de_practica else ("leccion",)
    return tuple(f"{carpeta}.{tipo}_{seccion}" for tipo in tipos for carpeta in _CARPETAS)
