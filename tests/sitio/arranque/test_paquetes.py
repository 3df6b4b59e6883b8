"""Los paquetes, juntos y compilados: en una celda se importa lo mismo que antes de juntarlos."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.chromium import PACIENCIA

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LECCION = "taller/notebooks/index.html?path=notebooks/00_introduccion.ipynb"


def test_el_lock_solo_nombra_lo_que_hay(sitio: Path) -> None:
    pyodide = sitio / "taller/static/pyodide"
    paquetes = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))["packages"]
    for paquete in paquetes.values():
        assert (pyodide / paquete["file_name"]).is_file()
        assert set(paquete["depends"]) <= set(paquetes)


def test_lo_que_se_trae_al_arrancar_cabe_en_su_presupuesto(sitio: Path) -> None:
    """Con la página (2.2 MB), Python (3.8) y el dibujo (0.5), la lección 0 no pasa de 10 MB."""
    pyodide = sitio / "taller/static/pyodide"
    se_traen = [next(pyodide.glob("paquetes-*.zst")), pyodide / "python_stdlib.zip"]
    assert sum(uno.stat().st_size for uno in se_traen) < 3_700_000


@pytest.fixture
def pagina(navegador: Browser, base: str) -> Iterator[Page]:
    contexto = navegador.new_context()
    contexto.set_default_timeout(PACIENCIA * 1000)
    una = contexto.new_page()
    una.goto(base + LECCION)
    yield una
    contexto.close()


def correr(pagina: Page, codigo: str, termina: str) -> str:
    """Escribe en la primera celda, la ejecuta y da lo que se ve cuando aparece `termina`."""
    from playwright.sync_api import expect

    celda = pagina.locator(".jp-Notebook .jp-CodeCell").first
    celda.locator(".cm-content").click()
    celda.locator(".cm-content").fill(codigo)
    celda.locator(".cm-content").press("Control+Enter")
    salida = celda.locator(".jp-OutputArea")
    expect(salida).to_contain_text(termina, timeout=PACIENCIA * 1000)
    return salida.inner_text()


@pytest.mark.lento
@pytest.mark.navegador
def test_se_importa_lo_que_no_vino_al_arrancar(pagina: Page) -> None:
    pedidos: list[str] = []
    pagina.on("request", lambda pedido: pedidos.append(pedido.url))
    correr(
        pagina, "import torch", "ModuleNotFoundError"
    )  # no está en ninguna parte: no se pide nada
    assert not [url for url in pedidos if "/resto-" in url]
    raros = (
        "import imaplib, xml.dom.minidom, encodings.cp037, wave, email.generator, inspect\n"
        "import minigrad, IPython, traitlets, comm, tqdm, importlib.metadata as m\n"
        "print(imaplib.__name__, wave.__name__, m.version('ipywidgets')[0])\n"
        "print(inspect.getsource(minigrad.Value)[:11], 'ñ'.encode('cp037').decode('cp037'), 'fin')"
    )
    dicho = correr(pagina, raros, "ñ fin")
    assert "imaplib wave 8" in dicho
    assert "class Value ñ fin" in dicho
