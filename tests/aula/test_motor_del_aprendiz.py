"""El motor es de quien lo escribe: lo que se presta, lo que vuelve y lo que llega al archivo."""

import re

import pytest
from cuaderno_del_aprendiz import Cuaderno, nuestra, tropiezo

from minigrad.aula.celda import herencia
from minigrad.aula.celda.blanco import sin_marcas
from minigrad.aula.curso.activo import activo
from minigrad.aula.juicio import prestamos
from minigrad.aula.motor_propio import escribir_motor, importar_motor, prestados
from minigrad.aula.suite_motor import evaluar
from minigrad.aula.trabajo import progreso

CUATRO, CINCO = "04_minigrad_final", "05_red_neuronal"
#: los que construyen el motor: los demás son preguntas o cuentas con él
DEL_MOTOR = [
    e.id for e in activo().de_seccion("04") if e.pieza and e.nombre != "Dual" and e.id < "04-z"
]


@pytest.fixture(autouse=True)
def limpio(tmp_path, monkeypatch):
    monkeypatch.delenv("MINIGRAD_PROGRESO", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(progreso, "_abiertos", {})
    monkeypatch.setattr(prestamos, "_prestados", {})
    monkeypatch.setattr(herencia, "_ultimas", {})


@pytest.fixture
def lleno():
    cuaderno = Cuaderno(CUATRO)
    cuaderno.recorrer()
    return cuaderno


@pytest.fixture(scope="module")
def texto_sin_tropiezos(tmp_path_factory):
    with pytest.MonkeyPatch.context() as parche:
        parche.chdir(tmp_path_factory.mktemp("directo"))
        parche.setattr(progreso, "_abiertos", {})
        parche.setattr(herencia, "_ultimas", {})
        cuaderno = Cuaderno(CUATRO)
        cuaderno.recorrer()
        escribir_motor(cuaderno.motor)
        with open("mi_minigrad.py", encoding="utf-8") as archivo:
            return archivo.read()


# --- la lección 4 ----------------------------------------------------------------------------


def test_un_tropiezo_en_cada_ejercicio_corregido_deja_el_mismo_motor(texto_sin_tropiezos, tmp_path):
    cuaderno = Cuaderno(CUATRO)
    cuaderno.recorrer(equivocadas=DEL_MOTOR)
    clase = cuaderno.motor
    for id_ in DEL_MOTOR:
        cuaderno.resolver(id_)
    assert cuaderno.motor is not clase  # la celda de 04-nodo se volvió a ejecutar
    assert not any(map(nuestra, cuaderno.metodos().values()))
    escribir_motor(cuaderno.motor)
    assert prestados(cuaderno.motor) == {}
    texto = (tmp_path / "mi_minigrad.py").read_text("utf-8")
    assert sorted(texto.splitlines()) == sorted(texto_sin_tropiezos.splitlines())
    assert evaluar(importar_motor().Value).aprobado


def test_un_tropiezo_corregido_en_el_acto_tambien(texto_sin_tropiezos, tmp_path):
    cuaderno = Cuaderno(CUATRO)
    for celda in cuaderno.celdas:
        if celda.ejercicio in DEL_MOTOR:
            cuaderno.resolver(celda.ejercicio, tropiezo(celda.ejercicio))
            cuaderno.resolver(celda.ejercicio)
        elif celda.base or celda.fuente.startswith(("Value.", "def sin")):
            cuaderno.escribir(celda.fuente)
    escribir_motor(cuaderno.motor)
    assert (tmp_path / "mi_minigrad.py").read_text("utf-8") == texto_sin_tropiezos


@pytest.mark.parametrize("id_", [i for i in DEL_MOTOR if activo().partes(activo().buscar(i))])
def test_se_presta_solo_la_parte_que_falla(lleno, id_, capsys):
    antes, clase = lleno.metodos(), lleno.motor
    capsys.readouterr()
    lleno.resolver(id_, tropiezo(id_))
    dice = capsys.readouterr().out
    prestadas = {n for n, f in lleno.metodos().items() if nuestra(f)}
    assert prestadas
    assert prestadas <= set(activo().partes(activo().buscar(id_)))
    assert "; lo demás de tu `Value` es tuyo." in dice
    assert lleno.motor is clase or id_ == "04-nodo"
    for nombre, funcion in lleno.metodos().items():
        assert nombre in prestadas or funcion.__code__ == antes[nombre].__code__
        assert funcion.__globals__ is lleno.nombres
    x = lleno.motor(3.0)
    (2 * x * x - 1 / x).backward()
    assert x.grad == pytest.approx(12 + 1 / 9)
    lleno.comprobar(id_)
    assert "te prestamos" in capsys.readouterr().out
    lleno.resolver(id_)
    assert "✔ Correcto" in capsys.readouterr().out
    assert {n: f.__code__ for n, f in lleno.metodos().items()} == {
        n: f.__code__ for n, f in antes.items()
    }


def test_volver_a_la_clase_conserva_los_metodos_y_lo_que_sigue_prestado(lleno, capsys):
    lleno.resolver("04-log", tropiezo("04-log"))
    antes = lleno.metodos()
    capsys.readouterr()
    lleno.resolver("04-nodo", tropiezo("04-nodo"))
    dice = capsys.readouterr().out
    assert (
        "te prestamos `__init__`, y sigue prestado `log`; lo demás de tu `Value` es tuyo." in dice
    )
    lleno.resolver("04-nodo")
    assert {n: f for n, f in lleno.metodos().items() if n not in ("__init__", "__repr__")} == {
        n: f for n, f in antes.items() if n not in ("__init__", "__repr__")
    }
    lleno.resolver("04-log")
    assert prestados(lleno.motor) == {}


def test_la_celda_de_la_clase_dos_veces_y_en_desorden(lleno):
    antes = lleno.metodos()
    for _ in range(2):
        lleno.escribir(activo().solucion("04-nodo"))
    lleno.resolver("04-relu")
    assert lleno.metodos().keys() == antes.keys()
    lleno.comprobar("04-nodo")
    assert prestados(lleno.motor) == {}


def test_el_motor_se_escribe_entero_aunque_la_clase_se_ejecute_al_final(lleno, tmp_path):
    lleno.escribir(activo().solucion("04-nodo"))
    escribir_motor(lleno.motor)
    assert evaluar(importar_motor().Value).aprobado


@pytest.mark.parametrize(
    ("mal", "nombres", "filas"),
    [
        (("04-log", "04-relu"), ("log", "relu"), {"log", "relu"}),
        (
            ("04-potencia", "04-sigmoid"),
            ("__pow__", "sigmoid"),
            {"backward", "división", "potencia", "sigmoid"},
        ),
        (("04-numero", "04-ordenar"), ("numero", "ordenar"), None),
    ],
)
def test_lo_que_sigue_prestado_se_nombra(mal, nombres, filas, tmp_path, capsys):
    cuaderno = Cuaderno(CUATRO)
    cuaderno.recorrer(equivocadas=mal)
    capsys.readouterr()
    escribir_motor(cuaderno.motor)
    assert set(prestados(cuaderno.motor)) == set(nombres)
    dice, texto = capsys.readouterr().out, (tmp_path / "mi_minigrad.py").read_text("utf-8")
    for id_, nombre in zip(mal, nombres, strict=True):
        assert f"{nombre} ({id_})" in dice
        assert re.search(rf"# Prestado: .*{id_}.*\n *def {nombre}\(", texto)
    assert texto.count("# Prestado") == 2
    motor = importar_motor().Value
    assert prestados(motor) == dict(zip(nombres, mal, strict=True))
    informe = evaluar(motor)
    assert not informe.aprobado
    assert informe.prestado == sorted(f"{n} ({i})" for n, i in zip(nombres, mal, strict=True))
    for operador, grupo in informe.operadores().items():
        assert all(resultado.pasa for resultado in grupo)
        if filas is not None:
            assert any(r.prestado for r in grupo) == (operador in filas)
    assert "prestado: " in repr(informe)
    assert "Sigue prestado: " in repr(informe)


def test_un_metodo_que_se_quito_de_la_clase_no_vuelve(lleno, capsys):
    con_hash = activo().solucion("04-nodo") + "\n    def __eq__(self, otro):\n        return True\n"
    antes = lleno.metodos()
    lleno.resolver("04-nodo", con_hash)
    assert "la clase `Value`, con los métodos que tú le pusiste" in capsys.readouterr().out
    assert {n for n, f in lleno.metodos().items() if nuestra(f)} == {"__init__", "__repr__"}
    lleno.resolver("04-nodo")
    assert "__eq__" not in vars(lleno.motor)
    assert prestados(lleno.motor) == {}
    assert {n: f.__code__ for n, f in lleno.metodos().items()} == {
        n: f.__code__ for n, f in antes.items()
    }


def test_lo_corregido_vuelve_tambien_a_sus_otros_nombres():
    cuaderno = Cuaderno(CUATRO)
    cuaderno.recorrer(equivocadas=["04-multiplicar"])
    assert nuestra(vars(cuaderno.motor)["__rmul__"])
    cuaderno.resolver("04-multiplicar")
    assert vars(cuaderno.motor)["__rmul__"] is cuaderno.nombres["multiplicar"]


def test_de_dos_partes_se_presta_la_que_falla(lleno):
    buena = activo().solucion("04-restar-y-dividir")
    lleno.resolver("04-restar-y-dividir", buena.replace("como_value(otro) * -1", "otro"))
    assert list(prestados(lleno.motor)) == ["__sub__"]
    lleno.resolver("04-restar-y-dividir", buena.replace("** -1", "** -2"))
    assert list(prestados(lleno.motor)) == ["__truediv__"]


def test_lo_anterior_roto_se_presta_sin_tocar_lo_demas(lleno, capsys):
    lleno.escribir(tropiezo("04-backward"))
    lleno.escribir(tropiezo("04-numero"))
    propios = {n: f for n, f in lleno.metodos().items() if n != "backward"}
    capsys.readouterr()
    lleno.resolver("04-log")
    dice = capsys.readouterr().out
    assert "Correcto" in dice
    assert "Vuelve a comprobar: 04-numero, 04-backward." in dice
    assert "te prestamos `numero` y `backward`; lo demás de tu `Value` es tuyo." in dice
    assert {n: f for n, f in lleno.metodos().items() if n in propios and n != "log"} == {
        n: f for n, f in propios.items() if n != "log"
    }


def test_otra_clase_entregada_por_error_queda_como_estaba():
    cuaderno = Cuaderno(CINCO)
    cuaderno.recorrer()
    antes = dict(vars(cuaderno.nombres["Neuron"]))
    cuaderno.escribir('Otra = comprobar("05-capa", Neuron)')
    assert dict(vars(cuaderno.nombres["Neuron"])) == antes
    assert cuaderno.nombres["Otra"] is cuaderno.nombres["Layer"]


# --- las clases de la lección 5 --------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "clase", "parte"),
    [("05-neurona", "Neuron", "__call__"), ("05-capa", "Layer", "__init__"), ("05-mlp", "MLP", "")],
)
def test_las_clases_de_la_leccion_5_siguen_siendo_suyas(id_, clase, parte, capsys):
    cuaderno = Cuaderno(CINCO)
    cuaderno.recorrer()
    cuaderno.resolver(id_, tropiezo(id_))
    prestadas = list(prestados(cuaderno.nombres[clase]))
    assert [parte] == prestadas or (not parte and len(prestadas) == 1)
    assert "parameters" in vars(cuaderno.nombres[clase])
    assert vars(cuaderno.nombres[clase])["parameters"].__globals__ is cuaderno.nombres
    cuaderno.resolver(id_)
    assert prestados(cuaderno.nombres[clase]) == {}
    assert "parameters" in vars(cuaderno.nombres[clase])


