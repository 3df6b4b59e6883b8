"""A dónde llevan, en el sitio, los enlaces que se escribieron para el repositorio.

Un cuaderno enlaza a otro y una guía enlaza a un archivo: en el sitio, el cuaderno es su página y el
archivo que no tiene página se lee en el repositorio.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from urllib.parse import quote

from tools.comun import RAIZ, Taller, carpeta_del_blanco

#: las guías del repositorio que son páginas
GUIAS = {
    "INSTRUCTORES.md": "guia",
    "CONTRIBUTING.md": "contribuir",
    "docs/navegador.md": "navegador",
}
_ENLACE = re.compile(r"(?<=\]\()([^)\s]+)(?=\))")
_CODIGO = re.compile(r"(^```.*?^```|`[^`\n]+`)", re.DOTALL | re.MULTILINE)


def para_leer(texto: str, carpeta: str, taller: Taller) -> str:
    """El mismo Markdown, de un archivo de esa carpeta, con sus enlaces hacia las páginas."""

    def cambiar(hallado: re.Match[str]) -> str:
        return _nuevo(hallado[1], carpeta, taller)

    # lo que hay entre acentos graves es código, no un enlace
    trozos = _CODIGO.split(texto)
    trozos[::2] = [_ENLACE.sub(cambiar, trozo) for trozo in trozos[::2]]
    return "".join(trozos)


def _nuevo(destino: str, carpeta: str, taller: Taller) -> str:
    if re.match(r"#|[a-z]+:", destino):
        return destino
    ruta, gato, ancla = destino.partition("#")
    ruta = posixpath.normpath(posixpath.join(carpeta, ruta))
    if ruta in GUIAS:
        return f"/{GUIAS[ruta]}.md{gato}{ancla}"
    stem = Path(ruta).stem
    if ruta.endswith(".ipynb") and (RAIZ / "solutions" / f"{stem}.py").is_file():
        return f"/lecciones/{stem}.ipynb{gato}{ancla}"
    return en_el_repositorio(ruta, taller) + gato + ancla


def en_el_repositorio(ruta: str, taller: Taller) -> str:
    """Dónde se lee en la web un archivo o una carpeta del repositorio."""
    clase = "tree" if (taller.raiz / ruta).is_dir() else "blob"
    return f"{taller.repositorio}/{clase}/main/{quote(ruta)}"


def practicar(stem: str) -> str:
    """El taller del navegador, abierto en ese cuaderno, desde una página de `lecciones/`."""
    return f"../taller/notebooks/index.html?path={carpeta_del_blanco(stem)}/{stem}.ipynb"


def descargar(stem: str) -> str:
    """El cuaderno en blanco, desde una página de `lecciones/`."""
    return f"../descargas/{carpeta_del_blanco(stem)}/{stem}.ipynb"
