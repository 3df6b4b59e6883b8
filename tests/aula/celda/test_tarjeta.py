"""La tarjeta se lee igual en un cuaderno y en una terminal, en claro y en oscuro."""

import io
import re
import sys

import pytest

from minigrad.aula.celda import tarjeta
from minigrad.aula.celda.tarjeta import Codigo, Lado, Parrafo, Plegado, Tabla, Tarjeta, mostrar
from minigrad.aula.curso.activo import activo
from minigrad.aula.tarjetas.de_ayuda import bloques_de_pista, es_codigo
from minigrad.aula.verbos import ayuda

MALO = "<script>alert('&')</script>"


def _luz(color):
    canales = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lineal = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in canales]
    return 0.2126 * lineal[0] + 0.7152 * lineal[1] + 0.0722 * lineal[2]


@pytest.mark.parametrize("tono", tarjeta._TONOS)
def test_la_letra_contrasta_con_su_fondo(tono):
    _, fondo, letra, _ = tarjeta._TONOS[tono]
    claro, oscuro = sorted((_luz(fondo), _luz(letra)), reverse=True)
    assert (claro + 0.05) / (oscuro + 0.05) >= 7


def test_cada_tono_tiene_su_simbolo():
    simbolos = [tono[0] for tono in tarjeta._TONOS.values()]
    assert len(set(simbolos)) == len(simbolos)


@pytest.mark.parametrize(
    "bloque",
    [
        Parrafo(MALO),
        Parrafo(f"`{MALO}`"),
        Codigo(MALO, MALO),
        Tabla([[MALO], [MALO]]),
        Lado((MALO, MALO), ([MALO], [MALO]), (frozenset({0}), frozenset())),
        Plegado(MALO, MALO),
    ],
)
def test_ningun_texto_se_vuelve_html(bloque):
    assert "<script" not in Tarjeta("mal", MALO, (bloque,))._repr_html_()


def test_lo_que_va_entre_acentos_es_codigo_y_lo_demas_puede_ser_negrita():
    html = Tarjeta(
        "mal", "t", (Parrafo("usa `a ** b` y **no** `c ** d`; 2 ** 3 y 4 ** 5"),)
    )._repr_html_()
    assert re.findall(r">([^<>]*)</code>", html) == ["a ** b", "c ** d"]
    assert re.findall(r"<b>(.*?)</b>", html) == ["no"]


def test_en_la_terminal():
    bloques = (Parrafo("uno\ndos"), Codigo("x = 1", "Línea 2:"), Tabla([["", "id"], ["✔", "a"]]))
    assert repr(Tarjeta("bien", "Correcto", (*bloques, Plegado("no", "no")))) == (
        "✔ Correcto\n  uno\n  dos\n  Línea 2:\n      x = 1\n     id\n  ✔  a"
    )


def test_una_terminal_sin_acentos_no_falla(monkeypatch):
    salida = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", salida)
    mostrar(Tarjeta("bien", "¡Está!"))
    salida.flush()
    assert salida.buffer.getvalue().startswith(b"? ?Est?!")


def test_sin_nucleo_no_hay_botones(prueba, capsys):
    assert not tarjeta.hay_botones()
    ayuda.ofrecer_botones(next(prueba.todos()))
    assert capsys.readouterr().out == ""


def test_los_botones_ponen_su_texto_debajo(prueba):
    pytest.importorskip("ipywidgets")
    ejercicio = prueba.buscar("02-numero")
    caja = ayuda.botones(ejercicio)
    de_pista, de_solucion = caja.children[0].children
    texto = caja.children[1]
    assert de_pista.description == "Dame una pista (1/3)"
    de_pista.click()
    assert "¿Qué pide?" in texto.value
    assert de_pista.description == "Dame una pista (2/3)"
    de_solucion.click()
    assert "Primero un intento" in texto.value


MARCAS = [
    ("va **siempre** así", "va <b>siempre</b> así", "va siempre así"),
    ("*Retain* es retener", "<i>Retain</i> es retener", "Retain es retener"),
    (r"dice «\*sube\*»", "dice «*sube*»", "dice «*sube*»"),
    ("de x**3 + x**2, con 2", "de x**3 + x**2, con 2", "de x**3 + x**2, con 2"),
    ("3 * 4 * 5", "3 * 4 * 5", "3 * 4 * 5"),
    ("a*b*c", "a*b*c", "a*b*c"),
]


@pytest.mark.parametrize(("texto", "html", "plano"), MARCAS)
def test_la_negrita_y_la_cursiva_se_ven_y_los_productos_quedan(texto, html, plano):
    tarjeta = Tarjeta("mal", texto, [Parrafo(texto)])
    assert f"{html}</div>" in tarjeta._repr_html_()
    assert repr(tarjeta) == f"✘ {plano}\n  {plano}"


def test_ningun_texto_de_los_catalogos_deja_marcas_a_la_vista():
    for ejercicio in activo().todos():
        textos = [ejercicio.titulo, ejercicio.porque, *(e.mensaje for e in ejercicio.errores)]
        pistas = [b.texto for p in ejercicio.pistas for b in bloques_de_pista(p)]
        for texto in [*textos, *(p for p in pistas if not es_codigo(p.split("\n")))]:
            html = Tarjeta("mal", "", [Parrafo(texto)])._repr_html_()
            visto = re.sub(r"<code.*?</code>|<[^>]*>", "", html)
            assert not re.search(r"(?<!\w)\*+\w|\w\*+(?!\w)|\\|\$", visto), (ejercicio.id, texto)
