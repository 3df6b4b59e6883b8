"""Lo que `comprobar` dice y devuelve ante todo lo que un aprendiz puede entregar."""

import random
import threading
import time

import pytest

from minigrad import _recursos
from minigrad.aula import comprobar
from minigrad.aula.celda import limites
from minigrad.aula.curso.activo import usar
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.solucionario import EjercicioDesconocido
from minigrad.aula.trabajo import progreso

UN_LADO = "def derivada(f, x, h=1e-5):\n    return (f(x + h) - f(x)) / h"
BUENA = (
    "def derivada(g, en, paso=1e-4):\n    lejos = g(en + paso) - g(en - paso)\n"
    "    return lejos / paso / 2"
)
BLANCA = "def derivada(f, x, h=1e-5):\n    '''Otro texto.'''\n    # Escribe tu código aquí\n    ..."
VALUE = (
    "class Value:\n    def __init__(self, data, hijos=()):\n        self.data = data\n"
    "        self.grad = 0.0\n        self._prev = tuple(hijos)"
)
SUMAR = (
    "def sumar(self, otro):\n    return Value(self.data + otro.data, (self, otro))\n"
    "Value.__add__ = sumar"
)


@pytest.fixture
def dice(capsys):
    """Lo que se mostró desde la última vez."""
    return lambda: capsys.readouterr().out


# --- funciones -----------------------------------------------------------------------------


def test_una_respuesta_correcta_se_devuelve_tal_cual(celda, dice):
    mia = celda(BUENA)["derivada"]
    assert comprobar("02-derivada", mia) is mia
    assert dice().startswith("✔ Correcto: La derivada\n  Porque sí:")
    assert progreso.actual().de("02-derivada").estado == "correcto"


@pytest.mark.parametrize(
    "fuente", [BLANCA, "def derivada(f, x, h=1e-5):\n    pass", "derivada = ..."]
)
def test_en_blanco_se_dice_y_se_presta_la_referencia(celda, dice, fuente):
    prestada = comprobar("02-derivada", celda(fuente)["derivada"])
    texto = dice()
    assert texto.startswith("○ En blanco")
    assert "Mientras tanto te prestamos `derivada`." in texto
    assert 'pista("02-derivada")' in texto
    assert prestada(lambda x: x * x, 3.0) == pytest.approx(6.0)
    assert progreso.actual().de("02-derivada").estado == "en blanco"


def test_un_error_conocido_lleva_su_mensaje(celda, dice):
    prestada = comprobar("02-derivada", celda(UN_LADO)["derivada"])
    texto = dice()
    assert texto.startswith("✘ Todavía no")
    assert "Mediste solo hacia la derecha." in texto
    assert prestada(abs, 0.0) == 0.0
    assert progreso.actual().de("02-derivada").intentos == 1


def test_si_no_se_reconoce_se_muestra_la_primera_diferencia(celda, dice):
    comprobar("02-derivada", celda("def derivada(f, x):\n    return 7.25")["derivada"])
    texto = dice()
    assert "Al probar: derivada(x², en x = 3)" in texto
    assert "obtuviste: `7.25`" in texto
    assert "se esperaba: `6`" in texto


def test_la_referencia_entregada_otra_vez_no_cuenta(celda, dice):
    prestada = comprobar("02-derivada", celda(BLANCA)["derivada"])
    dice()
    assert comprobar("02-derivada", prestada) is prestada
    assert "versión de referencia que te prestamos" in dice()
    assert progreso.actual().de("02-derivada").estado == "en blanco"


def test_cada_prestamo_es_nuevo(celda):
    mia = celda(BLANCA)["derivada"]
    assert comprobar("02-derivada", mia) is not comprobar("02-derivada", mia)


def test_un_bucle_sin_fin_se_detiene(celda, dice):
    comienzo = time.monotonic()
    comprobar(
        "02-derivada", celda("def derivada(f, x):\n    while True:\n        x += 1")["derivada"]
    )
    texto = dice()
    assert time.monotonic() - comienzo < 4
    assert "no terminó en 0.5 segundos" in texto
    assert "Ese bucle no acaba." in texto


@pytest.mark.parametrize("atrapa", ["except:", "except BaseException:", "except Exception:"])
def test_un_bucle_que_atrapa_todo_tambien(celda, dice, atrapa):
    fuente = (
        "def derivada(f, x):\n    while True:\n        try:\n            x += 1\n"
        f"        {atrapa}\n            pass"
    )
    comprobar("02-derivada", celda(fuente)["derivada"])
    assert "no terminó" in dice()


