"""Explica en español la excepción de un aprendiz: en qué línea suya, qué significa y qué hacer.

De la pila de llamadas solo interesa lo que escribió quien aprende: los marcos de Mini-Grad, de
la biblioteca estándar y de los paquetes instalados no aparecen nunca.
"""

from __future__ import annotations

import linecache
import re
import sysconfig
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

_PAQUETE = str(Path(__file__).resolve().parent.parent)
_INSTALADO = tuple({sysconfig.get_path(n) for n in ("stdlib", "platstdlib", "purelib", "platlib")})


@dataclass(frozen=True)
class Linea:
    """Una línea del aprendiz: su número dentro de la celda y su texto."""

    numero: int
    texto: str


@dataclass(frozen=True)
class Explicacion:
    """Lo que se le dice a la persona sobre una excepción."""

    tipo: str
    significa: str
    hacer: str
    linea: Linea | None


def explicar(excepcion: BaseException) -> Explicacion:
    """La explicación de una excepción cualquiera."""
    # las de Mini-Grad ya vienen en español y dicen qué escribir
    propia = es_de_mini_grad(excepcion)
    significa, hacer = (_mensaje(excepcion), "") if propia else _en_palabras(excepcion)
    return Explicacion(type(excepcion).__name__, significa, hacer, linea_de(excepcion))


# --- dónde ---------------------------------------------------------------------------------


def es_del_aprendiz(archivo: str) -> bool:
    """Dice si un archivo de código pudo escribirlo quien aprende."""
    if archivo.startswith("<"):
        return archivo.startswith(("<ipython-input", "<stdin", "<string"))
    return not archivo.startswith((_PAQUETE, *_INSTALADO))


def marcos_del_aprendiz(rastro: TracebackType | None) -> Iterator[TracebackType]:
    """Los tramos de la pila que están en código del aprendiz, de fuera hacia dentro."""
    while rastro is not None:
        if es_del_aprendiz(rastro.tb_frame.f_code.co_filename):
            yield rastro
        rastro = rastro.tb_next


def linea_de(excepcion: BaseException) -> Linea | None:
    """La línea del aprendiz donde ocurrió, la más profunda."""
    if isinstance(excepcion, SyntaxError):
        texto = (excepcion.text or "").strip()
        return Linea(excepcion.lineno, texto) if excepcion.lineno and texto else None
    tramos = list(marcos_del_aprendiz(excepcion.__traceback__))
    if not tramos:
        return None
    marco, numero = tramos[-1].tb_frame, tramos[-1].tb_lineno
    texto = linecache.getline(marco.f_code.co_filename, numero, marco.f_globals).strip()
    return Linea(numero, texto) if texto else None


def es_de_mini_grad(excepcion: BaseException) -> bool:
    """Dice si la lanzó a propósito el paquete, y no un error del intérprete dentro de él."""
    tramos = list(traceback.walk_tb(excepcion.__traceback__))
    if not tramos or not _mensaje(excepcion):
        return False
    marco, numero = tramos[-1]
    archivo = marco.f_code.co_filename
    linea = linecache.getline(archivo, numero).strip()
    return archivo.startswith(_PAQUETE) and linea.startswith("raise")


# --- qué significa -------------------------------------------------------------------------

_Palabras = tuple[str, str]


def _en_palabras(excepcion: BaseException) -> _Palabras:
    for clase in type(excepcion).__mro__:
        if clase.__name__ in _EXPLICADAS:
            return _EXPLICADAS[clase.__name__](excepcion)
    return _otra(excepcion)


def _mensaje(excepcion: BaseException) -> str:
    try:
        return str(excepcion)
    except Exception:  # un `__str__` roto no debe tapar el error de verdad
        return ""


def _segun(excepcion: BaseException, casos: dict[str, _Palabras], resto: _Palabras) -> _Palabras:
    """El primer caso cuyo patrón aparece en el mensaje; `{0}`… son los grupos del patrón."""
    mensaje = _mensaje(excepcion)
    for patron, (significa, hacer) in casos.items():
        hallado = re.search(patron, mensaje)
        if hallado:
            grupos = [g or "" for g in hallado.groups()]
            return significa.format(*grupos), hacer.format(*grupos)
    return resto


def _otra(excepcion: BaseException) -> _Palabras:
    mensaje = _mensaje(excepcion)
    return (
        f"Python se detuvo con este aviso: {mensaje or 'sin mensaje'}.",
        "Lee la línea señalada y revisa qué valores tiene cada variable en ese momento.",
    )


