"""Los errores de siempre se dicen en español en este Python, aunque cada uno los diga distinto.

Cada frase de las tablas tiene aquí un error de verdad que la provoca: si un Python nuevo dice lo
mismo con otras palabras, la frase queda sin error, y esta prueba la nombra.
"""

import linecache
import re
import sys

import pytest

from minigrad.aula.espanol import entregado, explicar, significados, sintaxis, valores
from minigrad.aula.espanol.palabras import mensaje

C = "class C: pass\n"
VALUE = "from minigrad import Value\n"
NP = "import numpy as np\n"
MATH = "import math\n"

SINTAXIS = {
    "se abrió un paréntesis": ["(1", "x = [1, 2", "f(", "{1: 2"],
    "sobra o no corresponde": ["1)", "(1]", "x = {1, 2]"],
    "comillas triples": ['"""a', 'def f():\n    """doc'],
    "su comilla final": ["'a", 'print("hola)'],
    "lo que va entre llaves": ["f'{}'", "f'{x!z}'", "f'{1 +}'"],
    "faltan los dos puntos": ["def f()\n    pass", "if x\n    pass", "class C\n    pass"],
    "es un valor fijo": ["None = 3", "True = 1"],
    "a la izquierda de `=` va un nombre": ["f(x) = 3", "x + 1 = 2", "if x = 3: pass", "1 += 1",
                                           "f(x) += 1", "for 1 in x: pass"],
    "va el nombre de un parámetro": ["f(a.b=1)", "f(1=2)"],
    "`return` fuera de una función": ["return 3"],
    "`yield` fuera de una función": ["yield 1"],
    "un `yield` o un `await` fuera": ["await x", "def f():\n    await x"],
    "`global` o `nonlocal`": ["def f(x):\n    global x", "def f():\n    x = 1\n    global x",
                              "def f():\n    print(x)\n    global x", "nonlocal x"],
    "fuera de un bucle": ["break", "continue", "if 1:\n    break"],
    "ese número está mal escrito": ["n = 08", "2x", "1_", "1e"],
    "dos nombres entre `for` e `in`": ["[a, b for a, b in p]"],
    "le falta su `in`": ["[x for x im y]", "for x im y: pass", "for x range(3): pass"],
    "después de `in` hay una coma": ["f(x for x in y, 2)", "[x for x in a, b]"],
    "falta algo entre dos valores": ["f(a b)", "[1 2]"],
    "`print` necesita paréntesis": ["print 'a'", "print x"],
    "un carácter que no se ve": ["x\xa0= 3"],
    "después de una barra": ["x = 3 \\ 4"],
    "le falta su `else`": ["x = 1 if y"],
    "le falta su `except`": ["try:\n    1\nx = 2"],
    "dos parámetros se llaman `a`": ["def f(a, a): pass", "lambda a, a: 1", "def f(*a, a): pass"],
    "en el `def`, los que llevan `= valor` van al final": ["def f(a=1, b): pass"],
    "un `*` o un `/` mal puesto": ["def f(*): pass", "def f(**k, x): pass", "def f(*a, *b): pass",
                                   "def f(x, /, y, /): pass"],
    "no lleva paréntesis propios": ["def f((a, b)): pass", "lambda (a, b): 1"],
    "a un parámetro le falta el valor": ["def f(x=): pass"],
    "van paréntesis": ["def f:\n    pass"],
    "recibe un valor dos veces": ["f(a=1, a=2)"],
    "en la llamada, los que llevan `nombre=` van al final": ["f(a=1, 2)", "f(**k, 2)"],
    "no hay ningún nombre": ["from math import", "import"],
    "el `from` va antes": ["import a from b"],
}  # fmt: skip
SANGRIAS = {
    "de ninguna de las anteriores": ["if x:\n        1\n    2"],
    "falta su bloque": ["def f():\nreturn 1", "for x in y:\nprint(x)"],
    "tabuladores": ["def f():\n\tx = 1\n        y = 2"],
    "más espacios al comienzo": ["  x = 1", "x = 1\n  y = 2"],
}
TIPOS = {
    "`...` sin llenar": ["... + 1", "-...", "1 + ..."],
    "a la izquierda de `+` hay `none`": ["None + 1", "None + None"],
    "a la derecha de `*` hay `none`": ["2 * None"],
    "`^` no es": ["1.5 ^ 2", "x = 2\nx ^= 1.5"],
    "a la izquierda de `+` hay una función": ["len + 1"],
    "a la derecha de `*` hay una función": ["2 * len"],
    "sumar un número entero y una lista": ["3 + [1]"],
    "con una lista entera": ["[1] - 3", "2.0 - [1]"],
    "junta dos conjuntos, y uno de los dos es una lista": ["{1} - [1]", "[1] & {1}"],
    "entre un número entero y un texto": ["1 + 'a'", "1 / 'a'"],
    "entre un texto y un número entero": ["'a' - 1", "'a' / 2"],
    "entre un `c` y un número entero": [f"{C}C() + 1", f"{C}x = C()\nx += 1", f"{C}C() ** 2"],
    "después de `-` hay una función": ["-len"],
    "poner `-` delante de": ["-[1]", "-'a'", "-None", f"{C}-C()"],
    "no se puede comparar": ["1 < 'a'", "sorted([1, None])", f"{C}max(C(), C())"],
    "falta `x`": ["def f(x): pass\nf()", f"{C}C.f = lambda x: x\nC.f()"],
    "más valores de los que acepta": ["def f(): pass\nf(1)", f"{C}C(1)",
                                      "def f(x=1): pass\nf(1, 2)"],
    "`append` agrega una sola cosa": ["[].append(1, 2)"],
    "y pide uno": ["len([], [])", "abs(1, 2)"],
    "si el gradiente debe pasar por ahí": [f"{C}{NP}np.exp(np.array([C()]))"],
    "arreglo de numpy con varios": [f"{NP}float(np.array([1, 2]))"],
    "después de `*` va": ["print(*3)", "def f(*a): pass\nf(*None)"],
    "después de `**` va": ["dict(**3)"],
    "no es un tipo": ["isinstance(1, 2)", "isinstance(1, 'int')"],
    "corchetes después de una clase": ["int[0]", "float['a']"],
    "`isinstance` recibe dos": ["isinstance(1)", "isinstance(1, int, float)"],
    "y pide 2": ["divmod(1)", "[].insert(1)"],
    "y pide 3": ["range(1, 2, 3, 4)"],
    "no tiene un parámetro llamado `ancho`": ["print(1, ancho=2)", "sorted([1], ancho=2)",
                                             "max([1], ancho=2)"],
    "no tiene un parámetro llamado `y`": ["def f(x): pass\nf(1, y=2)"],
    "no recibe valores por su nombre": ["abs(x=1)", "def f(x, /): pass\nf(x=1)"],
    "recibe dos valores": ["def f(x): pass\nf(1, x=2)"],
    "a la función le falta `number`": ["round()"],
    "donde se esperaba otra cosa": ["None()", "for i in None: pass", "None[0]"],
    "paréntesis después de un número": ["x = 3\nx(4)"],
    "después de una lista": ["f = [1]\nf(0)", "[1](0)"],
    "después de un texto": ["f = 'a'\nf(0)"],
    "hay una función, sin llamarla": ["len[0]", "for i in len: pass", "len(len)"],
    "se pidió el largo de un número": ["len(3)"],
    "con corchetes a un número": ["3[0]", "(3.5)[0]"],
    "recorrer un `value`": [f"{VALUE}tuple(Value(1))", "class Value: pass\nfor i in Value(): pass"],
    "recorrer un número": ["for i in 3: pass", "list(1.5)"],
    "varios nombres que llenar": ["a, b = 1", "a, b = None", "for a, b in [1]: pass"],
    "se quiso recorrer un": [f"{C}for i in C(): pass"],
    "lista elemento por elemento": ["[1] * 2.0", "[1] * [2]"],
    "y recibieron un `value`": [f"class Value: pass\n{MATH}math.exp(Value())"],
    "va un número, y llegó": [f"{MATH}math.exp('3')", f"{MATH}math.exp(None)", "float([])",
                              "int([])", "'%d' % 'a'", f"{C}float(C())"],
    "se intentó sumar": ["[1] + 2", "(1,) + [2]"],
    "que no es texto": ["'a' + 1", "','.join([1])"],
    "con punto decimal": ["range(1.5)", "[1][1.0]"],
    "va un número entero, y llegó un texto": ["range('a')"],
    "los lugares se cuentan desde 0": ["[1]['a']", "[1][None]"],
    "hace falta un número entero": ["'abc'['a']"],
    "decimales un `none`": ["f'{None:.2f}'", "'{:.2f}'.format(None)"],
    "con decimales una lista": ["f'{[1]:.2f}'"],
    "cambiar un elemento de una tupla": ["(1, 2)[0] = 3", "del (1, 2)[0]"],
    "de un tensor no se cambian": ["class Tensor: pass\nTensor()[0] = 3"],
    "cambiar un elemento de un texto": ["'abc'[0] = 'x'"],
    "no sirve para lo que recibió": ["round('a')", "round(None)"],
    "el `__init__` devuelve algo": ["class C:\n    def __init__(self): return 3\nC()"],
    "el método `__repr__` devolvió": ["class C:\n    def __repr__(self): return 3\nrepr(C())",
                                      "class C:\n    def __repr__(self): pass\nrepr(C())"],
    "el método `__str__` devolvió": ["class C:\n    def __str__(self): return 3\nstr(C())"],
    "el método `__float__` devolvió un texto":
        ["class C:\n    def __float__(self): return 'a'\nfloat(C())"],
    "el método `__bool__` devolvió un número": [
        "class C:\n    def __bool__(self): return 3\nbool(C())"],
    "el método `__iter__` devolvió un número":
        ["class C:\n    def __iter__(self): return 3\niter(C())"],
    "no pueden estar en un conjunto": ["{[1]}", "{[]: 1}", "{}[{}]", "hash([])", "[] in set()"],
}  # fmt: skip
ATRIBUTOS = {
    "`...` sin llenar": ["....x"],
    "a un `none`": ["None.data", "None.grad = 3"],
    "`math.tanh(x)`": ["(1).tanh()", "(1.5).tanh()"],
    "número común": ["(1).data", "(1.5).backward()"],
    "a una función, sin llamarla": ["len.data", "(lambda: 1).data"],
    "cada uno de sus elementos": ["[1].data", "(1,).grad"],
    "a una tupla, que no cambia": ["(1,).append(2)"],
    "unas llaves vacías": ["{}.add(1)"],
    "y lo tiene un tensor": [f"{NP}np.ones(2).tanh()", f"{NP}np.ones(2).backward()",
                            f"{NP}np.ones(2)[0].grad"],
    "un arreglo de numpy, que no crece": [f"{NP}np.ones(2).append(1)"],
    "en python es una función": ["[1].len()", "(1).abs()"],
    "lo dice `len(x)`": ["[1].length", "'a'.size"],
    "mira qué guarda esa variable": ["[1].push(2)", "'a'.nada", "range(3).data"],
    "no se le puede dar un valor": [
        "class C:\n    @property\n    def x(self): return 1\nC().x = 3"],
    "cómo está escrito después del punto": [f"{C}C().nada", f"{C}del C().x"],
    "a la clase `c`": [f"{C}C.nada"],
    "el módulo `math` no tiene": [f"{MATH}math.nada"],
}  # fmt: skip
VALORES = {
    "no está definida para ese número": [
        f"{MATH}math.{cuenta}" for cuenta in (
            "log(0)", "log(-1)", "log2(0)", "log10(-1)", "log1p(-2)", "sqrt(-1)", "acos(2)",
            "atanh(1)", "tan(math.inf)", "gamma(-1)", "factorial(-1)", "fmod(1, 0)")],
    "una cantidad de nombres distinta": ["a, b = 1, 2, 3", "a, b, c = 1, 2", "a, *b = ()"],
    "ese texto no se puede convertir": ["float('x')", "int('3.5')", "float('1,5')"],
    "con el formato `f`": ["f'{\"a\":.2f}'", "'{:.2f}'.format('a')"],
    "no se puede convertir en número": [f"{NP}np.zeros(2)[0] = 'a'", "int(float('nan'))",
                                       "complex('x')"],
    "de una lista vacía": ["max([])", "min(())"],
    "dos límites al revés": ["import random\nrandom.randint(5, 1)"],
    "no puede ser 0": ["range(1, 2, 0)"],
    "se buscó en la lista": ["[1].index(2)", "[].remove(1)", "(1,).index(2)"],
    "listas de distinto largo": ["list(zip([1], [1, 2], strict=True))",
                                 "list(zip([1, 2], [1], strict=True))"],
}  # fmt: skip
N = f"{NP}A = np.ones\n"
T = (
    f"{NP}class Tensor:\n    __array_ufunc__ = None\n    def sum(self, axis=None): pass\n"
    "    def mean(self, axis=None): pass\n"
)
ARREGLOS = {
    "las formas `(300, 4)` y `(300,)` no van juntas": [f"{N}A((300, 4)) + A(300)"],
    "las formas `(2, 3)` y `(3, 2)` no van juntas": [
        f"{N}np.add(A((2, 3)), A((3, 2)))", f"{N}np.broadcast_shapes((2, 3), (3, 2))"],
    "las columnas de la primera (3) deben ser tantas": [
        f"{N}A((2, 3)) @ A((2, 3))", f"{N}A(3) @ A(4)", f"{N}np.matmul(A((2, 3)), A(4))"],
    "no van juntas las formas `(2, 3)` y `(2,)`": [
        f"{N}a, b = A((2, 3)), A(2)\na @ b", f"{N}def f(a, b):\n    return 2 * (a @ b)\n"
        "f(A((2, 3)), A(2))",
        f"{N}class N: pass\nn, m = N(), A(2)\nn.data = A((2, 3))\nx = n.data @ m"],
    "no van juntas las formas `(3, 2)` y `(2, 3, 3)`": [
        f"{N}a, b = A((2, 3)), A((2, 3, 3))\na.T @ b"],
    "no se pueden multiplicar como matrices": [f"{N}np.dot(A((2, 3)), A(2))"],
    "para multiplicar por un número va": [f"{N}A((2, 3)) @ 2.0"],
    "no se puede difundir hasta la forma `(2, 4)`": [f"{N}np.broadcast_to(A((2, 3)), (2, 4))"],
    "las matrices son los dos últimos": [f"{N}A((2, 3, 4)) @ A((3, 4, 5))"],
    "en uno de forma `(4,)`: no cabe": [f"{N}x = A(4)\nx += A((300, 4))"],
    "de forma `(2,)` en un lugar de forma `(3,)`": [f"{N}A((2, 3))[0] = A(2)"],
    "de forma `(2, 4)` en un lugar": [f"{N}A((2, 3))[[0, 1]] = A((2, 4))"],
    "no mide lo mismo que esos lugares": [f"{N}np.add.at(A(3), [0, 1], A(3))"],
    "no cabe en la forma `(4, 2)`": [f"{N}A(6).reshape(4, 2)"],
    "solo un eje puede ser −1": [f"{N}A(6).reshape(-1, -1)"],
    "hay un eje negativo": [f"{N}np.zeros((2, -1))"],
    "la posición 7 del eje 1, que mide 3": [f"{N}A((2, 3))[0, 7]", f"{N}A((2, 3))[:, [0, 7]]"],
    "se dieron 3 posiciones": [f"{N}A((2, 3))[0, 0, 0]"],
    "una posición es un entero": [f"{N}A(3)[1.0]", f"{N}A(3)[A(2)]", f"{N}A(3)['a']"],
    "son 3, y llegaron 2": [f"{N}A(3)[np.array([True, False])]"],
    "no miden lo mismo: `(2,)` y `(3,)`": [f"{N}A((2, 3))[[0, 1], [0, 1, 2]]"],
    "el eje 2 de un arreglo que tiene 2": [
        f"{N}A((2, 3)).sum(axis=2)", f"{N}np.mean(A((2, 3)), axis=2)",
        f"{N}np.argmax(A((2, 3)), axis=2)"],
    "un eje está dos veces": [f"{N}A((2, 3)).sum(axis=(0, 0))", f"{N}A((2, 3)).transpose(0, 0)"],
    "todos los ejes en su orden nuevo": [f"{N}A((2, 3)).transpose(0)"],
    "quita un eje que mide 1": [f"{N}np.squeeze(A((2, 3)), axis=0)"],
    "sin números no es un sí": [f"{N}bool(np.zeros(0) > 0)"],
    "no es un solo sí o no": [f"{N}bool(A(2))", f"{N}A(3) in [A(3)]", f"{N}A(2) and 1"],
    "el arreglo tiene varios": [f"{N}A(3).item()"],
    "sus partes no miden lo mismo": [f"{NP}np.array([[1, 2], [3]])", f"{N}A(3)[0] = [1, 2]"],
    "y llegó un arreglo": [f"{N}np.concatenate(A(2), A(2))", f"{N}range(A(2))"],
    "en el eje 1 uno mide 3 y otro 4": [f"{N}np.concatenate([A((2, 3)), A((2, 4))])"],
    "uno tiene 2 ejes y otro 1": [f"{N}np.concatenate([A((2, 3)), A(3)])"],
    "junta arreglos de la misma forma": [f"{N}np.stack([A(3), A(4)])"],
    "una lista sin arreglos": [f"{N}np.concatenate([])", f"{N}np.stack([])"],
    "ese arreglo es de enteros": [f"{NP}x = np.arange(3)\nx += 0.5",
                                  f"{NP}x = np.arange(3)\nx /= 2"],
    "alguno no es de números": [f"{N}A(3) + 'a'", f"{NP}np.exp('a')"],
    "hay un `none`": [f"{NP}np.exp(None)", f"{NP}np.log([None, 1])"],
    "de `true` y `false` no se resta": [f"{NP}-np.array([True])"],
    "a un entero negativo": [f"{NP}np.arange(3) ** -1"],
    "la forma va entre paréntesis": [f"{NP}np.zeros(2, 3)"],
    "sin repetir ninguno": [f"{NP}np.random.default_rng(0).choice(5, 10, replace=False)"],
    "no hay ninguno de donde elegir": [f"{NP}np.random.default_rng(0).integers(0)"],
    "de un arreglo sin números": [f"{NP}np.argmax([])", f"{NP}np.max([])"],
    "los comparte con otro": [f"{N}np.broadcast_to(A(3), (2, 3))[0] = 1"],
    "un arreglo sin ejes": [f"{NP}len(np.array(3.0))", f"{NP}np.float64(3)[0]",
                            f"{NP}list(np.array(3.0))"],
    "partes iguales": [f"{N}np.split(A(5), 2)"],
    "no cabe en la memoria": [f"{N}A((10**12, 10**12))"],
    "no tiene inversa": [f"{NP}np.linalg.inv(np.zeros((2, 2)))"],
    "no seguiría su gradiente": [f"{T}np.exp(Tensor())", f"{T}x = np.ones(1)\nx += Tensor()"],
    "le falta su `__radd__`": [f"{T}np.ones(1) + Tensor()"],
    "se escribe `x.sum()`": [f"{T}np.sum(Tensor())", f"{T}np.mean(Tensor())"],
    "se llaman `axis` y `keepdims`": [f"{N}A(3).sum(keepdim=True)", f"{N}A(3).sum(dim=0)"],
}  # fmt: skip
OTROS = {
    "se dividió entre cero": ["1 / 0", "1.0 / 0", "1 // 0", "1.0 // 0", "1 % 0", "1.0 % 0",
                              "divmod(1, 0)", "0 ** -1", "0.0 ** -1", "1j / 0"],
    "la lista es más corta": ["[1][5]", "()[0]", "''[0]", "[].pop()", "[1][5] = 2"],
    "no tiene la clave": ["{}['a']", "set().remove(1)", "{}.pop('a')"],
    "demasiado grande": [f"{MATH}math.exp(1000)", "10.0 ** 1000", "float(10 ** 400)"],
    "todavía no existe": ["nada", "nada()", "def f():\n    return nada\nf()", "del nada"],
    "antes de darle un valor": ["def f():\n    x += 1\nf()",
                                "def f():\n    print(x)\n    x = 1\nf()",
                                "def f():\n    for i in []: pass\n    return i\nf()"],
    "python no encuentra `nadazz`": ["import nadazz", "from nadazz import x"],
    "no hay nada llamado `nada`": ["from math import nada", "from minigrad import nada"],
    "se llama a sí misma demasiadas veces": ["def f(): return f()\nf()",
        "class C:\n    def __repr__(self): return f'{self}'\nrepr(C())"],
    "un `assert` comprobó": ["assert 1 == 2", "assert False, 'no'"],
    "sin escribir": ["raise NotImplementedError"],
    "ya no quedaban": ["next(iter([]))"],
    "ese archivo no existe": ["open('no_existe_este_archivo')"],
    "se cambió un contenedor": ["d = {1: 2}\nfor k in d: d[k + 1] = 1"],
}  # fmt: skip
if sys.version_info >= (3, 14):
    SINTAXIS["y hay una instrucción"] = ["pass if x else y", "z = 1 if y else pass"]
    SINTAXIS["el `else` va al final"] = ["if x:\n    1\nelse:\n    2\nelif y:\n    3"]
