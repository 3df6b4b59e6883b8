"""Busca texto de soluciones donde un aprendiz podría verlo antes de tiempo.

Se comparan líneas sin espacios. Una línea corta y común («return self») no delata nada; una
asignación completa («dx = 6.0») sí, por corta que sea. Un cuaderno puede mostrar lo que se
resolvió en lecciones anteriores. Una celda que muestra código a propósito lleva la etiqueta
`muestra`.

Glosario. *Seña*: una línea de solución, normalizada, que la delata donde aparezca.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from minigrad.aula.ejercicio import Ejercicio
from minigrad.aula.marcas import en_blanco, lineas_de_solucion
from tools.comun import Problema, Taller
from tools.frescura import leer_producto
from tools.fuente import Celda, Fuente

_LARGO = 12
_ASIGNACION = re.compile(r"^[\w,.\s]+(?<![=!<>])=(?!=)(.+)$")


@dataclass(frozen=True)
class Sena:
    """`texto` es la línea como se le dice a una persona; `aguja`, sin espacios."""

    ejercicio: str
    lugar: str
    texto: str
    aguja: str

    def esta_en(self, texto: str) -> bool:
        """Si la línea se ve en el texto, como palabra entera: «x=1» no está en «max = 1»."""
        if self.aguja not in _normal(texto):
            return False
        letras = r"[ \t]*".join(map(re.escape, self.aguja))
        patron = rf"(?<![\w.]){letras}(?![\w(\[]|\.\w)"
        return re.search(patron, texto.replace("'", '"')) is not None


def senas(fuente: Fuente) -> Iterator[Sena]:
    """Lo que delata las soluciones de una fuente."""
    for celda in fuente.celdas:
        dadas = _dadas(celda)
        for linea in _escondidas(celda):
            for aguja in _agujas(linea):
                if aguja not in dadas:
                    lugar = f"{fuente.ruta}:{celda.linea}"
                    quien = celda.ejercicio or "una celda de solución"
                    yield Sena(quien, lugar, linea, aguja)


def en_cuaderno(ruta: Path, taller: Taller, buscadas: Iterable[Sena]) -> Iterator[Problema]:
    """Las señas que se ven en un cuaderno en blanco, y las salidas que le quedaron."""
    nombre = taller.nombre(ruta)
    senas_ = list(buscadas)
    guardado = leer_producto(ruta)  # si no se puede leer, de eso avisa `frescura`
    for numero, celda in enumerate(guardado.cells if guardado else (), start=1):
        if celda.get("outputs"):
            yield Problema(nombre, 0, numero, "tiene salidas guardadas.")
        if "muestra" in celda.metadata.get("tags", ()):
            continue
        for sena in senas_:
            if sena.esta_en(celda.source):
                que = f"deja ver la solución de {sena.ejercicio} ({sena.lugar}): «{sena.texto}»."
                yield Problema(nombre, 0, numero, que)


def en_ayudas(fuente: Fuente, datos: Mapping[str, Ejercicio], modulo: str) -> Iterator[Problema]:
    """Ni una pista ni un mensaje de error dan la solución entera."""
    por_ejercicio: dict[str, list[Sena]] = {}
    for sena in senas(fuente):
        por_ejercicio.setdefault(sena.ejercicio, []).append(sena)
    for id_, propias in por_ejercicio.items():
        for donde, texto in _ayudas(datos.get(id_)):
            if all(sena.esta_en(texto) for sena in propias):
                yield Problema(modulo, 0, 0, f"{id_}: {donde} da la solución entera.")


def _ayudas(ejercicio: Ejercicio | None) -> Iterator[tuple[str, str]]:
    for numero, pista in enumerate(ejercicio.pistas if ejercicio else (), start=1):
        yield f"la pista {numero}", pista
    for error in ejercicio.errores if ejercicio else ():
        yield f"el mensaje de «{error.nombre}»", error.mensaje


def _escondidas(celda: Celda) -> list[str]:
    if "solucion" in celda.etiquetas:
        return [linea.strip() for linea in celda.texto.split("\n") if linea.strip()]
    return lineas_de_solucion(celda.texto) if celda.es_codigo else []


def _dadas(celda: Celda) -> set[str]:
    """Lo que la misma celda ya muestra en blanco."""
    visible = celda.es_codigo and "solucion" not in celda.etiquetas
    return set(map(_normal, en_blanco(celda.texto).split("\n"))) if visible else set()


def _agujas(linea: str) -> Iterator[str]:
    """La línea y, si es larga, también la expresión que devuelve o asigna."""
    linea = re.sub(r"(?<=\S)\s+#.*$", "", linea)  # sin el comentario final
    normal = _normal(linea)
    asignacion = _ASIGNACION.match(linea)
    # «for nodo in orden:» o «else:» se repiten en todas partes
    if normal and not normal.endswith(":") and (asignacion or len(normal) >= _LARGO):
        yield normal
    valor = asignacion[1] if asignacion else linea.removeprefix("return ")
    if valor != linea and len(_normal(valor)) >= _LARGO:
        yield _normal(valor)


def _normal(linea: str) -> str:
    """Sin espacios y con comillas de una sola clase."""
    return re.sub(r"\s+", "", linea).replace("'", '"')
