"""Los motores que se comparan, todos con la misma cara."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any


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


#: un paso: de los números de hoy y la pérdida, a (pérdida, gradientes)
Paso = Callable[
    [Sequence[float], Callable[[Sequence[Any], Funciones], Any]], tuple[float, list[float]]
]


def _con_clase(Value: Any, f: Funciones) -> Paso:  # noqa: N803 (es una clase)
    """Los motores con `data`, `grad` y `backward()`; los parámetros se conservan entre pasos."""
    parametros: list[Any] = []

    def paso(datos: Sequence[float], perdida: Any) -> tuple[float, list[float]]:
        if not parametros:
            parametros.extend(Value(dato) for dato in datos)
        for p, dato in zip(parametros, datos, strict=True):
            p.data, p.grad = dato, 0.0
        raiz = perdida(parametros, f)
        raiz.backward()
        return float(raiz.data), [p.grad for p in parametros]

    return paso


def _metodos(**extra: Any) -> Funciones:
    return Funciones(
        tanh=lambda v: v.tanh(),
        relu=lambda v: v.relu(),
        exp=lambda v: v.exp(),
        log=lambda v: v.log(),
        dato=lambda v: v.data,
        **extra,
    )


def minigrad() -> Paso:
    """El motor del paquete, solo con operadores."""
    from minigrad.engine import Value

    return _con_clase(Value, _metodos())


def minigrad_un_nodo() -> Paso:
    """El motor del paquete, con cada suma ponderada en un solo nodo, como hace `nn`."""
    from minigrad.engine import Value

    return _con_clase(Value, _metodos(sum=Value.sum, punto=Value.dot))


def minigrad_nn() -> Paso:
    """Las mismas redes con `minigrad.nn` y `minigrad.losses`, como se escriben en la lección 5."""
    from benchmarks.tareas import EJEMPLOS, LUNAS
    from minigrad import MLP, Value, max_margin, mse

    lunas, cuatro = MLP(2, [16, 16, 1], activation="relu"), MLP(3, [4, 4, 1], activation="tanh")

    def paso(datos: Sequence[float], perdida: Any) -> tuple[float, list[float]]:
        modelo, (xs, ys) = (lunas, LUNAS) if len(datos) > 100 else (cuatro, EJEMPLOS)
        p = modelo.parameters()
        for parametro, dato in zip(p, datos, strict=True):
            parametro.data, parametro.grad = dato, 0.0
        salidas = [modelo(x) for x in xs]
        if modelo is lunas:
            raiz = max_margin(salidas, ys) + 1e-4 * Value.dot(p, p)
        else:
            raiz = mse(salidas, ys) * len(ys)
        raiz.backward()
        return raiz.data, [parametro.grad for parametro in p]

    return paso


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


def _de_clausuras(Value: Any) -> Paso:  # noqa: N803 (es una clase)
    f = Funciones(
        tanh=_nota(Value, math.tanh, lambda a, c: 1 - c * c),
        exp=_nota(Value, math.exp, lambda a, c: c),
        log=_nota(Value, math.log, lambda a, c: 1 / a),
        relu=lambda v: v.relu(),
        dato=lambda v: v.data,
    )
    return _con_clase(Value, f)


def micrograd() -> Paso:
    """micrograd 0.1.0, del índice de paquetes."""
    from micrograd.engine import Value

    return _de_clausuras(Value)


def leccion_3() -> Paso:
    """El motor que el aprendiz termina en la lección 3."""
    from minigrad.aula.motor_de_cierres import Value

    return _de_clausuras(Value)


def torch() -> Paso:
    """PyTorch, con un tensor por número."""
    import torch as t

    t.set_num_threads(1)
    f = Funciones(tanh=t.tanh, relu=t.relu, exp=t.exp, log=t.log, dato=lambda v: v.item())

    def paso(datos: Sequence[float], perdida: Any) -> tuple[float, list[float]]:
        p = [t.tensor(dato, dtype=t.float64, requires_grad=True) for dato in datos]
        raiz = perdida(p, f)
        raiz.backward()
        return raiz.item(), [x.grad.item() for x in p]

    return paso


def autograd() -> Paso:
    """HIPS autograd, con un escalar por número."""
    import autograd as ag
    import autograd.numpy as anp

    f = Funciones(
        tanh=anp.tanh,
        relu=lambda v: v * (getattr(v, "_value", v) > 0),
        exp=anp.exp,
        log=anp.log,
        dato=lambda v: getattr(v, "_value", v),
    )

    def paso(datos: Sequence[float], perdida: Any) -> tuple[float, list[float]]:
        valor, gradientes = ag.value_and_grad(lambda p: perdida(p, f))(list(datos))
        return float(valor), [float(g) for g in gradientes]

    return paso


MOTORES: dict[str, Callable[[], Paso]] = {
    "micrograd": micrograd,
    "minigrad": minigrad,
    "minigrad_un_nodo": minigrad_un_nodo,
    "minigrad_nn": minigrad_nn,
    "leccion_3": leccion_3,
    "torch": torch,
    "autograd": autograd,
}