else:
    SINTAXIS["varios tipos de error"] = ["try:\n    1\nexcept x, y:\n    2"]
if sys.version_info < (3, 12):
    VALORES["llegó uno con punto decimal"] = ["import random\nrandom.randint(1.5, 2)"]
#: lo que dicen solo algunos Pythons: desde cuál, o hasta antes de cuál
DESDE = {
    r"to use 'from \.\.\. import": (3, 12),
    r"'in' expected after for-loop": (3, 13),
    r"Expected one or more names after 'import'": (3, 13),
    r"expected expression (?:before|after) '(\w+)', but statement is given": (3, 14),
    r"'elif' block follows an 'else'": (3, 14),
    r"unexpected EOF|incomplete input": (4,),  # eso lo dice IPython
}
HASTA = {
    r"multiple exception types must be parenthesized": (3, 14),
    r"non-integer arg": (3, 12),
}
TABLAS = [
    (SINTAXIS, sintaxis._CASOS), (SANGRIAS, sintaxis._SANGRIAS), (TIPOS, valores._TIPOS),
    (ATRIBUTOS, valores._ATRIBUTOS), (VALORES, significados._VALORES),
    (ARREGLOS, significados._ARREGLOS), (OTROS, {}),
]  # fmt: skip
CASOS = [
    (fuente, frase)
    for ejemplos, _ in TABLAS
    for frase, fuentes in ejemplos.items()
    for fuente in fuentes
]


