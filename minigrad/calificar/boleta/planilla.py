"""Las notas de la clase: por aprendiz, y como CSV con las columnas que importan las plataformas."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from minigrad.calificar.boleta.boleta import Boleta, Nota
from minigrad.calificar.entrega.plano import Plano

COLUMNAS = ("identificador", "ejercicio", "puntos", "maximo", "comentario")
_REPETIDO = "estaba en más de un archivo: cuenta el mejor"
#: una hoja de cálculo toma por fórmula un texto que empieza así
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass
class Fila:
    """Un aprendiz: sus notas por ejercicio, y lo que se dice de sus entregas."""

    aprendiz: str
    notas: dict[str, Nota] = field(default_factory=dict)
    avisos: list[str] = field(default_factory=list)

    @property
    def puntos(self) -> int:
        return sum(nota.puntos for nota in self.notas.values())

    @property
    def maximo(self) -> int:
        return sum(nota.maximo for nota in self.notas.values())


@dataclass(frozen=True)
class Clase:
    """Todos los aprendices, y los ejercicios calificados en el orden del curso."""

    filas: tuple[Fila, ...]
    ejercicios: tuple[str, ...]
    rechazadas: tuple[Boleta, ...]


def reunir(boletas: Sequence[Boleta], plano: Plano, maximos: dict[str, int]) -> Clase:
    """Junta las boletas de cada aprendiz; `maximos` son los puntos que vale cada ejercicio.

    De un ejercicio entregado en varios archivos cuenta el mejor. Quien solo entregó algo que no
    se puede calificar tiene 0 en los ejercicios de los cuadernos de la clase.
    """
    filas: dict[str, Fila] = {}
    for boleta in boletas:
        fila = filas.setdefault(boleta.aprendiz, Fila(boleta.aprendiz))
        fila.avisos += [f"{boleta.entrega}: {aviso}" for aviso in _avisos(boleta)]
        for nota in boleta.notas:
            fila.notas[nota.ejercicio] = _la_mejor(fila.notas.get(nota.ejercicio), nota)
    pedidos = _pedidos(boletas, plano)
    for boleta in boletas:
        fila = filas[boleta.aprendiz]
        if boleta.rechazo and not fila.notas:
            fila.notas = {
                nota.ejercicio: nota for nota in _en_cero(boleta, pedidos, plano, maximos)
            }
    vistos = {id_ for fila in filas.values() for id_ in fila.notas}
    return Clase(
        filas=tuple(sorted(filas.values(), key=lambda fila: fila.aprendiz.casefold())),
        ejercicios=tuple(id_ for id_ in plano["ejercicios"] if id_ in vistos),
        rechazadas=tuple(boleta for boleta in boletas if boleta.rechazo),
    )


def _avisos(boleta: Boleta) -> Iterator[str]:
    if boleta.rechazo:
        yield boleta.rechazo
    yield from boleta.avisos


def _la_mejor(una: Nota | None, otra: Nota) -> Nota:
    if una is None:
        return otra
    mejor = max(una, otra, key=lambda nota: (nota.puntos, nota.estado != "falta"))
    if "falta" in (una.estado, otra.estado) or _REPETIDO in mejor.avisos:
        return mejor
    return replace(mejor, avisos=(*mejor.avisos, _REPETIDO))


def _pedidos(boletas: Sequence[Boleta], plano: Plano) -> list[str]:
    """Los cuadernos que entregó al menos la mitad de quienes entregaron alguno."""
    entregados = Counter(
        cuaderno for boleta in boletas for cuaderno in {n.cuaderno for n in boleta.notas}
    )
    personas = len({boleta.aprendiz for boleta in boletas if boleta.notas})
    return [cuaderno for cuaderno, veces in entregados.items() if 2 * veces >= personas]


def _en_cero(
    boleta: Boleta, pedidos: Sequence[str], plano: Plano, maximos: dict[str, int]
) -> Iterator[Nota]:
    cuadernos = [boleta.leccion] if boleta.leccion else pedidos
    for id_, datos in plano["ejercicios"].items():
        if datos["cuaderno"] in cuadernos:
            yield Nota(id_, datos["cuaderno"], "rechazada", 0, maximos[id_], boleta.rechazo)


# --- el CSV --------------------------------------------------------------------------------------


def como_csv(clase: Clase) -> bytes:
    """Una línea por aprendiz y ejercicio, con la marca que Excel necesita para ver las tildes."""
    texto = io.StringIO(newline="")
    hoja = csv.writer(texto)
    hoja.writerow(COLUMNAS)
    for fila in clase.filas:
        hoja.writerows(map(_sin_formulas, _lineas(fila)))
    return texto.getvalue().encode("utf-8-sig", "replace")


def _lineas(fila: Fila) -> Iterator[tuple[str, ...]]:
    if not fila.notas:
        yield fila.aprendiz, "", "0", "0", "; ".join(fila.avisos)
    for nota in fila.notas.values():
        dicho = "; ".join(filter(None, (nota.comentario, *nota.avisos)))
        yield fila.aprendiz, nota.ejercicio, str(nota.puntos), str(nota.maximo), dicho


def _sin_formulas(celdas: Iterable[str]) -> list[str]:
    return [f"'{celda}" if celda.startswith(_FORMULAS) else celda for celda in celdas]
