"""W7 con un nodo por número: `Value`, un motor al modo de microgpt y, si se tiene, el original.

microgpt (2026) es un GPT entero en un archivo de Python sin dependencias. Lo que aquí se sigue de
él son sus hechos: cada cuenta devuelve un nodo con su dato, sus hijos y sus derivadas locales; el
orden topológico se busca con recursión; y las letras pasan de una en una, con las claves y los
valores de las anteriores guardados.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.motores import Funciones, metodos
from benchmarks.tareas import atender, lineal, normal, softmax
from benchmarks.tensores.gpt import ADAM, PAREJAS, iniciales


class Numero:
    """Un nodo por número, con sus derivadas locales."""

    __slots__ = ("data", "grad", "hijos", "locales")

    def __init__(self, data: float, hijos: Any = (), locales: Any = ()) -> None:
        self.data, self.grad, self.hijos, self.locales = data, 0.0, hijos, locales

    def __add__(self, otro: Any) -> Numero:
        otro = otro if isinstance(otro, Numero) else Numero(otro)
        return Numero(self.data + otro.data, (self, otro), (1.0, 1.0))

    def __mul__(self, otro: Any) -> Numero:
        otro = otro if isinstance(otro, Numero) else Numero(otro)
        return Numero(self.data * otro.data, (self, otro), (otro.data, self.data))

    def __pow__(self, k: float) -> Numero:
        return Numero(self.data**k, (self,), (k * self.data ** (k - 1),))

    def exp(self) -> Numero:
        e = math.exp(self.data)
        return Numero(e, (self,), (e,))

    def log(self) -> Numero:
        return Numero(math.log(self.data), (self,), (1 / self.data,))

    def relu(self) -> Numero:
        return Numero(max(0.0, self.data), (self,), (float(self.data > 0),))

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self) -> Numero:
        return self * -1

    def __sub__(self, otro: Any) -> Numero:
        return self + -otro

    def __truediv__(self, otro: Any) -> Numero:
        return self * otro**-1

    def backward(self) -> None:
        orden, vistos = [], set()

        def visitar(nodo: Numero) -> None:
            if nodo not in vistos:
                vistos.add(nodo)
                for hijo in nodo.hijos:
                    visitar(hijo)
                orden.append(nodo)

        visitar(self)
        self.grad = 1.0
        for nodo in reversed(orden):
            for hijo, local in zip(nodo.hijos, nodo.locales, strict=True):
                hijo.grad += local * nodo.grad


def letra_por_letra(m: Any, f: Funciones) -> Iterator[Any]:
    """La pérdida en cada lugar del nombre; las funciones son las de W5."""
    claves: list[Any] = []
    valores: list[Any] = []
    for lugar, (letra, siguiente) in enumerate(PAREJAS):
        x = [a + b for a, b in zip(m["letra"][letra], m["lugar"][lugar], strict=True)]
        x = normal(x, f)
        n = normal(x, f)
        claves.append(lineal(m["k"], n, f))
        valores.append(lineal(m["v"], n, f))
        visto = lineal(m["o"], atender(lineal(m["q"], n, f), claves, valores, f), f)
        x = [a + b for a, b in zip(x, visto, strict=True)]
        oculta = [f.relu(h) for h in lineal(m["sube"], normal(x, f), f)]
        x = [a + b for a, b in zip(x, lineal(m["baja"], oculta, f), strict=True)]
        yield -f.log(softmax(lineal(m["salida"], x, f), f)[siguiente])


class Escalares:
    """Un GPT de números sueltos: una clase de número y, con ella, las pérdidas de un nombre."""

    def __init__(self, clase: Any, perdidas: Callable[[Any], Any], suma: Any = sum) -> None:
        self.m = {n: [[clase(x) for x in fila] for fila in m] for n, m in iniciales().items()}
        self.p = [x for m in self.m.values() for fila in m for x in fila]
        self.perdidas, self.suma = perdidas, suma
        self.m1, self.m2, self.pasos = [0.0] * len(self.p), [0.0] * len(self.p), 0

    def paso(self) -> float:
        for p in self.p:
            p.grad = 0.0
        perdidas = list(self.perdidas(self.m))
        perdida = self.suma(perdidas) * (1 / len(perdidas))
        perdida.backward()
        self.mover(**ADAM)
        return float(perdida.data)

    def mover(self, lr: Any, betas: Any, eps: Any) -> None:
        """Un paso de Adam."""
        self.pasos += 1
        b1, b2 = betas
        c1, c2 = 1 - b1**self.pasos, 1 - b2**self.pasos
        for i, p in enumerate(self.p):
            self.m1[i] = b1 * self.m1[i] + (1 - b1) * p.grad
            self.m2[i] = b2 * self.m2[i] + (1 - b2) * p.grad**2
            p.data -= lr * (self.m1[i] / c1) / ((self.m2[i] / c2) ** 0.5 + eps)

    def gradientes(self) -> list[float]:
        return [p.grad for p in self.p]


def al_modo_de_microgpt() -> Escalares:
    return Escalares(Numero, lambda m: letra_por_letra(m, metodos()))


def con_value() -> Escalares:
    """El `Value` del paquete, con operadores."""
    from minigrad.engine import Value

    return Escalares(Value, lambda m: letra_por_letra(m, metodos()))


def con_value_en_un_nodo() -> Escalares:
    """El mismo, con cada suma en un nodo."""
    from minigrad.engine import Value

    f = metodos(sum=Value.sum, punto=Value.dot)
    return Escalares(Value, lambda m: letra_por_letra(m, f), Value.sum)


# ── El original ──────────────────────────────────────────────────────────────────────────────

#: cómo llama microgpt a cada matriz
SUYOS = {
    "letra": "wte", "lugar": "wpe", "salida": "lm_head",
    "q": "layer0.attn_wq", "k": "layer0.attn_wk", "v": "layer0.attn_wv", "o": "layer0.attn_wo",
    "sube": "layer0.mlp_fc1", "baja": "layer0.mlp_fc2",
}  # fmt: skip


def original(ruta: str) -> Escalares:
    """microgpt, de su archivo: sus clases y funciones, con estos parámetros y este nombre.

    Lo demás que hace ese archivo al ejecutarse (bajar nombres, entrenar) no se ejecuta.
    """
    fuente = ast.parse(Path(ruta).read_text("utf-8"))
    utiles = (ast.ClassDef, ast.FunctionDef, ast.Import, ast.ImportFrom)
    fuente.body = [parte for parte in fuente.body if isinstance(parte, utiles)]
    suyo: dict[str, Any] = {"n_layer": 1, "n_embd": 16, "n_head": 4, "head_dim": 4,
                            "block_size": 16}  # fmt: skip
    exec(compile(fuente, ruta, "exec"), suyo)

    def perdidas(m: Any) -> Iterator[Any]:
        suyo["state_dict"] = {SUYOS[nombre]: matriz for nombre, matriz in m.items()}
        claves, valores = [[]], [[]]  # type: ignore[var-annotated]
        for lugar, (letra, siguiente) in enumerate(PAREJAS):
            logits = suyo["gpt"](letra, lugar, claves, valores)
            yield -suyo["softmax"](logits)[siguiente].log()

    return Escalares(suyo["Value"], perdidas)
