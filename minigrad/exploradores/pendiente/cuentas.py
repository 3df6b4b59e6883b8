"""Las cuentas del explorador de la pendiente, sin botones ni dibujos.

Glosario. *Secante*: la recta por dos puntos de la curva. *Lado*: hacia dónde se da el paso `h`.
*Referencia*: la pendiente con que se compara la medida; la da una derivada conocida, el grafo de
la expresión o, si no hay nada mejor, una medición muy cuidadosa.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from minigrad.exploradores.comun.funciones import Funcion
from minigrad.graph.palabras import numero

#: cuánto avanza cada punta de la secante, en múltiplos de h
LADOS = {"a la derecha": (0, 1), "a la izquierda": (-1, 0), "a los dos lados": (-1, 1)}
#: 1, 2 y 5 por cada potencia de diez, de 10⁻¹⁶ a 2
PASOS = sorted(float(f"{m}e{k}") for k in range(-16, 1) for m in (1, 2, 5))[:-1]


class Secante(NamedTuple):
    """La recta por dos puntos de la curva y su pendiente."""

    x1: float
    y1: float
    x2: float
    y2: float
    #: lo que se quiso avanzar: h, o 2h si se mira a los dos lados
    avance: float

    @property
    def subida(self) -> float:
        return self.y2 - self.y1

    @property
    def pendiente(self) -> float:
        return self.subida / self.avance


def secante(f: Callable[[float], float], x: float, h: float, lado: str) -> Secante:
    """La recta que corta la curva en `x` y en `x + h`, en `x − h` y `x`, o en `x ± h`."""
    menos, mas = LADOS[lado]
    x1, x2 = x + menos * h, x + mas * h
    y1, y2 = f(x1), f(x2)
    return Secante(x1, y1, x2, y2, (mas - menos) * h)


class Referencia(NamedTuple):
    """La pendiente en un punto, o por qué no hay."""

    valor: float | None
    #: de dónde salió el número o, si no hay, qué pasa en ese punto
    motivo: str


def referencia(
    f: Funcion, x: float, derivada: Funcion | None = None, ancho: float = 1.0
) -> Referencia:
    """La pendiente de `f` en `x`; `ancho` es el tamaño de lo que se mira alrededor."""
    esquina = _esquina(f, x, ancho)
    if esquina:
        return Referencia(None, esquina)
    if derivada is not None:
        return Referencia(derivada(x), "según la derivada que diste")
    exacta, medida = f.por_el_grafo((x,)), _extrapolar(f, x, ancho)
    if exacta and (
        math.isnan(medida) or math.isclose(exacta[0], medida, abs_tol=1e-4, rel_tol=1e-4)
    ):
        return Referencia(exacta[0], "calculada por Mini-Grad")
    if math.isnan(medida):
        return Referencia(None, "La función no deja medir su pendiente aquí.")
    return Referencia(medida, "medida con mucho cuidado")


def _esquina(f: Funcion, x: float, ancho: float) -> str:
    """Si los dos lados no se ponen de acuerdo, por qué no hay tangente; si no, vacío.

    En una curva lisa, lo que separa a los dos lados se encoge con h; en una esquina, no.
    """
    cerca, mas_cerca = (_por_lados(f, x, ancho * paso) for paso in (1e-5, 1e-6))
    faltan = [lado for lado, m in zip(LADOS, mas_cerca, strict=False) if math.isnan(m)]
    if len(faltan) == 2:
        return "La función no existe a ningún lado de este punto: no hay tangente."
    if faltan:
        return f"Aquí termina la función: {faltan[0]} no existe, y no hay tangente."
    antes, despues = (abs(der - izq) for der, izq in (cerca, mas_cerca))
    mayor, mayor_antes = max(map(abs, mas_cerca)), max(map(abs, cerca))
    if mayor > 1.5 * mayor_antes + 1e-3:
        return "Aquí la curva salta o se pone vertical: no hay tangente."
    if despues < 0.5 * antes or despues <= 1e-4 * max(1.0, mayor):
        return ""
    derecha, izquierda = map(numero, mas_cerca)
    return (
        f"Aquí hay una esquina: por la derecha la pendiente es {derecha}; por la izquierda, "
        f"{izquierda}. No hay una tangente."
    )


def _por_lados(f: Funcion, x: float, h: float) -> tuple[float, float]:
    y = f.intentar(x)
    return (f.intentar(x + h) - y) / h, (y - f.intentar(x - h)) / h


def _extrapolar(f: Funcion, x: float, ancho: float) -> float:
    """La pendiente por el método de Ridders: diferencias simétricas que se corrigen entre sí.

    Cada columna elimina una potencia más de h del error; se devuelve el número que menos cambió.
    """
    h, mejor, cambio = 0.1 * ancho, math.nan, math.inf
    anterior: list[float] = []
    for _ in range(12):
        fila = [(f.intentar(x + h) - f.intentar(x - h)) / (2 * h)]
        for j, viejo in enumerate(anterior):
            fila.append(fila[j] + (fila[j] - viejo) / (4.0 ** (j + 1) - 1))
            diferencia = max(abs(fila[-1] - fila[j]), abs(fila[-1] - viejo))
            if diferencia <= cambio:
                mejor, cambio = fila[-1], diferencia
        anterior, h = fila, h / 2
    return mejor


def no_se_mueve(x: float, h: float, lado: str) -> str:
    """Si el paso es tan pequeño que no cambia `x`, una frase que lo dice; si no, vacío."""
    menos, mas = LADOS[lado]
    if x + mas * h != x + menos * h:
        return ""
    como = "restarlo de" if not mas else "sumarlo a"
    return f"Este h es tan pequeño que, al {como} {numero(x)}, se pierde: no nos movimos."


def cuenta(s: Secante) -> str:
    """La cuenta de la secante, con sus números."""
    verbo, avance = "baja" if s.subida < 0 else "sube", cifras(s.avance)
    return (
        f"Avanza {avance} y {verbo} {cifras(abs(s.subida))}: "
        f"pendiente = {cifras(s.subida)} / {avance} = {cifras(s.pendiente)}"
    )


def cifras(x: float) -> str:
    """Un número con seis cifras, las que hacen falta para que la cuenta cuadre a la vista."""
    return f"{x:.6g}".replace("-", "−")
