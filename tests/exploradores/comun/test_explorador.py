"""El cuidador de los controles, que JupyterLab puede llamar desde varios hilos a la vez."""

from __future__ import annotations

import threading

import ipywidgets

from minigrad.exploradores.comun.explorador import Cuidador, Explorador


def test_sin_nucleo_la_figura_dice_como_traer_los_controles():
    marca, _, resto = Explorador([ipywidgets.HTML()], "x", "<b>figura</b>").estatico.partition(">")
    assert marca.startswith('<div class="mg-fijo-')  # se esconde con los controles a la vista
    assert "error en inglés" in resto
    assert "ejecútala otra vez" in resto


def test_lo_que_pide_otro_hilo_espera_su_turno_y_no_se_pierde():
    cuidar, hechas = Cuidador(), []
    empezada, seguir = threading.Event(), threading.Event()

    def lenta():
        empezada.set()
        assert seguir.wait(5)
        hechas.append("lenta")

    hilo = threading.Thread(target=cuidar(lenta), args=(None,))
    otro = threading.Thread(target=cuidar(lambda: hechas.append("rápida")), args=(None,))
    hilo.start()
    assert empezada.wait(5)
    otro.start()
    otro.join(0.1)
    assert hechas == []  # la segunda espera, y la primera sigue en marcha
    seguir.set()
    hilo.join(5)
    otro.join(5)
    assert hechas == ["lenta", "rápida"]


def test_lo_que_un_control_mueve_no_empieza_otra_vuelta():
    cuidar, hechas = Cuidador(), []
    dentro = cuidar(lambda: hechas.append("dentro"))
    cuidar(lambda: (hechas.append("fuera"), dentro(None)))(None)
    assert hechas == ["fuera"]
    dentro(None)
    assert hechas == ["fuera", "dentro"]


def test_un_error_se_dice_y_suelta_el_turno():
    cuidar = Cuidador()
    cuidar(lambda: 1 / 0)(None)
    assert "division by zero" in cuidar.mensaje.value
    cuidar(lambda: None)(None)
    assert cuidar.mensaje.value == ""