def test_en_otro_hilo_tambien_hay_limite(celda, dice):
    mia = celda("def derivada(f, x):\n    while True:\n        x += 1")["derivada"]
    hilo = threading.Thread(target=comprobar, args=("02-derivada", mia))
    hilo.start()
    hilo.join(10)
    assert not hilo.is_alive()
    assert "no terminó" in dice()


@pytest.mark.parametrize(
    ("cuerpo", "palabras"),
    [
        ("return f(x) + nada", ["NameError", "`nada`"]),
        ("return f(x)[0]", ["TypeError", "corchetes"]),
        ("return f(x) / 0", ["ZeroDivisionError", "Se dividió entre cero"]),
        ("return [1][2]", ["IndexError", "lista es más corta"]),
        ("return {}['k']", ["KeyError", "'k'"]),
        ("return x.grad", ["AttributeError", "número común"]),
        ("return math.log(0.0)", ["ValueError", "no está definida"]),
        ("return math.exp(1e9)", ["OverflowError", "demasiado grande"]),
        ("return derivada(f, x)", ["RecursionError", "se llama a sí misma"]),
        ("y = y + 1; return y", ["UnboundLocalError", "antes de darle un valor"]),
        ("import no_existe", ["ModuleNotFoundError", "`no_existe`"]),
        ("assert x > 9, 'chico'", ["AssertionError", "chico"]),
        ("return int('z')", ["ValueError", "convertir en número"]),
        ("a, b = 1, 2, 3", ["ValueError", "cantidad de nombres"]),
        ("exit()", ["SystemExit", "return"]),
        ("raise SystemExit", ["SystemExit", "return"]),
        ("return input('¿x? ')", ["EOFError", "input()"]),
        ("return ... + x", ["TypeError", "`...`"]),
        ("return None + x", ["TypeError", "None"]),
        ("exec('x =')", ["SyntaxError"]),
        ("raise KeyError", ["KeyError"]),
    ],
)
def test_una_excepcion_se_explica_con_su_linea(celda, dice, cuerpo, palabras):
    comprobar("02-derivada", celda(f"def derivada(f, x):\n    {cuerpo}")["derivada"])
    texto = dice()
    for palabra in palabras:
        assert palabra in texto
    assert "minigrad" not in texto
    assert "Traceback" not in texto
    if cuerpo not in ("exit()", "exec('x =')"):
        assert cuerpo.split(";")[0] in texto


def test_con_parametros_de_menos_se_habla_del_def(celda, dice):
    comprobar("02-derivada", celda("def derivada(f):\n    return 1")["derivada"])
    assert "más valores de los que acepta" in dice()


def test_sin_return_se_pregunta_por_el_return(celda, dice):
    comprobar("02-derivada", celda("def derivada(f, x):\n    y = f(x)")["derivada"])
    assert "¿Le falta un `return`?" in dice()


def test_puntos_dentro_del_resultado(celda, dice):
    comprobar("02-derivada", celda("def derivada(f, x):\n    y = 2\n    return ...")["derivada"])
    assert "todavía aparece un `...`" in dice()


@pytest.mark.parametrize(
    ("cosa", "que"), [(None, "None"), (6.0, "6"), ("derivada", "'derivada'"), ([], "[]")]
)
def test_se_entrega_otra_cosa_en_lugar_de_la_funcion(prueba, dice, cosa, que):
    comprobar("02-derivada", cosa)
    texto = dice()
    assert f"Se pide la función `derivada` y entregaste `{que}`" in texto
    assert '`comprobar("02-derivada", derivada)`' in texto


def test_se_entrega_un_objeto_en_lugar_de_su_clase(celda, dice):
    comprobar("02-value", celda(VALUE.replace("tuple(", "list(") + "\nv = Value(3.0)")["v"])
    assert "Se pide la clase `Value` y entregaste `un objeto Value" in dice()


def test_la_diferencia_es_la_que_pasa_la_tolerancia(celda, dice):
    """La primera observación difiere menos de lo que se perdona: no es la que hay que decir."""
    fuente = "def doble(f, x):\n    return 12.00001 if x == 3.0 else 11.0"
    comprobar("02-doble", celda(fuente)["doble"])
    texto = dice()
    assert "Al probar: doble(5x, 1)" in texto
    assert "obtuviste: `11`" in texto


