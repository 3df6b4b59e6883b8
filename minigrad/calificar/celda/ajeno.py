"""Qué se puede repetir de un texto que salió de correr una respuesta.

El mensaje de una excepción puede decir cualquier cosa que esté en la memoria de ese proceso,
también las celdas resueltas que van antes, y los comentarios llegan a quien entregó. Se calla lo
que copia de ellas y no está en lo suyo, y lo que parece una clave o una lista de cifras.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FRAGMENTO = 14
_CLAVE = re.compile(r"(?!(\w)\1+\b)\w{25,}|\d{8,}")


def sin_lo_ajeno(texto: str, suyo: Sequence[str], nuestro: Sequence[str]) -> str:
    """El texto; vacío si repite algo nuestro, y sin claves que no estén en lo suyo."""
    escrito, dado = _letras("".join(suyo)), _letras("".join(nuestro))
    for dicho in (_letras(texto), _letras(texto)[::-1]):
        trozos = {dicho[i : i + _FRAGMENTO] for i in range(len(dicho) - _FRAGMENTO + 1)}
        if any(trozo in dado and trozo not in escrito for trozo in trozos):
            return ""
    return _CLAVE.sub(lambda hallada: _si_es_suya(hallada[0], suyo), texto)


def _si_es_suya(palabra: str, suyo: Sequence[str]) -> str:
    return palabra if any(palabra in fuente for fuente in suyo) else "…"


def _letras(texto: str) -> str:
    return re.sub(r"[\W_]", "", texto).lower()
