"""Figuras con ejes, como texto SVG: rápidas de hacer y sin ninguna figura abierta.

Un `Panel` tiene dos `Eje` y junta lo que se dibuja en él; `lienzo` reúne los paneles en un SVG
con título y descripción. Lo que se sale del panel se corta en su borde; un punto que se sale se
vuelve una flecha en la orilla. Nada se anima.
"""

from __future__ import annotations

import base64
import html
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from minigrad.exploradores.comun.estilo import TINTA

#: el gris de las letras y el de la cuadrícula: el primero se lee, la segunda solo se adivina
LETRA, CUADRICULA = "#4d4d4d", "#dddddd"
_TIPO = "Arial,Helvetica,'Liberation Sans',sans-serif"
_ESTILO = re.compile(r' style="([^"]*)"')
#: más lejos que esto, en píxeles, ya no hay que dibujar nada
_LEJOS = 5000.0

#: cada fila de una tabla lleva sus colores: si no, el tema de la página le pone los suyos
FILA = f'<tr style="background:#ffffff;color:{TINTA}">'

Par = tuple[float, float]


class Eje(NamedTuple):
    """De los números de un eje a sus píxeles, y los números que lleva escritos."""

    desde: float
    hasta: float
    nombre: str = ""
    log: bool = False

    def lugar(self, v: float) -> float:
        """La fracción del eje en que cae `v`: 0 al comienzo, 1 al final."""
        if not self.log:
            return (v - self.desde) / (self.hasta - self.desde)
        if v <= 0:
            return -math.inf
        return math.log10(v / self.desde) / math.log10(self.hasta / self.desde)

    def marcas(self, cuantas: int = 6) -> list[tuple[float, str]]:
        """Los números redondos del eje, cada uno con su texto."""
        if self.log:
            return [(10.0**k, exponente(k)) for k in self._decadas(cuantas)]
        paso = redondo((self.hasta - self.desde) / cuantas)
        primero, ultimo = math.ceil(self.desde / paso - 1e-9), math.floor(self.hasta / paso + 1e-9)
        return [(k * paso, f"{k * paso:.6g}".replace("-", "−")) for k in range(primero, ultimo + 1)]

    def _decadas(self, cuantas: int) -> range:
        a, b = math.ceil(math.log10(self.desde) - 1e-9), math.floor(math.log10(self.hasta) + 1e-9)
        salto = next(s for s in (1, 2, 4, 5, 10, 20, 50, 100, 700) if (b - a) / s <= cuantas)
        return range(math.ceil(a / salto) * salto, b + 1, salto)


_ARRIBA = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def exponente(k: int) -> str:
    """`10⁻⁸`."""
    return "1" if k == 0 else "10" if k == 1 else f"10{str(k).translate(_ARRIBA)}"


def redondo(paso: float) -> float:
    """El 1, 2 o 5 por una potencia de diez que no es menor que `paso`."""
    potencia = 10.0 ** math.floor(math.log10(paso))
    return next(m * potencia for m in (1, 2, 5, 10) if m * potencia >= paso * 0.999)


def repartidos(desde: float, hasta: float, cuantos: int) -> list[float]:
    """Números a la misma distancia uno de otro, del primero al último."""
    return [desde + (hasta - desde) * i / (cuantos - 1) for i in range(cuantos)]


def holgura(valores: Iterable[float], margen: float = 0.08) -> Par:
    """El intervalo que contiene los valores finitos, con aire a los dos lados."""
    finitos = [v for v in valores if math.isfinite(v)]
    menor, mayor = (min(finitos), max(finitos)) if finitos else (0.0, 0.0)
    ancho = mayor - menor
    aire = ancho * margen if ancho > 1e-9 * max(abs(menor), abs(mayor), 1e-12) else max(
        1.0, abs(menor) * 0.1
    )  # fmt: skip
    return menor - aire, mayor + aire


def sin_extremos(valores: Sequence[float], parte: float = 0.04) -> list[float]:
    """Los valores sin la orilla de los mayores ni de los menores, si esa orilla es disparatada."""
    finitos = sorted(v for v in valores if math.isfinite(v))
    quitar = int(len(finitos) * parte)
    centro = finitos[quitar : len(finitos) - quitar] if quitar else finitos
    ancho = centro[-1] - centro[0] if centro else 0.0
    return [v for v in finitos if centro[0] - ancho <= v <= centro[-1] + ancho]


