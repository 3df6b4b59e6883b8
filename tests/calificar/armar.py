"""Arma cuadernos entregados: el cuaderno en blanco, con algunas celdas respondidas."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from minigrad._recursos import cuadernos

Cuaderno = dict[str, Any]


@lru_cache
def _leido(stem: str, resuelto: bool) -> str:
    carpetas = ("solutions",) if resuelto else ("notebooks", "exercises")
    rutas = [cuadernos(nombre) / f"{stem}.ipynb" for nombre in carpetas]
    return next(ruta.read_text("utf-8") for ruta in rutas if ruta.exists())


def resuelto(stem: str) -> Cuaderno:
    """El cuaderno con todas las soluciones."""
    return json.loads(_leido(stem, True))


def entregado(stem: str, respuestas: Mapping[str, str] | None = None) -> Cuaderno:
    """El cuaderno en blanco con el código dado en algunos ejercicios, por id."""
    cuaderno = json.loads(_leido(stem, False))
    for id_, codigo in (respuestas or {}).items():
        celda(cuaderno, id_)["source"] = codigo
    return cuaderno


def celda(cuaderno: Cuaderno, id_: str) -> dict[str, Any]:
    """La celda de un ejercicio."""
    return next(c for c in cuaderno["cells"] if c["metadata"].get("ejercicio") == id_)


def como_colab(cuaderno: Cuaderno) -> Cuaderno:
    """Como lo guarda Colab: otros ids y metadata, widgets, sin salidas ni líneas sueltas."""
    otro = copy.deepcopy(cuaderno)
    otro["nbformat_minor"] = 0
    otro["metadata"] |= {"colab": {"provenance": []}, "widgets": {"application/vnd": {"a": 1}}}
    for numero, una in enumerate(otro["cells"]):
        una.pop("id", None)
        una["metadata"] |= {"id": f"x{numero}", "colab": {"base_uri": "https://ejemplo"}}
        una.pop("outputs", None)
        una["source"] = "".join(una["source"]).splitlines(keepends=True)
    return otro


def nueva(fuente: str, **metadata: Any) -> dict[str, Any]:
    """Una celda de código."""
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [],
            "source": fuente}  # fmt: skip


def en_bytes(cuaderno: Any) -> bytes:
    return json.dumps(cuaderno).encode("ascii")
