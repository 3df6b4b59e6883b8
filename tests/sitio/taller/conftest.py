"""Un pupitre en el taller construido, y lo que ninguna prueba debe dejar a la vista."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest
from chromium import PACIENCIA

pytest.importorskip("playwright.sync_api", reason="falta el paquete playwright")
from hoja import Pupitre

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@contextmanager
def _sentarse(navegador: Browser, base: str, ancho: int, alto: int) -> Iterator[Pupitre]:
    medidas = {"width": ancho, "height": alto}
    contexto = navegador.new_context(viewport=medidas, locale="es-MX")
    contexto.set_default_timeout(PACIENCIA * 1000)
    yield Pupitre(contexto, base)
    contexto.close()


@pytest.fixture(scope="session")
def pupitre(navegador: Browser, base: str) -> Iterator[Pupitre]:
    """Un navegador para todas; un cuaderno se abre una sola vez."""
    with _sentarse(navegador, base, 1366, 900) as uno:
        yield uno


@pytest.fixture
def otro_pupitre(navegador: Browser, base: str) -> Iterator[Callable[..., Pupitre]]:
    """Navegadores recién estrenados, del tamaño que se pida."""
    with ExitStack() as pila:

        def nuevo(ancho: int = 1366, alto: int = 768) -> Pupitre:
            return pila.enter_context(_sentarse(navegador, base, ancho, alto))

        yield nuevo


@pytest.fixture(autouse=True)
def nada_prohibido(pupitre: Pupitre, request: pytest.FixtureRequest) -> Iterator[None]:
    """Después de cada prueba: ni errores del navegador, ni trazas, ni inglés, ni otros hosts."""
    yield
    faltas = [falta for hoja in pupitre.abiertos.values() for falta in hoja.faltas()]
    if faltas:
        for hoja in pupitre.abiertos.values():
            hoja.foto(f"sitio_al_final_{request.node.name[:60].replace('/', '_')}")
    assert not faltas, "\n".join(faltas)
