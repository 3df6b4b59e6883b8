"""Explica una excepción que ocurrió al mirar lo entregado, y no en una línea del aprendiz.

Su código terminó bien; lo que falla es usar lo que devolvió o lo que dejó. Las líneas donde pasa
son nuestras, así que nunca se nombran.
"""

from __future__ import annotations

import re

from minigrad.aula.espanol.palabras import Palabras, mensaje, segun

#: la llamada no llegó a entrar en la función del aprendiz: lo que falla es su `def`
_LLAMADA = re.compile(
    r"missing \d+ required|positional arguments? but|unexpected keyword|takes no (?:keyword )?arg"
)


def es_de_la_llamada(excepcion: BaseException) -> bool:
    """Si la función no acepta lo que se le pasa."""
    return type(excepcion) is TypeError and bool(_LLAMADA.search(mensaje(excepcion)))


def de_entregado(excepcion: BaseException, pide: str = "") -> Palabras:
    """Qué tiene lo entregado que no se puede usar, y qué hacer.

    `pide` es «la función», «la clase» o, si se pide otra cosa, «».
    """
    if type(excepcion) is IndexError:
        return (
            "Lo que entrega tiene menos elementos de los que se piden.",
            "Cuéntalos con `len(…)` y compara con el enunciado.",
        )
    if type(excepcion) is KeyError:
        return (
            f"Le falta la clave {mensaje(excepcion)[:60]}.",
            "Compara sus claves con el enunciado.",
        )
    hacer = _PRUEBALA if pide == "la función" else _COMPARA
    return segun(excepcion, _CASOS, ("Lo entregado no se puede usar como se pide.", hacer))


_PRUEBALA = "Llama tú a tu función con esos valores y mira qué devuelve."
_COMPARA = "Compara lo que entregas con lo que pide el enunciado."
_DE_FUNCIONES = r"function|builtin_function_or_method|method|method-wrapper"
_LLAMALA = "Para obtener su resultado lleva paréntesis: `f()`."
_NODO = "Un número suelto no recuerda de dónde salió. ¿Hace falta devolver el nodo entero?"
_CASOS = {
    r"NoneType": (
        "Donde iba un resultado hay `None`.",
        "¿Falta un `return`? Los métodos como `append` o `reverse` tampoco devuelven nada.",
    ),
    r"[Ee]llipsis": ("Ahí todavía hay un `...` sin llenar.", "Busca el `...` y escribe tu código."),
    rf"'(?:{_DE_FUNCIONES})'": ("Donde iba un resultado hay una función, sin llamarla.", _LLAMALA),
    r"'(?:int|float)' object has no attribute '(\w+)'": (
        "Donde iba un nodo hay un número, que no tiene `.{0}`.",
        _NODO,
    ),
    r"'(int|float|str|bool|list|tuple|dict|set|range|generator|map|zip|memoryview|ndarray|"
    r"numpy\.ndarray|ellipsis)' object has no attribute '(\w+)'": (
        "Donde iba un nodo hay {0:t}.",
        _COMPARA,
    ),
    r"'(\w+)' object has no attribute '(\w+)'": (
        "Lo que hay es {0:t}, y no tiene `.{1}`.",
        "¿Lo guardas con `self.{1} = …`, con ese nombre exacto?",
    ),
    r"type object '(\w+)' has no attribute '(\w+)'": (
        "Donde iba un objeto está la clase `{0}` misma.",
        "Para crear un objeto, la clase lleva paréntesis: `{0}(…)`.",
    ),
    r"'(\w+)' object is not callable": ("Donde iba una función hay {0:t}.", ""),
    r"'(generator|map|zip|filter|enumerate)' object is not (?:iterable|subscriptable)|"
    r"object of type '(generator|map|zip|filter|enumerate)' has no len": (
        "Se esperaban varios valores juntos, y hay {0:t}{1:t}.",
        "Una lista guarda sus valores, y va entre corchetes.",
    ),
    r"cannot unpack non-iterable (\w+) object|'(\w+)' object is not iterable": (
        "Se esperaban varios valores juntos, y hay {0:t}{1:t}.",
        "Varios valores se devuelven separados por comas, o en una lista.",
    ),
    r"'(\w+)' object is not subscriptable|object of type '(\w+)' has no len": (
        "Se esperaban varios valores juntos, y hay {0:t}{1:t}.",
        "Varios valores se devuelven separados por comas, o en una lista.",
    ),
    r"not enough values to unpack|too many values to unpack": (
        "Lo que entrega no tiene tantos valores como se piden.",
        "Cuéntalos con `len(…)` y compara con el enunciado.",
    ),
    r"real number, not '?(\w+)": ("Donde iba un número hay {0:t}.", ""),
    r"unsupported operand type\(s\) for (\S+).*: '(\w+)' and '(\w+)'": (
        "No se puede hacer `{0}` entre {1:t} y {2:t}.",
        "Una de las dos cosas la entrega tu código: ¿es de la clase que se pide?",
    ),
}
