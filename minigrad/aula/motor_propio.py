"""Del cuaderno a un archivo: escribe el motor del aprendiz como un módulo que se puede importar.

El cuaderno arma la clase `Value` por partes: una función por ejercicio, colgada de la clase. Aquí
se recogen esas funciones con su texto, tal como el aprendiz las escribió, y se ponen en una clase.
"""

from __future__ import annotations

import ast
import dis
import importlib
import importlib.util
import inspect
import linecache
import math
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from minigrad._archivos import apartar, escribir
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.solucionario import ARCHIVO_NUESTRO

ENCABEZADO = '"""Mi motor de autodiferenciación, escrito en la lección 4 de Mini-Grad."""\n'


class MotorIncompleto(ValueError):
    """La clase no se puede escribir: le falta algo o no se encuentra su texto."""


def escribir_motor(Value: type, ruta: str = "mi_minigrad.py") -> None:  # noqa: N803 (es una clase)
    """Escribe `Value` y las funciones que usa en `ruta`; si ya había otro motor, lo conserva.

    El archivo anterior, si era distinto, queda al lado con la fecha y la hora en el nombre.
    Lanza `MotorIncompleto` si no encuentra el texto de alguna función.
    """
    destino = Path(ruta)
    texto = texto_del_motor(Value)
    ast.parse(texto)
    if destino.exists() and destino.read_text("utf-8") == texto:
        print(f"{ruta} ya tenía este mismo motor.")
        return
    if destino.exists():
        guardado = apartar(destino)
        print(f"Había otro motor: lo conservé en {guardado.name}.")
    escribir(destino, texto)
    metodos = dict(_metodos(Value))
    print(f"Listo: {ruta} tiene la clase Value, con {len(metodos)} métodos.")
    ajenos = prestados(Value)
    if ajenos:
        print(_AVISO.format(cuantos=len(ajenos), nombres=", ".join(ajenos)))


_AVISO = (
    "De ellos, {cuantos} son de referencia: {nombres}.\n"
    "Cuando completes tus ejercicios, ejecuta el cuaderno desde el principio y serán los tuyos."
)


def importar_motor(ruta: str = "mi_minigrad.py") -> ModuleType:
    """Importa el motor recién escrito, aunque ya se hubiera importado antes."""
    archivo = Path(ruta)
    if not archivo.exists():
        raise FileNotFoundError(
            f"No existe {ruta}. Ejecuta primero la celda con escribir_motor(…)."
        )
    carpeta = str(archivo.resolve().parent)
    if carpeta not in sys.path:
        sys.path.insert(0, carpeta)
    importlib.invalidate_caches()
    # dos versiones del mismo segundo y del mismo largo se confunden en el archivo compilado
    Path(importlib.util.cache_from_source(str(archivo.resolve()))).unlink(missing_ok=True)
    sys.modules.pop(archivo.stem, None)
    return importlib.import_module(archivo.stem)


def texto_del_motor(Value: type) -> str:  # noqa: N803 (es una clase)
    """El módulo entero: lo que importa, las funciones sueltas que la clase usa y la clase."""
    metodos = dict(_metodos(Value))
    previas, sueltas = _lo_que_usan(metodos.values(), Value)
    if any(map(_es_oculto, [*metodos.values(), *sueltas.values()])):
        previas.add(f"from {__name__} import {prestada.__name__}")
    grupos = [ENCABEZADO.rstrip(), "\n".join(sorted(previas, key=_imports_primero))]
    piezas = [_como(nombre, funcion).rstrip() for nombre, funcion in sueltas.items()]
    cuerpo = "\n".join(textwrap.indent(texto, "    ") for texto in _cuerpo(metodos))
    piezas.append(f"{_clase(Value)}\n{cuerpo}".rstrip())
    return "\n\n".join(filter(None, grupos)) + "\n\n\n" + "\n\n\n".join(piezas) + "\n"


def prestados(Value: type) -> list[str]:  # noqa: N803 (es una clase)
    """Los métodos que no escribió el aprendiz: los que `comprobar` prestó."""
    return [nombre for nombre, funcion in _metodos(Value) if _es_prestado(funcion)]


def _es_prestado(funcion: FunctionType) -> bool:
    return funcion.__code__.co_filename.startswith(ARCHIVO_NUESTRO)


def _metodos(Value: type) -> Iterator[tuple[str, FunctionType]]:  # noqa: N803 (es una clase)
    for nombre, valor in vars(Value).items():
        if isinstance(valor, property):
            valor = valor.fget
        elif isinstance(valor, staticmethod | classmethod):
            valor = valor.__func__
        if isinstance(valor, FunctionType):
            yield nombre, valor


def _clase(Value: type) -> str:  # noqa: N803 (es una clase)
    doc = (Value.__doc__ or "").strip()
    linea = doc.splitlines()[0] if doc else "Un número que recuerda de qué operación salió."
    return f'class Value:\n    """{linea}"""\n'


