"""Lo que se espera de un arreglo: medirse, mostrarse, compararse, copiarse y guardarse.

`Tensor` hereda de aquí todo lo que no es derivar, y lo que avisa cuando un gradiente se perdería:
cambiar sus números con `t[…] = …`, dárselo a una función de NumPy o copiar una cuenta a medias.

Glosario. *Reloj*: cuántas veces se han cambiado números en su lugar (`p.data -= …`). Cada tensor
anota cuándo nació y cuándo cambió: así `backward` sabe si alguien movió lo que una cuenta ya usó.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

import numpy as np

from minigrad import _formas

# En Linux, quien pidió y soltó una vez un bloque así ya no devuelve la memoria al sistema al soltar
# cada grafo, para volver a pedirla en el paso siguiente: con lotes grandes, eso era la mitad del
# tiempo. No ocupa nada: lo que nadie escribe no llega a existir.
np.empty(4_000_000)

#: dentro de `no_grad`, no: las cuentas no se recuerdan
grabando: ContextVar[bool] = ContextVar("grabando", default=True)
#: qué hora es; va en una lista para que la cambie quien la lee
reloj = [0]


def _comparacion(cuenta: Callable[..., Any], signo: str) -> Callable[[Any, Any], Any]:
    """`t > 0` y las demás, número a número, como en NumPy y en PyTorch: un arreglo de sí y no."""

    def comparar(self: Any, otro: Any) -> Any:
        suyos = _formas.comparable(otro)
        if suyos is NotImplemented:
            return NotImplemented
        return _formas.juntar(cuenta, signo, self._data, suyos)

    return comparar


def _con_igual(operar: Callable[[Any, Any], Any], signo: str) -> Callable[[Any, Any], Any]:
    """t += x es t = t + x, un nodo nuevo. En una hoja lanza `TypeError`: la hoja se perdería.

    Dentro de `no_grad`, como en PyTorch, mueve la hoja: le pone los números de p + x.
    """

    def metodo(self: Any, otro: Any) -> Any:
        if self._prev or not self.requires_grad:
            return operar(self, otro)
        if grabando.get():
            raise TypeError(_formas.es_hoja(signo))
        self.data = operar(self, otro).data
        return self

    return metodo


class Arreglo:
    """Un objeto que guarda un arreglo de NumPy en `data`."""

    __slots__ = ("_atras", "_cambio", "_data", "_nacio", "_op", "_prev", "grad", "label",
                 "requires_grad")  # fmt: skip
    #: en `arreglo + tensor`, NumPy le deja la cuenta al tensor
    __array_priority__ = 1000.0

    _data: Any
    _nacio: int
    _cambio: int
    _prev: tuple[Any, ...]
    _atras: tuple[Callable[[Any], Any], ...]
    grad: Any
    requires_grad: bool
    label: str
    _op: str

    @property
    def data(self) -> Any:
        """Los números, en un arreglo de NumPy. Se cambian por otros tantos, de esa forma."""
        return self._data

    @data.setter
    def data(self, nuevos: Any) -> None:
        if nuevos is self._data:  # `p.data -= …` los cambió donde estaban: `backward` lo verá
            reloj[0] += 1
            self._cambio = reloj[0]
        else:
            self._data = _formas.reemplazo(nuevos, self._data)

    @property
    def shape(self) -> tuple[int, ...]:
        """La forma: cuántos números hay en cada eje."""
        forma: tuple[int, ...] = self._data.shape
        return forma

    @property
    def ndim(self) -> int:
        """Cuántos ejes hay."""
        return len(self.shape)

    @property
    def size(self) -> int:
        """Cuántos números hay en total."""
        return int(self._data.size)

    @property
    def dtype(self) -> Any:
        """El tipo de sus números: float64 o float32."""
        return self._data.dtype

    def item(self) -> float:
        """El número de un tensor que tiene uno solo."""
        if self._data.size != 1:
            raise ValueError(_formas.varios_numeros("item()", self.shape))
        return float(self._data.item())

    def __float__(self) -> float:
        """float(t), y lo que dan las funciones de `math`: un número suelto, que no se deriva."""
        return self.item()

    def __bool__(self) -> bool:
        """Lo que diría su número, si tiene uno solo."""
        return bool(self.item())

    def __len__(self) -> int:
        """Cuántas filas tiene."""
        if not self.shape:
            raise TypeError(_formas.SIN_FILAS)
        return len(self._data)

    def __iter__(self) -> Iterator[Any]:
        """Sus filas; cada una es un tensor."""
        filas: Any = self
        return iter([filas[i] for i in range(len(self))])

    def __repr__(self) -> str:
        """Tensor([1. 2. 3.], op='+')."""
        clase = type(self).__name__
        numeros = np.array2string(
            self._data, precision=4, threshold=20, separator=", ", prefix=f"{clase}("
        )
        tipo = ", dtype=float32" if self.dtype == np.float32 else ""
        op = f", op={self._op!r}" if self._op else ""
        etiqueta = f", label={self.label!r}" if self.label else ""
        return f"{clase}({numeros}{tipo}{op}{etiqueta})"

    def __format__(self, formato: str) -> str:
        """f"{t:.4f}" da formato al número de un tensor que tiene uno solo."""
        return format(self.item(), formato) if formato else repr(self)

    # ── Comparar ─────────────────────────────────────────────────────────────────────────────

    __lt__ = _comparacion(np.less, "<")
    __le__ = _comparacion(np.less_equal, "<=")
    __gt__ = _comparacion(np.greater, ">")
    __ge__ = _comparacion(np.greater_equal, ">=")
    __eq__ = _comparacion(np.equal, "==")
    __ne__ = _comparacion(np.not_equal, "!=")
    __hash__ = object.__hash__  # así un tensor puede ir en un set o ser clave de un dict

    # ── Lo que perdería un gradiente, y no se hace ───────────────────────────────────────────

    def __setitem__(self, donde: Any, valor: Any) -> None:
        """Lanza `TypeError`: el grafo guardó los números de antes."""
        raise TypeError(_formas.NO_SE_ASIGNA)

    __iadd__ = _con_igual(operator.add, "+=")
    __isub__ = _con_igual(operator.sub, "-=")
    __imul__ = _con_igual(operator.mul, "*=")
    __itruediv__ = _con_igual(operator.truediv, "/=")
    __ipow__ = _con_igual(operator.pow, "**=")
    __imatmul__ = _con_igual(operator.matmul, "@=")

    def __array__(self, *_: Any, **__: Any) -> Any:
        """Lanza `TypeError`: NumPy no sigue el gradiente."""
        raise TypeError(_formas.PARA_NUMPY)

    def __array_function__(self, *_: Any) -> Any:
        """Lo mismo, en `np.mean(t)` y las demás funciones de NumPy."""
        raise TypeError(_formas.PARA_NUMPY)

    def __copy__(self) -> Any:
        """Otra hoja, con sus propios números y su propio gradiente."""
        clase, (args, estado) = type(self), self._estado()
        copia = clase(*args)
        copia.__setstate__(estado)
        return copia

    def __reduce__(self) -> tuple[Any, ...]:
        """Para `pickle` y `copy.deepcopy`: solo las hojas; una cuenta no se guarda."""
        args, estado = self._estado()
        return type(self), args, estado

    def _estado(self) -> tuple[Any, Any]:
        if self._prev:
            raise TypeError(_formas.NO_SE_COPIA)
        args = (self._data, self.dtype.name, self.requires_grad, self.label)
        return args, {"grad": self.grad}

    def __setstate__(self, estado: dict[str, Any]) -> None:
        """El gradiente de una hoja que se leyó o se copió."""
        self.grad = None if estado["grad"] is None else np.array(estado["grad"])
