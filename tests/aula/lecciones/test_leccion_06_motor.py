"""El `Tensor` de la lección 6 es de quien lo escribe: lo que se presta y lo que va al archivo."""

import sys

import pytest
from cuaderno_del_aprendiz import Cuaderno, nuestra, tropiezo

from minigrad.aula.celda import herencia
from minigrad.aula.curso.activo import activo
from minigrad.aula.juicio import prestamos
from minigrad.aula.motor_propio import escribir_motor, importar_motor, prestados
from minigrad.aula.suite_tensor import evaluar
from minigrad.aula.tensor_del_gpt import tensor_del_gpt
from minigrad.aula.trabajo import progreso

SEIS = "06_tensores"
if SEIS not in activo().cuadernos():
    pytest.skip("la lección 6 no está construida", allow_module_level=True)
np = pytest.importorskip("numpy")
DEL_MOTOR = [
    e.id
    for e in activo().de_seccion("06")
    if e.pieza and (e.nombre == "Tensor" or e.id == "06-encoger")
]
CON_PARTES = [id_ for id_ in DEL_MOTOR if activo().partes(activo().buscar(id_))]


@pytest.fixture(autouse=True)
def limpio(tmp_path, monkeypatch):
    for variable in ("MINIGRAD_PROGRESO", "MINIGRAD_MOTOR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(progreso, "_abiertos", {})
    monkeypatch.setattr(prestamos, "_prestados", {})
    monkeypatch.setattr(herencia, "_ultimas", {})
    yield
    sys.modules.pop("mi_tensor", None)


def recorrido(equivocadas=()):
    """La lección hasta `backward`: lo demás entrena con él."""
    cuaderno = Cuaderno(SEIS, "Tensor")
    hasta = [c.ejercicio for c in cuaderno.celdas].index(DEL_MOTOR[-1])
    cuaderno.celdas = cuaderno.celdas[: hasta + 2]
    cuaderno.recorrer(equivocadas)
    return cuaderno


def test_resuelto_es_todo_suyo_aprueba_y_entrena_la_7(capsys):
    cuaderno = recorrido()
    escribir_motor(cuaderno.motor)
    assert prestados(cuaderno.motor) == {}
    informe = evaluar(importar_motor("mi_tensor.py").Tensor)
    assert informe.aprobado, informe
    assert tensor_del_gpt().__module__ == "mi_tensor"


def test_un_tropiezo_en_cada_ejercicio_corregido_deja_el_mismo_motor(tmp_path):
    escribir_motor(recorrido().motor, "directo.py")
    cuaderno = recorrido(equivocadas=DEL_MOTOR)
    prestado = set(prestados(cuaderno.motor).values())
    assert {*CON_PARTES} <= prestado
    for id_ in DEL_MOTOR:
        cuaderno.resolver(id_)
    assert prestados(cuaderno.motor) == {}
    escribir_motor(cuaderno.motor)
    textos = [(tmp_path / n).read_text("utf-8") for n in ("directo.py", "mi_tensor.py")]
    assert sorted(textos[0].splitlines()) == sorted(textos[1].splitlines())
    assert evaluar(importar_motor("mi_tensor.py").Tensor).aprobado


@pytest.mark.parametrize("id_", CON_PARTES)
def test_se_presta_solo_lo_que_falla_y_se_devuelve(id_, capsys):
    cuaderno = recorrido()
    clase = cuaderno.motor
    cuaderno.resolver(id_, tropiezo(id_))
    dice = capsys.readouterr().out
    prestadas = {n for n, f in cuaderno.metodos().items() if nuestra(f)}
    partes = {*activo().partes(activo().buscar(id_))}
    otros = {n for n, f in vars(clase).items() for p in partes if f is vars(clase)[p]}
    assert prestadas
    assert prestadas <= partes | otros
    assert "lo demás de tu `Tensor` es tuyo." in dice
    assert cuaderno.motor is clase
    cuaderno.resolver(id_)
    assert "✔ Correcto" in capsys.readouterr().out
    assert prestados(clase) == {}


def test_todo_en_blanco_no_rompe_lo_de_despues(capsys):
    cuaderno = Cuaderno(SEIS, "Tensor")
    hasta = [c.ejercicio for c in cuaderno.celdas].index(DEL_MOTOR[-1])
    for celda in cuaderno.celdas[: hasta + 2]:
        if celda.ejercicio:
            cuaderno.escribir(activo().blanco(celda.ejercicio))
        elif celda.base or "= comprobar(" in celda.fuente:
            cuaderno.escribir(celda.fuente)
    Tensor = cuaderno.motor  # noqa: N806 (es una clase)
    a, b = Tensor(np.ones((3, 2))), Tensor(np.ones(2))
    (a @ Tensor(np.ones((2, 2))) * b).relu().sum().backward()
    assert b.grad.tolist() == [6.0, 6.0]
    informe = evaluar(Tensor)
    assert all(r.pasa for r in informe.resultados), informe
    assert {*CON_PARTES} <= set(prestados(Tensor).values())
    escribir_motor(Tensor)
    assert tensor_del_gpt().__module__ == "minigrad.tensor"
    assert "sigue prestado:" in capsys.readouterr().out
