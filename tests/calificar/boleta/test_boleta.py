"""Un texto ajeno se muestra en un renglón: nada de lo que trae gobierna a quien lo lee."""

from __future__ import annotations

import unicodedata

import pytest

from minigrad.calificar.boleta.boleta import corto

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
CERO = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u034f\u3164\U000e0041"
SALTOS = "\n\r\t\v\f\x85\u2028\u2029\xa0\u3000"
ORDENES = "\x00\x07\x08\x1b\x7f\x9b\x9d\ud800\udc80\udfff\ue000\ufffe\U0010ffff"


@pytest.mark.parametrize("letra", BIDI + CERO, ids=ascii)
def test_lo_que_no_se_ve_se_quita(letra):
    assert corto(f"Ana{letra}Luz") == "AnaLuz"
    assert corto(f"{letra}Ana{letra}") == "Ana"


@pytest.mark.parametrize("letra", SALTOS, ids=ascii)
def test_un_salto_es_un_espacio(letra):
    assert corto(f"Ana{letra}Luz") == "Ana Luz"


@pytest.mark.parametrize("letra", ORDENES, ids=ascii)
def test_lo_que_gobierna_la_terminal_o_no_es_texto_se_ve_que_estaba(letra):
    assert corto(f"Ana{letra}Luz") == "Ana\ufffdLuz"
    corto(f"Ana{letra}Luz").encode("utf-8")


@pytest.mark.parametrize(
    "nombre",
    ["Íñigo Ñusta", "I\u0301n\u0303igo", "محمد", "שרה", "王小明", "अनुष्का", "Nguyễn", "Αλέξης",
     "Жанна", "สมชาย", "한지민",
     "❤️", "👩🏽‍💻", "👨‍👩‍👧", "🏳️‍🌈", "🫨", "🇲🇽", "3.5 < x & y", "«pago»", "—…"],
)  # fmt: skip
def test_toda_escritura_y_los_emojis_quedan_como_estan(nombre):
    assert corto(nombre) == nombre


def test_ningun_caracter_pasa_si_no_se_ve():
    vedadas = ("Cc", "Cf", "Cs", "Zl", "Zp")
    for letra in filter(lambda x: unicodedata.category(x) in vedadas, map(chr, range(0x110000))):
        assert corto(f"a{letra}b") in ("ab", "a b", "a\ufffdb"), ascii(letra)


def test_ni_lo_largo_ni_un_monton_de_tildes():
    assert len(corto("x" * 10**7)) == 301
    assert len(corto("\u200b" * 10**7)) == 1
    assert len(corto("o" + "\u0301" * 200)) == 5
    assert corto("") == ""
    assert corto("\u202e\u200b") == "\ufffd"
    assert corto("\n\n") == "\ufffd"


def test_las_ordenes_de_una_terminal_no_llegan():
    assert "\x1b" not in corto("\x1b[2J\x1b]0;titulo\x07\x1b[31mrojo")
