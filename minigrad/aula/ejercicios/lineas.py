"""Líneas revueltas: de unas letras al programa que forman, y de él a lo que hace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

_ARCHIVO = "<minigrad revuelto>"


def leer_letras(respuesta: Any) -> list[str]:
    """`"c, i"`, `"CI"` y `["C", "I"]` dicen lo mismo."""
    return [letra for letra in "".join(respuesta).upper() if letra.isalpha()]


def armador(lineas: Mapping[str, str]) -> Callable[[Any], str]:
    """La función que arma un programa con esas líneas."""

    def armar(letras: Any) -> str:
        """El programa que forman esas letras, o una frase si todavía no hay letras."""
        if letras is ...:
            return "Todavía no ordenaste las líneas."
        elegidas = leer_letras(letras)
        return "\n".join(lineas.get(letra, f"# no hay línea {letra}") for letra in elegidas)

    return armar


def se_puede_leer(programa: str) -> bool:
    """Dice si Python entiende el programa."""
    try:
        compile(programa, _ARCHIVO, "exec")
    except SyntaxError:
        return False
    return True


def funcion_de(programa: str, nombre: str) -> Any:
    """Lo que el programa define con ese nombre."""
    nombres: dict[str, Any] = {}
    exec(compile(programa, _ARCHIVO, "exec"), nombres)
    return nombres[nombre]
