"""Recuerda lo ya calificado, para seguir donde se quedó si algo interrumpe.

Cada boleta es un archivo de una carpeta al lado de las notas, y se escribe entero o no se escribe.
Su nombre resume la entrega (ruta y contenido) y con qué se calificó: si una entrega, los
ejercicios o los límites cambian, se califica otra vez.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import minigrad
from minigrad._archivos import apartar, escribir
from minigrad._recursos import cuadernos
from minigrad.calificar.boleta.boleta import Boleta, de_json
from minigrad.calificar.entrega.buscar import (
    Entrega,
    abrir_entrega,
    es_cuaderno,
    es_zip,
    resumen,
    resumen_de,
)
from minigrad.calificar.jaula.encierro import Limites

_ESCRITOS = "escritos.json"
_SUFIJO = "-calificadas"


class Memoria:
    """Las boletas guardadas en una carpeta, hechas con un mismo `sello`."""

    def __init__(self, carpeta: Path, sello: str) -> None:
        self.carpeta = carpeta
        self._sello = sello

    def clave(self, entrega: Entrega) -> str:
        """Lo que identifica una entrega tal como está ahora; lanza `OSError` si no se lee."""
        with abrir_entrega(entrega) as archivo:
            contenido = resumen_de(archivo)
        partes = (self._sello, entrega.relativa, entrega.aprendiz, contenido)
        return hashlib.sha256("\0".join(partes).encode("utf-8", "surrogateescape")).hexdigest()[:32]

    def buscar(self, clave: str) -> Boleta | None:
        """La boleta guardada con esa clave; None si no está o el archivo está dañado."""
        try:
            return de_json(_leer(self.carpeta / f"{clave}.json"))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def guardar(self, clave: str, boleta: Boleta) -> None:
        """Guarda una boleta."""
        self.carpeta.mkdir(parents=True, exist_ok=True)
        escribir(self.carpeta / f"{clave}.json", json.dumps(boleta.a_json()).encode("ascii"))

    def limpiar(self, claves: Iterable[str]) -> None:
        """Borra las boletas que ya no corresponden a nada."""
        vigentes = set(claves)
        for archivo in self.carpeta.glob("*.json"):
            if archivo.stem not in vigentes and archivo.name != _ESCRITOS:
                archivo.unlink(missing_ok=True)

    # --- lo que se entrega a quien califica ----------------------------------------------------

    def publicar(self, destino: Path, contenido: bytes) -> Path | None:
        """Escribe un resultado; si alguien cambió el anterior, lo aparta y devuelve dónde quedó."""
        escritos = self._escritos()
        donde = str(destino.resolve())
        apartado = None
        if destino.exists():
            anterior = resumen(destino)
            if anterior not in (escritos.get(donde), hashlib.sha256(contenido).hexdigest()):
                apartado = apartar(destino)
                escritos[str(apartado.resolve())] = anterior
        destino.parent.mkdir(parents=True, exist_ok=True)
        escribir(destino, contenido)
        escritos[donde] = hashlib.sha256(contenido).hexdigest()
        self.carpeta.mkdir(parents=True, exist_ok=True)
        escribir(self.carpeta / _ESCRITOS, json.dumps(escritos).encode("ascii"))
        return apartado

    def _escritos(self) -> dict[str, str]:
        return _leer_escritos(self.carpeta / _ESCRITOS)


def es_nuestro(archivo: Path, carpetas: Iterable[Path]) -> bool:
    """Si es algo que se escribió al calificar, aunque lo hayan movido o cambiado después.

    Lo dicen los registros que haya en esas carpetas. Un cuaderno, o un zip, nunca lo es.
    """
    if es_cuaderno(archivo) or es_zip(archivo) or archivo.is_symlink() or not archivo.is_file():
        return False
    donde = str(archivo.resolve())
    for registro in (r for c in carpetas for r in c.glob(f".*{_SUFIJO}/{_ESCRITOS}")):
        escritos = _leer_escritos(registro)
        if donde in escritos or resumen(archivo) in escritos.values():
            return True
    return False


def carpeta_de(csv: Path) -> Path:
    """Donde se recuerda lo calificado para unas notas: al lado, oculta."""
    return csv.with_name(f".{csv.stem}{_SUFIJO}")


def _leer_escritos(registro: Path) -> dict[str, str]:
    try:
        return dict(_leer(registro))
    except (OSError, ValueError, TypeError):
        return {}


def sello(limites: Limites) -> str:
    """Resume con qué se califica: el paquete, las soluciones y los límites."""
    cuenta = hashlib.sha256(json.dumps(asdict(limites), sort_keys=True).encode())
    paquete = Path(minigrad.__file__).resolve().parent
    usados = [*paquete.rglob("*.py"), *cuadernos("solutions").glob("*.ipynb")]
    for archivo in sorted(usados):
        cuenta.update(archivo.name.encode() + resumen(archivo).encode())
    return cuenta.hexdigest()


def _leer(archivo: Path) -> Any:
    return json.loads(archivo.read_text("ascii"))
