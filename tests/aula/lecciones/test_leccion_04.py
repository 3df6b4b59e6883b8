"""Lo que la lección 4 afirma, contado y no cronometrado: los tiempos dependen de la máquina."""

import gc
import math
import random

import pytest

from minigrad.aula.motor_de_cierres import Value as Anterior
from minigrad.engine import Value

SEMILLAS = range(12)


def en_parejas(nivel):
    niveles = 0
    while len(nivel) > 1:
        sobra = nivel[-1:] if len(nivel) % 2 else []
        nivel = [a + b for a, b in zip(nivel[::2], nivel[1::2], strict=False)] + sobra
        niveles += 1
    return nivel[0], niveles


# --- 4.1 -------------------------------------------------------------------------------------


def test_la_recursion_sufre_la_profundidad_y_no_el_numero_de_sumas():
    hojas = [Anterior(1.0) for _ in range(10_001)]
    raiz, niveles = en_parejas(hojas)
    raiz.backward()
    assert niveles == 14
    assert hojas[0].grad == 1.0
    with pytest.raises(RecursionError):
        sum(hojas[:1_100]).backward()


def cajas(ciclo, guardar):
    guardadas, otra = [], []
    for _ in range(6_000):
        caja = [None]
        caja[0] = caja if ciclo else otra
        if guardar:
            guardadas.append(caja)
    return guardadas


def revisados(trabajo):
    """Cuántos objetos mira el recolector mientras se hace el trabajo."""
    total = 0

    def anotar(fase, datos):
        nonlocal total
        if fase == "start":
            de_esta_vez = range(datos["generation"] + 1)
            total += sum(len(gc.get_objects(generation=g)) for g in de_esta_vez)

    gc.collect()
    gc.callbacks.append(anotar)
    try:
        trabajo()
    finally:
        gc.callbacks.remove(anotar)
    return total


def test_al_recolector_le_cuesta_lo_vivo_con_ciclos_o_sin_ellos():
    for _ in range(3):
        con, sin = (revisados(lambda c=ciclo: cajas(c, guardar=True)) for ciclo in (True, False))
        assert con == pytest.approx(sin, rel=0.1)
        assert revisados(lambda: cajas(ciclo=False, guardar=False)) < sin / 10


def test_el_motor_de_la_leccion_3_deja_muchos_mas_objetos_que_el_del_paquete():
    def por_suma(clase):
        gc.collect()
        antes, nodo = len(gc.get_objects()), clase(1.0)
        for _ in range(1000):
            nodo = nodo + 1.0
        return round((len(gc.get_objects()) - antes) / 1000)

    assert por_suma(Value) == 1
    assert por_suma(Anterior) >= 5


# --- 4.5 y 4.6 -------------------------------------------------------------------------------


@pytest.mark.parametrize(("a", "b", "hacia_b"), [(0.0, 2.0, 0.0), (0.0, 1.0, 0.0), (0.0, 3.5, 0.0)])
def test_con_base_cero_la_derivada_del_exponente_es_cero(a, b, hacia_b):
    base, exponente = Value(a), Value(b)
    (base**exponente).backward()
    assert exponente.grad == hacia_b


def test_con_base_negativa_no_hay_derivada_del_exponente():
    base, exponente = Value(-2.0), Value(3.0)
    (base**exponente).backward()
    assert math.isnan(exponente.grad)


def test_las_dos_formulas_de_la_sigmoide_son_la_misma():
    for semilla in SEMILLAS:
        a = random.Random(semilla).uniform(-30, 30)
        assert 1 / (1 + math.exp(-a)) == pytest.approx(math.exp(a) / (1 + math.exp(a)), rel=1e-12)


def test_en_la_esquina_el_motor_elige_y_la_medida_promedia():
    esquina = Value(0.0)
    esquina.relu().backward()
    h = 1e-6
    assert esquina.grad == 0.0
    assert (Value(h).relu().data - Value(-h).relu().data) / (2 * h) == pytest.approx(0.5)


# --- 4.10 y 4.11 -----------------------------------------------------------------------------


def producto_de_duales(datos, elegida):
    dato, punto = 1.0, 0.0
    for i, x in enumerate(datos):
        dato, punto = dato * x, punto * x + dato * (i == elegida)
    return punto


def test_hacia_adelante_y_hacia_atras_dan_lo_mismo():
    for semilla in SEMILLAS:
        azar = random.Random(semilla)
        datos = [azar.uniform(-2, 2) for _ in range(7)]
        hojas = [Value(x) for x in datos]
        raiz = hojas[0]
        for hoja in hojas[1:]:
            raiz = raiz * hoja
        raiz.backward()
        adelante = [producto_de_duales(datos, i) for i in range(7)]
        assert adelante == pytest.approx([hoja.grad for hoja in hojas], rel=1e-9)


def test_la_formula_de_la_derivada_nombra_a_x_k_por_dos_a_la_k():
    texto, derivada = "x", "1"
    for k in range(1, 11):
        derivada = f"({derivada}*{texto} + {texto}*{derivada})"
        texto = f"({texto}*{texto})"
        # el 1 del comienzo no nombra a x: son k · 2^k
        assert derivada.count("x") == k * 2**k


def test_por_tramos_se_vuelve_con_el_mismo_gradiente_y_el_mejor_es_la_raiz():
    for semilla in SEMILLAS:
        x = random.Random(semilla).uniform(-2, 2)
        inicio = nodo = Value(x)
        datos = []
        for _ in range(400):
            datos.append(nodo.data)
            nodo = nodo.tanh()
        nodo.backward()
        for k in (5, 20, 100):
            llega = 1.0
            for dato in reversed(datos[::k]):
                principio = tramo = Value(dato)
                for _ in range(k):
                    tramo = tramo.tanh()
                tramo.backward()
                llega *= principio.grad
            assert llega == pytest.approx(inicio.grad, rel=1e-9)
    assert min(range(1, 401), key=lambda k: 400 / k + k) == 20
