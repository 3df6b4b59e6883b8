"""Dice en una frase cómo le fue a un código. Ninguna frase lleva el número que se espera."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
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


def _ninguna(_nombre: str) -> bool:
    return False


def comentario(
    ejercicio: Ejercicio, dictamen: Dictamen, limites: Limites,
    define: Callable[[str], bool] = _ninguna,
) -> str:  # fmt: skip
    """La frase de un veredicto; vacía si es correcto y nada llama la atención.

    `define` dice si alguna celda de la entrega define un nombre.
    """
    partes = [_principal(ejercicio, dictamen, limites, define), *_intentos(dictamen.corrida)]
    return "; ".join(filter(None, partes))


def tropiezo(error: Exception) -> str:
    """Lo que se dice de una entrega con la que el calificador no pudo."""
    return f"el calificador no pudo con ella ({corto(type(error).__name__)}): revísala a mano"


def estado(dictamen: Dictamen) -> str:
    """El estado de la nota: un veredicto «mal» por tiempo o memoria es «limite»."""
    tipo = (dictamen.corrida.error or {}).get("tipo")
    return "limite" if tipo in ("TiempoAgotado", "MemoryError") else dictamen.veredicto.estado


def _principal(
    ejercicio: Ejercicio, dictamen: Dictamen, limites: Limites, define: Callable[[str], bool]
) -> str:
    if dictamen.veredicto.estado in ("correcto", "blanco"):
        if dictamen.veredicto.estado == "correcto":
            return ""
        return ": ".join(filter(None, ("en blanco", dictamen.veredicto.mensaje)))
    if dictamen.corrida.respuesta.motivo:
        return _de_limite(dictamen.corrida, limites)
    falta = _lo_que_falta(dictamen.corrida, define)
    if falta:
        return falta
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
        "hilos": f"abrió más de {limites.hilos} hilos",
        "cerró": "cerró Python sin terminar",
        "larga": "lo que da es demasiado grande para compararlo",
        "canal": "lo que contestó el proceso no se entiende: escribió donde no debía",
    }[motivo]


def _de_excepcion(error: dict[str, Any], limites: Limites) -> str:
    tipo, mensaje = str(error.get("tipo")), str(error.get("mensaje") or "")
    linea = _en_la_linea(error)
    if tipo == "TiempoAgotado":
        return f"no terminó en {limites.segundos:g} segundos: ¿un bucle que nunca acaba?"
    if tipo == "MemoryError":
        return f"pidió más de {limites.memoria_mb} MB de memoria{linea}"
    if tipo == "SystemExit":
        return f"la celda cierra el programa{linea}"
    if tipo == "SyntaxError":
        return f"no es Python válido{linea}"
    return f"la celda lanza {corto(tipo)}: {corto(mensaje)}".rstrip(": ") + linea


def _lo_que_falta(corrida: Corrida, define: Callable[[str], bool]) -> str:
    """El nombre o el módulo que no estaba; vacío si no fue por eso."""
    linea = _en_la_linea(corrida.error or {})
    if corrida.faltan:
        nombre = corto(corrida.faltan[0])
        if define(corrida.faltan[0]):
            return f"usa `{nombre}`, y la celda que lo define no llegó a hacerlo{linea}"
        return f"usa `{nombre}`, que no define ninguna celda de la entrega{linea}"
    if corrida.sin_paquete:
        return _sin_modulo(corrida.sin_paquete[0]) + linea
    return ""


def _sin_modulo(nombre: str) -> str:
    parecidos = difflib.get_close_matches(nombre, [*_PAQUETES, *sys.stdlib_module_names], 1, 0.75)
    if parecidos:
        return f"importa `{corto(nombre)}`, que aquí no existe: ¿será `{parecidos[0]}`?"
    return (
        f"importa `{corto(nombre)}`, que aquí no está: si es un archivo suyo, su código va "
        "en el cuaderno; si es un paquete, hay que instalarlo y calificar otra vez"
    )


def ausente(dictamen: Dictamen, *, preciso: bool) -> str:
    """El paquete conocido que hizo falta y esta máquina no tiene; vacío si no fue por eso.

    Que no está lo dice esta máquina, no la respuesta: `import numpy.naba` no es una falta de aquí.
    Lo que pidieron otras celdas solo cuenta si la respuesta las usa y le faltó algo.
    """
    corrida = dictamen.corrida
    de_otras = corrida.sin_paquete_antes if preciso and corrida.faltan else []
    pedidos = (nombre.partition(".")[0] for nombre in [*corrida.sin_paquete, *de_otras])
    return next((n for n in pedidos if n in _PAQUETES and find_spec(n) is None), "")


#: paquetes que alguien podría tener en su máquina, por el nombre con que se importan
_PAQUETES = {
    "IPython", "PIL", "altair", "autograd", "bokeh", "bs4", "cv2", "cvxpy", "cupy", "dask", "flax",
    "gensim", "graphviz", "h5py", "holoviews", "imageio", "ipywidgets", "jax", "joblib", "keras",
    "lightgbm", "lxml", "matplotlib", "micrograd", "mpmath", "networkx", "nltk", "numba", "numpy",
    "openpyxl", "optax", "pandas", "plotly", "polars", "pyarrow", "pydantic", "pygraphviz",
    "pytest", "pytorch_lightning", "requests", "rich", "scipy", "seaborn", "skimage", "sklearn",
    "spacy", "statsmodels", "sympy", "tabulate", "tensorflow", "theano", "tinygrad", "torch",
    "torchvision", "tqdm", "transformers", "typing_extensions", "xarray", "xgboost", "yaml",
}  # fmt: skip


def _en_la_linea(error: dict[str, Any]) -> str:
    return f" (línea {error['linea']})" if isinstance(error.get("linea"), int) else ""


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
