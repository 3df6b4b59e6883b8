"""Los motores que se comparan, todos con la misma cara."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Funciones:
    """Lo que una tarea necesita y no es un operador. `punto` es None si el motor no lo tiene."""

    tanh: Callable[[Any], Any]
    relu: Callable[[Any], Any]
    exp: Callable[[Any], Any]
    log: Callable[[Any], Any]
    dato: Callable[[Any], float]
    sum: Callable[[Iterable[Any]], Any] = sum
    punto: Callable[..., Any] | None = None


Perdida = Callable[[Sequence[Any], Funciones], Any]


class Motor(Protocol):
    """Lo que se mide: guarda los parámetros y da pasos con ellos."""

    def preparar(self, datos: Sequence[float]) -> None:
        """Pone los parámetros en `datos`."""

    def paso(self, perdida: Perdida, lr: float) -> float:
        """Gradientes en cero, hacia adelante, hacia atrás y mover; devuelve la pérdida."""

    def gradientes(self) -> list[float]:
        """Los del último paso."""


class ConClase:
    """Los motores con `data`, `grad` y `backward()`."""

    def __init__(self, Value: Any, f: Funciones) -> None:  # noqa: N803 (es una clase)
        self.Value, self.f = Value, f
        self.parametros: list[Any] = []

    def preparar(self, datos: Sequence[float]) -> None:
        self.parametros = [self.Value(dato) for dato in datos]

    def paso(self, perdida: Perdida, lr: float) -> float:
        for p in self.parametros:
            p.grad = 0.0
        raiz = perdida(self.parametros, self.f)
        raiz.backward()
        for p in self.parametros:
            p.data -= lr * p.grad
        return float(raiz.data)

    def gradientes(self) -> list[float]:
        return [p.grad for p in self.parametros]


def metodos(**extra: Any) -> Funciones:
    """Las de un motor que las tiene como métodos, y lo que se le añada."""
    return Funciones(
        tanh=lambda v: v.tanh(),
        relu=lambda v: v.relu(),
        exp=lambda v: v.exp(),
        log=lambda v: v.log(),
        dato=lambda v: v.data,
        **extra,
    )


def minigrad() -> Motor:
    """El motor del paquete, solo con operadores."""
    from minigrad.engine import Value

    return ConClase(Value, metodos())


def minigrad_un_nodo() -> Motor:
    """El motor del paquete, con cada suma ponderada en un solo nodo, como hace `nn`."""
    from minigrad.engine import Value

    return ConClase(Value, metodos(sum=Value.sum, punto=Value.dot))


class ConNN(ConClase):
    """Las mismas redes con `minigrad.nn` y `minigrad.losses`, como se escriben en la lección 5."""

    def preparar(self, datos: Sequence[float]) -> None:
        from benchmarks.tareas import EJEMPLOS, LUNAS
        from minigrad import MLP

        self.es_lunas = len(datos) > 100
        self.datos = LUNAS if self.es_lunas else EJEMPLOS
        if self.es_lunas:
            self.red = MLP(2, [16, 16, 1], activation="relu")
        else:
            self.red = MLP(3, [4, 4, 1], activation="tanh")
        self.parametros = self.red.parameters()
        for parametro, dato in zip(self.parametros, datos, strict=True):
            parametro.data = dato

    def paso(self, perdida: Perdida, lr: float) -> float:
        return super().paso(self._perdida, lr)

    def _perdida(self, p: Sequence[Any], f: Funciones) -> Any:
        from minigrad import max_margin, mse

        xs, ys = self.datos
        salidas = [self.red(x) for x in xs]
        if self.es_lunas:
            return max_margin(salidas, ys) + 1e-4 * self.Value.dot(p, p)
        return mse(salidas, ys) * len(ys)


def minigrad_nn() -> Motor:
    """`minigrad.nn`: solo para las tareas que son una red."""
    from minigrad.engine import Value

    return ConNN(Value, metodos())


def _nota(
    clase: Any, valor: Callable[[float], float], local: Callable[[float, float], float]
) -> Any:
    """Una función que a un motor de clausuras le falta, escrita a su modo."""

    def funcion(a: Any) -> Any:
        out = clase(valor(a.data), (a,))

        def _backward() -> None:
            a.grad += local(a.data, out.data) * out.grad

        out._backward = _backward
        return out

    return funcion


def _de_clausuras(Value: Any) -> Motor:  # noqa: N803 (es una clase)
    f = Funciones(
        tanh=_nota(Value, math.tanh, lambda a, c: 1 - c * c),
        exp=_nota(Value, math.exp, lambda a, c: c),
        log=_nota(Value, math.log, lambda a, c: 1 / a),
        relu=lambda v: v.relu(),
        dato=lambda v: v.data,
    )
    return ConClase(Value, f)


def micrograd() -> Motor:
    """micrograd 0.1.0, del índice de paquetes."""
    from micrograd.engine import Value

    return _de_clausuras(Value)


def leccion_3() -> Motor:
    """El motor que el aprendiz termina en la lección 3."""
    from minigrad.aula.motor_de_cierres import Value

    return _de_clausuras(Value)


class Torch:
    """PyTorch, con un tensor por número."""

    def __init__(self) -> None:
        import torch as t

        t.set_num_threads(1)
        self.t = t
        self.f = Funciones(tanh=t.tanh, relu=t.relu, exp=t.exp, log=t.log, dato=lambda v: v.item())

    def preparar(self, datos: Sequence[float]) -> None:
        t = self.t
        self.parametros = [t.tensor(d, dtype=t.float64, requires_grad=True) for d in datos]

    def paso(self, perdida: Perdida, lr: float) -> float:
        for p in self.parametros:
            p.grad = None
        raiz = perdida(self.parametros, self.f)
        raiz.backward()
        with self.t.no_grad():
            for p in self.parametros:
                if p.grad is not None:  # así deja PyTorch lo que la pérdida no usa
                    p -= lr * p.grad
        return float(raiz.item())

    def gradientes(self) -> list[float]:
        return [0.0 if p.grad is None else p.grad.item() for p in self.parametros]


class Autograd:
    """HIPS autograd, con un escalar por número."""

    def __init__(self) -> None:
        import autograd as ag
        import autograd.numpy as anp

        self.derivar = ag.value_and_grad
        self.f = Funciones(
            tanh=anp.tanh,
            relu=lambda v: v * (getattr(v, "_value", v) > 0),
            exp=anp.exp,
            log=anp.log,
            dato=lambda v: getattr(v, "_value", v),
        )

    def preparar(self, datos: Sequence[float]) -> None:
        self.datos, self.g = list(datos), [0.0] * len(datos)

    def paso(self, perdida: Perdida, lr: float) -> float:
        valor, self.g = self.derivar(lambda p: perdida(p, self.f))(self.datos)
        self.datos = [dato - lr * g for dato, g in zip(self.datos, self.g, strict=True)]
        return float(valor)

    def gradientes(self) -> list[float]:
        return [float(g) for g in self.g]


MOTORES: dict[str, Callable[[], Motor]] = {
    "micrograd": micrograd,
    "minigrad": minigrad,
    "minigrad_un_nodo": minigrad_un_nodo,
    "minigrad_nn": minigrad_nn,
    "leccion_3": leccion_3,
    "torch": Torch,
    "autograd": Autograd,
}
