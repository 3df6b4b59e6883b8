"""Las salidas de una celda como se leen: imágenes en archivos, con su texto, y sin ruido.

Una imagen dentro de la página la hace pesada y se baja aunque nadie llegue a verla: en su archivo,
con su tamaño escrito, se pide al acercarse y la página no salta. Una barra de progreso o un control
que solo vive al ejecutar no dicen nada a quien lee.
"""

from __future__ import annotations

import base64
import re
import struct
from html import escape, unescape
from itertools import accumulate
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

_INCRUSTADA = re.compile(r'src="data:image/(svg\+xml|png);base64,([A-Za-z0-9+/=]+)"')
_MARCO = re.compile(r'^<div class="mg-fijo-\w+">|</div>$')
_CONTROLES = re.compile(r"<p[^>]*>Los controles aparecen al ejecutar esta celda\..*?</p>")
_MEDIDA = re.compile(r'<svg\b[^>]*?\bwidth="([\d.]+)(pt|px)?"\s+height="([\d.]+)')
_VISTA = re.compile(r'<svg\b[^>]*?viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"')
_DICHO = re.compile(r"<(title|desc)[^>]*>(.*?)</\1>", re.DOTALL)
#: «e = a * b: data…» en la descripción de un grafo, y «e = a * b = …» en los pasos de un recorrido
_RENGLON = re.compile(r"^( *)([^\n=]+) = ([^\n]+?): data", re.MULTILINE)
_PASO = re.compile(r"<li>([^<=]+) = ([^<=]+) = ")
#: cuántas letras dicen qué se ve en una figura
_BASTA = 60
#: hasta dónde se encoge una figura ancha antes de desplazarse en su caja
_ENCOGE = 0.65


class Figuras:
    """Guarda las imágenes en una carpeta y da el HTML que las muestra."""

    def __init__(self, carpeta: Path, direccion: str) -> None:
        self.carpeta, self.direccion = carpeta, direccion
        carpeta.mkdir(parents=True, exist_ok=True)

    def salida(self, salida: Any, nombre: str, alt: str | None, practicar: str) -> Any | None:
        """La salida como se lee, o nada si no le dice nada a quien lee."""
        datos = salida.get("data")
        if datos is None:
            return salida
        if "image/png" in datos:
            return _html(self._png(base64.b64decode(datos["image/png"]), nombre, alt))
        if "image/svg+xml" in datos:
            return _html(self._svg(datos["image/svg+xml"], nombre))
        if "text/html" in datos:
            return _html(self._explorador(datos["text/html"], nombre, practicar))
        # una barra, o el control cuyo primer cuadro ya está dicho en HTML
        return None if salida.output_type == "display_data" else salida

    def _png(self, crudo: bytes, nombre: str, alt: str | None) -> str:
        if alt is None:
            raise ValueError(f"la figura {nombre} no tiene, debajo, su «*Figura: …*».")
        return self._img(crudo, f"{nombre}.png", _frases(alt), *_de_png(crudo))

    def _svg(self, texto: str, nombre: str) -> str:
        texto = _sin_igual(texto)
        ancho, alto = _tamano(texto)
        dicho = _dicho(texto)
        if not dicho:
            raise ValueError(f"el dibujo {nombre} no dice qué es: le falta su <title>.")
        return self._img(texto.encode(), f"{nombre}.svg", dicho, ancho, alto)

    def _img(self, crudo: bytes, archivo: str, alt: str, ancho: int, alto: int) -> str:
        (self.carpeta / archivo).write_bytes(crudo)
        minimo = min(ancho, round(ancho * _ENCOGE))
        return (
            f'<div class="figura caja"><img src="{self.direccion}/{archivo}" alt="{escape(alt)}" '
            f'width="{ancho}" height="{alto}" style="min-width:{minimo}px" '
            'loading="lazy" decoding="async"></div>'
        )

    def _explorador(self, html: str, nombre: str, practicar: str) -> str:
        """El primer cuadro de un explorador, con dónde moverlo en vez de sus controles."""
        cuantas = 0

        def guardar(hallada: re.Match[str]) -> str:
            nonlocal cuantas
            cuantas += 1
            crudo, clase = base64.b64decode(hallada[2]), hallada[1].removesuffix("+xml")
            archivo = f"{nombre}-{cuantas}.{clase}"
            (self.carpeta / archivo).write_bytes(crudo)
            ancho, alto = _tamano(crudo.decode()) if clase == "svg" else _de_png(crudo)
            medidas = f'width="{ancho}" height="{alto}" loading="lazy" decoding="async"'
            return f'src="{self.direccion}/{archivo}" {medidas}'

        html = _INCRUSTADA.sub(guardar, _sin_igual(html))
        html = html.replace('<div style="overflow-x:auto">', '<div class="caja">')
        html, era_explorador = _CONTROLES.subn("", html)
        if era_explorador:
            html = _MARCO.sub("", html) + (
                '<p class="nota-de-ayuda">Es el primer cuadro. '
                f'<a href="{practicar}">Practica aquí</a> para moverlo.</p>'
            )
        return f'<div class="{"explorador" if era_explorador else "tarjeta"} caja">{html}</div>'


def _html(texto: str) -> Any:
    return NotebookNode(output_type="display_data", metadata={}, data={"text/html": texto})


def _de_png(crudo: bytes) -> tuple[int, int]:
    ancho, alto = struct.unpack(">II", crudo[16:24])
    return ancho, alto


def _tamano(svg: str) -> tuple[int, int]:
    """El ancho y el alto en píxeles; un punto son cuatro tercios de píxel."""
    medida = _MEDIDA.search(svg)
    if medida:
        factor = 4 / 3 if medida[2] == "pt" else 1
        return round(float(medida[1]) * factor), round(float(medida[3]) * factor)
    vista = _VISTA.search(svg)
    if vista is None:
        raise ValueError("un dibujo sin tamaño: le falta `width` o `viewBox`.")
    return round(float(vista[1])), round(float(vista[2]))


def _dicho(svg: str) -> str:
    """La descripción del dibujo entero (que empieza por su título) o, si falta, su título."""
    partes: dict[str, str] = {}
    for clase, texto in _DICHO.findall(svg):
        partes.setdefault(clase, texto)
    renglones = unescape(partes.get("desc") or partes.get("title") or "").splitlines()
    return "; ".join(r.strip() for r in renglones if r.strip()).replace(":;", ":")


def _sin_igual(texto: str) -> str:
    """«e = a * b» dicho en palabras: escrito así, es la respuesta del ejercicio que lo dibuja."""
    texto = _RENGLON.sub(r"\1\2 sale de \3: data", texto)
    return _PASO.sub(r"<li>\1 sale de \2: ", texto)


def _frases(texto: str) -> str:
    """Las primeras frases, las que basten para saber qué se ve; todo está escrito debajo."""
    frases = re.split(r"(?<=[.!?]) (?=[A-ZÁÉÍÓÚÑ¿¡])", re.sub(r"[`$*]", "", texto))
    dichas = accumulate(frases, "{} {}".format)
    return next((dicho for dicho in dichas if len(dicho) >= _BASTA), texto)
