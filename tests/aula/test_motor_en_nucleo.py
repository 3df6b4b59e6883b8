"""El camino entero en núcleos de verdad: la lección 4 con tropiezos, el archivo y la lección 5."""

import os
from pathlib import Path

import pytest

from minigrad.aula.celda.blanco import sin_marcas
from minigrad.aula.curso.activo import activo

nbformat = pytest.importorskip("nbformat")
NotebookClient = pytest.importorskip("nbclient").NotebookClient

RAIZ = Path(__file__).parents[2]
PREPARAR = """
import sys
sys.path.insert(0, {raiz!r})
from minigrad.aula import comprobar, preparar, progreso
preparar()
"""
#: de lo que no es ejercicio ni dado, lo que el motor y la red necesitan
HACEN_FALTA = (
    "= comprobar(", "Value.__add__ = sumar", "Value.sin = sin", "escribir_motor", "importar_motor",
    "evaluar(", "motor_de_la_red", "red = MLP(3", "mse([red(x)", "perdida.backward()", "perdidas =",
)  # fmt: skip
ENTRENA = "perdidas = [paso(red"


def correr(fuentes, carpeta):
    """El texto que muestra cada celda, en un núcleo nuevo; ninguna debe fallar."""
    todas = [PREPARAR.format(raiz=str(RAIZ)), *fuentes]
    hoja = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(f) for f in todas])
    fuera = ("MINIGRAD_MOTOR", "MINIGRAD_PROGRESO")
    variables = {k: v for k, v in os.environ.items() if k not in fuera}
    cliente = NotebookClient(
        hoja,
        coalesce_streams=True,
        timeout=120,
        resources={"metadata": {"path": str(carpeta)}},
    )
    cliente.execute(env={**variables, "IPYTHONDIR": str(carpeta / "ipython")})
    return dict(zip(todas, map(_texto, hoja.cells), strict=True))


def _texto(celda):
    partes = [s.get("text") or s.get("data", {}).get("text/plain", "") for s in celda.outputs]
    return "\n".join(partes)


def celdas(nombre, hasta):
    """Las que hacen falta de un cuaderno resuelto, hasta la que contiene ese texto."""
    for celda in activo().cuaderno(nombre):
        if celda.ejercicio or celda.base or any(x in celda.fuente for x in HACEN_FALTA):
            yield celda
        if hasta in celda.fuente:
            return


@pytest.fixture(scope="module")
def camino(tmp_path_factory):
    carpeta = tmp_path_factory.mktemp("taller")
    cuatro = []
    for celda in celdas("04_minigrad_final", "evaluar(mi_minigrad"):
        if not celda.ejercicio:
            cuatro.append(celda.fuente)
            continue
        ejercicio = activo().buscar(celda.ejercicio)
        buena = sin_marcas(celda.fuente)
        if ejercicio.tipo == "codigo":
            comprueba = f'{ejercicio.nombre} = comprobar("{ejercicio.id}", {ejercicio.nombre})'
            cuatro += [activo().equivocada(ejercicio, ejercicio.errores[0]), f"{comprueba}  # 1"]
        cuatro.append(buena)
    # y al final, otra vez el nodo: con su tropiezo, y bien
    nodo = activo().buscar("04-nodo")
    otra_vez = [
        activo().equivocada(nodo, nodo.errores[0]) + "\n",
        'Value = comprobar("04-nodo", Value)  # otra vez',
        activo().solucion("04-nodo") + "\n",
        "print('su tanh sigue:', 'tanh' in vars(Value))",
        'Value = comprobar("04-nodo", Value)  # y bien',
    ]
    escribir = next(i for i, fuente in enumerate(cuatro) if "escribir_motor" in fuente)
    cuatro[escribir:escribir] = otra_vez
    cinco = [sin_marcas(c.fuente) for c in celdas("05_red_neuronal", ENTRENA)]
    return correr(cuatro, carpeta), correr([*cinco, "quien_entreno(red)"], carpeta)


def test_cada_tropiezo_se_ve_y_presta_solo_su_parte(camino):
    intentos = {f: texto for f, texto in camino[0].items() if f.endswith("# 1")}
    assert len(intentos) == 15
    for fuente, texto in intentos.items():
        assert "Todavía no" in texto, fuente
        assert "Mientras tanto te prestamos" in texto, fuente
        assert ("lo demás de tu `Value` es tuyo." in texto) == fuente.startswith("Value =")
    assert "✔ Correcto" in camino[0]['Value = comprobar("04-nodo", Value)  # y bien']
    assert camino[0]["print('su tanh sigue:', 'tanh' in vars(Value))"].endswith("True\n")


def test_el_archivo_no_tiene_nada_prestado_y_aprueba(camino):
    [escrito] = [t for f, t in camino[0].items() if "escribir_motor" in f]
    assert "con 19 métodos" in escrito
    assert "prestado" not in escrito
    [tabla] = [t for f, t in camino[0].items() if f.endswith("evaluar(mi_minigrad.Value)")]
    assert tabla.startswith("✔ Tu motor: 15 de 15")


def test_ese_motor_entrena_la_red_con_las_mismas_perdidas(camino):
    [dice] = [t for f, t in camino[1].items() if "import motor_de_la_red" in f]
    assert "Esta red la entrena tu motor" in dice
    assert "la entrenó tu motor" in camino[1]["quien_entreno(red)"]
    guardadas = {sin_marcas(c.fuente): c.salida for c in celdas("05_red_neuronal", ENTRENA)}
    [fuente] = [f for f in camino[1] if ENTRENA in f]
    assert camino[1][fuente] == guardadas[fuente]
    juzgadas = [t for f, t in camino[1].items() if "= comprobar(" in f]
    assert len(juzgadas) >= 8
    assert all("✔ Correcto" in texto for texto in juzgadas)
