"""Dice en pocas palabras qué es una `Forma`, y en qué se distinguen dos."""

from __future__ import annotations

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
    """Dónde se distinguen dos formas («» si es el todo) y cómo se describe ahí cada una."""
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
    if forma.clase in ("texto", "logico"):
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
    "function": "una función (¿te faltó llamarla?)",
    "method": "un método (¿te faltaron los paréntesis?)",
    "generator": "un generador (¿lo guardas en una lista, o sobra un yield?)",
    "coroutine": "una corrutina (¿sobra el async?)",
    "map": "un map sin recorrer (¿lo guardas en una lista?)",
    "zip": "un zip sin recorrer (¿lo guardas en una lista?)",
    "filter": "un filter sin recorrer (¿lo guardas en una lista?)",
}


def _objeto(tipo: str, dato: Forma | None, cifras: int) -> str:
    if tipo in _OBJETOS:
        return _OBJETOS[tipo]
    if tipo.startswith("clase "):
        return f"la {tipo}"
    con = f" con data = {_describir(dato, 2, cifras)}" if dato is not None else ""
    return f"un objeto {tipo}{con}"


def _contenedor(forma: Forma, fondo: int, cifras: int) -> str:
    cortados = forma.valor[:_ELEMENTOS]
    if forma.clase == "tabla":
        pares = [(_describir(k, fondo, cifras), _describir(v, fondo, cifras)) for k, v in cortados]
        partes = [f"{k}: {v}" for k, v in pares]
    else:
        partes = [_describir(v, fondo, cifras) for v in cortados]
    partes += ["…"] if len(forma.valor) > len(cortados) else []
    abre, cierra = ("[", "]") if forma.clase == "secuencia" else ("{", "}")
    return abre + ", ".join(partes) + cierra
