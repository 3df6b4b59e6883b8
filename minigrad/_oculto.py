"""Lo que un paquete de clase lleva oculto: se puede ejecutar y no se lee al abrir un archivo.

Ocultar no es cifrar: quien lea este módulo puede deshacerlo, y no hay otra manera, porque Python
tiene que poder ejecutarlo. Sirve para que nadie tropiece con una solución al abrir un archivo,
buscar una palabra o pedir el código de una función. Lo que de verdad debe quedar cerrado va
cifrado con la clave de su sección (`minigrad.aula.curso.sellado`).

En el paquete, un módulo oculto es un archivo que llama a `cargar`; su texto está en
`minigrad/_clase/`, igual que los datos del curso.
"""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path
from types import CodeType
from typing import Any

from minigrad._recursos import CLASE

_EXTENSION = ".oculto"


def guardar(carpeta: Path, nombre: str, texto: str) -> None:
    """Escribe un texto oculto con ese nombre."""
    (carpeta / (nombre + _EXTENSION)).write_bytes(_mezclar(zlib.compress(texto.encode()), nombre))


def leer(nombre: str, carpeta: Path = CLASE) -> str:
    """El texto que se guardó con ese nombre."""
    datos = (carpeta / (nombre + _EXTENSION)).read_bytes()
    return zlib.decompress(_mezclar(datos, nombre)).decode()


def cargar(nombre: str, espacio: dict[str, Any]) -> None:
    """Ejecuta un módulo oculto en el espacio de nombres de su archivo."""
    exec(compilar(leer(nombre), espacio["__file__"]), espacio)


def compilar(fuente: str, archivo: str) -> CodeType:
    """El código, sin dejar su texto donde `inspect` lo encuentre."""
    return compile(fuente, archivo, "exec", dont_inherit=True)


def _mezclar(datos: bytes, nombre: str) -> bytes:
    """Suma a los datos un relleno que depende del nombre; hecho dos veces, los deja igual."""
    relleno = hashlib.shake_256(f"minigrad {nombre}".encode()).digest(len(datos))
    suma = int.from_bytes(datos, "big") ^ int.from_bytes(relleno, "big")
    return suma.to_bytes(len(datos), "big")
