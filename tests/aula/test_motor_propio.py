"""El motor del aprendiz, del cuaderno al archivo."""

import linecache
import math
import sys

import pytest

from minigrad.aula.celda import herencia
from minigrad.aula.curso.solucionario import ARCHIVO_NUESTRO
from minigrad.aula.motor_propio import (
    MotorIncompleto,
    escribir_motor,
    importar_motor,
    prestados,
    texto_del_motor,
)

BASE = """
import math
from math import inf as infinito, log as ln
from numbers import Real

MITAD = 0.5

def revisar(x):
    if not isinstance(x, Real) or x == infinito:
        raise TypeError("no es un número")
    return float(x)

class Value:
    def __init__(self, data, hijos=(), locales=()):
        self.data, self.grad = revisar(data), 0.0
        self._prev, self._locales = tuple(hijos), tuple(locales)

def duplicar(self):
    return Value(2 * self.data, (self,), (2.0,))

def sin(self):
    return Value(math.sin(self.data), (self,), (math.cos(self.data),))

def raiz(self):
    # el nombre de la función no es el del método
    return Value(self.data ** MITAD, (self,), (MITAD / self.data ** MITAD,))

def log(self):
    return Value(ln(self.data), (self,), (1 / self.data,))

Value.doble, Value.__mul__, Value.__rmul__ = duplicar, sin, sin
Value.sin, Value.sqrt, Value.log = sin, raiz, log
Value.__neg__ = lambda self: Value(-self.data, (self,), (-1.0,))
Value.es_value = staticmethod(lambda x: isinstance(x, Value))
"""


def ejecutar(fuente, nombres, archivo="<celda 1>"):
    """Como una celda: el texto queda a la vista de `inspect`."""
    linecache.cache[archivo] = (len(fuente), None, fuente.splitlines(keepends=True), archivo)
    exec(compile(fuente, archivo, "exec"), nombres)


@pytest.fixture
def celda(monkeypatch):
    monkeypatch.setattr(herencia, "_ultimas", {})
    nombres = {"__name__": "__main__"}
    ejecutar(BASE, nombres)
    return nombres


@pytest.fixture
def carpeta(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    yield tmp_path
    sys.modules.pop("mi_minigrad", None)


def test_el_archivo_se_importa_y_calcula(celda, carpeta):
    escribir_motor(celda["Value"])
    modulo = importar_motor()
    assert modulo.Value(3).doble().data == 6.0
    assert modulo.Value(4).sqrt().data == 2.0
    assert modulo.Value(2.0).log().data == math.log(2)
    assert (-modulo.Value(2.0)).data == -2.0
    assert modulo.Value.es_value(modulo.Value(1))
    with pytest.raises(TypeError, match="no es un número"):
        modulo.Value("3")


def test_una_clase_con_anotaciones_se_escribe(celda):
    fuente = (
        "class Value:\n    data: float\n    grad: float = 0.0\n"
        "    def __init__(self, data: float, hijos: tuple = ()) -> None:\n"
        "        self.data: float = data\n"
    )
    ejecutar(fuente, celda)
    texto = texto_del_motor(celda["Value"])
    assert "annot" not in texto
    espacio: dict = {}
    exec(texto, espacio)
    assert (espacio["Value"](3.0).data, espacio["Value"].grad) == (3.0, 0.0)


def test_no_mezcla_metodos_con_funciones_sueltas(celda):
    texto = texto_del_motor(celda["Value"])
    assert "\ndef sin(" not in texto
    assert "def sqrt(self)" in texto
    assert "def raiz" not in texto
    assert "__rmul__ = __mul__" in texto
    assert 'infinito = float("inf")' in texto


def test_dos_veces_lo_mismo_no_guarda_copias(celda, carpeta, capsys):
    escribir_motor(celda["Value"])
    escribir_motor(celda["Value"])
    assert "ya tenía este mismo motor" in capsys.readouterr().out
    assert len(list(carpeta.glob("mi_minigrad*.py"))) == 1


def test_un_motor_distinto_se_conserva(celda, carpeta, capsys):
    (carpeta / "mi_minigrad.py").write_text("# el de ayer\n", "utf-8")
    escribir_motor(celda["Value"])
    guardados = list(carpeta.glob("mi_minigrad.*.py"))
    assert [p.read_text("utf-8") for p in guardados] == ["# el de ayer\n"]
    assert guardados[0].name in capsys.readouterr().out


def test_lo_ya_guardado_no_se_guarda_otra_vez_ni_se_pierde(celda, carpeta, capsys):
    for k in (0, 1, 0, 1, 0):
        (carpeta / "mi_minigrad.py").write_text(f"# versión {k}\n", "utf-8")
        capsys.readouterr()
        escribir_motor(celda["Value"])
        assert "Había otro motor: lo conservé en mi_minigrad." in capsys.readouterr().out
    guardados = [p.read_text("utf-8") for p in carpeta.glob("mi_minigrad.*.py")]
    assert sorted(guardados) == ["# versión 0\n", "# versión 1\n"]
    assert "class Value" in (carpeta / "mi_minigrad.py").read_text("utf-8")


def test_varias_copias_del_mismo_segundo_no_se_pisan(celda, carpeta):
    for k in range(3):
        (carpeta / "mi_minigrad.py").write_text(f"# versión {k}\n", "utf-8")
        escribir_motor(celda["Value"])
    textos = {p.read_text("utf-8") for p in carpeta.glob("mi_minigrad.*.py")}
    assert textos == {"# versión 0\n", "# versión 1\n", "# versión 2\n"}


def test_se_importa_la_version_recien_escrita(celda, carpeta):
    escribir_motor(celda["Value"])
    importar_motor()
    cambio = "def triple(self):\n    return Value(3 * self.data)\nValue.doble = triple"
    ejecutar(cambio, celda, "<celda 2>")
    escribir_motor(celda["Value"])
    assert importar_motor().Value(3).doble().data == 9.0


def test_dice_que_metodos_son_prestados(celda, carpeta, capsys):
    fuente = "def log(self):\n    return Value(1.0)\nValue.log = log"
    ejecutar(fuente, celda, f"{ARCHIVO_NUESTRO}04-log>")
    assert prestados(celda["Value"]) == {"log": "04-log"}
    escribir_motor(celda["Value"])
    assert "Sigue prestado: log (04-log)." in capsys.readouterr().out


def test_un_objeto_que_no_se_puede_escribir_se_nombra(celda):
    ejecutar("tabla = {}\ndef f(self):\n    return tabla\nValue.f = f", celda, "<celda 3>")
    with pytest.raises(MotorIncompleto, match="`tabla`"):
        texto_del_motor(celda["Value"])


def test_sin_texto_lo_dice(celda):
    exec("def perdida(self):\n    return self\nValue.perdida = perdida", celda)
    with pytest.raises(MotorIncompleto, match="`perdida`"):
        texto_del_motor(celda["Value"])


def test_importar_sin_archivo_dice_que_celda_ejecutar(carpeta):
    with pytest.raises(FileNotFoundError, match="escribir_motor"):
        importar_motor()
