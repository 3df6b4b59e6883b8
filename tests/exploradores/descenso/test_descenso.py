"""El explorador del descenso, movido desde Python como lo mueve una persona."""

from __future__ import annotations

import math
import re
import sys
import time
import xml.etree.ElementTree as ET

import pytest

from minigrad import Value
from minigrad.exploradores import descenso
from minigrad.exploradores.comun.explorador import Explorador
from minigrad.exploradores.comun.funciones import Funcion
from minigrad.exploradores.descenso.cuadro import Terreno
from minigrad.graph.dot import Aviso

SVG = "{http://www.w3.org/2000/svg}"


def cuenco(w):
    return (w - 3) ** 2


def valle(x, y):
    return x * x / 4 + 2 * y * y


def mandos(f=cuenco, inicio=0.0, **opciones):
    return descenso(f, inicio, **opciones).mandos


def dibujo(m):
    return ET.fromstring(re.search(r"<svg.*</svg>", m.dibujo.value, re.DOTALL)[0])


def test_se_empieza_quieto_y_sin_decir_el_final():
    m = mandos()
    assert "Paso 0 de 40" in m.dibujo.value
    assert "¿Cómo terminará?" in m.dibujo.value
    assert "Converge" not in m.dibujo.value
    assert m.reiniciar.disabled
    assert m.anterior.disabled


def test_paso_a_paso_hasta_el_veredicto():
    m = mandos()
    m.siguiente.click()
    assert "x ← 0.0 − 0.1 × (−6.0) = 0.6" in m.dibujo.value
    for _ in range(39):
        assert "Converge" not in m.dibujo.value
        m.siguiente.click()
    assert "Converge. Llegó derecho al fondo; desde el paso 21" in m.dibujo.value
    assert m.siguiente.disabled
    assert m.final.disabled
    m.siguiente.click()
    assert m.k == 40


def test_los_botones_y_la_barra_dicen_lo_mismo():
    m, otro = mandos(), mandos()
    m.barra.value = 7
    for _ in range(8):
        otro.siguiente.click()
    otro.anterior.click()
    assert m.dibujo.value == otro.dibujo.value
    m.final.click()
    assert m.k == 40
    m.reiniciar.click()
    assert m.k == 0


def test_reiniciar_para_lo_que_se_reproduce():
    m = mandos()
    nombre = "playing" if m.reproducir.has_trait("playing") else "_playing"
    m.barra.value = 5
    setattr(m.reproducir, nombre, True)
    m.reiniciar.click()
    assert getattr(m.reproducir, nombre) is False
    assert "Paso 0 de 40" in m.dibujo.value


def test_mover_la_tasa_rehace_el_camino_y_conserva_el_paso():
    m = mandos()
    m.barra.value = 40
    finales = {}
    for tasa in (0.001, 0.1, 0.95, 1.0, 2.0):
        m.lr.value = tasa
        finales[tasa] = re.search(r'font-weight:bold">(\w+)', m.dibujo.value)[1]
        assert m.barra.value == 40
    assert finales == {0.001: "Se", 0.1: "Converge", 0.95: "Oscila", 1.0: "Oscila", 2.0: "Diverge"}


def test_mover_el_impulso_y_el_inicio():
    m = mandos()
    m.final.click()
    m.impulso.value = 0.9
    assert "Oscila" in m.dibujo.value
    m.impulso.value = 0.0
    m.inicio[0].value = 3.0
    assert "Quieto" in m.dibujo.value


def test_andar_no_vuelve_a_llamar_a_la_funcion():
    veces = []

    def f(x):
        veces.append(x)
        return x * x

    m = mandos(f, 1.0)
    m.siguiente.click()
    antes = len(veces)
    for _ in range(20):
        m.siguiente.click()
    assert len(veces) == antes


def test_veinte_clics_seguidos_dan_veinte_pasos_y_rapido():
    m = mandos(valle, (-3.5, 1.5))
    desde = time.perf_counter()
    for _ in range(20):
        m.siguiente.click()
    assert m.k == 20
    assert (time.perf_counter() - desde) / 20 < 0.1


def test_lo_que_se_va_se_marca_en_la_orilla():
    m = mandos(lr=1.5)
    m.final.click()
    assert "Diverge" in m.dibujo.value
    assert "Paso 18 de 40" in m.dibujo.value
    assert "rotate(" in m.dibujo.value


def test_donde_el_camino_se_corta_tambien_se_puede_volver_un_paso():
    m = mandos(lr=1.5)
    m.barra.value = 40
    assert m.k == 18
    assert m.siguiente.disabled
    m.anterior.click()
    assert "Paso 17 de 40" in m.dibujo.value
    m.lr.value = 0.1
    m.final.click()
    assert m.k == 40


def test_el_mapa_tiene_curvas_de_nivel_y_el_camino_encima():
    m = mandos(valle, (-3.5, 1.5), desde=(-4, -2), hasta=(4, 2))
    m.final.click()
    caminos = [p.get("stroke") or p.get("fill") for p in dibujo(m).iter(f"{SVG}path")]
    assert caminos.count("#8a8a8a") >= 10
    assert caminos.index("#b34a00") > max(i for i, c in enumerate(caminos) if c == "#8a8a8a")


