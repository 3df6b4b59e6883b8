"""Quién puede importar a quién: las flechas de la arquitectura, leídas de los `import`."""

from __future__ import annotations

import ast
import importlib
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import minigrad

RAIZ = Path(__file__).resolve().parents[2]
PAQUETE = RAIZ / "minigrad"
MODULOS = sorted(ruta.relative_to(RAIZ).as_posix() for ruta in PAQUETE.rglob("*.py"))

#: de abajo arriba; un módulo solo importa de su capa o de las de abajo
CAPAS = (
    {"navegador"},
    {"_archivos", "_parametros", "_reales", "_numero", "engine", "_recursos", "_oculto", "_extras"},
    {"_formas", "_arreglo", "tensor"},
    {"nn", "losses", "optim", "datasets"},
    {"layers"},
    {"layers"},
    {"graph"},
    {"exploradores"},
    {"aula"},
    {"calificar", "sellar"},
    {"ordenes"},
    {"__main__"},
)
#: lo mismo dentro del aula, carpeta por carpeta
AULA = (
    {"celda", "espanol"},
    {"huella", "trabajo"},
    {"cerrojo", "ejercicios"},
    {"exploracion"},
    {"observadores"},
    {"curso"},
    {"juicio"},
    {"tarjetas"},
    {"verbos"},
)
#: la fachada: quien hace `import minigrad` no carga nada de fuera
FACHADA = "__init__"
#: los que no tienen carpeta; usan solo la biblioteca estándar, se importe donde se importe
SUELTOS = {*CAPAS[1], *CAPAS[2], *CAPAS[3], *CAPAS[4], *CAPAS[4], "__main__", FACHADA}
#: los que hacen cuentas en bloque, y por eso usan también NumPy; nadie que no los pida lo carga
EN_BLOQUE = {"_formas", "_arreglo", "tensor", "layers"}
#: cuántos archivos caben en una carpeta sin que haya que buscar
EN_UNA_CARPETA = 9


def importados(archivo: Path) -> Iterator[str]:
    """Los módulos que importa un archivo, también dentro de sus funciones."""
    for nodo in ast.walk(ast.parse(archivo.read_text(encoding="utf-8"))):
        if isinstance(nodo, ast.Import):
            yield from (alias.name for alias in nodo.names)
        elif isinstance(nodo, ast.ImportFrom):
            assert nodo.level == 0, f"{archivo}: los import van con el nombre completo"
            yield from (f"{nodo.module}.{alias.name}" for alias in nodo.names)


def archivo_de(nombre: str) -> str:
    """El archivo del módulo con ese nombre o, si es cosa de un módulo, el de ese módulo."""
    while True:
        ruta = RAIZ.joinpath(*nombre.split("."))
        for candidato in (ruta.with_suffix(".py"), ruta / "__init__.py"):
            if candidato.is_file():
                return candidato.relative_to(RAIZ).as_posix()
        nombre = nombre.rpartition(".")[0]


def usados(modulo: str) -> set[str]:
    """Los archivos del paquete que importa uno, sin contarse."""
    nombres = (n for n in importados(RAIZ / modulo) if n.split(".")[0] == "minigrad")
    return {archivo_de(nombre) for nombre in nombres} - {modulo}


USADOS = {modulo: usados(modulo) for modulo in MODULOS}


def vuelta(flechas: Mapping[str, set[str]]) -> list[str]:
    """Un camino que vuelve a donde empezó, o nada."""
    try:
        TopologicalSorter(flechas).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def carpeta(modulo: str) -> str:
    return modulo.rpartition("/")[0]


def es_cara(modulo: str) -> bool:
    """Los archivos que solo reúnen lo de otras carpetas: su flecha no es de su carpeta."""
    return Path(modulo).name in ("__init__.py", "__main__.py")


def pieza_de(modulo: str) -> str:
    return Path(modulo).parts[1].removesuffix(".py")


def nivel(pieza: str, capas: tuple[set[str], ...]) -> int:
    niveles = [numero for numero, capa in enumerate(capas) if pieza in capa]
    assert niveles, f"falta poner {pieza} en una capa"
    return niveles[0]


