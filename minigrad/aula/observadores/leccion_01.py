"""Qué se observa en la lección 1 y su práctica: gradientes de PyTorch y de Mini-Grad."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from minigrad.aula.ejercicios.practica_01 import LINEAS
from minigrad.aula.huella.observar import Observacion
from minigrad.engine import Value

Programa = Callable[[Any, Any], tuple[Any, Any, Any]]


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
    yield "z, w y f con números comunes", lambda: [float(n) for n in programa(1.0, 2.0)]


def observar_gradientes(gradientes: Callable[[float, float], Any]) -> Iterator[Observacion]:
    """En varios puntos; en ninguno coinciden los gradientes de nodos distintos."""
    yield "gradientes(2, 3)", lambda: gradientes(2.0, 3.0)
    yield "gradientes(1, 2)", lambda: gradientes(1.0, 2.0)
    yield "gradientes(−1, 4)", lambda: gradientes(-1.0, 4.0)


class _TensorDePrueba:
    """Se porta como un tensor de un solo número: su `.data` sigue siendo un tensor."""

    def __init__(self, numero: float) -> None:
        self._numero = numero

    @property
    def data(self) -> _TensorDePrueba:
        return self

    def item(self) -> float:
        return self._numero

    def __float__(self) -> float:
        return self._numero


def _descrito(numeros: Any) -> list[Any]:
    """Cada elemento tal cual si es un número; si no, en palabras qué es."""
    if isinstance(numeros, str):
        return ["un texto"]
    return [n if isinstance(n, int | float) else f"un {type(n).__name__}" for n in numeros]


def observar_a_numeros(a_numeros: Callable[[Sequence[Any]], Any]) -> Iterator[Observacion]:
    """Con `Value`, con una lista vacía y con algo que se porta como un tensor."""
    yield "con dos Value: 2.5 y −1", lambda: _descrito(a_numeros([Value(2.5), Value(-1.0)]))
    yield "¿devuelve una lista?", lambda: type(a_numeros([Value(2.5)])).__name__
    yield "con una lista vacía", lambda: _descrito(a_numeros([]))
    yield (
        "con un tensor que guarda 7",
        lambda: [isinstance(n, float) and n for n in a_numeros([_TensorDePrueba(7.0)])],
    )
    recibida = [Value(2.5), Value(-1.0)]
    yield (
        "¿la lista que recibió sigue teniendo nodos?",
        lambda: [a_numeros(recibida), isinstance(recibida[0], Value)][1],
    )


def _letras(orden: Any) -> list[str]:
    """Acepta `["B", "E"]`, `"BE"` y `"b, e"`; de lo que no tiene letras, dice qué es."""
    if not isinstance(orden, list | tuple | set | str):
        return [f"?{type(orden).__name__}"]
    return [letra for parte in orden for letra in str(parte).upper() if letra.isalnum()]


def _primera_que_falla(letras: Sequence[str]) -> str:
    nombres: dict[str, Any] = {"Value": Value}
    for letra in letras:
        try:
            exec(LINEAS[letra], nombres)
        except Exception:
            return f"la línea {letra}"
    return "ninguna"


def _gradiente_final(letras: Sequence[str]) -> Any:
    nombres: dict[str, Any] = {"Value": Value}
    for letra in letras:
        exec(LINEAS[letra], nombres)
    return nombres.get("gradiente", "nadie lo leyó")


def observar_orden(orden: Any) -> Iterator[Observacion]:
    """Ejecuta las líneas en el orden dado: vale cualquier orden que llegue al gradiente."""
    letras = _letras(orden)
    yield "letras que no están en la lista", [letra for letra in letras if letra not in LINEAS]
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
    nombres = [letra.lower() for letra in _letras(reparto)]
    yield "nombres que no están en el grafo", [n for n in nombres if n not in _revuelto()[0]]
    # nombrar una hoja no cambia nada: no tiene a quién repartir
    yield "cuántos nodos reparten", sum(nombre not in "ab" for nombre in nombres)
    yield "gradientes de a y de b si reparten en ese orden", lambda: _repartir(nombres)


def observar_quien(nombres: Any) -> Iterator[Observacion]:
    """Los nombres, sin importar el orden ni cómo se escribieron."""
    yield "los que guardan gradiente", sorted({n for n in _letras(nombres) if n[0] in "ABCDE?"})


def observar_informe(informe: Callable[[float, float], Any]) -> Iterator[Observacion]:
    """En dos puntos en los que no coinciden los gradientes de nodos distintos."""
    yield "informe(3, 4)", lambda: informe(3.0, 4.0)
    yield "informe(−1, 5)", lambda: informe(-1.0, 5.0)


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


def observar_gradiente(gradiente: Callable[..., Any]) -> Iterator[Observacion]:
    """Funciones de una, dos y tres entradas; una que no usa todas."""
    yield "de a·b + a, con 3 y −2", lambda: gradiente(lambda a, b: a * b + a, 3.0, -2.0)
    yield "de x³, con 2", lambda: gradiente(lambda x: x**3, 2.0)
    yield "de a·b·c, con 2, 3 y 5", lambda: gradiente(lambda a, b, c: a * b * c, 2.0, 3.0, 5.0)
    yield "de a / c, sin usar b", lambda: gradiente(lambda a, b, c: a / c, 1.0, 7.0, 2.0)


def _lejania(
    lejania: Callable[..., Any], respuesta: Sequence[float], meta: Sequence[float]
) -> list[float]:
    hojas = [Value(numero) for numero in respuesta]
    salida = lejania(hojas, list(meta))
    salida.backward()
    return [salida.data, *(hoja.grad for hoja in hojas)]


def _un_numero(resultado: Any) -> Any:
    """El número, o qué llegó en su lugar."""
    if isinstance(resultado, int | float | Value):
        return float(resultado)
    return f"un {type(resultado).__name__}"


def observar_lejania(lejania: Callable[..., Any]) -> Iterator[Observacion]:
    """Primero con números; después, valor y gradientes."""
    unos, otros = [2.0, -1.0, 0.0], [2.0, 1.0, 4.0]
    yield "lejania([1, 5], [3, 4])", lambda: _un_numero(lejania([1.0, 5.0], [3.0, 4.0]))
    yield "lejania([2, −1, 0], [2, 1, 4])", lambda: _un_numero(lejania(unos, otros))
    yield "valor y gradientes con Value", lambda: _lejania(lejania, unos, otros)
