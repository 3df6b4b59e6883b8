"""De dónde sale el motor de la lección 5, y qué se dice cuando no puede ser el del aprendiz."""

import sys
from types import SimpleNamespace

import pytest
from curso_de_prueba import ejecutar_celda

import minigrad
from minigrad.aula import motor_elegido as modulo
from minigrad.aula.celda.instantanea import Instantanea
from minigrad.aula.espanol.explicar import explicar
from minigrad.aula.motor_de_la_red import motor_de_la_red, quien_entreno
from minigrad.aula.motor_propio import texto_del_motor

ENTERO = """
import math


class Value:
    def __init__(self, data, hijos=(), locales=()):
        if not isinstance(data, (int, float)):
            raise TypeError("no es un número")
        self.data, self.grad = float(data), 0.0
        self._prev, self._locales = tuple(hijos), tuple(locales)

    def __add__(self, otro):
        return Value(self.data + de(otro).data, (self, de(otro)), (1.0, 1.0))

    def __mul__(self, otro):
        otro = de(otro)
        return Value(self.data * otro.data, (self, otro), (otro.data, self.data))

    def __pow__(self, otro):
        otro = de(otro)
        a, b = self.data, otro.data
        hacia_b = a**b * math.log(a) if a > 0 else math.nan
        return Value(a**b, (self, otro), (b * a ** (b - 1), hacia_b))

    def una(self, valor, local):
        return Value(valor, (self,), (local,))

    __radd__, __rmul__ = __add__, __mul__
    __neg__ = lambda self: self * -1
    __sub__ = lambda self, otro: self + de(otro) * -1
    __rsub__ = lambda self, otro: de(otro) - self
    __truediv__ = lambda self, otro: self * de(otro) ** -1
    __rtruediv__ = lambda self, otro: de(otro) / self
    exp = lambda self: self.una(math.exp(self.data), math.exp(self.data))
    log = lambda self: self.una(math.log(self.data), 1 / self.data)
    sin = lambda self: self.una(math.sin(self.data), math.cos(self.data))
    relu = lambda self: self.una(max(0.0, self.data), float(self.data > 0))

    def tanh(self):
        t = math.tanh(self.data)
        return self.una(t, 1 - t * t)

    def sigmoid(self):
        s = 1 / (1 + math.exp(-self.data))
        return self.una(s, s * (1 - s))

    def backward(self):
        orden, vistos, pila = [], set(), [(self, False)]
        while pila:
            nodo, listo = pila.pop()
            if listo:
                orden.append(nodo)
            elif nodo not in vistos:
                vistos.add(nodo)
                pila.append((nodo, True))
                pila += [(hijo, False) for hijo in nodo._prev]
        for nodo in orden:
            nodo.grad = 0.0 if nodo._prev else nodo.grad
        self.grad = 1.0
        for nodo in reversed(orden):
            for hijo, local in zip(nodo._prev, nodo._locales):
                hijo.grad += local * nodo.grad


def de(x):
    return x if isinstance(x, Value) else Value(x)
"""


