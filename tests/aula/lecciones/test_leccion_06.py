"""Lo que la lección 6 afirma de los dígitos y de la velocidad, con muchas semillas.

Las funciones y las celdas son las del cuaderno resuelto, con su propio Tensor.
"""

import re
from pathlib import Path

import pytest

np = pytest.importorskip("numpy")
FUENTE = Path(__file__).parents[3] / "solutions" / "06_tensores.py"


@pytest.fixture(scope="module")
def cuaderno():
    """Los nombres que dejan las celdas de código, hasta antes de entrenar con los dígitos."""
    pytest.importorskip("matplotlib").use("Agg")
    nombres = {"comprobar": lambda _, respuesta: respuesta}
    for celda in re.split(r"(?m)^# %%", FUENTE.read_text("utf-8"))[1:]:
        codigo = celda.partition("\n")[2]
        if "EPOCAS_CON_POCOS =" in codigo:
            break
        if not celda.startswith(" [markdown]") and not re.search("PREPARAR|exploradores", codigo):
            exec(compile(codigo.replace("diagramas.producto()", ""), "cuaderno", "exec"), nombres)
    nombres["trange"] = lambda n, **_: range(n)
    return nombres


def exactitudes(cuaderno, semilla, cuantos, epocas):
    """En los vistos y en los nuevos, con los dígitos barajados de una manera."""
    orden = np.random.default_rng(semilla).permutation(1797)
    vistos, nuevos = orden[360:][:cuantos], orden[:360]
    cuaderno["para_examinar"] = nuevos
    parametros, _ = cuaderno["entrenar"](vistos, epocas, semilla=semilla)
    salidas = [
        cuaderno["aplicar"](parametros, cuaderno["entradas"][q]).data for q in (vistos, nuevos)
    ]
    return [
        float(cuaderno["exactitud"](s, cuaderno["cifras"][q]))
        for s, q in zip(salidas, (vistos, nuevos), strict=True)
    ]


@pytest.mark.parametrize("semilla", range(10))
def test_con_50_los_memoriza_y_en_los_nuevos_falla(cuaderno, semilla):
    vistos, nuevos = exactitudes(cuaderno, semilla, 50, 300)
    assert vistos == 1.0
    assert nuevos < 0.9


@pytest.mark.parametrize("semilla", range(10))
def test_con_1437_acierta_mas_del_95_por_ciento_en_los_nuevos(cuaderno, semilla):
    vistos, nuevos = exactitudes(cuaderno, semilla, 1437, 30)
    assert vistos > 0.98
    assert nuevos > 0.95


def test_el_bloque_hace_muchos_menos_nodos(cuaderno):
    con_value = len(cuaderno["trace"](cuaderno["con_value"][0])[0])
    con_tensor = len(cuaderno["trace"](cuaderno["con_tensor"][0])[0])
    assert con_value > 200 * con_tensor
