"""Qué significa en español cada excepción que un aprendiz suele ver, y qué hacer.

Las tablas van de un patrón del mensaje de Python a dos frases. Las de tipos y atributos están en
`valores.py`; las de nombres, en
`nombres.py`; las de celdas mal escritas, en `sintaxis.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from minigrad.aula.espanol.lugar import Lugar
from minigrad.aula.espanol.nombres import de_local, de_nombre
from minigrad.aula.espanol.palabras import Palabras, mensaje, segun
from minigrad.aula.espanol.sintaxis import de_sangria, de_sintaxis
from minigrad.aula.espanol.valores import de_atributo, de_tipo


def en_palabras(excepcion: BaseException) -> Palabras:
    """Qué significa una excepción cualquiera y qué hacer."""
    de_numpy = _de_arreglos(excepcion)
    if de_numpy is not None:
        return de_numpy
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


# --- lo que dice NumPy ---------------------------------------------------------------------


def _de_arreglos(excepcion: BaseException) -> Palabras | None:
    """Lo que NumPy dice de las formas y los tipos de unos arreglos; sea la excepción que sea."""
    if re.search("core dimension", mensaje(excepcion)):
        formas = Lugar(excepcion).formas()
        if len(formas) == 2:
            hay = f"Con `@` no van juntas las formas `{formas[0]}` y `{formas[1]}`: "
            de_a, de_b = formas[0][-1], formas[1][-2:][0]
            return f"{hay}{_DE_MATMUL.format(de_b, de_a)}", _TRASPONER
    dicho = segun(excepcion, _ARREGLOS, ("", ""))
    return dicho if dicho[0] else None


_DE_MATMUL = "las columnas de la primera ({1}) deben ser tantas como las filas de la segunda ({0})."
_TRASPONER = "Mira sus formas con `.shape`: ¿falta un `.T`, o van en el otro orden?"
_MIRA = "Mira la forma de cada uno con `.shape`."
_DIFUNDE = (
    "Contadas desde la derecha, en cada eje miden lo mismo o una mide 1. Si es un número por cada "
    "fila, va en columna: `.reshape(-1, 1)`, o `keepdims=True` en la cuenta de donde salió."
)
_POSICION = (
    "Una posición es un entero, un corte (`1:3`), o una lista de enteros; y llegó otra cosa."
)
_ARREGLOS = {
    r"indexing arrays could not be broadcast together with shapes (\(.*\))": (
        "Las listas con las posiciones de cada eje no miden lo mismo: `{0:f}`.",
        "Va una posición de cada eje por cada número que se pide.",
    ),
    r"could not be broadcast together with shapes? (\(.*\))": (
        "Las formas `{0:f}` no van juntas.",
        _DIFUNDE,
    ),
    r"operand.*core dimension.*size (\d+) is different from (\d+)": (
        f"Con `@`, {_DE_MATMUL}",
        _TRASPONER,
    ),
    r"shapes (\(.*?\)) and (\(.*?\)) not aligned": (
        "Las formas `{0:f}` y `{1:f}` no se pueden multiplicar como matrices: lo que miden las "
        "filas de la primera es lo que miden las columnas de la segunda.",
        _TRASPONER,
    ),
    r"matmul: Input operand \d does not have enough dimensions": (
        "`@` multiplica matrices, y uno de los dos es un solo número.",
        "Para multiplicar por un número va `*`.",
    ),
    r"remapped shapes .*: (\([\d,]*\))\s+and requested shape (\([\d,]*\))": (
        "Un arreglo de forma `{0:f}` no se puede difundir hasta la forma `{1:f}`.",
        _DIFUNDE,
    ),
    r"remapped shapes .*: (\([\d,]*\))->\S+ (\([\d,]*\))->": (
        "Las formas `{0:f}` y `{1:f}` no van juntas.",
        "Con más de dos ejes, las matrices son los dos últimos; los de antes deben medir lo mismo "
        "en las dos, o 1.",
    ),
    r"Mismatch is between arg \d with shape (\(.*?\)) and arg \d with shape (\(.*?\))": (
        "Las formas `{0:f}` y `{1:f}` no van juntas.",
        _DIFUNDE,
    ),
    r"output operand with shape (\(.*?\)) doesn't match the broadcast shape (\(.*?\))": (
        "El resultado es de forma `{1:f}`, y se quiere guardar en uno de forma `{0:f}`: no cabe.",
        "`a += b` guarda en el mismo `a`. ¿Iba `a = a + b`, o lo de la derecha debía encogerse "
        "antes?",
    ),
    r"could not broadcast input array from shape (\(.*?\)) into shape (\(.*?\))": (
        "Se quiso guardar un arreglo de forma `{0:f}` en un lugar de forma `{1:f}`.",
        _MIRA,
    ),
    r"value array of shape (\(.*?\)) could not be broadcast to .* of shape (\(.*?\))": (
        "Se quiso guardar un arreglo de forma `{0:f}` en un lugar de forma `{1:f}`.",
        _MIRA,
    ),
    r"array is not broadcastable to correct shape": (
        "Lo que se quiso sumar en unos lugares del arreglo no mide lo mismo que esos lugares.",
        _MIRA,
    ),
    r"cannot reshape array of size (\d+) into shape (\(.*\))": (
        "Un arreglo de {0} números no cabe en la forma `{1:f}`.",
        "Lo que miden los ejes de la forma nueva, multiplicado, debe dar {0}. Un −1 pone el que "
        "falte.",
    ),
    r"can only specify one unknown dimension": (
        "En una forma, solo un eje puede ser −1: el que se calcula con los demás.",
        "Escribe cuánto mide el otro.",
    ),
    r"negative dimensions are not allowed": (
        "En esa forma hay un eje negativo.",
        "Mira de dónde sale ese número.",
    ),
    r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)": (
        "Se pidió la posición {0} del eje {1}, que mide {2}.",
        "Las posiciones se cuentan desde 0: la última es una menos de lo que mide.",
    ),
    r"too many indices for array: array is (\d+)-dimensional, but (\d+) were indexed": (
        "Se dieron {1} posiciones, y el arreglo tiene menos ejes: {0}.",
        _MIRA,
    ),
    r"only integers, slices|arrays used as indices must be of integer": (
        _POSICION,
        "Si es un decimal, hazlo entero: `int(i)` o, si es un arreglo, `i.astype(int)`.",
    ),
    r"boolean index did not match .* is (\d+);? but .* is (\d+)": (
        "Para elegir con `True` y `False` hace falta uno por lugar: son {0}, y llegaron {1}.",
        _MIRA,
    ),
    r"axis (-?\d+) is out of bounds for array of dimension (\d+)": (
        "Se pidió el eje {0} de un arreglo que tiene {1}.",
        "Los ejes se cuentan desde 0; el último es también el −1.",
    ),
    r"duplicate value in 'axis'|repeated axis in transpose": (
        "En esa lista, un eje está dos veces.",
        "Cada eje va una sola vez.",
    ),
    r"axes don't match array": (
        "`transpose` recibe todos los ejes en su orden nuevo, o ninguno.",
        "¿Cuántos tiene el arreglo? Lo dice `.ndim`.",
    ),
    r"cannot select an axis to squeeze": (
        "`squeeze` quita un eje que mide 1, y ese mide más.",
        _MIRA,
    ),
    r"truth value of an empty array": (
        "Un arreglo sin números no es un sí ni un no.",
        "Si preguntas cuántos tiene, es `x.size > 0`.",
    ),
    r"truth value of an array": (
        "Un arreglo de NumPy con varios números no es un solo sí o no.",
        "Pregunta por cada uno con `np.where(…)`, o por todos con `.all()` o `.any()`.",
    ),
    r"can only convert an array of size 1": (
        "Ahí va un solo número, y el arreglo tiene varios, o ninguno.",
        _MIRA,
    ),
    r"setting an array element|inhomogeneous": (
        "No se pudo hacer un arreglo de NumPy con eso: sus partes no miden lo mismo.",
        "Cada fila debe ser igual de larga, y en el lugar de un número va un solo número.",
    ),
    r"only integer scalar arrays": (
        "Ahí va un número entero, y llegó un arreglo.",
        "Si pegas arreglos, van juntos en una lista: `np.concatenate([a, b])`. Si es la posición "
        "de una lista, va un entero.",
    ),
    r"along dimension (\d+), the array at index \d+ has size (\d+) and .* has size (\d+)": (
        "No se pueden pegar: en el eje {0} uno mide {1} y otro {2}.",
        "Fuera del eje por el que se pegan (`axis`), deben medir lo mismo.",
    ),
    r"has (\d+) dimension\(s\) and the array at index \d+ has (\d+) dimension": (
        "No se pueden pegar: uno tiene {0} ejes y otro {1}.",
        "Deben tener tantos ejes unos como otros: `x[None]` le añade uno.",
    ),
    r"input arrays must have the same shape": (
        "`np.stack` junta arreglos de la misma forma, y esos no lo son.",
        _MIRA,
    ),
    r"at least one array to": (
        "Se quiso juntar una lista sin arreglos.",
        "Mira por qué no tiene elementos.",
    ),
    r"Cannot cast ufunc '(\w+)' output from dtype\('(\w+)'\) to dtype\('(\w+)'\)": (
        "Ese arreglo es de enteros (`{2}`), y no puede guardar en su lugar lo que da la cuenta.",
        "Hazlo de decimales al crearlo, `np.array(x, dtype=float)`; o escribe `a = a + b`, que "
        "hace uno nuevo, en vez de `a += b`.",
    ),
    r"ufunc '(\w+)' (?:did not contain a loop|not supported for the input types)": (
        "NumPy no sabe hacer esa cuenta (`{0}`) con lo que recibió: alguno no es de números.",
        "Mira qué guarda cada uno; `x.dtype` lo dice. ¿Hay un texto?",
    ),
    r"loop of ufunc does not support argument \d of type NoneType": (
        "Entre los números hay un `None`.",
        "¿Le falta un `return` a una función, o sigue en blanco?",
    ),
    r"numpy boolean (\w+)": (
        "Un arreglo de `True` y `False` no se resta.",
        "Para lo contrario va `~x`; para contar, `x.astype(float)`.",
    ),
    r"Integers to negative integer powers": (
        "Un arreglo de enteros no se puede elevar a un entero negativo: daría decimales.",
        "Hazlo de decimales: `x.astype(float)`, o escribe el exponente con punto: `-1.0`.",
    ),
    r"Cannot interpret '(.+)' as a data type": (
        "El segundo valor de esa función es un tipo de número, y llegó `{0}`.",
        "Si era parte de la forma, la forma va entre paréntesis: `np.zeros((2, 3))`. Si eran más "
        "números, van en una lista: `np.array([1, 2])`.",
    ),
    r"larger sample than population": (
        "Se pidieron al azar más elementos de los que hay, sin repetir ninguno.",
        "Pide menos, o con `replace=True`.",
    ),
    r"cannot be empty unless|high <= 0|low >= high": (
        "Se pidió un número al azar, y no hay ninguno de donde elegir.",
        "Mira los límites, o por qué está vacía la lista.",
    ),
    r"of an empty sequence|zero-size array": (
        "Se pidió el mayor o el menor de un arreglo sin números.",
        _MIRA,
    ),
    r"read-only": (
        "Los números de ese arreglo no se pueden cambiar en su lugar: los comparte con otro.",
        "Cambia una copia: `x = x.copy()`.",
    ),
    r"of unsized object|0-d array|invalid index to scalar": (
        "Se trató como una lista lo que es un solo número: un arreglo sin ejes.",
        _MIRA,
    ),
    r"array split does not": (
        "El arreglo no se puede partir en tantas partes iguales.",
        "¿Cuántas filas tiene? Lo dice `len(x)`.",
    ),
    r"Unable to allocate (.*) for an array|array is too big": (
        "Ese arreglo no cabe en la memoria.",
        "Mira su forma: ¿se difundió algo que no debía?",
    ),
    r"Singular matrix": (
        "Esa matriz no tiene inversa.",
        "Mira sus filas: alguna sale de las demás.",
    ),
    r"got an unexpected keyword argument '(dim|keepdim)'": (
        "Ahí no hay un parámetro llamado `{0}`: así se llama en PyTorch.",
        "Aquí y en NumPy se llaman `axis` y `keepdims`.",
    ),
    r"Concatenation operation is not implemented": (
        "A la derecha de un arreglo hay algo que NumPy no sabe sumar.",
        "Si es un tensor, le falta su `__radd__`, o va a la izquierda: `t + arreglo`. Para pegar "
        "dos arreglos, `np.concatenate([a, b])`.",
    ),
    r"does not support ufuncs": (
        "NumPy no sabe hacer cuentas con un tensor: no seguiría su gradiente.",
        "Usa lo del tensor, como `x.exp()`, o pon el tensor a la izquierda; si solo quieres sus "
        "números, `x.data`.",
    ),
    r"got an unexpected keyword argument '(?:out|dtype)'": (
        "NumPy recibió un tensor, y no sabe seguir su gradiente.",
        "En lugar de `np.sum(x)` se escribe `x.sum()`; si solo quieres sus números, `x.data`.",
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


# --- lo que Python o NumPy avisan sin detenerse ----------------------------------------------


def de_aviso(mensaje: str) -> str:
    """Qué significa un aviso, en español; «» si no se sabe."""
    for patron, frase in _AVISOS.items():
        hallado = re.search(patron, mensaje)
        if hallado:
            cuenta = hallado[1] if hallado.groups() else ""
            return frase.format(_SIGNOS.get(cuenta, cuenta))
    return ""


_SIGNOS = {
    **{"divide": "/", "true_divide": "/", "multiply": "*", "add": "+", "subtract": "-"},
    **{"power": "**", "square": "**", "matmul": "@", "reduce": "sum", "remainder": "%"},
}
_AVISOS = {
    r"divide by zero encountered in (?:scalar )?(log\w*)": (
        "Se pidió `{0}` de 0: ahí sale `-inf`. ¿De dónde viene ese 0?"
    ),
    r"divide by zero encountered in (?:scalar )?(\w+)": (
        "En `{0}` se dividió entre cero: ahí sale `inf`. ¿De dónde viene ese 0?"
    ),
    r"invalid value encountered in (?:scalar )?(\w+)": (
        "`{0}` no está definida para alguno de los números que llegaron, como 0/0, `inf - inf` o "
        "el logaritmo de un negativo: ahí sale `nan`."
    ),
    r"overflow encountered in (?:scalar )?(\w+)": (
        "En `{0}` un número pasó de 1.8e308, que es lo que cabe: ahí sale `inf`. Si es `exp`, "
        "réstale antes el mayor."
    ),
    r"underflow encountered in (?:scalar )?(\w+)": "En `{0}` un número es tan pequeño que sale 0.",
    r"[Mm]ean of empty slice|[Dd]egrees of freedom": (
        "Se pidió el promedio de un arreglo sin números: sale `nan`."
    ),
    r"Conversion of an array with ndim > 0 to a scalar": (
        "Va un solo número y llegó un arreglo que tiene uno: sácalo con `.item()`."
    ),
    r"discards the imaginary part": "De un número complejo se perdió la parte imaginaria.",
    r'"is(?: not)?" with': "`is` pregunta si son el mismo objeto. Para comparar números va `==`.",
    r"perhaps you missed a comma": "Entre dos valores falta algo: ¿una coma, o un `*`?",
    r"invalid (?:octal )?escape sequence": (
        "En un texto, la barra `\\` empieza un carácter especial. Para una barra van dos."
    ),
}
