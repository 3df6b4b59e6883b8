"""De lo que se descarga al empezar se quita lo que nadie importa, y nada más."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from piezas_de_prueba import rueda

from tools.sitio.lite.recorte import recortar

LEXERS = {
    "pygments/__init__.py": "",
    "pygments/lexers/__init__.py": "",
    "pygments/lexers/lisp.py": "x",
    "pygments/lexers/python.py": "y",
    "pygments-1.0.dist-info/RECORD": "pygments/lexers/lisp.py,sha256=a,1\npygments/__init__.py,,\n",
}


@pytest.fixture
def destino(tmp_path: Path) -> Path:
    carpeta = tmp_path / "destino"
    carpeta.mkdir()
    return carpeta


def dentro(archivo: Path) -> dict[str, str]:
    with zipfile.ZipFile(archivo) as abierto:
        return {nombre: abierto.read(nombre).decode() for nombre in abierto.namelist()}


def test_quita_los_archivos_y_su_linea_en_el_registro(tmp_path: Path, destino: Path) -> None:
    nueva = recortar(rueda(tmp_path, "pygments", dentro=LEXERS), destino)
    quedan = dentro(nueva)
    assert set(LEXERS) - set(quedan) == {"pygments/lexers/lisp.py"}
    assert quedan["pygments-1.0.dist-info/RECORD"] == "pygments/__init__.py,,\n"
    assert quedan["pygments/lexers/python.py"] == "y"
    assert [ruta.name for ruta in destino.iterdir()] == [nueva.name]


def test_siempre_los_mismos_bytes_y_otro_nombre_si_cambian(tmp_path: Path, destino: Path) -> None:
    una = recortar(rueda(tmp_path, "pygments", dentro=LEXERS), destino)
    bytes_de_una = una.read_bytes()
    al_reves = dict(reversed(LEXERS.items()))
    assert recortar(rueda(tmp_path, "pygments", dentro=al_reves), destino) == una
    assert una.read_bytes() == bytes_de_una
    otra = recortar(rueda(tmp_path, "pygments", dentro={**LEXERS, "pygments/x.py": ""}), destino)
    assert otra.name != una.name


def test_lo_que_no_tiene_nada_que_sobre_va_tal_como_vino(tmp_path: Path, destino: Path) -> None:
    vieja = rueda(tmp_path, "comm", dentro={"comm/tests/__init__.py": ""})
    nueva = recortar(vieja, destino)
    assert (nueva.name, nueva.read_bytes()) == (vieja.name, vieja.read_bytes())
