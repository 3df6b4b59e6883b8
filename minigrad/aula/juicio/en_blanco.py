"""Dice si una respuesta sigue en blanco, entera o en parte.

Se decide sobre su *retrato*, que son datos: así se decide igual en el cuaderno de quien la
escribió que al calificarla, donde la respuesta vive en otro proceso.

Glosario. *Trazo*: de una función o una clase, el resumen de cada código que tiene.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from types import CodeType, FunctionType
from typing import Any, Literal

from minigrad.aula.celda.codigo import (
    es,
    funcion_de,
    funciones_sin_cuerpo,
    instrucciones,
    miembros,
    parte_de,
    sin_cuerpo,
)
from minigrad.aula.celda.limites import TiempoAgotado, acotado
from minigrad.aula.celda.tarjeta import en_lista
from minigrad.aula.huella.forma import Forma, congelar, contiene

#: lo que se guarda de un nombre, que puede ser de cualquier largo
_LARGO = 300


@dataclass(frozen=True)
class Funcion:
    """Una función escrita en la respuesta; en una clase, `clave` es el nombre del método."""

    clave: str
    nombre: str
    codigo: str
    vacia: bool
    #: las de adentro que no hacen nada
    internas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trazo:
    """Las funciones de un objeto: la suya o, si es una clase, sus métodos."""

    es_clase: bool = False
    funciones: tuple[Funcion, ...] = ()
    #: una clase que tiene algún atributo `...`
    con_puntos: bool = False

    def mismo(self, otro: Trazo) -> bool:
        """Si están escritos igual, salvo texto y comentarios; `otro` es el del blanco."""
        if self.es_clase is not otro.es_clase:
            return False
        if self.es_clase and not otro.funciones:
            return self.con_puntos  # sin métodos, el blanco está en los atributos: `x = ...`
        suyas, ajenas = (
            {funcion.clave: funcion.codigo for funcion in trazo.funciones} for trazo in (self, otro)
        )
        return bool(suyas) and suyas == ajenas


@dataclass(frozen=True)
class Retrato:
    """Lo que se sabe de una respuesta sin probarla."""

    nombre: str = ""
    es_clase: bool = False
    es_codigo: bool = False
    #: es un `...` y nada más
    es_hueco: bool = False
    #: dónde queda un `...`, quizás «»; None si no queda
    hueco: str | None = None
    entera: Trazo = field(default_factory=Trazo)
    #: de cada parte, su trazo; None si la respuesta no la tiene
    partes: Mapping[str, Trazo | None] = field(default_factory=dict)


# --- retratar --------------------------------------------------------------------------------


def retratar(respuesta: Any, partes: Collection[str], segundos: float) -> Retrato:
    """El retrato de una respuesta, mirada a lo más `segundos`."""
    try:
        with acotado(segundos):
            forma = congelar(respuesta)
    except TiempoAgotado:
        forma = Forma("tiempo")  # que el límite de la observación lo diga
    es_clase = es(respuesta, type)
    return Retrato(
        nombre=str(type.__dict__["__name__"].__get__(respuesta))[:_LARGO] if es_clase else "",
        es_clase=es_clase,
        es_codigo=es(respuesta, type, FunctionType),
        es_hueco=respuesta is Ellipsis,
        hueco=_donde_queda(forma) if contiene(forma, "hueco") else None,
        entera=_trazo(respuesta),
        partes={parte: _trazo_de_parte(respuesta, parte) for parte in partes},
    )


def _trazo_de_parte(respuesta: Any, parte: str) -> Trazo | None:
    objeto = parte_de(respuesta, parte)
    return None if objeto is None else _trazo(objeto)


def _trazo(objeto: Any) -> Trazo:
    if not es(objeto, type):
        funcion = funcion_de(objeto)
        return Trazo() if funcion is None else Trazo(funciones=(_funcion("", funcion.__code__),))
    metodos = {
        n: f for n, valor in miembros(objeto).items() if (f := funcion_de(valor)) is not None
    }
    return Trazo(
        es_clase=True,
        funciones=tuple(_funcion(n, f.__code__) for n, f in metodos.items()),
        con_puntos=any(valor is Ellipsis for valor in list(vars(objeto).values())),
    )


def _funcion(clave: str, codigo: CodeType) -> Funcion:
    resumen = hashlib.sha256(repr(list(instrucciones(codigo))).encode("utf-8", "replace"))
    return Funcion(
        clave=str(clave)[:_LARGO],
        nombre=codigo.co_name[:_LARGO],
        codigo=resumen.hexdigest()[:16],
        vacia=sin_cuerpo(codigo),
        internas=tuple(nombre[:_LARGO] for nombre in islice(funciones_sin_cuerpo(codigo), 50)),
    )


def _donde_queda(forma: Forma) -> str:
    """En qué parte de un dato queda un `...`; nada si es el dato entero."""
    if forma.clase == "secuencia" and not all(contiene(v, "hueco") for v in forma.valor):
        lugares = [i for i, v in enumerate(forma.valor, start=1) if contiene(v, "hueco")]
        return f"Todavía hay un `...` por llenar en la posición {lugares[0]} (contando desde 1)."
    return "" if forma.clase == "hueco" else "Todavía queda algún `...` por llenar."


# --- decidir ---------------------------------------------------------------------------------


def lo_que_falta(propias: Sequence[str], suyo: Retrato, vacio: Retrato) -> str | None:
    """Por qué la respuesta sigue en blanco (texto quizás vacío), o None si no lo está.

    `propias` son las partes que se piden, y `vacio` es el retrato de la celda sin tocar.
    """
    if suyo.hueco is not None:
        return suyo.hueco
    if not propias:
        return "" if suyo.entera.mismo(vacio.entera) else None
    ausentes = [p for p in propias if suyo.partes.get(p) is None]
    if ausentes and suyo.es_clase:
        return f"`{suyo.nombre}` todavía no tiene `{ausentes[0]}`."
    vacias = [p for p in propias if _misma_parte(suyo.partes.get(p), vacio.partes.get(p))]
    if not vacias:
        return None
    return "" if len(vacias) == len(propias) else f"Todavía falta llenar `{vacias[0]}`."


def _misma_parte(suya: Trazo | None, vacia: Trazo | None) -> bool:
    return suya is not None and vacia is not None and suya.mismo(vacia)


def lo_que_no_hace_nada(propias: Sequence[str], suyo: Retrato) -> str | None:
    """De una respuesta que no sirve, qué función sigue vacía (quizás todas: «»), o None."""
    trazos = [suyo.partes.get(p) for p in propias] if propias else [suyo.entera]
    funciones = [f for t in trazos if t is not None and (t is suyo.entera or not t.es_clase)
                 for f in t.funciones]  # fmt: skip
    enteras = [f.nombre for f in funciones if f.vacia]
    if enteras and len(enteras) == len(funciones):
        return ""
    return _falta_llenar([*enteras, *(n for f in funciones for n in f.internas)])


def _falta_llenar(nombres: Sequence[str]) -> str | None:
    if not nombres:
        return None
    return f"Todavía falta llenar {en_lista(nombres)}."


def como_se_reconoce(suyo: Retrato, vacio: Retrato) -> Literal["igual", "con huecos", "no"]:
    """Cómo se reconoce en lo observado que la respuesta sigue en blanco.

    Una función o una clase ya se reconoció por su código; de los datos solo se ve cómo se portan.
    """
    if suyo.es_codigo:
        return "no"
    # algo escribió: que se observe igual de poco que un `...` no lo deja en blanco
    return "con huecos" if vacio.es_hueco else "igual"
