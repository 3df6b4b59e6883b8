"""Lee un archivo entregado como cuaderno: sus celdas de código, o por qué no lo es."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from minigrad.aula.celda.cuaderno import sin_magias

#: una celda más larga que esto no la escribió una persona
LARGO = 100_000

#: cómo empiezan los archivos que más se confunden con un cuaderno
_COMIENZOS = {
    b"<": "es una página web: descarga el cuaderno con «Guardar .ipynb», no la página",
    b"PK": "es un archivo comprimido o de oficina: descomprímelo y entrega el .ipynb",
    b"%PDF": "es un PDF: se pide el cuaderno mismo",
    b"\x89PNG": "es una imagen: se pide el cuaderno mismo",
    b"\xff\xd8": "es una imagen: se pide el cuaderno mismo",
    b"version https://git-lfs": "es un enlace de Git LFS, sin el contenido del cuaderno",
}


class NoEsCuaderno(ValueError):
    """El archivo no se puede calificar; el texto dice por qué."""


@dataclass(frozen=True)
class CeldaEntregada:
    """Una celda de código tal como llegó, sin magias; `clave` es la de su metadata."""

    clave: str | None
    fuente: str
    larga: bool = False


def celdas_de_codigo(contenido: bytes) -> list[CeldaEntregada]:
    """Las celdas de código de un cuaderno; lanza `NoEsCuaderno`."""
    datos = _json(contenido)
    if isinstance(datos, dict) and "worksheets" in datos:
        raise NoEsCuaderno(
            "es un cuaderno de un formato muy antiguo: ábrelo en Jupyter, guárdalo y entrégalo"
        )
    if not isinstance(datos, dict) or not isinstance(datos.get("cells"), list):
        raise NoEsCuaderno("no es un cuaderno de Jupyter: es JSON, pero no tiene celdas")
    return list(_celdas(datos["cells"]))


def _json(contenido: bytes) -> Any:
    try:
        return json.loads(contenido)  # entiende también UTF-16 y la marca de UTF-8
    except UnicodeDecodeError:
        raise NoEsCuaderno(_que_es(contenido, "su texto no está en UTF-8")) from None
    except json.JSONDecodeError as error:
        cortado = f"está cortado o dañado (deja de ser JSON en la línea {error.lineno})"
        raise NoEsCuaderno(_que_es(contenido, cortado)) from None
    except (RecursionError, ValueError):
        raise NoEsCuaderno("no es un cuaderno: es JSON, pero sin medida") from None


def _que_es(contenido: bytes, si_no: str) -> str:
    limpio = contenido.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not limpio:
        return "el archivo está vacío"
    hallado = (texto for comienzo, texto in _COMIENZOS.items() if limpio.startswith(comienzo))
    return f"no es un cuaderno: {next(hallado, si_no)}"


def _celdas(crudas: Sequence[Any]) -> Iterator[CeldaEntregada]:
    """Lo que no tenga forma de celda de código se pasa por alto."""
    for cruda in crudas:
        if not isinstance(cruda, dict) or cruda.get("cell_type") != "code":
            continue
        metadata = cruda.get("metadata")
        clave = metadata.get("ejercicio") if isinstance(metadata, dict) else None
        fuente = _texto(cruda.get("source"))
        larga = len(fuente) > LARGO
        yield CeldaEntregada(
            clave=clave if isinstance(clave, str) else None,
            fuente="" if larga else sin_magias(fuente),
            larga=larga,
        )


def _texto(partes: Any) -> str:
    if isinstance(partes, list):
        return "".join(parte for parte in partes if isinstance(parte, str))
    return partes if isinstance(partes, str) else ""
