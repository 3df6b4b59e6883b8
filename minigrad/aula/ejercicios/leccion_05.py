"""Ejercicios de la lección 5: una neurona, una red, una pérdida y el ciclo que entrena."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from minigrad import nn
from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.huella.observar import Observacion
from minigrad.aula.observadores.respuestas import observar_opcion, observar_respuesta
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


REPASO = (
    Ejercicio(
        id="05-repaso-1",
        titulo="Por qué se suma",
        nombre="repaso_1",
        tipo="repaso",
        minutos=1,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="exactitud",
                codigo='repaso_1 = "a"',
                mensaje="No es cuestión de decimales: con `=` el gradiente de `a` sale a la mitad.",
            ),
            Error(
                nombre="python",
                codigo='repaso_1 = "c"',
                mensaje="`=` funciona perfectamente. El problema es lo que borra.",
            ),
        ),
        pistas=("¿Cuántas flechas salen de `a`?",),
        porque="Cada uso de `a` es un camino hasta la raíz. La derivada total es la suma de lo que "
        "aporta cada camino.",
    ),
    Ejercicio(
        id="05-repaso-2",
        titulo="El orden hacia atrás",
        nombre="repaso_2",
        tipo="repaso",
        minutos=1,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="antes",
                codigo='repaso_2 = "a"',
                mensaje="Si un nodo reparte antes de recibir todo lo suyo, reparte de menos.",
            ),
            Error(
                nombre="creación",
                codigo='repaso_2 = "b"',
                mensaje="Ese es el orden del paso hacia adelante.",
            ),
        ),
        pistas=("¿Cuándo está completo el gradiente de un nodo?",),
        porque="El gradiente de un nodo está completo cuando todos sus consumidores ya aportaron. "
        "Solo entonces puede repartir.",
    ),
    Ejercicio(
        id="05-repaso-3",
        titulo="Una neurona saturada",
        nombre="repaso_3",
        tipo="repaso",
        minutos=1,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="la salida",
                codigo='repaso_3 = "b"',
                mensaje="Ese es el valor. El gradiente es la pendiente de la curva en ese lugar.",
            ),
            Error(
                nombre="entradas",
                codigo='repaso_3 = "c"',
                mensaje="Las entradas cuentan, pero antes hay que atravesar tanh. ¿Cuánto deja "
                "pasar?",
            ),
        ),
        pistas=("¿Cómo es la curva de tanh cuando ya casi llegó a 1?",),
        porque="La derivada local de tanh es 1 − t². Con t = 0.9999 es casi 0, y por esa puerta no "
        "pasa casi nada.",
    ),
)

NEURONA = (
    Ejercicio(
        id="05-zip",
        titulo="¿Cuántas parejas?",
        nombre="parejas",
        tipo="numero",
        minutos=2,
        observar=observar_respuesta,
        errores=(
            Error(
                nombre="la larga",
                codigo="parejas = 3",
                mensaje="¿Y con quién iría el último peso? `zip` no inventa compañeros.",
            ),
            Error(
                nombre="da error",
                codigo="parejas = 0",
                mensaje="Sería lo prudente, pero `zip` no se queja. Ejecuta `list(zip(…))` y mira.",
            ),
            Error(
                nombre="todas con todas",
                codigo="parejas = 6",
                mensaje="`zip` no combina todos con todos: empareja el primero con el primero, el "
                "segundo con el segundo…",
            ),
            Error(
                nombre="las sumó",
                codigo="parejas = 5",
                mensaje="`zip` no junta las dos listas en una: hace parejas.",
            ),
        ),
        pistas=(
            "¿Con quién hace pareja el primero? ¿Y el segundo? ¿Y el tercero?",
            "`zip` se detiene en cuanto una de las listas se acaba.",
            "(1, 10), (2, …), y después…",
        ),
        porque="`zip` se detiene cuando se acaba la lista más corta, sin avisar. Con `strict=True` "
        "se niega.",
    ),
    Ejercicio(
        id="05-neurona",
        titulo="La salida de una neurona",
        nombre="Neuron",
        parte="__call__",
        pieza=True,
        dificultad=2,
        minutos=6,
        observar=observar_neurona,
        errores=(
            Error(
                nombre="sin sesgo",
                cambiar={"(sum(productos) + self.b).tanh()": "sum(productos).tanh()"},
                mensaje="Falta una pieza de la neurona: el sesgo `self.b` no aparece en el "
                "resultado.",
            ),
            Error(
                nombre="sin tanh",
                cambiar={"(sum(productos) + self.b).tanh()": "sum(productos) + self.b"},
                mensaje="La suma está bien, pero sale sin aplastar. ¿Qué función va al final?",
            ),
            Error(
                nombre="el sesgo en cada producto",
                cambiar={
                    "w * xi for": "w * xi + self.b for",
                    "(sum(productos) + self.b).tanh()": "sum(productos).tanh()",
                },
                mensaje="Sumaste el sesgo con cada producto. Es uno por neurona: se suma una sola "
                "vez.",
            ),
            Error(
                nombre="zip recorta",
                cambiar={", strict=True": ""},
                mensaje="La cuenta está bien, pero con 2 entradas para 3 pesos tu neurona responde "
                "como si nada. `zip` recortó en silencio: pídele que sea estricto.",
            ),
            Error(
                nombre="tanh a cada producto",
                cambiar={
                    "w * xi for": "(w * xi).tanh() for",
                    "(sum(productos) + self.b).tanh()": "sum(productos) + self.b",
                },
                mensaje="Aplicaste tanh a cada producto. La neurona primero suma todo y al final "
                "aplasta una vez.",
            ),
            Error(
                nombre="tanh antes del sesgo",
                cambiar={"(sum(productos) + self.b).tanh()": "sum(productos).tanh() + self.b"},
                mensaje="El sesgo quedó fuera de tanh. Se suma antes de aplastar.",
            ),
            Error(
                nombre="suma pesos y entradas",
                cambiar={"w * xi for": "w + xi for"},
                mensaje="Cada entrada se pondera con su peso. ¿Qué operación es esa? No es la "
                "suma.",
            ),
            Error(
                nombre="perdió el grafo",
                cambiar={
                    "w * xi for": "w.data * xi for",
                    "(sum(productos) + self.b)": "Value(sum(productos) + self.b.data)",
                },
                mensaje="El número está bien, pero el gradiente no llega a los pesos: al usar "
                "`.data` saliste del grafo. Opera con los `Value`.",
            ),
            Error(
                nombre="solo el sesgo en el grafo",
                cambiar={"w * xi for": "w.data * xi for"},
                mensaje="El número está bien, pero a los pesos no les llega gradiente: con "
                "`w.data` saliste del grafo. Opera con los `Value`.",
            ),
        ),
        pistas=(
            "En la lección 2, ¿qué tres cosas hacía la neurona con sus entradas?",
            "Productos, después la suma de los productos más el sesgo, después tanh.",
            "productos = [… for w, xi in zip(self.w, x, strict=True)], y luego "
            "(sum(productos) + …).tanh()",
        ),
        porque="La salida es tanh(Σ wᵢ·xᵢ + b). Todo son operaciones entre `Value`, así que el "
        "grafo se construye solo.",
    ),
    Ejercicio(
        id="05-parametros",
        titulo="Lo que se puede ajustar",
        nombre="Neuron",
        parte="parameters",
        pieza=True,
        requiere=("05-neurona",),
        minutos=4,
        observar=observar_parametros,
        errores=(
            Error(
                nombre="sin sesgo",
                cambiar={"[*self.w, self.b]": "self.w"},
                mensaje="El sesgo también se ajusta. Si no está en la lista, nunca se moverá.",
            ),
            Error(
                nombre="lista dentro de lista",
                cambiar={"[*self.w, self.b]": "[self.w, self.b]"},
                mensaje="Quedó una lista dentro de otra. Hace falta una sola lista con todos los "
                "números.",
            ),
            Error(
                nombre="solo datos",
                cambiar={"[*self.w, self.b]": "[w.data for w in self.w] + [self.b.data]"},
                mensaje="Devolviste números sueltos. Para ajustarlos hacen falta los `Value` "
                "mismos: en ellos está el gradiente.",
            ),
            Error(
                nombre="copias",
                cambiar={"[*self.w, self.b]": "[Value(p.data) for p in (*self.w, self.b)]"},
                mensaje="Son copias. Si el entrenamiento mueve una copia, la neurona no se entera.",
            ),
            Error(
                nombre="agrega el sesgo a los pesos",
                cambiar={"return [*self.w, self.b]": "self.w.append(self.b)\n    return self.w"},
                mensaje="La lista es correcta la primera vez, pero metiste el sesgo dentro de "
                "`self.w`: la neurona quedó con un peso de más. Arma una lista nueva.",
            ),
            Error(
                nombre="sesgo primero",
                cambiar={"[*self.w, self.b]": "[self.b, *self.w]"},
                mensaje="Están todos, pero en otro orden: primero los pesos y al final el sesgo.",
            ),
        ),
        pistas=(
            "¿Qué números de la neurona debe mover el entrenamiento?",
            "Una lista más otra lista es una sola lista: [1, 2] + [3].",
            "self.w + […]",
        ),
        porque="Los pesos y el sesgo, en una sola lista y sin copiarlos: quien entrena necesita "
        "esos mismos objetos.",
    ),
)

RED = (
    Ejercicio(
        id="05-capa",
        titulo="Varias neuronas",
        nombre="Layer",
        parte="__init__",
        pieza=True,
        requiere=("05-neurona", "05-parametros"),
        dificultad=2,
        minutos=5,
        observar=observar_capa,
        errores=(
            Error(
                nombre="copias de una neurona",
                codigo="import copy\n\n\nclass Layer:\n    def __init__(self, nin, nout):\n"
                "        una = Neuron(nin)\n"
                "        self.neurons = [copy.deepcopy(una) for _ in range(nout)]\n\n"
                "    def __call__(self, x):\n        return [n(x) for n in self.neurons]\n\n"
                "    def parameters(self):\n"
                "        return [p for n in self.neurons for p in n.parameters()]",
                mensaje="Son cuatro copias con los mismos pesos: reciben los mismos gradientes y "
                "no se distinguirían nunca. Crea una neurona nueva en cada vuelta.",
            ),
            Error(
                nombre="copias que comparten pesos",
                codigo="import copy\n\n\nclass Layer:\n    def __init__(self, nin, nout):\n"
                "        una = Neuron(nin)\n"
                "        self.neurons = [copy.copy(una) for _ in range(nout)]\n\n"
                "    def __call__(self, x):\n        return [n(x) for n in self.neurons]\n\n"
                "    def parameters(self):\n"
                "        return [p for n in self.neurons for p in n.parameters()]",
                mensaje="Las neuronas son distintas, pero por dentro comparten la misma lista de "
                "pesos. Crea una neurona nueva en cada vuelta.",
            ),
            Error(
                nombre="la misma neurona",
                cambiar={"[Neuron(nin) for _ in range(nout)]": "[Neuron(nin)] * nout"},
                mensaje="Es la misma neurona repetida. `[x] * n` no copia: todas comparten los "
                "pesos y aprenderían siempre lo mismo.",
            ),
            Error(
                nombre="al revés",
                cambiar={
                    "[Neuron(nin) for _ in range(nout)]": "[Neuron(nout) for _ in range(nin)]"
                },
                mensaje="`nin` y `nout` están al revés: ¿cuántas neuronas hay y cuántas entradas "
                "ve cada una?",
            ),
            Error(
                nombre="una sola",
                cambiar={"[Neuron(nin) for _ in range(nout)]": "[Neuron(nin)]"},
                mensaje="Hay una sola neurona. ¿Cuántas pide `nout`?",
            ),
            Error(
                nombre="entradas de salida",
                cambiar={
                    "[Neuron(nin) for _ in range(nout)]": "[Neuron(nout) for _ in range(nout)]"
                },
                mensaje="El número de neuronas está bien. ¿Cuántas entradas ve cada una?",
            ),
        ),
        pistas=(
            "¿Qué haces cuando quieres una lista de n cosas nuevas?",
            "Una comprensión crea un objeto nuevo en cada vuelta: [crear() for _ in range(n)].",
            "[Neuron(…) for _ in range(…)]",
        ),
        porque="Cada vuelta crea una neurona nueva con sus propios pesos: `nout` neuronas de `nin` "
        "entradas.",
    ),
    Ejercicio(
        id="05-cuantos",
        titulo="Cuenta los parámetros",
        nombre="cuantos",
        tipo="numero",
        dificultad=2,
        minutos=4,
        observar=observar_respuesta,
        errores=(
            Error(
                nombre="sin sesgos",
                codigo="cuantos = 32",
                mensaje="Contaste las líneas. Faltan los sesgos: uno por neurona.",
            ),
            Error(
                nombre="solo neuronas",
                codigo="cuantos = 9",
                mensaje="Eso es cuántas neuronas hay. Cada una tiene varios parámetros.",
            ),
            Error(
                nombre="círculos",
                codigo="cuantos = 12",
                mensaje="Eso es cuántos círculos hay, y las entradas no tienen parámetros. Cuenta "
                "líneas y sesgos.",
            ),
            Error(
                nombre="sesgo por entrada",
                codigo="cuantos = 44",
                mensaje="Sobran tres: a las entradas no se les pone sesgo. Solo las neuronas lo "
                "tienen.",
            ),
            Error(
                nombre="un sesgo por capa",
                codigo="cuantos = 35",
                mensaje="Pusiste un sesgo por capa. Es uno por **neurona**.",
            ),
            Error(
                nombre="multiplicó los tamaños",
                codigo="cuantos = 48",
                mensaje="Multiplicaste los tamaños. Cuenta línea por línea: las de una capa se "
                "suman a las de la siguiente.",
            ),
        ),
        pistas=(
            "¿Cuántas líneas llegan a cada círculo gris de la primera capa?",
            "Una neurona con n entradas tiene n pesos y 1 sesgo.",
            "Capa 1: 4 · (3 + 1). Capa 2: 4 · (… + 1). Salida: …",
        ),
        porque="Cada neurona tiene un peso por entrada y un sesgo: 4·4 en la primera capa, 4·5 en "
        "la segunda y 1·5 en la salida.",
    ),
    Ejercicio(
        id="05-mlp",
        titulo="La red entera",
        nombre="MLP",
        parte="__call__",
        pieza=True,
        requiere=("05-neurona", "05-parametros", "05-capa"),
        dificultad=3,
        minutos=8,
        observar=observar_mlp,
        errores=(
            Error(
                nombre="siempre las entradas",
                cambiar={
                    "x = capa(x)": "salida = capa(x)",
                    "x[0] if len(x) == 1 else x": "salida[0] if len(salida) == 1 else salida",
                },
                mensaje="Cada capa recibió la entrada original. ¿Qué debe entrar en la segunda "
                "capa?",
            ),
            Error(
                nombre="no pasa por las capas",
                cambiar={"x = capa(x)": "capa(x)"},
                mensaje="Llamas a cada capa, pero lo que devuelve se pierde. Guárdalo en `x`.",
            ),
            Error(
                nombre="sin la última",
                cambiar={"tamanos[:-1], tamanos[1:]": "tamanos[:-2], tamanos[1:-1]"},
                mensaje="Falta la última capa. Con 3 tamaños de salida hay 3 capas.",
            ),
            Error(
                nombre="todas desde nin",
                cambiar={
                    "zip(tamanos[:-1], tamanos[1:], strict=True)": "[(nin, n) for n in nouts]"
                },
                mensaje="Todas tus capas esperan `nin` entradas. La segunda recibe lo que sale de "
                "la primera.",
            ),
            Error(
                nombre="capas al revés",
                cambiar={
                    "in self.layers:\n            x =": "in reversed(self.layers):\n            x ="
                },
                mensaje="Recorriste las capas de la última a la primera.",
            ),
            Error(
                nombre="entran y salen cambiados",
                cambiar={"Layer(entran, salen)": "Layer(salen, entran)"},
                mensaje="`Layer` recibe primero cuántas entradas y después cuántas neuronas. "
                "Están al revés.",
            ),
        ),
        pistas=(
            "Con tamanos = [3, 4, 4, 1], ¿qué dos números necesita cada capa?",
            "Cada capa va de un tamaño al siguiente, y la salida de una es la entrada de la otra.",
            "`[Layer(tamanos[i], tamanos[i + 1]) for i in range(…)]`, y en `__call__`: "
            "`for capa in self.layers: x = …`",
        ),
        porque="Cada capa une un tamaño con el siguiente, y `x` se reemplaza por la salida de cada "
        "capa. Al final `x` es la salida de la red.",
    ),
)

PERDIDA = (
    Ejercicio(
        id="05-mse",
        titulo="El error cuadrático medio",
        nombre="mse",
        pieza=True,
        dificultad=2,
        minutos=6,
        observar=observar_mse,
        errores=(
            Error(
                nombre="sin promediar",
                cambiar={" / len(objetivos)": ""},
                mensaje="Sumaste los errores, pero «medio» pide el promedio: falta dividir.",
            ),
            Error(
                nombre="sin cuadrado",
                cambiar={"(p - y) ** 2": "(p - y)"},
                mensaje="Sin el cuadrado, un error hacia arriba y otro hacia abajo se cancelan.",
            ),
            Error(
                nombre="zip recorta",
                cambiar={", strict=True": ""},
                mensaje="La cuenta está bien, pero con 3 predicciones y 4 objetivos responde como "
                "si nada. Pídele a `zip` que sea estricto.",
            ),
            Error(
                nombre="todas contra todas",
                codigo="def mse(predicciones, objetivos):\n"
                "    pares = [(p, y) for p in predicciones for y in objetivos]\n"
                "    return sum((p - y) ** 2 for p, y in pares) / len(pares)",
                mensaje="Comparaste cada predicción con **todos** los objetivos. Cada una tiene "
                "el suyo.",
            ),
            Error(
                nombre="raíz",
                cambiar={
                    " / len(objetivos)": " / len(objetivos)) ** 0.5",
                    "return sum": "return (sum",
                },
                mensaje="Le sacaste la raíz. El error cuadrático medio se queda al cuadrado.",
            ),
            Error(
                nombre="valor absoluto",
                cambiar={"(p - y) ** 2": "abs(p - y)"},
                mensaje="Eso es el error absoluto medio. Aquí cada diferencia va al cuadrado.",
            ),
            Error(
                nombre="el cuadrado de la suma",
                cambiar={
                    "sum((p - y) ** 2 for p, y in pares)": "sum((p - y) for p, y in pares) ** 2"
                },
                mensaje="Elevaste al cuadrado la suma. Va al cuadrado cada diferencia, y después "
                "se suma.",
            ),
            Error(
                nombre="entre dos",
                cambiar={" / len(objetivos)": " / 2"},
                mensaje="Dividiste siempre entre 2. ¿Entre cuántos ejemplos hay que promediar?",
            ),
            Error(
                nombre="perdió el grafo",
                cambiar={"(p - y) ** 2": "(p.data - y) ** 2"},
                mensaje="El número está bien, pero con `.data` saliste del grafo: de ese número "
                "no se puede pedir `backward()`. Opera con los `Value`.",
            ),
            Error(
                nombre="return dentro del ciclo",
                codigo="def mse(predicciones, objetivos):\n"
                "    total = 0\n"
                "    for p, y in zip(predicciones, objetivos, strict=True):\n"
                "        total += (p - y) ** 2\n"
                "        return total / len(objetivos)",
                mensaje="Solo cuenta la primera pareja. ¿Está el `return` dentro del ciclo?",
            ),
            Error(
                nombre="dos ciclos",
                codigo="def mse(predicciones, objetivos):\n"
                "    pares = [(p, y) for p in predicciones for y in objetivos]\n"
                "    return sum((p - y) ** 2 for p, y in pares) / len(predicciones)",
                mensaje="Comparaste cada predicción con **todos** los objetivos. Cada una tiene "
                "el suyo.",
            ),
        ),
        pistas=(
            "¿Qué le haces a cada pareja de predicción y objetivo?",
            "Resta, cuadrado, suma de todos, y al final se divide entre cuántos son.",
            "sum((…) ** 2 for p, y in zip(predicciones, objetivos, strict=True)) / …",
        ),
        porque="El promedio de los cuadrados de las diferencias. `strict=True` impide que sobre un "
        "objetivo sin que nadie se entere.",
    ),
    Ejercicio(
        id="05-un-peso",
        titulo="Mueve un peso",
        nombre="nuevo_dato",
        pieza=True,
        minutos=4,
        observar=observar_nuevo_dato,
        errores=(
            Error(
                nombre="cuesta arriba",
                cambiar={"dato - lr": "dato + lr"},
                mensaje="Vas cuesta arriba: el gradiente señala hacia donde la pérdida sube.",
            ),
            Error(
                nombre="sin tasa",
                cambiar={"lr * grad": "grad"},
                mensaje="Diste el paso entero. Falta la tasa de aprendizaje, que lo acorta.",
            ),
            Error(
                nombre="solo el paso",
                cambiar={"dato - lr * grad": "lr * grad"},
                mensaje="Eso es lo largo del paso. ¿Desde dónde se da?",
            ),
            Error(
                nombre="menos el paso",
                cambiar={"dato - lr * grad": "-lr * grad"},
                mensaje="Eso es el paso, con su signo. Falta el lugar desde donde se da.",
            ),
            Error(
                nombre="multiplica el dato",
                cambiar={"dato - lr * grad": "dato - lr * grad * dato"},
                mensaje="El paso no depende de cuánto vale el dato, solo del gradiente y de la "
                "tasa.",
            ),
            Error(
                nombre="divide",
                cambiar={"lr * grad": "grad / lr"},
                mensaje="Dividiste entre la tasa: con una tasa pequeña el paso saldría enorme.",
            ),
            Error(
                nombre="la tasa en el dato",
                cambiar={"dato - lr * grad": "dato * lr - grad"},
                mensaje="Multiplicaste el dato por la tasa. La tasa acorta el paso, y el paso "
                "viene del gradiente.",
            ),
        ),
        pistas=(
            "Si el gradiente es positivo, ¿hacia dónde hay que mover el dato para que la "
            "pérdida baje?",
            "Contra el gradiente, una fracción de él.",
            "dato … lr * …",
        ),
        porque="El gradiente apunta cuesta arriba, así que se resta. La tasa de aprendizaje "
        "decide qué tan largo es el paso.",
    ),
    Ejercicio(
        id="05-en-cero",
        titulo="Borra la pizarra",
        nombre="poner_en_cero",
        pieza=True,
        minutos=3,
        observar=observar_en_cero,
        errores=(
            Error(
                nombre="borra los datos",
                cambiar={"p.grad = 0.0": "p.data = 0.0"},
                mensaje="Pusiste en cero los **datos**: la red olvidaría todo. Lo que se borra es "
                "el gradiente.",
            ),
            Error(
                nombre="no cambia nada",
                cambiar={"p.grad = 0.0": "p = 0.0"},
                mensaje="Los gradientes quedaron como estaban. `p = 0.0` solo cambia a qué apunta "
                "el nombre `p`, y `==` solo pregunta. Hay que **asignar** a un atributo de `p`.",
            ),
            Error(
                nombre="borra los dos",
                cambiar={"p.grad = 0.0": "p.grad = p.data = 0.0"},
                mensaje="El gradiente quedó en cero, pero los datos también. Los datos no se "
                "tocan.",
            ),
            Error(
                nombre="solo el primero",
                cambiar={"p.grad = 0.0": "p.grad = 0.0\n        return"},
                mensaje="Solo se puso en cero el primero. ¿Hay un `return` dentro del ciclo?",
            ),
        ),
        pistas=(
            "¿En qué atributo de cada parámetro está lo que hay que borrar?",
            "Recorre la lista y asigna 0.0 a ese atributo.",
            "for p in parametros: p.… = 0.0",
        ),
        porque="`backward()` suma en `grad`. Si no se borra, el siguiente paso mezcla gradientes "
        "viejos.",
    ),
    Ejercicio(
        id="05-orden",
        titulo="Ordena el paso",
        nombre="orden",
        tipo="opcion",
        dificultad=2,
        minutos=5,
        observar=observar_orden,
        errores=(
            Error(
                nombre="cero después",
                codigo='orden = "CBDA"',
                mensaje="Borraste los gradientes justo antes de usarlos: ningún parámetro se "
                "moverá.",
            ),
            Error(
                nombre="mueve antes",
                codigo='orden = "CDAB"',
                mensaje="Mueves los parámetros antes de calcular los gradientes: todos son 0.",
            ),
            Error(
                nombre="sin pérdida",
                codigo='orden = "DBCA"',
                mensaje="`perdida.backward()` necesita la pérdida de este paso. ¿Cuándo se "
                "calcula?",
            ),
            Error(
                nombre="cero al final, tarde",
                codigo='orden = "CBAD"',
                mensaje="Casi: así funciona desde el segundo paso, pero el primero arranca con lo "
                "que hubiera. Borra siempre **antes** de `backward()`.",
            ),
        ),
        pistas=(
            "¿Qué hace falta tener antes de llamar a `backward()`?",
            "`backward()` suma: la pizarra debe estar limpia justo antes. Y para mover, "
            "hacen falta gradientes.",
            "Pérdida, …, backward, …",
        ),
        porque="Pérdida, gradientes en cero, paso hacia atrás, mover. También sirve borrar antes "
        "de la pérdida: lo que importa es que sea antes de `backward()`.",
    ),
    Ejercicio(
        id="05-paso",
        titulo="El paso completo",
        nombre="paso",
        pieza=True,
        dificultad=3,
        minutos=8,
        requiere=("05-mse", "05-un-peso", "05-en-cero"),
        observar=observar_paso,
        errores=(
            Error(
                nombre="sin poner en cero",
                cambiar={"    poner_en_cero(red.parameters())\n": ""},
                mensaje="El primer paso está bien y los siguientes no: los gradientes del paso "
                "anterior siguen ahí y se suman.",
            ),
            Error(
                nombre="gradientes en cero al mover",
                cambiar={
                    "    poner_en_cero(red.parameters())\n": "",
                    "perdida.backward()": "perdida.backward()\n    poner_en_cero(red.parameters())",
                },
                mensaje="Ningún parámetro se mueve: cuando les toca, sus gradientes están en "
                "cero. ¿Llamas a `backward()`? ¿Pones en cero antes de llamarlo, y no después?",
            ),
            Error(
                nombre="cuesta arriba",
                cambiar={"nuevo_dato(p.data, p.grad, lr)": "p.data + lr * p.grad"},
                mensaje="La pérdida sube en cada paso: vas cuesta arriba.",
            ),
            Error(
                nombre="no guarda",
                cambiar={
                    "p.data = nuevo_dato(p.data, p.grad, lr)": "p = nuevo_dato(p.data, p.grad, lr)"
                },
                mensaje="Los parámetros quedan como estaban. O no guardas el nuevo dato en un "
                "atributo de `p`, o los mueves antes de `backward()`, con los gradientes en 0.",
            ),
            Error(
                nombre="devuelve el nodo",
                cambiar={"return perdida.data": "return perdida"},
                mensaje="Devuelves la pérdida entera, con su grafo a cuestas: si guardas una por "
                "paso, la memoria se llena. Se pide el número, su `.data`.",
            ),
            Error(
                nombre="mueve el gradiente",
                cambiar={"p.data = nuevo_dato": "p.grad = nuevo_dato"},
                mensaje="Guardas el resultado en `grad`. Lo que hay que mover es el dato.",
            ),
            Error(
                nombre="pérdida de después",
                cambiar={"return perdida.data": "return mse([red(x) for x in xs], ys).data"},
                mensaje="Los parámetros se mueven bien, pero devuelves la pérdida de **después** "
                "de moverlos.",
            ),
            Error(
                nombre="un solo ejemplo",
                cambiar={"[red(x) for x in xs], ys": "[red(xs[0])], ys[:1]"},
                mensaje="La pérdida mira un solo ejemplo. Deben contar todos.",
            ),
            Error(
                nombre="sin devolver",
                cambiar={"    return perdida.data": ""},
                mensaje="El paso se da bien, pero la función no devuelve la pérdida.",
            ),
            Error(
                nombre="tasa fija",
                cambiar={"p.grad, lr)": "p.grad, 0.1)"},
                mensaje="Das siempre el mismo largo de paso, 0.1. La tasa llega en `lr`.",
            ),
            Error(
                nombre="todos los ejemplos de una vez",
                cambiar={"[red(x) for x in xs]": "red(xs)"},
                mensaje="`red` recibe **un** ejemplo. Haz una lista con una predicción por cada "
                "`x` de `xs`.",
            ),
        ),
        pistas=(
            "Acabas de ordenar las cuatro líneas. ¿Cuáles eran?",
            "Predicciones y pérdida; en cero; backward; mover cada parámetro; devolver la pérdida.",
            "perdida = mse([…], ys); poner_en_cero(…); …; for p in red.parameters(): p.data "
            "= …; return …",
        ),
        porque="Las cuatro líneas en su orden, y al final la pérdida que se midió. Eso es "
        "entrenar: repetir esta función.",
    ),
)

FALLOS = (
    Ejercicio(
        id="05-sin-cero",
        titulo="Si olvidas poner en cero",
        nombre="sin_cero",
        tipo="opcion",
        dificultad=2,
        minutos=4,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="más despacio",
                codigo='sin_cero = "a"',
                mensaje="No es más lento: cada paso lleva, además, todos los gradientes "
                "anteriores. ¿Qué pasa al llegar a 3 con todo eso acumulado?",
            ),
            Error(
                nombre="quieto",
                codigo='sin_cero = "c"',
                mensaje="Sí se mueve: en el primer paso el gradiente es −6 y no hay nada viejo.",
            ),
        ),
        pistas=(
            "Cuando `w` llega a 3, el gradiente nuevo es 0. ¿Y el acumulado?",
            "El gradiente acumulado se porta como el envión de un columpio.",
            "Al llegar a 3 el acumulado sigue siendo negativo, así que `w` …",
        ),
        porque="Al llegar a 3, el gradiente nuevo es 0 pero los viejos siguen empujando. Se pasa, "
        "vuelve, y como nada lo frena, oscila siempre.",
    ),
    Ejercicio(
        id="05-tasa",
        titulo="Elige la tasa",
        nombre="tasa_elegida",
        tipo="opcion",
        dificultad=2,
        minutos=4,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="las dos suben",
                codigo='tasa_elegida = "a"',
                mensaje="Con una tasa muy pequeña no hay forma de saltar lejos. Y con tanh a la "
                "salida, la pérdida no puede subir sin límite.",
            ),
            Error(
                nombre="al revés",
                codigo='tasa_elegida = "c"',
                mensaje="La tasa multiplica al gradiente: ¿cuál de las dos da pasos largos?",
            ),
        ),
        pistas=(
            "El paso es la tasa por el gradiente. ¿Qué tan largo es con 0.001?",
            "Pasos cortos: lento. Pasos largos: se pasa de largo.",
            "0.001 → …; 4 → …",
        ),
        porque="La tasa es el largo del paso: con 0.001 casi no avanza y con 4 salta a donde tanh "
        "se satura.",
    ),
    Ejercicio(
        id="05-etiquetas",
        titulo="Un objetivo imposible",
        nombre="menor_error",
        tipo="numero",
        dificultad=2,
        minutos=3,
        observar=observar_respuesta,
        tolerancia=1e-3,
        errores=(
            Error(
                nombre="cero",
                codigo="menor_error = 0",
                mensaje="Para que sea 0 la red tendría que dar −2. ¿Hasta dónde baja tanh?",
            ),
            Error(
                nombre="dos",
                codigo="menor_error = 2",
                mensaje="Ese es el objetivo sin signo. Mide la distancia desde lo más bajo que da "
                "tanh.",
            ),
            Error(
                nombre="desde cero",
                codigo="menor_error = 4",
                mensaje="Eso es con salida 0. tanh puede bajar más.",
            ),
            Error(
                nombre="desde uno",
                codigo="menor_error = 9",
                mensaje="Eso es lo peor que puede pasar: con salida 1. Se pide lo mejor.",
            ),
        ),
        pistas=(
            "¿Cuál es el menor número que puede dar tanh?",
            "El error es (salida − objetivo)², con la mejor salida posible.",
            "salida casi −1, objetivo −2: (… − …)²",
        ),
        porque="tanh se acerca a −1 y no baja más: la distancia a −2 nunca es menor que 1, y su "
        "cuadrado tampoco.",
    ),
)

LUNAS = (
    Ejercicio(
        id="05-exactitud",
        titulo="¿Cuántas acierta?",
        nombre="exactitud",
        pieza=True,
        dificultad=2,
        minutos=5,
        observar=observar_exactitud,
        errores=(
            Error(
                nombre="sin dividir",
                cambiar={"sum(aciertos) / len(aciertos)": "sum(aciertos)"},
                mensaje="Eso es **cuántas** acierta. Se pide la fracción: un número entre 0 y 1.",
            ),
            Error(
                nombre="porcentaje",
                cambiar={"sum(aciertos) /": "100 * sum(aciertos) /"},
                mensaje="Eso es un porcentaje. Se pide un número entre 0 y 1.",
            ),
            Error(
                nombre="igualdad exacta",
                cambiar={"(s.data > 0) == (c > 0)": "s.data == c"},
                mensaje="Pides que el puntaje sea **igual** a la clase. Basta con que tenga el "
                "mismo signo.",
            ),
            Error(
                nombre="umbral de cero a uno",
                cambiar={"(s.data > 0)": "(s.data > 0.5)"},
                mensaje="La frontera está en 0: es el signo el que decide. 0.5 sería con clases 0 "
                "y 1.",
            ),
            Error(
                nombre="cuenta los errores",
                cambiar={"(s.data > 0) == (c > 0)": "(s.data > 0) != (c > 0)"},
                mensaje="Cuentas los fallos. Se piden los aciertos.",
            ),
            Error(
                nombre="solo positivos",
                cambiar={"(s.data > 0) == (c > 0)": "s.data > 0 and c > 0"},
                mensaje="Solo cuentas aciertos de la clase 1. Acertar un −1 también vale.",
            ),
            Error(
                nombre="no mira la clase",
                cambiar={"(s.data > 0) == (c > 0)": "s.data > 0"},
                mensaje="Cuentas los puntajes positivos. ¿Y la clase de cada punto?",
            ),
        ),
        pistas=(
            "¿Cómo sabes si un puntaje y una clase tienen el mismo signo?",
            "Acierta si (puntaje > 0) es lo mismo que (clase > 0). True cuenta como 1 al sumar.",
            "aciertos = [(s.data > 0) == … for s, c in zip(puntajes, clases, strict=True)]",
        ),
        porque="Un acierto es que los dos signos coincidan. La suma de aciertos entre cuántos son "
        "da la fracción.",
    ),
    Ejercicio(
        id="05-margen",
        titulo="La pérdida de margen",
        nombre="margen",
        pieza=True,
        dificultad=2,
        minutos=5,
        observar=observar_margen,
        errores=(
            Error(
                nombre="sin relu",
                cambiar={"(1 - clase * puntaje).relu()": "1 - clase * puntaje"},
                mensaje="Falta el «máximo con 0»: con holgura de sobra el castigo te sale "
                "negativo.",
            ),
            Error(
                nombre="signo",
                cambiar={"1 - clase": "1 + clase"},
                mensaje="El signo está al revés: castigas los aciertos y premias los fallos.",
            ),
            Error(
                nombre="sin margen",
                cambiar={"(1 - clase * puntaje)": "(-clase * puntaje)"},
                mensaje="Castigas los fallos, pero no la falta de holgura. ¿Dónde quedó el 1?",
            ),
            Error(
                nombre="sin clase",
                cambiar={"1 - clase * puntaje": "1 - puntaje"},
                mensaje="Funciona para la clase 1 y no para la −1: la clase no aparece en tu "
                "cuenta.",
            ),
            Error(
                nombre="max de Python",
                cambiar={"(1 - clase * puntaje).relu()": "max(0, 1 - clase * puntaje)"},
                mensaje="Cuando el margen alcanza, `max` devuelve el 0 común, sin grafo y sin "
                "`backward()`. Para eso está `relu()`, que siempre da un `Value`.",
            ),
            Error(
                nombre="relu al puntaje",
                cambiar={"(1 - clase * puntaje).relu()": "1 - clase * puntaje.relu()"},
                mensaje="Aplicaste relu solo al puntaje. El máximo con 0 es de toda la resta.",
            ),
            Error(
                nombre="perdió el grafo",
                cambiar={
                    "(1 - clase * puntaje).relu()": "Value(max(0.0, 1 - clase * puntaje.data))"
                },
                mensaje="El número está bien, pero el gradiente no llega al puntaje: al usar "
                "`.data` saliste del grafo.",
            ),
            Error(
                nombre="relu antes de restar",
                cambiar={"(1 - clase * puntaje).relu()": "1 - (clase * puntaje).relu()"},
                mensaje="Aplicaste relu antes de restar. El máximo con 0 es de toda la resta, con "
                "su 1.",
            ),
            Error(
                nombre="sin resta",
                cambiar={"(1 - clase * puntaje).relu()": "(clase * puntaje).relu()"},
                mensaje="Así castigas los aciertos. Se castiga lo que **falta** para llegar a 1.",
            ),
        ),
        pistas=(
            "¿Cómo se escribe «máximo con 0» con un método de `Value`?",
            "Primero la resta completa, y a toda ella se le aplica relu.",
            "(1 - …).relu()",
        ),
        porque="relu es el máximo con 0. La clase por el puntaje es positiva cuando acierta, y "
        "debe pasar de 1.",
    ),
    Ejercicio(
        id="05-l2",
        titulo="El castigo a los pesos grandes",
        nombre="castigo",
        pieza=True,
        dificultad=2,
        minutos=4,
        observar=observar_castigo,
        errores=(
            Error(
                nombre="sin alfa",
                cambiar={"alfa * sum": "sum"},
                mensaje="Falta `alfa`: sin él, el castigo pesaría más que los aciertos.",
            ),
            Error(
                nombre="valor absoluto",
                cambiar={"p * p": "abs(p)"},
                mensaje="Eso castiga el tamaño, no el cuadrado: es la regularización L1.",
            ),
            Error(
                nombre="cuadrado de la suma",
                cambiar={"sum(p * p for p in parametros)": "sum(parametros) ** 2"},
                mensaje="Sumaste y después elevaste. Un peso de 5 y otro de −5 se cancelarían.",
            ),
            Error(
                nombre="sin cuadrado",
                cambiar={"p * p": "p"},
                mensaje="Sin el cuadrado, un peso muy negativo sería un premio.",
            ),
            Error(
                nombre="promedio",
                cambiar={"for p in parametros)": "for p in parametros) / len(parametros)"},
                mensaje="Promediaste. Aquí se suma, sin dividir.",
            ),
            Error(
                nombre="perdió el grafo",
                cambiar={
                    "alfa * sum(p * p for p in parametros)": (
                        "Value(alfa * sum(p.data**2 for p in parametros))"
                    )
                },
                mensaje="El número está bien, pero el gradiente no llega a los parámetros: opera "
                "con los `Value`, no con `.data`.",
            ),
            Error(
                nombre="un número suelto",
                cambiar={"p * p": "p.data**2"},
                mensaje="El número está bien, pero con `.data` saliste del grafo y no es un "
                "`Value`: de él no se puede pedir `backward()`.",
            ),
        ),
        pistas=(
            "¿Qué se le hace a cada parámetro antes de sumar?",
            "La suma de los cuadrados, multiplicada por alfa.",
            "alfa * sum(… for p in parametros)",
        ),
        porque="Cada peso grande cuesta su cuadrado. Como es un `Value`, su gradiente tira de "
        "cada peso hacia 0.",
    ),
    Ejercicio(
        id="05-tasa-que-baja",
        titulo="Pasos cada vez más cortos",
        nombre="tasa",
        pieza=True,
        minutos=4,
        observar=observar_tasa,
        errores=(
            Error(
                nombre="baja hasta cero",
                cambiar={"0.9 * k": "k"},
                mensaje="Tu tasa llega a 0: los últimos pasos no moverían nada. Debe terminar en "
                "0.1.",
            ),
            Error(
                nombre="sube",
                cambiar={"1.0 - 0.9": "1.0 + 0.9"},
                mensaje="Tu tasa crece. Debe bajar.",
            ),
            Error(
                nombre="no depende de los pasos",
                cambiar={"k / pasos": "k / 100"},
                mensaje="Funciona con 100 pasos y no con otro número. ¿Dónde entra `pasos`?",
            ),
            Error(
                nombre="baja muy poco",
                cambiar={"0.9 * k": "0.1 * k"},
                mensaje="Termina en 0.9, no en 0.1. ¿Cuánto tiene que bajar en total?",
            ),
        ),
        pistas=(
            "¿Qué fracción del camino llevas en el paso `k`?",
            "Empieza en 1.0 y en total baja 0.9: resta esa fracción de 0.9.",
            "1.0 - 0.9 * …",
        ),
        porque="k / pasos va de 0 a 1. Por 0.9 va de 0 a 0.9, y restado de 1.0 va de 1.0 a 0.1.",
    ),
)

EJERCICIOS = (*REPASO, *NEURONA, *RED, *PERDIDA, *FALLOS, *LUNAS)
