"""Compilar lo que se importa al arrancar. Corre en el Python del navegador, desde `compilar.mjs`.

Hace lo que harán el núcleo y las primeras celdas, mira qué módulos se importaron y reparte en
tres lo que hay en `/entrada`: lo que Pyodide mismo importa, los paquetes que se usan siempre, y el
resto, que se trae si alguien lo importa. Solo se compila lo que se importa al arrancar: compilado,
un módulo pesa el doble.
"""

from __future__ import annotations

import contextlib
import importlib._bootstrap_external as externo
import importlib.util
import io
import json
import marshal
import shutil
import sys
import warnings
import zipfile

from compression import zstd  # type: ignore[import-not-found]  # de Python 3.14

SITIO = "/lib/python3.14/site-packages/"
ESTANDAR = "/lib/python314.zip/"
AL_ARRANCAR = ("piplite.piplite", "pyodide_kernel", "minigrad.aula", "ipywidgets", "minigrad.graph")
#: lo que una celda de una lección puede usar: un error, la ayuda, completar, y los módulos comunes
CELDAS = (
    "1 / 0",
    "def f(: pass",
    "import minigrad\nminigrad.Value?",
    "minigrad.Value??",
    "%time 2 + 2",
    "%timeit -n1 -r1 2",
    "help(len)",
    "import abc, bisect, collections, contextlib, copy, csv, dataclasses, datetime, decimal",
    "import doctest, enum, fractions, functools, graphlib, heapq, inspect, io, itertools, json",
    "import math, operator, os, pathlib, pprint, random, re, statistics, string, textwrap, time",
    "import timeit, types, typing, unittest, warnings, weakref, subprocess, tempfile, calendar",
)
#: de lo nuestro que no está aquí, la fuente se lee en una lección o con `??`: va también
SIN_FUENTE = ("minigrad/aula/", "minigrad/exploradores/", "minigrad/navegador/")


def archivos() -> set[str]:
    return {str(getattr(modulo, "__file__", None)) for modulo in list(sys.modules.values())}


def al_arrancar() -> set[str]:
    """Los archivos de los módulos que hay después de arrancar y de la primera celda."""
    shutil.unpack_archive("/entrada/todo.zip", SITIO)
    importlib.invalidate_caches()
    for modulo in AL_ARRANCAR:
        importlib.import_module(modulo)
    # fuera de una página, `preparar` no tiene adónde pedir el dibujo
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(ImportError):
        sys.modules["minigrad.aula"].preparar()
    return archivos()


def con_las_celdas() -> set[str]:
    """Los que hay después de unas celdas como las de cualquier lección."""
    consola = sys.modules["pyodide_kernel"].ipython_shell
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for celda in CELDAS:
            consola.run_cell(celda)
        consola.Completer.use_jedi = False
        consola.complete("min", "min", 3)
    return archivos()


def compilado(fuente: bytes, lugar: str) -> bytes:
    """El módulo compilado; lleva la huella de su fuente, que nadie comprueba, y no una fecha."""
    huella = importlib.util.source_hash(fuente)
    codigo = compile(fuente, lugar, "exec", dont_inherit=True)
    return bytes(externo._code_to_hash_pyc(codigo, huella, checked=False))  # type: ignore[attr-defined]


Archivos = dict[str, bytes]


def leer(nombre: str, raiz: str) -> Archivos:
    """Lo que hay en un archivo de `/entrada`, por el lugar en que estará; y su código, aparte."""
    with zipfile.ZipFile(f"/entrada/{nombre}") as entero:
        rutas = sorted(ruta for ruta in entero.namelist() if not ruta.endswith("/"))
        dentro = {ruta: entero.read(ruta) for ruta in rutas}
    for ruta, datos in dentro.items():
        if ruta.endswith(".py"):
            with contextlib.suppress(SyntaxError):  # el ejemplo malo de alguna prueba
                COMPILADOS[raiz + ruta] = compilado(datos, raiz + ruta)
    return dentro


