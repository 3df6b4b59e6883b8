"""Explica en español los `TypeError` y los `AttributeError`: un valor no es lo que se creía."""

from __future__ import annotations

import builtins
import linecache
import re
import traceback

from minigrad.aula.espanol.palabras import Palabras, mensaje, segun


def de_tipo(excepcion: BaseException) -> Palabras:
    """Qué significa un `TypeError` y qué hacer."""
    del_aula = re.match(r"(\w+)\(\) (?:missing|takes|got)", mensaje(excepcion))
    if del_aula and del_aula[1] in _DEL_AULA:
        nombre, forma = del_aula[1], _DEL_AULA[del_aula[1]]
        return f"A `{nombre}` le falta o le sobra algo.", f"Se escribe así: {forma}."
    tapado = _tapado(excepcion) if "is not callable" in mensaje(excepcion) else None
    return _palabras_de_tapado(tapado) if tapado else segun(excepcion, _TIPOS, _TIPO)


def _tapado(excepcion: BaseException) -> str | None:
    """El nombre de Python o del aula que la línea llama y que ahora guarda otra cosa."""
    tramos = list(traceback.walk_tb(excepcion.__traceback__))
    if not tramos:
        return None
    marco, numero = tramos[-1]
    linea = linecache.getline(marco.f_code.co_filename, numero, marco.f_globals)
    a_la_vista = {**marco.f_globals, **marco.f_locals}
    llamados: list[str] = re.findall(r"(?<![\w.])(\w+)\s*\(", linea)
    for nombre in llamados:
        conocido = nombre in _DEL_AULA or callable(getattr(builtins, nombre, None))
        if conocido and nombre in a_la_vista and not callable(a_la_vista[nombre]):
            return nombre
    return None


def _palabras_de_tapado(nombre: str) -> Palabras:
    cura = "Ejecuta otra vez la celda que prepara el cuaderno, la primera de todas,"
    if nombre not in _DEL_AULA:
        cura = f"Ejecuta `del {nombre}` en una celda aparte"
    return (
        f"`{nombre}` ya no es la función de siempre: en alguna parte le diste otro valor.",
        f"{cura} y ponle otro nombre a tu variable.",
    )


