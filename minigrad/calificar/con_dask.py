"""Reparte las entregas en un cluster de Dask que ya está en marcha.

Cada trabajador recibe el contenido de una entrega y devuelve su boleta; los puestos, con sus
límites, son los de la máquina donde corre. El cluster necesita la misma versión del taller.
"""

from __future__ import annotations

import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from minigrad import _extras
from minigrad.aula.curso.activo import activo
from minigrad.calificar import memoria
from minigrad.calificar.boleta import boleta
from minigrad.calificar.boleta.boleta import Boleta
from minigrad.calificar.calificador import CAIDO, DEL_PUESTO, Calificador, sin_notas
from minigrad.calificar.comentarios import tropiezo
from minigrad.calificar.entrega.buscar import Entrega, abrir_entrega, trozos
from minigrad.calificar.jaula.encierro import Limites
from minigrad.calificar.juez import Juez
from minigrad.calificar.puesto.con_semillero import abrir
from minigrad.calificar.puesto.contrato import Puesto, protecciones

_ESPERA = 15.0  # segundos para dar con el cluster
_CONTESTAR = 60.0  # y para que conteste cada trabajador: uno nuevo importa antes el taller
_SIN_NADIE = 20.0  # segundos sin trabajadores: los que se reinician vuelven antes
_VISTAZO, _PARPADEO = 1.0, 0.02  # cada cuánto se mira si los hay, y si algo terminó
_PERDIDO = (
    "Los trabajadores del cluster ya no están, o no contestan. Lo que alcanzó a calificarse quedó "
    "guardado: cuando el cluster vuelva, la misma orden sigue desde ahí."
)
_EN_VUELO = 2  # entregas mandadas por hilo: así siempre hay trabajo y la memoria no crece


class SinCluster(RuntimeError):
    """No se puede repartir; el texto dice por qué y qué hacer."""


@dataclass(frozen=True)
class Encargo:
    """Lo que comparten todas las entregas de una marcha."""

    limites: Limites
    semillas: tuple[int, ...]
    sello: str


class Cluster:
    """Un cluster de Dask; lanza `SinCluster` si no se puede usar."""

    def __init__(self, direccion: str, encargo: Encargo) -> None:
        try:
            from distributed import Client
        except ImportError:
            falta = _extras.orden("dask", "distributed")
            raise SinCluster(f"Falta Dask en esta máquina. Instálalo:  {falta}") from None
        try:
            self._cliente = Client(direccion, timeout=_ESPERA, set_as_default=False)
        except (OSError, ValueError) as error:
            raise SinCluster(f"No encuentro ningún cluster en {direccion} ({error}).") from None
        self._encargo = encargo
        self._hilos = sum(self._cliente.nthreads().values())
        try:
            self._revisar(direccion)
        except BaseException:
            self.cerrar()
            raise

    def _revisar(self, direccion: str) -> None:
        if not self._hilos:
            raise SinCluster(f"El cluster de {direccion} no tiene ningún trabajador.")
        try:
            sellos = set(self._preguntar(memoria.sello))
        except ModuleNotFoundError:
            sellos = set()
        if sellos != {self._encargo.sello}:
            raise SinCluster(
                "En el cluster no está esta misma versión del taller: instala en cada trabajador "
                "la que usas aquí."
            )

    def lo_que_falta(self, pedidas: Sequence[str]) -> list[str]:
        """De unas protecciones, las que algún trabajador no puede poner."""
        puestas = self._preguntar(protecciones_aqui)
        return [nombre for nombre in pedidas if any(nombre not in suyas for suyas in puestas)]

    def _preguntar(self, que: Callable[[Limites], Any]) -> list[Any]:
        """Lo que contesta cada trabajador; lanza `SinCluster` si alguno no contesta."""
        try:
            dicho = self._cliente.run(que, self._encargo.limites, callback_timeout=_CONTESTAR)
        except TimeoutError:
            raise SinCluster(
                f"Algún trabajador del cluster no contestó en {_CONTESTAR:.0f} segundos: "
                "reinícialo y repite la orden."
            ) from None
        return list(dicho.values())

    def repartir(self, entregas: Sequence[Entrega]) -> Iterator[tuple[Entrega, Boleta]]:
        """Cada entrega con su boleta, según se terminan."""
        from distributed import as_completed

        pendientes = iter(entregas)
        mandadas: dict[Any, Entrega] = {}
        # con lo que contestan: lo terminado vive en quien lo hizo, y se puede perder con él
        terminadas = as_completed(loop=self._cliente.loop, with_results=True, raise_errors=False)
        for _ in range(self._hilos * _EN_VUELO):
            self._mandar(pendientes, mandadas, terminadas)
        while mandadas:
            self._esperar(terminadas)
            futuro, resultado = next(terminadas)
            if futuro.cancelled():  # solo las cancela haber perdido el cluster
                raise SinCluster(_PERDIDO)
            entrega = mandadas.pop(futuro)
            yield entrega, _boleta(entrega, resultado)
            self._mandar(pendientes, mandadas, terminadas)

    def _esperar(self, terminadas: Any) -> None:
        """Hasta que termine alguna; lanza `SinCluster` si ya no hay quien la haga."""
        mirado = con_alguien = time.monotonic()
        while not terminadas.has_ready():
            time.sleep(_PARPADEO)
            if time.monotonic() - mirado < _VISTAZO:
                continue
            mirado = time.monotonic()
            if self._hay_trabajadores():
                con_alguien = mirado
            elif mirado - con_alguien > _SIN_NADIE:
                raise SinCluster(_PERDIDO)

    def _hay_trabajadores(self) -> bool:
        try:
            return bool(self._cliente.nthreads(callback_timeout=_SIN_NADIE))
        except Exception:  # según cómo se cayó, Dask lanza cosas distintas
            return False

    def _mandar(
        self, pendientes: Iterator[Entrega], mandadas: dict[Any, Entrega], terminadas: Any
    ) -> None:
        entrega = next(pendientes, None)
        if entrega is None:
            return
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # avisa de que un cuaderno grande es grande
            futuro = self._cliente.submit(
                calificar_aqui, _contenido(entrega), _sin_ruta(entrega), self._encargo, pure=False
            )
        mandadas[futuro] = entrega
        terminadas.add(futuro)

    def cerrar(self) -> None:
        """Se desconecta; el cluster, si aún está, sigue en marcha."""
        with suppress(Exception):  # si se cayó, ya no hay de qué desconectarse
            self._cliente.close()


