"""La figura del explorador de la pendiente: la curva, la recta de los números y la V del error."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from minigrad.exploradores.comun.ejes import (
    Eje,
    Panel,
    Par,
    como_imagen,
    holgura,
    legible,
    letrero,
    leyenda,
    lienzo,
    sin_extremos,
    tabla,
)
from minigrad.exploradores.comun.estilo import AZUL, NARANJA, TINTA, a_la_vista, marco, sigue
from minigrad.exploradores.comun.funciones import Fallo, Funcion, donde
from minigrad.exploradores.pendiente.cuentas import (
    PASOS,
    Secante,
    cifras,
    cuenta,
    no_se_mueve,
    referencia,
    secante,
)
from minigrad.exploradores.pendiente.uve import Error, Uve, errores
from minigrad.graph.palabras import numero

_ANCHO, _ALTO = 780, 372
_RAYAS = "7 4"
_PUNTOS_DE_LA_CURVA = 241
#: un error de 0 no cabe en un eje logarítmico: se dibuja en este piso
_PISO = 1e-17
#: las h de la tabla de la figura fija
_OTRAS = (1.0, 0.1, 0.01, 1e-3, 1e-4, 1e-8, 1e-12, 1e-16)


class Curva:
    """Lo que no cambia mientras se mueven los controles: la curva y sus ejes."""

    def __init__(self, f: Funcion, desde: float, hasta: float):
        self.f, self.desde, self.hasta = f, desde, hasta
        salto = (hasta - desde) / (_PUNTOS_DE_LA_CURVA - 1)
        xs = [desde + salto * i for i in range(_PUNTOS_DE_LA_CURVA)]
        puntos = [(x, f.intentar(x)) for x in xs]
        alturas = [y for _, y in puntos if math.isfinite(y)]
        if not alturas:
            f(desde)  # lanza el Fallo que dice qué pasa
        self.eje_y = Eje(*holgura(sin_extremos(alturas), 0.1), "f(x)")
        self.eje_x = Eje(desde, hasta, "x")
        self.puntos = list(_sin_saltos(puntos, self.eje_y))


def _sin_saltos(puntos: Iterable[Par], eje: Eje) -> Iterator[Par]:
    """Corta la línea donde pasa de un borde al otro: ahí la curva se va al infinito."""
    antes = math.nan
    for x, y in puntos:
        if (antes > eje.hasta and y < eje.desde) or (antes < eje.desde and y > eje.hasta):
            yield x, math.nan
        yield x, y
        antes = y


class Punto:
    """Lo que depende de `x` y del lado: la referencia y el error para cada `h`."""

    def __init__(self, curva: Curva, x: float, lado: str, derivada: Funcion | None):
        self.x, self.lado = x, lado
        self.y = curva.f(x)
        self.referencia = referencia(curva.f, x, derivada, (curva.hasta - curva.desde) / 4)
        exacta = self.exacta
        self.errores = [] if exacta is None else errores(curva.f, x, exacta, lado)
        self.uve = Uve(self.errores, exacta or 0.0)

    @property
    def exacta(self) -> float | None:
        return self.referencia.valor


class Escena(NamedTuple):
    """Todo lo que se ve en un momento."""

    curva: Curva
    punto: Punto
    h: float
    secante: Secante
    con_error: bool = True

    @property
    def error(self) -> float | None:
        exacta = self.punto.exacta
        return None if exacta is None else abs(self.secante.pendiente - exacta)


def mirar(curva: Curva, punto: Punto, h: float, con_error: bool = True) -> Escena:
    """El estado con ese `h`; lanza `Fallo` si la función no llega hasta el segundo punto."""
    return Escena(curva, punto, h, secante(curva.f, punto.x, h, punto.lado), con_error)


# --- el dibujo -----------------------------------------------------------------------------------


def dibujo(escena: Escena) -> str:
    """Los tres paneles, en un SVG."""
    titulo = f"La pendiente en {donde((escena.punto.x,))} con h = {numero(escena.h)}"
    palabras = " ".join(frases(escena))
    partes = [_panel_de_la_curva(escena), _recta_de_los_numeros(escena), _panel_del_error(escena)]
    return lienzo(_ANCHO, _ALTO, titulo, palabras, partes)


def _panel_de_la_curva(escena: Escena) -> str:
    curva, punto, s = escena.curva, escena.punto, escena.secante
    panel = Panel(50, 40, 355, 290, (curva.eje_x, curva.eje_y))
    panel.linea(curva.puntos, AZUL, 2.5)
    orillas = (curva.desde, curva.hasta)
    renglones = [(AZUL, "", "la curva"), (NARANJA, _RAYAS, "secante")]
    if punto.exacta is not None:
        panel.linea([(x, punto.y + punto.exacta * (x - punto.x)) for x in orillas], TINTA, 1.4)
        renglones.append((TINTA, "", "tangente"))
    panel.linea([(x, s.y1 + s.pendiente * (x - s.x1)) for x in orillas], NARANJA, 2.2, _RAYAS)
    panel.linea([(s.x1, s.y1), (s.x2, s.y1), (s.x2, s.y2)], NARANJA, 1.2, "2 3")
    for x, y in ((s.x1, s.y1), (s.x2, s.y2)):
        if x != punto.x:
            panel.punto(x, y, NARANJA, "cuadrado")
    panel.punto(punto.x, punto.y, TINTA)
    return leyenda(50, 14, renglones) + panel.svg()


def _recta_de_los_numeros(escena: Escena) -> str:
    """Dónde caen la pendiente de la secante (arriba) y la de la tangente (abajo)."""
    exacta, m = escena.punto.exacta, escena.secante.pendiente
    eje = Eje(*_alcance(escena.punto.errores, exacta, m))
    x0, y0, ancho = 466.0, 62.0 if escena.con_error else 180.0, 300.0
    partes = [letrero(x0, y0 - 48, "la pendiente", TINTA)]
    partes.append(f'<path d="M{x0} {y0}h{ancho}" stroke="{TINTA}" stroke-width="1.5"/>')
    for v, dicho in eje.marcas(5):
        px = x0 + ancho * eje.lugar(v)
        partes.append(f'<path d="M{px:.1f} {y0 - 4}v8" stroke="{TINTA}"/>')
        partes.append(letrero(px, y0 + 30, dicho, TINTA, "middle", 11))
    partes.append(_senal(x0, y0, ancho * eje.lugar(m), ancho, -1, NARANJA, f"secante {cifras(m)}"))
    if exacta is not None:
        dicho = f"tangente {numero(exacta)}"
        partes.append(_senal(x0, y0, ancho * eje.lugar(exacta), ancho, 1, TINTA, dicho))
    return "".join(partes)


def _alcance(lista: Sequence[Error], exacta: float | None, m: float) -> tuple[float, float]:
    """Un intervalo que no cambia con `h`: el de las pendientes que no son puro redondeo."""
    if exacta is None:
        return -1.5 * max(1.0, abs(m)), 1.5 * max(1.0, abs(m))
    lejos = max((e.error for e in lista if 1e-3 <= e.h <= 1), default=0.0)
    lejos = 1.25 * max(lejos, 0.05 * abs(exacta), 0.1)
    return exacta - lejos, exacta + lejos


def _senal(
    x0: float, y0: float, px: float, ancho: float, sentido: int, color: str, dicho: str
) -> str:
    """Un triángulo que señala un lugar de la recta; fuera de ella, en la orilla y acostado."""
    dentro = min(max(px, 0.0), ancho)
    alto = y0 + (5 if sentido > 0 else -5)
    giro = (180 if sentido < 0 else 0) if dentro == px else (90 if px > ancho else -90)
    ancla = "start" if dentro < 60 else "end" if dentro > ancho - 60 else "middle"
    return (
        f'<path d="M0 0L-6 11L6 11Z" fill="{color}" '
        f'transform="translate({x0 + dentro:.1f} {alto:.1f}) rotate({giro})"/>'
        + letrero(x0 + dentro, y0 + (48 if sentido > 0 else -22), dicho, color, ancla)
    )


def _panel_del_error(escena: Escena) -> str:
    """El error contra h, con los dos ejes logarítmicos."""
    lista = escena.punto.errores
    if escena.error is None or not lista or not escena.con_error:
        return ""
    mayor = max(e.error for e in lista)
    ejes = Eje(PASOS[0] / 2, PASOS[-1] * 2, "h", True), Eje(
        _PISO / 3, max(10 * mayor, 1e-10), f"error con el paso {escena.punto.lado}", True
    )  # fmt: skip
    panel = Panel(466, 148, 300, 182, ejes)
    panel.linea([(e.h, max(e.error, _PISO)) for e in lista], AZUL, 2)
    panel.linea([(escena.h, _PISO / 3), (escena.h, ejes[1].hasta)], NARANJA, 1.2, "2 3")
    panel.punto(escena.h, max(escena.error, _PISO), NARANJA, "cuadrado")
    return panel.svg()


# --- las palabras --------------------------------------------------------------------------------


def frases(escena: Escena) -> list[str]:
    """Lo que se lee junto a la figura."""
    punto, error = escena.punto, escena.error
    if punto.exacta is None or error is None:
        return [f"{cuenta(escena.secante)}.", punto.referencia.motivo]
    dicho = [
        f"{cuenta(escena.secante)}.",
        f"La tangente tiene pendiente {numero(punto.exacta)} ({punto.referencia.motivo}).",
        f"Error: {numero(error)}.",
    ]
    return [*dicho, *_de_la_v(escena, error)] if escena.con_error else dicho


def _de_la_v(escena: Escena, error: float) -> list[str]:
    """De dónde viene el error, y dónde está el fondo de su V."""
    punto = escena.punto
    dicho = punto.uve.frases(escena.h, error)
    quieto = no_se_mueve(punto.x, escena.h, punto.lado)
    return [quieto, *dicho[1:]] if quieto else dicho


def cuadro(escena: Escena) -> str:
    """La figura con sus palabras."""
    primera, *otras = map(html.escape, frases(escena))
    dicho = (
        f'<div role="status"><div style="font-weight:bold">{primera}</div>'
        f"<div>{' '.join(otras)}</div></div>"
    )
    minimo = legible(_ANCHO)
    return marco(f"{a_la_vista(dicho + sigue(minimo))}{dibujo(escena)}", minimo)


def estatico(escena: Escena) -> str:
    """La figura como imagen, y qué pasa con h cada vez más pequeño, para una página sin Python."""
    punto = escena.punto
    alternativo = f"Una curva con su secante y su tangente. {' '.join(frases(escena))}"
    filas = []
    for h in _OTRAS if escena.con_error else (h for h in _OTRAS if h >= 1e-4):
        try:
            m = mirar(escena.curva, punto, h)
        except Fallo:
            continue
        error = "" if m.error is None else numero(m.error)
        filas.append((numero(h), cifras(m.secante.pendiente), error))
    datos = tabla(("h", "pendiente de la secante", "error"), filas)
    return marco(
        f"{como_imagen(dibujo(escena), alternativo)}"
        f"<details><summary>La misma cuenta con otras h</summary>{datos}</details>"
    )
