"""El dibujo de un grafo en lenguaje DOT: qué se ve de cada nodo y de cada arista."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from minigrad.graph.frases import frase, resumen, texto_de
from minigrad.graph.nodos import Ciclo, Nodo, leer
from minigrad.graph.palabras import CONSEJO, corto, numero
from minigrad.graph.reglas import derivadas_del_nodo

#: Más nodos que estos no caben en un dibujo que se pueda leer.
MAXIMO = 400

# Tinta oscura sobre fondos claros: contraste de más de 7 a 1. Hoja, intermedio y raíz se
# distinguen también sin color, por las esquinas y el grosor del borde.
_TINTA, _LINEA, _AZUL = "#1a1a1a", "#4a4a4a", "#0b4f8a"
_TITULAR = f' fontname=Arial fontsize=14 fontcolor="{_TINTA}"'
_GRAFO = "bgcolor=white ordering=in pad=0.15 ranksep=0.3"
_NODO = f'fontname=Arial fontsize=12 fontcolor="{_TINTA}" color="{_TINTA}" margin="0.16,0.055"'
_ARISTA = f'fontname=Arial fontsize=11 fontcolor="{_AZUL}" color="{_LINEA}" arrowsize=0.7'
_CLASES = {
    "hoja": {"style": "filled", "fillcolor": "#e3f0fb"},
    "intermedio": {"style": "rounded,filled", "fillcolor": "#ffffff"},
    "raiz": {"style": "rounded,filled", "fillcolor": "#fdf0d5", "penwidth": "2.5"},
}
_RESALTADO = {"fillcolor": "#ffd54f", "penwidth": "4"}
_OPERACION = (
    'style="rounded,filled" fillcolor="#37474f" color="#37474f" fontcolor=white '
    "fontsize=13 width=0.36 height=0.3 margin=0.08"
)
#: Lo que se ve en lugar de un número que todavía no se muestra.
_OCULTO = "?"


# --- dibujo ------------------------------------------------------------------------------------


class Aviso:
    """Lo que se muestra cuando no hay dibujo: el grafo, o un resumen, con palabras."""

    def __init__(self, contenido: str, source: str = ""):
        self.contenido, self.source = contenido, source

    def __repr__(self) -> str:
        return self.contenido


class Vista(NamedTuple):
    """Qué se ve de cada nodo. Las claves son números de nodo."""

    rankdir: str = "LR"
    resaltados: frozenset[int] = frozenset()
    #: datos que no se muestran en ningún nodo: «data», «grad», «label»
    quitados: frozenset[str] = frozenset()
    #: `(nodo, dato)` que se ven como `?`
    ocultos: frozenset[tuple[int, str]] = frozenset()
    derivadas: bool = False
    #: lo que se ve en lugar de los números del nodo: `{(3, "grad"): -2.0}`
    valores: Mapping[tuple[int, str], Any] = MappingProxyType({})


def draw_dot(
    root: Any,
    rankdir: str = "LR",
    *,
    resaltar: Any = (),
    ocultar: Any = (),
    derivadas: bool = False,
    titulo: str = "",
) -> Any:
    """El grafo de `root` como `graphviz.Digraph`: las hojas a la izquierda, la raíz a la derecha.

    - `rankdir="TB"` lo dibuja de arriba hacia abajo.
    - `resaltar=[a, b]` (o `resaltar=a`) marca esos nodos con un borde grueso.
    - `ocultar=["grad"]` quita ese dato de todos los nodos; `ocultar=[a]` pone `?` en los de `a`.
    - `derivadas=True` escribe en cada arista la derivada local por la que pasa el gradiente.

    Si no se puede dibujar, lo que devuelve dice por qué y muestra el grafo con palabras.
    """
    try:
        nodos = leer(root)
    except Ciclo as ciclo:
        return Aviso(str(ciclo))
    lugar = {id(nodo.original): nodo.numero for nodo in nodos}
    ocultar = _varios(ocultar)
    vista = Vista(
        rankdir=rankdir,
        resaltados=frozenset(lugar.get(id(valor), -1) for valor in _varios(resaltar)),
        quitados=frozenset(dato for dato in ocultar if isinstance(dato, str)),
        ocultos=frozenset((lugar.get(id(v), -1), d) for v in ocultar for d in ("data", "grad")),
        derivadas=derivadas,
    )
    return dibujar(nodos, vista, titulo)


def _varios(cosas: Any) -> list[Any]:
    """Una sola cosa también vale: `resaltar=a`, `ocultar="grad"`."""
    return list(cosas) if isinstance(cosas, list | tuple | set | frozenset) else [cosas]


def dibujar(nodos: Sequence[Nodo], vista: Vista, titulo: str = "") -> Any:
    """El dibujo de unos nodos ya leídos, con lo que `vista` dice que se ve de cada uno."""
    if len(nodos) > MAXIMO:
        return Aviso(_demasiados(nodos))
    renglones = _dot(nodos, vista, titulo)
    try:
        from minigrad.graph.svg import Grafo
    except ImportError:
        fuente = "digraph minigrad {\n" + "".join(renglones) + "}\n"
        return Aviso(f"{texto_de(nodos)}\n{CONSEJO}", fuente)
    titulos = {f"n{nodo.numero}": frase(nodo, nodos) for nodo in nodos}
    return Grafo(renglones, corto(titulo, 80) or resumen(nodos), texto_de(nodos), titulos)


def _demasiados(nodos: Sequence[Nodo]) -> str:
    cuenta = Counter(corto(nodo.op) or "hojas" for nodo in nodos)
    partes = ", ".join(f"{nombre}: {veces}" for nombre, veces in cuenta.most_common(8))
    return (
        f"{resumen(nodos)}: son demasiados para un dibujo (el máximo es {MAXIMO}). "
        f"Dibuja una parte, por ejemplo draw_dot(un_nodo_intermedio). Lo que hay: {partes}."
    )


def _dot(nodos: Sequence[Nodo], vista: Vista, titulo: str) -> list[str]:
    """El dibujo en lenguaje DOT, renglón por renglón; los mismos nodos dan los mismos bytes."""
    usados = {hijo for nodo in nodos for hijo in nodo.hijos}
    renglones = list(_estilo(vista, titulo))
    for nodo in nodos:
        clase = "hoja" if not nodo.hijos else "intermedio" if nodo.numero in usados else "raiz"
        renglones.append(_caja(nodo, clase, vista))
        renglones += _aristas(nodo, nodos, vista)
    return renglones


def _estilo(vista: Vista, titulo: str) -> Iterator[str]:
    rankdir = vista.rankdir if vista.rankdir in ("LR", "RL", "TB", "BT") else "LR"
    rotulo = f' label="{_escapar(corto(titulo, 80))}" labelloc=t' if titulo else ""
    yield f"\tgraph [rankdir={rankdir} {_GRAFO}{_TITULAR}{rotulo}]\n"
    yield f"\tnode [{_NODO}]\n"
    yield f"\tedge [{_ARISTA}]\n"


def _caja(nodo: Nodo, clase: str, vista: Vista) -> str:
    estilo = _CLASES[clase] | (_RESALTADO if nodo.numero in vista.resaltados else {})
    atributos = " ".join(f'{nombre}="{valor}"' for nombre, valor in estilo.items())
    campos = [_escapar(corto(nodo.label), _EN_RECORD)] if nodo.label else []
    campos = [] if "label" in vista.quitados else campos
    campos += [f"{dato} {valor}" for dato, valor in _datos(nodo, vista)]
    rotulo = " | ".join(campos)
    rotulo = rotulo if vista.rankdir in ("LR", "RL") else f"{{{rotulo}}}"
    return f'\tn{nodo.numero} [shape=record label="{rotulo}" {atributos}]\n'


def _datos(nodo: Nodo, vista: Vista) -> Iterator[tuple[str, str]]:
    for dato, valor in (("data", nodo.data), ("grad", nodo.grad)):
        valor = vista.valores.get((nodo.numero, dato), valor)
        if (nodo.numero, dato) in vista.ocultos:
            yield dato, _OCULTO
        elif valor is not None and dato not in vista.quitados:
            yield dato, _escapar(numero(valor), _EN_RECORD)


def _aristas(nodo: Nodo, nodos: Sequence[Nodo], vista: Vista) -> Iterator[str]:
    """La operación es un nodo pequeño: los hijos entran en él y de él sale el resultado."""
    hasta = f"n{nodo.numero}"
    if nodo.hijos and nodo.op:
        forma = "circle" if len(nodo.op) < 3 else "box"
        yield f'\t{hasta}op [shape={forma} label="{_escapar(corto(nodo.op))}" {_OPERACION}]\n'
        yield f"\t{hasta}op -> {hasta}\n"
        hasta += "op"
    hijos = [nodos[h].original for h in nodo.hijos] if vista.derivadas else []
    locales = derivadas_del_nodo(nodo.original, hijos) if hijos else None
    for i, hijo in enumerate(nodo.hijos):
        rotulo = f'label=" × {numero(locales[i])} "' if locales else ""
        yield f"\tn{hijo} -> {hasta}{f' [{rotulo}]' if rotulo else ''}\n"


_EN_RECORD = "|{}<>"


def _escapar(texto: str, especiales: str = "") -> str:
    """Lo que DOT leería como orden suya, vuelto letra: comillas, barras, llaves, entidades."""
    seguro = texto.replace("\\", "\\\\").replace("&", "&amp;").replace('"', '\\"')
    return "".join("\\" + c if c in especiales else c for c in seguro)