def test_una_diferencia_pequena_se_muestra_con_todas_las_cifras(celda, dice):
    fuente = "def derivada(f, x):\n    return 6.00002 - 2e-5 + 1e-5 if f(2) == 4 else 0.0"
    comprobar("02-derivada", celda(fuente)["derivada"])
    texto = dice()
    assert "obtuviste: `6.0000" in texto
    assert "obtuviste: `6`" not in texto


@pytest.mark.parametrize("cosa", [None, 3, "texto", [], {}, object(), int, len])
def test_lo_que_no_es_una_funcion_no_rompe_nada(prueba, dice, cosa):
    prestada = comprobar("02-derivada", cosa)
    assert callable(prestada)
    assert "✘ Todavía no" in dice()


# --- no se nota que se comprobó ------------------------------------------------------------


def test_lo_que_imprime_el_aprendiz_no_llena_la_pantalla(celda, dice):
    fuente = "def derivada(f, x):\n    print('hola', x)\n    return 1"
    comprobar("02-derivada", celda(fuente)["derivada"])
    assert "hola" not in dice()


def test_un_print_sin_fin_no_llena_la_memoria(celda, dice):
    comprobar(
        "02-derivada", celda("def derivada(f, x):\n    while 1:\n        print(x)")["derivada"]
    )
    assert "no terminó" in dice()


def test_una_lista_sin_fin_no_llena_la_memoria(celda, dice, monkeypatch):
    monkeypatch.setattr(limites, "_MEMORIA", 50 * 2**20)
    fuente = (
        "def derivada(f, x):\n    lista = []\n    while True:\n        lista.append('x' * 2**20)"
    )
    comprobar("02-derivada", celda(fuente)["derivada"])
    texto = dice()
    assert "demasiada memoria" in texto
    assert "no terminó" not in texto


def test_el_azar_queda_como_estaba(celda):
    fuente = "import random\ndef derivada(f, x):\n    return random.random()"
    mia = celda(fuente)["derivada"]
    random.seed(7)
    esperado = random.random()
    random.seed(7)
    comprobar("02-derivada", mia)
    assert random.random() == esperado


def test_los_objetos_del_aprendiz_quedan_igual(celda):
    fuente = (
        "vistos, total = [], {'n': 0}\nveces = 0\n"
        "def derivada(f, x):\n"
        "    global veces\n    veces += 1\n    vistos.append(x)\n    total['n'] += 1\n"
        "    derivada.llamadas = veces\n    return 1\n"
    )
    nombres = celda(fuente)
    comprobar("02-derivada", nombres["derivada"])
    assert (nombres["vistos"], nombres["total"], nombres["veces"]) == ([], {"n": 0}, 0)
    assert not hasattr(nombres["derivada"], "llamadas")


def test_los_gradientes_del_aprendiz_quedan_igual(celda):
    celda(VALUE)
    nombres = celda(SUMAR + "\na, b = Value(2.0), Value(-3.0)\nc = a + b\nnodos = (a, b, c)")
    nombres["a"].grad = 5.0
    assert comprobar("02-nodos", nombres["nodos"]) is nombres["nodos"]
    assert nombres["a"].grad == 5.0


# --- clases a las que se enganchan métodos -------------------------------------------------


def test_clase_en_blanco_y_metodo_propio_sobre_la_prestada(celda, dice):
    nombres = celda(
        "class Value:\n    def __init__(self, data, hijos=()):\n"
        "        self.data = data\n        self.grad = 0.0\n        ..."
    )
    nombres["Value"] = comprobar("02-value", nombres["Value"])
    assert "○ En blanco" in dice()
    celda(SUMAR)
    clase = nombres["Value"]
    assert comprobar("02-sumar", clase) is clase
    assert "✔ Correcto" in dice()
    comprobar("02-value", clase)
    assert "prestamos" in dice()


def test_metodo_ausente_pide_ejecutar_la_celda(celda, dice):
    comprobar("02-sumar", celda(VALUE)["Value"])
    texto = dice()
    assert "○ En blanco" in texto
    assert "`Value` todavía no tiene `__add__`" in texto


def test_metodo_prestado_no_cuenta_pero_el_propio_si(celda, dice):
    nombres = celda(VALUE)
    nombres["Value"] = comprobar("02-sumar", nombres["Value"])
    dice()
    comprobar("02-sumar", nombres["Value"])
    assert "prestamos" in dice()
    celda(SUMAR)
    comprobar("02-sumar", nombres["Value"])
    assert "✔ Correcto" in dice()


