"""Qué se observa en la lección 5 y su práctica: la red, la pérdida y el entrenamiento."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from minigrad import nn
from minigrad.aula.ejercicios.lineas import leer_letras
from minigrad.aula.ejercicios.practica_05 import LINEAS
from minigrad.aula.huella.observar import Observacion
from minigrad.engine import Value

#: entradas y objetivos con que se observa un paso de entrenamiento
XS = [[2.0, 3.0], [3.0, -1.0], [0.5, 1.0]]


YS = [1.0, -1.0, 0.5]


def _numero(x: Any) -> Any:
    """El número de un `Value`; lo que no lo sea, tal cual."""
    return getattr(x, "data", x)


def _con_pesos(Neuron: Any, pesos: Sequence[float], sesgo: float) -> Any:  # noqa: N803 (es una clase)
    neurona = Neuron(len(pesos))
    for w, dato in zip(neurona.w, pesos, strict=True):
        w.data = dato
    neurona.b.data = sesgo
    return neurona


def _gradientes(neurona: Any, x: Sequence[float]) -> list[float]:
    neurona(x).backward()
    return [p.grad for p in (*neurona.w, neurona.b)]


def observar_neurona(Neuron: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """La salida y los gradientes con pesos conocidos, y que no se recorte ninguna lista."""
    yield (
        "salida con w = (0.5, −0.3), b = 0.2, x = (1, 2)",
        lambda: _numero(_con_pesos(Neuron, [0.5, -0.3], 0.2)([1.0, 2.0])),
    )
    yield (
        "salida con w = (0.1, 0.4, −0.7), b = −0.5, x = (2, −1, 0.5)",
        lambda: _numero(_con_pesos(Neuron, [0.1, 0.4, -0.7], -0.5)([2.0, -1.0, 0.5])),
    )
    yield (
        "¿la salida es un Value?",
        lambda: hasattr(_con_pesos(Neuron, [0.5, -0.3], 0.2)([1.0, 2.0]), "backward"),
    )
    yield (
        "gradientes de los pesos y del sesgo con x = (1, 2)",
        lambda: _gradientes(_con_pesos(Neuron, [0.5, -0.3], 0.2), [1.0, 2.0]),
    )
    yield (
        "lo que pasa con 2 entradas para 3 pesos",
        lambda: _numero(_con_pesos(Neuron, [0.1, 0.4, -0.7], -0.5)([2.0, -1.0])),
    )


def observar_parametros(Neuron: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """Qué números son, en qué orden, y que sean los mismos objetos que usa la neurona."""

    def datos() -> list[Any]:
        return [_numero(p) for p in _con_pesos(Neuron, [0.5, -0.3], 0.2).parameters()]

    def son_los_mismos() -> bool:
        neurona = _con_pesos(Neuron, [0.5, -0.3], 0.2)
        propios = (*neurona.w, neurona.b)
        return all(any(p is q for q in propios) for p in neurona.parameters())

    yield "los parámetros con w = (0.5, −0.3), b = 0.2", datos
    yield "cuántos hay en una neurona de 5 entradas", lambda: len(Neuron(5).parameters())
    yield "¿son los mismos Value de la neurona?", son_los_mismos
    yield (
        "¿cada uno tiene gradiente?",
        lambda: [hasattr(p, "grad") for p in _con_pesos(Neuron, [0.5, -0.3], 0.2).parameters()],
    )

    def pesos_despues() -> int:
        neurona = _con_pesos(Neuron, [0.5, -0.3], 0.2)
        neurona.parameters()
        return len(neurona.w)

    yield "pesos de la neurona después de llamar a parameters()", pesos_despues


def observar_capa(Layer: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """Cuántas neuronas, de cuántas entradas, y que ninguna comparta sus pesos."""
    yield "neuronas en Layer(3, 4)", lambda: len(Layer(3, 4).neurons)
    yield "entradas de cada neurona en Layer(3, 4)", lambda: [len(n.w) for n in Layer(3, 4).neurons]
    yield "salidas de Layer(3, 4)", lambda: len(Layer(3, 4)([1.0, 2.0, 3.0]))
    yield "neuronas distintas en Layer(3, 4)", lambda: len({id(n) for n in Layer(3, 4).neurons})
    yield "neuronas en Layer(2, 1)", lambda: len(Layer(2, 1).neurons)
    yield (
        "pesos distintos en Layer(3, 4), contados de uno en uno",
        lambda: len({id(w) for n in Layer(3, 4).neurons for w in n.w}),
    )
    yield (
        "¿nacen las cuatro con pesos diferentes?",
        lambda: len({n.w[0].data for n in Layer(3, 4).neurons}) == 4,
    )


def _fijar(red: Any) -> Any:
    """Pesos conocidos, los mismos para cualquier red de la misma forma."""
    for i, p in enumerate(red.parameters()):
        p.data = ((7 * i) % 11 - 5) / 10
    return red


def observar_mlp(MLP: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """La forma de las capas y la salida con pesos conocidos."""

    def forma(nin: int, nouts: list[int]) -> list[tuple[int, int]]:
        capas = MLP(nin, nouts).layers
        return [(len(capa.neurons[0].w), len(capa.neurons)) for capa in capas]

    yield "entradas y neuronas de cada capa de MLP(3, [4, 4, 1])", lambda: forma(3, [4, 4, 1])
    yield "entradas y neuronas de cada capa de MLP(2, [5, 3])", lambda: forma(2, [5, 3])
    yield "parámetros de MLP(3, [4, 4, 1])", lambda: len(MLP(3, [4, 4, 1]).parameters())
    yield (
        "salida de MLP(2, [2, 1]) con pesos conocidos",
        lambda: _numero(_fijar(MLP(2, [2, 1]))([1.0, -2.0])),
    )
    yield (
        "salida de MLP(2, [2, 2, 2]) con pesos conocidos",
        lambda: [_numero(s) for s in _fijar(MLP(2, [2, 2, 2]))([0.5, 1.0])],
    )


def observar_mse(mse: Callable[[Any, Any], Any]) -> Iterator[Observacion]:
    """Con números, con `Value` y con listas que no van parejas."""

    def gradientes() -> list[float]:
        predicciones = [Value(1.0), Value(-2.0)]
        mse(predicciones, [0.5, 1.0]).backward()
        return [p.grad for p in predicciones]

    def con(predicciones: list[float], objetivos: list[float]) -> Any:
        return _numero(mse([Value(p) for p in predicciones], objetivos))

    yield "mse de (1, −2) contra (0.5, 1)", lambda: con([1.0, -2.0], [0.5, 1.0])
    yield "mse de (0, 0, 3) contra (0, 1, −1)", lambda: con([0.0, 0.0, 3.0], [0.0, 1.0, -1.0])
    yield "mse de (2) contra (2)", lambda: con([2.0], [2.0])
    yield "gradientes con (1, −2) contra (0.5, 1)", gradientes
    yield (
        "lo que pasa con 3 predicciones y 4 objetivos",
        lambda: con([1.0] * 3, [1.0, 1.0, 1.0, 5.0]),
    )
    yield "lo que pasa con 3 predicciones y 2 objetivos", lambda: con([1.0] * 3, [1.0, 0.0])


def observar_nuevo_dato(nuevo_dato: Callable[[float, float, float], Any]) -> Iterator[Observacion]:
    """Con gradiente positivo, negativo y cero."""
    yield "dato 2, gradiente 3, lr 0.1", lambda: nuevo_dato(2.0, 3.0, 0.1)
    yield "dato −1, gradiente −4, lr 0.5", lambda: nuevo_dato(-1.0, -4.0, 0.5)
    yield "dato 5, gradiente 0, lr 0.1", lambda: nuevo_dato(5.0, 0.0, 0.1)


def observar_en_cero(poner_en_cero: Callable[[Any], Any]) -> Iterator[Observacion]:
    """Los gradientes y los datos, después de llamarla."""

    def despues() -> list[Value]:
        parametros = [Value(2.0), Value(-1.0), Value(0.5)]
        for p, grad in zip(parametros, (3.0, -4.0, 0.0), strict=True):
            p.grad = grad
        poner_en_cero(parametros)
        return parametros

    yield "los gradientes, que eran 3, −4 y 0", lambda: [p.grad for p in despues()]
    yield "los datos, que eran 2, −1 y 0.5", lambda: [p.data for p in despues()]


def observar_paso(paso: Callable[[Any, Any, Any, float], Any]) -> Iterator[Observacion]:
    """La pérdida de cada paso y los parámetros que quedan, sobre una red conocida."""

    def red() -> nn.MLP:
        return nn.MLP(2, [2, 1], seed=3)

    def perdidas(cuantas: int) -> list[Any]:
        r = red()
        return [_numero(paso(r, XS, YS, 0.05)) for _ in range(cuantas)]

    def datos(cuantas: int) -> list[float]:
        r = red()
        for _ in range(cuantas):
            paso(r, XS, YS, 0.05)
        return [p.data for p in r.parameters()]

    def gradientes() -> list[float]:
        r = red()
        paso(r, XS, YS, 0.05)
        return [p.grad for p in r.parameters()]

    yield "la pérdida que devuelve el primer paso", lambda: perdidas(1)
    yield "los parámetros después de un paso", lambda: datos(1)
    yield "los gradientes después de un paso", gradientes
    yield "las pérdidas de tres pasos", lambda: perdidas(3)
    yield "los parámetros después de tres pasos", lambda: datos(3)
    yield "¿la pérdida es un número común?", lambda: isinstance(paso(red(), XS, YS, 0.05), float)


def observar_exactitud(exactitud: Callable[[Any, Any], Any]) -> Iterator[Observacion]:
    """Todo bien, todo mal, mitad y mitad."""

    def con(puntajes: list[float], clases: list[int]) -> Any:
        return exactitud([Value(s) for s in puntajes], clases)

    yield "puntajes (2, −0.5), clases (1, −1)", lambda: con([2.0, -0.5], [1, -1])
    yield (
        "puntajes (2, −0.5, 1, −3), clases (1, 1, −1, −1)",
        lambda: con([2, -0.5, 1, -3], [1, 1, -1, -1]),
    )
    yield "puntajes (0.2, 0.3, −0.1), clases (1, 1, 1)", lambda: con([0.2, 0.3, -0.1], [1, 1, 1])
    yield "puntajes (−5, −4), clases (1, 1)", lambda: con([-5.0, -4.0], [1, 1])


def observar_margen(margen: Callable[[Any, int], Any]) -> Iterator[Observacion]:
    """A los dos lados de la frontera, con holgura y sin ella, para las dos clases."""

    def pendiente(s: float, clase: int) -> float:
        puntaje = Value(s)
        margen(puntaje, clase).backward()
        return puntaje.grad

    for s, clase in ((0.3, 1), (-2.0, 1), (3.0, 1), (0.3, -1), (-2.0, -1)):
        signo = "−" if s < 0 else ""
        etiqueta = f"puntaje {signo}{abs(s):g}, clase {'−1' if clase < 0 else '1'}"
        yield etiqueta, lambda s=s, c=clase: _numero(margen(Value(s), c))
    yield "gradiente con puntaje 0.3, clase 1", lambda: pendiente(0.3, 1)
    yield "gradiente con puntaje 0.3, clase −1", lambda: pendiente(0.3, -1)
    yield "¿es un Value con puntaje 3, clase 1?", lambda: isinstance(margen(Value(3.0), 1), Value)


def observar_castigo(castigo: Callable[[Any, float], Any]) -> Iterator[Observacion]:
    """El valor y los gradientes con dos juegos de parámetros."""

    def gradientes() -> list[float]:
        parametros = [Value(2.0), Value(-3.0)]
        castigo(parametros, 0.1).backward()
        return [p.grad for p in parametros]

    yield "parámetros (2, −3), alfa 0.1", lambda: _numero(castigo([Value(2.0), Value(-3.0)], 0.1))
    yield (
        "parámetros (1, 1, 4), alfa 0.5",
        lambda: _numero(castigo([Value(1.0), Value(1.0), Value(4.0)], 0.5)),
    )
    yield "gradientes con parámetros (2, −3), alfa 0.1", gradientes


def observar_tasa(tasa: Callable[[int, int], Any]) -> Iterator[Observacion]:
    """Al empezar, a la mitad, al final, y con otro número de pasos."""
    yield "tasa(0, 100)", lambda: tasa(0, 100)
    yield "tasa(50, 100)", lambda: tasa(50, 100)
    yield "tasa(100, 100)", lambda: tasa(100, 100)
    yield "tasa(10, 40)", lambda: tasa(10, 40)


def observar_orden(orden: Any) -> Iterator[Observacion]:
    """Las letras, sin separadores; borrar antes o después de la pérdida es lo mismo."""
    letras = isinstance(orden, list | tuple) and all(isinstance(letra, str) for letra in orden)
    texto = "".join(orden) if letras else orden
    limpio = "".join(c for c in texto.upper() if c.isalpha()) if isinstance(texto, str) else texto
    yield "tu respuesta", "CDBA" if limpio == "DCBA" else limpio


def _entrena(letras: list[str]) -> list[str]:
    """Lo que hace el ciclo con ese orden, dicho en pocas palabras."""
    lugar = {letra: i for i, letra in enumerate(letras)}
    fallas = []
    if letras[0] != "C":
        fallas.append("el ciclo no empieza por su for")
    if lugar["E"] < lugar["F"] or lugar["D"] < lugar["F"]:
        fallas.append("usa la pérdida antes de calcularla")
    if lugar["E"] < lugar["A"] < lugar["B"]:
        fallas.append("borra los gradientes antes de usarlos")
    if lugar["B"] < lugar["E"]:
        fallas.append("mueve antes de tener gradientes")
    if lugar["B"] < lugar["F"] and lugar["E"] < lugar["B"]:
        fallas.append("mueve antes de la pérdida")
    if lugar["A"] > lugar["E"] and lugar["A"] > lugar["B"]:
        fallas.append("el primer paso empieza sin borrar")
    return fallas


def observar_ciclo_revuelto(respuesta: Any) -> Iterator[Observacion]:
    """Que estén las seis letras y que el ciclo entrene; sirve cualquier orden que entrene."""

    def estan() -> bool:
        return sorted(leer_letras(respuesta)) == sorted(LINEAS)

    def fallas() -> list[str]:
        return _entrena(leer_letras(respuesta)) if estan() else ["faltan o sobran letras"]

    yield "¿están las seis letras, una vez cada una?", estan
    yield "lo que le pasa al ciclo", fallas


# --- lo que se observa ---------------------------------------------------------------------------
XS = [[2.0, 3.0], [3.0, -1.0], [0.5, 1.0]]


ETIQUETAS = [1, -1, 1]


def _red() -> nn.MLP:
    return nn.MLP(2, [2, 1], seed=4)


def observar_ciclo(paso: Callable[..., Any]) -> Iterator[Observacion]:
    """La pérdida, los parámetros y los gradientes, después de uno y de tres pasos."""

    def tras(pasos: int, leer: Callable[[Any], float]) -> list[float]:
        red = _red()
        for _ in range(pasos):
            paso(red, XS, ETIQUETAS, 0.03)
        return [leer(p) for p in red.parameters()]

    def perdidas() -> list[Any]:
        red = _red()
        return [getattr(d, "data", d) for d in (paso(red, XS, ETIQUETAS, 0.03) for _ in range(3))]

    yield "los parámetros después de un paso", lambda: tras(1, lambda p: p.data)
    yield "los gradientes después de un paso", lambda: tras(1, lambda p: p.grad)
    yield "los parámetros después de tres pasos", lambda: tras(3, lambda p: p.data)
    yield "las pérdidas de tres pasos", perdidas
    yield (
        "¿la pérdida es un número común?",
        lambda: isinstance(paso(_red(), XS, ETIQUETAS, 0.03), float),
    )


def observar_capa_de_clases(Capa: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """Neuronas distintas y todos los parámetros, en orden y sin copiar."""

    def fijada() -> Any:
        capa = Capa(2, 3)
        for k, neurona in enumerate(capa.neuronas):
            for i, w in enumerate(neurona.w):
                w.data = 10 * k + i
            neurona.b.data = 10 * k + 9
        return capa

    def son_los_mismos() -> bool:
        capa = Capa(2, 3)
        propios = {id(p) for n in capa.neuronas for p in (*n.w, n.b)}
        return all(id(p) in propios for p in capa.parameters())

    yield "neuronas en Capa(2, 3)", lambda: len(Capa(2, 3).neuronas)
    yield "neuronas distintas en Capa(2, 3)", lambda: len({id(n) for n in Capa(2, 3).neuronas})
    yield "entradas de cada neurona", lambda: [len(n.w) for n in Capa(2, 3).neuronas]
    yield "cuántos parámetros da Capa(2, 3)", lambda: len(Capa(2, 3).parameters())
    yield "los parámetros, en orden", lambda: [getattr(p, "data", p) for p in fijada().parameters()]
    yield "¿son los de las neuronas, sin copiar?", son_los_mismos


def observar_signos(a_signos: Callable[[Any], Any]) -> Iterator[Observacion]:
    """La lista nueva, y que la otra quede como estaba."""

    def original() -> list[int]:
        clases = [0, 1, 0]
        a_signos(clases)
        return clases

    yield "a_signos([0, 1, 1, 0])", lambda: list(a_signos([0, 1, 1, 0]))
    yield "a_signos([1])", lambda: list(a_signos([1]))
    yield "a_signos([])", lambda: list(a_signos([]))
    yield "la lista que entró, después", original


def observar_impulso(con_impulso: Callable[..., Any]) -> Iterator[Observacion]:
    """El dato y la velocidad, desde quieto, con velocidad y sin impulso."""
    yield (
        "dato 2, gradiente 3, v 0, lr 0.1, mu 0.9",
        lambda: list(con_impulso(2.0, 3.0, 0.0, 0.1, 0.9)),
    )
    yield (
        "dato 1, gradiente −1, v 2, lr 0.5, mu 0.5",
        lambda: list(con_impulso(1.0, -1.0, 2.0, 0.5, 0.5)),
    )
    yield (
        "dato 1, gradiente 4, v 2, lr 0.1, mu 0",
        lambda: list(con_impulso(1.0, 4.0, 2.0, 0.1, 0.0)),
    )


def observar_elegida(elegida: Callable[[Sequence[Any]], Any]) -> Iterator[Observacion]:
    """El mayor al principio, al final, en medio y entre negativos."""
    for datos in ((3.0, 1.0, 2.0), (-1.0, 0.5, 4.0), (0.0, 2.0, 1.0), (-5.0, -2.0, -9.0)):
        nombre = ", ".join(f"{d:g}".replace("-", "−") for d in datos)
        yield f"puntajes ({nombre})", lambda d=datos: elegida([Value(x) for x in d])


def observar_entropia(entropia: Callable[[Any, int], Any]) -> Iterator[Observacion]:
    """La pérdida de cada clase y sus gradientes."""

    def con(datos: Sequence[float], clase: int) -> float:
        perdida: float = entropia([Value(x) for x in datos], clase).data
        return perdida

    def gradientes() -> list[float]:
        logits = [Value(x) for x in (0.5, 1.0, -1.0)]
        entropia(logits, 1).backward()
        return [z.grad for z in logits]

    yield "logits (0, 0, 0), clase 1", lambda: con((0.0, 0.0, 0.0), 1)
    yield "logits (1, 2, 3), clase 2", lambda: con((1.0, 2.0, 3.0), 2)
    yield "logits (1, 2, 3), clase 0", lambda: con((1.0, 2.0, 3.0), 0)
    yield "gradientes con logits (0.5, 1, −1), clase 1", gradientes
