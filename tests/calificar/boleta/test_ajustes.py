"""Los puntos cambiados a mano: se aplican, se dice quién y por qué, y lo mal escrito no detiene."""

from __future__ import annotations

import csv
import datetime
import io
from dataclasses import replace

import pytest
from clase_de_prueba import EJERCICIOS, MAXIMOS, PLANO, STEM, completa, nota

from minigrad.calificar.boleta.ajustes import Ajuste, ajustar, leer_ajustes
from minigrad.calificar.boleta.informe import como_html
from minigrad.calificar.boleta.lista import NoSeLee
from minigrad.calificar.boleta.planilla import como_csv, reunir
from minigrad.calificar.boleta.tarea import leer_tarea

CABECERA = "identificador,ejercicio,puntos,quién,porqué\n"


@pytest.fixture
def ajustada(tmp_path):
    """La clase de siempre, con unos ajustes; y lo que se dijo de ellos."""

    def hacer(texto, **mas):
        archivo = tmp_path / "ajustes.csv"
        archivo.write_text(texto, "utf-8")
        boletas = [completa("Ana López", nota("00-pago"), nota("00-cuenta", "mal")),
                   completa("Beto", nota("00-pago", "mal"))]  # fmt: skip
        clase = reunir(boletas, PLANO, MAXIMOS, **mas)
        dichos = ajustar(clase, leer_ajustes(archivo))
        assert archivo.read_text("utf-8") == texto
        return clase, dichos

    return hacer


@pytest.mark.parametrize("quien", ["Ana López", "ana lopez", "ANA LÓPEZ "])
@pytest.mark.parametrize("puntos", ["0.5", '"0,5"'])
def test_se_cambian_los_puntos_de_un_ejercicio(ajustada, quien, puntos):
    clase, dichos = ajustada(f"{CABECERA}{quien},00-cuenta,{puntos},Prof. Mora,la idea está\n")
    ana = clase.filas[0]
    assert dichos == []
    assert (ana.puntos, ana.notas["00-cuenta"].puntos) == (1.5, 0.5)
    assert "0 → 0.5, Prof. Mora: la idea está" in ana.cambios["00-cuenta"].dicho
    assert clase.filas[1].puntos == 0


@pytest.mark.parametrize("que", ["", "00", "0", STEM, f"{STEM}.ipynb", "total"])
def test_con_un_solo_cuaderno_su_total_y_el_total_son_lo_mismo(ajustada, que):
    clase, _ = ajustada(f"{CABECERA}Beto,{que},2,Prof,copió bien\nBeto,00-pago,1,Prof,leí mal\n")
    beto = clase.filas[1]
    assert (beto.puntos, beto.cuenta(STEM).puntos) == (2, 2)
    assert beto.cambios[STEM].antes == 1


def test_con_varios_cuadernos_el_vacio_es_el_total(ajustada):
    tarea = leer_tarea(["00", "02"], PLANO)
    clase, dichos = ajustada(f"{CABECERA}Beto,,20,Prof,oral\nBeto,02,9,Prof,oral\n", tarea=tarea)
    beto = clase.filas[1]
    assert dichos == []
    assert [beto.cuenta(c).puntos for c in (STEM, "02_a_mano", "")] == [0, 9, 20]


@pytest.mark.parametrize(
    ("linea", "dice"),
    [
        ("Zoe,00-pago,1,P,x", "no hay nadie que se llame «Zoe»"),
        (",00-pago,1,P,x", "no dice de quién"),
        ("Beto,00-pagos,1,P,x", "no es un ejercicio ni un cuaderno"),
        ("Beto,03-sumar,1,P,x", "no es de lo que se pidió"),
        ("Beto,03_automatizando,1,P,x", "no es un ejercicio ni un cuaderno"),
        ("Beto,00-pago,2,P,x", "no están entre 0 y 1"),
        ("Beto,00-pago,-1,P,x", "no están entre 0 y 1"),
        ("Beto,00-pago,nan,P,x", "no están entre"),
        ("Beto,00-pago,1e999,P,x", "no están entre"),
        ("Beto,00-pago,uno,P,x", "«uno» no son puntos"),
        ("Beto,00-pago", "no dice cuántos puntos"),
        ("Beto", "no dice cuántos puntos"),
        ("🙂,00-pago,1,P,x", "no hay nadie"),
    ],
)
def test_lo_mal_escrito_se_dice_con_su_linea_y_lo_demas_se_aplica(ajustada, linea, dice):
    clase, dichos = ajustada(f"{CABECERA}\n{linea}\nBeto,00-cuenta,1,P,sí\n")
    (dicho,) = dichos
    assert dicho.startswith("línea 3: ")
    assert dice in dicho
    assert "no se aplicó" in dicho
    assert clase.filas[1].puntos == 1


def test_se_dice_lo_repetido_y_lo_que_no_tiene_autor(ajustada):
    clase, dichos = ajustada(f"{CABECERA}Beto,00-pago,1,P,x\nBeto,00-pago,0.5,,\n")
    assert clase.filas[1].puntos == 0.5
    assert dichos == [
        "línea 3: cambia lo mismo que la 2; vale esta",
        "línea 3: se aplicó, y no dice quién o por qué",
    ]


def test_lo_que_no_se_pudo_calificar_se_puede_poner_a_mano():
    sin = replace(nota("00-millon", "sin_calificar"), maximo=0)
    clase = reunir([completa("Ana", sin)], PLANO, MAXIMOS)
    assert clase.filas[0].maximo == 7 - MAXIMOS["00-millon"]
    ajustar(clase, [Ajuste(2, "Ana", "00-millon", "1", "P", "a ojo")])
    assert (clase.filas[0].puntos, clase.filas[0].maximo) == (1, 7)


def test_las_columnas_van_en_cualquier_orden_o_sin_nombre(ajustada):
    por_nombre, _ = ajustada(
        "# notas\nPuntos;Motivo;Quien;Ejercicio;Aprendiz\n1;x;P;00-pago;Beto\n"
    )
    sin_nombre, _ = ajustada("Beto;00-pago;1;P;x\n")
    assert por_nombre.filas[1].puntos == sin_nombre.filas[1].puntos == 1


def test_si_no_existe_se_dice_como_hacerlo(tmp_path):
    with pytest.raises(NoSeLee, match="identificador,ejercicio,puntos,quién,porqué"):
        leer_ajustes(tmp_path / "ajustes.csv")
    assert not list(tmp_path.iterdir())


def test_faltan_columnas(tmp_path):
    (tmp_path / "a.csv").write_text("identificador,nota final\nAna,3\n", "utf-8")
    with pytest.raises(NoSeLee, match="faltan columnas"):
        leer_ajustes(tmp_path / "a.csv")


def test_el_csv_y_el_informe_dicen_quien_y_por_que(ajustada):
    clase, _ = ajustada(f"{CABECERA}Beto,00-pago,1,<b>P,=1+1\nBeto,00,3,P,oral\n")
    lineas = list(csv.reader(io.StringIO(como_csv(clase).decode("utf-8-sig"))))
    de_beto = {linea[1]: linea for linea in lineas if linea[0] == "Beto"}
    assert de_beto["00-pago"][2] == "1"
    assert "puntos cambiados a mano: 0 → 1, <b>P: =1+1" in de_beto["00-pago"][4]
    assert de_beto[STEM][2:4] == ["3", "7"]
    pagina = como_html(clase, EJERCICIOS, datetime.datetime(2027, 3, 1)).decode()
    assert "&lt;b&gt;P: =1+1" in pagina
    assert "1 → 3, P: oral" in pagina
