"""El catálogo en texto: lo que se puede escribir, y que todo tropiezo diga dónde."""

import pytest

from minigrad.aula.celda.cuaderno import Trozo
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.catalogo import CatalogoDanado, leer
from minigrad.aula.curso.enunciado import Enunciado, enunciados
from minigrad.aula.observadores.leccion_03 import observar_sumar
from minigrad.aula.observadores.respuestas import observar_opcion, observar_respuesta


def dicho(id_, nombre="sumar", clase="codigo", parte=None):
    return Enunciado(id_, "Un título", 2, 5, nombre, True, parte, False, clase)


def de(texto, *dichos, ajenos=()):
    """Los ejercicios de un texto, por id."""
    return leer(texto, "solutions/03_x.md", {d.id: d for d in dichos}, dict(ajenos))[0]


SUMAR = """\
# 3. Lo que se lee antes del primer encabezado no cuenta

## COMUNES

- sin retorno | `return out` → `return None`
  Falta devolver.
- al revés | +=  →  -=
  El signo está al revés.

## 03-sumar
observar: observar_sumar
requiere: 03-uno, 03-dos
errores: COMUNES menos «al revés»

- quita | ` * out.grad` →
  Falta multiplicar
  por lo que llega.
- dos cambios | a⏎b → `  c` | x → y
  Son dos.
- en una línea := `sumar = 3`
  Eso es un número.
- todo otro

      def sumar(a):

          return a
  No es lo que se pide.

1. ¿Qué falta?
2. def sumar(a):
       return …

   Y nada más.
3. Casi.
> Porque sí.
> Y ya.
"""


def test_todo_lo_que_se_puede_escribir():
    [ejercicio] = de(SUMAR, dicho("03-sumar", parte="__add__")).values()
    assert ejercicio.observar is observar_sumar
    assert (ejercicio.titulo, ejercicio.dificultad, ejercicio.minutos) == ("Un título", 2, 5)
    assert (ejercicio.tipo, ejercicio.pieza, ejercicio.parte) == ("codigo", True, "__add__")
    assert ejercicio.requiere == ("03-uno", "03-dos")
    assert ejercicio.pistas == (
        "¿Qué falta?",
        "def sumar(a):\n    return …\n\nY nada más.",
        "Casi.",
    )
    assert ejercicio.porque == "Porque sí.\nY ya."
    comun, quita, dos, linea, otro = ejercicio.errores
    assert (comun.nombre, comun.cambiar) == ("sin retorno", {"return out": "return None"})
    assert (quita.cambiar, quita.mensaje) == (
        {" * out.grad": ""},
        "Falta multiplicar por lo que llega.",
    )
    assert dos.cambiar == {"a\nb": "  c", "x": "y"}
    assert (linea.nombre, linea.codigo) == ("en una línea", "sumar = 3")
    assert otro.codigo == "def sumar(a):\n\n    return a"


def test_una_respuesta_suelta_toma_su_nombre_de_lo_que_dice():
    texto = '## 03-cual\n- = `"a"`\n  No es la a.\n\n## 03-cuanto\n- = (1, -2)\n  No.\n'
    cual, cuanto = de(
        texto, dicho("03-cual", "r", "letras"), dicho("03-cuanto", "n", "numeros")
    ).values()
    assert (cual.tipo, cual.observar) == ("opcion", observar_opcion)
    assert [(e.nombre, e.codigo) for e in cual.errores] == [("opción a", 'r = "a"')]
    assert (cuanto.tipo, cuanto.observar, cuanto.tolerancia) == ("numero", observar_respuesta, 1e-3)
    assert [(e.nombre, e.codigo) for e in cuanto.errores] == [("dice (1, -2)", "n = (1, -2)")]


def test_los_campos_mandan():
    texto = "## 03-repaso-1\n\n## 03-sumar\nobservar: observar_sumar\ntipo: numero\n"
    texto += "tolerancia: 0.5\nsegundos: 2\nparte: __init__\n"
    repaso, sumar = de(texto, dicho("03-repaso-1", clase="letras"), dicho("03-sumar")).values()
    assert repaso.tipo == "repaso"
    assert (sumar.tipo, sumar.tolerancia, sumar.segundos, sumar.parte) == (
        "numero",
        0.5,
        2,
        "__init__",
    )


def test_la_practica_usa_los_grupos_de_su_leccion():
    _, grupos = leer(SUMAR, "solutions/03_x.md", {"03-sumar": dicho("03-sumar")}, {})
    texto = "## 03p-otro\nobservar: observar_sumar\nerrores: COMUNES\n"
    [otro] = de(texto, dicho("03p-otro"), ajenos=grupos.items()).values()
    assert [error.nombre for error in otro.errores] == ["sin retorno", "al revés"]


