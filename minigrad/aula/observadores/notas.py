"""Cómo se observa una operación que deja su nota en `_backward`.

Lo que se mira son los gradientes que la nota deja en los hijos. El paso hacia atrás que hace falta
para verlos (`retroceder`) está escrito aquí: así, un `backward` equivocado del aprendiz no hace
fallar la comprobación de la resta.

Glosario. *Nota*: la función que una operación deja en `_backward`. *Llega*: el gradiente que el
resultado tiene cuando se llama a su nota.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from minigrad.aula.exploracion.grafos import Crear
from minigrad.aula.exploracion.nodos import Operacion, explorar_dos, explorar_uno
from minigrad.aula.huella.observar import Observacion

#: Recibe nodos y devuelve el nodo que resulta.
Operar = Callable[..., Any]


def ordenar(raiz: Any) -> list[Any]:
    """Los nodos de un grafo, cada hijo antes que sus consumidores."""
    orden: list[Any] = []
    vistos: set[int] = set()

    def visitar(nodo: Any) -> None:
        if id(nodo) not in vistos:
            vistos.add(id(nodo))
            for hijo in nodo._prev:
                visitar(hijo)
            orden.append(nodo)

    visitar(raiz)
    return orden


def retroceder(raiz: Any, llega: float = 1.0) -> None:
    """Un paso hacia atrás correcto, con las notas del aprendiz."""
    orden = ordenar(raiz)
    raiz.grad = llega
    for nodo in reversed(orden):
        nodo._backward()


def con_notas(crear: Crear) -> Crear:
    """Lo mismo, pero cada nodo lleva la nota que reparte su gradiente entre sus partes."""

    def crear_con_nota(dato: float, partes: Sequence[tuple[Any, float]] = ()) -> Any:
        nodo = crear(dato, partes)

        def nota() -> None:
            for hijo, local in partes:
                hijo.grad += local * nodo.grad

        if partes:
            nodo._backward = nota
        return nodo

    return crear_con_nota


def luego(funcion: Callable[..., Any], *argumentos: Any) -> Callable[[], Any]:
    """La misma llamada, para hacerla cuando toque observar."""
    return lambda: funcion(*argumentos)


# --- qué se mira de una operación ----------------------------------------------------------------
def dato(clase: Any, operar: Operar, datos: Sequence[float]) -> Any:
    """El dato del resultado."""
    return operar(*(clase(x) for x in datos)).data


def tras_la_nota(clase: Any, operar: Operar, datos: Sequence[float], llega: float) -> Any:
    """Los gradientes de los hijos después de llamar una vez a la nota del resultado."""
    hojas = [clase(x) for x in datos]
    salida = operar(*hojas)
    salida.grad = llega
    salida._backward()
    return _grads(hojas)


def dos_resultados(clase: Any, operar: Operar, datos: Sequence[float]) -> Any:
    """Los gradientes cuando los mismos hijos alimentan dos resultados: hay que acumular."""
    hojas = [clase(x) for x in datos]
    salidas = [operar(*hojas), operar(*hojas)]
    for salida, llega in zip(salidas, (2.0, 3.0), strict=True):
        salida.grad = llega
        salida._backward()
    return _grads(hojas)


def con_gradiente_previo(clase: Any, operar: Operar, datos: Sequence[float]) -> Any:
    """Los gradientes de los hijos, que ya traían 10, 20…, después de la nota."""
    hojas = [clase(x) for x in datos]
    for previo, hoja in enumerate(hojas, start=1):
        hoja.grad = 10.0 * previo
    salida = operar(*hojas)
    salida.grad = 2.0
    salida._backward()
    return _grads(hojas)


def lo_demas(clase: Any, operar: Operar, datos: Sequence[float]) -> list[float]:
    """Lo que la nota no debe tocar: el gradiente del resultado y los datos de los hijos."""
    hojas = [clase(x) for x in datos]
    salida = operar(*hojas)
    for nodo in (*hojas, salida):
        nodo.grad = 2.0
    salida._backward()
    return [salida.grad, *(hoja.data for hoja in hojas)]


def entrega(clase: Any, operar: Operar, datos: Sequence[float]) -> str:
    """Qué clase de cosa devuelve la operación, en palabras."""
    salida = operar(*(clase(x) for x in datos))
    if isinstance(salida, clase):
        return "un Value"
    nombres = {"NoneType": "nada", "float": "un número", "int": "un número", "str": "un texto"}
    return nombres.get(type(salida).__name__, "otra cosa")


def de_punta_a_punta(clase: Any, operar: Operar, datos: Sequence[float]) -> Any:
    """Los gradientes de las hojas tras un paso hacia atrás completo y correcto."""
    hojas = [clase(x) for x in datos]
    retroceder(operar(*hojas))
    return _grads(hojas)


def intacto(clase: Any, operar: Operar, datos: Sequence[float]) -> Any:
    """Los gradientes y los datos de los hijos antes de llamar a ninguna nota."""
    hojas = [clase(x) for x in datos]
    operar(*hojas)
    return [hoja.grad for hoja in hojas] + [hoja.data for hoja in hojas]


def _grads(hojas: Sequence[Any]) -> Any:
    valores = tuple(hoja.grad for hoja in hojas)
    return valores[0] if len(valores) == 1 else valores


def notas_ajenas(clase: Any, operar: Operar, datos: Sequence[float]) -> int:
    """Cuántas veces la nota del resultado llama a las de sus hijos, que no le toca."""
    llamadas: list[None] = []
    hojas = [clase(x) for x in datos]
    salida = operar(*hojas)
    for hoja in hojas:
        hoja._backward = luego(llamadas.append, None)
    salida.grad = 1.0
    salida._backward()
    return len(llamadas)


#: los nombres que la lección da a sus operaciones
_OPERACIONES = (
    "+", "-", "*", "/", "tanh", "exp", "log", "relu", "sigmoid", "sin", "cos", "abs",
    "softplus", "max",
)  # fmt: skip


def anota_operacion(clase: Any, operar: Operar, datos: Sequence[float], suya: str) -> str:
    """Si el resultado lleva un nombre de operación."""
    return como_se_anota(operar(*(clase(x) for x in datos)), suya)


def como_se_anota(salida: Any, suya: str) -> str:
    """Si un nodo lleva un nombre de operación; vale cualquiera que no sea el de otra."""
    nombre = str(salida._op).lower()
    if nombre in _OPERACIONES and nombre != suya:
        return f"sí, pero es la de otra: {nombre}"
    return "sí" if nombre else "no"


def tiene_nota(clase: Any, operar: Operar, datos: Sequence[float]) -> str:
    """Si el resultado guarda una nota propia, y no la que trae todo nodo al nacer."""
    nota = operar(*(clase(x) for x in datos))._backward
    de_nacimiento = clase(0.0)._backward
    if not callable(nota):
        return "no: lo que guarda no es una función"
    return "sí" if _codigo(nota) is not _codigo(de_nacimiento) else "no: la que trae al nacer"


def _codigo(funcion: Any) -> Any:
    return getattr(funcion, "__code__", funcion)


def hijos(clase: Any, operar: Operar, datos: Sequence[float]) -> list[float]:
    """Los datos de los hijos, ordenados: el orden de los operandos no es lo que se pregunta."""
    return sorted(hijo.data for hijo in operar(*(clase(x) for x in datos))._prev)


def observar_dos(
    clase: Any,
    operar: Operar,
    signo: str,
    numeros: tuple[float, float],
    *,
    suelto: bool = True,
    **explorar: Any,
) -> Iterator[Observacion]:
    """Mira y explora una operación de dos operandos que escribe su propia nota.

    `suelto` dice si el segundo operando también puede ser un número; lo demás es de `explorar_dos`.
    """
    x, y = numeros
    a_b = _escrita(signo, "a", "b")
    caso = f"c = {a_b}, con a = {_n(x)} y b = {_n(y)}"
    yield f"qué entrega {a_b}", luego(entrega, clase, operar, (x, y))
    yield f"dato de {caso}", luego(dato, clase, operar, (x, y))
    yield "¿guarda c su propia nota en _backward?", luego(tiene_nota, clase, operar, (x, y))
    for llega in (1.0, -2.5):
        etiqueta = f"gradientes de a y b cuando a c le llega {_n(llega)} ({caso})"
        yield etiqueta, luego(tras_la_nota, clase, operar, (x, y), llega)
    yield f"hijos de c = {a_b}", luego(hijos, clase, operar, (x, y))
    yield from _observar_repetido(clase, operar, signo)
    yield (
        "gradientes de a y b cuando dos resultados los usan",
        luego(dos_resultados, clase, operar, (x, y)),
    )
    yield from _observar_cuidado(clase, operar, (x, y), _COMO_SE_ANOTA.get(signo, signo))
    if suelto:
        yield from _observar_numero_suelto(clase, operar, signo)
        explorar = {"sueltos": (0, -3, 2.7182818), **explorar}
    op = Operacion(clase, operar, a_b, retroceder)
    yield from explorar_dos(op, **{"sueltos": (), **explorar})


_COMO_SE_ANOTA = {"×": "*", "máximo": "max"}


def _escrita(signo: str, x: str, y: str) -> str:
    return f"{x}.maximo({y})" if signo == "máximo" else f"{x} {signo} {y}"


def _observar_cuidado(
    clase: Any, operar: Operar, datos: Sequence[float], suya: str
) -> Iterator[Observacion]:
    mirar = {
        "gradientes y datos de los hijos antes de llamar a la nota": intacto,
        "gradientes tras la nota, si los hijos ya traían 10, 20…": con_gradiente_previo,
        "gradiente del resultado y datos de los hijos tras la nota": lo_demas,
        "veces que la nota llama a las notas de los hijos": notas_ajenas,
    }
    for etiqueta, funcion in mirar.items():
        yield etiqueta, luego(funcion, clase, operar, datos)
    yield "¿anota el resultado su operación?", luego(anota_operacion, clase, operar, datos, suya)


def _observar_repetido(clase: Any, operar: Operar, signo: str) -> Iterator[Observacion]:
    def consigo(a: Any) -> Any:
        return operar(a, a)

    caso = f"b = {_escrita(signo, 'a', 'a')}, con a = 3"
    yield f"gradiente de a cuando {caso}", luego(tras_la_nota, clase, consigo, (3.0,), 1.0)
    yield f"hijos de {caso}", luego(hijos, clase, consigo, (3.0,))


def _observar_numero_suelto(clase: Any, operar: Operar, signo: str) -> Iterator[Observacion]:
    def con_cuatro(a: Any) -> Any:
        return operar(a, 4)

    caso = f"c = {_escrita(signo, 'a', '4')}, con a = 3"
    yield f"dato de {caso}", luego(dato, clase, con_cuatro, (3.0,))
    yield f"gradiente de a cuando {caso}", luego(tras_la_nota, clase, con_cuatro, (3.0,), 2.0)


def observar_una(
    clase: Any, operar: Operar, nombre: str, puntos: Sequence[float], **explorar: Any
) -> Iterator[Observacion]:
    """Mira y explora una operación de un operando que escribe su propia nota.

    Lo que no son los puntos que se miran es de `explorar_uno`.
    """
    uno = puntos[:1]
    yield f"qué entrega {nombre}", luego(entrega, clase, operar, uno)
    for x in puntos:
        yield f"dato de {nombre} en x = {_n(x)}", luego(dato, clase, operar, (x,))
    yield "¿guarda el resultado su propia nota?", luego(tiene_nota, clase, operar, uno)
    for x in puntos:
        etiqueta = f"gradiente de x = {_n(x)} tras {nombre}, cuando llega"
        yield f"{etiqueta} 1", luego(tras_la_nota, clase, operar, (x,), 1.0)
        yield f"{etiqueta} −2.5", luego(tras_la_nota, clase, operar, (x,), -2.5)
    yield "hijos del resultado", luego(hijos, clase, operar, uno)
    yield "gradiente de x cuando dos resultados lo usan", luego(dos_resultados, clase, operar, uno)
    yield from _observar_cuidado(clase, operar, uno, nombre)
    op = Operacion(clase, operar, f"{nombre} de a", retroceder)
    yield from explorar_uno(op, **explorar)


def observar_combinada(
    clase: Any, operar: Operar, nombre: str, casos: Sequence[Sequence[float]]
) -> Iterator[Observacion]:
    """Mira una operación que puede estar hecha de otras: solo cuentan dato y gradientes."""
    for datos in casos:
        con = " y ".join(_n(x) for x in datos)
        yield f"qué entrega {nombre}, con {con}", luego(entrega, clase, operar, datos)
        yield f"dato de {nombre}, con {con}", luego(dato, clase, operar, datos)
        etiqueta = f"gradientes de las hojas de {nombre}, con {con}"
        yield etiqueta, luego(de_punta_a_punta, clase, operar, datos)


def _n(x: float) -> str:
    """`-2.0` → `−2`: como se escribe en la lección."""
    return f"{x:g}".replace("-", "−")
