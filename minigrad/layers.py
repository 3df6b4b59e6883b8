"""Capas en bloque: lo que una red hecha de `Tensor` tiene por piezas, con los nombres de PyTorch.

    red = Sequential(Linear(64, 32, seed=azar), ReLU(), Linear(32, 10, seed=azar))
    logits = red(x)                       # x: un arreglo o un tensor, con los ejemplos en filas

Los atributos (`weight`, `bias`), sus formas y la distribución de sus números iniciales son los de
`torch.nn`: los pesos de una se copian en la otra, tal cual. `parameters()`, `zero_grad()`,
`guardar` y `cargar` los pone `Module`.

`seed` es un entero, o un generador que las capas comparten: `azar = np.random.default_rng(0)`. Dos
capas con el mismo entero empiezan con los mismos números.
"""

from __future__ import annotations

import math
import operator
import random
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from minigrad import _formas
from minigrad._reales import es_lista
from minigrad.nn import Module
from minigrad.tensor import Tensor, callado, nuevo_nodo

Semilla = int | np.random.Generator | random.Random | None


class Linear(Module):
    """x @ weightᵀ + bias: cada salida es una suma ponderada de las entradas."""

    def __init__(
        self, in_features: int, out_features: int, bias: bool = True, dtype: Any = None,
        seed: Semilla = None,
    ) -> None:  # fmt: skip
        """`weight` es de forma (salidas, entradas), y todo empieza al azar en ±1/√entradas."""
        entran, salen = _tamano(in_features, "entradas"), _tamano(out_features, "salidas")
        azar, limite = _azar(seed), 1 / math.sqrt(entran)
        self.in_features, self.out_features = entran, salen
        self.weight = Tensor(azar.uniform(-limite, limite, (salen, entran)), dtype)
        self.bias = Tensor(azar.uniform(-limite, limite, salen), dtype) if bias else None

    @callado
    def __call__(self, x: Any) -> Tensor:
        """Las salidas de cada ejemplo, en el último eje."""
        x = _entrada(x, self.weight.dtype, (self.in_features,), self)
        a, w = x.data, self.weight.data
        alta = _formas.alta(a)
        c = alta @ w.T
        if self.bias is not None:
            c += self.bias.data

        def hacia_x(g: Any) -> Any:
            return (g.reshape(c.shape) @ w).reshape(a.shape)

        def hacia_w(g: Any) -> Any:
            return g.reshape(c.shape).T @ alta

        hijos: tuple[Any, ...] = (x, self.weight)
        atras: tuple[Any, ...] = (hacia_x, hacia_w)
        if self.bias is not None:  # a todos los ejemplos se les sumó el mismo: se difundió
            hijos, atras = (*hijos, self.bias), (*atras, lambda g: g)
        return nuevo_nodo(c.reshape((*a.shape[:-1], self.out_features)), "linear", hijos, atras)

    def __repr__(self) -> str:
        """Linear(3, 4)."""
        sin = "" if self.bias is not None else ", bias=False"
        return f"Linear({self.in_features}, {self.out_features}{sin})"


class Embedding(Module):
    """Una fila de números por cada letra, palabra o lo que se cuente: `weight[índices]`."""

    def __init__(
        self, num_embeddings: int, embedding_dim: int, dtype: Any = None, seed: Semilla = None
    ) -> None:
        """`weight` es de forma (cuántas, dimensiones), de la campana normal estándar."""
        self.num_embeddings = _tamano(num_embeddings, "filas")
        self.embedding_dim = _tamano(embedding_dim, "dimensiones")
        forma = (self.num_embeddings, self.embedding_dim)
        self.weight = Tensor(_azar(seed).standard_normal(forma), dtype)

    def __call__(self, indices: Any) -> Tensor:
        """La fila de cada índice; si uno sale dos veces, a su fila le llegan dos gradientes."""
        enteros = _formas.enteros(indices, "Los índices")
        if enteros.size and not 0 <= enteros.min() <= enteros.max() < self.num_embeddings:
            raise IndexError(
                f"{self!r} tiene las filas de 0 a {self.num_embeddings - 1}, y los índices van de "
                f"{enteros.min()} a {enteros.max()}."
            )
        return self.weight[enteros]

    def __repr__(self) -> str:
        """Embedding(27, 16)."""
        return f"Embedding({self.num_embeddings}, {self.embedding_dim})"


class _Norma(Module):
    """Lo común de las dos normas: sobre qué ejes, y los pesos con que se termina."""

    weight: Tensor | None
    bias: Tensor | None = None

    def _medir(self, normalized_shape: Any, eps: float | None) -> tuple[int, ...]:
        varios = isinstance(normalized_shape, (tuple, list))
        forma = tuple(normalized_shape) if varios else (normalized_shape,)
        self.normalized_shape = tuple([_tamano(n, "números por eje") for n in forma])
        self.eps, self._ejes = eps, tuple(range(-len(forma), 0))
        return self.normalized_shape

    def _promedio(self, a: Any) -> Any:
        return np.add.reduce(a, self._ejes, keepdims=True) / math.prod(self.normalized_shape)

    @callado
    def _normar(self, x: Any, centrar: bool) -> Tensor:
        """Un solo nodo: n = (x − μ) · r, con r = 1/√(promedio de los cuadrados + eps); y n·w + b.

        Al volver, de lo que llega a n se quita su promedio (si se centró) y su parte a lo largo
        de n: mover x por ahí no cambia n.
        """
        dtype = None if self.weight is None else self.weight.dtype
        x = _entrada(x, dtype, self.normalized_shape, self)
        a = x.data - self._promedio(x.data) if centrar else x.data
        eps = float(np.finfo(a.dtype).eps) if self.eps is None else self.eps
        r = 1.0 / np.sqrt(self._promedio(a * a) + eps)
        n = a * r
        w = 1.0 if self.weight is None else self.weight.data
        c = n if self.weight is None else n * w

        def hacia_x(g: Any) -> Any:
            h = g * w
            d = h - n * self._promedio(h * n)
            return r * (d - self._promedio(h) if centrar else d)

        hijos: tuple[Any, ...] = (x,)
        atras: tuple[Any, ...] = (hacia_x,)
        if self.weight is not None:
            hijos, atras = (*hijos, self.weight), (*atras, lambda g: g * n)
        if self.bias is not None:
            c = c + self.bias.data
            hijos, atras = (*hijos, self.bias), (*atras, lambda g: g)
        return nuevo_nodo(c, type(self).__name__.lower(), hijos, atras)

    def __repr__(self) -> str:
        """RMSNorm(16)."""
        forma = self.normalized_shape
        return f"{type(self).__name__}({forma[0] if len(forma) == 1 else forma})"


