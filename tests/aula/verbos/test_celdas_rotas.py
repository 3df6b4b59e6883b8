"""Toda celda que Python no pudo ejecutar cuenta como detenida: una tarjeta, y nada se juzga."""

import os
import re
from pathlib import Path

import pytest
from curso_de_prueba import CELDAS, escribir_cuaderno
from test_en_nucleo import AQUI, PREPARAR

nbformat = pytest.importorskip("nbformat")
NotebookClient = pytest.importorskip("nbclient").NotebookClient

_CASOS = Path(__file__).with_name("celdas_rotas.txt").read_text(encoding="utf-8")
ROTAS = [
    (id_, palabra, fuente.rstrip("\n"))
    for id_, palabra, fuente in re.findall(
        r"^::: (\S+) (.+)\n((?:(?!:::).*\n?)+)", _CASOS, re.MULTILINE
    )
]
BASE = CELDAS[0][0]
VALUE = "class Value:\n    def __init__(self, data, hijos=()):\n        self.data = data\n        self.grad = 0.0\n        self._prev = tuple(hijos)"  # noqa: E501
BUENAS = {
    "02-numero": ("numero = 13.5", "numero"),
    "02-derivada": (
        "def derivada(f, x, h=1e-5):\n    return (f(x + h) - f(x - h)) / (2 * h)",
        "derivada",
    ),
    "02-sumar": (
        "def sumar(self, otro):\n"
        "    return Value(self.data + otro.data, (self, otro))\n\nValue.__add__ = sumar",
        "Value",
    ),
}


def comprueba(id_):
    return f'comprobar("{id_}", {BUENAS[id_][1]})'


def fuentes_de(id_, rota):
    """Rota sin nada antes, rota tras una buena, y rota en la misma celda que comprueba."""
    buena, nombre = BUENAS[id_]
    borra = "class Value: pass" if nombre == "Value" else f"del {nombre}"
    ajena = next(otra for otra in BUENAS if BUENAS[otra][1] not in (nombre, "Value"))
    return {
        "base": VALUE,
        "buena": buena,
        "correcto": comprueba(id_),
        "rota": rota,
        "de_antes": comprueba(id_) + ";",
        "ajena": BUENAS[ajena][0],
        "de_la_ajena": comprueba(ajena) + ";",
        "rota_otra_vez": rota,
        "de_la_ajena_otra_vez": comprueba(ajena) + ";",
        "borra": borra,
        "junta": f"{rota}\n\n{comprueba(id_)}",
        "sin_nada": comprueba(id_) + ";",
    }


@pytest.fixture(scope="module")
def corridas(tmp_path_factory):
    carpeta = tmp_path_factory.mktemp("rotas")
    escribir_cuaderno(carpeta / "02_prueba.ipynb", CELDAS)
    trabajo = carpeta / "trabajo"
    trabajo.mkdir()
    por_caso = [fuentes_de(id_, rota) for id_, _, rota in ROTAS]
    cero = PREPARAR.format(aqui=str(AQUI), raiz=str(AQUI.parent), carpeta=str(carpeta))
    fuentes = [cero, BASE, *(fuente for caso in por_caso for fuente in caso.values())]
    hoja = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(f) for f in fuentes])
    variables = {**os.environ, "MINIGRAD_PROGRESO": "memoria"}
    cliente = NotebookClient(
        hoja, allow_errors=True, resources={"metadata": {"path": str(trabajo)}}
    )
    cliente.execute(env={**variables, "IPYTHONDIR": str(carpeta / "ipython")})
    celdas = iter(hoja.cells[2:])
    return [dict(zip(caso, celdas, strict=False)) for caso in por_caso]


def dicho(celda):
    """Lo que se ve de una celda: el texto de sus tarjetas y, aparte, sus errores de Jupyter."""
    tarjetas = [s.data["text/plain"] for s in celda.outputs if "text/html" in s.get("data", {})]
    errores = [s.traceback for s in celda.outputs if s.output_type == "error"]
    otras = [s for s in celda.outputs if s.output_type == "stream"]
    assert not otras, otras
    return tarjetas, errores


@pytest.mark.parametrize("numero", range(len(ROTAS)), ids=lambda i: ROTAS[i][2][:30])
def test_una_celda_rota_lleva_una_tarjeta_y_no_se_juzga_nada(corridas, numero):
    _, palabra, _ = ROTAS[numero]
    corrida = corridas[numero]
    assert "✔ Correcto" in dicho(corrida["correcto"])[0][0]
    for cual in ("rota", "rota_otra_vez", "junta"):
        tarjetas, errores = dicho(corrida[cual])
        assert len(tarjetas) == len(errores) == 1
        assert tarjetas[0].startswith("! La celda se detuvo")
        assert errores[0] == [linea for linea in errores[0] if linea.startswith("La celda se")]
        assert len(errores[0]) == 1
    assert palabra in dicho(corrida["rota"])[0][0]
    html = next(s.data["text/html"] for s in corrida["rota"].outputs if "data" in s)
    assert "<details" in html
    for cual in ("de_antes", "sin_nada"):
        tarjetas, errores = dicho(corrida[cual])
        assert len(tarjetas) == 1
        assert tarjetas[0].startswith("! Sin comprobar")
        assert "se detuvo con un error" in tarjetas[0]
    for cual in ("de_la_ajena", "de_la_ajena_otra_vez"):
        assert "✔ Correcto" in dicho(corrida[cual])[0][0]


def test_son_muchas_maneras_de_romper_una_celda():
    assert len(ROTAS) >= 40
