"""Construye los cuadernos: `python -m tools.construir [--forzar] [--check] [STEM …]`.

De cada fuente `solutions/NN_tema.py` que cambió salen el gemelo ejecutado y el blanco. Si solo
cambió la prosa se conservan las salidas y no se ejecuta nada. También se ejecuta si cambiaron los
datos de sus ejercicios o un módulo de minigrad que el cuaderno importa. `--check` no escribe:
dice todo lo que está viejo, editado a mano, mal formado o que deja ver una solución.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nbformat import NotebookNode

from minigrad._archivos import escribir
from tools.comun import Problema, Taller, este_taller
from tools.dependencias import huella
from tools.ejecucion import FalloDeCelda, ejecutar, hay_torch
from tools.frescura import leer_producto
from tools.fuente import Fuente
from tools.productos import (
    celdas_de_codigo,
    como_texto,
    firma,
    hacer_blanco,
    hacer_gemelo,
    sin_ejecutar,
)
from tools.revision import leer_fuentes, revisar

_A_LA_VEZ = 2


def principal(argumentos: Sequence[str] | None = None, taller: Taller | None = None) -> int:
    """La orden completa; devuelve 0 si todo está bien y 1 si hay algo que corregir."""
    opciones = _opciones().parse_args(argumentos)
    taller = taller or este_taller()
    desconocidos = _desconocidos(opciones.stems, taller)
    if desconocidos:
        print(*desconocidos, sep="\n", file=sys.stderr)
        return 1
    if opciones.check:
        return _informar(
            revisar(taller, opciones.stems), "Los cuadernos están al día y bien formados."
        )
    return construir(taller, opciones.stems, forzar=opciones.forzar)


def construir(taller: Taller, stems: Iterable[str] = (), *, forzar: bool = False) -> int:
    """Escribe los productos que hagan falta y luego avisa de lo que `--check` diría."""
    fuentes, problemas = leer_fuentes(taller, stems)
    with ThreadPoolExecutor(_A_LA_VEZ) as hilos:
        fallos = list(hilos.map(lambda fuente: _construir_uno(fuente, taller, forzar), fuentes))
    graves = problemas + [fallo for fallo in fallos if fallo]
    if graves:
        return _informar(graves, "")
    avisos = revisar(taller, [fuente.stem for fuente in fuentes])
    if avisos:
        print("Construido, pero `--check` no lo aceptaría todavía:")
        print(*avisos, sep="\n")
    return 0


def _construir_uno(fuente: Fuente, taller: Taller, forzar: bool) -> Problema | None:
    nuevo, depende = hacer_gemelo(fuente, taller), huella(fuente, taller)
    anterior = leer_producto(taller.gemelo(fuente.stem))
    try:
        if forzar or anterior is None or not _heredar_salidas(nuevo, anterior, depende):
            _decir(f"{fuente.stem}: ejecutando…")
            _ejecutar_como_gemelo(nuevo, fuente, taller)
    except FalloDeCelda as fallo:
        return _problema_de(fallo, fuente)
    nuevo.metadata["minigrad"] = {"depende": depende, "firma": firma(nuevo)}
    _escribir(taller.gemelo(fuente.stem), como_texto(nuevo), taller)
    _escribir(taller.blanco(fuente.stem), como_texto(hacer_blanco(fuente, taller)), taller)
    return None


def _heredar_salidas(nuevo: NotebookNode, anterior: NotebookNode, depende: str) -> bool:
    """Copia las salidas si nada de lo que se ejecuta cambió ni se tocó; dice si pudo."""
    viejas, nuevas = celdas_de_codigo(anterior), celdas_de_codigo(nuevo)
    intacto = anterior.metadata.get("minigrad") == {"depende": depende, "firma": firma(anterior)}
    if not intacto or [c.source for c in viejas] != [c.source for c in nuevas]:
        return False
    for vieja, nueva in zip(viejas, nuevas, strict=True):
        nueva.outputs, nueva.execution_count = vieja.outputs, vieja.execution_count
    return True


def _ejecutar_como_gemelo(nuevo: NotebookNode, fuente: Fuente, taller: Taller) -> None:
    """Ejecuta con una carpeta prestada donde el aula encuentra las soluciones de hoy."""
    _exigir_torch(fuente)
    with tempfile.TemporaryDirectory(prefix="soluciones-") as carpeta:
        resueltos = Path(carpeta) / "solutions"
        resueltos.mkdir()
        for otro in (*taller.solutions.glob("*.ipynb"), *taller.solutions.glob("*.md")):
            shutil.copy(otro, resueltos)
        # las de todos: una lección y su práctica pueden estrenar ejercicios a la vez
        for otra in leer_fuentes(taller, ())[0]:
            gemelo = nuevo if otra.stem == fuente.stem else hacer_gemelo(otra, taller)
            texto = como_texto(sin_ejecutar(gemelo))
            (resueltos / f"{otra.stem}.ipynb").write_text(texto, "utf-8", newline="\n")
        ejecutar(nuevo, resueltos)


def _exigir_torch(fuente: Fuente) -> None:
    """Sin PyTorch una celda mostraría lo guardado, y el gemelo repetiría lo viejo."""
    for indice, celda in enumerate(fuente.celdas):
        if celda.texto.startswith("%%con_torch") and not hay_torch():
            raise FalloDeCelda(indice, "para construir este cuaderno hay que instalar PyTorch.")


def _problema_de(fallo: FalloDeCelda, fuente: Fuente) -> Problema:
    celda = fuente.celdas[fallo.indice]
    ejercicio = f"({celda.ejercicio}) " if celda.ejercicio else ""
    return Problema(fuente.ruta, celda.linea, celda.numero, ejercicio + fallo.que)


def _escribir(ruta: Path, texto: str, taller: Taller) -> None:
    if ruta.exists() and ruta.read_text("utf-8") == texto:
        return
    ruta.parent.mkdir(exist_ok=True)
    escribir(ruta, texto)
    _decir(f"escrito {taller.nombre(ruta)}")


def _decir(linea: str) -> None:
    """Una línea de una vez: dos hilos hablan a la vez."""
    print(f"{linea}\n", end="", flush=True)


def _informar(problemas: Sequence[Problema], bien: str) -> int:
    print(*map(str, problemas), sep="\n")
    print("" if problemas else bien)
    return 1 if problemas else 0


def _desconocidos(stems: Iterable[str], taller: Taller) -> list[str]:
    conocidos = [ruta.stem for ruta in taller.fuentes()]
    cuales = ", ".join(conocidos) or "ninguno"
    sobran = [stem for stem in stems if stem not in conocidos]
    return [f"No existe solutions/{stem}.py. Cuadernos: {cuales}." for stem in sobran]


def _opciones() -> argparse.ArgumentParser:
    orden = argparse.ArgumentParser(
        prog="python -m tools.construir", description="Construye los cuadernos."
    )
    orden.add_argument(
        "stems", nargs="*", metavar="STEM", help="por ejemplo 02_a_mano; sin nada, todos"
    )
    orden.add_argument("--check", action="store_true", help="revisar sin escribir nada")
    orden.add_argument(
        "--forzar", action="store_true", help="ejecutar aunque el código no haya cambiado"
    )
    return orden


if __name__ == "__main__":
    sys.exit(principal())