def _cuerpo(metodos: dict[str, FunctionType]) -> Iterator[str]:
    """Cada método con su texto; si la misma función va con dos nombres, el segundo es un alias."""
    vistos: dict[FunctionType, str] = {}
    for nombre, funcion in metodos.items():
        primero = vistos.setdefault(funcion, nombre)
        if primero != nombre:
            yield f"{nombre} = {primero}\n"
        elif funcion.__name__ == "<lambda>" and not _es_oculto(funcion):
            yield f"{nombre} = {_texto_de_lambda(funcion)}\n"
        else:
            yield re.sub(r"def\s+\w+", f"def {nombre}", _como(nombre, funcion), count=1)


# --- lo prestado en un paquete de clase, que no se puede leer --------------------------------


def prestada(id_: str, camino: str, espacio: dict[str, Any]) -> FunctionType:
    """La función que presta un ejercicio, para que use los nombres de `espacio`.

    Un motor escrito en el paquete de una clase la llama donde falta algo del aprendiz.
    """
    nombre, *atributos = camino.split(".")
    objeto: Any = activo().referencia(activo().buscar(id_))[nombre]
    for atributo in atributos:
        objeto = vars(objeto)[atributo]
    funcion = FunctionType(
        objeto.__code__, espacio, objeto.__name__, objeto.__defaults__, objeto.__closure__
    )
    funcion.__kwdefaults__ = objeto.__kwdefaults__
    return funcion


def _es_oculto(funcion: FunctionType) -> bool:
    """Dice si es prestada y su texto no se puede leer."""
    archivo = funcion.__code__.co_filename
    return archivo.startswith(ARCHIVO_NUESTRO) and archivo not in linecache.cache


def _como(nombre: str, funcion: FunctionType) -> str:
    """El texto de una función o, si es oculta, cómo pedirla."""
    if not _es_oculto(funcion):
        return _texto(funcion)
    id_ = funcion.__code__.co_filename.removeprefix(ARCHIVO_NUESTRO).removesuffix(">")
    return f'{nombre} = {prestada.__name__}("{id_}", "{funcion.__qualname__}", globals())\n'


def _texto(funcion: FunctionType) -> str:
    try:
        return textwrap.dedent(inspect.getsource(funcion)).rstrip() + "\n"
    except (OSError, TypeError):
        raise MotorIncompleto(
            f"No encuentro el texto de `{funcion.__name__}`. Vuelve a ejecutar la celda donde la "
            "escribiste y después esta."
        ) from None


def _texto_de_lambda(funcion: FunctionType) -> str:
    """`Value.neg = lambda a: a * -1` → `lambda a: a * -1`."""
    nodos = [n for n in ast.walk(ast.parse(_texto(funcion))) if isinstance(n, ast.Lambda)]
    if len(nodos) != 1:
        raise MotorIncompleto("Hay varias `lambda` en una línea: escríbelas con `def`.")
    return ast.unparse(nodos[0])


def _lo_que_usan(
    metodos: Iterable[FunctionType], clase: type
) -> tuple[set[str], dict[str, FunctionType]]:
    """Las líneas que van antes (`import math`, `H = 0.1`) y las funciones sueltas del cuaderno."""
    previas: set[str] = set()
    sueltas: dict[str, FunctionType] = {}
    por_ver = list(metodos)
    while por_ver:
        funcion = por_ver.pop(0)
        for nombre in sorted(_globales(funcion.__code__)):
            valor = funcion.__globals__.get(nombre, _NO_ESTA)
            if valor is _NO_ESTA or valor is clase or nombre == clase.__name__:
                continue
            if isinstance(valor, FunctionType) and valor.__module__ == funcion.__module__:
                if nombre not in sueltas:
                    sueltas[nombre] = valor
                    por_ver.append(valor)
            else:
                previas.add(_linea_previa(nombre, valor))
    return previas, sueltas


_NO_ESTA = object()


def _imports_primero(linea: str) -> tuple[bool, bool, str]:
    """`import math` va antes que `from math import log`, y las constantes al final."""
    return not linea.startswith(("import ", "from ")), linea.startswith("from "), linea


def _linea_previa(nombre: str, valor: Any) -> str:
    if isinstance(valor, ModuleType):
        modulo = valor.__name__
        return f"import {modulo}" if modulo == nombre else f"import {modulo} as {nombre}"
    if isinstance(valor, float) and not math.isfinite(valor):
        return f'{nombre} = float("{valor}")'
    if isinstance(valor, int | float | str | None):
        return f"{nombre} = {valor!r}"
    modulo = getattr(valor, "__module__", None) or ""
    propio = getattr(valor, "__name__", nombre)
    if getattr(sys.modules.get(modulo), propio, None) is valor and modulo != "__main__":
        alias = "" if propio == nombre else f" as {nombre}"
        return f"from {modulo} import {propio}{alias}"
    raise MotorIncompleto(
        f"Tu clase usa `{nombre}`, y no sé escribirlo en el archivo: ponlo dentro de una función."
    )


def _globales(codigo: CodeType) -> set[str]:
    """Los nombres globales que lee un código, también los de sus funciones de adentro."""
    nombres = {paso.argval for paso in dis.get_instructions(codigo) if paso.opname == "LOAD_GLOBAL"}
    for constante in codigo.co_consts:
        if isinstance(constante, CodeType):
            nombres |= _globales(constante)
    return nombres
