"""Explora una operación entre nodos: de un operando o de dos.

De cada entrada se mira lo mismo: el dato que sale y el gradiente que llega a cada operando. Cómo
se va hacia atrás lo dice quien llama, porque cambia de una lección a otra: con notas, con
derivadas locales, con el `backward` del aprendiz, o de ninguna manera si todavía no se enseñó.

Glosario. *Llega*: el gradiente que tiene el resultado cuando empieza el paso hacia atrás.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from minigrad.aula.celda.codigo import es, funcion_de
from minigrad.aula.exploracion.paleta import (
    CORRIENTES,
    DIMINUTO,
    ENORME,
    LLEGA,
    PARES,
    PARES_DIMINUTOS,
    PARES_ENORMES,
    de_cerca,
    decir,
    numeros_de_numpy,
)
from minigrad.aula.huella.observar import Observacion

#: lleva un gradiente desde un resultado hasta sus hojas
Atras = Callable[[Any, float], None]


def su_value(respuesta: Any) -> Any:
    """La clase `Value` que usa una respuesta: la del aprendiz o, si no se ve, la del paquete."""
    funcion = funcion_de(respuesta)
    clase = None if funcion is None else funcion.__globals__.get("Value")
    if es(clase, type):
        return clase
    from minigrad.engine import Value

    return Value


@dataclass(frozen=True)
class Operacion:
    """Una operación por explorar.

    `nombre` es como se escribe con sus operandos: «a + b», «tanh de a». `directa` dice que el
    resultado es un solo nodo cuyos hijos son los operandos; si no, puede estar hecha de otras.
    """

    clase: Any
    operar: Callable[..., Any]
    nombre: str
    atras: Atras | None = None
    directa: bool = True


def llega_a_las_hojas(op: Operacion, datos: Sequence[Any], llega: float = 1.0) -> list[Any]:
    """El dato del resultado y el gradiente de cada operando, con operandos nuevos."""
    hojas = _hojas(op, datos)
    return _dato_y_gradientes(op, op.operar(*hojas), hojas, llega)


def _hojas(op: Operacion, datos: Sequence[Any]) -> list[Any]:
    """Una hoja por dato; dos datos iguales no son el mismo objeto, como pasa con una cuenta."""
    return [op.clase(dato + type(dato)(0)) for dato in datos]


def recuerda(op: Operacion, datos: Sequence[Any]) -> list[str]:
    """A cuáles de los operandos se llega desde el resultado, de hijo en hijo."""
    hojas = _hojas(op, datos)
    vistos: dict[int, Any] = {}
    por_ver = [op.operar(*hojas)]
    while por_ver:
        nodo = por_ver.pop()
        if id(nodo) not in vistos:
            vistos[id(nodo)] = nodo
            por_ver += nodo._prev
    return [letra for letra, hoja in zip("ab", hojas, strict=False) if id(hoja) in vistos]


def _dato_y_gradientes(op: Operacion, salida: Any, hojas: Sequence[Any], llega: float) -> list[Any]:
    if op.atras is None:
        return [salida.data]
    op.atras(salida, llega)
    return [salida.data, *(hoja.grad for hoja in hojas)]


# --- de un operando --------------------------------------------------------------------------


def explorar_uno(
    op: Operacion,
    puntos: Sequence[float] = CORRIENTES,
    *,
    enormes: Sequence[float] = (ENORME, -ENORME),
    diminutos: Sequence[float] = (DIMINUTO, -DIMINUTO),
    con_numpy: bool = True,
) -> Iterator[Observacion]:
    """Una operación de un operando; los puntos son aquellos en que está definida."""
    yield from _en_cada_entrada(
        op, [(x,) for x in puntos], [(x,) for x in enormes], [(x,) for x in diminutos]
    )
    varios = [(puntos[-1],), (puntos[1],), (puntos[len(puntos) // 2],)]
    yield from _de_dos_en_dos(op, varios)
    yield from _lo_que_no_cambia(op, (puntos[1],))
    if con_numpy:
        yield (
            f"{op.nombre}, con un número de NumPy",
            lambda: llega_a_las_hojas(op, numeros_de_numpy(puntos[-1:])),
        )


# --- de dos operandos ------------------------------------------------------------------------


def explorar_dos(
    op: Operacion,
    pares: Sequence[tuple[float, float]] = PARES,
    *,
    enormes: Sequence[tuple[float, float]] = PARES_ENORMES,
    diminutos: Sequence[tuple[float, float]] = PARES_DIMINUTOS,
    sueltos: Sequence[Any] = (0, -3, 2.7182818),
) -> Iterator[Observacion]:
    """Una operación de dos operandos; `sueltos` son los números que pueden ir a la derecha."""
    yield from _en_cada_entrada(op, pares, enormes, diminutos)
    ultimo, otro = pares[-1], pares[-2]
    yield from _de_dos_en_dos(op, [ultimo, otro])
    yield (
        f"{op.nombre}, con a en dos resultados y otro compañero en cada uno",
        (lambda: _dos_companeros(op, *ultimo, otro[1])),
    )
    for x in (pares[-2][0], pares[-1][1]):
        yield (
            f"{op.nombre} con el mismo nodo dos veces, a = {decir(x)}, que ya traía 10: "
            f"{_que_se_mira(op, 'a')}",
            (lambda x=x: _consigo(op, x)),
        )
    yield (
        f"{op.nombre} con el mismo nodo dos veces: a quién recuerda el resultado",
        lambda: recuerda(replace(op, operar=lambda a: op.operar(a, a)), ultimo[:1]),
    )
    x = ultimo[1]
    yield (
        f"{op.nombre} con dos nodos distintos que guardan {decir(x)}: {_que_se_mira(op, 'a y b')}",
        (lambda: llega_a_las_hojas(op, (x, x), -2.7182818)),
    )
    yield from _lo_que_no_cambia(op, ultimo)
    for numero in sueltos:
        tipo = "un entero" if isinstance(numero, int) else "un decimal"
        yield (
            f"{op.nombre} con b = {decir(numero)}, {tipo} suelto, y a ya traía 10: "
            f"{_que_se_mira(op, 'a')}",
            (lambda numero=numero: _con_suelto(op, ultimo[0], numero)),
        )


def _con_suelto(op: Operacion, x: float, numero: float) -> list[Any]:
    a = _marcada(op.clase, x, 0)
    return _dato_y_gradientes(op, op.operar(a, numero), [a], -2.7182818)


def _consigo(op: Operacion, x: float) -> list[Any]:
    a = _marcada(op.clase, x, 0)
    return _dato_y_gradientes(op, op.operar(a, a), [a], 1.5)


def _dos_companeros(op: Operacion, x: float, y: float, z: float) -> list[Any]:
    a, b, c = op.clase(x), op.clase(y), op.clase(z)
    primera, segunda = op.operar(a, b), op.operar(a, c)
    unos = _dato_y_gradientes(op, primera, (a, b), 1.5)
    return [*unos, *_dato_y_gradientes(op, segunda, (a, c), -2.0)]


# --- lo que vale para las dos ----------------------------------------------------------------


def _en_cada_entrada(
    op: Operacion,
    corrientes: Sequence[tuple[float, ...]],
    enormes: Sequence[tuple[float, ...]],
    diminutas: Sequence[tuple[float, ...]],
) -> Iterator[Observacion]:
    llegadas = LLEGA if op.atras else LLEGA[:1]
    for i, datos in enumerate(corrientes):
        llega = llegadas[i % len(llegadas)]
        yield _etiqueta(op, datos, llega), lambda d=datos, g=llega: llega_a_las_hojas(op, d, g)
    enteros = tuple(round(dato) or 2 for dato in corrientes[-1])
    yield (
        f"{op.nombre} con los enteros {decir(*enteros)}: dato y gradientes",
        (lambda: llega_a_las_hojas(op, enteros, 1.0)),
    )
    for datos in enormes:
        yield _etiqueta(op, datos, 1.0), lambda d=datos: llega_a_las_hojas(op, d)
    for datos in diminutas:
        yield (
            f"{_etiqueta(op, datos, 1.0)}, en milmillonésimas",
            (lambda d=datos: de_cerca(llega_a_las_hojas(op, d))),
        )
    if op.atras:
        datos = corrientes[-1]
        for llega in (-4e8, 7e6):
            yield _etiqueta(op, datos, llega), lambda g=llega: llega_a_las_hojas(op, datos, g)
        yield (
            f"{op.nombre}, con operandos que ya traían gradiente, en cada una de esas entradas",
            (lambda: [_con_gradiente_previo(op, d, i) for i, d in enumerate(corrientes)]),
        )
        yield (
            f"{_etiqueta(op, datos, 2e-9)}, en milmillonésimas",
            (lambda: de_cerca(llega_a_las_hojas(op, datos, 2e-9)[1:])),
        )


def _con_gradiente_previo(op: Operacion, datos: Sequence[float], i: int) -> list[Any]:
    hojas = [_marcada(op.clase, dato, k) for k, dato in enumerate(datos)]
    return _dato_y_gradientes(op, op.operar(*hojas), hojas, LLEGA[(i + 1) % len(LLEGA)])


def _etiqueta(op: Operacion, datos: Sequence[float], llega: float) -> str:
    letras = "a" if len(datos) == 1 else "a y b"
    viene = f" y llega {decir(llega)}" if op.atras and llega != 1.0 else ""
    return f"{op.nombre} con {letras} = {decir(*datos)}{viene}: {_que_se_mira(op, letras)}"


def _que_se_mira(op: Operacion, letras: str) -> str:
    if op.atras is None:
        return "dato"
    return f"dato y gradiente{'s' if ' ' in letras else ''} de {letras}"


def _de_dos_en_dos(op: Operacion, entradas: Sequence[tuple[float, ...]]) -> Iterator[Observacion]:
    """Dos resultados vivos a la vez: lo que uno guarde fuera de sí lo pisa el otro."""

    def a_la_vez() -> list[Any]:
        hojas = [_hojas(op, datos) for datos in entradas]
        salidas = [op.operar(*suyas) for suyas in hojas]
        pares = zip(salidas, hojas, strict=True)
        return [_dato_y_gradientes(op, salida, suyas, 1.5) for salida, suyas in pares]

    def seguidas() -> list[Any]:
        hojas = _hojas(op, entradas[0])
        unos = _dato_y_gradientes(op, op.operar(*hojas), hojas, 1.5)
        return [*unos, *_dato_y_gradientes(op, op.operar(*hojas), hojas, 3.0)]

    def repetida() -> list[Any]:
        hojas = _hojas(op, entradas[0])
        salida = op.operar(*hojas)
        unos = _dato_y_gradientes(op, salida, hojas, 1.5)
        return [*unos, *_dato_y_gradientes(op, salida, hojas, -2.0)]

    yield f"{op.nombre}, resultados a la vez, con a = {decir(*(e[0] for e in entradas))}", a_la_vez
    if op.atras and op.directa:
        yield f"{op.nombre}, dos pasos hacia atrás desde el mismo resultado", repetida
    if op.atras:
        yield f"{op.nombre}, otra vez con los mismos operandos: el gradiente se acumula", seguidas
        yield (
            f"{op.nombre} dentro de otra: gradientes de dos pisos",
            lambda: _dos_pisos(op, entradas[0]),
        )


def _dos_pisos(op: Operacion, datos: Sequence[float]) -> list[Any]:
    hojas = _hojas(op, datos)
    piso = op.operar(*hojas)
    return _dato_y_gradientes(op, op.operar(piso, *hojas[1:]), hojas, 1.25)


def _lo_que_no_cambia(op: Operacion, datos: Sequence[float]) -> Iterator[Observacion]:
    def operandos() -> list[Any]:
        hojas = [_marcada(op.clase, dato, k) for k, dato in enumerate(datos)]
        notas = [getattr(hoja, "_backward", None) for hoja in hojas]
        op.operar(*hojas)
        suyas = [getattr(hoja, "_backward", None) is nota
                 for hoja, nota in zip(hojas, notas, strict=True)]  # fmt: skip
        return [*map(_campos, hojas), "sus notas" if all(suyas) else "otras notas"]

    def despues() -> list[Any]:
        hojas = [_marcada(op.clase, dato, k) for k, dato in enumerate(datos)]
        salida = op.operar(*hojas)
        salida.label = "r"
        _dato_y_gradientes(op, salida, hojas, 1.5)
        quedan = [_campos(hoja)[:1] + _campos(hoja)[2:] for hoja in hojas]
        return [*quedan, salida.data, salida.grad, salida.label]

    def al_nacer() -> float:
        hojas = [_marcada(op.clase, dato, k) for k, dato in enumerate(datos)]
        grad: float = op.operar(*hojas).grad
        return grad

    def hijos() -> list[str]:
        hojas = _hojas(op, datos)
        salida = op.operar(*hojas)
        nombres = {id(hoja): letra for hoja, letra in zip(hojas, "ab", strict=False)}
        return sorted(nombres.get(id(hijo), "otro nodo") for hijo in salida._prev)

    yield f"{op.nombre}: dato, gradiente, label y nota de los operandos, que no cambian", operandos
    yield f"{op.nombre}: gradiente con que nace el resultado", al_nacer
    if op.atras:
        yield f"{op.nombre}: lo que el paso hacia atrás no debe cambiar", despues
    if op.directa:
        yield f"{op.nombre}: ¿quiénes son los hijos?", hijos
    else:
        yield f"{op.nombre}: a quiénes recuerda el resultado", lambda: recuerda(op, datos)


def _marcada(clase: Any, dato: float, k: int) -> Any:
    hoja = clase(dato)
    hoja.grad, hoja.label = 10.0 + k, f"operando {'ab'[k]}"
    return hoja


def _campos(nodo: Any) -> list[Any]:
    return [nodo.data, nodo.grad, nodo.label, len(nodo._prev), getattr(nodo, "_op", "")]
