"""La celda de un explorador, ejecutada cien veces en un núcleo de verdad, no acumula memoria."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from jupyter_client.manager import start_new_kernel

from minigrad import exploradores

Celda = Callable[[str], str]
PREPARAR = """
import gc, psutil
from minigrad import Value
from minigrad.exploradores import *

def memoria():
    gc.collect()
    print(psutil.Process().memory_info().rss)

a, b, c = Value(2.0, label="a"), Value(-3.0, label="b"), Value(10.0, label="c")
raiz = (a * b + c).tanh() * a
"""
#: con qué se llama a los que necesitan algo
ARGUMENTOS = {
    "descenso": "lambda x: x * x",
    "ordenar": "{'a': 'x = 1', 'b': 'y = x'}",
    "pendiente": "lambda x: 3 * x**2 - 4 * x + 5, 3.0",
    "recorrer": "raiz",
}


@pytest.fixture
def celda() -> Iterator[Celda]:
    """Ejecuta una celda y devuelve lo que escribió; lo que vaya a stderr es un fallo."""
    gestor, cliente = start_new_kernel(kernel_name="python3")

    def con(codigo: str) -> str:
        dicho: list[str] = []

        def oir(mensaje: dict) -> None:
            contenido = mensaje["content"]
            assert mensaje["msg_type"] != "error", contenido
            if mensaje["msg_type"] == "stream":
                assert contenido["name"] == "stdout", contenido["text"]
                dicho.append(contenido["text"])

        cliente.execute_interactive(codigo, output_hook=oir, timeout=120)
        return "".join(dicho)

    yield con
    cliente.stop_channels()
    gestor.shutdown_kernel(now=True)


@pytest.mark.lento
@pytest.mark.parametrize("explorador", exploradores.__all__)
def test_cien_veces_la_misma_celda(explorador: str, celda: Celda) -> None:
    celda(PREPARAR)
    llamada = f"{explorador}({ARGUMENTOS.get(explorador, '')})"
    for _ in range(20):  # lo que se importa y se guarda una vez no es una fuga
        celda(llamada)
    antes = int(celda("memoria()"))
    for _ in range(100):
        celda(llamada)
    crecimiento = (int(celda("memoria()")) - antes) / 1e6
    assert crecimiento < 20, f"la memoria creció {crecimiento:.1f} MB"