def repartir(entero: Archivos, raiz: str) -> tuple[Archivos, Archivos]:
    """Lo que se usa siempre, con lo del arranque compilado, y el resto."""
    siempre: Archivos = {}
    resto: Archivos = {}
    for ruta, datos in entero.items():
        lugar = raiz + ruta
        if lugar in ARRANQUE and lugar in COMPILADOS:
            siempre |= ya_compilado(ruta, datos, COMPILADOS[lugar])
        elif se_usa(ruta, lugar):
            siempre[ruta] = datos
        else:
            resto[ruta] = datos
    return siempre, resto


def se_usa(ruta: str, lugar: str) -> bool:
    """Los datos, nuestros módulos, los guiones sueltos y lo que alguna celda importó."""
    suelto = "/" not in ruta and lugar.startswith(SITIO)
    return (
        not ruta.endswith(".py") or ruta.startswith("minigrad/") or suelto or lugar in CELDAS_USAN
    )


def ya_compilado(ruta: str, fuente: bytes, codigo: bytes) -> Archivos:
    """El módulo compilado, en lugar de su fuente o junto a ella."""
    if not ruta.startswith("minigrad/") or ruta.startswith(SIN_FUENTE):
        return {ruta + "c": codigo}
    carpeta, _, modulo = ruta.rpartition("/")
    return {ruta: fuente, f"{carpeta}/__pycache__/{modulo[:-3]}.cpython-314.pyc": codigo}


def guardar_zip(nombre: str, dentro: Archivos) -> None:
    with zipfile.ZipFile(f"/salida/{nombre}", "w", zipfile.ZIP_DEFLATED) as archivo:
        for ruta, datos in dentro.items():
            archivo.writestr(zipfile.ZipInfo(ruta), datos, zipfile.ZIP_DEFLATED, 9)


def guardar(nombre: str, dentro: Archivos) -> None:
    """Todo junto y comprimido de una vez: cada archivo aprovecha lo que repite de los otros."""
    opciones = {
        zstd.CompressionParameter.compression_level: 22,
        zstd.CompressionParameter.window_log: 24,
    }
    with open(f"/salida/{nombre}", "wb") as archivo:
        archivo.write(zstd.compress(marshal.dumps(dentro), options=opciones))


def raiz_de(ruta: str) -> str:
    return ruta.partition("/")[0].removesuffix(".pyc").removesuffix(".py")


warnings.simplefilter("ignore")
COMPILADOS: Archivos = {}
MINIMO = archivos()
# primero se compila: el taller, ya importado, deja menos pila
BIBLIOTECA = leer("python_stdlib.zip", ESTANDAR)
PAQUETES = leer("todo.zip", SITIO)
ARRANQUE = al_arrancar()
CELDAS_USAN = con_las_celdas()
ESTANDAR_SIEMPRE, ESTANDAR_RESTO = repartir(BIBLIOTECA, ESTANDAR)
SITIO_SIEMPRE, SITIO_RESTO = repartir(PAQUETES, SITIO)
# en el zip de Pyodide, lo que él mismo importa; lo demás pesa menos con los paquetes
DE_PYODIDE = {raiz_de(ruta.removeprefix(ESTANDAR)) for ruta in MINIMO}
EN_EL_ZIP = {r: d for r, d in ESTANDAR_SIEMPRE.items() if raiz_de(r) in DE_PYODIDE}
CON_LOS_PAQUETES = {r: d for r, d in ESTANDAR_SIEMPRE.items() if r not in EN_EL_ZIP}
RESTO = ESTANDAR_RESTO | SITIO_RESTO
MODULOS = sorted(ruta[:-3].removesuffix("/__init__").replace("/", ".") for ruta in RESTO)
SITIO_SIEMPRE["resto_del_taller.json"] = json.dumps(MODULOS).encode()
guardar_zip("python_stdlib.zip", EN_EL_ZIP)
guardar(
    "paquetes.zst", CON_LOS_PAQUETES | {f"site-packages/{r}": d for r, d in SITIO_SIEMPRE.items()}
)
guardar("resto.zst", RESTO)
