"""Explica un nombre que no existe: comillas o `self.` que faltan, una letra de más, otra celda."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator
from types import ModuleType

from minigrad.aula.espanol.lugar import Lugar
from minigrad.aula.espanol.palabras import COMPARA, Palabras, mensaje

#: lo que un `Value` sabe hacer y se suele escribir como función
_METODOS = ("tanh", "exp", "log", "relu", "sigmoid", "sin", "cos", "backward")
_OTRO_MODO = {"true": "True", "false": "False", "none": "None", "value": "Value"}


def de_nombre(excepcion: BaseException) -> Palabras:
    """Qué significa un `NameError` y qué hacer."""
    nombre = getattr(excepcion, "name", None) or "ese nombre"
    que = f"El nombre `{nombre}` todavía no existe."
    lugar = Lugar(excepcion)
    cura = sin_comillas(excepcion) or desliz(excepcion)
    if cura is None and (parecido := lugar.parecido(nombre)):
        cura = f"¿Querías decir `{parecido}`?"
        cura += "" if lugar.en_funcion else " Si no, ejecuta antes la celda que lo define."
    return que, cura or _sin_pistas(lugar, nombre)


def desliz(excepcion: BaseException) -> str | None:
    """Qué escribir en lugar del nombre, si la línea misma lo delata; si no, None."""
    nombre = getattr(excepcion, "name", None)
    lugar = Lugar(excepcion)
    if not nombre:
        return None
    if _es_comparacion(lugar.expresion(), nombre):
        return COMPARA
    if nombre in _OTRO_MODO:
        return f"Python distingue mayúsculas: se escribe `{_OTRO_MODO[nombre]}`."
    if nombre == "self" and lugar.en_funcion:
        return "`self` es el primer parámetro de un método: falta en la línea del `def`."
    if nombre in _METODOS:
        con_numero = f" Con un número, `math.{nombre}(x)`." if nombre in vars(math) else ""
        return f"Con un `Value` es un método: `x.{nombre}()`.{con_numero}"
    duenos = [n for n, objeto in lugar.locales.items() if _tiene(objeto, nombre)]
    if duenos and not nombre.startswith("_"):
        cerca = [n for n in duenos if re.search(rf"\b{n}\b(?!\.{nombre})", lugar.texto)]
        ejemplo = f"`{(cerca or duenos)[0]}.{nombre}`"
        return (
            "Lo guarda un objeto: se escribe con el nombre del objeto y un punto, como "
            f"{ejemplo}. ¿De cuál lo quieres?"
        )
    return None


def _es_comparacion(expresion: ast.stmt | None, nombre: str) -> bool:
    """Si toda la línea es `nombre == algo`, que no guarda nada."""
    valor = expresion.value if isinstance(expresion, ast.Expr) else None
    return (
        isinstance(valor, ast.Compare)
        and isinstance(valor.ops[0], ast.Eq)
        and isinstance(valor.left, ast.Name)
        and valor.left.id == nombre
    )


def sin_comillas(excepcion: BaseException) -> str | None:
    """Que faltan las comillas, si el nombre está donde iba un texto corto; si no, None."""
    nombre, lugar = getattr(excepcion, "name", None) or "", Lugar(excepcion)
    if lugar.en_funcion or not (len(nombre) <= 2 or nombre.isupper()):
        return None
    if nombre not in set(_sueltos(lugar.expresion())):
        return None
    return f'¿Falta poner comillas? Un texto va entre comillas: `"{nombre}"`.'


def a_que_se_asigna(excepcion: BaseException) -> str | None:
    """El nombre que está a la izquierda del `=` en la línea que falló."""
    expresion = Lugar(excepcion).expresion()
    if isinstance(expresion, ast.Assign) and isinstance(expresion.targets[0], ast.Name):
        return expresion.targets[0].id
    return None


def _sueltos(expresion: ast.stmt | None) -> Iterator[str]:
    """Los nombres que están solos donde puede ir un texto: `x = c`, `x = [A, B]`, `label=a`."""
    if isinstance(expresion, ast.Assign | ast.Expr):
        valor = expresion.value
        partes = valor.elts if isinstance(valor, ast.List) else [valor]
        if all(isinstance(parte, ast.Name) for parte in partes):
            yield from (parte.id for parte in partes if isinstance(parte, ast.Name))
    for nodo in ast.walk(expresion) if expresion is not None else ():
        if isinstance(nodo, ast.keyword) and nodo.arg in ("label", "op"):
            yield from [nodo.value.id] if isinstance(nodo.value, ast.Name) else []


def _tiene(objeto: object, nombre: str) -> bool:
    """Si un nodo o un objeto del aprendiz guarda algo con ese nombre."""
    if isinstance(objeto, type | ModuleType) or type(objeto).__module__ == "builtins":
        return False
    try:
        return hasattr(objeto, nombre)
    except Exception:  # un objeto raro puede lanzar cualquier cosa al pedirle un atributo
        return False


#: lo que se suele olvidar importar
_MODULOS = {
    "math": "import math",
    "random": "import random",
    "np": "import numpy as np",
    "numpy": "import numpy",
    "torch": "import torch",
    "plt": "import matplotlib.pyplot as plt",
}


def _sin_pistas(lugar: Lugar, nombre: str) -> str:
    if nombre in _MODULOS:
        return f"Falta importarlo: `{_MODULOS[nombre]}`."
    if nombre in vars(math):
        return f"Está en `math`: se escribe `math.{nombre}`, después de `import math`."
    if lugar.en_funcion:
        reciben = ", ".join(f"`{p}`" for p in lugar.parametros)
        recibe = f" La función recibe {reciben}." if reciben else ""
        return f"Revisa cómo lo escribiste, o dale un valor antes de esa línea.{recibe}"
    return "Revisa cómo lo escribiste, o ejecuta antes la celda que lo define."


def de_local(excepcion: BaseException) -> Palabras:
    """Qué significa un `UnboundLocalError` y qué hacer."""
    hallado = re.search(r"'(\w+)'", mensaje(excepcion))
    nombre = hallado[1] if hallado else "esa variable"
    lugar = Lugar(excepcion)
    que = f"La función usa `{nombre}` antes de darle un valor."
    if re.match(rf"{nombre}\s*([-+*/]|\*\*)=", lugar.texto):
        return que, (
            f"Esa línea cambia la variable `{nombre}` entera. Si querías cambiar lo que guarda un "
            "nodo, falta el punto: `nodo.grad += …`. Si querías agregar algo a una lista, "
            f"`lista.append(…)`.{_de_fuera(lugar, nombre)}"
        )
    return que, (
        f"Dale un valor a `{nombre}` antes de esa línea, en todos los caminos de la función."
        f"{_de_fuera(lugar, nombre)}"
    )


def _de_fuera(lugar: Lugar, nombre: str) -> str:
    if lugar.marco is not None and nombre in lugar.marco.f_globals:
        return f" Si querías la de fuera, pásala como parámetro, o declárala con `global {nombre}`."
    if lugar.anidada and nombre not in ("self", "grad", "data"):
        return f" Si es de la función que la rodea, declárala con `nonlocal {nombre}`."
    return ""
