"""Lo que falta se nombra con su extra, y como se instaló el taller: pip, uv tool, pipx o nada."""

from __future__ import annotations

import importlib.util
import sys

import pytest

from minigrad import _extras

RUEDA = {"url": "file:///x/minigrad_taller-0.1.0-py3-none-any.whl", "archive_info": {}}
DE_GIT = {"url": "https://ejemplo.test/taller", "vcs_info": {"vcs": "git", "commit_id": "abc"}}


@pytest.fixture
def instalado(monkeypatch, tmp_path):
    """Como si el taller se hubiera instalado con un programa, y con esos extras puestos."""
    de_verdad = importlib.util.find_spec

    def con(archivo, procedencia, puestos=()):
        (tmp_path / archivo).touch()
        monkeypatch.setattr(sys, "prefix", str(tmp_path))
        monkeypatch.setattr(sys, "executable", "/x y/python")
        monkeypatch.setattr(_extras, "_procedencia", lambda: procedencia)
        falsos = set(_extras._YA_PUESTOS.values())
        monkeypatch.setattr(
            importlib.util, "find_spec",
            lambda n, *r: (n if n in puestos else None) if n in falsos else de_verdad(n, *r),
        )  # fmt: skip

    return con


@pytest.mark.parametrize(
    ("archivo", "procedencia", "puestos", "extra", "dicho"),
    [
        ("uv-receipt.toml", {}, (), "cuadernos",
         'uv tool install --force "minigrad-taller[cuadernos]"'),
        ("pipx_metadata.json", {}, ("torch",), "sellado",
         'pipx install --force "minigrad-taller[cuadernos,sellado,torch]"'),
        ("uv-receipt.toml", RUEDA, (), "sellado",
         f'uv tool install --force "minigrad-taller[cuadernos,sellado] @ {RUEDA["url"]}"'),
        ("pipx_metadata.json", DE_GIT, (), "dask",
         f'pipx install --force "minigrad-taller[cuadernos,dask] @ git+{DE_GIT["url"]}"'),
        ("pyvenv.cfg", {}, (), "cuadernos",
         '"/x y/python" -m pip install "minigrad-taller[cuadernos]"'),
        ("pyvenv.cfg", None, (), "sellado", '"/x y/python" -m pip install paquete'),
    ],
)  # fmt: skip
def test_la_orden_es_la_de_como_se_instalo(instalado, archivo, procedencia, puestos, extra, dicho):
    instalado(archivo, procedencia, puestos)
    assert _extras.orden(extra, "paquete") == dicho


def test_en_una_celda(instalado):
    instalado("pyvenv.cfg", {})
    assert _extras.orden("sellado", "x", celda=True) == '%pip install "minigrad-taller[sellado]"'
    instalado("uv-receipt.toml", {})  # ahí no hay pip
    assert _extras.orden("sellado", "x", celda=True).startswith("uv tool install")


def test_reparar_un_paquete_no_es_pedir_un_extra(instalado):
    instalado("pyvenv.cfg", {})
    assert _extras.orden("cuadernos", "-U ipywidgets").endswith("-m pip install -U ipywidgets")


def test_cada_extra_existe():
    import tomllib
    from pathlib import Path

    proyecto = Path(__file__).resolve().parents[2] / "pyproject.toml"
    extras = tomllib.loads(proyecto.read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(_extras._YA_PUESTOS) < set(extras)
    assert all(extras[e][0].startswith(modulo) for e, modulo in _extras._YA_PUESTOS.items())
