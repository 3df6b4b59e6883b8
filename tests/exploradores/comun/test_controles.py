"""El compás: lo que esperaba en la fila se deja pasar."""

from __future__ import annotations

from minigrad.exploradores.comun.controles import EN_LA_FILA, PRONTO, Compas


def test_lo_que_llega_pegado_esta_atrasado_y_lo_demas_no():
    ahora = [100.0]
    compas = Compas(lambda: ahora[0])
    assert not compas.atrasado()  # el primero nunca lo está
    compas.marcar()
    ahora[0] += EN_LA_FILA / 2
    assert compas.atrasado()
    ahora[0] += EN_LA_FILA
    assert not compas.atrasado()
    assert compas.atrasado(PRONTO)
    ahora[0] += PRONTO
    assert not compas.atrasado(PRONTO)


def test_con_el_reloj_de_verdad():
    compas = Compas()
    assert not compas.atrasado()
    compas.marcar()
    assert compas.atrasado(60.0)
