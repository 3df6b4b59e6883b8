"""La barra de carga, vista en Chromium: aparece sola, deja leer, se va, y si algo falla lo dice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.chromium import PACIENCIA

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.lento, pytest.mark.navegador]
LECCION = "taller/notebooks/index.html?path=notebooks/00_introduccion.ipynb"
BARRA = "#mg-arranque"


@pytest.fixture
def contexto(navegador: Browser) -> Iterator[BrowserContext]:
    uno = navegador.new_context(locale="es-CR", viewport={"width": 360, "height": 640})
    uno.set_default_timeout(PACIENCIA * 1000)
    yield uno
    uno.close()


@pytest.fixture
def pagina(contexto: BrowserContext) -> Page:
    return contexto.new_page()


def alerta(pagina: Page) -> str:
    return pagina.locator(f"{BARRA}[role=alert]").inner_text()


def test_dice_que_carga_deja_leer_y_se_va(pagina: Page, base: str) -> None:
    pagina.goto(base + LECCION, wait_until="commit")
    pagina.locator(f"{BARRA} [role=progressbar]").wait_for()
    assert "…" in pagina.locator(f"{BARRA} [role=status]").inner_text()
    celda = pagina.locator(".jp-Notebook .jp-CodeCell").first
    celda.locator(".cm-content").click()
    pagina.keyboard.press("Shift+Enter")  # sin esperar al núcleo: la celda espera su turno
    pagina.locator(".jp-OutputArea-output", has_text="Todo listo").wait_for()
    pagina.locator(BARRA).wait_for(state="detached")
    assert [uno.url.rpartition("/")[2] for uno in pagina.workers] == ["nucleo.mjs"]
    hoja = pagina.locator("#main").bounding_box()
    assert hoja
    assert hoja["y"] + hoja["height"] == pytest.approx(640, abs=1)


def test_mientras_carga_no_tapa_la_hoja(pagina: Page, base: str) -> None:
    pagina.route("**/*.wasm", lambda ruta: None)  # nunca llega
    pagina.goto(base + LECCION, wait_until="commit")
    pagina.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
    pagina.get_by_text("Ya puedes leer").wait_for()
    hoja, barra = pagina.locator("#main").bounding_box(), pagina.locator(BARRA).bounding_box()
    assert hoja
    assert barra
    assert hoja["y"] + hoja["height"] <= barra["y"] + 1
    assert barra["y"] + barra["height"] == pytest.approx(640, abs=1)
    medida = pagina.locator(f"{BARRA} [role=progressbar]")
    assert "MB" in (medida.get_attribute("aria-valuetext") or "")
    assert 0 < int(medida.get_attribute("aria-valuenow") or 0) < 65


@pytest.mark.parametrize("archivo", ["python_stdlib.zip", "pyodide-lock.json", "jlab_core.*.js"])
def test_si_algo_no_llega_dice_que_hacer(pagina: Page, base: str, archivo: str) -> None:
    pagina.route(f"**/{archivo}*", lambda ruta: ruta.abort())
    pagina.goto(base + LECCION, wait_until="commit")
    dicho = alerta(pagina)
    assert "No se pudo traer" in dicho
    assert "Recargar" in dicho
    assert pagina.get_by_role("link", name="Leer sin ejecutar").get_attribute("href") == (
        base + "lecciones/00_introduccion.html"
    )


@pytest.mark.parametrize("falta", ["WebAssembly", "Worker"])
def test_un_navegador_que_no_puede_lo_dice(pagina: Page, base: str, falta: str) -> None:
    pagina.add_init_script(f"delete window.{falta}")
    pagina.goto(base + LECCION, wait_until="commit")
    assert "Este navegador no puede" in alerta(pagina)


def test_sin_service_worker_avisa_que_el_progreso_no_se_guarda(pagina: Page, base: str) -> None:
    pagina.add_init_script("delete Navigator.prototype.serviceWorker")
    pagina.goto(base + LECCION, wait_until="commit")
    aviso = pagina.get_by_role("alert").filter(has_text="progreso se perderá")
    aviso.get_by_role("button", name="Entendido").click()
    aviso.wait_for(state="detached")
