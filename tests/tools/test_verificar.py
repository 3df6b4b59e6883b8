"""`verificar` encuentra cada falta que un autor puede cometer."""

import subprocess
import sys
from dataclasses import replace

import pytest
from curso_de_prueba import EJERCICIOS, escribir_cuaderno

from minigrad.aula.curso.activo import usar
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Error
from tools.verificar import principal, verificar

POR_ID = {e.id: e for e in EJERCICIOS}
DERIVADA, NUMERO = POR_ID["02-derivada"], POR_ID["02-numero"]


@pytest.mark.parametrize("ejercicio", EJERCICIOS, ids=list(POR_ID))
def test_los_ejercicios_de_prueba_no_tienen_faltas(prueba, ejercicio):
    assert verificar(ejercicio) == []


def nuevo(curso):
    """El mismo curso, sin nada que recordar de los ejercicios sin estropear."""
    return Curso(curso.carpeta, EJERCICIOS)


def _error(**cambios):
    return Error(**{"nombre": "otro", "mensaje": "Mensaje.", **cambios})


BIEN = "def derivada(g, x, h=1e-5):\n    return (g(x + h) - g(x - h)) / h / 2"
UN_LADO = "def derivada(g, x):\n    return (g(x + 1e-5) - g(x)) / 1e-5"


@pytest.mark.parametrize(
    ("error", "falta"),
    [
        (_error(codigo=BIEN), "se acepta como correcto"),
        (_error(codigo=UN_LADO), "tienen la misma huella"),
        (_error(codigo="derivada = 1 / 0"), "no se puede ejecutar: ZeroDivisionError"),
        (_error(codigo="otra = 1"), "no se puede ejecutar: KeyError"),
        (_error(cambiar={"no está": "x"}), "que no está en la solución"),
        (_error(codigo=UN_LADO + " + 1", mensaje=" "), "está vacío"),
        (_error(codigo=UN_LADO + " + 1", nombre="un lado"), "dos errores se llaman «un lado»"),
        (_error(codigo="def derivada(f, x, h=1e-5):\n    ..."), "se reconoce como «blanco»"),
        (_error(codigo="def derivada(f, x):\n    f(x)"), "se porta como la celda sin tocar"),
        (
            _error(codigo="derivada = 1 / 0", lugar="solutions/02_x.md, línea 7"),
            "solutions/02_x.md, línea 7: «otro» no se puede ejecutar",
        ),
    ],
)
def test_un_error_mal_hecho(prueba, error, falta):
    malo = replace(DERIVADA, errores=(*DERIVADA.errores[:2], error))
    assert any(falta in cada for cada in verificar(malo, nuevo(prueba)))


@pytest.mark.parametrize(
    ("cambios", "falta"),
    [
        ({"pistas": ("una", "dos")}, "2 pistas"),
        ({"errores": ()}, "0 errores"),
        ({"pistas": ("Piensa.", "La cuenta da 13.5.", "Ya.")}, "la pista 2 dice el número"),
        ({"pieza": True}, "no puede ser pieza"),
        ({"observar": lambda r: iter(())}, "no se observa nada"),
        ({"nombre": "otra"}, "no define `otra`"),
        ({"id": "02-nada"}, "Falta la solución"),
    ],
)
def test_un_dato_mal_hecho(prueba, cambios, falta):
    assert any(falta in cada for cada in verificar(replace(NUMERO, **cambios), nuevo(prueba)))


def test_una_observacion_que_se_rompe_sola_se_nota(prueba):
    def mirar(derivada):
        yield from DERIVADA.observar(derivada)
        yield "sobra un argumento", lambda: derivada(abs, 1.0, 1e-5, 7, 8)

    faltas = verificar(replace(DERIVADA, observar=mirar), nuevo(prueba))
    assert any("«sobra un argumento» se rompe sola" in falta for falta in faltas)


def test_una_observacion_que_cambia_se_nota(prueba):
    veces = iter(range(100))
    movediza = replace(NUMERO, observar=lambda r: iter([("vez", next(veces))]))
    assert any("dan distinto" in falta for falta in verificar(movediza, nuevo(prueba)))


def test_un_blanco_que_no_se_puede_ejecutar(tmp_path):
    fuente = "numero = 3 * 4.5  # SOLUTION\nnumero + 1"
    escribir_cuaderno(tmp_path / "02_x.ipynb", [(fuente, {"ejercicio": "02-numero"})])
    faltas = verificar(NUMERO, Curso(tmp_path, (NUMERO,)))
    assert any("la celda en blanco lanza TypeError" in falta for falta in faltas)


def test_un_numero_dado_por_bueno_en_blanco(tmp_path):
    escribir_cuaderno(tmp_path / "02_x.ipynb", [("numero = 13.5", {"ejercicio": "02-numero"})])
    faltas = verificar(NUMERO, Curso(tmp_path, (NUMERO,)))
    assert any("cuenta como «correcto»" in falta for falta in faltas)


DOS = "02-dos"


def test_a_medio_llenar_no_es_un_error_conocido(prueba):
    a_medias = "def por(self, otro):\n    return Value(self.data * otro.data, (self, otro))\n"
    fuente = prueba.solucion(DOS).replace("return Value(-self.data, (self,))", "return ...")
    assert a_medias.strip() in fuente
    malo = replace(POR_ID[DOS], errores=(*POR_ID[DOS].errores, _error(codigo=fuente)))
    faltas = verificar(malo, nuevo(prueba))
    assert any("«otro» se reconoce como «blanco»" in falta for falta in faltas)


def test_a_medio_llenar_no_se_acepta(tmp_path):
    fuente = "numero = 13.5  # SOLUTION\notro = 2  # SOLUTION"
    escribir_cuaderno(tmp_path / "02_x.ipynb", [(fuente, {"ejercicio": "02-numero"})])
    faltas = verificar(NUMERO, Curso(tmp_path, (NUMERO,)))
    assert "a medio llenar (llenos los huecos [1] de 2) se acepta" in faltas


def test_una_respuesta_que_contagia_a_la_siguiente_se_nota(prueba):
    datos = [1.0]

    def observar(derivada):
        yield "la última", lambda: derivada(lambda x: x * datos[-1], 3.0)
        yield "tres veces", lambda: derivada(lambda x: x * 3, 3.0)

    dana = (
        "def derivada(f, x, h=1e-5):\n    f.__closure__[0].cell_contents.append(2.0)\n    return 5"
    )
    malo = replace(DERIVADA, observar=observar, errores=(*DERIVADA.errores, _error(codigo=dana)))
    faltas = verificar(malo, nuevo(prueba))
    assert "después de juzgar los errores conocidos, la referencia ya no se acepta" in faltas


def test_la_orden_informa_y_falla_si_hay_faltas(prueba, capsys):
    assert principal(["02-numero"]) == 0
    assert "✔ 02-numero" in capsys.readouterr().out


def test_un_catalogo_que_no_se_entiende_es_una_frase_y_no_una_traza(tmp_path, capsys):
    escribir_cuaderno(tmp_path / "02_x.ipynb", [("numero = 13.5", {"ejercicio": "02-numero"})])
    (tmp_path / "02_x.md").write_text("## 02-numero\nobserva: nada\n", encoding="utf-8")
    with usar(Curso(tmp_path)):
        assert principal([]) == 1
    assert "línea 2, 02-numero: no entiendo «observa: nada»" in capsys.readouterr().out


def test_la_orden_existe():
    hecho = subprocess.run(
        [sys.executable, "-m", "tools.verificar", "02-no-existe"],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert hecho.returncode == 1
    assert "No hay ningún ejercicio" in hecho.stderr
