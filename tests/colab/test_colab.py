"""Los cuadernos, abiertos desde su insignia en un Colab de imitación."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from minigrad import exploradores
from tools.ejecucion import acortar

RAIZ = Path(__file__).resolve().parents[2]
LECCIONES = sorted(RAIZ.glob("notebooks/*.ipynb"))
CUADERNOS = [*LECCIONES, *sorted(RAIZ.glob("exercises/*.ipynb"))]
#: con NumPy y sin PyTorch, también resueltos
PARA_SEGUIR = [RAIZ / f"solutions/{stem}.ipynb" for stem in ("06_tensores", "07_un_gpt")]
REPOSITORIO = tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "urls"
]["Repository"]
PREPARAR = (RAIZ / "tools/plantillas/preparar.py").read_text(encoding="utf-8").strip()
PREPARAR = PREPARAR.replace("{{REPOSITORIO}}", REPOSITORIO)

VISTA = "application/vnd.jupyter.widget-view+json"
#: una celda que muestra un explorador lo importa ahí mismo
EXPLORADOR = re.compile(rf"exploradores import ({'|'.join(exploradores.__all__)})\b")

Ejecutar = Callable[..., nbformat.NotebookNode]


def _cual(ruta: Path) -> str:
    return f"{ruta.stem} {ruta.parent.name}"


def de_celdas(*fuentes: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(f) for f in fuentes])


def dicho(cuaderno: nbformat.NotebookNode) -> list[str]:
    """Lo que imprimió cada celda de código."""
    return [
        "".join(salida.get("text", "") for salida in celda.outputs)
        for celda in cuaderno.cells
        if celda.cell_type == "code"
    ]


def errores(cuaderno: nbformat.NotebookNode) -> list[list[str]]:
    """Las trazas que vería quien lo ejecuta."""
    return [
        salida.traceback
        for celda in cuaderno.cells
        for salida in celda.get("outputs", [])
        if salida.output_type == "error"
    ]


def vistas(celda: nbformat.NotebookNode) -> list[str]:
    """Los controles que muestra una celda, por su identificador."""
    datos = [salida.get("data", {}) for salida in celda.get("outputs", [])]
    return [dato[VISTA]["model_id"] for dato in datos if VISTA in dato]


def de_ipywidgets_7(cuaderno: nbformat.NotebookNode, vista: str) -> bool:
    """Si quien lo muestra recibió el control, y en la forma que Colab entiende."""
    estados = cuaderno.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    return vista in estados and estados[vista]["model_module_version"] == "1.5.0"


# --- lo que se ve sin ejecutar ---------------------------------------------------------------


@pytest.mark.parametrize("ruta", CUADERNOS, ids=lambda ruta: ruta.stem)
def test_la_celda_de_preparar_es_la_misma_en_todos(ruta: Path) -> None:
    celdas = [celda for celda in nbformat.read(ruta, 4).cells if celda.cell_type == "code"]
    assert celdas[0].source == PREPARAR


@pytest.mark.parametrize("ruta", CUADERNOS, ids=lambda ruta: ruta.stem)
def test_la_insignia_abre_este_cuaderno(ruta: Path) -> None:
    direccion = REPOSITORIO.replace(
        "https://github.com/", "https://colab.research.google.com/github/"
    )
    destino = f"{direccion}/blob/main/{ruta.relative_to(RAIZ).as_posix()}"
    assert f"]({destino})" in nbformat.read(ruta, 4).cells[0].source


@pytest.mark.parametrize("ruta", CUADERNOS, ids=lambda ruta: ruta.stem)
def test_el_blanco_pide_esconder_la_ayuda_de_ia(ruta: Path) -> None:
    assert nbformat.read(ruta, 4).metadata.colab == {"generative_ai_disabled": True}


def test_la_celda_de_preparar_es_corta_y_no_instala() -> None:
    assert len(PREPARAR.splitlines()) <= 20
    assert max(map(len, PREPARAR.splitlines())) <= 100
    assert "pip" not in PREPARAR


# --- ejecutado ---------------------------------------------------------------------------------


@pytest.mark.lento
@pytest.mark.parametrize("ruta", [*CUADERNOS, *PARA_SEGUIR], ids=_cual)
def test_el_cuaderno_corre_entero(ruta: Path, ejecutar: Ejecutar, tmp_path: Path) -> None:
    cuaderno = ejecutar(acortar(nbformat.read(ruta, 4)))
    assert not errores(cuaderno)
    assert dicho(cuaderno)[0].startswith("Todo listo")
    assert (tmp_path / "content" / "taller_minigrad" / "minigrad").is_dir()
    codigo = [celda for celda in cuaderno.cells if celda.cell_type == "code"]
    con_controles = [celda for celda in codigo if EXPLORADOR.search(celda.source)]
    assert all(map(vistas, con_controles)), "un explorador no mostró sus controles"
    del_cuaderno = {vista for celda in codigo for vista in vistas(celda)}
    assert del_cuaderno  # al menos, los botones de una tarjeta
    assert {de_ipywidgets_7(cuaderno, vista) for vista in del_cuaderno} == {True}


@pytest.mark.lento
def test_los_exploradores_pasan_alli_sus_pruebas(python: Path) -> None:
    # sus paquetes de Jupyter son más viejos que su Python, y Python se lo dice
    orden = [python, "-m", "pytest", "-q", "-W", "ignore::DeprecationWarning"]
    orden += ["-p", "no:cacheprovider", "tests/exploradores"]
    hecho = subprocess.run(orden, cwd=RAIZ, capture_output=True, text=True, encoding="utf-8")
    assert hecho.returncode == 0, hecho.stdout + hecho.stderr


@pytest.mark.lento
def test_dos_veces_no_trae_nada_nuevo(ejecutar: Ejecutar) -> None:
    rutas = "import sys; print(sum('taller_minigrad' in ruta for ruta in sys.path))"
    sin_git = "import os; os.environ['PATH'] = ''"
    cuaderno = ejecutar(de_celdas(PREPARAR, sin_git, PREPARAR, rutas))
    assert not errores(cuaderno)
    listo, _, otra_vez, cuantas = dicho(cuaderno)
    assert listo == otra_vez
    assert cuantas == "1\n"


@pytest.mark.lento
@pytest.mark.parametrize(
    "cambio", [{"GIT_CONFIG_KEY_0": "url.file:///no/hay/red.insteadOf"}, {"PATH": ""}],
    ids=["sin red", "sin git"],
)  # fmt: skip
def test_sin_red_o_sin_git_una_frase(cambio: dict[str, str], ejecutar: Ejecutar) -> None:
    cuaderno = ejecutar(de_celdas(PREPARAR), **cambio)
    assert errores(cuaderno) == [
        ["No pude traer el taller: revisa tu conexión a Internet y ejecuta otra vez esta celda."]
    ]
    assert dicho(cuaderno) == [""]


@pytest.mark.lento
def test_tras_un_fallo_de_red_se_puede_seguir(ejecutar: Ejecutar) -> None:
    falla = "import os; bien = os.environ['GIT_CONFIG_KEY_0']\n"
    falla += "os.environ['GIT_CONFIG_KEY_0'] = 'url.file:///no/hay/red.insteadOf'"
    vuelve = "os.environ['GIT_CONFIG_KEY_0'] = bien"
    cuaderno = ejecutar(de_celdas(falla, PREPARAR, vuelve, PREPARAR))
    assert len(errores(cuaderno)) == 1
    assert dicho(cuaderno)[-1].startswith("Todo listo")


@pytest.mark.lento
def test_fuera_de_colab_dice_como_conseguirlo(ejecutar: Ejecutar, tmp_path: Path) -> None:
    cuaderno = ejecutar(de_celdas(PREPARAR), PYTHONPATH="")
    frase = "Falta el taller. En su carpeta escribe: python3 taller.py abrir"
    assert errores(cuaderno) == [[f"{frase}\n(está en {REPOSITORIO})"]]
    assert not (tmp_path / "content" / "taller_minigrad").exists()


@pytest.mark.lento
def test_el_diagnostico_en_colab(ejecutar: Ejecutar) -> None:
    diagnostico = "from minigrad.aula import diagnostico; diagnostico()"
    cuaderno = ejecutar(de_celdas(PREPARAR, diagnostico))
    assert not errores(cuaderno)
    tarjeta = cuaderno.cells[1].outputs[0].data["text/plain"]
    assert "este cuaderno corre en ipykernel 6.17.1" in tarjeta
    assert "✓  Widgets          ipywidgets 7.7.1" in tarjeta
    assert "guarda tu copia en Drive" in tarjeta
    assert "–  PyTorch" in tarjeta
    assert "`%pip install torch`" in tarjeta
