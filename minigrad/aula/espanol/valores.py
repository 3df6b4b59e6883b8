"""Explica en español los `TypeError` y los `AttributeError`: un valor no es lo que se creía."""

from __future__ import annotations

import builtins
import difflib
import linecache
import re
import traceback

from minigrad.aula.espanol.lugar import Lugar, marcos_del_aprendiz, texto_de
from minigrad.aula.espanol.palabras import COMPARA, Palabras, mensaje, segun


def de_tipo(excepcion: BaseException) -> Palabras:
    """Qué significa un `TypeError` y qué hacer."""
    del_aula = re.match(r"(\w+)\(\) (?:missing|takes|got)", mensaje(excepcion))
    if del_aula and del_aula[1] in _DEL_AULA:
        nombre, forma = del_aula[1], _DEL_AULA[del_aula[1]]
        return f"A `{nombre}` le falta o le sobra algo.", f"Se escribe así: {forma}."
    if re.search(r"positional arguments? but|expected at most", mensaje(excepcion)) and re.search(
        r"\d,\d", Lugar(excepcion).texto
    ):
        return _COMA
    lineas = "\n".join(map(texto_de, marcos_del_aprendiz(excepcion.__traceback__)))
    if "not iterable" in mensaje(excepcion) and re.search(r"[A-Z]\w*\(\d+,\d+[,)]", lineas):
        return _NUMERO_CON_COMA
    tupla = re.search("multiply sequence|concatenate tuple", mensaje(excepcion))
    if tupla and _decimal_con_coma(excepcion):
        return _TUPLA_POR_NUMERO
    tapado = _tapado(excepcion) if "is not callable" in mensaje(excepcion) else None
    return _palabras_de_tapado(tapado) if tapado else segun(excepcion, _TIPOS, _TIPO)


_NUMERO_CON_COMA = (
    "En esa línea hay un número con coma, y para Python son dos números.",
    "Los decimales van con punto: `84.5`.",
)
_TUPLA_POR_NUMERO = (
    "Hay una tupla donde iba un número.",
    "Los decimales llevan punto (`3.5`): con una coma, Python guarda dos números.",
)


