"""Una forma sellada reconoce lo que se le parece y no deja leer lo que es."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minigrad.aula.huella.forma import Forma, congelar, iguales
from minigrad.aula.huella.observar import Observada
from minigrad.aula.huella.sellada import (
    abrir_con_respuesta,
    cerrar_con_respuesta,
    como_datos,
    contexto_de,
    desde_datos,
    sellar,
    sellar_numeros,
)

SAL = b"0123456789abcdef"
#: sin enteros grandes ni extremos, donde asinh y la diferencia relativa se apartan
NUMEROS = st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 3))
VALORES = st.recursive(
    NUMEROS | st.booleans() | st.text(max_size=4) | st.none(),
    lambda hijos: st.lists(hijos, max_size=3) | st.dictionaries(st.text(max_size=2), hijos),
    max_leaves=5,
)


@settings(max_examples=60, deadline=None)
@given(VALORES, VALORES)
def test_dice_lo_mismo_que_comparar(esperado, obtenido):
    sellada = sellar(congelar(esperado), "x", SAL, 1e-6)
    assert sellada.reconoce(congelar(esperado), 1e-6)
    comparadas = iguales(congelar(obtenido), congelar(esperado), 1e-6)
    assert iguales(congelar(obtenido), sellada, 1e-6) == comparadas


def test_dos_selladas_son_iguales_si_lo_es_el_sello():
    una, otra = (sellar(congelar(valor), "x", SAL, 1e-6) for valor in (2.0, 3.0))
    assert iguales(una, una, 1e-6)
    assert not iguales(una, otra, 1e-6)
    assert iguales(una, congelar(2), 1e-6)


def test_dentro_y_fuera_de_la_tolerancia():
    sellada = sellar(congelar([3.0, -250.0]), "x", SAL, 1e-3)
    assert sellada.reconoce(congelar((3.0009, -250.2)), 1e-3)
    assert not sellada.reconoce(congelar([3.01, -250.0]), 1e-3)
    assert not sellada.reconoce(congelar([3.0]), 1e-3)


REALES = st.floats(-1e6, 1e6, allow_nan=False) | st.integers(-50, 50)


@settings(max_examples=60, deadline=None)
@given(REALES, st.floats(-1, 1), st.sampled_from([1e-9, 1e-6, 1e-3, 5e-4, 0.1]))
def test_un_numero_se_reconoce_en_toda_su_tolerancia_y_poco_mas(esperado, parte, tolerancia):
    sellado = sellar_numeros(Forma("numero", esperado), "x", SAL, tolerancia)
    margen = tolerancia * max(1, abs(esperado))
    assert iguales(Forma("numero", esperado + 0.999 * parte * margen), sellado, tolerancia)
    for lejos in (2, -2):
        assert not iguales(Forma("numero", esperado + lejos * margen), sellado, tolerancia)


def test_de_un_numero_no_se_sabe_si_otro_anda_cerca():
    sellado = sellar_numeros(Forma("numero", 0.7071), "x", SAL, 1e-6)
    assert not iguales(Forma("numero", 0.707), sellado, 1e-2)  # pedir menos exactitud no ayuda
    assert iguales(Forma("numero", 0.7071), sellado, 1e-12)


@pytest.mark.parametrize(
    "otro", [10**400, float("nan"), float("inf"), 3 + 1j, "3", None, True, (3,), [3, 3]]
)
def test_lo_que_no_es_ese_numero_no_se_reconoce(otro):
    sellado = sellar_numeros(Forma("numero", 3), "x", SAL, 1e-6)
    assert not iguales(congelar(otro), sellado, 1e-6)
    assert iguales(congelar(3 + 0j), sellado, 1e-6)


def test_un_infinito_tambien_se_sella():
    sellado = sellar_numeros(congelar(float("inf")), "x", SAL, 1e-6)
    assert iguales(congelar(float("inf")), sellado, 1e-6)
    assert not iguales(congelar(1.0), sellado, 1e-6)


def test_de_una_lista_se_sabe_cual_falla():
    sellada = sellar_numeros(congelar((1.5, [2.5, "a"])), "x", SAL, 1e-6)
    assert [parte.clase for parte in sellada.valor] == ["numero", "secuencia"]
    assert iguales(Forma("numero", 1.5), sellada.valor[0], 1e-6)
    assert not iguales(Forma("numero", 2.5), sellada.valor[0], 1e-6)
    assert iguales(Forma("texto", "a"), sellada.valor[1].valor[1], 1e-6)


@pytest.mark.parametrize("valor", [12.25, [7.125, -3.5], "respuesta", {"uno": 8.75}, True, None])
def test_se_guarda_se_lee_y_no_se_ve(valor):
    forma = sellar_numeros(congelar(valor), contexto_de("02-x", "al probar"), SAL, 1e-6)
    texto = json.dumps(como_datos((Observada("al probar", forma),)))
    assert repr(valor).strip("'[]{}") not in texto
    (leida,) = desde_datos(json.loads(texto), "02-x", SAL)
    assert leida.forma.reconoce(congelar(valor), 1e-6)
    assert not leida.forma.visible
    assert leida.forma == forma


def test_el_mismo_valor_da_otro_resumen_en_otra_observacion_y_con_otra_sal():
    resumenes = {
        sellar(congelar(3.0), contexto, sal, 1e-6).sello.resumen
        for contexto in ("02-x\na", "02-x\nb", "02-y\na")
        for sal in (SAL, SAL[::-1])
    }
    assert len(resumenes) == 6


def observadas(*valores):
    return tuple(Observada(f"la {i}", congelar(valor)) for i, valor in enumerate(valores))


@pytest.mark.parametrize("como", [sellar, sellar_numeros])
def test_la_respuesta_correcta_abre_lo_que_se_cerro_con_ella(como):
    correcta = observadas(3.25, "a")
    esperada = tuple(
        Observada(o.etiqueta, como(o.forma, contexto_de("02-x", o.etiqueta), SAL, 1e-6))
        for o in correcta
    )
    cerrado = cerrar_con_respuesta("Porque sí: mitad y mitad.", correcta, esperada)
    assert b"mitad" not in cerrado
    assert abrir_con_respuesta(cerrado, correcta, esperada) == "Porque sí: mitad y mitad."
    assert abrir_con_respuesta(cerrado, observadas(3.2500001, "a"), esperada).startswith("Porque")
    for otra in (observadas(3.26, "a"), observadas(3.25, "b"), observadas(3.25), ()):
        assert abrir_con_respuesta(cerrado, otra, esperada) == ""
