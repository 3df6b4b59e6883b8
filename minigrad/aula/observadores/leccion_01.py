"""Qué se observa en la lección 1 y su práctica: gradientes de PyTorch y de Mini-Grad."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from minigrad.aula.ejercicios.practica_01 import LINEAS
from minigrad.aula.exploracion.funciones import cambiada
from minigrad.aula.exploracion.paleta import de_cerca, decir
from minigrad.aula.exploracion.programas import (
    DIMINUTAS,
    ENTRADAS,
    OtroCompleto,
    explorar_con_numeros,
    explorar_programa,
    lista,
    numero_suelto,
)
from minigrad.aula.huella.observar import Observacion
from minigrad.aula.observadores.respuestas import que_entrego
from minigrad.engine import Value

#: las del cuaderno se podrían cambiar desde él
_LINEAS = dict(LINEAS)

Programa = Callable[[Any, Any], tuple[Any, Any, Any]]


# --- la lección ------------------------------------------------------------------------------


def _valores(programa: Programa, x: float, y: float) -> list[float]:
    return [float(nodo) for nodo in programa(Value(x), Value(y))]


def _gradientes(programa: Programa, x: float, y: float) -> list[float]:
    hojas = [Value(x), Value(y)]
    programa(*hojas)[-1].backward()
    return [hoja.grad for hoja in hojas]


def observar_programa(programa: Programa) -> Iterator[Observacion]:
    """Los valores, los gradientes y, al final, que también sirva con números."""
    yield "z, w y f con x = 2, y = 3", lambda: _valores(programa, 2.0, 3.0)
    yield "z, w y f con x = −1, y = 4", lambda: _valores(programa, -1.0, 4.0)
    yield "df/dx y df/dy con x = 2, y = 3", lambda: _gradientes(programa, 2.0, 3.0)
    yield "df/dx y df/dy con x = −1, y = 4", lambda: _gradientes(programa, -1.0, 4.0)
    yield "z, w y f con números comunes", lambda: [numero_suelto(n) for n in programa(1.0, 2.0)]
    yield from explorar_con_numeros(programa, 2, OtroCompleto)
    yield from explorar_programa(programa, 2)


def observar_gradientes(gradientes: Callable[[float, float], Any]) -> Iterator[Observacion]:
    """En varios puntos; en ninguno coinciden los gradientes de nodos distintos."""
    yield "gradientes(2, 3)", lambda: gradientes(2.0, 3.0)
    yield "gradientes(1, 2)", lambda: gradientes(1.0, 2.0)
    yield "gradientes(−1, 4)", lambda: gradientes(-1.0, 4.0)
    yield "qué recibe `programa`", lambda: _lo_que_recibe(gradientes)
    yield from _en_muchos_puntos(gradientes, "gradientes")


def _en_muchos_puntos(funcion: Callable[[float, float], Any], nombre: str) -> Iterator[Observacion]:
    """Con ceros, negativos, repetidos, enormes, diminutos y enteros; y dos veces en el mismo."""
    for x, y, *_ in (*ENTRADAS, (7, -2), (3, 3)):
        yield f"{nombre}({lista((x, y))})", lambda x=x, y=y: funcion(x, y)
    for x, y, *_ in DIMINUTAS:
        yield (
            f"{nombre}({lista((x, y))}), en milmillonésimas",
            lambda x=x, y=y: de_cerca(funcion(x, y)),
        )
    yield (
        f"{nombre}(2, 3), otro y {nombre}(2, 3) otra vez",
        lambda: [funcion(2.0, 3.0), funcion(-1.5, 0.25), funcion(2.0, 3.0)],
    )


def _lo_que_recibe(gradientes: Callable[[float, float], Any]) -> str:
    """Quien va hacia atrás le da nodos a `programa`; quien empuja las entradas, números."""
    recibidos: list[Any] = []

    def espiar(programa: Programa) -> Programa:
        def espia(x: Any, y: Any) -> tuple[Any, Any, Any]:
            recibidos.extend((x, y))
            return programa(x, y)

        return espia

    with cambiada(gradientes, "programa", espiar):
        gradientes(1.5, -2.5)
    return _que_son(recibidos)


def _que_son(recibidos: Sequence[Any]) -> str:
    con_nodos = not recibidos or any(hasattr(x, "backward") for x in recibidos)
    return "nodos" if con_nodos else "números sueltos"


class _Tensor:
    """Se porta como un tensor de un solo número: su `.data` sigue siendo un tensor."""

    def __init__(self, numero: float) -> None:
        self._numero = numero

    @property
    def data(self) -> _Tensor:
        return self

    def item(self) -> float:
        return self._numero

    def __float__(self) -> float:
        return self._numero


_Tensor.__name__ = "tensor"


def _descrito(numeros: Any) -> list[Any]:
    """Cada elemento tal cual si es un número; si no, en palabras qué es."""
    return ["un texto"] if isinstance(numeros, str) else [numero_suelto(n) for n in numeros]


def observar_a_numeros(a_numeros: Callable[[Sequence[Any]], Any]) -> Iterator[Observacion]:
    """Con `Value`, con una lista vacía y con algo que se porta como un tensor."""
    yield "con dos Value: 2.5 y −1", lambda: _descrito(a_numeros([Value(2.5), Value(-1.0)]))
    yield "¿devuelve una lista?", lambda: type(a_numeros([Value(2.5)])).__name__
    yield "con una lista vacía", lambda: _descrito(a_numeros([]))
    yield "con un tensor que guarda 7", lambda: _descrito(a_numeros([_Tensor(7.0)]))
    yield "lo que queda en la lista que recibió", lambda: _queda(a_numeros)
    muchos = (0.0, -3.0, 1.7345678, 1.7345678, 3e7, -2e6, 12.0)
    yield f"con {decir(*muchos)}", lambda: _descrito(a_numeros([Value(x) for x in muchos]))
    yield (
        f"con tensores que guardan {decir(*muchos)}",
        lambda: _descrito(a_numeros([_Tensor(x) for x in muchos])),
    )
    yield (
        "con 0.00000004, en milmillonésimas",
        lambda: de_cerca(_descrito(a_numeros([Value(4e-8), _Tensor(-3e-9)]))),
    )
    yield (
        "con una tupla, como la que da `programa`",
        lambda: _descrito(a_numeros((Value(1.5), Value(-2.5), Value(4.0)))),
    )
    yield "con el mismo nodo dos veces", lambda: _descrito(a_numeros([Value(1.5)] * 2))
    yield "con un nodo que salió de una cuenta", lambda: _descrito(a_numeros([Value(1.5) * 3 - 1]))
    yield (
        "con una lista y después con otra",
        lambda: [a_numeros([Value(x) for x in datos]) for datos in ((1.5, 2.5), (-4.25,))],
    )


def _queda(a_numeros: Callable[[Sequence[Any]], Any]) -> list[Any]:
    nodos = [Value(2.5), Value(-1.0)]
    for nodo in nodos:
        nodo.grad = 4.25
    recibida = list(nodos)
    a_numeros(recibida)
    queda = [
        "el mismo nodo" if a is b else "otra cosa" for a, b in zip(recibida, nodos, strict=False)
    ]
    return [*queda, *(nodo.data for nodo in nodos), *(nodo.grad for nodo in nodos)]


# --- la práctica -----------------------------------------------------------------------------


def _letras(orden: Any) -> list[str]:
    """Acepta `["B", "E"]`, `"BE"`, `"b, e"` y `"B y E"`; de lo que no está en orden, ninguna."""
    if not isinstance(orden, list | tuple | str):
        return []
    texto = re.sub(r"\by\b", "", orden) if isinstance(orden, str) else orden
    return [letra for parte in texto for letra in str(parte).upper() if letra.isalnum()]


def _primera_que_falla(letras: Sequence[str]) -> str:
    nombres: dict[str, Any] = {"Value": Value}
    for letra in letras:
        try:
            exec(_LINEAS[letra], nombres)
        except Exception:
            return f"la línea {letra}"
    return "ninguna"


def _gradiente_final(letras: Sequence[str]) -> Any:
    nombres: dict[str, Any] = {"Value": Value}
    for letra in letras:
        exec(_LINEAS[letra], nombres)
    return nombres.get("gradiente", "nadie lo leyó")


def observar_orden(orden: Any) -> Iterator[Observacion]:
    """Ejecuta las líneas en el orden dado: vale cualquier orden que llegue al gradiente."""
    letras = _letras(orden)
    yield "qué entregaste", que_entrego(orden)
    yield "letras que no están en la lista", [letra for letra in letras if letra not in _LINEAS]
    yield "primera línea que falla", lambda: _primera_que_falla(letras)
    yield "lo que queda en `gradiente`", lambda: _gradiente_final(letras)
    yield "cuántas líneas usaste", lambda: len(letras)


def _revuelto() -> tuple[dict[str, Value], Value, Value]:
    a, b = Value(2.0), Value(3.0)
    s, q = a * b, a + b
    r = s + q
    return {"s": s, "q": q, "r": r, "f": r * s, "a": a, "b": b}, a, b


def _repartir(orden: Sequence[str]) -> list[float]:
    """Cada nodo reparte lo que tiene cuando le toca, como haría un motor con ese orden."""
    nodos, a, b = _revuelto()
    nodos["f"].grad = 1.0
    for nombre in orden:
        nodo = nodos[nombre]
        for hijo, local in zip(nodo._prev, nodo._locales, strict=True):
            hijo.grad += local * nodo.grad
    return [a.grad, b.grad]


def observar_reparto(reparto: Any) -> Iterator[Observacion]:
    """Cuántos reparten, y qué llega a las hojas si reparten en ese orden."""
    suelto = _sin_comillas(reparto)
    nombres = [] if suelto else [letra.lower() for letra in _letras(reparto)]
    yield "qué entregaste", "algo sin comillas" if suelto else que_entrego(reparto)
    yield "nombres que no están en el grafo", [n for n in nombres if n not in _revuelto()[0]]
    # nombrar una hoja no cambia nada: no tiene a quién repartir
    yield "cuántos nodos reparten", sum(nombre not in "ab" for nombre in nombres)
    yield "gradientes de a y de b si reparten en ese orden", lambda: _repartir(nombres)


def observar_quien(nombres: Any) -> Iterator[Observacion]:
    """Los nombres, sin importar el orden ni cómo se escribieron."""
    yield "los que guardan gradiente", sorted(set(_nombres(nombres)))


def _sin_comillas(respuesta: Any) -> bool:
    """Una lista con los nodos mismos, o con números, en lugar de sus nombres."""
    es_lista = isinstance(respuesta, list | tuple | set)
    return es_lista and not all(isinstance(parte, str) for parte in respuesta)


def _nombres(respuesta: Any) -> list[str]:
    """Vale `["a", "d"]`, `["a, d"]`, `{"a", "d"}`, `"a y d"` y `"AD"`; `a.grad` nombra a `a`."""
    if not isinstance(respuesta, list | tuple | set | str):
        return [f"?{type(respuesta).__name__}"]
    if _sin_comillas(respuesta):
        return ["?sin comillas"]
    texto = " ".join([respuesta] if isinstance(respuesta, str) else respuesta).upper()
    partes = re.findall(r"\w+", texto.replace(".GRAD", ""))
    if isinstance(respuesta, str) and len(partes) == 1:
        partes = list(partes[0])
    return [nombre for nombre in partes if nombre != "Y"]


def observar_informe(informe: Callable[[float, float], Any]) -> Iterator[Observacion]:
    """En dos puntos en los que no coinciden los gradientes de nodos distintos; después, en más."""
    yield "informe(3, 4)", lambda: informe(3.0, 4.0)
    yield "informe(−1, 5)", lambda: informe(-1.0, 5.0)

    def gradientes(x: float, y: float) -> Any:
        dicho = informe(x, y)
        return [dicho["df/dx"], dicho["df/dy"]]

    yield from _en_muchos_puntos(gradientes, "informe")


def _valor_y_gradiente(costo: Callable[[Value], Any], x: float) -> list[float]:
    hoja = Value(x)
    salida = costo(hoja)
    salida.backward()
    return [salida.data, hoja.grad]


def observar_costo(costo: Callable[[Value], Any]) -> Iterator[Observacion]:
    """El valor no basta: lo que estaba roto es el gradiente."""
    yield "valor con x = 4", lambda: float(costo(Value(4.0)))
    yield "valor y gradiente con x = 4", lambda: _valor_y_gradiente(costo, 4.0)
    yield "valor y gradiente con x = −1", lambda: _valor_y_gradiente(costo, -1.0)
    yield from explorar_programa(lambda x: [costo(x)], 1)


#: una función, los números en los que se evalúa y cómo se dice
_FUNCIONES: dict[str, tuple[Callable[..., Any], tuple[float, ...]]] = {
    "x, con −1.7345678": (lambda x: x, (-1.7345678,)),
    "a·b², con 2.5 y 2.5": (lambda a, b: a * b * b, (2.5, 2.5)),
    "b − a, con 0 y 0": (lambda a, b: b - a, (0.0, 0.0)),
    "a·b + a·c, con 0, −3 y 1.5": (lambda a, b, c: a * b + a * c, (0.0, -3.0, 1.5)),
    "a²·b, con 30000 y −4000000": (lambda a, b: a * a * b, (3e4, -4e6)),
    "a·b·c·d·e, con 1.5, −2.5, 1.5, 0.75 y −1": (
        lambda a, b, c, d, e: a * b * c * d * e,
        (1.5, -2.5, 1.5, 0.75, -1.0),
    ),
    "x³, con el entero 3": (lambda x: x**3, (3,)),
    "(a + b)², con 1.25 y −0.5": (lambda a, b: (s := a + b) * s, (1.25, -0.5)),
    "a, sin usar b ni c": (lambda a, b, c: a, (1.5, 2.5, 3.5)),
    "c, sin usar a ni b": (lambda a, b, c: c * 1.0, (1.5, 2.5, 3.5)),
}


def observar_gradiente(gradiente: Callable[..., Any]) -> Iterator[Observacion]:
    """Funciones de una, dos y tres entradas; una que no usa todas."""
    yield "de a·b + a, con 3 y −2", lambda: gradiente(lambda a, b: a * b + a, 3.0, -2.0)
    yield "de x³, con 2", lambda: gradiente(lambda x: x**3, 2.0)
    yield "de a·b·c, con 2, 3 y 5", lambda: gradiente(lambda a, b, c: a * b * c, 2.0, 3.0, 5.0)
    yield "de a / c, sin usar b", lambda: gradiente(lambda a, b, c: a / c, 1.0, 7.0, 2.0)
    yield "qué recibe la función", lambda: _recibe(gradiente)
    for nombre, (funcion, numeros) in _FUNCIONES.items():
        yield f"de {nombre}", lambda f=funcion, n=numeros: gradiente(f, *n)
    yield (
        "de 0.000000003a·b, con 2.5 y −1.5, en milmillonésimas",
        lambda: de_cerca(gradiente(lambda a, b: a * b * 3e-9, 2.5, -1.5)),
    )
    yield "de dos funciones seguidas, y la primera otra vez", lambda: _seguidas(gradiente)


def _seguidas(gradiente: Callable[..., Any]) -> list[Any]:
    def cubo(x: Any) -> Any:
        return x * x * x

    return [gradiente(f, 1.5) for f in (cubo, lambda x: x * 4, cubo)]


def _recibe(gradiente: Callable[..., Any]) -> str:
    recibidos: list[Any] = []

    def espia(*entradas: Any) -> Any:
        recibidos.extend(entradas)
        return entradas[0] * entradas[1]

    gradiente(espia, 1.5, -2.5)
    return _que_son(recibidos)


def _lejania(
    lejania: Callable[..., Any], respuesta: Sequence[float], meta: Sequence[float]
) -> list[float]:
    hojas = [Value(numero) for numero in respuesta]
    salida = lejania(hojas, list(meta))
    salida.backward()
    return [salida.data, *(hoja.grad for hoja in hojas)]


def _un_numero(resultado: Any) -> Any:
    """El número, o qué llegó en su lugar."""
    return float(resultado) if isinstance(resultado, Value) else numero_suelto(resultado)


#: respuesta y meta: una pareja o varias, iguales, repetidas, con cero, enormes y enteros
_LISTAS: Sequence[tuple[Sequence[float], Sequence[float]]] = (
    ([1.7345678], [-0.2183746]),
    ([0.0], [0.0]),
    ([2.5, 2.5], [2.5, -1.25]),
    ([-3.0, 0.0, 1.5, -3.0, 4.75], [1.0, 0.0, 2.25, -2.0, 0.5]),
    ([3e4, -0.75], [-2e4, 1.25]),
    ([-3e4, 0.75], [2e4, -1.25]),
    ([4, -7, 2], [1, 1, 1]),
    ([1.5, -2.0, 1.5], [0.25, 1.0, 0.25]),
    ([0.5, 0.25, 0.125, -0.5, 1.0, 2.0, -3.0], [1.0, 0.0, -1.0, 0.5, 0.0, 2.0, 3.5]),
)


def observar_lejania(lejania: Callable[..., Any]) -> Iterator[Observacion]:
    """Primero con números; después, valor y gradientes."""
    unos, otros = [2.0, -1.0, 0.0], [2.0, 1.0, 4.0]
    yield "lejania([1, 5], [3, 4])", lambda: _un_numero(lejania([1.0, 5.0], [3.0, 4.0]))
    yield "lejania([2, −1, 0], [2, 1, 4])", lambda: _un_numero(lejania([*unos], [*otros]))
    yield "valor y gradientes con Value", lambda: _lejania(lejania, unos, otros)
    for u, o in _LISTAS:
        caso = f"lejania([{lista(u)}], [{lista(o)}])"
        yield caso, lambda u=u, o=o: _un_numero(lejania([*u], [*o]))
        yield f"valor y gradientes de {caso}", lambda u=u, o=o: _lejania(lejania, u, o)
    yield (
        "valor y gradientes con parejas que casi coinciden, en milmillonésimas",
        lambda: de_cerca(_lejania(lejania, [1e-9, 2.0], [3e-9, 2.0])),
    )
    yield "con el mismo nodo dos veces", lambda: _con_el_mismo(lejania)
    yield "las dos listas después de la llamada", lambda: _listas_despues(lejania)
    yield (
        "de dos llamadas seguidas, y la primera otra vez",
        lambda: [_lejania(lejania, *_LISTAS[i]) for i in (2, 0, 2)],
    )


def _con_el_mismo(lejania: Callable[..., Any]) -> list[float]:
    nodo = Value(1.5)
    salida = lejania([nodo, nodo], [0.25, -2.5])
    salida.backward()
    return [salida.data, nodo.grad]


def _listas_despues(lejania: Callable[..., Any]) -> list[Any]:
    unos, otros = [4.0, -1.5, 2.5], [1.0, 3.0, -2.0]
    lejania(unos, otros)
    return [unos, otros]
