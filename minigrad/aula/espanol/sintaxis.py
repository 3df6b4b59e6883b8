"""Explica en español una celda que Python no pudo leer: paréntesis, sangría, signos raros."""

from __future__ import annotations

import difflib
import keyword
import re

from minigrad.aula.espanol.palabras import Palabras, mensaje, segun

_RESTO = (
    "Python no entiende cómo está escrita esa línea.",
    "Mira justo antes de la marca `^`: puede faltar o sobrar un paréntesis, una coma, un signo o "
    "los dos puntos al final de `def`, `if` o `for`.",
)


def de_sintaxis(excepcion: BaseException) -> Palabras:
    """Qué significa un `SyntaxError` y qué hacer."""
    signo = re.search(r"invalid character '(.)'", mensaje(excepcion))
    if signo:
        return _de_signo(signo[1])
    texto = (getattr(excepcion, "text", None) or "").rstrip()
    for patron, palabras in _DE_OTROS_LENGUAJES.items():
        if re.search(patron, texto):
            return palabras
    return _de_linea(excepcion) or segun(excepcion, _CASOS, _RESTO)


def de_sangria(excepcion: BaseException) -> Palabras:
    """Qué significa un `IndentationError` y qué hacer."""
    return segun(excepcion, _SANGRIAS, _SANGRIA)


# --- por lo que dice la línea --------------------------------------------------------------

#: lo que en otros lenguajes se escribe así, diga lo que diga Python de la línea
_DE_OTROS_LENGUAJES = {
    r"^[^#\"']*\bfor\s+\w+(?:\s*,\s*\w+)*\s+of\b": (
        "Python recorre con `in`, no con `of`.",
        "Se escribe `for x in lista`.",
    ),
    r"^\s*function\s+\w+\s*\(": (
        "`function` no existe en Python.",
        "Una función empieza así: `def nombre(…):`.",
    ),
    r"\bif\b[^=:#\"']*[^=<>!:#\"']=[^=#\"']*\belse\b": (
        "En esa condición hay un solo `=`.",
        "Para comparar se usa `==`.",
    ),
}
_DOS_TRAS_IN = (
    "Después de `in` hay una coma, y ahí va una sola cosa.",
    "Dos listas se recorren juntas con `zip(una, otra)`.",
)
_SIN_IN = ("Al `for` le falta su `in`.", "Se escribe `for x in lista`.")
_SIN_NOMBRES = ("Después de `import` no hay ningún nombre.", "Escribe qué se importa.")
_AL_REVES = ("El `from` va antes del `import`.", "Se escribe `from módulo import nombre`.")
#: lo que Python llama solo «invalid syntax», o explica mal, y la línea delata
_LINEAS = {
    r"\d([., ])\d{3}(\1\d{3})*\b(?!\1)": (
        "Un número no lleva puntos, comas ni espacios que separen los miles.",
        "Un millón se escribe `1000000` o `1_000_000`.",
    ),
    r"\bfor\s+\w+(?:\s*,\s*\w+)*\s+(?!.*\bin\b)\w": _SIN_IN,
    r"\bfor\b.*\bin\b[^\[\](){}]*,[^)]*\]": _DOS_TRAS_IN,
    r"=>|=<|<>": (
        "Ese signo de comparación no existe en Python.",
        "Se escriben `>=` (mayor o igual), `<=` (menor o igual) y `!=` (distinto).",
    ),
    r"(?<![=<>!+\-*/])=([*/])(?!=)": (
        "`={0}` no existe en Python: el signo va antes del `=`.",
        "Para cambiar lo que una variable tenía se escribe `{0}=` (o `+=`, para sumarle).",
    ),
    r"(?<![=<>!])=\s*([+-])\s*[*/+]": (
        "Hay dos signos seguidos después del `=`.",
        "Para sumar a lo que había, el signo va antes: `+=`.",
    ),
    r"[-+*/]\s+=(?!=)": (
        "El signo y el `=` van juntos.",
        "Se escribe `+=`, sin espacio en medio.",
    ),
    r"\+\+|--$": ("Python no tiene `++` ni `--`.", "Para sumar uno se escribe `x += 1`."),
    r"\belse if\b": ("`else if` no existe en Python.", "Se escribe `elif`."),
    r"\blambda\b[^:]*:\s*return\b": (
        "Una `lambda` no lleva `return`.",
        "Después de los dos puntos va directamente el resultado: `lambda x: x * x`.",
    ),
    r"(?<![=<>!])=\s*$": (
        "A la derecha del `=` no hay nada.",
        "Escribe el valor que falta.",
    ),
    r"\bimport\s*$": _SIN_NOMBRES,
    r"^\s*import\s+[\w.]+\s+from\b": _AL_REVES,
    r"&&|\|\|": ("Python no conoce `&&` ni `||`.", "Se escriben `and` y `or`."),
    r"[-+*/(,]\s*$": ("A la línea le falta la parte final.", "Escribe lo que va a la derecha."),
    r"(?<!\bfor)(?<!\bif)(?<!\bin)(?<!\breturn)(?<!\braise)(?<!\bimport)(?<=[\w)])\s+x\s+"
    r"(?!(?:for|if|else|i[nmst]|and|or|not|from|as)\b)[\w(]": (
        "Para multiplicar no se usa la letra x.",
        "Se usa `*`: `3 * 4`.",
    ),
    r"=\s*\(?\d[\d.]*(?:\s+\d[\d.]*)+\)?\s*$": (
        "Hay varios números seguidos.",
        "Se separan con comas: `(1, 2, 3)`.",
    ),
    r"\(\s*[\d.]+\s*;": (
        "Dentro de los paréntesis hay un `;`.",
        "Los valores se separan con comas.",
    ),
    r"=\s*\[?(?:[A-Za-z]\d?[ ,]+)+[A-Za-z]\d?\]?\s*$": (
        "Hay letras sueltas donde va un texto.",
        '¿Falta poner comillas? Un texto va entre comillas: `"…"`.',
    ),
}
#: con lo que suele empezar una línea
_PALABRAS = ("def", "return", "for", "while", "if", "elif", "class", "import", "from")
_VAGOS = re.compile(r"^invalid syntax|leading zeros|^expected ':'|starred expression")


