"""Encuentra qué celda del curso define lo que a una excepción le faltó: un nombre o un método.

Ejecutar celdas en desorden es lo más común del mundo; decir cuál falta vale más que la traza.
"""

from __future__ import annotations

import ast
import re
import traceback
from contextlib import suppress
from typing import Any

from minigrad.aula.celda.blanco import sin_marcas
from minigrad.aula.celda.codigo import comprobados, destinos, es
from minigrad.aula.celda.cuaderno import Celda, sin_magias
from minigrad.aula.celda.entorno import historia
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.espanol.lugar import Lugar
from minigrad.aula.espanol.nombres import a_que_se_asigna, desliz, sin_comillas
from minigrad.aula.espanol.palabras import mensaje

_OPERADORES = {
    "+": "__add__", "+=": "__add__", "-": "__sub__", "*": "__mul__", "/": "__truediv__",
    "** or pow()": "__pow__", "@": "__matmul__",
}  # fmt: skip
_UNARIOS = {"-": "__neg__"}
#: lo que puede ir a la izquierda y no es un nodo
_NUMEROS = ("int", "float", "numpy.ndarray", "numpy.float64", "numpy.int64")


def celda_que_falta(excepcion: BaseException, ejercicio: Ejercicio | None = None) -> str | None:
    """Qué celda hay que ejecutar antes para que la excepción no ocurra, o None si no se sabe.

    Si se está juzgando un ejercicio, las celdas de antes son las suyas.
    """
    vigente, nombre = activo(), _lo_que_falto(excepcion)
    if nombre is None or _es_un_desliz(vigente, excepcion, ejercicio):
        return None
    definida = quien_define(vigente, nombre, ejercicio)
    return None if definida is None else donde_esta(vigente, nombre, definida)


def _es_un_desliz(
    vigente: Curso, excepcion: BaseException, ejercicio: Ejercicio | None = None
) -> bool:
    """Si el nombre que faltó está mal escrito, y ninguna celda lo arregla."""
    if type(excepcion) is not NameError:
        return False
    if desliz(excepcion) or (sin_comillas(excepcion) and _pide_letras(vigente, excepcion)):
        return True
    parecido = Lugar(excepcion).parecido(excepcion.name or "")
    return parecido is not None and quien_define(vigente, parecido, ejercicio) is None


def _pide_letras(vigente: Curso, excepcion: BaseException) -> bool:
    """Si la línea llena un ejercicio que se contesta con letras, o pone una etiqueta."""
    nombre = a_que_se_asigna(excepcion)
    if nombre is None or re.search(r"\b(label|op)=", Lugar(excepcion).texto):
        return True
    return any(
        ejercicio.tipo in ("opcion", "repaso") or vigente.objeto_en_blanco(ejercicio) is Ellipsis
        for ejercicio in vigente.todos()
        if ejercicio.nombre == nombre and ejercicio.tipo != "numero"
    )


def _lo_que_falto(excepcion: BaseException) -> str | None:
    """`x` si faltó un nombre; `Value.__add__` si a una clase del aprendiz le faltó un método."""
    if type(excepcion) is NameError:
        return excepcion.name
    if type(excepcion) is AttributeError and excepcion.name:
        dueno: Any = excepcion.obj if es(excepcion.obj, type) else type(excepcion.obj)
        del_cuaderno = getattr(dueno, "__module__", "") == "__main__"
        return f"{dueno.__name__}.{excepcion.name}" if del_cuaderno else None
    return _operador(excepcion) if type(excepcion) is TypeError else None


def _operador(excepcion: TypeError) -> str | None:
    """El método que le falta a una clase del cuaderno, si de verdad le falta."""
    pedido = re.match(r"'(\w+)' object is not subscriptable", mensaje(excepcion))
    if pedido:
        suya = any(es(clase, type) for clase in _con_ese_nombre(excepcion, pedido[1]))
        falta = suya and not _tiene(excepcion, pedido[1], "__getitem__")
        return f"{pedido[1]}.__getitem__" if falta else None
    dos = re.match(
        r"unsupported operand type\(s\) for (.+): '([\w.]+)' and '(\w+)'", mensaje(excepcion)
    )
    uno = re.match(r"bad operand type for unary (.): '(\w+)'", mensaje(excepcion))
    hallado, metodos = (dos, _OPERADORES) if dos else (uno, _UNARIOS)
    if hallado is None or hallado[1] not in metodos:
        return None
    clase, metodo = hallado[2], metodos[hallado[1]]
    if clase in _NUMEROS:
        # con un número a la izquierda, Python le pide al de la derecha el método reflejado
        clase = hallado[3]
        metodo = metodo.replace("__", "__r", 1) if _tiene(excepcion, clase, metodo) else metodo
    # si lo tiene, el error es de lo que se le dio y no de una celda sin ejecutar
    return None if _tiene(excepcion, clase, metodo) else f"{clase}.{metodo}"


