"""La marca `%%con_torch`: una celda que usa PyTorch y que también sirve sin él.

Con PyTorch la celda corre como cualquier otra (por eso no es una magia, que la ejecutaría por
dentro y cambiaría sus errores). Sin PyTorch se muestra lo que dejó escrito el cuaderno resuelto.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from minigrad.aula.celda.blanco import en_blanco, sin_marcas
from minigrad.aula.celda.cuaderno import Celda
from minigrad.aula.celda.entorno import hay_torch
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.curso import Curso

MARCA = "%%con_torch"
_PARECIDO = 0.6


def sin_la_marca(lineas: list[str]) -> list[str]:
    """Transforma la celda antes de que Python la vea; las demás quedan igual."""
    if not lineas or lineas[0].strip() != MARCA:
        return lineas
    if hay_torch():
        # un comentario en su lugar, para que los números de línea no cambien
        return [f"# {MARCA}\n", *lineas[1:]]
    cuerpo = "".join(lineas[1:])
    return [f"__import__({__name__!r}, fromlist=['_']).mostrar_lo_guardado({cuerpo!r})\n"]


def mostrar_lo_guardado(cuerpo: str) -> None:
    """Escribe lo que esta celda mostró en el cuaderno resuelto."""
    salida = guardado(activo(), cuerpo)
    if salida:
        print(f"PyTorch no está instalado aquí. Con él, esta celda mostraría:\n\n{salida}", end="")
    else:
        print("PyTorch no está instalado aquí, y esta celda lo necesita. Sigue con la próxima.")


def guardado(vigente: Curso, cuerpo: str) -> str:
    """La salida de la celda resuelta que más se parece a `cuerpo`."""
    celdas = [
        celda
        for nombre in vigente.cuadernos()
        for celda in vigente.cuaderno(nombre)
        if celda.fuente.startswith(MARCA)
    ]
    mejor = max(celdas, key=lambda c: _parecido(c, cuerpo), default=None)
    return mejor.salida if mejor and _parecido(mejor, cuerpo) > _PARECIDO else ""


def _parecido(celda: Celda, cuerpo: str) -> float:
    resuelta = celda.fuente.partition("\n")[2]
    versiones = {sin_marcas(resuelta).strip(), en_blanco(resuelta).strip()}
    return max(SequenceMatcher(None, v, cuerpo.strip()).ratio() for v in versiones)