def _de_linea(excepcion: BaseException) -> Palabras | None:
    if not _VAGOS.search(mensaje(excepcion)):
        return None
    texto = (getattr(excepcion, "text", None) or "").rstrip()
    palabra = (re.match(r"\s*(\w+)\s+\w", texto) or ["", ""])[1]
    mismas_letras = [p for p in _PALABRAS if sorted(p) == sorted(palabra.lower())]
    parecidas = mismas_letras or difflib.get_close_matches(
        palabra.lower(), _PALABRAS, n=1, cutoff=0.66
    )
    if palabra and parecidas and palabra not in keyword.kwlist:
        return (
            f"Python no conoce la palabra `{palabra}` al comienzo de una línea.",
            f"¿Querías decir `{parecidas[0]}`?",
        )
    for patron, (significa, hacer) in _LINEAS.items():
        hallado = re.search(patron, texto)
        if hallado:
            return significa.format(*hallado.groups()), hacer.format(*hallado.groups())
    return _entre_dos(texto, getattr(excepcion, "offset", None) or 0)


def _entre_dos(texto: str, columna: int) -> Palabras | None:
    """Si Python se perdió entre dos nombres o números seguidos: falta algo entre ellos."""
    uno = re.search(r"([\w.]+|\)|\])\s+$", texto[: columna - 1])
    otro = re.match(r"\w[\w.]*", texto[columna - 1 :])
    if not (uno and otro) or keyword.iskeyword(uno[1]) or keyword.iskeyword(otro[0]):
        return None
    return (
        f"Entre `{uno[1]}` y `{otro[0]}` falta algo.",
        "¿Un signo, como `*`, `+` o `=`? ¿Una coma?",
    )


