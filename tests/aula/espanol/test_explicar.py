"""Lo que se dice en español de las celdas mal escritas y de lo que falta por ejecutar."""

import linecache
import subprocess
import sys
from pathlib import Path

import pytest

from minigrad.aula import comprobar
from minigrad.aula.espanol.explicar import explicar
from minigrad.aula.huella.descripcion import contrastar
from minigrad.aula.huella.forma import congelar
from minigrad.aula.juicio.falta import celda_que_falta

RAIZ = Path(__file__).parents[3]


def lanzada(fuente, nombres=None):
    try:
        exec(compile(fuente, "<ipython-input-1>", "exec"), {} if nombres is None else nombres)
    except BaseException as excepcion:
        return excepcion
    raise AssertionError("no lanzó nada")


@pytest.mark.parametrize(
    ("fuente", "palabras"),
    [
        ("x − 3", ["signo −", "se escribe `-`"]),
        ("s = “hola”", ['se escribe `"`']),
        ("x²", ["`**2`"]),
        ("¿x?", ["signo ¿"]),
        ("1.000.001", ["miles", "`1_000_000`"]),
        ("n = 1,000,001", ["miles"]),
        ("n = 08", ["número está mal escrito"]),
        ("2x", ["`2 * x`"]),
        ("3 x 4", ["letra x", "`*`"]),
        ("for x of range(3): pass", ["`in`, no con `of`"]),
        ("y = [x for x of [1]]", ["`in`, no con `of`"]),
        ("function f(x):\n    return x", ["`def nombre(…):`"]),
        ("fro x in range(3): pass", ["`for`"]),
        ("y = 0 if x = 1 else 2", ["un solo `=`"]),
        ("if x:\n    1\nelse if y:\n    2", ["`elif`"]),
        ("def f(x)\n    return x", ["dos puntos"]),
        ("x++", ["`x += 1`"]),
        ("x + = 1", ["van juntos"]),
        ("if x => 3: pass", ["`>=`"]),
        ("f = lambda x: return x", ["`lambda` no lleva `return`"]),
        ("a.grad =", ["A la derecha del `=` no hay nada"]),
        ("y = x *", ["le falta la parte final"]),
        ("f(1 2)", ["¿Una coma"]),
        ("print 'hola'", ["`print` necesita paréntesis"]),
        ("None = 3", ["`None` es un valor fijo"]),
        ("f(x) = 3", ["A la izquierda de `=`"]),
        ("return 3", ["`return` fuera de una función"]),
        ("break", ["`break` fuera de un bucle"]),
        ("f'{}'", ["entre llaves"]),
        ("x\xa0= 3", ["no se ve"]),
        ("x = 3 \\ 4", ["barra"]),
        ("def f(a, a): pass", ["Dos parámetros se llaman `a`"]),
        ("def f(a=1, b): pass", ["van al final"]),
        ("f(a=1, 2)", ["van al final"]),
        ("x = 1 if y", ["falta su `else`"]),
        ("def f():\n\tx = 1\n        y = 2", ["tabuladores"]),
        ("  x = 1", ["más espacios al comienzo"]),
        ("def f():\nreturn 1", ["falta su bloque"]),
        ("import a import b", ["la marca `^`"]),
    ],
)
def test_una_celda_mal_escrita_se_explica(fuente, palabras):
    explicada = explicar(lanzada(fuente))
    for palabra in palabras:
        assert palabra in f"{explicada.significa} {explicada.hacer}"


def test_se_marca_el_lugar_donde_python_se_perdio():
    linea = explicar(lanzada("if 1:\n    y = 3 x 4")).linea
    assert (linea.numero, linea.texto) == (2, "y = 3 x 4\n      ^")


