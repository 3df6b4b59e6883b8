"""Con qué otras celdas de la entrega se corre una respuesta, como lo haría su cuaderno.

Una respuesta correcta puede usar un ayudante o una importación de otra celda: una que el aprendiz
añadió, la de otro ejercicio, la otra mitad de una celda partida. Aquí se escogen, sin correr nada,
las combinaciones que vale la pena probar. Lo que se pide no se toma de una celda ajena: ni de otro
ejercicio ni de las dadas.

Glosario. *Propia*: que escribió el aprendiz y no es la de otro ejercicio. *Dada*: que trae el
cuaderno y sigue como venía. *Previas*: las celdas nuestras que un ejercicio necesita.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from minigrad.aula.celda import cuaderno
from minigrad.aula.celda.blanco import sin_marcas
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.calificar.celda.nombres import Nombres, nombres_de
from minigrad.calificar.entrega.plano import senas

#: código y número de ejecución
Corrida = tuple[str, int | None]


@dataclass(frozen=True)
class Apoyo:
    """Lo que corre alrededor de una respuesta; que algo de eso falle no importa."""

    antes: tuple[Corrida, ...] = ()
    despues: tuple[Corrida, ...] = ()
    #: con etiqueta; None si son las de siempre
    previas: tuple[tuple[str, str], ...] | None = None
    #: solo lleva celdas que definen algo que la respuesta usa
    preciso: bool = True


#: la respuesta sola, tras lo dado
SOLA = Apoyo()


@dataclass(frozen=True)
class Celda:
    """Una celda de la entrega que se puede correr."""

    lugar: int
    fuente: str
    nombres: Nombres
    clave: str | None = None
    orden: int | None = None
    dada: bool = False

    @property
    def propia(self) -> bool:
        return self.clave is None and not self.dada

    @property
    def corrida(self) -> Corrida:
        return self.fuente, self.orden


@dataclass(frozen=True)
class Respuesta:
    """Una versión de la respuesta a un ejercicio, y lo que define la celda sin tocar."""

    ejercicio: Ejercicio
    fuente: str
    lugar: int
    pedidos: frozenset[str]


class Alrededor:
    """Las celdas de una entrega, en orden, y qué combinaciones de ellas probar."""

    def __init__(self, curso: Curso, cuadernos: Sequence[str], celdas: Iterable[Any]) -> None:
        self._curso = curso
        entregadas = list(celdas)
        lugares = {str(c["senas"]): int(c["lugar"]) for c in entregadas if c["senas"]}
        self._celdas = [_entregada(c) for c in entregadas if not c["senas"]]
        self._celdas += [dada for nombre in cuadernos for dada in _dadas(curso, nombre, lugares)]
        self._celdas.sort(key=lambda celda: celda.lugar)

    def define(self, nombre: str) -> bool:
        """Si alguna celda de la entrega pone ese nombre."""
        return any(nombre in celda.nombres.pone for celda in self._celdas)

    def apoyos(
        self, respuesta: Respuesta, correctos: Collection[str], lentas: Collection[str]
    ) -> Iterator[Apoyo]:
        """Lo que vale la pena probar alrededor de una respuesta, sin repetir.

        `correctos` son los ejercicios ya dados por buenos, y `lentas`, los códigos que no
        terminaron a tiempo.
        """
        vistos = {SOLA}
        for apoyo in _Busqueda(self._curso, self._celdas, respuesta, correctos, lentas).todos():
            if apoyo not in vistos:
                vistos.add(apoyo)
                yield apoyo


class _Busqueda:
    """Los apoyos de una respuesta."""

    def __init__(
        self, curso: Curso, celdas: Sequence[Celda], respuesta: Respuesta,
        correctos: Collection[str], lentas: Collection[str],
    ) -> None:  # fmt: skip
        self._curso, self._respuesta, self._correctos = curso, respuesta, correctos
        self._id = respuesta.ejercicio.id
        self._lentas = lentas
        suyos = nombres_de(respuesta.fuente)
        otras = [c for c in celdas if c.fuente != respuesta.fuente or c.lugar != respuesta.lugar]
        mitades = [c for c in otras if c.clave == self._id]
        faltan = respuesta.pedidos.difference(suyos.pone, *(c.nombres.pone for c in mitades))
        self._celdas = [c for c in otras if self._es_suya(c) or not c.nombres.pone & faltan]
        self._contexto = curso.contexto(respuesta.ejercicio)
        self._dados = _dados(curso, respuesta.ejercicio)
        self._despues = [
            c for c in self._celdas
            if c.lugar > respuesta.lugar and c.fuente and self._es_suya(c)
            and c.nombres.pone & (respuesta.pedidos - suyos.pone)
        ]  # fmt: skip
        self._usa = suyos.usa.union(*(c.nombres.usa for c in self._despues))

    def _es_suya(self, celda: Celda) -> bool:
        return celda.propia or celda.clave == self._id

    def todos(self) -> Iterator[Apoyo]:
        anteriores = [c for c in self._celdas if c.lugar < self._respuesta.lugar]
        despues = tuple(c.corrida for c in self._despues)
        yield Apoyo(tuple(self._corridas(self._que_definen(anteriores))), despues)
        posibles = [c for c in self._celdas if c not in self._despues]
        todas = self._que_definen(posibles)
        yield Apoyo(tuple(self._corridas(todas)), despues)
        if all(c.orden is not None for c in todas if not c.dada):
            por_orden = sorted(todas, key=lambda c: (not c.dada, c.orden or 0))
            yield Apoyo(tuple(self._corridas(por_orden)), despues)
        if self._usa or any(c.clave == self._id for c in anteriores):
            yield self._como_cuaderno(anteriores, despues)

    # --- solo lo que usa -----------------------------------------------------------------------

    def _que_definen(self, posibles: Sequence[Celda]) -> list[Celda]:
        """Las que ponen lo que la respuesta usa, y lo que ellas usan, en el orden del cuaderno."""
        elegidas: set[int] = set()
        pendientes = set(self._usa)
        vistos: set[str] = set()
        while pendientes:
            nombre = pendientes.pop()
            vistos.add(nombre)
            for i, celda in enumerate(posibles):
                if i not in elegidas and self._sirve(celda, nombre):
                    elegidas.add(i)
                    pendientes |= celda.nombres.usa - vistos
        return [celda for i, celda in enumerate(posibles) if i in elegidas]

    def _sirve(self, celda: Celda, nombre: str) -> bool:
        """Si pone el nombre. Lo dado no hace falta buscarlo, salvo que el aprendiz lo cambie."""
        if not self._es_suya(celda) and (nombre in self._dados or nombre.startswith(".")):
            return False
        cualquiera = "*" in celda.nombres.pone and celda.propia and nombre not in self._dados
        return nombre in celda.nombres.pone or (cualquiera and not nombre.startswith("."))

    def _corridas(self, celdas: Iterable[Celda]) -> Iterator[Corrida]:
        for celda in celdas:
            if celda.fuente:
                yield celda.corrida
            if celda.clave not in (None, self._id):
                yield from self._prestada(str(celda.clave))

    def _prestada(self, id_: str) -> Iterator[Corrida]:
        """Lo que en clase se le presta a quien no acierta una pieza."""
        ejercicio = self._curso.buscar(id_)
        if id_ not in self._correctos and ejercicio.pieza and self._curso.presta(ejercicio):
            yield self._curso.solucion(id_), None

    # --- el cuaderno entero --------------------------------------------------------------------

    def _como_cuaderno(self, anteriores: Sequence[Celda], despues: tuple[Corrida, ...]) -> Apoyo:
        """Todo lo anterior de arriba abajo; lo dado que aquí no está, antes que nada."""
        base = {sin_marcas(c.python) for c in self._contexto if c.ejercicio is None}
        pedidas = {c.ejercicio for c in self._contexto if c.ejercicio is not None}
        corridas: list[Corrida] = []
        puestas: set[str] = set()
        for celda in anteriores:
            if celda.dada and celda.fuente in base:
                puestas.add(celda.fuente)
                corridas.append(celda.corrida)
            elif celda.clave in pedidas and celda.clave not in puestas:
                puestas.add(str(celda.clave))
                corridas += self._corridas([celda])
                if celda.clave not in self._correctos and not list(self._prestada(celda.clave)):
                    corridas.append((self._curso.solucion(celda.clave), None))
            elif not celda.dada and celda.fuente not in self._lentas:
                corridas += self._corridas([celda])
        previas = tuple(
            (c.ejercicio or f"{c.cuaderno} celda {c.posicion}", sin_marcas(c.python))
            for c in self._contexto
            if (c.ejercicio or sin_marcas(c.python)) not in puestas
        )
        return Apoyo(tuple(corridas), despues, previas, preciso=False)


# --- leer las celdas -----------------------------------------------------------------------------


def _entregada(datos: Mapping[str, Any]) -> Celda:
    return Celda(
        lugar=int(datos["lugar"]),
        fuente=str(datos["fuente"]),
        nombres=Nombres(frozenset(map(str, datos["pone"])), frozenset(map(str, datos["usa"]))),
        clave=None if datos["clave"] is None else str(datos["clave"]),
        orden=datos["orden"] if type(datos["orden"]) is int else None,
    )


def _dadas(curso: Curso, nombre: str, lugares: Mapping[str, int]) -> Iterator[Celda]:
    """Las celdas dadas de un cuaderno, en su lugar de la entrega; las que no están, al comienzo."""
    for celda in curso.cuaderno(nombre):
        if celda.ejercicio is None and "preparar()" not in celda.fuente:
            fuente, suyas, nombres = _analizada(celda)
            yield Celda(lugares.get(suyas, -1), fuente, nombres, dada=True)


@lru_cache(maxsize=2048)
def _analizada(celda: cuaderno.Celda) -> tuple[str, str, Nombres]:
    fuente = sin_marcas(celda.python)
    return fuente, senas(fuente), nombres_de(fuente)


_POR_EL_PUESTO = {
    "comprobar",
    "pista",
    "solucion",
    "progreso",
    "preparar",
    "get_ipython",
    "display",
}


def _dados(curso: Curso, ejercicio: Ejercicio) -> frozenset[str]:
    """Los nombres que deja lo que va antes de un ejercicio."""
    puestos = (_analizada(celda)[2].pone for celda in curso.contexto(ejercicio))
    return frozenset(_POR_EL_PUESTO).union(*puestos)