@pytest.fixture(autouse=True)
def carpeta(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MINIGRAD_MOTOR", raising=False)
    monkeypatch.setattr(sys, "path", list(sys.path))
    yield tmp_path
    sys.modules.pop("mi_minigrad", None)


def una_red(Value):  # noqa: N803 (es una clase)
    return SimpleNamespace(parameters=lambda: [Value(0.5), Value(-1.0)])


def con_archivo(carpeta, texto):
    (carpeta / "mi_minigrad.py").write_text(texto, encoding="utf-8")
    return motor_de_la_red()


def test_con_el_archivo_entero_entrena_el_del_aprendiz(carpeta, capsys):
    Value = con_archivo(carpeta, ENTERO)  # noqa: N806 (es una clase)
    assert Value.__module__ == "mi_minigrad"
    assert capsys.readouterr().out.startswith("✔ Esta red la entrena tu motor\n")
    quien_entreno(una_red(Value))
    assert "La red de 5.4 la entrenó tu motor" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("texto", "dice"),
    [
        ("def (", "lanzó `SyntaxError` en la línea 1."),
        ("import no_existe", "lanzó `ModuleNotFoundError`."),
        ("raise SystemExit", "lanzó `SystemExit`."),
        ("x = 1", "no tiene una clase `Value`."),
        ("Value = 3", "no es una clase escrita ahí."),
        ("from minigrad import Value", "no es una clase escrita ahí."),
        ("import minigrad\nclass Value(minigrad.Value):\n    pass", "no es una clase escrita ahí."),
        ("class Value:\n    pass", "no pasa las pruebas de: suma, producto"),
        (ENTERO.replace("1 - t * t", "1 - t"), "no pasa las pruebas de: tanh, regla de la cadena."),
        (
            ENTERO.replace(
                "    def tanh",
                "    # Prestado: es la versión de referencia del ejercicio 04-tanh. Cuando\n"
                "    def tanh",
            ),
            "sigue prestado: tanh (04-tanh).",
        ),
    ],
)
def test_si_no_se_puede_sigue_el_del_paquete_y_dice_por_que(carpeta, capsys, texto, dice):
    assert con_archivo(carpeta, texto) is minigrad.Value
    dicho = capsys.readouterr().out
    assert dicho.startswith("! Esta red la entrena el motor del paquete\n")
    assert dice in dicho
    quien_entreno(una_red(minigrad.Value))
    assert "la entrenó el motor del paquete" in capsys.readouterr().out


def test_sin_archivo_lo_dice(capsys):
    assert motor_de_la_red() is minigrad.Value
    assert "no hay un `mi_minigrad.py`" in capsys.readouterr().out


def test_un_archivo_que_no_termina_se_corta(carpeta, capsys, monkeypatch):
    monkeypatch.setattr(modulo, "SEGUNDOS", 0.3)
    assert con_archivo(carpeta, "while True:\n    pass") is minigrad.Value
    assert "no terminó en 0.3 segundos" in capsys.readouterr().out


def test_un_motor_que_no_termina_se_espera_una_vez(carpeta, capsys, monkeypatch):
    monkeypatch.setattr("minigrad.aula.suite_motor.SEGUNDOS", 0.3)
    vuelve = "        return Value(self.data + de"
    colgado = ENTERO.replace(vuelve, f"        while True:\n            pass\n{vuelve}")
    assert con_archivo(carpeta, colgado) is minigrad.Value
    assert "no pasa las pruebas de: suma." in capsys.readouterr().out


def test_al_construir_no_se_mira_el_archivo(carpeta, capsys, monkeypatch):
    motor_de_la_red()
    sin_archivo = capsys.readouterr().out
    monkeypatch.setenv("MINIGRAD_MOTOR", "paquete")
    assert con_archivo(carpeta, ENTERO) is minigrad.Value
    assert capsys.readouterr().out == sin_archivo


def test_el_archivo_de_otra_carpeta_se_puede_señalar(carpeta):
    (carpeta / "otra").mkdir()
    (carpeta / "otra" / "mi_minigrad.py").write_text(ENTERO, encoding="utf-8")
    assert motor_de_la_red("otra/mi_minigrad.py").__module__ == "mi_minigrad"


def test_lo_que_se_escribe_desde_el_archivo_es_lo_mismo(carpeta):
    Value = con_archivo(carpeta, ENTERO)  # noqa: N806 (es una clase)
    nombres = {"__name__": "otra_vez"}
    exec(texto_del_motor(Value), nombres)
    assert nombres["Value"](2.0).tanh().data == Value(2.0).tanh().data


def test_comprobar_deja_los_nodos_de_su_motor_como_estaban(carpeta):
    Value = con_archivo(carpeta, ENTERO)  # noqa: N806 (es una clase)
    nodos = [Value(2.0), Value(3.0)]
    foto = Instantanea(nodos)
    (nodos[0] * nodos[1]).backward()
    foto.restaurar()
    assert [nodo.grad for nodo in nodos] == [0.0, 0.0]


def test_un_error_dentro_de_su_motor_senala_la_celda_que_lo_llamo(carpeta):
    nombres = {"__name__": "__main__", "Value": con_archivo(carpeta, ENTERO)}
    with pytest.raises(TypeError) as error:
        ejecutar_celda(nombres, "a = 1\nb = Value('tres')")
    linea = explicar(error.value).linea
    assert (linea.numero, linea.texto) == (2, "b = Value('tres')")
