"""El explorador del entrenamiento, movido desde Python como lo mueve una persona."""

from __future__ import annotations

import math
import re
import sys
import threading
import warnings

import pytest

from minigrad.exploradores import entrenamiento
from minigrad.exploradores.comun.controles import Compas, marcha
from minigrad.exploradores.comun.explorador import Explorador
from minigrad.exploradores.entrenamiento import mandos as entrenamiento_mandos
from minigrad.exploradores.entrenamiento.cuentas import Ajustes, Entrenador
from minigrad.graph.dot import Aviso

CHICA = (4,)


class Reloj:
    """Un reloj que anda un segundo cada vez que se le mira, salvo que se le pare."""

    def __init__(self):
        self.hora, self.paso = 0.0, 1.0

    def __call__(self):
        self.hora += self.paso
        return self.hora


def mandos(capas=CHICA, **opciones):
    m = entrenamiento(capas=capas, **opciones).mandos
    m.reloj = Reloj()
    m.compas = Compas(m.reloj)
    m.por_latido = m.de_un_tiron = math.inf  # cuántos pasos caben depende de la máquina
    return m


def latir(m, veces=1):
    for _ in range(veces):
        m.reproducir.value += 1


def tocar(m):
    setattr(m.reproducir, marcha(m.reproducir), True)


def suena(m):
    return getattr(m.reproducir, marcha(m.reproducir))


def a_mano(m, pasos, tasa=0.5, l2=0.0):
    e = Entrenador(m.ajustes, tasa, l2)
    e.avanzar(pasos)
    return e


def test_el_primer_cuadro_es_la_red_sin_entrenar():
    m = mandos()
    e = a_mano(m, 0)
    assert f"paso 0 · pérdida {e.perdida:.4f}" in m.dibujo.value
    assert "MLP(2, [4, 1]), tanh: 17 parámetros" in m.dibujo.value
    assert m.noticia.value == ""


def test_cada_boton_da_sus_pasos():
    m = mandos()
    m.paso.click()
    assert m.entrenador.pasos == 1
    m.muchos.click()
    assert m.entrenador.pasos == 51
    assert m.entrenador.curva.perdidas == a_mano(m, 51).curva.perdidas
    assert f"paso 51 · pérdida {m.entrenador.perdida:.4f}" in m.dibujo.value


def test_reproducir_da_los_pasos_que_dice_la_velocidad():
    m = mandos()
    latir(m, 3)
    assert m.entrenador.pasos == 15
    m.ritmo.value = 1
    latir(m, 2)
    assert m.entrenador.pasos == 17
    assert m.entrenador.curva.perdidas == a_mano(m, 17).curva.perdidas


def test_un_cuadro_no_entrena_mas_de_lo_que_le_toca():
    m = mandos((16, 16))
    m.por_latido, m.ritmo.value = 0.07, 1000
    latir(m)
    assert 1 <= m.entrenador.pasos < 100
    m.de_un_tiron = 0.0
    m.muchos.click()
    assert m.entrenador.pasos < 101


def test_detener_no_da_un_paso_ni_pierde_la_red():
    m = mandos()
    latir(m, 3)
    m.reproducir.value = 0  # lo que hace el botón ■
    assert m.entrenador.pasos == 15
    latir(m)
    assert m.entrenador.pasos == 20


def test_los_latidos_que_esperaban_en_la_fila_se_dejan_pasar():
    m = mandos()
    latir(m)
    m.reloj.paso = 0.0  # el cuadro tardó, y estos cinco ya estaban en la fila
    latir(m, 5)
    assert m.entrenador.pasos == 5
    m.reloj.paso = 1.0
    latir(m)
    assert m.entrenador.pasos == 10


def test_una_tormenta_de_clics_da_una_sola_vez_los_cincuenta_pasos():
    m = mandos()
    m.muchos.click()
    m.reloj.paso = 0.0
    for _ in range(5):
        m.muchos.click()
    assert m.entrenador.pasos == 50
    for _ in range(5):  # los de un paso son cortos: se dan todos
        m.paso.click()
    assert m.entrenador.pasos == 55


