"""Busca texto de soluciones donde un aprendiz podría verlo antes de tiempo.

Se comparan líneas sin espacios. Una línea corta y común («return self») no delata nada; una
asignación completa («dx = 6.0») sí, por corta que sea. Tampoco delata lo que el código dado ya
mostró antes del ejercicio, salvo que una celda lo muestre todo. Un cuaderno puede enseñar lo que
se resolvió en los anteriores. Una celda que muestra código a propósito lleva la etiqueta
`muestra`.

Glosario. *Seña*: una línea de solución, sin espacios, que la delata donde aparezca.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minigrad.aula.celda.blanco import en_blanco, lineas_de_solucion
from minigrad.aula.curso.ejercicio import Ejercicio
from tools.comun import Problema, Taller
from tools.frescura import leer_producto
from tools.fuente import Celda, Fuente

_LARGO = 12
_ASIGNACION = re.compile(r"^[\w,.\s]+(?<![=!<>])=(?!=)(.+)$")
_NOMBRE = re.compile(r"(return )?[\w.]+(\(\))?")
_FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$", re.DOTALL)


@dataclass(frozen=True)
class Secreto:
    """La solución de una celda: sus señas y, de ellas, las que nadie mostró antes."""

    stem: str
    ejercicio: str
    lugar: str
    senas: frozenset[str]
    nuevas: frozenset[str]

    def en(self, texto: str, *, mismo: bool) -> str | None:
        """Lo que un texto deja ver, dicho para una persona; nada si no deja ver nada."""
        if mismo and self.senas and all(ve(sena, texto) for sena in self.senas):
            return f"deja ver entera la solución de {self.ejercicio} ({self.lugar})."
        vistas = sorted(sena for sena in self.nuevas if ve(sena, texto))
        return f"deja ver «{vistas[0]}», de {self.ejercicio} ({self.lugar})." if vistas else None


def ve(sena: str, texto: str) -> bool:
    """Si la seña está en el texto como palabra entera: «x=1» no está en «max = 1»."""
    if sena not in _normal(texto):
        return False
    letras = r"[ \t]*".join(map(re.escape, sena))
    patron = rf"(?<![\w.]){letras}(?![\w(\[]|\.\w)"
    return re.search(patron, texto.replace("'", '"')) is not None


def secretos(fuentes: Sequence[Fuente]) -> list[Secreto]:
    """Las soluciones de unas fuentes, que van en el orden en que se estudian."""
    mostradas: list[str] = []
    hallados = []
    for fuente, celda in ((f, celda) for f in fuentes for celda in f.celdas):
        dadas, escondidas = _dadas(celda), _escondidas(celda)
        senas = _que_bastan(sena for linea in escondidas for sena in _senas(linea))
        senas -= {sena for linea in dadas for sena in _senas(linea)}
        if senas:
            quien, lugar = celda.ejercicio or "otra celda", f"{fuente.ruta}:{celda.linea}"
            nuevas = frozenset(s for s in senas if not any(s in linea for linea in mostradas))
            hallados.append(Secreto(fuente.stem, quien, lugar, frozenset(senas), nuevas))
        # también lo ya resuelto: si se ve, lo dice el ejercicio en que se resolvió
        mostradas += map(_normal, [*dadas, *escondidas])
    return hallados


def en_cuaderno(ruta: Path, taller: Taller, guardados: Iterable[Secreto]) -> Iterator[Problema]:
    """Los secretos que se ven en un cuaderno en blanco, y las salidas que le quedaron."""
    propios = [secreto for secreto in guardados if secreto.stem >= ruta.stem]
    cuaderno = leer_producto(ruta)  # si no se puede leer, de eso avisa `frescura`
    for numero, celda in enumerate(cuaderno.cells if cuaderno else (), start=1):
        dichos = ["tiene salidas guardadas."] if celda.get("outputs") else []
        dichos += _a_la_vista(celda, ruta.stem, propios)
        for que in dichos:
            yield Problema(taller.nombre(ruta), 0, numero, que)


def _a_la_vista(celda: Any, stem: str, propios: Iterable[Secreto]) -> list[str]:
    if "muestra" in celda.metadata.get("tags", ()):
        return []
    # una fórmula dice qué se calcula, no cómo se escribe
    texto = celda.source if celda.cell_type == "code" else _FORMULA.sub(" ", celda.source)
    dichos = (secreto.en(texto, mismo=secreto.stem == stem) for secreto in propios)
    return [dicho for dicho in dichos if dicho]


def en_ayudas(fuente: Fuente, datos: Mapping[str, Ejercicio], catalogo: str) -> Iterator[Problema]:
    """Ni una pista ni un mensaje de error dan la solución entera."""
    for secreto in secretos([fuente]):
        for donde, texto in _ayudas(datos.get(secreto.ejercicio)):
            if all(ve(sena, texto) for sena in secreto.senas):
                que = f"{secreto.ejercicio}: {donde} da la solución entera."
                yield Problema(catalogo, 0, 0, que)


def _ayudas(ejercicio: Ejercicio | None) -> Iterator[tuple[str, str]]:
    for numero, pista in enumerate(ejercicio.pistas if ejercicio else (), start=1):
        yield f"la pista {numero}", pista
    for error in ejercicio.errores if ejercicio else ():
        yield f"el mensaje de «{error.nombre}»", error.mensaje


def _escondidas(celda: Celda) -> list[str]:
    if "solucion" in celda.etiquetas:
        return [linea.strip() for linea in celda.texto.split("\n") if linea.strip()]
    return lineas_de_solucion(celda.texto) if celda.es_codigo else []


def _dadas(celda: Celda) -> list[str]:
    """Las líneas de código que la celda ya muestra en blanco."""
    visible = celda.es_codigo and "solucion" not in celda.etiquetas
    return en_blanco(celda.texto).split("\n") if visible else []


def _que_bastan(senas: Iterable[str]) -> set[str]:
    """Si hay líneas largas, las cortas («h = 1e-5») no hacen falta y se repiten mucho."""
    todas = set(senas)
    return {sena for sena in todas if len(sena) >= _LARGO} or todas


def _senas(linea: str) -> Iterator[str]:
    """Lo que delata una línea: la expresión que devuelve o asigna si es larga, o la línea."""
    linea = re.sub(r"(?<=\S)\s+#.*$", "", linea).strip()  # sin el comentario final
    asignacion = _ASIGNACION.match(linea)
    valor = (asignacion[1] if asignacion else linea.removeprefix("return ")).strip()
    if len(_normal(valor)) >= _LARGO and not _comun(valor):
        yield _normal(valor)
    elif (asignacion or len(_normal(linea)) >= _LARGO) and not _comun(linea):
        yield _normal(linea)


def _comun(linea: str) -> bool:
    """«for nodo in orden:», «perdida.data» o «perdida.backward()» están en todas partes."""
    return not linea or linea.endswith(":") or _NOMBRE.fullmatch(linea) is not None


def _normal(linea: str) -> str:
    """Sin espacios y con comillas de una sola clase."""
    return re.sub(r"\s+", "", linea).replace("'", '"')
