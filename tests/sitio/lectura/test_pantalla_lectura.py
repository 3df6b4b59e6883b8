"""Las páginas en Chromium: caben en un teléfono, se alcanzan con el teclado, se ven y se buscan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="falta el paquete playwright")
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from tools.sitio.piezas import npm

#: una de cada clase
DE_CADA_CLASE = ("index", "lecciones/02_a_mano", "lecciones/05_red_neuronal_practica", "guia",
                 "motor/engine", "referencia", "search", "tu_trabajo")  # fmt: skip
AXE = """async () => {
  const hecho = await axe.run(document, { resultTypes: ["violations"] });
  return hecho.violations.map((v) => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200),
                                      v.nodes[0].failureSummary]);
}"""
#: lo que está lejos no se dibuja, y así no se podría medir
TODO_A_LA_VISTA = """() => {
  const estilo = document.createElement("style");
  estilo.textContent = "* { content-visibility: visible !important; }";
  document.head.append(estilo);
  document.querySelectorAll("details").forEach((d) => (d.open = true));
}"""
#: qué sobresale de la página, sin contar lo que se desplaza dentro de su caja
SOBRA = """() => {
  const ancho = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= ancho) return [];
  return [...document.querySelectorAll("main *")]
    .filter((e) => e.getBoundingClientRect().right > ancho + 1).slice(0, 3)
    .map((e) => e.outerHTML.slice(0, 150));
}"""
#: las cajas que se desplazan y a las que no llega el teclado
SIN_TECLADO = """() => [...document.querySelectorAll(".caja, article pre")]
  .filter((e) => e.scrollWidth > e.clientWidth + 1 && e.tabIndex < 0 && !e.querySelector("a[href]"))
  .map((e) => e.outerHTML.slice(0, 150))"""


def de_cada_clase(lectura: Path) -> list[str]:
    return [una for una in DE_CADA_CLASE if (lectura / f"{una}.html").is_file()]


def todas(lectura: Path) -> list[str]:
    return sorted(ruta.relative_to(lectura).as_posix() for ruta in lectura.rglob("*.html"))


@pytest.fixture
def contexto(navegador: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """Un navegador recién estrenado; `request.param` son su ancho y su tema."""
    ancho, tema = getattr(request, "param", (1366, "light"))
    uno = navegador.new_context(
        viewport={"width": ancho, "height": 900}, color_scheme=tema, reduced_motion="reduce"
    )
    yield uno
    uno.close()


@pytest.fixture
def pagina(contexto: BrowserContext) -> Iterator[Page]:
    """Una página que apunta lo que pide y lo que falla."""
    una = contexto.new_page()
    pedidos: list[str] = []
    fallas: list[str] = []
    una.on("request", lambda pedido: pedidos.append(pedido.url))
    una.on("pageerror", lambda error: fallas.append(str(error)))
    # lo de trabajo/ se construye aparte
    una.on("response", lambda r: fallas.append(r.url) if _falla(r) else None)
    yield una
    assert not fallas
    assert not [p for p in pedidos if not p.startswith(("http://127.0.0.1:", "data:", "blob:"))]


def _falla(respuesta: Response) -> bool:
    return respuesta.status >= 400 and "/curso/trabajo/" not in respuesta.url


@pytest.mark.parametrize("contexto", [(360, "light")], indirect=True)
def test_ninguna_pagina_se_desplaza_a_lo_ancho_en_un_telefono(
    pagina: Page, lectura: Path, servida: str
) -> None:
    for nombre in todas(lectura):
        pagina.goto(servida + nombre)
        assert not pagina.evaluate(SOBRA), nombre
        pagina.evaluate(TODO_A_LA_VISTA)
        assert not pagina.evaluate(SOBRA), nombre
        pagina.wait_for_function(f"() => ({SIN_TECLADO})().length === 0", timeout=5000)


@pytest.mark.parametrize("contexto", [(w, "dark") for w in (768, 1366, 1920)], indirect=True)
def test_ni_en_pantallas_mayores(pagina: Page, lectura: Path, servida: str) -> None:
    for nombre in de_cada_clase(lectura):
        pagina.goto(f"{servida}{nombre}.html")
        pagina.evaluate(TODO_A_LA_VISTA)
        assert not pagina.evaluate(SOBRA), nombre


@pytest.mark.parametrize("contexto", [(360, "dark"), (1366, "light")], indirect=True)
def test_axe_no_encuentra_nada(pagina: Page, lectura: Path, servida: str) -> None:
    """Contraste de textos y de código, nombres, encabezados, regiones, lo que se desplaza…"""
    axe = (npm() / "axe-core" / "axe.min.js").read_text("utf-8")
    for nombre in de_cada_clase(lectura):
        pagina.goto(f"{servida}{nombre}.html")
        pagina.evaluate(TODO_A_LA_VISTA)
        pagina.wait_for_function(f"() => ({SIN_TECLADO})().length === 0")
        pagina.evaluate(axe)
        assert pagina.evaluate(AXE) == [], nombre


def test_el_tema_se_elige_y_se_recuerda(pagina: Page, servida: str) -> None:
    pagina.goto(servida + "lecciones/02_a_mano.html")
    claro = pagina.evaluate("getComputedStyle(document.body).backgroundColor")
    boton = pagina.get_by_role("button", name="Tema automático. Cambiar")
    boton.click()
    expect(pagina.get_by_role("button", name="Tema claro. Cambiar")).to_be_visible()
    pagina.get_by_role("button", name="Tema claro. Cambiar").press("Enter")
    oscuro = pagina.evaluate("getComputedStyle(document.body).backgroundColor")
    assert oscuro != claro
    pagina.get_by_role("link", name="Siguiente").click()
    expect(pagina.get_by_role("button", name="Tema oscuro. Cambiar")).to_be_visible()
    assert pagina.evaluate("getComputedStyle(document.body).backgroundColor") == oscuro


@pytest.mark.parametrize("contexto", [(360, "light")], indirect=True)
def test_el_menu_del_telefono_se_abre_y_se_cierra_con_el_teclado(
    pagina: Page, servida: str
) -> None:
    pagina.goto(servida + "lecciones/03_automatizando.html")
    menu = pagina.get_by_role("navigation", name="Páginas")
    expect(menu).to_be_hidden()
    pagina.keyboard.press("Tab")
    expect(pagina.get_by_role("link", name="Ir al contenido")).to_be_in_viewport()
    pagina.keyboard.press("Tab")
    pagina.keyboard.press("Enter")
    expect(menu).to_be_visible()
    expect(menu.locator("a.current")).to_be_in_viewport()
    pagina.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_anterior_y_siguiente_recorren_las_lecciones(pagina: Page, servida: str) -> None:
    pagina.goto(servida)
    visitadas = []
    for _ in range(11):
        pagina.get_by_role("link", name="Siguiente").click()
        visitadas.append(pagina.url.rpartition("/")[2].removesuffix(".html"))
    assert visitadas[:4] == ["00_introduccion", "01_pytorch_y_minigrad",
                             "01_pytorch_y_minigrad_practica", "02_a_mano"]  # fmt: skip
    assert visitadas[-1] == "05_red_neuronal_practica"
    pagina.get_by_role("link", name="Anterior").click()
    expect(pagina).to_have_url(f"{servida}lecciones/05_red_neuronal.html")


@pytest.mark.parametrize(
    ("pregunta", "donde"),
    [
        ("regla de la cadena", "03_automatizando.html"),
        ("Retropropagacion", "02_a_mano.html"),
        ("derivadas locales", "04_minigrad_final.html"),
        ("PENDIENTE", "02_a_mano.html"),
        ("cross_entropy", "referencia.html"),
    ],
)
def test_la_busqueda_entiende_espanol(
    pregunta: str, donde: str, pagina: Page, servida: str
) -> None:
    pagina.goto(servida + "lecciones/02_a_mano.html")
    campo = pagina.get_by_role("searchbox", name="Buscar en el sitio")
    campo.fill(pregunta)
    campo.press("Enter")
    resultados = pagina.locator("#search-results li")
    expect(resultados.locator(f'a[href*="{donde}"]').first).to_be_visible()
    dicho = re.compile("(páginas tienen|página tiene) lo que buscas")
    expect(pagina.locator("#search-results")).to_contain_text(dicho)
    expect(pagina.get_by_role("searchbox", name="Qué buscas")).to_have_value(pregunta)


def test_la_busqueda_dice_que_no_hay(pagina: Page, servida: str) -> None:
    pagina.goto(servida + "search.html?q=ornitorrinco")
    expect(pagina.locator("#search-results")).to_contain_text("Ninguna página tiene todas")


def test_la_busqueda_funciona_sin_servidor(contexto: BrowserContext, lectura: Path) -> None:
    """Con la carpeta abierta desde el disco también se encuentra."""
    pagina = contexto.new_page()
    pagina.goto((lectura / "search.html").as_uri() + "?q=cadena")
    expect(pagina.locator("#search-results li a").first).to_be_visible()


def test_se_copia_el_codigo(contexto: BrowserContext, pagina: Page, servida: str) -> None:
    contexto.grant_permissions(["clipboard-read", "clipboard-write"])
    pagina.goto(servida + "lecciones/02_a_mano.html")
    boton = pagina.locator("button.copiar:visible").nth(3)
    boton.focus()
    boton.press("Enter")
    expect(boton).to_have_text("Copiado")
    copiado = pagina.evaluate("navigator.clipboard.readText()")
    assert copiado
    assert "Copiar" not in copiado


@pytest.mark.parametrize("contexto", [(360, "light"), (1366, "light")], indirect=True)
def test_un_enlace_a_una_seccion_lejana_cae_en_ella(pagina: Page, servida: str) -> None:
    """Aunque lo de en medio todavía no se haya dibujado."""
    pagina.goto(servida + "lecciones/02_a_mano.html")
    ultima = pagina.locator("article section section h2").last
    ancla = ultima.locator("xpath=..").get_attribute("id")
    pagina.evaluate(f"location.hash = '#{ancla}'")
    expect(ultima).to_be_in_viewport()
    pagina.goto(servida + "lecciones/05_red_neuronal.html#tres-clases")
    expect(pagina.get_by_role("heading", name="5.8 Tres clases")).to_be_in_viewport()


def test_sin_programas_se_lee_igual(navegador: Browser, servida: str) -> None:
    contexto = navegador.new_context(java_script_enabled=False)
    pagina = contexto.new_page()
    pagina.goto(servida + "lecciones/02_a_mano.html")
    expect(pagina.locator(".formula .katex").first).to_be_visible()
    expect(pagina.get_by_role("navigation", name="Páginas")).to_be_visible()
    expect(pagina.get_by_role("button", name="Tema")).to_be_hidden()
    contexto.close()
