"""Las pistas llegan de una en una, y la solución después de un intento."""

import textwrap
from dataclasses import replace

import pytest
from curso_de_prueba import escribir_cuaderno

from minigrad import _recursos
from minigrad.aula import comprobar, pista, solucion
from minigrad.aula.celda import entorno
from minigrad.aula.celda.tarjeta import Codigo
from minigrad.aula.curso.activo import activo, usar
from minigrad.aula.curso.curso import Curso
from minigrad.aula.juicio import prestamos
from minigrad.aula.tarjetas import de_ayuda
from minigrad.aula.tarjetas.de_ayuda import bloques_de_pista, tarjeta_de_pista
from minigrad.aula.trabajo import progreso
from minigrad.aula.verbos import ayuda


def test_las_pistas_llegan_de_una_en_una(prueba, capsys):
    vistas = []
    for _ in range(4):
        pista("02-numero")
        vistas.append(capsys.readouterr().out)
    assert vistas[0].startswith("→ Pista 1/3: Un número\n  ¿Qué pide?")
    assert "Pista 2/3" in vistas[1]
    assert "Pista 3/3" in vistas[2]
    assert "Pista 3/3" in vistas[3]
    assert 'solucion("02-numero")' in vistas[3]
    assert 'solucion("02-numero")' not in vistas[2]
    assert progreso.actual().de("02-numero").estado == "con pistas"


def test_la_solucion_espera_un_intento(prueba, capsys):
    solucion("02-numero")
    assert "Primero un intento" in capsys.readouterr().out
    comprobar("02-numero", ...)
    solucion("02-numero")
    assert "4.5" not in capsys.readouterr().out
    comprobar("02-numero", 1)
    solucion("02-numero")
    texto = capsys.readouterr().out
    assert "numero = 3 * 4.5" in texto
    assert "Porque sí" in texto
    assert "SOLUTION" not in texto
    assert progreso.actual().de("02-numero").estado == "solución vista"


class _Interprete:
    """Lo poco de IPython que la ayuda usa."""

    def __init__(self, celdas):
        self.user_ns = {"In": celdas}
        self.puestas = []

    def set_next_input(self, texto, replace):
        self.puestas.append((texto, replace))


@pytest.fixture
def con_historia(monkeypatch, prueba):
    def poner(*celdas):
        ip = _Interprete(list(celdas))
        for modulo in (entorno, ayuda, de_ayuda, prestamos):
            monkeypatch.setattr(modulo, "interprete", lambda: ip)
        return ip

    return poner


def test_la_solucion_va_junto_al_codigo_del_aprendiz(con_historia, capsys):
    con_historia(
        "",
        "def derivada(f, x):\n    vieja",
        "def derivada(f, x, h=1e-5):\n    return 1",
        "derivada = comprobar('02-derivada', derivada)",
    )
    comprobar("02-derivada", lambda f, x: 1)
    capsys.readouterr()
    solucion("02-derivada")
    texto = capsys.readouterr().out
    assert "Tu código:\n      def derivada(f, x, h=1e-5):\n    ≠     return 1" in texto
    assert 'La solución:\n      def derivada(f, x, h=1e-5):\n    ≠     """La pend' in texto


def test_la_solucion_se_puede_poner_en_una_celda_nueva(con_historia, capsys):
    ip = con_historia("")
    solucion("02-numero", celda=True)
    assert ip.puestas == []
    comprobar("02-numero", 1)
    solucion("02-numero")
    assert 'celda nueva: `solucion("02-numero", celda=True)`' in capsys.readouterr().out
    assert ip.puestas == []
    solucion("02-numero", celda=True)
    assert ip.puestas == [("numero = 3 * 4.5", False)]
    assert "la tuya no cambia" in capsys.readouterr().out


def test_sin_celdas_se_dice(prueba, capsys):
    comprobar("02-numero", 1)
    capsys.readouterr()
    solucion("02-numero", celda=True)
    assert "Aquí no hay celdas" in capsys.readouterr().out


