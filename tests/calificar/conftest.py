"""Un puesto para todas las pruebas: el mejor que permite este sistema operativo."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from armar import en_bytes

from minigrad.aula.curso.activo import activo
from minigrad.calificar.calificador import Calificador
from minigrad.calificar.entrega.buscar import Entrega
from minigrad.calificar.jaula.encierro import Limites
from minigrad.calificar.juez import Juez
from minigrad.calificar.puesto.con_semillero import abrir
from minigrad.calificar.puesto.contrato import protecciones

#: pequeños, para que lo que se pasa de ellos se detenga pronto
LIMITES = Limites(segundos=0.7, memoria_mb=200, salida_kb=100, disco_mb=4, archivos=50)


@pytest.fixture(scope="session")
def puesto():
    abierto = abrir()
    yield abierto
    abierto.cerrar()


@pytest.fixture(scope="session")
def calificador():
    return Calificador(Juez(activo(), LIMITES, semillas=[11, 22, 33]))


@pytest.fixture
def boleta(calificador, puesto, tmp_path):
    """Califica un cuaderno y da su boleta."""

    def calificar(cuaderno):
        ruta = tmp_path / "entrega.ipynb"
        ruta.write_bytes(en_bytes(cuaderno))
        return calificador.calificar(puesto, Entrega(ruta, ruta.name, "Ana"))

    return calificar


@pytest.fixture
def notas(boleta):
    """Califica un cuaderno y da sus notas por ejercicio."""
    return lambda cuaderno: {nota.ejercicio: nota for nota in boleta(cuaderno).notas}


@pytest.fixture(scope="session")
def puestas(puesto):
    """Las protecciones de esta máquina."""
    return set(protecciones(puesto, LIMITES))
