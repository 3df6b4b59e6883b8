"""Lo que hace el proceso encerrado: leer un cuaderno, o correr una respuesta y observarla.

Recibe un pedido y devuelve datos; no juzga nada ni conoce la solución de lo que corre. Lo que
devuelve lleva la clave que venía en el pedido, así que escribir a ciegas en el canal no basta.
Aun así, el código que se califica corre en este mismo proceso, y con bastante empeño puede
encontrar la clave y contestar otra cosa. Por eso aquí no se dice nunca «está bien»: para engañar
a quien juzga hay que mandarle lo que daría una respuesta correcta, también con números que se
escogieron al calificar, y quien sabe calcular eso ya tiene la respuesta.

Lo que no se puede impedir: si una observación es solo un sí o un no, un objeto hecho a propósito
puede decir que sí.
"""

from __future__ import annotations

import builtins
import importlib
import json
import linecache
import os
import random
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from minigrad.aula.celda.limites import TiempoAgotado, limite_de_tiempo
from minigrad.aula.curso.solucionario import compilar
from minigrad.aula.huella.observar import Huella, observar
from minigrad.calificar.entrega.extraer import extraer
from minigrad.calificar.entrega.leer import NoEsCuaderno
from minigrad.calificar.jaula.integridad import Integridad
from minigrad.calificar.puesto.esquema import CUANTOS, LARGO, LINEAS
from minigrad.calificar.puesto.formas import a_json
from minigrad.calificar.puesto.variantes import observador

Datos = dict[str, Any]
_escribir_json = json.JSONEncoder().encode


def hacer(pedido: Mapping[str, Any], contenido: bytes, intentos: Callable[[], list[str]]) -> Datos:
    """Atiende un pedido; `intentos` dice qué quiso hacer el código que no debía."""
    if pedido["que"] == "leer":
        return leer(pedido, contenido)
    if pedido["que"] == "protecciones":
        return {}
    datos = correr(pedido)
    datos["intentos"] = intentos()
    return datos


def leer(pedido: Mapping[str, Any], contenido: bytes) -> Datos:
    """Las celdas de ejercicio de un cuaderno, o por qué no lo es."""
    try:
        return extraer(contenido, pedido["plano"], pedido["leccion"])
    except NoEsCuaderno as error:
        return {"rechazo": str(error)}
    except MemoryError:
        return {"rechazo": "no cupo en memoria: borra las salidas y guárdalo otra vez"}


def alistar(orden: Mapping[str, Any]) -> None:
    """Carga lo que hará falta, antes de que el proceso se encierre y de que corra el tiempo."""
    for nombre in orden.get("importar", ()):
        with suppress(ImportError):
            importlib.import_module(nombre)
    if orden.get("observador"):
        modulo, nombre = orden["observador"]
        for semilla in (None, *orden["semillas"]):
            observador(modulo, nombre, semilla)


# --- correr una respuesta ----------------------------------------------------------------------


def correr(pedido: Mapping[str, Any]) -> Datos:
    """Corre lo dado y la celda, y observa lo que quedó con el nombre del ejercicio."""
    semillas, nombre = (None, *pedido["semillas"]), pedido["nombre"]
    modulo, mira = pedido["observador"]
    observadores = [observador(modulo, mira, semilla) for semilla in semillas]
    nombres: Datos = {"__name__": "__main__", **_SUSTITUTOS}
    for etiqueta, previa in pedido["previas"]:
        exec(compilar(previa, etiqueta), nombres)
    antes = Integridad()
    *_, error = [
        _correr_celda(fuente, f"<entrega {numero}>", nombres, pedido["segundos"])
        for numero, fuente in enumerate([*pedido["ayudas"], pedido["fuente"]])
    ]
    _sin_rastreadores()
    cambios = [cambio[:LARGO] for cambio in antes.reponer(pedido["permitidos"])[:CUANTOS]]
    if error is not None:
        return {"error": error, "cambios": cambios}
    if nombre not in nombres:
        return {"falta": nombre, "cambios": cambios}
    huellas: list[Huella] = []
    for mirar in observadores:
        huellas.append(observar(mirar, nombres[nombre], pedido["observar"]))
        if any(observada.forma.clase == "tiempo" for observada in huellas[0]):
            break
    return {"huellas": list(map(a_json, huellas)), "cambios": cambios}


