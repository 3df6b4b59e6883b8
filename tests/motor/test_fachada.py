"""Lo que se ve desde fuera: nombres, versión, y que importar no traiga nada ajeno."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

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


def correr(codigo: str) -> str:
    """Lo que imprime un Python nuevo, que no sabe nada de este."""
    orden = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(RAIZ)!r}); {codigo}"]
    return subprocess.run(orden, capture_output=True, text=True, check=True).stdout


def test_numpy_solo_se_carga_con_lo_que_lo_usa():
    dice = "; print('numpy' in sys.modules)"
    assert correr(f"from minigrad import *{dice}") == "False\n"
    entrenar = "red = MLP(2, [1]); opt = SGD(red.parameters()); opt.zero_grad(); "
    entrenar += (
        "p = mse([red([1, 2])], [1]); p.backward(); opt.step(); red.zero_grad(); draw_dot(p)"
    )
    assert correr(f"from minigrad import *; {entrenar}{dice}") == "False\n"
    pytest.importorskip("numpy")
    assert correr(f"from minigrad import Tensor, cat, no_grad{dice}") == "True\n"


def test_sin_numpy_un_tensor_dice_como_conseguirlo():
    codigo = (
        "sys.modules['numpy'] = None\ntry: from minigrad import Tensor\nexcept ImportError as e: "
    )
    orden = f"import sys; sys.path.insert(0, {str(RAIZ)!r})\n{codigo}print(e)"
    hecho = subprocess.run([sys.executable, "-I", "-c", orden], capture_output=True, text=True)
    assert "Tensor usa NumPy, y no está. Instálalo con:" in hecho.stdout


def test_un_nombre_que_no_hay():
    with pytest.raises(AttributeError, match="minigrad no tiene 'Tensorr'"):
        getattr(minigrad, "Tensorr")  # noqa: B009
    assert not hasattr(minigrad, "otra_cosa")


def test_importar_no_trae_nada_de_fuera():
    codigo = (
        "import sys; antes = set(sys.modules); import minigrad; "
        "nuevos = {m.split('.')[0] for m in set(sys.modules) - antes} - {'minigrad'}; "
        "print(sorted(nuevos - sys.stdlib_module_names))"
    )
    orden = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(RAIZ)!r}); {codigo}"]
    assert subprocess.run(orden, capture_output=True, text=True, check=True).stdout == "[]\n"