def _tiene(excepcion: BaseException, clase: str, metodo: str) -> bool:
    """Dice si la clase del cuaderno con ese nombre ya define el método."""
    return any(hasattr(hallada, metodo) for hallada in _con_ese_nombre(excepcion, clase))


def _con_ese_nombre(excepcion: BaseException, nombre: str) -> list[Any]:
    """Lo que ese nombre guarda en cada lugar por donde pasó la excepción."""
    marcos = [marco for marco, _ in traceback.walk_tb(excepcion.__traceback__)]
    return [marco.f_globals.get(nombre) for marco in marcos]


# --- en qué celda --------------------------------------------------------------------------


def quien_define(vigente: Curso, nombre: str, ejercicio: Ejercicio | None = None) -> Celda | None:
    """La primera celda que define un nombre en el cuaderno que se está usando, si se sabe cuál es.

    Solo cuentan las celdas de antes: las de después no faltaron, y las de otro cuaderno tampoco.
    """
    propia = None if ejercicio is None else vigente.celda(ejercicio.id)
    en_uso = cuaderno_en_uso(vigente) if propia is None else propia.cuaderno
    if en_uso is None:
        return None
    celdas = list(vigente.cuaderno(en_uso))
    hasta = _lugar(celdas) if propia is None else celdas.index(propia)
    return next((celda for celda in celdas[:hasta] if nombre in definidos(celda)), None)


def _lugar(celdas: list[Celda]) -> int:
    """En qué posición está la celda que se acaba de ejecutar; si no se sabe, después de todas."""
    actual = (historia() or [""])[-1]
    ids, asignados = set(comprobados(actual)), destinos(actual)
    comprobadas = [i for i, celda in enumerate(celdas) if celda.ejercicio in ids]
    if comprobadas:
        # la que comprueba va después de la del ejercicio, que es la que pudo faltar
        return comprobadas[-1] + 1
    for i, celda in enumerate(celdas):
        suya = celda.ejercicio is not None and bool(destinos(sin_marcas(celda.python)) & asignados)
        if suya or celda.fuente.strip() == actual.strip():
            return i
    return len(celdas)


def cuaderno_en_uso(vigente: Curso) -> str | None:
    """El cuaderno al que pertenece lo último que se ejecutó en este núcleo, si se sabe."""
    cuadernos = vigente.cuadernos()
    for celda in reversed(historia()):
        for id_ in comprobados(celda):
            with suppress(LookupError, ValueError):
                return vigente.celda(vigente.buscar(id_).id).cuaderno
        suyos = [c for c in cuadernos if any(_es_la_misma(x, celda) for x in vigente.cuaderno(c))]
        if len(suyos) == 1:
            return suyos[0]
    return cuadernos[0] if len(cuadernos) == 1 else None


def _es_la_misma(del_curso: Celda, ejecutada: str) -> bool:
    dada = del_curso.ejercicio is None
    return dada and del_curso.python.strip() == sin_magias(ejecutada).strip() != ""


def definidos(celda: Celda) -> set[str]:
    """Los nombres que una celda resuelta define o importa."""
    fuente = sin_marcas(celda.python)
    nombres = destinos(fuente)
    with suppress(SyntaxError):
        for nodo in ast.walk(ast.parse(fuente)):
            if isinstance(nodo, ast.Import | ast.ImportFrom):
                nombres |= {a.asname or a.name.partition(".")[0] for a in nodo.names}
            elif isinstance(nodo, ast.ClassDef):
                nombres |= {
                    f"{nodo.name}.{x.name}" for x in nodo.body if isinstance(x, ast.FunctionDef)
                }
    return nombres


def donde_esta(vigente: Curso, nombre: str, celda: Celda) -> str:
    """Cómo encontrar la celda que hay que ejecutar antes."""
    if celda.ejercicio is not None:
        titulo = vigente.buscar(celda.ejercicio).titulo
        return f"Ejecuta primero la celda “{titulo}” (ejercicio {celda.ejercicio})."
    if "preparar()" in celda.fuente:
        return "Ejecuta primero la celda que prepara el cuaderno: es la primera de todas."
    lineas = (x for x in celda.fuente.split("\n") if x.strip() and not x.startswith(("#", "%")))
    return f"Ejecuta primero la celda que define `{nombre}`: empieza con `{next(lineas, '')}`."
