"""Sacar el trabajo de su archivo a una carpeta al lado, para seguir en esta máquina.

La carpeta se llama como el archivo. Si ya hay otra cosa con ese nombre, se elige otro; si ya se
había sacado de este mismo archivo, se sigue en ella, con lo que se haya hecho desde entonces.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from minigrad._archivos import escribir
from minigrad.aula.trabajo.archivo import NoEsTrabajo, Trabajo, corto, leer_trabajo
from minigrad.aula.trabajo.carpeta import preparar_carpeta
from minigrad.aula.trabajo.recuperar import recuperar

#: la huella del trabajo con que empezó una carpeta
ORIGEN = Path(".minigrad") / "origen.txt"


@dataclass(frozen=True)
class Desempacado:
    """Dónde quedó, y lo que hay que decir de ello."""

    carpeta: Path
    dicho: tuple[str, ...]


def desempacar(archivo: Path) -> Desempacado:
    """Saca lo que trae; lanza `NoEsTrabajo`, u `OSError` si al lado no se puede escribir."""
    with archivo.open("rb") as abierto:
        trabajo = leer_trabajo(abierto)
        ocupadas = []
        for carpeta in _nombres(archivo):
            if _origen(carpeta) == trabajo.huella:
                return Desempacado(
                    carpeta, (f"{archivo.name} ya se había abierto: sigues en ella.",)
                )
            if not carpeta.exists() and not carpeta.is_symlink():
                dicho = _sacar(trabajo, carpeta)
                break
            ocupadas.append(carpeta)
    if ocupadas:
        dicho.insert(
            0, f"Ya existía {ocupadas[0]}, y no la toqué: este trabajo va en otra carpeta."
        )
    return Desempacado(carpeta, tuple(dicho))


def _nombres(archivo: Path) -> Iterator[Path]:
    base = re.sub(r"\.zip.*$", "", archivo.name, flags=re.I).strip(" .") or "mi_taller"
    yield archivo.with_name(base)
    for numero in range(2, 10_000):
        yield archivo.with_name(f"{base}-{numero}")


def _origen(carpeta: Path) -> str:
    try:
        return (carpeta / ORIGEN).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _sacar(trabajo: Trabajo, carpeta: Path) -> list[str]:
    """Se saca aparte y se le pone su nombre al final: a medias no queda nada."""
    with tempfile.TemporaryDirectory(
        dir=carpeta.parent, prefix=f".{carpeta.name}-", ignore_cleanup_errors=True
    ) as obra:
        nueva = Path(obra) / carpeta.name
        preparar_carpeta(nueva)  # los que no trae, en blanco
        hecho = recuperar(trabajo, nueva)
        if not hecho.puestos and not hecho.progreso:
            raise NoEsTrabajo(next(iter(hecho.perdidos.values()), "no trae nada que se pueda leer"))
        escribir(nueva / ORIGEN, trabajo.huella)
        nueva.rename(carpeta)
    return [f"No pude sacar {corto(parte)}: {que}." for parte, que in hecho.perdidos.items()]