def test_reiniciar_en_medio_de_un_cuadro_espera_y_no_se_pierde(monkeypatch):
    m = mandos()
    dentro, seguir = threading.Event(), threading.Event()
    avanzar = Entrenador.avanzar

    def lento(e, *resto):
        dentro.set()
        assert seguir.wait(5)
        avanzar(e, *resto)

    monkeypatch.setattr(Entrenador, "avanzar", lento)
    cuadro = threading.Thread(target=latir, args=(m,))
    cuadro.start()
    assert dentro.wait(5)
    clic = threading.Thread(target=m.reiniciar.click)
    clic.start()
    seguir.set()
    cuadro.join(10)
    clic.join(10)
    assert m.entrenador.pasos == 0
    assert "paso 0 ·" in m.dibujo.value
    assert m.cuidar.mensaje.value == ""


def test_reiniciar_vuelve_a_los_mismos_pesos_y_otros_pesos_no():
    m = mandos()
    antes = m.dibujo.value
    tocar(m)
    m.muchos.click()
    m.reiniciar.click()
    assert m.dibujo.value == antes
    assert not suena(m)
    m.otros.click()
    assert m.entrenador.pasos == 0
    assert m.dibujo.value != antes
    assert "semilla 2" in m.dibujo.value


def test_cambiar_la_tasa_y_el_castigo_no_empieza_de_nuevo():
    m = mandos()
    m.paso.click()
    m.tasa.value, m.l2.value = 0.01, 0.1
    assert m.entrenador.pasos == 1
    m.paso.click()
    e = a_mano(m, 1)
    e.ajustar(0.01, 0.1)
    e.avanzar()
    assert m.entrenador.perdida == e.perdida


@pytest.mark.parametrize(
    ("control", "valor"), [("datos", "xor"), ("capas", (8, 8)), ("activacion", "relu")]
)
def test_cambiar_los_datos_o_la_red_empieza_de_nuevo(control, valor):
    m = mandos()
    m.paso.click()
    getattr(m, control).value = valor
    assert m.entrenador.pasos == 0
    assert valor in m.entrenador.ajustes
    m.paso.click()
    assert m.entrenador.perdida == a_mano(m, 1).perdida


def test_un_cambio_cuyo_aviso_se_perdio_se_atiende_en_el_siguiente_cuadro():
    m = mandos()
    m.datos.unobserve_all()
    m.datos.value = "circles"
    assert m.entrenador.ajustes.datos == "moons"
    latir(m)
    assert m.entrenador.ajustes.datos == "circles"
    assert m.entrenador.pasos == 5


def test_si_la_perdida_explota_se_para_y_dice_que_hacer():
    m = mandos(tasa=1000.0, l2=1000.0)
    tocar(m)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        latir(m, 60)
    assert m.entrenador.exploto
    assert not suena(m)
    assert "La pérdida explotó en el paso" in m.noticia.value
    assert "Reiniciar" in m.noticia.value
    assert "nan" not in m.dibujo.value
    m.paso.click()
    assert "La pérdida explotó" in m.noticia.value
    m.tasa.value, m.l2.value = 0.5, 0.0
    m.reiniciar.click()
    assert m.noticia.value == ""
    m.paso.click()
    assert m.entrenador.pasos == 1


def test_con_perdida_cero_se_para_sola():
    m = mandos((8,), datos="xor", activacion="relu", tasa=1.0)
    tocar(m)
    m.ritmo.value = 1000
    latir(m)
    assert m.entrenador.perdida == 0.0
    assert not suena(m)
    assert "La pérdida es 0" in m.noticia.value


def test_solo_uno_se_reproduce_a_la_vez():
    uno = mandos()
    tocar(uno)
    otro = mandos()
    assert not suena(uno)  # abrir otro detiene al anterior
    tocar(otro)
    tocar(uno)
    assert suena(uno)
    assert not suena(otro)
    setattr(uno.reproducir, marcha(uno.reproducir), False)
    tocar(otro)
    assert suena(otro)


def test_un_fallo_inesperado_se_dice_y_se_sigue(monkeypatch):
    m = mandos()
    with monkeypatch.context() as roto:
        roto.setattr(entrenamiento_mandos, "cuadro", lambda *_: 1 / 0)
        m.paso.click()
        assert "division by zero" in m.cuidar.mensaje.value
    m.paso.click()
    assert m.cuidar.mensaje.value == ""
    assert m.entrenador.pasos == 2


