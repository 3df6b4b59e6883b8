"""Si los productos son los que salen hoy de su fuente, sin ediciones a mano."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from tools.comun import Problema, Taller
from tools.dependencias import huella
from tools.fuente import Fuente
from tools.productos import (
    celdas_de_codigo,
    como_texto,
    firma,
    hacer_blanco,
    hacer_gemelo,
    sin_ejecutar,
)

_DIRECCION = re.compile(r"\bat 0x[0-9a-f]{6,}")


def leer_producto(ruta: Path) -> NotebookNode | None:
    """El cuaderno guardado, o nada si no existe o no se entiende."""
    try:
        guardado: NotebookNode = nbformat.read(ruta, as_version=4)
    except Exception:  # nbformat lanza casi cualquier cosa ante un archivo que no es un cuaderno
        return None
    return guardado


def frescura(fuente: Fuente, taller: Taller) -> Iterator[Problema]:
    """Los dos productos de una fuente."""
    blanco, gemelo = taller.blanco(fuente.stem), taller.gemelo(fuente.stem)
    yield from _igual(blanco, None, hacer_blanco(fuente, taller), taller)
    guardado = leer_producto(gemelo)
    yield from _igual(gemelo, guardado, hacer_gemelo(fuente, taller), taller)
    if guardado:
        yield from _ejecutado(guardado, taller.nombre(gemelo))
        if guardado.metadata.get("minigrad", {}).get("depende") != huella(fuente, taller):
            que = f"cambiaron sus datos o algo de minigrad que importa; {_cura(fuente.stem)}"
            yield Problema(taller.nombre(gemelo), 0, 0, que)


def huerfanos(taller: Taller) -> Iterator[Problema]:
    """Cuadernos que ninguna fuente construye, y fuentes que nadie lee por cómo se llaman."""
    stems = [ruta.stem for ruta in taller.fuentes()]
    propios = {ruta(stem) for stem in stems for ruta in (taller.gemelo, taller.blanco)}
    for carpeta in ("solutions", "notebooks", "exercises"):
        for ruta in sorted((taller.raiz / carpeta).glob("*.ipynb")):
            if ruta not in propios:
                yield Problema(taller.nombre(ruta), 0, 0, "ninguna fuente lo construye; bórralo.")
    for ruta in sorted(set(taller.solutions.glob("*.py")) - set(taller.fuentes())):
        yield Problema(taller.nombre(ruta), 0, 0, "el nombre no tiene la forma NN_tema.py.")


def _igual(
    ruta: Path, gemelo: NotebookNode | None, esperado: NotebookNode, taller: Taller
) -> Iterator[Problema]:
    """Compara con lo que sale de la fuente; de un gemelo, sin contar lo que se ejecutó."""
    nombre, cura = taller.nombre(ruta), _cura(ruta.stem)
    guardado = gemelo or leer_producto(ruta)
    if guardado is None:
        yield Problema(nombre, 0, 0, f"no existe o no se puede leer; {cura}")
        return
    hallado = sin_ejecutar(guardado) if gemelo else guardado
    entero = como_texto(guardado) == ruta.read_text("utf-8")
    if not entero or como_texto(hallado) != como_texto(esperado):
        celda = _primera_distinta(hallado, esperado)
        yield Problema(nombre, 0, celda, f"está viejo o se editó a mano; {cura}")


def _cura(stem: str) -> str:
    return f"constrúyelo otra vez: python -m tools.construir {stem}"


def _primera_distinta(uno: NotebookNode, otro: NotebookNode) -> int:
    """El número de la celda, o 0 si la diferencia está fuera de las celdas."""
    pares = enumerate(zip_longest(uno.cells, otro.cells), start=1)
    return next((n for n, (a, b) in pares if _plano(a) != _plano(b)), 0)


def _plano(celda: Any) -> str:
    return json.dumps(celda, sort_keys=True)


def _ejecutado(gemelo: NotebookNode, nombre: str) -> Iterator[Problema]:
    """Se ejecutó entero y en orden, sin errores, y las salidas son de este código."""
    cuentas = [c.execution_count for c in celdas_de_codigo(gemelo) if c.source.strip()]
    if cuentas != list(range(1, len(cuentas) + 1)):
        yield Problema(nombre, 0, 0, "no se ejecutó entero, una vez y en orden.")
    if gemelo.metadata.get("minigrad", {}).get("firma") != firma(gemelo):
        yield Problema(nombre, 0, 0, "las salidas no son las que dejó este código al construir.")
    for numero, celda in enumerate(gemelo.cells, start=1):
        for salida in celda.get("outputs", ()):
            for que in _defectos(salida):
                yield Problema(nombre, 0, numero, que)


def _defectos(salida: Any) -> Iterator[str]:
    if salida.output_type == "error":
        yield f"la salida es un error: {salida.ename}."
    if salida.get("name") == "stderr":
        yield f"avisa por stderr: {salida.text.strip().splitlines()[-1][:80]}"
    if _DIRECCION.search(json.dumps(salida.get("data") or salida.get("text") or "")):
        yield "la salida lleva una dirección de memoria, que cambia en cada ejecución."
