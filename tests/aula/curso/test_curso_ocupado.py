"""Con la máquina ocupada, lo que se guarda de una respuesta conocida es lo mismo."""

import time
from dataclasses import replace

from minigrad.aula.celda.limites import TiempoAgotado, acotado
from minigrad.aula.curso import curso as modulo
from minigrad.aula.curso.activo import activo


def _sin_procesador(segundos):
    """La máquina atiende a otros: pasa el tiempo de pared y no el de este proceso."""
    time.sleep(segundos)


def test_esperar_a_la_maquina_no_trunca_la_huella(monkeypatch):
    monkeypatch.setattr(modulo, "_SEGUNDOS_DE_ERROR", 0.25)
    ejercicio = activo().buscar("05-un-peso")

    def observar(respuesta):
        yield "primero", lambda: respuesta(2.0, 3.0, 0.1)
        _sin_procesador(0.6)
        yield "después", lambda: respuesta(-1.0, -4.0, 0.5)

    lento = replace(ejercicio, observar=observar)
    curso = modulo.Curso(activo().carpeta)
    huella = curso.huella_de_error(lento, lento.errores[0])
    assert [o.etiqueta for o in huella] == ["primero", "después"]


def test_un_bucle_sin_fin_se_corta_tambien_con_ese_reloj():
    empezo = time.monotonic()
    try:
        with acotado(0.1, time.process_time):
            while True:
                pass
    except TiempoAgotado:
        assert time.monotonic() - empezo < 30
    else:
        raise AssertionError("no se cortó")
