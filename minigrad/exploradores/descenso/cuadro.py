"""La figura del explorador del descenso: el terreno con el camino, y la altura en cada paso."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from minigrad.exploradores.comun.ejes import (
    Eje,
    Panel,
    Par,
    como_imagen,
    holgura,
    legible,
    lienzo,
    repartidos,
    sin_extremos,
    tabla,
)
from minigrad.exploradores.comun.estilo import AZUL, NARANJA, TINTA, a_la_vista, marco, sigue
from minigrad.exploradores.comun.funciones import Funcion, Punto, donde
from minigrad.exploradores.comun.nivel import lineas, zonas
from minigrad.exploradores.descenso.cuentas import Camino, Desenlace, bajar, como_acaba, cuenta
from minigrad.graph.palabras import numero

_ANCHO, _ALTO = 780, 352
_PANEL = (50, 24, 380, 284)
_PUNTOS, _COLUMNAS, _RENGLONES, _NIVELES = 241, 45, 34, 11
#: del fondo del valle a la cima: claros, para que el camino y las letras se lean encima
_VALLE, _CIMA = (205, 225, 243), (255, 255, 255)
_CURVA_DE_NIVEL = "#8a8a8a"
#: otras tasas, como múltiplos de la actual, para la tabla de la figura fija
_OTRAS = (0.1, 0.5, 1.0, 5.0, 10.0, 20.0)


class Terreno:
    """Lo que no cambia mientras se mueven los controles: la función dibujada en sus ejes."""

    def __init__(self, f: Funcion, desde: Sequence[float], hasta: Sequence[float]):
        self.f, self.desde, self.hasta = f, tuple(desde), tuple(hasta)
        self.fondo = _mapa(self) if f.dimensiones == 2 else _curva(self)

    def panel(self) -> Panel:
        """Un panel nuevo con el terreno ya dibujado."""
        panel = Panel(*_PANEL, self.fondo.ejes)
        panel.dentro += self.fondo.dibujo
        return panel


class Fondo(NamedTuple):
    """El dibujo de un terreno, hecho una sola vez."""

    ejes: tuple[Eje, Eje]
    dibujo: tuple[str, ...]


def _curva(terreno: Terreno) -> Fondo:
    xs = repartidos(terreno.desde[0], terreno.hasta[0], _PUNTOS)
    ys = [terreno.f.intentar(x) for x in xs]
    ejes = Eje(xs[0], xs[-1], "x"), Eje(*holgura(sin_extremos(ys), 0.1), "f(x)")
    panel = Panel(*_PANEL, ejes)
    panel.linea(zip(xs, ys, strict=True), AZUL, 2.5)
    return Fondo(ejes, tuple(panel.dentro))


def _mapa(terreno: Terreno) -> Fondo:
    """Un mapa con curvas de nivel: más oscuro, más bajo; cada zona va sobre la de abajo."""
    (x0, y0), (x1, y1) = terreno.desde, terreno.hasta
    xs, ys = repartidos(x0, x1, _COLUMNAS), repartidos(y0, y1, _RENGLONES)
    alturas = [[terreno.f.intentar(x, y) for x in xs] for y in ys]
    ejes = Eje(x0, x1, "x"), Eje(y0, y1, "y")
    niveles = _niveles([v for fila in alturas for v in fila if math.isfinite(v)])
    panel = Panel(*_PANEL, ejes)
    for i, nivel in enumerate(niveles[:-1]):
        color = _tono(i / max(1, len(niveles) - 2))
        camino = "".join(f"{_camino(panel, vuelta)}Z" for vuelta in zonas(alturas, nivel))
        panel.dentro.append(f'<path d="{camino}" fill="{color}" fill-rule="evenodd"/>')
    trazo = f'fill="none" stroke="{_CURVA_DE_NIVEL}" stroke-width="0.8"'
    for nivel in niveles[1:-1]:
        for linea in lineas(alturas, nivel):
            panel.dentro.append(f'<path d="{_camino(panel, linea)}" {trazo}/>')
    return Fondo(ejes, tuple(panel.dentro))


def _niveles(alturas: Sequence[float]) -> list[float]:
    """Alturas cada vez más separadas: en un valle redondo, sus curvas quedan a la par."""
    if not alturas:
        return []
    menor, mayor = min(alturas), max(sin_extremos(alturas, 0.1))
    if menor == mayor:
        return []
    cortes = [menor + (mayor - menor) * (k / _NIVELES) ** 2 for k in range(_NIVELES + 1)]
    return [*cortes, max(alturas)] if max(alturas) > mayor else cortes


def _tono(parte: float) -> str:
    canales = (round(a + (b - a) * parte) for a, b in zip(_VALLE, _CIMA, strict=True))
    return "#" + "".join(f"{canal:02x}" for canal in canales)


def _camino(panel: Panel, lugares: Iterable[Par]) -> str:
    """De columnas y renglones a píxeles; el renglón 0 es el de abajo."""
    dx, dy = panel.ancho / (_COLUMNAS - 1), panel.alto / (_RENGLONES - 1)
    return "M" + "L".join(f"{x * dx:.1f} {panel.alto - y * dy:.1f}" for x, y in lugares)


# --- el dibujo -----------------------------------------------------------------------------------


class Escena(NamedTuple):
    """Todo lo que se ve en un momento: hasta qué paso del camino se ha andado."""

    terreno: Terreno
    camino: Camino
    desenlace: Desenlace
    pasos: int
    k: int = 0

    @property
    def terminado(self) -> bool:
        return self.k == self.camino.pasos

    def en(self, k: int) -> Escena:
        """El mismo camino en el paso `k`, o en el último si se cortó antes."""
        return self._replace(k=min(k, self.camino.pasos))


def montar(terreno: Terreno, inicio: Punto, lr: float, impulso: float, pasos: int) -> Escena:
    """Baja por el terreno y juzga el camino; lanza `Fallo` si la función falla en el inicio."""
    camino = bajar(terreno.f, inicio, lr, impulso, pasos)
    return Escena(terreno, camino, como_acaba(terreno.f, camino), pasos)


def dibujo(escena: Escena) -> str:
    """El terreno con el camino andado y, al lado, la altura en cada paso."""
    titulo = f"Descenso de gradiente, paso {escena.k}"
    partes = [_panel_del_camino(escena).svg(), _panel_de_la_altura(escena).svg()]
    return lienzo(_ANCHO, _ALTO, titulo, " ".join(frases(escena)), partes)


def _panel_del_camino(escena: Escena) -> Panel:
    panel, andado = escena.terreno.panel(), escena.camino.momentos[: escena.k + 1]
    en_el_plano = escena.terreno.f.dimensiones == 2
    lugares: list[Par] = [
        (m.punto[0], m.punto[1] if en_el_plano else m.valor) for m in andado
    ]  # fmt: skip
    _camino_con_puntos(panel, lugares)
    return panel


def _camino_con_puntos(panel: Panel, lugares: Sequence[Par]) -> None:
    """El inicio es un círculo; los pasos, puntos; el lugar actual, un cuadrado."""
    panel.linea(lugares, NARANJA, 1.6)
    for lugar in lugares[1:-1]:
        if _dentro(panel, lugar):
            panel.punto(*lugar, NARANJA, "paso")
    panel.punto(*lugares[0], TINTA)
    if len(lugares) > 1:
        panel.punto(*lugares[-1], NARANJA, "cuadrado")


def _dentro(panel: Panel, lugar: Par) -> bool:
    ejes = (panel.horizontal, panel.vertical)
    return all(eje.desde <= v <= eje.hasta for eje, v in zip(ejes, lugar, strict=True))


def _panel_de_la_altura(escena: Escena) -> Panel:
    """f en cada paso; el eje vertical no cambia mientras se anda."""
    valores = [m.valor for m in escena.camino.momentos]
    inicio, menor = valores[0], min(valores)
    # lo que sube mucho más que eso se sale del panel, y una flecha lo señala
    alto = 2 * max(inicio - menor, abs(inicio) / 2)
    tope = max(v for v in valores if v <= inicio + alto)
    ejes = Eje(0, escena.pasos, "paso"), Eje(*holgura([menor, tope], 0.1), "f en cada paso")
    panel = Panel(500, 24, 266, 284, ejes)
    _camino_con_puntos(panel, list(enumerate(valores[: escena.k + 1])))
    return panel


# --- las palabras --------------------------------------------------------------------------------


def frases(escena: Escena) -> list[str]:
    """Lo que se lee junto a la figura; el veredicto, solo al llegar al final."""
    momento = escena.camino.momentos[escena.k]
    hechos = [
        f"Paso {escena.k} de {escena.pasos}. {cuenta(escena.camino, escena.k)}.",
        f"En {donde(momento.punto)}: f = {numero(momento.valor)} y el gradiente mide "
        f"{numero(momento.empinado)}.",
    ]
    if not escena.terminado:
        return hechos
    nombre = escena.desenlace.nombre
    return [*hechos, f"{nombre[0].upper()}{nombre[1:]}. {escena.desenlace.frase}"]


def cuadro(escena: Escena) -> str:
    """La figura con sus palabras."""
    primera, segunda, *desenlace = map(html.escape, frases(escena))
    final = "".join(f'<div style="font-weight:bold">{dicho}</div>' for dicho in desenlace)
    espera = "" if final else "<div>¿Cómo terminará? Da más pasos para verlo.</div>"
    dicho = f'<div role="status"><div>{primera}</div><div>{segunda}</div>{final or espera}</div>'
    minimo = legible(_ANCHO)
    return marco(f"{a_la_vista(dicho + sigue(minimo))}{dibujo(escena)}", minimo)


def estatico(escena: Escena) -> str:
    """El camino entero como imagen, y cómo le va con otras tasas, para una página sin Python."""
    terreno, camino = escena.terreno, escena.camino
    final = escena.en(camino.pasos)
    filas = []
    for veces in _OTRAS:
        lr = float(f"{camino.lr * veces:.6g}")
        inicio = camino.momentos[0].punto
        otro = montar(terreno, inicio, lr, camino.impulso, escena.pasos)
        filas.append((numero(lr), *otro.desenlace))
    alternativo = f"Un descenso de gradiente completo. {' '.join(frases(final))}"
    datos = tabla(("tasa", "cómo le va", "por qué"), filas)
    return marco(
        f"{como_imagen(dibujo(final), alternativo)}"
        f"<div>{html.escape(frases(final)[-1])}</div>"
        f"<details><summary>Lo mismo con otras tasas</summary>{datos}</details>"
    )
