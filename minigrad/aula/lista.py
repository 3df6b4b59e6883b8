"""`progreso`: la lista de ejercicios que se marca sola."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from minigrad.aula import avance, curso
from minigrad.aula.avance import Registro, Registros
from minigrad.aula.curso import Curso
from minigrad.aula.ejercicio import Ejercicio
from minigrad.aula.tarjeta import Bloque, Parrafo, Tabla, Tarjeta, mostrar

_SIMBOLOS = {
    "en blanco": "○",
    "intentado": "◐",
    "con pistas": "◑",
    "solución vista": "◎",
    "correcto": "✔",
}
_LEYENDA = " · ".join(f"{simbolo} {estado}" for estado, simbolo in _SIMBOLOS.items())


def progreso(
    leccion: str | int | None = None, *, descargar: bool = False, restaurar: str | None = None
) -> None:
    """Muestra cómo va el curso o una lección (`progreso("02")`).

    `descargar=True` te da el archivo con tu progreso; `restaurar="progreso.json"` lo recupera.
    """
    if restaurar is not None:
        _restaurar(restaurar)
    if descargar:
        _descargar()
    registros = avance.actual().leer()
    if leccion is None:
        mostrar(_del_curso(curso.activo(), registros))
    else:
        mostrar(_de_leccion(curso.activo(), _dos_cifras(leccion), registros))


def _dos_cifras(leccion: str | int) -> str:
    return str(leccion).strip()[:2].zfill(2)


def _nombre(modulo: str) -> str:
    clase, _, numero = modulo.partition("_")
    return f"{'Práctica' if clase == 'practica' else 'Lección'} {int(numero or 0)}"


# --- todo el curso -------------------------------------------------------------------------


def _del_curso(vigente: Curso, registros: Registros) -> Tarjeta:
    filas = [("", "ejercicios", "correctos")]
    for modulo in vigente.modulos():
        lista = vigente.de_modulo(modulo)
        if lista:
            simbolos = "".join(_SIMBOLOS[_de(registros, e).estado] for e in lista)
            filas.append((_nombre(modulo), simbolos, _cuenta(lista, registros)))
    bloques: tuple[Bloque, ...] = (Tabla(filas), Parrafo(_LEYENDA), *_en_colab())
    return Tarjeta("ayuda", "Tu progreso", bloques)


def _cuenta(lista: Sequence[Ejercicio], registros: Registros) -> str:
    return f"{sum(_de(registros, e).correcto for e in lista)} de {len(lista)}"


def _de(registros: Registros, ejercicio: Ejercicio) -> Registro:
    return registros.get(ejercicio.id, Registro())


# --- una lección ---------------------------------------------------------------------------


def _de_leccion(vigente: Curso, leccion: str, registros: Registros) -> Tarjeta:
    modulos = [m for m in vigente.modulos() if m[-2:] == leccion]
    if not modulos:
        return Tarjeta("aviso", f"No hay ninguna lección {leccion}.")
    # la práctica, o la lección, aparece cuando ya se empezó
    vivos = [m for m in modulos if _empezado(vigente, m, registros)] or modulos[:1]
    filas = [("", "ejercicio", "título", "estado")]
    listas = [e for modulo in vivos for e in vigente.de_modulo(modulo)]
    for ejercicio in listas:
        registro = _de(registros, ejercicio)
        filas.append(
            (_SIMBOLOS[registro.estado], ejercicio.id, ejercicio.titulo, _estado(registro))
        )
    titulo = " y ".join(_nombre(m) for m in vivos)
    faltan = Counter(_de(registros, e).correcto for e in listas)[False]
    cierre = f"Te faltan {faltan}." if faltan > 1 else "Te falta uno." if faltan else "¡Todo listo!"
    total = f"Tu progreso · {titulo}: {_cuenta(listas, registros)} correctos"
    return Tarjeta("ayuda", total, (Tabla(filas), Parrafo(cierre), *_en_colab()))


def _empezado(vigente: Curso, modulo: str, registros: Registros) -> bool:
    return any(e.id in registros for e in vigente.de_modulo(modulo))


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


def _descargar() -> None:
    archivo = Path("progreso.json")
    archivo.write_text(avance.como_texto(avance.actual().leer()), encoding="utf-8")
    colab: Any = sys.modules.get("google.colab")
    if colab is not None:
        colab.files.download(str(archivo))
    mostrar(Tarjeta("ayuda", f"Tu progreso está en `{archivo}`."))


def _restaurar(nombre: str) -> None:
    try:
        registros = avance.desde_texto(Path(nombre).read_text(encoding="utf-8"))
    except FileNotFoundError:
        mostrar(Tarjeta("aviso", f"No encuentro `{nombre}`. Súbelo primero a esta carpeta."))
    except (OSError, ValueError):
        mostrar(Tarjeta("aviso", f"`{nombre}` no es un archivo de progreso. No cambié nada."))
    else:
        avance.actual().sumar(registros)
