"""La V del error: cuánto se equivoca la pendiente con cada `h`, y qué se puede decir de cada uno.

Glosario. *Fondo*: donde el error es menor. *Rama derecha*: con h grande el error viene de mirar
lejos. *Rama izquierda*: con h diminuta viene de redondear, y va a saltos.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from minigrad.exploradores.comun.funciones import Fallo
from minigrad.exploradores.pendiente.cuentas import PASOS, secante
from minigrad.graph.palabras import numero

_EPSILON = 2.0**-52
#: con un error a lo más tantas veces el del fondo, todavía se está en el fondo
_CERCA = 4


class Error(NamedTuple):
    """Cuánto se equivoca la pendiente medida con un `h`."""

    h: float
    error: float


def errores(
    f: Callable[[float], float], x: float, exacta: float, lado: str, pasos: Iterable[float] = PASOS
) -> list[Error]:
    """El error de la secante para cada paso; los pasos en que `f` falla no aparecen."""
    hallados = []
    for h in pasos:
        try:
            m = secante(f, x, h, lado).pendiente
        except Fallo:
            continue
        hallados.append(Error(h, abs(m - exacta)))
    return hallados


class Uve:
    """El error para cada `h`, de menor a mayor, y la forma que tiene: sus ramas y su fondo."""

    def __init__(self, lista: Sequence[Error], exacta: float):
        self.lista, self.exacta = lista, exacta
        # un acierto suelto entre números malos es casualidad: se mira cada h con sus dos vecinos
        self._peores = [
            max(e.error for e in lista[max(0, i - 1) : i + 2]) for i in range(len(lista))
        ]
        self._piso = _EPSILON * max(1.0, abs(exacta))
        self.menor = min(self._peores, default=0.0)
        self._desde, self._hasta = self._orillas() if lista else (0, -1)

    def _orillas(self) -> tuple[int, int]:
        """El primero y el último de los `h` del fondo, que son seguidos."""
        tope = _CERCA * max(self.menor, self._piso)
        desde = hasta = self._lugar
        while desde > 0 and self._peores[desde - 1] <= tope:
            desde -= 1
        while hasta < len(self._peores) - 1 and self._peores[hasta + 1] <= tope:
            hasta += 1
        return desde, hasta

    @property
    def _lugar(self) -> int:
        """El mayor de los `h` con el menor error."""
        return len(self._peores) - 1 - self._peores[::-1].index(self.menor)

    @property
    def rama_derecha(self) -> bool:
        """Si con h más grandes que las del fondo el error sube."""
        return self._hasta < len(self.lista) - 1

    @property
    def rama_izquierda(self) -> bool:
        """Si con h más pequeñas que las del fondo el error vuelve a subir."""
        return self._desde > 0

    @property
    def fondo(self) -> float | None:
        """El `h` del fondo; `None` si no hay V, porque le falta una rama."""
        if len(self.lista) < 3 or not (self.rama_derecha and self.rama_izquierda):
            return None
        return self.lista[self._lugar].h

    # --- las palabras ------------------------------------------------------------------------

    def frases(self, h: float, error: float) -> list[str]:
        """De dónde viene el error con este `h`, y dónde está el fondo. Todo se ve en la lista."""
        if len(self.lista) < 3:
            return []
        if all(e.h != h for e in self.lista):  # la que dio quien llamó a `pendiente`
            mas = sorted([*self.lista, Error(h, error)])
            return Uve(mas, self.exacta).frases(h, error)
        return [self._de_donde_viene(h, error), self._donde_esta_el_fondo()]

    def _donde_esta_el_fondo(self) -> str:
        if self.fondo is not None:
            return f"El fondo de la V está cerca de h = {numero(self.fondo)}."
        if not self.rama_derecha:
            return "Aquí no hay V: con un h grande ya se acierta."
        return "Aquí no hay V: con un h pequeño el error casi desaparece y no vuelve a subir."

    def _de_donde_viene(self, h: float, error: float) -> str:
        desde, hasta = self.lista[self._desde].h, self.lista[self._hasta].h
        vecinos = [e.error for e in self.lista if e.h < h][-1:]
        vecinos += [e.error for e in self.lista if e.h > h][:1]
        suerte = not desde <= h <= hasta and error <= self.menor and error < max(vecinos)
        if error == 0:
            cola = ", por casualidad: con los h vecinos, no" if suerte else ""
            return f"Con este h se acierta en todas las cifras{cola}."
        if suerte:
            return "Aquí se acierta por casualidad: con los h vecinos el error es mayor."
        if h > hasta and self.rama_derecha:
            return self._mirar_lejos(h, error)
        if h < desde and self.rama_izquierda:
            return self._redondeo(h, error)
        return self._en_el_fondo()

    def _mirar_lejos(self, h: float, error: float) -> str:
        menores = [e.error for e in self.lista if e.h < h]
        if menores[-1] < error:
            return "Este error viene de mirar lejos: con un h menor baja."
        return "Este error viene de mirar lejos: con un h mucho menor, cerca del fondo, baja."

    def _redondeo(self, h: float, error: float) -> str:
        principio = "Este error viene del redondeo: con un h mayor, hacia el fondo, baja"
        if not self.rama_derecha:
            principio = "Este error viene del redondeo: con un h mucho mayor baja"
        if max((e.error for e in self.lista if e.h < h), default=0.0) > error:
            return f"{principio}; con uno menor va a saltos y llega a más."
        return f"{principio}."

    def _en_el_fondo(self) -> str:
        if self.fondo is not None:
            return (
                "Aquí es el fondo: con un h mucho mayor el error crece por mirar lejos; "
                "con uno mucho menor, por redondear."
            )
        return "Con este h el error ya es casi el menor posible."
