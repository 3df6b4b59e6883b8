"""Qué significa en español cada excepción que un aprendiz suele ver, y qué hacer.

Las tablas van de un patrón del mensaje de Python a dos frases. Las de tipos y atributos están en
`valores.py`; las de nombres, en
`nombres.py`; las de celdas mal escritas, en `sintaxis.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from minigrad.aula.espanol.nombres import de_local, de_nombre
from minigrad.aula.espanol.palabras import Palabras, mensaje, segun
from minigrad.aula.espanol.sintaxis import de_sangria, de_sintaxis
from minigrad.aula.espanol.valores import de_atributo, de_tipo


def en_palabras(excepcion: BaseException) -> Palabras:
    """Qué significa una excepción cualquiera y qué hacer."""
    for clase in type(excepcion).__mro__:
        if clase.__name__ in _EXPLICADAS:
            return _EXPLICADAS[clase.__name__](excepcion)
    return _otra(excepcion)


def _otra(excepcion: BaseException) -> Palabras:
    return (
        f"Python se detuvo con este aviso: {mensaje(excepcion) or 'sin mensaje'}.",
        "Lee la línea señalada y revisa qué valores tiene cada variable en ese momento.",
    )


def _indice(_: BaseException) -> Palabras:
    return (
        "Se pidió un elemento que no existe: la lista es más corta.",
        "Las posiciones van de 0 a `len(lista) - 1`. ¿Cuántos elementos tiene?",
    )


def _clave(excepcion: BaseException) -> Palabras:
    return (
        f"El diccionario no tiene la clave {mensaje(excepcion)[:60]}.",
        "Mira qué claves tiene con `diccionario.keys()`.",
    )


def _valor(excepcion: BaseException) -> Palabras:
    resto = (
        "Una función recibió un valor que no le sirve.",
        f"Mira qué valores llegan a esa línea. Lo que dice Python es: «{mensaje(excepcion)}».",
    )
    return segun(excepcion, _VALORES, resto)


_VALORES = {
    # desde 3.14, cada función de `math` lo dice a su modo
    r"math domain error|expected argument value|not defined for negative|"
    r"expected a (?:positive|nonnegative|noninteger|finite|number)": (
        "Esa función de `math` no está definida para ese número (por ejemplo, log de 0).",
        "Mira qué número llega; quizás haya que tratar ese caso aparte.",
    ),
    r"not enough values to unpack|too many values to unpack": (
        "Hay una cantidad de nombres distinta de la de valores que llegan.",
        "Los nombres van a la izquierda del `=`, o entre `for` e `in`, donde cada elemento de lo "
        "que se recorre debe traer uno para cada nombre.",
    ),
    r"could not convert string to float|invalid literal": (
        "Ese texto no se puede convertir en número.",
        "Los decimales se escriben con punto: `3.5`.",
    ),
    r"truth value of an array": (
        "Un arreglo de NumPy con varios números no es un solo sí o no.",
        "Pregunta por cada uno, o por todos con `.all()`.",
    ),
    r"broadcast|not aligned|mismatch in its core dimension|cannot reshape": (
        "Dos arreglos de NumPy tienen formas que no se corresponden.",
        "Mira la forma de cada uno con `.shape`.",
    ),
    r"setting an array element|inhomogeneous": (
        "No se pudo hacer un arreglo de NumPy con eso: sus partes no miden lo mismo.",
        "Mira qué guarda cada parte.",
    ),
    r"Unknown format code '(\w)' for object of type '(\w+)'": (
        "Se quiso escribir {1:t} con el formato `{0}`, que no le sirve.",
        "Mira qué guarda esa variable; `.2f` es para números.",
    ),
    r"could not convert|cannot convert|complex": (
        "Ese valor no se puede convertir en número.",
        "Mira qué guarda la variable en esa línea.",
    ),
    r"argument is an empty|empty sequence|iterable argument is empty": (
        "Se pidió el mayor o el menor de una lista vacía.",
        "Mira por qué no tiene elementos.",
    ),
    r"empty range (?:for|in)": (
        "Se pidió un número al azar entre dos límites al revés.",
        "Primero va el menor: `randint(1, 6)`.",
    ),
    r"non-integer arg": (
        "Ahí va un número entero, y llegó uno con punto decimal.",
        "Un entero no lleva punto: `2`, y no `2.0`.",
    ),
    r"arg 3 must not be zero": (
        "El tercer número de un `range` es cuánto avanza, y no puede ser 0.",
        "Para ir de uno en uno no hace falta: `range(a, b)`.",
    ),
    r"is not in list|x not in (?:list|tuple)": (
        "Se buscó en la lista algo que no está.",
        "Mira qué hay en la lista antes de esa línea.",
    ),
    r"zip\(\) argument": (
        "`zip` recibió listas de distinto largo.",
        "Compara los largos con `len(…)`: deben ser iguales.",
    ),
}


def _corrida(excepcion: BaseException) -> Palabras:
    return segun(excepcion, _CORRIDAS, _otra(excepcion))


_CORRIDAS = {
    r"does not require grad": (
        "PyTorch no anotó esa cuenta: ningún tensor de ella pidió gradiente.",
        "Crea los tensores con `requires_grad=True`.",
    ),
    r"backward through the graph a second time": (
        "PyTorch borra el grafo después de `backward()`, y se pidió recorrerlo otra vez.",
        "Repite la cuenta antes, o usa `backward(retain_graph=True)`.",
    ),
    r"grad can be implicitly created only for scalar": (
        "`backward()` parte de un solo número, y ese tensor tiene varios.",
        "Redúcelo antes, por ejemplo con `.sum()`.",
    ),
    r"changed size during iteration": (
        "Se cambió un contenedor mientras se recorría.",
        "Recorre una copia: `for x in list(contenedor)`.",
    ),
}


def _fijas(significa: str, hacer: str) -> Callable[[BaseException], Palabras]:
    return lambda _: (significa, hacer)


def _modulo(excepcion: BaseException) -> Palabras:
    nombre = getattr(excepcion, "name", None) or "ese módulo"
    return (
        f"Python no encuentra `{nombre}`.",
        "Revisa cómo está escrito. Si es un paquete, puede que no esté instalado aquí.",
    )


def _magia(excepcion: BaseException) -> Palabras:
    """Lo que IPython dice de una línea que empieza por `%`."""
    hallado = re.search(r"`(%+\w+)`", mensaje(excepcion))
    nombre = f"`{hallado[1]}`" if hallado else "que está al comienzo de esa línea"
    return (
        f"La orden {nombre} de Jupyter no existe o está mal escrita.",
        "Si no querías dar una orden, quita el `%` del comienzo de la línea.",
    )


def _afirmacion(excepcion: BaseException) -> Palabras:
    dice = f": {mensaje(excepcion)}" if mensaje(excepcion) else ""
    return (
        f"Un `assert` comprobó algo que no se cumple{dice}.",
        "Mira qué compara y qué valores tiene cada lado.",
    )


_IMPORTE = (
    "Python encontró el módulo, pero no se pudo importar lo que se pedía de él.",
    "Revisa el nombre después de `import`.",
)
_IMPORTES = {
    r"cannot import name '(\w+)' from '([\w.]+)'": (
        "En `{1}` no hay nada llamado `{0}`.",
        "Revisa el nombre después de `import`.",
    ),
}
_EXPLICADAS: dict[str, Callable[[BaseException], Palabras]] = {
    "UnboundLocalError": de_local,
    "NameError": de_nombre,
    "TypeError": de_tipo,
    "AttributeError": de_atributo,
    "IndentationError": de_sangria,
    "SyntaxError": de_sintaxis,
    "IndexError": _indice,
    "KeyError": _clave,
    "UnicodeError": _otra,
    "ValueError": _valor,
    "ZeroDivisionError": _fijas(
        "Se dividió entre cero.", "¿Qué variable vale 0 en esa línea, y por qué?"
    ),
    "NotImplementedError": _fijas(
        "Esa parte está declarada, pero sin escribir.",
        "Escribe lo que falta en esa función.",
    ),
    "RecursionError": _fijas(
        "La función se llama a sí misma demasiadas veces: Python se detiene cerca de las mil.",
        "¿Hay un caso en que ya no se llame? ¿Un método usa la misma operación que define?",
    ),
    "RuntimeError": _corrida,
    "OverflowError": _fijas(
        "El resultado es demasiado grande para un número.",
        "¿Qué número llega ahí? `math.exp(1000)` ya no cabe.",
    ),
    "ModuleNotFoundError": _modulo,
    "ImportError": lambda e: segun(e, _IMPORTES, _IMPORTE),
    "AssertionError": _afirmacion,
    "FileNotFoundError": _fijas(
        "Ese archivo no existe en esta carpeta.", "Revisa el nombre y la carpeta."
    ),
    "MemoryError": _fijas("No alcanza la memoria.", "¿Hay una lista que crece sin parar?"),
    "StopIteration": _fijas(
        "Se pidió un elemento más y ya no quedaban.", "¿Cuántos elementos hay?"
    ),
    "EOFError": _fijas(
        "El código espera que alguien escriba algo con `input()`.",
        "Aquí nadie puede responder: usa los parámetros de la función.",
    ),
    "KeyboardInterrupt": _fijas(
        "Alguien detuvo la celda antes de que terminara.",
        "Si la detuviste porque no acababa, ¿hay un bucle que nunca se cumple?",
    ),
    "UsageError": _magia,
    "SystemExit": _fijas(
        "El código pide cerrar Python con `exit()`.",
        "Para terminar una función se usa `return`.",
    ),
}
