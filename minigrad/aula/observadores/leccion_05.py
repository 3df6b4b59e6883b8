"""Qué se observa en la lección 5 y su práctica: la red, la pérdida y el entrenamiento."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from minigrad import engine
from minigrad.aula.ejercicios.lineas import leer_letras
from minigrad.aula.ejercicios.practica_05 import LINEAS
from minigrad.aula.exploracion.nodos import su_value
from minigrad.aula.exploracion.paleta import de_cerca, decir
from minigrad.aula.exploracion.redes import (
    DIMINUTOS,
    ENORMES,
    LISTAS,
    Red,
    dato_y_gradientes,
    entre_comas,
    explorar_capa,
    explorar_en_cero,
    explorar_lista,
    explorar_mlp,
    explorar_neurona,
    explorar_parametros,
    explorar_paso,
    juntos,
    lo_que_sobra,
    lo_que_toca,
    numero,
    numeros,
    que_es,
    se_niega,
    value_de_nn,
)
from minigrad.aula.huella.observar import Observacion

#: entradas y objetivos con que se observa un paso de entrenamiento
XS = [[2.0, 3.0], [3.0, -1.0], [0.5, 1.0]]


YS = [1.0, -1.0, 0.5]


def _con_pesos(Neuron: Any, pesos: Sequence[float], sesgo: float) -> Any:  # noqa: N803 (es una clase)
    neurona = Neuron(len(pesos))
    for w, dato in zip(neurona.w, pesos, strict=True):
        w.data = dato
    neurona.b.data = sesgo
    return neurona


def observar_neurona(Neuron: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """La salida y los gradientes con pesos conocidos, y que no se recorte ninguna lista."""

    def gradientes() -> Any:
        neurona = _con_pesos(Neuron, [0.5, -0.3], 0.2)
        return dato_y_gradientes(neurona([1.0, 2.0]), [*neurona.w, neurona.b])

    yield (
        "salida con w = (0.5, −0.3), b = 0.2, x = (1, 2)",
        lambda: numero(_con_pesos(Neuron, [0.5, -0.3], 0.2)([1.0, 2.0])),
    )
    yield (
        "salida con w = (0.1, 0.4, −0.7), b = −0.5, x = (2, −1, 0.5)",
        lambda: numero(_con_pesos(Neuron, [0.1, 0.4, -0.7], -0.5)([2.0, -1.0, 0.5])),
    )
    yield (
        "qué clase de cosa es la salida",
        lambda: que_es(_con_pesos(Neuron, [0.5, -0.3], 0.2)([1.0, 2.0])),
    )
    yield "salida, gradientes de los pesos y del sesgo con x = (1, 2)", gradientes
    yield (
        "lo que pasa con 2 entradas para 3 pesos",
        lambda: se_niega(lambda: _con_pesos(Neuron, [0.1, 0.4, -0.7], -0.5)([2.0, -1.0])),
    )
    yield from explorar_neurona(Neuron)


def observar_parametros(Neuron: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """Qué números son, en qué orden, y que sean los mismos objetos que usa la neurona."""

    def cuales() -> Any:
        return _con_pesos(Neuron, [0.5, -0.3], 0.2).parameters()

    def pesos_despues() -> int:
        neurona = _con_pesos(Neuron, [0.5, -0.3], 0.2)
        neurona.parameters()
        return len(neurona.w)

    yield "los parámetros con w = (0.5, −0.3), b = 0.2", lambda: numeros(cuales())
    yield "cuántos hay en una neurona de 5 entradas", lambda: len(Neuron(5).parameters())
    yield "qué clase de cosa es cada uno", lambda: [que_es(p) for p in cuales()]
    yield "pesos de la neurona después de llamar a parameters()", pesos_despues
    yield from explorar_parametros(Neuron)


def _distintos(objetos: Iterable[Any]) -> int:
    """Cuántos objetos distintos hay; se guardan, porque uno que ya no existe cede su lugar."""
    guardados = list(objetos)
    return len({*map(id, guardados)})


def observar_capa(Layer: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """Cuántas neuronas, de cuántas entradas, y que ninguna comparta sus pesos."""
    yield "qué clase de cosa es Layer(3, 4).neurons", lambda: que_es(Layer(3, 4).neurons)
    yield "neuronas en Layer(3, 4)", lambda: len(Layer(3, 4).neurons)
    yield "entradas de cada neurona en Layer(3, 4)", lambda: [len(n.w) for n in Layer(3, 4).neurons]
    yield "salidas de Layer(3, 4)", lambda: len(Layer(3, 4)([1.0, 2.0, 3.0]))
    yield "neuronas distintas en Layer(3, 4)", lambda: _distintos(Layer(3, 4).neurons)
    yield "neuronas en Layer(2, 1)", lambda: len(Layer(2, 1).neurons)
    yield (
        "pesos distintos en Layer(3, 4), contados de uno en uno",
        lambda: _distintos(w for n in [*Layer(3, 4).neurons] for w in n.w),
    )
    yield (
        "con cuántos primeros pesos diferentes nacen las neuronas de Layer(3, 4)",
        lambda: len({n.w[0].data for n in Layer(3, 4).neurons}),
    )
    yield from explorar_capa(Layer, "neurons")


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
        lambda: numero(_fijar(MLP(2, [2, 1]))([1.0, -2.0])),
    )
    yield (
        "salida de MLP(2, [2, 2, 2]) con pesos conocidos",
        lambda: numeros(_fijar(MLP(2, [2, 2, 2]))([0.5, 1.0])),
    )
    yield from explorar_mlp(MLP)


#: a cada predicción de una lista, su objetivo; el segundo y el tercero, como la predicción
_OBJETIVOS = (1, 0.0, 0.3123456, -1.0, 2.5)


def observar_mse(mse: Callable[[Any, Any], Any]) -> Iterator[Observacion]:
    """Con pocos y con muchos ejemplos, y con listas que no van parejas."""
    clase = su_value(mse)

    def con(predicciones: Sequence[float], objetivos: Sequence[float]) -> Any:
        return mse([clase(p) for p in predicciones], list(objetivos))

    def gradientes() -> Any:
        predicciones = [clase(1.0), clase(-2.0)]
        return dato_y_gradientes(mse(predicciones, [0.5, 1.0]), predicciones)

    def a_sus_objetivos(predicciones: Sequence[Any]) -> Any:
        return mse(predicciones, list(_OBJETIVOS[: len(predicciones)]))

    def repetida() -> Any:
        p = clase(1.25)
        return dato_y_gradientes(mse([p, p, clase(0.5)], [0.5, 0.5, 1.0]), [p])

    def contra(objetivos: Sequence[float]) -> Any:
        predicciones = [clase(1.5 * y) for y in objetivos]
        return dato_y_gradientes(mse(predicciones, list(objetivos)), predicciones)

    def objetivos_despues() -> list[float]:
        objetivos = [0.5, -1.0, 0.25]
        mse([clase(1.5), clase(-2.0), clase(0.0)], objetivos)
        return objetivos

    def cerca() -> Any:
        """Tan cerca del objetivo que lo que cuenta es el gradiente."""
        predicciones = [clase(1.0 + 1e-6), clase(-1.0)]
        return de_cerca(dato_y_gradientes(mse(predicciones, [1.0, -1.0]), predicciones)[1:])

    yield "mse de (1, −2) contra (0.5, 1)", lambda: numero(con([1.0, -2.0], [0.5, 1.0]))
    yield (
        "mse de (0, 0, 3) contra (0, 1, −1)",
        lambda: numero(con([0.0, 0.0, 3.0], [0.0, 1.0, -1.0])),
    )
    yield "mse de (2) contra (2)", lambda: numero(con([2.0], [2.0]))
    yield "qué clase de cosa es la pérdida", lambda: que_es(con([1.0, -2.0], [0.5, 1.0]))
    yield "pérdida y gradientes con (1, −2) contra (0.5, 1)", gradientes
    for sobran in ([1.0, 1.0, 1.0, 5.0], [1.0, 0.0], [1.0], []):
        yield (
            f"lo que pasa con 3 predicciones y {len(sobran)} objetivos",
            lambda ys=sobran: se_niega(lambda: con([1.0] * 3, ys)),
        )
    yield from explorar_lista(clase, a_sus_objetivos, "mse")
    yield (
        "mse de cinco predicciones contra cinco objetivos iguales",
        lambda: numero(con(LISTAS[-1], [0.75] * 5)),
    )
    yield "gradientes a una millonésima del objetivo, en milmillonésimas", cerca
    yield "pérdida y gradiente con el mismo Value dos veces contra el mismo objetivo", repetida
    yield "pérdida y gradientes con objetivos enormes", lambda: contra(ENORMES)
    yield (
        "pérdida y gradientes con objetivos diminutos, en milmillonésimas",
        lambda: de_cerca(contra(DIMINUTOS)),
    )
    yield (
        "cuánto se aparta de 1 el mse de (1, −1) contra (0, 0), en milmillonésimas",
        lambda: lo_que_sobra(con([1.0, -1.0], [0.0, 0.0]), 1.0),
    )
    yield "qué clase de cosa es la pérdida si todo coincide", lambda: que_es(con([2.0], [2.0]))
    yield "los objetivos (0.5, −1, 0.25), después", objetivos_despues


def observar_nuevo_dato(nuevo_dato: Callable[[float, float, float], Any]) -> Iterator[Observacion]:
    """Con gradientes y tasas de todo tamaño y signo."""
    yield "dato 2, gradiente 3, lr 0.1", lambda: nuevo_dato(2.0, 3.0, 0.1)
    yield "dato −1, gradiente −4, lr 0.5", lambda: nuevo_dato(-1.0, -4.0, 0.5)
    yield "dato 5, gradiente 0, lr 0.1", lambda: nuevo_dato(5.0, 0.0, 0.1)
    for dato, grad, lr in (
        (0.0, 1.7345678, 0.3),
        (1.2345678, -0.2183746, 1.7),
        (-0.5, 2.5, -0.4),
        (7.25, -3.125, 0.0),
        (0.75, 0.75, 0.75),
        (2, -3, 1),
        (3e7, -2.5, 0.6),
        (0.5, 3e7, 0.1),
        (-0.5, -2e6, 4.0),
        (0.25, -1.5, 2e5),
        (-3e7, 2.5, -2e5),
    ):
        etiqueta = f"dato {decir(dato)}, gradiente {decir(grad)}, lr {decir(lr)}"
        yield etiqueta, lambda d=dato, g=grad, t=lr: nuevo_dato(d, g, t)
    yield (
        "cuánto se aparta de 1 con dato 2, gradiente 4, lr 1/4, en milmillonésimas",
        lambda: lo_que_sobra(nuevo_dato(2, 4, 1 / 4), 1.0),
    )
    for dato, grad, lr in ((0.0, 3e-9, 0.7), (0.0, -2.5, 3e-9), (3e-9, 0.0, 0.5)):
        etiqueta = f"dato {decir(dato)}, gradiente {decir(grad)}, lr {decir(lr)}"
        yield (
            f"{etiqueta}, en milmillonésimas",
            lambda d=dato, g=grad, t=lr: de_cerca(nuevo_dato(d, g, t)),
        )


def observar_cambio_predicho(cambio_predicho: Callable[[Any, float], Any]) -> Iterator[Observacion]:
    """La suma de gradiente por movimiento, con muchos juegos de gradientes, y que nada se mueva."""
    clase = su_value(cambio_predicho)

    def con(datos: Sequence[float], grads: Sequence[float]) -> list[Any]:
        parametros = [clase(dato) for dato in datos]
        for p, grad in zip(parametros, grads, strict=True):
            p.grad = grad
        return parametros

    def predicho(grads: Sequence[float], lr: float) -> Any:
        return numero(cambio_predicho(con([1.5, -0.75, 2.25, 0.0, 4.0][: len(grads)], grads), lr))

    def desde_cero(grads: Sequence[float], lr: float) -> Any:
        """Con los datos en 0: quien resta el dato nuevo y el viejo no pierde las últimas cifras."""
        return numero(cambio_predicho(con([0.0] * len(grads), grads), lr))

    def despues() -> list[list[float]]:
        parametros = con((2.0, -1.0, 0.5), (3.0, -4.0, 0.5))
        cambio_predicho(parametros, 0.1)
        return [[p.data for p in parametros], [p.grad for p in parametros]]

    def con_otros_gradientes() -> Any:
        """Los mismos parámetros, antes y después de que cambien sus gradientes."""
        parametros = con((1.5, 0.5), (1.0, 2.0))
        una = numero(cambio_predicho(parametros, 0.1))
        parametros[0].grad, parametros[1].grad = -3.0, 0.25
        return juntos(una, numero(cambio_predicho(parametros, 0.1)))

    yield "gradientes 3 y −4, lr 0.1", lambda: predicho((3.0, -4.0), 0.1)
    yield "gradiente 2, lr 0.5", lambda: predicho((2.0,), 0.5)
    yield "gradientes 1, −1 y 0, lr 1", lambda: predicho((1.0, -1.0, 0.0), 1.0)
    yield "qué clase de cosa es", lambda: que_es(cambio_predicho(con((1.0,), (2.0,)), 0.1))
    yield "los datos 2, −1 y 0.5 y los gradientes 3, −4 y 0.5, después", despues
    for grads, lr in (
        ((0.0,), 0.1),
        ((0.0, 0.0), 0.3),
        ((3, -2, 5), 1),
        ((-0.7345678, 1.25, -0.7345678), 0.35),
        ((0.6180339, 0.0, -2.7182818, 0.3, 1.7), 1.7),
        ((2.5, -1.5), 0.0),
        ((2.5, -1.5, 0.3), -0.4),
        ((2.5, -15.0), -300.5),
        ((3e4, -2e5, 4.5), 0.6),
        ((0.5, -0.25), 2e5),
    ):
        etiqueta = f"gradientes ({entre_comas(grads)}), lr {decir(lr)}"
        yield etiqueta, lambda g=grads, t=lr: predicho(g, t)
    yield "dos veces, y entre una y otra cambian los gradientes", con_otros_gradientes
    for grads, lr in (((3e-5, -2e-5), 0.7), ((2.5, -1.5), 3e-9), ((3e-7, -4.5e-7), 2e6)):
        etiqueta = f"gradientes ({entre_comas(grads)}), lr {decir(lr)}"
        yield (
            f"{etiqueta}, en milmillonésimas",
            lambda g=grads, t=lr: de_cerca(desde_cero(g, t)),
        )


def observar_en_cero(poner_en_cero: Callable[[Any], Any]) -> Iterator[Observacion]:
    """Los gradientes y los datos, después de llamarla."""
    clase = su_value(poner_en_cero)

    def despues() -> list[Any]:
        parametros = [clase(2.0), clase(-1.0), clase(0.5)]
        for p, grad in zip(parametros, (3.0, -4.0, 0.0), strict=True):
            p.grad = grad
        poner_en_cero(parametros)
        return parametros

    yield "los gradientes, que eran 3, −4 y 0", lambda: [p.grad for p in despues()]
    yield "los datos, que eran 2, −1 y 0.5", lambda: [p.data for p in despues()]
    yield from explorar_en_cero(clase, poner_en_cero)


def observar_paso(paso: Callable[..., Any]) -> Iterator[Observacion]:
    """La pérdida de cada paso y los parámetros que quedan, sobre una red conocida."""
    yield from _observar_paso(paso, YS, 0.05, cuesta_arriba=True)


def _observar_paso(
    paso: Callable[..., Any], objetivos: Sequence[float], lr: float, *, cuesta_arriba: bool
) -> Iterator[Observacion]:
    clase = su_value(paso)

    def tras(pasos: int, *, datos: bool) -> list[Any]:
        red, parametros = _red_y_parametros(clase)
        perdidas = [paso(red, [[*x] for x in XS], [*objetivos], lr) for _ in range(pasos)]
        return [p.data for p in parametros] if datos else [*map(numero, perdidas)]

    def que_devuelve() -> str | None:
        red, _ = _red_y_parametros(clase)
        return que_es(paso(red, [[*x] for x in XS], [*objetivos], lr))

    def movidos() -> str:
        """Los gradientes solo se dicen si nada se movió: cuándo se borran, si no, no importa."""
        red, parametros = _red_y_parametros(clase)
        antes = [p.data for p in parametros]
        paso(red, [[*x] for x in XS], [*objetivos], lr)
        if antes != [p.data for p in parametros]:
            return "se mueven"
        if not any(p.grad for p in parametros):
            return "no se mueven, y sus gradientes quedan en 0"
        limpia, propios = _red_y_parametros(clase)
        errores = [limpia(x) - y for x, y in zip(XS, objetivos, strict=True)]
        (sum(e * e for e in errores) / len(errores)).backward()
        iguales = all(abs(p.grad - q.grad) < 1e-9 for p, q in zip(parametros, propios, strict=True))
        que = "son los de la pérdida" if iguales else "no son los de la pérdida"
        return f"no se mueven, y sus gradientes {que}"

    yield "la pérdida que devuelve el primer paso", lambda: tras(1, datos=False)
    yield "qué pasa con los parámetros en un paso", movidos
    yield "los parámetros después de un paso", lambda: tras(1, datos=True)
    yield "las pérdidas de tres pasos", lambda: tras(3, datos=False)
    yield "los parámetros después de tres pasos", lambda: tras(3, datos=True)
    yield "qué clase de cosa devuelve", que_devuelve
    yield from explorar_paso(paso, clase, cuesta_arriba=cuesta_arriba)


def _red_y_parametros(clase: Any) -> tuple[Any, list[Any]]:
    red = Red(clase, 2, [2, 1])
    return red, red.parameters()


#: puntajes de los dos signos, casi nulos y enormes, con las clases de unos aciertos y unos fallos
_ACIERTOS: tuple[tuple[tuple[float, ...], tuple[int, ...]], ...] = (
    ((0.3,), (1,)),
    ((-0.3,), (1,)),
    ((-0.7, -2.5, 0.25), (-1, -1, -1)),
    ((3e7, -2e6, 4e5), (1, -1, -1)),
    ((3e-9, -2e-9, -4e-9, 2e-9), (1, -1, -1, 1)),
    ((1, -2, 3, -1, 2), (1, 1, 1, -1, -1)),
    ((0.75, 0.75, -0.75, 0.75, 1.5, -1.0, 1.0), (1, -1, -1, 1, 1, 1, 1)),
)


def observar_exactitud(exactitud: Callable[[Any, Any], Any]) -> Iterator[Observacion]:
    """Todo bien, todo mal, mitad y mitad, y con puntajes de todo tamaño."""

    # la primera red que se mide es la del aprendiz: quizás su `Value` no se compara con un número
    nodo = su_value(exactitud)

    def con(puntajes: Sequence[float], clases: Sequence[float]) -> Any:
        return exactitud([nodo(s) for s in puntajes], [*clases])

    def clases_despues() -> list[int]:
        clases = [1, 1, -1]
        exactitud([nodo(s) for s in (0.5, 0.25, -1.5)], clases)
        return clases

    yield "puntajes (2, −0.5), clases (1, −1)", lambda: con([2.0, -0.5], [1, -1])
    yield (
        "puntajes (2, −0.5, 1, −3), clases (1, 1, −1, −1)",
        lambda: con([2, -0.5, 1, -3], [1, 1, -1, -1]),
    )
    yield "puntajes (0.2, 0.3, −0.1), clases (1, 1, 1)", lambda: con([0.2, 0.3, -0.1], [1, 1, 1])
    yield "puntajes (−5, −4), clases (1, 1)", lambda: con([-5.0, -4.0], [1, 1])
    for puntajes, clases in _ACIERTOS:
        yield (
            f"puntajes ({entre_comas(puntajes)}), clases ({entre_comas(clases)})",
            lambda s=puntajes, c=clases: con(s, c),
        )
    yield (
        "cuánto se aparta de 2/3 con dos aciertos de tres, en milmillonésimas",
        lambda: lo_que_sobra(con((0.5, -0.5, 0.25), (1, -1, -1)), 2 / 3),
    )
    yield (
        "puntajes (0.5, −0.5, 0.25), con las clases 1.0, −1.0 y −1.0",
        lambda: con((0.5, -0.5, 0.25), (1.0, -1.0, -1.0)),
    )
    yield (
        "qué cambia en los puntajes",
        lambda: lo_que_toca(nodo, lambda s: exactitud(s, [1, -1, 1]), (0.5, 0.25, -1.5)),
    )
    yield "las clases (1, 1, −1), después", clases_despues


def observar_margen(margen: Callable[[Any, float], Any]) -> Iterator[Observacion]:
    """A los dos lados de la frontera, con holgura y sin ella, para las dos clases."""
    clase_de_nodos = value_de_nn(margen)

    def con(s: float, clase: float, llega: float = 1.0) -> Any:
        puntaje = clase_de_nodos(s)
        return dato_y_gradientes(margen(puntaje, clase), [puntaje], llega)

    def pendiente(s: float, clase: int) -> Any:
        datos = con(s, clase)
        return datos[-1] if isinstance(datos, list) else datos

    def de_otros() -> Any:
        a, b = clase_de_nodos(0.7345678), clase_de_nodos(-1.25)
        return dato_y_gradientes(margen(a * b, 1), [a, b], -2.0)

    def promedio() -> Any:
        puntajes = [clase_de_nodos(s) for s in (0.4, -0.3, 2.5, 0.4)]
        partes = [margen(s, c) for s, c in zip(puntajes, (1, 1, 1, -1), strict=True)]
        return dato_y_gradientes(sum(partes) / 4, puntajes)

    clase: float
    for s, clase in ((0.3, 1), (-2.0, 1), (3.0, 1), (0.3, -1), (-2.0, -1)):
        yield _caso(s, clase), lambda s=s, c=clase: numero(margen(clase_de_nodos(s), c))
    for s in (0.3, 3.0):
        yield (
            f"qué clase de cosa es con {_caso(s, 1)}",
            lambda s=s: que_es(margen(clase_de_nodos(s), 1)),
        )
    yield "gradiente con puntaje 0.3, clase 1", lambda: pendiente(0.3, 1)
    yield "gradiente con puntaje 0.3, clase −1", lambda: pendiente(0.3, -1)
    for s, clase, llega in (
        (0.0, 1, -1.5),
        (-0.7345678, -1, 1.5),
        (1.2345678, 1, 2.5),
        (0.9345678, 1, 0.0),
        (-1.7345678, 1, 0.5),
        (3e7, -1, 1e-3),
        (-3e7, 1, 1e-3),
        (3e7, 1, 1.5),
        (2, -1, 1),
        (0.3, 1.0, 3.5),
    ):
        yield (
            f"valor y gradiente con {_caso(s, clase)}, si llega {decir(llega)}",
            lambda s=s, c=clase, g=llega: con(s, c, g),
        )
    yield (
        "cuánto se aparta de 1 el margen del puntaje 0, en milmillonésimas",
        lambda: lo_que_sobra(margen(clase_de_nodos(0.0), -1), 1.0),
    )
    for s, clase in ((1 - 1e-6, 1), (-1 + 1e-6, -1), (1 + 1e-6, 1)):
        yield (
            f"valor y gradiente con {_caso(s, clase)}, en milmillonésimas",
            lambda s=s, c=clase: de_cerca(con(s, c)),
        )
    yield "valor y gradientes con un puntaje que es a · b", de_otros
    yield "promedio de cuatro márgenes y gradientes de los puntajes", promedio
    yield (
        "qué cambia en el puntaje",
        lambda: lo_que_toca(clase_de_nodos, lambda s: margen(s[0], -1), [0.3]),
    )


def _caso(s: float, clase: float) -> str:
    return f"puntaje {decir(s)}, clase {decir(clase)}"


def observar_castigo(castigo: Callable[[Any, float], Any]) -> Iterator[Observacion]:
    """El valor y los gradientes con muchos juegos de parámetros y de alfas."""
    clase = value_de_nn(castigo)

    def con(datos: Sequence[float], alfa: float) -> Any:
        parametros = [clase(dato) for dato in datos]
        return dato_y_gradientes(castigo(parametros, alfa), parametros)

    def gradientes() -> Any:
        datos = con([2.0, -3.0], 0.1)
        return datos[1:] if isinstance(datos, list) else datos

    yield "parámetros (2, −3), alfa 0.1", lambda: numero(castigo([clase(2.0), clase(-3.0)], 0.1))
    yield (
        "parámetros (1, 1, 4), alfa 0.5",
        lambda: numero(castigo([clase(1.0), clase(1.0), clase(4.0)], 0.5)),
    )
    yield "qué clase de cosa es", lambda: que_es(castigo([clase(2.0), clase(-3.0)], 0.1))
    yield "qué clase de cosa es con un parámetro en 0", lambda: que_es(castigo([clase(0.0)], 0.1))
    yield "gradientes con parámetros (2, −3), alfa 0.1", gradientes
    for alfa in (0, 1, 1.7, -0.3, 2e5, -2e5):
        yield (
            f"castigo y gradientes de ({entre_comas(LISTAS[2])}), alfa {decir(alfa)}",
            lambda alfa=alfa: con(LISTAS[2], alfa),
        )
    yield (
        "castigo y gradientes con alfa 0.000000003, en milmillonésimas",
        lambda: de_cerca(con(LISTAS[2], 3e-9)),
    )
    yield (
        "cuánto se aparta de 1 el castigo de (1, −1), alfa 1/2, en milmillonésimas",
        lambda: lo_que_sobra(castigo([clase(1.0), clase(-1.0)], 1 / 2), 1.0),
    )
    yield from explorar_lista(clase, lambda parametros: castigo(parametros, 0.35), "castigo")


def observar_tasa(tasa: Callable[[int, int], Any]) -> Iterator[Observacion]:
    """Al empezar, a la mitad, al final, y con otros números de pasos."""
    for k, pasos in ((0, 100), (50, 100), (100, 100), (10, 40)):
        yield f"tasa({k}, {pasos})", lambda k=k, n=pasos: tasa(k, n)
    for pasos in (1, 3, 7, 60, 400):
        partes = sorted({0, 1, pasos // 3, pasos - 1, pasos})
        yield (
            f"la tasa en los pasos {', '.join(map(str, partes))} de {pasos}",
            lambda partes=partes, n=pasos: juntos(*(tasa(k, n) for k in partes)),
        )
    yield (
        "cuánto se apartan las de los pasos 0, 1 y 7 de 7, en milmillonésimas",
        lambda: juntos(*(lo_que_sobra(tasa(k, 7), (7 - 9 / 10 * k) / 7) for k in (0, 1, 7))),
    )


def observar_partir(partir: Callable[..., Any]) -> Iterator[Observacion]:
    """Que no falte, no sobre ni cambie de pareja ningún punto, y qué queda en las listas."""

    def datos(n: int) -> tuple[list[list[float]], list[int]]:
        return [[0.25 * k, -k] for k in range(n)], [1 if k % 3 else -1 for k in range(n)]

    def con(n: int, cuantos: int) -> Any:
        puntos, clases = datos(n)
        return _en_listas(partir(puntos, clases, cuantos))

    def despues() -> list[Any]:
        puntos, clases = datos(5)
        partir(puntos, clases, 2)
        return [puntos, clases]

    def dos_veces() -> list[Any] | None:
        una = _en_listas(partir(*datos(4), 1))
        return juntos(una, _en_listas(partir(*datos(6), 4)))

    def tras_vaciar() -> Any:
        primera = partir(*datos(5), 3)
        for pareja in primera if isinstance(primera, list | tuple) else ():
            for parte in pareja if isinstance(pareja, list | tuple) else ():
                if isinstance(parte, list):
                    parte.clear()
        return con(5, 3)

    # con un número por punto, la tarjeta cabe en una línea
    for n, cuantos in ((5, 3), (6, 2)):
        yield (
            f"{n} puntos, {cuantos} para entrenar (aquí cada punto es un número)",
            lambda n=n, c=cuantos: _en_listas(partir([0.25 * k for k in range(n)], datos(n)[1], c)),
        )
    yield "5 puntos de dos números, 3 para entrenar", lambda: con(5, 3)
    for n, cuantos in ((1, 1), (4, 0), (4, 4), (9, 8), (140, 40), (250, 7)):
        yield f"{n} puntos, {cuantos} para entrenar", lambda n=n, c=cuantos: con(n, c)
    yield (
        "puntos y clases repetidos",
        lambda: _en_listas(partir([[1, 1], [1, 1], [2, 0], [1, 1]], [1, 1, 1, -1], 2)),
    )
    yield "4 puntos y después 6", dos_veces
    yield "5 puntos otra vez, después de vaciar lo que dio la primera", tras_vaciar
    yield "las listas que entraron, después", despues


def _en_listas(valor: Any) -> Any:
    """Da igual si las parejas son listas o tuplas."""
    return [_en_listas(v) for v in valor] if isinstance(valor, list | tuple) else valor


def observar_mejor_paso(mejor_paso: Callable[[Sequence[float]], Any]) -> Iterator[Observacion]:
    """El lugar de la menor: al principio, en medio y al final, con empates y sin ellos."""

    def despues() -> list[float]:
        perdidas = [0.75, 0.25, 0.5]
        mejor_paso(perdidas)
        return perdidas

    for perdidas in (
        (0.9, 0.4, 0.3, 0.5, 0.8),
        (0.8, 0.3, 0.6, 0.3, 0.7),
        (0.7, 0.5, 0.4, 0.2),
        (0.1, 0.5, 0.4, 0.9),
        (0.5,),
        (0.5, 0.5, 0.5),
        (0.6, 0.7, 0.2, 0.4, 0.1, 0.3),
        (3, 1, 2),
        (2.0, 0.0, 0.0, 1.0),
        (1.5, -2.25, 0.75),
        (3e7, 2e7, 4e7, 2.5e7),
        (3e-9, 2e-9, 4e-9),
        (1.0 + 3e-9, 1.0, 1.0 + 2e-9),
        (250.0, 120.5, 119.75, 121.0),
        tuple(abs(k - 87) / 100 for k in range(200)),
    ):
        nombre = entre_comas(perdidas) if len(perdidas) < 9 else "200 que bajan y después suben"
        yield f"pérdidas ({nombre})", lambda d=perdidas: mejor_paso([*d])
    for cual in (0, 130):
        perdidas = tuple(abs(k - cual) / 100 for k in range(200))
        yield (
            f"la pérdida que hay en ese lugar de una lista con la menor en el {cual}",
            lambda d=perdidas: _en_su_lugar(d, mejor_paso([*d])),
        )
    yield "las pérdidas, después", despues


def _en_su_lugar(perdidas: Sequence[float], k: Any) -> Any:
    if hasattr(k, "__index__"):
        return perdidas[k]
    return None if k is None else "no es un lugar"


#: los puntajes de tres, de una y de muchas filas
_FILAS: tuple[tuple[tuple[float, ...], ...], ...] = (
    ((0.0, 0.0, 0.0), (1.0, 2.0, 3.0)),
    ((-1.7345678, 0.0, 2.1),),
    ((0.75, 0.75), (-0.3, 1.2), (2.0, -1.0), (0.75, 0.75)),
    ((12.5, -3.25, 4.0, 0.0), (-30.5, -31.25, -30.0, -29.5), (1, 2, -3, 0)),
    ((90.5, -120.5), (0.5, 0.25)),
)
_CUALES: tuple[tuple[int, ...], ...] = ((1, 2), (0,), (1, 0, 0, 1), (2, 3, 0), (1, 0))


def observar_perdida_clases(perdida_clases: Callable[[Any, Any], Any]) -> Iterator[Observacion]:
    """El promedio y los gradientes, con una y con muchas filas."""
    nodo = value_de_nn(perdida_clases)

    def con(filas: Sequence[Sequence[float]], clases: Sequence[int], llega: float = 1.0) -> Any:
        salidas = [[nodo(x) for x in fila] for fila in filas]
        perdida = perdida_clases(salidas, [*clases])
        return dato_y_gradientes(perdida, [s for fila in salidas for s in fila], llega)

    def dato(filas: Sequence[Sequence[float]], clases: Sequence[int]) -> Any:
        return numero(perdida_clases([[nodo(x) for x in fila] for fila in filas], [*clases]))

    def repetida() -> Any:
        fila = [nodo(0.5), nodo(-0.25), nodo(1.25)]
        return dato_y_gradientes(perdida_clases([fila, fila], [0, 2]), fila, -1.5)

    def despues() -> list[int]:
        clases = [2, 0]
        perdida_clases([[nodo(0.5), nodo(1.0), nodo(-1.0)] for _ in range(2)], clases)
        return clases

    def primera(fila: Any) -> Any:
        return perdida_clases([fila, [nodo(0.5), nodo(1.5), nodo(-0.5)]], [1, 0])

    yield "un ejemplo con puntajes (0, 0, 0), clase 1", lambda: dato(((0.0, 0.0, 0.0),), (1,))
    yield "un ejemplo con puntajes (1, 2, 3), clase 0", lambda: dato(((1.0, 2.0, 3.0),), (0,))
    yield (
        "dos ejemplos, (1, 2, 3) y (0, 0, 1), clases 2 y 0",
        lambda: dato(((1.0, 2.0, 3.0), (0.0, 0.0, 1.0)), (2, 0)),
    )
    yield (
        "qué clase de cosa es la pérdida",
        lambda: que_es(perdida_clases([[nodo(0.5), nodo(1.0)]], [0])),
    )
    yield "pérdida y gradientes de (0.5, 1, −1), clase 1", lambda: con(((0.5, 1.0, -1.0),), (1,))
    for filas, clases in zip(_FILAS, _CUALES, strict=True):
        cuantas = f"{len(filas)} con {len(filas[0])} puntajes"
        yield (
            f"pérdida y gradientes de {cuantas}, clases ({entre_comas(clases)})",
            lambda f=filas, c=clases: con(f, c, 1.5),
        )
    yield (
        "pérdida y gradientes de (20, 0), clase 0, en milmillonésimas",
        lambda: de_cerca(con(((20.0, 0.0),), (0,))),
    )
    yield (
        "cuánto se aparta de ln 2 la pérdida de dos (0, 0), en milmillonésimas",
        lambda: lo_que_sobra(
            perdida_clases([[nodo(0.0), nodo(0.0)] for _ in range(2)], [0, 1]), math.log(2)
        ),
    )
    yield "la misma salida dos veces, con clases 0 y 2", repetida
    yield "las clases (2, 0), después", despues
    yield from explorar_lista(
        nodo, primera, "pérdida con una primera fila", LISTAS[2:], extremas=False
    )


def observar_orden(orden: Any) -> Iterator[Observacion]:
    """Las letras, sin separadores; borrar antes o después de la pérdida es lo mismo."""
    letras = isinstance(orden, list | tuple) and all(isinstance(letra, str) for letra in orden)
    texto = "".join(orden) if letras else orden
    limpio = "".join(c for c in texto.upper() if c.isalpha()) if isinstance(texto, str) else texto
    yield "tu respuesta", "CDBA" if limpio == "DCBA" else limpio


# --- la práctica ---------------------------------------------------------------------------------


def observar_ciclo(paso: Callable[..., Any]) -> Iterator[Observacion]:
    """La pérdida y los parámetros, después de uno y de tres pasos."""
    yield from _observar_paso(paso, (1, -1, 1), 0.03, cuesta_arriba=False)


def observar_capa_de_clases(Capa: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """Neuronas distintas y todos los parámetros, en orden y sin copiar."""

    def fijada() -> Any:
        capa = Capa(2, 3)
        for k, neurona in enumerate(capa.neuronas):
            for i, w in enumerate(neurona.w):
                w.data = 10 * k + i
            neurona.b.data = 10 * k + 9
        return capa

    yield "qué clase de cosa es Capa(2, 3).neuronas", lambda: que_es(Capa(2, 3).neuronas)
    yield "neuronas en Capa(2, 3)", lambda: len(Capa(2, 3).neuronas)
    yield "neuronas distintas en Capa(2, 3)", lambda: _distintos(Capa(2, 3).neuronas)
    yield "entradas de cada neurona", lambda: [len(n.w) for n in Capa(2, 3).neuronas]
    yield "cuántos parámetros da Capa(2, 3)", lambda: len(Capa(2, 3).parameters())
    yield (
        "qué clase de cosa es cada parámetro",
        lambda: [que_es(p) for p in Capa(1, 2).parameters()],
    )
    yield "los parámetros, en orden", lambda: numeros(fijada().parameters())
    yield from explorar_capa(Capa, "neuronas")


def observar_signos(a_signos: Callable[[Any], Any]) -> Iterator[Observacion]:
    """La lista nueva, y que la otra quede como estaba."""

    def original() -> list[int]:
        clases = [0, 1, 1]
        a_signos(clases)
        return clases

    def cual() -> str | None:
        clases = [1, 1]
        salida = a_signos(clases)
        return None if salida is None else "la misma" if salida is clases else "otra"

    def tras_vaciarla() -> Any:
        primera = a_signos([0, 1])
        if isinstance(primera, list):
            primera.clear()
        return a_signos([0, 1])

    def dos_veces() -> Any:
        return juntos(a_signos([0, 1]), a_signos([1, 1, 0]))

    for clases in ([0, 1, 1, 0], [1], [0], [], [0, 0, 0], [1, 0, 1, 1, 1, 0, 0]):
        yield f"a_signos({clases})", lambda clases=clases: a_signos(list(clases))
    yield "a_signos([0, 1]) y después a_signos([1, 1, 0])", dos_veces
    yield "a_signos([0, 1]) después de vaciar lo que dio la primera vez", tras_vaciarla
    yield "la lista que entró, después", original
    yield "qué lista devuelve: otra o la misma que entró", cual


def observar_siguiente_tasa(siguiente_tasa: Callable[..., Any]) -> Iterator[Observacion]:
    """Pasos que cumplen, que cumplen a medias y que suben, con tasas y cambios de todo tamaño."""
    for datos in (
        (0.4, -1.0, -0.9),
        (0.4, -1.0, -0.2),
        (0.4, -1.0, 0.75),
        (0.4, -1.0, -0.5),
        (0.4, -1.0, -3.0),
        (0.4, -1.0, -1.5),
        (1.7, -0.25, 3.5),
        (1.7, -0.25, -0.1875),
        (1, -3, -2),
        (1, -3, -1),
        (0.05, -2.5, 0.0),
        (2e5, -3e7, -1e7),
        (2e5, -3e7, -2e7),
        (0.3, -2.8052, 0.541),
        (0.3, -2.8052, -1.2),
        (0.3, -1.0, -0.5000001),
        (0.3, -1.0, -0.4999999),
        (0.3, -1.0, 2.0),
    ):
        etiqueta = ", ".join(
            f"{nombre} {decir(dato)}"
            for nombre, dato in zip(("lr", "predicho", "real"), datos, strict=True)
        )
        yield etiqueta, lambda d=datos: siguiente_tasa(*d)
    for datos in (
        (3e-9, -1.0, -0.25),
        (3e-9, -1.0, -0.75),
        (2.5e-9, -3e-9, -2e-9),
        (2.5e-9, -3e-9, -1e-9),
    ):
        yield (
            f"tasa diminuta, real {decir(datos[2])}, en milmillonésimas",
            lambda d=datos: de_cerca(siguiente_tasa(*d)),
        )


def observar_impulso(con_impulso: Callable[..., Any]) -> Iterator[Observacion]:
    """El dato y la velocidad, desde quieto, con velocidad, sin impulso y varios pasos seguidos."""

    def seguidos(cuantos: int) -> list[Any]:
        """Dos parámetros por turnos: cada uno lleva su velocidad."""
        estado = [(1.5, 0.0), (-0.75, 0.0)]
        for k in range(2 * cuantos):
            dato, v = estado[k % 2]
            estado[k % 2] = con_impulso(dato, 2 * dato, v, 0.1, 0.8)
        return estado

    for datos in ((2.0, 3.0, 0.0, 0.1, 0.9), (1.0, -1.0, 2.0, 0.5, 0.5), (1.0, 4.0, 2.0, 0.1, 0.0)):
        yield _con(datos), lambda d=datos: con_impulso(*d)
    for datos in (
        (0.0, 1.7345678, -0.4, 0.3, 1.0),
        (-1.2345678, -0.2183746, 1.3, 1.7, 0.7),
        (0.75, 0.0, -2.5, 0.6, 0.85),
        (0.75, 2.5, -1.5, 0.0, 0.9),
        (-0.5, 0.0, 0.0, 0.1, 0.9),
        (2, -3, 1, 1, 2),
        (0.5, 3e7, -2e6, 0.1, 0.9),
        (3e7, -2.5, 1.5, 2e5, 0.4),
        (-3e7, -2e6, 3e7, -2e5, 0.8374561),
        (1.5, -2e6, -4e5, -0.3, 0.6180339),
    ):
        yield _con(datos), lambda d=datos: con_impulso(*d)
    yield (
        "dato 0, gradiente y velocidad diminutos, en milmillonésimas",
        lambda: de_cerca(con_impulso(0.0, 3e-9, -2e-9, 0.7, 0.6)),
    )
    yield (
        "dato 0, gradiente 2.5, con lr diminuta, en milmillonésimas",
        lambda: de_cerca(con_impulso(0.0, 2.5, -1.5, 3e-9, 0.6)),
    )
    yield (
        "dato diminuto, y después mu diminuta, en milmillonésimas",
        lambda: de_cerca(
            juntos(con_impulso(3e-9, 0.0, 0.0, 0.5, 0.6), con_impulso(0, 0, 2.5, 0.5, 3e-9))
        ),
    )
    yield "dos parámetros por turnos, cuatro pasos cada uno", lambda: seguidos(4)


def _con(datos: Sequence[float]) -> str:
    return ", ".join(
        f"{nombre} {decir(dato)}"
        for nombre, dato in zip(("dato", "gradiente", "v", "lr", "mu"), datos, strict=True)
    )


def _guarda_los_mejores(letras: list[str]) -> list[str]:
    """Lo que le falta a ese orden para quedarse con los parámetros de la mejor nota."""
    lugar = {letra: i for i, letra in enumerate(letras)}
    fallas = []
    if lugar["C"] > lugar["D"]:
        final = lugar["C"] == len(letras) - 1
        fallas.append(
            "el récord empieza después del ciclo" if final else "el récord va en el ciclo"
        )
    if any(lugar[letra] < lugar["D"] for letra in "AEFB"):
        fallas.append("hay una línea del ciclo antes de su for")
    if lugar["F"] < lugar["E"]:
        fallas.append("pregunta por la nota antes de medirla")
    if lugar["B"] != lugar["F"] + 1:
        fallas.append("debajo del if no está la línea que guarda")
    if lugar["E"] < lugar["A"] < lugar["B"]:
        fallas.append("mide una red y guarda otra")
    return fallas


def observar_parada(respuesta: Any) -> Iterator[Observacion]:
    """Que estén las seis letras y que se guarde lo que se midió; sirve todo orden que lo haga."""

    def estan() -> list[str]:
        letras = leer_letras(respuesta)
        seis = sorted(letras) == sorted(LINEAS)
        return ["las seis, una vez cada una" if seis else "faltan o sobran"]

    def fallas() -> list[str]:
        letras = leer_letras(respuesta)
        seis = sorted(letras) == sorted(LINEAS)
        return _guarda_los_mejores(letras) if seis else ["faltan o sobran letras"]

    yield "qué letras hay", estan
    yield "lo que le pasa al programa", fallas


def observar_anunciar(anunciar: Callable[[Any, Any], Any]) -> Iterator[Observacion]:
    """Con la elegida en cada lugar, empates, una sola red y listas que no deben cambiar."""

    def listas_despues() -> list[list[float]]:
        validacion, prueba = [0.5, 0.75, 0.25], [0.625, 0.375, 0.875]
        anunciar(validacion, prueba)
        return [validacion, prueba]

    def dos_veces() -> Any:
        return juntos(anunciar([0.5, 0.75], [0.25, 1.0]), anunciar([0.75, 0.5], [0.25, 1.0]))

    for validacion, prueba in (
        ((0.8, 0.9, 0.7), (0.85, 0.75, 0.95)),
        ((0.9, 0.6), (0.55, 0.8)),
        ((0.2, 0.4, 0.3, 0.6), (0.9, 0.7, 0.1, 0.45)),
        ((0.75,), (0.5,)),
        ((0.5, 0.8, 0.8, 0.1), (0.9, 0.3, 0.6, 0.2)),
        ((0.7, 0.7, 0.7), (0.4, 0.6, 0.5)),
        ((0.0, 0.0), (0.25, 0.5)),
        ((1, 0, 1), (0, 1, 1)),
        ((0.6180339, 0.618034), (0.3123456, 0.2718281)),
        ((-0.5, -1.5, -0.25), (3e7, 2e7, 1.5)),
        (tuple(k % 7 / 7 for k in range(40)), tuple(k / 40 for k in range(40))),
    ):
        etiqueta = f"validación ({entre_comas(validacion)}), prueba ({entre_comas(prueba)})"
        if len(validacion) > 9:
            etiqueta = "cuarenta redes"
        yield etiqueta, lambda v=validacion, p=prueba: anunciar([*v], [*p])
    yield "dos veces, con otra validación", dos_veces
    yield (
        "una prueba diminuta, en milmillonésimas",
        lambda: de_cerca(anunciar([0.5, 0.25], [3e-9, 2e-9])),
    )
    yield "las dos listas, después", listas_despues


def observar_gradiente_medio(gradiente_medio: Callable[[Any], Any]) -> Iterator[Observacion]:
    """Con gradientes de los dos signos, nulos, enormes y diminutos, y que nada cambie."""
    clase = su_value(gradiente_medio)

    def con(grads: Sequence[float]) -> list[Any]:
        parametros = [clase(dato) for dato in (1.5, -0.75, 2.25, 0.0, 4.0)[: len(grads)]]
        for p, grad in zip(parametros, grads, strict=True):
            p.grad = grad
        return parametros

    def despues() -> list[list[float]]:
        parametros = con((3.0, -4.0, 0.5))
        gradiente_medio(parametros)
        return [[p.data for p in parametros], [p.grad for p in parametros]]

    for grads in (
        (3.0, -4.0),
        (2.0, 2.5, 0.0),
        (-1.5,),
        (1.0, -1.0),
        (0.0, 0.0),
        (3, -2, 5),
        (-0.7345678, 0.25, -0.7345678),
        (0.6180339, 0.0, -2.7182818, 0.3, 1.7),
        (3e7, -2e6, 4.5),
    ):
        yield f"gradientes ({entre_comas(grads)})", lambda g=grads: numero(gradiente_medio(con(g)))
    yield "qué clase de cosa es", lambda: que_es(gradiente_medio(con((1.0, 2.0))))
    yield (
        "gradientes diminutos, en milmillonésimas",
        lambda: de_cerca(gradiente_medio(con((3e-9, -2e-9)))),
    )
    yield (
        "cuánto se aparta de 2/3 con gradientes 1, −1 y 0, en milmillonésimas",
        lambda: lo_que_sobra(gradiente_medio(con((1.0, -1.0, 0.0))), 2 / 3),
    )
    yield "los datos y los gradientes (3, −4, 0.5), después", despues


def observar_elegida(elegida: Callable[[Sequence[Any]], Any]) -> Iterator[Observacion]:
    """El mayor en cada lugar, entre muchos y entre pocos, con puntajes de todo tamaño."""

    for datos in (
        (3.0, 1.0, 2.0),
        (-1.0, 0.5, 4.0),
        (0.0, 2.0, 1.0),
        (-5.0, -2.0, -9.0),
        (-0.5,),
        (0.0, -1.5),
        (-1.5, 0.0),
        (2, 7, -3, 5),
        (0.0, 0.4, -0.3),
        (-0.7, -0.7, -0.2, -0.7, -0.3),
        (0.1, 0.2, 0.3, 0.9, 0.4, 0.8, 0.85),
        (-3e7, -4e7, -2e7),
        (1.5, 3e7, 2e7, 4e7, 3.5e7),
        (1.0, 1 + 3e-9, 1 - 3e-9),
        (-2e-9, -3e-9, -4e-9, -1e-9, -5e-9),
        (2.1, 2.9, 2.3),
    ):
        yield f"puntajes ({entre_comas(datos)})", lambda d=datos: _sola(elegida, d)
    yield (
        "qué cambia en los puntajes",
        lambda: lo_que_toca(engine.Value, elegida, (0.5, -1.5, 2.25, 1.0)),
    )


def _sola(elegida: Callable[[Sequence[Any]], Any], datos: Sequence[float]) -> Any:
    # los puntajes los da siempre una red del paquete
    return elegida([engine.Value(x) for x in datos])


def observar_entropia(entropia: Callable[[Any, int], Any]) -> Iterator[Observacion]:
    """La pérdida de cada clase y sus gradientes."""
    nodo = su_value(entropia)

    def con(datos: Sequence[float], clase: int) -> Any:
        logits = [nodo(x) for x in datos]
        return dato_y_gradientes(entropia(logits, clase), logits)

    def gradientes() -> Any:
        datos = con((0.5, 1.0, -1.0), 1)
        return datos[1:] if isinstance(datos, list) else datos

    def dato(datos: Sequence[float], clase: int) -> Any:
        return numero(entropia([nodo(x) for x in datos], clase))

    yield "logits (0, 0, 0), clase 1", lambda: dato((0.0, 0.0, 0.0), 1)
    yield "logits (1, 2, 3), clase 2", lambda: dato((1.0, 2.0, 3.0), 2)
    yield "logits (1, 2, 3), clase 0", lambda: dato((1.0, 2.0, 3.0), 0)
    yield "qué clase de cosa es la pérdida", lambda: que_es(entropia([nodo(0.5), nodo(1.0)], 0))
    yield "gradientes con logits (0.5, 1, −1), clase 1", gradientes
    for datos in (
        (1.25,),
        (0.75, 0.75),
        (-1.7345678, 0.0, 2.1, -0.3, 0.6),
        (60.5, -60.5, 12.5),
        (-30.5, -31.25),
    ):
        for clase in range(len(datos)):
            yield (
                f"pérdida y gradientes con logits ({entre_comas(datos)}), clase {clase}",
                lambda d=datos, c=clase: con(d, c),
            )
    yield (
        "cuánto se aparta de ln 2 la pérdida de (0, 0), en milmillonésimas",
        lambda: lo_que_sobra(entropia([nodo(0.0), nodo(0.0)], 1), math.log(2)),
    )
    yield from explorar_lista(
        nodo, lambda logits: entropia(logits, len(logits) // 2), "entropia", extremas=False
    )
