"""Validar: lo que no se repite y lo que lanza, con el número de la celda."""

from __future__ import annotations

import nbformat
import pytest
from cuadernos_de_mentira import BUENA, Hacer

from tools.construir import principal as construir
from tools.ejecucion import acortar
from tools.validar import principal as validar

SVG = '<svg width="{ancho}pt"><!-- por {quien} --><text x="{ancho}">{texto}</text></svg>'


def _con_svg(texto: str) -> str:
    """Una figura que cambia de medidas en cada ejecución, como con otra versión de Graphviz."""
    lineas = ["import random", "from IPython.display import SVG", "n = random.randint(10, 10**9)"]
    dibujo = SVG.format(ancho="{n}", quien="{n}", texto=texto)
    return "\n".join([*lineas, f"SVG(f'{dibujo}')"])


@pytest.mark.lento
def test_lo_que_se_repite_pasa_y_escribe_fuera(hacer: Hacer, capsys) -> None:
    codigo = "import matplotlib.pyplot as plt, random\nplt.plot([random.random(), 2])\nplt.show()\n"
    control = '# %% tags=["nbval-ignore-output"]\nimport ipywidgets\nipywidgets.IntSlider()\n'
    guarda = "open('basura.txt', 'w').close()\n"
    partes = [BUENA, f"# %%\n{codigo}", control, f"# %%\n{guarda}", f"# %%\n{_con_svg('a')}\n"]
    taller = hacer("\n".join(partes))
    construir([], taller)
    capsys.readouterr()
    assert validar([], taller) == 0
    assert capsys.readouterr().out == "02_prueba: bien\n1 cuadernos resueltos, 0 problemas.\n"
    assert validar(["--en-blanco"], taller) == 0
    assert "1 cuadernos en blanco, 0 problemas" in capsys.readouterr().out
    assert not list(taller.raiz.rglob("basura.txt"))


@pytest.mark.lento
def test_lo_que_cambia_se_nombra_con_su_celda(hacer: Hacer, capsys) -> None:
    azar = "import random\nprint(random.random())\n"
    taller = hacer(f"{BUENA}\n# %%\n{azar}\n# %%\n{_con_svg('{n}')}\n")
    construir([], taller)
    capsys.readouterr()
    assert validar(["02_prueba"], taller) == 1
    salida = capsys.readouterr().out
    assert "solutions/02_prueba.ipynb: celda 11: " in salida
    assert "solutions/02_prueba.ipynb: celda 12: " in salida
    assert "2 problemas" in salida


def test_un_cuaderno_sin_construir(hacer: Hacer, capsys) -> None:
    assert validar([], hacer()) == 1
    assert "falta construirlo" in capsys.readouterr().out
    assert validar(["--en-blanco"], hacer()) == 1


def test_el_blanco_que_lanza_se_nombra(hacer: Hacer, capsys) -> None:
    taller = hacer(BUENA.replace('print("listo")', "print(cuenta + 1)"))
    construir([], taller)
    capsys.readouterr()
    assert validar(["--en-blanco"], taller) == 1
    assert "notebooks/02_prueba.ipynb: celda 9: TypeError" in capsys.readouterr().out


def test_en_blanco_se_entrena_poco() -> None:
    """Lo que no es una constante sola en su renglón se queda como está."""
    largo = "PASOS = 3000\nEPOCAS_CON_POCOS = 7\nLOTE = 320\nfor PASOS_ in range(PASOS):\n    pass"
    celda = nbformat.v4.new_code_cell(largo)
    texto = nbformat.v4.new_markdown_cell("PASOS = 3000")
    acortar(nbformat.v4.new_notebook(cells=[celda, texto]))
    assert celda.source == largo.replace("3000", "20")
    assert texto.source == "PASOS = 3000"
