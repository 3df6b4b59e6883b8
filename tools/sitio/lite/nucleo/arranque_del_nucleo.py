"""Lo primero que corre en el núcleo, antes que ninguna celda: lo señala PYTHONSTARTUP.

Completar código no espera a `jedi`, que el sitio no lleva. Y, como en `minigrad abrir`, una celda
que se ejecuta antes que «Prepara el cuaderno» ya falla en español.
"""

from __future__ import annotations

try:
    get_ipython().Completer.use_jedi = False  # type: ignore[name-defined]  # noqa: F821
    __import__("minigrad.aula.verbos.preparar", fromlist=["_"]).en_espanol(get_ipython())  # type: ignore[name-defined]  # noqa: F821
except Exception:
    pass
