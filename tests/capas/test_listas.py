"""Lo que está escrito en dos sitios dice lo mismo, y cada enlace lleva a algún lado."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest

from tools.sitio.lugares import DIRECCION

RAIZ = Path(__file__).resolve().parents[2]
PROYECTO = tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CUADERNOS = sorted([*RAIZ.glob("notebooks/*.ipynb"), *RAIZ.glob("exercises/*.ipynb")])
#: los de la raíz y los de cada carpeta, sin lo que se instala o se genera
DOCUMENTOS = sorted([*RAIZ.glob("*.md"), *RAIZ.glob("[a-z]*/*.md"), *RAIZ.glob("docs/*/*.md")])
#: en conda algunos paquetes se llaman de otro modo
EN_CONDA = {"python-graphviz": "graphviz", "pytorch-cpu": "torch"}


def requisito(texto: str) -> tuple[str, str]:
    """`nombre>=versión`, con el nombre en la forma en que los índices lo comparan."""
    nombre, _, version = texto.partition(",")[0].partition(">=")
    return re.sub(r"[-_.]+", "-", nombre.strip()).lower(), version.strip()


def de_conda() -> dict[str, str]:
    """Los paquetes de environment.yml: los de conda y los que pone pip."""
    texto = (RAIZ / "environment.yml").read_text(encoding="utf-8")
    lineas = re.findall(r"^ +- ([\w-]+>=[\w.]+)", texto, re.MULTILINE)
    pares = dict(map(requisito, lineas))
    return {EN_CONDA.get(nombre, nombre): version for nombre, version in pares.items()}


def test_environment_repite_la_lista_de_pyproject() -> None:
    extras = PROYECTO["optional-dependencies"]
    pedidos = dict(map(requisito, extras["cuadernos"] + extras["sellado"] + extras["torch"]))
    # lo que hace falta para `pytest --nbval solutions/`
    pedidos |= {que: version for que, version in map(requisito, extras["desarrollo"])
                if que in ("jupytext", "nbval", "pytest")}  # fmt: skip
    pedidos["python"] = requisito(f"python{PROYECTO['requires-python']}")[1]
    assert de_conda() == pedidos


def test_cada_linea_de_environment_dice_para_que_es() -> None:
    texto = (RAIZ / "environment.yml").read_text(encoding="utf-8").partition("dependencies:")[2]
    lineas = [linea for linea in texto.splitlines() if linea.strip() not in ("", "- pip:")]
    assert not [linea for linea in lineas if "  # " not in linea]


def test_restricciones_fija_todo_lo_pedido() -> None:
    texto = (RAIZ / "restricciones.txt").read_text(encoding="utf-8")
    fijados = {requisito(linea.replace("==", ">="))[0] for linea in texto.splitlines()
               if "==" in linea}  # fmt: skip
    pedidos = {
        requisito(r)[0] for lista in PROYECTO["optional-dependencies"].values() for r in lista
    }
    assert not pedidos - fijados
    assert "minigrad-taller" not in fijados
    assert re.search(r"^torch==2\.13\.\d+$", texto, re.MULTILINE)


def prosa(documento: Path) -> str:
    """El texto de un documento, o el de las celdas de texto de un cuaderno."""
    texto = documento.read_text(encoding="utf-8")
    if documento.suffix != ".ipynb":
        return texto
    celdas = [celda for celda in json.loads(texto)["cells"] if celda["cell_type"] == "markdown"]
    return "\n".join("".join(celda["source"]) for celda in celdas)


def enlaces(documento: Path) -> list[str]:
    """Los destinos de los enlaces e imágenes de un documento, sin los de fuera."""
    texto = prosa(documento)
    destinos = re.findall(r"\]\(([^)\s]+)\)", texto)
    destinos += re.findall(r"(?:src|href)=\"([^\"]+)\"", texto)
    return [destino for destino in destinos if not re.match(r"[a-z]+:", destino)]


@pytest.mark.parametrize("documento", [*DOCUMENTOS, *CUADERNOS], ids=lambda ruta: ruta.name)
def test_los_enlaces_llevan_a_algun_lado(documento: Path) -> None:
    base = documento.parent
    rotos = [destino for destino in enlaces(documento)
             if not (base / destino.partition("#")[0]).exists()]  # fmt: skip
    assert not rotos


@pytest.mark.parametrize("documento", ["README.md", "README.en.md"])
def test_las_insignias_de_colab_abren_lo_que_hay(documento: str) -> None:
    repositorio = PROYECTO["urls"]["Repository"].removeprefix("https://github.com/")
    texto = (RAIZ / documento).read_text(encoding="utf-8")
    prefijo = f"https://colab.research.google.com/github/{repositorio}/blob/main/"
    insignias = re.findall(r"\]\((https://colab\.research\.google\.com/github/[^)]+)\)", texto)
    rutas = [insignia.removeprefix(prefijo) for insignia in insignias]
    assert sorted(rutas) == sorted(ruta.relative_to(RAIZ).as_posix() for ruta in CUADERNOS)


# --- los demás caminos -------------------------------------------------------------------------


@pytest.mark.parametrize("documento", ["README.md", "README.en.md", "INSTRUCTORES.md"])
def test_los_enlaces_al_sitio_llevan_al_sitio(documento: str) -> None:
    texto = (RAIZ / documento).read_text(encoding="utf-8")
    dichos = re.findall(r"https://[\w-]+\.github\.io/[^\s)>]*", texto)
    assert dichos
    for dicho in dichos:
        assert dicho.startswith(DIRECCION)
        lugar = dicho.removeprefix(DIRECCION)
        cuaderno = lugar.removeprefix("taller/notebooks/index.html?path=")
        assert lugar in ("", "tu_trabajo.html") or RAIZ / cuaderno in CUADERNOS, dicho


def test_los_enlaces_a_binder_y_a_un_hub_abren_un_cuaderno_que_hay() -> None:
    todos = [
        (RAIZ / nombre).read_text(encoding="utf-8") for nombre in ("README.md", "INSTRUCTORES.md")
    ]
    hechos = re.findall(r"https://[\w.-]+/(?:v2/gh|hub/user-redirect)/[^\s)]+", "\n".join(todos))
    assert len(hechos) == 3
    repositorio = PROYECTO["urls"]["Repository"]
    for enlace in map(unquote, hechos):
        assert repositorio.removeprefix("https://github.com/") in enlace
        _, _, ruta = enlace.partition("lab/tree/")
        assert RAIZ / ruta.removeprefix("ai_workshop_2025_minigrad/") in CUADERNOS


def test_binder_instala_este_paquete_con_un_python_que_sirve() -> None:
    lineas = (RAIZ / ".binder/requirements.txt").read_text(encoding="utf-8").splitlines()
    (pedido,) = [linea for linea in lineas if not linea.startswith("#")]
    extras = re.fullmatch(r"--editable \.\[([\w,]+)\]", pedido)
    assert extras is not None
    assert set(extras[1].split(",")) <= PROYECTO["optional-dependencies"].keys()
    python = (RAIZ / ".binder/runtime.txt").read_text(encoding="utf-8").strip()
    assert (
        f"Programming Language :: Python :: {python.removeprefix('python-')}"
        in PROYECTO["classifiers"]
    )
