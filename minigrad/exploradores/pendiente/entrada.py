"""`pendiente(f)`: una curva, dos puntos y una recta que se vuelve la tangente."""

from __future__ import annotations

from typing import Any

from minigrad.exploradores.comun.entrada import abrir
from minigrad.exploradores.comun.funciones import Fallo, Funcion, exigir_numero

_LADO = 4.0


def pendiente(
    f: Any,
    x: Any = 1.0,
    h: Any = 1.0,
    *,
    desde: Any = None,
    hasta: Any = None,
    derivada: Any = None,
    con_error: bool = True,
) -> Any:
    """Mueve `x` y `h` y mira la secante, la tangente y el error de la pendiente medida.

    `f` recibe un número (o un `Value`) y devuelve otro. La curva se dibuja entre `desde` y
    `hasta`; si no se dan, alrededor de `x`. El error se mide contra `derivada(x)`; si no se da,
    contra la derivada que calcula Mini-Grad o, si f no trabaja con `Value`, contra una medición
    muy cuidadosa. Con `con_error=False` no se ve la V del error y `h` no baja de 0.0001: sirve para
    una primera mirada.
    """
    return abrir(lambda: _explorador(f, x, h, desde, hasta, derivada, con_error))


def _explorador(
    f: Any, x: Any, h: Any, desde: Any, hasta: Any, derivada: Any, con_error: bool
) -> Any:
    from minigrad.exploradores.pendiente.cuadro import Curva
    from minigrad.exploradores.pendiente.mandos import Mandos

    funcion = Funcion(f)
    x, h = exigir_numero(x, "x"), exigir_numero(h, "h")
    if h <= 0:
        raise Fallo(f"h debe ser mayor que 0, y es {h:g}. Para mirar al otro lado hay un botón.")
    izquierda = x - _LADO if desde is None else exigir_numero(desde, "desde")
    derecha = x + _LADO if hasta is None else exigir_numero(hasta, "hasta")
    if not izquierda < derecha:
        raise Fallo(f"desde debe ser menor que hasta, y son {izquierda:g} y {derecha:g}.")
    curva = Curva(funcion, min(izquierda, x), max(derecha, x))
    exacta = None if derivada is None else Funcion(derivada)
    return Mandos(curva, x, h, exacta, con_error).explorador()
