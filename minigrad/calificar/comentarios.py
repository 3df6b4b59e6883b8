"""Dice en una frase cómo le fue a un código. Ninguna frase lleva el número que se espera."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.huella.observar import primera_distinta
from minigrad.calificar.boleta.boleta import corto, nombre_de
from minigrad.calificar.jaula.encierro import Limites
from minigrad.calificar.juez import Corrida, Dictamen

#: señales de Unix con que muere un proceso, en palabras
_SENALES = {
    "6": "se abortó",
    "8": "hizo una cuenta imposible fuera de Python",
    "9": "se mató, o lo mató el sistema por falta de memoria",
    "11": "tocó memoria que no es suya",
    "25": "escribió un archivo demasiado grande",
    "31": "hizo algo que aquí no se permite",
}


def comentario(ejercicio: Ejercicio, dictamen: Dictamen, limites: Limites) -> str:
    """La frase de un veredicto; vacía si es correcto y nada llama la atención."""
    partes = [_principal(ejercicio, dictamen, limites), *_intentos(dictamen.corrida)]
    return "; ".join(filter(None, partes))


def tropiezo(error: Exception) -> str:
    """Lo que se dice de una entrega con la que el calificador no pudo."""
    return f"el calificador no pudo con ella ({corto(type(error).__name__)}): revísala a mano"


def estado(dictamen: Dictamen) -> str:
    """El estado de la nota: un veredicto «mal» por tiempo o memoria es «limite»."""
    tipo = (dictamen.corrida.error or {}).get("tipo")
    return "limite" if tipo in ("TiempoAgotado", "MemoryError") else dictamen.veredicto.estado


def _principal(ejercicio: Ejercicio, dictamen: Dictamen, limites: Limites) -> str:
    if dictamen.veredicto.estado in ("correcto", "blanco"):
        if dictamen.veredicto.estado == "correcto":
            return ""
        return ": ".join(filter(None, ("en blanco", dictamen.veredicto.mensaje)))
    if dictamen.corrida.respuesta.motivo:
        return _de_limite(dictamen.corrida, limites)
    if dictamen.corrida.error is not None:
        return _de_excepcion(dictamen.corrida.error, limites)
    if not dictamen.corrida.huellas:
        return f"la celda no define `{ejercicio.nombre}`"
    if dictamen.veredicto.error is not None:
        error = dictamen.veredicto.error
        return " ".join(filter(None, (nombre_de(ejercicio, error), error.mensaje)))
    if dictamen.solo_lo_visto:
        return "acierta solo con los números que se ven en el ejercicio; con otros, no"
    return _distinta(ejercicio, dictamen)


def _de_limite(corrida: Corrida, limites: Limites) -> str:
    motivo, detalle = corrida.respuesta.motivo, corrida.respuesta.detalle
    if motivo == "señal":
        return f"el proceso {_SENALES.get(detalle, f'murió de golpe (señal {detalle})')}"
    return {
        "tiempo": "no terminó a tiempo, ni al pedírselo: hubo que matar el proceso",
        "salida": f"imprimió más de {limites.salida_kb} KB",
        "disco": f"escribió más de {limites.disco_mb} MB o de {limites.archivos} archivos",
        "cerró": "cerró Python sin terminar",
        "larga": "lo que da es demasiado grande para compararlo",
        "canal": "lo que contestó el proceso no se entiende: escribió donde no debía",
    }[motivo]


def _de_excepcion(error: dict[str, Any], limites: Limites) -> str:
    tipo, mensaje = str(error.get("tipo")), str(error.get("mensaje") or "")
    linea = f" (línea {error['linea']})" if isinstance(error.get("linea"), int) else ""
    if tipo == "TiempoAgotado":
        return f"no terminó en {limites.segundos:g} segundos: ¿un bucle que nunca acaba?"
    if tipo == "MemoryError":
        return f"pidió más de {limites.memoria_mb} MB de memoria{linea}"
    if tipo == "SystemExit":
        return f"la celda cierra el programa{linea}"
    if tipo == "SyntaxError":
        return f"no es Python válido{linea}"
    if isinstance(error.get("falta"), str):
        return f"usa `{corto(error['falta'])}`, que no define ninguna celda de ejercicio{linea}"
    return f"la celda lanza {corto(tipo)}: {corto(mensaje)}".rstrip(": ") + linea


def _distinta(ejercicio: Ejercicio, dictamen: Dictamen) -> str:
    """En qué se separa de la solución, sin decir cuánto debía dar."""
    obtenida = dictamen.corrida.huellas[0]
    if obtenida and obtenida[-1].forma.clase == "tiempo":
        return f"no terminó en {ejercicio.segundos:g} segundos al probarla"
    if ejercicio.tipo != "codigo":
        return "no es la respuesta que se pide"
    i = primera_distinta(obtenida, dictamen.veredicto.esperada, ejercicio.tolerancia)
    if i is None or i >= len(obtenida):
        return "no hace lo que se pide"
    forma = obtenida[i].forma
    lanza = f", donde lanza {corto(str(forma.valor))}" if forma.clase == "excepcion" else ""
    return f"falla al probar: {corto(obtenida[i].etiqueta)}{lanza}"


def _intentos(corrida: Corrida) -> Iterator[str]:
    intentos = corrida.respuesta.datos.get("intentos", ())
    yield from (corto(str(intento)) for intento in intentos)