class Panel:
    """Un recuadro con sus dos ejes, en el lugar (`x`, `y`) del lienzo."""

    def __init__(self, x: float, y: float, ancho: float, alto: float, ejes: tuple[Eje, Eje]):
        self.x, self.y, self.ancho, self.alto = x, y, ancho, alto
        self.horizontal, self.vertical = ejes
        self.dentro: list[str] = []

    def sitio(self, x: float, y: float) -> Par:
        """El píxel de un punto, contado desde la esquina del panel."""
        px = self.horizontal.lugar(x) * self.ancho
        py = (1 - self.vertical.lugar(y)) * self.alto
        return _acotar(px), _acotar(py)

    def linea(self, puntos: Iterable[Par], color: str, grosor: float = 2, trazo: str = "") -> None:
        """Una línea por los puntos; se interrumpe donde alguno no es un número."""
        camino = _camino(self.sitio(*p) if all(map(math.isfinite, p)) else None for p in puntos)
        rayas = f' stroke-dasharray="{trazo}"' if trazo else ""
        self.dentro.append(
            f'<path d="{camino}" fill="none" stroke="{color}" stroke-width="{grosor}"{rayas}/>'
        )

    def punto(self, x: float, y: float, color: str, forma: str = "círculo") -> None:
        """Un punto; si cae fuera, una flecha en la orilla que lo señala."""
        px, py = self.sitio(x, y)
        if 0 <= px <= self.ancho and 0 <= py <= self.alto:
            self.dentro.append(_forma(px, py, color, forma))
        else:
            self.dentro.append(self._flecha(px, py, color))

    def _flecha(self, px: float, py: float, color: str) -> str:
        dentro = (min(max(px, 9), self.ancho - 9), min(max(py, 9), self.alto - 9))
        giro = math.degrees(math.atan2(py - dentro[1], px - dentro[0]))
        return (
            f'<path d="M9 0L-6 -7L-6 7Z" fill="{color}" stroke="#ffffff" '
            f'transform="translate({dentro[0]:.1f} {dentro[1]:.1f}) rotate({giro:.0f})"/>'
        )

    def texto(self, x: float, y: float, dicho: str, color: str, ancla: str = "start") -> None:
        """Unas palabras en un punto, con un borde blanco para leerlas sobre una línea."""
        px, py = self.sitio(x, y)
        self.dentro.append(letrero(px, py, dicho, color, ancla))

    def svg(self) -> str:
        """El panel completo: cuadrícula, números, dibujo y recuadro."""
        caja = f'width="{self.ancho:g}" height="{self.alto:g}"'
        return (
            f'<g transform="translate({self.x:g} {self.y:g})">{"".join(self._numeros())}'
            f'<svg {caja} overflow="hidden">{"".join(self.dentro)}</svg>'
            f'<rect {caja} fill="none" stroke="{LETRA}"/></g>'
        )

    def _numeros(self) -> Iterator[str]:
        for v, dicho in self.horizontal.marcas(max(2, int(self.ancho / 62))):
            px = self.horizontal.lugar(v) * self.ancho
            yield f'<path d="M{px:.1f} 0V{self.alto:g}" stroke="{CUADRICULA}"/>'
            yield letrero(px, self.alto + 15, dicho, LETRA, "middle", 11)
        for v, dicho in self.vertical.marcas(max(2, int(self.alto / 42))) if self.alto > 60 else ():
            py = (1 - self.vertical.lugar(v)) * self.alto
            yield f'<path d="M0 {py:.1f}H{self.ancho:g}" stroke="{CUADRICULA}"/>'
            yield letrero(-6, py + 4, dicho, LETRA, "end", 11)
        yield letrero(self.ancho / 2, self.alto + 31, self.horizontal.nombre, TINTA, "middle")
        yield letrero(0, -7, self.vertical.nombre, TINTA)


def _acotar(pixel: float) -> float:
    return max(-_LEJOS, min(_LEJOS, pixel))


