"""Exploraciones de arreglos y tensores, según la clase de entrada.

Cada `explorar_…` va al final de un observador, con `yield from`: trae las formas y los números que
suelen faltar en un ejemplo. De una cuenta se mira el resultado, el gradiente que llega a cada
operando, quiénes son los hijos y lo que no debe cambiar. El paso hacia atrás con que se mira está
escrito aquí (`repartir`): un `encoger` o un `backward` equivocados no hacen fallar un producto.

    explorar_cuenta      una operación de uno o dos tensores     FORMAS, UNO, MATRICES, LOTES
    explorar_backward    el paso entero                          explorar_logits     softmax…
    explorar_arreglo     una función de arreglos, sin gradiente  explorar_formas     de formas
    explorar_encoger     suma lo que se difundió

En una página del navegador no hay NumPy, y el catálogo se lee igual: por eso `np` se importa al
usarlo, y aquí nada se calcula al cargar el archivo. Los demás archivos toman `np` de este.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from minigrad.aula.celda.codigo import es, funcion_de
from minigrad.aula.exploracion.paleta import DIMINUTO, ENORME, LUPA
from minigrad.aula.huella.observar import Observacion

Forma = tuple[int, ...]
#: la forma de cada operando
Formas = tuple[Forma, ...]


class _AlUsarlo:
    """Un módulo que se importa la primera vez que se le pide algo."""

    def __init__(self, nombre: str) -> None:
        self._nombre = nombre

    def __getattr__(self, cosa: str) -> Any:
        return getattr(importlib.import_module(self._nombre), cosa)


np: Any = _AlUsarlo("numpy")

# --- las formas ------------------------------------------------------------------------------

#: dos operandos que van juntos número a número, con y sin difusión
FORMAS: tuple[Formas, ...] = (
    ((2, 3), (2, 3)), ((4, 3), (3,)), ((3,), (4, 3)), ((4, 3), (4, 1)), ((4, 1), (4, 3)),
    ((4, 1), (3,)), ((1, 3), (4, 1)), ((2, 3), ()), ((), (2, 3)), ((), ()), ((5,), (5,)),
    ((1,), (3,)), ((1, 1), (1,)), ((3, 3), (3,)), ((3, 3), (3, 1)), ((2, 3, 4), (2, 1, 4)),
    ((2, 3, 4), (3, 4)), ((4,), (2, 3, 4)), ((2, 3, 4), (3, 1)), ((2, 1, 1), (1, 3, 4)),
)  # fmt: skip
#: un solo operando
UNO: tuple[Formas, ...] = (((2, 3),), ((),), ((4,),), ((3, 3),), ((1, 3),), ((4, 1),), ((2, 3, 4),))
#: dos matrices que se pueden multiplicar
MATRICES: tuple[Formas, ...] = (
    ((2, 3), (3, 4)), ((3, 3), (3, 3)), ((1, 3), (3, 1)), ((4, 1), (1, 2)), ((1, 1), (1, 1)),
    ((5, 2), (2, 5)),
)  # fmt: skip
#: muchas matrices a la vez, y una que se difunde entre muchas
LOTES: tuple[Formas, ...] = (
    ((2, 3, 4), (2, 4, 5)), ((2, 3, 4), (4, 5)), ((3, 4), (2, 4, 5)), ((2, 2, 3, 4), (2, 2, 4, 3)),
    ((2, 1, 3, 4), (1, 3, 4, 2)), ((3, 2, 2), (3, 2, 2)),
)  # fmt: skip
#: las que no van juntas, y por qué
NO_VAN: tuple[Formas, ...] = (
    ((4, 3), (4,)), ((3,), (4,)), ((2, 3), (3, 2)), ((2, 3, 4), (2, 4)), ((2,), (3, 3)),
)  # fmt: skip

# --- los números -----------------------------------------------------------------------------

_CORRIENTES = (-3.0, 1.7345678, 0.0, -0.2183746, 2.25, 12.75, -1.6180339, 2.25, 0.7182818, -4.5,
               0.3141592)  # fmt: skip
_POSITIVOS = (1.7345678, 0.2183746, 3.0, 12.75, 1.0, 0.6180339, 2.25, 0.7182818, 4.5, 2.25,
              0.3141592)  # fmt: skip
_DE_LA_DERECHA = (0.7345678, -2.5, 3.25, 1.0, -0.6180339, 6.125, -1.3141592, 0.2718281)
#: lo que llega de más adelante
_LLEGA = (1.0, -2.7182818, 0.0, 0.8414709, 3.1415926, -0.5403023, 1.6180339)


def numeros(forma: Forma, desde: int = 0, de: Sequence[float] = _CORRIENTES) -> Any:
    """Un arreglo de esa forma, con los números de la paleta en otro orden según `desde`."""
    cuantos = math.prod(forma)
    elegidos = [de[(desde + 3 * i + i // len(de)) % len(de)] for i in range(cuantos)]
    return np.array(elegidos, dtype=float).reshape(forma)


def llegada(forma: Forma, veces: float = 1.0) -> Any:
    """Un gradiente que llega, con esa forma."""
    return veces * numeros(forma, 0, _LLEGA)


def decir(*formas: Forma, letras: str = "abc") -> str:
    """`((2, 3), (3,))` → «a de forma (2, 3) y b de forma (3,)»."""
    return " y ".join(f"{letra} de forma {forma}" for letra, forma in zip(letras, formas))  # noqa: B905


def de_cerca(valor: Any) -> Any:
    """Lo mismo, multiplicado por mil millones: ahí se ve una diferencia diminuta."""
    if isinstance(valor, list):
        return [de_cerca(parte) for parte in valor]
    return valor * LUPA


def su_tensor(respuesta: Any) -> Any:
    """La clase `Tensor` que usa una respuesta: la del aprendiz o, si no se ve, la del paquete."""
    funcion = funcion_de(respuesta)
    clase = None if funcion is None else funcion.__globals__.get("Tensor")
    if es(clase, type):
        return clase
    from minigrad.tensor import Tensor

    return Tensor


# --- el paso hacia atrás ---------------------------------------------------------------------


def encogido(g: Any, forma: Forma) -> Any:
    """El gradiente, sumado sobre lo que se difundió; si no es un arreglo que sirva, tal cual."""
    if not hasattr(g, "shape") or g.shape == forma or len(g.shape) < len(forma):
        return g
    g = g.sum(axis=tuple(range(len(g.shape) - len(forma))))
    estirados = tuple(i for i, n in enumerate(forma) if n == 1 and g.shape[i] != 1)
    return g.sum(axis=estirados, keepdims=True) if estirados else g


def ordenar(raiz: Any) -> list[Any]:
    """Los nodos de un grafo, cada hijo antes que quienes lo usan."""
    orden: list[Any] = []
    vistos: set[int] = set()
    pila = [(raiz, False)]
    while pila:
        nodo, listo = pila.pop()
        if listo:
            orden.append(nodo)
        elif id(nodo) not in vistos:
            vistos.add(id(nodo))
            pila.append((nodo, True))
            pila += [(hijo, False) for hijo in nodo._prev]
    return orden


def repartir(raiz: Any, llega: Any) -> None:
    """Un paso hacia atrás correcto, con las funciones que guardan los nodos."""
    raiz.grad = llega
    for nodo in reversed(ordenar(raiz)):
        for hijo, atras in zip(nodo._prev, nodo._atras, strict=True):
            hijo.grad = _sumado(hijo.grad, encogido(atras(nodo.grad), np.shape(hijo.data)))


def _sumado(grad: Any, parte: Any) -> Any:
    """La suma; si sus formas no van juntas, lo que llegó: así se dice de qué forma es."""
    try:
        return grad + parte
    except ValueError:
        return parte


def con_backward(raiz: Any, llega: Any) -> None:
    """El del aprendiz: multiplica por lo que llega, suma y llama a su `backward`.

    Usa `*` y `sum` de su clase.
    """
    (raiz * llega).sum().backward()


# --- una cuenta con tensores -----------------------------------------------------------------


@dataclass(frozen=True)
class Cuenta:
    """Una operación por explorar; `atras` None si todavía no se va hacia atrás.

    `directa` dice que el resultado es un solo nodo cuyos hijos son los operandos.
    """

    operar: Callable[..., Any]
    clase: Any
    nombre: str
    atras: Callable[[Any, Any], None] | None = repartir
    directa: bool = True
    de: Sequence[float] = _CORRIENTES
    de_b: Sequence[float] = _DE_LA_DERECHA

    def datos(self, formas: Formas, veces: float = 1.0) -> list[Any]:
        paletas = (self.de, self.de_b, self.de)
        pares = enumerate(zip(formas, paletas, strict=False))
        return [veces * numeros(forma, 4 * i, de) for i, (forma, de) in pares]

    def hojas(self, datos: Sequence[Any]) -> list[Any]:
        return [self.clase(dato) for dato in datos]

    def hecha(self, datos: Sequence[Any], veces: float = 1.0) -> list[Any]:
        """El resultado y el gradiente de cada operando."""
        hojas = self.hojas(datos)
        return self.atras_desde(self.operar(*hojas), hojas, veces)

    def atras_desde(self, salida: Any, hojas: Sequence[Any], veces: float = 1.0) -> list[Any]:
        if self.atras is None:
            return [salida.data]
        self.atras(salida, llegada(np.shape(salida.data), veces))
        return [salida.data, *(hoja.grad for hoja in hojas)]


def explorar_cuenta(
    operar: Callable[..., Any],
    clase: Any,
    nombre: str,
    *,
    formas: Sequence[Formas] = FORMAS,
    atras: Callable[[Any, Any], None] | None = repartir,
    directa: bool = True,
    positivos: bool = False,
    enormes: bool = True,
    sueltos: bool = True,
    consigo: bool = True,
) -> Iterator[Observacion]:
    """Una operación de uno o dos tensores; `nombre` es como se escribe: «a * b», «exp de a».

    `positivos`: solo está definida ahí (log, sqrt; en `a / b`, lo de b nunca es 0). `enormes`: no
    desborda. `sueltos`: b puede ser un número o un arreglo. `consigo`: vale `op(a, a)`.
    """
    de = _POSITIVOS if positivos else _CORRIENTES
    op = Cuenta(operar, clase, nombre, atras, directa, de)
    for fs in formas:
        yield from _en(op, fs)
    fs = next((f for f in formas if math.prod(f[0]) > 1), formas[0])
    yield from _con_la_paleta(op, fs, enormes)
    yield from _que_es(op, fs)
    yield from _varias_veces(op, fs)
    yield from _lo_que_no_cambia(op, fs)
    iguales = [f for f in formas if len(f) == 2 and f[0] == f[1] and math.prod(f[0]) > 1]
    if consigo and iguales:
        yield from _consigo(op, iguales[0])
    if sueltos and len(fs) == 2:
        yield from _con_sueltos(op, fs)


def _en(op: Cuenta, fs: Formas) -> Iterator[Observacion]:
    """El resultado y cada gradiente, por separado: se dice cuál de los tres no es."""
    caso = f"{op.nombre}, con {decir(*fs)}"
    yield f"{caso}: el resultado", lambda: op.operar(*op.hojas(op.datos(fs))).data
    if op.atras is not None:
        for i, letra in enumerate("abc"[: len(fs)], start=1):
            yield f"{caso}: el gradiente de {letra}", lambda i=i: op.hecha(op.datos(fs))[i]


def _con_la_paleta(op: Cuenta, fs: Formas, enormes: bool) -> Iterator[Observacion]:
    que = "el resultado y los gradientes" if op.atras else "el resultado"
    enteros = [np.rint(dato).astype(int) + (np.rint(dato) == 0) for dato in op.datos(fs)]
    yield f"{op.nombre}, con enteros: {que}", lambda: op.hecha(enteros)
    yield f"{op.nombre}, con listas: {que}", lambda: op.hecha([d.tolist() for d in op.datos(fs)])
    yield (
        f"{op.nombre}, con todos iguales: {que}",
        lambda: op.hecha([0 * d + 1.25 for d in enteros]),
    )
    if op.de is _CORRIENTES:
        ceros = [0.0 * enteros[0], *op.datos(fs)[1:]]
        yield f"{op.nombre}, con a en ceros: {que}", lambda: op.hecha(ceros)
        negativos = [-abs(d) - 0.25 for d in op.datos(fs)]
        yield f"{op.nombre}, con negativos: {que}", lambda: op.hecha(negativos)
    if enormes:
        yield f"{op.nombre}, con enormes: {que}", lambda: op.hecha(op.datos(fs, ENORME))
    diminutos = [abs(DIMINUTO * op.datos(fs)[0]) + DIMINUTO, *op.datos(fs)[1:]]
    cerca = "por mil millones"
    yield f"{op.nombre}, con a diminuto: {que}, {cerca}", lambda: de_cerca(op.hecha(diminutos))
    if op.atras:
        llegan = {"−250": -250.0, "enorme": ENORME}
        for dicho, veces in llegan.items():
            etiqueta = f"{op.nombre}, si llega un gradiente {dicho} veces más grande"
            yield f"{etiqueta}: los gradientes", lambda v=veces: op.hecha(op.datos(fs), v)[1:]
        yield (
            f"{op.nombre}, si llega un gradiente diminuto: los gradientes, {cerca}",
            lambda: de_cerca(op.hecha(op.datos(fs), DIMINUTO)[1:]),
        )


def _que_es(op: Cuenta, fs: Formas) -> Iterator[Observacion]:
    def hecha() -> tuple[list[Any], Any]:
        hojas = op.hojas(op.datos(fs))
        return hojas, op.operar(*hojas)

    def entrega() -> Any:
        salida = hecha()[1]
        return "un Tensor" if isinstance(salida, op.clase) else salida

    def hijos() -> list[str]:
        hojas, salida = hecha()
        letras = {id(hoja): letra for hoja, letra in zip(hojas, "abc", strict=False)}
        return [letras.get(id(hijo), "otro nodo") for hijo in salida._prev]

    def recuerda() -> list[str]:
        hojas, salida = hecha()
        vistos = {id(nodo) for nodo in ordenar(salida)}
        return [letra for hoja, letra in zip(hojas, "abc", strict=False) if id(hoja) in vistos]

    yield f"qué entrega {op.nombre}", entrega
    if op.directa:
        yield f"{op.nombre}: ¿quiénes son los hijos, en orden?", hijos
        if op.atras:
            yield f"{op.nombre}: cuántas funciones guarda", lambda: len(hecha()[1]._atras)
    else:
        yield f"{op.nombre}: a quiénes se llega desde el resultado", recuerda
    yield f"{op.nombre}: el gradiente con que nace el resultado", lambda: hecha()[1].grad


def _varias_veces(op: Cuenta, fs: Formas) -> Iterator[Observacion]:
    unos, otros = op.datos(fs), [dato[::-1].copy() for dato in op.datos(fs)]

    def a_la_vez() -> list[Any]:
        hojas = [op.hojas(unos), op.hojas(otros)]
        salidas = [op.operar(*suyas) for suyas in hojas]
        return [op.atras_desde(s, h, 1.5) for s, h in zip(salidas, hojas, strict=True)]

    def otra_vez() -> list[Any]:
        hojas = op.hojas(unos)
        primero = [*map(_copia, op.atras_desde(op.operar(*hojas), hojas, 1.5))]
        return [*primero, *op.atras_desde(op.operar(*hojas), hojas, -0.75)]

    def con_gradiente_previo() -> list[Any]:
        hojas = op.hojas(unos)
        for k, hoja in enumerate(hojas):
            hoja.grad = 10.0 * (k + 1) + 0 * hoja.data
        return op.atras_desde(op.operar(*hojas), hojas)[1:]

    def en_otra() -> list[Any]:
        hojas = op.hojas(unos)
        primera = op.operar(*hojas)
        doble = op.clase(2 * primera.data, (primera,), (lambda g: 2 * g,), "doble")
        return op.atras_desde(doble, hojas)

    def dos_veces_cada_funcion() -> list[Any]:
        hojas = op.hojas(unos)
        salida = op.operar(*hojas)
        llega = llegada(np.shape(salida.data))
        pares = list(zip(salida._prev, salida._atras, strict=True))
        dan = [
            [_si_es_arreglo(encogido(f(g), h.data.shape)) for g in (llega, -2 * llega)]
            for h, f in pares
        ]
        return [*dan, llega]

    yield f"{op.nombre}, dos resultados a la vez", a_la_vez
    if op.atras:
        yield f"{op.nombre}, otra vez con los mismos operandos: el gradiente se acumula", otra_vez
        yield (
            f"{op.nombre}: los gradientes, si los operandos ya traían 10, 20…",
            con_gradiente_previo,
        )
    if op.atras is repartir:
        yield f"{op.nombre}, dentro de otra cuenta: los gradientes", en_otra
    if op.atras is repartir and op.directa:
        yield f"{op.nombre}: lo que da cada función, dos veces", dos_veces_cada_funcion


def _copia(valor: Any) -> Any:
    return np.array(valor)


def _si_es_arreglo(valor: Any) -> Any:
    """Una copia; lo que no es un arreglo queda como está, y se ve que no lo es."""
    return _copia(valor) if hasattr(valor, "shape") else valor


def _lo_que_no_cambia(op: Cuenta, fs: Formas) -> Iterator[Observacion]:
    def lo_recibido() -> list[Any]:
        datos = op.datos(fs)
        op.hecha(datos)
        return datos

    def al_calcular() -> list[Any]:
        hojas = op.hojas(op.datos(fs))
        for k, hoja in enumerate(hojas):
            hoja.grad = 10.0 * (k + 1) + 0 * hoja.data
        op.operar(*hojas)
        return [[_copia(hoja.data), hoja.grad, len(hoja._prev)] for hoja in hojas]

    def al_volver() -> list[Any]:
        hojas = op.hojas(op.datos(fs))
        salida = op.operar(*hojas)
        op.atras_desde(salida, hojas)
        return [salida.data, salida.grad, *(hoja.data for hoja in hojas)]

    yield f"{op.nombre}: los arreglos con que se hicieron los operandos, después", lo_recibido
    yield f"{op.nombre}: datos y gradientes de los operandos, que no cambian", al_calcular
    if op.atras is repartir:
        yield f"{op.nombre}: lo que el paso hacia atrás no debe cambiar", al_volver


def _consigo(op: Cuenta, fs: Formas) -> Iterator[Observacion]:
    solo = replace(op, operar=lambda a: op.operar(a, a))
    que = "el resultado y el gradiente" if op.atras else "el resultado"
    yield f"{op.nombre} con el mismo tensor dos veces: {que}", lambda: solo.hecha(op.datos(fs[:1]))
    if op.directa:
        yield (
            f"{op.nombre} con el mismo tensor dos veces: cuántos hijos",
            lambda: len(solo.operar(op.clase(op.datos(fs)[0]))._prev),
        )


def _con_sueltos(op: Cuenta, fs: Formas) -> Iterator[Observacion]:
    arreglo = op.datos(fs)[1]
    sueltos = {"un entero": 3, "un decimal": -1.75, "un número de NumPy": np.float64(0.8414709),
               "un arreglo": arreglo}  # fmt: skip
    for dicho, suelto in sueltos.items():
        con = replace(op, operar=lambda a, s=suelto: op.operar(a, s))
        que = "el resultado y el gradiente de a" if op.atras else "el resultado"
        yield f"{op.nombre}, con b = {dicho} suelto: {que}", lambda c=con: c.hecha(op.datos(fs[:1]))


# --- el paso hacia atrás entero --------------------------------------------------------------


def explorar_backward(
    clase: Any, retroceder: Callable[[Any], Any] = lambda raiz: raiz.backward()
) -> Iterator[Observacion]:
    """El `backward` de una clase, en grafos hechos a mano con su constructor."""

    def mas(a: Any, b: Any) -> Any:
        return clase(a.data + b.data, (a, b), (lambda g: g, lambda g: g), "+")

    def por(a: Any, b: Any) -> Any:
        return clase(a.data * b.data, (a, b), (lambda g: g * b.data, lambda g: g * a.data), "*")

    def suma(a: Any) -> Any:
        return clase(a.data.sum(), (a,), (lambda g: g + np.zeros(a.data.shape),), "sum")

    def gradientes(armar: Callable[..., Any], *formas: Forma, veces: int = 1) -> list[Any]:
        hojas = [clase(numeros(forma, 4 * i)) for i, forma in enumerate(formas)]
        raiz = armar(*hojas)
        for _ in range(veces):
            retroceder(raiz)
        return [hoja.grad for hoja in hojas]

    def rombo(a: Any) -> Any:
        b = mas(a, a)
        c = por(b, b)
        return suma(mas(c, b))

    def cadena(a: Any) -> Any:
        nodo = a
        for _ in range(3000):
            nodo = mas(nodo, a)
        return suma(nodo)

    casos: dict[str, tuple[Callable[..., Any], Formas]] = {
        "suma de a": (suma, ((2, 3),)),
        "suma de a * b": (lambda a, b: suma(por(a, b)), ((2, 3), (2, 3))),
        "a * b, dos números": (por, ((), ())),
        "suma de a + b, con difusión": (lambda a, b: suma(mas(a, b)), ((4, 3), (3,))),
        "suma de a * b, fila y columna": (lambda a, b: suma(por(a, b)), ((1, 3), (4, 1))),
        "suma de a * b, con 3 ejes": (lambda a, b: suma(por(a, b)), ((2, 3, 4), (2, 1, 4))),
        "suma de a * a": (lambda a: suma(por(a, a)), ((2, 3),)),
        "un rombo: c = b * b + b, con b = a + a": (rombo, ((3,),)),
        "una fila que se usa en dos niveles": (
            lambda a, b: suma(mas(por(a, b), mas(b, b))), ((4, 3), (3,)),
        ),
        "una cadena de 3000 sumas": (cadena, ((2,),)),
        "una hoja sola": (lambda a: a, ((),)),
    }  # fmt: skip
    for nombre, (armar, formas) in casos.items():
        for i, letra in enumerate("ab"[: len(formas)]):
            yield (
                f"{nombre}, con {decir(*formas)}: el gradiente de {letra}",
                lambda armar=armar, formas=formas, i=i: gradientes(armar, *formas)[i],
            )

    def acumula() -> list[Any]:
        a, b = clase(numeros((2, 3))), clase(numeros((3,), 4))
        for armar in (por, mas):
            retroceder(suma(armar(a, b)))
        return [a.grad, b.grad]

    def dos_grafos() -> list[Any]:
        hojas = [clase(numeros((3,), i)) for i in range(2)]
        raices = [suma(por(a, a)) for a in hojas]
        retroceder(raices[0])
        return [a.grad for a in hojas]

    def no_cambia() -> list[Any]:
        a, b = clase(numeros((4, 3))), clase(numeros((3,), 4))
        raiz = suma(por(a, b))
        retroceder(raiz)
        return [a.data, b.data, raiz.data, raiz.grad, [len(n._prev) for n in (a, raiz)]]

    def sin_compartir() -> list[Any]:
        a, b = clase(numeros((3,))), clase(numeros((3,), 4))
        retroceder(suma(mas(a, b)))
        a.grad = np.asarray(a.grad, dtype=float)
        if a.grad.flags.writeable:
            a.grad += 5.0  # quien lo cambia en su lugar no debe cambiar el del otro
        return [a.grad, b.grad]

    yield "dos pasos, desde dos cuentas con las mismas hojas: se acumulan", acumula
    yield "el gradiente de las hojas de otro grafo, que no se tocó", dos_grafos
    yield "lo que backward() no debe cambiar", no_cambia
    yield "a.grad y b.grad, si después se cambia a.grad en su lugar", sin_compartir


# --- funciones de arreglos -------------------------------------------------------------------


def explorar_arreglo(
    f: Callable[..., Any],
    nombre: str,
    *,
    formas: Sequence[Formas] = UNO,
    positivos: bool = False,
    enormes: bool = True,
    letras: str = "abc",
) -> Iterator[Observacion]:
    """Una función de uno o más arreglos que da otro, o un número; no cambia los que recibe.

    `letras`: cómo se llama cada arreglo en las etiquetas.
    """
    de = _POSITIVOS if positivos else _CORRIENTES
    op = Cuenta(f, None, nombre, None, de=de)
    for fs in formas:
        yield f"{nombre}, con {decir(*fs, letras=letras)}", lambda fs=fs: f(*op.datos(fs))
    fs = next((f for f in formas if math.prod(f[0]) > 1), formas[0])
    enteros = [np.rint(dato).astype(int) + (np.rint(dato) == 0) for dato in op.datos(fs)]
    yield f"{nombre}, con enteros", lambda: f(*enteros)
    yield f"{nombre}, con todos iguales", lambda: f(*(0 * dato + 1.25 for dato in enteros))
    if not positivos:
        yield f"{nombre}, con negativos", lambda: f(*(-abs(d) - 0.25 for d in op.datos(fs)))
        yield f"{nombre}, con {letras[0]} en ceros", lambda: f(0.0 * enteros[0], *op.datos(fs)[1:])
    if enormes:
        yield f"{nombre}, con enormes", lambda: f(*op.datos(fs, ENORME))
    diminutos = [abs(DIMINUTO * op.datos(fs)[0]) + DIMINUTO, *op.datos(fs)[1:]]
    yield f"{nombre}, con {letras[0]} diminuto, por mil millones", lambda: de_cerca(f(*diminutos))

    def despues() -> list[Any]:
        datos = op.datos(fs)
        f(*datos)
        return datos

    def otra_vez() -> list[Any]:
        datos = op.datos(fs)
        primero = f(*datos)
        guardado = _copia(primero)
        if hasattr(primero, "flags") and primero.flags.writeable:
            primero += 9.5  # cambiar lo que dio no cambia lo que recibió ni lo que dará
        return [guardado, f(*datos), *datos]

    def seguidas() -> list[Any]:
        unos, otros = op.datos(fs), [dato[::-1].copy() for dato in op.datos(fs)]
        return [_copia(f(*datos)) for datos in (unos, otros, unos)]

    yield f"los arreglos que recibe {nombre}, después", despues
    yield f"{nombre} otra vez, después de cambiar lo que dio", otra_vez
    yield f"{nombre} con unos, con otros y con los primeros", seguidas


def explorar_formas(
    f: Callable[..., Any], nombre: str, *, formas: Sequence[Formas] = (*FORMAS, *NO_VAN)
) -> Iterator[Observacion]:
    """Una función de formas (tuplas) que da otra, o lo que dé si no van juntas."""
    for fs in formas:
        yield f"{nombre} con {' y '.join(map(str, fs))}", lambda fs=fs: f(*fs)
    yield (
        f"{nombre} con formas en listas, que después no cambian",
        lambda: [recibidas := [[4, 3], [3]][: len(formas[0])], _dado(f, recibidas), recibidas][1:],
    )


def _dado(f: Callable[..., Any], formas: Sequence[Any]) -> Any:
    dado = f(*map(tuple, formas))
    return list(dado) if isinstance(dado, tuple | list) else dado


def explorar_encoger(
    f: Callable[[Any, Any], Any], nombre: str = "encoger"
) -> Iterator[Observacion]:
    """`f(g, forma)`: el gradiente, sumado sobre lo que se difundió para llegar a la de g."""
    casos = [
        ((4, 3), (4, 3)), ((4, 3), (3,)), ((4, 3), (1, 3)), ((4, 3), (4, 1)), ((4, 3), (1, 1)),
        ((4, 3), ()), ((), ()), ((3,), ()), ((3,), (1,)), ((3, 3), (3,)), ((3, 3), (3, 1)),
        ((2, 3, 4), (2, 1, 4)), ((2, 3, 4), (3, 4)), ((2, 3, 4), (4,)), ((2, 3, 4), (3, 1)),
        ((2, 3, 4), (1, 3, 1)), ((2, 3, 4), ()), ((1, 3), (3,)), ((1, 3), (1,)), ((5, 1), (1,)),
        ((2, 2, 2), (2,)), ((2, 3, 4, 5), (3, 1, 5)), ((1, 1), (1,)),
    ]  # fmt: skip
    for llega, forma in casos:
        etiqueta = f"{nombre}: llega un gradiente de forma {llega} a quien es de forma {forma}"
        yield etiqueta, lambda g=llega, forma=forma: f(numeros(g), forma)

    def despues() -> list[Any]:
        g = numeros((4, 3))
        return [f(g, (3,)), g]

    yield f"{nombre}: el gradiente que recibe, después", despues
    yield (
        f"{nombre}, con enormes y diminutos, por mil millones",
        lambda: [f(numeros((4, 3)) * ENORME, (3,)), de_cerca(f(numeros((4, 3)) * DIMINUTO, (3,)))],
    )


# --- logits ----------------------------------------------------------------------------------

_LOGITS: Mapping[str, Sequence[Sequence[float]]] = {
    "dos ejemplos de tres clases": ((2.1349, -1.3762, 0.0), (-0.6183, 1.8721, 0.3754)),
    "uno solo de cuatro": ((3.2183, -0.5342, 0.1567, -1.2431),),
    "tres de dos, uno empatado": ((1.2567, -0.5342), (0.75, 0.75), (-3.1416, -0.7182)),
    "cuatro de una sola clase": ((1.7345,), (0.0,), (-2.5,), (1.7345,)),
    "dos iguales": ((0.3141, -1.2753, 2.4367), (0.3141, -1.2753, 2.4367)),
    "todos en cero": ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
    "uno casi imposible": ((-16.2543, 1.7182, 0.3762), (0.1, 0.2, -17.25)),
    "enteros": ((3, -1, 0, 2), (0, 0, 1, -4)),
    "cinco de diez": tuple(
        tuple(0.31 * ((7 * i + 3 * j) % 11) - 1.3762 for j in range(10)) for i in range(5)
    ),
}
_ENORMES: Mapping[str, Sequence[Sequence[float]]] = {
    "enormes": ((1000.5, 999.25, -1000.0), (30000000.0, 30000001.5, 0.0)),
    "muy negativos": ((-30000000.5, -30000000.0, -30000002.0), (-1000.0, -1001.5, -999.25)),
}


def explorar_logits(
    f: Callable[..., Any],
    nombre: str,
    *,
    clase: Any = None,
    con_clases: bool = True,
    enormes: bool = True,
    atras: Callable[[Any, Any], None] = repartir,
) -> Iterator[Observacion]:
    """Una función de logits `(n, C)` y, si `con_clases`, de la clase de cada ejemplo.

    Con `clase`, recibe y da tensores, y se miran los gradientes; sin ella, arreglos.
    """

    def argumentos(filas: Sequence[Sequence[float]], desde: int, como: Callable[[Any], Any]) -> Any:
        cuantas = len(filas[0])
        clases = como([(2 * i + desde) % cuantas for i in range(len(filas))])
        logits = np.array(filas)
        return [clase(logits) if clase else logits, *([clases] if con_clases else [])]

    def de(filas: Any, desde: int = 0, como: Callable[[Any], Any] = np.array) -> Any:
        recibidos = argumentos(filas, desde, como)
        salida = f(*recibidos)
        if clase is None:
            return salida
        atras(salida, llegada(np.shape(salida.data), 1.25))
        return [salida.data, recibidos[0].grad]

    que = f"{nombre} y gradientes" if clase else nombre
    for dicho, filas in (dict(_LOGITS) | (dict(_ENORMES) if enormes else {})).items():
        if clase is None:
            yield f"{nombre}, con {dicho}", lambda filas=filas: de(filas)
            continue
        yield (
            f"{nombre}, con {dicho}: el resultado",
            lambda filas=filas: f(*argumentos(filas, 0, np.array)).data,
        )
        yield f"{nombre}, con {dicho}: los gradientes", lambda filas=filas: de(filas)[1]
    algunos = _LOGITS["cinco de diez"]
    cerca = _LOGITS["uno casi imposible"]
    yield f"{que}, con uno casi imposible, por mil millones", lambda: de_cerca(de(cerca))
    if con_clases:
        for desde in range(1, 4):
            yield f"{que}, con otras clases (desde la {desde})", lambda d=desde: de(algunos, d)
        yield f"{que}, con las clases en una lista", lambda: de(algunos, 3, list)

    def despues() -> list[Any]:
        recibidos = argumentos(algunos, 1, np.array)
        f(*recibidos)
        return [getattr(recibidos[0], "data", recibidos[0]) if clase else recibidos[0],
                *recibidos[1:]]  # fmt: skip

    yield f"lo que recibe {nombre}, después", despues
    yield f"{que}, dos veces seguidas", lambda: [de(algunos), de(algunos[:2]), de(algunos)]
