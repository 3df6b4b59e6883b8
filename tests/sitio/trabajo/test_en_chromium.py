"""El trabajo del aprendiz en Chromium: se queda, se lleva, vuelve, y sigue sin conexión."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from minigrad.aula.trabajo.archivo import leer_trabajo
from minigrad.ordenes import cli
from tests.chromium import PACIENCIA
from tools.sitio.servir import servido
from tools.sitio.trabajo.poner import _DE_JUPYTERLITE, _poner_servicio

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

pytestmark = [pytest.mark.lento, pytest.mark.navegador]
TALLER = "taller/notebooks/index.html?path=notebooks/"
Abrir = Callable[..., "BrowserContext"]


@pytest.fixture
def abrir(navegador: Browser, tmp_path: Path) -> Iterator[Abrir]:
    """Abre un perfil que queda en el disco, como el de una persona."""
    with ExitStack() as abiertos:

        def uno(nombre: str = "perfil") -> BrowserContext:
            opciones = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
            opciones += ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
            ruta = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))))
            contexto = navegador.browser_type.launch_persistent_context(
                str(tmp_path / nombre), executable_path=ruta, args=opciones, accept_downloads=True
            )
            contexto.set_default_timeout(PACIENCIA * 1000)
            abiertos.callback(contexto.close)
            return contexto

        yield uno


def entrar(contexto: BrowserContext, base: str, leccion: str = "00_introduccion") -> Page:
    pagina = contexto.new_page()
    pagina.goto(f"{base}{TALLER}{leccion}.ipynb", wait_until="commit")
    pagina.locator("#mg-arranque").wait_for(state="detached")
    return pagina


def ejecutar(pagina: Page, lugar: int, texto: str | None = None) -> Locator:
    celda = pagina.locator(".jp-Notebook .jp-CodeCell").nth(lugar)
    celda.locator(".cm-content").click()
    if texto is not None:
        pagina.keyboard.press("Control+a")
        pagina.keyboard.insert_text(texto)
    pagina.keyboard.press("Shift+Enter")
    return celda


def preparar(pagina: Page) -> None:
    ejecutar(pagina, 0)
    pagina.locator(".jp-OutputArea-output", has_text="Todo listo").wait_for()


def guardado(pagina: Page) -> None:
    """Hasta que la página dice que ya se puede seguir sin conexión."""
    pagina.locator("html[data-sin-conexion=listo]").wait_for(state="attached")


def descargar(pagina: Page, donde: Path) -> dict[str, bytes]:
    with pagina.expect_download() as bajada:
        pagina.get_by_role("button", name="Descargar mi trabajo").click()
    assert bajada.value.suggested_filename.startswith("mi_taller_")
    bajada.value.save_as(donde)
    trabajo = leer_trabajo(io.BytesIO(donde.read_bytes()))
    return {ruta: trabajo.leer(ruta) for ruta in trabajo.partes}


RESPUESTA = 'pago = precio * cantidad + envio\ncomprobar("00-pago", pago)\nprogreso()'


def test_se_queda_se_lleva_y_vuelve(
    abrir: Abrir, base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contexto = abrir()
    pagina = entrar(contexto, base)
    preparar(pagina)
    ejecutar(pagina, 2)
    ejecutar(pagina, 3, RESPUESTA)
    pagina.get_by_role("button", name="Descargar mi trabajo").wait_for()
    pagina.locator(".jp-mod-dirty").wait_for(state="detached")
    del_cuaderno = descargar(pagina, tmp_path / "ana.zip")
    leccion = "notebooks/00_introduccion.ipynb"
    assert json.loads(del_cuaderno[".minigrad/progreso.json"])["00-pago"]["correcto"]
    assert b"pago = precio * cantidad" in del_cuaderno[leccion]
    guardado(pagina)
    contexto.close()

    contexto = abrir()  # el mismo perfil: está todo, y la página lo lleva sin abrir el taller
    pagina = contexto.new_page()
    pagina.goto(base + "tu_trabajo.html")
    pagina.get_by_text("de tu trabajo, y ocupan").wait_for()
    de_la_pagina = descargar(pagina, tmp_path / "beto.zip")
    assert b"pago = precio * cantidad" in de_la_pagina[leccion]
    assert json.loads(de_la_pagina[".minigrad/progreso.json"])["00-pago"]["correcto"]
    pagina.get_by_text("ya puedes trabajar sin conexión").wait_for()
    contexto.close()

    contexto = abrir("otro")  # en otra máquina
    pagina = contexto.new_page()
    pagina.goto(base + "tu_trabajo.html")
    pagina.locator("#tt-archivo").set_input_files(tmp_path / "ana.zip")
    pagina.locator("#tt-dicho", has_text="Volvieron: notebooks/00_introduccion.ipynb.").wait_for()
    pagina = entrar(contexto, base)
    pagina.locator(".jp-Notebook").get_by_text("precio * cantidad").first.wait_for()
    preparar(pagina)
    celda = ejecutar(pagina, 1, "progreso(0)")
    celda.get_by_text("Lección 0: 1 de 5 correctos").wait_for()
    contexto.close()

    for archivo in ("ana.zip", "beto.zip"):  # y sin navegador
        assert cli.principal(["abrir", str(tmp_path / archivo), "--solo-preparar"]) == 0
        assert b"precio * cantidad" in (tmp_path / archivo[:-4] / leccion).read_bytes()
    notas = tmp_path / "notas.csv"
    assert cli.principal(["calificar", str(tmp_path / "ana.zip"), "--csv", str(notas)]) == 0
    assert "ana,00-pago,1,1," in notas.read_text("utf-8-sig")
    capsys.readouterr()


def test_recuperar_en_el_cuaderno_no_pisa_nada(abrir: Abrir, base: str, tmp_path: Path) -> None:
    from minigrad.aula.trabajo.archivo import en_zip

    cuaderno = {"cells": [{"cell_type": "code", "source": "otra = 2", "metadata": {}, "id": "a",
                           "outputs": [], "execution_count": None}],
                "metadata": {}, "nbformat": 4, "nbformat_minor": 5}  # fmt: skip
    otro = json.dumps(cuaderno).encode()
    (tmp_path / "trae.zip").write_bytes(
        en_zip({"notebooks/00_introduccion.ipynb": otro, "notebooks/02_a_mano.ipynb": otro})
    )
    pagina = entrar(abrir(), base)
    preparar(pagina)
    ejecutar(pagina, 1, "lo_mio = 1\nprogreso()")
    boton = pagina.get_by_role("button", name="Recuperar mi trabajo")
    boton.wait_for()
    with pagina.expect_file_chooser() as elegir:
        boton.click()
    elegir.value.set_files(tmp_path / "trae.zip")
    dicho = pagina.locator("#mg-conexion", has_text="Recuperé tu trabajo")
    dicho.wait_for()
    assert "Volvieron: notebooks/02_a_mano.ipynb." in dicho.inner_text()
    assert "el tuyo es notebooks/00_introduccion-recuperado.ipynb" in dicho.inner_text()
    pagina.locator(".jp-Notebook", has_text="lo_mio = 1").wait_for()


def test_sin_conexion_y_con_el_servidor_apagado(abrir: Abrir, sitio: Path) -> None:
    with servido(sitio, prefijo="/curso/") as base:
        contexto = abrir()
        pagina = entrar(contexto, base)
        preparar(pagina)
        ejecutar(pagina, 1, "hecho_antes = 1")
        guardado(pagina)
        pagina.locator(".jp-mod-dirty").wait_for(state="detached")
        pagina.close()
    contexto.set_offline(True)
    pagina = entrar(contexto, base)
    pagina.locator(".jp-Notebook").get_by_text("hecho_antes").first.wait_for()
    preparar(pagina)
    otra = entrar(contexto, base, "03_automatizando")
    preparar(otra)


def publicar_otra(sitio: Path) -> None:
    """Cambia dos cuadernos de un sitio que ya se está sirviendo, como quien publica otra vez."""
    for nombre in ("00_introduccion", "02_a_mano"):
        ruta = sitio / "taller" / "files" / "notebooks" / f"{nombre}.ipynb"
        datos = json.loads(ruta.read_text("utf-8"))
        datos["cells"][0]["source"] = [f"# {nombre}, VERSIÓN NUEVA\n"]
        ruta.write_text(json.dumps(datos), encoding="utf-8")
    viejo = (sitio / _DE_JUPYTERLITE).read_text("utf-8")
    (sitio / _DE_JUPYTERLITE).write_text(viejo[viejo.index("})();\n") + 6 :], encoding="utf-8")
    for ruta in [*sitio.glob("manifiesto-*.json"), sitio / "servicio.js"]:
        ruta.unlink()
    _poner_servicio(sitio)


#: hasta que la versión nueva llegó entera y espera su turno
ESPERAR_LA_NUEVA = """async () => {
  const registro = await navigator.serviceWorker.getRegistration();
  await registro.update();
  const nueva = registro.installing;
  if (nueva?.state === "installing") await new Promise((s) => (nueva.onstatechange = s));
  return registro.waiting !== null;
}"""


def test_una_version_nueva_no_pisa_lo_escrito_y_actualiza_lo_demas(
    abrir: Abrir, sitio: Path, tmp_path: Path
) -> None:
    publicado = shutil.copytree(sitio, tmp_path / "publicado")
    with servido(publicado, prefijo="/curso/") as base:
        contexto = abrir()
        pagina = entrar(contexto, base)
        preparar(pagina)
        ejecutar(pagina, 1, "lo_mio = 1")
        guardado(pagina)
        pagina.locator(".jp-mod-dirty").wait_for(state="detached")
        publicar_otra(publicado)
        assert pagina.evaluate(ESPERAR_LA_NUEVA)
        contexto.close()  # la nueva entra cuando se cierran las páginas de la vieja
        contexto = abrir()
        pagina = entrar(contexto, base)
        pagina.locator(".jp-Notebook", has_text="lo_mio = 1").wait_for()
        assert "VERSIÓN NUEVA" not in pagina.locator(".jp-Notebook").inner_text()
        pagina.goto(f"{base}{TALLER}02_a_mano.ipynb", wait_until="commit")
        pagina.locator(".jp-Notebook", has_text="VERSIÓN NUEVA").wait_for()


def test_sin_service_worker_se_dice(navegador: Browser, base: str) -> None:
    contexto = navegador.new_context(service_workers="block")
    contexto.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', {get: () => undefined})"
    )
    pagina = contexto.new_page()
    pagina.goto(base + "tu_trabajo.html")
    pagina.get_by_text("no deja usar el sitio sin conexión").wait_for()
    contexto.close()


def test_la_pagina_rechaza_lo_que_no_sirve(navegador: Browser, base: str, tmp_path: Path) -> None:
    from minigrad.aula.trabajo.archivo import en_zip

    contexto = navegador.new_context()
    pagina = contexto.new_page()
    pagina.goto(base + "tu_trabajo.html")
    pagina.get_by_text("todavía no hay nada tuyo").wait_for()
    pagina.get_by_role("button", name="Descargar mi trabajo").click()
    pagina.get_by_text("nada que descargar").wait_for()
    for numero, (contenido, dicho) in enumerate([
        (b"", "está vacío"), (b"hola", "no es un zip"), (b'{"cells": []}', "un cuaderno suelto"),
        (en_zip({"../x.ipynb": b"{}"}), "se saldría"), (en_zip({"a.png": b""}), "ningún cuaderno"),
        (en_zip({"notebooks/a.ipynb": b"{}" * 99})[:90], "dañado"),
    ]):  # fmt: skip
        archivo = tmp_path / f"malo{numero}.zip"
        archivo.write_bytes(contenido)
        pagina.locator("#tt-archivo").set_input_files(archivo)
        pagina.locator("#tt-dicho", has_text=archivo.name).wait_for()
        assert dicho in pagina.locator("#tt-dicho").inner_text()
        assert "No cambié nada" in pagina.locator("#tt-dicho").inner_text()
    pagina.get_by_text("todavía no hay nada tuyo").wait_for()
    contexto.close()
