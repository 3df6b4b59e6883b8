"""`diagnostico`: dice qué funciona en esta máquina, una línea por cosa, y cómo se cura lo que no.

Sirve en una terminal (`minigrad diagnostico`) y en un cuaderno, también en Colab.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from minigrad.aula.celda.tarjeta import Bloque, Parrafo, Tabla, Tarjeta, mostrar
from minigrad.aula.verbos import revisiones
from minigrad.navegador import AQUI

#: estado → símbolo; «opcional» es algo que falta y sin lo cual el taller se hace igual
SIMBOLOS = {"bien": "✓", "mal": "✗", "opcional": "–"}
_A_MEDIAS = "Algún paquete está a medias: instala el taller otra vez, en un entorno nuevo."


@dataclass(frozen=True)
class Hallazgo:
    """Una cosa revisada: su estado (una clave de `SIMBOLOS`), lo que se vio y la cura."""

    que: str
    estado: str
    detalle: str
    cura: str = ""


def diagnostico() -> None:
    """Muestra qué funciona en esta máquina y cómo se cura lo que no. Nunca lanza."""
    puntos = list(revisar())
    filas = [("", "qué", "cómo está")]
    filas += [(SIMBOLOS[p.estado], p.que, p.detalle) for p in puntos]
    curas = [Parrafo(f"{SIMBOLOS[p.estado]} **{p.que}.** {p.cura}") for p in puntos if p.cura]
    bloques: list[Bloque] = [Tabla(filas), *curas]
    tono = "aviso" if por_arreglar(puntos) else "bien"
    mostrar(Tarjeta(tono, resumen(puntos), bloques))


def revisar(carpeta: Path | None = None) -> Iterator[Hallazgo]:
    """Revisa la máquina punto por punto; nunca lanza. `carpeta` es la de trabajo."""
    for que, revision in _revisiones(carpeta):
        yield _punto(que, revision)


def por_arreglar(puntos: list[Hallazgo]) -> list[str]:
    """Lo que no funciona y hace falta."""
    return [punto.que for punto in puntos if punto.estado == "mal"]


def resumen(puntos: list[Hallazgo]) -> str:
    """Una frase: si ya se puede empezar o qué hay que arreglar antes."""
    malos = por_arreglar(puntos)
    if malos:
        return f"Hay que arreglar: {', '.join(malos)}."
    return "Todo lo necesario funciona."


def _revisiones(carpeta: Path | None) -> Iterator[tuple[str, Callable[[], str]]]:
    def donde() -> Path:
        return revisiones.carpeta_de_trabajo() if carpeta is None else carpeta

    yield "Python", revisiones.python
    yield "Mini-Grad", revisiones.cuadernos
    if AQUI:
        yield "Página", revisiones.pagina
    elif revisiones.en_cuaderno():
        yield "Jupyter", lambda: f"este cuaderno corre en ipykernel {version('ipykernel')}"
    else:
        yield "JupyterLab", revisiones.jupyterlab
        yield "Núcleo", revisiones.nucleo
    yield "Widgets", revisiones.widgets
    if AQUI:
        yield "Dibujo", revisiones.dibujo_de_la_pagina
    else:
        yield "Dibujo con dot", lambda: revisiones.dibujo("dot", "graphviz-pure")
        yield "Dibujo sin dot", lambda: revisiones.dibujo("graphviz-pure", "dot")
    yield "Figuras", revisiones.figuras
    yield "Barra de avance", revisiones.barra
    yield "PyTorch", revisiones.torch
    yield "Carpeta", lambda: revisiones.escritura(donde())
    if not AQUI:  # ahí, el disco que se ve no es el de verdad
        yield "Espacio", lambda: revisiones.espacio(donde())
    if not AQUI and not revisiones.en_cuaderno():
        yield "Puerto", revisiones.puerto
        yield "Español", revisiones.espanol


def _punto(que: str, revision: Callable[[], str]) -> Hallazgo:
    try:
        return Hallazgo(que, "bien", revision())
    except revisiones.Falta as falta:
        return Hallazgo(que, "opcional" if falta.opcional else "mal", falta.detalle, falta.cura)
    except ModuleNotFoundError as error:
        paquete = (error.name or "").partition(".")[0]
        return Hallazgo(
            que, "mal", f"falta el paquete {paquete}", revisiones.como_instalar(paquete)
        )
    except (Exception, SystemExit) as error:  # un paquete roto puede lanzar cualquier cosa
        dicho = f"{type(error).__name__}: {error}".splitlines()[0][:160]
        return Hallazgo(que, "mal", f"falló ({dicho})", _A_MEDIAS)
