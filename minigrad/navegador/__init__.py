"""Lo que cambia cuando Python corre dentro de una página web (Pyodide), y solo eso.

Ahí no hay procesos, hilos, señales ni programas instalados. Los demás módulos preguntan `AQUI` y,
si es cierto, usan lo que hay en esta carpeta en vez de lo suyo.
"""

import sys

__all__ = ["AQUI", "LENTITUD"]

#: si este Python corre dentro de una página web
AQUI = sys.platform == "emscripten"
#: cuántas veces más puede tardar aquí la misma cuenta que en una computadora
LENTITUD = 3 if AQUI else 1