@pytest.mark.parametrize(
    ("id_", "donde"),
    [
        ("03-x", ["leccion_03"]),
        ("03p-x", ["leccion_03"]),
        ("06-x", ["para_seguir/leccion_06"]),
        ("07p-x", ["para_seguir/practica_07", "para_seguir/leccion_07"]),
    ],
)
def test_los_observadores_se_buscan_en_los_archivos_del_cuaderno(id_, donde):
    with pytest.raises(CatalogoDanado) as hallado:
        de(f"## {id_}\nobservar: no_existe\n", dicho(id_))
    rutas = " ni en ".join(f"minigrad/aula/observadores/{d}.py" for d in donde)
    assert f"`no_existe` no está en {rutas}" in str(hallado.value)


BIEN = "## 03-sumar\nobservar: observar_sumar\n"


@pytest.mark.parametrize(
    ("texto", "dice"),
    [
        (BIEN + "\nuna línea suelta", "línea 4, 03-sumar: no entiendo «una línea suelta»."),
        (BIEN + "titulo: Otro", "línea 3, 03-sumar: no entiendo «titulo: Otro»."),
        (BIEN + "- sin mensaje | a → b", "línea 3, 03-sumar: a «sin mensaje | a → b» le falta"),
        (BIEN + "- nada\n  Mensaje.", "línea 3, 03-sumar: «nada» no dice qué cambia"),
        (BIEN + "- mal | a - b\n  Mensaje.", "línea 3, 03-sumar: «mal | a - b» no dice qué cambia"),
        (BIEN + "errores: NADIE", "línea 1, 03-sumar: no hay ningún grupo NADIE."),
        (SUMAR.replace("«al revés»", "«x»"), "03-sumar: en COMUNES no hay ningún error «x»."),
        (BIEN.replace("_sumar", "_nada"), "`observar_nada` no está en minigrad/aula/observadores/"),
        (BIEN + "segundos: muchos", "línea 1, 03-sumar: `segundos` lleva un número."),
        ("## 03-otro\n", "línea 1, 03-otro: no tiene celda en su cuaderno"),
        (BIEN + BIEN, "línea 3, 03-sumar: ya está más arriba."),
        (BIEN + "observar: otro", "línea 3, 03-sumar: `observar` está dos veces."),
        (BIEN + 2 * "- x := 1\n  Mensaje.\n", "línea 1, 03-sumar: hay dos errores «x»."),
        ("## UNO\n## UNO\n", "línea 2, UNO: ya está más arriba."),
        ("## 03-sumar · Sumar\n", "línea 1, 03-sumar: sobra «Sumar»: el título es el que se ve"),
    ],
)
def test_todo_tropiezo_dice_archivo_linea_y_ejercicio(texto, dice):
    with pytest.raises(CatalogoDanado) as hallado:
        de(texto, dicho("03-sumar"))
    assert str(hallado.value).startswith("solutions/03_x.md, línea ")
    assert dice in str(hallado.value)


# --- lo que dice el cuaderno -----------------------------------------------------------------


def codigo(texto, ejercicio=None):
    return Trozo(True, texto, ejercicio)


def prosa(texto):
    return Trozo(False, texto, None)


def test_lo_que_el_cuaderno_dice_no_se_escribe_otra_vez():
    celdas = [
        prosa("### Ejercicio 03-sumar · La suma · ★★☆ · 7 min\n\nEscribe."),
        codigo("def sumar(a, b):\n    return a  # SOLUTION\nValue.__add__ = sumar", "03-sumar"),
        prosa("Compruébalo."),
        codigo('Value = comprobar("03-sumar", Value)'),
        codigo("%%con_torch\nletra = 'a'  # SOLUTION", "03-letra"),
        codigo('comprobar("03-letra", letra)'),
        codigo("x = 1 + 1  # SOLUTION", "03-sin-comprobar"),
        codigo("print(x)"),
    ]
    hallados = enunciados(celdas)
    assert list(hallados) == ["03-sumar", "03-letra"]
    assert hallados["03-sumar"] == Enunciado(
        "03-sumar", "La suma", 2, 7, "Value", True, "__add__", False, "codigo"
    )
    assert hallados["03-letra"] == Enunciado(
        "03-letra", "", 1, 1, "letra", False, None, True, "letras"
    )


def test_un_repaso_se_llama_como_se_ve_en_el_cuaderno():
    celdas = [
        prosa("**Repaso 2.** ¿Cuál es la derivada de `x`?"),
        codigo("repaso_2 = 'a'  # SOLUTION", "03-repaso-2"),
        codigo('comprobar("03-repaso-2", repaso_2)'),
    ]
    assert enunciados(celdas)["03-repaso-2"].titulo == "Repaso 2"


def test_los_del_curso_salen_todos_de_sus_dos_archivos():
    vigente = activo()
    for ejercicio in vigente.todos():
        assert ejercicio.titulo, ejercicio.id
        assert ejercicio.observar.__module__.startswith("minigrad.aula.observadores.")
        assert ejercicio.tipo == "codigo" or not ejercicio.parte
