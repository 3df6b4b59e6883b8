"""Con qué motor se entrena la red de la lección 5: el del aprendiz, si está y pasa sus pruebas."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from minigrad.aula.celda.limites import TiempoAgotado, acotado
from minigrad.aula.celda.tarjeta import Parrafo, Tarjeta, mostrar
from minigrad.aula.espanol.explicar import explicar
from minigrad.aula.motor_propio import importar_motor
from minigrad.aula.suite_motor import CASOS, LECCION, SIN_PROBAR, Informe, evaluar
from minigrad.engine import Value as DelPaquete

#: lo que se espera a que el archivo se importe; son milésimas
_SEGUNDOS = 5.0


def motor_de_la_red(ruta: str = "mi_minigrad.py") -> type:
    """La clase `Value` del archivo `ruta` si pasa la suite y es toda tuya; si no, la del paquete.

    Dice cuál es, y si es la del paquete, qué le falta a la tuya. Con `MINIGRAD_MOTOR=paquete` ni
    mira el archivo: así se construye un cuaderno, y lo que muestra no depende de lo que haya.
    """
    suya, falta = _la_suya(Path(ruta))
    if suya is None:
        mostrar(Tarjeta("aviso", _DEL_PAQUETE, (Parrafo(falta), Parrafo(_NADA_CAMBIA))))
        return DelPaquete
    mostrar(Tarjeta("bien", "Esta red la entrena tu motor", (Parrafo(_TUYO.format(ruta=ruta)),)))
    return suya


_DEL_PAQUETE = "Esta red la entrena el motor del paquete"
_NADA_CAMBIA = "Todo lo demás es igual: es el mismo motor de la lección 4, en las mismas palabras."
_TUYO = "`{ruta}` pasa todas las pruebas del motor y no tiene nada prestado."


def quien_entreno(red: Any) -> None:
    """Dice, al terminar, de quién es el motor de los parámetros que la red entrenó."""
    if all(type(parametro) is DelPaquete for parametro in red.parameters()):
        mostrar(Tarjeta("ayuda", "La red de 5.4 la entrenó el motor del paquete", (_PARA_LA_TUYA,)))
    else:
        mostrar(Tarjeta("bien", "La red de 5.4 la entrenó tu motor", (_NADIE_MAS,)))


_PARA_LA_TUYA = Parrafo(
    "Escribe el tuyo al final de la lección 4, con todo corregido; déjalo junto a este cuaderno y "
    "ejecútalo desde el principio: lo usará."
)
_NADIE_MAS = Parrafo(
    "El de tu `mi_minigrad.py`: cada suma, cada derivada local y el paso hacia atrás."
)


def _la_suya(archivo: Path) -> tuple[type | None, str]:
    """La clase del archivo, o None y qué le falta."""
    if os.environ.get("MINIGRAD_MOTOR") == "paquete" or not archivo.is_file():
        return None, _SIN_ARCHIVO.format(archivo.name)
    try:
        with acotado(_SEGUNDOS):
            suya: Any = importar_motor(str(archivo)).Value
    except (Exception, SystemExit, TiempoAgotado) as error:
        return None, f"Tu `{archivo.name}` no se pudo importar: {_motivo(error)} {_VUELVE}"
    if not isinstance(suya, type) or not _es_de(archivo, suya):
        return None, f"La `Value` de tu `{archivo.name}` no es una clase escrita ahí. {_VUELVE}"
    informe = evaluar(suya, [caso for caso in CASOS if caso.nivel == LECCION])
    return (suya, "") if informe.aprobado else (None, _lo_que_falta(archivo.name, informe))


def _es_de(archivo: Path, clase: type) -> bool:
    """Dice si la clase se escribió en el archivo, y no se trajo de otro lado."""
    return all(ancestro.__module__ == archivo.stem for ancestro in clase.__mro__[:-1])


_SIN_ARCHIVO = (
    "Junto a este cuaderno no hay un `{}`. Lo escribe el final de la lección 4; si lo tienes en "
    "otra carpeta o lo descargaste, cópialo aquí y ejecuta otra vez esta celda."
)
_VUELVE = "Corrígelo, o escríbelo otra vez desde la lección 4, y ejecuta de nuevo esta celda."


def _motivo(error: BaseException) -> str:
    if isinstance(error, TiempoAgotado):
        return f"no terminó en {_SEGUNDOS:g} segundos."
    if isinstance(error, AttributeError) and error.name == "Value":
        return "no tiene una clase `Value`."
    linea = f" en la línea {error.lineno}" if isinstance(error, SyntaxError) else ""
    return f"lanzó `{type(error).__name__}`{linea}. {explicar(error).significa}"


def _lo_que_falta(nombre: str, informe: Informe) -> str:
    grupos = informe.operadores().items()
    fallan = [op for op, grupo in grupos if any(r.motivo not in ("", SIN_PROBAR) for r in grupo)]
    frases = []
    if fallan:
        frases.append(f"Tu `{nombre}` no pasa las pruebas de: {', '.join(fallan)}.")
    if informe.prestado:
        frases.append(f"En tu `{nombre}` sigue prestado: {', '.join(informe.prestado)}.")
    return " ".join((*frases, "Corrígelo en la lección 4 y escribe otra vez el archivo."))
