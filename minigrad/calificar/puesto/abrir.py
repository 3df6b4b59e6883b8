"""El mejor puesto que este sistema operativo permite."""

from __future__ import annotations

import os

from minigrad.calificar.puesto.con_semillero import PuestoConSemillero
from minigrad.calificar.puesto.contrato import Puesto


def abrir() -> Puesto:
    """El mejor puesto que este sistema operativo permite."""
    if hasattr(os, "fork"):
        return PuestoConSemillero()
    from minigrad.calificar.puesto.suelto import PuestoSuelto

    return PuestoSuelto()