def test_la_clase_no_queda_cambiada(celda):
    nombres = celda(
        VALUE + "\n    def __neg__(self):\n        Value.extra = 1\n"
        "        return Value(-self.data, (self,))"
    )
    celda(
        "def por(self, otro):\n    Value.cuenta = 1\n"
        "    return Value(self.data * otro.data, (self, otro))\nValue.__mul__ = por"
    )
    antes = dict(vars(nombres["Value"]))
    comprobar("02-dos", nombres["Value"])
    assert dict(vars(nombres["Value"])) == antes


def test_solo_una_de_dos_partes(celda, dice):
    celda(VALUE)
    nombres = celda(
        "def por(self, otro):\n    return Value(self.data * otro.data, (self, otro))\n"
        "def menos(self):\n    return ...\nValue.__mul__ = por\nValue.__neg__ = menos"
    )
    comprobar("02-dos", nombres["Value"])
    assert "Todavía falta llenar `__neg__`" in dice()


def test_lo_anterior_roto_y_lo_propio_bien(celda, dice):
    celda(VALUE.replace("tuple(hijos)", "(9,)"))
    nombres = celda(SUMAR)
    clase = nombres["Value"]
    assert comprobar("02-sumar", clase) is clase
    texto = dice()
    assert "✔ Correcto" in texto
    assert "algo anterior que ella usa no lo está. Vuelve a comprobar: 02-value." in texto
    assert "te prestamos `__init__`; lo demás de tu `Value` es tuyo." in texto
    assert vars(clase)["__add__"] is nombres["sumar"]
    assert (clase(1.0) + clase(2.0))._prev[0].data == 1.0
    comprobar("02-value", clase)
    assert "prestamos" in dice()


def test_una_funcion_que_usa_otra_rota(celda, dice):
    celda("def derivada(f, x):\n    return 99.0")
    mia = celda("def doble(f, x):\n    return derivada(f, x) + derivada(f, x)")["doble"]
    assert comprobar("02-doble", mia) is mia
    texto = dice()
    assert "Vuelve a comprobar: 02-derivada" in texto
    assert "te prestamos `derivada`." in texto
    assert mia(lambda x: x * x, 3.0) == pytest.approx(12.0)


# --- datos que se cambian por dentro -------------------------------------------------------


@pytest.fixture
def nodos(celda):
    celda(VALUE)
    celda(SUMAR)
    return celda("a, b = Value(2.0), Value(-3.0)\nc = a + b\nnodos = (a, b, c)\nc.grad = 1.0")


def test_datos_en_blanco(nodos, dice):
    prestados = comprobar("02-grads", nodos["nodos"])
    assert "○ En blanco" in dice()
    assert [nodo.grad for nodo in prestados] == [1.0, 1.0, 1.0]
    assert nodos["a"].grad == 0.0


def test_datos_prestados_y_luego_trabajados(nodos, celda, dice):
    nodos["nodos"] = comprobar("02-grads", nodos["nodos"])
    nodos["a"], nodos["b"], nodos["c"] = nodos["nodos"]
    dice()
    comprobar("02-grads", nodos["nodos"])
    assert "prestamos" in dice()
    celda("a.grad = c.grad * 1.0\nb.grad = 2.0 - 1.0 * c.grad")
    comprobar("02-grads", nodos["nodos"])
    assert "✔ Correcto" in dice()


def test_un_hueco_entre_los_datos(nodos, dice):
    nodos["a"].grad = ...
    comprobar("02-grads", nodos["nodos"])
    assert "○ En blanco" in dice()


# --- números y opciones --------------------------------------------------------------------


@pytest.mark.parametrize("bien", [13.5, 13.5004, 27 / 2])
def test_un_numero_correcto_muestra_el_porque(prueba, dice, bien):
    assert comprobar("02-numero", bien) is None
    assert "Porque sí" in dice()


