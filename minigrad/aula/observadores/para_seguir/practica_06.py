"""Qué se observa en la práctica de la lección 6: formas, un motor ajeno, softmax y RMSNorm."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from minigrad.aula.ejercicios.lineas import leer_letras, se_puede_leer
from minigrad.aula.ejercicios.practica_06 import LINEAS, armar
from minigrad.aula.huella.observar import Observacion
from minigrad.aula.observadores.notas import como_se_anota
from minigrad.aula.observadores.para_seguir.arreglos import (
    FORMAS,
    MATRICES,
    NO_VAN,
    de_cerca,
    encogido,
    explorar_arreglo,
    explorar_backward,
    explorar_cuenta,
    explorar_encoger,
    explorar_formas,
    explorar_logits,
    llegada,
    np,
    numeros,
    ordenar,
    repartir,
    su_tensor,
)
from minigrad.aula.observadores.respuestas import que_entrego

#: formas con al menos un eje
_CON_EJES = (((2, 3),), ((4,),), ((3, 3),), ((1, 3),), ((4, 1),), ((2, 3, 4),), ((1,),))
#: formas grandes, con muchos ejes, y que solo tropiezan en el último o en el primero
_LARGAS = (
    ((300, 1), (128,)), ((300, 4), (300, 4)), ((2, 300), (300,)), ((1797, 64), (64,)),
    ((2, 3, 4), (2, 3, 5)), ((2, 3, 4), (5, 3, 4)),
    ((2, 3, 4, 5), (3, 1, 5)), ((2, 3, 4, 5), (3, 4, 1, 5)), ((7,), (3, 2, 1, 1)), ((1,), ()),
)  # fmt: skip
_ANOTA = "¿anota el resultado su operación?"


# --- formas y líneas -----------------------------------------------------------------------------
def observar_difundir(difundir: Callable[..., Any]) -> Iterator[Observacion]:
    """La forma de dos que se difunden, o None; también con una sin ejes."""
    yield from explorar_formas(difundir, "difundir", formas=(*FORMAS, *NO_VAN, *_LARGAS))


def observar_revuelto(respuesta: Any) -> Iterator[Observacion]:
    """Arma el paso hacia atrás y lo prueba: vale cualquier orden que funcione."""
    yield "qué entregas", que_entrego(respuesta)
    letras = leer_letras(respuesta)
    yield "¿faltan líneas?", lambda: _cuales(set(LINEAS) - set(letras))
    yield "¿hay letras que no son de ninguna línea?", lambda: _cuales(set(letras) - set(LINEAS))
    yield "líneas en total", lambda: len(letras)
    yield "¿la primera línea tiene sangría?", lambda: _si(letras[:1] not in ([], ["F"]))
    yield "¿Python entiende el programa?", lambda: _si(se_puede_leer(armar(letras)))
    yield from explorar_backward(_Nodo, lambda raiz: _armado(letras)(raiz))


def _si(cierto: bool) -> str:
    return "sí" if cierto else "no"


def _cuales(letras: set[str]) -> str:
    return f"sí: {', '.join(sorted(letras))}" if letras else "no"


class _Nodo:
    """El nodo de la lección, con lo justo para que el programa armado lo recorra."""

    def __init__(self, data: Any, hijos: Any = (), atras: Any = (), op: str = "") -> None:
        self.data = np.array(data, dtype=float)
        self.grad = np.zeros_like(self.data)
        self._prev, self._atras, self._op = tuple(hijos), tuple(atras), op


def _armado(letras: Sequence[str]) -> Any:
    """El `backward` que forman esas líneas."""
    nombres = {"np": np, "ordenar": ordenar, "encoger": encogido}
    exec(compile(armar(letras), "<minigrad revuelto>", "exec"), nombres)
    return nombres["backward"]


# --- el motor ajeno ------------------------------------------------------------------------------
def observar_caza_encoger(encoger: Callable[[Any, Any], Any]) -> Iterator[Observacion]:
    """Lo que se difundió se suma, y queda la forma del dato."""
    yield from explorar_encoger(encoger)


def observar_caza_matmul(Motor: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """El producto de dos matrices y sus dos gradientes."""
    yield from explorar_cuenta(lambda a, b: a @ b, Motor, "a @ b", formas=MATRICES, sueltos=False)
    yield _ANOTA, lambda: como_se_anota(Motor([[2.0]]) @ Motor([[5.0]]), "@")


def _por_ejes(clase: Any, nombre: str) -> Iterator[Observacion]:
    """Una operación por un eje: el resultado y el gradiente, por cada eje de cada forma."""
    for forma in ((2, 3), (3, 3), (4, 1), (1, 3), (4,), (2, 3, 4)):
        for axis in (*range(len(forma)), -1, -len(forma)):
            operar = partial(_llamar, nombre, axis)
            caso = f"{nombre}(axis={axis}) de una forma {forma}".replace("-", "−")
            yield f"{caso}: el resultado", lambda o=operar, f=forma: o(clase(numeros(f))).data
            yield f"{caso}: el gradiente", lambda o=operar, f=forma: _gradiente(clase, o, f)
    for axis, formas in ((0, (((4, 3),),)), (1, (((2, 3),),)), (-1, (((2, 3, 4),),))):
        caso = f"a.{nombre}(axis={axis})".replace("-", "−")
        yield from explorar_cuenta(
            partial(_llamar, nombre, axis), clase, caso, formas=formas, sueltos=False
        )


def _llamar(nombre: str, axis: int, a: Any) -> Any:
    return getattr(a, nombre)(axis=axis)


def _gradiente(clase: Any, operar: Callable[[Any], Any], forma: tuple[int, ...]) -> Any:
    a = clase(numeros(forma))
    salida = operar(a)
    repartir(salida, llegada(np.shape(salida.data)))
    return a.grad


def observar_caza_eje(Motor: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """El promedio por cada eje, con su gradiente entre cuántos entraron."""
    yield from _por_ejes(Motor, "mean")
    yield _ANOTA, lambda: como_se_anota(Motor([2.0, 5.0]).mean(axis=0), "mean")


# --- operaciones nuevas --------------------------------------------------------------------------
def observar_mayor(Motor: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """El mayor por cada eje; a los que empatan les vuelve por igual."""

    def gradiente(datos: Any, axis: int, llega: Any) -> Any:
        a = Motor(datos)
        repartir(a.max(axis=axis), np.array(llega))
        return a.grad

    casos: Mapping[str, tuple[Any, int, Any]] = {
        "[[1, 5, 2], [4, 0, 3]], por filas": ([[1.0, 5.0, 2.0], [4.0, 0.0, 3.0]], 1, [1.0, 10.0]),
        "[[1, 5, 2], [4, 0, 3]], por columnas": (
            [[1.0, 5.0, 2.0], [4.0, 0.0, 3.0]], 0, [1.0, 10.0, 100.0],
        ),
        "[3, 5, 5], con un empate": ([3.0, 5.0, 5.0], 0, 1.0),
        "[[2, 2, 2], [1, 2, 2]], con empates en cada fila": (
            [[2.0, 2.0, 2.0], [1.0, 2.0, 2.0]], 1, [3.0, -8.0],
        ),
        "[[−1, −3], [−2, −2]], negativos": ([[-1.0, -3.0], [-2.0, -2.0]], 1, [1.0, 4.0]),
        "[[0, 0], [0, −1]], con ceros": ([[0.0, 0.0], [0.0, -1.0]], 0, [2.0, 3.0]),
    }  # fmt: skip
    for dicho, (datos, axis, llega) in casos.items():
        yield (
            f"el gradiente de {dicho}, si llega {llega}".replace("-", "−"),
            lambda d=datos, a=axis, g=llega: gradiente(d, a, g),
        )
    yield from _por_ejes(Motor, "max")


def observar_acumulada(Motor: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """A cada número le vuelve lo de todas las sumas en que entró."""

    def gradiente(llega: Any) -> Any:
        a = Motor(np.ones(np.shape(llega)))
        repartir(a.cumsum(), np.array(llega))
        return a.grad

    for llega in ([1.0, 1.0, 1.0], [1.0, 10.0, 100.0], [0.0, 0.0, 5.0], [7.0]):
        yield f"el gradiente, si llega {llega}", lambda g=llega: gradiente(g)
    yield from explorar_cuenta(
        lambda a: a.cumsum(), Motor, "a.cumsum()", formas=_CON_EJES[1:] + _CON_EJES[:1],
        sueltos=False,
    )  # fmt: skip


# --- elegir --------------------------------------------------------------------------------------
def observar_unos(unos: Callable[[Any, int], Any]) -> Iterator[Observacion]:
    """Un 1 por fila, en el lugar de su letra; cada llamada hace una matriz nueva."""
    casos: Sequence[tuple[list[int], int]] = (
        ([0, 2, 1], 3), ([1, 1, 3], 4), ([0, 2, 0, 3, 4, 0, 3, 1, 0], 5), ([2], 6), ([0], 1),
        ([0, 0, 0, 0], 2), ([5, 0], 27), ([3, 2, 1, 0], 4),
    )  # fmt: skip
    for letras, cuantas in casos:
        yield (
            f"unos de {letras}, con {cuantas} letras en el vocabulario",
            lambda x=letras, n=cuantas: _en_decimales(unos(np.array(x), n)),
        )

    def despues() -> Any:
        letras = np.array([2, 0, 2])
        unos(letras, 3)
        return letras

    def seguidas() -> list[Any]:
        primera = unos(np.array([0, 1]), 2)
        primera[:] = 1
        return [
            _en_decimales(unos(np.array([0, 1]), 2)),
            _en_decimales(unos(np.array([1, 1, 1]), 2)),
        ]

    yield "las letras que recibe, después", despues
    yield "otra vez, después de cambiar la primera matriz", seguidas


def _en_decimales(matriz: Any) -> Any:
    """Unos y ceros, sean enteros, decimales o verdaderos y falsos."""
    return matriz + 0.0 if hasattr(matriz, "dtype") else matriz


# --- softmax -------------------------------------------------------------------------------------
def observar_softmax(softmax: Callable[[Any], Any]) -> Iterator[Observacion]:
    """Probabilidades sobre el último eje, también con logits de 1000 y de −1000."""
    for logits in ([0.0, 1.0, -1.0], [1000.0, 1001.0], [-1000.0, -1001.0], [1000.0, 0.0, -1000.0]):
        dicho = ", ".join(f"{z:g}" for z in logits).replace("-", "−")
        yield f"softmax de [{dicho}]", lambda z=logits: softmax(np.array(z))
    yield from explorar_logits(softmax, "softmax", con_clases=False)
    yield from explorar_arreglo(softmax, "softmax", formas=_CON_EJES, letras="z")


def _probabilidades(z: Any) -> Any:
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def observar_softmax_atras(softmax_atras: Callable[[Any, Any], Any]) -> Iterator[Observacion]:
    """El gradiente de los logits; con una fila, con varias y con tres ejes."""

    def de(z: Any, g: Any) -> Any:
        return softmax_atras(_probabilidades(np.asarray(z, dtype=float)), np.asarray(g))

    for s, g in (
        ([0.5, 0.5], [1.0, 0.0]),
        ([0.2, 0.3, 0.5], [1.0, -2.0, 4.0]),
        ([0.2, 0.3, 0.5], [1.0, 1.0, 1.0]),
        ([1.0, 0.0], [3.0, 5.0]),
    ):
        dicho = f"softmax_atras de s = {s} y g = {g}".replace("-", "−")
        yield dicho, lambda s=s, g=g: softmax_atras(np.array(s), np.array(g))
    parejas = tuple((forma, forma) for (forma,) in _CON_EJES)
    yield from explorar_arreglo(
        de, "softmax_atras(softmax(z), g)", formas=parejas, enormes=False, letras="zg"
    )

    def llegan(veces: float) -> Any:
        g = veces * llegada((2, 3))
        return softmax_atras(_probabilidades(numeros((2, 3))), g)

    yield "softmax_atras, si llega un gradiente enorme", lambda: llegan(3e7)
    yield "softmax_atras, si llega uno diminuto, por mil millones", lambda: de_cerca(llegan(3e-9))

    def despues() -> list[Any]:
        s, g = _probabilidades(numeros((2, 3))), llegada((2, 3))
        softmax_atras(s, g)
        return [s, g]

    yield "lo que recibe softmax_atras, después", despues


# --- RMSNorm -------------------------------------------------------------------------------------
def observar_rmsnorm(rmsnorm: Callable[..., Any]) -> Iterator[Observacion]:
    """Cada fila entre su tamaño típico, con el ε que se le dé."""
    yield "rmsnorm de [3, 4]", lambda: rmsnorm(np.array([3.0, 4.0]))
    yield "rmsnorm de [[3, 4], [30, 40]]", lambda: rmsnorm(np.array([[3.0, 4.0], [30.0, 40.0]]))
    yield "rmsnorm de [0.001, −0.002]", lambda: rmsnorm(np.array([0.001, -0.002]))
    yield "rmsnorm de [3, 4], con eps=0.5", lambda: rmsnorm(np.array([3.0, 4.0]), eps=0.5)
    yield "rmsnorm de [3, 4], con eps=0", lambda: rmsnorm(np.array([3.0, 4.0]), 0.0)
    for eps in (4e-7, 300.0):
        yield (
            f"rmsnorm de [0.001, 0], con eps={eps:g}".replace("-", "−"),
            lambda e=eps: rmsnorm(np.array([0.001, 0.0]), e),
        )
    yield from explorar_arreglo(rmsnorm, "rmsnorm", formas=_CON_EJES, letras="x")


def observar_rmsnorm_atras(rmsnorm_atras: Callable[..., Any]) -> Iterator[Observacion]:
    """El gradiente de x por los dos caminos, con un tamaño por fila."""

    def de(x: Any, g: Any) -> Any:
        r = np.sqrt((np.asarray(x, dtype=float) ** 2).mean(axis=-1, keepdims=True) + 1e-5)
        return rmsnorm_atras(x / r, r, np.asarray(g))

    # que no sea cuadrada: así se ve lo que se alinea por la derecha
    x = [[3.0, 4.0, 1.0], [1.0, -2.0, 0.0]]
    for g in (
        [[1.0, 0.0, 0.0], [0.0, 0.0, 0.0]],
        [[1.0, 1.0, -3.0], [-2.0, 5.0, 0.5]],
        [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]],
    ):
        yield (
            f"rmsnorm_atras de x = {x} y g = {g}".replace("-", "−"),
            lambda g=g: de(np.array(x), g),
        )
    parejas = tuple((forma, forma) for (forma,) in _CON_EJES)
    yield from explorar_arreglo(de, "rmsnorm_atras(y, r, g)", formas=parejas, letras="xg")
    yield (
        "rmsnorm_atras, si llega un gradiente diminuto, por mil millones",
        lambda: de_cerca(de(numeros((2, 3)), 3e-9 * llegada((2, 3)))),
    )

    def despues() -> list[Any]:
        recibidos = [numeros((2, 3)), numeros((2, 1), 3) + 9.0, llegada((2, 3))]
        rmsnorm_atras(*recibidos)
        return recibidos

    yield "lo que recibe rmsnorm_atras, después", despues


# --- entrenar ------------------------------------------------------------------------------------
def observar_error(error_cuadratico: Callable[[Any, Any], Any]) -> Iterator[Observacion]:
    """Cada salida con su respuesta: el promedio de n cuadrados, y su gradiente."""
    Tensor = su_tensor(error_cuadratico)  # noqa: N806 (es una clase)

    def de(salida: Any, y: Any) -> list[Any]:
        hoja = Tensor(np.array(salida, dtype=float).reshape(-1, 1))
        perdida = error_cuadratico(hoja, np.array(y))
        perdida.backward()
        return [perdida.data, hoja.grad]

    def que_es() -> Any:
        perdida = error_cuadratico(Tensor([[1.0], [2.0]]), np.array([3.0, 5.0]))
        return "un Tensor" if isinstance(perdida, Tensor) else perdida

    def despues() -> list[Any]:
        salida, y = Tensor([[1.0], [4.0], [2.0]]), np.array([3.0, -5.0, 0.5])
        error_cuadratico(salida, y)
        return [salida.data, salida.shape, y]

    yield "qué entrega error_cuadratico", que_es
    for salida, y in (
        ([1.0, 2.0], [3.0, 7.0]),
        ([1.0, 2.0, 3.0], [1.0, 2.0, 3.0]),
        ([0.5], [2.0]),
        ([-1.5, 0.25, 0.0, 3.0], [1.0, -2.0, 0.0, 3.0]),
        ([2.0, 2.0, 2.0], [1.0, -4.0, 9.0]),
    ):
        dicho = f"la pérdida y el gradiente, con salida {salida} e y = {y}".replace("-", "−")
        yield dicho, lambda s=salida, y=y: de(s, y)
    yield "con respuestas enteras", lambda: de([1.0, 2.0, 0.5], [1, -2, 3])
    yield "con treinta ejemplos", lambda: de(numeros((30,)), numeros((30,), 4))
    yield "con enormes", lambda: de(3e7 * numeros((5,)), numeros((5,), 2))
    yield (
        "con diminutos, por mil millones",
        lambda: de_cerca([1e9 * v for v in de(1e-9 * numeros((3,)), [0.0, 0.0, 0.0])]),
    )
    yield "lo que recibe, después", despues


def observar_curvas(respuesta: Any) -> Iterator[Observacion]:
    """Tres letras, en orden."""
    yield "qué entregas", que_entrego(respuesta)
    letras = leer_letras(respuesta)
    completas = sorted(letras) == list("ABC")
    yield "¿están las tres letras, una vez cada una?", lambda: _si(completas)
    if not completas:
        return
    for i in range(3):
        yield f"la falla de la curva {i + 1}", lambda i=i: letras[i : i + 1]


def observar_estandarizar(estandarizar: Callable[[Any, Any], Any]) -> Iterator[Observacion]:
    """Las dos tablas con los promedios y desviaciones de la primera."""

    def de(vistos: Any, nuevos: Any) -> list[Any]:
        return list(estandarizar(np.array(vistos), np.array(nuevos)))

    casos: Mapping[str, tuple[Any, Any]] = {
        "vistos [[1], [3]] y nuevos [[5]]": ([[1.0], [3.0]], [[5.0]]),
        "dos columnas distintas": ([[1.0, 10.0], [3.0, 30.0], [8.0, 50.0]], [[2.0, 20.0]]),
        "nuevos muy lejos": ([[1.0, 2.0], [3.0, 5.0]], [[100.0, -50.0], [7.0, 0.0]]),
        "una columna que no cambia": ([[1.0, 4.0], [3.0, 4.0]], [[2.0, 4.0], [0.0, 6.0]]),
        "un solo visto": ([[1.0, 4.0]], [[2.0, 4.0]]),
        "enteros": ([[1, 10], [3, 30], [8, 80]], [[2, 20]]),
        "más columnas que filas": ([[1.0, 2.0, 4.0, 0.5], [3.0, -1.0, 0.0, 0.5]], [[1.0] * 4]),
        "cuadradas": (numeros((3, 3)), numeros((3, 3), 2)),
        "enormes": (3e7 * numeros((4, 2)), 3e7 * numeros((2, 2), 1)),
        "diminutos": (3e-9 * numeros((4, 2)), 3e-9 * numeros((2, 2), 1)),
        "iguales": (numeros((4, 3)), numeros((4, 3))),
    }
    for dicho, (vistos, nuevos) in casos.items():
        for i, cual in enumerate(("los vistos", "los nuevos")):
            yield f"{dicho}: {cual}", lambda v=vistos, n=nuevos, i=i: de(v, n)[i]
    yield "cuántas tablas devuelve", lambda: len(de([[1.0], [3.0]], [[5.0]]))

    def despues() -> list[Any]:
        vistos, nuevos = numeros((4, 3)), numeros((2, 3), 1)
        estandarizar(vistos, nuevos)
        return [vistos, nuevos]

    yield "las dos tablas que recibe, después", despues
    yield (
        "dos veces, con otros vistos",
        lambda: [de([[1.0], [3.0]], [[5.0]])[1], de([[0.0], [8.0]], [[5.0]])[1]],
    )
