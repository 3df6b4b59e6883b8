"""Un curso sellado juzga igual que el abierto, y sus soluciones se abren con la clave."""

import inspect
import json
import sys
from datetime import datetime, timedelta

import pytest
from curso_de_prueba import EJERCICIOS, ejecutar_celda
from paquete_de_prueba import CLAVE

from minigrad.aula import comprobar, solucion
from minigrad.aula.cerrojo import llavero
from minigrad.aula.cerrojo.politica import Politica
from minigrad.aula.curso import sellado as curso_sellado
from minigrad.aula.curso.sellado import CursoSellado
from minigrad.aula.curso.solucionario import SolucionCerrada
from minigrad.aula.huella.forma import congelar, iguales
from minigrad.aula.juicio.juzgar import juzgar
from minigrad.aula.trabajo import progreso

RESPUESTA = "numero = 3 * 4.5"


def casos(abierto):
    """Cada ejercicio con su solución, su blanco y sus errores, y lo que se debe decir."""
    for e in abierto.todos():
        yield e, "correcto", abierto.solucion(e.id)
        yield e, "blanco", abierto.blanco(e.id)
        for error in e.errores:
            yield e, error.nombre, abierto.equivocada(e, error)


@pytest.mark.parametrize("paquete", ["con_clave", "sin_prestamos"])
def test_juzga_igual_que_el_abierto(abierto, aprender, request, paquete):
    sellado = aprender(request.getfixturevalue(paquete))
    for ejercicio, esperado, fuente in casos(abierto):
        nombres = abierto.preparar(ejercicio)
        exec(compile(fuente, "<ipython-input-1-x>", "exec"), nombres)
        veredicto = juzgar(sellado, sellado.buscar(ejercicio.id), nombres[ejercicio.nombre])
        dicho = veredicto.error.nombre if veredicto.error else veredicto.estado
        assert dicho == esperado, ejercicio.id


def test_los_datos_son_los_mismos(abierto, aprender, con_clave):
    sellado = aprender(con_clave)
    for de_fuera, sellada in zip(EJERCICIOS, sellado.todos(), strict=True):
        for campo in ("id", "titulo", "nombre", "pieza", "parte", "tolerancia", "tipo"):
            assert getattr(sellada, campo) == getattr(de_fuera, campo)
        assert tuple(sellada.pistas) == tuple(de_fuera.pistas)
        assert sellado.blanco(sellada.id) == abierto.blanco(de_fuera.id)
        assert sellado.destinos(sellada.id) == abierto.destinos(de_fuera.id)
    assert sellado.secciones() == ["02"]


# --- lo que se ve al comprobar -----------------------------------------------------------------


def test_al_acertar_se_dice_el_porque_sin_abrir_nada(aprender, con_clave, capsys):
    aprender(con_clave)
    comprobar("02-numero", 13.5)
    assert "Porque sí:\n  dos líneas." in capsys.readouterr().out


def test_al_fallar_no_se_dice_lo_esperado(aprender, con_clave, capsys):
    aprender(con_clave)
    comprobar("02-derivada", lambda f, x, h=1e-5: 7.0)
    texto = capsys.readouterr().out
    assert "derivada(x², en x = 3)" in texto
    assert "obtuviste: `7`" in texto
    assert "esperaba" not in texto
    assert "Mientras tanto te prestamos" in texto


def test_un_error_conocido_se_nombra_sin_decir_lo_esperado(aprender, con_clave, capsys):
    aprender(con_clave)
    comprobar("02-derivada", lambda f, x, h=1e-5: (f(x + h) - f(x)) / h)
    texto = capsys.readouterr().out
    assert "Mediste solo hacia la derecha." in texto
    assert "en x = 3): obtuviste" in texto
    assert "esperaba" not in texto


