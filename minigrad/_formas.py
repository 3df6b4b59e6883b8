"""Formas y números de un tensor: se revisan aquí, y lo que no encaja se explica con las formas.

Cada función hace una cuenta de NumPy o, si no se puede, dice en español qué formas llegaron, por
qué no van juntas y qué escribir. Así `tensor.py` se queda con las cuentas.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Forma = tuple[int, ...]

_TIPOS = (np.float64, np.float32)
_SIGNOS = {"+": "sumar", "-": "restar", "*": "multiplicar", "/": "dividir", "**": "elevar"}

NO_SE_ASIGNA = (
    "Los números de un tensor no se cambian con t[…] = …: el grafo ya los usó. Si es un parámetro "
    "y quieres moverlo, cambia sus datos: t.data[…] = …. Si es una cuenta, arma un tensor nuevo."
)
PARA_NUMPY = (
    "NumPy no sabe seguir el gradiente de un Tensor. Si solo quieres sus números, usa t.data, como "
    "np.mean(t.data); si quieres el gradiente, usa lo del tensor: t.mean(), t.exp()…"
)
CAMBIO_EN_SU_LUGAR = (
    "Los números de un tensor cambiaron (¿un p.data -= …?) entre el paso hacia adelante y el "
    "backward(), y las derivadas saldrían de los nuevos. Haz backward() antes de mover los "
    "parámetros, o calcula otra vez la pérdida."
)


def es_hoja(signo: str) -> str:
    """Por qué no se puede `hoja += …`."""
    return (
        f"`{signo}` sobre una hoja haría un nodo nuevo y la hoja se perdería: no la movería. Para "
        f"mover un parámetro, p.data {signo} …; para acumular una cuenta, t = t {signo[0]} …."
    )


def varios_numeros(quien: str, forma: Forma) -> str:
    """Por qué no sirve un tensor de muchos números donde hace falta uno."""
    return (
        f"{quien} necesita un tensor de un solo número, y este es de forma {forma}. Júntalos antes "
        "con .sum() o .mean(), o elige uno: t[0]."
    )


# --- los números ---------------------------------------------------------------------------------


def numeros(x: Any, dtype: Any = None, forma: Forma | None = None) -> Any:
    """Un arreglo de reales hecho con x, del tipo pedido y, si se da, de esa forma."""
    es_de_esos = type(x) is np.ndarray and x.dtype == dtype  # lo más común, sin más preguntas
    arreglo = x if es_de_esos else _reales(x, _tipo(x, dtype))
    if forma is not None and arreglo.shape != forma:
        raise ValueError(
            f"Este tensor es de forma {forma}, y sus datos nuevos son de forma {arreglo.shape}. "
            "Los datos se cambian por otros tantos."
        )
    return arreglo


def _tipo(x: Any, dtype: Any) -> Any:
    if dtype is None:
        return np.float32 if getattr(x, "dtype", None) == np.float32 else np.float64
    try:
        pedido = np.dtype(dtype)
    except TypeError:
        pedido = None
    if pedido not in _TIPOS:
        raise TypeError(f"Un tensor es de float64 o de float32, y se pidió {dtype!r}.")
    return pedido


def _reales(x: Any, tipo: Any) -> Any:
    if hasattr(x, "requires_grad") and hasattr(x, "detach"):
        raise TypeError(
            "Llegó un tensor de PyTorch, y Mini-Grad no puede seguir su gradiente. Si solo quieres "
            "sus números: t.detach().numpy()."
        )
    try:
        arreglo = np.asarray(x)
    except ValueError:
        raise ValueError(
            "Las filas de un arreglo son igual de largas, y estas no lo son: "
            f"{[len(fila) if hasattr(fila, '__len__') else 1 for fila in x]}."
        ) from None
    if arreglo.dtype.kind not in "fiub":
        raise TypeError(
            f"Un tensor se hace de números reales: un número, listas de números o un arreglo; "
            f"y llegó {_que_es(x)}"
        )
    return arreglo.astype(tipo, copy=False)


def _que_es(x: Any) -> str:
    if x is None:
        return "None (¿le falta un `return` a tu función?)."
    if x is ...:
        return "un `...` sin llenar. Escribe ahí lo que falta."
    if isinstance(x, (list, tuple)) and any(hasattr(v, "backward") for v in x):
        return (
            "una lista con nodos dentro. Si son tensores, pégalos: cat([a, b]); si son Value, usa "
            "sus números: [v.data for v in …]."
        )
    return f"{x!r:.60}, de tipo {type(x).__name__}."


# --- número a número -----------------------------------------------------------------------------


def juntar(cuenta: Callable[..., Any], signo: str, a: Any, b: Any) -> Any:
    """`cuenta(a, b)`, con difusión."""
    try:
        return cuenta(a, b)
    except ValueError:
        raise ValueError(_no_van_juntas(signo, a.shape, b.shape)) from None


def _no_van_juntas(signo: str, a: Forma, b: Forma) -> str:
    """Qué eje no encaja, contado desde la derecha, y cómo se arregla."""
    if signo == "@":
        a_hay, b_hay = a[:-2], b[:-2]
        return (
            f"No se pueden multiplicar con @ las formas {a} y {b}: antes de sus dos últimos ejes "
            f"traen {a_hay} y {b_hay} matrices, y esos ejes deben ser iguales o 1."
        )
    i = next(
        i for i in range(1, 1 + min(len(a), len(b))) if a[-i] != b[-i] and 1 not in (a[-i], b[-i])
    )
    return (
        f"No se pueden {_SIGNOS[signo]} las formas {a} y {b}: contados desde la derecha, el eje "
        f"{-i} mide {a[-i]} en una y {b[-i]} en la otra, y solo encajan si son iguales o alguno es "
        f"1.{_consejo(a, b)}"
    )


def _consejo(a: Forma, b: Forma) -> str:
    corta, larga = sorted((a, b), key=len)
    if len(corta) == 1 and len(larga) > 1 and corta[0] in larga[:-1]:
        nueva = (corta[0],) + (1,) * (len(larga) - 1 - larga.index(corta[0]))
        return f" Si es un número por cada fila, dale la forma {nueva}: .reshape{nueva}."
    if a == b[::-1]:
        return " ¿Querías la traspuesta de una de las dos, con .T?"
    return " Mira con .shape cuál de los dos no es lo que creías."


# --- por un eje ----------------------------------------------------------------------------------


def reducir(cuenta: Callable[..., Any], a: Any, axis: Any, keepdims: bool) -> Any:
    """`cuenta(a)` sobre un eje, varios o todos."""
    try:
        return cuenta(a, axis=axis, keepdims=keepdims)
    except (ValueError, TypeError):
        if a.size == 0:
            raise ValueError(f"Un tensor de forma {a.shape} no tiene números que juntar.") from None
        raise ValueError(_sin_ese_eje(axis, a.shape)) from None


def _sin_ese_eje(axis: Any, forma: Forma) -> str:
    ejes = f"de 0 a {len(forma) - 1}, o de −{len(forma)} a −1" if forma else "ninguno"
    return (
        f"axis={axis!r} no sirve en un tensor de forma {forma}: sus ejes son {ejes}. Con axis=None "
        "se juntan todos."
    )


def a_lo_largo(axis: Any, forma: Forma, keepdims: bool) -> Callable[[Any], Any]:
    """Devuelve a un arreglo reducido los ejes que perdió, con un 1 en su lugar."""
    if keepdims or axis is None:
        todos = (1,) * len(forma)
        return (lambda g: g) if keepdims else (lambda g: g.reshape(todos))
    return lambda g: np.expand_dims(g, axis)


def clases(cuales: Any, forma: Forma) -> Any:
    """Las clases, en una lista de enteros; una por cada lista de logits."""
    if not forma:
        raise ValueError("cross_entropy necesita una lista de logits, y llegó un solo número.")
    enteras = np.asarray(getattr(cuales, "data", cuales) if hasattr(cuales, "grad") else cuales)
    if enteras.dtype.kind not in "iub" and not np.array_equal(enteras, enteras.round()):
        raise TypeError("Las clases son enteros, como [0, 2, 1], y entre ellas hay decimales.")
    if enteras.shape != forma[:-1]:
        raise ValueError(
            f"Los logits son de forma {forma}, así que las clases deben ser de forma {forma[:-1]}: "
            f"una por cada lista de {forma[-1]}; y llegaron de forma {enteras.shape}."
        )
    if enteras.size == 0:
        raise ValueError("No hay ningún ejemplo: la pérdida de nada no existe.")
    if enteras.min() < 0 or enteras.max() >= forma[-1]:
        raise ValueError(
            f"Con {forma[-1]} logits, las clases van de 0 a {forma[-1] - 1}; y llegaron de "
            f"{enteras.min()} a {enteras.max()}."
        )
    return enteras.astype(int).reshape(-1)


# --- matrices y formas ---------------------------------------------------------------------------


def exigir_matmul(a: Forma, b: Forma) -> None:
    """Lo que se recorre de a mide lo mismo que lo que se recorre de b."""
    if not a or not b:
        raise ValueError(
            f"@ multiplica matrices, y llegaron las formas {a} y {b}: un número suelto no es una. "
            "Para multiplicar por un número, usa *."
        )
    de_b = b[-2] if len(b) > 1 else b[0]
    if a[-1] != de_b:
        consejo = ""
        if len(a) == len(b) == 2:
            if a[1] == b[1]:
                consejo = " ¿Querías a @ b.T?"
            elif a[0] == b[0]:
                consejo = " ¿Querías a.T @ b?"
            elif a[0] == b[1]:
                consejo = " ¿Querías b @ a?"
        raise ValueError(
            f"No se pueden multiplicar con @ las formas {a} y {b}: las columnas de la primera "
            f"({a[-1]}) deben ser tantas como las filas de la segunda ({de_b}).{consejo}"
        )


def cambiar(a: Any, forma: tuple[Any, ...]) -> Any:
    """Los mismos números en otra forma: `reshape(2, 3)` o `reshape((2, 3))`."""
    if len(forma) == 1 and isinstance(forma[0], (tuple, list)):
        forma = tuple(forma[0])
    try:
        return a.reshape(forma)
    except (ValueError, TypeError):
        raise ValueError(
            f"Un tensor de forma {a.shape} tiene {a.size} números, y no caben en la forma {forma}. "
            "El producto de la forma nueva debe ser ese; un −1 pone el eje que falta."
        ) from None


def orden(ejes: tuple[int, ...], cuantos: int) -> list[int]:
    """El orden nuevo de los ejes: al revés, dos que se intercambian, o todos."""
    if len(ejes) == 1 and isinstance(ejes[0], (tuple, list)):
        ejes = tuple(ejes[0])
    try:
        van = [range(cuantos)[operator.index(eje)] for eje in ejes]
    except (IndexError, TypeError):
        van = [0, 0]
    if not ejes:
        return [*range(cuantos)][::-1]
    if len(van) == 2 and van[0] != van[1]:
        todos = [*range(cuantos)]
        todos[van[0]], todos[van[1]] = van[1], van[0]
        return todos
    if sorted(van) == [*range(cuantos)]:
        return van
    raise ValueError(
        f"transpose{ejes} no sirve con {cuantos} ejes: escribe dos distintos, que se intercambian, "
        f"o todos, del 0 al {cuantos - 1}, en su orden nuevo."
    )


def elegir(a: Any, donde: Any) -> Any:
    """a[donde]; los que no existen se dicen."""
    try:
        return a[donde]
    except IndexError as error:
        if not a.shape:
            raise IndexError("Un tensor de un solo número no se indexa. Usa t.item().") from None
        if getattr(np.asarray(donde), "dtype", np.dtype(int)).kind == "f":
            raise IndexError("Los índices son enteros, y llegaron decimales.") from None
        raise IndexError(
            f"Un tensor de forma {a.shape} no tiene lo que pide [{_corto(donde)}]. Cada eje se "
            f"cuenta desde 0, y el último de cada uno es {tuple(n - 1 for n in a.shape)}."
        ) from error


def _corto(donde: Any) -> str:
    texto = repr(donde)
    return texto if len(texto) <= 40 else f"{texto[:37]}…"


def para_pegar(tensores: Any, clase: type) -> list[Any]:
    """Lo que se va a pegar, en tensores; lo que no lo era es constante."""
    if hasattr(tensores, "shape") or not hasattr(tensores, "__iter__") or not len(tensores):
        raise TypeError("cat espera una lista de tensores: cat([a, b]).")
    return [t if isinstance(t, clase) else clase(t, requires_grad=False) for t in tensores]


def pegar(datos: Sequence[Any], axis: int) -> Any:
    """Los arreglos, uno tras otro por un eje."""
    try:
        return np.concatenate(datos, axis)
    except ValueError:
        formas = ", ".join(str(d.shape) for d in datos)
        raise ValueError(
            f"No se pueden pegar por el eje {axis} las formas {formas}: tienen tantos ejes unas "
            "como otras, y fuera de ese eje deben ser iguales."
        ) from None


def raiz(data: Any, requiere: bool, grad: Any) -> Any:
    """El gradiente con que empieza el paso hacia atrás."""
    if not requiere:
        raise RuntimeError(
            "Este tensor es constante: no salió de ninguna hoja con gradiente (o se calculó dentro "
            "de no_grad), y backward() no tiene a quién llevarle nada."
        )
    if grad is not None:
        return numeros(grad, data.dtype, data.shape)
    if data.size != 1:
        raise RuntimeError(varios_numeros("backward()", data.shape))
    return np.ones_like(data)
