"""De las boletas a las notas de la clase, al CSV y al informe."""

from __future__ import annotations

import csv
import datetime
import io
import re

import pytest

from minigrad.aula.curso.activo import activo
from minigrad.calificar.boleta.boleta import ESTADOS, Boleta, Nota, de_json
from minigrad.calificar.boleta.informe import SIGNOS, como_html
from minigrad.calificar.boleta.planilla import COLUMNAS, como_csv, reunir
from minigrad.calificar.entrega.plano import hacer_plano

CURSO = activo()
EJERCICIOS = {e.id: e for e in CURSO.todos()}
MAXIMOS = {id_: e.dificultad for id_, e in EJERCICIOS.items()}
STEM = "00_introduccion"
AHORA = datetime.datetime(2026, 3, 1, 9, 30)


@pytest.fixture(scope="module")
def plano():
    return hacer_plano(CURSO)


def nota(id_, estado="correcto", comentario="", **mas):
    maximo = MAXIMOS[id_]
    puntos = maximo if estado == "correcto" else 0
    return Nota(id_, STEM, estado, puntos, maximo, comentario, **mas)


def boleta(quien, *notas, archivo="x.ipynb", **mas):
    return Boleta(f"{quien}/{archivo}", quien, notas=notas, **mas)


def leer(crudo):
    return list(csv.reader(io.StringIO(crudo.decode("utf-8-sig"), newline="")))


def test_una_boleta_va_y_viene_de_json():
    una = boleta("Ana", nota("00-pago", avisos=("algo",)), avisos=("otro",), leccion=STEM)
    assert de_json(una.a_json()) == una


def test_el_csv_tiene_una_linea_por_aprendiz_y_ejercicio(plano):
    notas = nota("00-pago"), nota("00-cuenta", "mal", "falta el envío", avisos=("movida",))
    clase = reunir([boleta("José Ñandú", *notas)], plano, MAXIMOS)
    assert leer(como_csv(clase)) == [
        list(COLUMNAS),
        ["José Ñandú", "00-pago", "1", "1", ""],
        ["José Ñandú", "00-cuenta", "0", "1", "falta el envío; movida"],
    ]
    assert como_csv(clase).startswith(b"\xef\xbb\xbf")  # Excel, sin ella, daña las tildes


