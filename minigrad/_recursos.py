"""Dónde están los cuadernos que acompañan al paquete.

Un paquete instalado los lleva dentro, en `minigrad/_cuadernos/`; en una copia del repositorio
están junto al paquete. Quien los necesite (la línea de comandos, el aula) pregunta aquí.
Mientras se construye un cuaderno, `MINIGRAD_CUADERNOS` señala otra carpeta con las mismas tres
dentro: así una celda encuentra la solución de un cuaderno que todavía no está guardado.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

#: «dados»: en el sitio de una clase, las celdas sin solución cuya salida no se calcula allá
Nombre = Literal["notebooks", "exercises", "solutions", "dados"]

_PAQUETE = Path(__file__).resolve().parent
#: lo que un paquete de clase lleva oculto o cifrado
CLASE = _PAQUETE / "_clase"


def es_de_clase() -> bool:
    """Dice si este es el paquete de una clase, hecho con `minigrad sellar`."""
    return (CLASE / "clase.json").is_file()


def cuadernos(nombre: Nombre) -> Path:
    """La carpeta de cuadernos en blanco, de práctica o resueltos."""
    prestada = Path(os.environ.get("MINIGRAD_CUADERNOS", "")) / nombre
    if "MINIGRAD_CUADERNOS" in os.environ and prestada.is_dir():
        return prestada
    instalada = _PAQUETE / "_cuadernos" / nombre
    return instalada if instalada.is_dir() else _PAQUETE.parent / nombre
