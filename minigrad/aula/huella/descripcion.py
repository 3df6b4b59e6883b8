"""Dice en pocas palabras qué es una `Forma`, y en qué se distinguen dos."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from minigrad.aula.huella.arreglo import Arreglo, en_listas, lugar
from minigrad.aula.huella.forma import (
    Forma,
    como_secuencia,
    congelar,
    iguales,
    numeros_distintos,
)

_LARGO = 160
_ELEMENTOS = 8
_CIFRAS = 6
_TODAS_LAS_CIFRAS = 17


def describir(forma: Forma, cifras: int = _CIFRAS) -> str:
    """La forma en pocas palabras; los números, con tantas cifras."""
    texto = _describir(forma, 4, cifras)
    return texto if len(texto) <= _LARGO else texto[: _LARGO - 3] + "…"


def contrastar(obtenida: Forma, esperada: Forma, tolerancia: float) -> tuple[str, str, str]:
    """Dónde se distinguen dos formas («» si es el todo) y cómo se describe ahí cada una.

    Entre dos secuencias da igual que una sea lista y otra tupla, y se escriben igual.
    """
    if esperada.clase == "secuencia":
        obtenida = como_secuencia(obtenida)
    if obtenida.clase == esperada.clase == "arreglo":
        return _de_arreglos(obtenida.valor, esperada.valor, tolerancia)
    if _difieren_en_un_arreglo(obtenida, esperada, tolerancia):
        return _por_dentro(obtenida, esperada, tolerancia)
    if obtenida.clase == esperada.clase == "secuencia":
        obtenida, esperada = replace(obtenida, causa=""), replace(esperada, causa="")
    for cifras in (_CIFRAS, _TODAS_LAS_CIFRAS):
        textos = describir(obtenida, cifras), describir(esperada, cifras)
        if textos[0] != textos[1]:
            return "", *textos
    if obtenida.clase == esperada.clase == "secuencia":
        if _primero(obtenida, esperada, tolerancia) is not None:
            return _por_dentro(obtenida, esperada, tolerancia)
        return "", f"{len(obtenida.valor)} elementos", f"{len(esperada.valor)} elementos"
    return "", *textos


def _primero(obtenida: Forma, esperada: Forma, tolerancia: float) -> int | None:
    """El primer elemento en que se distinguen dos secuencias."""
    pares = enumerate(zip(obtenida.valor, esperada.valor, strict=False))
    return next((i for i, (a, b) in pares if not iguales(a, b, tolerancia)), None)


def _por_dentro(obtenida: Forma, esperada: Forma, tolerancia: float) -> tuple[str, str, str]:
    i = _primero(obtenida, esperada, tolerancia) or 0
    donde, una, otra = contrastar(obtenida.valor[i], esperada.valor[i], tolerancia)
    return f"[{i}]{donde}", una, otra


def _difieren_en_un_arreglo(obtenida: Forma, esperada: Forma, tolerancia: float) -> bool:
    """Si lo primero distinto de dos secuencias es un arreglo: se habla de él, y no de todas."""
    if not obtenida.clase == esperada.clase == "secuencia":
        return False
    i = _primero(obtenida, esperada, tolerancia)
    return (
        i is not None
        and len(obtenida.valor) == len(esperada.valor)
        and esperada.valor[i].clase == "arreglo"
    )


# --- arreglos ------------------------------------------------------------------------------


def _de_arreglos(uno: Arreglo, otro: Arreglo, tolerancia: float) -> tuple[str, str, str]:
    """Si la forma no es la misma, las formas; si lo es, el primer número distinto."""
    if (uno.forma, uno.tipo) != (otro.forma, otro.tipo):
        return "", _de_que_es(uno), _de_que_es(otro)
    i = min(numeros_distintos(uno, otro, tolerancia), default=0)
    donde = str([*lugar(uno, i)]) if uno.entero else " (unos cuantos, y al final su suma)"
    _, *textos = contrastar(congelar(uno.numeros[i]), congelar(otro.numeros[i]), tolerancia)
    return donde, textos[0], textos[1]


def _de_que_es(arreglo: Arreglo) -> str:
    que = "" if arreglo.tipo == "numero" else " de True y False"
    return f"un arreglo{que} de forma {arreglo.forma}"


def en_que_difieren(obtenida: Forma, esperada: Forma, tolerancia: float) -> str:
    """Entre arreglos, o donde va uno, lo que dicen las formas; «» si no hay nada que decir."""
    if esperada.clase != "arreglo":
        return ""
    if not esperada.visible:
        return _en_las_medidas(obtenida, esperada.valor)
    va: Arreglo = esperada.valor
    if obtenida.clase != "arreglo":
        que = {"secuencia": "una lista", "numero": "un solo número"}.get(obtenida.clase)
        return f"Salió {que}, y va {_de_que_es(va)}." if que else ""
    hay: Arreglo = obtenida.valor
    if hay.forma != va.forma:
        return _en_las_medidas(obtenida, va.forma)
    if hay.tipo != va.tipo:
        return f"Salió {_de_que_es(hay)}, y va {_de_que_es(va)}."
    return _cuantos_difieren(hay, va, tolerancia)


def _en_las_medidas(obtenida: Forma, van: tuple[int, ...] | None) -> str:
    """Lo que en un curso sellado también se puede decir."""
    hay = obtenida.valor.forma if obtenida.clase == "arreglo" else None
    if van is None or hay in (None, van):
        return ""
    return f"La forma es `{hay}` y debería ser `{van}`."


def _cuantos_difieren(hay: Arreglo, va: Arreglo, tolerancia: float) -> str:
    """Cuántos no son, y si todos están multiplicados por lo mismo."""
    malos, todos = len(numeros_distintos(hay, va, tolerancia)), len(va.numeros)
    if not hay.entero or todos < 2:
        return ""
    cuantos = (
        f"De sus {todos} números difieren {malos}."
        if malos > 1
        else (f"De sus {todos} números difiere uno.")
    )
    veces = _veces(hay, va, tolerancia)
    return f"{cuantos} {veces}" if veces else cuantos


#: con menos, cuatro cifras no dicen cuántas veces es uno del otro
_CASI_UNO = 1e-3


def _veces(hay: Arreglo, va: Arreglo, tolerancia: float) -> str:
    pares = [(a, b) for a, b in zip(hay.numeros, va.numeros, strict=True) if a or b]
    if len(pares) < 2 or any(
        isinstance(x, bool | complex) or not x or x - x for par in pares for x in par
    ):
        return ""
    veces = pares[0][0] / pares[0][1]
    if not all(abs(a - veces * b) <= 10 * tolerancia * abs(a) for a, b in pares):
        return ""
    if abs(veces + 1) <= 10 * tolerancia:
        return "A todos les cambia el signo."
    if abs(abs(veces) - 1) < _CASI_UNO:
        return ""  # «1 veces» no dice nada
    if abs(veces) >= 1:
        return f"Cada uno es {veces:.4g} veces el que se espera."
    return f"Cada uno es el que se espera entre {1 / veces:.4g}."


def _describir(forma: Forma, fondo: int, cifras: int) -> str:
    if fondo == 0 or not forma.visible:
        return "…"
    if forma.clase == "numero":
        return _numero(forma.valor, cifras)
    if forma.clase == "texto":  # lo que se describe se lee como código: sin sus acentos graves
        return repr(forma.valor).replace("`", "")
    if forma.clase == "logico":
        return repr(forma.valor)
    if forma.clase == "excepcion":
        return f"un {forma.valor}"
    if forma.clase == "arreglo":
        return _arreglo(forma.valor, fondo, cifras)
    if forma.clase == "objeto":
        return _objeto(forma.valor[0], forma.valor[1], cifras)
    if forma.clase in ("secuencia", "conjunto", "tabla"):
        return _contenedor(forma, fondo - 1, cifras)
    return _SIN_VALOR[forma.clase]


_SIN_VALOR = {
    "nada": "None",
    "hueco": "... (sin llenar)",
    "enorme": "algo demasiado grande",
    "tiempo": "no terminó a tiempo",
}


def _numero(valor: Any, cifras: int) -> str:
    if isinstance(valor, int):
        return str(valor) if abs(valor) < 10**15 else "un entero enorme"
    return f"{valor:.{cifras}g}"


_OBJETOS = {
    **dict.fromkeys(
        ("function", "builtin_function_or_method"), "una función (¿te faltó llamarla?)"
    ),
    "method": "un método (¿te faltaron los paréntesis?)",
    "generator": "un generador (¿lo guardas en una lista, o sobra un yield?)",
    "coroutine": "una corrutina (¿sobra el async?)",
    **{
        tipo: f"un {tipo} sin recorrer (¿lo guardas en una lista?)"
        for tipo in ("map", "zip", "filter", "enumerate", "reversed")
    },
    "memoryview": "una vista de memoria (el .data de un arreglo de NumPy)",
    "GenericAlias": "un tipo con corchetes (¿iban paréntesis?)",
    "module": "un módulo",
    "Nodo": "un nodo",
    "_Nodo": "un nodo",
}


def _objeto(tipo: str, dato: Forma | None, cifras: int) -> str:
    if tipo in _OBJETOS and dato is None:
        return _OBJETOS[tipo]
    if tipo.startswith("clase "):
        return f"la {tipo}"
    con = f" con data = {_describir(dato, 2, cifras)}" if dato is not None else ""
    nombre = _OBJETOS.get(tipo, f"un objeto {tipo}")
    return f"{nombre}{con}"


def _arreglo(arreglo: Arreglo, fondo: int, cifras: int) -> str:
    """Los números, si son pocos; si no, la forma."""
    if len(arreglo.numeros) > _ELEMENTOS or not arreglo.numeros:
        return _de_que_es(arreglo)
    return f"arreglo {_describir(congelar(en_listas(arreglo)), fondo, cifras)}"


def _contenedor(forma: Forma, fondo: int, cifras: int) -> str:
    cortados = forma.valor[:_ELEMENTOS]
    if forma.clase == "tabla":
        pares = [(_describir(k, fondo, cifras), _describir(v, fondo, cifras)) for k, v in cortados]
        partes = [f"{k}: {v}" for k, v in pares]
    else:
        partes = [_describir(v, fondo, cifras) for v in cortados]
    partes += ["…"] if len(forma.valor) > len(cortados) else []
    abre, cierra = ("[", "]") if forma.clase == "secuencia" else ("{", "}")
    if forma.causa == "tupla":
        abre, cierra = "(", ",)" if len(partes) == 1 else ")"
    return abre + ", ".join(partes) + cierra
