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
    return nombres


@DIEZ
def test_la_tabla_de_restas_hace_contestar_siempre_lo_mismo(cuaderno, semilla):
    averiadas = cuaderno["entrenar"](cuaderno["perdida_averiada"], semilla=semilla)
    buenas = cuaderno["entrenar"](cuaderno["error_cuadratico"], semilla=semilla)
    assert averiadas.std() < 0.1 * cuaderno["Y"].std()
    assert ((buenas - cuaderno["Y"]) ** 2).mean() < 0.1


@DIEZ
def test_sin_barajar_hay_un_diente_cada_seis_pasos_y_baja(cuaderno, semilla):
    _, perdidas = cuaderno["curva"](cuaderno["centradas"], barajar=False, epocas=8, semilla=semilla)
    por_especie = np.array(perdidas)[18:].reshape(-1, 6)
    assert (por_especie.argmax(axis=1) == 0).all()
    assert np.mean(perdidas[-18:]) < np.mean(perdidas[:18])


@DIEZ
def test_sin_centrar_salta_y_queda_plana_en_el_logaritmo_de_3(cuaderno, semilla):
    parametros, perdidas = cuaderno["curva"](cuaderno["medidas"], epocas=8, semilla=semilla)
    for capa in (1, 2):
        assert not (cuaderno["aplicar"](parametros[: 2 * capa], cuaderno["medidas"]).data > 0).any()
    assert max(perdidas[:9]) > 100
    assert np.allclose(perdidas[-36:], np.log(3), atol=0.1)


@DIEZ
def test_con_una_tasa_grande_salta_sin_parar(cuaderno, semilla):
    with np.errstate(all="ignore"):
        _, perdidas = cuaderno["curva"](cuaderno["centradas"], lr=10, epocas=8, semilla=semilla)
    assert np.std(perdidas[-72:]) > 0.3
    assert np.mean(perdidas[-72:]) > 1.1


@DIEZ
def test_con_las_tres_cosas_bien_acierta_casi_todas_y_mas_del_90_por_ciento_en_nuevas(
    cuaderno, semilla
):
    puntos, especies = map(np.array, cuaderno["spiral"](90, seed=semilla + 1))
    entradas, nuevas = cuaderno["estandarizar"](cuaderno["medidas"], puntos * [30, 3] + [170, 12])
    aplicar, casos = cuaderno["aplicar"], ((entradas, cuaderno["especies"]), (nuevas, especies))
    parametros, _ = cuaderno["curva"](entradas, semilla=semilla)
    vistas, nuevas = ((aplicar(parametros, x).data.argmax(axis=1) == c).mean() for x, c in casos)
    assert vistas > 0.97
    assert nuevas > 0.9


@DIEZ
def test_con_las_centradas_acierta_casi_todas(cuaderno, semilla):
    parametros, _ = cuaderno["curva"](cuaderno["centradas"], semilla=semilla)
    dichas = cuaderno["aplicar"](parametros, cuaderno["centradas"]).data.argmax(axis=1)
    assert (dichas == cuaderno["especies"]).mean() > 0.97


def test_el_orden_de_las_curvas_es_el_de_la_respuesta(cuaderno):
    assert cuaderno["barajadas"] == cuaderno["diagnostico"].split()
