"""Decide, fuera del proceso encerrado, si lo observado de una respuesta es lo que se pide.

La solución y los errores conocidos se corren por el mismo camino que las entregas, así que todo se
compara en las mismas condiciones; cada huella se calcula una vez. Una respuesta es correcta si se
porta como la solución con las entradas de siempre y, además, con las de alguna variante: fallar en
todas es contestar solo para las entradas que están a la vista.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from minigrad.aula.celda.blanco import sin_marcas
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.huella.observar import Huella, misma_huella
from minigrad.aula.juicio.en_blanco import (
    Retrato,
    Trazo,
    como_se_reconoce,
    lo_que_falta,
    lo_que_no_hace_nada,
)
from minigrad.aula.juicio.veredicto import Veredicto, comparar
from minigrad.calificar.celda.ajeno import sin_lo_ajeno
from minigrad.calificar.entrega.apoyo import SOLA, Apoyo
from minigrad.calificar.jaula.encierro import Limites
from minigrad.calificar.puesto.contrato import Puesto, Respuesta
from minigrad.calificar.puesto.formas import Danada, de_json, retrato_de_json

VARIANTES = 3
#: lo que de una contestación llega a quien entregó
_DICHOS = ("error", "faltan", "sin_paquete", "intentos")
_SEGUNDOS_DE_ERROR = 1.0
#: lo que tarda en importarse, y no debe contarle a quien lo nombra
_PESADOS = {
    "numpy": "numpy.random",
    "minigrad.tensor": "minigrad.tensor",
    "minigrad.layers": "minigrad.layers",
    "tensor_del_gpt": "minigrad.tensor",
    "matplotlib": "matplotlib.pyplot",
    "exploradores": "matplotlib.pyplot",
    "torch": "torch",
    "asyncio": "asyncio",
    "IPython": "IPython.core.interactiveshell",
}
#: por cuánto se multiplica el tiempo de una celda para correr las de alrededor
_APOYO = 1.0


class NoCalificable(RuntimeError):
    """En esta máquina no se puede calificar un ejercicio: ni la solución lo pasa."""


@dataclass(frozen=True)
class Corrida:
    """Lo que salió de correr un código: una huella por variante, o por qué no la hay."""

    respuesta: Respuesta
    huellas: tuple[Huella, ...] = ()
    retrato: Retrato = field(default_factory=Retrato)

    @property
    def observada(self) -> Huella:
        """La huella con las entradas de siempre; vacía si no se observó nada."""
        return self.huellas[0] if self.huellas else ()

    @property
    def cambios(self) -> list[str]:
        return [str(cambio) for cambio in self.respuesta.datos.get("cambios", ())]

    @property
    def lentas(self) -> list[int]:
        """Cuáles de las celdas de apoyo no terminaron a tiempo."""
        return list(self.respuesta.datos.get("lentas", ()))

    @property
    def faltan(self) -> list[str]:
        """Los nombres que no existían, al correr o al observar."""
        al_correr = (self.error or {}).get("falta")
        return [al_correr] if al_correr else self._al_observar["nombres"]

    @property
    def sin_paquete(self) -> list[str]:
        """Los módulos que aquí no están, y que la celda pidió al correr o al observarla."""
        al_correr = (self.error or {}).get("paquete")
        return [al_correr] if al_correr else self._al_observar["paquetes"]

    @property
    def sin_paquete_antes(self) -> list[str]:
        """Los que pidieron las celdas de apoyo."""
        return list(self.respuesta.datos.get("sin_paquete", ()))

    @property
    def _al_observar(self) -> dict[str, list[str]]:
        return self.respuesta.datos.get("faltan") or {"nombres": [], "paquetes": []}

    @property
    def del_paquete(self) -> bool:
        """Si lo entregado es algo que ya estaba en el paquete."""
        return bool(self.respuesta.datos.get("del_paquete"))

    @property
    def error(self) -> dict[str, Any] | None:
        error = self.respuesta.datos.get("error")
        return error if isinstance(error, dict) else None


@dataclass(frozen=True)
class Dictamen:
    """Un veredicto y lo que se supo al correr el código."""

    veredicto: Veredicto
    corrida: Corrida
    #: correcto con las entradas de siempre y con ninguna otra
    solo_lo_visto: bool = False
    #: lo que cambió en Python o en el paquete, y la solución no cambia
    cambios: tuple[str, ...] = ()
    #: no la escribió: la importó del paquete, y la solución no
    importada: bool = False


class Juez:
    """Juzga códigos de un curso; recuerda las huellas conocidas y se puede usar desde varios hilos.

    `semillas` escoge las variantes; sin ellas, se escogen al azar.
    """

    def __init__(
        self, curso: Curso, limites: Limites, semillas: Sequence[int] | None = None
    ) -> None:
        self.curso = curso
        self.limites = limites
        self.semillas = list(semillas or (secrets.randbits(40) for _ in range(VARIANTES)))
        self._conocidas: dict[tuple[str, ...], Corrida] = {}
        self._cerrojos: dict[tuple[str, ...], threading.Lock] = {}
        self._previas: dict[str, list[tuple[str, str]]] = {}
        self.ejercicios = {e.id: e for e in curso.todos()}

    def juzgar(
        self, puesto: Puesto, ejercicio: Ejercicio, fuente: str, apoyo: Apoyo = SOLA
    ) -> Dictamen:
        """El dictamen sobre un código, con otras celdas de la entrega alrededor si se dan.

        Lanza `NoCalificable` si ni la solución se puede correr.
        """
        buena = self.solucion(puesto, ejercicio)
        corrida = self._correr(puesto, ejercicio, fuente, buena.cambios, apoyo=apoyo)
        if corrida.respuesta.motivo == "cerró":  # ¿fue la respuesta, o el puesto ya no arranca?
            otra = self._correr(puesto, ejercicio, self.curso.solucion(ejercicio.id))
            if otra.respuesta.motivo == "cerró":
                raise NoCalificable(f"aquí ya no corre ni la solución de {ejercicio.id}")
        dictamen = self.comparar(puesto, ejercicio, corrida)
        ajenos = tuple(cambio for cambio in corrida.cambios if cambio not in buena.cambios)
        importada = corrida.del_paquete and not buena.del_paquete
        return replace(dictamen, cambios=ajenos, importada=importada)

    def comparar(self, puesto: Puesto, ejercicio: Ejercicio, corrida: Corrida) -> Dictamen:
        """El dictamen sobre lo que salió de correr un código: en el orden en que se hace en clase.

        Quien no llegó a nada no se compara.
        """
        buena = self.solucion(puesto, ejercicio)
        if not corrida.huellas:
            return Dictamen(Veredicto("limite" if corrida.respuesta.motivo else "mal"), corrida)
        suyo, vacio = corrida.retrato, self.en_blanco(puesto, ejercicio).retrato
        propias = self._partes(buena, vacio)
        hueco = lo_que_falta(propias, suyo, vacio)
        if hueco is not None:
            return Dictamen(Veredicto("blanco", hueco), corrida)
        veredicto = comparar(
            _DelPuesto(self, puesto), ejercicio, corrida.huellas[0], como_se_reconoce(suyo, vacio)
        )
        no_hace_nada = lo_que_no_hace_nada(propias, suyo) if veredicto.estado == "mal" else None
        if no_hace_nada is not None:
            return Dictamen(Veredicto("blanco", no_hace_nada), corrida)
        if veredicto.estado != "correcto" or self._pasa_alguna(corrida, buena, ejercicio):
            return Dictamen(veredicto, corrida)
        return Dictamen(replace(veredicto, estado="mal"), corrida, solo_lo_visto=True)

    def _partes(self, buena: Corrida, vacio: Retrato) -> list[str]:
        """Las que escribe el aprendiz: las que en la celda sin tocar no están como en la solución.

        Es lo que dice `Curso.partes`, que aquí correría la solución fuera de un puesto.
        """
        resueltas = buena.retrato.partes
        propias = [p for p, trazo in resueltas.items() if not _iguales(trazo, vacio.partes.get(p))]
        return propias or list(resueltas)[-1:]

    def _pasa_alguna(self, corrida: Corrida, buena: Corrida, ejercicio: Ejercicio) -> bool:
        pares = zip(corrida.huellas[1:], buena.huellas[1:], strict=True)
        return not self.semillas or any(
            misma_huella(*_comparables(suya, nuestra, buena.huellas[0]), ejercicio.tolerancia)
            for suya, nuestra in pares
        )

    # --- las huellas conocidas -----------------------------------------------------------------

    def solucion(self, puesto: Puesto, ejercicio: Ejercicio) -> Corrida:
        """Lo que sale de correr la solución; lanza `NoCalificable` si no corre."""
        fuente = self.curso.solucion(ejercicio.id)
        buena = self._conocida(
            ("solución", ejercicio.id),
            # lo que la solución cambia del paquete es parte del ejercicio
            lambda: self._correr(
                puesto, ejercicio, fuente, self._correr(puesto, ejercicio, fuente).cambios
            ),
        )
        if len(buena.huellas) != 1 + len(self.semillas):
            raise NoCalificable(f"la solución de {ejercicio.id} no corre aquí: {_por_que(buena)}")
        return buena

    def equivocada(self, puesto: Puesto, ejercicio: Ejercicio, error: Error) -> Corrida:
        """Lo que sale de correr una respuesta equivocada conocida."""
        fuente = self.curso.equivocada(ejercicio, error)
        return self._conocida(
            ("error", ejercicio.id, error.nombre),
            lambda: self._correr(
                puesto, ejercicio, fuente, segundos=_SEGUNDOS_DE_ERROR, semillas=()
            ),
        )

    def en_blanco(self, puesto: Puesto, ejercicio: Ejercicio) -> Corrida:
        """Lo que sale de correr la celda sin tocar."""
        fuente = self.curso.blanco(ejercicio.id)
        return self._conocida(
            ("blanco", ejercicio.id), lambda: self._correr(puesto, ejercicio, fuente, semillas=())
        )

    def _conocida(self, clave: tuple[str, ...], calcular: Callable[[], Corrida]) -> Corrida:
        with self._cerrojos.setdefault(clave, threading.Lock()):
            hallada = self._conocidas.get(clave) or calcular()
            if not hallada.respuesta.motivo:  # si la máquina no pudo, que se vuelva a intentar
                self._conocidas[clave] = hallada
            return hallada

    # --- correr --------------------------------------------------------------------------------

    def _correr(
        self,
        puesto: Puesto,
        ejercicio: Ejercicio,
        fuente: str,
        permitidos: Sequence[str] = (),
        apoyo: Apoyo = SOLA,
        segundos: float | None = None,
        semillas: Sequence[int] | None = None,
    ) -> Corrida:
        usadas = self.semillas if semillas is None else semillas
        de_celda = segundos or self.limites.segundos
        de_apoyo = _APOYO * de_celda if apoyo.antes or apoyo.despues else 0
        previas = self.lo_dado(ejercicio) if apoyo.previas is None else apoyo.previas
        escrito = "".join(f for f, _ in (*apoyo.antes, (fuente, None), *apoyo.despues))
        todo = escrito + "".join(dado for _, dado in previas)
        pedido = {
            "que": "correr",
            "nombre": ejercicio.nombre,
            "partes": self.curso.puestas(ejercicio),
            "observador": [ejercicio.observar.__module__, ejercicio.observar.__name__],
            "semillas": list(usadas),
            "previas": list(previas),
            "antes": list(apoyo.antes),
            "despues": list(apoyo.despues),
            "apoyo": de_apoyo,
            "importar": [modulo for palabra, modulo in _PESADOS.items() if palabra in todo],
            "fuente": fuente,
            "segundos": de_celda,
            "observar": segundos or ejercicio.segundos,
            "permitidos": list(permitidos),
        }
        # quien apague la alarma que lo detiene no pasa de aquí
        plazo = de_celda + de_apoyo + 2 * (segundos or ejercicio.segundos) + 1
        respuesta = puesto.pedir(pedido, plazo, self.limites)
        de_quien = (escrito,), tuple(previa for _, previa in previas)
        return _corrida(_con_lo_suyo(respuesta, *de_quien), 1 + len(usadas))

    def lo_dado(self, ejercicio: Ejercicio) -> list[tuple[str, str]]:
        """Las celdas nuestras que van antes, con nombre: las base y lo que requiere, resuelto."""
        if ejercicio.id not in self._previas:
            celdas = self.curso.contexto(ejercicio)
            self._previas[ejercicio.id] = [
                (
                    celda.ejercicio or f"{celda.cuaderno} celda {celda.posicion}",
                    sin_marcas(celda.python),
                )
                for celda in celdas
            ]
        return self._previas[ejercicio.id]


@dataclass(frozen=True)
class _DelPuesto:
    """Las huellas conocidas que salen de correr cada código en un puesto."""

    juez: Juez
    puesto: Puesto

    def huella_de_referencia(self, ejercicio: Ejercicio) -> Huella:
        return self.juez.solucion(self.puesto, ejercicio).observada

    def huella_de_error(self, ejercicio: Ejercicio, error: Error) -> Huella:
        return self.juez.equivocada(self.puesto, ejercicio, error).observada

    def huella_en_blanco(self, ejercicio: Ejercicio) -> Huella:
        return self.juez.en_blanco(self.puesto, ejercicio).observada


def _con_lo_suyo(respuesta: Respuesta, suyo: Sequence[str], nuestro: Sequence[str]) -> Respuesta:
    """La misma, sin lo que sus textos repitan de lo nuestro."""

    def limpio(dato: Any) -> Any:
        if isinstance(dato, dict):
            return {clave: limpio(valor) for clave, valor in dato.items()}
        if isinstance(dato, list):
            return [limpio(valor) for valor in dato]
        return sin_lo_ajeno(dato, suyo, nuestro) if isinstance(dato, str) else dato

    dichos = {c: limpio(v) for c, v in respuesta.datos.items() if c in _DICHOS}
    return replace(respuesta, datos={**respuesta.datos, **dichos}) if dichos else respuesta


def _corrida(respuesta: Respuesta, cuantas: int) -> Corrida:
    """Lee lo que contestó un hijo; lo que no se entienda es como no haber contestado."""
    try:
        huellas = tuple(map(de_json, respuesta.datos.get("huellas", ())))
    except (Danada, TypeError):
        return Corrida(Respuesta(motivo="canal"))
    a_medias = len(huellas) == 1 and any(o.forma.clase == "tiempo" for o in huellas[0])
    if huellas and len(huellas) != cuantas and not a_medias:
        return Corrida(Respuesta(motivo="canal"))
    retrato = respuesta.datos.get("retrato")
    return Corrida(respuesta, huellas, retrato_de_json(retrato) if retrato else Retrato())


def _comparables(suya: Huella, nuestra: Huella, base: Huella) -> tuple[Huella, Huella]:
    """Las dos sin lo que ni la solución sabe hacer con los números de una variante."""
    sobran = {
        i
        for i, (observada, de_siempre) in enumerate(zip(nuestra, base, strict=False))
        if observada.forma.clase == "excepcion" != de_siempre.forma.clase
    }
    return _sin(suya, sobran), _sin(nuestra, sobran)


def _sin(huella: Huella, sobran: set[int]) -> Huella:
    return tuple(observada for i, observada in enumerate(huella) if i not in sobran)


def _iguales(uno: Trazo | None, otro: Trazo | None) -> bool:
    return uno is not None and otro is not None and uno.mismo(otro)


def _por_que(corrida: Corrida) -> str:
    error = corrida.error or {}
    return corrida.respuesta.motivo or f"{error.get('tipo', '')} {error.get('mensaje', '')}".strip()
