"""En lugar de `piplite`, que instala paquetes de internet: aquí todo viene con el sitio.

El núcleo de JupyterLite lo importa al arrancar, y `%pip` lo llama.
"""

from __future__ import annotations

NO_SE_INSTALA = (
    "Aquí no se instala nada: el taller en el navegador ya trae todo lo que usa. Si necesitas otro "
    "paquete, abre este cuaderno en Colab o en tu computadora."
)


async def install(*_: object, **__: object) -> None:
    """Lo que `%pip install` o `piplite.install` harían: decir que no hace falta."""
    print(NO_SE_INSTALA)