@pytest.mark.parametrize(
    ("entregado", "mensaje"),
    [
        (-13.5, "revisa el signo"),
        (27.0, "factor 2"),
        (6.75, "factor 2"),
        (13.45, "te faltan decimales"),
        ("13,5", "con punto"),
        ("13.5", "sin comillas"),
        ((13, 5), "con punto"),
        (None, "None"),
        (7.5, "Sumaste los factores"),
        (99, "Ese número no es"),
        (float("nan"), "Ese número no es"),
        (10**400, "Ese número no es"),
        (True, "es un sí o un no"),
        (object(), "un objeto object"),
        ([..., 1], "por llenar"),
        ({}, "Entregaste un diccionario. Se pide un número."),
        ({13.5}, "Entregaste un conjunto"),
        ([13.5], "sin una coma al final"),
        (iter([13.5]), "Entregaste un objeto list_iterator.\n"),
        ((x for x in [13.5]), "un generador"),
        (lambda: 13.5, "✘"),
    ],
)
def test_un_numero_equivocado_nunca_se_dice_el_bueno(prueba, dice, entregado, mensaje):
    comprobar("02-numero", entregado)
    texto = dice()
    assert mensaje in texto
    assert "13.5" not in texto


def test_un_value_en_lugar_de_su_numero(celda, dice):
    comprobar("02-numero", celda(VALUE + "\nv = Value(13.5)")["v"])
    assert "el número que hay dentro" in dice()


def test_numeros_de_numpy_y_de_torch(prueba, dice):
    numpy = pytest.importorskip("numpy")
    for bien in (numpy.float32(13.5), numpy.array(13.5), numpy.int64(27) / 2):
        comprobar("02-numero", bien)
        assert "✔" in dice()


@pytest.mark.torch
def test_un_tensor_vale_y_queda_igual(prueba, dice):
    torch = pytest.importorskip("torch")
    tensor = torch.tensor(13.5, requires_grad=True)
    comprobar("02-numero", tensor)
    assert "✔" in dice()
    assert tensor.item() == 13.5
    assert tensor.grad is None


def test_una_forma_con_un_eje_de_mas_no_se_toma_por_un_decimal(dice):
    comprobar("06-eje", (300, 1, 16))
    assert "Se pide 1 número y entregaste 3." in dice()
    assert "decimal" not in dice()


def test_varios_numeros(prueba, dice):
    comprobar("02-pares", [1.5, -2.5, 7.0])
    assert "✔" in dice()
    comprobar("02-pares", (1.5, 2.5, 7))
    assert "posición 2" in dice()
    comprobar("02-pares", (1.5, 2.5))
    assert "Se piden 3" in dice()
    comprobar("02-pares", (1.5, -2.5, 7, 0))
    assert "Si alguno es decimal, va con punto" in dice()


@pytest.mark.parametrize(
    ("entregado", "mensaje"),
    [
        ({1.5, -2.5, 7}, "no guarda el orden"),
        ("1.5, -2.5, 7", "quita las comillas. Se piden 3 números"),
        (map(float, "123"), "un map sin recorrer"),
        (1.5, "Entregaste un solo número. Se piden 3 números"),
        ((1.5, "-2.5", 7), "Mira la posición 2 (contando desde 1). Entregaste un texto"),
        ((1.5, None, 7), "Mira la posición 2 (contando desde 1). Entregaste `None`"),
    ],
)
def test_varios_numeros_entregados_de_otra_forma(prueba, dice, entregado, mensaje):
    comprobar("02-pares", entregado)
    assert mensaje in dice()


def test_varios_values_en_lugar_de_sus_numeros(celda, dice):
    comprobar("02-pares", celda(VALUE + "\nv = [Value(1.5), Value(-2.5), Value(7)]")["v"])
    assert "Se pide el número que hay dentro" in dice()


@pytest.mark.parametrize(
    "letra",
    ["b", "B", " b", "b)", "b.", "(b)", "«b»", "b) Lo que dice la opción.", "b: así", "Opción b"],
)
def test_la_letra_se_lee_con_tolerancia(prueba, dice, letra):
    comprobar("02-repaso", letra)
    assert "✔" in dice()


@pytest.mark.parametrize(
    ("entregado", "mensaje"),
    [
        ("a", "mira el orden"),
        ("a) Lo que dice la opción.", "mira el orden"),
        ("z", "no está entre las opciones"),
        ("b, c", "Escribe solo la letra"),
        ("b y c", "Escribe solo la letra"),
        ("bueno", "Escribe solo la letra"),
        ("", "Escribe solo la letra"),
        (2, "entre comillas"),
        (["b"], "entre comillas"),
    ],
)
def test_una_opcion_equivocada(prueba, dice, entregado, mensaje):
    comprobar("02-repaso", entregado)
    assert mensaje in dice()


