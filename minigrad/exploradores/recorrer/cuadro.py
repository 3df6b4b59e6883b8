"""Cada paso de un recorrido, como figura: el grafo, la lista en orden topológico y una frase.

El grafo se dibuja una sola vez, con el hueco para el número más largo que vaya a salir; cada
cuadro llena los huecos. Así nada se mueve de sitio entre un paso y otro, y un paso cuesta poco.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from minigrad.exploradores.comun.ejes import como_imagen, tabla
from minigrad.exploradores.comun.estilo import QUIETO, a_la_vista, marco, sigue
from minigrad.exploradores.comun.molde import HUECO, aligerar, hueco, llenar, vaciar_nodos
from minigrad.exploradores.recorrer.cuentas import Paso, Recorrido, capas
from minigrad.graph.dot import Aviso, Vista, dibujar
from minigrad.graph.frases import igualdad, resumen
from minigrad.graph.nodos import Nodo
from minigrad.graph.palabras import numero
from minigrad.graph.svg import accesible

_NO_SE_SABE = "?"
_CERCA = 7
#: un dibujo se encoge hasta esta parte de su tamaño; con menos, las letras no se leen
_LEGIBLE = 0.65
#: El grafo que mide más que esto (en puntos) se ve por partes.
_VENTANA = (1100.0, 560.0)
_COLUMNAS = "margin:4px 0;padding:0;list-style-position:inside;columns:15em"
_MEDIDAS = re.compile(r'width="[^"]*" height="[^"]*"\s+viewBox="[-.\d]+ [-.\d]+ ([.\d]+) ([.\d]+)"')
_SITIO = re.compile(rf'x="([-.\d]+)" y="([-.\d]+)"[^>]*>grad {HUECO}grad (\d+){HUECO}')
_ARISTA = re.compile(r'<g id="[^"]*" class="edge">\s*<title>n(\d+)&#45;&gt;n(\d+)(?:op)?</title>')

# Los estados se distinguen también sin color: por el grosor y el trazo del borde.
_ESTILO = """<style>
.mg-activo>path,.mg-activo>polygon{fill:#ffd54f;stroke-width:4}
.mg-cambia>path,.mg-cambia>polygon{stroke:#8a3b00;stroke-width:4}
.mg-hecho>path,.mg-hecho>polygon{fill:#dcdcdc}
.mg-espera>path,.mg-espera>polygon{fill:#ffffff;stroke-dasharray:5 4}
.mg-pierde>text:last-of-type{text-decoration:line-through}
.mg-camino>path{stroke:#8a3b00;stroke-width:3.5}
.mg-camino>polygon{stroke:#8a3b00;fill:#8a3b00}
.mg-camino>text{fill:#8a3b00;font-weight:bold}
.mg-adelante .edge>text{visibility:hidden}
</style>"""

_LEYENDA = (
    "Borde grueso: el nodo del que se habla y el que cambia · fondo gris: ya repartió su gradiente "
    "· borde punteado: todavía sin número · ?: todavía no se sabe."
)


class Camara:
    """Qué parte del dibujo se ve: todo, o lo que rodea al nodo activo si el grafo es grande."""

    def __init__(self, svg: str):
        medidas, mover = _MEDIDAS.search(svg), re.search(r"translate\(([-\d.]+) ([-\d.]+)\)", svg)
        self.ancho, self.alto = (float(medidas[i]) for i in (1, 2)) if medidas else (0.0, 0.0)
        dx, dy = (float(mover[i]) for i in (1, 2)) if mover else (0.0, 0.0)
        self.lugares = {
            int(m[3]): (float(m[1]) + dx, float(m[2]) + dy) for m in _SITIO.finditer(svg)
        }

    @property
    def cabe(self) -> bool:
        return self.ancho <= _VENTANA[0] and self.alto <= _VENTANA[1]

    @property
    def minimo(self) -> float:
        """Los píxeles de ancho con que el dibujo todavía se lee; si se ve por partes, ninguno."""
        return self.ancho * 4 / 3 * _LEGIBLE if self.cabe else 0.0

    def medidas(self, marca: Paso) -> str:
        """Los atributos `viewBox` y `style` del dibujo en este paso."""
        if self.cabe:
            ancho = self.ancho * 4 / 3
            estilo = f"width:{ancho:.0f}px;max-width:100%;height:auto;min-width:{self.minimo:.0f}px"
            return f'viewBox="0 0 {self.ancho:g} {self.alto:g}" style="{estilo}"'
        cerca = {marca.activo, marca.aporte.hijo if marca.aporte else None} & self.lugares.keys()
        x, y, ancho, alto = self._ventana([self.lugares[i] for i in cerca if i is not None])
        return f'viewBox="{x:.0f} {y:.0f} {ancho:.0f} {alto:.0f}" style="width:100%;height:32em"'

    def _ventana(self, puntos: list[tuple[float, float]]) -> tuple[float, float, float, float]:
        if not puntos:
            return 0.0, 0.0, self.ancho, self.alto
        (x, ancho), (y, alto) = (
            _tramo([punto[eje] for punto in puntos], _VENTANA[eje], (self.ancho, self.alto)[eje])
            for eje in (0, 1)
        )
        return x, y, ancho, alto


def _tramo(puntos: list[float], ventana: float, total: float) -> tuple[float, float]:
    """El trozo de un eje con todos los puntos dentro, centrado y sin salirse del dibujo."""
    largo = min(total, max(ventana, max(puntos) - min(puntos) + 160))
    centro = (max(puntos) + min(puntos)) / 2
    return max(0.0, min(centro - largo / 2, total - largo)), largo


class Plantilla:
    """El dibujo de un recorrido con huecos; `svg(paso)` los llena."""

    def __init__(self, recorrido: Recorrido, rankdir: str = "LR"):
        self.recorrido = recorrido
        nodos = [nodo._replace(label=nodo.nombre) for nodo in recorrido.nodos]
        valores = {(i, "grad"): ancho for i, ancho in enumerate(_anchos(recorrido))}
        vista = Vista(rankdir=rankdir, derivadas=True, valores=valores)
        self.grafo = dibujar(nodos, vista)
        crudo = None if isinstance(self.grafo, Aviso) else self.grafo.crudo()
        self.molde = crudo and self._con_huecos(crudo)

    @property
    def ancho(self) -> str:
        """Lo que el dibujo pide de ancho; si lo pide todo, la lista va debajo."""
        return f"{self.camara.ancho:.0f}px" if self.molde and self.camara.cabe else "100%"

    @property
    def minimo(self) -> float:
        """Los píxeles de ancho que el dibujo necesita para leerse."""
        return self.camara.minimo if self.molde else 0.0

    def _con_huecos(self, crudo: str) -> str:
        molde = vaciar_nodos(crudo)
        vistas: Counter[tuple[int, int]] = Counter()
        molde = _ARISTA.sub(lambda hallada: self._arista(hallada, vistas), molde)
        molde = accesible(molde, self.grafo.resumen, hueco("texto"), {})
        molde = molde.replace('class="graph"', f'class="graph {hueco("fase")}"', 1)
        molde = re.sub(r' (xml:space|id|style)="[^"]*"', "", molde)
        self.camara = Camara(molde)
        molde = _MEDIDAS.sub(hueco("medidas"), molde, count=1)
        return aligerar(molde).replace("</desc>", f"</desc>{_ESTILO}", 1)

    def _arista(self, hallada: re.Match[str], vistas: Counter[tuple[int, int]]) -> str:
        """Si un hijo entra dos veces (`a + a`), la primera flecha es del primer lugar."""
        hijo, consumidor = int(hallada[1]), int(hallada[2])
        lugares = [i for i, h in enumerate(self.recorrido.nodos[consumidor].hijos) if h == hijo]
        lugar = lugares[vistas[hijo, consumidor]]
        vistas[hijo, consumidor] += 1
        return f'<g class="edge {hueco(f"arista {consumidor} {lugar}")}">'

    def svg(self, paso: Paso, siguiente: Paso | None = None) -> str | None:
        """El cuadro de un paso; con `siguiente`, marca lo que se pide predecir."""
        if self.molde is None:
            return None
        huecos = dict(self._huecos(paso, siguiente or paso))
        return llenar(self.molde, huecos)

    def _huecos(self, paso: Paso, marca: Paso) -> Iterator[tuple[str, str]]:
        yield "texto", html.escape(f"{paso.cuenta}. {paso.explicacion}")
        yield "fase", "mg-adelante" if paso.fase == "adelante" else ""
        yield "medidas", self.camara.medidas(marca)
        if marca.aporte:
            yield f"arista {marca.aporte.consumidor} {marca.aporte.lugar}", "mg-camino"
        for i, dato in enumerate(self.recorrido.datos):
            yield f"data {i}", numero(dato) if i in paso.vistos else _NO_SE_SABE
            yield f"grad {i}", numero(paso.grads[i]) if i in paso.grads else _NO_SE_SABE
            yield f"nodo {i}", self._clase(i, paso, marca)

    def _clase(self, i: int, paso: Paso, marca: Paso) -> str:
        if i == marca.activo:
            return "mg-activo"
        if marca.aporte and i == marca.aporte.hijo:
            pierde = not self.recorrido.acumular and marca.aporte.antes and marca is paso
            return "mg-cambia mg-pierde" if pierde else "mg-cambia"
        return "mg-hecho" if i in marca.hechos else "" if i in paso.vistos else "mg-espera"


def _anchos(recorrido: Recorrido) -> list[str]:
    """Por nodo, el gradiente más largo de escribir de todo el recorrido."""
    anchos = [_NO_SE_SABE] * len(recorrido.nodos)
    for paso in recorrido.pasos:
        cambia = paso.aporte.hijo if paso.aporte else paso.activo
        if cambia is not None and cambia in paso.grads:
            anchos[cambia] = max(anchos[cambia], numero(paso.grads[cambia]), key=len)
    return anchos


# --- las palabras ------------------------------------------------------------------------------


def lista(recorrido: Recorrido, paso: Paso, marca: Paso | None = None) -> str:
    """El orden topológico como lista, con el lugar donde vamos; si es larga, solo lo cercano."""
    actual = (marca or paso).activo
    centro = 0 if actual is None else actual
    total = len(recorrido.nodos)
    desde = max(0, min(centro - _CERCA, total - 2 * _CERCA - 1))
    hasta = min(total, desde + 2 * _CERCA + 1)
    renglones = [_renglon(recorrido, paso, i, i == actual) for i in range(desde, hasta)]
    saltos = ["<div>…</div>" if desde else "", "<div>…</div>" if hasta < total else ""]
    return (
        f'<div style="flex:1 1 14em;{QUIETO}"><strong>Orden topológico</strong>'
        f'{saltos[0]}<ol start="{desde + 1}" style="{_COLUMNAS}">'
        f"{''.join(renglones)}</ol>{saltos[1]}</div>"
    )


def _renglon(recorrido: Recorrido, paso: Paso, i: int, actual: bool) -> str:
    texto = html.escape(igualdad(recorrido.nodos[i], recorrido.nodos))
    grad = f" · grad {numero(paso.grads[i])}" if i in paso.grads else ""
    dato = f" → {numero(recorrido.datos[i])}" if i in paso.vistos else ""
    hecho = " ✓" if i in paso.hechos else ""
    if actual:
        estilo = "font-weight:bold;background:#ffd54f"
        return f'<li aria-current="step" style="{estilo}">▶ {texto}{dato}{grad}</li>'
    return f"<li>{texto}{dato}{grad}{hecho}</li>"


def cuadro(plantilla: Plantilla, i: int, marca: Paso | None = None) -> str:
    """Todo lo que se ve en el paso `i`: la frase, el grafo y la lista."""
    recorrido = plantilla.recorrido
    paso = recorrido.pasos[i]
    svg = plantilla.svg(paso, marca) or f"<pre>{html.escape(repr(plantilla.grafo))}</pre>"
    dicho = (
        f'<div role="status"><div>{_fase(recorrido, i)}</div>'
        f'<div style="font:bold 1.15em monospace;margin:2px 0">{html.escape(paso.cuenta)}</div>'
        f"<div>{html.escape(paso.explicacion)}</div></div>"
    )
    return marco(
        f"{a_la_vista(dicho + sigue(plantilla.minimo))}"
        '<div style="display:flex;flex-wrap:wrap;gap:12px;align-items:flex-start;margin-top:8px">'
        f'<div style="flex:1 1 {plantilla.ancho};min-width:0">{svg}</div>'
        f"{lista(recorrido, paso, marca)}</div>"
        + a_la_vista(f'<div style="font-size:0.85em">{_LEYENDA}</div>'),
        plantilla.minimo,
    )


def _fase(recorrido: Recorrido, i: int) -> str:
    nombre = {
        "inicio": "Antes de empezar",
        "adelante": "Paso hacia adelante",
        "atrás": "Paso hacia atrás",
        "final": "Resultado",
    }[recorrido.pasos[i].fase]
    return f"{nombre} · {i + 1} de {len(recorrido.pasos)}"


def estatico(plantilla: Plantilla) -> str:
    """El primer cuadro y todos los pasos en palabras, para una página sin Python detrás.

    El dibujo va como imagen con texto alternativo: los visores que filtran el HTML la dejan.
    """
    recorrido = plantilla.recorrido
    svg = plantilla.svg(recorrido.pasos[0])
    imagen = como_imagen(svg or "", f"{resumen(recorrido.nodos)}, antes de empezar el recorrido")
    pasos = "".join(f"<li>{html.escape(paso.cuenta)}</li>" for paso in recorrido.pasos[1:])
    return marco(
        f"{imagen if svg else f'<pre>{html.escape(repr(plantilla.grafo))}</pre>'}"
        f"<details><summary>Todos los pasos, uno por uno</summary><ol>{pasos}</ol></details>"
    )


def tabla_de_capas(nodos: Sequence[Nodo], maximo: int) -> str:
    """Un grafo demasiado grande para recorrerlo nodo por nodo, resumido por capas."""
    todas = capas(nodos)
    filas = [
        (str(capa.nivel), str(capa.cuantos), capa.operaciones, numero(capa.mayor_grad))
        for capa in [*todas[:15], *todas[15:][-15:]]
    ]
    salto = f"<p>Se muestran las 15 primeras capas y las 15 últimas de {len(todas)}.</p>"
    return marco(
        f'<div role="status">{html.escape(resumen(nodos))}: son demasiados para recorrerlos '
        f"uno por uno (el máximo es {maximo}). Este es el resumen por capas; recorre una parte con "
        f"recorrer(un_nodo_intermedio).</div>{salto if len(todas) > 30 else ''}"
        f"{tabla(('capa', 'nodos', 'operaciones', 'mayor |grad|'), filas)}"
    )
