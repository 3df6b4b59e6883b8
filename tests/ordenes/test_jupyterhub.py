"""El ejemplo de docs/jupyterhub: pone los cuadernos, y si no puede, el servidor abre igual."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from minigrad.aula.trabajo.ajustes import ajustes

RAIZ = Path(__file__).resolve().parents[2]
EJEMPLO = RAIZ / "docs" / "jupyterhub"


def entrar(nombre: str, casa: Path, monkeypatch: pytest.MonkeyPatch, python: str) -> None:
    """Lo que hace el Hub al entrar esa persona, cuya carpeta es `casa`."""
    import pwd

    quien = SimpleNamespace(pw_dir=str(casa), pw_uid=os.getuid(), pw_gid=os.getgid())
    cuentas = {"ana": quien}
    monkeypatch.setattr(pwd, "getpwnam", cuentas.__getitem__)
    codigo = (EJEMPLO / "jupyterhub_config.py").read_text(encoding="utf-8")
    hecho: dict[str, Any] = {"get_config": lambda: SimpleNamespace(Spawner=SimpleNamespace())}
    exec(codigo.replace("/opt/taller/bin/python", python), hecho)
    spawner = SimpleNamespace(user=SimpleNamespace(name=nombre), log=logging.getLogger())
    asyncio.run(hecho["c"].Spawner.pre_spawn_hook(spawner))


@pytest.mark.skipif(os.name != "posix", reason="JupyterHub corre en Unix")
def test_al_entrar_ya_estan_los_cuadernos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    entrar("ana", tmp_path, monkeypatch, sys.executable)
    assert list((tmp_path / "mi_taller" / "notebooks").glob("*.ipynb"))


@pytest.mark.skipif(os.name != "posix", reason="JupyterHub corre en Unix")
@pytest.mark.parametrize(("nombre", "python"), [("nadie", sys.executable), ("ana", "/no/existe")])
def test_si_no_puede_lo_anota_y_sigue(
    nombre: str, python: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    entrar(nombre, tmp_path, monkeypatch, python)
    assert f"No se pusieron los cuadernos de {nombre}" in caplog.text


def test_sus_ajustes_son_los_del_taller(tmp_path: Path) -> None:
    nuestros = json.loads((ajustes(tmp_path) / "overrides.json").read_text(encoding="utf-8"))
    nuestros["@jupyterlab/translation-extension:plugin"] = {"locale": "es_ES"}
    assert json.loads((EJEMPLO / "overrides.json").read_text(encoding="utf-8")) == nuestros
