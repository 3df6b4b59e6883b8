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
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import FunctionType
from typing import Any

from minigrad.aula.celda.codigo import es
from minigrad.aula.celda.limites import TiempoAgotado, limite_de_tiempo
from minigrad.aula.curso.solucionario import compilar
from minigrad.aula.huella.observar import Huella, observar
from minigrad.aula.juicio.en_blanco import retratar
from minigrad.calificar.celda.interprete import Interprete
from minigrad.calificar.celda.ipython import como_python
from minigrad.calificar.celda.nombres import definiciones
from minigrad.calificar.entrega.extraer import extraer
from minigrad.calificar.entrega.leer import NoEsCuaderno
from minigrad.calificar.jaula.integridad import Integridad
from minigrad.calificar.puesto.esquema import CUANTOS, LARGO, LINEAS
from minigrad.calificar.puesto.formas import a_json, retrato_a_json
from minigrad.calificar.puesto.variantes import observador

Datos = dict[str, Any]
_escribir_json = json.JSONEncoder().encode


def hacer(pedido: Datos, contenido: bytes, intentos: Callable[[], list[str]]) -> Datos:
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
    if not orden.get("observador"):
        como_python("?")  # que el transformador de IPython ya esté cargado
    else:
        modulo, nombre = orden["observador"]
        for semilla in (None, *orden["semillas"]):
            observador(modulo, nombre, semilla)


# --- correr una respuesta ----------------------------------------------------------------------


def correr(pedido: Datos) -> Datos:
    """Corre lo dado y la celda, y observa lo que quedó con el nombre del ejercicio.

    `antes` y `despues` son otras celdas de la entrega, con su número de ejecución: se corren
    alrededor, y que fallen no importa.
    """
    semillas, nombre = (None, *pedido["semillas"]), pedido["nombre"]
    modulo, mira = pedido["observador"]
    observadores = [observador(modulo, mira, semilla) for semilla in semillas]
    nombres: Datos = {"__name__": "__main__", **_SUSTITUTOS}
    interprete = Interprete(nombres)
    for etiqueta, previa in pedido.pop("previas"):  # no quedan donde la celda las encuentre
        exec(compilar(previa, etiqueta), nombres)
    previa = ""
    antes = Integridad()
    apoyo = _Apoyo(interprete, pedido["apoyo"])
    apoyo.correr(pedido["antes"], "antes")
    error = _correr_celda(interprete, pedido["fuente"], "<entrega>", pedido["segundos"])
    if error is None:
        apoyo.correr(pedido["despues"], "después")
    _sin_rastreadores()
    datos: Datos = {"cambios": _cortos(antes.reponer(pedido["permitidos"])), **apoyo.hechos}
    if error is not None:
        return {**datos, "error": error}
    if nombre not in nombres:
        return {**datos, "falta": nombre}
    retrato = retratar(nombres[nombre], pedido["partes"], pedido["observar"])
    del_paquete = _es_del_paquete(nombres[nombre])
    huellas: list[Huella] = []
    for mirar in observadores:
        huellas.append(observar(mirar, nombres[nombre], pedido["observar"]))
        if any(observada.forma.clase == "tiempo" for observada in huellas[0]):
            break
    return {
        **datos,
        "huellas": list(map(a_json, huellas)),
        "retrato": retrato_a_json(retrato),
        "faltan": _faltan(huellas[0]),
        "del_paquete": del_paquete,
    }


class _Apoyo:
    """Corre las celdas de alrededor, cada una con su tiempo y todas con uno."""

    def __init__(self, interprete: Interprete, segundos: float) -> None:
        self._interprete = interprete
        self._cada_una, self._quedan = segundos / 4, segundos
        self.hechos: Datos = {"lentas": [], "sin_paquete": []}

    def correr(self, celdas: Sequence[tuple[str, int | None]], cuando: str) -> None:
        for numero, (fuente, orden) in enumerate(celdas):
            if self._quedan <= 0:
                return
            comienzo = time.monotonic()
            plazo = min(self._cada_una, self._quedan)
            archivo = f"<{cuando} {numero}>"
            error = _correr_celda(self._interprete, fuente, archivo, plazo, orden) or {}
            self._quedan -= time.monotonic() - comienzo
            if error.get("tipo") == "TiempoAgotado":
                # en el cuaderno, con paciencia, llegó a definir lo que define
                _correr_celda(self._interprete, definiciones(fuente), archivo, plazo)
                self.hechos["lentas"] += [numero] if cuando == "antes" else []
            if error.get("paquete") and len(self.hechos["sin_paquete"]) < CUANTOS:
                self.hechos["sin_paquete"].append(error["paquete"])


def _correr_celda(
    interprete: Interprete, fuente: str, archivo: str, segundos: float, orden: int | None = None
) -> Datos | None:
    """Corre una celda; si no llega al final, dice cómo acabó."""
    lineas = fuente.splitlines(keepends=True)
    linecache.cache[archivo] = (len(fuente), None, lineas, archivo)
    random.seed(0)
    try:
        with limite_de_tiempo(segundos):
            interprete.correr(fuente, archivo, orden)
    except TiempoAgotado:
        return {"tipo": "TiempoAgotado"}
    except BaseException as error:
        return _de_excepcion(error, archivo)
    return None


def _de_excepcion(error: BaseException, archivo: str) -> Datos:
    """Su tipo, su mensaje, la línea, y el nombre o el paquete que no existía."""
    try:
        mensaje = str(error)[:LARGO]
    except BaseException:  # su `__str__` es del aprendiz
        mensaje = ""
    return {
        "tipo": str(type(error).__name__)[:LARGO],
        "mensaje": mensaje,
        "linea": _linea(error, archivo),
        "falta": _nombre(error, NameError),
        "paquete": _nombre(error, ModuleNotFoundError),
    }


def _nombre(error: BaseException | None, clase: type[BaseException]) -> str | None:
    """El nombre que no existía, si un error de esa clase lo dice."""
    nombre = getattr(error, "name", None) if type(error) is clase else None
    return nombre[:LARGO] if type(nombre) is str else None


def _faltan(huella: Huella) -> Datos:
    """Los nombres y los paquetes que no existían al observar."""
    errores = [observada.forma.excepcion for observada in huella]
    return {
        "nombres": _cortos(n for e in errores if (n := _nombre(e, NameError))),
        "paquetes": _cortos(n for e in errores if (n := _nombre(e, ModuleNotFoundError))),
    }


def _es_del_paquete(objeto: Any) -> bool:
    """Si es una función o una clase que el paquete ya tiene con su nombre."""
    if not es(objeto, type, FunctionType):
        return False
    try:
        modulo, nombre = str(objeto.__module__), str(objeto.__name__)
        del_paquete = modulo.partition(".")[0] == "minigrad"
        return del_paquete and getattr(sys.modules.get(modulo), nombre, None) is objeto
    except Exception:  # su metaclase es del aprendiz
        return False


def _cortos(textos: Iterable[str]) -> list[str]:
    """Los primeros, distintos y recortados: lo que cabe en una contestación."""
    return [texto[:LARGO] for texto in dict.fromkeys(textos)][:CUANTOS]


def _linea(error: BaseException, archivo: str) -> int | None:
    """La última línea de la celda por la que pasó, o aquella que no se entiende."""
    if isinstance(error, SyntaxError) and error.filename == archivo:
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