def _nombre(excepcion: BaseException) -> _Palabras:
    nombre = getattr(excepcion, "name", None) or "ese nombre"
    parecido = {"true": "True", "false": "False", "none": "None", "value": "Value"}.get(nombre)
    if parecido:
        return f"`{nombre}` no existe.", f"Python distingue mayúsculas: se escribe `{parecido}`."
    hacer = "Revisa cómo lo escribiste, o ejecuta antes la celda que lo define."
    if len(nombre) == 1:
        hacer += f' Si querías una letra, va entre comillas: `"{nombre}"`.'
    return f"El nombre `{nombre}` todavía no existe.", hacer


def _local(excepcion: BaseException) -> _Palabras:
    hallado = re.search(r"'(\w+)'", _mensaje(excepcion))
    nombre = hallado[1] if hallado else "una variable"
    return (
        f"La función usa `{nombre}` antes de darle un valor.",
        f"Dale un valor a `{nombre}` antes de esa línea, en todos los caminos de la función.",
    )


def _tipo(excepcion: BaseException) -> _Palabras:
    return _segun(excepcion, _TIPOS, _TIPO)


_TIPO = (
    "Una operación recibió un valor de un tipo que no le sirve.",
    "Mira qué tipo tiene cada parte de la línea; `print(type(x))` te lo dice.",
)
_NONE = "Suele venir de una función a la que le falta `return`."
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
    r"unsupported operand type\(s\) for (.+): '([\w.]+)' and '([\w.]+)'": (
        "Python no sabe hacer `{0}` entre un `{1}` y un `{2}`.",
        "¿Querías usar el `.data` de alguno, o falta definir esa operación?",
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
    r"cannot unpack non-iterable|'([\w.]+)' object is not iterable": (
        "Se esperaba una lista o una tupla para recorrerla, y hay un solo valor.",
        "Si es un solo hijo, su tupla se escribe con coma: `(self,)`.",
    ),
    r"must be (?:a )?real number, not (\w+)": (
        "Las funciones de `math` trabajan con números, y recibieron un `{0}`.",
        "Pásales el número que hay dentro: su `.data`.",
    ),
    r"can only concatenate|must be str": (
        "Se intentó unir un texto con algo que no es texto.",
        "Conviértelo con `str(…)`, o quita las comillas si querías un número.",
    ),
    r"cannot be interpreted as an integer|indices must be integers": (
        "Ahí hace falta un número entero.",
        "Convierte con `int(…)` o revisa de dónde sale ese valor.",
    ),
    r"unhashable type": (
        "Una lista o un diccionario no pueden estar en un conjunto ni ser clave.",
        "Usa una tupla en su lugar.",
    ),
}


def _atributo(excepcion: BaseException) -> _Palabras:
    return _segun(excepcion, _ATRIBUTOS, ("Ese objeto no tiene ese atributo.", _REVISA))


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


def _indice(_: BaseException) -> _Palabras:
    return (
        "Se pidió un elemento que no existe: la lista es más corta.",
        "Las posiciones van de 0 a `len(lista) - 1`. ¿Cuántos elementos tiene?",
    )


def _clave(excepcion: BaseException) -> _Palabras:
    return (
        f"El diccionario no tiene la clave {_mensaje(excepcion)[:60]}.",
        "Mira qué claves tiene con `diccionario.keys()`.",
    )


def _valor(excepcion: BaseException) -> _Palabras:
    resto = (
        f"Una función recibió un valor que no le sirve: {_mensaje(excepcion)}.",
        "Mira qué valores llegan a esa línea.",
    )
    return _segun(excepcion, _VALORES, resto)


_VALORES = {
    r"math domain error|expected a positive input|expected a nonnegative input": (
        "Esa función de `math` no está definida para ese número (por ejemplo, log de 0).",
        "Mira qué número llega; quizás haya que tratar ese caso aparte.",
    ),
    r"not enough values to unpack|too many values to unpack": (
        "A la izquierda del `=` hay una cantidad de nombres distinta de la de valores.",
        "Cuenta los nombres y los valores: deben ser los mismos.",
    ),
    r"could not convert string to float|invalid literal": (
        "Ese texto no se puede convertir en número.",
        "Los decimales se escriben con punto: `3.5`.",
    ),
    r"is not in list|x not in tuple": (
        "Se buscó en la lista algo que no está.",
        "Mira qué hay en la lista antes de esa línea.",
    ),
    r"zip\(\) argument": (
        "`zip` recibió listas de distinto largo.",
        "Compara los largos con `len(…)`: deben ser iguales.",
    ),
}


