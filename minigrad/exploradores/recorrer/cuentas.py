"""El recorrido de un grafo, paso a paso: hacia adelante los números, hacia atrás los gradientes.

Aquí no hay botones ni dibujos: solo la lista de pasos, con lo que se sabe en cada uno, y la
revisión de lo que el aprendiz predice. Se trabaja sobre copias: nada cambia los nodos originales.

Glosario. *Aporte*: lo que un consumidor le suma al gradiente de un hijo, `grad × derivada local`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from minigrad.graph.frases import igualdad
from minigrad.graph.nodos import Nodo, gradientes, locales_de
from minigrad.graph.palabras import corto, formula, numero


class Aporte(NamedTuple):
    """Una cuenta `grad del hijo += grad del consumidor × derivada local`."""

    consumidor: int
    #: cuál de los hijos del consumidor: en `a + a` hay dos aportes a `a`
    lugar: int
    hijo: int
    grad: float
    local: float
    #: el gradiente que el hijo tenía antes de este aporte
    antes: float

    @property
    def valor(self) -> float:
        return self.grad * self.local


class Paso(NamedTuple):
    """Un momento del recorrido y todo lo que hace falta para mostrarlo."""

    #: «inicio», «adelante», «atrás» o «final»
    fase: str
    cuenta: str
    explicacion: str
    activo: int | None = None
    aporte: Aporte | None = None
    #: nodos cuyo número ya se conoce
    vistos: frozenset[int] = frozenset()
    #: los gradientes que hay después de este paso
    grads: Mapping[int, float] = MappingProxyType({})
    #: nodos que ya repartieron su gradiente a todos sus hijos
    hechos: frozenset[int] = frozenset()

    @property
    def esperado(self) -> float | None:
        """El gradiente que este paso deja, si es un paso que se puede predecir."""
        if self.fase != "atrás" or self.activo is None:
            return None
        return self.grads.get(self.aporte.hijo if self.aporte else self.activo)


class Recorrido:
    """Los pasos de un grafo ya leído con `minigrad.graph.nodos.leer`."""

    def __init__(self, nodos: Sequence[Nodo], acumular: bool = True):
        self.nodos, self.acumular = nodos, acumular
        self.datos = [_como_numero(nodo) for nodo in nodos]
        self.nombres = [corto(nodo.nombre) for nodo in nodos]
        self.locales = [locales_de(nodo, nodos) for nodo in nodos]
        self.todos = frozenset(range(len(nodos)))
        self.pasos = [*self._adelante(), *self._atras()]
        self.pasos.append(self._final())

    @property
    def grads(self) -> Mapping[int, float]:
        """Los gradientes al terminar."""
        return self.pasos[-1].grads

    def _adelante(self) -> Iterator[Paso]:
        cuantos = "1 nodo" if len(self.nodos) == 1 else f"{len(self.nodos)} nodos"
        yield Paso(
            "inicio",
            f"El grafo de {self.nombres[-1]}: {cuantos}",
            "Primero los números avanzan de las hojas a la raíz. "
            "Después los gradientes vuelven de la raíz a las hojas.",
            vistos=self.todos,
        )
        vistos = frozenset(nodo.numero for nodo in self.nodos if not nodo.hijos)
        hojas = _lista([f"{self.nombres[i]} = {numero(self.datos[i])}" for i in sorted(vistos)])
        yield Paso("adelante", hojas, "Las hojas ya traen su número.", vistos=vistos)
        for nodo in self.nodos:
            if nodo.hijos:
                vistos |= {nodo.numero}
                texto = "Cada nodo espera a que todos sus hijos tengan número."
                yield Paso("adelante", self._cuenta(nodo), texto, nodo.numero, vistos=vistos)

    def _cuenta(self, nodo: Nodo) -> str:
        """`e = a * b = 2.0 * −3.0 → −6.0`."""
        con_numeros = formula(nodo.op, [numero(self.datos[hijo]) for hijo in nodo.hijos])
        return f"{igualdad(nodo, self.nodos)} = {con_numeros} → {numero(self.datos[nodo.numero])}"

    def _atras(self) -> Iterator[Paso]:
        raiz, grads = len(self.nodos) - 1, {len(self.nodos) - 1: 1.0}
        hechos: frozenset[int] = frozenset()
        nombre = self.nombres[raiz]
        yield Paso(
            "atrás",
            f"grad de {nombre} = 1.0",
            "Todos los gradientes empiezan en 0, menos el de la raíz: "
            f"si «{nombre}» cambia un poco, «{nombre}» cambia eso mismo.",
            raiz,
            vistos=self.todos,
            grads=grads,
        )
        for nodo in reversed(self.nodos):
            for paso in self._repartir(nodo, grads):
                grads = dict(paso.grads)
                yield paso._replace(hechos=hechos)
            hechos |= {nodo.numero} if nodo.hijos else frozenset()

    def _repartir(self, nodo: Nodo, grads: dict[int, float]) -> Iterator[Paso]:
        """Los pasos en que un nodo, con su gradiente ya completo, le da a cada hijo su parte."""
        locales = self.locales[nodo.numero]
        if nodo.hijos and locales is None:
            yield self._sin_regla(nodo, grads)
            return
        for lugar, (hijo, local) in enumerate(zip(nodo.hijos, locales or (), strict=True)):
            grad = grads.get(nodo.numero, 0.0)
            aporte = Aporte(nodo.numero, lugar, hijo, grad, local, grads.get(hijo, 0.0))
            nuevo = aporte.valor + (aporte.antes if self.acumular else 0.0)
            grads = {**grads, hijo: nuevo}
            yield Paso(
                "atrás", *self._frases(aporte), nodo.numero, aporte, vistos=self.todos, grads=grads
            )

    def _sin_regla(self, nodo: Nodo, grads: Mapping[int, float]) -> Paso:
        op, nombre = corto(nodo.op) or "sin nombre", self.nombres[nodo.numero]
        return Paso(
            "atrás",
            f"{nombre}: operación «{op}»",
            f"No conozco la derivada local de «{op}», así que el gradiente no pasa de «{nombre}» "
            "hacia sus hijos.",
            vistos=self.todos,
            grads=grads,
        )

    def _frases(self, aporte: Aporte) -> tuple[str, str]:
        hijo, consumidor = self.nombres[aporte.hijo], self.nombres[aporte.consumidor]
        signo = "+=" if self.acumular else "="
        producto = f"{numero(aporte.grad)} × {numero(aporte.local)}"
        cuenta = f"grad de {hijo} {signo} {producto} → {self._resultado(aporte)}"
        de = (
            f"«{consumidor}» le da a «{hijo}» su gradiente, {numero(aporte.grad)}, por la derivada "
        )
        regla = f"local de «{igualdad(self.nodos[aporte.consumidor], self.nodos)}» respecto de "
        return cuenta, f"{de}{regla}«{hijo}», {numero(aporte.local)}.{self._perdida(aporte)}"

    def _resultado(self, aporte: Aporte) -> str:
        if not self.acumular or aporte.antes == 0:
            return numero(aporte.valor)
        suma = f"{numero(aporte.antes)} + {numero(aporte.valor)}".replace("+ −", "− ")
        return f"{suma} = {numero(aporte.antes + aporte.valor)}"

    def _perdida(self, aporte: Aporte) -> str:
        if aporte.antes == 0:
            return ""
        antes, hijo = numero(aporte.antes), self.nombres[aporte.hijo]
        if self.acumular:
            return f" «{hijo}» ya tenía {antes} de otro camino: los aportes se suman."
        return f" Con = se borra el {antes} que ya había llegado a «{hijo}» por otro camino."

    def _final(self) -> Paso:
        grads = self.pasos[-1].grads
        hojas = [nodo.numero for nodo in self.nodos if not nodo.hijos]
        cuenta = _lista([f"grad de {self.nombres[i]} = {numero(grads.get(i, 0.0))}" for i in hojas])
        return Paso(
            "final", cuenta, self._moraleja(grads), vistos=self.todos, grads=grads,
            hechos=frozenset(nodo.numero for nodo in self.nodos if nodo.hijos),
        )  # fmt: skip

    def _moraleja(self, grads: Mapping[int, float]) -> str:
        if self.acumular:
            return (
                f"Esto es cuánto cambia «{self.nombres[-1]}» por cada unidad que cambia cada hoja."
            )
        mal = [
            f"«{self.nombres[i]}» queda en {numero(grads.get(i, 0.0))} y debía ser {numero(bien)}"
            for i, bien in Recorrido(self.nodos).grads.items()
            if not parecidos(grads.get(i, 0.0), bien)
        ]
        if not mal:
            return "Aquí cada nodo se usa una sola vez: por eso = y += dan lo mismo."
        return f"Con = en lugar de +=: {_lista(mal, '; ')}."


def _como_numero(nodo: Nodo) -> float:
    try:
        return float(nodo.data)
    except (TypeError, ValueError, OverflowError):
        raise TypeError(
            f"El data de {corto(nodo.nombre)} es {corto(repr(nodo.data))}, y para recorrer el "
            "grafo cada data debe ser un solo número."
        ) from None


def _lista(partes: Sequence[str], separador: str = ", ", maximo: int = 8) -> str:
    return separador.join([*partes[:maximo], *["…"][: len(partes) > maximo]])


# --- predecir ----------------------------------------------------------------------------------


class Revision(NamedTuple):
    correcto: bool
    mensaje: str


def leer_numero(texto: str) -> float | None:
    """El número que alguien quiso escribir: `-1.5`, `−1,5`, `1/2`; `None` si no es un número."""
    limpio = texto.strip().replace("−", "-").replace("–", "-").replace(",", ".")
    arriba, raya, abajo = limpio.partition("/")
    try:
        return float(arriba) / float(abajo) if raya else float(limpio)
    except (ValueError, ZeroDivisionError):
        return None


def parecidos(uno: float, otro: float) -> bool:
    """Iguales para quien calcula con los cuatro decimales que ve en el dibujo."""
    if math.isnan(uno) or math.isnan(otro):
        return math.isnan(uno) and math.isnan(otro)
    return math.isclose(uno, otro, rel_tol=2e-3, abs_tol=1e-9)


def pregunta(recorrido: Recorrido, paso: Paso) -> str:
    """Qué gradiente se pide predecir."""
    if paso.aporte is None:
        nombre = recorrido.nombres[-1]
        return f"Empieza el paso hacia atrás. ¿Cuánto vale el gradiente de «{nombre}», la raíz?"
    hijo, de = (recorrido.nombres[i] for i in (paso.aporte.hijo, paso.aporte.consumidor))
    return f"«{de}» reparte. ¿Cuánto vale el gradiente de «{hijo}» después de este aporte?"


def revisar(recorrido: Recorrido, paso: Paso, texto: str) -> Revision:
    """Compara lo escrito con el gradiente del paso y, si no coincide, nombra el error probable."""
    escrito = leer_numero(texto)
    if escrito is None or paso.esperado is None:
        return Revision(False, "Escribe un número, por ejemplo −1.5")
    if parecidos(escrito, paso.esperado):
        return Revision(True, f"¡Bien! {paso.cuenta}")
    errores = _errores(recorrido, paso.aporte) if paso.aporte else _errores_de_raiz(recorrido)
    return Revision(False, next(m for v, m in errores if v is None or parecidos(escrito, v)))


def _errores_de_raiz(recorrido: Recorrido) -> Iterator[tuple[float | None, str]]:
    nombre = recorrido.nombres[-1]
    yield 0.0, "Si la raíz empieza en 0, todo lo demás queda en 0: 0 por cualquier cosa es 0."
    yield recorrido.datos[-1], f"Ese es el data de «{nombre}». Se pide su gradiente."
    yield None, f"Piensa: si «{nombre}» cambia un poco, ¿cuánto cambia «{nombre}»?"


def _errores(recorrido: Recorrido, aporte: Aporte) -> Iterator[tuple[float | None, str]]:
    """Cada error conocido: lo que da y qué decir. El último, sin número, vale para todo."""
    hijo, de = recorrido.nombres[aporte.hijo], recorrido.nombres[aporte.consumidor]
    bien, base = aporte.valor, aporte.antes if recorrido.acumular else 0.0
    if recorrido.acumular and aporte.antes:
        yield bien, f"Ese es solo este aporte. «{hijo}» ya tenía gradiente de otro camino: súmalo."
    elif aporte.antes:
        yield aporte.antes + bien, "Sumaste, y aquí se usa =: el valor nuevo reemplaza al anterior."
    for extra in dict.fromkeys((0.0, base)):
        yield from _errores_de_regla(recorrido, aporte, extra)
        yield (
            extra + aporte.local,
            f"Esa es la derivada local. Falta multiplicarla por el gradiente de «{de}».",
        )
        yield (
            extra + aporte.grad,
            f"Ese es el gradiente de «{de}». Falta multiplicarlo por la derivada local.",
        )
        yield (
            extra + aporte.grad + aporte.local,
            "En la regla de la cadena se multiplica, no se suma.",
        )
        yield extra - bien, "El tamaño es correcto: revisa el signo."
    yield recorrido.datos[aporte.hijo], f"Ese es el data de «{hijo}». Se pide su gradiente."
    suma = f", y súmalo a lo que «{hijo}» ya tenía" if base else ""
    yield None, f"Multiplica el gradiente de «{de}» por el número escrito en la arista{suma}."


def _errores_de_regla(
    recorrido: Recorrido, aporte: Aporte, base: float
) -> Iterator[tuple[float, str]]:
    """Los errores propios de la operación: operandos cruzados, el cuadrado olvidado…"""
    op = recorrido.nodos[aporte.consumidor].op.lower()
    hijo, x = recorrido.nombres[aporte.hijo], recorrido.datos[aporte.hijo]
    t = recorrido.datos[aporte.consumidor]
    if op == "*":
        yield base + aporte.grad * x, f"En un producto se usa el otro operando, no «{hijo}»."
    if op == "tanh":
        yield base + aporte.grad * (1 - t), "Casi: es 1 − t², con el cuadrado."
        yield (
            base + aporte.grad * (1 - x * x),
            "En 1 − t², t es el resultado de tanh, no la entrada.",
        )
        yield base + aporte.grad * t, "La derivada local de tanh no es su valor: es 1 − t²."
    if op == "exp":
        yield base + aporte.grad * x, "La derivada local de exp es su resultado, no la entrada."
    if op.startswith("**"):
        yield base + aporte.grad * t, "Ese usa el valor de la potencia: falta bajar el exponente."


# --- grafos grandes ------------------------------------------------------------------------------


class Capa(NamedTuple):
    """Los nodos que están a la misma distancia de las hojas."""

    nivel: int
    cuantos: int
    operaciones: str
    mayor_grad: float


def capas(nodos: Sequence[Nodo]) -> list[Capa]:
    """Resume un grafo grande: por nivel, cuántos nodos, qué operaciones y el mayor |grad|."""
    niveles: list[int] = []
    for nodo in nodos:
        niveles.append(1 + max((niveles[hijo] for hijo in nodo.hijos), default=-1))
    grads = gradientes(nodos)
    grupos: dict[int, list[Nodo]] = {}
    for nodo, nivel in zip(nodos, niveles, strict=True):
        grupos.setdefault(nivel, []).append(nodo)
    return [_capa(nivel, grupos[nivel], grads) for nivel in sorted(grupos)]


def _capa(nivel: int, nodos: Sequence[Nodo], grads: Sequence[float]) -> Capa:
    cuenta = Counter(corto(nodo.op) or "hojas" for nodo in nodos)
    operaciones = ", ".join(f"{op}: {veces}" for op, veces in cuenta.most_common(5))
    return Capa(nivel, len(nodos), operaciones, max(abs(grads[nodo.numero]) for nodo in nodos))
