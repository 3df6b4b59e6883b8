"""La forma de un valor: una copia inerte, que se puede comparar y describir sin riesgo.

Lo que devuelve el código de un aprendiz puede ser cualquier cosa: un objeto con un `__eq__` que
lanza, una lista que se contiene a sí misma, un millón de números. `congelar` lo vuelve una
`Forma`, hecha solo de datos nuestros; a partir de ahí, comparar y describir no falla nunca.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from minigrad.aula.celda.codigo import es
from minigrad.aula.celda.limites import TiempoAgotado
from minigrad.aula.huella.arreglo import Arreglo, de_numpy, en_listas

#: con menos diferencia que esta, a un número solo le faltan decimales
APROXIMADA = 0.01
_PROFUNDIDAD = 25
_ELEMENTOS = 20_000


@dataclass(frozen=True)
class Forma:
    """Una copia inerte: `clase` dice qué es y `valor` lo contiene."""

    clase: str
    valor: Any = None
    excepcion: BaseException | None = field(default=None, compare=False, repr=False)
    #: de una excepción, qué la causó en palabras de Python, «» si no se puede saber; de una
    #: secuencia, «tupla» si lo es
    causa: str = field(default="", compare=False)

    @property
    def visible(self) -> bool:
        """Si `valor` dice lo que es; en un curso sellado, lo esperado no."""
        return True

    def reconoce(self, otra: Forma, tolerancia: float) -> bool:
        """Dice si otra forma es igual a esta."""
        return _iguales(otra, self, tolerancia) if otra.visible else otra.reconoce(self, tolerancia)


# --- congelar ------------------------------------------------------------------------------


def congelar(valor: Any) -> Forma:
    """Copia un valor cualquiera en una `Forma`."""
    try:
        return _Congelador().forma(valor, _PROFUNDIDAD)
    except (TiempoAgotado, KeyboardInterrupt):
        raise
    except BaseException:
        return Forma("objeto", (_nombre_de_tipo(valor), None))


class _Congelador:
    def __init__(self) -> None:
        self.restantes = _ELEMENTOS

    def forma(self, valor: Any, fondo: int) -> Forma:
        self.restantes -= 1
        if fondo == 0 or self.restantes < 0:
            return Forma("enorme")
        simple = _simple(valor)
        return simple if simple is not None else self._compuesta(valor, fondo - 1)

    def _compuesta(self, valor: Any, fondo: int) -> Forma:
        if es(valor, list, tuple, range):
            partes = tuple(self.forma(v, fondo) for v in self._pocos(valor))
            return Forma("secuencia", partes, causa="tupla" if es(valor, tuple) else "")
        if es(valor, Mapping):
            pares = [(self.forma(k, fondo), self.forma(v, fondo)) for k, v in valor.items()]
            return Forma("tabla", tuple(pares))
        if es(valor, set, frozenset):
            return Forma("conjunto", tuple(self.forma(v, fondo) for v in self._pocos(valor)))
        arreglo = self._arreglo(valor)
        if arreglo is not None:
            return arreglo
        if type(valor).__module__.partition(".")[0] in ("numpy", "torch", "jax", "jaxlib"):
            return self.forma(valor.tolist(), fondo)
        return Forma("objeto", (_nombre_de_tipo(valor), self._datos(valor)))

    def _datos(self, valor: Any) -> Forma | None:
        """Lo que un nodo guarda: un número o, si es un tensor, un arreglo."""
        datos: Any = getattr(valor, "data", None) if hasattr(valor, "grad") else None
        if type(datos).__module__.partition(".")[0] == "numpy" and not getattr(datos, "ndim", 1):
            datos = datos.tolist()  # un arreglo sin ejes es un número
        simple = None if datos is None else _simple(datos)
        return self._arreglo(datos) if simple is None else simple

    def _arreglo(self, valor: Any) -> Forma | None:
        arreglo = de_numpy(valor)
        if arreglo is None:
            return None
        self.restantes -= len(arreglo.numeros)
        return Forma("enorme") if self.restantes < 0 else Forma("arreglo", arreglo)

    def _pocos(self, valores: Any) -> Iterator[Any]:
        for valor in valores:
            if self.restantes < 0:
                return
            yield valor


def _simple(valor: Any) -> Forma | None:
    if valor is None or valor is Ellipsis:
        return Forma("nada" if valor is None else "hueco")
    if es(valor, bool):
        return Forma("logico", bool(valor))
    if es(valor, str):
        return Forma("texto", str.__str__(valor))
    if es(valor, int):
        return Forma("numero", int(valor))
    if es(valor, numbers.Real):
        return Forma("numero", float(valor))
    if es(valor, numbers.Complex):
        return Forma("numero", complex(valor))
    return None


def _nombre_de_tipo(valor: Any) -> str:
    if es(valor, type):
        return f"clase {type.__dict__['__name__'].__get__(valor)}"
    return str(type(valor).__name__)


def iguales(obtenida: Forma, esperada: Forma, tolerancia: float) -> bool:
    """Compara dos formas: números con tolerancia, lo demás por lo que contiene."""
    return esperada.reconoce(obtenida, tolerancia)


def como_secuencia(forma: Forma) -> Forma:
    """Un arreglo, como las listas que se le parecen; lo demás queda igual."""
    return congelar(en_listas(forma.valor)) if forma.clase == "arreglo" else forma


def _iguales(una: Forma, otra: Forma, tolerancia: float) -> bool:
    if otra.clase == "secuencia":  # donde va una lista vale también un arreglo, y no al revés
        una = como_secuencia(una)
    if una.clase != otra.clase:
        return False
    if una.clase == "numero":
        return _numeros_iguales(una.valor, otra.valor, tolerancia)
    if una.clase == "secuencia":
        return _en_orden(una.valor, otra.valor, tolerancia)
    if una.clase == "arreglo":
        return _arreglos_iguales(una.valor, otra.valor, tolerancia)
    if una.clase in ("tabla", "conjunto"):
        return _sin_orden(una.valor, otra.valor, tolerancia)
    if una.clase == "objeto":
        (tipo, dato), (otro_tipo, otro_dato) = una.valor, otra.valor
        return tipo == otro_tipo and _quizas_iguales(dato, otro_dato, tolerancia)
    return bool(una.valor == otra.valor)


def _quizas_iguales(una: Forma | None, otra: Forma | None, tolerancia: float) -> bool:
    if una is None or otra is None:
        return una is otra
    return iguales(una, otra, tolerancia)


def _numeros_iguales(a: Any, b: Any, tolerancia: float) -> bool:
    if isinstance(a, complex) or isinstance(b, complex):
        return _numeros_iguales(complex(a).real, complex(b).real, tolerancia) and (
            _numeros_iguales(complex(a).imag, complex(b).imag, tolerancia)
        )
    if a == b or (a != a and b != b):
        return True
    try:
        return math.isclose(a, b, rel_tol=tolerancia, abs_tol=tolerancia)
    except OverflowError:  # enteros que no caben en un float
        return False


def _arreglos_iguales(uno: Arreglo, otro: Arreglo, tolerancia: float) -> bool:
    if (uno.forma, uno.tipo) != (otro.forma, otro.tipo):
        return False
    pares = zip(uno.numeros, otro.numeros, strict=True)
    return all(_numeros_iguales(a, b, tolerancia) for a, b in pares)


def numeros_distintos(uno: Arreglo, otro: Arreglo, tolerancia: float) -> list[int]:
    """En qué lugares se distinguen dos arreglos de la misma forma."""
    pares = enumerate(zip(uno.numeros, otro.numeros, strict=True))
    return [i for i, (a, b) in pares if not _numeros_iguales(a, b, tolerancia)]


def _en_orden(una: tuple[Any, ...], otra: tuple[Any, ...], tolerancia: float) -> bool:
    pares = zip(una, otra, strict=False)
    return len(una) == len(otra) and all(iguales(a, b, tolerancia) for a, b in pares)


def _sin_orden(una: tuple[Any, ...], otra: tuple[Any, ...], tolerancia: float) -> bool:
    libres = list(otra)
    for elemento in una:
        i = next((i for i, x in enumerate(libres) if _elemento(elemento, x, tolerancia)), None)
        if i is None:
            return False
        del libres[i]
    return not libres


def _elemento(uno: Any, otro: Any, tolerancia: float) -> bool:
    if isinstance(uno, Forma):
        return iguales(uno, otro, tolerancia)
    return all(iguales(a, b, tolerancia) for a, b in zip(uno, otro, strict=True))


# --- mirar --------------------------------------------------------------------------------


def contiene(forma: Forma, clase: str) -> bool:
    """Dice si en algún lugar de la forma hay algo de esa clase (`"hueco"`, `"nada"`…)."""
    if forma.clase == clase:
        return True
    partes = forma.valor if forma.clase in ("secuencia", "conjunto") else ()
    if forma.clase == "tabla":
        partes = [parte for par in forma.valor for parte in par]
    return any(contiene(parte, clase) for parte in partes)
