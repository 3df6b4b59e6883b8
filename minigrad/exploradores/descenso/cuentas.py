"""El descenso de gradiente, paso a paso, y el juicio de cómo le fue. Sin botones ni dibujos.

Glosario. *Impulso* (`momentum`): cuánto de la velocidad anterior se conserva en cada paso.
*Zigzag*: ir y volver, cuando un paso deshace parte del anterior.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from minigrad.exploradores.comun.funciones import Fallo, Funcion, Punto, mover
from minigrad.graph.palabras import numero

#: más lejos que esto ya no hace falta seguir
_LEJOS = 1e6
#: si falta menos que esta parte de lo recorrido, llegó; si falta menos que la otra, se acerca
_LLEGO, _CERCA = 0.01, 0.1


class Momento(NamedTuple):
    """Un lugar del camino, y la velocidad con que se sale de él."""

    punto: Punto
    valor: float
    gradiente: Punto
    velocidad: Punto

    @property
    def empinado(self) -> float:
        """El tamaño del gradiente."""
        return math.hypot(*self.gradiente)


class Camino(NamedTuple):
    """Los momentos desde el inicio; `corte` dice por qué acabó antes de tiempo, si pasó."""

    momentos: tuple[Momento, ...]
    lr: float
    impulso: float
    corte: str = ""

    @property
    def pasos(self) -> int:
        return len(self.momentos) - 1

    @property
    def lejos(self) -> bool:
        """Se cortó porque el punto se fue muy lejos."""
        return self.corte == _SE_FUE


_SE_FUE = "El punto se fue tan lejos que ya no vale la pena seguirlo."


def bajar(f: Funcion, inicio: Punto, lr: float, impulso: float = 0.0, pasos: int = 40) -> Camino:
    """Baja desde `inicio` con `v ← impulso · v + g` y `p ← p − lr · v`, como `minigrad.optim.SGD`.

    Si la función falla en el inicio lanza `Fallo`; si falla después, el camino se corta ahí.
    """
    momentos = [_momento(f, inicio, (0.0,) * len(inicio), impulso)]
    for _ in range(pasos):
        actual = momentos[-1]
        p = tuple(x - lr * v for x, v in zip(actual.punto, actual.velocidad, strict=True))
        if not all(abs(x) < _LEJOS for x in p):
            return Camino(tuple(momentos), lr, impulso, _SE_FUE)
        try:
            momentos.append(_momento(f, p, actual.velocidad, impulso))
        except Fallo as fallo:
            return Camino(tuple(momentos), lr, impulso, str(fallo))
    return Camino(tuple(momentos), lr, impulso)


def _momento(f: Funcion, p: Punto, antes: Punto, impulso: float) -> Momento:
    valor, g = f(*p), f.gradiente(*p)
    return Momento(p, valor, g, tuple(impulso * v + d for v, d in zip(antes, g, strict=True)))


# --- el juicio -----------------------------------------------------------------------------------


class Desenlace(NamedTuple):
    """Una palabra y la frase que la explica con números."""

    nombre: str
    frase: str


def como_acaba(f: Funcion, camino: Camino) -> Desenlace:
    """Cómo le fue al descenso: converge, se arrastra, oscila, diverge… y por qué se dice."""
    primero, ultimo = camino.momentos[0], camino.momentos[-1]
    if camino.corte and not camino.lejos:
        return Desenlace("se sale", f"El paso {camino.pasos + 1} se sale. {camino.corte}")
    if primero.empinado == 0:
        return _quieto(f, ultimo)
    crece, zigzag = _crecimiento(camino), _zigzag(camino) > 2
    if camino.lejos or crece > 1.1:
        return _se_va(camino, zigzag)
    apagado = ultimo.empinado <= _LLEGO * max(m.empinado for m in camino.momentos)
    if apagado and ultimo.valor > primero.valor:
        return _perdido(primero.valor, ultimo.valor)
    falta = _falta(camino)
    if apagado and falta <= _LLEGO:
        return _llegada(f, camino, zigzag)
    sigue = zigzag and _zigzag(camino._replace(momentos=camino.momentos[camino.pasos // 2 :])) > 0
    return _oscila(crece < 0.9, camino.impulso) if sigue else _va_lento(camino, falta)


def _largos(camino: Camino) -> list[float]:
    """Cuánto se movió el punto en cada paso."""
    return [math.dist(a.punto, b.punto) for a, b in pairwise(camino.momentos)]


def _recorrido(camino: Camino) -> float:
    """Lo más lejos del inicio que llegó."""
    inicio = camino.momentos[0].punto
    return max(math.dist(inicio, m.punto) for m in camino.momentos)


def _falta(camino: Camino) -> float:
    """Lo que falta, como parte de lo recorrido, si los pasos se siguen encogiendo al mismo ritmo.

    Pasos que se encogen como r, r², r³… suman en total 1 / (1 − r) veces el primero.
    """
    if camino.momentos[-1].empinado <= 1e-9 * camino.momentos[0].empinado:
        return 0.0
    largos = _largos(camino)
    cuarto = max(1, len(largos) // 4)
    antes, despues = max(largos[-2 * cuarto : -cuarto], default=0.0), max(largos[-cuarto:])
    if despues == 0:
        return 0.0
    ritmo = (despues / antes) ** (1 / cuarto) if antes else 1.0
    return math.inf if ritmo >= 1 else despues * ritmo**cuarto / (1 - ritmo) / _recorrido(camino)


def _va_lento(camino: Camino, falta: float) -> Desenlace:
    """Va bien encaminado y no llegó: por poco, por mucho, o porque no hay adónde llegar."""
    primero, ultimo = camino.momentos[0], camino.momentos[-1]
    if math.isclose(ultimo.empinado, primero.empinado, rel_tol=1e-9):
        return Desenlace("baja sin fin", "La cuesta es siempre igual: por ahí no hay un mínimo.")
    if falta < _CERCA:
        return Desenlace("se acerca", "Los pasos se encogen y falta poco: dale más pasos.")
    return Desenlace(
        "se arrastra",
        f"El último paso avanzó solo {numero(_largos(camino)[-1])} y el gradiente todavía mide "
        f"{numero(ultimo.empinado)}. Prueba una tasa mayor, o algo de impulso.",
    )


def _crecimiento(camino: Camino) -> float:
    """Cuántas veces más empinado es el último tercio del camino que el primero."""
    tercio = max(1, len(camino.momentos) // 3)
    empinados = [m.empinado for m in camino.momentos]
    return max(empinados[-tercio:]) / max(empinados[:tercio])


def _zigzag(camino: Camino) -> int:
    """Cuántas veces se dio la vuelta la variable que más vueltas dio, sin contar las ínfimas."""
    return max(_vueltas(eje) for eje in zip(*(m.velocidad for m in camino.momentos), strict=True))


def _vueltas(velocidades: Sequence[float]) -> int:
    mayor = max(map(abs, velocidades))
    signos = [v > 0 for v in velocidades if abs(v) > 0.01 * mayor]
    return sum(uno != otro for uno, otro in pairwise(signos))


def _se_va(camino: Camino, zigzag: bool) -> Desenlace:
    if zigzag or camino.momentos[-1].valor > camino.momentos[0].valor:
        return Desenlace(
            "diverge", "Cada paso cae más lejos que el anterior: la tasa es demasiado grande."
        )
    if camino.lejos:
        return Desenlace("baja sin fin", "Cada vez más abajo y más lejos: por ahí no hay mínimo.")
    return Desenlace("acelera", "La cuesta se pone más empinada y aún no aparece el fondo.")


def _oscila(se_acerca: bool, impulso: float) -> Desenlace:
    if not se_acerca:
        return Desenlace("oscila sin acercarse", "Pasa de largo y vuelve, y no gana nada.")
    remedio = "menos impulso" if impulso else "una tasa menor"
    return Desenlace(
        "oscila", f"Pasa de largo y vuelve, cada vez más cerca. Con {remedio} iría más derecho."
    )


def _perdido(antes: float, despues: float) -> Desenlace:
    return Desenlace(
        "se perdió",
        f"Saltó a un lugar casi plano, más alto ({numero(despues)}) que el inicio "
        f"({numero(antes)}): sin gradiente, ya no vuelve.",
    )


def _llegada(f: Funcion, camino: Camino, zigzag: bool) -> Desenlace:
    """Ya no se mueve: o es un mínimo, o es un punto de silla."""
    if _hay_bajada(f, camino.momentos[-1].punto):
        return Desenlace(
            "se detuvo", "El gradiente se apagó, pero aquí cerca hay puntos más bajos."
        )
    como = "pasando de un lado a otro" if zigzag else "derecho al fondo"
    return Desenlace(
        "converge", f"Llegó {como}; desde el paso {_llegado(camino)} ya casi no se mueve."
    )


def _llegado(camino: Camino) -> int:
    """El primer paso desde el que ya no se aleja más del 1 % de lo recorrido."""
    ultimo, cerca = camino.momentos[-1].punto, _LLEGO * _recorrido(camino)
    lejos = [i for i, m in enumerate(camino.momentos) if math.dist(m.punto, ultimo) > cerca]
    return lejos[-1] + 1


def _quieto(f: Funcion, momento: Momento) -> Desenlace:
    donde = "un lugar plano, aunque cerca hay puntos más bajos"
    if not _hay_bajada(f, momento.punto):
        donde = "el fondo, o en un lugar plano"
    return Desenlace("quieto", f"El gradiente del inicio es 0: empieza en {donde}, y no se mueve.")


def _hay_bajada(f: Funcion, punto: Punto) -> bool:
    """Si a los dos lados, en alguna dirección, hay puntos más bajos."""
    y = f(*punto)
    h = 1e-3 * max(1.0, *map(abs, punto))
    return any(
        max(f.intentar(*mover(punto, eje, s * h)) for s in (1, -1)) < y - 1e-12 * max(1, abs(y))
        for eje in range(len(punto))
    )


# --- la cuenta de un paso ------------------------------------------------------------------------


def cuenta(camino: Camino, k: int) -> str:
    """Cómo se llegó al paso `k`: `x ← 2.0 − 0.1 × 4.0 = 1.6`."""
    if k == 0:
        return "Todavía no se ha dado ningún paso"
    antes, ahora = camino.momentos[k - 1], camino.momentos[k]
    partes = [
        f"{letra} ← {numero(x)} − {numero(camino.lr)} × {_entre(v)} = {numero(nuevo)}"
        for letra, x, v, nuevo in zip("xy", antes.punto, antes.velocidad, ahora.punto, strict=False)
    ]
    return ";  ".join(partes)


def _entre(v: float) -> str:
    return f"({numero(v)})" if v < 0 else numero(v)
