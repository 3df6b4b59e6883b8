"""Guarda cómo está lo que entrega el aprendiz y lo deja igual después de comprobar.

Comprobar puede llamar a `backward()` sobre un grafo del cuaderno o añadir a una lista: nada de
eso debe notarse después. Se recorre lo alcanzable desde la respuesta (listas, diccionarios,
atributos, hijos, variables que usa una función) y se anota su contenido.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import FunctionType, MemberDescriptorType
from typing import Any

from minigrad.aula.codigo import funcion_de, nombres_globales

#: más allá de esto ya no es una respuesta; recorrerlo tardaría más que la comprobación
_TOPE = 50_000
_AUSENTE = object()


class Instantanea:
    """El contenido de todo lo alcanzable desde `raiz`, para poder reponerlo."""

    def __init__(self, raiz: Any) -> None:
        self._vistos: dict[int, Any] = {}
        self._reponer: list[Callable[[], None]] = []
        pendientes = [raiz]
        while pendientes and len(self._vistos) < _TOPE:
            objeto = pendientes.pop()
            if id(objeto) not in self._vistos:
                self._vistos[id(objeto)] = objeto
                pendientes += self._anotar(objeto)

    def restaurar(self) -> None:
        """Deja cada objeto como estaba."""
        for reponer in self._reponer:
            reponer()

    def _anotar(self, objeto: Any) -> list[Any]:
        """Anota cómo reponer un objeto y devuelve los que están dentro de él."""
        for tipos, anotar in _ANOTADORES:
            if isinstance(objeto, tipos):
                reponer, dentro = anotar(objeto)
                self._reponer.append(reponer)
                return dentro
        raiz = type(objeto).__module__.partition(".")[0]
        if raiz in ("numpy", "torch"):
            self._reponer += list(_arreglo(objeto))
        elif raiz in ("__main__", "minigrad", "micrograd"):
            return self._instancia(objeto)
        return []

    def _instancia(self, objeto: Any) -> list[Any]:
        dentro = []
        if isinstance(getattr(objeto, "__dict__", None), dict):
            reponer, dentro = _tabla(objeto.__dict__)
            self._reponer.append(reponer)
        for ranura in _ranuras(type(objeto)):
            valor = _leer(ranura, objeto)
            self._reponer.append(lambda r=ranura, v=valor: _poner(r, objeto, v))  # type: ignore[misc]
            dentro.append(valor)
        return dentro


_Nota = tuple[Callable[[], None], list[Any]]


def _lista(lista: list[Any]) -> _Nota:
    copia = list(lista)

    def reponer() -> None:
        if len(lista) != len(copia) or any(a is not b for a, b in zip(lista, copia, strict=True)):
            lista[:] = copia

    return reponer, copia


def _tupla(tupla: tuple[Any, ...]) -> _Nota:
    return lambda: None, list(tupla)


def _tabla(tabla: dict[Any, Any]) -> _Nota:
    copia = dict(tabla)

    def reponer() -> None:
        mismas = list(tabla) == list(copia) and all(tabla[k] is v for k, v in copia.items())
        if not mismas:
            tabla.clear()
            tabla.update(copia)

    return reponer, list(copia.values())


def _conjunto(conjunto: set[Any]) -> _Nota:
    copia = set(conjunto)

    def reponer() -> None:
        conjunto.clear()
        conjunto.update(copia)

    return reponer, list(copia)


def _funcion(funcion: FunctionType) -> _Nota:
    """Las variables de fuera que usa una función: también podría cambiarlas."""
    fuera = funcion.__globals__
    usadas = {n: fuera.get(n, _AUSENTE) for n in nombres_globales(funcion)}
    # solo importan las del cuaderno: las de un módulo no las escribió el aprendiz
    usadas = usadas if fuera.get("__name__") == "__main__" else {}

    def reponer() -> None:
        for nombre, valor in usadas.items():
            if valor is _AUSENTE:
                fuera.pop(nombre, None)
            elif fuera.get(nombre) is not valor:
                fuera[nombre] = valor

    celdas = [_leer_celda(celda) for celda in funcion.__closure__ or ()]
    atributos = vars(funcion)
    return reponer, [*usadas.values(), *celdas, *(funcion.__defaults__ or ()), atributos]


def _clase(clase: type) -> _Nota:
    if clase.__module__ != "__main__":
        return lambda: None, []
    copia = dict(vars(clase))

    def reponer() -> None:
        actuales = dict(vars(clase))
        for nombre in actuales.keys() - copia.keys():
            delattr(clase, nombre)
        for nombre, valor in copia.items():
            if actuales.get(nombre, _AUSENTE) is not valor:
                setattr(clase, nombre, valor)

    dentro = [funcion_de(valor) or valor for valor in copia.values()]
    return reponer, dentro


_ANOTADORES: tuple[tuple[type | tuple[type, ...], Callable[[Any], _Nota]], ...] = (
    (list, _lista),
    (tuple, _tupla),
    (dict, _tabla),
    (set, _conjunto),
    (FunctionType, _funcion),
    (type, _clase),
)


def _ranuras(clase: type) -> Iterator[MemberDescriptorType]:
    """Los descriptores de `__slots__`, también los heredados."""
    for ancestro in clase.__mro__:
        for valor in vars(ancestro).values():
            if isinstance(valor, MemberDescriptorType):
                yield valor


def _leer(ranura: MemberDescriptorType, objeto: Any) -> Any:
    try:
        return ranura.__get__(objeto)
    except AttributeError:
        return _AUSENTE


def _poner(ranura: MemberDescriptorType, objeto: Any, valor: Any) -> None:
    if _leer(ranura, objeto) is valor:
        return
    if valor is _AUSENTE:
        ranura.__delete__(objeto)
    else:
        ranura.__set__(objeto, valor)


def _leer_celda(celda: Any) -> Any:
    try:
        return celda.cell_contents
    except ValueError:  # la variable todavía no existe
        return None


def _arreglo(objeto: Any) -> Iterator[Callable[[], None]]:
    """Un arreglo de NumPy o un tensor de PyTorch: su contenido y, si lo tiene, su gradiente."""
    if type(objeto).__name__ == "ndarray" and objeto.size < 1_000_000:
        copia = objeto.copy()
        yield lambda: objeto.__setitem__(..., copia) if objeto.flags.writeable else None
    elif hasattr(objeto, "requires_grad") and objeto.numel() < 1_000_000:
        datos = objeto.detach().clone()
        gradiente = objeto.grad if objeto.is_leaf else None
        guardado = None if gradiente is None else gradiente.detach().clone()
        yield lambda: _reponer_tensor(objeto, datos, guardado)


def _reponer_tensor(tensor: Any, datos: Any, gradiente: Any) -> None:
    # `detach()` comparte memoria y no deja rastro en el grafo de PyTorch
    tensor.detach().copy_(datos)
    if tensor.is_leaf:
        tensor.grad = gradiente
