"""El recuadro de los exploradores: lo que se desplaza, lo que se queda y lo que se dice de ello."""

from __future__ import annotations

import re

from minigrad.exploradores.comun.estilo import HOJA, a_la_vista, marco, sigue


def test_un_recuadro_con_minimo_no_se_encoge_mas():
    assert "min-width" not in marco("hola")
    (ancho,) = re.findall(r"min-width:(\d+)px", marco("hola", 500))
    assert int(ancho) == 500 + 22  # con sus orillas


def test_que_el_dibujo_sigue_solo_se_dice_donde_no_cabe():
    assert sigue(0) == ""
    dicho = sigue(500)
    (clase,) = re.findall(r'class="([\w-]+)"', dicho)
    assert f".{clase}{{display:none}}" in dicho
    assert f"@container (max-width:521px){{.{clase}{{display:block}}}}" in dicho
    assert "El dibujo sigue hacia la derecha" in dicho
    assert clase not in sigue(600)


def test_las_palabras_se_quedan_a_la_vista():
    assert "position:sticky;left:" in a_la_vista("hola")
    # la medida `cqw` es de la caja del control, que es la que se desplaza
    assert "container-type:inline-size;overflow-x:auto" in HOJA
