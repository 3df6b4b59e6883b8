"""Lo que se escribe queda en el disco, y «ejecutar todo» espera al núcleo en vez de preguntar."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from laboratorio import Cuaderno, Mesa
from playwright.sync_api import Route, expect


@pytest.fixture
def cuaderno(mesa: Mesa, request: pytest.FixtureRequest) -> Iterator[Cuaderno]:
    """Una copia de la lección 0 en una pestaña nueva: nadie la ha abierto, ni tiene núcleo."""
    leccion = mesa.carpeta / "notebooks" / "00_introduccion.ipynb"
    copia = leccion.with_name(f"recien_{len(request.node.name)}.ipynb")
    shutil.copy(leccion, copia)
    pagina = mesa.contexto.new_page()
    yield Cuaderno(pagina, copia, mesa.paciencia)
    pagina.close()
    copia.unlink()


def esperar(cuaderno: Cuaderno, que: Callable[[], object], segundos: int) -> None:
    for _ in range(segundos * 20):
        if que():
            return
        cuaderno.pagina.wait_for_timeout(50)
    raise AssertionError("no pasó a tiempo")


def test_lo_que_se_escribe_se_guarda_solo_tambien_mientras_se_guarda(
    mesa: Mesa, cuaderno: Cuaderno
) -> None:
    cuaderno.abrir(mesa.direccion(cuaderno.archivo))
    detenidos: list[Route] = []

    def detener(ruta: Route) -> None:
        if ruta.request.method == "PUT" and not detenidos:
            detenidos.append(ruta)
        else:
            ruta.continue_()

    cuaderno.pagina.route("**/api/contents/**", detener)
    cuaderno.celda("# Prepara el cuaderno").locator(".cm-content").click()
    cuaderno.pagina.keyboard.insert_text("# antes\n")
    esperar(cuaderno, lambda: detenidos, mesa.paciencia)
    cuaderno.pagina.keyboard.insert_text("# en medio\n")
    detenidos[0].continue_()
    # en una máquina tranquila, menos de dos segundos; JupyterLab solo nunca lo guardaría
    esperar(cuaderno, lambda: "# en medio" in cuaderno.archivo.read_text("utf-8"), 30)
    expect(cuaderno.pagina.locator(".jp-Dialog")).to_have_count(0)


@pytest.mark.parametrize(
    ("que", "metodo"), [("sessions", "POST"), ("contents/**/checkpoints", "GET")]
)
def test_ejecutar_todo_apenas_abre_no_pregunta_por_el_nucleo(
    mesa: Mesa, cuaderno: Cuaderno, que: str, metodo: str
) -> None:
    detenidos: list[Route] = []
    paso_libre = False

    def demorar(ruta: Route) -> None:
        if ruta.request.method == metodo and not paso_libre:
            detenidos.append(ruta)  # lo que la página pide tarda en llegar
        else:
            ruta.continue_()

    cuaderno.pagina.route(f"**/api/{que}**", demorar)
    cuaderno.pagina.goto(mesa.direccion(cuaderno.archivo))
    cuaderno.celda("# Prepara el cuaderno").locator(".cm-content").click()
    cuaderno.pedir_todo()
    esperar(cuaderno, lambda: detenidos, mesa.paciencia)
    cuaderno.pagina.wait_for_timeout(500)
    expect(cuaderno.pagina.locator(".jp-Dialog")).to_have_count(0)
    paso_libre = True
    for ruta in detenidos:
        ruta.continue_()
    cuaderno.esperar_todo()
