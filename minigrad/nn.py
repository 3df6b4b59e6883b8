"""Redes neuronales: piezas que llevan parámetros y convierten entradas en salidas.

Una *neurona* hace una suma ponderada y la pasa por una activación; una *capa* es una lista de
neuronas que ven lo mismo; un *perceptrón multicapa* (MLP) es una lista de capas. Nada de aquí
calcula gradientes: los pone el motor al llamar a `backward()` sobre la pérdida.
"""

from __future__ import annotations

import math
import operator
import os
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from minigrad._archivos import escribir
from minigrad._parametros import ceros, con_numeros, es_parametro, leidos, tamano, texto
from minigrad._reales import es_lista
from minigrad.engine import Lado, Value, lado, producto

Activacion = str | Callable[[Value], Value] | None
Semilla = int | random.Random | None

#: las activaciones que se pueden pedir por su nombre; son métodos de `Value`
ACTIVACIONES = ("tanh", "relu", "sigmoid", "sin")


class Module:
    """Lo que tiene parámetros: las hojas que guarda en sus atributos, listas y otros módulos.

    Sirve igual con `Value` y con `Tensor`, los del paquete o los tuyos.
    """

    def parameters(self) -> list[Any]:
        """Los parámetros, sin repetir, en el orden en que se crearon."""
        return [parametro for _, parametro in self.named_parameters()]

    def named_parameters(self) -> list[tuple[str, Any]]:
        """Cada parámetro con su nombre, que es el camino hasta él: "0.weight", "w.3"."""
        vistos: dict[int, tuple[str, Any]] = {}
        for nombre, hoja in _hojas_de(self):
            vistos.setdefault(id(hoja), (nombre, hoja))
        return list(vistos.values())

    def zero_grad(self) -> None:
        """Pone en cero el gradiente de cada parámetro; se hace antes de cada paso hacia atrás."""
        for parametro in self.parameters():
            parametro.grad = ceros(parametro.data)

    def guardar(self, ruta: str | os.PathLike[str]) -> None:
        """Escribe los parámetros en un archivo de texto (JSON): entero, o queda el de antes."""
        import json  # guardar es raro; `import minigrad` no tiene que pagarlo

        numeros = [texto(p.data) for p in self.parameters()]
        contenido = {"modelo": repr(self), "parametros": numeros}
        carpeta = os.path.dirname(os.path.realpath(ruta))
        if not os.path.isdir(carpeta):
            raise FileNotFoundError(
                f"No existe la carpeta {carpeta}. Créala antes de guardar en ella."
            )
        escribir(ruta, json.dumps(contenido, ensure_ascii=False, indent=1) + "\n")

    def cargar(self, ruta: str | os.PathLike[str]) -> None:
        """Lee los parámetros que escribió `guardar` un modelo de la misma forma."""
        modelo, numeros = _leer(ruta)
        parametros = self.parameters()
        if len(numeros) != len(parametros):
            raise ValueError(
                f"El archivo {ruta} guarda {len(numeros)} parámetros, de {modelo}, "
                f"y este modelo, {self!r}, tiene {len(parametros)}."
            )
        if modelo != repr(self):
            raise ValueError(f"El archivo {ruta} es de {modelo} y este modelo es {self!r}.")
        nuevos = [con_numeros(p.data, x) for p, x in zip(parametros, numeros, strict=True)]
        for parametro, datos in zip(parametros, nuevos, strict=True):
            parametro.data = datos

    def __repr__(self) -> str:
        """El nombre de la clase y cuántos números se entrenan en ella."""
        total = sum(tamano(p.data) for p in self.parameters())
        return f"{type(self).__name__}({total} parámetros)"


