"""Lo que no termina se espera una sola vez, el tiempo que dice la tarjeta."""

from dataclasses import replace

from curso_de_prueba import ejecutar_celda

from minigrad.aula.curso.activo import activo
from minigrad.aula.juicio import juzgar as modulo
from minigrad.aula.juicio import trasplante

COLGADA = """
def multiplicar(self, otro):
    while True:
        pass


Value.__mul__ = multiplicar
"""


def test_lo_que_no_termina_se_observa_una_vez(monkeypatch):
    vigente, esperas = activo(), []
    ejercicio = replace(vigente.buscar("03-multiplicar"), segundos=0.3)
    nombres = vigente.preparar(ejercicio)
    ejecutar_celda(nombres, COLGADA)

    def contar(mirar, respuesta, segundos, observar=modulo.observar):
        esperas.append(segundos)
        return observar(mirar, respuesta, segundos)

    monkeypatch.setattr(modulo, "observar", contar)
    monkeypatch.setattr(trasplante, "observar", contar)
    veredicto = modulo.juzgar(vigente, ejercicio, nombres["Value"])
    assert veredicto.estado == "mal"
    assert veredicto.huella[-1].forma.clase == "tiempo"
    assert esperas == [0.3]
