"""Lo que IPython acepta en una celda es Python al calificar, con cada línea donde estaba."""

from __future__ import annotations

import ast

import pytest

from minigrad.aula.celda.cuaderno import sin_magias
from minigrad.calificar.celda import ipython
from minigrad.calificar.celda.ipython import como_python, no_es_python

pytest.importorskip("IPython")

F = "def f(x):\n    return 2 * x"
ACEPTADAS = {
    "sangrada": "    def f(x):\n        return 2 * x",
    "de la consola": ">>> def f(x):\n...     return 2 * x",
    "de ipython": "In [1]: def f(x):\n   ...:     return 2 * x",
    "ayuda": f"{F}\nf?",
    "ayuda delante": f"?f\n{F}",
    "ayuda doble": f"{F}\nf??",
    "orden": f"!pip install numpy\n{F}",
    "orden asignada": f"{F}\narchivos = !ls",
    "magia": f"%matplotlib inline\n{F}",
    "magia asignada": f"{F}\nr = %timeit -o -n1 f(1.0)",
    "magia en un bloque": f"{F}\nif True:\n    %timeit f(1.0)",
    "orden en un bloque": f"{F}\nfor i in []:\n    !echo {{i}}",
    "porcentaje y magia": f"%matplotlib inline\n{F}\nresto = (7\n% 4)",
    "porcentaje tras barra": f"%matplotlib inline\n{F}\nresto = 7 \\\n% 4",
    "porcentaje en un texto": f'%matplotlib inline\n{F}\n"""\n% no es magia\n"""',
    "orden larga": f"!pip install \\\n  numpy\n{F}",
    "time": f"%%time\n{F}",
    "timeit": f"%%timeit -n1\n{F}",
    "capture": f"%%capture salida\n{F}\nsalida.show",
    "dos magias": f"%%time\n%%capture\n{F}",
    "con líneas antes": f"\n\n%%time\n{F}",
    "magia con sangría": "%%time\n  %matplotlib inline\n  def f(x):\n    return 2 * x",
    "espera": f"import asyncio\nawait asyncio.sleep(0)\n{F}",
}


@pytest.mark.parametrize("fuente", ACEPTADAS.values(), ids=ACEPTADAS)
def test_se_entiende_y_las_lineas_no_se_mueven(fuente):
    arbol = ast.parse(como_python(fuente))
    (funcion,) = (n for n in arbol.body if isinstance(n, ast.FunctionDef))
    lineas = fuente.split("\n")
    assert "def f" in lineas[funcion.lineno - 1]


def test_lo_que_python_entiende_no_cambia():
    assert como_python("In [1]: x = 2") == "x = 2\n"
    for fuente in (F, "In[1]", "resto = (7\n% 4)", "x = '''\n%matplotlib\n!ls\n'''", "", "# nada"):
        assert como_python(fuente) == fuente
        assert sin_magias(fuente) == fuente


def test_una_celda_en_otro_lenguaje_se_reconoce():
    assert no_es_python("\n%%bash\nls") == "%%bash"
    assert no_es_python("%%writefile f.py\nx = 1") == "%%writefile"
    assert no_es_python(f"%%time\n{F}") == no_es_python(F) == no_es_python("x = 7\n%%bash") == ""
    assert ast.parse(como_python("%%bash\nls -l | wc")).body == []


def test_lo_que_nadie_entiende_se_queda_como_esta():
    assert como_python("def f(:\n  x") == "def f(:\n  x\n"


def test_sin_ipython_se_hace_lo_que_se_puede(monkeypatch):
    monkeypatch.setattr(ipython, "_gestor", lambda: None)
    assert como_python(f"%matplotlib inline\n!ls\n{F}") == f"# %matplotlib inline\n# !ls\n{F}"
    continuada = f"%matplotlib inline\n{F}\nresto = (7\n% 4)\notro = 7 \\\n% 4\n'''\n% 4\n'''"
    assert como_python(continuada) == f"# {continuada}"


def test_una_celda_hecha_de_porcentajes_no_tarda():
    assert sin_magias("%x\n" * 20_000).startswith("# %x\n# %x")
