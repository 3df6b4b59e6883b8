"""Las redes con que se explora: la misma comprobación acepta a quien entrena con otro motor."""

import pytest

from minigrad.aula.curso.activo import activo
from minigrad.aula.exploracion import redes
from minigrad.aula.huella.observar import misma_huella, observar
from minigrad.aula.motor_de_cierres import Value

CURSO = activo()
#: la entropía pide un logaritmo, que ese motor no tiene
EJERCICIOS = [
    ejercicio
    for seccion in ("05", "05p")
    for ejercicio in CURSO.de_seccion(seccion)
    if ejercicio.tipo == "codigo" and ejercicio.id != "05p-entropia"
]


def con_otro_motor(ejercicio):
    """La solución, escrita en un cuaderno cuyo `Value` es otro."""
    nombres = {"__name__": "__main__"}
    for celda in CURSO.contexto(ejercicio):
        exec(CURSO.codigo_de(celda), nombres)
        if celda.base:
            nombres["Value"] = Value
    exec(CURSO.codigo_de(CURSO.celda(ejercicio.id)), nombres)
    return nombres[ejercicio.nombre]


@pytest.mark.parametrize("ejercicio", EJERCICIOS, ids=lambda e: e.id)
def test_se_acepta_con_el_motor_del_aprendiz(ejercicio):
    huella = observar(ejercicio.observar, con_otro_motor(ejercicio), 5.0)
    assert misma_huella(huella, CURSO.huella_de_referencia(ejercicio), ejercicio.tolerancia)


def test_una_capa_puede_estar_hecha_de_neuronas_prestadas():
    """La clase `Layer` es del aprendiz, y sus neuronas, con otro `Value`, no."""
    ejercicio = CURSO.buscar("05-capa")
    nombres = CURSO.referencia(ejercicio)
    nombres["Value"] = Value
    huella = observar(ejercicio.observar, nombres["Layer"], 5.0)
    assert misma_huella(huella, CURSO.huella_de_referencia(ejercicio), ejercicio.tolerancia)


def test_lo_que_se_niega_y_lo_que_responde_se_dicen_con_palabras():
    assert redes.se_niega(lambda: 1 / 0) == "se niega"
    assert redes.se_niega(lambda: Value(-2.5)) == "responde −2.5"
    assert redes.que_es(Value(1.0)) == "un Value"
    assert [redes.que_es(x) for x in (None, 2.5, True)] == [None, "un número común", "otra cosa"]
