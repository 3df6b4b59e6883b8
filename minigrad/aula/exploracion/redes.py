"""Explora lo que se escribe con una red: sus piezas, lo que recibe una lista y un paso.

Los `Value` son de la clase que usa la respuesta o de la que están hechos los pesos de la pieza: una
red la puede entrenar el motor del aprendiz o el del paquete, y una capa del aprendiz puede estar
hecha de neuronas prestadas. Todo lo que se entrega se crea de nuevo en cada observación.

Glosario. *Lista*: los nodos que una respuesta recibe juntos: parámetros, puntajes, predicciones.
*Pieza*: una neurona, una capa o una red. *Llega*: el gradiente con que empieza el paso hacia atrás.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from numbers import Real
from types import GeneratorType
from typing import Any

from minigrad import engine
from minigrad.aula.celda.codigo import es, funcion_de, nombres_globales
from minigrad.aula.exploracion.nodos import su_value
from minigrad.aula.exploracion.paleta import LLEGA, de_cerca, decir
from minigrad.aula.huella.observar import Observacion

#: de uno, de dos y de cinco; con cero, con negativos y con un número repetido
LISTAS: tuple[tuple[float, ...], ...] = (
    (1.7345678,),
    (-2.5, 0.0),
    (0.3123456, -1.25, 0.3123456),
    (0.0, 2.7182818, -4.1234567, 1.0, 0.6180339),
)
ENORMES = (3e7, -2e6, 4.5)
DIMINUTOS = (3e-9, -2e-9)


# --- qué es y qué hace lo que se obtuvo --------------------------------------------------------


def que_es(valor: Any) -> str | None:
    """Qué clase de cosa es, en palabras; None si no es nada."""
    if valor is None:
        return None
    if es(valor, GeneratorType):
        return "un generador"
    if hasattr(valor, "backward"):
        return "un Value"
    if es(valor, list, tuple):
        return "una lista"
    if hasattr(valor, "w"):
        return "una sola neurona"
    es_numero = isinstance(valor, Real) and not es(valor, bool)
    return "un número común" if es_numero else "otra cosa"


def value_de_nn(respuesta: Any) -> Any:
    """La clase de lo que da una red del paquete; la de la respuesta, si ella crea un `Value`."""
    funcion = funcion_de(respuesta)
    crea = funcion is not None and "Value" in nombres_globales(funcion)
    return su_value(respuesta) if crea else engine.Value


def numero(valor: Any) -> Any:
    """El número de un `Value`; lo que no lo sea, tal cual."""
    return valor.data if hasattr(valor, "backward") else valor


def numeros(valores: Any) -> Any:
    """Los números de una lista de `Value`; lo que no sea una lista, como `numero`."""
    return [numero(v) for v in valores] if es(valores, list, tuple) else numero(valores)


def dato_y_gradientes(salida: Any, hojas: Sequence[Any], llega: float = 1.0) -> Any:
    """El dato de un resultado y lo que llega a cada hoja; si no es un nodo, lo que se obtuvo."""
    if not hasattr(salida, "backward"):
        return salida
    (salida * llega).backward()
    return [salida.data, *(hoja.grad for hoja in hojas)]


def juntos(*valores: Any) -> list[Any] | None:
    """Los valores en una lista, o None si alguno lo es: así se dice que falta un `return`."""
    return None if any(valor is None for valor in valores) else [*valores]


def lo_que_sobra(valor: Any, exacto: float) -> Any:
    """Cuánto se aparta de un número que se puede calcular exacto, en milmillonésimas."""
    obtenido = numero(valor)
    return de_cerca(obtenido - exacto) if isinstance(obtenido, Real) else obtenido


def se_niega(hacer: Callable[[], Any]) -> str:
    """«se niega» si lanza; si no, que responde y con qué."""
    try:
        salida = hacer()
    except Exception:
        return "se niega"
    return f"responde {decir(salida.data)}" if hasattr(salida, "backward") else "responde"


# --- una lista de nodos ------------------------------------------------------------------------


def explorar_lista(
    clase: Any,
    hacer: Callable[[Any], Any],
    nombre: str,
    listas: Sequence[Sequence[float]] = LISTAS,
    *,
    extremas: bool = True,
) -> Iterator[Observacion]:
    """Una función de una lista de nodos: lo que da y lo que llega a cada uno."""

    def con(datos: Sequence[float], llega: float = 1.0) -> Any:
        hojas = [clase(dato) for dato in datos]
        return dato_y_gradientes(hacer(list(hojas)), hojas, llega)

    def repetido() -> Any:
        a, b = clase(-0.7345678), clase(1.25)
        return dato_y_gradientes(hacer([a, b, a]), [a, b])

    def de_otros() -> Any:
        a, b = clase(0.7345678), clase(-1.25)
        return dato_y_gradientes(hacer([a * b, a, b * 3.0]), [a, b], 1.5)

    def dos_veces() -> Any:
        hojas = [clase(dato) for dato in listas[-1]]
        una, otra = hacer(list(hojas)), hacer(list(hojas))
        return juntos(dato_y_gradientes(una, hojas), dato_y_gradientes(otra, hojas, -2.0))

    yield f"{nombre}: qué cambia en lo que recibe", lambda: lo_que_toca(clase, hacer, listas[-1])
    for i, datos in enumerate(listas):
        llega = LLEGA[i % len(LLEGA)]
        viene = f" y llega {decir(llega)}" if llega != 1.0 else ""
        yield f"{nombre} de ({entre_comas(datos)}){viene}", lambda d=datos, g=llega: con(d, g)
    yield f"{nombre} de los enteros (2, −3, 5)", lambda: con((2, -3, 5))
    yield f"{nombre} con el mismo Value en dos lugares", repetido
    yield f"{nombre} de Value que salen de otros: gradientes de los primeros", de_otros
    yield f"{nombre}, dos veces con los mismos Value: el gradiente se acumula", dos_veces
    if extremas:
        yield f"{nombre} de ({entre_comas(ENORMES)})", lambda: con(ENORMES, 1e-3)
        yield (
            f"{nombre} de ({entre_comas(DIMINUTOS)}), en milmillonésimas",
            lambda: de_cerca(con(DIMINUTOS)),
        )


def lo_que_toca(clase: Any, hacer: Callable[[Any], Any], datos: Sequence[float]) -> str:
    """Qué queda distinto en una lista y en sus nodos después de usarla, en palabras."""
    hojas = [clase(dato) for dato in datos]
    for k, hoja in enumerate(hojas):
        hoja.grad, hoja.label = 10.25 + k, f"p{k}"
    recibida = list(hojas)
    hacer(recibida)
    if list(map(id, recibida)) != list(map(id, hojas)):
        return "cambia la lista"
    antes = [(dato, 10.25 + k, f"p{k}") for k, dato in enumerate(datos)]
    despues = [(hoja.data, hoja.grad, hoja.label) for hoja in hojas]
    return "nada" if antes == despues else "cambian los Value"


def explorar_en_cero(clase: Any, poner_en_cero: Callable[[Any], Any]) -> Iterator[Observacion]:
    """Una función que deja en cero los gradientes de una lista, y nada más."""

    def tras(grads: Sequence[float], entregar: Callable[[Any], Any] = list) -> list[Any]:
        hojas = [clase(2.0 - k) for k in range(len(grads))]
        for hoja, grad in zip(hojas, grads, strict=True):
            hoja.grad = grad
        poner_en_cero(entregar(hojas))
        return [hoja.grad for hoja in hojas]

    def lo_demas() -> str:
        def sin_mirar_gradientes(hojas: list[Any]) -> None:
            antes = [hoja.grad for hoja in hojas]
            todas = list(hojas)
            poner_en_cero(hojas)
            for hoja, grad in zip(todas, antes, strict=True):
                hoja.grad = grad

        return lo_que_toca(clase, sin_mirar_gradientes, (3e7, -2.5, 0.0, 3e-9))

    def en_un_grafo() -> Any:
        a, b = clase(1.5), clase(-0.75)
        perdida = (a * b + a) * b
        a.grad = b.grad = 4.5
        poner_en_cero([a, b])
        return dato_y_gradientes(perdida, [a, b])

    yield "qué cambia, además del gradiente", lo_demas
    for grads in LISTAS:
        yield f"gradientes que eran ({entre_comas(grads)})", lambda g=grads: tras(g)
    yield "gradientes que eran (3, −2, 0), enteros", lambda: tras((3, -2, 0))
    yield f"gradientes que eran ({entre_comas(ENORMES)})", lambda: tras(ENORMES)
    yield (
        f"gradientes que eran ({entre_comas(DIMINUTOS)}), en milmillonésimas",
        lambda: de_cerca(tras(DIMINUTOS)),
    )
    yield (
        "gradientes si un parámetro está dos veces en la lista",
        lambda: tras((1.5, -2.5), lambda hojas: [*hojas, hojas[0]]),
    )
    yield "cuántos de 300 gradientes quedan en 0", lambda: tras([1.5] * 300).count(0)
    yield "gradientes si después se llama a backward()", en_un_grafo


def entre_comas(datos: Sequence[float]) -> str:
    return ", ".join(decir(dato) for dato in datos)


# --- las piezas de una red ---------------------------------------------------------------------


def _peso(i: int) -> float:
    """Pesos conocidos: van y vienen, con ceros y repetidos."""
    return ((7 * i) % 11 - 5) / 6.7


def fijar(neuronas: Sequence[Any]) -> list[Any]:
    """Pesos y sesgos conocidos a cada neurona; los devuelve en orden."""
    parametros = [p for neurona in neuronas for p in (*neurona.w, neurona.b)]
    for i, p in zip(count(), parametros, strict=False):
        p.data = _peso(i)
    return parametros


def nombres(neuronas: Sequence[Any], parametros: Sequence[Any]) -> list[str]:
    """De quién es cada parámetro, contando desde 1: «peso 2» o «peso 2 de la neurona 4»."""
    suyos: dict[int, str] = {}
    for k, neurona in enumerate(neuronas, start=1):
        de = f" de la neurona {k}" if len(neuronas) > 1 else ""
        suyos |= {id(w): f"peso {i}{de}" for i, w in enumerate(neurona.w, start=1)}
        suyos[id(neurona.b)] = f"sesgo{de}"
    return [suyos.get(id(p), "otro") for p in parametros]


def gradientes(salidas: Any, hojas: Sequence[Any]) -> Any:
    """Lo que llega a las hojas desde todas las salidas, cada una con su propio peso."""
    lista = salidas if es(salidas, list, tuple) else [salidas]
    if not lista or not all(hasattr(s, "backward") for s in lista):
        return numeros(salidas)
    sum(s * (1.5 - k) for k, s in enumerate(lista)).backward()
    return [hoja.grad for hoja in hojas]


#: entradas con cero, negativos, repetidos y enteros
_X = (2.25, -1.75, 0, 0.5123456, -1.75)


def explorar_neurona(Neuron: Any) -> Iterator[Observacion]:  # noqa: N803
    """La salida de una neurona y lo que llega a sus pesos, a su sesgo y a sus entradas."""

    def neurona(pesos: Sequence[float], sesgo: float) -> Any:
        una = Neuron(len(pesos))
        for w, dato in zip(una.w, pesos, strict=True):
            w.data = dato
        una.b.data = sesgo
        return una

    def con(pesos: Sequence[float], sesgo: float, x: Sequence[Any], llega: float = 1.0) -> Any:
        una = neurona(pesos, sesgo)
        entradas = [dato for dato in x if hasattr(dato, "backward")]
        return dato_y_gradientes(una(x), [*una.w, una.b, *entradas], llega)

    def con_value(*, todas: bool) -> Any:
        clase = type(Neuron(1).b)
        a = clase(0.7345678)
        x = [clase(-0.25), a, a * 2.0] if todas else [a, 1.5, -2]
        return juntos(con((0.4, -0.3, 0.65), 0.15, [*x], -2.0), a.grad)

    def varias_veces() -> list[Any]:
        una = neurona((0.7, -0.4), 0.1)
        primera, segunda = una([1.25, 0.5]), una([-0.75, 2.0])
        (primera * 2.0 + segunda).backward()
        return [primera.data, segunda.data, *(p.grad for p in (*una.w, una.b))]

    def pesos_nuevos() -> Any:
        una = neurona((0.7, -0.4), 0.1)
        antes, clase = numero(una([1.25, 0.5])), type(una.b)
        una.w, una.b = [clase(-0.35), clase(0.8)], clase(-0.6)
        return juntos(antes, numero(una([1.25, 0.5])))

    def dos_a_la_vez() -> Any:
        una, otra = neurona((0.7, -0.4), 0.1), neurona((-0.2, 0.9), -0.3)
        return juntos(*(numero(cual([1.25, 0.5])) for cual in (una, otra, una)))

    def queda() -> str:
        una, x = neurona((0.7, -0.4), 0.1), [1.25, 0.5]
        propios = [*una.w, una.b]
        for k, p in enumerate(propios):
            p.grad = 10.25 + k
        antes = [(id(p), p.data, p.grad) for p in propios]
        una(x)
        if x != [1.25, 0.5]:
            return "cambian las entradas"
        despues = [(id(p), p.data, p.grad) for p in (*una.w, una.b)]
        return "nada" if antes == despues else "cambian los pesos o el sesgo"

    def de_dos(nin: int) -> int:
        una, otra = Neuron(nin), Neuron(nin)
        return len({w.data for w in (*una.w, *otra.w)})

    def al_nacer() -> str:
        datos = [w.data for w in Neuron(40).w]
        repartidos = min(datos) < -0.3 and max(datos) > 0.3 and max(map(abs, datos)) <= 1
        return "repartidos entre −1 y 1" if repartidos else "no repartidos entre −1 y 1"

    yield "qué cambia al llamarla", queda
    for n in (1, 2, 3, 5):
        pesos = [_peso(i + n) for i in range(n)]
        etiqueta = f"salida y gradientes con w = ({entre_comas([round(p, 3) for p in pesos])})"
        yield (
            f"{etiqueta}, x = ({entre_comas(_X[:n])})",
            lambda p=pesos: con(p, 0.3, list(_X[: len(p)]), 1.5),
        )
    yield "salida y gradientes con todos los pesos en 0", lambda: con((0.0, 0.0), 0.7, [1.25, 2.0])
    yield "salida y gradientes con dos pesos iguales", lambda: con((0.4, 0.4), -0.3, [1.25, -0.5])
    yield "salida y gradientes con la suma en 6", lambda: con((2.0,), 2.0, [2.0])
    yield (
        "salida y gradientes con la suma en −8, en milmillonésimas",
        lambda: de_cerca(con((2.0,), -2.0, [-3.0])),
    )
    yield "salida con la suma en 19: tanh saturada", lambda: con((4.0,), 3.0, [4.0])
    yield "salida y gradientes con un peso enorme", lambda: con((3e7, 0.5), 0.2, [1e-8, 0.75])
    yield (
        "salida y gradientes con pesos y entradas enormes que se compensan",
        lambda: con((3e-8, -2e-7, 250.5, -300.25), 0.1, [3e7, -2e6, 1.5, 1.25]),
    )
    yield (
        "salida y gradientes con una entrada diminuta, en milmillonésimas",
        lambda: de_cerca(con((0.5, 3e-9), 0.0, [3e-9, 1.25])),
    )
    yield "salida y gradientes con entradas que son Value", lambda: con_value(todas=True)
    yield "salida y gradientes con una entrada Value y dos números", lambda: con_value(todas=False)
    yield "la misma neurona con dos ejemplos: salidas y gradientes", varias_veces
    yield "salida antes y después de cambiarle los pesos", pesos_nuevos
    yield "dos neuronas a la vez: salidas", dos_a_la_vez
    yield "cuántos pesos distintos tiene Neuron(40)", lambda: len({w.data for w in Neuron(40).w})
    yield "cómo nacen los pesos de Neuron(40)", al_nacer
    yield "cuántos pesos distintos hay entre dos Neuron(5)", lambda: de_dos(5)
    yield "el sesgo con que nace una neurona", lambda: numero(Neuron(3).b)
    yield (
        "lo que pasa con 4 entradas para 3 pesos",
        lambda: se_niega(lambda: neurona((0.1, 0.4, -0.7), -0.5)([2.0, -1.0, 0.5, 1.5])),
    )
    yield (
        "lo que pasa sin entradas para 2 pesos",
        lambda: se_niega(lambda: neurona((0.1, 0.4), -0.5)([])),
    )


def explorar_parametros(Neuron: Any) -> Iterator[Observacion]:  # noqa: N803
    """De quién es cada parámetro que da una neurona, en orden."""

    def de(cuantas: int) -> list[str]:
        una = Neuron(cuantas)
        fijar([una])
        return nombres([una], una.parameters())

    def iguales() -> list[str]:
        una = Neuron(4)
        for p in (*una.w, una.b):
            p.data = 0.0
        return nombres([una], una.parameters())

    def otra_vez() -> list[str]:
        una = Neuron(2)
        una.parameters()
        return nombres([una], una.parameters())

    def tras_cambiarla() -> list[str]:
        una = Neuron(2)
        una.parameters()
        clase = type(una.b)
        una.w, una.b = [clase(0.5), clase(-0.5), clase(1.5)], clase(0.25)
        return nombres([una], una.parameters())

    def de_dos() -> list[list[str]]:
        una, otra = Neuron(2), Neuron(3)
        primeros, segundos = una.parameters(), otra.parameters()
        return [nombres([una], primeros), nombres([otra], segundos)]

    def queda() -> list[Any]:
        una = Neuron(3)
        fijar([una])
        propios = [*una.w, una.b]
        for k, p in enumerate(propios):
            p.grad = 10.25 + k
        quienes = nombres([una], una.parameters())
        quedan = nombres([una], propios)
        return [quienes, quedan, [p.data for p in propios], [p.grad for p in propios]]

    for n in (1, 2, 5):
        yield f"quiénes son los parámetros de Neuron({n})", lambda n=n: de(n)
    yield "quiénes son, con los pesos y el sesgo en 0", iguales
    yield "quiénes son la segunda vez que se piden", otra_vez
    yield "quiénes son después de darle tres pesos nuevos y otro sesgo", tras_cambiarla
    yield "quiénes son los de dos neuronas a la vez", de_dos
    yield "quiénes son con gradientes, y quiénes, con qué datos y gradientes, quedan", queda


def explorar_capa(Capa: Any, lista: str) -> Iterator[Observacion]:  # noqa: N803
    """Lo que da una capa, lo que llega a cada parámetro y que nada sea de dos neuronas.

    `lista` es el atributo en que guarda sus neuronas.
    """
    nombre = Capa.__name__

    def neuronas(capa: Any) -> Any:
        return getattr(capa, lista)

    def salidas(nin: int, nout: int) -> Any:
        capa = Capa(nin, nout)
        fijar(neuronas(capa))
        return numeros(capa(list(_X[:nin])))

    def llega(nin: int, nout: int) -> Any:
        capa = Capa(nin, nout)
        propios = fijar(neuronas(capa))
        x = [type(propios[0])(dato) for dato in _X[:nin]]
        return gradientes(capa(x), [*propios, *x])

    def parametros(nin: int, nout: int) -> list[str]:
        capa = Capa(nin, nout)
        capa.parameters()
        return nombres(neuronas(capa), capa.parameters())

    def con_otro_sesgo() -> list[str]:
        capa = Capa(2, 2)
        capa.parameters()
        primera = neuronas(capa)[0]
        primera.b = type(primera.b)(0.25)
        return nombres(neuronas(capa), capa.parameters())

    def distintos(capas: Sequence[Any]) -> list[int]:
        todas = [neurona for capa in capas for neurona in neuronas(capa)]
        pesos = {id(w) for neurona in todas for w in neurona.w}
        listas = {id(neurona.w) for neurona in todas}
        return [len({*map(id, todas)}), len(listas), len(pesos), len({id(n.b) for n in todas})]

    def con_que_nacen() -> int:
        dos = [*neuronas(Capa(4, 6)), *neuronas(Capa(4, 6))]
        return len({w.data for neurona in dos for w in neurona.w})

    def pesos_movidos() -> Any:
        capa = Capa(2, 2)
        propios, x = fijar(neuronas(capa)), [1.25, -0.5]
        antes = numeros(capa(x))
        for p in propios:
            p.data += 0.25
        return [antes, numeros(capa(x))]

    def a_la_vez() -> Any:
        una, otra = Capa(2, 2), Capa(2, 3)
        fijar([*neuronas(una), *neuronas(otra)])
        x = [1.25, -0.5]
        return [numeros(una(x)), numeros(otra(x)), numeros(una(x)), x]

    for nin, nout in ((1, 1), (1, 3), (2, 2), (3, 4), (5, 2)):
        cual = f"{nombre}({nin}, {nout})"
        yield f"salidas de {cual}", lambda a=nin, b=nout: salidas(a, b)
        yield f"gradientes de {cual}: parámetros y entradas", lambda a=nin, b=nout: llega(a, b)
        yield f"parámetros de {cual}, en orden", lambda a=nin, b=nout: parametros(a, b)
    yield (
        f"de dos {nombre}(2, 3): neuronas, listas de pesos, pesos y sesgos distintos",
        lambda: distintos([Capa(2, 3), Capa(2, 3)]),
    )
    yield f"cuántos pesos distintos hay entre dos {nombre}(4, 6)", con_que_nacen
    yield (
        f"qué clase de cosa son los parámetros de {nombre}(2, 3)",
        lambda: que_es(Capa(2, 3).parameters()),
    )
    yield f"parámetros de {nombre}(2, 2) después de darle otro sesgo", con_otro_sesgo
    yield f"salidas de {nombre}(2, 2) antes y después de mover sus pesos", pesos_movidos
    yield f"{nombre}(2, 2) y {nombre}(2, 3) a la vez: salidas, y las entradas", a_la_vez


def explorar_mlp(MLP: Any) -> Iterator[Observacion]:  # noqa: N803
    """La forma de una red, lo que da y lo que llega a cada parámetro y a las entradas."""
    tamanos: tuple[tuple[int, list[int]], ...] = (
        (3, [4, 4, 1]),
        (3, [1]),
        (1, [1, 1]),
        (2, [3, 3]),
        (4, [2]),
        (2, [3, 2, 4, 1]),
    )

    def neuronas(red: Any) -> list[Any]:
        return [neurona for capa in red.layers for neurona in capa.neurons]

    def forma(nin: int, nouts: Sequence[int]) -> list[tuple[int, int]]:
        return [(len(c.neurons[0].w), len(c.neurons)) for c in MLP(nin, nouts).layers]

    def salida(nin: int, nouts: Sequence[int], x: Sequence[Any]) -> Any:
        red = MLP(nin, list(nouts))
        fijar(neuronas(red))
        return numeros(red(x))

    def llega(nin: int, nouts: Sequence[int]) -> Any:
        red = MLP(nin, list(nouts))
        propios = fijar(neuronas(red))
        x = [type(propios[0])(dato) for dato in _X[:nin]]
        return gradientes(red(x), [*propios, *x])

    def parametros(nin: int, nouts: Sequence[int]) -> list[Any]:
        red = MLP(nin, list(nouts))
        todos = nombres(neuronas(red), red.parameters())
        return [len(todos), todos]

    def distintas(redes: Sequence[Any]) -> list[int]:
        capas = [capa for red in redes for capa in red.layers]
        todas = [neurona for red in redes for neurona in neuronas(red)]
        pesos = [p for neurona in todas for p in (*neurona.w, neurona.b)]
        return [len({*map(id, capas)}), len({*map(id, todas)}), len({*map(id, pesos)})]

    def a_la_vez() -> Any:
        una, otra = MLP(2, [2, 1]), MLP(2, [3, 1])
        fijar([*neuronas(una), *neuronas(otra)])
        x = [1.25, -0.5]
        return [numeros(una(x)), numeros(otra(x)), numeros(una(x)), len(una.parameters()), x]

    def dos_ejemplos() -> Any:
        red = MLP(2, [2, 1])
        propios = fijar(neuronas(red))
        return gradientes([red([1.25, -0.5]), red([0.0, 2.0])], propios)

    def pesos_movidos() -> Any:
        red, x = MLP(2, [2, 1]), [1.25, -0.5]
        propios = fijar(neuronas(red))
        antes = numeros(red(x))
        for p in propios:
            p.data += 0.25
        return [antes, numeros(red(x))]

    def lo_recibido() -> list[int]:
        nouts = [2, 3, 1]
        MLP(2, nouts)([1.0, 2.0])
        return nouts

    yield "los tamaños [2, 3, 1] que recibió, después", lo_recibido
    for nin, nouts in tamanos:
        cual = f"MLP({nin}, {nouts})"
        yield f"la forma de {cual}", lambda a=nin, b=nouts: forma(a, list(b))
        yield f"lo que da {cual}", lambda a=nin, b=nouts: salida(a, b, list(_X[:a]))
        yield f"gradientes de {cual}: parámetros y entradas", lambda a=nin, b=nouts: llega(a, b)
        yield f"parámetros de {cual}, en orden", lambda a=nin, b=nouts: parametros(a, b)
    yield "lo que da MLP(3, [2, 1]) con enteros", lambda: salida(3, [2, 1], [2, 0, -1])
    yield (
        "capas, neuronas y parámetros distintos de dos MLP(3, [3, 3, 3])",
        lambda: distintas([MLP(3, [3, 3, 3]), MLP(3, [3, 3, 3])]),
    )
    yield "MLP(2, [2, 1]) y MLP(2, [3, 1]) a la vez: qué dan, cuántos parámetros y x", a_la_vez
    yield "gradientes de MLP(2, [2, 1]) usada con dos ejemplos", dos_ejemplos
    yield "lo que da MLP(2, [2, 1]) antes y después de mover sus pesos", pesos_movidos


# --- una red y datos ---------------------------------------------------------------------------


class Neurona:
    """Una neurona como la de la lección 5, con la clase de `Value` que se diga."""

    def __init__(self, clase: Any, pesos: Sequence[float], sesgo: float) -> None:
        self.w = [clase(dato) for dato in pesos]
        self.b = clase(sesgo)

    def __call__(self, x: Sequence[Any]) -> Any:
        return (sum(w * xi for w, xi in zip(self.w, x, strict=True)) + self.b).tanh()

    def parameters(self) -> list[Any]:
        return [*self.w, self.b]


class Capa:
    """Una capa de esas neuronas."""

    def __init__(self, neuronas: Sequence[Neurona]) -> None:
        self.neurons = list(neuronas)

    def __call__(self, x: Sequence[Any]) -> list[Any]:
        return [neurona(x) for neurona in self.neurons]

    def parameters(self) -> list[Any]:
        return [p for neurona in self.neurons for p in neurona.parameters()]


class VariosEjemplosALaVez(TypeError):
    """A la red le llegó una lista de ejemplos donde va uno."""


class Red:
    """Una red como la de la lección 5, con pesos conocidos; también sabe poner en cero."""

    def __init__(self, clase: Any, nin: int, nouts: Sequence[int]) -> None:
        serie = count(8)  # hasta el 16 no hay un peso 0
        self.layers = [
            Capa(
                [
                    Neurona(clase, [_peso(next(serie)) for _ in range(entran)], _peso(next(serie)))
                    for _ in range(salen)
                ]
            )
            for entran, salen in zip([nin, *nouts[:-1]], nouts, strict=True)
        ]

    def __call__(self, x: Sequence[Any]) -> Any:
        if any(es(dato, list, tuple) for dato in x):
            raise VariosEjemplosALaVez("La red recibe un ejemplo, y llegó una lista de ejemplos.")
        for capa in self.layers:
            x = capa(x)
        return x[0] if len(x) == 1 else x

    def parameters(self) -> list[Any]:
        return [p for capa in self.layers for p in capa.parameters()]

    def zero_grad(self) -> None:
        for p in self.parameters():
            p.grad = 0.0


_EJEMPLOS: tuple[tuple[float, ...], ...] = (
    (2.25, 3, -1.5),
    (0.0, -1.75, 0.5123456),
    (0.5, 1, 1.25),
    (1.125, 0, -0.75),
    (-2.5, 0.5, 0.5),
)
_OBJETIVOS = (1.0, -1.0, -0.5, 1.0, 0.25)


def _datos(cuantos: int, nin: int) -> tuple[list[list[float]], list[float]]:
    return [list(x[:nin]) for x in _EJEMPLOS[:cuantos]], list(_OBJETIVOS[:cuantos])


def explorar_paso(
    paso: Callable[..., Any], clase: Any, *, cuesta_arriba: bool
) -> Iterator[Observacion]:
    """Un paso de entrenamiento que mueve los parámetros y devuelve la pérdida de antes.

    Poner en cero antes de `backward()` o al final del paso es lo mismo: la red llega limpia.
    `cuesta_arriba` dice si también se llama con tasas negativas.
    """

    def tras(
        nin: int,
        nouts: Sequence[int],
        cuantos: int,
        lr: float,
        pasos: int = 1,
        *,
        ys: Sequence[float] = (),
    ) -> list[Any]:
        red = Red(clase, nin, nouts)
        parametros, (xs, objetivos) = red.parameters(), _datos(cuantos, nin)
        perdidas = [numero(paso(red, xs, list(ys) or objetivos, lr)) for _ in range(pasos)]
        return [*perdidas, *(p.data for p in parametros)]

    def movido(lr: float, lejos: float) -> Any:
        """La pérdida y cuánto se mueve cada parámetro, de cerca, si la salida está a `lejos`."""
        red, (xs, _) = Red(clase, 2, [2, 1]), _datos(2, 2)
        red.parameters()[0].data = 0.0
        ys = [red(x).data + lejos for x in xs]
        antes = [p.data for p in red.parameters()]
        perdida = numero(paso(red, xs, ys, lr))
        despues = [p.data for p in red.parameters()]
        return de_cerca([perdida, *(b - a for a, b in zip(antes, despues, strict=True))])

    def en_el_optimo() -> list[Any]:
        red, (xs, _) = Red(clase, 2, [2, 1]), _datos(3, 2)
        antes = [p.data for p in red.parameters()]
        perdida = paso(red, xs, [red(x).data for x in xs], 0.5)
        movidos = sum(a != p.data for a, p in zip(antes, red.parameters(), strict=True))
        return [numero(perdida), movidos]

    def los_mismos() -> str:
        red, (xs, ys) = Red(clase, 2, [2, 1]), _datos(2, 2)
        antes = [id(p) for p in red.parameters()]
        paso(red, xs, ys, 0.5)
        son = antes == [id(p) for p in red.parameters()]
        return "los mismos Value" if son else "otros Value"

    def dos_redes() -> list[Any]:
        una, otra, (xs, ys) = Red(clase, 2, [2, 1]), Red(clase, 2, [1]), _datos(3, 2)
        perdidas = [numero(paso(red, xs, ys, 0.25)) for red in (una, otra, una, otra)]
        return [*perdidas, *(p.data for red in (una, otra) for p in red.parameters())]

    def otros_datos() -> list[Any]:
        red, (xs, ys) = Red(clase, 2, [2, 1]), _datos(5, 2)
        perdidas = [numero(paso(red, xs[i:j], ys[i:j], 0.25)) for i, j in ((0, 2), (2, 5), (0, 1))]
        return [*perdidas, *(p.data for p in red.parameters())]

    def por_nombre() -> list[Any]:
        red, (xs, ys) = Red(clase, 2, [2, 1]), _datos(2, 2)
        return [numero(paso(red, xs, ys, lr=0.25)), *(p.data for p in red.parameters())]

    def lo_recibido() -> str:
        red, (xs, ys) = Red(clase, 2, [2, 1]), _datos(3, 2)
        paso(red, xs, ys, 0.25)
        return "nada" if (xs, ys) == _datos(3, 2) else "cambian los ejemplos o los objetivos"

    yield "qué cambia en los ejemplos y los objetivos", lo_recibido
    yield (
        "tres pasos de MLP(3, [4, 4, 1]) con 4 ejemplos y lr = 0.5: pérdidas y parámetros",
        lambda: tras(3, [4, 4, 1], 4, 0.5, 3),
    )
    yield (
        "un paso de MLP(2, [8, 8, 1]), con 105 parámetros: pérdida y parámetros",
        lambda: tras(2, [8, 8, 1], 2, 0.05),
    )
    yield "un paso con 1 ejemplo: pérdida y parámetros", lambda: tras(2, [1], 1, 0.25)
    yield "un paso con 2 ejemplos: pérdida y parámetros", lambda: tras(2, [3, 1], 2, 0.25)
    yield "cuatro pasos con 5 ejemplos: pérdidas y parámetros", lambda: tras(1, [2, 1], 5, 0.1, 4)
    yield (
        "dos pasos con objetivos iguales: pérdidas y parámetros",
        lambda: tras(2, [2, 1], 3, 0.25, 2, ys=(0.75, 0.75, 0.75)),
    )
    yield (
        "dos pasos con objetivos enteros: pérdidas y parámetros",
        lambda: tras(2, [2, 1], 3, 0.25, 2, ys=(0, -1, 1)),
    )
    for lr in (4, 2e5, 0.0, *((-0.5, -2e5) if cuesta_arriba else ())):
        yield (
            f"tres pasos con lr = {decir(lr)}: pérdidas y parámetros",
            lambda lr=lr: tras(2, [2, 1], 3, lr, 3),
        )
    yield (
        "pérdida y lo que se mueve con lr = 0.000000003, en milmillonésimas",
        lambda: movido(3e-9, 0.5),
    )
    yield (
        "pérdida y lo que se mueve muy cerca del objetivo, en milmillonésimas",
        lambda: movido(0.5, 2e-7),
    )
    yield (
        "un paso con objetivos enormes y lr = 0.0000001: pérdida y parámetros",
        lambda: tras(2, [2, 1], 3, 1e-7, ys=(3e7, -2e6, 4e5)),
    )
    yield "un paso que parte de pérdida 0: la pérdida y cuántos parámetros mueve", en_el_optimo
    yield "los parámetros de la red después de un paso", los_mismos
    yield "dos redes, un paso cada una por turnos: pérdidas y parámetros", dos_redes
    yield "la misma red con otros ejemplos en cada paso: pérdidas y parámetros", otros_datos
    yield "un paso con la tasa dada por su nombre, lr=0.25", por_nombre
