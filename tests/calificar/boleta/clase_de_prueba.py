"""Boletas hechas a mano, para probar lo que se escribe con ellas."""

from __future__ import annotations

from minigrad.aula.curso.activo import activo
from minigrad.calificar.boleta.boleta import Boleta, Nota
from minigrad.calificar.entrega.plano import hacer_plano

CURSO = activo()
EJERCICIOS = {e.id: e for e in CURSO.todos()}
MAXIMOS = {id_: e.dificultad for id_, e in EJERCICIOS.items()}
STEM = "00_introduccion"


PLANO = hacer_plano(CURSO)


def nota(id_, estado="correcto", comentario="", **mas):
    maximo = MAXIMOS[id_]
    puntos = maximo if estado == "correcto" else 0
    return Nota(id_, STEM, estado, puntos, maximo, comentario, **mas)


def boleta(quien, *notas, archivo="x.ipynb", **mas):
    return Boleta(f"{quien}/{archivo}", quien, notas=notas, **mas)


def completa(quien, *notas, **mas):
    """La boleta de quien entregó la lección 0: lo que no se dice está en blanco."""
    dichas = {una.ejercicio: una for una in notas}
    de_la_leccion = (id_ for id_ in MAXIMOS if id_.startswith("00-"))
    return boleta(quien, *(dichas.get(i) or nota(i, "blanco") for i in de_la_leccion), **mas)