class RMSNorm(_Norma):
    """x entre la raíz del promedio de sus cuadrados, por `weight`: queda de tamaño 1."""

    def __init__(
        self, normalized_shape: Any, eps: float | None = None, elementwise_affine: bool = True,
        dtype: Any = None,
    ) -> None:  # fmt: skip
        """Sobre el último eje, o los últimos; `weight` empieza en unos."""
        forma = self._medir(normalized_shape, eps)
        self.weight = Tensor(np.ones(forma), dtype) if elementwise_affine else None

    def __call__(self, x: Any) -> Tensor:
        """La misma forma, con el último eje de tamaño 1."""
        return self._normar(x, centrar=False)


class LayerNorm(_Norma):
    """(x − su promedio) entre su desviación, por `weight`, más `bias`."""

    def __init__(
        self, normalized_shape: Any, eps: float = 1e-5, elementwise_affine: bool = True,
        bias: bool = True, dtype: Any = None,
    ) -> None:  # fmt: skip
        """Sobre el último eje, o los últimos; `weight` empieza en unos y `bias` en ceros."""
        forma = self._medir(normalized_shape, eps)
        self.weight = Tensor(np.ones(forma), dtype) if elementwise_affine else None
        self.bias = Tensor(np.zeros(forma), dtype) if elementwise_affine and bias else None

    def __call__(self, x: Any) -> Tensor:
        """La misma forma, con promedio 0 y desviación 1."""
        return self._normar(x, centrar=True)


class ReLU(Module):
    """máx(0, x), como una capa."""

    def __call__(self, x: Any) -> Tensor:
        """x.relu()."""
        return _como_tensor(x).relu()

    def __repr__(self) -> str:
        """ReLU()."""
        return "ReLU()"


class Tanh(Module):
    """La tangente hiperbólica, como una capa."""

    def __call__(self, x: Any) -> Tensor:
        """x.tanh()."""
        return _como_tensor(x).tanh()

    def __repr__(self) -> str:
        """Tanh()."""
        return "Tanh()"


class Sequential(Module):
    """Una capa tras otra: lo que sale de cada una entra en la siguiente."""

    def __init__(self, *capas: Callable[[Any], Any]) -> None:
        """Cada capa se guarda con su número, y sus parámetros se llaman "0.weight", "0.bias"…"""
        for i, capa in enumerate(capas):
            if not callable(capa):
                que = "una lista: pasa sus capas sueltas, con *" if es_lista(capa) else f"{capa!r}"
                raise TypeError(f"Sequential espera capas, como Linear(2, 3), y llegó {que}.")
            setattr(self, str(i), capa)

    def __call__(self, x: Any) -> Any:
        """Lo que sale de la última."""
        for capa in self:
            x = capa(x)
        return x

    @property
    def _capas(self) -> list[Any]:
        return [parte for nombre, parte in vars(self).items() if nombre.isdecimal()]

    def __iter__(self) -> Iterator[Any]:
        """Las capas, en orden."""
        return iter(self._capas)

    def __len__(self) -> int:
        """Cuántas capas hay."""
        return len(self._capas)

    def __getitem__(self, i: int) -> Any:
        """La capa i, contada desde 0; −1 es la última."""
        return self._capas[i]

    def __repr__(self) -> str:
        """Sequential(Linear(2, 3), ReLU(), Linear(3, 1))."""
        return f"Sequential({', '.join(map(repr, self._capas))})"


def _tamano(n: Any, que: str) -> int:
    try:
        entero = operator.index(n)
    except TypeError:
        entero = 0
    if entero < 1:
        raise ValueError(f"Una capa necesita un número entero de {que}, 1 o más; y llegó {n!r}.")
    return entero


def _azar(seed: Semilla) -> np.random.Generator:
    return np.random.default_rng(seed.getrandbits(64) if isinstance(seed, random.Random) else seed)


def _como_tensor(x: Any, dtype: Any = None) -> Tensor:
    return x if isinstance(x, Tensor) else Tensor(x, dtype, requires_grad=False)


def _entrada(x: Any, dtype: Any, ultimos: tuple[int, ...], capa: Module) -> Tensor:
    """Lo que entra en una capa, si sus últimos ejes miden lo que la capa espera."""
    tensor = _como_tensor(x, dtype)
    if tensor.shape[-len(ultimos) :] != ultimos:
        miden = f"mida {ultimos[0]}" if len(ultimos) == 1 else f"y los de antes midan {ultimos}"
        raise ValueError(
            f"{capa!r} espera que el último eje {miden}, y llegó la forma {tensor.shape}."
        )
    return tensor
