"""La lista de ejercicios que se marca sola: de todo el curso o de una lección."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Sequence

from minigrad.aula.celda.tarjeta import Bloque, Parrafo, Tabla, Tarjeta
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.trabajo.progreso import Registro, Registros

_SIMBOLOS = {
    "en blanco": "○",
    "intentado": "◔",
    "con pistas": "◑",
    "solución vista": "◎",
    "correcto": "✔",
}
_LEYENDA = " · ".join(f"{simbolo} {estado}" for estado, simbolo in _SIMBOLOS.items())


def dos_cifras(leccion: str | int) -> str:
    """El número de la lección, venga como venga: `2`, `"02"`, `"lección 2"` o `"02-derivada"`."""
    hallado = re.search(r"\d+", str(leccion))
    return str(int(hallado[0])).zfill(2) if hallado else str(leccion)


def _nombre(seccion: str) -> str:
    return f"{'Práctica' if seccion.endswith('p') else 'Lección'} {int(seccion[:2])}"


# --- todo el curso -------------------------------------------------------------------------


def tarjeta_del_curso(vigente: Curso, registros: Registros) -> Tarjeta:
    filas = [("", "ejercicios", "correctos")]
    for seccion in vigente.secciones():
        lista = vigente.de_seccion(seccion)
        if lista:
            simbolos = "".join(_SIMBOLOS[_de(registros, e).estado] for e in lista)
            filas.append((_nombre(seccion), simbolos, _cuenta(lista, registros)))
    bloques: tuple[Bloque, ...] = (Tabla(filas), Parrafo(_LEYENDA), *_en_colab())
    return Tarjeta("ayuda", "Tu progreso", bloques)


def _cuenta(lista: Sequence[Ejercicio], registros: Registros) -> str:
    return f"{sum(_de(registros, e).correcto for e in lista)} de {len(lista)}"


def _de(registros: Registros, ejercicio: Ejercicio) -> Registro:
    return registros.get(ejercicio.id, Registro())


# --- una lección ---------------------------------------------------------------------------


def tarjeta_de_leccion(vigente: Curso, leccion: str, registros: Registros) -> Tarjeta:
    secciones = [s for s in vigente.secciones() if s[:2] == leccion]
    if not secciones:
        numeros = sorted({s[:2] for s in vigente.secciones()})
        hay = f"Escribe su número, de {int(numeros[0])} a {int(numeros[-1])}: `progreso(2)`."
        return Tarjeta("aviso", f"No hay ninguna lección «{leccion}».", (Parrafo(hay),))
    filas, cuentas, cierres = [("", "ejercicio", "título", "estado")], [], []
    # la práctica, o la lección, se lista cuando ya se empezó; contar, se cuentan las dos
    vivas = [s for s in secciones if _empezada(vigente, s, registros)] or secciones[:1]
    for seccion in secciones:
        lista = vigente.de_seccion(seccion)
        if seccion in vivas:
            filas += [_fila(e, _de(registros, e)) for e in lista]
        cuentas.append(f"{_nombre(seccion)}: {_cuenta(lista, registros)}")
        cierres.append(_cierre(seccion, lista, registros))
    total = f"Tu progreso · {' · '.join(cuentas)} correctos"
    cierre = _TODO if all(c.endswith(_COMPLETA) for c in cierres) else " ".join(cierres)
    return Tarjeta("ayuda", total, (Tabla(filas), Parrafo(cierre), *_en_colab()))


_COMPLETA = "completa."
_TODO = "¡Todo listo!"


def _fila(ejercicio: Ejercicio, registro: Registro) -> tuple[str, str, str, str]:
    return _SIMBOLOS[registro.estado], ejercicio.id, ejercicio.titulo, _estado(registro)


def _cierre(seccion: str, lista: Sequence[Ejercicio], registros: Registros) -> str:
    """«Lección 2: completa.», «Práctica 2: te faltan 3.» o «Práctica 2: sin empezar.»"""
    faltan = Counter(_de(registros, e).correcto for e in lista)[False]
    cuanto = f"te faltan {faltan}." if faltan > 1 else "te falta uno." if faltan else _COMPLETA
    if faltan == len(lista) and not any(e.id in registros for e in lista):
        cuanto = f"sin empezar, {faltan} ejercicios." if faltan > 1 else "sin empezar."
    return f"{_nombre(seccion)}: {cuanto}"


def _empezada(vigente: Curso, seccion: str, registros: Registros) -> bool:
    return any(e.id in registros for e in vigente.de_seccion(seccion))


def _estado(registro: Registro) -> str:
    extra = []
    if registro.correcto and registro.solucion:
        extra.append("solución vista")
    if registro.pistas and registro.estado != "con pistas":
        extra.append(f"pistas: {registro.pistas}")
    return registro.estado + (f" ({', '.join(extra)})" if extra else "")


# --- llevárselo y traerlo ------------------------------------------------------------------


def _en_colab() -> tuple[Parrafo, ...]:
    if "google.colab" not in sys.modules:
        return ()
    return (
        Parrafo(
            "En Colab esto se borra al cerrar la sesión. Llévatelo con `progreso(descargar=True)`; "
            'para recuperarlo, sube el archivo y usa `progreso(restaurar="progreso.json")`.'
        ),
    )
