"""Lo que la práctica 7 dice de sus cuentas y de sus pruebas, con otras semillas.

Las funciones y las celdas son las del cuaderno resuelto; lo ajeno, el de P7.4.
"""

import random
import re
from pathlib import Path

import pytest

np = pytest.importorskip("numpy")
FUENTE = Path(__file__).parents[3] / "solutions" / "07_un_gpt_practica.py"
PIEZAS = {"tapar": 0, "partir": 1, "paso": 2, "preguntas": 3}


@pytest.fixture(scope="module")
def cuaderno():
    """Los nombres que dejan las celdas, sin entrenar; `ajenas` son las piezas averiadas."""
    nombres = {"comprobar": lambda _, respuesta: respuesta, "ajenas": {}}
    for celda in re.split(r"(?m)^# %%", FUENTE.read_text("utf-8"))[1:]:
        codigo = celda.partition("\n")[2]
        if not celda.startswith(" [markdown]") and not re.search(
            "PREPARAR|progreso|armar|trange|inventados", codigo
        ):
            exec(compile(codigo, "cuaderno", "exec"), nombres)
            if celda.startswith(' tags=["base", "muestra"]'):
                nombres["ajenas"] |= {n: nombres[n] for n in PIEZAS if n in nombres}
    return nombres


def _pasan(cuaderno):
    pruebas = ("del_futuro", "de_las_cabezas", "del_camino", "de_lo_que_se_pregunta")
    return [bool(cuaderno[f"prueba_{prueba}"]()[1]) for prueba in pruebas]


@pytest.mark.parametrize("pieza", PIEZAS)
def test_cada_falla_la_ve_su_prueba_y_solo_la_suya(cuaderno, pieza, monkeypatch):
    assert _pasan(cuaderno) == [True] * 4
    monkeypatch.setitem(cuaderno, pieza, cuaderno["ajenas"][pieza])
    assert _pasan(cuaderno) == [i != PIEZAS[pieza] for i in range(4)]


@pytest.mark.lento
def test_mirar_mas_letras_ayuda_y_despues_estorba(cuaderno, monkeypatch):
    for semilla in range(10):
        nombres = sorted(cuaderno["nombres"])
        random.Random(semilla).shuffle(nombres)
        monkeypatch.setitem(cuaderno, "para_entrenar", nombres[500:])
        suyas = [
            cuaderno["perplejidad"](cuaderno["probabilidades_mirando"](n, nombres[:500]))
            for n in (1, 2, 3, 4, 5)
        ]
        assert suyas[1] < suyas[0]
        assert suyas[1] < suyas[2] < suyas[3] < suyas[4]


def test_con_las_preguntas_ajenas_la_perdida_baja_casi_a_0_y_los_nombres_son_vacios(cuaderno):
    from minigrad.optim import Adam

    azar = np.random.default_rng(1)
    modelo = cuaderno["modelo_nuevo"](azar, cuaderno["V"], 16)
    adam = Adam([*modelo.values()], lr=0.01)
    perdida = None
    for _ in range(150):
        elegidos = [cuaderno["nombres"][i] for i in azar.integers(2000, size=16)]
        xs, ys = cuaderno["ajenas"]["preguntas"](elegidos)
        adam.zero_grad()
        perdida = cuaderno["perdida_de"](cuaderno["gpt"](modelo, xs), ys)
        perdida.backward()
        adam.step()
    assert perdida.item() < 0.05
    assert cuaderno["gpt"](modelo, np.array([[0]])).data[0, -1].argmax() == 0


def test_la_tabla_que_se_usa_al_salir_recibe_gradiente_en_todas_sus_filas(cuaderno):
    from minigrad.tensor import Tensor

    for semilla in range(10):
        tabla = Tensor(np.random.default_rng(semilla).normal(size=(cuaderno["V"], 8)))
        numeros = cuaderno["codificar"]("ana")
        xs, ys = np.array(numeros[:-1]), np.array(numeros[1:])
        (tabla[xs] @ tabla.T).cross_entropy(ys).backward()
        assert (abs(tabla.grad) > 0).any(axis=1).all()


def test_los_numeros_en_palabras_son_mil_y_distintos(cuaderno):
    escritos = [cuaderno["en_palabras"](n) for n in range(1000)]
    assert len(set(escritos)) == 1000
    assert escritos[0] == "cero"
    assert escritos[16] == "dieciséis"
    assert escritos[131] == "ciento treinta y uno"
    assert escritos[500] == "quinientos"
