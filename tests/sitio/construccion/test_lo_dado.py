"""De los cuadernos resueltos, al sitio de una clase sellada solo va lo que no es solución."""

from __future__ import annotations

import json

import pytest

from tools.sitio.lite import rueda
from tools.sitio.lugares import RAIZ

FIGURA = {"output_type": "display_data", "data": {"image/png": "aGE="}}


def celda(fuente="figura()", salidas=(FIGURA,), clase="code", **datos):
    return {"cell_type": clase, "source": [fuente], "metadata": datos, "outputs": list(salidas)}


@pytest.mark.parametrize(
    ("una", "va"),
    [
        (celda(), True),
        (celda("import numpy as np", ()), True),
        (celda(salidas=()), False),
        (celda(clase="markdown"), False),
        (celda(ejercicio="02-derivada"), False),
        (celda(tags=["solucion"]), False),
        (celda("figura()  # SOLUTION"), False),
        (celda("### BEGIN SOLUTION\nimport numpy\n### END SOLUTION"), False),
    ],
)
def test_que_celdas_van(una, va) -> None:
    assert rueda.es_dada(una) == va


def test_las_figuras_de_las_lecciones_van_aparte_y_sin_ningun_ejercicio(tmp_path) -> None:
    rueda._poner_dados(tmp_path / "dados", tmp_path)
    van = [json.loads(ruta.read_text("utf-8")) for ruta in (tmp_path / "dados").iterdir()]
    celdas = [una for cuaderno in van for una in cuaderno["cells"]]
    assert len(list(tmp_path.glob("*.png"))) > 15
    assert "BEGIN SOLUTION" not in json.dumps(celdas)
    assert any("import numpy" in "".join(una["source"]) for una in celdas)
    assert len(van) == len(list((RAIZ / "solutions").glob("*.ipynb")))
    assert sum(ruta.stat().st_size for ruta in (tmp_path / "dados").iterdir()) < 60_000
