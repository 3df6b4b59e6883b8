"""Formas y números de un tensor: se revisan aquí, y lo que no encaja se explica con las formas.

Cada función hace una cuenta de NumPy o, si no se puede, dice en español qué formas llegaron, por
qué no van juntas y qué escribir. Así `tensor.py` se queda con las cuentas.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from numbers import Real
from typing import Any

import numpy as np

from minigrad._reales import real

Forma = tuple[int, ...]

_TIPOS = (np.float64, np.float32)
_SIGNOS = {"+": "sumar", "-": "restar", "*": "multiplicar", "/": "dividir", "**": "elevar"}

NO_SE_ASIGNA = (
    "Los números de un tensor no se cambian con t[…] = …: el grafo ya los usó. Si es un parámetro "
    "y quieres moverlo, cambia sus datos: t.data[…] = …. Si es una cuenta, arma un tensor nuevo."
)
NO_SE_COPIA = (
    "Este tensor salió de una cuenta, y una cuenta a medias no se copia ni se guarda: se copian "
    "las hojas. Para quedarte con sus números, Tensor(t.data); para guardarlos, t.data."
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
SIN_FILAS = (
    "Este tensor es un solo número: no tiene filas que contar ni que recorrer. Usa t.item()."
)


def es_hoja(signo: str) -> str:
    """Por qué no se puede `hoja += …`."""
    return (
        f"`{signo}` sobre una hoja haría un nodo nuevo y la hoja se perdería: no la movería. Para "
        f"mover un parámetro, p.data {signo} …; para acumular una cuenta, t = t {signo[:-1]} …."
    )


def varios_numeros(quien: str, forma: Forma) -> str:
    """Por qué no sirve un tensor de muchos números donde hace falta uno."""
    junta = "Júntalos antes con .sum() o .mean(), o elige uno."
    if 0 in forma:
        junta = "No tiene ninguno: revisa de dónde salió."
    return f"{quien} necesita un tensor de un solo número, y este es de forma {forma}. {junta}"


# --- los números ---------------------------------------------------------------------------------


def numeros(x: Any, dtype: Any = None) -> Any:
    """Un arreglo nuevo de reales hecho con x, del tipo pedido: es una copia."""
    if type(x) is float:  # lo más común, sin más preguntas
        return np.array(x, _tipo(x, dtype))
    return np.array(_reales(x), _tipo(x, dtype))


def _tipo(x: Any, dtype: Any) -> Any:
    if dtype is None:
        return np.float32 if getattr(x, "dtype", None) == np.float32 else np.float64
    if dtype in _TIPOS:
        return dtype
    es_texto = isinstance(dtype, str)
    try:
        pedido = None if es_texto and dtype not in ("float64", "float32") else np.dtype(dtype)
    except TypeError:
        pedido = None
    if pedido not in _TIPOS:
        nombre = f" Si es su nombre, label={dtype!r}." if es_texto else ""
        raise TypeError(f"Un tensor es de float64 o de float32, y se pidió {dtype!r:.60}.{nombre}")
    return pedido


def _reales(x: Any) -> Any:
    """x, en un número o un arreglo de reales."""
    if isinstance(x, Real):
        return real(x)
    _exigir_sin_gradiente(x)
    try:
        arreglo = np.asarray(x)
    except ValueError:
        raise ValueError(_disparejas(x)) from None
    if arreglo.dtype.kind not in "fiub":
        raise TypeError(
            "Un tensor se hace de números reales: un número, listas de números o un arreglo; y "
            f"llegó {_que_es(x)}"
        )
    return arreglo


def _exigir_sin_gradiente(x: Any) -> None:
    """Lo que otro deriva no se puede seguir derivando aquí: se perdería sin que nadie lo vea."""
    if hasattr(x, "_prev") and hasattr(x, "shape"):
        raise TypeError("Ya es un Tensor. Si quieres otro con los mismos números, Tensor(t.data).")
    if getattr(x, "requires_grad", False):
        raise TypeError(
            "Llegó un tensor de PyTorch, y Mini-Grad no puede seguir su gradiente. Si solo quieres "
            "sus números: t.detach().numpy()."
        )
    if isinstance(x, (list, tuple)) and any(hasattr(v, "_prev") for v in x):
        raise TypeError(
            "Llegó una lista con nodos dentro, y sus gradientes se perderían. Si son tensores, "
            "pégalos: cat([a, b]); si son Value, usa sus números: [v.data for v in …]."
        )


def _disparejas(x: Any) -> str:
    largos = {len(fila) if hasattr(fila, "__len__") else 1 for fila in x}
    return "Las filas de un arreglo son igual de largas, y estas no lo son: " + (
        f"hay de {_lista(sorted(largos))}." if len(largos) > 1 else "mira las de más adentro."
    )


def _lista(numeros: Sequence[Any]) -> str:
    *varios, ultimo = map(str, numeros)
    return f"{', '.join(varios)} y {ultimo}" if varios else ultimo


def _que_es(x: Any) -> str:
    if x is None:
        return "None (¿le falta un `return` a tu función?)."
    if x is ...:
        return "un `...` sin llenar. Escribe ahí lo que falta."
    if hasattr(x, "_prev"):
        return "un Value. En una cuenta, todos son Value o todos son Tensor."
    return f"{x!r:.60}, de tipo {type(x).__name__}."


def reemplazo(x: Any, viejos: Any) -> Any:
    """Los datos nuevos de un tensor, del tipo y de la forma de los de antes."""
    if type(x) is np.ndarray and x.shape == viejos.shape and x.dtype == viejos.dtype:
        return x.copy()
    nuevos = numeros(x, viejos.dtype)
    if nuevos.shape != viejos.shape:
        raise ValueError(
            f"Este tensor es de forma {viejos.shape}, y sus datos nuevos son de forma "
            f"{nuevos.shape}. Los datos se cambian por otros tantos, de la misma forma."
        )
    return nuevos


def comparable(x: Any) -> Any:
    """Los números de x, o `NotImplemented` si no los tiene."""
    if hasattr(x, "_data"):
        return x._data
    try:
        arreglo = np.asarray(x)
    except (ValueError, TypeError, RuntimeError):
        return NotImplemented
    return arreglo if arreglo.dtype.kind in "fiub" else NotImplemented


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
        f"No se pueden {_SIGNOS.get(signo, 'comparar')} las formas {a} y {b}: contados desde la "
        f"derecha, el eje {-i} mide {a[-i]} en una y {b[-i]} en la otra, y solo encajan si son "
        f"iguales o alguno es 1.{_consejo(a, b)}"
    )


def _consejo(a: Forma, b: Forma) -> str:
    corta, larga = sorted((a, b), key=len)
    if len(corta) == 1 and len(larga) > 1 and corta[0] in larga[:-1]:
        nueva = (corta[0],) + (1,) * (len(larga) - 1 - larga.index(corta[0]))
        return f" Si es un número por cada fila, dale la forma {nueva}: .reshape{nueva}."
    if a == b[::-1]:
        return " ¿Querías la traspuesta de una de las dos, con .T?"
    return " Mira con .shape cuál de los dos no es lo que creías."


def donde(si: Any, g: Any) -> Any:
    """g donde `si`, y 0 donde no. Si son muchos, multiplicar es más rápido, salvo por 0 · inf."""
    if g.size < 4096 or np.isnan((c := g * si).sum()):
        return np.where(si, g, 0.0)
    return c


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
    if isinstance(axis, list):
        return f"Varios ejes van en una tupla: axis={tuple(axis)}."
    ejes = f"de 0 a {len(forma) - 1}, o de −{len(forma)} a −1" if forma else "ninguno"
    return (
        f"axis={axis!r} no sirve en un tensor de forma {forma}: sus ejes son {ejes}. Con axis=None "
        "se juntan todos."
    )


def a_lo_largo(axis: Any, forma: Forma, keepdims: bool) -> Callable[[Any], Any]:
    """Devuelve a un arreglo reducido los ejes que perdió, con un 1 en su lugar."""
    if keepdims or axis is None or not forma:
        todos = (1,) * len(forma)
        return (lambda g: g) if keepdims else (lambda g: g.reshape(todos))
    return lambda g: np.expand_dims(g, axis)


def clases(cuales: Any, forma: Forma) -> Any:
    """Las clases, en una lista de enteros; una por cada lista de logits."""
    if not forma:
        raise ValueError("cross_entropy necesita una lista de logits, y llegó un solo número.")
    enteras = enteros(cuales, "Las clases")
    if enteras.shape != forma[:-1]:
        es_uno = " Si son filas de ceros y un uno: clases.argmax(-1)." * (enteras.shape == forma)
        raise ValueError(
            f"Los logits son de forma {forma}, así que las clases deben ser de forma {forma[:-1]}: "
            f"una por cada lista de {forma[-1]}; y llegaron de forma {enteras.shape}.{es_uno}"
        )
    if enteras.size == 0:
        raise ValueError("No hay ningún ejemplo: la pérdida de nada no existe.")
    if enteras.min() < 0 or enteras.max() >= forma[-1]:
        raise ValueError(
            f"Con {forma[-1]} logits, las clases van de 0 a {forma[-1] - 1}; y llegaron de "
            f"{enteras.min()} a {enteras.max()}."
        )
    return enteras.reshape(-1)


def enteros(cuales: Any, quienes: str) -> Any:
    """Un arreglo de enteros; se acepta un decimal que valga un entero, como 2.0."""
    try:
        arreglo = np.asarray(getattr(cuales, "_data", cuales))
    except ValueError:
        raise ValueError(_disparejas(cuales)) from None
    tipo = arreglo.dtype.kind
    valen = tipo == "f" and bool((np.isfinite(arreglo) & (arreglo == arreglo.round())).all())
    if not arreglo.size or tipo in "iub" or valen:
        return arreglo.astype(int)
    que = "decimales" if tipo == "f" else f"{cuales!r:.60}"
    raise TypeError(f"{quienes} son enteros, como [0, 2, 1], y llegaron {que}.")


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
        if len(a) > 2 and len(b) > 2 and a[-1] == b[-1]:
            consejo = " ¿Querías cambiar de lugar los dos últimos ejes de la segunda?"
        elif len(a) == len(b) == 2:
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


def alta(a: Any) -> Any:
    """Muchas matrices, una encima de otra, en una sola; una lista es una fila."""
    return a if a.ndim == 2 else a.reshape(math.prod(a.shape[:-1]), a.shape[-1])


def ancha(b: Any) -> Any:
    """Una matriz, tal cual; una lista es una columna."""
    return b if b.ndim == 2 else b.reshape(-1, 1)


def cambiar(a: Any, forma: tuple[Any, ...]) -> Any:
    """Los mismos números en otra forma: `reshape(2, 3)` o `reshape((2, 3))`."""
    if len(forma) == 1 and isinstance(forma[0], (tuple, list)):
        forma = tuple(forma[0])
    try:
        return a.reshape(forma)
    except (ValueError, TypeError):
        if any(isinstance(eje, float) for eje in forma):
            raise TypeError(
                f"Los ejes de una forma son enteros, y en {forma} hay un decimal. Una división con "
                "/ siempre da un decimal; la que da un entero es //."
            ) from None
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


def lugares(donde: Any) -> Any:
    """Lo que va entre corchetes, en una copia: la lista puede cambiar después."""
    if isinstance(donde, tuple):
        return tuple([lugares(uno) for uno in donde])
    if hasattr(donde, "_prev"):
        raise IndexError(
            "Entre corchetes va un entero, un corte o una lista de enteros, y llegó un nodo. Usa "
            "sus números, en enteros: t[i.data.astype(int)]."
        )
    if not isinstance(donde, (list, np.ndarray)):
        return donde
    try:
        copia = np.array(donde)
    except ValueError:
        raise IndexError(_disparejas(donde)) from None
    return copia if copia.size else copia.astype(int)  # `[]` no elige ninguno


def de_vuelta(orden: list[int]) -> list[int]:
    """El orden de ejes que deshace a otro."""
    return sorted(range(len(orden)), key=orden.__getitem__)


def elegir(a: Any, donde: Any) -> Any:
    """a[donde]; los que no existen se dicen."""
    try:
        return a[donde]
    except IndexError as error:
        if not a.shape:
            raise IndexError("Un tensor de un solo número no se indexa. Usa t.item().") from None
        varios = donde if isinstance(donde, tuple) else (donde,)
        if "f" in [np.asarray(uno).dtype.kind for uno in varios]:
            raise IndexError("Los índices son enteros, y llegaron decimales.") from None
        if "broadcast" in str(error):
            formas = _lista([np.shape(uno) for uno in varios if np.shape(uno)])
            raise IndexError(
                f"Las listas de índices van por parejas, y estas son de formas {formas}. Para "
                "cruzar todas las filas con todas las columnas: t[filas][:, columnas]."
            ) from None
        raise IndexError(
            f"Un tensor de forma {a.shape} no tiene lo que pide [{_corto(donde)}]. Cada eje se "
            f"cuenta desde 0, y el último de cada uno es {tuple(n - 1 for n in a.shape)}."
        ) from error


def _corto(donde: Any) -> str:
    texto = " ".join(repr(donde).split())
    return texto if len(texto) <= 40 else f"{texto[:37]}…"


def para_pegar(tensores: Any, clase: type) -> list[Any]:
    """Lo que se va a pegar, en tensores; lo que no lo era es constante, del tipo de los demás."""
    if hasattr(tensores, "shape") or not hasattr(tensores, "__iter__"):
        raise TypeError("cat espera una lista de tensores: cat([a, b]).")
    partes = list(tensores)
    tipos: list[Any] = [
        getattr(parte, "dtype", None) for parte in partes if isinstance(parte, clase)
    ]
    if not partes:
        raise ValueError("cat espera al menos un tensor, y la lista está vacía.")
    tipo = max(tipos, key=lambda t: t.itemsize, default=None)
    return [t if isinstance(t, clase) else clase(t, tipo, requires_grad=False) for t in partes]


def pegar(datos: Sequence[Any], axis: int) -> Any:
    """Los arreglos, uno tras otro por un eje."""
    try:
        return np.concatenate(datos, axis)
    except (ValueError, TypeError):
        formas = _lista([d.shape for d in datos])
        if () in [d.shape for d in datos]:
            como = "un número suelto no tiene eje; dale uno antes: t.reshape(1)."
        else:
            como = "deben tener tantos ejes unas como otras, ese entre ellos, y fuera de él ser "
            como += "iguales."
        raise ValueError(
            f"No se pueden pegar por el eje {axis!r} las formas {formas}: {como}"
        ) from None


# --- gradientes ----------------------------------------------------------------------------------


def raiz(data: Any, requiere: bool, grad: Any) -> Any:
    """El gradiente con que empieza el paso hacia atrás."""
    if not requiere:
        raise RuntimeError(
            "Este tensor es constante: no salió de ninguna hoja con gradiente (o se calculó dentro "
            "de no_grad), y backward() no tiene a quién llevarle nada."
        )
    if grad is not None:
        return _de_su_forma(numeros(getattr(grad, "_data", grad), data.dtype), data)
    if data.size != 1:
        raise RuntimeError(varios_numeros("backward()", data.shape))
    return np.ones(data.shape, data.dtype)


def acumulado(grad: Any, data: Any) -> Any:
    """El gradiente que una hoja traía, en un arreglo: None y 0.0 son un arreglo de ceros."""
    if type(grad) is np.ndarray and grad.shape == data.shape and grad.dtype == data.dtype:
        return grad
    if grad is None or (isinstance(grad, Real) and grad == 0.0):
        return np.zeros_like(data)
    return _de_su_forma(numeros(grad, data.dtype), data)


def _de_su_forma(grad: Any, data: Any) -> Any:
    if grad.shape != data.shape:
        raise ValueError(
            f"El gradiente de un tensor tiene su misma forma: este tensor es de forma {data.shape} "
            f"y su gradiente es de forma {grad.shape}."
        )
    return grad
