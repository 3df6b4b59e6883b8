"""Un puesto para todas las pruebas: el mejor que permite este sistema operativo."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from minigrad.aula.curso.activo import activo
from minigrad.calificar.calificador import Calificador
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


@pytest.fixture(scope="session")
def puestas(puesto):
    """Las protecciones de esta máquina."""
    return set(protecciones(puesto, LIMITES))
