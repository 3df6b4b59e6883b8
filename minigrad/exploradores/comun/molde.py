"""Un grafo que se dibuja una sola vez, con huecos en lugar de números.

Dibujar cuesta una décima de segundo y cada dibujo pone las cajas donde le conviene; llenar huecos
no cuesta casi nada y no mueve nada de sitio.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

#: Un carácter que ninguna etiqueta contiene (no se imprime) encierra el nombre de cada hueco.
HUECO = "\x01"
_COMUNES = ('text-anchor="middle"', 'font-size="12.00"')
_NODO = re.compile(r'<g id="[^"]*" class="node">\s*<title>n(\d+)</title>(.*?)</g>', re.DOTALL)
_LOCAL = re.compile(
    r"(<title>n(\d+)&#45;&gt;n(\d+)op</title>(?:(?!</g>).)*?<text[^>]*>) × [^<]* </text>", re.DOTALL
)


def hueco(nombre: str) -> str:
    """El sitio que `llenar` cambia por lo que diga su nombre."""
    return f"{HUECO}{nombre}{HUECO}"


def llenar(molde: str, huecos: Mapping[str, str]) -> str:
    """El molde con sus huecos llenos; los que nadie nombra quedan vacíos."""
    return re.sub(f"{HUECO}(.*?){HUECO}", lambda m: huecos.get(m[1], ""), molde)


def vaciar_nodos(crudo: str) -> str:
    """Abre en cada nodo los huecos `nodo 3` (su clase), `data 3` y `grad 3`."""
    return _NODO.sub(_nodo, crudo)


def vaciar_derivadas(crudo: str) -> str:
    """Abre en la arista que va del nodo 1 al nodo 3 el hueco `local 1 3`."""
    return _LOCAL.sub(lambda m: f"{m[1]}{hueco(f'local {m[2]} {m[3]}')}</text>", crudo)


def _nodo(hallado: re.Match[str]) -> str:
    """Los dos últimos textos de la caja son `data …` y `grad …`: ahí van los huecos."""
    cual, cuerpo = hallado[1], hallado[2]
    antes, data, grad = cuerpo.rsplit("<text", 2)
    for dato, trozo in (("data", data), ("grad", grad)):
        relleno = f">{dato} {hueco(f'{dato} {cual}')}</text>"
        antes += "<text" + re.sub(r">[^<]*</text>", lambda _, r=relleno: r, trozo, count=1)
    return f'<g class="node {hueco(f"nodo {cual}")}">{antes}</g>'


def aligerar(svg: str) -> str:
    """Lo que todos los textos repiten se dice una sola vez."""
    for comun in _COMUNES:
        svg = svg.replace(comun, "").replace("<svg ", f"<svg {comun} ", 1)
    return svg
