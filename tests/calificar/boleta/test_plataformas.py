"""Los CSV de Moodle y de Canvas: una línea por aprendiz, con las columnas que importan."""

from __future__ import annotations

import csv
import io

import pytest
from clase_de_prueba import MAXIMOS, PLANO, STEM, boleta, completa, nota
from test_lista import DE_CANVAS, DE_MOODLE, HOJA_DE_MOODLE, SIMPLE

from minigrad.calificar.boleta.boleta import Nota
from minigrad.calificar.boleta.lista import leer_lista
from minigrad.calificar.boleta.planilla import reunir
from minigrad.calificar.boleta.plataformas import como_canvas, como_moodle
from minigrad.calificar.boleta.tarea import leer_tarea

CANVAS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]


def leer(crudo):
    assert not crudo.startswith(b"\xef\xbb\xbf")  # a la primera columna le cambiaría el nombre
    return list(csv.reader(io.StringIO(crudo.decode("utf-8"), newline="")))


@pytest.fixture
def clase(tmp_path):
    def hacer(lista, *boletas, **mas):
        archivo = tmp_path / "lista.csv"
        archivo.write_text(lista, "utf-8")
        leida = leer_lista(archivo) if lista else None
        return reunir(boletas, PLANO, MAXIMOS, lista=leida, **mas)

    return hacer


ANA = completa("Ana López", nota("00-pago"), nota("00-cuenta", "mal", error="números fijos"))


def test_moodle_sin_lista(clase):
    assert leer(como_moodle(clase("", ANA))) == [
        ["identificador", f"{STEM} (de 7)", "Total (de 7)", "Total (%)", "Retroalimentación"],
        [
            "Ana López",
            "1",
            "1",
            "14.29",
            "1 de 7 puntos (14 %). 00-cuenta: «números fijos». "
            "En blanco: 00-empujon, 00-millon, 00-necesidad",
        ],
    ]


def test_moodle_con_la_lista_de_moodle(clase):
    hecha = clase(DE_MOODLE, completa("B1", nota("00-pago")), boleta("Zoe", nota("00-pago")))
    cabecera, *filas = leer(como_moodle(hecha))
    assert cabecera[:4] == ["Nombre", "Apellido(s)", "Número de ID", "Dirección de correo"]
    assert len(filas) == 4  # a Zoe no la conoce: detendría toda la importación
    assert filas[0][:5] == ["Ana María", "López Ruiz", "B1", "ana.lopez@ucr.ac.cr", "1"]
    assert filas[1][2:] == ["B2", "jose@ucr.ac.cr", "0", "0", "0", "No entregó"]


def test_moodle_recibe_su_hoja_de_tarea_rellena_y_en_su_escala(clase):
    hecha = clase(
        HOJA_DE_MOODLE, boleta("Juan Pérez_99", nota("00-pago"), nota("00-cuenta", "mal"))
    )
    cabecera, uno, otro = leer(como_moodle(hecha))
    assert cabecera[0] == "Identificador"
    assert uno == ["Participante 12345", "Juan Pérez", "j1@x.org", "0", "100", "No entregó"]
    assert otro[3:5] == ["50", "100"]


def test_canvas_sin_lista(clase):
    assert leer(como_canvas(clase("", ANA))) == [
        [*CANVAS, STEM],
        ["Points Possible", "", "", "", "", "7"],
        ["Ana López", "", "", "Ana López", "", "1"],
    ]


def test_canvas_con_la_lista_de_canvas_reusa_su_columna_y_su_escala(clase):
    tarea = leer_tarea(["00", "02"], PLANO)
    de_dos = [Nota(i, "02_a_mano", "correcto", MAXIMOS[i], MAXIMOS[i])
              for i in tarea if i.startswith("02-")]  # fmt: skip
    ana = boleta("lopezruizana_4321", *de_dos)
    assert leer(como_canvas(clase(DE_CANVAS, ana, boleta("Zoe"), tarea=tarea))) == [
        [*CANVAS, STEM, "02_a_mano (777)"],
        ["Points Possible", "", "", "", "", "7", "100"],
        ["López Ruiz, Ana", "4321", "B1", "ana.lopez", "Grupo 1", "0", "100"],
        ["Ruiz, Beto", "55", "B2", "beto.ruiz", "Grupo 1", "0", "0"],
    ]


@pytest.mark.parametrize(
    ("lista", "quien"),
    [(DE_MOODLE, ["López Ruiz, Ana María", "", "B1", "ana.lopez@ucr.ac.cr", ""]),
     (SIMPLE, ["Ana López", "", "", "a01", ""])],
)  # fmt: skip
def test_canvas_con_otra_lista(clase, lista, quien):
    filas = leer(como_canvas(clase(lista, ANA)))
    assert [len(fila) for fila in filas] == [6] * len(filas)
    assert filas[2][:5] == quien


def test_a_quien_no_se_le_pudo_calificar_algo_no_le_cuenta(clase):
    sin = Nota("00-cuenta", STEM, "sin_calificar", 0, 0)
    hecha = clase("", completa("Ana", nota("00-pago"), sin), ANA)
    puntos = {fila[0]: fila[5] for fila in leer(como_canvas(hecha))[2:]}
    assert puntos == {"Ana": "1.17", "Ana López": "1"}  # 1 de 6, sobre 7


@pytest.mark.parametrize("hostil", ["=1+1", "@x", "+1", "-1", " =1", "a\x1b[31m\nb", "x\u202ey"])
def test_nada_de_lo_que_alguien_escribio_es_formula_ni_control(clase, hostil):
    una = boleta(hostil, nota("00-pago", "mal", hostil, avisos=(hostil,)))
    for crudo in (como_moodle(clase("", una)), como_canvas(clase("", una))):
        celdas = [celda for fila in leer(crudo) for celda in fila]
        assert not [c for c in celdas if c.strip()[:1] in ("=", "@", "+", "-")]
        assert not [c for c in celdas if not c.isprintable()]


def test_la_retroalimentacion_dice_una_vez_lo_que_no_se_entrego_o_no_se_pudo_leer(clase):
    tarea = leer_tarea(["00", "02"], PLANO)
    hecha = clase("", boleta("Ana", rechazo="cortado", leccion=STEM), tarea=tarea)
    assert leer(como_moodle(hecha))[1][-1] == (
        "0 de 50 puntos (0 %). La entrega no se pudo leer: 00_introduccion. No entregó: 02_a_mano"
    )


def test_sin_lista_canvas_reconoce_su_numero(clase):
    filas = leer(como_canvas(clase("", completa("lopezana_4321"), completa("Ana Mora_77"))))
    assert {fila[0]: fila[1] for fila in filas[2:]} == {"lopezana_4321": "4321", "Ana Mora_77": ""}