@pytest.mark.parametrize(
    ("fuente", "palabras"),
    [
        ("cantidad = 3\ncantidd + 1", "¿Querías decir `cantidad`?"),
        ("def f(precio):\n    return pecio\nf(1)", "¿Querías decir `precio`?"),
        # lo que se llama era una clase o una función, y no un objeto con casi ese nombre
        (
            "class Neuron: pass\nneurona = Neuron()\ndef f():\n    return Neurona(3)\nf()",
            "¿Querías decir `Neuron`?",
        ),
        ("sqrt(2)", "`math.sqrt`"),
        ("tanh(2)", "`x.tanh()`. Con un número, `math.tanh(x)`."),
        ("relu(2)", "`x.relu()`"),
        ("for i in 3: pass", "`range(n)`"),
        ("[1, 2] * [3, 4]", "`zip`"),
        ("[1, 2] - [3, 4]", "`zip`"),
        ("class Value: pass\nimport math\nmath.exp(Value())", "`x.tanh()`"),
        ("class Value: pass\ntuple(Value())", "`(x,)`"),
        ("[1, 2].len()", "`len(x)`"),
        ("[1, 2].length", "`len(x)`"),
        ("(3.5).abs()", "`abs(x)`"),
        ("[1] + 2", "`lista + [x]`"),
        ("def f():\n    t = 0,0\n    t += 1.5\nf()", "Los decimales llevan punto"),
        ("def f():\n    t = 1,5\n    return t * 2.5\nf()", "Los decimales llevan punto"),
        ("tuple(2,0)", "con punto"),
        ("def Value(x, hijos=()):\n    tuple(hijos)\nValue(2,0)", "con punto"),
        ("true", "`True`"),
        ("q", 'va entre comillas: `"q"`'),
        ("f'{None:.2f}'", "falta `return`"),
        ("f'{[1]:.2f}'", "`.data`"),
        ("comprobar()", '`comprobar("02-derivada", derivada)`'),
        ("comprobar(3)", '`comprobar("02-derivada", derivada)`'),
        ("raise KeyboardInterrupt", "bucle"),
        ("sum = 3\nsum([1])", "`del sum`"),
        ("def f(list):\n    return list(range(list))\nf(3)", "`del list`"),
        ("comprobar = 3\ncomprobar('00-pago', 1)", "la primera de todas"),
        ("x = 3\nx(4)", "¿Falta un `*`"),
        ("isinstance(1, int, float)", "`isinstance(x, (int, float))`"),
        ("n = 0\ndef f():\n    n += 1\nf()", "`global n`"),
    ],
)
def test_que_hacer_ante_una_excepcion(fuente, palabras):
    linecache.cache["<ipython-input-1>"] = (0, None, fuente.splitlines(True), "")
    assert palabras in explicar(lanzada(fuente, {"comprobar": comprobar})).hacer


@pytest.mark.parametrize(
    ("fuente", "ejercicio"),
    [
        ("Value(1) + Value(2)", "La suma"),
        ("Value(2) * 3", "Dos operaciones"),
        ("-Value(2)", "Dos operaciones"),
        ("derivada(1)", "La derivada"),
    ],
)
def test_se_dice_que_celda_define_lo_que_falta(cuaderno, fuente, ejercicio):
    exec("class Value:\n    def __init__(self, data):\n        self.data = data", cuaderno)
    dicho = celda_que_falta(lanzada(fuente, cuaderno))
    assert dicho.startswith(f"Ejecuta primero la celda “{ejercicio}”")


def test_lo_que_ninguna_celda_define_no_se_inventa(cuaderno):
    exec("class Value: pass", cuaderno)
    exec("Value.__mul__ = lambda self, otro: NotImplemented", cuaderno)
    fuentes = ["Value() * 2", "2 * Value()", "nadie", "Value().nada", "Value() // 2"]
    for fuente in (*fuentes, "1 + None", "math.nada", "[].x"):
        assert celda_que_falta(lanzada(fuente, cuaderno)) is None


def test_contrastar_dice_donde_se_distinguen_dos_listas_largas():
    una, otra = list(range(20)), list(range(20))
    otra[12] = 99
    assert contrastar(congelar(una), congelar(otra), 1e-9) == ("[12]", "12", "99")
    largas = congelar([0] * 20), congelar([0] * 21)
    assert contrastar(*largas, 1e-9) == ("", "20 elementos", "21 elementos")


def test_en_el_python_de_siempre_tambien_hay_tarjeta(tmp_path):
    celdas = (
        "from minigrad.aula import comprobar, preparar\npreparar()\n"
        'comprobar("00-pag", 1)\ncomprobar()\nx = 3 x 4\n'
    )
    corrida = subprocess.run(
        [sys.executable, "-i", "-q"], input=celdas, capture_output=True, text=True, cwd=tmp_path,
        env={"PYTHONPATH": str(RAIZ), "PYTHONIOENCODING": "utf-8", "PATH": ""}, check=True,
        encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert corrida.stdout.count("! La celda se detuvo") == 3
    assert '¿Querías decir "00-pago"' in corrida.stdout
    assert "letra x" in corrida.stdout
    assert "EjercicioDesconocido" in corrida.stderr
    assert "curso.py" not in corrida.stderr
