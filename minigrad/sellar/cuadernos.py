"""Adapta los cuadernos en blanco: en un paquete, la primera celda no trae el taller público."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from minigrad.sellar.datos import NoSeSella

_PLANTILLAS = Path(__file__).parent / "plantillas"
_INSIGNIA = re.compile(r"\[\*\*[^\]\n]*Colab\*\*\]\([^)\s]*\)")


def plantilla(nombre: str, **datos: str) -> str:
    """El texto de una plantilla con sus huecos llenos."""
    texto = (_PLANTILLAS / nombre).read_text(encoding="utf-8")
    for hueco, valor in datos.items():
        texto = texto.replace(f"{{{{{hueco}}}}}", valor)
    return texto


def en_colab(clase: str, direccion: str) -> str:
    """Qué hace la primera celda en Colab."""
    return "trae sola lo que falta." if direccion else f"te pedirá el archivo `{clase}.zip`."


def titulo(cuaderno: Path) -> str:
    """El título del cuaderno, de su primera celda."""
    for celda in json.loads(cuaderno.read_text(encoding="utf-8"))["cells"]:
        hallado = re.search(r"^# (.+)$", "".join(celda["source"]), re.MULTILINE)
        if celda["cell_type"] == "markdown" and hallado:
            return hallado[1]
    return cuaderno.stem


def adaptar(origen: Path, destino: Path, clase: str, direccion: str) -> None:
    """Copia un cuaderno en blanco cambiando su insignia y su primera celda de código."""
    cuaderno = json.loads(origen.read_text(encoding="utf-8"))
    if not _cambiar_preparacion(cuaderno, clase, direccion):
        raise NoSeSella(f"{origen.name}: no encuentro la celda que prepara el cuaderno.")
    hace = en_colab(clase, direccion)
    frase = f"**En Colab:** sube este cuaderno y ejecuta la primera celda; {hace}"
    for celda in cuaderno["cells"]:
        if celda["cell_type"] == "markdown":
            partes = _INSIGNIA.split("".join(celda["source"]))
            _poner(celda, frase.join(partes))
    destino.parent.mkdir(parents=True, exist_ok=True)
    texto = json.dumps(cuaderno, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    destino.write_text(texto, encoding="utf-8", newline="\n")


def _cambiar_preparacion(cuaderno: Any, clase: str, direccion: str) -> bool:
    for celda in cuaderno["cells"]:
        if celda["cell_type"] == "code" and "git clone" in "".join(celda["source"]):
            texto = plantilla("preparar.py", CLASE=clase, DIRECCION=direccion)
            _poner(celda, texto.rstrip("\n"))
            return True
    return False


def _poner(celda: Any, texto: str) -> None:
    celda["source"] = texto.splitlines(keepends=True)
