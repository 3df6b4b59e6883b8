"""Una red que se entrena de a pocos pasos: las cuentas del explorador, sin botones ni dibujos.

La red, la pérdida y el optimizador son los del paquete, usados como en la lección 5. Mirar la red
(su frontera, su pérdida de ahora) se hace sin grafo y con todos los puntos a la vez: son miles de
cuentas por cuadro.

Glosario. *Puntaje*: la salida de la red; su signo dice la clase. *Exactitud*: la fracción de
puntos con el signo correcto. *Explotar*: que la pérdida crezca hasta dejar de ser un número.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from minigrad import datasets
from minigrad._reales import exponencial
from minigrad.losses import max_margin
from minigrad.nn import MLP, Neuron
from minigrad.optim import SGD

#: un número por cada punto
Columna = list[float]
PUNTOS = 100
#: cuántos números de la curva se guardan; al pasar, se queda uno de cada dos
_MEMORIA = 2000
#: con una exactitud mayor que esta no hay nada de qué quejarse
_BUENA = 0.95


def _xor() -> datasets.Datos:
    """Una nube de puntos alrededor de cada vértice del cuadrado."""
    azar, (vertices, clases) = random.Random(1), datasets.xor()
    cuales = [i % len(vertices) for i in range(PUNTOS)]
    return [[v + azar.gauss(0.0, 0.3) for v in vertices[i]] for i in cuales], [
        clases[i] for i in cuales
    ]


def _espiral() -> datasets.Datos:
    """Dos brazos; las clases 0 y 1 pasan a ser −1 y 1."""
    xs, ys = datasets.spiral(PUNTOS, clases=2, seed=1)
    return xs, [2 * y - 1 for y in ys]


DATOS: Mapping[str, Callable[[], datasets.Datos]] = {
    "moons": lambda: datasets.moons(PUNTOS, ruido=0.1, seed=1),
    "circles": lambda: datasets.circles(PUNTOS, ruido=0.08, seed=1),
    "xor": _xor,
    "spiral": _espiral,
}
_APLICAR: Mapping[Any, Callable[[Columna], Columna]] = {
    None: lambda xs: xs,
    "tanh": lambda xs: list(map(math.tanh, xs)),
    "relu": lambda xs: [0.0 if x <= 0.0 else x for x in xs],
    "sigmoid": lambda xs: [1.0 / (1.0 + exponencial(-x)) for x in xs],
}
ACTIVACIONES = ("tanh", "relu", "sigmoid")


class Ajustes(NamedTuple):
    """Lo que no se puede cambiar sin empezar de nuevo."""

    datos: str = "moons"
    capas: tuple[int, ...] = (8, 8)
    activacion: str = "tanh"
    semilla: int = 1


class Curva:
    """La pérdida y la exactitud de cada paso; si son muchas, una de cada `cada`."""

    def __init__(self) -> None:
        self.cada = 1
        self.perdidas: list[float] = []
        self.exactitudes: list[float] = []

    def anotar(self, paso: int, perdida: float, exactitud: float) -> None:
        """Guarda lo de un paso; la memoria no crece sin límite."""
        if paso % self.cada:
            return
        self.perdidas.append(perdida)
        self.exactitudes.append(exactitud)
        if len(self.perdidas) > _MEMORIA:
            self.perdidas, self.exactitudes = self.perdidas[::2], self.exactitudes[::2]
            self.cada *= 2


class Entrenador:
    """Una red nueva con sus datos; `avanzar` la entrena y los atributos dicen cómo va.

    `ajustar` cambia la tasa y el castigo entre pasos. `perdida` y `exactitud` son las de la red
    tal como está después de `pasos` pasos. Con los mismos ajustes salen los mismos números.
    """

    def __init__(self, ajustes: Ajustes, tasa: float, l2: float):
        self.ajustes, self.tasa, self.l2 = ajustes, tasa, l2
        self.puntos, self.clases = DATOS[ajustes.datos]()
        self.red = MLP(2, [*ajustes.capas, 1], ajustes.activacion, ajustes.semilla)
        self.optimizador = SGD(self.red.parameters(), lr=tasa)
        self.pasos, self.exploto = 0, False
        self.curva = Curva()
        self.perdida, self.exactitud = self._medir()
        self._anotar()

    def ajustar(self, tasa: float, l2: float) -> None:
        """Cambia lo que se puede cambiar sin empezar de nuevo; la pérdida lleva ya el castigo."""
        self.tasa, self.l2 = tasa, l2
        if not self.exploto:
            self.perdida, self.exactitud = self._medir()

    @property
    def termino(self) -> bool:
        """Ya no hay nada que hacer: la pérdida explotó, o es 0 y ningún peso recibe gradiente."""
        return self.exploto or (self.perdida == 0.0 and self.l2 == 0.0)

    @property
    def apagada(self) -> bool:
        """Se falla y, sin embargo, a ningún peso de la primera capa oculta le llega gradiente."""
        ocultas = self.red.layers[:-1]
        if not (self.pasos and ocultas) or self.exactitud > _BUENA:
            return False
        return not any(p.grad for p in ocultas[0].parameters())

    def avanzar(self, pasos: int = 1, segundos: float = math.inf) -> None:
        """Da hasta `pasos` pasos, al menos uno, y se detiene si pasa el tiempo o si terminó."""
        limite = time.perf_counter() + segundos
        for _ in range(pasos):
            if self.termino:
                return
            self._paso()
            if time.perf_counter() >= limite:
                return

    def _paso(self) -> None:
        """Pérdida, gradientes en cero, paso hacia atrás, paso cuesta abajo.

        El castigo L2 no va en el grafo: la derivada de l2 · p² es 2 · l2 · p, y eso es lo que
        suma `weight_decay`. Si los parámetros dejan de ser números, se vuelve a los de antes.
        """
        parametros, self.optimizador.lr = self.optimizador.parameters, self.tasa
        self.optimizador.weight_decay = 2 * self.l2
        antes = [p.data for p in parametros]
        perdida = max_margin([self.red(x) for x in self.puntos], self.clases)
        self.optimizador.zero_grad()
        perdida.backward()
        self.optimizador.step()
        medidas = self._medir()
        if math.isfinite(medidas[0]) and all(math.isfinite(p.data) for p in parametros):
            self.pasos += 1
            self.perdida, self.exactitud = medidas
            self._anotar()
        else:
            self.exploto = True
            for p, dato in zip(parametros, antes, strict=True):
                p.data = dato

    def _medir(self) -> tuple[float, float]:
        """La pérdida con su castigo, y la exactitud, de la red tal como está."""
        faltan = [1.0 - y * s for s, y in zip(self.puntajes(), self.clases, strict=True)]
        # lo que no es un número se queda así, para que se note
        margen = sum(0.0 if x <= 0.0 else x for x in faltan) / len(faltan)
        castigo = self.l2 * sum(p.data * p.data for p in self.optimizador.parameters)
        return margen + castigo, self.fallados().count(False) / len(self.puntos)

    def _anotar(self) -> None:
        self.curva.anotar(self.pasos, self.perdida, self.exactitud)

    def puntajes(self, puntos: Sequence[Sequence[float]] | None = None) -> Columna:
        """Lo que da la red en cada punto (sin decir cuáles, en los de entrenar), sin grafo."""
        columnas = list(map(list, zip(*(self.puntos if puntos is None else puntos), strict=True)))
        for capa in self.red.layers:
            aplicar = _APLICAR[capa.neurons[0].activation]
            columnas = [aplicar(_suma(neurona, columnas)) for neurona in capa.neurons]
        return columnas[0]

    def fallados(self) -> list[bool]:
        """Qué puntos quedan hoy del lado equivocado."""
        return [(s > 0) != (y > 0) for s, y in zip(self.puntajes(), self.clases, strict=True)]


def _suma(neurona: Neuron, columnas: Sequence[Columna]) -> Columna:
    """Σ wᵢ·xᵢ + b de una neurona, en todos los puntos."""
    suma = [neurona.b.data] * len(columnas[0])
    for w, columna in zip(neurona.w, columnas, strict=True):
        peso = w.data
        suma = [s + peso * x for s, x in zip(suma, columna, strict=True)]
    return suma


# --- qué está pasando --------------------------------------------------------------------------


def consejo(e: Entrenador) -> str:
    """Una frase que dice qué le pasa al entrenamiento y qué se puede hacer; vacía si va bien."""
    if e.exploto:
        return (
            f"La pérdida explotó en el paso {e.pasos + 1}: los números ya no caben. "
            f"{_remedio_de_explotar(e)}"
        )
    if e.termino:
        return "La pérdida es 0: ningún punto pide más, y el gradiente de todos los pesos es 0."
    if e.perdida > 10 * max(e.curva.perdidas[0], 1.0):
        return f"La pérdida se disparó: cada paso se pasa de largo. {_remedio_de_explotar(e)}"
    if e.apagada:
        como = "apagadas" if e.ajustes.activacion == "relu" else "saturadas"
        return (
            f"A los pesos de la primera capa no les llega gradiente: sus neuronas quedaron {como}. "
            "Baja la tasa y oprime «Reiniciar», o empieza con otros pesos."
        )
    if _estancada(e.curva.perdidas) and e.exactitud <= _BUENA:
        return f"La pérdida dejó de bajar. {_remedio_de_estancarse(e)}"
    return ""


def _remedio_de_explotar(e: Entrenador) -> str:
    # con L2, cada paso multiplica los pesos por 1 − 2 · tasa · l2
    por_l2 = e.tasa * e.l2 >= 0.5
    culpable = "La tasa por el castigo L2" if por_l2 else "La tasa de aprendizaje"
    remedio = "baja alguno de los dos" if por_l2 else "bájala"
    return f"{culpable} es demasiado grande: {remedio} y oprime «Reiniciar»."


def _remedio_de_estancarse(e: Entrenador) -> str:
    if not e.ajustes.capas:
        return "Sin capas ocultas la frontera es una recta, y estos puntos piden más: pon una capa."
    if e.l2 >= 0.01:
        return "El castigo L2 manda más que los datos: bájalo."
    if e.tasa >= 1:
        return "Puede que los pasos sean demasiado largos: baja la tasa, o empieza con otros pesos."
    return "Prueba con una tasa mayor, más neuronas u otros pesos."


def _estancada(perdidas: Sequence[float], ventana: int = 60) -> bool:
    """Si en la última ventana no se mejoró ni un 1 % lo mejor de antes."""
    if len(perdidas) < 2 * ventana:
        return False
    return min(perdidas[-ventana:]) > 0.99 * min(perdidas[:-ventana])
