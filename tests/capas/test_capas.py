"""Quién puede importar a quién: las flechas de la arquitectura, leídas de los `import`."""

from __future__ import annotations

import ast
import importlib
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import minigrad

RAIZ = Path(__file__).resolve().parents[2]
PAQUETE = RAIZ / "minigrad"
MODULOS = sorted(ruta.relative_to(RAIZ).as_posix() for ruta in PAQUETE.rglob("*.py"))

#: de abajo arriba; un módulo solo importa de su capa o de las de abajo
CAPAS = (
    {"_archivos", "_reales", "_numero", "engine", "_recursos", "_oculto"},
    {"nn", "losses", "optim", "datasets"},
    {"graph"},
    {"exploradores"},
    {"aula"},
    {"calificar", "sellar"},
    {"ordenes"},
    {"__main__"},
)
#: la fachada: quien hace `import minigrad` no carga nada de fuera
FACHADA = "__init__"
#: solo la biblioteca estándar, se importe donde se importe
SIN_TERCEROS = {*CAPAS[0], *CAPAS[1], "__main__", FACHADA}


def importados(archivo: Path) -> Iterator[str]:
    """Los módulos que importa un archivo, también dentro de sus funciones."""
    for nodo in ast.walk(ast.parse(archivo.read_text(encoding="utf-8"))):
        if isinstance(nodo, ast.Import):
            yield from (alias.name for alias in nodo.names)
        elif isinstance(nodo, ast.ImportFrom):
            assert nodo.level == 0, f"{archivo}: los import van con el nombre completo"
            yield from (f"{nodo.module}.{alias.name}" for alias in nodo.names)


def parte(modulo: str) -> str:
    """La pieza del paquete a la que pertenece un módulo: `minigrad.aula.celda` es de `aula`."""
    nombres = modulo.split(".")
    es_pieza = len(nombres) > 1 and (PAQUETE / nombres[1]).with_suffix(".py").exists()
    es_carpeta = len(nombres) > 1 and (PAQUETE / nombres[1]).is_dir()
    return nombres[1] if es_pieza or es_carpeta else FACHADA


def piezas_importadas(archivo: Path) -> set[str]:
    nombres = [nombre for nombre in importados(archivo) if nombre.split(".")[0] == "minigrad"]
    return {parte(nombre) for nombre in nombres}


def pieza_de(modulo: str) -> str:
    return Path(modulo).parts[1].removesuffix(".py")


def nivel(pieza: str) -> int:
    niveles = [numero for numero, capa in enumerate(CAPAS) if pieza in capa]
    assert niveles, f"falta poner minigrad/{pieza} en una capa"
    return niveles[0]


@pytest.mark.parametrize("modulo", [m for m in MODULOS if pieza_de(m) != FACHADA])
def test_solo_se_importa_hacia_abajo(modulo: str) -> None:
    usadas = piezas_importadas(RAIZ / modulo) - {FACHADA, pieza_de(modulo)}
    assert not {pieza for pieza in usadas if nivel(pieza) > nivel(pieza_de(modulo))}


@pytest.mark.parametrize("modulo", [m for m in MODULOS if pieza_de(m) in SIN_TERCEROS])
def test_el_nucleo_solo_usa_la_biblioteca_estandar(modulo: str) -> None:
    ajenos = {nombre.split(".")[0] for nombre in importados(RAIZ / modulo)} - {"minigrad"}
    assert not ajenos - sys.stdlib_module_names


@pytest.mark.parametrize("modulo", MODULOS)
def test_el_paquete_no_conoce_las_herramientas(modulo: str) -> None:
    raices = {nombre.split(".")[0] for nombre in importados(RAIZ / modulo)}
    assert not raices & {"tools", "tests", "taller", "benchmarks"}


def test_taller_solo_usa_la_biblioteca_estandar() -> None:
    raices = {nombre.split(".")[0] for nombre in importados(RAIZ / "taller.py")}
    assert not raices - sys.stdlib_module_names


def test_importar_minigrad_no_trae_nada_de_fuera() -> None:
    codigo = "import sys; antes = set(sys.modules); import minigrad; "
    codigo += "print(*{m.split('.')[0] for m in set(sys.modules) - antes})"
    hecho = subprocess.run(
        [sys.executable, "-S", "-c", codigo], env={**os.environ, "PYTHONPATH": str(RAIZ)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert not set(hecho.stdout.split()) - {"minigrad"} - sys.stdlib_module_names


def test_la_cara_publica_esta_completa() -> None:
    """Todo lo que la fachada importa está en `__all__`, y todo lo de `__all__` existe."""
    archivo = ast.parse((PAQUETE / "__init__.py").read_text(encoding="utf-8"))
    traidos = {
        alias.asname or alias.name
        for nodo in archivo.body
        if isinstance(nodo, ast.ImportFrom) and (nodo.module or "").startswith("minigrad")
        for alias in nodo.names
    }
    assert traidos <= set(minigrad.__all__)
    assert [nombre for nombre in minigrad.__all__ if hasattr(minigrad, nombre)] == list(
        minigrad.__all__
    )


def test_cada_all_dice_la_verdad() -> None:
    for info in pkgutil.walk_packages([str(PAQUETE)], "minigrad."):
        if info.name == "minigrad.__main__":
            continue
        modulo = importlib.import_module(info.name)
        assert all(hasattr(modulo, nombre) for nombre in getattr(modulo, "__all__", ())), info.name
