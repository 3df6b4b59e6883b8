"""De las boletas a las notas de la clase y al CSV."""

from __future__ import annotations

import csv
import io

import pytest
from clase_de_prueba import MAXIMOS, PLANO, STEM, boleta, nota

from minigrad.calificar.boleta.boleta import de_json
from minigrad.calificar.boleta.planilla import COLUMNAS, como_csv, reunir


def leer(crudo):
    return list(csv.reader(io.StringIO(crudo.decode("utf-8-sig"), newline="")))


def test_una_boleta_va_y_viene_de_json():
    una = boleta("Ana", nota("00-pago", avisos=("algo",)), avisos=("otro",), leccion=STEM)
    assert de_json(una.a_json()) == una


def test_el_csv_tiene_una_linea_por_aprendiz_y_ejercicio():
    notas = nota("00-pago"), nota("00-cuenta", "mal", "falta el envío", avisos=("movida",))
    clase = reunir([boleta("José Ñandú", *notas)], PLANO, MAXIMOS)
    assert leer(como_csv(clase)) == [
        list(COLUMNAS),
        ["José Ñandú", "00-pago", "1", "1", ""],
        ["José Ñandú", "00-cuenta", "0", "1", "falta el envío; movida"],
    ]
    assert como_csv(clase).startswith(b"\xef\xbb\xbf")  # Excel, sin ella, daña las tildes


@pytest.mark.parametrize("nombre", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_un_nombre_no_puede_ser_una_formula(nombre):
    clase = reunir([boleta(nombre, nota("00-pago"))], PLANO, MAXIMOS)
    # los controles, además, nunca llegan al CSV
    assert leer(como_csv(clase))[1][0] == f"'{nombre}".replace("\t", " ")


def test_de_un_ejercicio_en_dos_archivos_cuenta_el_mejor():
    mala, buena = boleta("Ana", nota("00-pago", "mal")), boleta("Ana", nota("00-pago"))
    for orden in ([mala, buena], [buena, mala]):
        (fila,) = reunir(orden, PLANO, MAXIMOS).filas
        assert (fila.puntos, fila.maximo) == (1, 1)
        assert "más de un archivo" in fila.notas["00-pago"].avisos[0]


def test_quien_entrego_algo_ilegible_tiene_cero_en_lo_de_la_clase():
    clase = reunir(
        [boleta("Ana", nota("00-pago")), boleta("Beto", rechazo="el archivo está vacío")],
        PLANO,
        MAXIMOS,
    )
    beto = clase.filas[1]
    assert (beto.puntos, beto.maximo) == (0, sum(MAXIMOS[i] for i in MAXIMOS if i[:3] == "00-"))
    assert {n.comentario for n in beto.notas.values()} == {"el archivo está vacío"}


def test_si_nadie_entrego_nada_legible_cada_quien_tiene_su_linea():
    clase = reunir([boleta("Ana", rechazo="el archivo está vacío")], PLANO, MAXIMOS)
    assert leer(como_csv(clase))[1] == ["Ana", "", "0", "0", "Ana/x.ipynb: el archivo está vacío"]


def test_la_leccion_del_nombre_dice_que_se_le_cuenta_a_quien_no_se_pudo_leer():
    clase = reunir([boleta("Ana", rechazo="cortado", leccion=STEM)], PLANO, MAXIMOS)
    assert clase.ejercicios == tuple(i for i in MAXIMOS if i[:3] == "00-")
