"""La lista de la clase: se lee como la exporta cada plataforma, y nadie se adivina."""

from __future__ import annotations

import pytest
from clase_de_prueba import MAXIMOS, PLANO, boleta, nota

from minigrad.calificar.boleta.lista import NoSeLee, leer_lista
from minigrad.calificar.boleta.planilla import reunir
from minigrad.calificar.entrega.de_quien import identificar

SIMPLE = "identificador,nombre\na01,Ana López\nb02,Beto Ruiz\n"
DE_MOODLE = (
    "Nombre,Apellido(s),Número de ID,Dirección de correo\n"
    "Ana María,López Ruiz,B1,ana.lopez@ucr.ac.cr\n"
    "José,Ñandú,B2,jose@ucr.ac.cr\n"
    "Juan,Pérez,B3,juan1@ucr.ac.cr\n"
    "Juan,Pérez,B4,juan2@ucr.ac.cr\n"
)
DE_MOODLE_EN_INGLES = (
    "First name\tLast name\tID number\tEmail address\nAna María\tLópez Ruiz\tB1\tana@x.org\n"
)
HOJA_DE_MOODLE = (
    "Identificador,Nombre completo,Dirección de correo,Calificación,Calificación máxima,"
    "Comentarios de retroalimentación\n"
    "Participante 12345,Juan Pérez,j1@x.org,,100,\nParticipante 99,Juan Pérez,j2@x.org,,100,\n"
)
DE_CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,02_a_mano (777),Current Score\n"
    ",,,,,Manual Posting,\n"
    "    Points Possible,,,,,100,(read only)\n"
    '"López Ruiz, Ana",4321,B1,ana.lopez,Grupo 1,,\n'
    '"Ruiz, Beto",55,B2,beto.ruiz,Grupo 1,,\n'
    '"Student, Test",9,,x,Grupo 1,,\n'
)


@pytest.fixture
def lista(tmp_path):
    def hacer(texto, codificacion="utf-8"):
        archivo = tmp_path / "lista.csv"
        archivo.write_bytes(texto if isinstance(texto, bytes) else texto.encode(codificacion))
        return leer_lista(archivo)

    return hacer


def nombres(lista):
    return [persona.nombre for persona in lista.personas]


