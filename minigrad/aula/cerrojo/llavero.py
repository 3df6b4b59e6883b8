"""Las secciones que ya se abrieron con su clave: abrir una vez basta.

Se guardan las llaves, no las claves, en `.minigrad/llaves.json` de la carpeta de trabajo:
`{sal: llave}`. Con progreso solo en memoria, también esto queda solo en memoria.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from minigrad._archivos import escribir
from minigrad.aula.cerrojo.candado import Candado
from minigrad.aula.trabajo.progreso import archivo_de_trabajo

_sesion: dict[str, str] = {}


def abrir(candado: Candado, clave: str) -> bytes | None:
    """La llave, que queda recordada; None si la clave no es esa."""
    llave = candado.llave(clave)
    if llave is not None:
        _recordar(candado.sal.hex(), llave.hex())
    return llave


def recordada(candado: Candado) -> bytes | None:
    """La llave de una sección que ya se abrió aquí."""
    guardada = (_guardadas() | _sesion).get(candado.sal.hex())
    with suppress(TypeError, ValueError):
        llave = bytes.fromhex(guardada or "")
        return llave if candado.reconoce(llave) else None
    return None


def _recordar(sal: str, llave: str) -> None:
    _sesion[sal] = llave
    archivo = _archivo()
    if archivo is not None:
        # si no se puede escribir, queda abierta mientras el cuaderno siga abierto
        with suppress(OSError):
            archivo.parent.mkdir(exist_ok=True)
            escribir(archivo, json.dumps(_guardadas() | _sesion, indent=1) + "\n")


def _guardadas() -> dict[str, str]:
    """Lo que dice el archivo; nada si falta o está dañado, y entonces se pide la clave otra vez."""
    archivo = _archivo()
    with suppress(OSError, ValueError):
        datos = json.loads(archivo.read_text(encoding="utf-8")) if archivo else {}
        if isinstance(datos, dict):
            return datos
    return {}


def _archivo() -> Path | None:
    progreso = archivo_de_trabajo()
    return progreso and progreso.with_name("llaves.json")