class Neuron(Module):
    """activación(Σ wᵢ·xᵢ + b), con pesos al azar y b = 0; con `activation=None` es lineal."""

    def __init__(self, nin: int, activation: Activacion = "tanh", seed: Semilla = None) -> None:
        _comprobar_tamano(nin, "una neurona", "entradas")
        azar = _azar(seed)
        limite = _limite(nin, activation)
        self.activation = activation
        self._activar = _activacion(activation)
        self.w = [Value(azar.uniform(-limite, limite)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x: Sequence[Any]) -> Value:
        """La salida de la neurona para las entradas x."""
        return self._salida(_entradas(x, len(self.w), "Esta neurona"))

    def _salida(self, entradas: Lado) -> Value:
        suma = producto(lado(self.w), entradas, self.b)
        return self._activar(suma) if self._activar else suma

    def __repr__(self) -> str:
        """Neuron(3, activation='tanh')."""
        return f"Neuron({len(self.w)}, activation={_nombre(self.activation)})"


class Layer(Module):
    """`nout` neuronas que reciben las mismas `nin` entradas."""

    def __init__(
        self, nin: int, nout: int, activation: Activacion = "tanh", seed: Semilla = None
    ) -> None:
        _comprobar_tamano(nout, "una capa", "neuronas")
        azar = _azar(seed)
        self.neurons = [Neuron(nin, activation, azar) for _ in range(nout)]

    def __call__(self, x: Sequence[Any]) -> Any:
        """La lista de salidas; si hay una sola neurona, su salida sin lista."""
        # las entradas se revisan una vez y las usan todas las neuronas
        entradas = _entradas(x, len(self.neurons[0].w), "Esta capa")
        salidas = [neurona._salida(entradas) for neurona in self.neurons]
        return salidas[0] if len(salidas) == 1 else salidas

    def __repr__(self) -> str:
        """Layer(3, 4, activation='tanh')."""
        neurona = self.neurons[0]
        activacion = _nombre(neurona.activation)
        return f"Layer({len(neurona.w)}, {len(self.neurons)}, activation={activacion})"


class MLP(Module):
    """Un perceptrón multicapa: `MLP(3, [4, 4, 1])` tiene 3 entradas, dos capas de 4 y una salida.

    La última capa es lineal, para que la salida pueda ser cualquier número. Con la misma `seed`
    salen los mismos pesos; el azar es propio de la red y no toca el de `random`.
    """

    def __init__(
        self, nin: int, nouts: Sequence[int], activation: Activacion = "tanh", seed: Semilla = None
    ) -> None:
        if not isinstance(nouts, Sequence) or not nouts:
            raise ValueError("MLP necesita los tamaños de sus capas, como MLP(3, [4, 4, 1]).")
        _activacion(activation)  # aunque solo haya una capa, que no la usa
        azar, entran, ultima = _azar(seed), [nin, *nouts], len(nouts) - 1
        self.activation = activation
        self.layers = [
            Layer(entran[i], salen, activation if i < ultima else None, azar)
            for i, salen in enumerate(nouts)
        ]

    def __call__(self, x: Sequence[Any]) -> Any:
        """La salida de la red: un `Value`, o una lista si la última capa tiene varias neuronas."""
        for capa in self.layers:
            x = capa([x] if isinstance(x, Value) else x)
        return x

    def __repr__(self) -> str:
        """MLP(3, [4, 4, 1], activation='tanh')."""
        tamanos = [len(capa.neurons) for capa in self.layers]
        nin = len(self.layers[0].neurons[0].w)
        return f"MLP({nin}, {tamanos}, activation={_nombre(self.activation)})"


def _hojas_de(objeto: Any, nombre: str = "") -> Iterator[tuple[str, Any]]:
    """Los parámetros que hay dentro de un módulo, una lista, una tupla o un diccionario."""
    if es_parametro(objeto):
        yield nombre, objeto
    elif isinstance(objeto, (Module, dict, list, tuple)):
        partes = vars(objeto) if isinstance(objeto, Module) else objeto
        for clave, parte in partes.items() if isinstance(partes, dict) else enumerate(partes):
            yield from _hojas_de(parte, f"{nombre}.{clave}" if nombre else str(clave))


def _entradas(x: Sequence[Any], cuantas: int, quien: str) -> Lado:
    """Las entradas, si son tantas como se esperan; nunca se recorta ni se rellena."""
    if not es_lista(x):
        raise TypeError(f"{quien} espera una lista de {cuantas} números, no {type(x).__name__}.")
    if len(x) != cuantas:
        raise ValueError(f"{quien} espera {cuantas} entradas y recibió {len(x)}.")
    return lado(x)


def _comprobar_tamano(n: Any, quien: str, de_que: str) -> None:
    try:
        vale = operator.index(n) >= 1
    except TypeError:
        vale = False
    if not vale:
        raise ValueError(
            f"{quien.capitalize()} necesita un número entero de {de_que}, 1 o más; recibió {n!r}."
        )


def _activacion(nombre: Activacion) -> Callable[[Value], Value] | None:
    if nombre is None or callable(nombre):
        return nombre
    if nombre not in ACTIVACIONES:
        opciones = ", ".join(map(repr, ACTIVACIONES))
        raise ValueError(f"No conozco la activación {nombre!r}. Usa una de {opciones}, o None.")
    funcion: Callable[[Value], Value] = getattr(Value, nombre)
    return funcion


def _nombre(activacion: Activacion) -> str:
    return repr(getattr(activacion, "__name__", activacion))


def _limite(nin: int, activacion: Activacion) -> float:
    """Pesos en ±√(3/nin), de varianza 1/nin: la suma ponderada sale del tamaño de las entradas.

    Con relu la varianza se duplica, porque apaga la mitad de las neuronas.
    """
    return math.sqrt((6.0 if activacion == "relu" else 3.0) / nin)


def _azar(seed: Semilla) -> random.Random:
    return seed if isinstance(seed, random.Random) else random.Random(seed)


def _leer(ruta: str | os.PathLike[str]) -> tuple[str, list[Any]]:
    import json

    try:
        with open(ruta, encoding="utf-8") as archivo:
            contenido = json.load(archivo)
        return str(contenido["modelo"]), list(leidos(contenido["parametros"]))
    except FileNotFoundError:
        raise FileNotFoundError(f"No existe el archivo {ruta}. ¿Ya llamaste a guardar()?") from None
    except (ValueError, KeyError, TypeError):
        raise ValueError(f"El archivo {ruta} no lo escribió guardar().") from None
