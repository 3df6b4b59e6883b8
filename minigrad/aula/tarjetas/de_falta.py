"""Qué decir a quien borró una línea de la celda en blanco: cuál era y cómo ponerla otra vez.

Solo se afirma de la celda que, sin duda, es la del ejercicio, porque algo suyo no está en ninguna
otra. De la última que se ejecutó sin más señas se habla con un «si».
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache

from minigrad.aula.celda.codigo import comprobados, destinos
from minigrad.aula.celda.cuaderno import sin_magias
from minigrad.aula.celda.entorno import historia
from minigrad.aula.celda.tarjeta import Bloque, Codigo, Parrafo, Tarjeta
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.curso.lineas_dadas import (
    Dada,
    comparada,
    las_que_faltan,
    lineas_propias,
    senas,
)
from minigrad.aula.juicio.falta import cuaderno_en_uso
from minigrad.aula.juicio.veredicto import Veredicto


@dataclass(frozen=True)
class Falta:
    """Lo que falta en la celda que se ejecutó para un ejercicio."""

    celda: str
    #: si la celda es, sin duda, la del ejercicio
    segura: bool
    lineas: Sequence[Dada] = field(default_factory=tuple)
    #: el nombre que la celda sí da y que se parece al que se comprueba
    casi: str = ""
    #: la celda lo compara con `==`
    compara: str = ""
    #: lo que falta da la respuesta que se comprueba: la que haya es de antes
    de_la_respuesta: bool = False


def lo_que_se_borro(vigente: Curso, ejercicio: Ejercicio) -> Falta | None:
    """Qué le falta a la última celda que se ejecutó para este ejercicio; None si no se sabe."""
    with suppress(RecursionError, MemoryError):  # una celda rara no impide comprobar
        hallada = _la_celda(vigente, ejercicio)
        return None if hallada is None else _comparar(vigente, ejercicio, *hallada)
    return None


def lo_que_le_falta(vigente: Curso) -> tuple[Ejercicio, Falta] | None:
    """De la celda que se acaba de ejecutar, qué ejercicio es y qué línea le falta."""
    celda = _respuesta((historia() or [""])[-1])
    cuaderno = cuaderno_en_uso(vigente)
    if not celda or cuaderno is None:
        return None
    for suya in vigente.cuaderno(cuaderno):
        if suya.ejercicio is not None and not suya.base:
            ejercicio = vigente.buscar(suya.ejercicio)
            if senas(celda) & _propias(vigente, ejercicio.id):
                falta = _comparar(vigente, ejercicio, celda, True)
                return None if falta is None else (ejercicio, falta)
    return None


# --- cuál es la celda ----------------------------------------------------------------------------


def _la_celda(vigente: Curso, ejercicio: Ejercicio) -> tuple[str, bool] | None:
    """La última que es del ejercicio, o la última a secas si puede serlo; y si es seguro."""
    propias, ultima = _propias(vigente, ejercicio.id), True
    dadas = _dadas(vigente, vigente.celda(ejercicio.id).cuaderno)
    for celda in map(_respuesta, reversed(historia())):
        if not celda:
            continue
        if senas(celda) & propias or (ultima and comparada(celda, ejercicio.nombre)):
            return celda, True
        if celda not in dadas:
            if _casi(vigente, ejercicio, celda):
                return celda, True
            if ultima and _puede_ser(vigente, ejercicio, celda):
                return celda, False
        ultima = False
    return None


def _respuesta(celda: str) -> str:
    """Lo que una celda tiene de respuesta: lo de antes de comprobarla, y sin pedir ayuda."""
    lineas = _hasta_comprobar(sin_magias(celda).split("\n"))
    return "\n".join(x for x in lineas if not _AYUDA.match(x)).strip("\n")


def _hasta_comprobar(lineas: Sequence[str]) -> Sequence[str]:
    # después de comprobar, una celda reparte lo que recibió: `a, b, c = nodos`
    donde = next((i for i, x in enumerate(lineas) if comprobados(x)), len(lineas))
    return lineas[:donde]


_AYUDA = re.compile(r"\s*(?:pista|solucion|progreso|preparar|get_ipython)\(|\s*#")


@lru_cache(maxsize=256)
def _propias(vigente: Curso, id_: str) -> frozenset[str]:
    otras = [
        vigente.blanco(celda.ejercicio) if celda.ejercicio else celda.python
        for celda in vigente.cuaderno(vigente.celda(id_).cuaderno)
        if celda.ejercicio != id_
    ]
    return frozenset(lineas_propias(vigente.blanco(id_), otras))


@lru_cache(maxsize=32)
def _dadas(vigente: Curso, cuaderno: str) -> frozenset[str]:
    return frozenset(_respuesta(celda.fuente) for celda in vigente.cuaderno(cuaderno))


def _puede_ser(vigente: Curso, ejercicio: Ejercicio, celda: str) -> bool:
    """Si una celda sin señas pudo ser la respuesta: una cuenta suelta, o un cuerpo sin su `def`."""
    try:
        cuerpo = ast.parse(celda).body
    except (SyntaxError, ValueError):
        return bool(vigente.que_pide(ejercicio)) and not re.search(r"\b(def|class)\b", celda)
    if vigente.que_pide(ejercicio):
        return _es_un_cuerpo(cuerpo, vigente.blanco(ejercicio.id))
    return not destinos(celda) and _es_un_valor(cuerpo)


def _es_un_valor(cuerpo: Sequence[ast.stmt]) -> bool:
    valor = cuerpo[-1].value if cuerpo and isinstance(cuerpo[-1], ast.Expr) else None
    if isinstance(valor, ast.Call):
        funcion = ast.unparse(valor.func)
        de_numeros = re.fullmatch(r"(?:math|np)\.\w+", funcion) is not None
        return de_numeros or funcion in _QUE_DAN_UN_VALOR
    return valor is not None


_QUE_DAN_UN_VALOR = ("float", "int", "round", "sum", "tuple", "list", "str")


def _es_un_cuerpo(cuerpo: Sequence[ast.stmt], blanco: str) -> bool:
    """Si son los métodos de la clase sin su `class`, o unas líneas que usan lo que se recibe."""
    nodos = list(ast.walk(ast.parse(blanco)))
    metodos = {n.name for n in nodos if isinstance(n, ast.FunctionDef)}
    suyas = [n.name for n in cuerpo if isinstance(n, ast.FunctionDef | ast.ClassDef)]
    if suyas:
        return any(isinstance(n, ast.ClassDef) for n in nodos) and metodos.issuperset(suyas)
    recibe = {n.arg for n in nodos if isinstance(n, ast.arg)}
    usan = (n for linea in cuerpo for n in ast.walk(linea))
    return any(isinstance(n, ast.Name) and n.id in recibe for n in usan)


def _casi(vigente: Curso, ejercicio: Ejercicio, celda: str) -> str:
    """El nombre de la celda que solo difiere en mayúsculas del que se comprueba."""
    try:
        suyos = destinos(celda)
    except RecursionError:
        return ""
    pedido = _pedido(vigente, ejercicio)
    return next((n for n in sorted(suyos) if n != pedido and n.lower() == pedido.lower()), "")


def _pedido(vigente: Curso, ejercicio: Ejercicio) -> str:
    return ejercicio.nombre if ejercicio.nombre in vigente.destinos(ejercicio.id) else ""


# --- qué le falta --------------------------------------------------------------------------------


def _comparar(vigente: Curso, ejercicio: Ejercicio, celda: str, segura: bool) -> Falta | None:
    blanco, pedido = vigente.blanco(ejercicio.id), _pedido(vigente, ejercicio)
    suyos = {pedido, *(f"{ejercicio.nombre}.{p}" for p in vigente.partes(ejercicio))} - {""}
    lineas = tuple(las_que_faltan(blanco, celda))
    if not lineas:
        return None
    de_la_respuesta = any(suyos & set(linea.nombres) for linea in lineas)
    casi = _casi(vigente, ejercicio, celda) if de_la_respuesta else ""
    compara = ejercicio.nombre if comparada(celda, ejercicio.nombre) else ""
    return Falta(celda, segura, lineas, casi, compara, de_la_respuesta)


# --- las tarjetas --------------------------------------------------------------------------------


def tarjeta_de_falta(vigente: Curso, ejercicio: Ejercicio, falta: Falta) -> Tarjeta:
    """La tarjeta de quien borró una línea y, por eso, no hay respuesta que comprobar."""
    es_el_nombre = falta.casi or falta.compara or falta.lineas[0].hueco
    que = "Falta el nombre" if es_el_nombre else "Falta una línea"
    bloques = tuple(como_se_recupera(vigente, ejercicio, falta))
    return Tarjeta("aviso", f"{que}: {ejercicio.titulo}", bloques)


def como_se_recupera(vigente: Curso, ejercicio: Ejercicio, falta: Falta) -> Iterator[Bloque]:
    """Qué línea falta y cómo se pone otra vez."""
    if falta.casi:
        yield Parrafo(
            f"Tu celda define `{falta.casi}`, y aquí se comprueba `{ejercicio.nombre}`: para "
            "Python, con mayúscula y con minúscula son dos nombres. Cámbialo y ejecuta la celda."
        )
    elif falta.compara:
        yield Parrafo(
            f"`==` compara y no guarda nada. Para darle un valor a `{falta.compara}` va un solo "
            "`=`."
        )
    elif falta.lineas[0].hueco and falta.de_la_respuesta and not falta.segura:
        inicio = f"{falta.lineas[0].texto} "
        yield Parrafo(
            "La última celda que ejecutaste corrió, pero a su resultado no le puso nombre, y aquí "
            f"se comprueba `{ejercicio.nombre}`. Si es tu respuesta, empieza la línea con "
            f"`{inicio.strip()}`:"
        )
        yield Codigo(_con_nombre(falta.celda, inicio))
    else:
        yield Parrafo(_que_linea(falta))
        blanco = re.sub(r"\n{3,}", "\n\n", vigente.blanco(ejercicio.id))
        yield Codigo(blanco, "La celda venía así:")


def _con_nombre(celda: str, inicio: str) -> str:
    """La última línea de la celda, con el nombre delante."""
    lineas = celda.split("\n")
    try:
        desde = ast.parse(celda).body[-1].lineno - 1
    except (SyntaxError, ValueError):
        desde = len(lineas) - 1
    return "\n".join([*lineas[:desde], inicio + lineas[desde].lstrip(), *lineas[desde + 1 :]])


def _que_linea(falta: Falta) -> str:
    primera, *otras = falta.lineas
    que = f"la línea que empieza con `{primera.texto}`" if primera.hueco else ""
    que = f"{que or f'la línea `{primera.texto}`'}, que venía {_donde(primera)}"
    if otras:
        cuantas = "dos" if len(otras) == 1 else str(len(otras) + 1)
        que = f"{cuantas} líneas que venían en la celda del ejercicio"
    verbo, la = ("faltan", "las") if otras else ("falta", "la")
    if falta.segura:
        return f"{verbo.capitalize()} {que}. Escríbe{la} otra vez y ejecuta la celda."
    return (
        f"A la última celda que ejecutaste le {verbo} {que}. Si es la de este ejercicio, "
        f"escríbe{la} otra vez y ejecútala."
    )


def _donde(dada: Dada) -> str:
    if dada.encima is None and not dada.dentro:
        return "al comienzo de la celda"
    fuera = dada.dentro[-1] if dada.dentro else None
    if dada.encima is None and isinstance(fuera, ast.FunctionDef | ast.ClassDef):
        return f"al comienzo de `{fuera.name}`"
    if isinstance(dada.encima, ast.FunctionDef) and not dada.dentro:
        return f"debajo de tu función `{dada.encima.name}`, sin espacios al comienzo"
    if isinstance(dada.encima, ast.FunctionDef):
        return f"debajo de `{dada.encima.name}`, con los mismos espacios que su `def`"
    return "en la celda"


def con_lo_que_falta(
    tarjeta: Tarjeta, vigente: Curso, ejercicio: Ejercicio, veredicto: Veredicto
) -> Tarjeta:
    """La tarjeta de un veredicto, que dice además la línea que se borró, si por eso es así."""
    if veredicto.estado == "sin_juicio":
        return tarjeta
    falta = lo_que_se_borro(vigente, ejercicio)
    if falta is None:
        return tarjeta
    if veredicto.estado == "blanco":
        return tarjeta_de_falta(vigente, ejercicio, falta)
    if veredicto.estado == "correcto" and not (falta.segura and falta.de_la_respuesta):
        return tarjeta  # se puede escribir de otro modo
    bloques = tuple(como_se_recupera(vigente, ejercicio, falta))
    if falta.segura and falta.de_la_respuesta:
        que = f"Ojo: se comprobó lo que `{ejercicio.nombre}` guardaba antes, y no tu última celda."
        return replace(tarjeta, bloques=(Parrafo(que), *bloques, *tarjeta.bloques))
    if not falta.segura:
        return replace(tarjeta, bloques=(*tarjeta.bloques, *bloques))
    # lo que el catálogo sabe del error dice más que una línea de menos
    return tarjeta if veredicto.error else replace(tarjeta, bloques=(*bloques, *tarjeta.bloques))


def explica(excepcion: BaseException, falta: Falta) -> bool:
    """Si lo que falta en la celda es por lo que se detuvo, y no otra cosa."""
    if not isinstance(excepcion, NameError):
        de_un_hueco = isinstance(excepcion, TypeError) and "ellipsis" in str(excepcion)
        return isinstance(excepcion, SyntaxError) or de_un_hueco
    daban = {nombre for linea in falta.lineas for nombre in linea.nombres}
    recibian = {
        n.arg for linea in falta.lineas for n in ast.walk(linea.nodo) if isinstance(n, ast.arg)
    }
    return excepcion.name in daban | recibian


def con_la_linea(tarjeta: Tarjeta, vigente: Curso, ejercicio: Ejercicio, falta: Falta) -> Tarjeta:
    """La tarjeta de una celda que se detuvo y a la que le falta una línea que traía."""
    *antes, plegado = tarjeta.bloques
    if len(antes) > 2:  # el consejo de siempre no es este: lo que falta es la línea
        antes = antes[:2]
    bloques = (*antes, *como_se_recupera(vigente, ejercicio, falta), plegado)
    return replace(tarjeta, bloques=bloques)
