"""Hábitos de la prosa que se pueden revisar barato: signos que abren, glosario, párrafos."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from minigrad.aula.curso.ejercicio import Ejercicio
from tools.comun import Problema
from tools.forma import problema
from tools.fuente import Fuente

LETRAS_POR_PARRAFO = 500
# lo que no es prosa: código, fórmulas, direcciones y etiquetas
_NO_ES_PROSA = re.compile(
    r"```.*?```|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]+\$|\]\([^)]*\)|<[^>\n]+>|https?://\S+", re.DOTALL
)
_CURSIVA = re.compile(r"(?<!\*)\*(?!\*)[^*\n]+\*(?!\*)")
# en minúsculas: `Layer` es una clase de PyTorch y también nuestra
_INGLES = re.compile(
    r"\b(the|and|with|forward|loss|learning rate|gradients?|nodes?|leaf|chain rule|layers?|inputs?"
    r"|outputs?|weights?|training|warning|failed|invalid|missing|not found)\b"
)
_PADRE = re.compile(r"\bpadres?\b", re.IGNORECASE)
_ESPECIAL = re.compile(r"\s*([-*+]\s|\d+[.)]\s|\||#|>|<)")


def prosa(fuente: Fuente) -> Iterator[Problema]:
    """Los textos de un cuaderno."""
    for celda in fuente.celdas:
        if celda.es_codigo:
            if _PADRE.search(celda.texto):
                yield problema(fuente, celda, _SIN_PADRE)
            continue
        for dentro, parrafo in parrafos(celda.texto):
            for que in [*faltas(parrafo), *_largo(parrafo)]:
                yield problema(fuente, celda, que, dentro)


def prosa_de_datos(datos: Mapping[str, Ejercicio], catalogo: str) -> Iterator[Problema]:
    """Los textos que lee el aprendiz en pistas, mensajes y explicaciones."""
    for id_, ejercicio in datos.items():
        mensajes = [error.mensaje for error in ejercicio.errores]
        for texto in [ejercicio.titulo, *ejercicio.pistas, *mensajes, ejercicio.porque]:
            for que in faltas(texto):
                yield Problema(catalogo, 0, 0, f"{id_}: {que} En «{texto[:50]}…».")


_SIN_PADRE = "«padre»: los operandos son los hijos; quien usa un nodo es su consumidor."


def faltas(texto: str) -> Iterator[str]:
    """Los hábitos que un texto no cumple."""
    limpio = _NO_ES_PROSA.sub(" ", texto)
    for abre, cierra in ("¿?", "¡!"):
        if limpio.count(abre) != limpio.count(cierra):
            yield f"no todo «{cierra}» tiene su «{abre}»."
    for palabra in sorted(set(_INGLES.findall(_CURSIVA.sub(" ", limpio)))):
        yield f"«{palabra}» está en inglés; usa la palabra del glosario o ponla en *cursiva*."
    if _PADRE.search(limpio):
        yield _SIN_PADRE


def parrafos(texto: str) -> Iterator[tuple[int, str]]:
    """Cada párrafo o punto de lista y la línea (desde 1) en que empieza; sin bloques de código."""
    inicio, lineas, en_codigo = 1, list[str](), False
    for numero, linea in enumerate([*texto.split("\n"), ""], start=1):
        cerca = linea.lstrip().startswith("```")
        corta = en_codigo or cerca or not linea.strip() or _ESPECIAL.match(linea)
        en_codigo ^= cerca
        if corta and lineas:
            yield inicio, "\n".join(lineas)
            lineas = []
        if linea.strip() and not en_codigo and not cerca:
            inicio = inicio if lineas else numero
            lineas.append(linea)


def _largo(parrafo: str) -> Iterator[str]:
    if len(parrafo) > LETRAS_POR_PARRAFO and not parrafo.lstrip().startswith(("|", "<")):
        yield f"párrafo de {len(parrafo)} letras; parte los de más de {LETRAS_POR_PARRAFO}."