def test_una_funcion_prestada_usa_lo_suyo(lleno):
    lleno.escribir(activo().solucion("04-softmax"))
    lleno.resolver("04-nll", tropiezo("04-nll"))
    assert nuestra(lleno.nombres["nll"])
    assert lleno.nombres["nll"].__globals__ is lleno.nombres
    assert not nuestra(lleno.nombres["softmax"])


def test_lo_que_falta_de_antes_tambien_cuenta_como_prestado(lleno, capsys):
    del lleno.nombres["softmax"]
    lleno.resolver("04-nll", tropiezo("04-nll"))
    assert "te prestamos `softmax` y `nll`." in capsys.readouterr().out
    lleno.comprobar("04-softmax")
    assert "te prestamos" in capsys.readouterr().out


# --- los motores de las otras lecciones ------------------------------------------------------


@pytest.mark.parametrize("nombre", ["02_a_mano", "03_automatizando"])
def test_los_otros_motores_tambien_se_corrigen_parte_a_parte(nombre):
    piezas = [e.id for e in activo().de_seccion(nombre[:2]) if e.pieza and e.tipo == "codigo"]
    cuaderno = Cuaderno(nombre)
    cuaderno.recorrer(equivocadas=piezas)
    con_partes = [id_ for id_ in piezas if activo().partes(activo().buscar(id_))]
    assert len(prestados(cuaderno.motor)) >= len(con_partes)
    for id_ in con_partes:
        cuaderno.resolver(id_)
    assert not any(map(nuestra, cuaderno.metodos().values()))


