"""Lo que se ve desde fuera: nombres, versión, y que importar no traiga nada ajeno."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import minigrad

RAIZ = Path(__file__).parents[2]


def test_all_esta_completo():
    publicos = {
        nombre
        for nombre, valor in vars(minigrad).items()
        if not nombre.startswith("_") and not isinstance(valor, ModuleType)
    }
    assert publicos | {"datasets"} == set(minigrad.__all__)
    assert all(getattr(minigrad, nombre).__doc__ for nombre in minigrad.__all__)


def test_la_version_es_la_del_proyecto():
    proyecto = tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert minigrad.__version__ == proyecto["version"]
    assert (RAIZ / "minigrad" / "py.typed").exists()


def test_importar_no_trae_nada_de_fuera():
    codigo = (
        "import sys; antes = set(sys.modules); import minigrad; "
        "nuevos = {m.split('.')[0] for m in set(sys.modules) - antes} - {'minigrad'}; "
        "print(sorted(nuevos - sys.stdlib_module_names))"
    )
    orden = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(RAIZ)!r}); {codigo}"]
    assert subprocess.run(orden, capture_output=True, text=True, check=True).stdout == "[]\n"
