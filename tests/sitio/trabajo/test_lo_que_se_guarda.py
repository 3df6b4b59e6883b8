"""Lo que se guarda sin conexión: un manifiesto con la huella de cada archivo, y una versión."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from tools.sitio import piezas
from tools.sitio.trabajo.poner import poner


@pytest.fixture(autouse=True)
def sin_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fflate = tmp_path / "npm" / "fflate" / "umd"
    fflate.mkdir(parents=True)
    (fflate / "index.js").write_text("//", encoding="utf-8")
    monkeypatch.setattr(piezas, "npm", lambda: tmp_path / "npm")


def hacer(sitio: Path, **cambios: str) -> Path:
    archivos = {
        "index.html": "<html><body>hola</body></html>",
        "lecciones/día.html": "<body></body>",
        "taller/notebooks/index.html": "<head></head><body></body>",
        "taller/api/contents/all.json": "{}",
        "taller/service-worker.js": "// el de JupyterLite",
        ".nojekyll": "",
        **cambios,
    }
    for ruta, texto in archivos.items():
        (sitio / ruta).parent.mkdir(parents=True, exist_ok=True)
        (sitio / ruta).write_text(texto, encoding="utf-8")
    poner(sitio)
    return sitio


def version(sitio: Path) -> str:
    hallada = re.search(r'VERSION = "(\w+)"', (sitio / "servicio.js").read_text("utf-8"))
    assert hallada
    return hallada[1]


def test_cada_archivo_con_su_huella(tmp_path: Path) -> None:
    sitio = hacer(tmp_path / "s")
    dicho = json.loads((sitio / f"manifiesto-{version(sitio)}.json").read_text("utf-8"))["archivos"]
    todos = {r.relative_to(sitio).as_posix() for r in sitio.rglob("*") if r.is_file()}
    propios = {"servicio.js", "taller/service-worker.js", ".nojekyll"}
    assert set(dicho) == todos - propios - {f"manifiesto-{version(sitio)}.json"}
    for ruta, (huella, pesa) in dicho.items():
        contenido = (sitio / ruta).read_bytes()
        assert (huella, pesa) == (hashlib.sha256(contenido).hexdigest()[:16], len(contenido))
    # primero, lo que una lección usa
    assert next(iter(dicho)) == "taller/notebooks/index.html"


def test_el_de_jupyterlite_va_detras_del_nuestro(tmp_path: Path) -> None:
    sitio = hacer(tmp_path / "s")
    junto = (sitio / "taller/service-worker.js").read_text("utf-8")
    assert version(sitio) in junto
    assert junto.endswith("// el de JupyterLite")
    assert '"../"' in junto
    assert "{{" not in junto


def test_cada_pagina_sabe_donde_esta_la_raiz(tmp_path: Path) -> None:
    sitio = hacer(tmp_path / "s")
    for ruta, raiz, taller in (
        ("index.html", "./", False),
        ("lecciones/día.html", "../", False),
        ("taller/notebooks/index.html", "../../", True),
    ):
        html = (sitio / ruta).read_text("utf-8")
        assert f'src="{raiz}trabajo/conexion.js" data-raiz="{raiz}"' in html
        assert ("data-taller" in html) is taller
        assert (
            "prototype.unregister" in html
        ) is taller  # sin conexión no se podría volver a poner


def test_la_version_es_la_del_contenido(tmp_path: Path) -> None:
    una = version(hacer(tmp_path / "a"))
    assert version(hacer(tmp_path / "b")) == una
    otras = [{"index.html": "otra"}, {"taller/service-worker.js": "// otro"}, {"nuevo.txt": ""}]
    distintas = {version(hacer(tmp_path / str(i), **c)) for i, c in enumerate(otras)}
    assert una not in distintas
    assert len(distintas) == 3