@pytest.mark.parametrize("nombre", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_un_nombre_no_puede_ser_una_formula(plano, nombre):
    clase = reunir([boleta(nombre, nota("00-pago"))], plano, MAXIMOS)
    assert leer(como_csv(clase))[1][0] == f"'{nombre}"


def test_de_un_ejercicio_en_dos_archivos_cuenta_el_mejor(plano):
    mala, buena = boleta("Ana", nota("00-pago", "mal")), boleta("Ana", nota("00-pago"))
    for orden in ([mala, buena], [buena, mala]):
        (fila,) = reunir(orden, plano, MAXIMOS).filas
        assert (fila.puntos, fila.maximo) == (1, 1)
        assert "más de un archivo" in fila.notas["00-pago"].avisos[0]


def test_quien_entrego_algo_ilegible_tiene_cero_en_lo_de_la_clase(plano):
    clase = reunir(
        [boleta("Ana", nota("00-pago")), boleta("Beto", rechazo="el archivo está vacío")],
        plano,
        MAXIMOS,
    )
    beto = clase.filas[1]
    assert (beto.puntos, beto.maximo) == (0, sum(MAXIMOS[i] for i in MAXIMOS if i[:3] == "00-"))
    assert {n.comentario for n in beto.notas.values()} == {"el archivo está vacío"}


def test_si_nadie_entrego_nada_legible_cada_quien_tiene_su_linea(plano):
    clase = reunir([boleta("Ana", rechazo="el archivo está vacío")], plano, MAXIMOS)
    assert leer(como_csv(clase))[1] == ["Ana", "", "0", "0", "Ana/x.ipynb: el archivo está vacío"]
    assert b"Ana" in como_html(clase, EJERCICIOS, AHORA)


def test_la_leccion_del_nombre_dice_que_se_le_cuenta_a_quien_no_se_pudo_leer(plano):
    clase = reunir([boleta("Ana", rechazo="cortado", leccion=STEM)], plano, MAXIMOS)
    assert clase.ejercicios == tuple(i for i in MAXIMOS if i[:3] == "00-")


# --- el informe ----------------------------------------------------------------------------------


@pytest.fixture
def pagina(plano):
    boletas = [
        boleta("<b>Ana</b>", *(nota(i) for i in MAXIMOS if i[:3] == "00-")),
        boleta("Beto", nota("00-pago", "mal", "«sin envío»", error="sin envío")),
        boleta("Caro", nota("00-pago", "limite", "no terminó", avisos=("movida",))),
        boleta("Dani", rechazo="el archivo está vacío"),
    ]
    return como_html(reunir(boletas, plano, MAXIMOS), EJERCICIOS, AHORA).decode("utf-8")


def test_el_informe_no_trae_nada_de_fuera_ni_ejecuta_nada(pagina):
    assert not re.search(r"https?:|<script|<link|<img|url\(|@import| on\w+=", pagina)


def test_lo_que_escribio_un_aprendiz_es_texto(pagina):
    assert "<b>Ana</b>" not in pagina
    assert "&lt;b&gt;Ana&lt;/b&gt;" in pagina


def test_el_informe_muestra_cada_cosa(pagina):
    dichos = ("01/03/2026, 09:30", "<b>4</b>aprendices", "no terminó", "sin envío", "movida",
              "el archivo está vacío", "class='limite", "class='rechazada")  # fmt: skip
    assert not [dicho for dicho in dichos if dicho not in pagina]
    assert EJERCICIOS["00-pago"].errores[-1].mensaje in pagina


def test_cada_estado_tiene_su_signo():
    assert SIGNOS.keys() == ESTADOS.keys()
    assert len(set(SIGNOS.values())) == len(SIGNOS)


def test_sin_errores_conocidos_lo_dice(plano):
    clase = reunir([boleta("Ana", nota("00-pago"))], plano, MAXIMOS)
    assert "Nadie cometió" in como_html(clase, EJERCICIOS, AHORA).decode()


def _numeros(forma):
    if forma.clase == "numero" and not isinstance(forma.valor, complex):
        yield float(forma.valor)
    for parte in forma.valor if forma.clase == "secuencia" else ():
        yield from _numeros(parte)


@pytest.mark.torch  # algunos de esos ejercicios lo usan
def test_ni_el_informe_ni_el_csv_dicen_los_numeros_esperados(calificador, puesto, plano):
    """Con una clase que contesta mal todo lo que se contesta con números."""
    vistas = []
    for ejercicio in (e for e in EJERCICIOS.values() if e.tipo == "numero"):
        equivocada = CURSO.equivocada(ejercicio, ejercicio.errores[0])
        for fuente in (f"{ejercicio.nombre} = 987.25", equivocada):
            hechos = {ejercicio.id: {"versiones": [{"fuente": fuente, "define": []}],
                                     "avisos": [], "esta": True}}  # fmt: skip
            vistas.append(
                (ejercicio, calificador._nota(puesto, ejercicio.id, hechos, float("inf")))
            )
    assert {n.estado for _, n in vistas} == {"mal"}
    boletas = [boleta(f"p{i}", n) for i, (_, n) in enumerate(vistas)]
    clase = reunir(boletas, plano, MAXIMOS)
    for ejercicio, una in vistas:
        dicho = {float(x) for x in re.findall(r"-?\d+\.?\d*", una.comentario.replace("−", "-"))}
        # 0, 1 y 2 salen en cualquier explicación
        esperados = {n for o in CURSO.huella_de_referencia(ejercicio) for n in _numeros(o.forma)}
        assert not {n for n in esperados & dicho if abs(n) > 2}, (ejercicio.id, una.comentario)
    pagina = como_html(clase, EJERCICIOS, AHORA).decode()
    largos = {f"{n:.4g}" for e in {e.id: e for e, _ in vistas}.values()
              for o in CURSO.huella_de_referencia(e) for n in _numeros(o.forma)}  # fmt: skip
    assert not [n for n in largos if len(n) > 5 and n in pagina]
