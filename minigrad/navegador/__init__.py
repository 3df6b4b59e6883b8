"""Lo que cambia cuando Python corre dentro de una página web (Pyodide), y solo eso.

Ahí no hay procesos, hilos, señales ni programas instalados. Los demás módulos preguntan `AQUI` y,
si es cierto, usan lo que hay en esta carpeta en vez de lo suyo.
"""

import sys

__all__ = ["AQUI"]

#: si este Python corre dentro de una página web
AQUI = sys.platform == "emscripten"