def test_el_codigo_propio_se_encuentra_aunque_se_compruebe_en_la_misma_celda(con_historia, capsys):
    con_historia(
        "def derivada(f, x):\n    return 1\n\nderivada = comprobar('02-derivada', derivada)",
        "numero = 7.5\ncomprobar('02-numero', numero);",
        "derivada = comprobar('02-derivada', derivada)",
    )
    for id_, propio in (("02-derivada", "return 1"), ("02-numero", "numero = 7.5")):
        comprobar(id_, 1)
        capsys.readouterr()
        solucion(id_)
        texto = capsys.readouterr().out.split("La solución:")[0]
        assert propio in texto
        assert "comprobar(" not in texto


def test_diferencias_entre_dos_codigos():
    unas, otras = de_ayuda._diferencias(["a", "b", "c"], ["a", "x", "y", "c "])
    assert unas == {1}
    assert otras == {1, 2}


def test_el_cuaderno_se_lee_otra_vez_si_cambia(tmp_path):
    from minigrad.aula.celda.cuaderno import leer

    ruta = tmp_path / "a.ipynb"
    escribir_cuaderno(ruta, [("x = 1", {})])
    assert leer(ruta)[0].fuente == "x = 1"
    escribir_cuaderno(ruta, [("x = 2", {})])
    import os

    os.utime(ruta, ns=(1, 1))
    assert leer(ruta)[0].fuente == "x = 2"


# --- el código de una pista ----------------------------------------------------------------------

PISTAS = [
    ("¿Qué falta?", "", [("Parrafo", "¿Qué falta?")]),
    ("Piensa.", "", [("Parrafo", "Piensa.")]),
    ("Pérdida, …, backward, …", "", [("Parrafo", "Pérdida, …, backward, …")]),
    ("return self + …", "    ", [("Codigo", "    return self + ...")]),
    (
        "if nodo in visitados:\n    return\nfor hijo in …:\n    …",
        "        ",
        [
            (
                "Codigo",
                "        if nodo in visitados:\n            return\n"
                "        for hijo in ...:\n            ...",
            )
        ],
    ),
    ("Así:\n\n    x = …\n    y = 2", "  ", [("Parrafo", "Así:"), ("Codigo", "  x = ...\n  y = 2")]),
    (
        "La nota es una función:\n\ndef nota():\n    hijo.grad += …\n\nreturn nota\n\nY ya.",
        "",
        [
            ("Parrafo", "La nota es una función:"),
            ("Codigo", "def nota():\n    hijo.grad += ...\n\nreturn nota"),
            ("Parrafo", "Y ya."),
        ],
    ),
]


@pytest.mark.parametrize(("pista_", "sangria", "bloques"), PISTAS)
def test_el_codigo_de_una_pista_es_codigo(pista_, sangria, bloques):
    hallados = bloques_de_pista(pista_, sangria)
    assert [(type(b).__name__, b.texto) for b in hallados] == bloques


def test_el_codigo_de_toda_pista_copiado_en_su_hueco_corre():
    vigente, cuantos = activo(), 0
    for ejercicio in vigente.todos():
        for texto in ejercicio.pistas:
            for bloque in bloques_de_pista(texto):
                if isinstance(bloque, Codigo):
                    cuantos += 1
                    # su hueco está en una función, y quizás en un bucle
                    dentro = textwrap.indent(textwrap.dedent(bloque.texto), " " * 8)
                    compile(f"def _(self, otro):\n    while 1:\n{dentro}", ejercicio.id, "exec")
    assert cuantos > 50


def test_una_pista_se_muestra_con_la_sangria_de_su_hueco(prueba):
    with usar(Curso(_recursos.cuadernos("solutions"))):
        texto = tarjeta_de_pista(replace(activo().buscar("03-orden-topologico"), pistas=["return"]))
        assert "\n              return" in repr(texto)
        assert '<pre style="' in texto._repr_html_()
        assert "        return</pre>" in texto._repr_html_()


def test_una_pista_pedida_despues_de_acertar_no_cuenta(prueba, capsys, monkeypatch):
    monkeypatch.setattr(de_ayuda, "_de_repaso", {})
    comprobar("02-numero", 13.5)
    for numero in (1, 2, 3, 3):
        capsys.readouterr()
        pista("02-numero")
        assert f"Pista {numero}/3" in capsys.readouterr().out
    assert progreso.actual().de("02-numero").pistas == 0
    pista("02-derivada")
    comprobar("02-derivada", lambda f, x, h=1e-5: (f(x + h) - f(x - h)) / (2 * h))
    pista("02-derivada")
    assert progreso.actual().de("02-derivada").pistas == 1
