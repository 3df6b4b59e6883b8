"""El taller del sitio visto por quien lo usa: lo mismo que en JupyterLab, sin servidor detrás."""

from __future__ import annotations

from pathlib import Path

from chromium import PACIENCIA
from laboratorio import Cuaderno, Mesa
from playwright.sync_api import BrowserContext

RAIZ = Path(__file__).resolve().parents[3]
CUADERNOS = [
    ruta.relative_to(RAIZ).as_posix()
    for carpeta in ("notebooks", "exercises")
    for ruta in sorted((RAIZ / carpeta).glob("*.ipynb"))
]


class Hoja(Cuaderno):
    """Un cuaderno abierto en una página; su núcleo corre en ella."""

    def _esperar_conexion(self) -> None:
        """El núcleo no habla por la red: está cuando la hoja dice que está libre."""
        self._esperar_libre()


class Pupitre(Mesa):
    """Un navegador que guarda lo suyo aparte, y los cuadernos abiertos en él."""

    clase = Hoja

    def __init__(self, contexto: BrowserContext, base: str) -> None:
        super().__init__(contexto, RAIZ, self._de_la_hoja, PACIENCIA)
        self.base = base

    def _de_la_hoja(self, archivo: Path) -> str:
        ruta = archivo.relative_to(self.carpeta).as_posix()
        return f"{self.base}taller/notebooks/index.html?path={ruta}"