def lanzada(fuente):
    if NP in fuente:
        pytest.importorskip("numpy")
    linecache.cache["<ipython-input-1>"] = (0, None, fuente.splitlines(True), "<ipython-input-1>")
    try:
        exec(compile(fuente, "<ipython-input-1>", "exec"), {"__name__": "__main__"})
    except BaseException as excepcion:
        return excepcion
    raise AssertionError(f"no lanzó nada: {fuente}")


@pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::RuntimeWarning")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(("fuente", "frase"), CASOS, ids=[f.strip()[-40:] for f, _ in CASOS])
def test_se_dice_en_espanol(fuente, frase):
    excepcion = lanzada(fuente)
    explicada = explicar.explicar(excepcion)
    dicho = f"{explicada.significa} {explicada.hacer}".lower()
    assert frase in dicho, f"Python {sys.version[:6]} dice: {mensaje(excepcion)}"


@pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::RuntimeWarning")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(("ejemplos", "tabla"), TABLAS, ids=["sintaxis", "sangrias", "tipos",
                         "atributos", "valores", "arreglos", "otros"])  # fmt: skip
def test_cada_frase_tiene_un_error_que_la_provoca(ejemplos, tabla):
    mensajes = [mensaje(lanzada(f)) for fuentes in ejemplos.values() for f in fuentes]
    tocados = {next((p for p in tabla if re.search(p, m)), None) for m in mensajes}
    de_este = {
        p for p in tabla
        if DESDE.get(p, (3,)) <= sys.version_info < HASTA.get(p, (4,))
    }  # fmt: skip
    assert not de_este - tocados


def test_lo_que_falla_al_llamar_se_reconoce():
    for fuente in ("def f(x): pass\nf()", "def f(): pass\nf(1)", "def f(): pass\nf(a=1)"):
        assert entregado.es_de_la_llamada(lanzada(fuente))
    for fuente in ("1 + 'a'", "None()", "len(3)"):
        assert not entregado.es_de_la_llamada(lanzada(fuente))
