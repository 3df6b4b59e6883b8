"""El lock se escribe con lo que dice cada rueda: qué importa, de qué depende y su huella."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name
from piezas_de_prueba import rueda

from tools.sitio import NoSePuede, piezas
from tools.sitio.lite import lock
from tools.sitio.lugares import RAIZ


def test_lo_que_una_celda_importa(tmp_path: Path) -> None:
    dentro = {
        "uno/__init__.py": "", "uno/dos.py": "", "suelto.py": "", "datos/x.txt": "",
        "otro.data/data/x.py": "",
    }  # fmt: skip
    entrada = lock.de_rueda(rueda(tmp_path, "Mi_Paquete", dentro=dentro))
    assert (entrada["name"], entrada["imports"]) == ("mi-paquete", ["suelto", "uno"])


@pytest.mark.parametrize(
    ("pide", "queda"),
    [
        ([], []),
        (["B_b>=1,<2", "a"], ["a", "b-b"]),
        (["a; extra == 'pruebas'"], []),
        (["a; sys_platform == 'win32'", "b; sys_platform != 'emscripten'"], []),
        (["a; python_version < '3.12'", "b; python_version >= '3.12'"], ["b"]),
        (["jedi>=0.18", "widgetsnbextension~=4.0", "comm"], ["comm"]),
    ],
)
def test_depende_de_lo_que_hace_falta_en_el_navegador(
    pide: list[str], queda: list[str], tmp_path: Path
) -> None:
    assert lock.de_rueda(rueda(tmp_path, "x", *pide))["depends"] == queda


def test_se_escribe_en_orden_y_siempre_igual(tmp_path: Path) -> None:
    entradas = [lock.de_rueda(rueda(tmp_path, nombre)) for nombre in ("b", "a")]
    lock.escribir(tmp_path / "1", {"python": "3.14"}, entradas)
    lock.escribir(tmp_path / "2", {"python": "3.14"}, reversed(entradas))
    escrito = json.loads((tmp_path / "1").read_text(encoding="utf-8"))
    assert list(escrito["packages"]) == ["a", "b"]
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()
    huella = hashlib.sha256((tmp_path / "a-1.0-py3-none-any.whl").read_bytes()).hexdigest()
    assert escrito["packages"]["a"]["sha256"] == huella


def test_una_dependencia_que_el_sitio_no_lleva_se_dice(tmp_path: Path) -> None:
    with pytest.raises(NoSePuede, match="x necesita falta"):
        lock.escribir(tmp_path / "lock", {}, [lock.de_rueda(rueda(tmp_path, "x", "falta"))])


def test_las_versiones_son_las_que_se_probaron() -> None:
    def versiones(texto: str) -> dict[str, str]:
        pares = re.findall(r"^([\w.-]+)==([\w.]+)", texto, re.MULTILINE)
        return {canonicalize_name(nombre): version for nombre, version in pares}

    probadas = versiones((RAIZ / "restricciones.txt").read_text(encoding="utf-8"))
    for lista in ("ruedas.txt", "extensiones.txt"):
        puestas = versiones((piezas.AQUI / lista).read_text(encoding="utf-8"))
        assert puestas
        assert puestas == {nombre: probadas.get(nombre, v) for nombre, v in puestas.items()}


def test_las_listas_son_exactas_y_no_dicen_de_donde() -> None:
    npm = json.loads((piezas.AQUI / "package-lock.json").read_text(encoding="utf-8"))
    propio, *paquetes = npm["packages"].values()
    assert all(version[0].isdigit() for version in propio["dependencies"].values())
    assert all(p["integrity"].startswith("sha512-") and "resolved" not in p for p in paquetes)
    pedido = json.loads((piezas.AQUI / "package.json").read_text(encoding="utf-8"))
    assert pedido["dependencies"] == propio["dependencies"]
    for lista in ("ruedas.txt", "extensiones.txt"):
        lineas = (piezas.AQUI / lista).read_text(encoding="utf-8").splitlines()
        fijas = [linea for linea in lineas if not linea.startswith("#")]
        assert fijas == sorted(fijas, key=str.lower)
        assert all("==" in linea and "--hash=sha256:" in linea for linea in fijas)
        assert not any("://" in linea for linea in lineas)