def _correr_celda(fuente: str, archivo: str, nombres: Datos, segundos: float) -> Datos | None:
    """Corre una celda; si no llega al final, dice cómo acabó."""
    lineas = fuente.splitlines(keepends=True)
    linecache.cache[archivo] = (len(fuente), None, lineas, archivo)
    random.seed(0)
    try:
        with limite_de_tiempo(segundos):
            exec(compile(fuente, archivo, "exec", dont_inherit=True), nombres)
    except TiempoAgotado:
        return {"tipo": "TiempoAgotado"}
    except BaseException as error:
        return _de_excepcion(error, archivo)
    return None


def _de_excepcion(error: BaseException, archivo: str) -> Datos:
    """Su tipo, su mensaje y la línea; `falta` es el nombre que no existía, si fue por eso."""
    try:
        mensaje = str(error)[:LARGO]
        falta = error.name if type(error) is NameError else None
    except BaseException:  # su `__str__` es del aprendiz
        mensaje, falta = "", None
    return {
        "tipo": str(type(error).__name__)[:LARGO],
        "mensaje": mensaje,
        "linea": _linea(error, archivo),
        "falta": str.__str__(falta)[:LARGO] if isinstance(falta, str) else None,
    }


def _linea(error: BaseException, archivo: str) -> int | None:
    """La última línea de la celda por la que pasó, o aquella que no se entiende."""
    if type(error) is SyntaxError:
        suya = error.lineno  # también la pudo poner él
        return suya if type(suya) is int and 0 <= suya <= LINEAS else None
    linea, rastro = None, error.__traceback__
    while rastro is not None:
        if rastro.tb_frame.f_code.co_filename == archivo:
            linea = rastro.tb_lineno
        rastro = rastro.tb_next
    return linea


def _sin_rastreadores() -> None:
    """Quita lo que la celda haya dejado puesto para enterarse de cada línea que corra después."""
    for modulo in (sys, threading):
        # quitarlo cuando no hay ninguno tarda milésimas
        if modulo.gettrace() is not None:
            modulo.settrace(None)
        if modulo.getprofile() is not None:
            modulo.setprofile(None)


# --- el lugar de trabajo -----------------------------------------------------------------------


def instalar(carpeta: Path) -> None:
    """Deja el proceso trabajando en su carpeta desechable, como si fuera un cuaderno."""
    os.chdir(carpeta)
    for variable in ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "MPLCONFIGDIR"):
        os.environ[variable] = str(carpeta)
    tempfile.tempdir = None
    sys.path.insert(0, str(carpeta))
    sys.argv = [""]
    setattr(builtins, "display", _mostrar)  # noqa: B010 (IPython la pone también ahí)


def responder(datos: Datos, clave: str) -> bytes:
    """Lo que se manda de vuelta."""
    return _escribir_json({**datos, "clave": clave}).encode("ascii")


def _mostrar(*_objetos: Any, **_opciones: Any) -> None:
    """`display` de Jupyter, sin pantalla."""


def _comprobar(_id: str = "", respuesta: Any = None) -> Any:
    """`comprobar` dentro de una celda de ejercicio: sigue con lo mismo."""
    return respuesta


#: lo que la primera celda del cuaderno importa, sin sus efectos
_SUSTITUTOS: Datos = {
    "comprobar": _comprobar,
    "pista": _mostrar,
    "solucion": _mostrar,
    "progreso": _mostrar,
    "preparar": _mostrar,
}


def sustituir() -> None:
    """Pone los sustitutos también en `minigrad.aula`, por si una celda los importa de ahí."""
    aula = sys.modules["minigrad.aula"]
    for nombre, sustituto in _SUSTITUTOS.items():
        setattr(aula, nombre, sustituto)
