"""Listas de puntajes y una clase: lo que reciben softmax, la pérdida y sus gradientes.

El mayor está en cualquier lugar; hay empates, uno solo, hasta diez clases, enormes, negativos e
iguales. Como nodos, los hay que salieron de otra cuenta y el mismo dos veces en la lista. Quien
calcula `exp` sin restar nada no se desborda con ellos: eso se prueba aparte, con números.

Glosario. *Caso*: unos puntajes y la clase correcta, que no todas las funciones reciben.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from minigrad.aula.exploracion.paleta import de_cerca, decir
from minigrad.aula.huella.observar import Observacion

#: recibe los puntajes y la clase, y devuelve el nodo o los nodos (o números) que resultan
Funcion = Callable[[list[Any], int], Any]
Caso = tuple[Sequence[float], int]

CASOS: dict[str, Caso] = {
    "dos, y el mayor primero": ((2.1349, -1.3762), 1),
    "tres, y el mayor en medio": ((-0.6183, 1.8721, 0.3754), 2),
    "tres, y el mayor al final": ((-1.2567, 0.4183, 2.3349), 0),
    "cuatro, y acierta casi del todo": ((3.2183, -0.5342, 0.1567, -1.2431), 0),
    "cuatro, con dos empatados arriba": ((1.2567, -0.5342, 1.2567, 0.7431), 2),
    "cinco iguales": ((-1.5237,) * 5, 3),
    "tres ceros": ((0.0,) * 3, 1),
    "cuatro negativos": ((-3.1416, -0.7182, -2.4142, -5.5761), 3),
    "enteros": ((3, -1, 0, 2), 0),
    "uno solo": ((1.7345,), 0),
    "diez": ((0.31, -1.27, 2.43, 0.0, -0.31, 1.56, 2.41, -2.18, 0.77, 1.13), 7),
}
#: ni con estos se desborda `exp`; pasan, eso sí, de cualquier tope
ENORMES: dict[str, Caso] = {
    "tres muy grandes": ((121.5376, 120.2541, 122.0183), 1),
    "uno muy grande y otro muy negativo": ((-104.3761, 96.2543), 0),
    "tres muy negativos": ((-151.2543, -150.3762, -152.0181), 2),
}
#: alguna probabilidad es diminuta, y casi lo es su gradiente
DIMINUTOS: dict[str, Caso] = {
    "uno casi imposible": ((-16.2543, 1.7182, 0.3762), 0),
    "casi todos imposibles": ((-17.2543, -16.3762, 2.0181, -18.5376), 2),
}
#: con estos se desborda quien no resta el mayor
DESBORDAN: dict[str, Caso] = {
    "dos enormes": ((30000000, 30000001.5), 0),
    "dos muy negativos": ((-30000000.5, -30000000), 1),
    "uno enorme, en medio": ((-2500.5, 30000000, 1250), 2),
    "tres enormes iguales": ((-30000000.0,) * 3, 1),
}
_ENTEROS = CASOS["enteros"][0]


def _en(caso: tuple[str, Caso], con_clase: bool) -> str:
    nombre, (puntajes, clase) = caso
    en_clase = f", clase {clase}" if con_clase else ""
    return f"({', '.join(map(decir, puntajes))}): {nombre}{en_clase}"


# --- con nodos -------------------------------------------------------------------------------


def explorar_puntajes(
    clase: Any, funcion: Funcion, que: str, *, con_clase: bool = True
) -> Iterator[Observacion]:
    """Lo que resulta y el gradiente de cada puntaje; `que` nombra lo que se calcula.

    Si resulta una lista, los gradientes son los de su suma, cada uno con un peso distinto.
    """

    def de(puntajes: Sequence[float], cual: int) -> list[Any]:
        nodos = [clase(x) for x in puntajes]
        return _datos_y_gradientes(funcion(list(nodos), cual), nodos)

    yield (
        f"qué entrega {que} de (3, −1, 0, 2)",
        lambda: _entregado(funcion([clase(x) for x in _ENTEROS], 0), clase),
    )
    for caso in (CASOS | ENORMES).items():
        etiqueta = f"{que} y gradientes con {_en(caso, con_clase)}"
        yield etiqueta, lambda de_que=caso[1]: de(*de_que)
    for caso in DIMINUTOS.items():
        etiqueta = f"{que} y gradientes, en milmillonésimas, con {_en(caso, con_clase)}"
        yield etiqueta, lambda de_que=caso[1]: de_cerca(de(*de_que))
    if con_clase:
        yield (
            f"{que} y gradientes con (3, −1, 0, 2) y cada clase",
            lambda: [de(_ENTEROS, cual) for cual in range(4)],
        )
    yield from _otros_nodos(clase, funcion, que)
    yield from _cuidado(clase, funcion, que)


def _entregado(salida: Any, clase: Any = None) -> Any:
    """Qué clase de cosa es, en palabras; lo que no es un nodo ni una lista se ve tal cual."""
    if clase and isinstance(salida, clase):
        return "un Value"
    if not hasattr(salida, "__getitem__") or not hasattr(salida, "__len__"):
        return salida
    if not clase:
        return f"una lista de {len(salida)}"
    cosas = {"Value" if isinstance(parte, clase) else type(parte).__name__ for parte in salida}
    return f"una lista de {len(salida)}: {', '.join(sorted(cosas))}"


def _otros_nodos(clase: Any, funcion: Funcion, que: str) -> Iterator[Observacion]:
    def de_otra_cuenta() -> list[Any]:
        hojas = a, b, c = clase(0.7345), clase(-1.2183), clase(0.4567)
        return _datos_y_gradientes(funcion([a * b, b + c, a * a + c, b], 2), hojas)

    def repetido() -> list[Any]:
        hojas = a, b = clase(0.8345), clase(-0.3183)
        return _datos_y_gradientes(funcion([a, b, a], 2), hojas)

    yield f"{que} y gradientes hasta las hojas: los puntajes salen de otra cuenta", de_otra_cuenta
    yield f"{que} y gradientes con el mismo nodo dos veces en la lista", repetido


def _cuidado(clase: Any, funcion: Funcion, que: str) -> Iterator[Observacion]:
    (unos, una), (otros, otra) = list(CASOS.values())[1:3]

    def dos_a_la_vez() -> list[Any]:
        nodos = [[clase(x) for x in puntajes] for puntajes in (unos, otros)]
        salidas = [funcion(list(nodos[0]), una), funcion(list(nodos[1]), otra)]
        return [_datos_y_gradientes(s, n) for s, n in zip(salidas, nodos, strict=True)]

    def otra_vez() -> list[Any]:
        nodos = [clase(x) for x in unos]
        return [_datos_y_gradientes(funcion(list(nodos), c), nodos) for c in (una, otra)]

    def lo_recibido() -> str:
        nodos = [clase(x) for x in unos]
        for k, nodo in enumerate(nodos):
            nodo.grad, nodo.label = 10.5 + k, f"z{k}"
        lista = list(nodos)
        funcion(lista, una)
        return _que_cambio(lista, nodos, unos)

    yield f"{que} y gradientes, con dos listas a la vez", dos_a_la_vez
    yield f"{que} y gradientes, otra vez con los mismos nodos: se acumulan", otra_vez
    yield "la lista de puntajes, después", lo_recibido


def _que_cambio(lista: Sequence[Any], nodos: Sequence[Any], datos: Sequence[float]) -> str:
    if [id(nodo) for nodo in lista] != [id(nodo) for nodo in nodos]:
        return "ya no tiene los mismos nodos, en el mismo orden"
    if [nodo.data for nodo in nodos] != list(datos):
        return "los datos de sus nodos cambiaron"
    if any(nodo.grad != 10.5 + k or nodo.label != f"z{k}" for k, nodo in enumerate(nodos)):
        return "los gradientes o las etiquetas de sus nodos cambiaron"
    return "queda como estaba"


def _datos_y_gradientes(salida: Any, hojas: Sequence[Any]) -> list[Any]:
    salidas = list(salida) if hasattr(salida, "__getitem__") else [salida]
    total = salidas[0] * 1.25
    for k, nodo in enumerate(salidas[1:], start=1):
        total = total + nodo * (1.25 - 0.75 * k)
    total.backward()
    return [*(nodo.data for nodo in salidas), *(hoja.grad for hoja in hojas)]


# --- con números -----------------------------------------------------------------------------


def explorar_listas(funcion: Funcion, que: str, *, con_clase: bool = True) -> Iterator[Observacion]:
    """La lista de números que resulta, y la que se recibe, que no cambia."""

    def de(puntajes: Sequence[float], cual: int) -> list[Any]:
        return list(funcion(list(puntajes), cual))

    def despues() -> list[list[float]]:
        listas = [list(puntajes) for puntajes, _ in (CASOS | DESBORDAN).values()]
        for lista in listas:
            funcion(lista, 0)
        return listas

    def otra_vez() -> list[float]:
        resultado = funcion(list(_ENTEROS), 0)
        if isinstance(resultado, list):
            resultado[0] = 9.5
        return list(funcion(list(_ENTEROS), 0))

    def a_la_vez() -> list[list[float]]:
        hechas = [funcion(list(p), c) for p, c in list(CASOS.values())[1:4]]
        return [list(hecha) for hecha in hechas]

    yield f"qué entrega {que} de (3, −1, 0, 2)", lambda: _entregado(funcion(list(_ENTEROS), 0))
    for caso in (CASOS | ENORMES | DESBORDAN).items():
        yield f"{que} con {_en(caso, con_clase)}", lambda de_que=caso[1]: de(*de_que)
    for caso in DIMINUTOS.items():
        etiqueta = f"{que}, en milmillonésimas, con {_en(caso, con_clase)}"
        yield etiqueta, lambda de_que=caso[1]: de_cerca(de(*de_que))
    if con_clase:
        yield (
            f"{que} con (3, −1, 0, 2) y cada clase",
            lambda: [de(_ENTEROS, cual) for cual in range(4)],
        )
    yield f"{que} con tres listas, una tras otra", a_la_vez
    yield f"{que} de (3, −1, 0, 2) otra vez, después de cambiar la lista que resultó", otra_vez
    yield "las listas que recibe, después", despues
