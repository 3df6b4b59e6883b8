"""La celda de un explorador, ejecutada y usada muchas veces en un núcleo de verdad.

Una fuga deja en cada vez lo mismo. Los controles y los objetos se cuentan sin error, así que
veinte veces bastan para saber qué pasaría en cien; los bytes atrapan lo que no son objetos.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from jupyter_client.manager import start_new_kernel

from minigrad import exploradores
from minigrad.exploradores.comun.explorador import _VIVOS

Celda = Callable[[str], str]
PREPARAR = """
import gc, sys, warnings
import matplotlib.pyplot as plt
import psutil
from minigrad import Value
from minigrad.exploradores import *

warnings.simplefilter("error")
# en Colab, los paquetes de Jupyter son más viejos que su Python
warnings.filterwarnings("ignore", category=DeprecationWarning)
a, b, c = Value(2.0, label="a"), Value(-3.0, label="b"), Value(10.0, label="c")
raiz = (a * b + c).tanh() * a

def valle(x, y):
    return x * x / 4 + 2 * y * y

def controles():
    # ipywidgets 8 los anota en un módulo; la 7, en la clase
    modulo = sys.modules["ipywidgets.widgets.widget"]
    anotados = getattr(modulo, "_instances", None)
    return len(modulo.Widget.widgets if anotados is None else anotados)

def queda():
    gc.collect()
    objetos, bytes = len(gc.get_objects()), psutil.Process().memory_info().rss
    print(controles(), len(plt.get_fignums()), objetos, bytes)
"""
#: la llamada de cada uno, y lo que se hace después con sus controles
USOS = {
    "atencion": ("atencion()", "m.otro.click(); m.paso.value = 1; m.temperatura.value = 2.0"),
    "descenso": (
        "descenso(valle if vez % 4 == 0 else lambda x: x * x)",
        "m.final.click(); m.lr.value = 0.5; m.reiniciar.click()",
    ),
    "entrenamiento": (
        "entrenamiento(capas=(2,))",
        "m.ritmo.value = 1; m.reproducir.value += 3; m.datos.value = 'xor'; "
        "m.paso.click(); m.otros.click()",
    ),
    "formas": (
        "formas()",
        "m.campo.value = '(3, 4)'; m.sentido.value = 'Hacia atrás'; m.lista.index = 4",
    ),
    "neurona": (
        "neurona()",
        "m.x[0].value, m.w[1].value = 0.5, -0.25; m.activacion.value = 'sigmoid'; m.volver.click()",
    ),
    "ordenar": ("ordenar({'a': 'x = 1', 'b': 'y = x'})", "explorador.poner.click()"),
    "pendiente": (
        "pendiente(lambda x: 3 * x**2 - 4 * x + 5, 3.0)",
        "m.encoger.value = 3; m.x.value = 0.5; m.lado.value = m.lado.options[-1]",
    ),
    "recorrer": ("recorrer(raiz)", "m.siguiente.click()"),
}
#: hasta que se cierran los primeros y ya está lo que se importa y se guarda una sola vez
ANTES = _VIVOS + 4
VECES = 20


class Queda(NamedTuple):
    controles: int
    figuras: int
    objetos: int
    bytes: int


@pytest.fixture(scope="module")
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

    con(PREPARAR)
    yield con
    cliente.stop_channels()
    gestor.shutdown_kernel(now=True)


@pytest.mark.lento
@pytest.mark.parametrize("explorador", exploradores.__all__)
def test_muchas_veces_la_misma_celda(explorador: str, celda: Celda) -> None:
    llamada, uso = USOS.get(explorador, (f"{explorador}()", ""))
    cuerpo = f"explorador = {llamada}\nm = getattr(explorador, 'mandos', None)\n{uso}\nexplorador"

    def repetir(veces: int) -> Queda:
        for vez in range(veces):
            celda(f"vez = {vez}\n{cuerpo}")
        return Queda(*map(int, celda("queda()").split()))

    antes, despues = repetir(ANTES), repetir(VECES)
    objetos = (despues.objetos - antes.objetos) / VECES
    kilos = (despues.bytes - antes.bytes) / VECES / 1000
    assert (despues.controles, despues.figuras) == (antes.controles, 0)
    assert objetos < 400, f"cada vez quedan {objetos:.0f} objetos más"
    assert kilos < 200, f"cada vez quedan {kilos:.0f} kB más"
