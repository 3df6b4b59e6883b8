"""Los nombres de módulos y de archivos que van como texto: si algo se muda, aquí se nota.

Un `import` roto falla solo; un nombre entre comillas se queda callado.
"""

from __future__ import annotations

import importlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from minigrad.calificar.jaula import integridad
from minigrad.sellar import paquete

RAIZ = Path(__file__).resolve().parents[2]
#: lo que se pone al instalar, o en el paquete de una clase
_SOLO_INSTALADO = ("minigrad/_clase", "minigrad/_cuadernos")
_MODULO = re.compile(r"(?<![\w./-])(minigrad(?:\.[A-Za-z_]\w*)+)(?![\w/]|\.\w)")
_RUTA = re.compile(r"(?<![\w./-])minigrad/[\w/]+(?:\.\w+)?")
#: lo que se llama como un módulo y no lo es
_AJENOS = {"minigrad.zip", "minigrad.git", "minigrad.__main__"}


def textos() -> Iterator[tuple[str, str]]:
    """Los archivos que alguien escribe: código, documentos y ajustes."""
    rutas = [*RAIZ.glob("*.md"), *RAIZ.glob("*.toml"), *RAIZ.glob("*.py")]
    for carpeta in ("minigrad", "tests", "tools", "benchmarks", "solutions", ".github"):
        rutas += [r for r in (RAIZ / carpeta).rglob("*") if r.suffix in (".py", ".md", ".yml")]
    for ruta in rutas:
        nombre = ruta.relative_to(RAIZ).as_posix()
        if nombre not in ("CHANGELOG.md", "benchmarks/README.md"):
            yield nombre, ruta.read_text(encoding="utf-8")


_SOLO_EN_UNA_PAGINA = ("js", "pyodide", "pyodide_js")


def existe(nombre: str) -> bool:
    """Si es un módulo del paquete o algo que hay en uno."""
    partes = nombre.split(".")
    for corte in range(len(partes), 0, -1):
        try:
            objeto = importlib.import_module(".".join(partes[:corte]))
        except ModuleNotFoundError as error:
            if error.name and error.name.startswith("minigrad"):
                continue
            if error.name in _SOLO_EN_UNA_PAGINA:  # el módulo está, pero no corre aquí
                return True
            raise
        for parte in partes[corte:]:
            if not hasattr(objeto, parte):
                return False
            objeto = getattr(objeto, parte)
        return True
    return False


def test_todo_modulo_que_se_nombra_existe() -> None:
    nombrados = {(archivo, n) for archivo, texto in textos() for n in _MODULO.findall(texto)}
    assert len(nombrados) > 500
    inventados = ("tests/capas/test_nombres.py", "tests/tools/", "tools/dependencias.py")
    perdidos = {
        (archivo, n)
        for archivo, n in nombrados
        if not archivo.startswith(inventados) and n not in _AJENOS and not existe(n)
    }
    assert not perdidos


def test_toda_ruta_del_paquete_que_se_nombra_existe() -> None:
    nombradas = {(archivo, r) for archivo, texto in textos() for r in _RUTA.findall(texto)}
    perdidas = {
        (archivo, ruta)
        for archivo, ruta in nombradas
        if not ruta.startswith(_SOLO_INSTALADO)
        and not archivo.startswith("tests/")
        and not (RAIZ / ruta).exists()
    }
    assert not perdidas


def test_lo_que_se_vigila_al_calificar_existe() -> None:
    vigilados = [nombre for nombre in integridad._VIGILADOS if nombre.startswith("minigrad")]
    assert len(vigilados) > 10
    assert all(map(existe, vigilados))
    assert all(existe(nombre.rstrip(".")) for nombre in integridad._PRUEBAS if "." in nombre)


def test_al_calificar_se_vigila_cada_archivo_del_motor() -> None:
    ajenos = {"_archivos", "_extras", "_oculto", "_recursos"}
    motor = {p.stem for p in (RAIZ / "minigrad").glob("[a-z_]*.py") if not p.stem.startswith("__")}
    assert {f"minigrad.{nombre}" for nombre in motor - ajenos} <= integridad._VIGILADOS


def test_al_calificar_se_vigila_cada_archivo_con_que_se_dibuja_un_grafo() -> None:
    archivos = sorted((RAIZ / "minigrad/graph").glob("[a-z]*.py"))
    assert archivos
    assert {f"minigrad.graph.{archivo.stem}" for archivo in archivos} <= integridad._VIGILADOS


