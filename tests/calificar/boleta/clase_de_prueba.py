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