def _contenido(entrega: Entrega) -> bytes | None:
    """Lo que hay en el archivo; None si no se va a abrir o no se puede."""
    try:
        if entrega.rechazo:
            return None
        with abrir_entrega(entrega) as archivo:
            return b"".join(trozos(archivo))
    except (OSError, MemoryError):
        return None


def _sin_ruta(entrega: Entrega) -> dict[str, Any]:
    # lo que viaja es el cuaderno: allá ya no está dentro de nada
    return {**asdict(entrega), "ruta": entrega.ruta.name, "dentro": ""}


def _boleta(entrega: Entrega, resultado: Any) -> Boleta:
    """La boleta; si el trabajador se murió en ella, un rechazo que lo dice."""
    from distributed import KilledWorker

    try:
        if isinstance(resultado, tuple):  # la clase, el error y su traza
            raise resultado[1]
        return boleta.de_json(resultado)
    except KilledWorker:
        rechazo = "no se pudo calificar: los trabajadores del cluster se cayeron con ella"
    except Exception as error:
        rechazo = tropiezo(error)
    return sin_notas(entrega, rechazo)


# --- en el trabajador ----------------------------------------------------------------------------

_del_hilo = threading.local()


def calificar_aqui(
    contenido: bytes | None, datos: dict[str, Any], encargo: Encargo
) -> dict[str, Any]:
    """La boleta de una entrega, como JSON, calificada en esta máquina."""
    with tempfile.TemporaryDirectory(prefix="entrega-") as carpeta:
        ruta = Path(carpeta) / "entrega.ipynb"
        if contenido is not None:
            ruta.write_bytes(contenido)
        entrega = Entrega(**{**datos, "ruta": ruta})
        return _con_paciencia(encargo, entrega).a_json()


def _con_paciencia(encargo: Encargo, entrega: Entrega) -> Boleta:
    """La boleta; si el semillero se cae, se prueba una vez más con otro."""
    rechazo = CAIDO
    for _ in range(2):
        try:
            return _calificador(encargo).calificar(_puesto(), entrega)
        except DEL_PUESTO:
            _soltar_puesto()
        except Exception as error:
            _soltar_puesto()
            rechazo = tropiezo(error)
            break
    return sin_notas(entrega, rechazo)


def protecciones_aqui(limites: Limites) -> list[str]:
    """Las protecciones que se pueden poner en esta máquina."""
    return list(protecciones(_puesto(), limites))


def _puesto() -> Puesto:
    """El puesto de este hilo; su semillero muere con el trabajador."""
    if not hasattr(_del_hilo, "puesto"):
        _del_hilo.puesto = abrir()
    puesto: Puesto = _del_hilo.puesto
    return puesto


def _soltar_puesto() -> None:
    if hasattr(_del_hilo, "puesto"):
        _del_hilo.puesto.cerrar()
        del _del_hilo.puesto


@lru_cache(maxsize=2)
def _calificador(encargo: Encargo) -> Calificador:
    return Calificador(Juez(activo(), encargo.limites, encargo.semillas))
