"""La figura del explorador del entrenamiento: la frontera, la pérdida y la exactitud."""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import lru_cache

from minigrad.exploradores.comun.ejes import (
    Eje,
    Panel,
    Par,
    como_imagen,
    legible,
    letrero,
    lienzo,
    tabla,
)
from minigrad.exploradores.comun.estilo import AZUL, TINTA, a_la_vista, marco, sigue
from minigrad.exploradores.entrenamiento.cuentas import Ajustes, Entrenador, consejo
from minigrad.exploradores.entrenamiento.frontera import LEYENDA, Plano
from minigrad.graph.palabras import numero

_ANCHO, _ALTO = 780, 350
_PLANO = (44, 24, 400, 284)
#: lo más que se dibuja de una curva: un vértice por píxel
_VERTICES = 280
#: para la figura fija se entrena de antemano, menos pasos cuanto más grande es la red
_PASOS_FIJOS, _PARAMETROS = 150, 120


def dibujo(e: Entrenador, plano: Plano) -> str:
    """La frontera a la izquierda; a la derecha, la pérdida y la exactitud de cada paso."""
    titulo = f"Frontera de decisión tras {_pasos(e.pasos)}"
    partes = [plano.svg(e), *_curvas(e, 500, 260, (24, 108), (200, 108))]
    return lienzo(_ANCHO, _ALTO, titulo, " ".join([titulo + ":", estado(e), red(e)]), partes)


def plano_de(e: Entrenador) -> Plano:
    """El plano en que se dibuja la frontera de estos datos."""
    return Plano(e, _PLANO)


def _curvas(e: Entrenador, x: float, ancho: float, *lugares: tuple[float, float]) -> list[str]:
    curva, mayor = e.curva, max(e.curva.perdidas)
    tope = Eje(0, max(20, 1.03 * e.pasos), "paso")
    sin_nombre = tope._replace(nombre="")
    (y1, alto1), (y2, alto2) = lugares
    perdida = Panel(x, y1, ancho, alto1, (sin_nombre, Eje(0, 1.08 * mayor or 1.0, "pérdida")))
    exactitud = Panel(x, y2, ancho, alto2, (tope, Eje(0, 104, "exactitud (%)")))
    perdida.linea(_muestra(curva.perdidas, curva.cada), AZUL, 2)
    perdida.punto(e.pasos, e.perdida, TINTA)
    porcentajes = [100 * parte for parte in curva.exactitudes]
    exactitud.linea(_muestra(porcentajes, curva.cada), AZUL, 2)
    exactitud.punto(e.pasos, 100 * e.exactitud, TINTA)
    return [perdida.svg(), exactitud.svg()]


def _muestra(valores: Sequence[float], cada: int) -> list[Par]:
    """Los puntos de una curva, sin más vértices de los que se pueden ver; el último, siempre."""
    salto = max(1, len(valores) // _VERTICES)
    puntos = [(float(i * cada), valores[i]) for i in range(0, len(valores), salto)]
    return [*puntos, (float((len(valores) - 1) * cada), valores[-1])]


# --- las palabras ------------------------------------------------------------------------------


def estado(e: Entrenador) -> str:
    """`paso 35 · pérdida 0.2931 · exactitud 88 %`."""
    return f"paso {e.pasos} · pérdida {numero(e.perdida)} · exactitud {_porciento(e)}"


def _porciento(e: Entrenador) -> str:
    return f"{round(100 * e.exactitud)} %"


def red(e: Entrenador) -> str:
    """La red, como se escribe en la lección."""
    capas = [*e.ajustes.capas, 1]
    activacion = f", {e.ajustes.activacion}" if e.ajustes.capas else ""
    cuantos = len(e.optimizador.parameters)
    return f"MLP(2, {capas}){activacion}: {cuantos} parámetros, semilla {e.ajustes.semilla}"


def _pasos(cuantos: int) -> str:
    return "1 paso" if cuantos == 1 else f"{cuantos} pasos"


def cuadro(e: Entrenador, plano: Plano) -> str:
    """La figura con sus números."""
    dicho = (
        f'<div style="display:flex;flex-wrap:wrap;gap:0 2em"><strong>{html.escape(estado(e))}'
        f"</strong><span>{html.escape(red(e))}</span></div>"
    )
    minimo = legible(_ANCHO)
    return marco(
        f"{a_la_vista(dicho + sigue(minimo))}{dibujo(e, plano)}"
        + a_la_vista(f'<div style="font-size:0.85em">{LEYENDA}</div>'),
        minimo,
    )


# --- sin Python detrás ---------------------------------------------------------------------------


@lru_cache(maxsize=8)
def estatico(ajustes: Ajustes, tasa: float, l2: float) -> str:
    """Tres momentos de un entrenamiento hecho de antemano, y cómo fue la pérdida."""
    e = Entrenador(ajustes, tasa, l2)
    total = _PASOS_FIJOS * _PARAMETROS // max(_PARAMETROS, len(e.optimizador.parameters))
    partes, filas = [], []
    for i, pasos in enumerate((0, total // 8, total)):
        e.avanzar(pasos - e.pasos)
        x = 40 + 252 * i
        partes.append(letrero(x, 12, f"{_pasos(e.pasos)}: exactitud {_porciento(e)}", TINTA))
        partes.append(Plano(e, (x, 20, 214, 160), chico=True).svg(e))
        filas.append((str(e.pasos), numero(e.perdida), _porciento(e)))
    titulo = f"La frontera de una red {red(e)}, en tres momentos de su entrenamiento"
    palabras = f"{titulo}. Al final: {estado(e)}. {consejo(e)}"
    partes += _curvas(e, 60, 690, (240, 90), (376, 72))
    datos = tabla(("paso", "pérdida", "exactitud"), filas)
    return marco(
        f"{como_imagen(lienzo(_ANCHO, 486, titulo, palabras, partes), palabras)}"
        f'<div style="font-size:0.85em">{LEYENDA}</div>{datos}'
    )
