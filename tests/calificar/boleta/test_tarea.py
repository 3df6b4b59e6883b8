"""Qué se pidió y hasta cuándo."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest
from clase_de_prueba import EJERCICIOS, MAXIMOS, PLANO, STEM, boleta, nota

from minigrad.calificar.boleta.boleta import Nota
from minigrad.calificar.boleta.planilla import reunir
from minigrad.calificar.boleta.tarea import (
    NoEsTarea,
    cuadernos_de,
    de_la_tarea,
    deducir,
    leer_hasta,
    leer_tarea,
    tardanza,
    tardanzas,
)
from minigrad.calificar.entrega.buscar import Entrega

DOS, PRACTICA, TRES = "02_a_mano", "02_a_mano_practica", "03_automatizando"


def otra(id_, estado="correcto"):
    cuaderno = PLANO["ejercicios"][id_]["cuaderno"]
    return Nota(id_, cuaderno, estado, MAXIMOS[id_] if estado == "correcto" else 0, MAXIMOS[id_])


@pytest.mark.parametrize(
    ("palabras", "cuadernos"),
    [
        (["02"], [DOS]),
        (["2"], [DOS]),
        (["0"], [STEM]),
        (["02p"], [PRACTICA]),
        (["02_a_mano"], [DOS]),
        (["02_A_Mano.ipynb"], [DOS]),
        (["notebooks/02_a_mano.ipynb"], [DOS]),
        (["02 y su práctica"], [DOS, PRACTICA]),
        (["02", "y", "su", "practica"], [DOS, PRACTICA]),
        (["2 y su práctica, 3"], [DOS, PRACTICA, TRES]),
        (["02_a_mano y su práctica"], [DOS, PRACTICA]),
        (["03", "02"], [DOS, TRES]),
    ],
)
def test_una_tarea_se_nombra_de_varias_formas(palabras, cuadernos):
    ejercicios = leer_tarea(palabras, PLANO)
    assert list(cuadernos_de(ejercicios, PLANO)) == cuadernos
    assert {PLANO["ejercicios"][i]["cuaderno"] for i in MAXIMOS if i not in ejercicios} == {
        datos["cuaderno"] for datos in PLANO["ejercicios"].values()
    } - set(cuadernos)


def test_una_tarea_puede_ser_de_ejercicios_sueltos():
    assert leer_tarea(["02-sumar", "00-pago"], PLANO) == ("00-pago", "02-sumar")


@pytest.mark.parametrize("palabra", ["09", "02-sumarr", "00 y su práctica", "práctica", "a"])
def test_una_tarea_que_no_existe_se_dice(palabra):
    with pytest.raises(NoEsTarea, match="No hay ningún"):
        leer_tarea([palabra], PLANO)


def test_una_tarea_limita_lo_que_se_cuenta_y_lo_que_se_muestra():
    clase = reunir(
        [boleta("Ana", nota("00-pago"), otra("02-sumar"))], PLANO, MAXIMOS,
        tarea=leer_tarea(["02-sumar", "02-value"], PLANO),
    )  # fmt: skip
    (fila,) = clase.filas
    assert list(fila.notas) == ["02-sumar"]
    assert clase.cuadernos == (DOS,)
    assert fila.maximo == MAXIMOS["02-sumar"]


def test_sin_tarea_se_pidio_lo_que_entrego_la_mitad():
    ana, beto = boleta("Ana", nota("00-pago"), otra("02-sumar")), boleta("Beto", nota("00-pago"))
    caro = boleta("Caro", nota("00-pago"))
    clase = reunir([ana, beto, caro], PLANO, MAXIMOS)
    assert clase.cuadernos == (STEM,)
    # lo de más se ve, y no cuenta
    assert clase.filas[0].notas["02-sumar"].estado == "correcto"
    assert clase.filas[0].maximo == clase.filas[1].maximo
    assert reunir([ana, beto], PLANO, MAXIMOS).cuadernos == (STEM, DOS)


def test_lo_pedido_y_no_entregado_cuenta_como_cero():
    de_dos = [otra(i) for i in MAXIMOS if i.startswith("02-")]
    clase = reunir(
        [boleta("Ana", nota("00-pago"), *de_dos), boleta("Beto", nota("00-pago"))], PLANO, MAXIMOS
    )
    beto = clase.filas[1]
    assert beto.cuenta(DOS).dicho == "0 de 43"
    assert beto.notas["02-sumar"].comentario == "no entregó"
    assert clase.filas[0].cuenta(DOS).porcentaje == "100 %"


def test_si_nadie_llega_a_la_mitad_se_pidio_lo_mas_entregado():
    boletas = [boleta("A", nota("00-pago")), boleta("B", otra("02-sumar")),
               boleta("C", otra("03-sumar"))]  # fmt: skip
    assert cuadernos_de(deducir(boletas, PLANO), PLANO) == (STEM, DOS, TRES)
    assert deducir([], PLANO) == ()


def test_lo_que_no_se_pudo_calificar_a_nadie_no_le_cuenta_a_quien_no_entrego():
    sin = Nota("02-sumar", DOS, "sin_calificar", 0, 0, "falta PyTorch")
    boletas = [
        boleta("Ana", nota("00-pago"), sin, otra("02-value")),
        boleta("Beto", nota("00-pago")),
    ]
    beto = reunir(boletas, PLANO, MAXIMOS).filas[1]
    assert beto.cuenta(DOS).maximo == 43 - MAXIMOS["02-sumar"]


def test_un_archivo_ilegible_de_un_cuaderno_pedido_se_dice_en_ese_cuaderno():
    boletas = [boleta("Ana", nota("00-pago"), otra("02-sumar")), boleta("Beto", nota("00-pago")),
               boleta("Beto", rechazo="está cortado", leccion=DOS)]  # fmt: skip
    beto = reunir(boletas, PLANO, MAXIMOS).filas[1]
    assert beto.notas["02-sumar"].estado == "rechazada"
    assert beto.notas["00-pago"].estado == "correcto"


def test_solo_se_abre_lo_que_hace_falta_para_la_tarea():
    def entrega(relativa, aprendiz, leccion):
        return Entrega(Path(relativa), relativa, aprendiz, leccion)

    entregas = [entrega("a/02.ipynb", "a", DOS), entrega("a/03.ipynb", "a", TRES),
                entrega("a/x.ipynb", "a", None), entrega("b/03.ipynb", "b", TRES)]  # fmt: skip
    abiertas = de_la_tarea(entregas, leer_tarea(["02"], PLANO), PLANO)
    # b quizás le cambió el nombre
    assert [e.relativa for e in abiertas] == ["a/02.ipynb", "a/x.ipynb", "b/03.ipynb"]


# --- hasta cuándo --------------------------------------------------------------------------------


def test_una_fecha_sin_hora_vale_el_dia_entero():
    assert leer_hasta("2027-03-08").time() == datetime.time(23, 59, 59)
    assert leer_hasta("2027-03-08T18:00").time() == datetime.time(18, 0)
    assert leer_hasta("2027-03-08T00:00").time() == datetime.time(0, 0)
    assert leer_hasta("2027-03-08T18:00-06:00").utcoffset() is not None


@pytest.mark.parametrize(
    "texto", ["8 de marzo", "", "2027-13-01", "18:00", "9999-12-31T23:59-23:00"]
)
def test_una_fecha_que_no_se_entiende_se_dice(texto):
    with pytest.raises(NoEsTarea, match="2027-03-08T18:00"):
        leer_hasta(texto)


@pytest.fixture
def entrega(tmp_path):
    def hacer(nombre, cuando="2027-03-09T10:00"):
        ruta = tmp_path / nombre
        ruta.touch()
        segundos = datetime.datetime.fromisoformat(cuando).timestamp()
        os.utime(ruta, (segundos, segundos))
        return Entrega(ruta, nombre, "x")

    return hacer


def test_tarde_es_despues_de_la_fecha_del_archivo(entrega):
    hasta = leer_hasta("2027-03-08T18:00")
    assert "09/03/2027, 10:00, según la fecha del archivo" in tardanza(entrega("a.ipynb"), hasta)
    assert tardanza(entrega("b.ipynb", "2027-03-08T17:59"), hasta) == ""
    assert tardanza(entrega("c.ipynb", "2027-03-08T18:00"), hasta) == ""
    assert tardanza(entrega("d.ipynb"), None) == ""
    assert tardanza(Entrega(Path("no/esta"), "no/esta", "x"), hasta) == ""


def test_canvas_dice_en_el_nombre_si_llego_tarde(entrega):
    hasta = leer_hasta("2027-03-08T18:00")
    tarde = entrega("lopezana_LATE_12_3456_02_a_mano.ipynb", "2020-01-01T00:00")
    assert "según Canvas" in tardanza(tarde, hasta)
    assert "según Canvas" in tardanza(tarde, None)
    # la fecha que Canvas deja en el archivo es la de la descarga
    assert tardanza(entrega("lopezana_12_3456_02_a_mano.ipynb"), hasta) == ""
    for nombre in ("LATE_02_a_mano.ipynb", "ana_2027_300_02_a_mano.ipynb"):
        assert "del archivo" in tardanza(entrega(nombre), hasta)


def test_lo_tardio_se_marca_y_no_descuenta():
    tarde, a_tiempo = (
        boleta("Ana", nota("00-pago"), archivo="b.ipynb"),
        boleta("Ana", nota("00-pago")),
    )
    dichas = {tarde.entrega: "entregado tarde: hoy"}
    (fila,) = reunir([tarde, a_tiempo], PLANO, MAXIMOS, tardanzas=dichas).filas
    assert fila.tarde == ["Ana/b.ipynb: entregado tarde: hoy"]
    assert fila.puntos == MAXIMOS["00-pago"]
    # a igual respuesta, cuenta la que llegó a tiempo
    assert not [aviso for aviso in fila.notas["00-pago"].avisos if "tarde" in aviso]
    assert tardanzas([], None) == {}


def test_los_ejercicios_del_curso_son_los_del_plano():
    assert EJERCICIOS.keys() == PLANO["ejercicios"].keys()
