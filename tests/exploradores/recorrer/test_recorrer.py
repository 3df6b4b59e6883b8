"""El recorrido con sus controles, movidos desde Python como los mueve una persona."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET

import pytest

from minigrad import Value
from minigrad.exploradores import recorrer
from minigrad.exploradores.comun import explorador as modulo_explorador
from minigrad.exploradores.comun.explorador import Explorador
from minigrad.graph import svg
from minigrad.graph.dot import Aviso
from minigrad.graph.nodos import leer

FLECHA = "mg-camino"


def neurona():
    x, w, b = (Value(dato, label=nombre) for nombre, dato in (("x", 2.0), ("w", -3.0), ("b", 7.0)))
    p = x * w
    p.label = "p"
    n = p + b
    n.label = "n"
    o = n.tanh()
    o.label = "o"
    return o


def compartida():
    a = Value(3.0, label="a")
    b = a + a
    b.label = "b"
    return b * a


def mandos(raiz=None, **opciones):
    return recorrer(raiz or neurona(), **opciones).mandos


def dibujo(m):
    """El SVG que se ve ahora."""
    return ET.fromstring(re.search(r"<svg.*?</svg>", m.dibujo.value, re.DOTALL)[0])


def textos(m):
    return [texto.text for texto in dibujo(m).iter("{http://www.w3.org/2000/svg}text")]


def test_los_botones_recorren_de_punta_a_punta():
    m = mandos()
    cuantos = len(m.recorrido.pasos)
    vistos = [m.dibujo.value]
    for _ in range(cuantos - 1):
        m.siguiente.click()
        vistos.append(m.dibujo.value)
    assert m.paso == cuantos - 1
    assert len(set(vistos)) == cuantos
    for esperado in reversed(vistos[:-1]):
        m.anterior.click()
        assert m.dibujo.value == esperado
    m.ultimo.click()
    assert m.dibujo.value == vistos[-1]
    m.primero.click()
    assert m.dibujo.value == vistos[0]


def test_en_los_extremos_no_pasa_nada():
    m = mandos()
    assert m.primero.disabled
    assert m.anterior.disabled
    m.anterior.click()
    assert m.paso == 0
    m.ultimo.click()
    assert m.siguiente.disabled
    assert m.ultimo.disabled
    m.siguiente.click()
    assert m.paso == len(m.recorrido.pasos) - 1


def test_la_barra_y_los_botones_dicen_lo_mismo():
    m, otro = mandos(), mandos()
    m.barra.value = 4
    for _ in range(4):
        otro.siguiente.click()
    assert m.dibujo.value == otro.dibujo.value


def test_cada_cuadro_muestra_lo_que_se_sabe():
    m = mandos()
    m.barra.value = 1
    assert textos(m).count("data ?") == 3
    assert textos(m).count("grad ?") == 6
    m.ultimo.click()
    assert "?" not in "".join(textos(m))
    assert "▶" not in m.dibujo.value


def test_el_cuadro_marca_el_nodo_la_arista_y_el_lugar():
    m = mandos()
    m.barra.value = len(m.recorrido.pasos) - 2
    assert m.dibujo.value.count('class="node mg-activo"') == 1
    assert m.dibujo.value.count('class="node mg-cambia"') == 1
    assert m.dibujo.value.count(f'class="edge {FLECHA}"') == 1
    assert re.search(r'aria-current="step"[^>]*>▶ p = x \* w → −6.0', m.dibujo.value)


def test_las_dos_aristas_de_a_mas_a_se_marcan_por_separado():
    m = mandos(compartida())
    ultimos = []
    for paso in (-3, -2):
        m.barra.value = len(m.recorrido.pasos) + paso
        clases = [g.get("class") for g in dibujo(m).iter() if (g.get("class") or "")[:4] == "edge"]
        ultimos.append([i for i, clase in enumerate(clases) if FLECHA in clase])
    assert len(ultimos[0]) == len(ultimos[1]) == 1
    assert ultimos[0] != ultimos[1]


def test_nada_se_mueve_de_sitio_entre_pasos():
    m = mandos()
    sitios = set()
    for paso in range(len(m.recorrido.pasos)):
        m.barra.value = paso
        nodos = list(dibujo(m).iter("{http://www.w3.org/2000/svg}text"))
        sitios.add(tuple((t.get("x"), t.get("y")) for t in nodos))
    assert len(sitios) == 1


def test_predecir_bien_avanza_y_queda_anotado():
    m = mandos(predecir=True)
    m.barra.value = next(i for i, p in enumerate(m.recorrido.pasos) if p.fase == "atrás") - 1
    assert "la raíz" in m.respuesta.value
    m.campo.value = "1"
    assert m.recorrido.pasos[m.paso].cuenta == "grad de o = 1.0"
    assert m.campo.value == ""
    assert "✓ 1" in m.respuesta.value
    assert "Predichos: 1 de 6" in m.hechas.value
    assert "grad de o = 1.0" in m.hechas.value


def test_predecir_mal_se_pone_rojo_con_pista_y_no_avanza():
    m = mandos(predecir=True)
    m.barra.value = next(i for i, p in enumerate(m.recorrido.pasos) if p.fase == "atrás") - 1
    antes = m.paso
    m.campo.value = "0"
    assert m.paso == antes
    assert "✗ 0" in m.respuesta.value
    assert "#a40000" in m.respuesta.value
    assert "todo lo demás queda en 0" in m.respuesta.value
    assert m.campo.layout.border == "2px solid #a40000"
    assert "Predichos: 0 de 6" in m.hechas.value
    m.campo.value = "1"
    assert m.paso == antes + 1
    assert m.campo.layout.border is None


def test_predecir_no_ensena_el_numero_antes_de_tiempo():
    m = mandos(predecir=True)
    m.barra.value = len(m.recorrido.pasos) - 3
    assert FLECHA in m.dibujo.value
    assert "grad de w" not in m.dibujo.value
    assert "grad ?" in textos(m)


def test_comprobar_sin_escribir_no_hace_nada():
    m = mandos(predecir=True)
    m.barra.value = 6
    antes = m.respuesta.value
    m.comprobar.click()
    assert m.respuesta.value == antes


def test_lo_escrito_no_se_lee_como_html():
    m = mandos(predecir=True)
    m.barra.value = 6
    m.campo.value = "<script>"
    assert "<script>" not in m.respuesta.value


def test_cambiar_de_modo_rehace_las_cuentas():
    m = mandos(compartida())
    m.ultimo.click()
    assert "grad de a = 12.0" in m.dibujo.value
    m.acumular.value = False
    assert "«a» queda en 3.0 y debía ser 12.0" in m.dibujo.value
    m.barra.value -= 1
    assert "mg-cambia mg-pierde" in m.dibujo.value
    assert mandos(compartida(), acumular=False).acumular.value is False


def test_no_cambia_los_nodos_del_aprendiz():
    raiz = neurona()
    raiz.backward()
    antes = [(n.original.data, n.original.grad) for n in leer(raiz)]
    m = mandos(raiz, predecir=True)
    for _ in m.recorrido.pasos:
        m.siguiente.click()
    assert [(n.original.data, n.original.grad) for n in leer(raiz)] == antes


def test_un_control_dentro_de_otro_no_empieza_otra_vuelta():
    m, veces = mandos(), []
    m.mostrar = lambda: (veces.append(m.paso), m.siguiente.click())
    m.siguiente.click()
    assert veces == [1]


def test_un_fallo_se_dice_con_una_frase_y_se_sigue():
    m = mandos()
    bueno = m.mostrar

    def roto():
        raise RuntimeError("algo <raro>")

    m.mostrar = roto
    m.siguiente.click()
    assert "Algo falló" in m.cuidar.mensaje.value
    assert "<raro>" not in m.cuidar.mensaje.value
    m.mostrar = bueno
    m.siguiente.click()
    assert m.cuidar.mensaje.value == ""


class Propia:
    """La clase de la lección 2: sin `grad` y sin `label`."""

    def __init__(self, data, _prev=(), _op=""):
        self.data, self._prev, self._op = data, _prev, _op


def test_sirve_para_la_clase_del_aprendiz():
    a = Propia(3.0)
    m = mandos(Propia(9.0, (a, a), "*"))
    m.ultimo.click()
    assert "grad de n0 = 6.0" in m.dibujo.value
    assert "grad 6.0" in textos(m)


@pytest.mark.parametrize("raro", [3.0, None, "hola", [1.0], object()])
def test_lo_que_no_es_un_nodo_se_dice_con_una_frase(raro):
    explorador = recorrer(raro)
    assert "debe ser un Value" in explorador.children[1].value


def test_un_ciclo_y_un_error_del_aprendiz_se_dicen_con_una_frase():
    a = Propia(1.0)
    a._prev = (a,)
    assert "ciclo" in recorrer(a).children[1].value

    class Rota:
        @property
        def data(self):
            raise RuntimeError("propiedad rota")

        _prev = ()

    assert "propiedad rota" in recorrer(Rota()).children[1].value


def test_un_grafo_enorme_se_resume_por_capas():
    nodo = Value(1.0)
    for _ in range(5_000):
        nodo = nodo + nodo
    explorador = recorrer(nodo)
    tabla = explorador.children[1].value
    assert "Grafo de 5001 nodos" in tabla
    assert "<table" in tabla
    assert len(tabla) < 10_000
    assert repr(explorador) == "Resumen de 5001 nodos por capas"


def test_un_grafo_grande_se_ve_por_partes():
    m = mandos(cadena(60))
    cajas = set()
    for paso in (0, 20, len(m.recorrido.pasos) - 3):
        m.barra.value = paso
        cajas.add(re.search(r'viewBox="([^"]*)"', m.dibujo.value)[1])
    assert len(cajas) == 3


def cadena(largo):
    nodo = Value(1.0)
    for _ in range(largo):
        nodo = (nodo * 0.9).tanh()
    return nodo


def test_doscientos_nodos_van_fluidos():
    import time

    m = mandos(cadena(99))
    assert len(leer(cadena(99))) == 199
    desde = time.perf_counter()
    for _ in range(50):
        m.siguiente.click()
    assert (time.perf_counter() - desde) / 50 < 0.1


def publicado(visto, monkeypatch):
    salidas = []
    monkeypatch.setattr(modulo_explorador, "_publicar", salidas.append)
    visto._ipython_display_()
    return salidas


def test_antes_de_los_controles_se_publica_una_figura_fija(monkeypatch):
    explorador = recorrer(neurona())
    fija = publicado(explorador, monkeypatch)[0]
    assert set(fija) == {"text/html", "text/plain"}
    assert fija["text/plain"] == "Recorrido del grafo de o: 6 nodos, 12 pasos"
    assert 'src="data:image/svg+xml;base64,' in fija["text/html"]
    assert 'alt="Grafo de 6 nodos (raíz: o), antes de empezar' in fija["text/html"]
    assert "<li>grad de x += " in fija["text/html"]
    assert publicado(recorrer(neurona()), monkeypatch)[0] == fija


def test_los_controles_vivos_esconden_la_figura_fija():
    explorador = recorrer(neurona())
    clase = re.search(r'class="(mg-fijo-\w+)"', explorador.estatico)[1]
    assert explorador.children[0].value.endswith(f"<style>.{clase}{{display:none}}</style>")


def test_sin_programa_para_dibujar_se_recorre_con_palabras(monkeypatch):
    monkeypatch.setattr(svg, "programas", list)
    m = mandos()
    m.siguiente.click()
    assert "<svg" not in m.dibujo.value
    assert "o = tanh(n)" in m.dibujo.value
    assert "Orden topológico" in m.dibujo.value


def test_sin_ipywidgets_se_ve_el_texto(monkeypatch, olvidar):
    olvidar("comun.explorador", "recorrer.mandos")
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    aviso = recorrer(neurona())
    assert isinstance(aviso, Aviso)
    assert "pip install ipywidgets" in repr(aviso)


def test_las_etiquetas_estan_en_espanol_y_hay_texto_en_cada_control():
    m = mandos()
    controles = (m.primero, m.anterior, m.siguiente, m.ultimo, m.barra, m.campo, m.comprobar,
                 m.acumular, m.predecir)  # fmt: skip
    assert all(control.description for control in controles)
    assert isinstance(recorrer(neurona()), Explorador)


def test_al_repetir_una_celda_la_ultima_sigue_viva():
    for _ in range(modulo_explorador._VIVOS + 6):
        ultimo = recorrer(neurona())
    ultimo.mandos.siguiente.click()
    assert ultimo.mandos.paso == 1


def test_nada_se_anima():
    m = mandos()
    assert not re.search(r"animat|transition", m.dibujo.value)


def test_uno_cerrado_ya_no_hace_nada_y_deja_su_figura():
    explorador = recorrer(neurona())
    m, fija = explorador.mandos, explorador.estatico
    explorador.cerrar()
    m.siguiente.click()
    assert m.paso == 0
    assert m.cuidar.mensaje.value == ""
    assert explorador.estatico == fija
    assert repr(explorador) == "Recorrido del grafo de o: 6 nodos, 12 pasos"
