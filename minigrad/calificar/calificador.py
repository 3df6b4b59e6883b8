"""Califica una entrega: la lee, juzga cada ejercicio y escribe su boleta."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from minigrad.aula.celda.entorno import hay_torch
from minigrad.calificar.boleta.boleta import Boleta, Nota, corto
from minigrad.calificar.comentarios import ausente, comentario, estado, tropiezo
from minigrad.calificar.entrega.apoyo import SOLA, Alrededor, Apoyo, Respuesta
from minigrad.calificar.entrega.buscar import Entrega, abrir_entrega, no_se_abre, trozos
from minigrad.calificar.entrega.plano import Plano, hacer_plano
from minigrad.calificar.juez import Dictamen, Juez, NoCalificable
from minigrad.calificar.puesto import contrato
from minigrad.calificar.puesto.contrato import Puesto

_SEGUNDOS_PARA_LEER = 60.0
_MEMORIA_PARA_LEER = 1024
#: falló el puesto, no la entrega: se repite en otro
DEL_PUESTO = (ConnectionError, TimeoutError)
CAIDO = "no se pudo calificar: el proceso que lo hacía se cayó dos veces"


class Calificador:
    """Lo que se comparte entre entregas: el juez y el plano del curso."""

    def __init__(self, juez: Juez) -> None:
        self.juez = juez
        self.plano = hacer_plano(juez.curso)

    def calificar(self, puesto: Puesto, entrega: Entrega) -> Boleta:
        """La boleta de una entrega; lo que haya escrito en ella no puede impedirlo."""
        comienzo = time.monotonic()
        boleta = sin_notas(entrega, entrega.rechazo)
        if not entrega.rechazo:
            boleta = self._abrir(puesto, entrega, boleta, comienzo)
        return replace(boleta, segundos=round(time.monotonic() - comienzo, 3))

    def _abrir(self, puesto: Puesto, entrega: Entrega, boleta: Boleta, comienzo: float) -> Boleta:
        try:
            leido = self._leer(puesto, entrega)
        except DEL_PUESTO:
            raise
        except OSError as error:
            return replace(boleta, rechazo=no_se_abre(error))
        rechazo = _por_que_no_se_lee(leido, self.plano)
        if rechazo:
            return replace(boleta, rechazo=rechazo)
        hechos: Mapping[str, Any] = leido.datos["ejercicios"]
        if not any(hecho["esta"] for hecho in hechos.values()):
            return replace(boleta, rechazo="no tiene ninguna celda de ejercicio del taller")
        hasta = comienzo + self.juez.limites.segundos_por_entrega
        alrededor = Alrededor(
            self.juez.curso, leido.datos["cuadernos"], leido.datos.get("celdas", ())
        )
        hoja = _Hoja(self, puesto, hechos, alrededor, hasta)
        return replace(
            boleta, notas=tuple(hoja.notas()), avisos=tuple(map(corto, leido.datos["avisos"]))
        )

    def _leer(self, puesto: Puesto, entrega: Entrega) -> contrato.Respuesta:
        limites = replace(self.juez.limites, memoria_mb=_MEMORIA_PARA_LEER)
        pedido = {"que": "leer", "plano": self.plano, "leccion": entrega.leccion}
        fallos: list[OSError] = []
        with abrir_entrega(entrega) as archivo:
            contenido = _hasta_un_fallo(trozos(archivo), fallos)
            leido = puesto.pedir(pedido, _SEGUNDOS_PARA_LEER, limites, contenido)
        if fallos:
            raise fallos[0]
        return leido


_T = TypeVar("_T")


class _Hoja:
    """Las notas de una entrega: primero cada respuesta sola y, si no basta, con las demás celdas.

    En ese orden, lo que tarde buscar apoyo para una respuesta no le quita tiempo a las otras.
    """

    def __init__(
        self, calificador: Calificador, puesto: Puesto, hechos: Mapping[str, Any],
        alrededor: Alrededor, hasta: float,
    ) -> None:  # fmt: skip
        self._juez, self._plano = calificador.juez, calificador.plano["ejercicios"]
        self._puesto, self._hechos, self._hasta = puesto, hechos, hasta
        self._alrededor = alrededor
        self._intentos: dict[str, _Intento] = {}
        self._lentas: set[str] = set()
        #: las preguntas que, con otras celdas alrededor, respondieron otra cosa
        self._cambiantes: set[str] = set()
        #: algo de la entrega acaba con el proceso: no se corre entera otra vez
        self._mortal = False

    def notas(self) -> list[Nota]:
        sin_probar = {id_: nota for id_ in self._hechos if (nota := self._sin_probar(id_))}
        for probar in (self._sola, self._acompanada):
            for id_ in self._hechos:
                if id_ not in sin_probar:
                    nota = self._tropiezo(probar, id_)
                    if nota is not None:
                        sin_probar[id_] = nota
        faltan = [id_ for id_ in self._hechos if id_ not in sin_probar]
        probadas = {id_: self._tropiezo(self._nota, id_) for id_ in faltan}
        return [{**sin_probar, **probadas}[id_] for id_ in self._hechos]

    def _tropiezo(self, hacer: Callable[[str], _T], id_: str) -> _T | Nota:
        """Lo que dé; si no se puede, la nota que lo dice."""
        try:
            return hacer(id_)
        except NoCalificable as error:
            return _sin_calificar(self._nueva(id_), str(error))
        except DEL_PUESTO:
            raise
        except Exception as error:
            # vale 0 y no se descuenta: si no, convendría romper al calificador a propósito
            return replace(self._nueva(id_), estado="sin_calificar", comentario=tropiezo(error))

    def _nueva(self, id_: str) -> Nota:
        dificultad, cuaderno = self._juez.ejercicios[id_].dificultad, self._plano[id_]["cuaderno"]
        avisos = tuple(map(corto, self._hechos[id_]["avisos"]))
        return Nota(id_, cuaderno, "blanco", 0, dificultad, "en blanco", avisos=avisos)

    def _sin_probar(self, id_: str) -> Nota | None:
        """La nota de lo que no se va a correr."""
        nota = self._nueva(id_)
        if not self._hechos[id_]["esta"]:
            return replace(nota, estado="falta", comentario="no está la celda del ejercicio")
        if self._juez.ejercicios[id_].torch and not hay_torch():
            return _sin_calificar(nota, "hace falta PyTorch, que no está instalado aquí")
        return None if self._hechos[id_]["versiones"] else nota

    def _nota(self, id_: str) -> Nota:
        nota, intento = self._nueva(id_), self._intentos.get(id_)
        if intento is None:
            agotado = f"la entrega agotó {self._juez.limites.segundos_por_entrega:g} segundos"
            return replace(nota, estado="limite", comentario=agotado)
        dictamen = intento.dictamen
        paquete = ausente(dictamen, preciso=intento.preciso)
        if paquete and dictamen.veredicto.estado != "correcto":
            return _sin_calificar(nota, f"usa el paquete `{paquete}`, que no está instalado aquí")
        return replace(
            nota,
            estado=estado(dictamen),
            puntos=nota.maximo if dictamen.veredicto.estado == "correcto" else 0,
            comentario=comentario(
                self._juez.ejercicios[id_], dictamen, self._juez.limites, self._alrededor.define
            ),
            error=dictamen.veredicto.error.nombre if dictamen.veredicto.error else "",
            avisos=(*nota.avisos, *self._de_dictamen(id_, dictamen)),
        )

    def _de_dictamen(self, id_: str, dictamen: Dictamen) -> Iterator[str]:
        yield from _de_cambios(dictamen)
        if dictamen.importada and dictamen.veredicto.estado == "correcto":
            yield f"`{self._juez.ejercicios[id_].nombre}` viene del paquete: no lo escribió"
        if id_ in self._cambiantes:
            yield "responde otra cosa según qué celdas corran antes: mírala"

    # --- probar --------------------------------------------------------------------------------

    def _versiones(self, id_: str) -> Iterator[Respuesta]:
        """Las que quedan por probar, la última primero; ninguna si ya hay una correcta."""
        pedidos = frozenset(self._plano[id_]["define"])
        for version in reversed(self._hechos[id_]["versiones"]):
            if id_ not in self._correctos() and time.monotonic() <= self._hasta:
                fuente, lugar = str(version["fuente"]), int(version["lugar"])
                yield Respuesta(self._juez.ejercicios[id_], fuente, lugar, pedidos)

    def _correctos(self) -> set[str]:
        return {id_ for id_, intento in self._intentos.items() if intento.es_correcto}

    def _sola(self, id_: str) -> None:
        for respuesta in self._versiones(id_):
            self._probar(respuesta, SOLA)

    def _acompanada(self, id_: str) -> None:
        for respuesta in self._versiones(id_):
            correctos = self._correctos()
            busca = not self._se_explica(id_)
            for apoyo in self._alrededor.apoyos(respuesta, correctos, self._lentas):
                if id_ in self._correctos() or time.monotonic() > self._hasta:
                    return
                busca |= apoyo.preciso
                if apoyo.preciso or (busca and not self._mortal):
                    self._probar(respuesta, apoyo)

    def _se_explica(self, id_: str) -> bool:
        """Si lo que sale mal se sabe qué es, y no viene de otra celda: no lanza ni está partido."""
        dictamen = self._intentos[id_].dictamen if id_ in self._intentos else None
        if dictamen is None or len(self._hechos[id_]["versiones"]) > 1:
            return False
        lanza = any(o.forma.clase == "excepcion" for o in dictamen.corrida.observada)
        conocido = dictamen.veredicto.error is not None or dictamen.veredicto.estado == "blanco"
        return conocido and not lanza

    def _probar(self, respuesta: Respuesta, apoyo: Apoyo) -> None:
        ejercicio = respuesta.ejercicio
        dictamen = self._juez.juzgar(self._puesto, ejercicio, respuesta.fuente, apoyo)
        self._lentas |= {apoyo.antes[i][0] for i in dictamen.corrida.lentas if i < len(apoyo.antes)}
        self._mortal |= bool(not apoyo.preciso and dictamen.corrida.respuesta.motivo)
        nuevo = _Intento(dictamen, apoyo.preciso)
        anterior = self._intentos.get(ejercicio.id, nuevo)
        if ejercicio.tipo != "codigo" and nuevo.es_correcto and anterior.responde:
            self._cambiantes.add(ejercicio.id)
        self._intentos[ejercicio.id] = max(anterior, nuevo, key=lambda intento: intento.valor)


@dataclass(frozen=True)
class _Intento:
    """Lo que salió de probar una versión de una respuesta."""

    dictamen: Dictamen
    preciso: bool

    @property
    def es_correcto(self) -> bool:
        return self.dictamen.veredicto.estado == "correcto"

    @property
    def responde(self) -> bool:
        """Si dio una respuesta, y no es la correcta."""
        corrida = self.dictamen.corrida
        return bool(corrida.huellas) and not corrida.faltan and not self.es_correcto

    @property
    def valor(self) -> tuple[bool, bool, bool, int]:
        """Gana lo correcto; luego, aquello a lo que no le falta nada, y lo que dice más."""
        orden: Sequence[str] = ("blanco", "limite", "mal", "correcto")
        completo = not self.dictamen.corrida.faltan
        sin_paquete = bool(ausente(self.dictamen, preciso=self.preciso))
        return self.es_correcto, completo, sin_paquete, orden.index(estado(self.dictamen))


def sin_notas(entrega: Entrega, rechazo: str) -> Boleta:
    """La boleta de una entrega que no se pudo calificar."""
    return Boleta(entrega.relativa, entrega.aprendiz, entrega.leccion, rechazo=rechazo)


def _hasta_un_fallo(contenido: Iterator[bytes], fallos: list[OSError]) -> Iterator[bytes]:
    """Lo que se alcance a leer: un archivo que falla no deja el pedido a medias."""
    try:
        yield from contenido
    except OSError as error:
        fallos.append(error)


def _por_que_no_se_lee(leido: contrato.Respuesta, plano: Plano) -> str:
    """Por qué lo leído no se puede calificar; vacío si se puede."""
    ajenos = leido.datos.get("ejercicios", {}).keys() - plano["ejercicios"].keys()
    if ajenos or leido.motivo == "canal":
        return "el proceso que lo leía contestó algo que no se entiende: revísala a mano"
    if leido.motivo:
        return "leerlo pidió demasiado tiempo o memoria"
    return corto(leido.datos.get("rechazo", ""))


def _sin_calificar(nota: Nota, porque: str) -> Nota:
    """No cuenta ni a favor ni en contra."""
    return replace(nota, estado="sin_calificar", maximo=0, comentario=porque)


def _de_cambios(dictamen: Dictamen) -> Iterator[str]:
    if dictamen.cambios:
        cambios = [c if re.fullmatch(r"[\w.]{1,80}", c) else "algo" for c in dictamen.cambios[:3]]
        yield f"cambió {', '.join(cambios)}; lo dejé como estaba"
