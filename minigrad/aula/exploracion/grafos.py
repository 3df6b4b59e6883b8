"""Grafos con su raíz, para explorar lo que los recorre: un orden, un paso hacia atrás, un borrado.

Los hay compartidos, hondos, con el mismo nodo dos veces, con datos iguales en nodos distintos y
con datos que suben o que bajan hacia la raíz. Los nodos son de la clase del aprendiz, y no dependen
de lo que él haya escrito en ella. Sus hijos cuentan cuántas veces se los recorre: quien visita 2ⁿ
veces un nodo compartido se pasa del presupuesto, y eso es lo que se observa.

Glosario. *Parte*: un hijo y la derivada local que le toca. *Duplicación*: la suma de un nodo
consigo mismo.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from minigrad.aula.exploracion.nodos import su_value
from minigrad.aula.exploracion.paleta import de_cerca
from minigrad.aula.huella.observar import Observacion

#: crea un nodo con su dato y sus partes
Crear = Callable[[float, Sequence[tuple[Any, float]]], Any]
#: los nodos por su nombre, cada hijo antes que sus consumidores; la raíz es el último
Grafo = dict[str, Any]

#: cuántas veces se pueden recorrer los hijos de algún nodo; en 40 duplicaciones bastan 41
PRESUPUESTO = 10_000
_SE_PASO = f"se detuvo: ya había recorrido {PRESUPUESTO} veces los hijos de algún nodo"


# --- crear nodos -----------------------------------------------------------------------------


class Nodo:
    """Un nodo con lo justo, para cuando no se tiene la clase del aprendiz."""

    def __init__(self, data: float, hijos: Iterable[Any] = ()) -> None:
        self.data = data
        self.grad = 0.0
        self.label = ""
        self._prev = tuple(hijos)
        self._op = "+" if self._prev else ""
        self._backward: Callable[[], None] = lambda: None


def de_clase(clase: Any) -> Crear:
    """Cómo crear nodos de una clase sin llamar a nada de lo que hay escrito en ella."""
    con_casillas = not hasattr(object.__new__(clase), "__dict__")

    def crear(dato: float, partes: Sequence[tuple[Any, float]] = ()) -> Any:
        nodo = object.__new__(Nodo if con_casillas else clase)
        vars(nodo).update(vars(Nodo(dato, [hijo for hijo, _ in partes])))
        vars(nodo)["_locales"] = tuple(local for _, local in partes)
        return nodo

    return crear


class _Hijos(tuple[Any, ...]):
    """Los hijos de un nodo, que avisan cuando se los recorre."""

    avisar: Callable[[], None]

    def __iter__(self) -> Iterator[Any]:
        self.avisar()
        return super().__iter__()

    def __getitem__(self, cual: Any) -> Any:
        self.avisar()
        return super().__getitem__(cual)


class _DemasiadosPasos(Exception):
    """Se pasó del presupuesto."""


def contando(crear: Crear) -> Crear:
    """Lo mismo, pero los nodos cuentan entre todos cuántas veces se recorren sus hijos."""
    pasos = 0

    def avisar() -> None:
        nonlocal pasos
        pasos += 1
        if pasos > PRESUPUESTO:
            raise _DemasiadosPasos

    def crear_y_contar(dato: float, partes: Sequence[tuple[Any, float]] = ()) -> Any:
        nodo = crear(dato, partes)
        nodo._prev = _Hijos(nodo._prev)
        nodo._prev.avisar = avisar
        return nodo

    return crear_y_contar


def sin_pasarse(hacer: Callable[[], Any]) -> Any:
    """Lo que da, o que se pasó del presupuesto, en palabras."""
    try:
        return hacer()
    except _DemasiadosPasos:
        return _SE_PASO


# --- los grafos ------------------------------------------------------------------------------


def suma(crear: Crear, *hijos: Any) -> Any:
    return crear(sum(hijo.data for hijo in hijos), [(hijo, 1.0) for hijo in hijos])


def producto(crear: Crear, a: Any, b: Any) -> Any:
    return crear(a.data * b.data, [(a, b.data), (b, a.data)])


def _solo(crear: Crear) -> Grafo:
    return {"a": crear(4.25, ())}


def _un_hijo(crear: Crear) -> Grafo:
    a = crear(-1.734, ())
    b = crear(0.625, [(a, -2.5)])
    return {"a": a, "b": b, "c": crear(-0.5, [(b, 1.75)])}


def _iguales(crear: Crear) -> Grafo:
    """Los dos factores guardan lo mismo, y sus gradientes no son iguales."""
    a, b = crear(3.5, ()), crear(3.5, ())
    c = crear(12.25, [(a, 2.25), (b, -0.75)])
    return {"a": a, "b": b, "c": c, "d": crear(12.25, [(c, 1.5), (a, 0.5)])}


def _ceros(crear: Crear) -> Grafo:
    a = crear(0.0, ())
    b = suma(crear, a, a)
    c = suma(crear, b, a)
    return {"a": a, "b": b, "c": c, "d": suma(crear, c, c)}


def _bajan(crear: Crear) -> Grafo:
    a, b = crear(9.5, ()), crear(-12.25, ())
    c = suma(crear, a, b)
    d = suma(crear, c, b)
    e = suma(crear, d, c)
    return {"a": a, "b": b, "c": c, "d": d, "e": e, "f": suma(crear, c, e)}


def _suben_y_bajan(crear: Crear) -> Grafo:
    a, b = crear(-2.25, ()), crear(3.75, ())
    c = producto(crear, a, b)
    d = producto(crear, c, a)
    e = suma(crear, c, d)
    f = producto(crear, e, b)
    return {"a": a, "b": b, "c": c, "d": d, "e": e, "f": f, "g": suma(crear, f, c, a)}


def _atajo(crear: Crear, *, primero: bool) -> Grafo:
    """A la raíz se llega por un camino largo y por un atajo, que va primero o al final."""
    a, b = crear(0.25, ()), crear(-1.5, ())
    c = producto(crear, a, b)
    d = suma(crear, c, a)
    e = producto(crear, d, b)
    return {"a": a, "b": b, "c": c, "d": d, "e": e,
            "f": suma(crear, *((a, c, e) if primero else (e, c, a)))}  # fmt: skip


def _de_tres(crear: Crear) -> Grafo:
    """El mismo nodo aparece dos veces entre tres hijos, y después entre dos."""
    a, b = crear(1.25, ()), crear(-0.75, ())
    c = crear(2.5, [(a, 1.5), (b, -2.0), (a, 0.25)])
    return {"a": a, "b": b, "c": c, "d": crear(-3.25, [(c, 0.5), (c, 2.5)])}


def _llega_cero(crear: Crear) -> Grafo:
    """A `c` le llega 0, así que a `a` también por ese camino."""
    a, cero = crear(2.5, ()), crear(0.0, ())
    c = producto(crear, a, a)
    d = producto(crear, c, cero)
    return {"a": a, "b": cero, "c": c, "d": d, "e": suma(crear, d, a)}


def _extremos(crear: Crear) -> Grafo:
    """Al de en medio le llega casi nada, y aun así lo que reparte cuenta."""
    a, b = crear(3e7, ()), crear(-2e-8, ())
    c = crear(4e6, [(a, 3e7), (b, -2.5)])
    d = crear(-0.08, [(c, -2e-8)])
    return {"a": a, "b": b, "c": c, "d": d, "e": crear(1.5, [(d, 1.75)])}


def _capas(crear: Crear) -> Grafo:
    """Tres capas de tres, donde todos usan a todos."""
    grafo = {f"x{k}": crear(dato, ()) for k, dato in enumerate((1.5, -2.25, 0.5))}
    for piso in range(3):
        x, y, z = list(grafo.values())[-3:]
        grafo |= {f"y{piso}": suma(crear, x, y, z), f"z{piso}": producto(crear, z, x)}
        grafo[f"w{piso}"] = suma(crear, x, z)
    return {**grafo, "raíz": suma(crear, *list(grafo.values())[-3:])}


def _enredo(crear: Crear) -> Grafo:
    """Doce nodos, cada uno con dos o tres hijos de los de antes; los datos van y vienen."""
    grafo = {"n0": crear(0.75, ()), "n1": crear(-1.25, ())}
    for k in range(2, 12):
        antes = list(grafo.values())
        elegidos = [antes[-1], antes[(7 * k + 3) % k], antes[(5 * k + 1) % (k - 1)]]
        dato = (-1) ** k * (20.5 - k)
        partes = [(hijo, 1.7 * i - 1.1) for i, hijo in enumerate(elegidos[: 2 + k % 2])]
        grafo[f"n{k}"] = crear(dato, partes)
    return grafo


def _hondo(crear: Crear) -> Grafo:
    grafo = {"a": crear(1.5, ())}
    for k in range(60):
        ultimo, otro = list(grafo.values())[-1], crear(-0.75, ())
        grafo |= {f"hoja {k + 1}": otro, f"piso {k + 1}": suma(crear, ultimo, otro)}
    return grafo


def duplicaciones(crear: Crear) -> Grafo:
    """Cuarenta: b = a + a; c = b + b… El gradiente de a es 2⁴⁰."""
    grafo = {"a": crear(0.5, ())}
    for k in range(40):
        ultimo = list(grafo.values())[-1]
        grafo[f"duplicación {k + 1}"] = suma(crear, ultimo, ultimo)
    return grafo


GRAFOS: Mapping[str, Callable[[Crear], Grafo]] = {
    "un nodo solo": _solo,
    "b sale de a, y c de b": _un_hijo,
    "dos nodos distintos que guardan 3.5": _iguales,
    "b = a + a; c = b + a; d = c + c, y todos guardan 0": _ceros,
    "los datos bajan hacia la raíz": _bajan,
    "los datos suben y bajan": _suben_y_bajan,
    "un camino largo a la raíz y un atajo, primero el atajo": lambda c: _atajo(c, primero=True),
    "un camino largo a la raíz y un atajo, primero el largo": lambda c: _atajo(c, primero=False),
    "un nodo con tres hijos, uno de ellos repetido": _de_tres,
    "por un camino llega 0": _llega_cero,
    "datos enormes y diminutos": _extremos,
    "tres capas donde todos usan a todos": _capas,
    "doce nodos enredados": _enredo,
    "sesenta pisos": _hondo,
}


def _con_raices(crear: Crear) -> tuple[Grafo, Grafo]:
    """Dos raíces que comparten nodos: los grafos de una y de la otra."""
    a, b = crear(1.5, ()), crear(-2.25, ())
    c = producto(crear, a, b)
    d = suma(crear, c, a)
    comunes = {"a": a, "b": b, "c": c}
    return {**comunes, "d": d}, {**comunes, "e": producto(crear, c, c)}


def _raiz(grafo: Grafo) -> Any:
    return list(grafo.values())[-1]


# --- un orden --------------------------------------------------------------------------------


def explorar_orden(ordenar: Callable[[Any], Any], de: Crear | None = None) -> Iterator[Observacion]:
    """Qué cumple la lista de cada grafo, en palabras: vale cualquier orden correcto."""
    crear = de or de_clase(su_value(ordenar))

    def uno(hacer: Callable[[Crear], Grafo]) -> list[str]:
        grafo = hacer(crear)
        return faltas_del_orden(ordenar(_raiz(grafo)), grafo)

    def dos_veces() -> list[str]:
        grafo = _bajan(crear)
        ordenar(_raiz(grafo))
        return faltas_del_orden(ordenar(_raiz(grafo)), grafo)

    def dos_raices() -> list[str]:
        una, otra = _con_raices(crear)
        ordenar(_raiz(una))
        return faltas_del_orden(ordenar(_raiz(otra)), otra)

    def queda() -> str:
        grafo, llamadas = _suben_y_bajan(crear), Counter[str]()
        for nombre, nodo in grafo.items():
            nodo._backward = lambda nombre=nombre: llamadas.update([nombre])
        cambios = lo_que_cambia(grafo, lambda: ordenar(_raiz(grafo)))
        return f"llama a la nota de {', '.join(llamadas)}" if llamadas else cambios

    for nombre, hacer in GRAFOS.items():
        yield f"la lista de un grafo: {nombre}", lambda hacer=hacer: uno(hacer)
    yield "la lista de la misma raíz, pedida por segunda vez", dos_veces
    yield "la lista de otra raíz que comparte nodos con la primera", dos_raices
    yield "qué más hace con los nodos al ordenarlos", queda
    yield (
        "cuarenta duplicaciones (b = a + a; c = b + b…)",
        lambda: sin_pasarse(
            lambda: faltas_del_orden(ordenar(_raiz(grafo := duplicaciones(contando(crear)))), grafo)
        ),
    )


def faltas_del_orden(lista: Any, grafo: Grafo) -> list[str]:
    """Lo que le falta a una lista para ser un orden topológico, en palabras."""
    if isinstance(lista, set | frozenset):
        return ["es un conjunto, que no guarda el orden"]
    nombres = {id(nodo): nombre for nombre, nodo in grafo.items()}
    puestos = [nombres.get(id(nodo), "otro") for nodo in lista]
    return list(_faltas(puestos, grafo, nombres)) or [
        "está bien: cada hijo, antes que quien lo usa"
    ]


def _faltas(puestos: list[str], grafo: Grafo, nombres: Mapping[int, str]) -> Iterator[str]:
    for nombre in grafo:
        if nombre not in puestos:
            yield f"falta {nombre}"
    for nombre, veces in Counter(puestos).items():
        if nombre not in grafo:
            yield f"{veces} que no son del grafo"
        elif veces > 1:
            yield f"{nombre} sale {veces} veces"
    for nombre, nodo in grafo.items():
        for hijo in dict.fromkeys(nombres[id(h)] for h in tuple(nodo._prev)):
            if {nombre, hijo} <= {*puestos} and puestos.index(nombre) < puestos.index(hijo):
                yield f"{nombre} va antes que su hijo {hijo}"


# --- un paso hacia atrás ---------------------------------------------------------------------


def explorar_hacia_atras(hacia_atras: Callable[[Any], Any], crear: Crear) -> Iterator[Observacion]:
    """El gradiente de cada nodo después de un paso hacia atrás, de un grafo nuevo cada vez."""

    def uno(hacer: Callable[[Crear], Grafo]) -> dict[str, float]:
        grafo = hacer(crear)
        hacia_atras(_raiz(grafo))
        return gradientes(grafo)

    def otra_vez() -> dict[str, float]:
        grafo = _suben_y_bajan(crear)
        hacia_atras(_raiz(grafo))
        _a_cero(grafo)
        hacia_atras(_raiz(grafo))
        return gradientes(grafo)

    def dos_raices() -> dict[str, float]:
        una, otra = _con_raices(crear)
        hacia_atras(_raiz(una))
        _a_cero(una)
        hacia_atras(_raiz(otra))
        return gradientes({**una, **otra})

    def con_gradiente(nombre: str) -> dict[str, float]:
        grafo = _un_hijo(crear)
        grafo[nombre].grad = 10.25
        hacia_atras(_raiz(grafo))
        return gradientes(grafo)

    def queda() -> str:
        grafo = _suben_y_bajan(crear)
        return lo_que_cambia(grafo, lambda: hacia_atras(_raiz(grafo)), salvo="grad")

    def muchas() -> Any:
        grafo = duplicaciones(contando(crear))
        return sin_pasarse(lambda: [hacia_atras(_raiz(grafo)), grafo["a"].grad][1])

    for nombre, hacer in GRAFOS.items():
        yield f"gradientes tras el paso hacia atrás: {nombre}", lambda hacer=hacer: uno(hacer)
    yield (
        "gradientes con uno que es casi 0, en milmillonésimas",
        lambda: de_cerca(list(uno(_extremos).values())),
    )
    yield "gradientes de la segunda vez, puestos en 0 los de la primera", otra_vez
    yield "gradientes de otra raíz que comparte nodos, puestos en 0 los de la primera", dos_raices
    yield "gradientes si la hoja a ya traía 10.25 de antes", lambda: con_gradiente("a")
    yield "gradientes si la raíz c ya traía 10.25 de antes", lambda: con_gradiente("c")
    yield "qué cambia en los nodos, además del gradiente", queda
    yield "gradiente de a tras cuarenta duplicaciones (b = a + a; c = b + b…)", muchas


def gradientes(grafo: Grafo) -> dict[str, float]:
    return {nombre: nodo.grad for nombre, nodo in grafo.items()}


def _a_cero(grafo: Grafo) -> None:
    for nodo in grafo.values():
        nodo.grad = 0.0


# --- lo que no debe cambiar ------------------------------------------------------------------

_CAMPOS = ("data", "grad", "label", "_op", "_prev", "_backward", "_locales")


def lo_que_cambia(grafo: Grafo, hacer: Callable[[], Any], salvo: str = "") -> str:
    """Qué campos de los nodos son otros después de hacer algo, en palabras."""
    for k, (nombre, nodo) in enumerate(grafo.items()):
        nodo.label, nodo.grad = nombre, 10.5 + k
    antes = [_campos(nodo, salvo) for nodo in grafo.values()]
    hacer()
    despues = [_campos(nodo, salvo) for nodo in grafo.values()]
    otros = {
        campo
        for unos, quedan in zip(antes, despues, strict=True)
        for campo in unos
        if not _mismo(unos[campo], quedan[campo])
    }
    return f"cambia {', '.join(sorted(otros))}" if otros else "nada"


def _campos(nodo: Any, salvo: str) -> dict[str, Any]:
    return {campo: getattr(nodo, campo, None) for campo in _CAMPOS if campo != salvo}


def _mismo(uno: Any, otro: Any) -> bool:
    if isinstance(uno, tuple) and isinstance(otro, tuple):
        return list(map(id, tuple(uno))) == list(map(id, tuple(otro)))
    return uno is otro or (isinstance(uno, int | float | str) and bool(uno == otro))
