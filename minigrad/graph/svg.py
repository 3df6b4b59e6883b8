"""El dibujo: de un texto en lenguaje DOT a una figura SVG, con lo que haya en la máquina.

Dibuja el programa `dot` si está instalado; si no, o si no sirve, `graphviz-pure`, que viene en un
paquete de Python; en una página web, Graphviz compilado a WebAssembly. Si no hay ninguno, se
muestra el grafo como texto. A uno que se cuelga se le espera una sola vez. La variable de entorno
`MINIGRAD_DOT` elige el programa (`MINIGRAD_DOT=graphviz-pure` da los mismos bytes en todas las
máquinas).
"""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sysconfig
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import graphviz
from graphviz.backend import dot_command

from minigrad.graph.palabras import CONSEJO
from minigrad.navegador import AQUI

if AQUI:
    from minigrad.navegador import dibujo

_LETRA = "Arial,Helvetica,'Liberation Sans',sans-serif"
# Un grafo angosto se encoge, si hace falta, hasta caber en la página. Uno ancho se encogería tanto
# que no se leería: conserva un tamaño legible y, si no cabe, se desplaza. JupyterLab lo muestra
# como imagen, y ahí el estilo de adentro no cuenta: cuenta el tamaño.
_ANGOSTO, _ANCHO = (f'style="max-width:{ancho};height:auto"' for ancho in ("100%", "none"))
_CABE = 600
#: lo más que se encoge un grafo ancho; si es enorme, algo más, para que no sea todo desplazarse
_LEGIBLE, _PAGINA = 0.75, (900.0, 1500.0)
_TAMANO = re.compile(r'width="(\d+)pt" height="(\d+)pt"')
_turno = threading.Lock()
#: segundos que se espera a un programa si hay otro, y si es el último
PLAZO, PLAZO_FINAL = 10.0, 120.0
#: los que se colgaron: no se les vuelve a esperar
_colgados: set[str] = set()
_FALLOS = (OSError, RuntimeError, subprocess.SubprocessError)


def programas() -> list[str]:
    """Los programas que pueden dibujar en esta máquina, en el orden en que se prueban."""
    if AQUI:
        return [dibujo.PROGRAMA] if dibujo.listo() else []
    nombres = [os.environ.get("MINIGRAD_DOT", ""), "dot", "graphviz-pure"]
    rutas = [ruta for nombre in nombres if nombre and (ruta := _buscar(nombre))]
    return [ruta for ruta in dict.fromkeys(rutas) if ruta not in _colgados]


def trazar(ruta: str, fuente: str, plazo: float) -> str:
    """El SVG que dibuja ese programa; un fallo suyo, no decir nada o no acabar, es un error."""
    if AQUI:
        return dibujo.trazar(fuente)
    hecho = subprocess.run(
        [ruta, "-Kdot", "-Tsvg"], input=fuente.encode(), capture_output=True, timeout=plazo,
        check=True,
    )  # fmt: skip
    svg = hecho.stdout.decode("utf-8", errors="replace")
    if not re.search(r"<svg\b.*</svg>", svg, re.DOTALL):
        raise RuntimeError(f"{ruta} no dibujó nada")
    return svg


def _buscar(nombre: str) -> str | None:
    """En el PATH y, si no, junto a Python: un kernel puede arrancar sin el PATH de su entorno."""
    return shutil.which(nombre) or next(
        (ruta for carpeta in carpetas() if (ruta := shutil.which(nombre, path=carpeta))), None
    )


def carpetas() -> list[str]:
    """Dónde deja pip los programas: en el entorno y en la carpeta del usuario."""
    esquemas = [sysconfig.get_default_scheme(), sysconfig.get_preferred_scheme("user")]
    return [sysconfig.get_path("scripts", esquema) for esquema in esquemas]


@contextmanager
def _con_programa(ruta: str) -> Iterator[None]:
    """El paquete graphviz guarda el programa en una variable suya: se cambia y se devuelve."""
    with _turno:
        antes, dot_command.DOT_BINARY = dot_command.DOT_BINARY, Path(ruta)
        try:
            yield
        finally:
            dot_command.DOT_BINARY = antes


def _con_el_primero(hacer: Callable[[str, float], Any]) -> Any:
    """Lo que da el primer programa que lo logra."""
    fallo: Exception = graphviz.ExecutableNotFound(["dot"])
    rutas = programas()
    for ruta in rutas:
        hay_otro = ruta != rutas[-1]
        try:
            return hacer(ruta, PLAZO if hay_otro else PLAZO_FINAL)
        except subprocess.TimeoutExpired as error:
            fallo = error
            if hay_otro:
                _colgados.add(ruta)
        except _FALLOS as error:
            fallo = error
    raise fallo


