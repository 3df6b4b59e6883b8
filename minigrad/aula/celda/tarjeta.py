"""La tarjeta que se ve debajo de una comprobación: la misma en un cuaderno y en una terminal.

Una tarjeta es un título con un símbolo y unos bloques de texto. El color nunca va solo: el
símbolo y la palabra dicen lo mismo. Los colores van escritos, fondo y letra, para que se lea
igual de bien en un tema claro y en uno oscuro.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from minigrad.aula.celda.entorno import interprete

#: tono → (símbolo, fondo, letra, borde); la letra contrasta al menos 7 a 1 con el fondo
_TONOS = {
    "bien": ("✔", "#e6f4ea", "#0b3d1e", "#1a7f37"),
    "mal": ("✘", "#fdecea", "#5c1410", "#b3261e"),
    "blanco": ("○", "#eef2f7", "#1f2937", "#57606a"),
    "aviso": ("!", "#fff4dc", "#4a2f00", "#9a6700"),
    "ayuda": ("→", "#e8f1fc", "#0c2d57", "#1f6feb"),
}
# junto a una letra o a un número, los asteriscos son una potencia o un producto: `x**2`
_NEGRITA = r"(?<![\w*\\])\*\*([^\s*](?:[^*\n]*[^\s*])?)\*\*(?![\w*])"
_CURSIVA = r"(?<![\w*\\])\*([^\s*](?:[^*\n]*[^\s*\\])?)\*(?![\w*])"
_LETRA = "font-family:monospace;color:inherit;background:transparent;"


@dataclass(frozen=True)
class Parrafo:
    """Una frase, con `código`, **negrita** y *cursiva*; un asterisco suelto se escribe `\\*`."""

    texto: str


def en_lista(nombres: Sequence[str]) -> str:
    """Nombres de código en una frase: «`a`, `b` y `c`»."""
    *primeros, ultimo = [f"`{nombre}`" for nombre in nombres]
    return f"{', '.join(primeros)} y {ultimo}" if primeros else ultimo


@dataclass(frozen=True)
class Codigo:
    """Líneas de código tal cual."""

    texto: str
    nota: str = ""


@dataclass(frozen=True)
class Tabla:
    """Filas de celdas de texto; la primera fila es el encabezado."""

    filas: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Lado:
    """Dos textos, uno junto al otro; `marcas` dice qué líneas de cada uno difieren."""

    titulos: tuple[str, str]
    textos: tuple[Sequence[str], Sequence[str]]
    marcas: tuple[frozenset[int], frozenset[int]]


@dataclass(frozen=True)
class Plegado:
    """Un texto largo que en el cuaderno empieza cerrado y en la terminal no se muestra."""

    titulo: str
    texto: str


Bloque = Parrafo | Codigo | Tabla | Lado | Plegado


@dataclass(frozen=True)
class Tarjeta:
    """Un título, su tono y los bloques que lo acompañan."""

    tono: str
    titulo: str
    bloques: Sequence[Bloque] = field(default_factory=tuple)

    def _repr_html_(self) -> str:
        simbolo, fondo, letra, borde = _TONOS[self.tono]
        caja = (
            f"background:{fondo};color:{letra};border-left:5px solid {borde};border-radius:4px;"
            "padding:8px 12px;margin:4px 0;font-size:14px;line-height:1.45;max-width:60em;"
        )
        titulo = f'<div style="font-weight:bold">{simbolo} {_con_codigo(self.titulo)}</div>'
        cuerpo = "".join(_html(bloque, letra, borde) for bloque in self.bloques)
        return f'<div style="{caja}" role="note">{titulo}{cuerpo}</div>'

    def __repr__(self) -> str:
        simbolo = _TONOS[self.tono][0]
        partes = [f"{simbolo} {_sin_marcas(self.titulo)}", *map(_plano, self.bloques)]
        return "\n".join(parte for parte in partes if parte)


def mostrar(tarjeta: Any) -> None:
    """En un cuaderno la dibuja; en una terminal la escribe."""
    if interprete() is None:
        salida = getattr(sys.stdout, "encoding", None) or "utf-8"
        print(repr(tarjeta).encode(salida, "replace").decode(salida))
        return
    from IPython.display import display

    display(tarjeta)  # type: ignore[no-untyped-call]


def sabe_plegar() -> bool:
    """En un cuaderno se dibuja la tarjeta con lo plegado; en una terminal, solo su texto."""
    ip = interprete()
    return ip is not None and not hasattr(ip, "mainloop")


def hay_botones() -> bool:
    """Los botones necesitan un núcleo de Jupyter, ipywidgets y a alguien que los apriete."""
    ip = interprete()
    if ip is None or not hasattr(ip, "kernel") or os.environ.get("MINIGRAD_PROGRESO") == "memoria":
        return False
    try:
        import ipywidgets  # noqa: F401  solo interesa si está
    except Exception:  # una instalación a medias de ipywidgets no debe estorbar
        return False
    return True


# --- en el cuaderno ------------------------------------------------------------------------


def _html(bloque: Bloque, letra: str, borde: str) -> str:
    if isinstance(bloque, Parrafo):
        return f'<div style="margin-top:4px">{_con_codigo(bloque.texto)}</div>'
    if isinstance(bloque, Codigo):
        nota = f'<span style="opacity:.8">{escape(bloque.nota)}</span> ' if bloque.nota else ""
        return f'<div style="margin-top:4px">{nota}{_pre(bloque.texto, letra)}</div>'
    if isinstance(bloque, Tabla):
        return _tabla(bloque, letra, borde)
    if isinstance(bloque, Lado):
        return _lado(bloque, letra)
    cuerpo = _pre(bloque.texto, letra)
    resumen = f"<summary>{escape(bloque.titulo)}</summary>"
    return f'<details style="margin-top:4px">{resumen}{cuerpo}</details>'


def _con_codigo(texto: str) -> str:
    marcado = f'<code style="{_LETRA}font-weight:600">\\1</code>'
    trozos = _trozos(escape(texto, quote=False))
    for i, trozo in enumerate(trozos):
        if i % 2:
            trozos[i] = re.sub(r"`(.+)`", marcado, trozo)
        else:
            trozos[i] = _sin_escapar(_marcar(trozo, r"<b>\1</b>", r"<i>\1</i>"))
    return "".join(trozos).replace("\n", "<br>")


def _trozos(texto: str) -> list[str]:
    """Los impares son código: en ellos `**` es una potencia y no negrita."""
    return re.split(r"(`[^`\n]+`)", texto)


def _marcar(trozo: str, negrita: str, cursiva: str) -> str:
    return re.sub(_CURSIVA, cursiva, re.sub(_NEGRITA, negrita, trozo))


def _sin_escapar(trozo: str) -> str:
    return trozo.replace("\\*", "*")


def _pre(texto: str, letra: str) -> str:
    estilo = (
        f"font-family:monospace;color:{letra};background:rgba(255,255,255,.7);"
        "padding:4px 8px;margin:2px 0;white-space:pre;overflow-x:auto;"
    )
    return f'<pre style="{estilo}">{escape(texto)}</pre>'


def _tabla(tabla: Tabla, letra: str, borde: str) -> str:
    celda = f"text-align:left;padding:2px 12px 2px 0;color:{letra};background:transparent;"
    filas = []
    for i, fila in enumerate(tabla.filas):
        etiqueta = "th" if i == 0 else "td"
        raya = f"border-bottom:1px solid {borde};" if i == 0 else "border:none;"
        estilo = f'style="{celda}{raya}"'
        dentro = "".join(f"<{etiqueta} {estilo}>{_con_codigo(x)}</{etiqueta}>" for x in fila)
        filas.append(f'<tr style="background:transparent">{dentro}</tr>')
    estilo = "border-collapse:collapse;margin:6px 0 2px 0;font-size:13px;"
    return f'<table style="{estilo}">{"".join(filas)}</table>'


def _lado(lado: Lado, letra: str) -> str:
    # si las líneas no caben de a dos, una columna queda debajo de la otra
    ancho = max((len(x) for lineas in lado.textos for x in lineas), default=0) + 6
    columnas = []
    for titulo, lineas, marcas in zip(lado.titulos, lado.textos, lado.marcas, strict=True):
        dentro = "".join(_linea(x, i in marcas) for i, x in enumerate(lineas))
        pre = (
            f"font-family:monospace;color:{letra};background:rgba(255,255,255,.7);"
            "padding:4px 8px;margin:2px 0;white-space:pre;overflow-x:auto;"
        )
        columnas.append(
            f'<div style="flex:1 1 {ancho}ch;min-width:0;font-family:monospace">'
            f'<div style="font-weight:600;font-family:sans-serif">{escape(titulo)}</div>'
            f'<pre style="{pre}">{dentro}</pre></div>'
        )
    caja = "display:flex;flex-wrap:wrap;gap:12px;margin-top:6px"
    return f'<div style="{caja}">{"".join(columnas)}</div>'


def _linea(texto: str, distinta: bool) -> str:
    if not distinta:
        return f"  {escape(texto)}\n"
    return f'<span style="background:#ffe08a;color:#3d2c00">≠ {escape(texto)}</span>\n'


# --- en la terminal ------------------------------------------------------------------------


def _plano(bloque: Bloque) -> str:
    if isinstance(bloque, Parrafo):
        return _sangrar(_sin_marcas(bloque.texto))
    if isinstance(bloque, Codigo):
        nota = f"  {bloque.nota}\n" if bloque.nota else ""
        return nota + _sangrar(bloque.texto, "      ")
    if isinstance(bloque, Tabla):
        return _tabla_plana(bloque)
    if isinstance(bloque, Lado):
        return "\n".join(_columna(bloque, i) for i in (0, 1))
    return ""


def _sin_marcas(texto: str) -> str:
    """El texto sin los asteriscos de la negrita y la cursiva; los acentos graves se quedan."""
    trozos = _trozos(texto)
    trozos[::2] = [_sin_escapar(_marcar(trozo, r"\1", r"\1")) for trozo in trozos[::2]]
    return "".join(trozos)


def _sangrar(texto: str, sangria: str = "  ") -> str:
    return "\n".join(sangria + linea for linea in texto.split("\n"))


def _tabla_plana(tabla: Tabla) -> str:
    anchos = [max(map(len, columna)) for columna in zip(*tabla.filas, strict=True)]
    filas = []
    for fila in tabla.filas:
        celdas = (x.ljust(ancho) for x, ancho in zip(fila, anchos, strict=True))
        filas.append(("  " + "  ".join(celdas)).rstrip())
    return "\n".join(filas)


def _columna(lado: Lado, cual: int) -> str:
    lineas = [
        f"    {'≠' if i in lado.marcas[cual] else ' '} {x}".rstrip()
        for i, x in enumerate(lado.textos[cual])
    ]
    return "\n".join([f"  {lado.titulos[cual]}:", *lineas])
