"""La hoja de cada aprendiz: qué lleva, qué no, y cómo se llama su archivo."""

from __future__ import annotations

import re

import pytest
from clase_de_prueba import CURSO, EJERCICIOS, MAXIMOS, PLANO, STEM, boleta, completa, nota
from test_informe import HOSTIL, _numeros

from minigrad.calificar.boleta.boleta import Nota
from minigrad.calificar.boleta.hojas import como_hojas, nombre_de_archivo
from minigrad.calificar.boleta.planilla import Cambio, reunir
from minigrad.calificar.boleta.tarea import leer_tarea


def hojas(*boletas, **mas):
    clase = reunir(boletas, PLANO, MAXIMOS, **mas)
    paginas = [pagina.decode() for _, pagina in como_hojas(clase, EJERCICIOS)]
    return dict(zip((fila.aprendiz for fila in clase.filas), paginas, strict=True))


def test_la_hoja_dice_que_estuvo_bien_que_error_fue_y_que_pista_releer():
    error = EJERCICIOS["00-cuenta"].errores[0]
    mala = nota("00-cuenta", "mal", f"«{error.nombre}». {error.mensaje}", error=error.nombre)
    de_ana = completa("Ana", nota("00-pago"), mala, nota("00-millon", "blanco"))
    paginas = hojas(de_ana, boleta("Beto", nota("00-pago")),
                    tardanzas={de_ana.entrega: "entregado tarde: ayer"})  # fmt: skip
    ana = paginas["Ana"]
    for dicho in ("<h1>Ana</h1>", "1 de 7", "14 %", f"«{error.nombre}»", "entregado tarde: ayer",
                  'pista("00-cuenta")', 'pista("00-millon")', "Correctos: 1"):  # fmt: skip
        assert dicho in ana.replace("&#34;", '"')
    assert 'pista("00-pago")' not in ana
    assert "Beto" not in ana
    assert "Ana" not in paginas["Beto"]


def test_la_hoja_dice_los_cambios_a_mano_y_lo_no_entregado():
    clase = reunir([boleta("Ana", nota("00-pago"))], PLANO, MAXIMOS,
                   tarea=leer_tarea(["00", "02"], PLANO))  # fmt: skip
    clase.filas[0].cambios |= {"": Cambio(1, 3, "P", "oral"), STEM: Cambio(1, 2, "P", "escrito")}
    ((_, pagina),) = como_hojas(clase, EJERCICIOS)
    assert "1 → 3, P: oral" in pagina.decode()
    assert "1 → 2, P: escrito" in pagina.decode()
    assert "No entregaste este cuaderno" in pagina.decode()


def test_la_hoja_es_una_pagina_sola_y_lo_escrito_por_alguien_es_texto():
    una = boleta(HOSTIL, nota("00-pago", "mal", HOSTIL, avisos=(HOSTIL,)))
    pagina = hojas(una, boleta("B", rechazo=HOSTIL, leccion=STEM))[HOSTIL]
    assert not re.search(r"https?:|<script|<link|<img|url\(|@import| on\w+=\"", pagina)
    assert "&lt;img" in pagina


def test_la_hoja_no_lleva_soluciones():
    notas = [Nota(e.id, PLANO["ejercicios"][e.id]["cuaderno"], "mal", 0, e.dificultad, "no es")
             for e in EJERCICIOS.values()]  # fmt: skip
    (pagina,) = hojas(boleta("Ana", *notas), tarea=list(EJERCICIOS)).values()
    for ejercicio in EJERCICIOS.values():
        assert f"{ejercicio.pistas[0][:12]}" in pagina.replace("<code>", "`").replace(
            "</code>", "`"
        ).replace("&#x27;", "'").replace("&#39;", "'").replace("&quot;", '"').replace("&gt;", ">")
        solucion = CURSO.solucion(ejercicio.id).strip()
        assert solucion not in pagina


@pytest.mark.torch  # algunos de esos ejercicios lo usan
def test_la_primera_pista_no_dice_el_numero_que_se_espera():
    for ejercicio in (e for e in EJERCICIOS.values() if e.tipo == "numero"):
        dichos = {
            float(x) for x in re.findall(r"-?\d+\.?\d*", ejercicio.pistas[0].replace("−", "-"))
        }
        huella = CURSO.huella_de_referencia(ejercicio)
        esperados = {n for o in huella for n in _numeros(o.forma) if abs(n) > 2}
        assert not esperados & dichos, ejercicio.id


@pytest.mark.parametrize(
    "aprendiz",
    ["../../etc/passwd", "a/b", "CON", "nul.txt", "🙂", "", ".", "..", "x" * 500, "Ñandú «Íñigo»",
     "a\x00b", "a:b*?<>|", "\udcff", "=1+1"],
)  # fmt: skip
def test_el_nombre_del_archivo_vale_en_cualquier_sistema(aprendiz):
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{2,60}\.html", nombre_de_archivo(aprendiz))


def test_el_nombre_del_archivo_es_de_uno_solo_y_siempre_el_mismo():
    distintos = ["Ana", "ana", "ANA", "Aña", "a/na", "ana ", "🙂", "🙃", "x" * 99, "x" * 98]
    assert len({nombre_de_archivo(uno) for uno in distintos}) == len(distintos)
    assert nombre_de_archivo("Ana López") == nombre_de_archivo("Ana López")
    assert nombre_de_archivo("Ana López").startswith("ana-lopez-")
