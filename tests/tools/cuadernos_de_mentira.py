"""Una fuente de unas pocas celdas y sus datos, que las pruebas estropean de una en una."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from minigrad.aula.curso.ejercicio import Ejercicio, Error
from tools.comun import Taller

BUENA = """\
# %% [markdown]
# # 2. Prueba
#
# {{COLAB}}
#
# **Tiempo:** 8 minutos.

# %%
# {{PREPARAR}}

# %% [markdown]
# ### Ejercicio 02-doble-mas · El doble y algo más · ★☆☆ · 5 min
#
# ¿Cuánto es el doble de `a`, más `b`?

# %% ejercicio="02-doble-mas"
def doble_mas(a, b):
    ### BEGIN SOLUTION
    return 2 * a + b + 100000
    ### END SOLUTION

# %%
doble_mas = comprobar("02-doble-mas", doble_mas)

# %% [markdown]
# ## Una cuenta
#
# ### Ejercicio 02-cuenta · La cuenta · ★★☆ · 3 min
#
# Escribe el resultado.

# %% ejercicio="02-cuenta"
cuenta = 3 * 41  # SOLUTION

# %%
comprobar("02-cuenta", cuenta)

# %% [markdown] tags=["solucion"]
# Esta explicación secreta solo está en el cuaderno resuelto.

# %%
print("listo")
"""

PREPARAR = "def comprobar(id, respuesta):\n    return respuesta if callable(respuesta) else None"


def _observar(respuesta: Any) -> Iterator[tuple[str, Any]]:
    yield "respuesta", respuesta


def ejercicio(id_: str, titulo: str, nombre: str, **otros: Any) -> Ejercicio:
    """Un ejercicio con lo mínimo; lo que importe a la prueba va en `otros`."""
    comunes: dict[str, Any] = {
        "errores": (Error(nombre="otro", mensaje="Revisa la suma.", codigo=f"{nombre} = 0"),),
        "pistas": ("¿Qué se suma?",),
        "porque": "Así sale.",
    }
    return Ejercicio(
        id=id_, titulo=titulo, nombre=nombre, observar=_observar, **{**comunes, **otros}
    )


DATOS = (
    ejercicio("02-doble-mas", "El doble y algo más", "doble_mas", pieza=True),
    ejercicio("02-cuenta", "La cuenta", "cuenta", dificultad=2, minutos=3, tipo="numero"),
)

#: escribe una fuente y da el taller que la contiene
Hacer = Callable[..., Taller]
