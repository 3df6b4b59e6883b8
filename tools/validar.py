"""Ejecuta los cuadernos otra vez: `python -m tools.validar [--en-blanco] [STEM …]`.

Los resueltos, con nbval: cada salida guardada debe repetirse. Con `--en-blanco`, los del
aprendiz: intactos, de arriba abajo, ninguna celda puede lanzar una excepción. Cada cuaderno va
en su propio proceso y en una carpeta temporal; corren dos a la vez.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import nbformat

from tools.comun import RAIZ, Problema, Taller, este_taller
from tools.ejecucion import FalloDeCelda, acortar, ejecutar, entorno
from tools.frescura import leer_producto
from tools.productos import celdas_de_codigo

_A_LA_VEZ = 2
_HERRAMIENTAS = RAIZ / "tools"
_LINEAS_DEL_FALLO = 30


def principal(argumentos: Sequence[str] | None = None, taller: Taller | None = None) -> int:
    """Valida los cuadernos pedidos y resume; devuelve 1 si alguno falla."""
    opciones = _opciones().parse_args(argumentos)
    taller = taller or este_taller()
    validar = validar_en_blanco if opciones.en_blanco else validar_resuelto
    stems = opciones.stems or [ruta.stem for ruta in taller.fuentes()]
    problemas = en_paralelo(lambda stem: validar(taller, stem), stems)
    print(*map(str, problemas), sep="\n", end="\n" if problemas else "")
    clase = "en blanco" if opciones.en_blanco else "resueltos"
    print(f"{len(stems)} cuadernos {clase}, {len(problemas)} problemas.")
    return 1 if problemas else 0


def en_paralelo(validar: Callable[[str], list[Problema]], stems: Sequence[str]) -> list[Problema]:
    """Dos cuadernos a la vez; de cada uno, una línea en cuanto termina."""

    def uno(stem: str) -> list[Problema]:
        problemas = validar(stem)
        print(f"{stem}: {'con problemas' if problemas else 'bien'}", flush=True)
        return problemas

    with ThreadPoolExecutor(_A_LA_VEZ) as hilos:
        return [problema for lista in hilos.map(uno, stems) for problema in lista]


def validar_en_blanco(taller: Taller, stem: str) -> list[Problema]:
    """El cuaderno del aprendiz corre entero, con entrenamientos cortos, y no avisa por stderr."""
    ruta = taller.blanco(stem)
    cuaderno = leer_producto(ruta)
    if cuaderno is None:
        return [Problema(taller.nombre(ruta), 0, 0, "no existe o no se puede leer.")]
    try:
        ejecutar(acortar(cuaderno), taller.solutions)
    except FalloDeCelda as fallo:
        return [Problema(taller.nombre(ruta), 0, fallo.indice + 1, fallo.que)]
    return [
        Problema(taller.nombre(ruta), 0, numero, f"avisa por stderr: {salida.text.strip()[:80]}")
        for numero, celda in enumerate(cuaderno.cells, start=1)
        for salida in celda.get("outputs", ())
        if salida.get("name") == "stderr"
    ]


def validar_resuelto(taller: Taller, stem: str) -> list[Problema]:
    """nbval en estricto sobre una copia, para que lo que escriba no caiga en el repositorio."""
    ruta = taller.gemelo(stem)
    if not ruta.exists():
        return [Problema(taller.nombre(ruta), 0, 0, "no existe: falta construirlo.")]
    with tempfile.TemporaryDirectory(prefix="nbval-", ignore_cleanup_errors=True) as carpeta:
        trabajo = Path(carpeta) / "trabajo"
        trabajo.mkdir()
        copia = Path(shutil.copy(ruta, trabajo))
        informe = Path(carpeta) / "informe.xml"
        salida = _nbval(copia, informe, entorno(Path(carpeta) / "ipython", taller.solutions))
        return _fallos(ruta, informe, salida, taller)


def _nbval(copia: Path, informe: Path, variables: dict[str, str]) -> str:
    orden = [sys.executable, "-m", "pytest", "-q", "--color=no", f"--rootdir={copia.parent}"]
    orden += ["-c", str(_HERRAMIENTAS / "nbval.ini"), f"--junit-xml={informe}"]
    orden += [f"--nbval-sanitize-with={_HERRAMIENTAS / 'nbval_sanear.cfg'}", str(copia)]
    hecho = subprocess.run(
        orden, env=variables, cwd=copia.parent, capture_output=True, text=True, encoding="utf-8"
    )
    return hecho.stdout + hecho.stderr


def _fallos(ruta: Path, informe: Path, salida: str, taller: Taller) -> list[Problema]:
    """Traduce el informe: nbval cuenta celdas de código desde 0; nosotros, todas desde 1."""
    nombre = taller.nombre(ruta)
    if not informe.exists():
        return [Problema(nombre, 0, 0, f"nbval no llegó a correr:\n{salida.strip()}")]
    cuaderno = nbformat.read(ruta, as_version=4)
    casos = list(ElementTree.parse(informe).iter("testcase"))
    if len(casos) != len(celdas_de_codigo(cuaderno)):
        return [Problema(nombre, 0, 0, f"nbval no vio todas las celdas:\n{salida.strip()}")]
    return [
        Problema(nombre, 0, _numero(cuaderno, caso.get("name", "")), _texto(fallo))
        for caso in casos
        for fallo in [*caso.findall("failure"), *caso.findall("error"), *caso.findall("skipped")]
    ]


def _numero(cuaderno: Any, caso: str) -> int:
    """De «Cell 7» al número de la celda en el cuaderno."""
    numeros = [n for n, celda in enumerate(cuaderno.cells, start=1) if celda.cell_type == "code"]
    return numeros[int(caso.rsplit(" ", 1)[-1])]


def _texto(fallo: ElementTree.Element) -> str:
    lineas = (fallo.text or fallo.get("message") or "sin explicación").strip().split("\n")
    return "\n    ".join(lineas[:_LINEAS_DEL_FALLO])


def _opciones() -> argparse.ArgumentParser:
    orden = argparse.ArgumentParser(
        prog="python -m tools.validar", description="Valida los cuadernos."
    )
    orden.add_argument(
        "stems", nargs="*", metavar="STEM", help="por ejemplo 02_a_mano; sin nada, todos"
    )
    orden.add_argument("--en-blanco", action="store_true", help="correr los del aprendiz, intactos")
    return orden


if __name__ == "__main__":
    sys.exit(principal())