def test_las_curvas_de_nivel_estan_donde_dicen():
    """En x² + y² cada curva es un círculo: todos sus puntos están a la misma distancia."""
    terreno = Terreno(Funcion(lambda x, y: x * x + y * y, 2), (-2.0, -2.0), (2.0, 2.0))
    panel = terreno.panel()
    ancho, alto = panel.ancho / 4, panel.alto / 4
    curvas = [d for d in panel.dentro if "#8a8a8a" in d]
    for curva in curvas[:4]:
        puntos = re.findall(r"([-\d.]+) ([-\d.]+)", re.search(r' d="([^"]*)"', curva)[1])
        radios = [math.hypot(float(x) / ancho - 2, float(y) / alto - 2) for x, y in puntos]
        assert max(radios) - min(radios) < 0.03


def test_un_mapa_con_huecos_se_dibuja():
    m = mandos(lambda x, y: math.sqrt(x) + y * y, (2.0, 1.0))
    m.siguiente.click()
    assert "#8a8a8a" in m.dibujo.value


def test_la_lista_y_los_dos_numeros_son_lo_mismo():
    uno = mandos(valle, (-3.0, 1.0))
    otro = mandos(lambda p: p[0] * p[0] / 4 + 2 * p[1] * p[1], (-3.0, 1.0))
    assert uno.dibujo.value == otro.dibujo.value


def test_si_no_se_dice_el_inicio_se_elige():
    assert [b.value for b in mandos(cuenco, None).inicio] == [pytest.approx(-2.8)]
    assert [b.value for b in mandos(valle, None).inicio] == pytest.approx([-2.8, 2.4])


def test_un_inicio_de_fuera_agranda_la_ventana():
    m = mandos(cuenco, -10.0)
    assert m.inicio[0].min == -10.0


@pytest.mark.parametrize(
    ("argumentos", "dicho"),
    [
        ({"f": 3.0}, "sin paréntesis"),
        ({"f": lambda x, y, z: 0}, "una o dos variables"),
        ({"inicio": (1, 2, 3)}, "una o dos variables"),
        ({"f": valle, "inicio": 1.0}, "inicio es un par"),
        ({"inicio": "tres"}, "inicio debe ser un número"),
        ({"lr": 0}, "lr debe ser mayor que 0"),
        ({"impulso": 1.0}, "impulso"),
        ({"pasos": 0}, "pasos debe ir de 1"),
        ({"desde": 4, "hasta": -4}, "desde debe ser menor"),
        ({"f": valle, "inicio": None, "desde": (1, 2, 3)}, "desde debe traer 2 números"),
        ({"f": lambda x: "hola"}, "llegó el texto"),
        ({"f": lambda x: math.inf}, "la función da inf"),
        ({"f": lambda x: math.log(-1)}, "ValueError"),
        ({"f": lambda x, y: math.nan, "inicio": (1, 1)}, "la función da nan"),
    ],
)
def test_lo_que_no_se_puede_dibujar_se_dice_con_una_frase(argumentos, dicho):
    explorador = descenso(**{"f": cuenco, "inicio": 0.0, **argumentos})
    assert isinstance(explorador, Explorador)
    assert dicho in explorador.estatico


def test_un_inicio_que_falla_se_puede_mover():
    m = mandos(math.log, -1.0)
    assert "Empieza en otro lugar" in m.dibujo.value
    m.inicio[0].value = 2.0
    assert "<svg" in m.dibujo.value


def test_no_toca_los_gradientes_del_aprendiz():
    w = Value(2.0)
    w.grad = 5.0
    mandos(lambda x: (x * w - 3) ** 2).final.click()
    assert (w.data, w.grad) == (2.0, 5.0)


def test_un_fallo_inesperado_se_dice_y_se_sigue():
    m = mandos()
    bueno = m.escena
    m.escena = lambda: 1 / 0
    m.siguiente.click()
    assert "Algo falló" in m.cuidar.mensaje.value
    m.escena = bueno
    m.siguiente.click()
    assert m.cuidar.mensaje.value == ""
    assert "Paso 2 de 40" in m.dibujo.value


def test_la_figura_fija_trae_el_final_y_otras_tasas():
    explorador = descenso(cuenco, 0.0)
    assert re.search(r'alt="([^"]*)"', explorador.estatico)[1].endswith("ya casi no se mueve.")
    for celda in ("se arrastra", "converge", "oscila sin acercarse", "diverge"):
        assert f"<td>{celda}</td>" in explorador.estatico
    assert descenso(cuenco, 0.0).estatico == explorador.estatico
    assert repr(explorador) == "Descenso de gradiente desde x = 0.0, con tasa 0.1"


@pytest.mark.parametrize("falta", ["numpy", "contourpy"])
def test_el_mapa_se_dibuja_sin_ningun_paquete(monkeypatch, olvidar, falta):
    olvidar("descenso.mandos", "descenso.cuadro")
    monkeypatch.setitem(sys.modules, falta, None)
    assert 'fill-rule="evenodd"' in descenso(valle).mandos.dibujo.value


def test_sin_ipywidgets_se_ve_una_frase(monkeypatch, olvidar):
    olvidar("comun.explorador", "descenso.mandos")
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    aviso = descenso(cuenco)
    assert isinstance(aviso, Aviso)
    assert "pip install ipywidgets" in repr(aviso)


def test_las_etiquetas_estan_y_nada_se_anima():
    m = mandos(valle, None)
    botones = (m.reiniciar, m.anterior, m.siguiente, m.final)
    assert all(c.description for c in (*botones, m.lr, m.impulso, m.barra, *m.inicio))
    assert not re.search(r"animat|transition|<script", m.dibujo.value)