def _decimal_con_coma(excepcion: BaseException) -> bool:
    """Dice si en la función hay una variable con dos enteros, que es como queda `1,5`."""
    lugar = Lugar(excepcion)
    suyas = lugar.marco.f_locals.values() if lugar.marco and lugar.en_funcion else ()
    return any(
        isinstance(dato, tuple) and len(dato) == 2 and {type(parte) for parte in dato} == {int}
        for dato in suyas
    )


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
    "Suele venir de una función a la que le falta `return` o que sigue en blanco, o de un método "
    "que no devuelve nada, como `append` o `reverse`."
)
_SIN_LLAMAR = "Una función se llama con paréntesis: `f()`. ¿Faltan, o falta lo que va dentro?"
_DE_FUNCIONES = r"function|builtin_function_or_method|method|method-wrapper"
#: las funciones de Python a las que se les suele pasar un nombre que no tienen
_DE_PYTHON = "print|sort|sorted|max|min|sum|zip|enumerate|round|open|int|str|float"
_COMA = (
    "La función recibió más valores de los que acepta, y en esa línea hay un número con coma.",
    "Para Python son dos números. Los decimales van con punto: `84.5`.",
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
    rf"unsupported operand type\(s\) for (\S+).*: '(?:{_DE_FUNCIONES})' and": (
        "A la izquierda de `{0}` hay una función, sin llamarla.",
        _SIN_LLAMAR,
    ),
    rf"unsupported operand type\(s\) for (\S+).*: '[\w.]+' and '(?:{_DE_FUNCIONES})'": (
        "A la derecha de `{0}` hay una función, sin llamarla.",
        _SIN_LLAMAR,
    ),
    r"unsupported operand type\(s\) for \+: '(int|float|Value)' and 'list'": (
        "Python no sabe sumar {0:t} y una lista.",
        "Dos listas se unen con `+`, y un valor solo se hace lista con corchetes: `[x] + lista`. "
        "Para sumar con cada elemento, se recorre.",
    ),
    r"unsupported operand type\(s\) for (-|&|\||\^): '(?:set' and 'list|list' and 'set)'": (
        "`{0}` junta dos conjuntos, y uno de los dos es una lista.",
        "De una lista se hace un conjunto con `set(…)`.",
    ),
    r"unsupported operand type\(s\) for (\S+).*: (?:'list' and|'[\w.]+' and 'list')": (
        "Python no sabe hacer `{0}` con una lista entera.",
        "Se hace con cada elemento: recorre la lista, o empareja dos con `zip`.",
    ),
    r"unsupported operand type\(s\) for (\S+).*: '([\w.]+)' and '(str|tuple|dict|set)'": (
        "Python no sabe hacer `{0}` entre {1:t} y {2:t}.",
        "Mira qué guarda cada variable de esa línea: ¿sobran unas comillas o una coma?",
    ),
    r"unsupported operand type\(s\) for (\S+).*: '(str|tuple|dict|set)' and '([\w.]+)'": (
        "Python no sabe hacer `{0}` entre {1:t} y {2:t}.",
        "Mira qué guarda cada variable de esa línea: ¿sobran unas comillas o una coma?",
    ),
    r"unsupported operand type\(s\) for (\S+).*: '([\w.]+)' and '([\w.]+)'": (
        "Python no sabe hacer `{0}` entre {1:t} y {2:t}.",
        "Mira qué guarda cada lado: ¿querías los dos números, o los dos nodos?",
    ),
    rf"bad operand type for (?:unary )?(\S+): '(?:{_DE_FUNCIONES})'": (
        "Después de `{0}` hay una función, sin llamarla.",
        _SIN_LLAMAR,
    ),
    r"bad operand type for (?:unary )?(\S+): '([\w.]+)'": (
        "Python no sabe poner `{0}` delante de {1:t}.",
        "Mira qué guarda esa variable: ¿querías su número, o un nodo?",
    ),
    r"'(?:<|>|<=|>=)' not supported between instances of '([\w.]+)' and '([\w.]+)'": (
        "No se puede comparar {0:t} con {1:t}.",
        "Se comparan dos números. Los de un nodo están en su `.data`.",
    ),
    r"missing (\d+) required (?:positional|keyword-only) arguments?: (.+)": (
        "A la función se le pasaron menos valores de los que pide. Falta {1:y}.",
        "Compara los parámetros de la línea del `def` con los que pide el enunciado.",
    ),
    r"takes no arguments|takes (?:from )?([\w ]+) positional arguments? but (\d+) (?:was|were)": (
        "A la función se le pasaron más valores de los que acepta.",
        "Compara los parámetros del `def` con los del enunciado. En un método, el primero es "
        "`self`.",
    ),
    r"'(\w+)' is an invalid keyword argument for (\w+)|"
    rf"^({_DE_PYTHON})\(\) got an unexpected keyword argument '(\w+)'": (
        "`{1}{2}` no tiene un parámetro llamado `{0}{3}`.",
        "Revisa cómo está escrito, o pasa el valor sin nombre.",
    ),
    r"(\w+)\(\) takes no keyword arguments|positional-only arguments passed as keyword": (
        "Esa función no recibe valores por su nombre.",
        "Quita el `nombre=` y deja el valor.",
    ),
    r"multiple values for argument '(\w+)'": (
        "El parámetro `{0}` recibe dos valores: uno por su lugar y otro por su nombre.",
        "Quita uno de los dos.",
    ),
    r"missing required argument '(\w+)'": (
        "A la función le falta `{0}`.",
        "Va entre los paréntesis de la llamada.",
    ),
    r"append\(\) takes exactly one argument \((\d+) given\)": (
        "`append` agrega una sola cosa, y recibió {0}.",
        "Si es una pareja, va entre sus propios paréntesis: `append((a, b))`.",
    ),
    r"(\w+)\(\) takes exactly one argument \((\d+) given\)": (
        "A `{0}` se le pasaron {1} valores, y pide uno.",
        "Revisa las comas entre los paréntesis.",
    ),
    r"loop of ufunc does not support argument \d of type (\w+) which has no callable (\w+)": (
        "Las funciones de NumPy trabajan con números, y recibieron {0:t}.",
        "Si el gradiente debe pasar por ahí, usa el método del nodo: `x.{1}()`.",
    ),
    r"only (?:length-1|0-dimensional|size-1) arrays": (
        "Ahí va un solo número, y llegó un arreglo de NumPy con varios.",
        "Recórrelo, o saca el que buscas con corchetes.",
    ),
    r"must be an iterable, not ([\w.]+)": (
        "Después de `*` va una lista o una tupla, y hay {0:t}.",
        "Sin el `*`, el valor va solo.",
    ),
    r"must be a mapping, not ([\w.]+)": (
        "Después de `**` va un diccionario, y hay {0:t}.",
        "Para repartir una lista basta un asterisco: `*lista`.",
    ),
    r"isinstance\(\) arg 2 must be a type": (
        "El segundo valor de `isinstance` no es un tipo.",
        "Primero va el objeto y después el tipo: `isinstance(x, Value)`. Si son varios, entre "
        "paréntesis: `(int, float)`.",
    ),
    r"'type' object is not subscriptable|type '\w+' is not subscriptable": (
        "Se pusieron corchetes después de una clase.",
        "Para llamarla van paréntesis, como en `zip(a, b)`.",
    ),
    r"isinstance expected 2 arguments": (
        "`isinstance` recibe dos cosas: el objeto y el tipo.",
        "Si los tipos son varios, van entre paréntesis: `isinstance(x, (int, float))`.",
    ),
    r"(\w+)\(\) takes at (?:most|least) (\d+) (?:positional )?arguments? \((\d+) given\)|"
    r"(\w+) expected (?:at (?:most|least) )?(\d+) arguments?, got (\d+)": (
        "A `{0}{3}` se le pasaron {2}{5} valores, y pide {1}{4}.",
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
    r"'(int|float)' object is not callable": (
        "Pusiste paréntesis después de un número, y un número no se puede llamar.",
        "¿Falta un `*` entre dos factores, o usaste el nombre de una función para otra cosa?",
    ),
    r"'(list|tuple|dict)' object is not callable": (
        "Pusiste paréntesis después de {0:t}, y eso no se puede llamar.",
        "Un elemento se pide con corchetes: `lista[0]`. Para usarlos todos, se recorre.",
    ),
    r"'([\w.]+)' object is not callable": (
        "Pusiste paréntesis después de {0:t}, y eso no se puede llamar.",
        "Mira qué guarda esa variable: ¿le diste el nombre de una función a otra cosa?",
    ),
    rf"'(?:{_DE_FUNCIONES})' object is not (?:iterable|subscriptable)": (
        "Ahí hay una función, sin llamarla.",
        _SIN_LLAMAR,
    ),
    rf"object of type '(?:{_DE_FUNCIONES})' has no len": (
        "Ahí hay una función, sin llamarla.",
        _SIN_LLAMAR,
    ),
    r"object of type '([\w.]+)' has no len": (
        "Se pidió el largo de {0:t}, y solo lo tiene lo que guarda varios valores.",
        "Mira qué guarda esa variable.",
    ),
    r"'([\w.]+)' object is not subscriptable": (
        "Se pidió un elemento con corchetes a {0:t}.",
        "Los corchetes son para listas, tuplas y diccionarios.",
    ),
    r"'Value' object is not iterable": (
        "Se quiso recorrer un `Value`, y es uno solo.",
        "¿Querías recorrer una lista de nodos, o una tupla? Una de un elemento lleva coma: `(x,)`.",
    ),
    r"'(int|float)' object is not iterable": (
        "Se quiso recorrer un número, y es uno solo.",
        "Para dar `n` vueltas se recorre `range(n)`. Si iba una tupla de un elemento, lleva coma: "
        "`(x,)`.",
    ),
    r"cannot unpack non-iterable ([\w.]+) object": (
        "Hay varios nombres que llenar, y llega {0:t}.",
        "Mira qué devuelve la derecha del `=`, o cada elemento de lo que se recorre.",
    ),
    r"'([\w.]+)' object is not iterable": (
        "Se quiso recorrer {0:t}.",
        "Mira qué llega a esa línea: ahí va una lista o una tupla.",
    ),
    r"can't multiply sequence by non-int": (
        "Python no multiplica una lista elemento por elemento.",
        "Recórrela, o empareja las dos con `zip`, y multiplica cada pareja.",
    ),
    r"must be (?:a )?real number, not Value": (
        "Las funciones de `math` trabajan con números, y recibieron un `Value`.",
        "Su número está en `.data`, pero una cuenta hecha con él no queda en el grafo. Si el "
        "gradiente debe pasar por ahí, usa el método del `Value`, como `x.tanh()`.",
    ),
    # `exp("3")`, `float([])` y `"%d" % "3"`: en cada Python, un poco distinto
    r"real number(?: is required)?, not '?([\w.]+)": (
        "Ahí va un número, y llegó {0:t}.",
        "Mira qué guarda esa variable; `print(type(x))` te lo dice.",
    ),
    r'can only concatenate (list|tuple) \(not "([\w.]+)"\)': (
        "Se intentó sumar {0:t} y {1:t}.",
        "Con `+`, una lista solo se une con otra lista: `lista + [x]`. Para sumar números, mira "
        "qué guarda cada variable.",
    ),
    r"can only concatenate|must be str|expected str instance": (
        "Se intentó unir un texto con algo que no es texto.",
        "Mira qué guarda cada lado. Si querías sumar números, uno de los dos es un texto; si "
        "querías un texto, convierte el otro con `str(…)`.",
    ),
    r"'float' object cannot be interpreted as an integer|indices must be .*, not float": (
        "Ahí va un número entero, y llegó uno con punto decimal.",
        "Un lugar de una lista, o cuántas veces se repite algo, es un entero: `2`, y no `2.0`.",
    ),
    r"'([\w.]+)' object cannot be interpreted as an integer": (
        "Ahí va un número entero, y llegó {0:t}.",
        "Mira qué llega a esa línea y de dónde sale.",
    ),
    r"indices must be integers or slices, not ([\w.]+)": (
        "Entre los corchetes va un lugar, un número entero, y llegó {0:t}.",
        "Los lugares se cuentan desde 0.",
    ),
    r"cannot be interpreted as an integer|indices must be integers": (
        "Ahí hace falta un número entero.",
        "Mira qué llega a esa línea y de dónde sale.",
    ),
    r"unsupported format string passed to NoneType": (
        "Se quiso escribir con decimales un `None`, que no es un número.",
        _NONE,
    ),
    r"unsupported format string passed to ([\w.]+)\.__format__": (
        "Se quiso escribir con decimales {0:t}, y eso es para números.",
        "Si es un nodo, su número está en `.data`; el de un arreglo, en `.item()`.",
    ),
    r"'Tensor' object does(?:n't| not) support item assignment": (
        "Los números de un tensor no se cambian con `t[…] = …`.",
        "Si es un parámetro, se cambian sus datos: `t.data[…] = …`.",
    ),
    r"'([\w.]+)' object does(?:n't| not) support item (?:assignment|deletion)": (
        "Se quiso cambiar un elemento de {0:t}, y no se puede.",
        "Los que cambian son los de una lista, `[…]`, y los de un diccionario.",
    ),
    r"doesn't define __(\w+)__ method": (
        "`{0}` no sirve para lo que recibió.",
        "Mira qué guarda esa variable; `print(type(x))` te lo dice.",
    ),
    r"__init__\(\) should return None": (
        "El `__init__` devuelve algo, y no debe.",
        "Guarda los datos en `self` y quita el `return`.",
    ),
    r"__(\w+)__\(\) must return an? [\w-]+, not (\w+)|"
    r"__(\w+)__ returned non-[\w-]+ \(type (\w+)\)|"
    r"__(\w+)__ should return \w+, returned (\w+)|(iter)\(\) returned non-\w+ of type '(\w+)'": (
        "El método `__{0}{2}{4}{6}__` devolvió {1:t}{3:t}{5:t}{7:t}, y ahí no sirve.",
        "`__repr__` y `__str__` devuelven un texto; `__float__`, un número; `__bool__`, un sí o un "
        "no.",
    ),
    r"unhashable type": (
        "Una lista o un diccionario no pueden estar en un conjunto ni ser clave.",
        "Usa una tupla en su lugar.",
    ),
}


def de_atributo(excepcion: BaseException) -> Palabras:
    """Qué significa un `AttributeError` y qué hacer."""
    significa, hacer = segun(excepcion, _ATRIBUTOS, ("Ese objeto no tiene ese atributo.", _REVISA))
    nombre = getattr(excepcion, "name", None) or ""
    lugar = Lugar(excepcion)
    if re.search(rf"\.{nombre}\s*==", lugar.texto):
        return significa, COMPARA
    if re.match(rf"{nombre}\s*=\s*self\.{nombre}\b", lugar.texto):
        return significa, f"Para guardar en el nodo, a la izquierda del `=` va `self.{nombre}`."
    como_funcion = _metodo_como_funcion(excepcion)
    if como_funcion and "número común" in significa:
        sola = f"Así, sin punto, `{como_funcion}` es la función que espera un `Value`. "
        return significa, sola + _DE_MATH.format(como_funcion)
    if hacer != _REVISA:
        return significa, hacer
    # a quien escribió el guion bajo no se le propone quitarlo
    propios = [n for n in _de_dentro(excepcion) if n != nombre.lstrip("_")]
    parecido = difflib.get_close_matches(nombre, propios, n=1, cutoff=0.7)
    return significa, f"¿Querías decir `.{parecido[0]}`?" if parecido else hacer


def _metodo_como_funcion(excepcion: BaseException) -> str | None:
    """El `exp` o el `tanh` que se llamó sin punto ni `math.`, si lo hay en las líneas."""
    for tramo in marcos_del_aprendiz(excepcion.__traceback__):
        hallado = re.search(r"(?<![\w.])(tanh|exp|log|sin|cos|sqrt)\(", texto_de(tramo))
        if hallado and not texto_de(tramo).startswith("def "):
            return hallado[1]
    return None


def _de_dentro(excepcion: BaseException) -> list[str]:
    """Lo que se puede pedir con un punto al objeto al que le faltó algo."""
    try:
        return [n for n in dir(getattr(excepcion, "obj", None)) if not n.startswith("__")]
    except Exception:  # un objeto raro puede lanzar cualquier cosa
        return []


_DE_MATH = "Con un número se escribe `math.{0}(x)`."
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
    r"'(?:int|float)' object has no attribute '(tanh|exp|log|sin|cos|sqrt)'": (
        "Se pidió `.{0}` a un número común, y solo un nodo lo tiene.",
        _DE_MATH,
    ),
    r"'(?:int|float)' object has no attribute '(data|grad|backward|_backward|_prev|_locales)'": (
        "Se pidió `.{0}` a un número común, y solo un nodo lo tiene.",
        "¿De dónde sale ese número? Quizás ya es el dato que buscabas, o a ese nombre se le dio "
        "otro valor antes.",
    ),
    rf"'(?:{_DE_FUNCIONES})' object has no attribute '(\w+)'": (
        "Se pidió `.{0}` a una función, sin llamarla.",
        _SIN_LLAMAR,
    ),
    r"'(list|tuple)' object has no attribute '(data|grad|backward|tanh|exp|log|relu|item|"
    r"parameters)'": (
        "Se pidió `.{1}` a {0:t}, y quien lo tiene es cada uno de sus elementos.",
        "Recórrela, o pide primero el elemento que buscas: `x[0]`.",
    ),
    r"'tuple' object has no attribute '(append|pop|extend|add|remove)'": (
        "Se pidió `.{0}` a una tupla, que no cambia.",
        "Una lista sí cambia, y va entre corchetes: `[…]`.",
    ),
    r"'dict' object has no attribute '(add)'": (
        "Se pidió `.{0}` a un diccionario.",
        "Unas llaves vacías son un diccionario. Un conjunto vacío se escribe `set()`.",
    ),
    r"'(list|tuple|int|float)' object has no attribute '(len|min|max|sum|abs|round|sorted)'": (
        "Se pidió `.{1}` a {0:t}, que no lo tiene.",
        "En Python es una función, con lo que recibe entre paréntesis: `{1}(x)`.",
    ),
    r"'(list|tuple|str)' object has no attribute '(length|size)'": (
        "Se pidió `.{1}` a {0:t}, que no lo tiene.",
        "Cuántos elementos hay lo dice `len(x)`.",
    ),
    r"'numpy\.(?:ndarray|float64)' object has no attribute '(tanh|exp|log|sqrt|relu|abs)'": (
        "Se pidió `.{0}` a un arreglo de NumPy, y lo tiene un tensor.",
        "Si era un tensor, mira dónde se volvió arreglo: ¿un `.data` de más? Con un arreglo se "
        "escribe `np.{0}(x)`, si NumPy la tiene.",
    ),
    r"'numpy\.(?:ndarray|float64)' object has no attribute '(grad|backward|_prev|_atras|_op|"
    r"softmax|cross_entropy)'": (
        "Se pidió `.{0}` a un arreglo de NumPy, y lo tiene un tensor.",
        "Mira dónde se volvió arreglo: ¿un `.data` de más, o falta `Tensor(x)`?",
    ),
    r"'numpy\.ndarray' object has no attribute '(append|extend)'": (
        "Se pidió `.{0}` a un arreglo de NumPy, que no crece.",
        "Junta los números en una lista y, al final, `np.array(lista)`.",
    ),
    r"'(int|float|str|bool|list|tuple|dict|set|range|generator|map|zip|memoryview|ndarray|"
    r"numpy\.ndarray)' object has no attribute '(\w+)'": (
        "Se pidió `.{1}` a {0:t}, que no lo tiene.",
        "Mira qué guarda esa variable en esa línea.",
    ),
    r"property '(\w+)' of '\w+' object has no (?:setter|deleter)": (
        "`.{0}` se calcula cada vez que se pide: no se le puede dar un valor.",
        "Cambia aquello de lo que sale.",
    ),
    r"'([\w.]+)' object has no attribute '(\w+)'": (
        "Se pidió `.{1}` a {0:t}, que no lo tiene.",
        _REVISA,
    ),
    r"type object '(\w+)' has no attribute '(\w+)'": (
        "Se pidió `.{1}` a la clase `{0}`, que no lo tiene.",
        _REVISA + " Si querías un objeto de la clase, se crea con paréntesis: `{0}(…)`.",
    ),
    r"module '([\w.]+)' has no attribute '(\w+)'": (
        "El módulo `{0}` no tiene nada llamado `{1}`.",
        _REVISA,
    ),
}
