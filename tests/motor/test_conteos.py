"""Lo que cuesta un nodo, contado: objetos, bytes e instrucciones, que no dependen del reloj."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.medir import contar_nodos
from benchmarks.tareas import LUNAS, TAREAS, red
from minigrad import MLP, Value, max_margin

RAIZ = Path(__file__).parents[2]
NOUTS = [16, 16, 1]


@contextmanager
def sin_recolector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def parametros() -> list[Value]:
    return [Value(x) for x in TAREAS["W1"].iniciales]


def perdida_con_operadores(p):
    return sum(red(p, x, NOUTS, Value.relu)[0] for x in LUNAS[0][:10])


def vigilados() -> int:
    return len(gc.get_objects())


def test_un_nodo_es_un_solo_objeto_para_el_recolector():
    p = parametros()
    with sin_recolector():
        antes = vigilados()
        perdida = perdida_con_operadores(p)
        creados = contar_nodos(perdida) - len(p)
        assert vigilados() - antes <= creados + 10


def test_bytes_por_nodo():
    p = parametros()
    with sin_recolector():
        tracemalloc.start()
        perdida = perdida_con_operadores(p)
        bytes_usados = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
    assert bytes_usados / (contar_nodos(perdida) - len(p)) <= 140


def test_un_nodo_ocupa_siete_bloques_de_dieciseis_bytes():
    """CPython reparte la memoria en bloques de 16: una casilla más costaría un bloque entero."""
    x = Value(2.0)
    assert sys.getsizeof(x * x) <= 7 * 16


def test_no_queda_nada_al_soltar_la_perdida():
    p = parametros()
    with sin_recolector():
        perdida_con_operadores(p).backward()  # lo que se crea solo la primera vez
        antes = vigilados()
        perdida = perdida_con_operadores(p)
        perdida.backward()
        assert vigilados() > antes + 1000
        del perdida
        assert vigilados() <= antes + 10


def test_una_neurona_del_paquete_son_dos_nodos():
    modelo = MLP(2, NOUTS, activation="relu", seed=0)
    puntajes = [modelo(x) for x in LUNAS[0][:10]]
    perdida = max_margin(puntajes, LUNAS[1][:10])
    neuronas, activadas, de_la_perdida = 10 * 33, 10 * 32, 3 * 10 + 2
    assert contar_nodos(perdida) == len(modelo.parameters()) + neuronas + activadas + de_la_perdida


def test_el_recolector_queda_como_estaba():
    umbral, activo = gc.get_threshold(), gc.isenabled()
    perdida_con_operadores(parametros()).backward()
    assert (gc.get_threshold(), gc.isenabled()) == (umbral, activo)


@pytest.mark.lento
@pytest.mark.skipif(not shutil.which("valgrind"), reason="sin valgrind no hay qué contar")
def test_instrucciones_por_operacion(tmp_path):
    """Una operación y su parte del paso hacia atrás: menos de 11 000 instrucciones de máquina.

    Es un grafo recorrido una sola vez, como el primero de cualquier programa: Python 3.11 acelera
    un bucle solo si lo ve saltar hacia atrás sin condición, y sin eso son 13 000."""

    def contar(n: int) -> int:
        codigo = (
            "from minigrad.engine import Value\nv = w = Value(0.9)\n"
            f"for _ in range({n}): v = v * w + 0.001\nv.backward()\n"
        )
        salida = tmp_path / f"{n}.out"
        orden = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={salida}",
                 sys.executable, "-S", "-c", codigo]  # fmt: skip
        entorno = {**os.environ, "PYTHONPATH": str(RAIZ), "PYTHONHASHSEED": "0"}
        subprocess.run(orden, env=entorno, check=True, capture_output=True)
        lineas = salida.read_text().splitlines()
        return int(next(x for x in lineas if x.startswith(("summary:", "totals:"))).split()[1])

    por_operacion = (contar(6000) - contar(2000)) / 8000
    assert por_operacion < 11_000