@pytest.mark.parametrize(
    ("entregado", "mensaje"),
    [("BCDA", "Ese orden todavía no"), ("ABC", "escribiste 3"), (7, '`"ABCD"`')],
)
def test_en_un_orden_no_se_pide_una_sola_letra(prueba, dice, entregado, mensaje):
    with usar(Curso(_recursos.cuadernos("solutions"))):
        comprobar("05-orden", entregado)
    assert mensaje in dice()


# --- objetos con malas intenciones ---------------------------------------------------------


class Explota:
    def __getattribute__(self, nombre):
        raise RuntimeError("no me toques")

    __eq__ = __hash__ = __repr__ = __float__ = __len__ = __iter__ = None


class Miente(list):
    def __eq__(self, otro):
        return True

    __hash__ = None

    def __len__(self):
        raise ValueError

    def __iter__(self):
        raise ValueError


def _ciclo():
    lista = []
    lista.append(lista)
    return lista


def _profunda():
    lista = []
    for _ in range(5000):
        lista = [lista]
    return lista


@pytest.mark.parametrize(
    "hacer",
    [
        Explota,
        Miente,
        _ciclo,
        _profunda,
        lambda: range(10**9),
        lambda: [0] * 10**6,
        lambda: Explota,
    ],
)
@pytest.mark.parametrize(
    "id_", ["02-numero", "02-repaso", "02-derivada", "02-value", "02-sumar", "02-nodos"]
)
def test_ningun_objeto_rompe_la_comprobacion(prueba, dice, hacer, id_):
    comprobar(id_, hacer())
    assert dice()[0] in "✘○"


# --- ids -----------------------------------------------------------------------------------


def test_un_id_desconocido_propone_los_cercanos(prueba):
    with pytest.raises(EjercicioDesconocido, match='"02-derivada"'):
        comprobar("02-derivda", 1)
    with pytest.raises(EjercicioDesconocido, match="Revisa el id"):
        comprobar("zzzzzz", 1)
    with pytest.raises(EjercicioDesconocido, match="entre comillas"):
        comprobar(lambda: 1, 1)


@pytest.mark.parametrize("id_", ["derivada", "02_derivada", " 02-Derivada "])
def test_un_id_casi_bien_escrito_propone_solo_ese(prueba, id_):
    with pytest.raises(EjercicioDesconocido, match=r'¿Querías decir "02-derivada"\?'):
        comprobar(id_, 1)


def test_a_un_entero_no_se_le_piden_decimales(capsys):
    """Con el curso de verdad: un millón y uno, y alguien contó de más."""
    comprobar("00-millon", 1_000_002)
    assert "contaste de más o de menos" in capsys.readouterr().out


# --- la misma excepción por otra causa -----------------------------------------------------


def test_un_error_que_lanza_no_se_nombra_si_la_causa_es_otra(capsys):
    """`.reverse()` y una llamada sin argumentos lanzan lo mismo, y no son lo mismo."""
    from minigrad.aula.curso.activo import activo

    vigente = activo()
    ejercicio = vigente.buscar("03-backward")
    fuente = (
        "def backward(self):\n    for n in {}:\n        n._backward()\nValue.backward = backward"
    )
    for vuelta, nombrado in (
        ("orden_topologico(self).reverse()", True),
        ("reversed(orden_topologico())", False),
    ):
        nombres = vigente.preparar(ejercicio)
        exec(fuente.format(vuelta), nombres)
        comprobar("03-backward", nombres["Value"])
        assert ("`reversed(lista)` sí" in capsys.readouterr().out) == nombrado


def test_un_error_que_lanza_no_se_nombra_si_otra_persona_escribio_el_mensaje():
    """Un `Value` dentro de otro lo rechaza `numero`, que es del aprendiz; no le falta una coma."""
    from minigrad.aula.curso.activo import activo
    from minigrad.aula.juicio.juzgar import juzgar

    vigente = activo()
    ejercicio = vigente.buscar("04-log")
    fuente = "def log(self):\n    return Value({}, 'log')\nValue.exp, Value.log = exp, log"
    for partes, nombrado in (
        ("math.log(self.data), (self,), (1 / self.data)", "derivada sin tupla"),
        ("Value(math.log(self.data)), (self,), (1 / self.data,)", None),
    ):
        nombres = vigente.preparar(ejercicio)
        exec(fuente.format(partes), nombres)
        error = juzgar(vigente, ejercicio, nombres["Value"]).error
        assert (error and error.nombre) == nombrado
