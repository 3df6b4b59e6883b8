"""W6 y W7: todos los motores dan las pérdidas y los gradientes de torch, o no se miden."""

from __future__ import annotations

import functools

import pytest

from benchmarks.tensores import medir, tabla

CASOS = [(tarea, motor) for tarea, suyos in medir.MOTORES.items() for motor in suyos]
#: un archivo con los nombres de microgpt, que además hace cosas al ejecutarse
COMO_EL_ORIGINAL = """
from benchmarks.motores import metodos
from benchmarks.tareas import atender, lineal, normal
from benchmarks.tareas import softmax as suave
from benchmarks.tensores.escalares import Numero as Value

raise SystemExit("entrenar tarda mucho")

def softmax(z):
    return suave(z, metodos())

def gpt(letra, lugar, claves, valores):
    def por(matriz, x):
        return lineal(state_dict[matriz], x, metodos())

    def bloque(x, i):
        n = normal(x, metodos())
        claves[i].append(por(f"layer{i}.attn_wk", n))
        valores[i].append(por(f"layer{i}.attn_wv", n))
        q = por(f"layer{i}.attn_wq", n)
        x = mas(x, por(f"layer{i}.attn_wo", atender(q, claves[i], valores[i], metodos())))
        oculta = [h.relu() for h in por(f"layer{i}.mlp_fc1", normal(x, metodos()))]
        return mas(x, por(f"layer{i}.mlp_fc2", oculta))

    x = normal(mas(state_dict["wte"][letra], state_dict["wpe"][lugar]), metodos())
    for i in range(n_layer):
        x = bloque(x, i)
    return por("lm_head", x)

def mas(x, y):
    return [a + b for a, b in zip(x, y)]
"""


def paso_a_paso(motor, tarea):
    return medir.medir(motor, tarea, segundos=0)


@functools.cache
def de_torch(tarea):
    pytest.importorskip("torch")
    return paso_a_paso("torch", tarea)


@pytest.mark.torch
@pytest.mark.parametrize(("tarea", "motor"), CASOS)
def test_cada_motor_da_los_numeros_de_torch(tarea, motor):
    medida = paso_a_paso(motor, tarea)
    tabla.comprobar_iguales(de_torch(tarea), medida, motor)
    assert medida["segundos"] > 0
    assert len(medida["perdidas"]) == medir.PASOS_COMPARADOS
    assert medida["perdidas"][-1] < medida["perdidas"][0]
    assert max(map(abs, medida["gradientes"])) > 1e-3


def test_el_original_se_mide_sin_lo_que_hace_al_ejecutarse(tmp_path):
    archivo = tmp_path / "microgpt.py"
    archivo.write_text(COMO_EL_ORIGINAL, encoding="utf-8")
    suyo, propio = medir.armar(str(archivo), "W7"), medir.armar("microgpt", "W7")
    assert suyo.paso() == propio.paso()
    assert suyo.gradientes() == propio.gradientes()


@pytest.mark.parametrize("lo_que_cambia", ["gradientes", "perdidas"])
def test_otros_numeros_no_se_miden(lo_que_cambia):
    base = {"perdidas": [3.0, 2.0, 1.0], "gradientes": [0.1, 0.2]}
    otra = {**base, lo_que_cambia: [*base[lo_que_cambia][:-1], 0.2000001]}
    tabla.comprobar_iguales(base, base, "el mismo")
    with pytest.raises(SystemExit, match="otra no da los números de torch"):
        tabla.comprobar_iguales(base, otra, "otra")


def test_una_fila_dice_cuanto_tarda_cada_uno():
    segundos = {"torch": [2e-3, 2e-3], "torch_junto": [1e-3, 1e-3], "tensor": [5e-4, 5e-4],
                "microgpt": [1.0, 1.0]}  # fmt: skip
    lineas, ruidos = tabla.filas("W7", 1, segundos)
    assert len(lineas) == 4
    assert "| 0.5 | 4 · 4 | 2 · 2 | 2e+03 · 2e+03 |" in lineas[2]
    assert "| 2 |  | 0.5 · 0.5 |" in lineas[0]
    assert ruidos == [0.0] * 9


def test_solo_cambia_su_seccion(tmp_path, monkeypatch):
    pagina = tmp_path / "README.md"
    pagina.write_text(f"Lo de antes.\n\n{tabla.TITULO}\n\nvieja\n", encoding="utf-8")
    monkeypatch.setattr(tabla, "README", pagina)
    monkeypatch.setattr(tabla, "seccion", lambda *_: f"{tabla.TITULO}\n\nnueva\n")
    tabla.actualizar(2, [])
    assert pagina.read_text("utf-8") == f"Lo de antes.\n\n{tabla.TITULO}\n\nnueva\n"