def test_comprobar_antes_de_ejecutar_la_celda_no_quita_nada():
    cuaderno = Cuaderno(CUATRO)
    for celda in cuaderno.celdas:
        if celda.ejercicio == "04-restar-y-dividir":
            break
        if celda.ejercicio or celda.base or "= comprobar(" in celda.fuente:
            cuaderno.escribir(sin_marcas(celda.python) if celda.ejercicio else celda.fuente)
    clase = cuaderno.motor
    cuaderno.comprobar("04-restar-y-dividir")
    assert cuaderno.motor is clase
    cuaderno.resolver("04-restar-y-dividir")
    assert not prestados(cuaderno.motor)


def test_si_lo_que_falla_es_la_clase_no_se_nombra_otra_cosa(lleno, capsys):
    solucion = activo().solucion("04-nodo")
    lleno.escribir(solucion.replace("self._prev = tuple(hijos)", "self._prev = set(hijos)"))
    capsys.readouterr()
    lleno.comprobar("04-multiplicar")
    assert "Tu parte está bien" in capsys.readouterr().out
    assert not nuestra(vars(lleno.motor)["__mul__"])


def test_evaluar_avisa_si_el_archivo_cambio_despues_de_importarlo(lleno, tmp_path):
    escribir_motor(lleno.motor)
    motor = importar_motor().Value
    assert not evaluar(motor).cambiado
    archivo = tmp_path / "mi_minigrad.py"
    archivo.write_text(archivo.read_text("utf-8") + "# otra línea\n", "utf-8")
    assert "`mi_minigrad.py` cambió después" in repr(evaluar(motor))


def test_lo_mucho_que_sigue_prestado_se_cuenta_y_no_se_enumera(capsys):
    cuaderno = Cuaderno(CUATRO)
    cuaderno.recorrer(equivocadas=DEL_MOTOR)
    capsys.readouterr()
    cuaderno.resolver("04-multiplicar", tropiezo("04-multiplicar"))
    dice = capsys.readouterr().out
    assert re.search(r"te prestamos `__mul__`, y siguen prestadas otras \d+ partes; lo demás", dice)
