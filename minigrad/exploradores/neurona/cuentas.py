"""Las cuentas del explorador de la neurona: su grafo, sus gradientes y qué le pasa.

El grafo es el de la lección 2: un producto por entrada, la suma, el sesgo y la activación.

Glosario. *Punto de operación*: dónde cae `n`, la suma pesada, sobre la curva de la activación.
*Saturada*: en la parte plana de la curva, donde la pendiente no llega a la décima parte de la
mayor que esa curva tiene. *Apagada*: una relu con `n` negativo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from minigrad.engine import Value
from minigrad.exploradores.comun.funciones import Fallo, exigir_numero
from minigrad.graph.nodos import Nodo, leer
from minigrad.graph.palabras import corto, numero

ACTIVACIONES: Mapping[str, Callable[[Value], Value] | None] = {
    "tanh": Value.tanh,
    "relu": Value.relu,
    "sigmoid": Value.sigmoid,
    "lineal": None,
}
MAXIMO = 3
_LEJOS = 100.0
#: la mayor pendiente de cada curva plana en las orillas, que está en n = 0
_MAYOR = {"tanh": 1.0, "sigmoid": 0.25}
#: con una pendiente menor que esta parte de la mayor, casi no pasa gradiente
_PLANA = 0.1


class Datos(NamedTuple):
    """Lo que se puede mover: entradas, pesos, sesgo y activación."""

    x: tuple[float, ...]
    w: tuple[float, ...]
    b: float
    activacion: str


class Hoja(NamedTuple):
    """Una entrada, un peso o el sesgo, con su gradiente y por qué factor le llega."""

    nombre: str
    dato: float
    grad: float
    #: el otro factor del producto, con su nombre; en el sesgo es 1 y no tiene
    factor: float
    de: str


def exigir(x: Any, w: Any, b: Any, activacion: Any) -> Datos:
    """Los datos, revisados; lo que no sirva es un `Fallo` con su frase."""
    entradas, pesos = _lista(x, "x"), _lista(w, "w")
    if len(entradas) != len(pesos):
        raise Fallo(f"x mide {len(entradas)} y w mide {len(pesos)}: cada entrada necesita su peso.")
    if not 1 <= len(entradas) <= MAXIMO:
        raise Fallo(f"Esta neurona tiene de 1 a {MAXIMO} entradas, y x trae {len(entradas)}.")
    nombre = "lineal" if activacion is None else str(activacion)
    if nombre not in ACTIVACIONES:
        opciones = ", ".join(ACTIVACIONES)
        raise Fallo(f"No conozco la activación {corto(repr(activacion))}. Usa una de {opciones}.")
    return Datos(entradas, pesos, _cercano(b, "b"), nombre)


def _lista(numeros: Any, nombre: str) -> tuple[float, ...]:
    if not isinstance(numeros, Sequence) or isinstance(numeros, str):
        raise Fallo(f"{nombre} debe ser una lista de números, como [2.0, 0.0].")
    return tuple(_cercano(v, f"{nombre}[{i}]") for i, v in enumerate(numeros))


def _cercano(v: Any, nombre: str) -> float:
    numero_finito = exigir_numero(v, nombre)
    if abs(numero_finito) > _LEJOS:
        raise Fallo(f"{nombre} vale {numero(numero_finito)}; elige uno entre −100 y 100.")
    return numero_finito


class Celula:
    """Una neurona con sus números: el paso hacia adelante y el paso hacia atrás, ya dados."""

    def __init__(self, datos: Datos):
        self.datos = datos
        self._x = [Value(v, f"x{i}") for i, v in enumerate(datos.x, start=1)]
        self._w = [Value(v, f"w{i}") for i, v in enumerate(datos.w, start=1)]
        self._b = Value(datos.b, "b")
        self.n = self._suma() + self._b
        self.n.label = "n"
        activar = ACTIVACIONES[datos.activacion]
        self.raiz = activar(self.n) if activar else self.n
        self.raiz.label = "o" if activar else "n = o"
        self.raiz.backward()

    def _suma(self) -> Value:
        """Los productos, sumados de izquierda a derecha."""
        productos = [x * w for x, w in zip(self._x, self._w, strict=True)]
        for i, producto in enumerate(productos, start=1):
            producto.label = f"x{i}·w{i}"
        suma = productos[0]
        for producto in productos[1:]:
            suma = suma + producto
            suma.label = "suma"
        return suma

    @property
    def nodos(self) -> list[Nodo]:
        """El grafo, siempre en el mismo orden."""
        return leer(self.raiz)

    @property
    def pendiente(self) -> float:
        """La derivada de la activación en `n`, que es el gradiente que llega a `n`."""
        return self.n.grad

    def hojas(self) -> Iterator[Hoja]:
        """Las entradas y los pesos por parejas, y al final el sesgo."""
        for x, w in zip(self._x, self._w, strict=True):
            yield Hoja(x.label, x.data, x.grad, w.data, w.label)
            yield Hoja(w.label, w.data, w.grad, x.data, x.label)
        yield Hoja("b", self._b.data, self._b.grad, 1.0, "")


def activar(activacion: str, n: float) -> float:
    """La altura de la curva de activación en `n`."""
    funcion = ACTIVACIONES[activacion]
    return funcion(Value(n)).data if funcion else n


# --- las palabras --------------------------------------------------------------------------------


def cuentas(celula: Celula) -> tuple[str, str]:
    """El paso hacia adelante, con los números puestos: la suma pesada y la activación."""
    d, n, o = celula.datos, numero(celula.n.data), numero(celula.raiz.data)
    productos = " + ".join(f"{_entre(x)}·{_entre(w)}" for x, w in zip(d.x, d.w, strict=True))
    salida = f"o = {d.activacion}(n) = {o}" if d.activacion != "lineal" else f"o = n = {o}"
    return f"n = {productos} + {_entre(d.b)} = {n}", salida


def por_que(celula: Celula, hoja: Hoja) -> str:
    """De qué producto sale el gradiente de una hoja: la pendiente por el otro factor."""
    pendiente = f"{numero(celula.pendiente)} × {_entre(hoja.factor)}"
    return f"pendiente × {hoja.de or 1} = {pendiente}"


def noticia(celula: Celula) -> str:
    """Lo que conviene notar de esta neurona; siempre hay algo que decir de su pendiente."""
    d, n, m = celula.datos, celula.n.data, celula.pendiente
    if d.activacion == "lineal":
        principio = "Sin activación la pendiente siempre es 1: el gradiente pasa entero."
    elif d.activacion == "relu" and n <= 0:
        por = (
            "con n negativo, relu da 0 y su pendiente es 0"
            if n < 0
            else "con n = 0, en la esquina, relu da 0 y por pendiente se elige 0"
        )
        principio = f"La neurona está apagada: {por}. Ningún peso recibe gradiente."
    elif d.activacion == "relu":
        principio = "La neurona está encendida: con n > 0 la pendiente de relu es 1."
    else:
        principio = _saturada_o_no(d.activacion, m)
    return " ".join([principio, *_entradas_en_cero(celula)])


def _saturada_o_no(activacion: str, m: float) -> str:
    """La pendiente de una curva que se aplana en las orillas, comparada con la mayor que tiene."""
    mayor = _MAYOR[activacion]
    if m < _PLANA * mayor:
        return (
            f"La neurona está saturada: la pendiente de {activacion} aquí es {numero(m)}, menos de "
            f"la décima parte de la mayor ({numero(mayor)}, en n = 0), y casi no pasa gradiente."
        )
    return (
        f"La pendiente de {activacion} aquí es {numero(m)}; la mayor, en n = 0, es {numero(mayor)}."
    )


def _entradas_en_cero(celula: Celula) -> Iterator[str]:
    for i, x in enumerate(celula.datos.x, start=1):
        if x == 0 and celula.pendiente:
            yield f"x{i} vale 0: mover w{i} no cambia nada, y su gradiente es 0."


def _entre(x: float) -> str:
    """Los negativos, entre paréntesis."""
    return f"({numero(x)})" if x < 0 else numero(x)
