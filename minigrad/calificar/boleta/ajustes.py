"""Los puntos cambiados a mano: un CSV que escribe quien califica y que aquí solo se lee.

Cada línea dice de quién, de qué ejercicio, cuántos puntos quedan, quién lo decidió y por qué. En
lugar de un ejercicio puede ir un cuaderno (`02_a_mano` o `02`), y entonces es su total; vacío, es
el total de la tarea. Lo que una línea tenga mal se dice con su número, y las demás se aplican.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from minigrad.calificar.boleta.boleta import corto
from minigrad.calificar.boleta.lista import NoSeLee, leer_tabla, llano
from minigrad.calificar.boleta.planilla import Cambio, Clase, Fila, numero
from minigrad.calificar.boleta.tarea import nombres_de

CABECERA = ("identificador", "ejercicio", "puntos", "quién", "porqué")
_COLUMNAS = {
    "identificador": "identificador|aprendiz|estudiante|alumno|nombre|correo|id",
    "ejercicio": "ejercicio|cuaderno",
    "puntos": "puntos|nota|calificacion",
    "quien": "quien|quien califica|docente|profesor|profesora",
    "porque": "porque|por que|motivo|razon|comentario",
}
_CAMPO_DE = {nombre: campo for campo, todos in _COLUMNAS.items() for nombre in todos.split("|")}


@dataclass(frozen=True)
class Ajuste:
    """Lo que dice una línea, sin revisar."""

    linea: int
    identificador: str = ""
    ejercicio: str = ""
    puntos: str = ""
    quien: str = ""
    porque: str = ""


class _Mal(ValueError):
    """Una línea que no se puede aplicar; el texto dice por qué."""


def leer_ajustes(archivo: Path) -> list[Ajuste]:
    """Los ajustes de un archivo; lanza `NoSeLee`."""
    if not archivo.exists():
        raise NoSeLee(
            f"No encuentro {archivo}. Créalo con esta primera línea, y una más por cada cambio:\n"
            f"{','.join(CABECERA)}"
        )
    renglones = leer_tabla(archivo)
    campos = ["identificador", "ejercicio", "puntos", "quien", "porque"]
    if renglones and _CAMPO_DE.get(llano(renglones[0][1][0])):
        campos = [_CAMPO_DE.get(llano(columna), "") for columna in renglones.pop(0)[1]]
        if not {"identificador", "puntos"} <= set(campos):
            raise NoSeLee(
                f"A {archivo} le faltan columnas: son {', '.join(CABECERA)}, con esos nombres."
            )
    return [
        Ajuste(linea, **{c: v for c, v in zip(campos, celdas, strict=False) if c})
        for linea, celdas in renglones
    ]


def ajustar(clase: Clase, ajustes: Sequence[Ajuste]) -> list[str]:
    """Cambia los puntos de las filas; devuelve lo que no se pudo, con su número de línea."""
    dichos: list[str] = []
    vistos: dict[tuple[str, str], int] = {}
    for ajuste in sorted(ajustes, key=lambda a: (_alcance(a, clase), a.linea)):
        try:
            fila = _fila(ajuste, clase)
            de_que = _de_que(ajuste, fila, clase)
            _cambiar(fila, de_que, ajuste, clase)
        except _Mal as mal:
            dichos.append(f"línea {ajuste.linea}: {mal}, y no se aplicó")
            continue
        if (fila.aprendiz, de_que) in vistos:
            antes = vistos[fila.aprendiz, de_que]
            dichos.append(f"línea {ajuste.linea}: cambia lo mismo que la {antes}; vale esta")
        vistos[fila.aprendiz, de_que] = ajuste.linea
        if not (ajuste.quien and ajuste.porque):
            dichos.append(f"línea {ajuste.linea}: se aplicó, y no dice quién o por qué")
    return sorted(dichos, key=lambda dicho: int(dicho.split()[1].rstrip(":")))


def _alcance(ajuste: Ajuste, clase: Clase) -> int:
    """Primero los ejercicios, después los cuadernos y al final el total: así se sabe qué había."""
    if not ajuste.ejercicio:
        return 2
    return 0 if ajuste.ejercicio.casefold() in clase.maximos else 1


def _fila(ajuste: Ajuste, clase: Clase) -> Fila:
    quien = ajuste.identificador
    if not quien:
        raise _Mal("no dice de quién es")
    formas: tuple[Mapping[int, str], ...] = (
        {i: fila.aprendiz for i, fila in enumerate(clase.filas)},
        {i: llano(fila.aprendiz) for i, fila in enumerate(clase.filas)},
        {i: llano(fila.nombre) for i, fila in enumerate(clase.filas)},
    )
    for forma, buscado in zip(formas, (quien, llano(quien), llano(quien)), strict=True):
        halladas = [i for i, dicho in forma.items() if dicho == buscado != ""]
        if len(halladas) == 1:
            return clase.filas[halladas[0]]
    de_la_lista = clase.lista.de_quien(quien) if clase.lista else []
    if len(de_la_lista) == 1:
        return next(fila for fila in clase.filas if fila.persona == de_la_lista[0])
    if len(de_la_lista) > 1 or halladas:
        raise _Mal(f"«{corto(quien)}» puede ser más de una persona: usa su identificador")
    raise _Mal(f"no hay nadie que se llame «{corto(quien)}»")


def _de_que(ajuste: Ajuste, fila: Fila, clase: Clase) -> str:
    """El ejercicio o el cuaderno; «» si es el total."""
    dicho = ajuste.ejercicio.casefold().removesuffix(".ipynb")
    if not dicho or llano(dicho) == "total":
        return clase.cuadernos[0] if len(clase.cuadernos) == 1 else ""
    if dicho in clase.maximos:
        if dicho not in clase.pedidos:
            raise _Mal(f"{dicho} no es de lo que se pidió")
        return dicho
    for nota in fila.contadas:
        if dicho in nombres_de(nota.ejercicio, nota.cuaderno):
            return nota.cuaderno
    raise _Mal(f"«{corto(ajuste.ejercicio)}» no es un ejercicio ni un cuaderno de lo pedido")


def _cambiar(fila: Fila, de_que: str, ajuste: Ajuste, clase: Clase) -> None:
    nota = fila.notas.get(de_que)
    maximo = clase.maximos[de_que] if nota else fila.cuenta(de_que).maximo
    puntos = _puntos(ajuste.puntos, maximo)
    antes = nota.puntos if nota else fila.cuenta(de_que).puntos
    fila.cambios[de_que] = Cambio(antes, puntos, corto(ajuste.quien), corto(ajuste.porque))
    if nota:  # si aquí no se pudo calificar, ahora cuenta
        fila.notas[de_que] = replace(nota, puntos=puntos, maximo=clase.maximos[de_que])


def _puntos(texto: str, maximo: float) -> float:
    if not texto:
        raise _Mal("no dice cuántos puntos")
    try:
        puntos = float(texto.replace(",", "."))
    except ValueError:
        raise _Mal(f"«{corto(texto)}» no son puntos") from None
    if not (math.isfinite(puntos) and 0 <= puntos <= maximo):
        raise _Mal(f"{corto(texto)} puntos no están entre 0 y {numero(maximo)}")
    return round(puntos, 2)


def cambios(clase: Clase) -> Iterator[tuple[Fila, str, Cambio]]:
    """Cada cambio hecho a mano, con su fila y de qué es."""
    for fila in clase.filas:
        for de_que, cambio in fila.cambios.items():
            yield fila, de_que, cambio
