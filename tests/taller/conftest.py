"""Una copia de taller.py en una carpeta vacía, y Pythons con algo que falla."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest

RAIZ = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def ctrl_c_llega() -> Iterator[None]:
    """Quien corre las pruebas en segundo plano suele ignorar Ctrl-C, y eso se hereda."""
    anterior = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, anterior)


@pytest.fixture
def copia(tmp_path: Path) -> Path:
    """Lo mínimo del repositorio para que taller.py funcione."""
    carpeta = tmp_path / "el taller"
    carpeta.mkdir()
    for nombre in ("taller.py", "pyproject.toml", "restricciones.txt"):
        shutil.copy(RAIZ / nombre, carpeta)
    return carpeta


@pytest.fixture
def taller(copia: Path) -> ModuleType:
    """El módulo `taller` de la copia."""
    plan = importlib.util.spec_from_file_location("taller_copiado", copia / "taller.py")
    assert plan is not None
    assert plan.loader is not None
    modulo = importlib.util.module_from_spec(plan)
    plan.loader.exec_module(modulo)
    return modulo


@pytest.fixture
def entorno(tmp_path: Path) -> Callable[[dict[str, str]], dict[str, str]]:
    """Variables con las que Python encuentra primero los módulos de mentira que se le den."""

    def con(mentiras: dict[str, str]) -> dict[str, str]:
        for nombre, codigo in mentiras.items():
            archivo = tmp_path / "mentiras" / nombre
            archivo.parent.mkdir(parents=True, exist_ok=True)
            archivo.write_text(codigo, encoding="utf-8")
        return {**os.environ, "PYTHONPATH": str(tmp_path / "mentiras"), "PYTHONIOENCODING": "utf-8"}

    return con


@pytest.fixture
def correr(copia: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Corre taller.py de la copia como lo haría una persona."""

    def con(*orden: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(copia / "taller.py"), *orden],
            env=env, capture_output=True, text=True, encoding="utf-8", timeout=120,
        )  # fmt: skip

    return con


@pytest.fixture
def pasos(taller: ModuleType, copia: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Los pasos que da taller.py, con un venv y un pip de mentira que no instalan nada."""
    dados: list[str] = []
    (copia / "minigrad").mkdir()
    (copia / "minigrad" / "__init__.py").touch()

    def anotar(paso: str, orden: Sequence[str], registro: Path) -> None:
        dados.append("crear" if "venv" in orden else "+".join(pedidos(orden)))
        if "venv" in orden:
            python = taller.python_de(Path(orden[-1]))
            python.parent.mkdir()
            python.touch()
        else:
            instalado = Path(orden[0]).parents[1] / "instalado"
            antes = instalado.read_text(encoding="utf-8") if instalado.exists() else ""
            instalado.unlink(missing_ok=True)  # como pip: un archivo nuevo, no el mismo
            instalado.write_text(antes + dados[-1] + "\n", encoding="utf-8")

    monkeypatch.setattr(taller, "correr", anotar)
    # sirve si llegó a tener algo instalado del todo
    monkeypatch.setattr(taller, "sirve", lambda e: (e / "instalado").exists())
    return dados


def pedidos(orden: Sequence[str]) -> list[str]:
    """Los extras o los paquetes que se le piden a pip."""
    if "-e" in orden:
        return re.findall(r"\w+", orden[-1].rpartition("[")[2])
    return [re.sub(r"\W.*", "", parte) for parte in orden[orden.index("--only-binary=:all:") + 1 :]]
