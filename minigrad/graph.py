"""Del resultado de una cuenta a su grafo: como listas, como dibujo y como texto.

Sirve para cualquier clase que guarde `data`, `_prev` (sus hijos) y `_op` (la operación); `grad` y
`label` se muestran si están. Nada de aquí cambia los nodos ni usa recursión.

Glosario. *Raíz*: el nodo del que se parte, el resultado. *Hijos* de un nodo: los operandos de los
que salió. *Hoja*: un nodo sin hijos. *Orden topológico*: los hijos, antes que quien los usa.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from minigrad.reglas import derivadas_del_nodo, partir

#: Más nodos que estos no caben en un dibujo que se pueda leer.
MAXIMO = 400
_LARGO = 20
_RENGLONES = 200
_SANGRIA = 30
CONSEJO = "Para ver el dibujo: pip install graphviz graphviz-pure"

# Tinta oscura sobre fondos claros: contraste de más de 7 a 1. Hoja, intermedio y raíz se
# distinguen también sin color, por las esquinas y el grosor del borde.
_TINTA, _LINEA, _AZUL = "#1a1a1a", "#4a4a4a", "#0b4f8a"
_TITULAR = f' fontname=Arial fontsize=14 fontcolor="{_TINTA}"'
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


class Ciclo(ValueError):
    """El grafo da la vuelta: algún nodo es, al final, hijo de sí mismo."""


class Nodo(NamedTuple):
    """Copia de lo que se muestra de un nodo; `hijos` son números de nodo, con repeticiones."""

    numero: int
    original: Any
    hijos: tuple[int, ...]
    label: str
    op: str
    data: Any
    grad: Any

    @property
    def nombre(self) -> str:
        """Su etiqueta o, si no tiene, un nombre que sale de su número."""
        return self.label or f"n{self.numero}"


def trace(root: Any) -> tuple[list[Any], list[tuple[Any, Any]]]:
    """Los nodos en orden topológico (la raíz al final) y las aristas `(hijo, consumidor)`.

    `a + a` da dos aristas de `a` a la suma, porque `a` entra dos veces.
    """
    nodos = leer(root)
    aristas = [(nodos[h].original, n.original) for n in nodos for h in n.hijos]
    return [n.original for n in nodos], aristas


def leer(root: Any) -> list[Nodo]:
    """Copia el grafo de `root`: un `Nodo` por valor, en orden topológico, numerados desde 0."""
    hijos = _hijos_estables(root)
    orden = _ordenar(root, hijos)
    lugar = {id(valor): i for i, valor in enumerate(orden)}
    return [_copiar(i, v, tuple(lugar[id(h)] for h in hijos[id(v)])) for i, v in enumerate(orden)]


def _copiar(numero: int, valor: Any, hijos: tuple[int, ...]) -> Nodo:
    label, op = (str(getattr(valor, nombre, "") or "") for nombre in ("label", "_op"))
    return Nodo(numero, valor, hijos, label, op, valor.data, getattr(valor, "grad", None))


def _hijos(valor: Any) -> tuple[Any, ...]:
    """Los hijos como tupla. Un conjunto guarda `a + a` como un hijo: aquí vuelven a ser dos."""
    faltan = [nombre for nombre in ("data", "_prev") if not hasattr(valor, nombre)]
    if faltan:
        raise TypeError(
            f"Un nodo del grafo es {corto(repr(valor))} ({type(valor).__name__}) y no tiene "
            f"{' ni '.join(faltan)}. Cada nodo y cada hijo debe ser un Value, como Value(2.0)."
        )
    hijos = tuple(valor._prev or ())
    repetido = isinstance(valor._prev, set | frozenset) and len(hijos) == 1
    return hijos * 2 if repetido and getattr(valor, "_op", "") in ("+", "*", "-", "/") else hijos


def _hijos_estables(root: Any) -> dict[int, tuple[Any, ...]]:
    """Los hijos de cada nodo; los que vienen en un conjunto, ordenados por lo que contienen."""
    hijos: dict[int, tuple[Any, ...]] = {}
    orden = _ordenar(root, hijos)
    if any(isinstance(valor._prev, set | frozenset) for valor in orden):
        huella: dict[int, tuple[str, int]] = {}
        for valor in orden:
            if isinstance(valor._prev, set | frozenset):
                hijos[id(valor)] = tuple(sorted(hijos[id(valor)], key=lambda h: huella[id(h)]))
            huella[id(valor)] = _huella(valor, [huella[id(h)] for h in hijos[id(valor)]])
    return hijos


def _huella(valor: Any, debajo: list[tuple[str, int]]) -> tuple[str, int]:
    """Resume un nodo y todo lo que tiene debajo, sin direcciones de memoria."""
    contenido = (str(getattr(valor, "_op", "")), numero(valor.data), debajo)
    return str(getattr(valor, "label", "") or ""), zlib.crc32(repr(contenido).encode())


def _ordenar(root: Any, hijos: dict[int, tuple[Any, ...]]) -> list[Any]:
    """Orden topológico con una pila propia: la de Python se agota en unos mil nodos."""
    orden: list[Any] = []
    listos: set[int] = set()
    camino = [(root, _abrir(root, hijos))]
    en_camino = {id(root)}
    while camino:
        valor, pendientes = camino[-1]
        for hijo in pendientes:
            if id(hijo) in en_camino:
                raise Ciclo(_mensaje_de_ciclo(hijo, [v for v, _ in camino]))
            if id(hijo) not in listos:
                camino.append((hijo, _abrir(hijo, hijos)))
                en_camino.add(id(hijo))
                break
        else:
            camino.pop()
            en_camino.remove(id(valor))
            listos.add(id(valor))
            orden.append(valor)
    return orden


def _abrir(valor: Any, hijos: dict[int, tuple[Any, ...]]) -> Iterator[Any]:
    if id(valor) not in hijos:
        hijos[id(valor)] = _hijos(valor)
    return iter(hijos[id(valor)])


def _mensaje_de_ciclo(valor: Any, camino: list[Any]) -> str:
    desde = next(i for i, otro in enumerate(camino) if otro is valor)
    vuelta = [str(getattr(v, "label", "") or "") or numero(v.data) for v in camino[desde:]]
    nombres = [corto(nombre) for nombre in [*vuelta[:6], *["…"][: len(vuelta) > 6], vuelta[0]]]
    return (
        f"Este grafo tiene un ciclo ({' → '.join(nombres)}): un nodo acaba siendo su propio hijo. "
        "Revisa dónde cambiaste _prev a mano; cada operación debe crear un nodo nuevo."
    )


# --- números y nombres -----------------------------------------------------------------------


def numero(x: Any) -> str:
    """Un número para leer: cuatro decimales como mucho, sin ceros de sobra, con el signo −."""
    if isinstance(x, int) and abs(x) < 10**6:
        return str(x).replace("-", "−")
    try:
        x = float(x)
    except (TypeError, ValueError, OverflowError):
        return corto(str(x))
    return _decimal(x).replace("-", "−")


def _decimal(x: float) -> str:
    if not math.isfinite(x):
        return str(x)
    if x != 0 and not 1e-3 <= abs(x) < 1e6:
        return f"{x:.4g}"
    entero, _, decimales = f"{x:.4f}".partition(".")
    return f"{entero}.{decimales.rstrip('0') or '0'}" if x else "0.0"


def corto(texto: str, largo: int = _LARGO) -> str:
    """En un solo renglón y sin pasar de `largo` letras: lo demás rompería el dibujo."""
    limpio = " ".join("".join(c if c.isprintable() else " " for c in texto).split())
    return limpio if len(limpio) <= largo else limpio[: largo - 1] + "…"


def formula(op: str, operandos: Sequence[str]) -> str:
    """La operación escrita con sus operandos: `a * b`, `tanh(n)`, `x ** 2`."""
    op = corto(op)
    if len(operandos) == 2 and not op.isidentifier():
        return f"{operandos[0]} {op or '¿?'} {operandos[1]}"
    if len(operandos) == 1 and (partes := partir(op)):
        signo, constante, va_antes = partes
        orden = (constante, operandos[0]) if va_antes else (operandos[0], constante)
        return f"{orden[0]} {signo} {orden[1]}"
    return f"{op}({', '.join(operandos[:8])}{', …' if len(operandos) > 8 else ''})"


def igualdad(nodo: Nodo, nodos: Sequence[Nodo]) -> str:
    """`d = e + c`, o solo el nombre si es una hoja."""
    operandos = [corto(nodos[hijo].nombre) for hijo in nodo.hijos]
    return corto(nodo.nombre) + (f" = {formula(nodo.op, operandos)}" if operandos else "")


def frase(nodo: Nodo, nodos: Sequence[Nodo]) -> str:
    """`d = e + c: data 4.0, grad −2.0`."""
    grad = "" if nodo.grad is None else f", grad {numero(nodo.grad)}"
    return f"{igualdad(nodo, nodos)}: data {numero(nodo.data)}{grad}"


def resumen(nodos: Sequence[Nodo]) -> str:
    cuantos = "1 nodo" if len(nodos) == 1 else f"{len(nodos)} nodos"
    raiz = corto(nodos[-1].label)
    return f"Grafo de {cuantos}" + (f" (raíz: {raiz})" if raiz else "")


# --- texto -------------------------------------------------------------------------------------


def texto(root: Any) -> str:
    """El grafo con palabras, para una terminal o un lector de pantalla: cada hijo, más adentro.

    Un nodo que se usa varias veces se explica una sola vez; luego dice «ya está arriba».
    """
    try:
        nodos = leer(root)
    except Ciclo as ciclo:
        return str(ciclo)
    return _texto(nodos)


def _texto(nodos: Sequence[Nodo]) -> str:
    renglones = [f"{resumen(nodos)}:"]
    for nodo, nivel, repetido in _bajar(nodos):
        if len(renglones) > _RENGLONES:
            return "\n".join([*renglones, f"… y más, hasta {len(nodos)} nodos."])
        cuerpo = f"{corto(nodo.nombre)}: ya está arriba" if repetido else frase(nodo, nodos)
        renglones.append("  " * min(nivel, _SANGRIA) + cuerpo)
    return "\n".join(renglones)


def _bajar(nodos: Sequence[Nodo]) -> Iterator[tuple[Nodo, int, bool]]:
    """De la raíz a las hojas: cada nodo, su nivel y si ya había salido."""
    vistos: set[int] = set()
    pila = [(nodos[-1].numero, 0)]
    while pila:
        cual, nivel = pila.pop()
        repetido = cual in vistos and bool(nodos[cual].hijos)
        yield nodos[cual], nivel, repetido
        if cual not in vistos:
            vistos.add(cual)
            pila += [(hijo, nivel + 1) for hijo in reversed(nodos[cual].hijos)]


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
        from minigrad.lienzo import Grafo
    except ImportError:
        fuente = "digraph minigrad {\n" + "".join(renglones) + "}\n"
        return Aviso(f"{_texto(nodos)}\n{CONSEJO}", fuente)
    titulos = {f"n{nodo.numero}": frase(nodo, nodos) for nodo in nodos}
    return Grafo(renglones, corto(titulo, 80) or resumen(nodos), _texto(nodos), titulos)


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
    yield f"\tgraph [rankdir={rankdir} bgcolor=white ordering=in pad=0.15{_TITULAR}{rotulo}]\n"
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
