"""Lo común de las pruebas: un curso pequeño, un cuaderno vacío, el navegador y qué se omite."""

from importlib.util import find_spec

import pytest
from chromium import navegador  # noqa: F401  un accesorio que usan varias carpetas
from curso_de_prueba import CELDAS, EJERCICIOS, ejecutar_celda, escribir_cuaderno

from minigrad.aula.celda import herencia
from minigrad.aula.curso.activo import usar
from minigrad.aula.curso.curso import Curso
from minigrad.aula.juicio import prestamos
from minigrad.aula.trabajo import progreso


def pytest_collection_modifyitems(items):
    """Lo que abre un navegador o construye el sitio es lento, esté donde esté."""
    for prueba in items:
        pedidos = getattr(prueba, "fixturenames", ())
        if "navegador" in pedidos:
            prueba.add_marker(pytest.mark.navegador)
        if {"navegador", "sitio"} & set(pedidos):
            prueba.add_marker(pytest.mark.lento)


def pytest_runtest_setup(item):
    """Sin PyTorch se omite lo que lo usa, aunque sea dentro de un cuaderno o de una entrega."""
    if item.get_closest_marker("torch") and find_spec("torch") is None:
        pytest.skip("sin PyTorch")


@pytest.fixture(scope="session")
def carpeta_resuelta(tmp_path_factory):
    carpeta = tmp_path_factory.mktemp("solutions")
    escribir_cuaderno(carpeta / "02_prueba.ipynb", CELDAS)
    return carpeta


@pytest.fixture(scope="session")
def curso_pequeno(carpeta_resuelta):
    return Curso(carpeta_resuelta, EJERCICIOS)


@pytest.fixture
def prueba(curso_pequeno, tmp_path, monkeypatch):
    """El curso de prueba puesto, con progreso en una carpeta nueva."""
    monkeypatch.delenv("MINIGRAD_PROGRESO", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(progreso, "_abiertos", {})
    monkeypatch.setattr(prestamos, "_prestados", {})
    monkeypatch.setattr(herencia, "_ultimas", {})
    with usar(curso_pequeno) as puesto:
        yield puesto


@pytest.fixture
def cuaderno(prueba):
    """Los nombres del cuaderno del aprendiz, con las celdas base ya ejecutadas."""
    nombres = {"__name__": "__main__"}
    ejecutar_celda(nombres, CELDAS[0][0])
    return nombres


@pytest.fixture
def celda(cuaderno):
    """Ejecuta una celda en el cuaderno del aprendiz."""

    def ejecutar(fuente):
        ejecutar_celda(cuaderno, fuente)
        return cuaderno

    return ejecutar
