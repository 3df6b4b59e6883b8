"""`comprobar`: juzga lo que entregó el aprendiz, lo anota y muestra la tarjeta."""

from __future__ import annotations

from typing import Any

from minigrad.aula.celda.entorno import hay_torch
from minigrad.aula.celda.herencia import recuperar
from minigrad.aula.celda.tarjeta import Tarjeta, mostrar
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.huella.canonico import identidad
from minigrad.aula.juicio.detenidas import se_detuvo
from minigrad.aula.juicio.juzgar import juzgar
from minigrad.aula.juicio.prestamos import (
    Seguimiento,
    devolver,
    es_prestada,
    prestar,
    prestar_lo_anterior,
)
from minigrad.aula.juicio.veredicto import Veredicto
from minigrad.aula.tarjetas.de_falta import (
    con_lo_que_falta,
    lo_que_se_borro,
    tarjeta_de_falta,
)
from minigrad.aula.tarjetas.de_veredicto import (
    con_lo_prestado,
    tarjeta_de_detenida,
    tarjeta_de_prestada,
    tarjeta_de_veredicto,
    tarjeta_sin_numpy,
    tarjeta_sin_torch,
)
from minigrad.aula.trabajo import progreso
from minigrad.aula.verbos.ayuda import ofrecer_botones


def comprobar(id_: str, respuesta: Any) -> Any:
    """Comprueba una respuesta y muestra cómo va.

    Si el ejercicio es una pieza de la que depende lo que sigue, devuelve con qué seguir: lo tuyo
    y, de lo que todavía no es correcto, la referencia.
    """
    vigente = activo()
    ejercicio = vigente.buscar(id_)
    recuperar(respuesta)
    pendiente = _por_que_no_se_juzga(vigente, ejercicio, respuesta)
    if pendiente is not None:
        mostrar(pendiente)
        return respuesta if ejercicio.pieza else None
    try:
        veredicto = juzgar(vigente, ejercicio, respuesta)
    except ModuleNotFoundError as falta:
        if falta.name != "numpy":
            raise
        mostrar(tarjeta_sin_numpy(ejercicio))
        return respuesta if ejercicio.pieza else None
    _anotar(vigente, ejercicio, respuesta, veredicto)
    # antes de prestar nada: la tarjeta mira lo que escribió el aprendiz
    tarjeta = tarjeta_de_veredicto(ejercicio, veredicto, respuesta)
    tarjeta = con_lo_que_falta(tarjeta, vigente, ejercicio, veredicto)
    seguimiento = _con_que_seguir(vigente, ejercicio, respuesta, veredicto)
    mostrar(con_lo_prestado(tarjeta, ejercicio, veredicto, seguimiento))
    if veredicto.estado in ("mal", "blanco"):
        ofrecer_botones(ejercicio)
    return seguimiento.objeto if ejercicio.pieza else None


def _por_que_no_se_juzga(vigente: Curso, ejercicio: Ejercicio, respuesta: Any) -> Tarjeta | None:
    if ejercicio.torch and not hay_torch():
        return tarjeta_sin_torch(ejercicio)
    if se_detuvo(vigente, ejercicio):
        return tarjeta_de_detenida(ejercicio)
    if es_prestada(vigente, ejercicio, respuesta):
        falta = lo_que_se_borro(vigente, ejercicio)
        if falta is not None:
            return tarjeta_de_falta(vigente, ejercicio, falta)
        return tarjeta_de_prestada(ejercicio, respuesta)
    return None


def _anotar(vigente: Curso, ejercicio: Ejercicio, respuesta: Any, veredicto: Veredicto) -> None:
    """Un blanco, o repetir lo mismo, no es un intento."""
    if veredicto.estado not in ("correcto", "mal"):
        return
    resumen = identidad(respuesta, vigente.partes(ejercicio), veredicto.huella)
    cambios = {"correcto": True} if veredicto.estado == "correcto" else {}
    progreso.actual().anotar_intento(ejercicio.id, resumen, **cambios)


def _con_que_seguir(
    vigente: Curso, ejercicio: Ejercicio, respuesta: Any, veredicto: Veredicto
) -> Seguimiento:
    if not ejercicio.pieza or not vigente.presta(ejercicio):
        return Seguimiento(respuesta)
    if veredicto.estado == "correcto":
        devolver(vigente, ejercicio, respuesta)
    if veredicto.falla_lo_anterior:
        return prestar_lo_anterior(vigente, ejercicio, respuesta)
    if veredicto.estado in ("correcto", "sin_juicio"):
        return Seguimiento(respuesta)
    colgada = any(observada.forma.clase == "tiempo" for observada in veredicto.huella)
    return prestar(vigente, ejercicio, respuesta, probando=not colgada)
