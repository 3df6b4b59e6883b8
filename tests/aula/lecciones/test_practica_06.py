"""Lo que la práctica 6 dice de sus entrenamientos, con diez semillas.

Las funciones y las celdas son las del cuaderno resuelto.
"""

import re
from pathlib import Path

import pytest

np = pytest.importorskip("numpy")
FUENTE = Path(__file__).parents[3] / "solutions" / "06_tensores_practica.py"
DIEZ = pytest.mark.parametrize("semilla", range(10))


@pytest.fixture(scope="module")
def cuaderno():
    """Los nombres que dejan las celdas de P6.8 y P6.9, sin dibujar."""
    from minigrad.tensor import Tensor

    nombres = {"np": np, "Tensor": Tensor, "comprobar": lambda _, respuesta: respuesta}
    texto = FUENTE.read_text("utf-8").partition("# ## P6.8")[2]
    for celda in re.split(r"(?m)^# %%", texto)[1:]:
        codigo = celda.partition("\n")[2]
        if not celda.startswith(" [markdown]") and not re.search("pyplot|progreso", codigo):
            exec(compile(codigo, "cuaderno", "exec"), nombres)
    nombres["limpias"] = nombres["estandarizar"](nombres["medidas"], nombres["medidas"])[0]
    return nombres


@DIEZ
def test_la_tabla_de_restas_hace_contestar_siempre_lo_mismo(cuaderno, semilla):
    averiadas = cuaderno["entrenar"](cuaderno["perdida_averiada"], semilla=semilla)
    buenas = cuaderno["entrenar"](cuaderno["error_cuadratico"], semilla=semilla)
    assert averiadas.std() < 0.1 * cuaderno["Y"].std()
    assert ((buenas - cuaderno["Y"]) ** 2).mean() < 0.1


@DIEZ
def test_sin_barajar_hay_un_diente_cada_seis_pasos_y_baja(cuaderno, semilla):
    _, perdidas = cuaderno["curva"](cuaderno["limpias"], barajar=False, epocas=8, semilla=semilla)
    por_especie = np.array(perdidas)[18:].reshape(-1, 6)
    assert (por_especie.argmax(axis=1) == 0).all()
    assert np.mean(perdidas[-18:]) < np.mean(perdidas[:18])


@DIEZ
def test_sin_centrar_salta_y_queda_plana_en_el_logaritmo_de_3(cuaderno, semilla):
    _, perdidas = cuaderno["curva"](cuaderno["medidas"], epocas=8, semilla=semilla)
    assert max(perdidas[:9]) > 100
    assert np.allclose(perdidas[-36:], np.log(3), atol=0.1)


@DIEZ
def test_con_una_tasa_grande_salta_sin_parar(cuaderno, semilla):
    with np.errstate(all="ignore"):
        _, perdidas = cuaderno["curva"](cuaderno["limpias"], lr=10, epocas=8, semilla=semilla)
    assert np.std(perdidas[-72:]) > 0.3
    assert np.mean(perdidas[-72:]) > 1.1


@DIEZ
def test_con_las_tres_cosas_bien_acierta_mas_del_90_por_ciento_en_nuevas(cuaderno, semilla):
    parametros, _ = cuaderno["curva"](cuaderno["limpias"], semilla=semilla)
    puntos, especies = map(np.array, cuaderno["spiral"](90, seed=semilla + 1))
    _, nuevas = cuaderno["estandarizar"](cuaderno["medidas"], puntos * [30, 3] + [170, 12])
    dichas = cuaderno["aplicar"](parametros, nuevas).data.argmax(axis=1)
    assert (dichas == especies).mean() > 0.9
