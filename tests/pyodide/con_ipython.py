"""Lo que un cuaderno llama, dentro de un IPython como el del núcleo de JupyterLite."""

import io
import json
import time
from contextlib import redirect_stdout

from IPython.core.interactiveshell import InteractiveShell

ip = InteractiveShell.instance()
ip.kernel = object()


def celda(que, fuente):
    comienzo, dicho = time.perf_counter(), io.StringIO()
    with redirect_stdout(dicho):
        hecho = ip.run_cell(fuente, store_history=True)
    error = hecho.error_before_exec or hecho.error_in_exec
    linea = [que, type(error).__name__ if error else "", dicho.getvalue()]
    print(json.dumps([*linea, round(time.perf_counter() - comienzo, 2)], ensure_ascii=False))


celda(
    "preparar",
    "from minigrad.aula import comprobar, diagnostico, pista, preparar, progreso, solucion\n"
    "preparar()",
)
for verbo in ('pista("00-pago")', 'solucion("00-pago")', "progreso()", "diagnostico()"):
    celda(verbo, verbo)
celda("comprobar", 'comprobar("00-pago", 18)')

from minigrad.navegador import celda as vigilada  # noqa: E402

vigilada._AVISO = 0.3
celda("esperar", "from minigrad.navegador.celda import esperar\nesperar(minutos=0.02)")
celda("sin fin", "while True:\n    pass")
celda("atrapa todo", "def f():\n    while True:\n        try:\n            f.x = 1\n"
      "        except BaseException:\n            pass\nf()")  # fmt: skip
celda("suelta", "while True:\n    try:\n        x = 1\n    except:\n        pass")
celda("otra", "preparar()\nprint(1 + 1)")
celda("dos limites", "from minigrad.aula.celda.limites import *\n"
      "try:\n    with limite_de_tiempo(0.2):\n        while True: pass\n"
      "except TiempoAgotado:\n    print('adentro')\nwhile True:\n    pass")  # fmt: skip
celda("otra", "print(2 + 2)")
