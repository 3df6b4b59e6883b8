"""`descenso(f)`: baja por una curva o por un mapa, paso a paso, y di cómo te fue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from minigrad.exploradores.comun.entrada import abrir
from minigrad.exploradores.comun.funciones import Fallo, Funcion, Punto, exigir_numero, variables

_MAXIMO_DE_PASOS = 500
#: dónde se empieza si no se dice: esta parte del ancho y del alto
_LUGAR = (0.15, 0.8)


def descenso(
    f: Any,
    inicio: Any = None,
    lr: Any = 0.1,
    impulso: Any = 0.0,
    *,
    desde: Any = -4.0,
    hasta: Any = 4.0,
    pasos: int = 40,
) -> Any:
    """Descenso de gradiente con los controles a la mano: tasa `lr`, `impulso` e inicio.

    `f` recibe uno o dos números (o `Value`) y devuelve uno; `inicio` es un número o un par. Con un
    par, `f` puede recibir los dos números por separado o en una lista. Se dibuja entre `desde` y
    `hasta`: un número vale para los dos ejes; un par, para cada uno el suyo. Al llegar al final
    dice si converge, se arrastra, oscila o diverge.
    """
    return abrir(lambda: _explorador(f, inicio, lr, impulso, desde, hasta, pasos))


def _explorador(
    f: Any, inicio: Any, lr: Any, impulso: Any, desde: Any, hasta: Any, pasos: Any
) -> Any:
    from minigrad.exploradores.descenso.cuadro import Terreno
    from minigrad.exploradores.descenso.mandos import Mandos

    funcion = _funcion(f, inicio)
    orillas = [_punto(x, nombre, funcion) for x, nombre in ((desde, "desde"), (hasta, "hasta"))]
    if any(a >= b for a, b in zip(*orillas, strict=True)):
        raise Fallo(f"desde debe ser menor que hasta, y son {desde} y {hasta}.")
    lr, impulso = exigir_numero(lr, "lr"), exigir_numero(impulso, "impulso")
    if lr <= 0 or not 0 <= impulso < 1:
        raise Fallo(
            f"lr debe ser mayor que 0, e impulso ir de 0 a menos de 1; son {lr:g} y {impulso:g}."
        )
    cuantos = int(exigir_numero(pasos, "pasos"))
    if not 1 <= cuantos <= _MAXIMO_DE_PASOS:
        raise Fallo(f"pasos debe ir de 1 a {_MAXIMO_DE_PASOS}, y es {cuantos}.")
    empieza = _inicio(inicio, funcion, *orillas)
    desde, hasta = (
        tuple(map(cual, o, empieza)) for cual, o in ((min, orillas[0]), (max, orillas[1]))
    )
    return Mandos(Terreno(funcion, desde, hasta), empieza, lr, impulso, cuantos).explorador()


def _funcion(f: Any, inicio: Any) -> Funcion:
    """La función de una o dos variables, según lo que reciba y desde dónde se empiece."""
    Funcion(f)  # si no es una función, lo dice ya
    recibe = variables(f)
    dimensiones = len(inicio) if _es_lista(inicio) else recibe if inicio is None else 1
    if dimensiones > 2 or recibe > 2:
        raise Fallo(
            "descenso dibuja funciones de una o dos variables. Si la tuya tiene más, deja quietas "
            "las demás: descenso(lambda x, y: f(x, y, 0.0))."
        )
    if dimensiones < recibe or dimensiones == 0:
        raise Fallo("Tu función recibe dos números, así que inicio es un par, como (1.0, 2.0).")
    if dimensiones > recibe:
        return Funcion(lambda *punto: f(list(punto)), dimensiones)
    return Funcion(f, dimensiones)


def _es_lista(x: Any) -> bool:
    return isinstance(x, Sequence) and not isinstance(x, str)


def _punto(x: Any, nombre: str, funcion: Funcion) -> Punto:
    """Un número vale para todos los ejes; una lista trae uno para cada uno."""
    partes = x if _es_lista(x) else [x] * funcion.dimensiones
    if len(partes) != funcion.dimensiones:
        raise Fallo(f"{nombre} debe traer {funcion.dimensiones} números, y trae {len(partes)}.")
    return tuple(exigir_numero(parte, nombre) for parte in partes)


def _inicio(inicio: Any, funcion: Funcion, desde: Punto, hasta: Punto) -> Punto:
    if inicio is not None:
        return _punto(inicio, "inicio", funcion)
    return tuple(a + parte * (b - a) for a, b, parte in zip(desde, hasta, _LUGAR, strict=False))
