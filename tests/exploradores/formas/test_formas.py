"""El explorador de las formas, movido desde Python como lo mueve una persona."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from minigrad.exploradores import formas
from minigrad.exploradores.comun.explorador import Explorador
from minigrad.exploradores.formas.mandos import CASOS

SVG = "{http://www.w3.org/2000/svg}"


def mandos(*argumentos, **opciones):
    return formas(*argumentos, **opciones).mandos


def dibujo(m) -> ET.Element:
    (svg,) = re.findall(r"<svg .*</svg>", m.dibujo.value, re.S)
    return ET.fromstring(svg)


def textos(m) -> list[str]:
    return [t.text for t in dibujo(m).iter(f"{SVG}text")]


def gruesas(m) -> int:
    """Cuántas celdas tienen el borde grueso y sin puntos."""
    return sum(
        float(r.get("stroke-width", 0)) >= 2.5 and r.get("stroke-dasharray") != "2 3"
        for r in dibujo(m).iter(f"{SVG}rect")
    )


def a_la_vista(control) -> bool:
    return control.layout.display != "none"


def test_primero_se_predice_y_el_resultado_no_se_adelanta() -> None:
    m = mandos()
    assert "¿Qué forma tiene (3, 4) + (4,)?" in m.respuesta.value
    assert textos(m).count("?") == 1
    assert "repetida" not in m.dibujo.value
    assert a_la_vista(m.zona)
    assert not a_la_vista(m.mirar)


def test_acertar_descubre_el_resultado() -> None:
    m = mandos()
    m.campo.value = "4"
    assert "No tiene un eje" in m.respuesta.value
    assert "2px solid" in m.campo.layout.border
    m.campo.value = "(3, 3)"
    assert "el eje −1 no mide 3" in m.respuesta.value
    assert textos(m).count("?") == 1
    m.campo.value = "3, 4"
    assert "¡Bien! Llevas 1." in m.respuesta.value
    assert "c[1, 2] = a[1, 2] + b[2] = 7 + 30 = 37." in m.dibujo.value
    assert "(4,) repetida hasta (3, 4)" in textos(m)
    assert gruesas(m) == 3
    assert not a_la_vista(m.zona)
    assert a_la_vista(m.mirar)


def test_predecir_que_no_encajan() -> None:
    m = mandos()
    m.ninguna.click()
    assert "Sí encajan" in m.respuesta.value
    m.lista.value = "(3, 4) + (3,)"
    assert (m.a.value, m.b.value, m.operacion.value) == ("(3, 4)", "(3,)", "+")
    m.campo.value = "(3, 4)"
    assert "Hay un eje que no encaja" in m.respuesta.value
    m.ninguna.click()
    assert "¡Bien! Llevas 1." in m.respuesta.value
    assert "el eje −1 mide 4 en una y 3 en la otra" in m.dibujo.value
    assert "<td>✗</td>" in m.dibujo.value
    assert not a_la_vista(m.mirar)


def test_lo_escrito_que_no_se_entiende_se_queda_y_se_dice() -> None:
    m = mandos()
    m.campo.value = "cuatro"
    assert "No entiendo la forma cuatro" in m.respuesta.value
    assert m.campo.value == "cuatro"
    m.b.value = "(9,)"
    assert "cada eje mide de 1 a 4" in m.dibujo.value
    assert m.b.value == "(9,)"
    assert m.lista.value == "(otro)"
    assert not a_la_vista(m.zona)
    m.comprobar.click()
    m.predecir.value = False
    assert "cada eje mide de 1 a 4" in m.dibujo.value
    m.b.value = "(3, 1)"
    assert "c[1, 2]" in m.dibujo.value


def test_elegir_otra_celda_y_mirar_hacia_atras() -> None:
    m = mandos(predecir=False)
    m.celda.value = (0, 0)
    assert "c[0, 0] = a[0, 0] + b[0] = 1 + 10 = 11." in m.dibujo.value
    m.anterior.click()
    assert m.lugar == (2, 3)
    m.siguiente.click()
    assert m.lugar == (0, 0)
    m.sentido.value = "Hacia atrás"
    assert "En b[0] se suman 3 gradientes" in m.dibujo.value
    assert "sumado: (4,)" in textos(m)
    assert textos(m).count("3") == 4
    assert gruesas(m) == 4  # la de c.grad, las dos a las que llega y la ya sumada


def test_una_matriz_por_otra_ilumina_una_fila_y_una_columna() -> None:
    m = mandos((2, 3), (3, 4), "@", predecir=False)
    assert gruesas(m) == 3 + 3 + 1
    assert "4 × 3 + 5 × 7 + 6 × 11 = 113" in m.dibujo.value
    m.sentido.value = "Hacia atrás"
    assert gruesas(m) == 7
    assert {"10", "26", "42", "5", "7", "9"} <= set(textos(m))


@pytest.mark.parametrize("caso", CASOS, ids=str)
def test_cada_caso_de_la_lista_se_ve_de_ida_y_de_vuelta(caso) -> None:
    explorador = formas(*caso)
    m = explorador.mandos
    assert m.lista.value == str(caso)
    assert 'alt="' in explorador.estatico
    vistos = {m.dibujo.value}
    m.ver.click()
    vistos.add(m.dibujo.value)
    m.sentido.value = "Hacia atrás"
    vistos.add(m.dibujo.value)
    assert not m.cuidar.mensaje.value
    assert len(vistos) == (3 if m.encuentro else 2)
    for celda in dict(m.celda.options).values() if m.encuentro else ():
        m.celda.value = celda
        assert m.encuentro.llamada(celda) in m.dibujo.value


def test_cambiar_de_caso_pide_predecir_otra_vez() -> None:
    m = mandos()
    m.ver.click()
    m.operacion.value = "*"
    assert textos(m).count("?") == 1
    assert m.campo.value == ""
    assert m.lista.value == "(otro)"


def test_el_primer_cuadro_ensena_la_ida_y_la_vuelta() -> None:
    fijo = formas().estatico
    assert "(3, 4) + (4,) da una forma (3, 4)" in fijo
    assert "Al volver" in fijo
    assert fijo.count("<img alt=") == 2
    assert "no encajan" in formas((3, 4), (3,)).estatico


@pytest.mark.parametrize(
    "mal", [("hola", (3,)), ((5, 5), (5,)), ((1, 1, 1, 1), ()), ((3,), (3,), "-"), (None, None)]
)
def test_lo_que_no_sirve_es_una_frase(mal) -> None:
    explorador = formas(*mal)
    assert isinstance(explorador, Explorador)
    assert "Atención:" in explorador.estatico
