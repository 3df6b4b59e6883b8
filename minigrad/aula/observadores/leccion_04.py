"""Qué se observa en la lección 4 y su práctica: el motor completo, softmax y el juez."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from minigrad.aula.celda.codigo import funcion_de as la_funcion
from minigrad.aula.ejercicios.lineas import funcion_de, leer_letras, se_puede_leer
from minigrad.aula.ejercicios.practica_04 import LINEAS, armar
from minigrad.aula.exploracion.grafos import (
    Crear,
    Nodo,
    de_clase,
    explorar_hacia_atras,
    explorar_orden,
)
from minigrad.aula.exploracion.nodos import Operacion, explorar_dos, explorar_uno, su_value
from minigrad.aula.exploracion.paleta import de_cerca, decir
from minigrad.aula.exploracion.puntajes import explorar_listas, explorar_puntajes
from minigrad.aula.huella.observar import Observacion
from minigrad.aula.observadores.notas import como_se_anota, luego, ordenar


def _locales(nodo: Any) -> list[Any]:
    """El resultado, los datos de los hijos y las derivadas locales."""
    return [nodo.data, [hijo.data for hijo in nodo._prev], list(nodo._locales)]


#: la observación de que el resultado lleva algún nombre de operación que no es el de otra
ANOTA = "¿anota el resultado su operación?"


def _anota(operar: Callable[[], Any], suya: str) -> Observacion:
    return ANOTA, lambda: como_se_anota(operar(), suya)


def _si(algo: Any) -> str:
    return "sí" if algo else "no"


def con_gradientes(Value: Any, f: Callable[..., Any], *datos: float) -> list[Any]:  # noqa: N803
    """El resultado y el gradiente de cada entrada."""
    hojas = [Value(dato) for dato in datos]
    resultado = f(*hojas)
    resultado.backward()
    return [resultado.data, *(hoja.grad for hoja in hojas)]


def repartir(raiz: Any, llega: float = 1.0) -> None:
    """Un paso hacia atrás correcto, con las derivadas locales del aprendiz."""
    orden = ordenar(raiz)
    raiz.grad = llega
    for nodo in reversed(orden):
        for hijo, local in zip(nodo._prev, nodo._locales, strict=True):
            hijo.grad += local * nodo.grad


def _nace(clase: Any, operar: Callable[..., Any], *datos: float) -> Any:
    """Qué entrega una operación, en palabras; lo que no es un nodo se ve tal cual."""
    salida = operar(*(clase(dato) for dato in datos))
    if not isinstance(salida, clase):
        return salida
    numeros = all(isinstance(local, int | float) for local in salida._locales)
    hijos = f"{len(salida._prev)} {_en_plural('hijo', salida._prev)}"
    locales = f"{len(salida._locales)} {_en_plural('derivada local', salida._locales)}"
    return f"un nodo con {hijos} y {locales}{'' if numeros else ', y no todas son números'}"


def _en_plural(nombre: str, cosas: Any) -> str:
    if len(cosas) == 1:
        return nombre
    return " ".join(f"{parte}{'es' if parte.endswith('l') else 's'}" for parte in nombre.split())


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
    for dicho, x in {"float('inf')": math.inf, "float('nan')": math.nan}.items():
        yield f"numero({dicho})", lambda x=x: numero(x)
    for x in (0, -7, 10**12, 0.0, 3e7, -3e-9):
        yield f"numero({x})", lambda x=x: de_cerca([numero(x), type(numero(x)).__name__])
    otros: dict[str, Any] = {
        '""': "",
        'b"2"': b"2",
        "[]": [],
        "{}": {},
        "(2.5,)": (2.5,),
        "{1}": {1},
    }
    for dicho, otro in (otros | {"print": print}).items():
        yield f"numero({dicho})", luego(numero, otro)
    recibidos: dict[str, tuple[Any, Sequence[str]]] = {
        "[78]": ([78], ("list", "78")),
        "None": (None, ("none", "nada")),
        "1 + 2j": (1 + 2j, ("complej", "complex", "1+2j")),
    }
    for dicho, (otro, palabras) in recibidos.items():
        yield (
            f"numero({dicho}): ¿dice el mensaje qué recibió?",
            luego(_dice_que_recibio, numero, otro, palabras),
        )


def _dice_que_recibio(numero: Callable[[Any], Any], x: Any, palabras: Sequence[str]) -> Any:
    try:
        return numero(x)
    except TypeError as rechazo:
        return _si(any(palabra in str(rechazo).lower() for palabra in palabras))


def observar_nodo(Value: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """Hijos y derivadas locales, en orden y sin perder los repetidos."""

    def nodo() -> Any:
        a = Value(2.0)
        return Value(4.0, [a, a], [1.0, 1.0], "+")

    def con_tuplas() -> Any:
        return Value(3.0, (Value(1.0), Value(2.0)), (1.0, 1.0))

    def con_nombres() -> list[Any]:
        nodo = Value(1.5, label="y", op="exp", locales=(2.0,), hijos=(Value(-3.0),))
        return [[hijo.data for hijo in nodo._prev], list(nodo._locales), nodo._op, nodo.label]

    def ordenados() -> str:
        # son muchos, para que un conjunto no acierte el orden por casualidad
        hijos = [Value(7.0 * k % 12) for k in range(12)]
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
    yield from _como_nace(Value)
    yield (
        "lo que ya estaba: dato, gradiente, operación y label",
        lambda: [
            [nodo.data, nodo.grad, nodo._op, nodo.label]
            for nodo in (Value(2), Value(-0.5, (), (), "+", "x"))
        ],
    )
    yield "cada argumento, dado por su nombre", con_nombres
    yield "un nodo que guarda un texto", lambda: Value("2")
    yield "un nodo, después de mostrarlo", lambda: _mostrado(Value(2.5, (), (), "+", "x"))


def _mostrado(nodo: Any) -> list[Any]:
    nodo.grad = 1.5
    repr(nodo)
    return [nodo.data, nodo.grad, nodo._op, nodo.label]


def _como_nace(clase: Any) -> Iterator[Observacion]:
    """De un nodo recién hecho: sus hijos son los mismos nodos, y nada es de otro nodo."""

    def los_mismos() -> str:
        hijos = [clase(1.5), clase(1.5), clase(0.0)]
        llegan = [hijos[0], hijos[2], hijos[1], hijos[0]]
        quedan = list(clase(0.0, llegan, (0.0, -2.5, 1.25, 1.25))._prev)
        return _si([id(hijo) for hijo in quedan] == [id(hijo) for hijo in llegan])

    def dos_a_la_vez() -> list[Any]:
        uno = clase(1.0, [clase(3.5)], [7.25])
        otro, hoja = clase(2.0, (clase(4.5), clase(-5.5)), (0.0, -8.75)), clase(6.0)
        # el orden ya se miró aparte, y el de un conjunto no siempre es el mismo
        return [
            [nodo.data, sorted(hijo.data for hijo in nodo._prev), list(nodo._locales)]
            for nodo in (uno, otro, hoja)
        ]

    def lo_recibido() -> list[Any]:
        hijos, locales = [clase(4.5), clase(3.5)], [0.0, -8.75]
        hijos[0].grad, hijos[1].grad = 10.5, -11.5
        clase(2.0, hijos, locales)
        return [[(hijo.data, hijo.grad) for hijo in hijos], locales]

    yield "¿son los hijos los mismos nodos que llegaron?", los_mismos
    yield (
        "las derivadas locales −3.2512347, 0, 30000000, −3.2512347 y 0",
        lambda: list(
            clase(1.0, [clase(k) for k in range(5)], [-3.2512347, 0.0, 3e7, -3.2512347, 0])._locales
        ),
    )
    yield "un nodo con un hijo, otro con dos y una hoja, a la vez", dos_a_la_vez
    yield "las listas que recibe, después", lo_recibido
    yield (
        "¿son el mismo nodo dos que guardan lo mismo?",
        lambda: [_si(clase(1.5) == clase(1.5)), len({clase(1.5), clase(1.5)})],
    )


def observar_multiplicar(Value: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """Resultado, hijos y derivadas locales del producto, vaya primero el hijo que vaya."""

    def producto(a: Any, b: Any) -> list[Any]:
        nodo = a * b
        hijos, locales = list(nodo._prev), list(nodo._locales)
        if len(hijos) == 2 and hijos[1] is a is not hijos[0]:
            hijos, locales = hijos[::-1], locales[::-1]
        return [nodo.data, [hijo.data for hijo in hijos], locales]

    yield "qué entrega a · b", lambda: _nace(Value, lambda a, b: a * b, 2.0, 5.0)
    yield "2 · 5: resultado, hijos y locales", lambda: producto(Value(2.0), Value(5.0))
    yield "−3 · 0.5: resultado, hijos y locales", lambda: producto(Value(-3.0), Value(0.5))
    yield (
        "a · a con a = 4: resultado, hijos y locales",
        lambda: (lambda a: producto(a, a))(Value(4.0)),
    )
    yield "Value(2) * 7: resultado, hijos y locales", lambda: producto(Value(2.0), 7)
    yield _anota(lambda: Value(2.0) * Value(5.0), "*")
    yield "2 + 5: resultado, hijos y locales", lambda: _locales(Value(2.0) + Value(5.0))
    yield from explorar_dos(Operacion(Value, lambda a, b: a * b, "a · b", repartir))


def _juzgar_orden(orden: Any, nombres: dict[Any, str]) -> str:
    """Si cada hijo va antes que quien lo usa; y si no están todos una vez, cuáles están."""
    lista = list(orden)
    lugar = {nodo: i for i, nodo in enumerate(lista)}
    antes = all(lugar.get(h, 10**9) < lugar[n] for n in lista for h in n._prev)
    estan = sorted(nombres[nodo] for nodo in lista)
    if estan != sorted(nombres.values()):
        return f"en la lista están {', '.join(estan)}" if estan else "una lista vacía"
    return "cada hijo, antes que quien lo usa" if antes else "un nodo va antes que su hijo"


def observar_ordenar(
    ordenar: Callable[[Any], Any], crear: Crear | None = None
) -> Iterator[Observacion]:
    """Una hoja, una suma, nodos compartidos y una cadena larga."""
    hacer = crear or de_clase(su_value(ordenar))

    def orden_de(**hijos: str) -> str:
        """Con `b="aa"`, b es un nodo con dos hijos, que son a; el último es la raíz."""
        nodos: dict[str, Any] = {}
        for nombre, suyos in hijos.items():
            nodos[nombre] = hacer(1.0 + len(nodos), [(nodos[hijo], 1.0) for hijo in suyos])
        nombres = {nodo: nombre for nombre, nodo in nodos.items()}
        return _juzgar_orden(ordenar(list(nombres)[-1]), nombres)

    def cadena() -> Any:
        nodo = hacer(0.0, [])
        for k in range(5000):
            nodo = hacer(k + 1.0, [(nodo, 1.0)])
        return nodo

    yield "una hoja sola", lambda: orden_de(a="")
    yield "c = a + b", lambda: orden_de(a="", b="", c="ab")
    yield "un rombo: d usa b, c y a; b y c usan a", lambda: orden_de(a="", b="a", c="a", d="bca")
    yield "b = a + a; c = b + b", lambda: orden_de(a="", b="aa", c="bb")
    yield (
        "d usa a, c y b; c usa b y a; b usa a",
        lambda: orden_de(a="", b="a", c="ba", d="acb"),
    )
    yield "nodos en una cadena de 5000", lambda: len(list(ordenar(cadena())))
    yield from explorar_orden(ordenar, hacer)


def observar_backward(Value: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """Gradientes de hojas y de nodos compartidos, en una llamada y en dos."""

    def dos_veces() -> list[float]:
        a, b = Value(2.0), Value(3.0)
        c = a * b
        d = c + c * a
        d.backward()
        d.backward()
        return [a.grad, b.grad, c.grad]

    def tres_pisos(x: float, y: float) -> list[float]:
        a, b = Value(x), Value(y)
        c = a * b
        d = c + a
        e = d + d
        f = e + c
        f.backward()
        f.backward()
        return [nodo.grad for nodo in (a, b, c, d, e, f)]

    def un_solo_hijo() -> list[float]:
        a = Value(1.5)
        medio = Value(3.0, (a,), (2.0,))
        raiz = medio * Value(0.5)
        raiz.backward()
        raiz.backward()
        return [a.grad, medio.grad]

    def dos_raices() -> list[float]:
        a = Value(2.0)
        (a * Value(3.0)).backward()
        (a * Value(5.0)).backward()
        return [a.grad]

    def compartido(a: Any) -> Any:
        b = a + a
        c = b + b
        return c * b

    def temprano(a: Any) -> Any:
        b = a * a
        return b + b * Value(5.0)

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
    yield "dos llamadas, con un nodo de un solo hijo en medio", un_solo_hijo
    yield "una hoja usada en dos grafos", dos_raices
    yield "dos llamadas seguidas, con tres pisos", lambda: tres_pisos(1.5, -2.25)
    yield "dos llamadas seguidas, con tres pisos que guardan 0", lambda: tres_pisos(0.0, 0.0)
    yield (
        "a · b · b con a = 40000, b = −3000",
        lambda: con_gradientes(Value, lambda a, b: a * b * b, 40000.0, -3000.0),
    )
    yield from explorar_hacia_atras(lambda raiz: raiz.backward(), de_clase(Value))


def _gradiente_de_raiz(Value: Any) -> float:  # noqa: N803 (es una clase)
    raiz = Value(2.0) * Value(3.0)
    raiz.backward()
    grad: float = raiz.grad
    return grad


def _de_un_hijo(
    Value: Any,  # noqa: N803 (es una clase)
    nombre: str,
    puntos: Sequence[float],
    operar: Callable[[Any], Any] | None = None,
) -> Iterator[Observacion]:
    """Observa una operación de un solo hijo: valor y gradiente, también dentro de una cuenta."""

    def llamar(a: Any) -> Any:
        return operar(a) if operar else getattr(a, nombre)()

    yield f"qué entrega {nombre}(a)", lambda: _nace(Value, llamar, puntos[0])
    for punto in puntos:
        yield (
            f"{nombre} en {decir(punto)}: valor y gradiente",
            lambda p=punto: con_gradientes(Value, llamar, p),
        )
    yield (
        f"3 · {nombre}(a) · a con a = {decir(puntos[0])}: valor y gradiente",
        lambda: con_gradientes(Value, lambda a: llamar(a) * 3 * a, puntos[0]),
    )
    yield _anota(lambda: llamar(Value(puntos[0])), nombre)


def _explorar(clase: Any, nombre: str, **puntos: Any) -> Iterator[Observacion]:
    """Explora una operación que es un método sin argumentos."""
    op = Operacion(clase, lambda a: getattr(a, nombre)(), f"{nombre}(a)", repartir)
    yield from explorar_uno(op, **puntos)


#: donde hay logaritmo
_DEL_LOGARITMO = {
    "puntos": (1.0, 0.0123457, 1.7345678, 7.2183746),
    "enormes": (3e7, 1e150, 1e-150),
    "diminutos": (3e-9, 3e7, 1.0000123, 1.0000002),
}


def observar_log(clase: Any) -> Iterator[Observacion]:
    yield from _de_un_hijo(clase, "log", (2.0, 0.5, 10.0))
    yield from _explorar(clase, "log", **_DEL_LOGARITMO)
    yield from _sin_logaritmo(clase)


def _sin_logaritmo(clase: Any) -> Iterator[Observacion]:
    """Un negativo no tiene logaritmo: vale lanzar, o dar nan como PyTorch; un número, no."""

    def de(x: float) -> Any:
        try:
            dato = clase(x).log().data
        except (ValueError, ArithmeticError):
            return "no tiene"
        return "no tiene" if dato != dato else dato

    for x in (-2.0, -0.3678794):
        yield f"log en {decir(x)}, que no tiene logaritmo", lambda x=x: de(x)


def observar_sigmoid(clase: Any) -> Iterator[Observacion]:
    yield from _de_un_hijo(clase, "sigmoid", (0.5, -2.0, 3.0))
    yield "sigmoid en −1000: valor y gradiente", lambda: con_gradientes(clase, _sigmoid, -1000.0)
    yield "sigmoid en 1000: valor y gradiente", lambda: con_gradientes(clase, _sigmoid, 1000.0)
    yield "sigmoid en 0: valor y gradiente", lambda: con_gradientes(clase, _sigmoid, 0.0)
    for x in (-1000.0, 1000.0):
        yield f"el dato {decir(x)}, después de sigmoid", lambda x=x: _dato_despues(clase(x))
    yield from _explorar(
        clase,
        "sigmoid",
        enormes=(35.0, -35.0, 300.0, -300.0, 4e5, -4e5),
        diminutos=(3e-9, -16.3, -21.5, 15.2),
    )


def _sigmoid(a: Any) -> Any:
    return a.sigmoid()


def _dato_despues(a: Any) -> Any:
    a.sigmoid()
    return a.data


def observar_relu(Value: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """Como las demás y, además, que siempre nazca un nodo que recuerde de quién salió."""
    yield from _de_un_hijo(Value, "relu", (2.0, -3.0, 0.0, 0.25))
    for x in (2.0, -3.0, 0.0):
        yield (
            f"¿recuerda relu de {decir(x)} de quién salió?",
            lambda x=x: _si(Value(x).relu()._prev),
        )
    yield from _explorar(Value, "relu")


#: bases positivas, con exponentes de toda clase
_POTENCIAS = (
    (1.7345678, -0.2183746),
    (0.25, 3.0),
    (2.5, 0.0),
    (1.0, -3.0),
    (4.1234567, 4.1234567),
    (7.25, 1.0),
    (1.0, 0.0),
    (0.6183746, 6.125),
    (1e-10, 0.0625),
)


def observar_potencia(Value: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """Las dos derivadas, con exponente Value y con exponente número."""

    def con(a: float, b: float) -> list[Any]:
        return con_gradientes(Value, lambda x, y: x**y, a, b)

    def con_numero(a: float, b: float) -> list[Any]:
        return con_gradientes(Value, lambda x: x**b, a)

    yield "qué entrega a ** b", lambda: _nace(Value, lambda a, b: a**b, 2.0, 3.0)
    yield "2 ** 3: valor y gradientes de la base y del exponente", lambda: con(2.0, 3.0)
    yield "1.5 ** −2: valor y gradientes", lambda: con(1.5, -2.0)
    yield "0.5 ** 0.5: valor y gradientes", lambda: con(0.5, 0.5)
    yield "a ** 2 con a = −3: valor y gradiente", lambda: con_numero(-3.0, 2)
    yield "a ** 3 con a = 2: valor y gradiente", lambda: con_numero(2.0, 3)
    yield "el gradiente del exponente con base −2", lambda: con(-2.0, 2.0)[2]
    yield "el gradiente del exponente con base 0", lambda: con(0.0, 2.0)[2]
    yield (
        "el gradiente del exponente con base 0, y exponente 1 y 3.5",
        lambda: [con(0.0, b)[2] for b in (1.0, 3.5)],
    )
    yield _anota(lambda: Value(2.0) ** Value(3.0), "**")
    for a, b in (
        (-2.5, 3.0),
        (-1.7345678, -2.0),
        (-0.75, 1.0),
        (-3.0, 0.0),
        (-250.5, 3.0),
        (-3e-9, 2.0),
    ):
        yield (
            f"a ** b con a = {decir(a)}, b = {decir(b)}: valor y gradientes",
            lambda a=a, b=b: con(a, b),
        )
    for a, b in ((0.0, 2), (0.0, 3.0), (-7.25, 5), (-0.5, -1)):
        yield (
            f"a ** {decir(b)} con a = {decir(a)}: valor y gradiente",
            lambda a=a, b=b: con_numero(a, b),
        )
    yield from explorar_dos(
        Operacion(Value, lambda a, b: a**b, "a ** b", repartir),
        _POTENCIAS,
        enormes=(
            (3e7, 0.7512347),
            (3.25, 40.5),
            (0.0123, -2.5123455),
            (1.0625, 150.5),
            (0.75, -120.0),
        ),
        diminutos=((3e-9, 1.5), (1.6180339, 2e-9)),
    )


#: el de abajo nunca es 0
_COCIENTES = (
    (0.0, -3.0),
    (-2.5, 0.75),
    (1.7345678, -0.2183746),
    (-4.1234567, -4.1234567),
    (7.25, 1.0),
    (-1.0, 6.125),
)
_COCIENTES_ENORMES = ((3e7, -2e6), (-4e5, 0.0075), (4e5, -0.0075), (1.5, 3e-9))
_COCIENTES_DIMINUTOS = ((3e-9, -2.7182818), (2.5, 4e7), (1.6180339e-9, 0.0625))


def observar_restar_y_dividir(Value: Any) -> Iterator[Observacion]:  # noqa: N803
    """Valor y gradientes de la resta y de la división, con `Value` y con números."""

    def con(f: Callable[..., Any], *datos: float) -> list[Any]:
        return con_gradientes(Value, f, *datos)

    def a_mano(operar: Callable[..., Any]) -> str:
        """«no» si los operandos son los hijos del resultado: nada de lo que había lo hace."""
        a, b = Value(5.5), Value(2.25)
        salida = operar(a, b)
        return "no" if {id(hijo) for hijo in salida._prev} == {id(a), id(b)} else "sí"

    yield "qué entrega a − b", lambda: _entrega(Value(5.0) - Value(2.0), Value)
    yield "qué entrega a / b", lambda: _entrega(Value(6.0) / Value(4.0), Value)
    yield "a − b con a = 5, b = 2", lambda: con(lambda a, b: a - b, 5.0, 2.0)
    yield "a − 3 con a = 5", lambda: con(lambda a: a - 3, 5.0)
    yield "a / b con a = 6, b = 4", lambda: con(lambda a, b: a / b, 6.0, 4.0)
    yield "a / b con a = 1, b = −2", lambda: con(lambda a, b: a / b, 1.0, -2.0)
    yield "a / 2 con a = 3", lambda: con(lambda a: a / 2, 3.0)
    yield "¿sale la resta de operaciones que ya había?", lambda: a_mano(lambda a, b: a - b)
    yield "¿sale la división de operaciones que ya había?", lambda: a_mano(lambda a, b: a / b)
    yield (
        "−a, que ya estaba, con a = 2.5 y 0.000000003, en milmillonésimas, y con nodos nuevos",
        lambda: de_cerca([con(lambda a: -a, a) for a in (2.5, 3e-9, 2.5)]),
    )
    resta = Operacion(Value, lambda a, b: a - b, "a − b", repartir, directa=False)
    yield from explorar_dos(resta)
    cociente = Operacion(Value, lambda a, b: a / b, "a / b", repartir, directa=False)
    yield from explorar_dos(
        cociente,
        _COCIENTES,
        enormes=_COCIENTES_ENORMES,
        diminutos=_COCIENTES_DIMINUTOS,
        sueltos=(4, -3, 2.7182818),
    )


def observar_reflejados(Value: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """El número a la izquierda, en las cuatro operaciones y en `sum`."""

    def con(f: Callable[..., Any], *datos: float) -> list[Any]:
        return con_gradientes(Value, f, *datos)

    def varias(f: Callable[..., Any]) -> list[Any]:
        return [con(f, dato) for dato in (4.5, -0.2183746, 1.0, 3e7)]

    yield "qué entrega 2 − a", lambda: _entrega(2 - Value(5.0), Value)
    yield "qué entrega 6 / a", lambda: _entrega(6 / Value(-2.0), Value)
    yield "2 − a con a = 5", lambda: con(lambda a: 2 - a, 5.0)
    yield "1 / a con a = 4", lambda: con(lambda a: 1 / a, 4.0)
    yield "6 / a con a = −2", lambda: con(lambda a: 6 / a, -2.0)
    yield (
        "2 − a con a = 5 y 6 / a con a = −2, otra vez y con nodos nuevos",
        lambda: [con(lambda a: 2 - a, 5.0), con(lambda a: 6 / a, -2.0)],
    )
    yield "2 * a + (3 + a) con a = 5", lambda: con(lambda a: 2 * a + (3 + a), 5.0)
    yield "sum([a, b]) con a = 1, b = 2", lambda: con(lambda a, b: sum([a, b]), 1.0, 2.0)
    for k in (0, -3, 2.7182818, 1, 3e7, -4e5):
        con_varias = f"con a = {decir(4.5, -0.2183746, 1, 3e7)}"
        yield f"{decir(k)} − a {con_varias}", lambda k=k: varias(lambda a: k - a)
        yield f"{decir(k)} / a {con_varias}", lambda k=k: varias(lambda a: k / a)
    yield (
        "diferencias y cocientes diminutos, en milmillonésimas",
        lambda: de_cerca([con(lambda a: 3e-9 - a, 2e-9), con(lambda a: 3e-9 / a, -1.7)]),
    )
    yield (
        "(2 − a) · (3 / a) + (1 − a) con a = 1.25",
        lambda: con(lambda a: (2 - a) * (3 / a) + (1 - a), 1.25),
    )
    yield (
        "2 − (3 − a) y 2 / (3 / a) con a = −1.75",
        lambda: [con(lambda a: 2 - (3 - a), -1.75), con(lambda a: 2 / (3 / a), -1.75)],
    )
    for simbolo, operar in (("−", lambda a: 2 - a), ("/", lambda a: 2 / a)):
        yield f"2 {simbolo} a: qué le cambia a a", lambda f=operar: _le_cambia(Value, f)


def _le_cambia(clase: Any, operar: Callable[[Any], Any]) -> list[Any]:
    """Los campos de un operando, después de la operación."""
    a = clase(1.5)
    a.grad, a.label = 10.25, "a"
    operar(a)
    return [a.data, a.grad, a.label, a._op, len(a._prev)]


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

    def queda_tal_cual() -> str:
        # con h diminuta, sumar y restar no devuelve el número de antes
        entradas = [0.1, 2.3, 0.7]
        for i in range(3):
            medir(producto, entradas, i)
        quedan = entradas == [0.1, 2.3, 0.7]
        return "igual, cifra por cifra" if quedan else "cambian sus últimas cifras"

    yield "la lista de entradas, después de medir con h = 0.25", queda_igual
    yield "la lista (0.1, 2.3, 0.7) de entradas, después de medir", queda_tal_cual
    yield from _explorar_medir(medir)


#: todo se puede escribir en base dos: así la cuenta es exacta y no hay ruido
_ENTRADAS: dict[str, Sequence[float]] = {
    "(1.5, 1.5, 1.5, −0.25)": (1.5, 1.5, 1.5, -0.25),
    "(0, −3, 2.75, 0)": (0.0, -3.0, 2.75, 0.0),
    "los enteros (2, −1, 0, 3)": (2, -1, 0, 3),
    "(1024, −0.5, −64, 512)": (1024.0, -0.5, -64.0, 512.0),
}


def _explorar_medir(medir: Callable[..., Any]) -> Iterator[Observacion]:
    """Cada entrada de una función que las trata distinto, con h grandes y exactas."""

    def cubos(v: Sequence[float]) -> float:
        return v[0] ** 3 + 2 * v[1] ** 3 - v[2] ** 3 * 0.75 + v[3] * v[0] - 5.25 * v[3] ** 2

    def cada_una(entradas: Sequence[float], h: float) -> list[float]:
        return [medir(cubos, list(entradas), i, h) for i in range(len(entradas))]

    def despues() -> list[list[float]]:
        listas = [list(entradas) for entradas in _ENTRADAS.values()]
        for i, lista in enumerate(listas):
            medir(cubos, lista, i, 0.25)
        return listas

    for nombre, entradas in _ENTRADAS.items():
        for h in (0.5, 0.25):
            yield (
                f"las cuatro pendientes de una función con cubos en {nombre}, con h = {h}",
                lambda e=entradas, h=h: cada_una(e, h),
            )
    yield (
        "pendiente de 400000000 · v1 en (0, 3), con h = 0.5",
        lambda: medir(lambda v: v[1] * 4e8, [0.0, 3.0], 1, h=0.5),
    )
    yield (
        "pendiente de v1 / 2³⁰ en (0, 3), con h = 0.5, en milmillonésimas",
        lambda: de_cerca(medir(lambda v: v[1] / 2**30, [0.0, 3.0], 1, h=0.5)),
    )
    yield "pendiente de una función que no cambia", lambda: medir(lambda v: 7, [1.0, 2.0], 1)
    yield (
        "pendiente de v2³ en (5, 5, 1, 5, 5), sin decir h",
        lambda: round(medir(lambda v: v[2] ** 3, [5.0, 5.0, 1.0, 5.0, 5.0], 2), 4),
    )
    yield (
        "pendientes de 3 · v0 en 0, con h = 256, 1, 0.0123457 y 0.000000001",
        lambda: [medir(lambda v: v[0] * 3, [0.0], 0, h) for h in (256.0, 1, 0.0123457, 1e-9)],
    )
    yield (
        "lo que da medir 1048576 · v0 · |v0| en 0, sin decir h, que depende de h",
        lambda: medir(lambda v: v[0] * abs(v[0]) * 2**20, [0.0], 0),
    )
    yield "las listas de entradas, después de medir con h = 0.25", despues


#: las entradas de f(a, b, c); a y b son positivas y c no es 0
_DE_ABC = (
    (0.7345678, 1.2183746, -0.3762),
    (4.0, 0.25, 1.0),
    (1e-4, 2.7182818, 30.5),
    (1, 2, -4),
    (123.456, 40.25, -2e6),
)


def observar_f_abc(f_abc: Callable[[Any, Any, Any], Any]) -> Iterator[Observacion]:
    """Valor y gradientes, con el motor de quien responde."""
    Value = su_value(f_abc)  # noqa: N806 (es una clase)

    def repetida() -> list[Any]:
        return con_gradientes(Value, lambda x: f_abc(x, x, x), 1.7345678)

    def de_otra_cuenta() -> list[Any]:
        return con_gradientes(Value, lambda x, y: f_abc(x * y, x + y, y), 1.25, 2.75)

    def dos_a_la_vez() -> list[Any]:
        hojas = [[Value(x) for x in entradas] for entradas in _DE_ABC[:2]]
        raices = [f_abc(*suyas) for suyas in hojas]
        for raiz in raices:
            raiz.backward()
        return [hoja.grad for suyas in hojas for hoja in suyas]

    def otra_vez() -> list[Any]:
        hojas = [Value(x) for x in _DE_ABC[0]]
        for _ in range(2):
            f_abc(*hojas).backward()
        return [hoja.grad for hoja in hojas]

    yield (
        "qué entrega f(2, 3, 4)",
        lambda: _entrega(f_abc(Value(2.0), Value(3.0), Value(4.0)), Value),
    )
    yield "f(2, 3, 4)", lambda: f_abc(Value(2.0), Value(3.0), Value(4.0)).data
    yield "f(1, 0.5, −2)", lambda: f_abc(Value(1.0), Value(0.5), Value(-2.0)).data
    yield "valor y gradientes en (2, 3, 4)", lambda: con_gradientes(Value, f_abc, 2.0, 3.0, 4.0)
    yield (
        "valor y gradientes en (1, 0.5, −2)",
        lambda: con_gradientes(Value, f_abc, 1.0, 0.5, -2.0),
    )
    for entradas in _DE_ABC:
        yield (
            f"valor y gradientes en ({', '.join(map(decir, entradas))})",
            lambda e=entradas: con_gradientes(Value, f_abc, *e),
        )
    yield (
        "valor en (0.7345678, 0.6183746, 139.1234), en milmillonésimas",
        lambda: de_cerca(f_abc(Value(0.7345678), Value(0.6183746), Value(139.1234)).data),
    )
    yield "valor y gradiente de f(x, x, x) con x = 1.7345678", repetida
    yield "valor y gradientes de f(x · y, x + y, y) con x = 1.25, y = 2.75", de_otra_cuenta
    yield "gradientes de dos resultados a la vez", dos_a_la_vez
    yield "gradientes al usar otra vez los mismos nodos: se acumulan", otra_vez
    yield (
        "los operandos, que no cambian",
        lambda: _le_cambia(Value, lambda a: f_abc(a, Value(0.5), Value(2.5))),
    )


def _entrega(salida: Any, clase: Any) -> Any:
    return "un Value" if isinstance(salida, clase) else salida


def observar_softmax(softmax: Callable[[Any], Any]) -> Iterator[Observacion]:
    """Las probabilidades, su suma y el gradiente de una de ellas, con el motor del aprendiz."""
    Value = su_value(softmax)  # noqa: N806 (es una clase)

    def probabilidades(*datos: float) -> list[float]:
        return [p.data for p in softmax([Value(dato) for dato in datos])]

    def gradientes() -> list[float]:
        logits = [Value(0.5), Value(-1.0), Value(2.0)]
        softmax(logits)[0].backward()
        return [z.grad for z in logits]

    explora = explorar_puntajes(Value, lambda z, _: softmax(z), "softmax", con_clase=False)
    yield next(explora)
    yield "softmax de (0, 0)", lambda: probabilidades(0.0, 0.0)
    yield "softmax de (1, 2, 3)", lambda: probabilidades(1.0, 2.0, 3.0)
    yield "la suma con (0, 3, −2, 1)", lambda: sum(probabilidades(0.0, 3.0, -2.0, 1.0))
    yield "gradientes de la primera probabilidad con (0.5, −1, 2)", gradientes
    yield from explora


def observar_nll(nll: Callable[[Any, int], Any]) -> Iterator[Observacion]:
    """La pérdida de cada clase y sus gradientes, con el motor del aprendiz."""
    Value = su_value(nll)  # noqa: N806 (es una clase)

    def gradientes() -> list[float]:
        logits = [Value(0.0), Value(1.0), Value(-1.0)]
        nll(logits, 1).backward()
        return [z.grad for z in logits]

    explora = explorar_puntajes(Value, nll, "nll")
    yield next(explora)
    yield "logits (0, 0), clase 0", lambda: nll([Value(0.0), Value(0.0)], 0).data
    yield "logits (1, 2, 3), clase 2", lambda: nll([Value(1.0), Value(2.0), Value(3.0)], 2).data
    yield "logits (1, 2, 3), clase 0", lambda: nll([Value(1.0), Value(2.0), Value(3.0)], 0).data
    yield "gradientes con logits (0, 1, −1), clase 1", gradientes
    yield from explora


#: dato y punto de cada factor
_FACTORES = (
    ((2.0, 1.0), (3.0, 0.0)),
    ((2.0, 0.0), (3.0, 1.0)),
    ((2.5, 1.0), (-4.0, 1.0)),
    ((-1.7345678, 0.2183746), (0.6183746, -3.25)),
    ((0.0, 1.0), (5.0, 2.0)),
    ((0.0, 0.0), (0.0, 7.25)),
    ((3, 2), (-5, 4)),
    ((3e7, -2.5), (1.25, 4e5)),
    ((-250.5, -300.25), (-400.75, 512.5)),
    ((1.25, 4e5), (-3e7, -2.5)),
    ((-4.0, -1.5), (0.0, -2.5)),
    ((0.75, -300.5), (4e5, -1.25)),
    ((2.0, 0.0), (-3.5, 0.0)),
)
_FACTORES_DIMINUTOS = (
    ((1.6180339, 3e-9), (-2.5, 4e-9)),
    ((3e-9, 1.6180339), (4e-9, -2.5)),
    ((3e-9, 4e-9), (1.7182818, -2.5e-9)),
    ((-2.7182818, 4e-9), (5e-9, 1.25e-9)),
    ((1.0000003, 1.0), (0.7182818, 0.0)),
    ((0.7182818, 0.0), (1.0000003, 1.0)),
)


def observar_dual(Dual: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """Dato y punto de productos y sumas; que nazca otro dual y los factores no cambien."""

    def los_dos(salida: Any) -> Any:
        return [salida.data, salida.punto] if isinstance(salida, Dual) else salida

    def consigo() -> Any:
        a = Dual(3.0, 1.0)
        return los_dos(a * a * a)

    def despues() -> list[Any]:
        a, b = Dual(2.5, 1.5), Dual(-3.0, 0.5)
        primero = los_dos(a * b)
        return [primero, los_dos(a), los_dos(b), los_dos(a * b)]

    def sumas_despues() -> list[Any]:
        a, b = Dual(2.5, 1.5), Dual(-3, 0.5)
        return [los_dos(dual) for dual in (a + b + a, a, b)]

    def programa(x: Any, y: Any) -> Any:
        z = x * Dual(3.0) + y
        w = z + y * x
        return los_dos(w * w * Dual(0.5))

    for a, b in _FACTORES:
        dicho = f"({decir(a[0])}, punto {decir(a[1])}) · ({decir(b[0])}, punto {decir(b[1])})"
        yield f"{dicho}: dato y punto", lambda a=a, b=b: los_dos(Dual(*a) * Dual(*b))
    yield "a · a · a con a = (3, punto 1): dato y punto", consigo
    for a, b in _FACTORES:
        dicho = f"({decir(a[0])}, punto {decir(a[1])}) + ({decir(b[0])}, punto {decir(b[1])})"
        yield f"{dicho}: dato y punto", lambda a=a, b=b: los_dos(Dual(*a) + Dual(*b))
    yield "un dual sin punto: dato y punto", lambda: los_dos(Dual(7.5))
    yield "a · b, los dos factores después, y otra vez a · b", despues
    yield "el programa de la lección 1, moviendo x", lambda: programa(Dual(2.0, 1.0), Dual(3.0))
    yield "el programa de la lección 1, moviendo y", lambda: programa(Dual(2.0), Dual(3.0, 1.0))
    yield (
        "productos con números diminutos, en milmillonésimas",
        lambda: [de_cerca(los_dos(Dual(*a) * Dual(*b))) for a, b in _FACTORES_DIMINUTOS],
    )
    yield (
        "sumas con números diminutos, en milmillonésimas",
        lambda: [de_cerca(los_dos(Dual(*a) + Dual(*b))) for a, b in _FACTORES_DIMINUTOS],
    )
    yield "un dual con el punto dado por su nombre", lambda: los_dos(Dual(7.5, punto=2.5))
    yield "una suma de sumas: los sumandos, después", sumas_despues


#: lo que se hace en cada capa, con su nombre
_CAPAS: dict[str, Callable[[Any], Any]] = {
    "a · 3": lambda a: a * 3.0,
    "a · a": lambda a: a * a,
    "a · a + a": lambda a: a * a + a,
    "tanh de a": lambda a: a.tanh(),
    "a · −0.5": lambda a: a * -0.5,
    "a · 0": lambda a: a * 0.0,
    "(a − 1)²": lambda a: (a + -1.0) * (a + -1.0),
}
#: de dónde se parte, cuántas capas y de cuántas es cada tramo
_TRAMOS = (
    (0.5, 6, 2),
    (0.5, 6, 3),
    (-1.2183746, 4, 1),
    (0.7345678, 4, 4),
    (0.0, 6, 2),
    (0.0, 4, 1),
    (1, 4, 2),
)


def _guardar(capa: Callable[[Any], Any], x: float, n: int, k: int, clase: Any) -> list[float]:
    guardados = []
    for i in range(n):
        if i % k == 0:
            guardados.append(x)
        x = capa(clase(x)).data
    return guardados


def observar_tramos(volver: Callable[..., Any]) -> Iterator[Observacion]:
    """El gradiente de punta a punta, qué tramos se rehacen y que lo guardado no cambie."""
    Value = su_value(volver)  # noqa: N806 (es una clase)

    def hacerlo(capa: Callable[[Any], Any], x: float, n: int, k: int) -> Any:
        return volver(capa, _guardar(capa, x, n, k, Value), k)

    def recorrido(n: int, k: int) -> list[Any]:
        vistos: list[tuple[float, str]] = []
        guardados = _guardar(_CAPAS["a · 3"], 1.0, n, k, Value)

        def capa(a: Any) -> Any:
            vistos.append((a.data, "sigue" if a._prev else "empieza"))
            return a * 3.0

        volver(capa, guardados, k)
        # da lo mismo por qué tramo se comience
        return sorted(vistos)

    def despues() -> list[Any]:
        guardados = _guardar(_CAPAS["a · a"], 1.125, 4, 2, Value)
        antes = list(guardados)
        una = volver(_CAPAS["a · a"], guardados, 2)
        queda = _si(antes == guardados)
        return [una, volver(_CAPAS["a · a"], guardados, 2), queda, _si(antes == guardados)]

    for nombre, capa in _CAPAS.items():
        for x, n, k in _TRAMOS:
            yield (
                f"{n} capas de {nombre} desde {decir(x)}, en tramos de {k}",
                lambda c=capa, x=x, n=n, k=k: hacerlo(c, x, n, k),
            )
    for capas, tramo in ((6, 2), (3, 1)):
        yield (
            f"a qué datos se les aplica la capa y cuáles empiezan un tramo, de {tramo} en {tramo}",
            lambda n=capas, k=tramo: recorrido(n, k),
        )
    yield "dos vueltas con lo mismo, y si lo guardado queda igual tras cada una", despues
    yield "sin ningún tramo", lambda: volver(_CAPAS["a · a"], [], 3)
    for por in (40.0, -40.0):
        yield (
            f"nueve capas de a · {decir(por)}, en tramos de 3",
            lambda por=por: hacerlo(lambda a: a * por, 0.25, 9, 3),
        )
    for capas, tramo in ((4, 2), (6, 1), (4, 4)):
        yield (
            f"{capas} capas de a · 0.0123457, en tramos de {tramo}, en milmillonésimas",
            lambda n=capas, k=tramo: de_cerca(hacerlo(lambda a: a * 0.0123457, 0.25, n, k)),
        )


def observar_revuelto(respuesta: Any) -> Iterator[Observacion]:
    """Arma el programa y lo prueba: vale cualquier orden que funcione."""
    letras = leer_letras(respuesta)
    yield "líneas que faltan", lambda: sorted(set(LINEAS) - set(letras))
    yield "líneas en total", lambda: len(letras)
    yield "¿la primera línea tiene sangría?", lambda: _si(_con_sangria(letras[:1]))
    yield "¿la última línea devuelve la lista?", lambda: _si(letras[-1:] == ["E"])
    yield "¿Python entiende el programa?", lambda: _si(se_puede_leer(armar(letras)))
    yield from observar_ordenar(
        lambda raiz: funcion_de(armar(letras), "ordenar")(raiz), de_clase(Nodo)
    )


def _con_sangria(letras: list[str]) -> bool:
    return any(LINEAS[letra].startswith(" ") for letra in letras)


# --- operaciones nuevas --------------------------------------------------------------------------


def observar_softplus(clase: Any) -> Iterator[Observacion]:
    yield from _de_un_hijo(clase, "softplus", (0.5, -2.0, 0.0, 800.0, -800.0))
    # en lo diminuto, el logaritmo de 1 más algo pierde cifras: hasta aquí no se notan
    yield from _explorar(clase, "softplus", diminutos=(3e-9, -3e-9, -14.2))


# --- el motor ajeno ------------------------------------------------------------------------------
def _repartir(clase: Any, f: Callable[..., Any], *datos: float) -> list[Any]:
    """El resultado y los gradientes, con un recorrido nuestro: el del motor está averiado."""
    hojas = [clase(dato) for dato in datos]
    raiz = f(*hojas)
    repartir(raiz)
    return [raiz.data, *(hoja.grad for hoja in hojas)]


def observar_hijos(clase: Any) -> Iterator[Observacion]:
    def doble() -> Any:
        a = clase(2.0)
        return clase(4.0, (a, a), (1.0, 1.0))

    def en_orden() -> str:
        # son muchos, para que un conjunto no acierte el orden por casualidad
        hijos = [clase(7.0 * k % 12) for k in range(12)]
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
    yield "dato y gradiente de un nodo nuevo", lambda: [clase(-2.5).data, clase(-2.5).grad]
    yield "el dato de un nodo hecho con 3", lambda: type(clase(3).data).__name__
    yield from _como_nace(clase)


def observar_orden_del_motor(clase: Any) -> Iterator[Observacion]:
    yield from observar_ordenar(lambda raiz: clase.ordenar(raiz), de_clase(clase))


# --- softmax y el juez ---------------------------------------------------------------------------
def observar_softmax_estable(softmax: Callable[[Any], Any]) -> Iterator[Observacion]:
    def queda_igual() -> list[float]:
        logits = [1.0, 2.0]
        softmax(logits)
        return logits

    for logits in ([0.0, 0.0], [1.0, 2.0, 3.0], [-1.0, 4.0, 0.5, 0.5], [1000, 1001]):
        texto = str(logits).replace("-", "−")
        yield f"softmax de {texto}", lambda z=logits: list(softmax(list(z)))
    for logits in ([-1000, 0], [-1001, -1000], [0, 3000]):
        texto = str(logits).replace("-", "−")
        yield f"softmax de {texto}", lambda z=logits: list(softmax(list(z)))
    yield "la lista que recibe, después", queda_igual
    yield (
        "¿suman 1, hasta la última cifra, las de (1, 2, 3), la de (5) y las de 150 ceros?",
        lambda: [
            _si(abs(sum(softmax(z)) - 1) < 1e-12) for z in ([1.0, 2.0, 3.0], [5.0], [0.0] * 150)
        ],
    )
    yield from explorar_listas(lambda z, _: softmax(z), "softmax", con_clase=False)


def observar_p_menos_y(p_menos_y: Callable[[Any, int], Any]) -> Iterator[Observacion]:
    casos: Sequence[tuple[list[float], int]] = (
        ([0.0, 0.0], 0),
        ([1.0, 2.0, 3.0], 2),
        ([1.0, 2.0, 3.0], 0),
        ([-1.0, 0.5, 4.0], 1),
    )
    for logits, clase in casos:
        texto = f"{logits}, clase {clase}".replace("-", "−")
        yield f"gradientes con {texto}", lambda z=logits, c=clase: list(p_menos_y(list(z), c))
    yield from explorar_listas(p_menos_y, "gradientes")


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
    con_tolerancia = (
        (1.0, 1.5, 0.6),
        (100.0, 101.0, 0.1),
        *((a, b, 0.6) for a, b in ((1.0, 2.4), (2.4, 1.0), (-2.4, -1.0), (-1.0, -2.4))),
        (0.0, 0.7, 0.5),
        (0.0, 0.5, 0.5),
        *_CERCA_DEL_LIMITE,
    )
    for a, b, tolerancia in con_tolerancia:
        yield (
            f"¿coinciden {decir(a)} y {decir(b)}, con tolerancia {decir(tolerancia)}?",
            luego(_si_o_no, coinciden, a, b, tolerancia),
        )
    for a, b in _CON_LA_DE_SIEMPRE:
        yield f"¿coinciden {decir(a)} y {decir(b)}?", luego(_si_o_no, coinciden, a, b)
    yield (
        "¿coinciden 1 y 3, con tolerancia=0.75, por su nombre?",
        lambda: _si_o_no(lambda a, b: coinciden(a, b, tolerancia=0.75), 1.0, 3.0),
    )
    for a, b in ((nan, 1.0), (1.0, nan), (nan, nan), (nan, 0), (-3e7, nan)):
        yield (
            f"¿coinciden {_o_nan(a)} y {_o_nan(b)}, con tolerancia 1000?",
            luego(_si_o_no, coinciden, a, b, 1000.0),
        )


#: a y b, y una tolerancia: la distancia pasa apenas o no llega apenas, según quién mande
_CERCA_DEL_LIMITE = (
    (4.0, 6.5, 0.375),
    (4.0, 6.5, 0.4),
    (6.5, 4.0, 0.375),
    (6.5, 4.0, 0.4),
    (-4.0, -6.5, 0.375),
    (-6.5, -4.0, 0.4),
    (-3.0, 4.0, 1.7),
    (-3.0, 4.0, 1.8),
    (4.0, -3.0, 1.7),
    (0.25, 0.5, 0.25),
    (0.25, 0.5, 0.2),
    (-0.5, -0.25, 0.25),
    (0.5, -0.25, 0.7),
    (8.0, 12.0, 0.25),
    (2, 3, 0.3),
    (2, 3, 0.4),
    (2, 3, 1),
    (7.25, 7.25, 0.0),
    (0, 0, 0.0),
    (7.25, 7.5, 0.0),
    (30000000, 30000001, 1e-9),
    (30000000, 30000001, 1e-7),
    (-3e7, -2e7, 0.3),
    (-3e7, -2e7, 0.4),
    (3e-9, 2e-9, 2e-9),
    (3e-9, 2e-9, 5e-10),
    (3e-9, -3e-9, 5e-9),
    *((a, b, 1.0) for x in (250.0, 1.2345678, 3e7) for a, b in ((x, 0), (0, x), (-x, 0), (0, -x))),
    (1.2345678, 0.0, 0.9999999),
    (0.0, -1.2345678, 0.9999999),
)
#: alrededor de la tolerancia que se supone si nadie dice otra
_CON_LA_DE_SIEMPRE = (
    (0.0, 9e-6),
    (0.0, -1.1e-5),
    (1.1e-5, 0.0),
    (-0.5, -0.500009),
    (0.5, 0.500011),
    (400.0, 400.0039),
    (400.0, 400.0041),
    (-400.0041, -400.0),
    (400.0, -400.0),
    (3, 3),
    (3, 4),
    (1e12, 1.000009e12),
    (-1e12, -1.000011e12),
)


def _o_nan(x: float) -> str:
    return decir(x) if x == x else "nan"


def _si_o_no(coinciden: Callable[..., Any], *argumentos: float) -> Any:
    respuesta = coinciden(*argumentos)
    return respuesta if respuesta is None or respuesta is ... else _si(respuesta)


# --- hacia adelante --------------------------------------------------------------------------
class _Dual:
    """Un dual como el del cuaderno, por si el de quien responde no se ve."""

    def __init__(self, data: float, punto: float = 0.0) -> None:
        self.data, self.punto = data, punto


def observar_dual_dividir(dividir: Callable[[Any, Any], Any]) -> Iterator[Observacion]:
    """Se llama a la función, y no al operador: así no importa si está enganchada."""
    funcion = la_funcion(dividir)
    clase = _Dual if funcion is None else funcion.__globals__.get("Dual", _Dual)

    def cociente(a: float, da: float, b: float, db: float) -> list[Any]:
        c = dividir(clase(a, da), clase(b, db))
        return [c.data, c.punto]

    def consigo() -> list[Any]:
        a = clase(2.5, 3.0)
        c = dividir(a, a)
        return [c.data, c.punto]

    def quedan() -> list[Any]:
        a, b = clase(6.0, 1.0), clase(4.0, -2.0)
        dividir(a, b)
        return [a.data, a.punto, b.data, b.punto]

    def dos() -> list[Any]:
        primero = dividir(clase(6.0, 1.0), clase(4.0, 0.0))
        segundo = dividir(clase(1.0, 0.0), clase(-2.0, 1.0))
        return [primero.data, primero.punto, segundo.data, segundo.punto]

    yield "qué entrega a / b", lambda: _que_dual(dividir(clase(6.0, 1.0), clase(4.0)), clase)
    for datos, caso in (
        ((6.0, 1.0, 4.0, 0.0), "se mueve a: 6 con punto 1, entre 4 con punto 0"),
        ((6.0, 0.0, 4.0, 1.0), "se mueve b: 6 con punto 0, entre 4 con punto 1"),
        ((6.0, 1.0, 4.0, 1.0), "se mueven los dos: 6 con punto 1, entre 4 con punto 1"),
    ):
        yield f"valor y punto si {caso}", luego(cociente, *datos)
    for a, da, b, db in _DUALES:
        caso = f"{decir(a)} con punto {decir(da)}, entre {decir(b)} con punto {decir(db)}"
        yield f"valor y punto de {caso}", luego(cociente, a, da, b, db)
    yield (
        "valor y punto de 0.000000003 con punto −0.000000002, entre 4 con punto 4, de cerca",
        lambda: de_cerca(cociente(3e-9, -2e-9, 4.0, 4.0)),
    )
    yield "valor y punto de a / a, con a = 2.5 y punto 3", consigo
    yield "los operandos, después", quedan
    yield "dos divisiones seguidas", dos


_DUALES = (
    (0.0, 1.0, -3.0, 1.0),
    (1.7345678, -2.25, -0.2183746, 0.75),
    (-4.5, 0.0, -4.5, 0.0),
    (7.25, -3.0, 1.0, -2.0),
    (7, 2, -2, 5),
    (3e7, 2e6, -400.0, 0.5),
    (-2.5, 3e6, 0.75, -4e6),
    (1.0, 0.0, 0.0078125, 1.0),
    (-400.5, 1.0, 0.5, 3.0),
    (2.5, 1.0, 400.5, 2000.0),
    (2e-7, 3e-7, 5e-7, 1e-7),
)


def _que_dual(salida: Any, clase: Any) -> Any:
    return "un Dual" if isinstance(salida, clase) else salida
