"""`atencion()`: a qué letras mira un modelo al inventar un nombre, y qué hace la temperatura."""

from __future__ import annotations

from typing import Any

from minigrad.exploradores.atencion.cuentas import Modelo
from minigrad.exploradores.comun.entrada import abrir
from minigrad.exploradores.comun.funciones import Fallo, exigir_numero


def atencion(
    paso: Any = None,
    vocabulario: Any = None,
    letras: Any = "",
    *,
    temperatura: Any = 1.0,
    semilla: Any = 7,
    fin: Any = None,
) -> Any:
    """Mira letra por letra a cuáles atiende un modelo, y elige la que sigue, al azar o a mano.

    `paso(prefijo)` recibe las letras puestas y devuelve `{"atencion": [[…] por cabeza], "logits":
    […]}`: los pesos con que la última mira a cada una, y un logit por letra del `vocabulario`.
    También puede ser una lista de esos, uno por cada comienzo de `letras`. Sin `paso`, se ve un
    modelo pequeño, ya entrenado, que viene con Mini-Grad.
    """
    return abrir(lambda: _explorador(paso, vocabulario, letras, temperatura, semilla, fin))


def _explorador(
    paso: Any, vocabulario: Any, letras: Any, temperatura: Any, semilla: Any, fin: Any
) -> Any:
    from minigrad.exploradores.atencion.mandos import MAYOR, MENOR, Mandos

    propio = paso is not None
    if not propio:
        from minigrad.exploradores.atencion import ejemplo, pesos

        paso, vocabulario, fin = ejemplo.paso, pesos.VOCABULARIO, None
    caliente = exigir_numero(temperatura, "temperatura")
    if not MENOR <= caliente <= MAYOR:
        raise Fallo(f"La temperatura va de {MENOR} a {MAYOR:g}, y llegó {caliente:g}.")
    modelo = Modelo(paso, vocabulario, fin, str(letras).strip().lower())
    return Mandos(modelo, modelo.limpiar(letras), caliente, semilla, propio).explorador()
