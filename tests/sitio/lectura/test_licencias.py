"""La página de licencias nombra todo lo que el sitio lleva de otras personas."""

from __future__ import annotations

import json
import re
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[3]
PIEZAS = RAIZ / "tools" / "sitio" / "piezas"
#: lo que se trae para construir o para probar, y no viaja
_NO_VIAJAN = {"axe-core", "esbuild-wasm"}


def test_cada_pieza_tiene_su_licencia() -> None:
    pagina = (RAIZ / "tools/sitio/lectura/paginas/licencias.md").read_text(encoding="utf-8")
    de_npm = json.loads((PIEZAS / "package.json").read_text(encoding="utf-8"))["dependencies"]
    listas = [ruta.read_text(encoding="utf-8") for ruta in sorted(PIEZAS.glob("*.txt"))]
    de_pypi = re.findall(r"^([\w.-]+)==", "\n".join(listas), re.MULTILINE)
    assert len(de_pypi) > 10
    llevadas = {*de_npm, *de_pypi, "jupyterlite-core", "sphinx"} - _NO_VIAJAN
    assert not [pieza for pieza in sorted(llevadas) if f"`{pieza}`" not in pagina]
    nombradas = set(re.findall(r"`([^`]+)`", pagina.partition("Donde el sitio lleva")[0]))
    assert not nombradas - llevadas
