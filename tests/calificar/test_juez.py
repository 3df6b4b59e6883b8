"""El blanco vale 0, la solución todo, y cada respuesta equivocada conocida 0 con su nombre."""

from __future__ import annotations

import os

import pytest
from armar import entregado, resuelto

from minigrad.aula.curso.activo import activo
from minigrad.aula.exploracion import paleta
from minigrad.aula.huella.observar import misma_huella
from minigrad.calificar.juez import NoCalificable
from minigrad.calificar.puesto import variantes
from minigrad.calificar.puesto.contrato import Respuesta

CURSO = activo()
#: sin bifurcación, cada respuesta cuesta un Python nuevo: se prueba uno por sección
SECCIONES = [CURSO.de_seccion(s)[: None if hasattr(os, "fork") else 1] for s in CURSO.secciones()]
EJERCICIOS = [pytest.param(e, id=e.id) for seccion in SECCIONES for e in seccion]


@pytest.mark.parametrize("stem", CURSO.cuadernos())
def test_el_resuelto_vale_exactamente_todo(boleta, stem):
    hecha = boleta(resuelto(stem))
    assert hecha.puntos == hecha.maximo > 0
    assert {(n.estado, n.comentario, n.avisos) for n in hecha.notas} == {("correcto", "", ())}


@pytest.mark.parametrize("stem", CURSO.cuadernos())
def test_el_cuaderno_en_blanco_vale_exactamente_cero(boleta, stem):
    hecha = boleta(entregado(stem))
    assert (hecha.puntos, {n.estado for n in hecha.notas}) == (0, {"blanco"})
    assert hecha.maximo > 0


class _Averiado:
    """Un puesto en el que ya nada arranca."""

    def pedir(self, *_, **__):
        return Respuesta(motivo="cerró")


def test_un_puesto_que_ya_no_arranca_no_es_culpa_de_la_respuesta(calificador, puesto):
    ejercicio, cierra = CURSO.buscar("00-cuenta"), "import os\nos._exit(0)"
    assert calificador.juez.juzgar(puesto, ejercicio, cierra).veredicto.estado == "limite"
    with pytest.raises(NoCalificable, match="ni la solución"):
        calificador.juez.juzgar(_Averiado(), ejercicio, cierra)


@pytest.mark.parametrize("ejercicio", EJERCICIOS)
def test_la_celda_sin_tocar_no_se_porta_como_la_solucion(calificador, puesto, ejercicio):
    """Aunque cambie el texto, y por eso se ejecute."""
    dictamen = calificador.juez.juzgar(
        puesto, ejercicio, f"{CURSO.blanco(ejercicio.id)}\notra_cosa = 1"
    )
    assert dictamen.veredicto.estado in ("blanco", "mal")


@pytest.mark.parametrize(
    ("id_", "antes", "despues", "comentario"),
    [
        ("00-cuenta", "return precio * cantidad + envio", "pass", ""),
        ("00-cuenta", "return precio * cantidad + envio", "raise NotImplementedError", ""),
        ("02-derivada", "return (f(x + h) - f(x - h)) / (2 * h)", "return None", ""),
        ("03-clausura", "hijo.grad = local * salida.grad", "...", "falta llenar `nota`"),
        ("03-reflejados", "return -self + otro", "pass", "falta llenar `resta_reflejada`"),
    ],
)
def test_una_funcion_que_no_hace_nada_es_un_blanco(
    calificador, puesto, id_, antes, despues, comentario
):
    ejercicio, fuente = CURSO.buscar(id_), CURSO.solucion(id_)
    assert antes in fuente
    veredicto = calificador.juez.juzgar(puesto, ejercicio, fuente.replace(antes, despues)).veredicto
    assert veredicto.estado == "blanco"
    assert comentario in veredicto.mensaje


@pytest.mark.parametrize("ejercicio", EJERCICIOS)
def test_cada_error_conocido_vale_cero_y_recibe_su_nombre(calificador, puesto, ejercicio):
    for error in ejercicio.errores:
        equivocada = calificador.juez.equivocada(puesto, ejercicio, error)
        veredicto = calificador.juez.comparar(puesto, ejercicio, equivocada).veredicto
        assert veredicto.estado == "mal", error.nombre
        assert veredicto.error is error


@pytest.mark.parametrize("ejercicio", [p for p in EJERCICIOS if p.values[0].tipo == "codigo"])
def test_las_variantes_prueban_con_otros_numeros(calificador, puesto, ejercicio):
    """Salvo donde las entradas no son decimales: órdenes, listas de opciones, cuentas de nodos."""
    huellas = calificador.juez.solucion(puesto, ejercicio).huellas
    distintas = [not misma_huella(h, huellas[0], ejercicio.tolerancia) for h in huellas[1:]]
    assert all(distintas) is (ejercicio.id not in SIN_DECIMALES)


def test_las_variantes_exploran_tambien_con_otros_numeros():
    movida = variantes.cargar("minigrad.aula.observadores.notas", 7).explorar_dos.__globals__
    assert movida["PARES"] != paleta.PARES
    assert movida["PARES_ENORMES"][0] == paleta.PARES_ENORMES[0]


SIN_DECIMALES = {
    "01p-ordena", "02-expresion", "02-orden-suma", "02-neurona", "03-orden-topologico",
    "03p-revuelto", "04-ordenar", "04p-revuelto", "04p-caza-orden",
    "05-tasa-que-baja", "05p-clases", "06-minilotes", "06p-difundir", "06p-unos",
    "07-codificar", "07-contar", "07-inventar", "07-reparto", "07-mascara", "07-cuantos",
    "07-lote", "07-nuevos", "07p-trios", "07p-caza-mascara", "07p-caza-respuestas",
    "07p-vocabulario",
}  # fmt: skip
