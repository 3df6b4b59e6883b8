"""Una página leída como árbol plano: qué enlaza, qué pide, qué encabezados y qué texto tiene."""

from __future__ import annotations

from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

_VACIAS = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_NO_ES_TEXTO = {"script", "style", "annotation"}


class Pagina(HTMLParser):
    """Lo que una prueba pregunta de un archivo HTML."""

    def __init__(self, ruta: Path) -> None:
        super().__init__()
        self.ruta = ruta
        self.marcas: list[tuple[str, dict[str, str | None]]] = []
        self.abiertas: list[str] = []
        self.encabezados: list[tuple[int, str]] = []
        self.texto = ""
        self.feed(ruta.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.marcas.append((tag, dict(attrs)))
        if tag not in _VACIAS:
            self.abiertas.append(tag)
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.encabezados.append((int(tag[1]), ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.marcas.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.abiertas:
            while self.abiertas.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if _NO_ES_TEXTO.isdisjoint(self.abiertas):
            self.texto += data
            if {"h1", "h2", "h3", "h4"} & set(self.abiertas):
                nivel, dicho = self.encabezados[-1]
                self.encabezados[-1] = (nivel, dicho + data)

    def con(self, marca: str) -> list[dict[str, str | None]]:
        return [atributos for una, atributos in self.marcas if una == marca]

    @property
    def ids(self) -> list[str]:
        return [a["id"] for _, a in self.marcas if a.get("id")]  # type: ignore[misc]

    @property
    def enlaces(self) -> list[str]:
        return [a["href"] for a in self.con("a") if a.get("href")]  # type: ignore[misc]

    @property
    def recursos(self) -> list[str]:
        """Lo que el navegador pide solo, al abrir la página."""
        de_fuente = [a.get("src") or a.get("data") or a.get("srcset") for _, a in self.marcas]
        de_enlace = [a["href"] for a in self.con("link") if a.get("rel") not in ("prev", "next")]
        return [uno for uno in [*de_fuente, *de_enlace] if uno]


@lru_cache(maxsize=64)
def leer(ruta: Path) -> Pagina:
    return Pagina(ruta)


def todas(carpeta: Path) -> list[Pagina]:
    return [leer(ruta) for ruta in sorted(carpeta.rglob("*.html"))]
