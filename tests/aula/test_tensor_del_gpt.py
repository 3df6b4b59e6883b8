"""El `Tensor` del aprendiz: del cuaderno a su archivo, su suite, y quién entrena la lección 7."""

import importlib.util
import linecache
import subprocess
import sys

import pytest
from tensor_del_aprendiz import CELDAS

from minigrad.aula.celda import herencia
from minigrad.aula.curso.solucionario import ARCHIVO_NUESTRO
from minigrad.aula.motor_propio import escribir_motor, importar_motor, prestados, texto_del_motor
from minigrad.aula.suite_tensor import evaluar
from minigrad.aula.tensor_del_gpt import quien_entreno, tensor_del_gpt

np = pytest.importorskip("numpy")


@pytest.fixture(autouse=True)
def carpeta(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MINIGRAD_MOTOR", raising=False)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(herencia, "_ultimas", {})
    yield tmp_path
    sys.modules.pop("mi_tensor", None)


def ejecutar(fuente, nombres, archivo="<celda 1>"):
    linecache.cache[archivo] = (len(fuente), None, fuente.splitlines(keepends=True), archivo)
    exec(compile(fuente, archivo, "exec"), nombres)


@pytest.fixture
def celda():
    nombres = {"__name__": "__main__"}
    ejecutar(CELDAS, nombres)
    return nombres


def fallan(informe):
    return [op for op, grupo in informe.operadores().items() if not all(r.pasa for r in grupo)]


# --- la suite ---------------------------------------------------------------------------------


def test_el_del_paquete_y_el_del_aprendiz_pasan(celda):
    from minigrad.tensor import Tensor

    for clase in (Tensor, celda["Tensor"]):
        informe = evaluar(clase)
        assert fallan(informe) == []
        assert informe.aprobado
    assert "`minigrad/tensor.py`" in repr(informe)


ROTOS = {
    "no encoge": (
        "+ encoger(atras(nodo.grad), hijo.data.shape)", "+ atras(nodo.grad)", "suma"),
    "encoge sin keepdims": (", keepdims=True)\n\n\ndef sumar", ")\n\n\ndef sumar", "suma"),
    "borra en vez de acumular": ("hijo.grad = hijo.grad + enc", "hijo.grad = enc", "backward"),
    "@ sin trasponer a": ("a.data.swapaxes(-1, -2) @ g", "a.data @ g", "@"),
    "@ con .T": ("b.data.swapaxes(-1, -2)", "b.data.T", "@"),
    "mean sin dividir": (" * (total.data.size / a.data.size)", "", "sum y mean"),
    "sum sin expandir": (
        "        if axis is not None and not keepdims:\n            g = np.expand_dims(g, axis)\n",
        "", "sum y mean"),
    "transpose de ida": ("g.transpose(*np.argsort(ejes))", "g.transpose(*ejes)", "transpose y T"),
    "a[…] con =": ("np.add.at(todo, donde, g)", "todo[donde] = g", "a[…]"),
    "softmax que desborda": (" - a.data.max(axis=axis, keepdims=True)", "", "softmax"),
    "softmax sin la suma": (
        "g - (g * s).sum(axis=axis, keepdims=True)", "g * (1 - s)", "softmax"),
    "cross_entropy sin promediar": ("return g * d / len(z)", "return g * d", "cross_entropy"),
    "sin producto": ("Tensor.__mul__ = Tensor.__rmul__ = multiplicar\n", "", "producto"),
    "sin __rsub__": ("Tensor.__rsub__ = lambda a, b: como_tensor(b) - a\n", "", "resta y negación"),
    "recursivo": (
        "    orden, vistos, pila = [], set(), [(raiz, False)]\n",
        "    orden, vistos, pila = [], set(), []\n"
        "    def visitar(n):\n        if n not in vistos:\n            vistos.add(n)\n"
        "            [visitar(h) for h in n._prev]\n            orden.append(n)\n"
        "    visitar(raiz)\n", "backward"),
    "no guarda decimales": ("dtype=float", "dtype=int", "suma"),
    "relu en el lado que no es": ("(a.data > 0)", "(a.data < 0)", "relu"),
    "relu sin copia": (
        "Tensor(np.maximum(a.data, 0)", "Tensor(np.maximum(a.data, 0, out=a.data)", "relu"),
}  # fmt: skip


@pytest.mark.parametrize(("viejo", "nuevo", "operador"), ROTOS.values(), ids=ROTOS)
def test_un_motor_roto_da_un_informe_que_dice_donde(viejo, nuevo, operador):
    assert viejo in CELDAS
    nombres = {"__name__": "__main__"}
    ejecutar(CELDAS.replace(viejo, nuevo), nombres, "<celda rota>")
    informe = evaluar(nombres["Tensor"])
    assert operador in fallan(informe)
    assert not informe.aprobado
    assert "Traceback" not in repr(informe)


def test_uno_que_no_termina_se_espera_una_vez(monkeypatch):
    monkeypatch.setattr("minigrad.aula.suite_motor.SEGUNDOS", 0.3)
    nombres = {"__name__": "__main__"}
    ejecutar(CELDAS.replace("orden = ordenar(self)", "while True: pass"), nombres, "<infinita>")
    informe = evaluar(nombres["Tensor"])
    assert not informe.aprobado
    assert [r.motivo for r in informe.resultados].count("no terminó en 5 segundos") == 1


# --- del cuaderno al archivo ------------------------------------------------------------------


def test_el_archivo_se_importa_y_calcula_lo_mismo(celda, carpeta, capsys):
    escribir_motor(celda["Tensor"])
    assert capsys.readouterr().out.startswith("Listo: mi_tensor.py tiene la clase Tensor, con")
    texto = (carpeta / "mi_tensor.py").read_text("utf-8")
    assert "import numpy as np" in texto
    assert "def encoger(" in texto
    assert "def como_tensor(" in texto
    assert "escrito en la lección 6" in texto
    suyo = importar_motor("mi_tensor.py").Tensor
    assert evaluar(suyo).aprobado
    assert suyo([[1.0, 2.0]]).T.shape == (2, 1)


def test_se_importa_desde_un_proceso_nuevo(celda, carpeta):
    escribir_motor(celda["Tensor"], "mi_tensor.py")
    orden = "from mi_tensor import Tensor; a = Tensor([1., 2.]); (a * a).sum().backward()"
    hecho = subprocess.run(
        [sys.executable, "-c", f"{orden}; print(a.grad)"],
        cwd=carpeta, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert hecho.stdout == "[2. 4.]\n"


def test_no_pisa_el_de_antes_ni_el_de_la_leccion_4(celda, carpeta, capsys):
    (carpeta / "mi_tensor.py").write_text("# el de ayer\n", "utf-8")
    (carpeta / "mi_minigrad.py").write_text("# mi motor de números\n", "utf-8")
    escribir_motor(celda["Tensor"])
    escribir_motor(celda["Tensor"])
    dicho = capsys.readouterr().out
    assert "Había otro motor: lo conservé en mi_tensor." in dicho
    assert "mi_tensor.py ya tenía este mismo motor." in dicho
    assert [p.read_text("utf-8") for p in carpeta.glob("mi_tensor.*.py")] == ["# el de ayer\n"]
    assert (carpeta / "mi_minigrad.py").read_text("utf-8") == "# mi motor de números\n"


def test_lo_que_usa_de_numpy_se_escribe(celda):
    fuente = (
        "from numpy import exp as e, float64\nimport numpy\nfrom math import pi\n"
        "MITAD = np.float64(0.5)\n"
        "def rara(a):\n    return Tensor(e(a.data) * MITAD * pi * numpy.ones(1), (a,))\n"
        "Tensor.rara = rara"
    )
    ejecutar(fuente, celda, "<celda 2>")
    texto = texto_del_motor(celda["Tensor"])
    nombres = {"__name__": "otro"}
    exec(texto, nombres)
    assert nombres["Tensor"]([0.0]).rara().data == celda["Tensor"]([0.0]).rara().data
    assert "MITAD = 0.5" in texto


def test_lo_prestado_se_dice_y_no_aprueba(celda, carpeta, capsys):
    fuente = "def log(a):\n    return Tensor(np.log(a.data), (a,), (lambda g: g / a.data,))\n"
    ejecutar(f"{fuente}Tensor.log = log", celda, f"{ARCHIVO_NUESTRO}06-log>")
    assert prestados(celda["Tensor"]) == {"log": "06-log"}
    escribir_motor(celda["Tensor"])
    assert "Sigue prestado: log (06-log)." in capsys.readouterr().out
    informe = evaluar(importar_motor("mi_tensor.py").Tensor)
    assert fallan(informe) == []
    assert informe.prestado == ["log (06-log)"]
    assert tensor_del_gpt().__module__ == "minigrad.tensor"
    assert "sigue prestado: log (06-log)." in capsys.readouterr().out


def test_una_funcion_suelta_prestada_tambien(celda, carpeta):
    fuente = CELDAS[CELDAS.index("def encoger") : CELDAS.index("def sumar")]
    ejecutar(fuente, celda, f"{ARCHIVO_NUESTRO}06-encoger>")
    escribir_motor(celda["Tensor"])
    informe = evaluar(importar_motor("mi_tensor.py").Tensor)
    assert informe.prestado == ["encoger (06-encoger)"]
    assert not informe.aprobado


# --- quién entrena ----------------------------------------------------------------------------


def con_archivo(carpeta, texto):
    (carpeta / "mi_tensor.py").write_text(texto, encoding="utf-8")
    return tensor_del_gpt()


def test_con_el_archivo_entero_entrena_el_del_aprendiz(celda, carpeta, capsys):
    Tensor = con_archivo(carpeta, texto_del_motor(celda["Tensor"]))  # noqa: N806 (es una clase)
    assert Tensor.__module__ == "mi_tensor"
    assert capsys.readouterr().out.startswith("✔ Este modelo lo entrena tu motor\n")
    quien_entreno([Tensor([1.0]), Tensor([2.0])])
    assert "El modelo lo entrenó tu motor" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("texto", "dice"),
    [
        ("def (", "lanzó `SyntaxError` en la línea 1."),
        ("import no_existe", "lanzó `ModuleNotFoundError`."),
        ("x = 1", "no tiene una clase `Tensor`."),
        ("Tensor = 3", "no es una clase escrita ahí."),
        ("from minigrad.tensor import Tensor", "no es una clase escrita ahí."),
        ("class Tensor:\n    pass", "no pasa las pruebas de: suma, producto"),
        (CELDAS.replace("np.add.at(todo, donde, g)", "todo[donde] = g"), "pruebas de: a[…]."),
        (CELDAS.replace("\n\ndef sumar", "\n\n1 / 0\n\ndef sumar"), "lanzó `ZeroDivisionError`."),
        ("class Value:\n    pass", "no tiene una clase `Tensor`."),
    ],
)
def test_si_no_se_puede_sigue_el_del_paquete_y_dice_por_que(carpeta, capsys, texto, dice):
    from minigrad.tensor import Tensor

    assert con_archivo(carpeta, texto) is Tensor
    dicho = capsys.readouterr().out
    assert dicho.startswith("! Este modelo lo entrena el motor del paquete\n")
    assert dice in dicho
    quien_entreno([Tensor([1.0])])
    dicho = capsys.readouterr().out
    assert "El modelo lo entrenó el motor del paquete" in dicho
    assert "al final de la lección 6" in dicho


def test_al_construir_no_se_mira_el_archivo(carpeta, capsys, monkeypatch):
    tensor_del_gpt()
    sin_archivo = capsys.readouterr().out
    assert "no hay un `mi_tensor.py`. Lo escribe el final de la lección 6" in sin_archivo
    monkeypatch.setenv("MINIGRAD_MOTOR", "paquete")
    assert con_archivo(carpeta, CELDAS).__module__ == "minigrad.tensor"
    assert capsys.readouterr().out == sin_archivo


def test_sin_numpy_lo_dice_y_no_lanza(capsys, monkeypatch):
    hallar = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda n, *r: None if n == "numpy" else hallar(n, *r)
    )
    assert tensor_del_gpt() is None
    assert "Aquí no hay NumPy" in capsys.readouterr().out
    quien_entreno([])
    assert capsys.readouterr().out == ""


def test_importar_lo_de_la_leccion_7_no_trae_numpy():
    traer = "import minigrad.aula.tensor_del_gpt, minigrad.aula.suite_tensor, sys"
    traer += "; import minigrad.aula.observadores.para_seguir.leccion_06"
    traer += ", minigrad.aula.observadores.para_seguir.leccion_07"
    codigo = f"{traer}; print('numpy' in sys.modules)"
    hecho = subprocess.run(
        [sys.executable, "-c", codigo], capture_output=True, text=True, check=True
    )
    assert hecho.stdout == "False\n"
