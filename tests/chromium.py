"""El navegador de las pruebas: Chromium o Chrome, uno solo para todas las de un proceso."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: lo que se espera, en segundos, a que se vea algo: una máquina de CI puede ir muy cargada
PACIENCIA = 90
NOMBRES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SIN_NAVEGADOR = (
    "estas pruebas abren un navegador y no hay Chromium ni Chrome: instala uno "
    "(en Debian, `apt-get install chromium`)"
)


@pytest.fixture(scope="session")
def navegador() -> Iterator[Browser]:
    """Chromium, sin ventana y sin más red que esta máquina."""
    playwright = pytest.importorskip("playwright.sync_api", reason="falta el paquete playwright")
    if os.name != "posix":
        pytest.skip("estas pruebas cierran el taller con una señal de Unix")
    ruta = next(filter(None, map(shutil.which, NOMBRES)), None)
    opciones = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    opciones += ["--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        opciones.append("--no-sandbox")  # como root, Chromium no arranca de otro modo
    playwright.expect.set_options(timeout=PACIENCIA * 1000)
    with playwright.sync_playwright() as p:
        try:
            donde = {"executable_path": ruta} if ruta else {"channel": "chrome"}
            ventana = p.chromium.launch(args=opciones, **donde)
        except playwright.Error as error:
            if ruta or os.environ.get("CI"):
                pytest.fail(f"{SIN_NAVEGADOR}\n{error}")
            pytest.skip(SIN_NAVEGADOR)
        yield ventana
        ventana.close()
