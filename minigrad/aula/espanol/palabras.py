"""Lo común para explicar una excepción en dos frases: qué pasó y qué hacer."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: qué significa y qué hacer
Palabras = tuple[str, str]


def mensaje(excepcion: BaseException) -> str:
    """Lo que dice la excepción, o nada si ni eso se puede leer."""
    try:
        return str(excepcion)
    except Exception:  # un `__str__` roto no debe tapar el error de verdad
        return ""


COMPARA = "`==` pregunta si son iguales. Para guardar un valor va un solo `=`."
_TIPOS = {
    "int": "un número entero",
    "float": "un número",
    "complex": "un número complejo",
    "bool": "un sí o un no (`True` o `False`)",
    "str": "un texto",
    "list": "una lista",
    "tuple": "una tupla",
    "dict": "un diccionario",
    "set": "un conjunto",
    "range": "un `range`",
    "NoneType": "`None`",
    "ellipsis": "un `...` sin llenar",
    "type": "una clase, sin llamarla",
    "module": "un módulo",
    "slice": "un trozo de lista",
    "generator": "un generador, que hay que recorrer",
    "map": "un `map`, que hay que recorrer",
    "zip": "un `zip`, que hay que recorrer",
    "filter": "un `filter`, que hay que recorrer",
    "enumerate": "un `enumerate`, que hay que recorrer",
    "reversed": "un `reversed`, que hay que recorrer",
    "list_reverseiterator": "un `reversed`, que hay que recorrer",
    "coroutine": "una corrutina (sobra el `async`)",
    "memoryview": "una vista de memoria de NumPy (el `.data` de un arreglo)",
    "ndarray": "un arreglo de NumPy",
    "numpy.ndarray": "un arreglo de NumPy",
    **dict.fromkeys(("numpy.float64", "float64"), "un número con decimales"),
    **dict.fromkeys(("numpy.int64", "int64"), "un número entero"),
    "Tensor": "un tensor",
    "Nodo": "un nodo",
    "_Nodo": "un nodo",
    "types.GenericAlias": "un tipo con corchetes",
    "GenericAlias": "un tipo con corchetes (¿iban paréntesis?)",
    **dict.fromkeys(
        ("function", "builtin_function_or_method", "method", "method_descriptor", "method-wrapper"),
        "una función, sin llamarla",
    ),
}


def tipo_en_palabras(tipo: str) -> str:
    """Cómo se le dice en español a un valor de ese tipo, con su artículo."""
    return _TIPOS.get(tipo, f"un `{tipo}`")


class Grupo(str):
    """Un trozo del mensaje de Python, que con `t`, `y` o `f` se dice en español."""

    def __format__(self, formato: str) -> str:
        if formato == "y":  # de una lista de nombres
            return str(self).replace("'", "`").replace(", and ", " y ").replace(" and ", " y ")
        if formato == "f":  # de una o más formas de NumPy
            return re.sub(r",(?=\d)", ", ", str(self).strip()).replace(") (", ")` y `(")
        return tipo_en_palabras(str(self)) if formato == "t" and self else str(self)


def segun(excepcion: BaseException, casos: Mapping[str, Palabras], resto: Palabras) -> Palabras:
    """El primer caso cuyo patrón aparece en el mensaje.

    `{0}`… son los grupos del patrón; `{0:t}` es el mismo grupo, un tipo, dicho en español, y
    `{0:y}`, una lista de nombres; y `{0:f}`, una forma o varias.
    """
    for patron, (significa, hacer) in casos.items():
        hallado = re.search(patron, mensaje(excepcion))
        if hallado:
            grupos = [Grupo(g or "") for g in hallado.groups()]
            return significa.format(*grupos), hacer.format(*grupos)
    return resto