class Grafo(graphviz.Digraph):  # type: ignore[misc]  # graphviz no publica tipos
    """Un `graphviz.Digraph` que se dibuja aunque falte `dot` y que se describe con palabras."""

    def __init__(self, cuerpo: list[str], resumen: str, texto: str, titulos: dict[str, str]):
        super().__init__(name="minigrad", format="svg", body=cuerpo)
        self.resumen, self.texto, self.titulos = resumen, texto, titulos

    def __repr__(self) -> str:
        return self.resumen if programas() else self._sin_dibujo()

    def _sin_dibujo(self) -> str:
        """El grafo con palabras, y cómo se consigue el dibujo."""
        return f"{self.texto}\n{dibujo.consejo() if AQUI else CONSEJO}"

    def pipe(self, *args: Any, **opciones: Any) -> Any:
        """Como `Digraph.pipe`, con el primer programa que logre dibujar."""
        if AQUI:
            return self._en_una_pagina(*args, **opciones)
        opciones.setdefault("quiet", True)
        return self._intentar(super().pipe, args, opciones)

    def render(self, *args: Any, **opciones: Any) -> Any:
        """Como `Digraph.render`, con el primer programa que logre dibujar."""
        if AQUI:
            formato = opciones.get("format") or self.format
            destino = Path(f"{self.save(*args[:2])}.{formato}")
            destino.write_bytes(self.pipe(formato))
            return str(destino)
        opciones.setdefault("quiet", True)
        return self._intentar(super().render, args, opciones)

    def _en_una_pagina(
        self, format: str | None = None, encoding: str | None = None, **_: Any
    ) -> str | bytes:
        hecho = dibujo.trazar(self.source, format or self.format)
        return hecho if encoding else hecho.encode()

    def _intentar(self, metodo: Any, args: Any, opciones: Any) -> Any:
        def con(ruta: str, plazo: float) -> Any:
            trazar(ruta, self.source, plazo)  # el paquete graphviz no sabe de plazos
            with _con_programa(ruta):
                return metodo(*args, **opciones)

        return _con_el_primero(con)

    def svg(self) -> str | None:
        """El dibujo con su título y su descripción dentro, o `None` si no hay con qué dibujar."""
        crudo = self.crudo()
        return crudo and accesible(crudo, self.resumen, self.texto, self.titulos)

    def crudo(self) -> str | None:
        """El SVG tal como sale del programa, con nuestros nombres de nodo por título."""
        try:
            return str(_con_el_primero(lambda ruta, plazo: trazar(ruta, self.source, plazo)))
        except _FALLOS:
            return None

    def _repr_image_svg_xml(self) -> str | None:
        return self.svg()

    def _repr_mimebundle_(self, include: Any = None, **_: Any) -> dict[str, Any]:
        svg = self.svg()
        if svg is None:
            return {"text/plain": self._sin_dibujo()}
        return {"text/plain": self.resumen, "image/svg+xml": svg}


def accesible(svg: str, titulo: str, texto: str, titulos: dict[str, str]) -> str:
    """Quita lo que cambia de un programa a otro y pone lo que lee un lector de pantalla."""
    svg = re.sub(r"<!--.*?-->\s*", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    svg = re.sub(r' font-family="[^"]*"', "", svg)
    svg = re.sub(r"<title>(.*?)</title>\n?", lambda m: _titulo(m[1], titulos), svg)
    rotulo = html.escape(titulo)
    cabeza = f"<title>{rotulo}</title>\n<desc>{html.escape(texto)}</desc>\n"
    medidas = _TAMANO.search(svg)
    ancho = medidas is not None and int(medidas[1]) > _CABE
    if medidas and ancho:
        svg = svg.replace(medidas[0], _legible(int(medidas[1]) * 4 / 3, int(medidas[2]) * 4 / 3), 1)
    propios = f'{_ANCHO if ancho else _ANGOSTO} role="img" aria-label="{rotulo}"'
    svg = svg.replace("<svg ", f'<svg {propios} font-family="{_LETRA}" ', 1)
    return re.sub(r"(<svg[^>]*>\s*)", lambda m: m[1] + cabeza, svg, count=1).strip() + "\n"


def _legible(ancho: float, alto: float) -> str:
    """El tamaño, en píxeles, con que un grafo ancho todavía se lee."""
    parte = min(_LEGIBLE, max(_PAGINA[0] / ancho, _PAGINA[1] / alto))
    return f'width="{ancho * parte:.0f}" height="{alto * parte:.0f}"'


def _titulo(nombre: str, titulos: dict[str, str]) -> str:
    """El nombre de un nodo (`n3`) es cosa nuestra: al pasar el ratón se leen sus números."""
    texto = titulos.get(html.unescape(nombre))
    return f"<title>{html.escape(texto)}</title>\n" if texto else ""