#: signos que la prosa usa y Python no, y cómo se escriben
_SIGNOS = {
    **dict.fromkeys("−–—", "-"),
    **dict.fromkeys("×·⋅∗", "*"),
    **dict.fromkeys("÷∕", "/"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’´", "'"),
    **{"²": "**2", "³": "**3", "≤": "<=", "≥": ">=", "≠": "!=", "…": "..."},
}


def _de_signo(signo: str) -> Palabras:
    if signo in _SIGNOS:
        return (
            f"Python no entiende el signo {signo}, aunque en un texto se lea bien.",
            f"Con el teclado se escribe `{_SIGNOS[signo]}`. ¿Lo copiaste de una página?",
        )
    return f"Python no entiende el signo {signo} en ese lugar.", "Bórralo o usa otro."


# --- por lo que dice Python ----------------------------------------------------------------

_CASOS = {
    r"was never closed|unexpected EOF|incomplete input": (
        "Se abrió un paréntesis, corchete o llave que no se cierra.",
        "Cuenta los que abren y los que cierran.",
    ),
    r"unmatched|does not match": (
        "Hay un paréntesis, corchete o llave que sobra o no corresponde.",
        "Cuenta los que abren y los que cierran.",
    ),
    r"unterminated triple": (
        "Un texto entre comillas triples no tiene las tres del final.",
        'Ciérralo con `"""`.',
    ),
    r"unterminated": ("Un texto no tiene su comilla final.", "Cierra la comilla."),
    r"(?<!mix )([ft])-string": (
        "Un texto con `{0}` delante tiene mal escrito lo que va entre llaves.",
        'Entre `{{` y `}}` va una expresión completa, por ejemplo `{0}"{{x}}"`.',
    ),
    r"expected ':'": (
        "Faltan los dos puntos al final de la línea.",
        "`def`, `if`, `for`, `while` y `class` terminan en `:`.",
    ),
    r"cannot assign to (None|True|False)": (
        "`{0}` es un valor fijo de Python y no puede cambiar.",
        "Usa otro nombre.",
    ),
    r"cannot contain assignment": (
        "En una llamada, a la izquierda del `=` va el nombre de un parámetro.",
        "Para comparar se usa `==`.",
    ),
    r"cannot assign to|Maybe you meant '=='|for augmented assignment": (
        "A la izquierda de `=` va un nombre, no una cuenta.",
        "Para comparar se usa `==`; para dar un valor, `nombre = valor`.",
    ),
    r"'(return|yield)' outside function": (
        "Hay un `{0}` fuera de una función.",
        "Revisa la sangría: debe estar dentro del `def`.",
    ),
    r"'await' outside|'(?:yield|await)[\w ]*' outside": (
        "Hay un `yield` o un `await` fuera de una función.",
        "Bórralo: en este taller no hace falta ninguno de los dos.",
    ),
    r"'(\w+)' is (?:parameter|assigned|used|annotated).* (global|nonlocal)|"
    r"(nonlocal) declaration not allowed": (
        "Esa línea con `global` o `nonlocal` no puede ir ahí.",
        "Va al comienzo de la función, antes de usar la variable, y nunca con un parámetro.",
    ),
    r"'(break|continue)'.* loop": (
        "Hay un `{0}` fuera de un bucle.",
        "Revisa la sangría: debe estar dentro del `for` o del `while`.",
    ),
    r"leading zeros|invalid \w+ literal": (
        "Ese número está mal escrito.",
        "Los decimales llevan punto (`3.5`), `2x` se escribe `2 * x`, y un nombre no puede "
        "empezar por un número.",
    ),
    r"parentheses around the comprehension target": (
        "Dos nombres entre `for` e `in`, dentro de corchetes, necesitan otra forma.",
        "El resultado de cada vuelta va entre paréntesis: `[(a, b) for a, b in pares]`.",
    ),
    r"Generator expression must be parenthesized": _DOS_TRAS_IN,
    r"'in' expected after for-loop": _SIN_IN,
    r"[Pp]erhaps you forgot a comma": (
        "Falta algo entre dos valores.",
        "¿Una coma, o un `*` para multiplicar?",
    ),
    r"Missing parentheses in call to '(\w+)'": (
        "`{0}` necesita paréntesis.",
        "Se escribe `{0}(…)`.",
    ),
    r"non-printable character": (
        "En esa línea hay un carácter que no se ve, quizás un espacio copiado de una página.",
        "Borra los espacios de la línea y escríbelos de nuevo.",
    ),
    r"line continuation character": (
        "Después de una barra `\\` no puede ir nada.",
        "Para dividir se usa `/`.",
    ),
    r"expected expression (?:before|after) '(\w+)', but statement is given": (
        "En una línea con `if` y `else` van valores, y hay una instrucción.",
        "Se escribe `a if condición else b`; una instrucción como `return` va antes de todo, o "
        "en su propia línea.",
    ),
    r"'elif' block follows an 'else'": (
        "Hay un `elif` después del `else`, que es el último.",
        "El `else` va al final.",
    ),
    r"expected 'else'": (
        "A un `if` de una sola línea le falta su `else`.",
        "Se escribe completo: `a if condición else b`.",
    ),
    r"expected 'except' or 'finally'": (
        "A un `try` le falta su `except`.",
        "Después del bloque de `try` va uno que empieza con `except`.",
    ),
    r"multiple exception types must be parenthesized": (
        "Después de `except` hay varios tipos de error sueltos.",
        "Van entre paréntesis: `except (ValueError, TypeError):`.",
    ),
    r"duplicate (?:argument|parameter) '(\w+)'": (
        "Dos parámetros se llaman `{0}`.",
        "Dale a cada parámetro un nombre distinto.",
    ),
    r"default argument|parameter without a default": (
        "Un parámetro sin valor viene después de uno que lo tiene.",
        "En el `def`, los que llevan `= valor` van al final.",
    ),
    r"must follow bare \*|cannot follow var-keyword|may appear only once": (
        "En el `def` hay un `*` o un `/` mal puesto.",
        "Los parámetros de siempre van solos, separados por comas.",
    ),
    r"parameters cannot be parenthesized": (
        "En el `def`, un parámetro no lleva paréntesis propios.",
        "Van separados por comas: `def f(a, b):`.",
    ),
    r"expected default value": (
        "A un parámetro le falta el valor, después del `=`.",
        "Escríbelo, o quita el `=`.",
    ),
    r"expected '\('": (
        "Después del nombre de la función van paréntesis.",
        "Aunque no reciba nada: `def f():`.",
    ),
    r"keyword argument repeated: (\w+)": (
        "En la llamada, `{0}` recibe un valor dos veces.",
        "Quita uno.",
    ),
    r"positional argument follows": (
        "Un valor sin nombre viene después de uno con nombre.",
        "En la llamada, los que llevan `nombre=` van al final.",
    ),
    r"Expected one or more names after 'import'": _SIN_NOMBRES,
    r"to use 'from \.\.\. import": _AL_REVES,
}

_SANGRIA = (
    "La sangría (los espacios al comienzo) de esa línea no corresponde.",
    "Las líneas de un mismo bloque empiezan en la misma columna: usa 4 espacios.",
)
_SANGRIAS = {
    r"unindent does not match": (
        "Esa línea no empieza en la columna de ninguna de las anteriores.",
        "Las líneas de un mismo bloque empiezan en la misma columna. Cuenta los espacios: 4 por "
        "nivel.",
    ),
    r"expected an indented block": (
        "Después de una línea que termina en `:` falta su bloque.",
        "Escribe al menos una línea con 4 espacios más de sangría.",
    ),
    r"inconsistent use of tabs": (
        "En la sangría se mezclan espacios y tabuladores.",
        "Usa solo espacios: 4 por nivel.",
    ),
    r"unexpected indent": (
        "Esa línea tiene más espacios al comienzo que la anterior, sin que empiece un bloque.",
        "Quita los espacios que sobran: solo lo que va dentro de `def`, `if` o `for` los lleva.",
    ),
}
