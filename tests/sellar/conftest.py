"""Un paquete del curso pequeño, para mirar por dentro, y el del curso real, hecho con la orden."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from curso_de_prueba import CELDAS, EJERCICIOS, escribir_cuaderno
from paquete_de_prueba import CLAVE, RAIZ, minigrad

from minigrad.aula.celda import herencia
from minigrad.aula.cerrojo import llavero
from minigrad.aula.cerrojo.politica import Politica
from minigrad.aula.curso.activo import usar
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.sellado import CursoSellado
from minigrad.aula.juicio import prestamos
from minigrad.aula.trabajo import progreso
from minigrad.sellar.datos import sellar_curso
from minigrad.sellar.paquete import Pedido, escribir_clase


@pytest.fixture(scope="session")
def abierto(tmp_path_factory):
    """El curso pequeño, con sus soluciones."""
    carpeta = tmp_path_factory.mktemp("solutions")
    escribir_cuaderno(carpeta / "02_prueba.ipynb", CELDAS)
    return Curso(carpeta, EJERCICIOS)


@pytest.fixture(scope="session")
def sellarlo(abierto, tmp_path_factory):
    """Sella el curso pequeño con una política y devuelve la carpeta de lo sellado."""

    def sellar(politica, *, prestar=True):
        carpeta = tmp_path_factory.mktemp("_clase")
        datos = sellar_curso(abierto, b"0123456789abcdef", prestar=prestar, avanzar=lambda _: None)
        pedido = Pedido(RAIZ, carpeta, {"02": politica}, {"02": CLAVE}, prestar=prestar)
        escribir_clase(carpeta, pedido, datos)
        return carpeta

    return sellar


@pytest.fixture(scope="session")
def con_clave(sellarlo):
    return sellarlo(Politica("clave", 0))


@pytest.fixture(scope="session")
def sin_prestamos(sellarlo):
    return sellarlo(Politica("clave", 0), prestar=False)


@pytest.fixture
def aprender(tmp_path, monkeypatch):
    """Pone un curso sellado como lo tendría un aprendiz, en una carpeta de trabajo nueva."""
    monkeypatch.delenv("MINIGRAD_PROGRESO", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(progreso, "_abiertos", {})
    monkeypatch.setattr(prestamos, "_prestados", {})
    monkeypatch.setattr(herencia, "_ultimas", {})
    monkeypatch.setattr(llavero, "_sesion", {})
    puestos = []

    def poner(carpeta):
        puesto = usar(CursoSellado(carpeta))
        puestos.append(puesto)
        return puesto.__enter__()

    yield poner
    for puesto in reversed(puestos):
        puesto.__exit__(None, None, None)


@pytest.fixture(scope="session")
def paquete(tmp_path_factory):
    """El paquete del curso real, hecho como lo haría quien dicta la clase."""
    salida = tmp_path_factory.mktemp("para la clase") / "clase"
    hecho = minigrad(RAIZ, "sellar", "--salida", str(salida))
    assert hecho.returncode == 0, hecho.stderr
    claves = salida.with_name("clase-claves.txt")
    return SimpleNamespace(carpeta=salida, zip=salida.with_name("clase.zip"), claves=claves)
