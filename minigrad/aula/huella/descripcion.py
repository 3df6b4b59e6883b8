"""Dice en pocas palabras qué es una `Forma`, y en qué se distinguen dos."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from minigrad.aula.huella.forma import Forma, iguales

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
    if obtenida.clase == esperada.clase == "secuencia":
        obtenida, esperada = replace(obtenida, causa=""), replace(esperada, causa="")
    for cifras in (_CIFRAS, _TODAS_LAS_CIFRAS):
        textos = describir(obtenida, cifras), describir(esperada, cifras)
        if textos[0] != textos[1]:
            return "", *textos
    if obtenida.clase == esperada.clase == "secuencia":
        pares = zip(obtenida.valor, esperada.valor, strict=False)
        for i, (una, otra) in enumerate(pares):
            if not iguales(una, otra, tolerancia):
                donde, *textos_de_dentro = contrastar(una, otra, tolerancia)
                return f"[{i}]{donde}", textos_de_dentro[0], textos_de_dentro[1]
        return "", f"{len(obtenida.valor)} elementos", f"{len(esperada.valor)} elementos"
    return "", *textos


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
