"""Del cuaderno a un archivo: escribe el motor del aprendiz como un módulo que se puede importar.

El cuaderno arma la clase `Value` por partes: una función por ejercicio, colgada de la clase. Aquí
se recogen esas funciones con su texto, tal como el aprendiz las escribió, y se ponen en una clase.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

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
        guardado = _conservar(destino)
        print(f"Había otro motor: lo conservé en {guardado.name}.")
    destino.write_text(texto, "utf-8")
    metodos = sum(isinstance(valor, FunctionType) for valor in vars(Value).values())
    print(f"Listo: {ruta} tiene la clase Value con {metodos} métodos.")


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
    sys.modules.pop(archivo.stem, None)
    return importlib.import_module(archivo.stem)


def texto_del_motor(Value: type) -> str:  # noqa: N803 (es una clase)
    """El módulo entero: las funciones sueltas que la clase usa y después la clase."""
    metodos = dict(_metodos(Value))
    sueltas = _funciones_usadas(metodos.values())
    partes = [ENCABEZADO, "\n".join(f"import {nombre}" for nombre in _modulos(metodos, sueltas))]
    partes += ["\n" + _texto(funcion) for funcion in sueltas.values()]
    cuerpo = "\n".join(textwrap.indent(texto, "    ") for texto in _cuerpo(metodos))
    return "\n".join([*partes, f"\n{_clase(Value)}\n{cuerpo}"]).rstrip() + "\n"


def _metodos(Value: type) -> Iterator[tuple[str, FunctionType]]:  # noqa: N803 (es una clase)
    for nombre, valor in vars(Value).items():
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
        if primero == nombre:
            yield re.sub(r"def\s+\w+", f"def {nombre}", _texto(funcion), count=1)
        else:
            yield f"{nombre} = {primero}\n"


def _texto(funcion: FunctionType) -> str:
    try:
        return textwrap.dedent(inspect.getsource(funcion)).rstrip() + "\n"
    except (OSError, TypeError):
        raise MotorIncompleto(
            f"No encuentro el texto de `{funcion.__name__}`. Vuelve a ejecutar la celda donde la "
            "escribiste y después esta."
        ) from None


def _funciones_usadas(metodos: Any) -> dict[str, FunctionType]:
    """Las funciones del cuaderno que los métodos llaman, y las que esas llaman."""
    usadas: dict[str, FunctionType] = {}
    por_ver = list(metodos)
    while por_ver:
        funcion = por_ver.pop(0)
        for nombre in _nombres(funcion.__code__):
            otra = funcion.__globals__.get(nombre)
            propia = isinstance(otra, FunctionType) and otra.__module__ == funcion.__module__
            if propia and nombre not in usadas:
                usadas[nombre] = otra
                por_ver.append(otra)
    return usadas


def _modulos(metodos: dict[str, FunctionType], sueltas: dict[str, FunctionType]) -> list[str]:
    """Los módulos que hay que importar, como `math`."""
    nombres = set()
    for funcion in (*metodos.values(), *sueltas.values()):
        for nombre in _nombres(funcion.__code__):
            if isinstance(funcion.__globals__.get(nombre), ModuleType):
                nombres.add(nombre)
    return sorted(nombres)


def _nombres(codigo: Any) -> Iterator[str]:
    """Los nombres globales que usa un código, también los de sus funciones de adentro."""
    yield from codigo.co_names
    for constante in codigo.co_consts:
        if hasattr(constante, "co_names"):
            yield from _nombres(constante)


def _conservar(archivo: Path) -> Path:
    """Cambia de nombre un archivo sin pisar ninguno."""
    marca = time.strftime("%Y%m%d-%H%M%S")
    guardado = archivo.with_name(f"{archivo.stem}.{marca}{archivo.suffix}")
    cuantos = 1
    while guardado.exists():
        guardado = archivo.with_name(f"{archivo.stem}.{marca}-{cuantos}{archivo.suffix}")
        cuantos += 1
    archivo.rename(guardado)
    return guardado