@pytest.mark.parametrize(
    "lista",
    [paquete._FUERA, paquete._FUERA_SUELTOS, paquete._OCULTOS, paquete._A_LA_VISTA,
     paquete._A_LA_VISTA_SUELTOS],
)  # fmt: skip
def test_lo_que_se_sella_existe(lista: tuple[str, ...]) -> None:
    propios = [nombre for nombre in lista if f"minigrad/{nombre}" not in _SOLO_INSTALADO]
    assert propios
    assert all((RAIZ / "minigrad" / nombre).exists() for nombre in propios)


def test_nadie_se_queda_sin_saber_que_va_a_la_vista_en_un_paquete() -> None:
    """El motor y los dibujos se ocultan por no estar en ninguna lista: que nada más lo haga."""
    sueltos = {p.name for p in (RAIZ / "minigrad").iterdir() if p.name != "__pycache__"}
    sueltos -= {*paquete._FUERA, *paquete._A_LA_VISTA, *paquete._A_LA_VISTA_SUELTOS, "py.typed"}
    assert {nombre.removesuffix(".py") for nombre in sueltos} == {
        "_arreglo", "_formas", "_numero", "_parametros", "_reales", "datasets", "engine",
        "exploradores", "graph", "layers", "losses", "nn", "optim", "tensor",
    }  # fmt: skip


#: lo que los cuadernos que alguien ya tiene importan: no se le puede quitar
PUBLICADOS = [
    "minigrad.MLP",
    "minigrad.SGD",
    "minigrad.Value",
    "minigrad.datasets.moons",
    "minigrad.datasets.spiral",
    "minigrad.draw_dot",
    "minigrad.graph.draw_dot",
    "minigrad.graph.trace",
    "minigrad.nn",
    "minigrad.optim.Adam",
    "minigrad.optim.SGD",
    "minigrad.trace",
    "minigrad.aula.comprobar",
    "minigrad.aula.diagnostico",
    "minigrad.aula.pista",
    "minigrad.aula.preparar",
    "minigrad.aula.progreso",
    "minigrad.aula.solucion",
    "minigrad.aula.motor_de_cierres.Value",
    "minigrad.aula.motor_de_la_red.motor_de_la_red",
    "minigrad.aula.motor_de_la_red.quien_entreno",
    "minigrad.aula.motor_propio.escribir_motor",
    "minigrad.aula.motor_propio.importar_motor",
    "minigrad.aula.suite_motor.evaluar",
    "minigrad.aula.suite_tensor.evaluar",
    "minigrad.aula.tensor_del_gpt.quien_entreno",
    "minigrad.aula.tensor_del_gpt.tensor_del_gpt",
    "minigrad.aula.ejercicios.practica_01.LINEAS",
    "minigrad.aula.ejercicios.practica_02.LINEAS",
    "minigrad.aula.ejercicios.practica_03.armar",
    "minigrad.aula.ejercicios.practica_04.armar",
    "minigrad.aula.ejercicios.practica_05.armar",
    "minigrad.exploradores.descenso",
    "minigrad.exploradores.entrenamiento",
    "minigrad.exploradores.neurona",
    "minigrad.exploradores.ordenar",
    "minigrad.exploradores.pendiente",
    "minigrad.exploradores.recorrer",
    "minigrad.exploradores.diagramas.caminos",
    "minigrad.exploradores.diagramas.viaje",
    "minigrad.exploradores.figuras.aplastadoras",
    "minigrad.exploradores.figuras.curva",
    "minigrad.exploradores.figuras.error_segun_h",
    "minigrad.exploradores.figuras.neurona_biologica",
    "minigrad.exploradores.figuras.neurona_matematica",
    "minigrad.exploradores.figuras.secantes",
]


@pytest.mark.parametrize("nombre", PUBLICADOS)
def test_lo_que_un_cuaderno_ya_repartido_importa_sigue_ahi(nombre: str) -> None:
    assert existe(nombre)


def test_dos_archivos_de_pruebas_no_se_llaman_igual() -> None:
    """Sin `__init__.py`, pytest no puede leer los dos en la misma corrida."""
    nombres = Counter(ruta.name for ruta in RAIZ.glob("tests/**/test_*.py"))
    assert [nombre for nombre, veces in nombres.items() if veces > 1] == []