@pytest.mark.parametrize("separador", [",", ";", "\t"])
@pytest.mark.parametrize("codificacion", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_se_lee_con_cualquier_separador_y_codificacion(lista, separador, codificacion):
    hecha = lista(SIMPLE.replace(",", separador), codificacion)
    assert nombres(hecha) == ["Ana López", "Beto Ruiz"]
    assert [p.identificador for p in hecha.personas] == ["a01", "b02"]


@pytest.mark.parametrize(
    ("texto", "quienes", "ids"),
    [
        (DE_MOODLE, ["Ana María López Ruiz", "José Ñandú", "Juan Pérez", "Juan Pérez"],
         ["B1", "B2", "B3", "B4"]),
        (DE_MOODLE_EN_INGLES, ["Ana María López Ruiz"], ["B1"]),
        (DE_CANVAS, ["López Ruiz, Ana", "Ruiz, Beto"], ["B1", "B2"]),
        ("sep=;\nCarné;Estudiante\n7;Ana\n", ["Ana"], ["7"]),
        ("a01,Ana López\nb02,Beto Ruiz\n", ["Ana López", "Beto Ruiz"], ["a01", "b02"]),
        ("López, Ana;a1\n", ["a1"], ["López, Ana"]),
        ("Nombre\nAna\n\n;;\nBeto\n", ["Ana", "Beto"], ["Ana", "Beto"]),
        ("LastName,FirstName,ID,Section\nLópez,Ana,3,A\n", ["Ana López"], ["3"]),
        ("nombre,correo\nAna,\nBeto,b@x.org\n", ["Ana", "Beto"], ["Ana", "Beto"]),
        ("nombre,correo\nAna,\nAna,b@x.org\nAna,b@x.org\n", ["Ana", "Ana"],
         ["Ana (línea 2)", "b@x.org (línea 3)"]),
    ],
)  # fmt: skip
def test_se_lee_como_la_exporta_cada_quien(lista, texto, quienes, ids):
    hecha = lista(texto)
    assert nombres(hecha) == quienes
    assert [p.identificador for p in hecha.personas] == ids


@pytest.mark.parametrize(
    ("texto", "dice"),
    [(b"", "vacía"), (b"PK\x03\x04...", "Excel"), ("a,b,c\n1,2,3\n", "columnas"),
     ("nombre,correo\n", "no hay nadie"), (b"\x89PNG\x00", "no es un CSV"),
     ("nombre\n" + "x" * 200_000, "no se entiende")],
)  # fmt: skip
def test_lo_que_no_es_una_lista_se_dice(lista, texto, dice):
    with pytest.raises(NoSeLee, match=dice):
        lista(texto)


@pytest.mark.parametrize(
    ("texto", "ruta", "id_"),
    [
        (DE_MOODLE, "ANA MARIA LOPEZ RUIZ/02_a_mano.ipynb", "B1"),
        (DE_MOODLE, "López Ruiz Ana María.ipynb", "B1"),
        (DE_MOODLE, "López Ruiz, Ana María/02_a_mano.ipynb", "B1"),
        (DE_MOODLE, "lopezruizanamaria/02_a_mano.ipynb", "B1"),
        (DE_MOODLE, "ana.lopez@ucr.ac.cr/02_a_mano.ipynb", "B1"),
        (DE_MOODLE, "02_a_mano_Ana.Lopez.ipynb", "B1"),
        (DE_MOODLE, "b1_02_a_mano (2).ipynb", "B1"),
        ("usuario,correo\nana,a1@x.org\notra,ana@y.org\n", "Ana/x.ipynb", "ana"),
        (DE_MOODLE, "grupo 2/José Ñandu/02_a_mano.ipynb", "B2"),
        (DE_MOODLE, "b2/trabajo.ipynb", "B2"),
        (DE_MOODLE, "Jose\u0301 N\u0303andu\u0301_77_assignsubmission_file_/a.ipynb", "B2"),
        (DE_MOODLE, "José Ñandú_77_assignsubmission_file_02_a_mano.ipynb", "B2"),
        (DE_MOODLE, "tarea 1/José Ñandú_77_assignsubmission_file_/02_a_mano.ipynb", "B2"),
        (HOJA_DE_MOODLE, "Juan Pérez_99_assignsubmission_file_/a.ipynb", "Participante 99"),
        (HOJA_DE_MOODLE, "Juan Pérez_12345/02_a_mano.ipynb", "Participante 12345"),
        (HOJA_DE_MOODLE, "Participante_99_assignsubmission_file_/a.ipynb", "Participante 99"),
        (DE_CANVAS, "lopezruizana_4321_888_02_a_mano.ipynb", "B1"),
        (DE_CANVAS, "lopezruizana_LATE_4321_888_02_a_mano-1.ipynb", "B1"),
        (DE_CANVAS, "annie_4321_888_02_a_mano.ipynb", "B1"),
        (DE_CANVAS, "ruizbeto_55_9012_tarea.ipynb", "B2"),
        (DE_CANVAS, "beto.ruiz/02_a_mano.ipynb", "B2"),
    ],
)
def test_se_reconoce_a_cada_quien(lista, texto, ruta, id_):
    aprendiz, _ = identificar(ruta, ["02_a_mano"])
    assert [p.identificador for p in lista(texto).de_quien(aprendiz)] == [id_]


@pytest.mark.parametrize(
    ("texto", "ruta", "cuantos"),
    [
        (DE_MOODLE, "Juan Pérez/02_a_mano.ipynb", 2),
        (DE_MOODLE, "Juan Pérez_5_assignsubmission_file_/a.ipynb", 2),
        (DE_MOODLE, "B1/José Ñandú.ipynb", 2),
        (DE_MOODLE, "Ana/02_a_mano.ipynb", 0),
        (DE_MOODLE, "Ana López/02_a_mano.ipynb", 0),
        (DE_MOODLE, "Zoe/02_a_mano.ipynb", 0),
        (DE_MOODLE, "🙂/02_a_mano.ipynb", 0),
        (DE_MOODLE, "02_a_mano.ipynb", 0),
        (DE_CANVAS, "ruizbeto_4321_9012_a.ipynb", 2),
    ],
)
def test_lo_que_nombra_a_varios_o_a_nadie_no_se_adivina(lista, texto, ruta, cuantos):
    aprendiz, _ = identificar(ruta, ["02_a_mano"])
    assert len(lista(texto).de_quien(aprendiz)) == cuantos


def test_quien_no_entrego_tiene_su_fila_y_quien_no_esta_conserva_la_suya(lista):
    boletas = [boleta("Ana Maria Lopez Ruiz", nota("00-pago")), boleta("Juan Pérez"),
               boleta("Zoe", nota("00-cuenta")), boleta("Ana", nota("00-pago"))]  # fmt: skip
    clase = reunir(boletas, PLANO, MAXIMOS, lista=lista(DE_MOODLE))
    assert [fila.aprendiz for fila in clase.filas] == [
        "B1", "B2", "B3", "B4", "Ana", "Juan Pérez", "Zoe",
    ]  # fmt: skip
    assert [fila.entrego for fila in clase.filas][:2] == [True, False]
    assert clase.filas[1].cuenta().dicho == "0 de 7"
    assert {n.comentario for n in clase.filas[1].notas.values()} == {"no entregó"}
    avisos = {fila.aprendiz: fila.avisos[0] for fila in clase.fuera}
    assert avisos["Zoe"] == "no está en la lista"
    assert avisos["Ana"] == "no está en la lista; ¿es Ana María López Ruiz?"
    assert "más de una persona: Juan Pérez (B3); Juan Pérez (B4)" in avisos["Juan Pérez"]


def test_lo_que_alguien_entrego_con_dos_nombres_es_una_sola_fila(lista):
    boletas = [boleta("a01", nota("00-pago")), boleta("grupo b/Ana López", nota("00-cuenta"))]
    clase = reunir(boletas, PLANO, MAXIMOS, lista=lista(SIMPLE))
    assert [fila.aprendiz for fila in clase.filas] == ["a01", "b02"]
    assert clase.filas[0].puntos == 2
