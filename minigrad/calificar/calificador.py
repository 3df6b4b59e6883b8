"""Califica una entrega: la lee, juzga cada ejercicio y escribe su boleta."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from minigrad.aula.celda.blanco import sin_marcas
from minigrad.aula.celda.cuaderno import Celda
from minigrad.aula.celda.entorno import hay_torch
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.juicio.falta import definidos
from minigrad.calificar.boleta.boleta import Boleta, Nota, corto
from minigrad.calificar.comentarios import comentario, estado, tropiezo
from minigrad.calificar.entrega.buscar import Entrega, abrir_archivo, no_se_abre, trozos
from minigrad.calificar.entrega.plano import Plano, hacer_plano
from minigrad.calificar.juez import Dictamen, Juez, NoCalificable
from minigrad.calificar.puesto.contrato import Puesto, Respuesta

_SEGUNDOS_PARA_LEER = 60.0
_MEMORIA_PARA_LEER = 1024
#: cuántas celdas se añaden en busca de nombres que falten
_AYUDAS = 6
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
        notas = tuple(self._nota(puesto, id_, hechos, hasta) for id_ in hechos)
        return replace(boleta, notas=notas, avisos=tuple(map(corto, leido.datos["avisos"])))

    def _leer(self, puesto: Puesto, entrega: Entrega) -> Respuesta:
        limites = replace(self.juez.limites, memoria_mb=_MEMORIA_PARA_LEER)
        pedido = {"que": "leer", "plano": self.plano, "leccion": entrega.leccion}
        fallos: list[OSError] = []
        with abrir_archivo(entrega.ruta) as archivo:
            contenido = _hasta_un_fallo(trozos(archivo), fallos)
            leido = puesto.pedir(pedido, _SEGUNDOS_PARA_LEER, limites, contenido)
        if fallos:
            raise fallos[0]
        return leido

    # --- un ejercicio --------------------------------------------------------------------------

    def _nota(self, puesto: Puesto, id_: str, hechos: Mapping[str, Any], hasta: float) -> Nota:
        ejercicio = self.juez.ejercicios[id_]
        cuaderno = self.plano["ejercicios"][id_]["cuaderno"]
        nota = Nota(id_, cuaderno, "blanco", 0, ejercicio.dificultad, "en blanco",
                    avisos=tuple(map(corto, hechos[id_]["avisos"])))  # fmt: skip
        if not hechos[id_]["esta"]:
            return replace(nota, estado="falta", comentario="no está la celda del ejercicio")
        if ejercicio.torch and not hay_torch():
            return _sin_calificar(nota, "hace falta PyTorch, que no está instalado aquí")
        for version in reversed(hechos[id_]["versiones"]):
            if time.monotonic() > hasta:
                agotado = f"la entrega agotó {self.juez.limites.segundos_por_entrega:g} segundos"
                return replace(nota, estado="limite", comentario=agotado)
            try:
                dictamen = self._juzgar(puesto, ejercicio, version["fuente"], hechos)
                nota = _mejor(nota, self._de_dictamen(nota, ejercicio, dictamen))
            except NoCalificable as error:
                return _sin_calificar(nota, str(error))
            except DEL_PUESTO:
                raise
            except Exception as error:
                # vale 0 y no se descuenta: si no, convendría romper al calificador a propósito
                return replace(nota, estado="sin_calificar", comentario=tropiezo(error))
            if nota.estado == "correcto":
                break
        return nota

    def _de_dictamen(self, nota: Nota, ejercicio: Ejercicio, dictamen: Dictamen) -> Nota:
        return replace(
            nota,
            estado=estado(dictamen),
            puntos=nota.maximo if dictamen.veredicto.estado == "correcto" else 0,
            comentario=comentario(ejercicio, dictamen, self.juez.limites),
            error=dictamen.veredicto.error.nombre if dictamen.veredicto.error else "",
            avisos=(*nota.avisos, *_de_cambios(dictamen)),
        )

    def _juzgar(
        self, puesto: Puesto, ejercicio: Ejercicio, fuente: str, hechos: Mapping[str, Any]
    ) -> Dictamen:
        """El veredicto; si faltan nombres que otra celda define, la añade y vuelve a probar."""
        ayudas: list[str] = []
        while True:
            dictamen = self.juez.juzgar(puesto, ejercicio, fuente, ayudas)
            falta = (dictamen.corrida.error or {}).get("falta")
            ayuda = self._quien_define(ejercicio, falta, hechos) if falta else None
            if ayuda is None or ayuda in ayudas or len(ayudas) == _AYUDAS:
                return dictamen
            ayudas.insert(0, ayuda)

    def _quien_define(
        self, ejercicio: Ejercicio, nombre: str, hechos: Mapping[str, Any]
    ) -> str | None:
        """Una celda dada del cuaderno que define un nombre o, si no hay, una respuesta suya."""
        for celda in self._dadas_antes(ejercicio):
            if nombre in definidos(celda):
                return sin_marcas(celda.python)
        for id_, hecho in hechos.items():
            for version in reversed(hecho["versiones"] if id_ != ejercicio.id else ()):
                if nombre in version["define"]:
                    return str(version["fuente"])
        return None

    def _dadas_antes(self, ejercicio: Ejercicio) -> Iterator[Celda]:
        propia = self.juez.curso.celda(ejercicio.id)
        for celda in self.juez.curso.cuaderno(propia.cuaderno):
            dada = celda.ejercicio is None and "comprobar(" not in celda.fuente
            if dada and celda.posicion < propia.posicion:
                yield celda


def sin_notas(entrega: Entrega, rechazo: str) -> Boleta:
    """La boleta de una entrega que no se pudo calificar."""
    return Boleta(entrega.relativa, entrega.aprendiz, entrega.leccion, rechazo=rechazo)


def _hasta_un_fallo(contenido: Iterator[bytes], fallos: list[OSError]) -> Iterator[bytes]:
    """Lo que se alcance a leer: un archivo que falla no deja el pedido a medias."""
    try:
        yield from contenido
    except OSError as error:
        fallos.append(error)


def _por_que_no_se_lee(leido: Respuesta, plano: Plano) -> str:
    """Por qué lo leído no se puede calificar; vacío si se puede."""
    ajenos = leido.datos.get("ejercicios", {}).keys() - plano["ejercicios"].keys()
    if ajenos or leido.motivo == "canal":
        return "el proceso que lo leía contestó algo que no se entiende: revísala a mano"
    if leido.motivo:
        return "leerlo pidió demasiado tiempo o memoria"
    return corto(leido.datos.get("rechazo", ""))


def _mejor(una: Nota, otra: Nota) -> Nota:
    """La que dice más: una respuesta probada gana a un blanco, y una correcta a cualquiera."""
    orden: Sequence[str] = ("blanco", "limite", "mal", "correcto")
    return max(una, otra, key=lambda nota: orden.index(nota.estado))


def _sin_calificar(nota: Nota, porque: str) -> Nota:
    """No cuenta ni a favor ni en contra."""
    return replace(nota, estado="sin_calificar", maximo=0, comentario=porque)


def _de_cambios(dictamen: Dictamen) -> Iterator[str]:
    if dictamen.cambios:
        yield f"cambió {', '.join(map(corto, dictamen.cambios[:3]))}; lo dejé como estaba"
