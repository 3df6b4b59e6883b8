"""Qué se observa en la lección 6: del número al tensor."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from minigrad.aula.huella.observar import Observacion
from minigrad.aula.observadores.notas import como_se_anota
from minigrad.aula.observadores.para_seguir.arreglos import (
    LOTES,
    MATRICES,
    UNO,
    de_cerca,
    explorar_arreglo,
    explorar_backward,
    explorar_cuenta,
    explorar_encoger,
    explorar_logits,
    llegada,
    np,
    numeros,
    repartir,
)

#: la observación de que el resultado lleva algún nombre de operación que no es el de otra
ANOTA = "¿anota el resultado su operación?"


def _anota(operar: Callable[[], Any], suya: str) -> Observacion:
    return ANOTA, lambda: como_se_anota(operar(), suya)


# --- arreglos ------------------------------------------------------------------------------------
def observar_centrar(centrar: Callable[[Any], Any]) -> Iterator[Observacion]:
    """A cada fila, menos su promedio; la tabla que recibe no cambia."""
    tablas = {
        "[[1, 2, 3], [4, 5, 6]]": [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]],
        "[[1, 5], [10, 30]]": [[1.0, 5.0], [10.0, 30.0]],
    }
    for dicho, tabla in tablas.items():
        yield f"centrar de {dicho}", lambda t=tabla: centrar(np.array(t))

    def despues() -> Any:
        tabla = np.array([[1.0, 5.0], [10.0, 30.0]])
        centrar(tabla)
        return tabla

    yield "la tabla que recibe centrar, después", despues
    formas = (((4, 3),), ((3, 3),), ((1, 3),), ((4, 1),), ((1, 1),), ((2, 5),))
    yield from explorar_arreglo(centrar, "centrar", formas=formas)


# --- operaciones ---------------------------------------------------------------------------------
def observar_multiplicar(Tensor: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """El producto número a número, también con difusión, y lo que vuelve a cada factor."""
    yield from explorar_cuenta(lambda a, b: a * b, Tensor, "a * b")
    yield from explorar_cuenta(lambda a, b: a + b, Tensor, "a + b", formas=(((2, 3), (3,)),))
    yield _anota(lambda: Tensor([2.0, 3.0]) * Tensor([5.0, 7.0]), "*")


def observar_matmul(Tensor: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """El producto de matrices, de dos y de muchas, y sus dos gradientes."""
    formas = (*MATRICES, *LOTES)
    yield from explorar_cuenta(lambda a, b: a @ b, Tensor, "a @ b", formas=formas, sueltos=False)

    def con_arreglo() -> list[Any]:
        a = Tensor(numeros((2, 3)))
        salida = a @ numeros((3, 4), 4)
        repartir(salida, llegada((2, 4)))
        return [salida.data, a.grad]

    yield "a @ b, con b = un arreglo suelto: el resultado y el gradiente de a", con_arreglo
    yield _anota(lambda: Tensor([[2.0]]) @ Tensor([[5.0]]), "@")


#: por qué ejes se suma, y si queda un 1
_EJES: Sequence[tuple[Any, bool]] = (
    (None, False), (None, True), (0, False), (0, True), (1, False), (1, True), (-1, False),
    (-1, True),
)  # fmt: skip


def _reducir(clase: Any, nombre: str, *, directa: bool) -> Iterator[Observacion]:
    """`sum` o `mean`, por cada eje y con cada forma."""
    for axis, keepdims in _EJES:
        dicho = f"{nombre}(axis={axis}, keepdims={keepdims})"
        formas = (((2, 3),), ((3, 3),), ((4, 1),), ((2, 3, 4),))
        for fs in formas:
            operar = _llamar(nombre, axis=axis, keepdims=keepdims)
            yield from _resultado_y_gradiente(clase, operar, dicho, fs[0])
    yield from explorar_cuenta(
        _llamar(nombre), clase, f"a.{nombre}()", formas=UNO, directa=directa, sueltos=False
    )
    yield from explorar_cuenta(
        _llamar(nombre, axis=0), clase, f"a.{nombre}(axis=0)", formas=(((4, 3),),),
        directa=directa, sueltos=False,
    )  # fmt: skip
    yield (
        f"a.{nombre}(1, True), sin decir los nombres",
        lambda: getattr(clase(numeros((2, 3))), nombre)(1, True).data,
    )


def _llamar(nombre: str, **opciones: Any) -> Callable[[Any], Any]:
    return lambda a: getattr(a, nombre)(**opciones)


def _resultado_y_gradiente(
    clase: Any, operar: Callable[[Any], Any], dicho: str, forma: tuple[int, ...]
) -> Iterator[Observacion]:
    def gradiente() -> Any:
        a = clase(numeros(forma))
        salida = operar(a)
        repartir(salida, llegada(np.shape(salida.data)))
        return a.grad

    caso = f"{dicho} de una forma {forma}"
    yield f"{caso}: el resultado", lambda: operar(clase(numeros(forma))).data
    yield f"{caso}: el gradiente", gradiente


def observar_sum(Tensor: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """La suma por cada eje; a cada número le vuelve el gradiente de su suma, con su forma."""
    for fs in UNO:
        yield (
            f"con una forma {fs[0]}, la forma de lo que da la función de sum()",
            lambda f=fs[0]: str(np.shape(Tensor(numeros(f)).sum()._atras[0](np.ones(())))),
        )
    yield from _reducir(Tensor, "sum", directa=True)
    yield _anota(lambda: Tensor([2.0, 3.0]).sum(), "sum")


def observar_mean(Tensor: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """El promedio por cada eje, con su gradiente entre cuántos son."""
    yield from _reducir(Tensor, "mean", directa=False)
    for forma in ((150,), (3, 140)):
        yield from _resultado_y_gradiente(Tensor, _llamar("mean"), "mean()", forma)


def observar_relu_y_log(Tensor: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """Los valores y lo que vuelve; relu, también en su esquina."""
    formas = UNO
    yield from explorar_cuenta(
        lambda a: a.relu(), Tensor, "relu de a", formas=formas, sueltos=False
    )
    yield from explorar_cuenta(
        lambda a: a.log(), Tensor, "log de a", formas=formas, positivos=True, sueltos=False
    )
    yield _anota(lambda: Tensor([2.0]).relu(), "relu")
    yield _anota(lambda: Tensor([2.0]).log(), "log")


def observar_entropia(Tensor: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """La entropía cruzada de unos logits y su gradiente."""
    yield from explorar_logits(
        lambda logits, clases: logits.cross_entropy(clases), "cross_entropy", clase=Tensor
    )

    def lo_que_da(forma: tuple[int, int], llegan: Sequence[float]) -> list[Any]:
        salida = Tensor(numeros(forma)).cross_entropy([i % forma[1] for i in range(forma[0])])
        return [np.array(salida._atras[0](np.array(g))) for g in llegan]

    seguidas = (1.0, -2.7182818, 0.0, 400.5, -3e7)
    yield "cross_entropy: lo que da su función, cinco veces", lambda: lo_que_da((3, 4), seguidas)
    yield (
        "cross_entropy: lo que da su función, con 120 ejemplos",
        lambda: lo_que_da((120, 2), [120]),
    )
    yield (
        "cross_entropy, casi 0, por mil millones",
        lambda: de_cerca(Tensor([[19.5, 0.0], [0.0, 20.25]]).cross_entropy([0, 1]).data),
    )
    yield (
        "cross_entropy: lo que da su función, si llega muy poco, por mil millones",
        lambda: de_cerca(lo_que_da((3, 4), [3e-9])),
    )
    yield _anota(lambda: Tensor([[2.0, 1.0]]).cross_entropy([1]), "cross_entropy")


# --- el paso hacia atrás -------------------------------------------------------------------------
def observar_encoger(encoger: Callable[[Any, Any], Any]) -> Iterator[Observacion]:
    """Lo que se difundió se suma, y queda la forma del dato."""
    yield from explorar_encoger(encoger)


def observar_backward(Tensor: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """El paso entero, en grafos hechos a mano."""
    yield from explorar_backward(Tensor)

    def cuadrado(a: Any) -> Any:
        return Tensor(a.data**2, (a,), (lambda g: 2 * g * a.data,), "**")

    def total(a: Any) -> Any:
        return Tensor(a.data.sum(), (a,), (lambda g: g * np.ones(a.data.shape),), "sum")

    def dos_llamadas() -> list[Any]:
        a = Tensor([1.5, -0.75])
        b = cuadrado(a)
        c = cuadrado(b)
        d = total(c)
        for _ in range(2):
            d.backward()
        return [nodo.grad for nodo in (a, b, c, d)]

    yield "dos llamadas seguidas: la hoja acumula, y los demás empiezan de cero", dos_llamadas
    yield (
        "backward() desde una forma (2,), que no es un solo número",
        lambda: Tensor([1.0, 2.0]).backward(),
    )
    yield "backward() desde una forma (1, 1)", lambda: _gradiente_de_uno(Tensor)


def _gradiente_de_uno(clase: Any) -> Any:
    a = clase([[2.5]])
    clase([[5.0]], (a,), (lambda g: 2 * g,), "doble").backward()
    return a.grad


# --- los dígitos ---------------------------------------------------------------------------------
def observar_minilotes(minilotes: Callable[..., Any]) -> Iterator[Observacion]:
    """De qué tamaño son, que estén todos una sola vez, y barajados."""

    def hechos(cuales: Any, tamano: int, semilla: int = 0) -> list[list[int]]:
        lotes = minilotes(cuales, tamano, np.random.default_rng(semilla))
        return [[int(i) for i in lote] for lote in lotes]

    casos = (
        ("10, 11… 19", np.arange(10, 20), 5),
        ("10, 11… 19", np.arange(10, 20), 4),
        ("0, 2, 4… 98", np.arange(0, 100, 2), 32),
        ("7", np.array([7]), 3),
        ("3, 1, 4, 1, 5", np.array([3, 1, 4, 1, 5]), 1),
        ("0, 1… 5", np.arange(6), 6),
        ("0, 1… 5", np.arange(6), 50),
    )
    for dicho, cuales, tamano in casos:
        caso = f"{dicho}, de {tamano} en {tamano}"
        yield (
            f"{caso}: cuántos hay en cada pedazo",
            lambda c=cuales, t=tamano: [len(lote) for lote in hechos(c, t)],
        )
        yield (
            f"{caso}: los que hay en total, de menor a mayor",
            lambda c=cuales, t=tamano: sorted(i for lote in hechos(c, t) for i in lote),
        )
    muchos = np.arange(0, 400, 4)

    def barajados(semilla: int) -> list[int]:
        return [i for lote in hechos(muchos, 8, semilla) for i in lote]

    def otra_epoca() -> str:
        azar = np.random.default_rng(3)
        dos = [np.concatenate(minilotes(muchos, 8, azar)).tolist() for _ in range(2)]
        return "sí" if dos[0] != dos[1] else "no"

    def despues() -> Any:
        cuales = np.arange(10, 20)
        hechos(cuales, 4)
        return cuales

    def vecinos() -> str:
        uno = barajados(0)
        seguidos = sum(b - a == 4 for a, b in itertools.pairwise(uno))
        return "barajados" if seguidos < 20 else "casi en el mismo orden"

    yield "cien lugares, de 8 en 8: ¿en qué orden salen?", vecinos
    yield "¿salen en otro orden en la época siguiente?", otra_epoca
    yield "¿y con otra semilla?", lambda: "sí" if barajados(0) != barajados(1) else "no"
    yield "los lugares que recibe, después", despues
    yield (
        "con una lista: los que hay en total",
        lambda: sorted(i for lote in hechos([5, 3, 8, 1], 3) for i in lote),
    )


def observar_exactitud(exactitud: Callable[[Any, Any], Any]) -> Iterator[Observacion]:
    """La fracción de filas cuyo logit más alto está en el lugar de su cifra."""

    def con(cuantos: int, clases: int, desde: int = 0) -> float:
        logits = numeros((cuantos, clases), desde)
        cifras = (np.arange(cuantos) * 3 + desde) % clases
        return float(exactitud(logits, cifras))

    logits = [[1.0, 5.0, 2.0], [-3.0, -1.0, -2.0], [0.5, 0.25, 0.75], [9.0, 8.0, 7.0]]
    for cifras in ([1, 1, 2, 0], [0, 0, 0, 1], [1, 1, 0, 1], [1, 0, 2, 2]):
        yield (
            f"exactitud con logits {logits} y cifras {cifras}".replace("-", "−"),
            lambda c=cifras: exactitud(np.array(logits), np.array(c)),
        )
    for cuantos, clases in ((1, 10), (3, 3), (7, 10), (10, 7), (25, 4), (5, 1), (40, 10)):
        for desde in range(3):
            yield (
                f"exactitud con {cuantos} filas de {clases}, caso {desde + 1}",
                lambda n=cuantos, c=clases, d=desde: con(n, c, d),
            )

    def despues() -> list[Any]:
        logits, cifras = numeros((4, 3)), np.array([0, 2, 1, 1])
        exactitud(logits, cifras)
        return [logits, cifras]

    yield "lo que recibe exactitud, después", despues
