"""Los exploradores como los ve y los mueve una persona: por sus rótulos, con ratón y teclado."""

from __future__ import annotations

import re
from collections.abc import Callable

from laboratorio import Cuaderno
from playwright.sync_api import Locator, expect

#: lo que se sale de su caja sin que nada lo deje desplazarse, y las frases que no se ven enteras
_CORTADO = """salidas => salidas.flatMap(salida => {
    const orilla = caja => caja.getBoundingClientRect().right - 1;
    const seDesplaza = parte => /auto|scroll/.test(getComputedStyle(parte).overflowX)
        && parte.scrollWidth > parte.clientWidth;
    const fuera = (parte, caja) => {
        for (let p = parte; p !== caja.parentElement; p = p.parentElement)
            if (p !== parte && seDesplaza(p)) return false;
        return orilla(parte) > orilla(caja) + 2;
    };
    const visibles = [...salida.querySelectorAll('div, button, img, svg, table, pre')]
        .filter(parte => parte.checkVisibility() && parte.getClientRects().length
            && !parte.closest('.noUi-target') && !parte.closest('svg svg'));
    const frases = [...salida.querySelectorAll('[role=status], [role=alert], .widget-box')]
        .filter(parte => parte.checkVisibility() && orilla(parte) > orilla(salida) + 2);
    return [...visibles.filter(parte => fuera(parte, salida)), ...frases]
        .map(parte => `${parte.tagName}.${parte.className}: ${parte.textContent.slice(0, 60)}`);
})"""

#: lo que mide, en píxeles, la letra más chica de cada dibujo a la vista
_LETRA = """dibujos => dibujos.filter(dibujo => dibujo.checkVisibility()).map(dibujo => Math.min(
    ...[...dibujo.querySelectorAll('text')].map(texto =>
        parseFloat(getComputedStyle(texto).fontSize) * texto.getScreenCTM().a)))"""

#: las imágenes que se ven más chicas de lo que son
_ENCOGIDAS = """imagenes => imagenes.filter(imagen => imagen.checkVisibility()
    && imagen.clientWidth < imagen.naturalWidth - 2).map(imagen => imagen.clientWidth)"""


def mal_medido(salida: Locator) -> list[str]:
    """Lo que en una salida se corta, y las letras y las imágenes que no se leen."""
    cortado = salida.locator(".jp-OutputArea-output").evaluate_all(_CORTADO)
    letras = salida.locator("svg[role=img]").evaluate_all(_LETRA)
    encogidas = salida.locator("img").evaluate_all(_ENCOGIDAS)
    faltas = [f"se corta {parte}" for parte in cortado]
    faltas += [f"letra de {letra:.1f} píxeles" for letra in letras if letra < 8]
    return [*faltas, *(f"imagen de {ancho} píxeles" for ancho in encogidas)]


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
        antes = self.figura.inner_html()
        accion()
        expect(self.figura).not_to_have_js_property("innerHTML", antes)
        return self.dicho.inner_text()
