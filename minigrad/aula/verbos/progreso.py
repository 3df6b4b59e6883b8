"""`progreso`: la lista de ejercicios que se marca sola."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from minigrad import navegador
from minigrad.aula.celda.tarjeta import Tarjeta, hay_botones, mostrar
from minigrad.aula.curso.activo import activo
from minigrad.aula.tarjetas.de_progreso import dos_cifras, tarjeta_de_leccion, tarjeta_del_curso
from minigrad.aula.trabajo.progreso import Registros, actual, como_texto, leer_registros, mezclar
from minigrad.aula.trabajo.turno import libre

_RESPALDO = "progreso.json"


def progreso(
    leccion: str | int | None = None,
    *,
    descargar: bool = False,
    restaurar: str | Path | bool = False,
) -> None:
    """Muestra cómo va el curso o una lección (`progreso("02")`).

    `descargar=True` te da el archivo con tu progreso; `restaurar="progreso.json"` lo recupera, sin
    quitar nada de lo que haya.
    """
    if restaurar:
        _restaurar(_RESPALDO if restaurar is True else restaurar)
    if descargar:
        _descargar()
    registros = actual().leer()
    if leccion is None:
        mostrar(tarjeta_del_curso(activo(), registros))
    else:
        mostrar(tarjeta_de_leccion(activo(), dos_cifras(leccion), registros))
    if navegador.AQUI and hay_botones():
        from minigrad.aula.tarjetas.de_trabajo import botones_de_trabajo

        mostrar(botones_de_trabajo(actual()))


def _descargar() -> None:
    registros = actual().leer()
    archivo = Path(_RESPALDO) if _sobra(Path(_RESPALDO), registros) else libre(Path(_RESPALDO))
    try:
        archivo.write_text(como_texto(registros), encoding="utf-8")
    except OSError:
        mostrar(Tarjeta("aviso", f"No pude guardar `{archivo}`: aquí no se puede escribir."))
        return
    mostrar(Tarjeta("ayuda", f"Tu progreso está en `{archivo}`."))
    colab: Any = sys.modules.get("google.colab")
    if colab is not None:
        _bajar_de_colab(colab, archivo)


def _sobra(archivo: Path, registros: Registros) -> bool:
    """Dice si el archivo no tiene nada que no esté ya en los registros."""
    try:
        return mezclar(registros, leer_registros(archivo)) == registros
    except (OSError, ValueError):
        return False


def _bajar_de_colab(colab: Any, archivo: Path) -> None:
    try:
        colab.files.download(str(archivo))
    except Exception:  # depende del navegador: puede fallar de muchas formas
        texto = f"El navegador no lo bajó. Búscalo a la izquierda, en Archivos: `{archivo}`."
        mostrar(Tarjeta("aviso", texto))


def _restaurar(nombre: str | Path) -> None:
    try:
        registros = leer_registros(Path(nombre))
    except FileNotFoundError:
        mostrar(Tarjeta("aviso", f"No encuentro `{nombre}`. Súbelo primero a esta carpeta."))
    except (OSError, ValueError):
        mostrar(Tarjeta("aviso", f"`{nombre}` no es un archivo de progreso. No cambié nada."))
    else:
        actual().sumar(registros)
        ejercicios = "un ejercicio" if len(registros) == 1 else f"{len(registros)} ejercicios"
        mostrar(Tarjeta("ayuda", f"Sumé a tu progreso lo de `{nombre}`: {ejercicios}."))
