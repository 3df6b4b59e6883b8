"""El taller construido: los mismos cuadernos, lo justo para correrlos, siempre los mismos bytes."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tools.sitio import piezas
from tools.sitio.construir import Pedido, construir
from tools.sitio.lite import jupyterlite
from tools.sitio.lite.armar import armar
from tools.sitio.lite.lanzamiento import _con_dependencias

RAIZ = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.lento


@pytest.fixture(scope="module")
def taller(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """El taller antes de que `arranque` junte sus paquetes: aquí se mira cada uno."""
    pytest.importorskip("jupyterlite_core", reason="falta el extra «sitio»")
    armado = tmp_path_factory.mktemp("armado") / "taller"
    armar(armado, RAIZ)
    return armado


@pytest.fixture(scope="module")
def lock(taller: Path) -> dict[str, Any]:
    texto = (taller / "static/pyodide/pyodide-lock.json").read_text(encoding="utf-8")
    return dict(json.loads(texto)["packages"])


def huellas(carpeta: Path) -> dict[str, str]:
    return {
        ruta.relative_to(carpeta).as_posix(): hashlib.sha256(ruta.read_bytes()).hexdigest()
        for ruta in carpeta.rglob("*")
        if ruta.is_file()
    }


@pytest.mark.parametrize("carpeta", ["notebooks", "exercises"])
def test_los_cuadernos_son_los_mismos_byte_a_byte(carpeta: str, taller: Path) -> None:
    originales = {ruta.name: ruta.read_bytes() for ruta in (RAIZ / carpeta).glob("*.ipynb")}
    puestos = taller / "files" / carpeta
    assert originales == {ruta.name: ruta.read_bytes() for ruta in puestos.iterdir()}
    indice = json.loads((taller / f"api/contents/{carpeta}/all.json").read_text(encoding="utf-8"))
    assert [uno["name"] for uno in indice["content"]] == sorted(originales)


def test_cada_paquete_esta_y_es_el_que_dice_el_lock(taller: Path, lock: dict[str, Any]) -> None:
    for paquete in lock.values():
        archivo = taller / "static/pyodide" / paquete["file_name"]
        assert hashlib.sha256(archivo.read_bytes()).hexdigest() == paquete["sha256"]
    sobran = {ruta.name for ruta in (taller / "static/pyodide").glob("*.whl")}
    assert sobran == {paquete["file_name"] for paquete in lock.values()}


def test_la_primera_celda_lo_carga_todo(lock: dict[str, Any]) -> None:
    assert lock["minigrad-taller"]["imports"] == ["minigrad"]
    assert {"graphviz", "ipywidgets"} <= set(lock["minigrad-taller"]["depends"])
    assert set(jupyterlite.AL_ARRANCAR) <= lock.keys()


def test_la_rueda_no_lleva_lo_de_quien_dicta_la_clase(taller: Path, lock: dict[str, Any]) -> None:
    rueda = taller / "static/pyodide" / lock["minigrad-taller"]["file_name"]
    with zipfile.ZipFile(rueda) as archivo:
        dentro = archivo.namelist()
        resuelto = json.loads(archivo.read("minigrad/_cuadernos/solutions/02_a_mano.ipynb"))
    carpetas = {ruta.split("/")[1] for ruta in dentro if ruta.count("/") > 1}
    assert not carpetas & {"calificar", "sellar", "ordenes"}
    assert {"aula", "exploradores", "graph"} <= carpetas
    assert {"minigrad/_datos/digitos.txt.gz", "minigrad/_datos/nombres.txt"} <= {*dentro}
    original = json.loads((RAIZ / "solutions/02_a_mano.ipynb").read_text(encoding="utf-8"))
    for aqui, alla in zip(resuelto["cells"], original["cells"], strict=True):
        assert (aqui["source"], aqui["metadata"]) == (alla["source"], alla["metadata"])


def test_las_figuras_van_aparte_y_cada_una_esta(taller: Path, lock: dict[str, Any]) -> None:
    rueda = taller / "static/pyodide" / lock["minigrad-taller"]["file_name"]
    with zipfile.ZipFile(rueda) as archivo:
        textos = [archivo.read(n).decode() for n in archivo.namelist() if n.endswith(".ipynb")]
    nombradas = {n for texto in textos for n in re.findall(r"static/figuras/(\w+\.png)", texto)}
    puestas = {ruta.name: ruta.read_bytes() for ruta in (taller / "static/figuras").iterdir()}
    assert nombradas == puestas.keys()
    assert all(datos.startswith(b"\x89PNG") for datos in puestas.values())
    assert rueda.stat().st_size < 1_000_000  # con las lecciones 6 y 7, y sus datos


def test_solo_las_extensiones_que_se_nombran(taller: Path) -> None:
    configuracion = json.loads((taller / "jupyter-lite.json").read_text(encoding="utf-8"))
    puestas = configuracion["jupyter-config-data"]["federated_extensions"]
    assert [una["name"] for una in puestas] == [
        "@jupyter-widgets/jupyterlab-manager",
        "@jupyterlite/pyodide-kernel-extension",
        "minigrad-taller",
    ]


def test_lo_que_se_configura_no_es_de_otro_servidor(taller: Path) -> None:
    for nombre in ("jupyter-lite.json", "static/pyodide/pyodide-lock.json", "manifest.webmanifest"):
        assert "://" not in (taller / nombre).read_text(encoding="utf-8"), nombre
    assert not list(taller.rglob("pypi"))
    assert not list(taller.rglob("*.map"))


def test_lo_que_traducimos_lo_dice_alguien(taller: Path) -> None:
    dicho = "".join(
        ruta.read_text(encoding="utf-8", errors="replace")
        for patron in ("build/*.js", "build/**/*.json", "*/build/*.js", "extensions/**/*.js")
        for ruta in taller.glob(patron)
    )
    textos = json.loads(jupyterlite._NUESTROS.read_text(encoding="utf-8"))
    nadie = [texto for texto in textos if not any(f"{c}{texto}{c}" in dicho for c in "\"'`")]
    assert not nadie
    puestos = json.loads((taller / "api/translations/es_ES.json").read_text(encoding="utf-8"))
    assert puestos["data"]["notebook"]["menu\x04Run"] == ["Ejecutar"]


def test_dos_construcciones_dan_los_mismos_bytes(
    sitio: Path, tmp_path: Path, pyodide: str | None
) -> None:
    pedido = Pedido(salida=tmp_path / "otro", pyodide=pyodide, lectura=False)
    otro = construir(pedido, lambda _: None)
    una, otra = huellas(sitio / "taller"), huellas(otro / "taller")
    # la versión del service worker es la de todo el sitio, con la lectura
    assert una.pop("service-worker.js") != otra.pop("service-worker.js")
    assert una == otra


def test_el_lock_de_pyodide_se_basta() -> None:
    de_npm = json.loads((piezas.npm() / "pyodide/pyodide-lock.json").read_text(encoding="utf-8"))
    entradas = list(_con_dependencias(de_npm["packages"]))
    nombres = {entrada["name"] for entrada in entradas}
    assert {"matplotlib", "numpy", "pillow"} <= nombres
    assert {otro for entrada in entradas for otro in entrada["depends"]} <= nombres
