"""Qué es un ejercicio: un blanco de un cuaderno y lo que hace falta para comprobarlo.

Un `Ejercicio` dice qué se observa de la respuesta (`observar`), qué respuestas equivocadas se
conocen (`errores`, todas ejecutables), qué pistas hay y por qué la solución es la que es. La
respuesta correcta no está aquí: se lee del cuaderno resuelto, por el id del ejercicio.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from minigrad.aula.huella.observar import Observar


@dataclass(frozen=True, kw_only=True)
class Error:
    """Una respuesta equivocada que se puede ejecutar, con el mensaje que nombra el error.

    Se da de una de dos formas: `codigo`, el texto completo de la celda equivocada, o `cambiar`,
    los reemplazos que convierten la solución en la equivocada (`{"+=": "="}` cambia todas las
    apariciones; si un texto no aparece en la solución, CI falla).
    """

    nombre: str
    mensaje: str
    codigo: str | None = None
    cambiar: Mapping[str, str] | None = None
    #: dónde está escrito, para decirle a quien lo corrige
    lugar: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if (self.codigo is None) == (self.cambiar is None):
            raise ValueError(f"El error «{self.nombre}» lleva `codigo` o `cambiar`, y no ambos.")


@dataclass(frozen=True, kw_only=True)
class Ejercicio:
    """Un blanco de un cuaderno y todo lo que hace falta para comprobarlo.

    `nombre` es la variable que la celda define y que el aprendiz entrega a `comprobar`.
    `parte` dice, cuando se entrega una clase, qué atributo suyo se escribió en este ejercicio
    (`"__mul__"`): así se distingue «en blanco» de «mal».
    `pieza=True` hace que `comprobar` devuelva con qué seguir: lo del aprendiz si es correcto y
    la referencia si no. Las respuestas que son números o letras no son piezas.
    `requiere` son los ids cuyas soluciones se ejecutan antes que la de este ejercicio.
    `tipo` es «codigo», «numero», «opcion» o «repaso» (pregunta de opción que abre una lección).
    """

    id: str
    titulo: str
    nombre: str
    observar: Observar
    errores: Sequence[Error]
    pistas: Sequence[str]
    porque: str
    dificultad: int = 1
    minutos: int = 5
    tipo: str = "codigo"
    pieza: bool = False
    parte: str | None = None
    requiere: Sequence[str] = field(default_factory=tuple)
    #: diferencia relativa que se perdona al comparar números
    tolerancia: float = 1e-6
    #: segundos que se espera antes de dar el código por colgado
    segundos: float = 5.0
    #: si el cuaderno necesita PyTorch para este ejercicio
    torch: bool = False

    @property
    def seccion(self) -> str:
        """El cuaderno al que pertenece: «02», o «02p» si es de la práctica."""
        return self.id.partition("-")[0]
