"""El explorador de la atención, movido desde Python como lo mueve una persona."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from minigrad.exploradores import atencion
from minigrad.exploradores.comun.explorador import Explorador

SVG = "{http://www.w3.org/2000/svg}"
ABC = ".abc"


def parejo(prefijo: str) -> dict:
    n = len(prefijo) + 1
    # la letra que toca es la que sigue en el abecedario; después de la c, el fin
    toca = 0 if prefijo.endswith("c") else len(prefijo) % 3 + 1
    logits = [6.0 if i == toca else 0.0 for i in range(4)]
    return {"atencion": [[1 / n] * n, [0.0] * (n - 1) + [1.0]], "logits": logits}


def mandos(*argumentos, **opciones):
    return atencion(*(argumentos or (parejo, ABC)), **opciones).mandos


def textos(m) -> list[str]:
    dibujos = re.findall(r"<svg .*?</svg>", m.dibujo.value, re.S)
    assert len(dibujos) == 2
    return [t.text for svg in dibujos for t in ET.fromstring(svg).iter(f"{SVG}text")]


def test_sin_nada_se_ve_el_modelo_de_ejemplo_y_se_dice() -> None:
    explorador = atencion()
    m = explorador.mandos
    assert m.termino
    assert len(m.letras) > 1
    assert "ya entrenado con nombres de pila" in m.dibujo.value
    assert "ya entrenado con nombres de pila" in explorador.estatico
    assert 'alt="Las letras de un nombre' in explorador.estatico
    assert 'alt="Las letras que pueden seguir' in explorador.estatico
    assert atencion().mandos.letras == m.letras  # la semilla es la misma
    assert {atencion(semilla=s).mandos.letras for s in range(4)} != {m.letras}


def test_con_un_modelo_propio_no_se_dice_que_es_de_ejemplo() -> None:
    explorador = atencion(parejo, ABC, "ab")
    assert "viene con Mini-Grad" not in explorador.estatico
    assert "«ab…»" in explorador.mandos.dibujo.value
    assert repr(explorador) == "La atención de un modelo al escribir «ab»"


def test_el_paso_cambia_lo_que_se_ve_y_lo_que_sigue() -> None:
    m = mandos(parejo, ABC, "abc")
    assert textos(m).count("25") == 4
    m.paso.value = 1
    assert textos(m).count("50") == 2
    assert "Siguió «b»" in m.dibujo.value
    assert any(t.endswith("◀ elegida") for t in textos(m))
    m.paso.value = 0
    assert "Solo ve la marca de comienzo" in m.dibujo.value


def test_la_cabeza_y_su_promedio() -> None:
    m = mandos(parejo, ABC, "abc")
    m.cabeza.value = 1
    assert "100" in textos(m)
    assert "la cabeza 2 mira sobre todo a la «c» (100 %)" in m.dibujo.value
    m.cabeza.value = -1
    assert "62" in textos(m)
    assert "el promedio de las cabezas" in m.dibujo.value


def test_la_temperatura_mueve_las_barras_y_deja_la_raya() -> None:
    m = mandos(parejo, ABC, "ab")
    antes = m.dibujo.value
    m.temperatura.value = 3.0
    assert "Con temperatura 3.0" in m.dibujo.value
    rayas = [re.findall(r'<path d="(M[\d.]+ \d+v18)"', d) for d in (antes, m.dibujo.value)]
    assert rayas[0] == rayas[1]
    assert m.dibujo.value != antes


def test_al_azar_hasta_el_fin_y_otro_nombre() -> None:
    m = mandos(parejo, ABC, "a", temperatura=0.1)
    m.sortear.click()
    assert (m.letras, m.termino, m.paso.value, m.campo.value) == ("ab", False, 2, "ab")
    m.terminar.click()
    assert (m.letras, m.termino) == ("abc", True)
    assert "«abc»" in m.dibujo.value
    assert "Siguió el fin" in m.dibujo.value
    m.otro.click()
    assert (m.letras, m.termino) == ("abc", True)


def test_a_mano_desde_un_paso_de_antes() -> None:
    m = mandos(parejo, ABC, "abc")
    m.paso.value = 1
    m.cual.value = 3
    m.poner.click()
    assert (m.letras, m.termino) == ("ac", False)
    m.cual.value = 0
    m.poner.click()
    assert (m.letras, m.termino) == ("ac", True)


def test_las_letras_se_escriben_y_las_ajenas_se_dicen() -> None:
    m = mandos(parejo, ABC, "ab")
    m.campo.value = "CAB"
    assert (m.letras, m.campo.value) == ("cab", "cab")
    m.campo.value = "cabz"
    assert "no conoce «z»" in m.dibujo.value
    assert m.campo.value == "cabz"  # lo escrito se queda
    assert m.letras == "cab"
    m.campo.value = ""
    assert "Todavía no hay letras" in m.dibujo.value
    m.sortear.click()
    assert len(m.letras) == 1 or m.termino


def test_un_nombre_no_crece_sin_fin() -> None:
    m = mandos(lambda p: {**parejo(p), "logits": [-900.0, 0.0, 0.0, 0.0]}, ABC)
    assert len(m.letras) == 20
    assert not m.termino
    m.paso.value = 20
    m.sortear.click()
    assert "Ya hay 20 letras" in m.dibujo.value
    assert len(m.letras) == 20


def test_unos_datos_sin_funcion() -> None:
    pasos = [parejo("abc"[:i]) for i in range(4)]
    m = mandos(pasos, ABC, "abc")
    m.paso.value = 2
    assert "Siguió «c»" in m.dibujo.value
    m.cual.value = 1
    m.poner.click()
    assert "De «aba» no hay datos" in m.dibujo.value
    assert m.letras == "abc"


def test_una_letra_rara_no_rompe_el_dibujo() -> None:
    m = mandos(parejo, ["<fin>", "&", "<", "ñ"], "<&ñ", fin="<fin>")
    assert {"<", "&", "ñ"} <= set(textos(m))


@pytest.mark.parametrize(
    ("argumentos", "opciones", "dicho"),
    [
        ((3, ABC), {}, "Hace falta una función"),
        ((parejo,), {}, "Falta el vocabulario"),
        ((parejo, ABC, "xyz"), {}, "no conoce"),
        ((parejo, ABC), {"temperatura": 0}, "va de 0.1 a 3"),
        ((parejo, ABC), {"temperatura": "alta"}, "temperatura"),
        ((parejo, ABC), {"fin": "!"}, "no está en el vocabulario"),
        ((lambda p: 1 / 0, ABC), {}, "ZeroDivisionError"),
        (([], ABC), {}, "Hace falta una función"),
        ((parejo, ABC), {"semilla": []}, "No se pudo armar"),
    ],
)
def test_lo_que_no_sirve_es_una_frase(argumentos, opciones, dicho: str) -> None:
    explorador = atencion(*argumentos, **opciones)
    assert isinstance(explorador, Explorador)
    assert not hasattr(explorador, "mandos")
    assert dicho in explorador.estatico


def test_lo_que_falla_despues_es_una_frase_y_no_se_pierde_el_nombre() -> None:
    def a_ratos(prefijo: str) -> dict:
        if "b" in prefijo:
            raise RuntimeError("me cansé")
        return parejo(prefijo)

    m = mandos(a_ratos, ABC, "a")
    m.cual.value = 2
    m.poner.click()
    assert (
        "Tu función falló con el prefijo &#x27;ab&#x27;: RuntimeError: me cansé" in m.dibujo.value
    )
    assert m.letras == "a"
    m.campo.value = "ab"
    assert "me cansé" in m.dibujo.value


def test_un_contexto_que_se_acaba_no_impide_mirar_lo_demas() -> None:
    def corto(prefijo: str) -> dict:
        if len(prefijo) > 4:
            raise ValueError("no cabe")
        return {**parejo(prefijo), "logits": [-900.0, 0.0, 0.0, 0.0]}

    m = mandos(corto, ABC)
    assert len(m.letras) == 4
    m.terminar.click()
    assert "no caben en el contexto" in m.dibujo.value
    m.paso.value = 2
    assert "«" + m.letras in m.dibujo.value


def test_no_necesita_numpy() -> None:
    codigo = (
        "import sys\nsys.modules['numpy'] = None\n"
        "from minigrad.exploradores import atencion, formas\n"
        "m = atencion().mandos\nm.otro.click()\nassert not m.cuidar.mensaje.value\n"
        "f = formas((2, 3), (3, 4), '@').mandos\nf.ver.click()\nassert 'c[1, 2]' in f.dibujo.value"
    )
    subprocess.run([sys.executable, "-c", codigo], check=True)
