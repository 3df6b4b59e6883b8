"""Qué se observa en la lección 4 y su práctica: el motor completo, softmax y el juez."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from minigrad.aula.ejercicios.lineas import funcion_de, leer_letras, se_puede_leer
from minigrad.aula.ejercicios.practica_04 import LINEAS, armar
from minigrad.aula.huella.observar import Observacion
from minigrad.aula.observadores.notas import luego, ordenar


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


def _de_un_hijo(
    Value: Any,  # noqa: N803 (es una clase)
    nombre: str,
    puntos: Sequence[float],
) -> Iterator[Observacion]:
    """Observa un método de un solo hijo: valor y gradiente, también dentro de una cuenta."""

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


def observar_log(clase: Any) -> Iterator[Observacion]:
    yield from _de_un_hijo(clase, "log", (2.0, 0.5, 10.0))


def observar_tanh(clase: Any) -> Iterator[Observacion]:
    yield from _de_un_hijo(clase, "tanh", (0.5, -1.0, 2.0))


def observar_sigmoid(clase: Any) -> Iterator[Observacion]:
    yield from _de_un_hijo(clase, "sigmoid", (0.5, -2.0, 3.0))


def observar_relu(Value: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """Como las demás y, además, que siempre nazca un nodo que recuerde de quién salió."""
    yield from _de_un_hijo(Value, "relu", (2.0, -3.0, 0.0, 0.25))
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


def observar_revuelto(respuesta: Any) -> Iterator[Observacion]:
    """Arma el programa y lo prueba: vale cualquier orden que funcione."""
    letras = leer_letras(respuesta)
    yield "líneas que faltan", lambda: sorted(set(LINEAS) - set(letras))
    yield "líneas en total", lambda: len(letras)
    yield "¿la última línea devuelve la lista?", lambda: letras[-1:] == ["E"]
    yield "¿Python entiende el programa?", lambda: se_puede_leer(armar(letras))
    yield from observar_ordenar(lambda raiz: funcion_de(armar(letras), "ordenar")(raiz))


# --- operaciones nuevas --------------------------------------------------------------------------


def observar_cos(clase: Any) -> Iterator[Observacion]:
    yield from _de_un_hijo(clase, "cos", (0.5, -2.0, 3.0))


def observar_softplus(clase: Any) -> Iterator[Observacion]:
    yield from _de_un_hijo(clase, "softplus", (0.5, -2.0, 0.0, 800.0, -800.0))


def observar_abs(clase: Any) -> Iterator[Observacion]:
    for x in (3.0, -2.0, 0.0, -0.25, 0.5):
        texto = f"{x:g}".replace("-", "−")
        yield (
            f"abs en {texto}: valor y gradiente",
            luego(con_gradientes, clase, lambda a: abs(a), x),
        )
    yield (
        "3 · |a| · a con a = −2: valor y gradiente",
        luego(con_gradientes, clase, lambda a: abs(a) * 3 * a, -2.0),
    )
    yield ANOTA, lambda: bool(abs(clase(3.0))._op)


def observar_maximo(clase: Any) -> Iterator[Observacion]:
    def dos(a: Any, b: Any) -> Any:
        return a.maximo(b)

    for a, b in ((2.0, 5.0), (4.0, -1.0), (-3.0, -7.0), (1.5, 1.5)):
        texto = f"a = {a:g}, b = {b:g}".replace("-", "−")
        yield f"máximo con {texto}: valor y gradientes", luego(con_gradientes, clase, dos, a, b)
    yield (
        "máximo de a y el número 1, con a = 3: valor y gradiente",
        luego(con_gradientes, clase, lambda a: a.maximo(1), 3.0),
    )
    yield (
        "2 · máximo(a, b) · b con a = 2, b = 5: valor y gradientes",
        luego(con_gradientes, clase, lambda a, b: a.maximo(b) * 2 * b, 2.0, 5.0),
    )
    yield ANOTA, lambda: bool(dos(clase(2.0), clase(5.0))._op)


# --- el motor ajeno ------------------------------------------------------------------------------
def _repartir(clase: Any, f: Callable[..., Any], *datos: float) -> list[Any]:
    """El resultado y los gradientes, con un recorrido nuestro: el del motor está averiado."""
    hojas = [clase(dato) for dato in datos]
    raiz = f(*hojas)
    orden = ordenar(raiz)
    raiz.grad = 1.0
    for nodo in reversed(orden):
        for hijo, local in zip(nodo._prev, nodo._locales, strict=True):
            hijo.grad += local * nodo.grad
    return [raiz.data, *(hoja.grad for hoja in hojas)]


def observar_hijos(clase: Any) -> Iterator[Observacion]:
    def doble() -> Any:
        a = clase(2.0)
        return clase(4.0, (a, a), (1.0, 1.0))

    def en_orden() -> str:
        # son muchos, para que un conjunto no acierte el orden por casualidad
        hijos = [clase(float(k)) for k in range(12)]
        return "sí" if list(clase(0.0, hijos, [1.0] * 12)._prev) == hijos else "no"

    yield "cuántos hijos tiene a + a", lambda: len(doble()._prev)
    yield "las derivadas locales de a + a", lambda: list(doble()._locales)
    yield "¿están doce hijos en el orden en que llegaron?", en_orden
    yield (
        "las derivadas, en orden",
        lambda: list(clase(0.0, (clase(1.0), clase(2.0)), (3.0, -4.0))._locales),
    )
    yield "los hijos de una hoja", lambda: list(clase(1.0)._prev)
    yield "x + x con x = 3: valor y gradiente", luego(_repartir, clase, lambda x: x + x, 3.0)


def observar_log_ajeno(clase: Any) -> Iterator[Observacion]:
    for x in (3.0, 0.5, 10.0):
        yield f"log en {x:g}: valor y gradiente", luego(_repartir, clase, lambda a: a.log(), x)


def observar_division(clase: Any) -> Iterator[Observacion]:
    for a, b in ((6.0, 4.0), (1.0, -2.0), (3.0, 0.5)):
        texto = f"a = {a:g}, b = {b:g}".replace("-", "−")
        yield (
            f"a / b con {texto}: valor y gradientes",
            luego(_repartir, clase, lambda x, y: x / y, a, b),
        )


def observar_orden_del_motor(clase: Any) -> Iterator[Observacion]:
    yield from observar_ordenar(lambda raiz: clase.ordenar(raiz))


def _con_numeros(clase: Any) -> Any:
    """La misma clase, que además acepta `a * 3`: las pruebas de la lección lo usan."""

    class ConNumeros(clase):  # type: ignore[misc]
        def __mul__(self, otro: Any) -> Any:
            otro = otro if isinstance(otro, clase) else clase(otro)
            return super().__mul__(otro)

    return ConNumeros


def observar_backward_ajeno(clase: Any) -> Iterator[Observacion]:
    yield from observar_backward(_con_numeros(clase))


# --- softmax y el juez ---------------------------------------------------------------------------
def observar_softmax_estable(softmax: Callable[[Any], Any]) -> Iterator[Observacion]:
    def queda_igual() -> list[float]:
        logits = [1.0, 2.0]
        softmax(logits)
        return logits

    for logits in ([0.0, 0.0], [1.0, 2.0, 3.0], [-1.0, 4.0, 0.5, 0.5], [1000, 1001]):
        texto = str(logits).replace("-", "−")
        yield f"softmax de {texto}", luego(_lista, softmax, logits)
    yield "softmax de [−1000, 0]", luego(_lista, softmax, [-1000, 0])
    yield "softmax de [−1001, −1000]", luego(_lista, softmax, [-1001, -1000])
    yield "softmax de [0, 3000]", luego(_lista, softmax, [0, 3000])
    yield "la lista que recibe, después", queda_igual


def _lista(funcion: Callable[..., Any], *argumentos: Any) -> list[Any]:
    return list(funcion(*argumentos))


def observar_p_menos_y(p_menos_y: Callable[[Any, int], Any]) -> Iterator[Observacion]:
    casos: Sequence[tuple[list[float], int]] = (
        ([0.0, 0.0], 0),
        ([1.0, 2.0, 3.0], 2),
        ([1.0, 2.0, 3.0], 0),
        ([-1.0, 0.5, 4.0], 1),
    )
    for logits, clase in casos:
        texto = f"{logits}, clase {clase}".replace("-", "−")
        yield f"gradientes con {texto}", luego(_lista, p_menos_y, logits, clase)


def observar_coinciden(coinciden: Callable[..., Any]) -> Iterator[Observacion]:
    nan = float("nan")
    casos = {
        "1 y 1.000001": (1.0, 1.000001),
        "1 y 1.5": (1.0, 1.5),
        "1.5 y 1": (1.5, 1.0),
        "mil millones y mil millones más 0.5": (1e9, 1e9 + 0.5),
        "menos mil millones y menos mil millones más 0.5": (-1e9, -1e9 + 0.5),
        "0 y 0.000000001": (0.0, 1e-9),
        "2 y −2": (2.0, -2.0),
        "nan y 1": (nan, 1.0),
        "1 y nan": (1.0, nan),
        "nan y nan": (nan, nan),
    }
    for etiqueta, (a, b) in casos.items():
        yield f"¿coinciden {etiqueta}?", luego(_si_o_no, coinciden, a, b)
    yield (
        "¿coinciden 1 y 1.5, con tolerancia 0.6?",
        luego(_si_o_no, coinciden, 1.0, 1.5, 0.6),
    )
    yield (
        "¿coinciden 100 y 101, con tolerancia 0.1?",
        luego(_si_o_no, coinciden, 100.0, 101.0, 0.1),
    )
    for a, b in ((1.0, 2.4), (2.4, 1.0), (-2.4, -1.0), (-1.0, -2.4)):
        etiqueta = f"¿coinciden {a:g} y {b:g}, con tolerancia 0.6?".replace("-", "−")
        yield etiqueta, luego(_si_o_no, coinciden, a, b, 0.6)
    yield "¿coinciden 0 y 0.7, con tolerancia 0.5?", luego(_si_o_no, coinciden, 0.0, 0.7, 0.5)
    yield "¿coinciden 0 y 0.5, con tolerancia 0.5?", luego(_si_o_no, coinciden, 0.0, 0.5, 0.5)


def _si_o_no(coinciden: Callable[..., Any], *argumentos: float) -> Any:
    respuesta = coinciden(*argumentos)
    return respuesta if respuesta is None or respuesta is ... else bool(respuesta)
