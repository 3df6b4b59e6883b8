"""JupyterLab visto por quien lo usa: abrir un cuaderno, escribir en una celda, oprimir, mirar.

Nada espera un tiempo fijo: cada paso espera a que se vea lo que tiene que verse. `Cuaderno` es
un cuaderno abierto; `Vigilante` anota lo que una página de este curso nunca debe hacer.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

CAPTURAS = Path(__file__).resolve().parents[1] / ".capturas"
#: palabras que no son español ni nombres de Python; fuera del código, ninguna debe verse
INGLES = re.compile(
    r"\b(the|an|of|is|are|was|with|this|that|your?|please|click|loading|failed|warning|"
    r"traceback|undefined|null|next|previous|value|error displaying|not found)\b",
    re.IGNORECASE,
)
#: los menús se buscan por su lugar y su orden: el idioma de JupyterLab no es cosa del curso
_MENU_EJECUTAR, _MENU_NUCLEO = 3, 4

#: lo que se lee en las salidas, sin el código, y lo que sale al dejar el puntero o lo que se oye
_TEXTOS = """salidas => salidas.flatMap(salida => {
    const copia = salida.cloneNode(true);
    copia.querySelectorAll('pre, code, style, select, .jp-OutputPrompt')
        .forEach(parte => parte.remove());
    const dichos = [...salida.querySelectorAll('[title],[aria-label],[placeholder],[alt]')]
        .filter(parte => parte.checkVisibility())
        .flatMap(parte => ['title', 'aria-label', 'placeholder', 'alt']
            .map(nombre => parte.getAttribute(nombre) || ''));
    return [copia.textContent, ...dichos];
})"""
#: una traza o un aviso; JupyterLab muestra las dos cosas como stderr
_ROJO = '[data-mime-type="application/vnd.jupyter.stderr"]'
#: todas las celdas tienen número, o una falló y las que siguen no se ejecutan
_TERMINO = """cuantas => {
    const rotulos = [...document.querySelectorAll('.jp-Notebook .jp-CodeCell .jp-InputPrompt')];
    const hechas = rotulos.filter(rotulo => /\\[\\d+\\]:/.test(rotulo.textContent));
    return hechas.length === cuantas || document.querySelector('ROJO');
}""".replace("ROJO", _ROJO)


class Vigilante:
    """Anota los errores de una página y a quién le habla fuera de esta máquina."""

    def __init__(self, pagina: Page) -> None:
        self.faltas: list[str] = []
        pagina.on("console", self._consola)
        pagina.on("pageerror", lambda error: self.faltas.append(f"excepción: {error}"))
        pagina.on("crash", lambda _: self.faltas.append("la página se cayó"))
        pagina.on("request", lambda pedido: self._pedido(pedido.url))
        pagina.on("websocket", lambda canal: self._pedido(canal.url))

    def _consola(self, mensaje: ConsoleMessage) -> None:
        if mensaje.type == "error":
            self.faltas.append(f"consola: {mensaje.text} ({mensaje.location.get('url')})")

    def _pedido(self, direccion: str) -> None:
        partes = urlsplit(direccion)
        if partes.scheme not in ("data", "blob") and partes.hostname != "127.0.0.1":
            self.faltas.append(f"le habló a {direccion}")


class Cuaderno:
    """Un cuaderno abierto en JupyterLab."""

    def __init__(self, pagina: Page, archivo: Path, paciencia: float) -> None:
        self.pagina, self.archivo, self.paciencia = pagina, archivo, paciencia
        self.vigilante = Vigilante(pagina)
        self._conectado = False
        pagina.on("websocket", lambda canal: canal.on("framereceived", self._oir))

    def _oir(self, mensaje: str | bytes) -> None:
        """El núcleo se presenta cuando ya atiende; antes, JupyterLab dice «idle» sin que sea."""
        crudo = mensaje.encode() if isinstance(mensaje, str) else mensaje
        self._conectado = self._conectado or b"kernel_info_reply" in crudo

    def abrir(self, direccion: str) -> None:
        """Va a la dirección y espera a que el cuaderno y su núcleo estén listos."""
        self._conectado = False
        self.pagina.goto(direccion)
        expect(self.pagina.locator(".jp-Notebook .jp-Cell").first).to_be_visible()
        self._esperar_conexion()

    def _esperar_conexion(self) -> None:
        limite = time.monotonic() + self.paciencia
        while not self._conectado:
            assert time.monotonic() < limite, "el núcleo de Python no contestó"
            self.pagina.wait_for_timeout(20)  # mientras, llegan los mensajes
        self._esperar_libre()

    def _esperar_libre(self) -> None:
        libre = ".jp-Notebook-ExecutionIndicator[data-status=idle]"
        expect(self.pagina.locator(libre)).to_be_visible()

    def _elegir(self, menu: int, orden: str) -> None:
        self.pagina.locator(".lm-MenuBar-item").nth(menu).click()
        self.pagina.locator(f'.lm-Menu-item[data-command="{orden}"]').click()

    def ejecutar_todo(self) -> None:
        """Lo que hace el menú «ejecutar todas las celdas», hasta la última."""
        self.pedir_todo()
        self.esperar_todo()

    def pedir_todo(self) -> None:
        self._elegir(_MENU_EJECUTAR, "runmenu:run-all")

    def esperar_todo(self) -> None:
        celdas = nbformat.read(self.archivo, as_version=4).cells
        cuantas = sum(c.cell_type == "code" and bool(c.source.strip()) for c in celdas)
        self.pagina.wait_for_function(_TERMINO, arg=cuantas)
        en_rojo = self.pagina.locator(_ROJO).all_text_contents()
        dicho = self.pagina.get_by_role("note").filter(has_text="se detuvo").all_inner_texts()
        assert not en_rojo, "\n".join(en_rojo + dicho)
        self._esperar_libre()

    def reiniciar(self) -> None:
        """Reinicia el núcleo y borra las salidas, con el menú y su aviso."""
        self._conectado = False
        self._elegir(_MENU_NUCLEO, "kernelmenu:restart-and-clear")
        self.pagina.locator(".jp-Dialog .jp-mod-accept").click()
        expect(self.pagina.locator(".jp-Notebook .jp-OutputArea-output")).to_have_count(0)
        self._esperar_conexion()

    def celda(self, codigo: str) -> Locator:
        """La celda de código que contiene ese texto."""
        entrada = self.pagina.locator(".jp-Cell-inputArea", has_text=codigo)
        return self.pagina.locator(".jp-Notebook .jp-CodeCell").filter(has=entrada)

    def salida(self, codigo: str) -> Locator:
        """Todo lo que se ve debajo de esa celda."""
        return self.celda(codigo).locator(".jp-Cell-outputArea")

    def escribir(self, celda: Locator, codigo: str) -> None:
        """Reemplaza lo que dice una celda, como quien lo selecciona y escribe encima."""
        celda.scroll_into_view_if_needed()
        celda.locator(".cm-content").click()
        self.pagina.keyboard.press("ControlOrMeta+A")
        self.pagina.keyboard.insert_text(codigo)

    def ejecutar(self, celda: Locator) -> None:
        """Mayúsculas + Enter en una celda; espera a que termine."""
        rotulo = celda.locator(".jp-InputPrompt")
        celda.scroll_into_view_if_needed()
        celda.locator(".cm-content").click()
        rotulo.evaluate("rotulo => { rotulo.textContent = '' }")
        self.pagina.keyboard.press("Shift+Enter")
        expect(rotulo).to_have_text(re.compile(r"\[\d+\]:"))

    def foto(self, nombre: str, lugar: Locator | None = None) -> None:
        """Una captura, para mirarla después; de la ventana o solo de un lugar."""
        CAPTURAS.mkdir(exist_ok=True)
        if lugar is not None:
            lugar.scroll_into_view_if_needed()
        (lugar or self.pagina).screenshot(path=CAPTURAS / f"{nombre}.png")

    def textos(self) -> Iterator[str]:
        """Lo que el curso dice en todas las salidas a la vista."""
        salidas = self.pagina.locator(".jp-Notebook .jp-OutputArea-output")
        yield from salidas.evaluate_all(_TEXTOS)

    def faltas(self) -> list[str]:
        """Lo que no debía pasar ni verse desde la última vez que se preguntó."""
        en_rojo = self.pagina.locator(_ROJO).all_text_contents()
        faltas = [f"en rojo: {texto}" for texto in en_rojo]
        faltas += [f"en inglés: {texto}" for texto in self.textos() if INGLES.search(texto)]
        faltas += self.vigilante.faltas
        self.vigilante.faltas.clear()
        return faltas


class Mesa:
    """Una carpeta de trabajo y los cuadernos abiertos en ella, cada uno en su pestaña."""

    clase = Cuaderno

    def __init__(
        self,
        contexto: BrowserContext,
        carpeta: Path,
        direccion: Callable[[Path], str],
        paciencia: float,
    ) -> None:
        self.contexto, self.carpeta = contexto, carpeta
        self.direccion, self.paciencia = direccion, paciencia
        self.abiertos: dict[str, Cuaderno] = {}

    def abrir_y_ejecutar(self, nombre: str) -> Cuaderno:
        """El cuaderno, ejecutado de arriba abajo; si otra prueba ya lo abrió, el mismo."""
        if nombre not in self.abiertos:
            self.abrir(nombre).ejecutar_todo()
        # una pestaña que no está al frente casi no dibuja
        self.abiertos[nombre].pagina.bring_to_front()
        return self.abiertos[nombre]

    def abrir(self, nombre: str) -> Cuaderno:
        """El cuaderno en una pestaña nueva, con su núcleo listo y sin ejecutar."""
        cuaderno = self.clase(self.contexto.new_page(), self.carpeta / nombre, self.paciencia)
        self.abiertos[nombre] = cuaderno
        cuaderno.abrir(self.direccion(cuaderno.archivo))
        return cuaderno

    def cerrar(self, nombre: str) -> None:
        self.abiertos.pop(nombre).pagina.close()
