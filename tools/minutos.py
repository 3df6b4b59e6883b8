"""Cuánto toma cada cuaderno: `python -m tools.minutos [STEM …]`.

Se cuenta lo que se lee (130 palabras por minuto), lo que dice cada ejercicio y dos minutos por
celda que sorprende. *Sorprende* la que contesta a una apuesta: va después de un ejercicio de letra
o de número, o de un texto que pide apostar, predecir o adivinar. También, la de un explorador.

Un cuaderno dura lo que anuncia su primer texto, `**Tiempo:** 70 minutos.`, y a lo más 75. Si dura
más, se hace en ratos: `**Tiempo:** 110 minutos, en dos ratos: 60 y 50.` Entre un rato y otro va una
celda `## Pausa`, con lo que ya se tiene y el camino para volver (`**Para volver:**`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from minigrad.aula.curso.ejercicio import Ejercicio
from tools.comun import Problema, Taller, este_taller
from tools.forma import problema
from tools.fuente import Celda, Fuente, leer

PALABRAS_POR_MINUTO = 130
POR_SORPRESA = 2
MAXIMO = 75
HOLGURA = 5  # lo anunciado se redondea

_PALABRA = re.compile(r"[^\W_]+(?:[.,'-][^\W_]+)*")
# una fórmula se lee de un golpe, y de un enlace se lee su texto
_FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$", re.DOTALL)
_ENLACE = re.compile(r"\]\([^)]*\)")
_APUESTA = re.compile(r"\b(apuest|predi[cg]|adivin|antes de (ejecutar|mirar|medir))", re.IGNORECASE)
_EXPLORADOR = re.compile(
    r"^from minigrad(?:\.exploradores import (?!figuras|diagramas)| import exploradores)",
    re.MULTILINE,
)
_TIEMPO = re.compile(r"\*\*Tiempo:\*\* (\d+) minutos(?:, en (?:dos|tres) ratos: ([\d, y]+))?")


@dataclass(frozen=True)
class Cuenta:
    """Lo que suma un rato."""

    palabras: int
    ejercicios: int
    sorpresas: int

    @property
    def minutos(self) -> float:
        leer = self.palabras / PALABRAS_POR_MINUTO
        return leer + self.ejercicios + POR_SORPRESA * self.sorpresas

    def __str__(self) -> str:
        de = f"{self.palabras} palabras, {self.ejercicios} min de ejercicios"
        return f"cuenta {self.minutos:3.0f} min: {de}, {self.sorpresas} sorpresas"


def cuentas(fuente: Fuente, datos: Mapping[str, Ejercicio]) -> list[Cuenta]:
    """Una por rato, en orden."""
    return [
        Cuenta(
            sum(_palabras(celda.texto) for celda in rato if not celda.es_codigo),
            sum(datos[id_].minutos for c in rato if (id_ := c.ejercicio) and id_ in datos),
            len(list(_sorprenden(rato, datos))),
        )
        for rato in _ratos(fuente)
    ]


def anunciados(fuente: Fuente) -> list[int]:
    """Los minutos de cada rato, según el primer texto; ninguno si no los dice."""
    hallado = next((t for c in fuente.celdas if (t := _TIEMPO.search(c.texto))), None)
    if hallado is None:
        return []
    return [int(n) for n in re.findall(r"\d+", hallado[2] or hallado[1])]


def tiempos(fuente: Fuente, datos: Mapping[str, Ejercicio]) -> Iterator[Problema]:
    """Lo anunciado alcanza, ningún rato es largo y de cada pausa se sabe volver."""
    contado, dicho = cuentas(fuente, datos), anunciados(fuente)
    inicio = fuente.celdas[0]
    if len(dicho) != len(contado):
        que = f"anuncia {len(dicho)} ratos en «**Tiempo:** … minutos» y tiene {len(contado)}."
        yield problema(fuente, inicio, que)
        return
    hallado = _TIEMPO.search("\n".join(c.texto for c in fuente.celdas))
    if hallado and int(hallado[1]) != sum(dicho):
        yield problema(fuente, inicio, f"{hallado[1]} minutos no es la suma de sus ratos.")
    for numero, (cuenta, minutos) in enumerate(zip(contado, dicho, strict=True), start=1):
        if abs(cuenta.minutos - minutos) > HOLGURA:
            que = f"el rato {numero} anuncia {minutos} minutos y se cuentan {cuenta.minutos:.0f}."
            yield problema(fuente, inicio, que)
        if minutos > MAXIMO:
            yield problema(
                fuente, inicio, f"el rato {numero} pasa de {MAXIMO} minutos: pide pausa."
            )
    for celda in fuente.celdas:
        if _es_pausa(celda) and "**Para volver:**" not in celda.texto:
            yield problema(fuente, celda, "la pausa no dice cómo volver («**Para volver:** …»).")


def _palabras(texto: str) -> int:
    return len(_PALABRA.findall(_ENLACE.sub("]", _FORMULA.sub(" fórmula ", texto))))


def _es_pausa(celda: Celda) -> bool:
    return not celda.es_codigo and celda.texto.startswith("## Pausa")


def _ratos(fuente: Fuente) -> list[list[Celda]]:
    ratos: list[list[Celda]] = [[]]
    for celda in fuente.celdas:
        ratos[-1].append(celda)
        if _es_pausa(celda):
            ratos.append([])
    return ratos


def _sorprenden(celdas: Sequence[Celda], datos: Mapping[str, Ejercicio]) -> Iterator[Celda]:
    """Las celdas de código que contestan a una apuesta, y los exploradores."""
    apostado = False
    for celda in celdas:
        if celda.ejercicio:
            ejercicio = datos.get(celda.ejercicio)
            apostado = ejercicio is not None and ejercicio.tipo in ("numero", "opcion")
        elif not celda.es_codigo:
            apostado = apostado or bool(_APUESTA.search(celda.texto))
        elif "{{PREPARAR}}" in celda.texto:
            apostado = False  # la portada dice qué se aprende a predecir, y no pide nada
        elif "comprobar(" not in celda.texto and "base" not in celda.etiquetas:
            if apostado or _EXPLORADOR.search(celda.texto):
                yield celda
            apostado = False


def principal(argumentos: Sequence[str] | None = None, taller: Taller | None = None) -> int:
    """Una línea por rato de cada cuaderno; devuelve 1 si algo de lo anunciado no se cumple."""
    taller, problemas = taller or este_taller(), list[Problema]()
    for ruta in taller.fuentes():
        if argumentos and ruta.stem not in argumentos:
            continue
        fuente = leer(ruta, taller.nombre(ruta))
        datos = {ejercicio.id: ejercicio for ejercicio in taller.datos(fuente.stem)}
        for dicho, cuenta in zip_longest(anunciados(fuente), cuentas(fuente, datos)):
            print(f"{fuente.stem:<31} anuncia {dicho or '¿?':>2}, {cuenta or 'y no hay tal rato'}")
        problemas += tiempos(fuente, datos)
    print(*map(str, problemas), sep="\n", end="\n" if problemas else "")
    return 1 if problemas else 0


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
