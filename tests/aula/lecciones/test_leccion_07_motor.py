"""El hilo entero: el `Tensor` escrito en la lección 6 entrena el modelo de la 7, y da lo mismo."""

import re
import sys

import pytest
from cuaderno_del_aprendiz import Cuaderno
from curso_de_prueba import ejecutar_celda

from minigrad.aula.celda import herencia
from minigrad.aula.celda.blanco import sin_marcas
from minigrad.aula.curso.activo import activo
from minigrad.aula.juicio import prestamos
from minigrad.aula.motor_propio import escribir_motor
from minigrad.aula.trabajo import progreso

SEIS, SIETE = "06_tensores", "07_un_gpt"
if not {SEIS, SIETE} <= {*activo().cuadernos()}:
    pytest.skip("las lecciones 6 y 7 no están construidas", allow_module_level=True)
np = pytest.importorskip("numpy")
plt = pytest.importorskip("matplotlib.pyplot")


def entrenado():
    """La lección 7 hasta que dice quién entrenó, con entrenamientos de pocos pasos."""
    nombres = {"__name__": "__main__"}
    for i, celda in enumerate(activo().cuaderno(SIETE)):
        fuente = sin_marcas(celda.python)
        if "con_torch" in celda.fuente:
            continue
        corta = re.sub(r"(?m)^(PASOS\w*) = \d+", r"\1 = 40", fuente)
        ejecutar_celda(nombres, corta, f"<ipython-input-{i}-x>")
        if "quien_entreno(p" in fuente:
            return nombres
    raise AssertionError("la lección 7 no dice quién entrenó")


def numeros(nombres):
    return [parametro.data for parametro in nombres["parametros"](nombres["modelo"])]


@pytest.mark.lento
def test_lo_entrena_su_motor_y_da_lo_mismo_que_el_del_paquete(tmp_path, monkeypatch, capsys):
    for variable in ("MINIGRAD_PROGRESO", "MINIGRAD_MOTOR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(plt, "show", lambda: plt.close("all"))
    monkeypatch.setattr(sys, "path", list(sys.path))
    for modulo, cosa in ((progreso, "_abiertos"), (prestamos, "_prestados"),
                         (herencia, "_ultimas")):  # fmt: skip
        monkeypatch.setattr(modulo, cosa, {})
    seis = Cuaderno(SEIS, "Tensor")
    seis.celdas = seis.celdas[: 2 + [c.ejercicio for c in seis.celdas].index("06-backward")]
    seis.recorrer()
    escribir_motor(seis.motor, "mi_tensor.py")
    capsys.readouterr()
    suyo = entrenado()
    dicho = capsys.readouterr().out
    assert "Este modelo lo entrena tu motor" in dicho
    assert "El modelo lo entrenó tu motor" in dicho
    assert "Todavía no" not in dicho
    monkeypatch.setenv("MINIGRAD_MOTOR", "paquete")
    nuestro = entrenado()
    assert "El modelo lo entrenó el motor del paquete" in capsys.readouterr().out
    assert suyo["Tensor"].__module__ == "mi_tensor"
    assert nuestro["Tensor"].__module__ == "minigrad.tensor"
    pares = zip(numeros(suyo), numeros(nuestro), strict=True)
    assert all(np.allclose(uno, otro, rtol=0, atol=1e-9) for uno, otro in pares)
    sys.modules.pop("mi_tensor", None)
