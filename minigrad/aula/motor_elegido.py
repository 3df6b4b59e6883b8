"""Con qué motor se sigue: el que escribió el aprendiz, si está y pasa sus pruebas; o el nuestro.

La red de la lección 5 y el modelo de la 7 lo piden igual: cada una dice qué clase busca y cómo se
habla de ella.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minigrad.aula.celda.limites import TiempoAgotado, acotado
from minigrad.aula.celda.tarjeta import Parrafo, Tarjeta, mostrar
from minigrad.aula.espanol.explicar import explicar
from minigrad.aula.motor_propio import importar_motor
from minigrad.aula.suite_motor import SIN_PROBAR, Informe

#: lo que se espera a que el archivo se importe; son décimas, también con NumPy
SEGUNDOS = 5.0


@dataclass(frozen=True)
class Motor:
    """Qué clase se busca, quién la usa y de qué lección sale."""

    clase: str
    leccion: str
    #: «Esta red», «Este modelo»; y al terminar, «La red de 5.4», «El modelo de 7.5»
    quien: str
    quien_termino: str
    #: «la entrena», «lo entrenó»
    pronombre: str
    evaluar: Callable[[type], Informe]
    del_paquete: Callable[[], type]


def elegir(motor: Motor, ruta: str) -> type:
    """La clase del archivo `ruta` si pasa la suite y es toda suya; si no, la del paquete.

    Dice cuál es, y si es la del paquete, qué le falta a la suya. Con `MINIGRAD_MOTOR=paquete` ni
    mira el archivo: así se construye un cuaderno, y lo que muestra no depende de lo que haya.
    """
    suya, falta = _la_suya(motor, Path(ruta))
    titulo = f"{motor.quien} {motor.pronombre} entrena"
    if suya is None:
        igual = _NADA_CAMBIA.format(motor.leccion)
        mostrar(
            Tarjeta("aviso", f"{titulo} el motor del paquete", (Parrafo(falta), Parrafo(igual)))
        )
        return motor.del_paquete()
    mostrar(Tarjeta("bien", f"{titulo} tu motor", (Parrafo(_TUYO.format(ruta=ruta)),)))
    return suya


_NADA_CAMBIA = "Todo lo demás es igual: es el mismo motor de la lección {}, en las mismas palabras."
_TUYO = "`{ruta}` pasa todas las pruebas del motor y no tiene nada prestado."


def decir_quien(motor: Motor, parametros: Iterable[Any], es_suyo: str) -> None:
    """Dice, al terminar, de quién es el motor de los parámetros que se entrenaron."""
    titulo = f"{motor.quien_termino} {motor.pronombre} entrenó"
    if all(type(parametro) is motor.del_paquete() for parametro in parametros):
        como = Parrafo(_PARA_LA_SUYA.format(motor.leccion))
        mostrar(Tarjeta("ayuda", f"{titulo} el motor del paquete", (como,)))
    else:
        mostrar(Tarjeta("bien", f"{titulo} tu motor", (Parrafo(es_suyo),)))


_PARA_LA_SUYA = (
    "Escribe el tuyo al final de la lección {}, con todo corregido; déjalo junto a este cuaderno y "
    "ejecútalo desde el principio: lo usará."
)


def _la_suya(motor: Motor, archivo: Path) -> tuple[type | None, str]:
    """La clase del archivo, o None y qué le falta."""
    clase, leccion = motor.clase, motor.leccion
    if os.environ.get("MINIGRAD_MOTOR") == "paquete" or not archivo.is_file():
        return None, _SIN_ARCHIVO.format(archivo.name, leccion)
    vuelve = _VUELVE.format(leccion)
    try:
        with acotado(SEGUNDOS):
            suya: Any = getattr(importar_motor(str(archivo)), clase)
    except (Exception, SystemExit, TiempoAgotado) as error:
        return None, f"Tu `{archivo.name}` no se pudo importar: {_motivo(error, clase)} {vuelve}"
    if not isinstance(suya, type) or not _es_de(archivo, suya):
        return None, f"La `{clase}` de tu `{archivo.name}` no es una clase escrita ahí. {vuelve}"
    informe = motor.evaluar(suya)
    return (suya, "") if informe.aprobado else (None, _lo_que_falta(archivo.name, informe, leccion))


def _es_de(archivo: Path, clase: type) -> bool:
    """Dice si la clase se escribió en el archivo, y no se trajo de otro lado."""
    return all(ancestro.__module__ == archivo.stem for ancestro in clase.__mro__[:-1])


_SIN_ARCHIVO = (
    "Junto a este cuaderno no hay un `{}`. Lo escribe el final de la lección {}; si lo tienes en "
    "otra carpeta o lo descargaste, cópialo aquí y ejecuta otra vez esta celda."
)
_VUELVE = "Corrígelo, o escríbelo otra vez desde la lección {}, y ejecuta de nuevo esta celda."


def _motivo(error: BaseException, clase: str) -> str:
    if isinstance(error, TiempoAgotado):
        return f"no terminó en {SEGUNDOS:g} segundos."
    if isinstance(error, AttributeError) and error.name == clase:
        return f"no tiene una clase `{clase}`."
    linea = f" en la línea {error.lineno}" if isinstance(error, SyntaxError) else ""
    return f"lanzó `{type(error).__name__}`{linea}. {explicar(error).significa}"


def _lo_que_falta(nombre: str, informe: Informe, leccion: str) -> str:
    grupos = informe.operadores().items()
    fallan = [op for op, grupo in grupos if any(r.motivo not in ("", SIN_PROBAR) for r in grupo)]
    frases = []
    if fallan:
        frases.append(f"Tu `{nombre}` no pasa las pruebas de: {', '.join(fallan)}.")
    if informe.prestado:
        frases.append(f"En tu `{nombre}` sigue prestado: {', '.join(informe.prestado)}.")
    return " ".join((*frases, f"Corrígelo en la lección {leccion} y escribe otra vez el archivo."))
