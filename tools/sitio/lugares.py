"""Dónde está cada cosa: el repositorio, lo construido y la dirección pública del sitio."""

from __future__ import annotations

from pathlib import Path

RAIZ = Path(__file__).resolve().parents[2]
#: la única vez que se escribe
DIRECCION = "https://antonio-tresol.github.io/ai_workshop_2025_minigrad/"
SALIDA = RAIZ / "sitio"
#: la fecha de todo lo que se construye (1 de enero de 2026): así dos construcciones son iguales
FECHA = 1_767_225_600