def _camino(sitios: Iterable[Par | None]) -> str:
    """`M…L…`, con una `M` nueva después de cada hueco."""
    trozos, orden = [], "M"
    for sitio in sitios:
        if sitio is None:
            orden = "M"
        else:
            trozos.append(f"{orden}{sitio[0]:.1f} {sitio[1]:.1f}")
            orden = "L"
    return "".join(trozos)


def _forma(px: float, py: float, color: str, forma: str) -> str:
    resto = f'fill="{color}" stroke="#ffffff"'
    if forma == "cuadrado":
        return f'<rect x="{px - 5:.1f}" y="{py - 5:.1f}" width="10" height="10" {resto}/>'
    radio = 3 if forma == "paso" else 5.5
    return f'<circle cx="{px:.1f}" cy="{py:.1f}" r="{radio}" {resto}/>'


def letrero(
    px: float, py: float, dicho: str, color: str, ancla: str = "start", cuerpo: int = 12
) -> str:
    """Un texto del SVG, legible aunque le pase una línea por debajo."""
    return (
        f'<text x="{px:.1f}" y="{py:.1f}" fill="{color}" font-size="{cuerpo}" '
        f'text-anchor="{ancla}" stroke="#ffffff" stroke-width="3" paint-order="stroke">'
        f"{html.escape(dicho)}</text>"
    )


def leyenda(x: float, y: float, renglones: Sequence[tuple[str, str, str]]) -> str:
    """Una muestra de cada línea, con su nombre, en fila: (color, trazo, nombre)."""
    partes = []
    for color, trazo, nombre in renglones:
        rayas = f' stroke-dasharray="{trazo}"' if trazo else ""
        linea = f'<path d="M{x:g} {y - 4:g}h24" stroke="{color}" stroke-width="2.5"{rayas}/>'
        partes += [linea, letrero(x + 30, y, nombre, TINTA)]
        x += 44 + 6.4 * len(nombre)
    return "".join(partes)


def legible(ancho: float) -> float:
    """El menor ancho, en píxeles, con que se leen las letras de un lienzo."""
    return 0.75 * ancho


def lienzo(ancho: int, alto: int, titulo: str, descripcion: str, partes: Iterable[str]) -> str:
    """Un SVG con título y descripción, que se encoge si no cabe mientras se pueda leer."""
    rotulo = html.escape(titulo)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {ancho} {alto}" role="img" '
        f'aria-label="{rotulo}" font-family="{_TIPO}" '
        f'style="width:100%;min-width:{legible(ancho):.0f}px;max-width:{ancho}px;height:auto">'
        f"<title>{rotulo}</title><desc>{html.escape(descripcion)}</desc>"
        f'<rect width="100%" height="100%" fill="#ffffff"/>{"".join(partes)}</svg>'
    )


def como_imagen(svg: str, alternativo: str) -> str:
    """El SVG dentro de una imagen: los visores que filtran el HTML la dejan pasar.

    Las medidas que el SVG tiene en su estilo pasan a la imagen; si no cabe, se desplaza.
    """
    cabeza, cierre, resto = svg.partition(">")
    estilo = _ESTILO.search(cabeza)
    datos = base64.b64encode((_ESTILO.sub("", cabeza) + cierre + resto).encode()).decode()
    return (
        f'<div style="overflow-x:auto"><img alt="{html.escape(alternativo)}" '
        f'src="data:image/svg+xml;base64,{datos}" '
        f'style="{estilo[1] if estilo else "max-width:100%"}"></div>'
    )


def tabla(titulos: Sequence[str], filas: Iterable[Sequence[str]]) -> str:
    """Una tabla de HTML con sus títulos."""
    cabeza = "".join(f'<th scope="col">{html.escape(titulo)}</th>' for titulo in titulos)
    cuerpo = "".join(
        f"{FILA}{''.join(f'<td>{html.escape(celda)}</td>' for celda in fila)}</tr>"
        for fila in filas
    )
    return (
        '<table style="border-spacing:14px 2px;text-align:left">'
        f"<thead>{FILA}{cabeza}</tr></thead><tbody>{cuerpo}</tbody></table>"
    )
