"""El informe de la clase: lo que muestra, lo que no dice y lo que no deja pasar."""

from __future__ import annotations

import datetime
import re

import pytest
from armar import en_bytes, entregado
from clase_de_prueba import CURSO, EJERCICIOS, MAXIMOS, PLANO, boleta, completa, nota

from minigrad.calificar.boleta.boleta import ESTADOS
from minigrad.calificar.boleta.informe import SIGNOS, como_html
from minigrad.calificar.boleta.planilla import reunir
from minigrad.calificar.entrega.buscar import Entrega
from minigrad.ordenes import calificar, cli

AHORA = datetime.datetime(2026, 3, 1, 9, 30)


@pytest.fixture
def pagina():
    boletas = [
        boleta("<b>Ana</b>", *(nota(i) for i in MAXIMOS if i[:3] == "00-")),
        boleta("Beto", nota("00-pago", "mal", "«sin envío»", error="sin envío")),
        boleta("Caro", nota("00-pago", "limite", "no terminó", avisos=("movida",))),
        boleta("Dani", rechazo="el archivo está vacío"),
    ]
    return como_html(reunir(boletas, PLANO, MAXIMOS), EJERCICIOS, AHORA).decode("utf-8")


def test_el_informe_no_trae_nada_de_fuera_ni_ejecuta_nada(pagina):
    assert not re.search(r"https?:|<script|<link|<img|url\(|@import| on\w+=", pagina)


def test_lo_que_escribio_un_aprendiz_es_texto(pagina):
    assert "<b>Ana</b>" not in pagina
    assert "&lt;b&gt;Ana&lt;/b&gt;" in pagina


def test_el_informe_muestra_cada_cosa(pagina):
    dichos = ("01/03/2026, 09:30", "<b>4</b>aprendices", "no terminó", "sin envío", "movida",
              "el archivo está vacío", 'class="limite', 'class="rechazada')  # fmt: skip
    assert not [dicho for dicho in dichos if dicho not in pagina]
    assert EJERCICIOS["00-pago"].errores[-1].mensaje in pagina


def test_cada_estado_tiene_su_signo():
    assert SIGNOS.keys() == ESTADOS.keys()
    assert len(set(SIGNOS.values())) == len(SIGNOS)


def test_sin_errores_conocidos_lo_dice():
    clase = reunir([boleta("Ana", nota("00-pago"))], PLANO, MAXIMOS)
    assert "Nadie cometió" in como_html(clase, EJERCICIOS, AHORA).decode()


def test_una_cifra_de_uno_va_en_singular():
    rechazada = boleta("Beto", rechazo="el archivo está vacío")
    mal = nota("00-cuenta", "mal", error="números fijos")
    pagina = como_html(reunir([completa("Ana", mal), rechazada], PLANO, MAXIMOS), EJERCICIOS, AHORA)
    assert "<b>1</b>entrega que no se pudo leer" in pagina.decode()
    assert 'data-despues="vez">1<' in pagina.decode()


def _numeros(forma):
    if forma.clase == "numero" and not isinstance(forma.valor, complex):
        yield float(forma.valor)
    for parte in forma.valor if forma.clase == "secuencia" else ():
        yield from _numeros(parte)


def _contestan_mal(calificador, puesto, tmp_path, contestar):
    """Las notas de quien contesta así todo lo que se contesta con números."""
    numericos = [e for e in EJERCICIOS.values() if e.tipo == "numero"]
    for cuaderno in {PLANO["ejercicios"][e.id]["cuaderno"] for e in numericos}:
        suyos = {e.id: contestar(e) for e in numericos
                 if PLANO["ejercicios"][e.id]["cuaderno"] == cuaderno}  # fmt: skip
        ruta = tmp_path / f"{cuaderno}.ipynb"
        ruta.write_bytes(en_bytes(entregado(cuaderno, suyos)))
        hecha = calificador.calificar(puesto, Entrega(ruta, ruta.name, "Ana"))
        yield from ((EJERCICIOS[n.ejercicio], n) for n in hecha.notas if n.ejercicio in suyos)


@pytest.mark.lento
@pytest.mark.torch  # algunos de esos ejercicios lo usan
def test_ni_el_informe_ni_el_csv_dicen_los_numeros_esperados(calificador, puesto, tmp_path):
    """Con una clase que contesta mal todo lo que se contesta con números."""
    formas = (
        lambda e: f"{e.nombre} = 987.25",
        lambda e: CURSO.equivocada(e, e.errores[0]),
    )
    vistas = [v for forma in formas for v in _contestan_mal(calificador, puesto, tmp_path, forma)]
    assert len(vistas) == 2 * sum(e.tipo == "numero" for e in EJERCICIOS.values())
    assert {n.estado for _, n in vistas} == {"mal"}
    boletas = [boleta(f"p{i}", n) for i, (_, n) in enumerate(vistas)]
    clase = reunir(boletas, PLANO, MAXIMOS)
    for ejercicio, una in vistas:
        dicho = {float(x) for x in re.findall(r"-?\d+\.?\d*", una.comentario.replace("−", "-"))}
        # 0, 1 y 2 salen en cualquier explicación
        esperados = {n for o in CURSO.huella_de_referencia(ejercicio) for n in _numeros(o.forma)}
        assert not {n for n in esperados & dicho if abs(n) > 2}, (ejercicio.id, una.comentario)
    pagina = como_html(clase, EJERCICIOS, AHORA).decode()
    largos = {f"{n:.4g}" for e in {e.id: e for e, _ in vistas}.values()
              for o in CURSO.huella_de_referencia(e) for n in _numeros(o.forma)}  # fmt: skip
    assert not [n for n in largos if len(n) > 5 and n in pagina]


HOSTIL = "<img src=x onerror=alert(1)> \"'`b`"


def test_la_plantilla_no_deja_pasar_nada_de_lo_que_alguien_escribio():
    """Ni en un nombre, ni en un comentario, ni en un aviso, ni en un rechazo."""
    boletas = [
        boleta(HOSTIL, nota("00-pago", "mal", HOSTIL, avisos=(HOSTIL,))),
        boleta("Beto", nota("00-pago", "limite", HOSTIL), avisos=(HOSTIL,)),
        boleta("Caro", rechazo=HOSTIL),
    ]
    pagina = como_html(reunir(boletas, PLANO, MAXIMOS), EJERCICIOS, AHORA).decode("utf-8")
    assert pagina.count("&lt;img") > 5
    assert "<img" not in pagina
    cuerpo = re.sub(r"<style>.*?</style>", "", pagina, flags=re.DOTALL)
    atributos = re.findall(r'=("[^"]*"|\'[^\']*\')', cuerpo)
    assert not [a for a in atributos if "<" in a or a[1:-1].count(a[0])]


def test_si_nadie_entrego_nada_legible_tambien_hay_informe():
    clase = reunir([boleta("Ana", rechazo="el archivo está vacío")], PLANO, MAXIMOS)
    assert b"Ana" in como_html(clase, EJERCICIOS, AHORA)


def test_sin_jinja_se_dice_antes_de_calificar(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(calificar, "hay_jinja", lambda: False)
    assert cli.principal(["calificar", str(tmp_path), "--html", str(tmp_path / "i.html")]) == 1
    assert capsys.readouterr().err.startswith("Para el informe y las hojas falta Jinja2: ")
