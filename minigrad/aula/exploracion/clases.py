"""Explora una clase de nodos: su constructor, su texto y una operación que todavía no va atrás."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from minigrad.aula.exploracion.paleta import de_cerca
from minigrad.aula.huella.observar import Observacion

#: los datos de unos hijos: con cero, con un repetido, con un entero y con uno negativo
_HIJOS: Sequence[Any] = (1.7345678, -2.5, 0.0, 7, -2.5)


# --- el constructor --------------------------------------------------------------------------


def explorar_constructor(clase: Any) -> Iterator[Observacion]:
    """Cuántos hijos, qué operación y qué etiqueta guarda, se den como se den."""
    for dato in (0, -3, 0.0, 1.7345678, -4e8):
        yield f"data de Value({dato})", lambda dato=dato: clase(dato).data
    yield "data de Value(3e-9), en milmillonésimas", lambda: de_cerca(clase(3e-9).data)
    yield (
        "data si se pasa un entero: ¿sigue siendo un entero?",
        lambda: type(clase(7).data).__name__,
    )
    for cuantos in range(1, 6):
        yield f"datos de {cuantos} hijos, en orden", lambda n=cuantos: _hijos(clase, n, tuple)
    yield "datos de tres hijos que llegan en una lista", lambda: _hijos(clase, 3, list)
    yield "datos de los hijos si se dan como hijos=", lambda: _por_nombre(clase)
    yield "¿son los hijos los mismos nodos, y no copias?", lambda: _mismos_hijos(clase)
    yield (
        "datos de los hijos si después cambia la lista en que llegaron",
        lambda: _lista_vaciada(clase),
    )
    for argumentos, crear in _LLAMADAS.items():
        etiqueta = f"_op y label de Value(1.5, {argumentos})"
        yield etiqueta, lambda crear=crear: _op_y_label(crear(clase, _nodos(clase, 3)))
    yield "gradiente al nacer, según el dato", lambda: [clase(x).grad for x in (0.0, -3.0, 7)]
    yield (
        "gradiente al nacer de un nodo con hijos",
        lambda: clase(1.5, _nodos(clase), "+", "n").grad,
    )
    yield "gradiente y label de los hijos después de crear el nodo", lambda: _hijos_intactos(clase)
    yield "un nodo después de crear otro", lambda: _dos_a_la_vez(clase)
    yield (
        "cuántos elementos tiene un conjunto con dos Value que guardan 2.5",
        lambda: len({clase(2.5), clase(2.5)}),
    )
    yield (
        "cuántos de dos Value que guardan 2.5 son iguales al primero, según ==",
        lambda: [primero := clase(2.5), sum(x == primero for x in (primero, clase(2.5)))][1],
    )


def _nodos(clase: Any, cuantos: int = len(_HIJOS)) -> list[Any]:
    return [clase(dato) for dato in _HIJOS[:cuantos]]


def _hijos(clase: Any, cuantos: int, juntar: Callable[[list[Any]], Any]) -> list[Any]:
    return datos_de(clase(1.5, juntar(_nodos(clase, cuantos)), "+")._prev)


def datos_de(hijos: Any) -> list[Any]:
    """Los datos en su orden; los de un conjunto, que no tiene, de menor a mayor."""
    datos = [hijo.data for hijo in hijos]
    return datos if isinstance(hijos, tuple | list) else sorted(datos)


def _por_nombre(clase: Any) -> list[Any]:
    nodo = clase(data=1.5, label="n", op="*", hijos=_nodos(clase, 2))
    return [datos_de(nodo._prev), nodo._op, nodo.label]


def _mismos_hijos(clase: Any) -> list[str]:
    hijos = _nodos(clase, 3)
    guardados = list(clase(1.5, hijos, "+")._prev)
    return ["está" if any(nodo is hijo for nodo in guardados) else "no está" for hijo in hijos]


def _lista_vaciada(clase: Any) -> list[Any]:
    hijos = _nodos(clase, 2)
    nodo = clase(1.5, hijos, "+")
    hijos.clear()
    return datos_de(nodo._prev)


#: con y sin hijos, con y sin operación, con y sin etiqueta
_LLAMADAS: dict[str, Callable[[Any, list[Any]], Any]] = {
    '(), "*"': lambda clase, _: clase(1.5, (), "*"),
    'op="tanh", label="t"': lambda clase, _: clase(1.5, op="tanh", label="t"),
    'label="Capa 1"': lambda clase, _: clase(1.5, label="Capa 1"),
    '(a,), "tanh"': lambda clase, hijos: clase(1.5, (hijos[0],), "tanh"),
    '(a,), "exp", "e"': lambda clase, hijos: clase(1.5, (hijos[0],), "exp", "e"),
    '(a, b), "*", ""': lambda clase, hijos: clase(1.5, tuple(hijos[:2]), "*", ""),
    '(a, b), "", "suma"': lambda clase, hijos: clase(1.5, tuple(hijos[:2]), "", "suma"),
    '(a, b, c), "**2", "la de los tres"': lambda clase, hijos: clase(
        1.5, tuple(hijos), "**2", "la de los tres"
    ),
}


def _op_y_label(nodo: Any) -> list[Any]:
    return [nodo._op, nodo.label]


def _hijos_intactos(clase: Any) -> list[Any]:
    hijos = [clase(dato, label="ab"[k]) for k, dato in enumerate((2.5, -1.5))]
    for hijo in hijos:
        hijo.grad = 4.25
    clase(1.0, tuple(hijos), "+", "c")
    clase(1.0, hijos, "+", "c")
    return [[hijo.data, hijo.grad, hijo.label, hijo._op, len(hijo._prev)] for hijo in hijos]


def _dos_a_la_vez(clase: Any) -> list[Any]:
    hijos = _nodos(clase, 2)
    nodo = clase(1.5, hijos, "+", "n")
    nodo.grad = 4.25
    clase(-2.0, (nodo,), "*", "otro").grad = 3.0
    return [nodo.data, nodo.grad, nodo.label, nodo._op, datos_de(nodo._prev)]


# --- el texto --------------------------------------------------------------------------------


def explorar_texto(clase: Any) -> Iterator[Observacion]:
    """Cómo se muestra un nodo, tenga el número que tenga y salga de donde salga."""
    numeros = (0.0, -3, 7, 1.7345678, 0.1 + 0.2, -123456.789, 3e-9, 1e20, 1 / 3)
    for numero in numeros:
        yield f"cómo se muestra Value({numero})", lambda n=numero: repr(clase(n))
    yield "cómo se muestra un nodo con hijos y label", lambda: _con_todo(clase)
    yield (
        "cómo se muestran dos, uno dentro de una lista",
        lambda: f"{clase(1.5)} y {[clase(-2.25)]}",
    )
    yield "cómo queda un nodo después de mostrarlo", lambda: _mostrado(clase)


def _con_todo(clase: Any) -> str:
    nodo = clase(6.5, (clase(4.0), clase(2.5)), "+", "suma")
    nodo.grad = 3.0
    return repr(nodo)


def _mostrado(clase: Any) -> list[Any]:
    nodo = clase(6.54321, (clase(4.0), clase(2.5)), "+", "suma")
    nodo.grad = 3.0
    repr(nodo)
    return [nodo.data, nodo.grad, nodo.label, nodo._op, len(nodo._prev)]


# --- una operación de dos --------------------------------------------------------------------


def orden_de_los_hijos(
    clase: Any, operar: Callable[[Any, Any], Any], datos: Sequence[float]
) -> Any:
    """Los datos de los hijos; si unas veces llegan en un orden y otras en otro, en palabras.

    Un conjunto no guarda el orden, pero con dos elementos acierta a veces: se prueban varios pares
    vivos a la vez, y cada uno también al revés.
    """
    pares = [[clase(dato) for dato in datos] for _ in range(6)]
    pares += [par[::-1] for par in pares]
    vistos = [[_lugar(hijo, par) for hijo in operar(*par)._prev] for par in pares]
    if any(sorted(visto) != [0, 1] for visto in vistos):
        return [hijo.data for hijo in operar(*(clase(dato) for dato in datos))._prev]
    if any(visto != vistos[0] for visto in vistos):
        return "unas veces en orden y otras al revés"
    return [hijo.data for hijo in operar(*pares[0])._prev]


def _lugar(hijo: Any, par: Sequence[Any]) -> int:
    return next((i for i, nodo in enumerate(par) if nodo is hijo), -1)


def explorar_grafo_de(clase: Any, operar: Callable[[Any, Any], Any]) -> Iterator[Observacion]:
    """Que una operación guarde a sus hijos y los deje como estaban."""
    for x, y in ((7.0, 5.0), (2.5, 2.5), (0.0, 0.0)):
        yield (
            f"quiénes son los hijos de a con b, de b con a y de a con a, si guardan {x:g} y {y:g}",
            lambda x=x, y=y: _son_ellos(clase, operar, x, y),
        )
    yield (
        "hijos y nietos de una operación entre a con b y b con c, que guardan 1.5, −2.5 y 7",
        lambda: _nietos(clase, operar),
    )
    yield (
        "¿dan dos nodos dos operaciones con los mismos operandos?",
        lambda: _dos_nodos(clase, operar),
    )
    yield "qué entrega", lambda: _entrega(clase, operar)
    yield (
        "gradiente del resultado, y los de a y b, que ya traían 3 y −2",
        lambda: _gradientes(clase, operar),
    )
    yield "operación anotada si es x con x", lambda: _consigo(clase, operar)
    yield "label de los operandos que no lo tenían", lambda: _sin_label(clase, operar)


def _son_ellos(clase: Any, operar: Callable[[Any, Any], Any], x: float, y: float) -> list[str]:
    a, b = clase(x), clase(y)
    nombres = {id(a): "a", id(b): "b"}
    hijos = [operar(*par)._prev for par in ((a, b), (b, a), (a, a))]
    return [" y ".join(sorted(nombres.get(id(h), "otro") for h in suyos)) for suyos in hijos]


def _nietos(clase: Any, operar: Callable[[Any, Any], Any]) -> list[Any]:
    a, b, c = clase(1.5), clase(-2.5), clase(7)
    primero = operar(a, b)
    raiz = operar(primero, operar(b, c))
    return sorted([hijo.data, sorted(nieto.data for nieto in hijo._prev)] for hijo in raiz._prev)


def _dos_nodos(clase: Any, operar: Callable[[Any, Any], Any]) -> str:
    a, b = clase(1.5), clase(-2.5)
    return "el mismo, dos veces" if operar(a, b) is operar(a, b) else "dos nodos"


def _entrega(clase: Any, operar: Callable[[Any, Any], Any]) -> str:
    nodo = operar(clase(1.5), clase(-2.5))
    return "un Value" if isinstance(nodo, clase) else "otra cosa"


def _gradientes(clase: Any, operar: Callable[[Any, Any], Any]) -> list[Any]:
    a, b = clase(1.5), clase(-2.5)
    a.grad, b.grad = 3.0, -2.0
    return [operar(a, b).grad, a.grad, b.grad]


def _consigo(clase: Any, operar: Callable[[Any, Any], Any]) -> Any:
    a = clase(1.5)
    return operar(a, a)._op


def _sin_label(clase: Any, operar: Callable[[Any, Any], Any]) -> list[Any]:
    a, b = clase(1.5), clase(-2.5)
    operar(a, b)
    return [a.label, b.label]
