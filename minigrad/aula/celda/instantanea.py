"""Guarda cómo está lo que entrega el aprendiz y lo deja igual después de comprobar.

Comprobar puede llamar a `backward()` sobre un grafo del cuaderno o añadir a una lista: nada de
eso debe notarse después. Se recorre lo alcanzable desde la respuesta (listas, diccionarios,
atributos, hijos, variables que usa una función) y se anota su contenido.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import FunctionType, MemberDescriptorType
from typing import Any, NamedTuple

from minigrad.aula.celda.codigo import funcion_de, nombres_globales

#: más allá de esto ya no es una respuesta; recorrerlo tardaría más que la comprobación
_TOPE = 50_000
_GRANDE = 1_000_000
_AUSENTE = object()
#: donde el aprendiz escribe: su cuaderno y los archivos de sus motores
_SUYOS = ("__main__", "mi_minigrad", "mi_tensor")


class _Testigo(NamedTuple):
    """Cómo saber si un objeto cambió y cómo dejarlo igual; `dentro` son los que contiene."""

    cambio: Callable[[], bool]
    reponer: Callable[[], Any]
    dentro: list[Any]


class Instantanea:
    """El contenido de todo lo alcanzable desde `raiz`, para poder reponerlo."""

    def __init__(self, raiz: Any) -> None:
        self._vistos: dict[int, Any] = {}
        self._testigos: list[_Testigo] = []
        pendientes = [raiz]
        while pendientes and len(self._vistos) < _TOPE:
            objeto = pendientes.pop()
            if id(objeto) not in self._vistos:
                self._vistos[id(objeto)] = objeto
                for testigo in _testigos(objeto):
                    self._testigos.append(testigo)
                    pendientes += testigo.dentro

    def restaurar(self) -> None:
        """Deja cada objeto como estaba."""
        for testigo in self._testigos:
            if testigo.cambio():
                testigo.reponer()

    def cambio(self) -> bool:
        """Dice si algo ya no está como estaba."""
        return any(testigo.cambio() for testigo in self._testigos)


def _testigos(objeto: Any) -> Iterator[_Testigo]:
    # `type(…)` y no `isinstance`: un objeto raro puede mentir sobre su clase
    tipo = type(objeto)
    if issubclass(tipo, list):
        yield _lista(objeto)
    elif issubclass(tipo, tuple):
        yield _Testigo(lambda: False, lambda: None, list(tuple.__iter__(objeto)))
    elif issubclass(tipo, dict):
        yield _tabla(objeto)
    elif issubclass(tipo, set):
        yield _conjunto(objeto)
    elif issubclass(tipo, FunctionType):
        yield _funcion(objeto)
    elif issubclass(tipo, type):
        yield from _clase(objeto)
    elif tipo.__module__.partition(".")[0] in ("numpy", "torch"):
        yield from _arreglo(objeto)
    # lo que no es del curso ni del cuaderno (figuras, archivos…) ni se mira
    elif tipo.__module__.partition(".")[0] in (*_SUYOS, "minigrad", "micrograd"):
        yield from _instancia(objeto)


def _lista(lista: list[Any]) -> _Testigo:
    copia = list.copy(lista)

    def cambio() -> bool:
        distinta = len(copia) != list.__len__(lista)
        return distinta or any(a is not b for a, b in zip(copia, list.__iter__(lista), strict=True))

    return _Testigo(cambio, lambda: list.__setitem__(lista, slice(None), copia), copia)


def _tabla(tabla: dict[Any, Any]) -> _Testigo:
    copia = dict.copy(tabla)

    def cambio() -> bool:
        if list(map(id, dict.keys(tabla))) != list(map(id, copia)):
            return True
        return any(a is not b for a, b in zip(dict.values(tabla), copia.values(), strict=True))

    def reponer() -> None:
        dict.clear(tabla)
        dict.update(tabla, copia)

    return _Testigo(cambio, reponer, list(copia.values()))


def _conjunto(conjunto: set[Any]) -> _Testigo:
    copia = list(conjunto)

    def reponer() -> None:
        set.clear(conjunto)
        set.update(conjunto, copia)

    return _Testigo(lambda: {*map(id, conjunto)} != {*map(id, copia)}, reponer, copia)


def _funcion(funcion: FunctionType) -> _Testigo:
    """Las variables de fuera que usa una función: también podría cambiarlas."""
    fuera = funcion.__globals__
    # solo importan las suyas: las de otro módulo no las escribió el aprendiz
    propias = nombres_globales(funcion) if fuera.get("__name__") in _SUYOS else ()
    usadas = {nombre: fuera.get(nombre, _AUSENTE) for nombre in propias}

    def cambio() -> bool:
        return any(fuera.get(n, _AUSENTE) is not v for n, v in usadas.items())

    def reponer() -> None:
        for nombre, valor in usadas.items():
            if valor is _AUSENTE:
                fuera.pop(nombre, None)
            else:
                fuera[nombre] = valor

    celdas = [_leer_celda(celda) for celda in funcion.__closure__ or ()]
    dentro = [*usadas.values(), *celdas, *(funcion.__defaults__ or ()), vars(funcion)]
    return _Testigo(cambio, reponer, dentro)


def _leer_celda(celda: Any) -> Any:
    try:
        return celda.cell_contents
    except ValueError:  # la variable todavía no existe
        return None


def _clase(clase: type) -> Iterator[_Testigo]:
    if clase.__module__ not in _SUYOS:
        return
    copia = dict(vars(clase))

    def cambio() -> bool:
        actuales = vars(clase)
        return actuales.keys() != copia.keys() or any(actuales[n] is not copia[n] for n in copia)

    def reponer() -> None:
        actuales = dict(vars(clase))
        for nombre in actuales.keys() - copia.keys():
            type.__delattr__(clase, nombre)
        for nombre, valor in copia.items():
            if actuales.get(nombre, _AUSENTE) is not valor:
                type.__setattr__(clase, nombre, valor)

    yield _Testigo(cambio, reponer, [funcion_de(valor) or valor for valor in copia.values()])


def _instancia(objeto: Any) -> Iterator[_Testigo]:
    try:
        atributos = object.__getattribute__(objeto, "__dict__")
    except AttributeError:
        atributos = None
    if type(atributos) is dict:
        yield _tabla(atributos)
    for ranura in _ranuras(type(objeto)):
        yield _ranura(ranura, objeto)


def _ranuras(clase: type) -> Iterator[MemberDescriptorType]:
    """Los descriptores de `__slots__`, también los heredados."""
    for ancestro in clase.__mro__:
        for valor in vars(ancestro).values():
            if isinstance(valor, MemberDescriptorType):
                yield valor


def _ranura(ranura: MemberDescriptorType, objeto: Any) -> _Testigo:
    valor = _leer(ranura, objeto)

    def reponer() -> None:
        if valor is _AUSENTE:
            ranura.__delete__(objeto)
        else:
            ranura.__set__(objeto, valor)

    return _Testigo(lambda: _leer(ranura, objeto) is not valor, reponer, [valor])


def _leer(ranura: MemberDescriptorType, objeto: Any) -> Any:
    try:
        return ranura.__get__(objeto)
    except AttributeError:
        return _AUSENTE


def _arreglo(objeto: Any) -> Iterator[_Testigo]:
    """Un arreglo de NumPy, o por dónde va su azar; o un tensor de PyTorch y su gradiente."""
    nombre = type(objeto).__name__
    if nombre == "ndarray" and objeto.size < _GRANDE and objeto.flags.writeable:
        copia = objeto.copy()
        # comparar bytes: así un nan es igual a sí mismo
        yield _Testigo(
            lambda: objeto.tobytes() != copia.tobytes(),
            lambda: objeto.__setitem__(..., copia),
            [],
        )
    elif nombre == "Generator" and hasattr(objeto, "bit_generator"):
        yield _azar(objeto.bit_generator)
    elif nombre in ("Tensor", "Parameter") and objeto.numel() < _GRANDE:
        yield _tensor(objeto)


def _azar(fuente: Any) -> _Testigo:
    """Lo que `default_rng` va a dar: comprobar no gasta el azar del aprendiz."""
    estado = fuente.state
    return _Testigo(lambda: True, lambda: setattr(fuente, "state", estado), [])


def _tensor(tensor: Any) -> _Testigo:
    # `detach()` comparte memoria y no deja rastro en el grafo de PyTorch
    datos = tensor.detach().clone()
    gradiente = tensor.grad if tensor.is_leaf else None
    guardado = None if gradiente is None else gradiente.detach().clone()

    def reponer() -> None:
        tensor.detach().copy_(datos)
        if tensor.is_leaf:
            tensor.grad = gradiente
            if gradiente is not None:
                gradiente.detach().copy_(guardado)

    return _Testigo(lambda: True, reponer, [])
