"""Un taller de mentira en una carpeta temporal, con fuentes de unas pocas celdas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cuadernos_de_mentira import BUENA, DATOS, PREPARAR, Hacer

from tools.comun import Taller


@pytest.fixture
def hacer(tmp_path: Path) -> Hacer:
    (tmp_path / "solutions").mkdir()

    def _hacer(fuente: str = BUENA, datos: Any = DATOS, stem: str = "02_prueba") -> Taller:
        (tmp_path / "solutions" / f"{stem}.py").write_text(fuente, "utf-8", newline="\n")
        por_stem = datos if isinstance(datos, dict) else {"02_prueba": datos}
        return Taller(tmp_path, "https://github.com/ana/taller", PREPARAR, por_stem.__getitem__)

    return _hacer
