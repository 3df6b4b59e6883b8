"""Ejercicios de la lección 4: derivadas locales, un orden sin recursión y sus pruebas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.ejercicios.notas import sin_operacion
from minigrad.aula.huella.observar import Observacion
from minigrad.aula.observadores.respuestas import observar_opcion, observar_respuesta


def _locales(nodo: Any) -> list[Any]:
    """El resultado, los datos de los hijos y las derivadas locales."""
    return [nodo.data, [hijo.data for hijo in nodo._prev], list(nodo._locales)]


#: la observación de que el resultado lleva algún nombre de operación, el que sea
ANOTA = "¿anota el resultado su operación?"


def con_gradientes(Value: Any, f: Callable[..., Any], *datos: float) -> list[Any]:  # noqa: N803
    """El resultado y el gradiente de cada entrada."""
    hojas = [Value(dato) for dato in datos]
    resultado = f(*hojas)
    resultado.backward()
    return [resultado.data, *(hoja.grad for hoja in hojas)]


def observar_numero(numero: Callable[[Any], Any]) -> Iterator[Observacion]:
    """Los que sirven, como float; los que no, con TypeError."""
    yield "numero(2)", lambda: [numero(2), type(numero(2)).__name__]
    yield "numero(-3.5)", lambda: [numero(-3.5), type(numero(-3.5)).__name__]
    yield 'numero("2")', lambda: numero("2")
    yield 'numero("hola")', lambda: numero("hola")
    yield "numero(None)", lambda: numero(None)
    yield "numero([1.0])", lambda: numero([1.0])
    yield "numero(1 + 2j)", lambda: numero(1 + 2j)
    yield (
        'numero("hola"): ¿dice el mensaje qué recibió?',
        lambda: _dice_que_recibio(numero, "hola", ("str", "texto", "cadena", "hola")),
    )


def _dice_que_recibio(numero: Callable[[Any], Any], x: Any, palabras: Sequence[str]) -> Any:
    try:
        return numero(x)
    except TypeError as rechazo:
        return any(palabra in str(rechazo).lower() for palabra in palabras)


def observar_nodo(Value: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """Hijos y derivadas locales, en orden y sin perder los repetidos."""

    def nodo() -> Any:
        a = Value(2.0)
        return Value(4.0, [a, a], [1.0, 1.0], "+")

    def con_tuplas() -> Any:
        return Value(3.0, (Value(1.0), Value(2.0)), (1.0, 1.0))

    def ordenados() -> str:
        # son muchos, para que un conjunto no acierte el orden por casualidad
        hijos = [Value(float(k)) for k in range(12)]
        return "sí" if list(Value(0.0, hijos, [1.0] * 12)._prev) == hijos else "no"

    yield "cuántos hijos tiene a + a", lambda: len(nodo()._prev)
    yield "cuántas derivadas locales tiene a + a", lambda: len(nodo()._locales)
    yield "¿están los doce hijos en el orden en que llegaron?", ordenados
    yield (
        "las derivadas locales, en orden",
        lambda: list(Value(0.0, (Value(1.0), Value(2.0)), (3.0, -4.0))._locales),
    )
    yield "¿los hijos van en una tupla?", lambda: type(nodo()._prev).__name__
    yield (
        "¿y si ya llegan en una tupla?",
        lambda: type(Value(1.0, (Value(2.0),), (1.0,))._prev).__name__,
    )
    yield "¿las derivadas van en una tupla?", lambda: type(nodo()._locales).__name__
    yield (
        "de qué tipo son, si llegan en tuplas",
        lambda: [type(t).__name__ for t in (con_tuplas()._prev, con_tuplas()._locales)],
    )
    yield "una hoja", lambda: [list(Value(1.0)._prev), list(Value(1.0)._locales)]


def observar_multiplicar(Value: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """Resultado, hijos y derivadas locales del producto."""
    yield "2 · 5: resultado, hijos y locales", lambda: _locales(Value(2.0) * Value(5.0))
    yield "−3 · 0.5: resultado, hijos y locales", lambda: _locales(Value(-3.0) * Value(0.5))
    yield (
        "a · a con a = 4: resultado, hijos y locales",
        lambda: (lambda a: _locales(a * a))(Value(4.0)),
    )
    yield "Value(2) * 7: resultado, hijos y locales", lambda: _locales(Value(2.0) * 7)
    yield ANOTA, lambda: bool((Value(2.0) * Value(5.0))._op)


class _Nodo:
    """Un nodo mínimo, para observar un orden sin depender de ninguna otra pieza."""

    def __init__(self, nombre: str, *hijos: _Nodo) -> None:
        self.nombre = nombre
        self._prev = hijos


def _juzgar_orden(orden: Any) -> list[Any]:
    """Si cada hijo va antes que su consumidor, y cuántas veces aparece cada nodo."""
    lista = list(orden)
    lugar = {nodo: i for i, nodo in enumerate(lista)}
    antes = all(lugar.get(h, 10**9) < lugar[n] for n in lista for h in n._prev)
    return [sorted(nodo.nombre for nodo in lista), "hijos antes" if antes else "hijos después"]


def observar_ordenar(ordenar: Callable[[Any], Any]) -> Iterator[Observacion]:
    """Una hoja, una suma, nodos compartidos y una cadena larga."""

    def rombo() -> _Nodo:
        a = _Nodo("a")
        b, c = _Nodo("b", a), _Nodo("c", a)
        return _Nodo("d", b, c, a)

    def doble() -> _Nodo:
        a = _Nodo("a")
        b = _Nodo("b", a, a)
        return _Nodo("c", b, b)

    def compartido() -> _Nodo:
        a = _Nodo("a")
        b = _Nodo("b", a)
        c = _Nodo("c", b, a)
        return _Nodo("d", a, c, b)

    def cadena() -> _Nodo:
        nodo = _Nodo("0")
        for k in range(5000):
            nodo = _Nodo(str(k + 1), nodo)
        return nodo

    yield "una hoja sola", lambda: _juzgar_orden(ordenar(_Nodo("a")))
    yield (
        "c = a + b",
        lambda: _juzgar_orden(ordenar(_Nodo("c", _Nodo("a"), _Nodo("b")))),
    )
    yield "un rombo: d usa b, c y a; b y c usan a", lambda: _juzgar_orden(ordenar(rombo()))
    yield "b = a + a; c = b + b", lambda: _juzgar_orden(ordenar(doble()))
    yield "d usa a, c y b; c usa b y a; b usa a", lambda: _juzgar_orden(ordenar(compartido()))
    yield "nodos en una cadena de 5000", lambda: len(list(ordenar(cadena())))


def observar_backward(Value: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """Gradientes de hojas, nodos compartidos, dos llamadas y una cadena larga."""

    def dos_veces() -> list[float]:
        a, b = Value(2.0), Value(3.0)
        c = a * b
        d = c + c * a
        d.backward()
        d.backward()
        return [a.grad, b.grad, c.grad]

    def dos_raices() -> list[float]:
        a = Value(2.0)
        (a * 3).backward()
        (a * 5).backward()
        return [a.grad]

    def compartido(a: Any) -> Any:
        b = a + a
        c = b + b
        return c * b

    def temprano(a: Any) -> Any:
        b = a * a
        return b + b * 5

    yield "a · b con a = 2, b = 3", lambda: con_gradientes(Value, lambda a, b: a * b, 2.0, 3.0)
    yield "b = a + a con a = 3", lambda: con_gradientes(Value, lambda a: a + a, 3.0)
    yield (
        "a · b + c con a = 2, b = −3, c = 10",
        lambda: con_gradientes(Value, lambda a, b, c: a * b + c, 2.0, -3.0, 10.0),
    )
    yield "b = a + a; c = b + b; c · b", lambda: con_gradientes(Value, compartido, 1.5)
    yield "b = a · a; b + b · 5", lambda: con_gradientes(Value, temprano, 2.0)
    yield "el gradiente de la raíz", lambda: _gradiente_de_raiz(Value)
    yield "dos llamadas seguidas", dos_veces
    yield "una hoja usada en dos grafos", dos_raices


def _gradiente_de_raiz(Value: Any) -> float:  # noqa: N803 (es una clase)
    raiz = Value(2.0) * Value(3.0)
    raiz.backward()
    grad: float = raiz.grad
    return grad


def observar_funcion(nombre: str, puntos: Sequence[float]) -> Any:
    """Observa un método de un solo hijo: valor y gradiente, también dentro de una cuenta."""

    def observar(Value: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
        def llamar(a: Any) -> Any:
            return getattr(a, nombre)()

        for punto in puntos:
            texto = f"{punto:g}".replace("-", "−")
            yield (
                f"{nombre} en {texto}: valor y gradiente",
                lambda p=punto: con_gradientes(Value, llamar, p),
            )
        yield (
            f"3 · {nombre}(a) · a con a = {puntos[0]:g}: valor y gradiente",
            lambda: con_gradientes(Value, lambda a: llamar(a) * 3 * a, puntos[0]),
        )
        yield ANOTA, lambda: bool(llamar(Value(puntos[0]))._op)

    return observar


def observar_relu(Value: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """Como las demás y, además, que siempre nazca un nodo que recuerde de quién salió."""
    yield from observar_funcion("relu", (2.0, -3.0, 0.0, 0.25))(Value)
    for x in (2.0, -3.0):
        texto = f"{x:g}".replace("-", "−")
        yield f"¿recuerda relu de {texto} de quién salió?", lambda x=x: bool(Value(x).relu()._prev)


def observar_potencia(Value: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """Las dos derivadas, con exponente Value y con exponente número."""

    def con(a: float, b: float) -> list[Any]:
        return con_gradientes(Value, lambda x, y: x**y, a, b)

    yield "2 ** 3: valor y gradientes de la base y del exponente", lambda: con(2.0, 3.0)
    yield "1.5 ** −2: valor y gradientes", lambda: con(1.5, -2.0)
    yield "0.5 ** 0.5: valor y gradientes", lambda: con(0.5, 0.5)
    yield (
        "a ** 2 con a = −3: valor y gradiente",
        lambda: con_gradientes(Value, lambda a: a**2, -3.0),
    )
    yield "a ** 3 con a = 2: valor y gradiente", lambda: con_gradientes(Value, lambda a: a**3, 2.0)
    yield "el gradiente del exponente con base −2", lambda: con(-2.0, 2.0)[2]
    yield "el gradiente del exponente con base 0", lambda: con(0.0, 2.0)[2]
    yield ANOTA, lambda: bool((Value(2.0) ** Value(3.0))._op)


def observar_restar_y_dividir(Value: Any) -> Iterator[Observacion]:  # noqa: N803
    """Valor y gradientes de la resta y de la división, con `Value` y con números."""

    def con(f: Callable[..., Any], *datos: float) -> list[Any]:
        return con_gradientes(Value, f, *datos)

    yield "a − b con a = 5, b = 2", lambda: con(lambda a, b: a - b, 5.0, 2.0)
    yield "a − 3 con a = 5", lambda: con(lambda a: a - 3, 5.0)
    yield "a / b con a = 6, b = 4", lambda: con(lambda a, b: a / b, 6.0, 4.0)
    yield "a / b con a = 1, b = −2", lambda: con(lambda a, b: a / b, 1.0, -2.0)
    yield "a / 2 con a = 3", lambda: con(lambda a: a / 2, 3.0)


def observar_reflejados(Value: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """El número a la izquierda, en las cuatro operaciones y en `sum`."""

    def con(f: Callable[..., Any], *datos: float) -> list[Any]:
        return con_gradientes(Value, f, *datos)

    yield "2 − a con a = 5", lambda: con(lambda a: 2 - a, 5.0)
    yield "1 / a con a = 4", lambda: con(lambda a: 1 / a, 4.0)
    yield "6 / a con a = −2", lambda: con(lambda a: 6 / a, -2.0)
    yield "2 * a + (3 + a) con a = 5", lambda: con(lambda a: 2 * a + (3 + a), 5.0)
    yield "sum([a, b]) con a = 1, b = 2", lambda: con(lambda a, b: sum([a, b]), 1.0, 2.0)


def observar_medir(medir: Callable[..., Any]) -> Iterator[Observacion]:
    """Pendientes conocidas, y que la lista de entradas quede como estaba."""

    def producto(v: Sequence[float]) -> float:
        return v[0] * v[1] + v[0] ** 2

    def exacta(v: Sequence[float]) -> float:
        # con h grande, la diferencia de un solo lado se delata
        return v[0] ** 2

    def queda_igual() -> list[float]:
        entradas = [2.0, 3.0]
        medir(producto, entradas, 0, h=0.25)
        return entradas

    def redondeado(*argumentos: Any, **opciones: Any) -> float:
        # la medición tiene ruido en las últimas cifras, distinto según cómo se escriba
        numero: float = round(medir(*argumentos, **opciones), 4)
        return numero

    yield (
        "pendiente de v0·v1 + v0² respecto a v0 en (2, 3)",
        lambda: redondeado(producto, [2.0, 3.0], 0),
    )
    yield (
        "pendiente de v0·v1 + v0² respecto a v1 en (2, 3)",
        lambda: redondeado(producto, [2.0, 3.0], 1),
    )
    yield "pendiente de v0² en 1, con h = 0.5", lambda: redondeado(exacta, [1.0], 0, h=0.5)
    yield "pendiente de |v0| en 0", lambda: redondeado(lambda v: abs(v[0]), [0.0], 0)
    yield "la lista de entradas, después de medir con h = 0.25", queda_igual


def observar_f_abc(f_abc: Callable[[Any, Any, Any], Any]) -> Iterator[Observacion]:
    """Valor y gradientes, con el motor del paquete."""
    from minigrad.engine import Value

    yield "f(2, 3, 4)", lambda: f_abc(Value(2.0), Value(3.0), Value(4.0)).data
    yield "f(1, 0.5, −2)", lambda: f_abc(Value(1.0), Value(0.5), Value(-2.0)).data
    yield "valor y gradientes en (2, 3, 4)", lambda: con_gradientes(Value, f_abc, 2.0, 3.0, 4.0)
    yield (
        "valor y gradientes en (1, 0.5, −2)",
        lambda: con_gradientes(Value, f_abc, 1.0, 0.5, -2.0),
    )


def observar_softmax(softmax: Callable[[Any], Any]) -> Iterator[Observacion]:
    """Las probabilidades, su suma y el gradiente de una de ellas."""
    from minigrad.engine import Value

    def probabilidades(*datos: float) -> list[float]:
        return [p.data for p in softmax([Value(dato) for dato in datos])]

    def gradientes() -> list[float]:
        logits = [Value(0.5), Value(-1.0), Value(2.0)]
        softmax(logits)[0].backward()
        return [z.grad for z in logits]

    yield "softmax de (0, 0)", lambda: probabilidades(0.0, 0.0)
    yield "softmax de (1, 2, 3)", lambda: probabilidades(1.0, 2.0, 3.0)
    yield "la suma con (0, 3, −2, 1)", lambda: sum(probabilidades(0.0, 3.0, -2.0, 1.0))
    yield "gradientes de la primera probabilidad con (0.5, −1, 2)", gradientes


def observar_nll(nll: Callable[[Any, int], Any]) -> Iterator[Observacion]:
    """La pérdida de cada clase y sus gradientes."""
    from minigrad.engine import Value

    def gradientes() -> list[float]:
        logits = [Value(0.0), Value(1.0), Value(-1.0)]
        nll(logits, 1).backward()
        return [z.grad for z in logits]

    yield "logits (0, 0), clase 0", lambda: nll([Value(0.0), Value(0.0)], 0).data
    yield "logits (1, 2, 3), clase 2", lambda: nll([Value(1.0), Value(2.0), Value(3.0)], 2).data
    yield "logits (1, 2, 3), clase 0", lambda: nll([Value(1.0), Value(2.0), Value(3.0)], 0).data
    yield "gradientes con logits (0, 1, −1), clase 1", gradientes


REPASO = (
    Ejercicio(
        id="04-repaso-1",
        titulo="Qué guarda la nota",
        nombre="repaso_1",
        tipo="repaso",
        minutos=1,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="gradiente",
                codigo='repaso_1 = "a"',
                mensaje="El gradiente está en `out.grad`. `_backward` no es un número.",
            ),
            Error(
                nombre="hijos",
                codigo='repaso_1 = "c"',
                mensaje="Los hijos están en `out._prev`. ¿Qué se hacía con `_backward`? Se "
                "llamaba.",
            ),
        ),
        pistas=("¿Qué escribías después de `def _backward():`?",),
        porque="Es una clausura: recuerda a los hijos y a `out`, y reparte el gradiente cuando se "
        "la llama.",
    ),
    Ejercicio(
        id="04-repaso-2",
        titulo="El producto cruza",
        nombre="repaso_2",
        tipo="repaso",
        minutos=1,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="el propio",
                codigo='repaso_2 = "b"',
                mensaje="Si empujas `a` un poquito, el producto crece ese poquito por… ¿qué?",
            ),
            Error(
                nombre="uno",
                codigo='repaso_2 = "c"',
                mensaje="1 es la derivada local de la suma.",
            ),
        ),
        pistas=("Con a = 2 y b = 5, ¿cuánto crece a · b si a pasa a 2.1?",),
        porque="El producto cruza: a cada factor le toca el otro.",
    ),
    Ejercicio(
        id="04-repaso-3",
        titulo="El gradiente de la raíz",
        nombre="repaso_3",
        tipo="repaso",
        minutos=1,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="cero",
                codigo='repaso_3 = "a"',
                mensaje="Con 0 en la raíz, todos los demás serían 0: se multiplica por él.",
            ),
            Error(
                nombre="su valor",
                codigo='repaso_3 = "b"',
                mensaje="El valor no entra. ¿Cuánto se mueve la raíz por cada unidad que se mueve "
                "ella misma?",
            ),
        ),
        pistas=("Es la derivada de algo respecto a sí mismo.",),
        porque="La derivada de la raíz respecto a sí misma es 1.",
    ),
)

PIEZAS = (
    Ejercicio(
        id="04-que-pesa",
        titulo="¿De dónde salen tantos?",
        nombre="que_pesa",
        tipo="opcion",
        dificultad=2,
        minutos=2,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="números",
                codigo='que_pesa = "a"',
                mensaje="Los números no apuntan a otros objetos, y el recolector no los vigila. "
                "Mira qué más se crea en la suma de la lección 3.",
            ),
            Error(
                nombre="textos",
                codigo='que_pesa = "b"',
                mensaje="Los textos no apuntan a otros objetos: el recolector no los vigila.",
            ),
        ),
        pistas=(
            "¿Qué objetos de Python pueden apuntar a otros?",
            "En la suma de la lección 3 hay un `def` adentro. Cada vez que se ejecuta, crea algo.",
            "Una función que recuerda `self`, `otro` y `out` necesita …",
        ),
        porque="Cada `def` crea una función nueva, y una celda por cada variable que recuerda. A "
        "eso se suman la tupla de hijos y el diccionario de atributos.",
    ),
    Ejercicio(
        id="04-numero",
        titulo="Solo números",
        nombre="numero",
        pieza=True,
        dificultad=2,
        minutos=4,
        observar=observar_numero,
        errores=(
            Error(
                nombre="solo convierte",
                codigo="def numero(x):\n    return float(x)",
                mensaje="`float` convierte un texto en número. Hay que negarse antes de convertir.",
            ),
            Error(
                nombre="intenta convertir",
                codigo="def numero(x):\n    try:\n        return float(x)\n"
                '    except (TypeError, ValueError):\n        raise TypeError("no es un número")',
                mensaje='`float` convierte el texto `"2"` sin fallar, así que tu `except` no se '
                "entera. Pregunta por el **tipo** antes de convertir.",
            ),
            Error(
                nombre="lo devuelve tal cual",
                codigo="def numero(x):\n    return x",
                mensaje="Devuelves lo que llegó, sin mirarlo ni convertirlo.",
            ),
            Error(
                nombre="sin convertir",
                cambiar={"return float(x)": "return x"},
                mensaje="Rechazas bien lo que no sirve, pero un `int` sale como `int`: "
                "conviértelo.",
            ),
            Error(
                nombre="otra excepción",
                cambiar={"raise TypeError": "raise ValueError"},
                mensaje="Rechazas bien, pero con otra excepción. El **tipo** es el equivocado: "
                "`TypeError`.",
            ),
            Error(
                nombre="sin mensaje",
                codigo="def numero(x):\n    if not isinstance(x, (int, float)):\n"
                "        raise TypeError\n    return float(x)",
                mensaje="Rechazas bien, pero sin decir qué llegó. Quien vea el error querrá saber "
                "si le diste un texto, una lista… Dilo en el mensaje.",
            ),
            Error(
                nombre="imprime",
                cambiar={"raise TypeError(": "return print("},
                mensaje="Imprimes el aviso y el programa sigue como si nada. Hay que **lanzar** "
                "el error con `raise`.",
            ),
            Error(
                nombre="devuelve el error",
                cambiar={"raise TypeError": "return TypeError"},
                mensaje="Devuelves el error como si fuera el resultado. Para lanzarlo se usa "
                "`raise`.",
            ),
            Error(
                nombre="solo float",
                cambiar={"isinstance(x, (int, float))": "isinstance(x, float)"},
                mensaje="Un entero también es un número real: `numero(2)` debe dar 2.0.",
            ),
        ),
        pistas=(
            "¿Cómo se pregunta en Python si algo es de un tipo?",
            "`isinstance(x, (int, float))` es verdadero si x es uno de los dos. Para lanzar: "
            "`raise TypeError(mensaje)`.",
            "if not isinstance(…): raise TypeError(…), y al final return float(x)",
        ),
        porque="Se acepta lo que se conoce y se rechaza el resto, con un mensaje que dice qué "
        "llegó.",
    ),
    Ejercicio(
        id="04-nodo",
        titulo="Un nodo",
        nombre="Value",
        parte="__init__",
        pieza=True,
        dificultad=2,
        minutos=3,
        requiere=("04-numero",),
        observar=observar_nodo,
        errores=(
            Error(
                nombre="conjunto",
                cambiar={"tuple(hijos)": "set(hijos)"},
                mensaje="Un `set` no repite ni guarda el orden: en `a + a` se pierde un hijo.",
            ),
            Error(
                nombre="lista",
                cambiar={"tuple(hijos)": "list(hijos)", "tuple(locales)": "list(locales)"},
                mensaje="Funciona, pero en listas que cualquiera puede cambiar. Los hijos de un "
                "nodo no cambian nunca: usa una tupla.",
            ),
            Error(
                nombre="tal como llegan",
                cambiar={"tuple(hijos)": "hijos", "tuple(locales)": "locales"},
                mensaje="Guardas lo que llegue, y si es una lista queda una lista. Conviértelo en "
                "tupla.",
            ),
            Error(
                nombre="cambiados",
                cambiar={"tuple(hijos)": "tuple(locales)", "tuple(locales)": "tuple(hijos)"},
                mensaje="Están al revés: en `_prev` van los hijos y en `_locales` las derivadas.",
            ),
            Error(
                nombre="sin locales",
                cambiar={"        self._locales = tuple(locales)\n": ""},
                mensaje="Guardaste los hijos, pero el nodo no tiene `_locales`.",
            ),
            Error(
                nombre="siempre vacías",
                cambiar={"tuple(locales)": "()"},
                mensaje="`_locales` queda siempre vacía. Debe guardar lo que llega en `locales`.",
            ),
        ),
        pistas=(
            "¿Qué llega en `hijos` y qué en `locales`?",
            "`tuple(algo)` hace una tupla con lo que haya en `algo`, en el mismo orden.",
            "self._prev = tuple(…)",
        ),
        porque="Dos tuplas parejas: el hijo número k tiene la derivada local número k. Una tupla "
        "conserva el orden y los repetidos.",
    ),
    Ejercicio(
        id="04-multiplicar",
        titulo="El producto",
        nombre="Value",
        parte="__mul__",
        pieza=True,
        dificultad=2,
        minutos=3,
        requiere=("04-numero", "04-nodo"),
        observar=observar_multiplicar,
        errores=(
            sin_operacion('"*"'),
            Error(
                nombre="sin cruzar",
                cambiar={"(otro.data, self.data)": "(self.data, otro.data)"},
                mensaje="Las derivadas locales están sin cruzar: a cada factor le toca el "
                "**otro**.",
            ),
            Error(
                nombre="como la suma",
                cambiar={"(otro.data, self.data)": "(1.0, 1.0)"},
                mensaje="Esas son las derivadas locales de la suma. El producto cruza.",
            ),
            Error(
                nombre="un solo hijo",
                cambiar={"(self, otro), locales": "(self,), (otro.data,)"},
                mensaje="Falta un hijo: el producto tiene dos factores.",
            ),
            Error(
                nombre="nodos por números",
                cambiar={"(otro.data, self.data)": "(otro, self)"},
                mensaje="Las derivadas locales son **números**: usa `.data`.",
            ),
            Error(
                nombre="suma los datos",
                cambiar={"self.data * otro.data": "self.data + otro.data"},
                mensaje="El resultado es el de la suma. ¿Quedó del modelo que copiaste?",
            ),
            Error(
                nombre="sin hijos",
                cambiar={", (self, otro), locales, ": ", (), (), "},
                mensaje="El número está bien, pero el nodo no recuerda de dónde salió: le faltan "
                "sus hijos.",
            ),
        ),
        pistas=(
            "Si empujas `self` un poquito, ¿por cuánto se multiplica ese empujón?",
            "El producto cruza: para `self`, `otro.data`; para `otro`, `self.data`.",
            'Value(…, (self, otro), (otro.data, …), "*")',
        ),
        porque="Dos hijos y dos números: cada factor recibe el dato del otro.",
    ),
)

RECORRIDO = (
    Ejercicio(
        id="04-ordenar",
        titulo="El orden topológico con una pila",
        nombre="ordenar",
        pieza=True,
        dificultad=3,
        minutos=8,
        observar=observar_ordenar,
        errores=(
            Error(
                nombre="sin mirar si ya estaba",
                cambiar={"elif nodo not in vistos:": "else:"},
                mensaje="Un nodo que se usa dos veces queda dos veces en el orden. ¿Para qué está "
                "`vistos`?",
            ),
            Error(
                nombre="antes que sus hijos",
                cambiar={
                    "orden.append(nodo)\n        elif": "pass\n        elif",
                    "            vistos.add(nodo)\n": "            vistos.add(nodo)\n"
                    "            orden.append(nodo)\n",
                },
                mensaje="Los nodos quedan antes que sus hijos. ¿Los agregas al verlos por primera "
                "vez? ¿O la pareja lista quedó encima de los hijos? Lo último que entra a la pila "
                "es lo primero que sale.",
            ),
            Error(
                nombre="nunca vuelve",
                cambiar={"            pila.append((nodo, True))\n": ""},
                mensaje="El orden sale vacío: ningún nodo vuelve a la pila como listo.",
            ),
            Error(
                nombre="sin hijos",
                cambiar={
                    "for hijo in nodo._prev:\n                pila.append((hijo, False))": "pass",
                },
                mensaje="Solo aparece la raíz: falta poner a los hijos en la pila.",
            ),
            Error(
                nombre="marca al ponerlo",
                cambiar={
                    "for hijo in nodo._prev:\n                pila.append((hijo, False))": (
                        "for hijo in nodo._prev:\n"
                        "                if hijo not in vistos:\n"
                        "                    vistos.add(hijo)\n"
                        "                    pila.append((hijo, False))"
                    ),
                    "elif nodo not in vistos:\n            vistos.add(nodo)": "else:",
                },
                mensaje="Marcas a los hijos al ponerlos en la pila, y no al sacarlos. Un nodo "
                "compartido puede quedar después de quien lo usa.",
            ),
        ),
        pistas=(
            "¿Qué haces si `listo` es verdadero? ¿Y si el nodo ya estaba en `vistos`?",
            "La primera vez: márcalo, ponlo otra vez en la pila como listo y, encima, a sus hijos.",
            "if listo: orden.append(nodo) … elif nodo not in vistos: vistos.add(nodo); "
            "pila.append((nodo, …)); después, cada hijo con …",
        ),
        porque="El nodo queda en la pila debajo de sus hijos, así que sale como listo cuando "
        "ellos ya salieron. `vistos` impide repetirlo.",
    ),
    Ejercicio(
        id="04-dos-veces",
        titulo="¿Cuánto da la segunda vez?",
        nombre="segunda_vez",
        tipo="numero",
        dificultad=2,
        minutos=2,
        observar=observar_respuesta,
        errores=(
            Error(
                nombre="no cambia",
                codigo="segunda_vez = 90",
                mensaje="Eso sería si las hojas también empezaran de cero. Las hojas acumulan.",
            ),
            Error(
                nombre="al cuadrado",
                codigo="segunda_vez = 8100",
                mensaje="Los gradientes de dos llamadas se suman, no se multiplican.",
            ),
            Error(
                nombre="los intermedios también",
                codigo="segunda_vez = 495",
                mensaje="Eso da un motor que también acumula en los intermedios. Aquí empiezan de "
                "cero.",
            ),
            Error(
                nombre="cero",
                codigo="segunda_vez = 0",
                mensaje="Nadie puso en cero la hoja. Conserva lo que tenía.",
            ),
        ),
        pistas=(
            "¿Cuánto aporta cada llamada por su cuenta?",
            "Los intermedios empiezan de cero: la segunda llamada reparte lo mismo que la primera.",
            "90 de la primera, y de la segunda …",
        ),
        porque="Cada llamada reparte 90, y la hoja los suma.",
    ),
    Ejercicio(
        id="04-backward",
        titulo="El paso hacia atrás, una sola vez",
        nombre="Value",
        parte="backward",
        pieza=True,
        dificultad=3,
        minutos=6,
        requiere=("04-numero", "04-nodo", "04-multiplicar", "04-ordenar"),
        observar=observar_backward,
        errores=(
            Error(
                nombre="sin acumular",
                cambiar={"hijo.grad += local": "hijo.grad = local"},
                mensaje="Usaste `=` donde va `+=`: un nodo con dos caminos se queda solo con el "
                "último.",
            ),
            Error(
                nombre="sin el gradiente del nodo",
                cambiar={"local * nodo.grad": "local"},
                mensaje="Lo que sumas es la derivada local sola. Falta multiplicarla por el "
                "gradiente de cada nodo que reparte: es la regla de la cadena.",
            ),
            Error(
                nombre="raíz en cero",
                cambiar={"    self.grad = 1.0\n": ""},
                mensaje="Todos los gradientes salen en 0: la raíz no empieza en 1.",
            ),
            Error(
                nombre="de las hojas a la raíz",
                cambiar={"reversed(orden)": "orden"},
                mensaje="Recorriste el orden desde las hojas. El gradiente viaja de la raíz hacia "
                "ellas.",
            ),
            Error(
                nombre="gradiente del hijo",
                cambiar={"local * nodo.grad": "local * hijo.grad"},
                mensaje="Multiplicaste por el gradiente del **hijo**, que apenas se está "
                "calculando. ¿De quién viene el gradiente?",
            ),
            Error(
                nombre="suma en lugar de producto",
                cambiar={"local * nodo.grad": "local + nodo.grad"},
                mensaje="Sumaste la derivada local y el gradiente. A lo largo de un camino se "
                "multiplica.",
            ),
            Error(
                nombre="raíz con su dato",
                cambiar={"self.grad = 1.0": "self.grad = self.data"},
                mensaje="La raíz empezó con su dato. Su derivada respecto a sí misma es otra cosa.",
            ),
            Error(
                nombre="borra también las hojas",
                cambiar={
                    "        if nodo._prev:\n            nodo.grad = 0.0": "        nodo.grad = 0.0"
                },
                mensaje="Los gradientes de las hojas no se acumulan entre llamadas: las estás "
                "poniendo en cero. Deja el `if` como estaba.",
            ),
        ),
        pistas=(
            "¿Qué recibe cada hijo? ¿Y de quién?",
            "reversed(orden) va de la raíz a las hojas. En cada nodo, hijos y locales van parejos.",
            "self.grad = …; for nodo in reversed(orden): for hijo, local in zip(…): hijo.grad += …",
        ),
        porque="La raíz vale 1. De ahí hacia las hojas, cada nodo reparte local · gradiente, y los "
        "caminos se suman.",
    ),
)

_BASICAS = ("04-numero", "04-nodo", "04-multiplicar", "04-ordenar", "04-backward")

#: Cada una se escribe sobre las anteriores: así la clase prestada las tiene todas.
_EN_ORDEN = (
    "04-log", "04-tanh", "04-sigmoid", "04-relu", "04-potencia", "04-restar-y-dividir",
    "04-reflejados",
)  # fmt: skip


def _anteriores(ident: str) -> tuple[str, ...]:
    return (*_BASICAS, *_EN_ORDEN[: _EN_ORDEN.index(ident)])


OPERACIONES = (
    Ejercicio(
        id="04-log",
        titulo="El logaritmo",
        nombre="Value",
        parte="log",
        pieza=True,
        dificultad=2,
        minutos=3,
        requiere=_anteriores("04-log"),
        observar=observar_funcion("log", (2.0, 0.5, 10.0)),
        errores=(
            sin_operacion('"log"'),
            Error(
                nombre="como exp",
                cambiar={"(1 / self.data,)": "(math.log(self.data),)"},
                mensaje="Repetiste el resultado como derivada local. Eso vale para `exp`, no para "
                "`log`.",
            ),
            Error(
                nombre="sin invertir",
                cambiar={"(1 / self.data,)": "(self.data,)"},
                mensaje="La derivada local es uno **entre** el dato.",
            ),
            Error(
                nombre="otra base",
                cambiar={"math.log(self.data)": "math.log10(self.data)"},
                mensaje="Usaste el logaritmo en base 10. El natural es `math.log`.",
            ),
            Error(
                nombre="entre el resultado",
                cambiar={"(1 / self.data,)": "(1 / math.log(self.data),)"},
                mensaje="Dividiste entre el resultado. Es entre el **dato** de entrada.",
            ),
            Error(
                nombre="signo",
                cambiar={"(1 / self.data,)": "(-1 / self.data,)"},
                mensaje="El signo está al revés: el logaritmo siempre crece.",
            ),
        ),
        pistas=(
            "¿Qué cambia respecto a `exp`? El valor y un número más.",
            "Valor: math.log(self.data). Derivada local: 1 / self.data.",
            'return Value(math.log(…), (self,), (…,), "log")',
        ),
        porque="El valor es el logaritmo natural y su pendiente en a es 1/a.",
    ),
    Ejercicio(
        id="04-tanh",
        titulo="tanh, otra vez",
        nombre="Value",
        parte="tanh",
        pieza=True,
        minutos=2,
        requiere=_anteriores("04-tanh"),
        observar=observar_funcion("tanh", (0.5, -1.0, 2.0)),
        errores=(
            sin_operacion('"tanh"'),
            Error(
                nombre="sin cuadrado",
                cambiar={"1 - t * t": "1 - t"},
                mensaje="Falta el cuadrado: escribiste 1 menos t.",
            ),
            Error(
                nombre="con el dato",
                cambiar={"1 - t * t": "1 - self.data * self.data"},
                mensaje="Usaste el dato de entrada. La derivada de tanh se escribe con el "
                "**resultado**, t.",
            ),
            Error(
                nombre="sin el uno",
                cambiar={"1 - t * t": "t * t"},
                mensaje="Donde tanh es casi plana, la derivada debe ser casi 0. La tuya es casi 1.",
            ),
            Error(
                nombre="como la sigmoide",
                cambiar={"1 - t * t": "t * (1 - t)"},
                mensaje="Esa es la derivada de la sigmoide. tanh tiene otra.",
            ),
        ),
        pistas=(
            "¿Cuánto vale la pendiente de tanh donde la curva es plana, con t casi 1?",
            "Uno menos el cuadrado del resultado.",
            "1 - t * …",
        ),
        porque="La derivada de tanh es 1 − t², y t ya está calculado.",
    ),
    Ejercicio(
        id="04-sigmoid",
        titulo="La sigmoide",
        nombre="Value",
        parte="sigmoid",
        pieza=True,
        dificultad=2,
        minutos=3,
        requiere=_anteriores("04-sigmoid"),
        observar=observar_funcion("sigmoid", (0.5, -2.0, 3.0)),
        errores=(
            sin_operacion('"sigmoid"'),
            Error(
                nombre="sin el menos",
                cambiar={"math.exp(-self.data)": "math.exp(self.data)"},
                mensaje="Tu curva baja en lugar de subir: falta un signo menos en el exponente.",
            ),
            Error(
                nombre="sin paréntesis",
                cambiar={"1 / (1 + math.exp(-self.data))": "1 / 1 + math.exp(-self.data)"},
                mensaje="`1 / 1 + …` divide primero y suma después. Faltan paréntesis en el "
                "divisor.",
            ),
            Error(
                nombre="derivada de tanh",
                cambiar={"s * (1 - s)": "1 - s * s"},
                mensaje="Esa es la derivada de tanh. La de la sigmoide es otra.",
            ),
            Error(
                nombre="sin el primer factor",
                cambiar={"(s * (1 - s),)": "(1 - s,)"},
                mensaje="A la derivada local le falta un factor.",
            ),
            Error(
                nombre="con el dato",
                cambiar={"(s * (1 - s),)": "(self.data * (1 - self.data),)"},
                mensaje="Usaste el dato de entrada. La derivada se escribe con el **resultado**, "
                "s.",
            ),
            Error(
                nombre="s más s cuadrado",
                cambiar={"(s * (1 - s),)": "(s * (1 + s),)"},
                mensaje="El signo del paréntesis está al revés: donde la curva es plana, la "
                "derivada debe ser casi 0.",
            ),
        ),
        pistas=(
            "¿Qué conviene guardar en una variable para no escribirlo dos veces?",
            "s = 1 / (1 + exp(−dato)). Derivada local: s por (1 − s).",
            's = …; return Value(s, (self,), (s * (…),), "sigmoid")',
        ),
        porque="Se calcula s una vez y sirve para las dos cosas: el valor y la pendiente s · (1 − "
        "s).",
    ),
    Ejercicio(
        id="04-relu",
        titulo="relu y su esquina",
        nombre="Value",
        parte="relu",
        pieza=True,
        dificultad=2,
        minutos=3,
        requiere=_anteriores("04-relu"),
        observar=observar_relu,
        errores=(
            sin_operacion('"ReLU"'),
            Error(
                nombre="devuelve el mismo nodo",
                codigo="def relu(self):\n    if self.data > 0:\n        return self\n"
                '    return Value(0.0, (self,), (0.0,), "ReLU")\n\nValue.relu = relu',
                mensaje="Cuando es positivo devuelves el mismo nodo, así que la operación no queda "
                "en el grafo. Crea siempre un nodo nuevo.",
            ),
            Error(
                nombre="un cero suelto",
                codigo="def relu(self):\n    if self.data > 0:\n"
                '        return Value(self.data, (self,), (1.0,), "ReLU")\n'
                "    return Value(0.0)\n\nValue.relu = relu",
                mensaje="El 0 que devuelves es una hoja: no recuerda de quién salió. Su derivada "
                "es 0, pero el nodo va en el grafo igual.",
            ),
            Error(
                nombre="esquina encendida",
                cambiar={"self.data > 0": "self.data >= 0"},
                mensaje="En 0 exacto tu derivada es 1. Elegimos 0, como PyTorch.",
            ),
            Error(
                nombre="siempre uno",
                cambiar={"1.0 if enciende else 0.0": "1.0"},
                mensaje="Donde relu apaga, el gradiente no debe pasar.",
            ),
            Error(
                nombre="al revés",
                cambiar={"1.0 if enciende else 0.0": "0.0 if enciende else 1.0"},
                mensaje="Está al revés: el gradiente pasa por donde relu enciende.",
            ),
            Error(
                nombre="el dato como derivada",
                cambiar={"1.0 if enciende else 0.0": "max(0.0, self.data)"},
                mensaje="Pusiste el valor como derivada local. La pendiente de relu es 0 o 1.",
            ),
            Error(
                nombre="valor absoluto",
                cambiar={"max(0.0, self.data)": "abs(self.data)"},
                mensaje="Lo negativo debe quedar en 0, no cambiar de signo.",
            ),
            Error(
                nombre="sin apagar",
                cambiar={"max(0.0, self.data)": "self.data"},
                mensaje="La derivada está bien, pero el valor no: lo negativo debe quedar en 0.",
            ),
        ),
        pistas=(
            "¿Qué pendiente tiene la curva a la derecha de 0? ¿Y a la izquierda?",
            "Valor: el máximo entre 0 y el dato. Derivada: 1 si el dato es mayor que 0, y 0 si no.",
            'Value(max(0.0, …), (self,), (1.0 if … else 0.0,), "ReLU")',
        ),
        porque="A la derecha la pendiente es 1; a la izquierda, y en la esquina por acuerdo, 0.",
    ),
    Ejercicio(
        id="04-potencia",
        titulo="a ** b, con los dos como nodos",
        nombre="Value",
        parte="__pow__",
        pieza=True,
        dificultad=3,
        minutos=6,
        requiere=_anteriores("04-potencia"),
        observar=observar_potencia,
        errores=(
            sin_operacion('"**"'),
            Error(
                nombre="exponente sin bajar",
                cambiar={"b * a ** (b - 1)": "b * a**b"},
                mensaje="En la derivada hacia la base, el exponente baja en uno.",
            ),
            Error(
                nombre="el uno fuera del exponente",
                cambiar={"b * a ** (b - 1)": "b * a**b - 1"},
                mensaje="El 1 se resta en el **exponente**. Faltan paréntesis: Python hizo primero "
                "la potencia.",
            ),
            Error(
                nombre="sin el factor",
                cambiar={"b * a ** (b - 1)": "a ** (b - 1)"},
                mensaje="En la derivada hacia la base falta multiplicar por el exponente.",
            ),
            Error(
                nombre="sin logaritmo",
                cambiar={"a**b * math.log(a)": "a**b"},
                mensaje="A la derivada hacia el exponente le falta el logaritmo de la base.",
            ),
            Error(
                nombre="logaritmo del exponente",
                cambiar={"math.log(a)": "math.log(abs(b))"},
                mensaje="El logaritmo es el de la **base**, no el del exponente.",
            ),
            Error(
                nombre="cambiadas",
                cambiar={"(hacia_a, hacia_b)": "(hacia_b, hacia_a)"},
                mensaje="Las dos derivadas están cambiadas: primero va la de la base.",
            ),
            Error(
                nombre="base negativa",
                cambiar={
                    "a**b * math.log(a) if a > 0 else math.nan": "a**b * math.log(abs(a))",
                },
                mensaje="Con base negativa no hay derivada hacia el exponente: debe ser "
                "`math.nan`.",
            ),
            Error(
                nombre="logaritmo de cero",
                cambiar={"a > 0": "a >= 0"},
                mensaje="¿Cuánto es el logaritmo de 0? Con base 0 exacto tampoco hay derivada "
                "hacia el exponente.",
            ),
            Error(
                nombre="cero en lugar de nan",
                cambiar={"math.nan": "0.0"},
                mensaje="Donde la derivada no existe dices 0, y un 0 se cree. Di `math.nan`: así "
                "nadie lo usa por error.",
            ),
            Error(
                nombre="logaritmo sin cuidado",
                cambiar={"a**b * math.log(a) if a > 0 else math.nan": "a**b * math.log(a)"},
                mensaje="Con base negativa el logaritmo lanza un error, y `a ** 2` con a = −3 ya "
                "no funciona. Pregunta antes si la base es positiva.",
            ),
        ),
        pistas=(
            "Son dos derivadas: una como si b fuera un número, otra como si lo fuera a.",
            "Hacia a: b · a^(b−1). Hacia b: a^b · log(a), y math.nan si a no es positivo.",
            "hacia_a = b * a ** (…); hacia_b = … if a > 0 else math.nan",
        ),
        porque="Mirando solo a es una potencia; mirando solo b es una exponencial de base a. Cada "
        "una tiene su regla.",
    ),
    Ejercicio(
        id="04-restar-y-dividir",
        titulo="Con lo que ya hay",
        nombre="Value",
        parte="__truediv__",
        pieza=True,
        dificultad=2,
        minutos=4,
        requiere=_anteriores("04-restar-y-dividir"),
        observar=observar_restar_y_dividir,
        errores=(
            Error(
                nombre="suma",
                cambiar={"self + como_value(otro) * -1": "self + otro"},
                mensaje="En `restar` falta el menos: eso es la suma.",
            ),
            Error(
                nombre="las derivadas de la suma",
                cambiar={
                    "return self + como_value(otro) * -1": "otro = como_value(otro)\n"
                    '    return Value(self.data - otro.data, (self, otro), (1.0, 1.0), "-")'
                },
                mensaje="El valor está bien, pero al segundo le toca −1. Si usas las operaciones "
                "que ya hay, los gradientes salen solos.",
            ),
            Error(
                nombre="resta al revés",
                cambiar={"self + como_value(otro) * -1": "como_value(otro) + self * -1"},
                mensaje="`a - b` te sale al revés: b − a.",
            ),
            Error(
                nombre="multiplica",
                cambiar={"como_value(otro) ** -1": "como_value(otro)"},
                mensaje="En `dividir` falta elevar a la −1: eso es el producto.",
            ),
            Error(
                nombre="división al revés",
                cambiar={"self * como_value(otro) ** -1": "como_value(otro) * self ** -1"},
                mensaje="`a / b` te sale al revés: b / a.",
            ),
            Error(
                nombre="menos por potencia",
                cambiar={"como_value(otro) ** -1": "(como_value(otro) * -1)"},
                mensaje="Para dividir multiplicaste por el **opuesto** (−b). Es por el inverso, "
                "1/b.",
            ),
        ),
        pistas=(
            "¿Restar b es lo mismo que sumar qué?",
            "Restar es sumar el opuesto; dividir es multiplicar por el inverso: elevar a la −1.",
            "self + … * -1, y self * … ** -1",
        ),
        porque="a − b = a + (−1)·b, y a / b = a · b⁻¹. Los gradientes salen solos de las otras "
        "operaciones.",
    ),
    Ejercicio(
        id="04-reflejados",
        titulo="El número a la izquierda",
        nombre="Value",
        parte="__rtruediv__",
        pieza=True,
        dificultad=2,
        minutos=4,
        requiere=_anteriores("04-reflejados"),
        observar=observar_reflejados,
        errores=(
            Error(
                nombre="las dos al revés",
                cambiar={
                    "como_value(otro) - self": "self - otro",
                    "como_value(otro) / self": "self / otro",
                },
                mensaje="`otro` es el de la izquierda: en `2 - a`, el 2. Las dos te salen al "
                "revés.",
            ),
            Error(
                nombre="resta al revés",
                cambiar={"como_value(otro) - self": "self - otro"},
                mensaje="En la resta, `otro` es el de la **izquierda**: `2 - a` empieza por el 2.",
            ),
            Error(
                nombre="división al revés",
                cambiar={"como_value(otro) / self": "self / otro"},
                mensaje="En la división, `otro` es el de la **izquierda**: `1 / a` empieza por el "
                "1.",
            ),
            Error(
                nombre="sin convertir",
                cambiar={
                    "como_value(otro) - self": "otro - self",
                    "como_value(otro) / self": "otro / self",
                },
                mensaje="`otro - self` vuelve a preguntarle al número, que vuelve a llamarte: "
                "nunca termina. Convierte primero el número en `Value`.",
            ),
            Error(
                nombre="solo el inverso",
                cambiar={"como_value(otro) / self": "self ** -1"},
                mensaje="En la división siempre pones un 1 arriba. ¿Y `6 / a`?",
            ),
        ),
        pistas=(
            "En `2 - a`, ¿quién es `self` y quién es `otro`?",
            "Convierte a `otro` en `Value` y usa la operación normal, con él a la izquierda.",
            "return como_value(otro) - …",
        ),
        porque="Convertido en `Value`, el número ya sabe restar y dividir: basta ponerlo a la "
        "izquierda.",
    ),
)

PRUEBAS = (
    Ejercicio(
        id="04-medir",
        titulo="El juez que solo empuja",
        nombre="medir",
        pieza=True,
        dificultad=2,
        minutos=4,
        observar=observar_medir,
        errores=(
            Error(
                nombre="un solo lado",
                cambiar={"(f(mas) - f(menos)) / (2 * h)": "(f(mas) - f(list(entradas))) / h"},
                mensaje="Mides hacia un solo lado. La simétrica empuja hacia los dos.",
            ),
            Error(
                nombre="un solo lado y sin copia",
                codigo="def medir(f, entradas, i, h=1e-6):\n    antes = f(entradas)\n"
                "    entradas[i] += h\n    return (f(entradas) - antes) / h",
                mensaje="Mides hacia un solo lado, y además dejas empujada la lista de quien te "
                "llamó. Haz dos copias.",
            ),
            Error(
                nombre="dos empujones seguidos",
                codigo="def medir(f, entradas, i, h=1e-6):\n    v = list(entradas)\n"
                "    v[i] += h\n    mas = f(v)\n    v[i] -= h\n    menos = f(v)\n"
                "    return (mas - menos) / (2 * h)",
                mensaje="Después de empujar +h, restar h te devuelve al punto de partida. Para "
                "llegar al otro lado hay que restar **dos** veces.",
            ),
            Error(
                nombre="entre h",
                cambiar={"/ (2 * h)": "/ h"},
                mensaje="De un lado al otro hay **dos** empujones, y divides entre uno.",
            ),
            Error(
                nombre="siempre la primera",
                cambiar={"mas[i] += h": "mas[0] += h", "menos[i] -= h": "menos[0] -= h"},
                mensaje="Empujas siempre la primera entrada. ¿Para qué llega `i`?",
            ),
            Error(
                nombre="precedencia",
                cambiar={"/ (2 * h)": "/ 2 * h"},
                mensaje="`/ 2 * h` divide entre 2 y **multiplica** por h. Faltan paréntesis.",
            ),
            Error(
                nombre="cambia las entradas",
                cambiar={"= list(entradas), list(entradas)": "= entradas, list(entradas)"},
                mensaje="La medida sale bien, pero la lista de quien te llamó quedó empujada. "
                "Trabaja con una copia: `list(entradas)`.",
            ),
            Error(
                nombre="al revés",
                cambiar={"f(mas) - f(menos)": "f(menos) - f(mas)"},
                mensaje="El signo sale al revés: es la de adelante menos la de atrás.",
            ),
        ),
        pistas=(
            "¿En qué dos lugares hay que evaluar `f`?",
            "f con la entrada i en +h, menos f con la entrada i en −h, entre 2h. Usa copias.",
            "mas, menos = list(entradas), list(entradas); mas[i] += h; …",
        ),
        porque="Se empuja la misma entrada hacia los dos lados, en dos copias, y se divide entre "
        "los 2h que las separan.",
    ),
    Ejercicio(
        id="04-fabc",
        titulo="Una función de tres entradas",
        nombre="f_abc",
        pieza=True,
        dificultad=2,
        minutos=4,
        observar=observar_f_abc,
        errores=(
            Error(
                nombre="menos perdido",
                cambiar={"-(a**3)": "a**3"},
                mensaje="Se perdió el menos del primer término.",
            ),
            Error(
                nombre="tres fuera del seno",
                cambiar={"(3 * b).sin()": "3 * b.sin()"},
                mensaje="El 3 va **dentro** del seno: seno de 3b.",
            ),
            Error(
                nombre="el seno de math",
                cambiar={"(3 * b).sin()": "math.sin(3 * b)"},
                mensaje="`math.sin` da un número, y el grafo se corta ahí. Usa el método `.sin()` "
                "del motor.",
            ),
            Error(
                nombre="más uno entre c",
                cambiar={"- 1 / c": "+ 1 / c"},
                mensaje="El término 1/c va restando.",
            ),
            Error(
                nombre="menos c",
                cambiar={"- 1 / c": "- c"},
                mensaje="Es uno **entre** c, no c.",
            ),
            Error(
                nombre="sumó la raíz",
                cambiar={"- a**0.5": "+ a**0.5"},
                mensaje="El último término, la raíz de a, va restando.",
            ),
            Error(
                nombre="por en lugar de potencia",
                cambiar={"b**2.5": "b * 2.5"},
                mensaje="b está **elevado** a 2.5, no multiplicado.",
            ),
        ),
        pistas=(
            "Escribe los cinco términos uno por uno. ¿Cuáles restan?",
            "El seno es un método: (3 * b).sin(). La potencia es **.",
            "-(a**3) + (…).sin() - 1 / c + b**… - a**…",
        ),
        porque="Cada término es una operación que ya tienes; el motor se encarga del gradiente.",
    ),
    Ejercicio(
        id="04-softmax",
        titulo="De puntajes a probabilidades",
        nombre="softmax",
        pieza=True,
        dificultad=2,
        minutos=4,
        observar=observar_softmax,
        errores=(
            Error(
                nombre="sin exp",
                cambiar={"z.exp() for z": "z for z"},
                mensaje="Dividiste los puntajes tal cual. Falta pasarlos por `exp`: con puntajes "
                "negativos no saldrían probabilidades.",
            ),
            Error(
                nombre="sin dividir",
                cambiar={"e / total": "e"},
                mensaje="No suman 1: falta dividir entre el total.",
            ),
            Error(
                nombre="exp de la suma",
                cambiar={"sum(exponenciales)": "sum(logits).exp()"},
                mensaje="Sumaste los puntajes y después aplicaste `exp`. Primero `exp` a cada uno.",
            ),
            Error(
                nombre="entre el mayor",
                cambiar={"sum(exponenciales)": "max(exponenciales, key=lambda e: e.data)"},
                mensaje="Dividiste entre el mayor, así que no suman 1. Es entre la suma.",
            ),
            Error(
                nombre="promedio",
                cambiar={"e / total": "e / len(logits)"},
                mensaje="Dividiste entre cuántos son. Es entre la suma de las exponenciales.",
            ),
        ),
        pistas=(
            "¿Qué le pasa a cada puntaje antes de dividir?",
            "Primero todas las exponenciales, después su suma, y al final cada una entre la suma.",
            "exps = [… for z in logits]; total = sum(…); return [… for e in exps]",
        ),
        porque="exp vuelve todo positivo y la división hace que sumen 1. La suma se calcula una "
        "vez y se comparte.",
    ),
    Ejercicio(
        id="04-nll",
        titulo="La pérdida de quien debía acertar",
        nombre="nll",
        pieza=True,
        dificultad=2,
        minutos=3,
        requiere=("04-softmax",),
        observar=observar_nll,
        errores=(
            Error(
                nombre="sin el menos",
                cambiar={"-softmax": "softmax"},
                mensaje="Sale negativa. Falta el menos: una pérdida baja debe ser casi 0, desde "
                "arriba.",
            ),
            Error(
                nombre="sin logaritmo",
                cambiar={".log()": ""},
                mensaje="Falta el logaritmo de la probabilidad.",
            ),
            Error(
                nombre="logaritmo del puntaje",
                cambiar={"-softmax(logits)[clase].log()": "-logits[clase]"},
                mensaje="Tomaste el puntaje. Primero hay que volverlo probabilidad con `softmax`.",
            ),
            Error(
                nombre="la más alta",
                cambiar={"softmax(logits)[clase]": "max(softmax(logits), key=lambda p: p.data)"},
                mensaje="Usaste la probabilidad más alta. La pérdida mira la de la clase "
                "**correcta**.",
            ),
            Error(
                nombre="uno menos",
                cambiar={"-softmax(logits)[clase].log()": "1 - softmax(logits)[clase]"},
                mensaje="Restaste de 1. La pérdida es menos el **logaritmo** de la probabilidad.",
            ),
        ),
        pistas=(
            "¿Cuál de las probabilidades de `softmax` te interesa?",
            "La de la clase correcta, con logaritmo y con menos.",
            "-softmax(…)[…].log()",
        ),
        porque="Si la clase correcta tiene probabilidad 1, el logaritmo es 0 y no hay castigo. "
        "Mientras más pequeña, mayor la pérdida.",
    ),
)

EJERCICIOS = (*REPASO, *PIEZAS, *RECORRIDO, *OPERACIONES, *PRUEBAS)