@pytest.mark.parametrize(
    ("entregado", "frase"),
    [
        (-13.5, "revisa el signo"), (27, "un factor 2"), (6.75, "un factor 2"),
        (13.4, "Si lleva decimales, escríbelos todos"),
        (100, "Ese número no es"), (10**400, "Ese número no es"),
        ("13.5", "sin comillas"), (None, "None"), ((13, 5), "varios valores"), (3 + 4.5, "Sumaste"),
    ],
)  # fmt: skip
def test_los_casi_aciertos_de_un_numero_se_nombran_igual(
    aprender, con_clave, capsys, entregado, frase
):
    aprender(con_clave)
    comprobar("02-numero", entregado)
    texto = capsys.readouterr().out
    assert frase in texto
    assert "13.5" not in texto


def test_de_varios_numeros_se_dice_cual(aprender, con_clave, capsys):
    aprender(con_clave)
    comprobar("02-pares", (1.5, 2.5, 7))
    assert "posición 2" in capsys.readouterr().out
    comprobar("02-pares", (1.5, 2.5))
    assert "Se piden 3 números y entregaste 2" in capsys.readouterr().out


@pytest.mark.parametrize("margen", [10, 1, 0.1])
def test_a_un_numero_no_se_llega_de_grueso_a_fino(aprender, con_clave, margen):
    sellado = aprender(con_clave)
    (observada,) = sellado.huella_de_referencia(sellado.buscar("02-numero"))
    for lejos in (margen / 3, -margen / 2):
        assert not iguales(congelar(13.5 + lejos), observada.forma, margen)
    assert iguales(congelar(13.5), observada.forma, margen)


# --- lo prestado -------------------------------------------------------------------------------


def test_lo_prestado_sirve_y_no_se_lee(aprender, con_clave, capsys):
    aprender(con_clave)
    derivada = comprobar("02-derivada", ...)
    assert derivada(lambda x: x * x, 3.0) == pytest.approx(6.0)
    with pytest.raises((OSError, TypeError)):
        inspect.getsource(derivada)
    comprobar("02-derivada", derivada)
    assert "te prestamos" in capsys.readouterr().out


def test_sin_prestamos_se_sigue_con_lo_propio(aprender, sin_prestamos, capsys):
    aprender(sin_prestamos)
    mia = comprobar("02-derivada", len)
    texto = capsys.readouterr().out
    assert mia is len
    assert "lo que sigue usará lo tuyo" in texto
    assert "referencia" not in texto


def test_sin_prestamos_la_clave_tambien_presta(aprender, sin_prestamos, capsys):
    aprender(sin_prestamos)
    solucion("02-numero", clave=CLAVE)
    derivada = comprobar("02-derivada", ...)
    assert derivada(lambda x: x * x, 3.0) == pytest.approx(6.0)


VALUE = (
    "class Value:\n    def __init__(self, data, hijos=()):\n        self.data = data\n"
    "        self.grad = 0.0\n        self._prev = tuple(hijos)\n"
    "def sumar(self, otro):\n    return Value(self.data - otro.data, (self, otro))\n"
    "def mio(self):\n    return self.data\n"
    "Value.__add__, Value.mio = sumar, mio"
)


def test_tambien_sellado_se_presta_solo_la_parte_que_falla(aprender, con_clave, capsys):
    aprender(con_clave)
    nombres = {"__name__": "__main__"}
    ejecutar_celda(nombres, VALUE)
    antes = dict(vars(nombres["Value"]))
    clase = comprobar("02-sumar", nombres["Value"])
    assert clase is nombres["Value"]
    assert (clase(2.0) + clase(3.0)).data == 5.0
    assert {n for n, v in vars(clase).items() if v is not antes[n]} == {"__add__"}
    assert "te prestamos `__add__`; lo demás de tu `Value` es tuyo." in capsys.readouterr().out


def test_sin_prestamos_la_clase_queda_como_estaba(aprender, sin_prestamos, capsys):
    aprender(sin_prestamos)
    nombres = {"__name__": "__main__"}
    ejecutar_celda(nombres, VALUE)
    antes = dict(vars(nombres["Value"]))
    assert comprobar("02-sumar", nombres["Value"]) is nombres["Value"]
    assert dict(vars(nombres["Value"])) == antes


