"""Los hábitos del proyecto: una sola versión en todas partes, y formularios que GitHub entiende."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import minigrad
from tools.sitio.lugares import DIRECCION

RAIZ = Path(__file__).resolve().parents[2]
PROYECTO = tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FORMULARIOS = RAIZ / ".github" / "ISSUE_TEMPLATE"
#: qué preguntas hace cada formulario
PREGUNTAS = {
    "errata": ["cuaderno", "donde", "dice", "deberia"],
    "respuesta_rechazada": ["ejercicio", "codigo", "tarjeta", "lugar", "python", "algo-mas"],
}


def leer_yaml(ruta: Path) -> Any:
    return yaml.safe_load(ruta.read_text(encoding="utf-8"))


# --- la versión --------------------------------------------------------------------------------


def test_todos_dicen_la_misma_version() -> None:
    cita = leer_yaml(RAIZ / "CITATION.cff")
    assert PROYECTO["version"] == minigrad.__version__ == cita["version"]


def test_la_cita_es_de_este_proyecto() -> None:
    cita = leer_yaml(RAIZ / "CITATION.cff")
    assert {"cff-version", "message", "title", "authors"} <= cita.keys()
    assert cita["repository-code"] == PROYECTO["urls"]["Repository"]
    assert cita["url"] == DIRECCION
    assert cita["license"] == PROYECTO["license"]
    licencia = (RAIZ / "LICENSE").read_text(encoding="utf-8")
    duenos = re.search(r"^Copyright \(c\) \d+ (.+)$", licencia, re.MULTILINE)
    assert duenos is not None
    assert [autor["name"] for autor in cita["authors"]] == [duenos[1]]
    assert "micrograd" in [referencia["title"] for referencia in cita["references"]]


def test_los_cambios_van_de_lo_nuevo_a_lo_viejo_hasta_esta_version() -> None:
    texto = (RAIZ / "CHANGELOG.md").read_text(encoding="utf-8")
    titulos = re.findall(r"^## (.+)$", texto, re.MULTILINE)
    if titulos[0] == "En preparación":
        titulos = titulos[1:]
    partes = [re.fullmatch(r"(\d+\.\d+\.\d+) · (sin publicar|\d{4}-\d\d-\d\d)", t) for t in titulos]
    hallados = [parte.groups() for parte in partes if parte]
    assert len(hallados) == len(titulos), titulos
    versiones = [tuple(map(int, version.split("."))) for version, _ in hallados]
    assert hallados[0][0] == PROYECTO["version"]
    assert versiones == sorted(set(versiones), reverse=True)
    # solo la más nueva puede estar sin publicar
    assert "sin publicar" not in [cuando for _, cuando in hallados[1:]]


# --- los formularios ---------------------------------------------------------------------------


@pytest.mark.parametrize(("nombre", "ids"), PREGUNTAS.items())
def test_el_formulario_pregunta_lo_que_hace_falta(nombre: str, ids: list[str]) -> None:
    formulario = leer_yaml(FORMULARIOS / f"{nombre}.yml")
    assert all(formulario[clave] for clave in ("name", "description", "title"))
    presentacion, *preguntas = formulario["body"]
    assert presentacion["type"] == "markdown"
    assert presentacion["attributes"]["value"]
    assert [pregunta["id"] for pregunta in preguntas] == ids
    etiquetas = [pregunta["attributes"]["label"] for pregunta in preguntas]
    assert len(set(etiquetas)) == len(etiquetas)
    for pregunta in preguntas:
        assert pregunta["type"] in ("input", "textarea", "dropdown")
        opciones = pregunta["attributes"].get("options", ())
        assert (len(opciones) > 1) == (pregunta["type"] == "dropdown")
        assert all(isinstance(opcion, str) for opcion in opciones)


def test_los_formularios_son_estos_y_se_ofrece_escribir_sin_ellos() -> None:
    assert {ruta.stem for ruta in FORMULARIOS.glob("*.yml")} == {*PREGUNTAS, "config"}
    eleccion = leer_yaml(FORMULARIOS / "config.yml")
    assert eleccion["blank_issues_enabled"] is True
    for enlace in eleccion["contact_links"]:
        assert enlace.keys() == {"name", "url", "about"}
        assert enlace["url"].startswith(f"{PROYECTO['urls']['Repository']}/")


# --- lo que corre solo -------------------------------------------------------------------------

FLUJOS = RAIZ / ".github" / "workflows"


def test_se_publica_por_etiqueta_y_solo_lo_ya_construido() -> None:
    receta = leer_yaml(FLUJOS / "publicar.yml")
    assert receta[True] == {"push": {"tags": ["v*"]}}  # YAML lee `on` como un sí
    primero, *despues = receta["jobs"].values()
    assert "needs" not in primero
    assert [trabajo["needs"] for trabajo in despues] == ["construir", "construir", "github"]
    assert receta["jobs"]["indice"]["permissions"] == {"id-token": "write"}
    assert receta["jobs"]["indice"]["environment"]


def test_el_sitio_se_publica_con_cada_lanzamiento_y_solo_si_paso_sus_pruebas() -> None:
    receta = leer_yaml(FLUJOS / "sitio.yml")
    assert receta[True].keys() == {"pull_request", "release", "workflow_call", "workflow_dispatch"}
    assert receta["permissions"] == {"contents": "read"}
    publicar = receta["jobs"]["publicar"]
    assert (publicar["needs"], publicar["if"]) == (
        "construir",
        "github.event_name != 'pull_request'",
    )
    assert publicar["permissions"] == {"pages": "write", "id-token": "write"}
    # un lanzamiento que hace un flujo no despierta a otro: quien lo hace, lo llama
    llamada = leer_yaml(FLUJOS / "publicar.yml")["jobs"]["sitio"]
    assert llamada["uses"] == "./.github/workflows/sitio.yml"
    assert llamada["permissions"] == receta["permissions"] | publicar["permissions"]


def test_la_version_de_pyodide_se_lee_de_un_solo_lugar() -> None:
    piezas = (RAIZ / "tools/sitio/piezas/package.json").read_text(encoding="utf-8")
    version = json.loads(piezas)["dependencies"]["pyodide"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    receta = (FLUJOS / "sitio.yml").read_text(encoding="utf-8")
    assert ".dependencies.pyodide tools/sitio/piezas/package.json" in receta
    assert version not in receta


@pytest.mark.parametrize("ruta", sorted(FLUJOS.glob("*.yml")), ids=lambda ruta: ruta.stem)
def test_toda_accion_ajena_lleva_su_version(ruta: Path) -> None:
    receta = leer_yaml(ruta)
    trabajos = receta["jobs"].values()
    usadas = [paso["uses"] for t in trabajos for paso in t.get("steps", []) if "uses" in paso]
    assert usadas
    assert [una for una in usadas if not re.search(r"@(release/)?v\d+$", una)] == []