def _corrida(excepcion: BaseException) -> _Palabras:
    return _segun(excepcion, _CORRIDAS, _otra(excepcion))


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


def _fijas(significa: str, hacer: str) -> Callable[[BaseException], _Palabras]:
    return lambda _: (significa, hacer)


def _modulo(excepcion: BaseException) -> _Palabras:
    nombre = getattr(excepcion, "name", None) or "ese módulo"
    return (
        f"Python no encuentra `{nombre}`.",
        "Revisa cómo está escrito. Si es un paquete, puede que no esté instalado aquí.",
    )


def _sintaxis(excepcion: BaseException) -> _Palabras:
    resto = (
        "Python no entiende cómo está escrita esa línea.",
        "Revisa paréntesis, comillas, comas y los dos puntos al final de `def`, `if` o `for`.",
    )
    return _segun(excepcion, _SINTAXIS, resto)


_SINTAXIS = {
    r"was never closed|unexpected EOF|incomplete input": (
        "Se abrió un paréntesis, corchete o llave que no se cierra.",
        "Cuenta los que abren y los que cierran.",
    ),
    r"unmatched|does not match": (
        "Hay un paréntesis, corchete o llave que sobra o no corresponde.",
        "Cuenta los que abren y los que cierran.",
    ),
    r"unterminated": ("Un texto no tiene su comilla final.", "Cierra la comilla."),
    r"expected ':'": (
        "Faltan los dos puntos al final de la línea.",
        "`def`, `if`, `for`, `while` y `class` terminan en `:`.",
    ),
    r"cannot assign to|Maybe you meant '=='": (
        "A la izquierda de `=` va un nombre, no una cuenta.",
        "Para comparar se usa `==`; para dar un valor, `nombre = valor`.",
    ),
    r"'return' outside function": (
        "Hay un `return` fuera de una función.",
        "Revisa la sangría: debe estar dentro del `def`.",
    ),
    r"leading zeros|invalid decimal literal": (
        "Ese número está mal escrito.",
        "Los decimales llevan punto (`3.5`), y un nombre no puede empezar por un número.",
    ),
    r"perhaps you forgot a comma": (
        "Falta algo entre dos valores.",
        "¿Una coma, o un `*` para multiplicar? En Python `2x` se escribe `2 * x`.",
    ),
}


def _sangria(excepcion: BaseException) -> _Palabras:
    resto = (
        "La sangría (los espacios al comienzo) de esa línea no corresponde.",
        "Las líneas de un mismo bloque empiezan en la misma columna: usa 4 espacios.",
    )
    vacio = (
        "Después de una línea que termina en `:` falta su bloque.",
        "Escribe al menos una línea con 4 espacios más de sangría.",
    )
    return _segun(excepcion, {r"expected an indented block": vacio}, resto)


def _afirmacion(excepcion: BaseException) -> _Palabras:
    mensaje = _mensaje(excepcion)
    dice = f": {mensaje}" if mensaje else ""
    return (
        f"Un `assert` comprobó algo que no se cumple{dice}.",
        "Mira qué compara y qué valores tiene cada lado.",
    )


_EXPLICADAS: dict[str, Callable[[BaseException], _Palabras]] = {
    "UnboundLocalError": _local,
    "NameError": _nombre,
    "TypeError": _tipo,
    "AttributeError": _atributo,
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
        "La función se llama a sí misma sin parar.",
        "¿Hay un caso en que ya no se llame? ¿Un método usa la misma operación que define?",
    ),
    "RuntimeError": _corrida,
    "OverflowError": _fijas(
        "El resultado es demasiado grande para un número.",
        "¿Qué número llega ahí? `math.exp(1000)` ya no cabe.",
    ),
    "ModuleNotFoundError": _modulo,
    "ImportError": lambda e: (
        f"Python encontró el módulo, pero no lo que se pedía de él: {_mensaje(e)}.",
        "Revisa el nombre después de `import`.",
    ),
    "IndentationError": _sangria,
    "SyntaxError": _sintaxis,
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
    "SystemExit": _fijas(
        "El código pide cerrar Python con `exit()`.",
        "Para terminar una función se usa `return`.",
    ),
}
