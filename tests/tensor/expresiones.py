"""Expresiones al azar entre tensores: una receta que se sigue igual con cualquier motor.

Una receta es la lista de sus hojas y de sus pasos; cada paso dice qué operación se hace con cuáles
de los tensores que ya hay. Se arma con los números a la vista (`minigrad`, sin gradiente), para no
pasar junto a una esquina: una relu en 0, un máximo empatado, el logaritmo de un negativo.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

#: lo más grande que se deja crecer un número, para que 1e-9 quiera decir algo
TOPE = 30.0
#: qué tan lejos se queda de una esquina
LEJOS = 1e-3

FORMAS = [(), (1,), (3,), (2, 3), (1, 3), (2, 1), (4, 3), (2, 2, 3), (2, 4, 1), (3, 2), (3, 3)]


def numeros(azar: np.random.Generator, forma: tuple[int, ...]) -> Any:
    """Sin ceros ni repetidos, con su signo."""
    return azar.uniform(0.3, 1.8, forma) * azar.choice([-1.0, 1.0], forma)


def lejos_de_cero(a: Any) -> bool:
    return bool((abs(a) > LEJOS).all())


def sin_empate(a: Any, eje: Any) -> bool:
    """Si el mayor de cada eje le saca ventaja al que sigue."""
    juntos = a.reshape(-1) if eje is None else np.moveaxis(a, eje, -1)
    if juntos.shape[-1:] in ((1,), ()):
        return True
    dos = np.sort(juntos, axis=-1)[..., -2:]
    return bool((dos[..., 1] - dos[..., 0] > LEJOS).all())


def difunden(a: Any, b: Any) -> bool:
    try:
        np.broadcast_shapes(a.shape, b.shape)
    except ValueError:
        return False
    return True


def multiplican(a: Any, b: Any) -> bool:
    if not a.ndim or not b.ndim or a.shape[-1] != b.shape[-2 if b.ndim > 1 else 0]:
        return False
    return difunden(np.empty(a.shape[:-2]), np.empty(b.shape[:-2]))


UNO = {
    "neg": lambda a: True,
    "exp": lambda a: bool((a < 3).all()),
    "log": lambda a: bool((a > 0.05).all()),
    "sqrt": lambda a: bool((a > 0.05).all()),
    "tanh": lambda a: True,
    "sigmoid": lambda a: True,
    "relu": lejos_de_cero,
    "cuadrado": lambda a: True,
    "al 2.5": lambda a: bool((a > 0.05).all()),
    "1 entre": lambda a: bool((abs(a) > 0.05).all()),
    "2 menos": lambda a: True,
    "1.5 a la": lambda a: True,
    "T": lambda a: True,
    "aplanar": lambda a: True,
    "por el doble": lambda a: True,
    "más una lista": lambda a: a.ndim > 0,
}
DOS = {
    "+": difunden, "-": difunden, "*": difunden,
    "/": lambda a, b: difunden(a, b) and bool((abs(b) > 0.05).all()),
    "**": lambda a, b: difunden(a, b) and bool((a > 0.05).all()) and bool((abs(b) < 4).all()),
    "@": multiplican,
}  # fmt: skip
CON_EJE = ("sum", "mean", "max", "softmax", "cat", "[]", "transpose")


@st.composite
def recetas(sacar: st.DrawFn) -> tuple[list[Any], list[tuple[Any, ...]]]:
    """Las hojas y los pasos de una expresión que termina en un solo número."""
    azar = np.random.default_rng(sacar(st.integers(0, 2**32 - 1)))
    cuantas = int(azar.integers(1, 4))
    hojas = [numeros(azar, FORMAS[azar.integers(len(FORMAS))]) for _ in range(cuantas)]
    hay, pasos = list(hojas), []
    for _ in range(int(azar.integers(2, 9))):
        paso = _un_paso(azar, hay)
        if paso is None:
            continue
        nuevo = seguir(paso, hay, NUMPY)
        if nuevo.size and np.isfinite(nuevo).all() and abs(nuevo).max() < TOPE:
            hay.append(nuevo)
            pasos.append(paso)
    return hojas, pasos


def _un_paso(azar: np.random.Generator, hay: list[Any]) -> tuple[Any, ...] | None:
    """Un paso que se puede dar, o nada si el que salió no se puede."""
    i = int(azar.integers(len(hay)))
    a, j = hay[i], int(azar.integers(len(hay)))
    op = str(azar.choice([*UNO, *DOS, *DOS, *["@"] * 4, *CON_EJE, *CON_EJE, "cross_entropy"]))
    if op in UNO:
        return (op, i) if UNO[op](a) else None
    if op in DOS:
        return (op, i, j) if DOS[op](a, hay[j]) else None
    if not a.ndim:
        return ("sum", i, None, False) if op == "sum" else None
    eje, guardar = int(azar.integers(-a.ndim, a.ndim)), bool(azar.integers(2))
    if op in ("sum", "mean", "max"):
        if op != "max" and azar.random() < 0.3:
            eje = None if azar.random() < 0.5 else (0, -1) if a.ndim > 1 else (0,)
        return (op, i, eje, guardar) if op != "max" or sin_empate(a, eje) else None
    if op == "[]":
        return (op, i, _lugares(azar, a.shape))
    if op == "transpose":
        return (op, i, tuple(int(e) for e in azar.permutation(a.ndim))) if a.ndim > 2 else None
    if op == "cross_entropy":
        return (op, i, azar.integers(a.shape[-1], size=a.shape[:-1]))
    return (op, i, eje)


def _lugares(azar: np.random.Generator, forma: tuple[int, ...]) -> Any:
    n = forma[0]
    lista = [int(x) for x in azar.integers(-n, n, size=4)]
    posibles = [int(azar.integers(-n, n)), lista, slice(None, None, 2), (..., slice(0, 1)),
                (lista, ...), None, np.array([lista, lista])]  # fmt: skip
    return posibles[azar.integers(len(posibles))]


# --- seguir una receta -----------------------------------------------------------------------


class NumPy:
    """Solo números, sin gradiente: dice cuánto vale cada paso."""

    def eje(self, op: str, a: Any, eje: Any, guardar: bool) -> Any:
        return getattr(a, op)(axis=eje, keepdims=guardar)

    def softmax(self, a: Any, eje: int) -> Any:
        e = np.exp(a - a.max(eje, keepdims=True))
        return e / e.sum(eje, keepdims=True)

    def cross_entropy(self, a: Any, clases: Any) -> Any:
        p = self.softmax(a, -1).reshape(-1, a.shape[-1])
        return -np.log(p[np.arange(len(p)), clases.reshape(-1)]).mean()

    def fun(self, op: str, a: Any) -> Any:
        if op == "sigmoid":
            return 1 / (1 + np.exp(-a))
        return np.maximum(a, 0) if op == "relu" else getattr(np, op)(a)

    def cat(self, partes: list[Any], eje: int) -> Any:
        return np.concatenate(partes, eje)

    def permutar(self, a: Any, orden: tuple[int, ...]) -> Any:
        return a.transpose(orden)

    def al_reves(self, a: Any) -> Any:
        return a.T


class MiniGrad:
    """El motor en bloque."""

    def eje(self, op: str, a: Any, eje: Any, guardar: bool) -> Any:
        return getattr(a, op)(axis=eje, keepdims=guardar)

    def softmax(self, a: Any, eje: int) -> Any:
        return a.softmax(eje)

    def cross_entropy(self, a: Any, clases: Any) -> Any:
        return a.cross_entropy(clases)

    def fun(self, op: str, a: Any) -> Any:
        return getattr(a, op)()

    def cat(self, partes: list[Any], eje: int) -> Any:
        from minigrad import cat

        return cat(partes, eje)

    def permutar(self, a: Any, orden: tuple[int, ...]) -> Any:
        return a.transpose(*orden)

    def al_reves(self, a: Any) -> Any:
        return a.T


class Torch(MiniGrad):
    """PyTorch, en float64."""

    def eje(self, op: str, a: Any, eje: Any, guardar: bool) -> Any:
        eje = tuple(range(a.ndim)) if eje is None else eje
        return getattr(a, "amax" if op == "max" else op)(dim=eje, keepdim=guardar)

    def cross_entropy(self, a: Any, clases: Any) -> Any:
        import torch

        planos = torch.as_tensor(clases).reshape(-1)
        return torch.nn.functional.cross_entropy(a.reshape(-1, a.shape[-1]), planos)

    def cat(self, partes: list[Any], eje: int) -> Any:
        import torch

        return torch.cat(partes, eje)

    def permutar(self, a: Any, orden: tuple[int, ...]) -> Any:
        return a.permute(orden)

    def al_reves(self, a: Any) -> Any:
        return a.permute(tuple(range(a.ndim - 1, -1, -1)))


NUMPY, MINIGRAD, TORCH = NumPy(), MiniGrad(), Torch()

SENCILLOS = {
    "neg": lambda a: -a,
    "cuadrado": lambda a: a**2,
    "al 2.5": lambda a: a**2.5,
    "1 entre": lambda a: 1 / a,
    "2 menos": lambda a: 2 - a,
    "1.5 a la": lambda a: 1.5**a,
    "aplanar": lambda a: a.reshape(-1),
    "por el doble": lambda a: a * (a * 2),
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "**": lambda a, b: a**b,
    "@": lambda a, b: a @ b,
}


def seguir(paso: tuple[Any, ...], hay: list[Any], motor: Any) -> Any:
    """El resultado de un paso, con los tensores de ese motor."""
    op, i, *resto = paso
    a = hay[i]
    if op in SENCILLOS:
        return SENCILLOS[op](a, *[hay[j] for j in resto])
    if op == "más una lista":
        cuantos = range(a.shape[-1])
        return a + (list(cuantos) if motor is MINIGRAD else _arreglo(motor, [*cuantos]))
    if op in UNO:
        return motor.al_reves(a) if op == "T" else motor.fun(op, a)
    if op in ("sum", "mean", "max"):
        return motor.eje(op, a, *resto)
    if op == "[]":
        return a[resto[0]]
    if op == "cat":
        return motor.cat([a, a * 0.5, a], resto[0])
    que = {"softmax": motor.softmax, "transpose": motor.permutar}
    return que.get(op, motor.cross_entropy)(a, resto[0])


def _arreglo(motor: Any, lista: list[int]) -> Any:
    if motor is NUMPY:
        return np.array(lista, dtype=float)
    import torch

    return torch.tensor(lista, dtype=torch.float64)


def evaluar(pasos: list[tuple[Any, ...]], hojas: list[Any], motor: Any) -> Any:
    """La suma, con pesos distintos, de todo lo que la receta calcula: un solo número."""
    hay = list(hojas)
    for paso in pasos:
        hay.append(seguir(paso, hay, motor))
    total = 0.0
    for k, t in enumerate(hay):
        pesos = np.cos(np.arange(float(np.prod(t.shape))) + k).reshape(t.shape)
        if motor is TORCH:
            import torch

            pesos = torch.as_tensor(pesos)
        total = total + (t * pesos).sum()
    return total
