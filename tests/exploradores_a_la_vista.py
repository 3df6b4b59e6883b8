"""Los exploradores como los ve y los mueve una persona: por sus rótulos, con ratón y teclado."""

from __future__ import annotations

import re
from collections.abc import Callable

from laboratorio import Cuaderno
from playwright.sync_api import Locator, expect


class Recorrido:
    """Los controles de `recorrer`, como se ven."""

    def __init__(self, salida: Locator) -> None:
        self.salida = salida
        self.estado = salida.get_by_role("status")
        self.dibujo = salida.locator("svg[role=img]:visible")
        self.barra = salida.get_by_role("slider")
        self.reproducir = salida.locator(".widget-play button").first
        self.campo = salida.get_by_placeholder("por ejemplo")
        self.respuesta = salida.get_by_role("alert")

    def boton(self, rotulo: str) -> Locator:
        return self.salida.get_by_role("button", name=rotulo)

    def opcion(self, rotulo: str) -> Locator:
        return self.salida.get_by_label(rotulo)

    def esta_en(self, paso: int) -> None:
        expect(self.estado).to_contain_text(f"· {paso} de ")

    @property
    def paso(self) -> int:
        hallado = re.search(r"· (\d+) de ", self.estado.inner_text())
        assert hallado
        return int(hallado[1])


class Controles:
    """Un explorador a la vista: lo que dice, lo que dibuja y sus controles por su rótulo."""

    def __init__(self, cuaderno: Cuaderno, codigo: str, dibujos: int = 1) -> None:
        self.cuaderno = cuaderno
        cuaderno.ejecutar(cuaderno.celda(codigo))
        self.salida = cuaderno.salida(codigo)
        self.dicho = self.salida.get_by_role("status")
        self.dibujo = self.salida.locator("svg[role=img]:visible")
        self.play = self.salida.locator(".widget-play button").first
        expect(self.dibujo).to_have_count(dibujos)
        #: la caja que cada redibujo llena de nuevo
        self.figura = self.dibujo.first.locator(
            "xpath=ancestor::div[contains(@class, 'widget-html-content')][1]"
        )

    def boton(self, rotulo: str) -> Locator:
        return self.salida.get_by_role("button", name=rotulo)

    def barra(self, rotulo: str) -> Locator:
        """El botón de una barra deslizante, que se mueve con las flechas del teclado."""
        fila = self.salida.locator(".widget-inline-hbox").filter(
            has=self.salida.page.locator("label", has_text=re.compile(f"^{rotulo}$"))
        )
        return fila.get_by_role("slider")

    def cambia_con(self, accion: Callable[[], object]) -> str:
        """Hace algo, espera a que la figura cambie y devuelve lo que ahora se dice."""
        antes = self.dibujo.inner_html()
        accion()
        expect(self.dibujo).not_to_have_js_property("innerHTML", antes)
        return self.dicho.inner_text()
