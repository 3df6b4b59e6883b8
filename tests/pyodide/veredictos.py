"""La tarjeta de cada respuesta conocida: se escribe igual aquí y en Pyodide, para compararlas.

Son las soluciones, las celdas sin tocar, las respuestas equivocadas del catálogo y las de
`otras_respuestas/`; de cada `MINIGRAD_UNA_DE`, una.
"""

import json
import os
from pathlib import Path

from curso_de_prueba import ejecutar_celda

from minigrad.aula.curso.activo import activo
from minigrad.aula.juicio.juzgar import juzgar
from minigrad.aula.tarjetas.de_veredicto import tarjeta_de_veredicto

CURSO = activo()
OTRAS = Path(__file__).parents[1] / "aula" / "juicio" / "otras_respuestas"


def respuestas():
    """`(de dónde sale, id, fuente)` de cada una."""
    for ejercicio in CURSO.todos():
        yield "solución", ejercicio.id, CURSO.solucion(ejercicio.id)
        yield "en blanco", ejercicio.id, CURSO.blanco(ejercicio.id)
        for error in ejercicio.errores:
            yield error.nombre, ejercicio.id, CURSO.equivocada(ejercicio, error)
    for archivo in sorted(OTRAS.glob("*.txt")):
        for trozo in archivo.read_text(encoding="utf-8").split("#### ")[1:]:
            encabezado, _, fuente = trozo.partition("\n")
            yield archivo.stem, encabezado.split()[1], fuente


def elegidas():
    """Las que tocan: una de cada tantas, y si se pide, solo de un resto."""
    una_de = int(os.environ.get("MINIGRAD_UNA_DE", "1"))
    resto = int(os.environ.get("MINIGRAD_RESTO", "0"))
    return list(respuestas())[resto::una_de]


def tarjeta(id_, fuente):
    """El veredicto y lo que se lee en la tarjeta."""
    ejercicio = CURSO.buscar(id_)
    try:
        nombres = CURSO.preparar(ejercicio)
        ejecutar_celda(nombres, fuente)
        respuesta = nombres[ejercicio.nombre]
    except Exception as error:
        return ["no corre", type(error).__name__, ""]
    veredicto = juzgar(CURSO, ejercicio, respuesta)
    error = veredicto.error.nombre if veredicto.error else ""
    dicho = repr(tarjeta_de_veredicto(ejercicio, veredicto, respuesta))
    # el orden de un conjunto no es el mismo en 32 bits, y la tarjeta muestra lo que se obtuvo
    return [veredicto.estado, error, "" if "set(" in fuente else dicho]


def todas():
    for numero, (origen, id_, fuente) in enumerate(elegidas()):
        yield [numero, origen, id_, *tarjeta(id_, fuente)]


if __name__ == "__main__":
    for linea in todas():
        print(json.dumps(linea, ensure_ascii=False))