# --- abrir -------------------------------------------------------------------------------------


@pytest.fixture
def pedir(capsys):
    def ver(**datos):
        capsys.readouterr()
        solucion("02-numero", **datos)
        return capsys.readouterr().out

    return ver


def test_sin_clave_con_una_mala_y_con_la_buena(aprender, con_clave, pedir, tmp_path, monkeypatch):
    aprender(con_clave)
    assert "Falta la clave" in pedir()
    mala = pedir(clave="abeja cobre jaguar sol")
    assert "Esa clave no abre esta sección" in mala
    assert progreso.actual().de("02-numero") == progreso.Registro()
    assert list(tmp_path.iterdir()) == []
    buena = pedir(clave="  ABEJA-cobre jagúar_Sombra ")
    assert RESPUESTA in buena
    assert "Porque sí" in buena
    monkeypatch.setattr(llavero, "_sesion", {})  # se cerró el cuaderno y se volvió a abrir
    assert RESPUESTA in pedir()


def test_la_clave_no_sirve_para_otro_paquete(aprender, con_clave, sin_prestamos, pedir):
    aprender(con_clave)
    pedir(clave=CLAVE)
    aprender(sin_prestamos)  # la misma clave, otra sal
    assert "Falta la clave" in pedir()


def test_con_intentos_la_llave_viene_dentro(aprender, sellarlo, pedir):
    aprender(sellarlo(Politica("intento", 2)))
    comprobar("02-numero", 1)
    assert "llevas 1" in pedir()
    comprobar("02-numero", 2)
    assert RESPUESTA in pedir()


def test_con_fecha(aprender, sellarlo, pedir):
    ahora = datetime.now().astimezone()
    aprender(sellarlo(Politica("fecha", 0, ahora + timedelta(days=1))))
    assert "Todavía no es la hora" in pedir()
    aprender(sellarlo(Politica("fecha", 0, ahora - timedelta(days=1))))
    assert RESPUESTA in pedir()


def test_cerradas_no_van_en_el_paquete(aprender, sellarlo, pedir):
    carpeta = sellarlo(Politica("cerradas", 0))
    aprender(carpeta)
    assert "las mantiene cerradas" in pedir(clave=CLAVE)
    assert "cifrado" not in (carpeta / "clase.json").read_text()


def test_un_aula_toml_no_abre_lo_sellado(aprender, con_clave, pedir, tmp_path):
    aprender(con_clave)
    (tmp_path / "aula.toml").write_text('soluciones = "abiertas"')
    assert "Falta la clave" in pedir()


def test_sin_cryptography_se_dice_como_conseguirla(aprender, con_clave, pedir, monkeypatch):
    aprender(con_clave)
    curso_sellado._descifrar.cache_clear()
    monkeypatch.setitem(sys.modules, "cryptography.fernet", None)
    monkeypatch.setattr("minigrad._extras._procedencia", lambda: {})
    texto = pedir(clave=CLAVE)
    assert '%pip install "minigrad-taller[sellado]"' in texto
    assert RESPUESTA not in texto
    comprobar("02-numero", 13.5)  # lo demás funciona sin ella


def test_un_paquete_danado_lo_dice(aprender, con_clave, pedir, tmp_path):
    import shutil

    copia = shutil.copytree(con_clave, tmp_path / "otra")
    datos = json.loads((copia / "clase.json").read_text())
    cifrado = datos["secciones"]["02"]["cifrado"]
    datos["secciones"]["02"]["cifrado"] = cifrado[:40] + "A" + cifrado[41:-8]
    (copia / "clase.json").write_text(json.dumps(datos))
    aprender(copia)
    assert "dañado" in pedir(clave=CLAVE)


def test_leer_la_solucion_sin_llave_lanza(con_clave, aprender):
    sellado = aprender(con_clave)
    assert isinstance(sellado, CursoSellado)
    with pytest.raises(SolucionCerrada):
        sellado.solucion("02-numero")
