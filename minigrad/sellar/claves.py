"""Las claves de una clase: se inventan, se escriben para quien la dicta y se vuelven a leer."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from minigrad._archivos import apartar
from minigrad.aula.cerrojo.candado import Candado
from minigrad.aula.cerrojo.politica import POR_OMISION, Politica
from minigrad.aula.cerrojo.vocabulario import PALABRAS

_CUANTAS = 4
_LINEA = re.compile(r"^(\d\dp?)  +.*  +(\w+(?: \w+){3})$", re.MULTILINE)


class ClavesDanadas(ValueError):
    """Un archivo de claves que no se entiende; el texto dice cuál y qué hacer."""


def inventar() -> str:
    """Una clave nueva: cuatro palabras al azar."""
    return " ".join(secrets.choice(PALABRAS) for _ in range(_CUANTAS))


def leer(archivo: Path) -> dict[str, str]:
    """Las claves que se escribieron antes, por sección; ninguna si el archivo no existe.

    Lanza `ClavesDanadas`.
    """
    try:
        halladas = _LINEA.findall(archivo.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError):
        raise ClavesDanadas(f"No puedo leer las claves de {archivo}: no es un texto.") from None
    claves = dict(halladas)
    for seccion, clave in halladas:
        if claves[seccion] != clave:
            raise ClavesDanadas(
                f"En {archivo} la sección {seccion} tiene dos claves: deja solo la que dijiste."
            )
    return claves


def escribir(
    archivo: Path, clase: str, claves: Mapping[str, str], titulos: Mapping[str, str]
) -> list[Path]:
    """Deja las claves en un archivo que solo su dueño puede leer.

    Si ya había otro distinto lo conserva con la fecha en el nombre, y lo devuelve.
    """
    ancho = max(map(len, titulos.values()), default=0)
    lineas = [
        f"{s:<3}  {titulos.get(s, '(ya no está)'):<{ancho}}  {clave}"
        for s, clave in sorted(claves.items())
    ]
    texto = (
        f"Claves de la clase «{clase}». Son solo para quien la dicta: no van en el paquete.\n"
        "Cada una abre las soluciones de un cuaderno, con\n"
        'solucion("03-sumar", clave="las cuatro palabras")\n\n' + "\n".join(lineas) + "\n"
    )
    conservados = []
    if archivo.exists():
        if archivo.read_bytes() == texto.encode():
            return []
        conservados.append(apartar(archivo))
    descriptor = os.open(archivo, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as destino:
        destino.write(texto)
    return conservados


def como_aula(politicas: Mapping[str, Politica], claves: Mapping[str, str]) -> str:
    """Un `aula.toml` con cada política y, en lugar de las claves, sus candados."""
    tablas = []
    for seccion, politica in politicas.items():
        lineas = [f"[secciones.{seccion}]", f'soluciones = "{politica.soluciones}"']
        if politica.intentos != POR_OMISION[politica.soluciones]:
            lineas.append(f"intentos = {politica.intentos}")
        if politica.desde is not None:
            lineas.append(f"desde = {politica.desde.isoformat()}")
        if politica.soluciones == "clave":
            candado = Candado.de(claves[seccion], secrets.token_bytes(16))
            lineas.append(f'candado = "{candado}"')
        tablas.append("\n".join(lineas))
    return "\n\n".join(tablas) + "\n"