_TIPO = (
    "Una operación recibió un valor de un tipo que no le sirve.",
    "Mira qué tipo tiene cada parte de la línea; `print(type(x))` te lo dice.",
)
_NONE = (
    "Suele venir de una función a la que le falta `return`, o que sigue en blanco. "
    "¿Ejecutaste también la celda que la comprueba?"
)
#: cómo se llama a lo que da el aula
_DEL_AULA = {
    "comprobar": '`comprobar("02-derivada", derivada)`, el id del ejercicio y tu respuesta',
    "pista": '`pista("02-derivada")`',
    "solucion": '`solucion("02-derivada")`, o `solucion("02-derivada", celda=True)`',
    "progreso": '`progreso()`, o `progreso("02")` para una lección',
}
_TIPOS = {
    r"[Ee]llipsis": (
        "En esa cuenta todavía participa un `...` sin llenar.",
        "Busca el `...` y escribe ahí tu código.",
    ),
    r"unsupported operand type\(s\) for (\S+): 'NoneType' and": (
        "A la izquierda de `{0}` hay `None`, que no es un número.",
        _NONE,
    ),
    r"unsupported operand type\(s\) for (\S+): '\w+' and 'NoneType'": (
        "A la derecha de `{0}` hay `None`, que no es un número.",
        _NONE,
    ),
    r"unsupported operand type\(s\) for \^=?: ": (
        "En Python `^` no es «elevado a».",
        "Para elevar se escriben dos asteriscos: `x**2`.",
    ),
    r"unsupported operand type\(s\) for (\S+).*: (?:'list' and|'[\w.]+' and 'list')": (
        "Python no sabe hacer `{0}` con una lista entera.",
        "Se hace con cada elemento: recorre la lista, o empareja dos con `zip`.",
    ),
    r"unsupported operand type\(s\) for (\S+).*: '([\w.]+)' and '([\w.]+)'": (
        "Python no sabe hacer `{0}` entre un `{1}` y un `{2}`.",
        "¿Querías usar el `.data` o el `.grad` de alguno, o falta definir esa operación?",
    ),
    r"bad operand type for unary (\S+): '([\w.]+)'": (
        "Python no sabe poner `{0}` delante de un `{1}`.",
        "¿Querías usar su `.data`, o falta definir esa operación?",
    ),
    r"'(?:<|>|<=|>=)' not supported between instances of '([\w.]+)' and '([\w.]+)'": (
        "Esos dos valores no se pueden comparar.",
        "Si uno es un `Value`, compara su `.data`.",
    ),
    r"missing (\d+) required (?:positional|keyword-only) arguments?: (.+)": (
        "A la función se le pasaron menos valores de los que pide. Falta: {1}.",
        "Compara los parámetros de la línea del `def` con los que pide el enunciado.",
    ),
    r"takes no arguments|takes (?:from )?([\w ]+) positional arguments? but (\d+) (?:was|were)": (
        "A la función se le pasaron más valores de los que acepta.",
        "Compara los parámetros del `def` con los del enunciado. En un método, el primero es "
        "`self`.",
    ),
    r"isinstance expected 2 arguments": (
        "`isinstance` recibe dos cosas: el objeto y el tipo.",
        "Si los tipos son varios, van entre paréntesis: `isinstance(x, (int, float))`.",
    ),
    r"(\w+) expected (?:at (?:most|least) )?(\d+) arguments?, got (\d+)": (
        "A `{0}` se le pasaron {2} valores, y pide {1}.",
        "Revisa las comas entre los paréntesis.",
    ),
    r"unexpected keyword argument '(\w+)'": (
        "La función no tiene un parámetro llamado `{0}`.",
        "Revisa los nombres en la línea del `def`.",
    ),
    r"'NoneType' object is not (?:callable|iterable|subscriptable)": (
        "Ahí hay `None` donde se esperaba otra cosa.",
        _NONE,
    ),
    r"'([\w.]+)' object is not callable": (
        "Pusiste paréntesis después de un `{0}`, y un `{0}` no se puede llamar.",
        "¿Falta un `*` entre dos factores, o usaste el nombre de una función para otra cosa?",
    ),
    r"'([\w.]+)' object is not subscriptable": (
        "Un `{0}` no se puede abrir con corchetes.",
        "Los corchetes son para listas, tuplas y diccionarios.",
    ),
    r"'Value' object is not iterable": (
        "Se esperaba una lista o una tupla para recorrerla, y hay un solo `Value`.",
        "Los hijos van en una tupla. Si hay uno solo, lleva coma: `(self,)`.",
    ),
    r"'(?:int|float)' object is not iterable": (
        "Se esperaba una lista para recorrerla, y hay un solo número.",
        "Para dar `n` vueltas se recorre `range(n)`. Si querías una lista, revisa de dónde sale "
        "ese número.",
    ),
    r"cannot unpack non-iterable|'([\w.]+)' object is not iterable": (
        "Se esperaba una lista o una tupla para recorrerla, y hay un solo valor.",
        "Mira qué le llega a esa línea: quizás falta sacar la lista que hay dentro.",
    ),
    r"can't multiply sequence by non-int": (
        "Python no multiplica una lista elemento por elemento.",
        "Recórrela, o empareja las dos con `zip`, y multiplica cada pareja.",
    ),
    r"must be (?:a )?real number, not Value": (
        "Las funciones de `math` trabajan con números, y recibieron un `Value`.",
        "Si solo hace falta el número, está en `.data`. Si hace falta el gradiente, usa el método "
        "del `Value`, como `x.tanh()`.",
    ),
    r"must be (?:a )?real number, not (\w+)": (
        "Las funciones de `math` trabajan con números, y recibieron un `{0}`.",
        "Mira qué le llega a esa línea; `print(type(x))` te lo dice.",
    ),
    r"can only concatenate|must be str": (
        "Se intentó unir un texto con algo que no es texto.",
        "Conviértelo con `str(…)`, o quita las comillas si querías un número.",
    ),
    r"cannot be interpreted as an integer|indices must be integers": (
        "Ahí hace falta un número entero.",
        "Convierte con `int(…)` o revisa de dónde sale ese valor.",
    ),
    r"unsupported format string passed to NoneType": (
        "Se quiso escribir con decimales un `None`, que no es un número.",
        _NONE,
    ),
    r"unsupported format string passed to ([\w.]+)\.__format__": (
        "Se quiso escribir con decimales un `{0}`, que no es un número.",
        "Si es un `Value`, escribe su `.data`.",
    ),
    r"unhashable type": (
        "Una lista o un diccionario no pueden estar en un conjunto ni ser clave.",
        "Usa una tupla en su lugar.",
    ),
}


def de_atributo(excepcion: BaseException) -> Palabras:
    """Qué significa un `AttributeError` y qué hacer."""
    return segun(excepcion, _ATRIBUTOS, ("Ese objeto no tiene ese atributo.", _REVISA))


_REVISA = "Revisa cómo está escrito después del punto."
_ATRIBUTOS = {
    r"'ellipsis' object": (
        "Ahí todavía hay un `...` sin llenar.",
        "Busca el `...` y escribe ahí tu código.",
    ),
    r"'NoneType' object has no attribute '(\w+)'": (
        "Se pidió `.{0}` a un `None`.",
        _NONE,
    ),
    r"'(?:int|float)' object has no attribute '(data|grad|backward|_backward|_prev|tanh|exp)'": (
        "Se pidió `.{0}` a un número común, y solo un `Value` lo tiene.",
        "¿Olvidaste convertirlo con `Value(…)`, o usaste `.data` antes de tiempo?",
    ),
    r"'([\w.]+)' object has no attribute '(\w+)'": (
        "Un `{0}` no tiene nada llamado `{1}`.",
        _REVISA + " Si es un método que escribiste tú, ejecuta antes su celda.",
    ),
    r"type object '(\w+)' has no attribute '(\w+)'": (
        "La clase `{0}` no tiene nada llamado `{1}`.",
        _REVISA + " Si lo escribiste tú, ejecuta antes su celda.",
    ),
    r"module '([\w.]+)' has no attribute '(\w+)'": (
        "El módulo `{0}` no tiene nada llamado `{1}`.",
        _REVISA,
    ),
}