@pytest.mark.parametrize(
    ("opciones", "dicho"),
    [
        ({"datos": "lunas"}, '"moons", "circles", "xor", "spiral"'),
        ({"datos": ["moons"]}, "datos debe ser una de"),
        ({"capas": "8, 8"}, "como (8, 8)"),
        ({"capas": (8, 2.5)}, "como (8, 8)"),
        ({"capas": (8, 0)}, "de 1 a 32 neuronas"),
        ({"capas": (8,) * 4}, "hasta 3 capas ocultas"),
        ({"capas": (1000,)}, "de 1 a 32 neuronas"),
        ({"activacion": "seno"}, '"tanh", "relu", "sigmoid"'),
        ({"tasa": 0}, "tasa debe ser mayor que 0"),
        ({"tasa": "alta"}, "tasa debe ser un número"),
        ({"tasa": math.nan}, "tasa debe ser un número finito"),
        ({"l2": -0.1}, "l2 debe ser 0 o más"),
        ({"l2": 1e9}, "a lo más 1000"),
        ({"semilla": "uno"}, "semilla debe ser un entero"),
    ],
)
def test_lo_que_no_sirve_se_dice_con_una_frase(opciones, dicho):
    explorador = entrenamiento(**opciones)
    assert isinstance(explorador, Explorador)
    assert dicho in explorador.resumen


def test_se_acepta_lo_que_no_esta_en_las_listas():
    m = mandos([5, 3], tasa=0.07, l2=0.02)
    assert m.ajustes.capas == (5, 3)
    assert (m.tasa.value, m.l2.value) == (0.07, 0.02)
    assert mandos(6).ajustes == Ajustes(capas=(6,))


def test_la_figura_fija_son_tres_momentos():
    explorador = entrenamiento(capas=CHICA)
    alternativo = re.search(r'alt="([^"]*)"', explorador.estatico)[1]
    assert "en tres momentos de su entrenamiento. Al final: paso 150 · pérdida" in alternativo
    e = a_mano(explorador.mandos, 150)
    assert (
        f"<td>150</td><td>{e.perdida:.4f}</td><td>{round(100 * e.exactitud)} %</td>"
        in explorador.estatico
    )
    assert entrenamiento(capas=CHICA).estatico == explorador.estatico
    assert repr(explorador) == "Entrenamiento de una red en dos lunas (moons); capas ocultas: 4"


def test_la_figura_fija_de_una_red_grande_o_que_explota_tambien_sale():
    assert "<td>0</td>" in entrenamiento(capas=(32,)).estatico
    assert "La pérdida explotó" in entrenamiento(capas=(2,), tasa=1000.0, l2=1000.0).estatico


def test_sin_ipywidgets_se_ve_una_frase(monkeypatch, olvidar):
    olvidar("entrenamiento.mandos", "comun.explorador")
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    visto = entrenamiento(capas=CHICA)
    assert isinstance(visto, Aviso)
    assert "pip install ipywidgets" in repr(visto)


@pytest.mark.parametrize("falta", ["numpy", "contourpy", "matplotlib"])
def test_se_arma_solo_con_ipywidgets(monkeypatch, olvidar, falta):
    olvidar(*(f"entrenamiento.{modulo}" for modulo in ("mandos", "cuadro", "frontera", "cuentas")))
    monkeypatch.setitem(sys.modules, falta, None)
    assert "en tres momentos" in entrenamiento(capas=CHICA).estatico


def test_las_etiquetas_estan_nada_se_anima_y_se_respeta_a_quien_pide_quietud():
    explorador = entrenamiento(capas=CHICA)
    m = explorador.mandos
    controles = (m.reproducir, m.paso, m.muchos, m.reiniciar, m.otros, m.datos, m.capas,
                 m.activacion, m.ritmo, m.tasa, m.l2)  # fmt: skip
    assert all(c.description for c in controles)
    assert not re.search(r"animat|transition|<script", m.dibujo.value)
    quietud = [c.value for c in explorador.children if "reduced-motion" in getattr(c, "value", "")]
    assert len(quietud) == 1
    assert "«50 pasos» entrena sin animar" in quietud[0]
