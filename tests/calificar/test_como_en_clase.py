"""La nota es la que dice la tarjeta en clase, se escriba la celda como se escriba."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import pytest
from armar import celda, entregado, nueva
from curso_de_prueba import ejecutar_celda

from minigrad.aula.curso.activo import activo
from minigrad.aula.juicio.juzgar import juzgar

CURSO = activo()
CARPETA = Path(__file__).parents[1] / "aula" / "juicio" / "otras_respuestas"


#: de cada cuántas respuestas se prueba una; todas tardan un cuarto de hora
UNA_DE = int(os.environ.get("MINIGRAD_UNA_DE", "12"))
#: lo mismo donde cada forma se prueba en muchos ejercicios, y a cada una le tocan otros
UNA_FORMA_DE = max(1, UNA_DE // 3)


def con_todas(cambiar, stem, turno=0):
    """Una lección con la solución de los ejercicios a los que les toca, escrita de otro modo."""
    cuaderno = entregado(stem)
    todos = [celda_.ejercicio for celda_ in CURSO.cuaderno(stem) if celda_.ejercicio]
    van = todos[turno % UNA_FORMA_DE :: UNA_FORMA_DE]
    cuaderno["cells"] = [
        c for c in cuaderno["cells"] if c["metadata"].get("ejercicio") in (None, *van)
    ]
    for id_ in van:
        suya = celda(cuaderno, id_)
        suya["source"] = CURSO.solucion(id_)
        cambiar(suya, cuaderno)
    return cuaderno


def sin_correctas(hechas):
    """Las notas de lo entregado que no están bien."""
    entregadas = [nota for nota in hechas.values() if nota.estado != "falta"]
    assert entregadas
    return [nota for nota in entregadas if nota.estado not in ("correcto", "sin_calificar")]


# --- lo que IPython acepta ---------------------------------------------------------------------

DE_IPYTHON = {
    "sangrada": lambda f: "\n".join(f"    {x}" for x in f.split("\n")),
    "de la consola": lambda f: ">>> " + f.replace("\n", "\n... "),
    "de ipython": lambda f: "In [7]: " + f.replace("\n", "\n   ...: "),
    "ayuda": lambda f: f"{f}\nlen?\n?print",
    "órdenes": lambda f: f"!pip install numpy\n{f}\narchivos = !ls\nprint(archivos.n, archivos)",
    "magias": lambda f: f"%matplotlib inline\n{f}\nr = %timeit -o -n1 -r1 len([])\nprint(r.best)",
    "con tiempo": lambda f: f"%%time\n{f}",
    "guardada": lambda f: f"%%capture nada\n{f}\nnada.show",
    "en un bloque": lambda f: f"{f}\nfor _ in range(2):\n    %time largo = len([])\nlargo",
    "con await": lambda f: f"import asyncio\nawait asyncio.sleep(0.01)\n{f}",
    "con un lazo": lambda f: f"import asyncio\n{f}\nawait asyncio.to_thread(len, [])",
    "get_ipython": lambda f: (
        f"{f}\nget_ipython().run_line_magic('matplotlib', 'inline')\n"
        "get_ipython().kernel.algo()\nget_ipython().system('rm -rf x')"
    ),
    "importado": lambda f: (
        "from IPython import get_ipython\nfrom IPython.display import display\n"
        f"get_ipython().run_line_magic('matplotlib', 'inline')\n{f}\ndisplay(1)"
    ),
    "lo de antes": lambda f: f"_\nOut\nIn[-1]\n{f}\ndisplay(_, __)",
    "resto": lambda f: f"%pylab\n{f}\nresto = (7\n% 4)",
}


@pytest.mark.parametrize(("turno", "como"), list(enumerate(DE_IPYTHON.values())), ids=DE_IPYTHON)
@pytest.mark.parametrize("stem", ["00_introduccion", "02_a_mano"])
def test_lo_que_ipython_acepta_se_califica(notas, turno, como, stem):
    pytest.importorskip("IPython")

    def cambiar(suya, _):
        suya["source"] = como(suya["source"])

    assert sin_correctas(notas(con_todas(cambiar, stem, turno))) == []


@pytest.mark.parametrize("magia", ["%%bash", "%%writefile x.py", "%%html"])
def test_una_celda_en_otro_lenguaje_no_es_una_respuesta(notas, magia):
    nota = notas(entregado("02_a_mano", {"02-exacta": f"{magia}\necho 1 2"}))["02-exacta"]
    assert nota.puntos == 0
    assert f"empieza con {magia.split()[0]}" in nota.avisos[0]


def test_la_linea_que_se_dice_es_la_de_la_celda(notas):
    fuente = "%matplotlib inline\n!pip install \\\n  numpy\n\npago = 1 / 0"
    assert (
        "línea 5" in notas(entregado("00_introduccion", {"00-pago": fuente}))["00-pago"].comentario
    )


# --- una celda vuelta texto --------------------------------------------------------------------


def texto(tipo, envolver=str):
    def cambiar(suya, _):
        suya.update(cell_type=tipo, source=envolver(suya["source"]))
        suya.pop("outputs"), suya.pop("execution_count")

    return cambiar


@pytest.mark.parametrize("stem", ["00_introduccion", "03_automatizando"])
@pytest.mark.parametrize(
    ("turno", "cambiar"),
    [
        (0, texto("markdown")),
        (1, texto("raw")),
        (2, texto("raw", lambda f: f.splitlines(keepends=True))),
        (3, texto("markdown", lambda f: f"Mi respuesta:\n\n```python\n{f}\n```\n\n¡Listo!")),
        (4, texto("markdown", lambda f: f"~~~\n{f}")),
        (5, texto(None)),
    ],
)
def test_una_celda_vuelta_texto_se_lee_y_se_dice(notas, stem, turno, cambiar):
    hechas = notas(con_todas(cambiar, stem, turno))
    assert sin_correctas(hechas) == []
    dicho = "la celda se había vuelto texto: la leí como código"
    assert all(dicho in nota.avisos for nota in hechas.values() if nota.estado != "falta")


def test_una_celda_de_texto_con_prosa_es_un_blanco_y_se_dice(notas):
    cuaderno = entregado("00_introduccion")
    celda(cuaderno, "00-pago").update(
        cell_type="markdown", source="No supe hacer este, ¿me ayudas?"
    )
    nota = notas(cuaderno)["00-pago"]
    assert nota.estado == "blanco"
    assert nota.avisos[0].endswith("y lo que dice no es Python")


def test_si_hay_una_de_codigo_cuenta_esa(notas):
    cuaderno = entregado("00_introduccion", {"00-pago": "pago = 18"})
    cuaderno["cells"].append(nueva("pago = 3", ejercicio="00-pago") | {"cell_type": "raw"})
    nota = notas(cuaderno)["00-pago"]
    assert (nota.estado, nota.avisos) == ("correcto", ())


# --- en blanco ---------------------------------------------------------------------------------

VACIOS = ["pass", "return None", "return", "...", "return ...", "raise NotImplementedError",
          "raise NotImplementedError('falta')", "'nada todavía'"]  # fmt: skip


def blancos(ejercicio):
    """La celda sin tocar, con otra forma de no haber hecho nada en cada hueco."""
    lineas = CURSO.blanco(ejercicio.id).split("\n")
    for vacio in VACIOS:
        otras = [
            x.replace("...", vacio) if x.strip() == "..." and x[0] == " " else x for x in lineas
        ]
        if otras != lineas:
            yield vacio, "\n".join(otras)
    datos = [x.replace("= ...", "= None") for x in lineas]
    if datos != lineas:
        yield "None", "\n".join(datos)


def en_clase(ejercicio, fuente):
    nombres = CURSO.preparar(ejercicio)
    ejecutar_celda(nombres, fuente)
    return juzgar(CURSO, ejercicio, nombres[ejercicio.nombre])


@pytest.mark.lento
@pytest.mark.parametrize("seccion", CURSO.secciones())
def test_un_blanco_es_el_mismo_que_en_clase(calificador, puesto, seccion):
    todos = [(uno, *otro) for uno in CURSO.de_seccion(seccion) for otro in blancos(uno)]
    for ejercicio, vacio, fuente in todos[::UNA_FORMA_DE]:
        tarjeta = en_clase(ejercicio, fuente)
        veredicto = calificador.juez.juzgar(puesto, ejercicio, fuente).veredicto
        dicho = (veredicto.estado, veredicto.mensaje)
        assert dicho == (tarjeta.estado, tarjeta.mensaje), (ejercicio.id, fuente)
        # en un hueco entre líneas dadas, un `return` cambia lo dado: es otra respuesta
        if vacio in ("pass", "..."):
            assert veredicto.estado == "blanco", (ejercicio.id, fuente)


# --- otras respuestas --------------------------------------------------------------------------


def otras_respuestas(archivo):
    """`(id, fuente)` de un archivo de `otras_respuestas`."""
    trozos = archivo.read_text("utf-8").split("#### ")[1:]
    for encabezado, _, fuente in (trozo.partition("\n") for trozo in trozos):
        yield encabezado.split()[1], fuente


@pytest.mark.parametrize(
    ("id_", "fuente"),
    [
        ("02p-segunda", "def segunda(f, x):\n    return medida(medida, x)"),
        (
            "03-backward",
            "def backward(self):\n    self.grad = 1.0\n"
            "    for nodo in reversed(orden_topologico()):\n        nodo._backward()\n"
            "Value.backward = backward",
        ),
    ],
)
def test_dos_errores_que_lanzan_lo_mismo_por_otra_causa_no_se_confunden(
    calificador, puesto, id_, fuente
):
    ejercicio = CURSO.buscar(id_)
    veredicto = calificador.juez.juzgar(puesto, ejercicio, fuente).veredicto
    assert (veredicto.estado, veredicto.error) == ("mal", None)
    assert en_clase(ejercicio, fuente).error is None


@pytest.mark.lento
@pytest.mark.parametrize("archivo", sorted(CARPETA.glob("*.txt")), ids=lambda ruta: ruta.stem)
def test_la_nota_es_la_de_la_tarjeta(calificador, puesto, archivo):
    distintas = []
    for id_, fuente in list(otras_respuestas(archivo))[::UNA_DE]:
        ejercicio = CURSO.buscar(id_)
        tarjeta = en_clase(ejercicio, fuente)
        dictamen = calificador.juez.juzgar(puesto, ejercicio, fuente)
        suyo = (tarjeta.estado, tarjeta.mensaje)
        if (dictamen.veredicto.estado, dictamen.veredicto.mensaje) != suyo:
            distintas.append(f"{id_}: {suyo}, y al calificar {dictamen.veredicto}\n{fuente}")
    assert not distintas, "\n".join(distintas)


# --- lo que falta en esta máquina --------------------------------------------------------------


@pytest.mark.parametrize(
    ("fuente", "estado", "dice"),
    [
        ("import pandas\npago = 18", "sin_calificar", "`pandas`, que no está instalado aquí"),
        ("from sklearn.svm import SVC\npago = 18", "sin_calificar", "`sklearn`"),
        ("import mi_modulo\npago = 18", "mal", "si es un archivo suyo, su código va"),
        ("import numpi as np\npago = 18", "mal", "¿será `numpy`?"),
        ("import maht\npago = 18", "mal", "¿será `math`?"),
        ("import numpy.naba\npago = 18", "mal", "importa `numpy.naba`, que aquí"),
        ("raise ModuleNotFoundError('', name='numpy')", "mal", "importa `numpy`, que aquí"),
        ("try:\n    import pandas\nexcept ImportError:\n    pass\npago = 18", "correcto", ""),
    ],
)
def test_un_paquete_que_falta_aqui_no_es_un_error_suyo(notas, fuente, estado, dice):
    if any(find_spec(nombre) for nombre in ("pandas", "sklearn")):
        pytest.skip("aquí están")
    nota = notas(entregado("00_introduccion", {"00-pago": fuente}))["00-pago"]
    assert nota.estado == estado
    assert dice in nota.comentario
    assert nota.maximo == (0 if estado == "sin_calificar" else 1)


@pytest.mark.skipif(bool(find_spec("pandas")), reason="aquí está")
def test_un_paquete_que_falta_al_usarlo_o_que_trae_otra_celda(notas):
    cuenta = "def cuenta(precio, cantidad, envio):\n    {}return pd.cuenta(precio)"
    dentro = entregado("00_introduccion", {"00-cuenta": cuenta.format("import pandas as pd\n    ")})
    fuera = entregado("00_introduccion", {"00-cuenta": cuenta.format("")})
    fuera["cells"].insert(1, nueva("import pandas as pd"))
    ajena = entregado("00_introduccion", {"00-cuenta": CURSO.solucion("00-cuenta") + "+ 1"})
    ajena["cells"].insert(1, nueva("import pandas as pd"))
    estados = [notas(c)["00-cuenta"].estado for c in (dentro, fuera, ajena)]
    assert estados == ["sin_calificar", "sin_calificar", "mal"]
