"""Qué se observa en la lección 2 y su práctica: pendientes, `Value` y gradientes a mano."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from minigrad.aula.ejercicios.practica_02 import LINEAS
from minigrad.aula.huella.observar import Observacion

Funcion = Callable[[float], float]


# --- qué se observa --------------------------------------------------------------------------
def observar_funcion_de_x(f: Funcion) -> Iterator[Observacion]:
    """Una función de un número, en varios puntos."""
    for x in (-3.0, 0.0, 2.0, 0.5, 1.25):
        yield f"en x = {x:g}".replace("-", "−"), lambda x=x: f(x)


def _redondo(valor: Any) -> Any:
    """Con una cifra: el mismo error se reconoce aunque se haya usado otra h pequeña."""
    return round(valor, 1) if isinstance(valor, float | int) else valor


def observar_derivada(derivada: Callable[..., float]) -> Iterator[Observacion]:
    """Curvas suaves y una esquina; después, si la medida es precisa y si usa su `h`."""
    yield "pendiente de x² en x = 3", lambda: _redondo(derivada(lambda x: x * x, 3.0))
    yield "¿es 0 la pendiente de x²?", lambda: derivada(lambda x: x * x, 3.0) == 0
    yield "¿pasa de una millonésima?", lambda: abs(derivada(lambda x: x * x, 3.0)) > 1e-6
    yield "pendiente de |x| en x = 0", lambda: _redondo(derivada(abs, 0.0))
    yield "pendiente de x³ en x = 2", lambda: _redondo(derivada(lambda x: x**3, 2.0))
    yield "pendiente del seno en x = 1", lambda: _redondo(derivada(math.sin, 1.0))
    yield "pendiente de 7 − 4x en x = −1", lambda: _redondo(derivada(lambda x: 7 - 4 * x, -1.0))
    yield (
        "¿acierta la pendiente de x³ con cuatro decimales?",
        lambda: abs(derivada(lambda x: x**3, 2.0) - 12.0) < 5e-5,
    )
    yield (
        "¿cambia la medida de x³ si h es grande?",
        lambda: abs(derivada(lambda x: x**3, 2.0, 0.1) - 12.0) > 1e-4,
    )


def observar_empujones(pendientes: Sequence[float]) -> Iterator[Observacion]:
    """Las tres pendientes de d, una por una."""
    for i, nombre in enumerate("abc"):
        yield f"pendiente de d respecto a {nombre}", lambda i=i: pendientes[i]


def _datos(hijos: Any) -> list[Any]:
    """Los datos en su orden; los de un conjunto, que no tiene, de menor a mayor."""
    datos = [hijo.data for hijo in hijos]
    return datos if isinstance(hijos, tuple | list) else sorted(datos)


def observar_value(clase: Any) -> Iterator[Observacion]:
    """Una hoja y un nodo con dos hijos; los hijos, también si llegan en una lista."""
    hoja = clase(2.5, label="a")
    otra = clase(-1.0)
    nodo = clase(1.5, (hoja, otra), "+", "d")
    yield "data de Value(2.5)", lambda: hoja.data
    yield "grad al nacer", lambda: hoja.grad
    yield "_prev de una hoja", lambda: hoja._prev
    yield "_op de una hoja", lambda: hoja._op
    yield "label de Value(2.5, label='a')", lambda: hoja.label
    yield "label si no se da", lambda: otra.label
    yield "datos de los hijos, en orden", lambda: _datos(nodo._prev)
    yield "_op de un nodo que sale de una suma", lambda: nodo._op
    yield "label de ese nodo", lambda: nodo.label
    yield (
        "cuántos hijos hay en _prev si salió de a + a",
        lambda: len(clase(5.0, (hoja, hoja), "+")._prev),
    )
    yield "tipo de _prev cuando los hijos llegan en una tupla", lambda: type(nodo._prev).__name__
    yield (
        "tipo de _prev cuando los hijos llegan en una lista",
        lambda: type(clase(1.0, [hoja, otra])._prev).__name__,
    )


def observar_repr(clase: Any) -> Iterator[Observacion]:
    """El texto de varios valores, y que sea texto."""
    yield "qué devuelve __repr__", lambda: type(clase.__repr__(clase(2.0))).__name__
    yield "cómo se muestra Value(2.0)", lambda: repr(clase(2.0))
    yield "cómo se muestra Value(-0.5)", lambda: repr(clase(-0.5))
    yield "cómo se muestra Value(1.375)", lambda: repr(clase(1.375))


def observar_operacion(
    clase: Any, operar: Callable[[Any, Any], Any], signo: str
) -> Iterator[Observacion]:
    """Dato, hijos y operación de un nodo de dos hijos; los hijos quedan como estaban."""
    for x, y in ((2.0, -3.0), (0.5, 4.0)):
        caso = f"{x:g} {signo} ({y:g})".replace("-", "−")
        yield f"dato de {caso}", lambda x=x, y=y: operar(clase(x), clase(y)).data
    # con un hash propio, el orden dentro de un conjunto no cambia en cada ejecución
    fija = type("Value", (clase,), {"__hash__": lambda nodo: int(nodo.data)})
    par = SimpleNamespace(x=fija(7.0), y=fija(5.0))
    nodo = SimpleNamespace(valor=None)

    def resultado() -> Any:
        nodo.valor = nodo.valor or operar(par.x, par.y)
        return nodo.valor

    yield "hijos, en orden", lambda: [hijo.data for hijo in resultado()._prev]
    yield (
        "¿los hijos son los mismos objetos, no copias?",
        lambda: all(h is x for h, x in zip(resultado()._prev, (par.x, par.y), strict=False)),
    )
    yield "cuántos hijos si es x con x", lambda: len(operar(par.x, par.x)._prev)
    yield "operación anotada", lambda: resultado()._op
    yield "gradiente al nacer", lambda: resultado().grad
    yield "los operandos después de operar", lambda: [resultado() and par.x.data, par.y.data]


def observar_sumar(clase: Any) -> Iterator[Observacion]:
    """La suma de dos nodos."""
    yield from observar_operacion(clase, lambda x, y: x + y, "+")


def observar_multiplicar(clase: Any) -> Iterator[Observacion]:
    """El producto de dos nodos."""
    yield from observar_operacion(clase, lambda x, y: x * y, "×")


def _describir_nodo(nodo: Any) -> list[Any]:
    """La operación y los datos de los hijos, de menor a mayor: c + e vale tanto como e + c."""
    return [nodo._op, sorted(hijo.data for hijo in nodo._prev)]


def observar_expresion(nodos: Sequence[Any]) -> Iterator[Observacion]:
    """Los valores y las conexiones de d y de L."""
    e, d, raiz = nodos[3], nodos[4], nodos[6]
    yield "qué son d y L", [type(d).__name__, type(raiz).__name__]
    yield "dato de d", lambda: d.data
    yield "operación e hijos de d", lambda: _describir_nodo(d)
    yield "dato de L", lambda: raiz.data
    yield "operación e hijos de L", lambda: _describir_nodo(raiz)
    yield "¿d es hijo de L?", lambda: any(hijo is d for hijo in raiz._prev)
    yield "¿e es hijo de d?", lambda: any(hijo is e for hijo in d._prev)


def _gradientes(nodos: Sequence[Any], cuales: dict[str, int]) -> Iterator[Observacion]:
    for nombre, lugar in cuales.items():
        yield f"gradiente de {nombre}", lambda lugar=lugar: nodos[lugar].grad


def observar_producto(nodos: Sequence[Any]) -> Iterator[Observacion]:
    """Los gradientes de d y f; el de la raíz está dado."""
    yield from _gradientes(nodos, {"d": 4, "f": 5})


def observar_hojas(nodos: Sequence[Any]) -> Iterator[Observacion]:
    """Los gradientes de lo que queda a la izquierda de d."""
    yield from _gradientes(nodos, {"c": 2, "e": 3, "a": 0, "b": 1})


def observar_orden(orden: Any) -> Iterator[Observacion]:
    """Qué cumple el orden; valen una lista, una tupla o un texto como «b, d, a»."""
    if orden is ...:
        yield "tu orden", ...
        return
    texto = orden if isinstance(orden, str) else "".join(str(letra) for letra in orden)
    letras = [letra for letra in texto.upper() if letra.isalpha()]
    yield "cuántas líneas usaste", len(letras)
    yield "¿evitaste la línea que sobra?", "E" not in letras
    yield "¿empiezas por la definición?", letras[:1] == ["B"]
    yield "¿terminas en el resultado?", letras[-1:] == ["C"]
    yield "¿quitas los paréntesis antes de cancelar?", "".join(letras).find("DA") >= 0
    yield "¿empiezas por el principio y no por el final?", letras[:1] != ["C"]


def observar_medir(medir: Callable[[str], float]) -> Iterator[Observacion]:
    """La pendiente de L respecto a cada nodo."""
    for nombre in "fdceba":
        yield f"pendiente de L respecto a {nombre}", lambda nombre=nombre: medir(nombre)
    yield "¿es 0 la pendiente respecto a a?", lambda: medir("a") == 0


def _hoja(dato: float, gradiente: float) -> Any:
    # se llama Value para que un mensaje de Python la nombre como la conoce el aprendiz
    return type("Value", (SimpleNamespace,), {})(data=dato, grad=gradiente)


def observar_mover(mover: Callable[[Any, float], float]) -> Iterator[Observacion]:
    """El dato nuevo de varias hojas, y que la hoja no cambie."""
    for dato, gradiente, paso in ((2.0, 6.0, 0.01), (-3.0, -4.0, 0.01), (1.0, 0.5, 2.0)):
        caso = f"dato {dato:g}, gradiente {gradiente:g}, paso {paso:g}".replace("-", "−")
        yield (
            caso,
            lambda dato=dato, gradiente=gradiente, paso=paso: mover(_hoja(dato, gradiente), paso),
        )
    hoja = _hoja(2.0, 6.0)
    yield "dato de la hoja después de llamar a mover", lambda: [mover(hoja, 0.5), hoja.data][1]


def observar_tanh(clase: Any) -> Iterator[Observacion]:
    """Dato, único hijo y operación; un número enorme no rompe nada."""
    hoja = clase(0.5)
    yield "dato de Value(0.5).tanh()", lambda: hoja.tanh().data
    yield "dato de Value(-2.0).tanh()", lambda: clase(-2.0).tanh().data
    yield "dato de Value(1000.0).tanh()", lambda: clase(1000.0).tanh().data
    yield "hijos", lambda: [hijo.data for hijo in hoja.tanh()._prev]
    yield "operación anotada", lambda: hoja.tanh()._op
    yield "el nodo de partida después de la llamada", lambda: [hoja.tanh() and hoja.data]
    flotante = type("Value", (clase,), {"__float__": lambda nodo: nodo.data})
    yield "dato de tanh en un nodo que Python sabe volver número", lambda: flotante(0.5).tanh().data


def observar_neurona(neurona: Sequence[Any]) -> Iterator[Observacion]:
    """n y o: dato, operación, hijos."""
    n, o = neurona[8], neurona[9]
    yield "dato de n", lambda: n.data
    yield "operación e hijos de n", lambda: _describir_nodo(n)
    yield "qué es o", type(o).__name__
    yield "dato de o", lambda: o.data
    yield "operación e hijos de o", lambda: _describir_nodo(o)


def observar_neurona_medio(neurona: Sequence[Any]) -> Iterator[Observacion]:
    """Los gradientes desde n hasta los productos; el de la raíz está dado."""
    lugares = {"n": 8, "b (el sesgo)": 7, "la suma": 6, "x1·w1": 4, "x2·w2": 5}
    yield from _gradientes(neurona, lugares)


def observar_neurona_hojas(neurona: Sequence[Any]) -> Iterator[Observacion]:
    """Los gradientes de entradas y pesos."""
    yield from _gradientes(neurona, {"x1": 0, "w1": 1, "x2": 2, "w2": 3})


def _letras(orden: Any) -> list[str]:
    texto = orden if isinstance(orden, str) else "".join(str(letra) for letra in orden)
    return [letra for letra in texto.upper() if letra.isalpha()]


def _armar(orden: Any) -> Callable[..., float]:
    """La función que resulta de poner las líneas en ese orden."""
    nombres: dict[str, Any] = {}
    exec("\n".join(LINEAS[letra] for letra in _letras(orden)), nombres)
    derivada: Callable[..., float] = nombres["derivada"]
    return derivada


def observar_orden_de_derivada(orden: Any) -> Iterator[Observacion]:
    """Lo que hace el programa armado: vale cualquier orden que funcione."""
    if orden is ...:
        yield "tu orden", ...
        return
    yield "pendiente de x² en x = 3", lambda: _armar(orden)(lambda x: x * x, 3.0)
    yield "pendiente de |x| en x = 0", lambda: _armar(orden)(abs, 0.0)
    yield "cuántas líneas usaste", lambda: len(_letras(orden))


def observar_derivada_ajena(derivada: Callable[[Funcion, float], float]) -> Iterator[Observacion]:
    """Curvas suaves y una esquina."""
    yield "pendiente de x² en x = 3", lambda: derivada(lambda x: x * x, 3.0)
    yield "¿es 0 la pendiente de x²?", lambda: derivada(lambda x: x * x, 3.0) == 0
    yield "pendiente de exp en x = 1", lambda: derivada(math.exp, 1.0)
    yield "pendiente de |x| en x = 0", lambda: derivada(abs, 0.0)
    yield "pendiente de 5 − 2x en x = 1", lambda: derivada(lambda x: 5 - 2 * x, 1.0)


def observar_segunda(segunda: Callable[..., float]) -> Iterator[Observacion]:
    """Una parábola, una cúbica, una recta y el seno."""
    yield "segunda derivada de 3x² en x = 1", lambda: segunda(lambda x: 3 * x * x, 1.0)
    yield "segunda derivada de x³ en x = 2", lambda: segunda(lambda x: x**3, 2.0)
    yield "segunda derivada de 5x en x = −1", lambda: segunda(lambda x: 5 * x, -1.0)
    yield "segunda derivada del seno en x = 1", lambda: segunda(math.sin, 1.0)


def observar_bajar(bajar: Callable[..., float]) -> Iterator[Observacion]:
    """Sin pasos, un paso, dos y muchos."""

    def cuenco(x: float) -> float:
        return (x - 1) ** 2

    yield "desde 3, sin dar ningún paso", lambda: bajar(cuenco, 3.0, 0.1, 0)
    yield "desde 3, un paso de 0.1", lambda: bajar(cuenco, 3.0, 0.1, 1)
    yield "desde 3, dos pasos de 0.1", lambda: bajar(cuenco, 3.0, 0.1, 2)
    yield "desde −2, cien pasos de 0.2", lambda: bajar(cuenco, -2.0, 0.2, 100)


class _Nodo:
    """Un nodo mínimo: lo que hace falta para recorrer un grafo."""

    def __init__(self, dato: float, hijos: Sequence[Any] = ()) -> None:
        self.data, self.grad, self._prev, self._op, self.label = dato, 0.0, tuple(hijos), "", ""


def observar_trazar(trazar: Callable[[Any], Any]) -> Iterator[Observacion]:
    """Una hoja sola, una suma, x · x y una cadena con un nodo compartido."""
    a, b = _Nodo(1.0), _Nodo(2.0)
    suma = _Nodo(3.0, (a, b))
    doble = _Nodo(1.0, (a, a))
    raiz = _Nodo(9.0, (suma, doble))
    casos = {"una hoja sola": a, "a + b": suma, "a · a": doble, "(a + b) + a · a": raiz}
    for nombre, nodo in casos.items():
        yield f"cuántos nodos hay en {nombre}", lambda nodo=nodo: len(trazar(nodo)[0])
        yield f"cuántas aristas hay en {nombre}", lambda nodo=nodo: len(trazar(nodo)[1])
    yield (
        "aristas de (a + b) + a · a, como (dato del hijo, dato del nodo)",
        lambda: sorted((hijo.data, nodo.data) for hijo, nodo in trazar(raiz)[1]),
    )


def _por_nombre(numeros: Sequence[float], nombres: Sequence[str]) -> Iterator[Observacion]:
    for i, nombre in enumerate(nombres):
        yield f"gradiente de {nombre}", lambda i=i: numeros[i]


def observar_gradientes_de_expresion(gradientes: Sequence[float]) -> Iterator[Observacion]:
    """Los gradientes de p, q, r y s."""
    yield from _por_nombre(gradientes, "pqrs")


def observar_gradientes_de_neurona(gradientes: Sequence[float]) -> Iterator[Observacion]:
    """Los gradientes de n, b y los dos pesos."""
    yield from _por_nombre(gradientes, ("n", "b", "w1", "w2"))


def observar_pendiente(f: Funcion) -> Iterator[Observacion]:
    """Una fórmula de pendiente, a los dos lados del 0."""
    for x in (0.0, 1.0, -1.0, 0.5, -3.0):
        yield f"pendiente en x = {x:g}".replace("-", "−"), lambda x=x: f(x)