def test_ningun_archivo_importa_a_otro_en_circulo() -> None:
    assert vuelta(USADOS) == []


def test_ninguna_carpeta_importa_a_otra_en_circulo() -> None:
    flechas: dict[str, set[str]] = {}
    for modulo, otros in USADOS.items():
        if not es_cara(modulo):
            de_otras = {carpeta(otro) for otro in otros if not es_cara(otro)}
            flechas.setdefault(carpeta(modulo), set()).update(de_otras - {carpeta(modulo)})
    assert vuelta(flechas) == []


def test_la_vuelta_se_ve() -> None:
    assert set(vuelta({"a": {"b"}, "b": {"c"}, "c": {"a"}})) == {"a", "b", "c"}


@pytest.mark.parametrize("donde", sorted({carpeta(modulo) for modulo in MODULOS}))
def test_en_una_carpeta_se_encuentra_todo_de_un_vistazo(donde: str) -> None:
    propios = [m for m in MODULOS if carpeta(m) == donde]
    if donde == "minigrad":
        sueltas = {Path(m).stem for m in propios}
        assert sueltas == SUELTOS
    else:
        assert len(propios) <= EN_UNA_CARPETA


@pytest.mark.parametrize("modulo", [m for m in MODULOS if pieza_de(m) != FACHADA])
def test_solo_se_importa_hacia_abajo(modulo: str) -> None:
    propia = nivel(pieza_de(modulo), CAPAS)
    piezas = {pieza_de(otro) for otro in USADOS[modulo]} - {FACHADA}
    assert not {pieza for pieza in piezas if nivel(pieza, CAPAS) > propia}


@pytest.mark.parametrize("modulo", [m for m in MODULOS if m.count("/") == 3 and "/aula/" in m])
def test_dentro_del_aula_tambien(modulo: str) -> None:
    def cual(ruta: str) -> str:
        return Path(ruta).parts[2]

    otros = [m for m in USADOS[modulo] if m.startswith("minigrad/aula/") and m.count("/") == 3]
    de_arriba = {cual(m) for m in otros if nivel(cual(m), AULA) > nivel(cual(modulo), AULA)}
    assert not de_arriba
    assert not [m for m in USADOS[modulo] if carpeta(m) == "minigrad/aula" and not es_cara(m)]


@pytest.mark.parametrize("modulo", [m for m in MODULOS if pieza_de(m) in SUELTOS])
def test_el_nucleo_solo_usa_la_biblioteca_estandar(modulo: str) -> None:
    ajenos = {nombre.split(".")[0] for nombre in importados(RAIZ / modulo)} - {"minigrad"}
    numpy = {"numpy"} if pieza_de(modulo) in EN_BLOQUE else set()
    assert not ajenos - sys.stdlib_module_names - numpy


def test_solo_la_fachada_llega_a_los_que_usan_numpy_y_solo_si_se_los_piden() -> None:
    """`from minigrad import Tensor` los carga dentro de una función; nadie más del núcleo."""
    for modulo in (m for m in MODULOS if pieza_de(m) in SUELTOS - EN_BLOQUE - {FACHADA}):
        assert not {pieza_de(otro) for otro in USADOS[modulo]} & EN_BLOQUE, modulo


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


def test_importar_el_aula_no_trae_la_red_ni_otros_procesos() -> None:
    """En una página, cada módulo se compila al importarlo: son décimas que alguien espera."""
    sobran = ["asyncio", "http.client", "multiprocessing", "sqlite3", "ssl", "urllib.request",
              "webbrowser"]  # fmt: skip
    codigo = f"import sys, minigrad.aula; print(*(set({sobran}) & set(sys.modules)))"
    hecho = subprocess.run(
        [sys.executable, "-S", "-c", codigo], env={**os.environ, "PYTHONPATH": str(RAIZ)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert hecho.stdout.split() == []


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
        if info.name == "minigrad.__main__" or info.name.startswith("minigrad.navegador."):
            continue  # el primero ejecuta la orden; los otros solo se importan en una página
        modulo = importlib.import_module(info.name)
        assert all(hasattr(modulo, nombre) for nombre in getattr(modulo, "__all__", ())), info.name
