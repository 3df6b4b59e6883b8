"""Lee un archivo entregado como cuaderno: sus celdas de código, o por qué no lo es.

Una celda de ejercicio que se volvió texto (la tecla M o R en Jupyter) conserva su clave: se lee
como código.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from minigrad.aula.celda.cuaderno import es_python
from minigrad.calificar.celda.ipython import como_python, no_es_python

#: una celda más larga que esto no la escribió una persona
LARGO = 100_000
#: ni tantas veces la ejecutó
_EJECUCIONES = 1_000_000

#: cómo empiezan los archivos que más se confunden con un cuaderno
_COMIENZOS = {
    b"<": "es una página web: descarga el cuaderno con «Guardar .ipynb», no la página",
    b"PK": "es un archivo comprimido o de oficina: si es tu trabajo, que su nombre termine en .zip",
    b"%PDF": "es un PDF: se pide el cuaderno mismo",
    b"\x89PNG": "es una imagen: se pide el cuaderno mismo",
    b"\xff\xd8": "es una imagen: se pide el cuaderno mismo",
    b"version https://git-lfs": "es un enlace de Git LFS, sin el contenido del cuaderno",
}


class NoEsCuaderno(ValueError):
    """El archivo no se puede calificar; el texto dice por qué."""


@dataclass(frozen=True)
class CeldaEntregada:
    """Una celda tal como llegó, vuelta Python; `clave` es la de su metadata."""

    clave: str | None
    fuente: str
    #: el lugar que tiene en el cuaderno, y el de su última ejecución
    lugar: int = 0
    orden: int | None = None
    larga: bool = False
    #: era una celda de código y se volvió texto
    de_texto: bool = False
    #: lo que hay que decir de cómo llegó
    aviso: str = ""


def celdas_de_codigo(contenido: bytes) -> list[CeldaEntregada]:
    """Las celdas de código de un cuaderno; lanza `NoEsCuaderno`."""
    datos = _json(contenido)
    if isinstance(datos, dict) and "worksheets" in datos:
        raise NoEsCuaderno(
            "es un cuaderno de un formato muy antiguo: ábrelo en Jupyter, guárdalo y entrégalo"
        )
    if not isinstance(datos, dict) or not isinstance(datos.get("cells"), list):
        raise NoEsCuaderno("no es un cuaderno de Jupyter: es JSON, pero no tiene celdas")
    celdas = list(_celdas(datos["cells"]))
    nuevo = _python_mas_nuevo(datos.get("metadata"))
    return [_con_otro_python(celda, nuevo) for celda in celdas] if nuevo else celdas


def _python_mas_nuevo(metadata: Any) -> str:
    """El Python con que se hizo el cuaderno, si es más nuevo que este; si no, vacío."""
    lenguaje = metadata.get("language_info") if isinstance(metadata, dict) else None
    version = lenguaje.get("version") if isinstance(lenguaje, dict) else None
    partes = re.match(r"(\d{1,3})\.(\d{1,3})", version) if isinstance(version, str) else None
    suyo = (int(partes[1]), int(partes[2])) if partes else (0, 0)
    return f"{suyo[0]}.{suyo[1]}" if suyo > sys.version_info[:2] else ""


def _con_otro_python(celda: CeldaEntregada, nuevo: str) -> CeldaEntregada:
    """Si no la entiende este Python, quizás sí el suyo, que es más nuevo: se dice."""
    if celda.aviso or celda.larga or es_python(celda.fuente):
        return celda
    este = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return replace(
        celda,
        aviso=f"el cuaderno se hizo con Python {nuevo} y aquí se califica con {este}, que no "
        "entiende esta celda: califica con un Python tan nuevo como el suyo",
    )


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
    """Lo que no tenga forma de celda de código, ni lo fue, se pasa por alto."""
    for lugar, cruda in enumerate(crudas):
        if not isinstance(cruda, dict):
            continue
        metadata = cruda.get("metadata")
        clave = metadata.get("ejercicio") if isinstance(metadata, dict) else None
        es_codigo = cruda.get("cell_type") == "code"
        if es_codigo or isinstance(clave, str):
            yield _celda(cruda, clave, lugar, es_codigo)


def _celda(cruda: dict[str, Any], clave: Any, lugar: int, es_codigo: bool) -> CeldaEntregada:
    escrito, orden = _texto(cruda.get("source")), cruda.get("execution_count")
    larga = len(escrito) > LARGO
    fuente = "" if larga else como_python(escrito if es_codigo else _sin_prosa(escrito))
    aviso = _aviso(fuente, escrito, es_codigo)
    return CeldaEntregada(
        clave=clave if isinstance(clave, str) else None,
        fuente=fuente if es_codigo or _dice_algo(fuente) else "",
        lugar=lugar,
        orden=orden if type(orden) is int and 0 <= orden <= _EJECUCIONES else None,
        larga=larga,
        de_texto=not es_codigo,
        aviso="" if larga else aviso,
    )


def _aviso(fuente: str, escrito: str, es_codigo: bool) -> str:
    if es_codigo:
        magia = no_es_python(escrito)
        return f"la celda empieza con {magia}, que no es Python: no se ejecutó" if magia else ""
    if _dice_algo(fuente):
        return "la celda se había vuelto texto: la leí como código"
    if not escrito.strip():
        return "la celda se había vuelto texto, y está vacía"
    return "la celda se había vuelto texto, y lo que dice no es Python"


def _dice_algo(fuente: str) -> bool:
    """Si es Python y hace algo: «¿me ayudas?» le pide ayuda a IPython, y es prosa."""
    if not es_python(fuente):
        return False
    return any(not isinstance(parte, ast.Expr) for parte in ast.parse(fuente).body)


_CERCA = re.compile(r"[ \t]*(```|~~~)")


def _sin_prosa(texto: str) -> str:
    """El código que va entre cercas de Markdown, en sus líneas; sin cercas, todo."""
    lineas = texto.split("\n")
    cercas = [i for i, linea in enumerate(lineas) if _CERCA.match(linea)]
    if not cercas:
        return texto
    pares = zip(cercas[::2], [*cercas[1::2], len(lineas)], strict=False)
    dentro = {i for abre, cierra in pares for i in range(abre + 1, cierra)}
    return "\n".join(linea if i in dentro else "" for i, linea in enumerate(lineas))


def _texto(partes: Any) -> str:
    if isinstance(partes, list):
        return "".join(parte for parte in partes if isinstance(parte, str))
    return partes if isinstance(partes, str) else ""
