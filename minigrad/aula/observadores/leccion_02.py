"""Qué se observa en la lección 2 y su práctica: pendientes, `Value` y gradientes a mano."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from minigrad.aula.ejercicios.practica_02 import LINEAS
from minigrad.aula.exploracion.clases import (
    datos_de,
    explorar_constructor,
    explorar_grafo_de,
    explorar_texto,
    orden_de_los_hijos,
)
from minigrad.aula.exploracion.funciones import (
    Funcion,
    cambiada,
    con_cifras,
    explorar_formula,
    explorar_medida,
    explorar_paso,
    si_o_no,
)
from minigrad.aula.exploracion.grafos import (
    GRAFOS,
    Crear,
    Grafo,
    contando,
    de_clase,
    duplicaciones,
    lo_que_cambia,
    sin_pasarse,
)
from minigrad.aula.exploracion.nodos import Operacion, explorar_dos, explorar_uno, su_value
from minigrad.aula.exploracion.paleta import PARES_DIMINUTOS, de_cerca, decir
from minigrad.aula.huella.observar import Observacion
from minigrad.aula.observadores.respuestas import que_entrego

#: las del cuaderno se podrían cambiar desde él
_LINEAS = dict(LINEAS)


# --- qué se observa --------------------------------------------------------------------------
def observar_exacta(f: Funcion) -> Iterator[Observacion]:
    """La pendiente de la parábola, en varios puntos."""
    yield from _en_puntos(f, "en x", (-3.0, 0.0, 2.0, 0.5, 1.25))
    yield from explorar_formula(
        f, lambda x: 6 * x - 4, (-1, 4, 3e-7, 2 / 3, -0.7345678, 1.6180339), (3e12, -5e12)
    )


def observar_derivada_de_tanh(f: Funcion) -> Iterator[Observacion]:
    """La pendiente de tanh, también donde está saturada."""
    yield from _en_puntos(f, "en x", (-3.0, 0.0, 2.0, 0.5, 1.25))
    yield from explorar_formula(
        f,
        lambda x: 1 - math.tanh(x) ** 2,
        (-1, 2, -0.2183746, 0.8765432),
        (-8.25, 11.5, -18.25, 25.0),
    )


def _en_puntos(f: Funcion, donde: str, puntos: Sequence[float]) -> Iterator[Observacion]:
    """Con dos cifras: el mismo error se reconoce aunque se haya medido con otra h pequeña."""
    for x in puntos:
        yield f"{donde} = {x:g}".replace("-", "−"), lambda x=x: con_cifras(f(x), 2)


def observar_derivada(derivada: Callable[..., float]) -> Iterator[Observacion]:
    """Curvas suaves y una esquina; después, si la medida es precisa y si usa su `h`."""
    yield from _curvas(derivada)
    yield (
        "¿acierta la pendiente de x³ con cuatro decimales?",
        lambda: si_o_no(abs(derivada(lambda x: x**3, 2.0) - 12.0) < 5e-5),
    )
    yield (
        "¿cambia la medida de x³ si h es grande?",
        lambda: si_o_no(abs(derivada(lambda x: x**3, 2.0, 0.1) - 12.0) > 1e-4),
    )
    yield from explorar_medida(derivada)
    yield from explorar_paso(derivada)


def _curvas(derivada: Callable[..., float]) -> Iterator[Observacion]:
    def cuadrado(x: float) -> float:
        return x * x

    yield "pendiente de x² en x = 3", lambda: con_cifras(derivada(cuadrado, 3.0), 1)
    yield "¿es 0 la pendiente de x²?", lambda: si_o_no(derivada(cuadrado, 3.0) == 0)
    yield "¿pasa de una millonésima?", lambda: si_o_no(abs(derivada(cuadrado, 3.0)) > 1e-6)
    yield "medida de |x| alrededor de 0", lambda: con_cifras(derivada(abs, 0.0), 1)
    yield "pendiente de x³ en x = 2", lambda: con_cifras(derivada(lambda x: x**3, 2.0), 1)
    yield "pendiente del seno en x = 1", lambda: con_cifras(derivada(math.sin, 1.0), 1)
    yield (
        "pendiente de 7 − 4x en x = −1",
        lambda: con_cifras(derivada(lambda x: 7 - 4 * x, -1.0), 1),
    )


def observar_empujones(pendientes: Sequence[float]) -> Iterator[Observacion]:
    """Las tres pendientes de d, una por una."""
    yield from _una_por_una(pendientes, "pendiente de d respecto a {}", "abc")
    # una milésima se perdona: no distingue lo que no se movió de lo que no se dividió
    yield "cuántas pendientes son 0", lambda: sum(abs(p) < 1e-9 for p in pendientes)


def _una_por_una(
    numeros: Sequence[float], etiqueta: str, nombres: Sequence[str]
) -> Iterator[Observacion]:
    for i, nombre in enumerate(nombres):
        yield etiqueta.format(nombre), lambda i=i: numeros[i]
    # una lista de tantos: el mensaje dice entonces cuántos se piden y cuántos llegaron
    yield "cuántos números hay", lambda: [0] * len(numeros)


def observar_value(clase: Any) -> Iterator[Observacion]:
    """Una hoja y un nodo con dos hijos; los hijos, también si llegan en una lista."""
    hoja = clase(2.5, label="a")
    otra = clase(-1.0)
    nodo = clase(1.5, (hoja, otra), "+", "d")
    yield "data de Value(2.5)", lambda: hoja.data
    yield "grad al nacer", lambda: hoja.grad
    yield "_prev de una hoja", lambda: "None" if hoja._prev is None else hoja._prev
    yield "_op de una hoja", lambda: hoja._op
    yield "label de Value(2.5, label='a')", lambda: hoja.label
    yield "label si no se da", lambda: otra.label
    yield "datos de los hijos, en orden", lambda: datos_de(nodo._prev)
    yield "_op de un nodo que sale de una suma", lambda: nodo._op
    yield "label de ese nodo", lambda: nodo.label
    yield (
        "cuántos hijos hay en _prev si salió de a + a",
        lambda: len(clase(5.0, (hoja, hoja), "+")._prev),
    )
    yield "tipo de _prev cuando los hijos llegan en una tupla", lambda: type(nodo._prev).__name__
    yield (
        "tipo de _prev cuando los hijos llegan en una lista",
        lambda: type(clase(1.0, [hoja, otra])._prev).__name__,
    )
    yield from explorar_constructor(clase)


def observar_repr(clase: Any) -> Iterator[Observacion]:
    """El texto de varios valores, y que sea texto."""
    yield "qué devuelve __repr__", lambda: type(clase.__repr__(clase(2.0))).__name__
    yield "cómo se muestra Value(2.0)", lambda: repr(clase(2.0))
    yield "cómo se muestra Value(-0.5)", lambda: repr(clase(-0.5))
    yield "cómo se muestra Value(1.375)", lambda: repr(clase(1.375))
    yield from explorar_texto(clase)


def observar_operacion(
    clase: Any, operar: Callable[[Any, Any], Any], signo: str
) -> Iterator[Observacion]:
    """Dato, hijos y operación de un nodo de dos hijos; los hijos quedan como estaban."""
    for x, y in ((2.0, -3.0), (0.5, 4.0)):
        caso = f"{x:g} {signo} ({y:g})".replace("-", "−")
        yield f"dato de {caso}", lambda x=x, y=y: operar(clase(x), clase(y)).data

    def con_siete_y_cinco() -> tuple[Any, Any, Any]:
        a, b = clase(7.0), clase(5.0)
        return operar(a, b), a, b

    def consigo() -> Any:
        a = clase(7.0)
        return operar(a, a)

    yield "hijos, en orden", lambda: orden_de_los_hijos(clase, operar, (7.0, 5.0))
    yield "cuántos hijos si es x con x", lambda: len(consigo()._prev)
    yield "operación anotada", lambda: con_siete_y_cinco()[0]._op
    yield "gradiente al nacer", lambda: con_siete_y_cinco()[0].grad
    yield "los operandos después de operar", lambda: [n.data for n in con_siete_y_cinco()[1:]]
    yield from explorar_grafo_de(clase, operar)
    yield from explorar_dos(
        Operacion(clase, operar, f"a {signo} b"),
        diminutos=(*PARES_DIMINUTOS, (3e-9, -2e-9)),
        sueltos=(),
    )


def observar_sumar(clase: Any) -> Iterator[Observacion]:
    """La suma de dos nodos."""
    yield from observar_operacion(clase, lambda x, y: x + y, "+")


def observar_multiplicar(clase: Any) -> Iterator[Observacion]:
    """El producto de dos nodos."""
    yield from observar_operacion(clase, lambda x, y: x * y, "×")


# --- un grafo armado a mano ------------------------------------------------------------------


def _describir_nodo(nodo: Any) -> list[Any]:
    """La operación y los datos de los hijos, de menor a mayor: c + e vale tanto como e + c."""
    return [nodo._op, sorted(hijo.data for hijo in nodo._prev)]


def _conexiones(nodos: Sequence[Any], nombres: Sequence[str], de: str) -> str:
    """Quiénes son los hijos de un nodo, por su nombre y en orden alfabético."""
    de_quien = {id(nodo): nombre for nombre, nodo in zip(nombres, nodos, strict=False)}
    hijos = nodos[nombres.index(de)]._prev
    padres = sorted(de_quien.get(id(hijo)) or _otro(hijo) for hijo in hijos)
    return " y ".join(padres) or "de nadie: es una hoja"


def _otro(nodo: Any) -> str:
    return "otro nodo que se calculó aparte" if nodo._prev else "una hoja nueva"


def _lo_dado(nodos: Sequence[Any], cuales: Sequence[int]) -> list[Any]:
    hojas = [nodos[i] for i in cuales]
    return [[hoja.data, hoja.label, hoja._op, len(hoja._prev)] for hoja in hojas]


def observar_expresion(nodos: Sequence[Any]) -> Iterator[Observacion]:
    """Los valores y las conexiones de d y de L."""
    nombres = "abcedfL"
    yield "qué son d y L", lambda: [type(nodos[i]).__name__ for i in (4, 6)]
    yield "dato de d", lambda: nodos[4].data
    yield "operación e hijos de d", lambda: _describir_nodo(nodos[4])
    yield "dato de L", lambda: nodos[6].data
    yield "operación e hijos de L", lambda: _describir_nodo(nodos[6])
    for de in "Lde":
        yield f"de quién sale {de}", lambda de=de: _conexiones(nodos, nombres, de)
    yield "las hojas dadas: a, b, c y f", lambda: _lo_dado(nodos, (0, 1, 2, 5))
    yield "cuántos nodos hay en `nodos`", lambda: len(nodos)


def _gradientes(
    nodos: Sequence[Any], cuales: dict[str, int], datos: Sequence[float], raiz: str
) -> Iterator[Observacion]:
    """Los gradientes pedidos; después, que lo dado siga como estaba."""
    for nombre, lugar in cuales.items():
        yield f"gradiente de {nombre}", lambda lugar=lugar: nodos[lugar].grad
    yield f"gradiente de {raiz}, la raíz, que ya estaba puesto", lambda: nodos[-1].grad or 1.0
    yield (
        "cuántos datos cambiaste, y aquí solo se ponen gradientes",
        lambda: sum(abs(n.data - x) > 1e-6 for n, x in zip(nodos, datos, strict=True)),
    )


_DATOS_DE_L = (2.0, -3.0, 10.0, -6.0, 4.0, -2.0, -8.0)


def observar_producto(nodos: Sequence[Any]) -> Iterator[Observacion]:
    """Los gradientes de d y f; el de la raíz está dado."""
    yield from _gradientes(nodos, {"d": 4, "f": 5}, _DATOS_DE_L, "L")


def observar_hojas(nodos: Sequence[Any]) -> Iterator[Observacion]:
    """Los gradientes de lo que queda a la izquierda de d."""
    yield from _gradientes(nodos, {"c": 2, "e": 3, "a": 0, "b": 1}, _DATOS_DE_L, "L")


# --- líneas en orden -------------------------------------------------------------------------


def _letras(orden: Any) -> list[str]:
    """Valen una lista, una tupla o un texto como «b, d, a» o «b, d y a»."""
    texto = orden if isinstance(orden, str) else "".join(str(letra) for letra in orden)
    return [letra for letra in re.sub(r"\by\b", "", texto).upper() if letra.isalpha()]


def observar_orden(orden: Any) -> Iterator[Observacion]:
    """Qué cumple el orden de la demostración."""
    if orden is ...:
        yield "tu orden", ...
        return
    yield "qué entregaste", que_entrego(orden)
    letras = _letras(orden) if isinstance(orden, str | list | tuple) else []
    yield "cuántas líneas usaste", len(letras)
    yield "¿evitaste la línea que sobra?", si_o_no("E" not in letras)
    yield "¿está la línea que quita los paréntesis?", si_o_no("D" in letras)
    yield "¿empiezas por la definición?", si_o_no(letras[:1] == ["B"])
    yield "¿terminas en el resultado?", si_o_no(letras[-1:] == ["C"])
    yield "¿quitas los paréntesis antes de cancelar?", si_o_no("DA" in "".join(letras))
    yield "¿empiezas por el principio y no por el final?", si_o_no(letras[:1] != ["C"])


def _armar(letras: Sequence[str]) -> Callable[..., float]:
    """La función que resulta de poner las líneas en ese orden."""
    nombres: dict[str, Any] = {}
    exec("\n".join(_LINEAS[letra] for letra in letras), nombres)
    derivada: Callable[..., float] = nombres["derivada"]
    return derivada


def observar_orden_de_derivada(orden: Any) -> Iterator[Observacion]:
    """Lo que hace el programa armado: vale cualquier orden que funcione."""
    if orden is ...:
        yield "tu orden", ...
        return
    yield "qué entregaste", que_entrego(orden)
    letras = _letras(orden) if isinstance(orden, str | list | tuple) else []
    otras = [letra for letra in letras if letra not in _LINEAS]
    yield "letras que no están entre las líneas", otras
    yield "pendiente de x² en x = 3", lambda: _armar(letras)(lambda x: x * x, 3.0)
    yield "medida de |x| alrededor de 0", lambda: _armar(letras)(abs, 0.0)
    yield "cuántas líneas usaste", len(letras)


# --- medir y mover ---------------------------------------------------------------------------


def observar_medir(medir: Callable[[str], float]) -> Iterator[Observacion]:
    """La pendiente de L respecto a cada nodo; después, si mide, y si mira a los dos lados."""
    for nombre in "fdceba":
        yield f"pendiente de L respecto a {nombre}", lambda nombre=nombre: medir(nombre)
    yield "¿es 0 la pendiente respecto a a?", lambda: si_o_no(medir("a") == 0)
    yield "pendientes respecto a b, f, b", lambda: [medir(nombre) for nombre in "bfb"]
    yield "¿sale de medir?", lambda: si_o_no(_mide(medir))
    for nombre, otra in _OTRAS_L.items():
        etiqueta = f"si L {nombre} al empujar a, ¿qué mediría?"
        yield etiqueta, lambda otra=otra: _con_otra_l(medir, otra)
    yield (
        "si L subiera 0.000000003 por unidad, ¿qué mediría?, en milmillonésimas",
        lambda: de_cerca(_con_otra_l(medir, lambda h: 3e-9 * h)),
    )


#: lo que cambia L según el empujón; en todas, la simétrica es exacta con cualquier paso
_OTRAS_L: dict[str, Funcion] = {
    "subiera 2.069 por unidad hacia la derecha y 0.4 hacia la izquierda": lambda h: (
        2.069 * h if h > 0 else 0.4 * h
    ),
    "bajara 4123000 por unidad": lambda h: -4123000 * h,
    "subiera 4123000 por unidad": lambda h: 4123000 * h,
    "no se moviera": lambda h: 0.0,
}


class _Espia:
    """Hace las veces de `L_empujada` y cuenta cuántas veces se la llama."""

    def __init__(self, empujada: Callable[[str, float], float]) -> None:
        self._empujada, self.llamadas = empujada, 0

    def __call__(self, nodo: str, h: float) -> float:
        self.llamadas += 1
        return self._empujada(nodo, h)


def _mide(medir: Callable[[str], float]) -> bool:
    """Si usó `L_empujada` o, si no, si sus números traen el resto que deja todo paso pequeño."""
    with cambiada(medir, "L_empujada", _Espia) as espia:
        medidas = [medir(nombre) for nombre in "fdceba"]
    usada = espia is not None and espia.llamadas > 0
    return usada or any(medida != round(medida) for medida in medidas)


def _con_otra_l(medir: Callable[[str], float], otra: Funcion) -> Any:
    """Lo que mide si L fuera otra; quien mide sin `L_empujada` no lo nota, y se le perdona."""
    espia = _Espia(lambda nodo, h: otra(h))
    with cambiada(medir, "L_empujada", lambda _: espia):
        medida = medir("a")
    return medida if espia.llamadas else (otra(1) - otra(-1)) / 2


def observar_mover(mover: Callable[[Any, float], float]) -> Iterator[Observacion]:
    """El dato nuevo de varias hojas, y que la hoja no cambie."""
    clase = su_value(mover)

    def hoja(dato: float, gradiente: float) -> Any:
        nueva = clase(dato, label="a")
        nueva.grad = gradiente
        return nueva

    def movida(dato: float, gradiente: float, paso: float) -> Any:
        return mover(hoja(dato, gradiente), paso)

    for dato, gradiente, paso in ((2.0, 6.0, 0.01), (-3.0, -4.0, 0.01), (1.0, 0.5, 2.0)):
        caso = f"dato {dato:g}, gradiente {gradiente:g}, paso {paso:g}".replace("-", "−")
        yield caso, lambda datos=(dato, gradiente, paso): movida(*datos)
    quieta = hoja(2.0, 6.0)
    yield "dato de la hoja después de llamar a mover", lambda: [mover(quieta, 0.5), quieta.data][1]
    for datos in _MOVIMIENTOS:
        yield _caso(datos), lambda datos=datos: movida(*datos)
    for datos in _MOVIMIENTOS_DIMINUTOS:
        yield f"{_caso(datos)}, en milmillonésimas", lambda datos=datos: de_cerca(movida(*datos))
    yield (
        "dos hojas con el mismo dato y distinto gradiente",
        lambda: [movida(1.5, gradiente, 0.25) for gradiente in (2.5, -4.25)],
    )
    yield "la hoja después de moverla dos veces", lambda: _movida_dos_veces(mover, hoja(1.5, -4.0))


def observar_cambio_predicho(cambio: Callable[..., float]) -> Iterator[Observacion]:
    """La suma de gradiente × movimiento, con varias hojas; y que las hojas no cambien."""
    clase = su_value(cambio)

    def hojas(partes: Sequence[Sequence[float]]) -> list[Any]:
        nuevas = [clase(dato, label="a") for dato, _, _ in partes]
        for nueva, (_, gradiente, _) in zip(nuevas, partes, strict=True):
            nueva.grad = gradiente
        return nuevas

    def predicho(partes: Sequence[Sequence[float]], donde: type = list) -> Any:
        return cambio(donde(hojas(partes)), donde(movimiento for _, _, movimiento in partes))

    def despues() -> list[Any]:
        nuevas, movimientos = hojas(_VARIAS["tres hojas"]), [0.5, -0.25, 2.0]
        dos = [cambio(nuevas, movimientos), cambio(nuevas, movimientos)]
        return [*dos, [[h.data, h.grad, h.label] for h in nuevas], movimientos]

    for nombre, partes in _VARIAS.items():
        yield f"cambio predicho con {nombre}", lambda partes=partes: predicho(partes)
    yield (
        "cambio predicho con movimientos diminutos, en milmillonésimas",
        lambda: de_cerca(predicho([(2.0, 3.0, 3e-9), (5.0, -2.7182818, 1e-9)])),
    )
    yield (
        "los mismos datos y movimientos, con otro gradiente",
        lambda: [predicho([(1.5, gradiente, 0.25)]) for gradiente in (2.5, -4.25, 2.5)],
    )
    yield "cambio predicho si llegan tuplas", lambda: predicho(_VARIAS["tres hojas"], tuple)
    yield "la misma hoja dos veces", lambda: cambio(hojas([(2.0, 6.0, 0)]) * 2, [0.25, 0.5])
    yield "las hojas y los movimientos después de dos llamadas", despues


#: dato, gradiente y movimiento de cada hoja
_VARIAS = {
    "una hoja": ((2.0, 6.0, 0.25),),
    "dos hojas": ((2.0, 6.0, 0.25), (-3.0, -4.0, 0.75)),
    "tres hojas": ((1.7345678, -0.2183746, 0.5), (-1.25, 2.7182818, -0.375), (10.0, 0.0, 4.0)),
    "las cuatro hojas de L y un paso de 0.01": (
        (2.0, 6.0, 0.06),
        (-3.0, -4.0, -0.04),
        (10.0, -2.0, -0.02),
        (-2.0, 4.0, 0.04),
    ),
    "siete hojas": tuple((0.5 * k, 1.25 - 0.5 * k, 0.375 * k - 1.0) for k in range(7)),
    "ninguna hoja": (),
    "movimientos de 0": ((2.0, 6.0, 0.0), (3.0, -1.5, 0.0)),
    "enteros": ((2, 3, 4), (5, -6, 7)),
    "dos hojas iguales": ((1.5, -2.25, 0.5), (1.5, -2.25, 0.5)),
    "números enormes": ((3e7, -2.5e6, 0.75), (-4e5, 1.5, 3e6), (7.0, 4e8, 0.5)),
    "movimientos enormes y negativos": ((2.0, -1.5, -4e5), (2.0, 0.25, -3e6)),
    "gradientes pequeños": ((2.0, 0.0125, -0.125), (1.0, -0.0375, 0.25)),
    "gradientes diminutos": ((2.0, 3e-9, 2e8), (1.0, -2e-9, 1e9)),
}

#: con ceros, enteros, enormes y diminutos; sin números redondos
_MOVIMIENTOS = (
    (0, 3, 2),
    (0.0, 0.0, 0.01),
    (1.7345678, -0.2183746, 0.0),
    (-1.7345678, 2.7182818, -0.125),
    (3e7, -2.5e6, 0.75),
    (1.25, 4e8, 3.0),
    (1.5, -2.25, 300.0),
    (-5e6, 2.5, -250.0),
)
_MOVIMIENTOS_DIMINUTOS = ((3e-9, -2.7182818, 3e-10), (1e-9, 2e-9, 0.3))


def _caso(datos: Sequence[float]) -> str:
    return "dato {}, gradiente {}, paso {}".format(*map(decir, datos))


def _movida_dos_veces(mover: Callable[[Any, float], float], hoja: Any) -> list[Any]:
    dos = [mover(hoja, 0.25), mover(hoja, 0.25)]
    return [*dos, hoja.data, hoja.grad, hoja.label, len(hoja._prev)]


# --- una neurona -----------------------------------------------------------------------------


def observar_tanh(clase: Any) -> Iterator[Observacion]:
    """Dato, único hijo y operación; un número enorme no rompe nada."""

    def hoja() -> Any:
        return clase(0.5)

    yield "qué entrega Value(0.5).tanh()", lambda: type(hoja().tanh()).__name__
    yield "dato de Value(0.5).tanh()", lambda: hoja().tanh().data
    yield "dato de Value(-2.0).tanh()", lambda: clase(-2.0).tanh().data
    yield "dato de Value(1000.0).tanh()", lambda: clase(1000.0).tanh().data
    yield "hijos", lambda: [hijo.data for hijo in hoja().tanh()._prev]
    yield "operación anotada", lambda: hoja().tanh()._op
    yield "el nodo de partida después de la llamada", lambda: _datos_tras_tanh(hoja())
    flotante: Any = type("Value", (clase,), {"__float__": lambda nodo: nodo.data})
    yield "dato de tanh en un nodo que Python sabe volver número", lambda: flotante(0.5).tanh().data
    yield "gradiente al nacer", lambda: hoja().tanh().grad
    yield (
        "hijos y nietos de (a + b).tanh()",
        lambda: [[h.data, [n.data for n in h._prev]] for h in (hoja() + clase(2.5)).tanh()._prev],
    )
    yield from explorar_uno(Operacion(clase, lambda x: x.tanh(), "tanh de a"))


def _datos_tras_tanh(hoja: Any) -> Any:
    hoja.tanh()
    return hoja.data


def observar_neurona(neurona: Sequence[Any]) -> Iterator[Observacion]:
    """n y o: dato, operación, hijos; y que lo dado siga como estaba."""
    nombres = ("x1", "w1", "x2", "w2", "x1w1", "x2w2", "suma", "b", "n", "o")
    yield "dato de n", lambda: neurona[8].data
    yield "operación e hijos de n", lambda: _describir_nodo(neurona[8])
    yield "qué es o", lambda: type(neurona[9]).__name__
    yield "dato de o", lambda: neurona[9].data
    yield "operación e hijos de o", lambda: _describir_nodo(neurona[9])
    for de in ("n", "o", "suma", "x1w1", "x2w2"):
        yield f"de quién sale {de}", lambda de=de: _conexiones(neurona, nombres, de)
    yield "lo dado: x1, w1, x2, w2 y el sesgo", lambda: _lo_dado(neurona, (0, 1, 2, 3, 7))
    yield "cuántos nodos hay en `neurona`", lambda: len(neurona)


_SESGO = 6.8813735870195432
_N = -6.0 + _SESGO
_DATOS_DE_LA_NEURONA = (2.0, -3.0, 0.0, 1.0, -6.0, 0.0, -6.0, _SESGO, _N, math.tanh(_N))


def observar_neurona_medio(neurona: Sequence[Any]) -> Iterator[Observacion]:
    """Los gradientes desde n hasta los productos; el de la raíz está dado."""
    lugares = {"n": 8, "b (el sesgo)": 7, "la suma": 6, "x1·w1": 4, "x2·w2": 5}
    yield from _gradientes(neurona, lugares, _DATOS_DE_LA_NEURONA, "o")


def observar_neurona_hojas(neurona: Sequence[Any]) -> Iterator[Observacion]:
    """Los gradientes de entradas y pesos."""
    lugares = {"x1": 0, "w1": 1, "x2": 2, "w2": 3}
    yield from _gradientes(neurona, lugares, _DATOS_DE_LA_NEURONA, "o")


# --- la práctica -----------------------------------------------------------------------------


def observar_derivada_ajena(derivada: Callable[[Funcion, float], float]) -> Iterator[Observacion]:
    """Curvas suaves y una esquina; después, si la medida es precisa."""
    yield from _curvas(derivada)
    yield (
        "¿acierta la pendiente de exp en x = 1 con seis cifras?",
        lambda: si_o_no(abs(derivada(math.exp, 1.0) - math.e) < 3e-6),
    )
    yield from explorar_medida(derivada)


def observar_segunda(segunda: Callable[..., float]) -> Iterator[Observacion]:
    """Una parábola, una cúbica, una recta y el seno."""
    yield "segunda derivada de 3x² en x = 1", lambda: segunda(lambda x: 3 * x * x, 1.0)
    yield "segunda derivada de x³ en x = 2", lambda: segunda(lambda x: x**3, 2.0)
    yield "segunda derivada de 5x en x = −1", lambda: segunda(lambda x: 5 * x, -1.0)
    yield "segunda derivada del seno en x = 1", lambda: segunda(math.sin, 1.0)
    curvas: dict[str, tuple[Funcion, float]] = {
        "x³ en x = −1.7": (lambda x: x**3, -1.7),
        "0.6172x² − 3x en x = 0": (lambda x: 0.6172 * x * x - 3 * x, 0.0),
        "−2.345x² en x = 2, que es un entero": (lambda x: -2.345 * x * x, 2),
        "eˣ en x = −1.3": (math.exp, -1.3),
        "el seno en x = −2.4": (math.sin, -2.4),
        "7, que es constante, en x = 2": (lambda x: 7.0, 2.0),
        "|x| en x = −4": (abs, -4.0),
        "0.04x² en x = 1.5": (lambda x: 0.04 * x * x, 1.5),
        "1234.5x² en x = 0.02": (lambda x: 1234.5 * x * x, 0.02),
        "−1234.5x² en x = −0.02": (lambda x: -1234.5 * x * x, -0.02),
    }
    for nombre, (f, x) in curvas.items():
        yield f"segunda derivada de {nombre}", lambda f=f, x=x: segunda(f, x)
    f, x = curvas["x³ en x = −1.7"]
    yield "segunda derivada de x³ en x = −1.7, otra vez", lambda: segunda(f, x)


def observar_bajar(bajar: Callable[..., float]) -> Iterator[Observacion]:
    """Sin pasos, un paso, dos y muchos; después, otras curvas y otros pasos."""

    def cuenco(x: float) -> float:
        return (x - 1) ** 2

    yield "desde 3, sin dar ningún paso", lambda: bajar(cuenco, 3.0, 0.1, 0)
    yield "desde 3, un paso de 0.1", lambda: bajar(cuenco, 3.0, 0.1, 1)
    yield "desde 3, dos pasos de 0.1", lambda: bajar(cuenco, 3.0, 0.1, 2)
    yield "desde −2, cien pasos de 0.2", lambda: bajar(cuenco, -2.0, 0.2, 100)
    caminos: dict[str, tuple[Funcion, float, float, int]] = {
        "(x − 1)², desde 1, que es el fondo, cinco pasos": (cuenco, 1.0, 0.1, 5),
        "(x − 1)², desde 3, que es un entero, cuatro pasos de 0.3": (cuenco, 3, 0.3, 4),
        "(x − 1)², desde 3, tres pasos de 0.9, que se pasan": (cuenco, 3.0, 0.9, 3),
        "(x − 1)², desde 3, cuatro pasos de 1.1, que se alejan": (cuenco, 3.0, 1.1, 4),
        "(x − 1)², desde 3, un paso de 1": (cuenco, 3.0, 1, 1),
        "(x − 1)², desde 3, tres pasos de 0": (cuenco, 3.0, 0.0, 3),
        "0.07x, desde 2, trescientos pasos de 0.1": (lambda x: 0.07 * x, 2.0, 0.1, 300),
        "0.7x, desde 2, siete pasos de 0.5": (lambda x: 0.7 * x, 2.0, 0.5, 7),
        "−0.7x, desde −2, tres pasos de 0.5": (lambda x: -0.7 * x, -2.0, 0.5, 3),
        "eˣ, desde −1.5, seis pasos de 0.3": (math.exp, -1.5, 0.3, 6),
        "x³, desde −1.2, dos pasos de 0.1": (lambda x: x**3, -1.2, 0.1, 2),
        "200x², desde 30, dos pasos de 0.002": (lambda x: 200 * x * x, 30.0, 0.002, 2),
        "40000x, desde 2, dos pasos de 0.25": (lambda x: 40000.0 * x, 2.0, 0.25, 2),
        "0.00002x, desde 2, tres pasos de 30000": (lambda x: 2e-5 * x, 2.0, 3e4, 3),
        "0.0000000002x, desde 2, tres pasos de 4000000000": (lambda x: 2e-10 * x, 2.0, 4e9, 3),
        "7, que es plana, desde 2, tres pasos de 0.5": (lambda x: 7.0, 2.0, 0.5, 3),
        "7, que es plana, desde 0, dos pasos de 0.5": (lambda x: 7.0, 0.0, 0.5, 2),
        "0.7x, desde 0, dos pasos de 0.5": (lambda x: 0.7 * x, 0.0, 0.5, 2),
        "(x − 1)², desde −40, diez pasos de 0.2": (cuenco, -40.0, 0.2, 10),
        "(x − 1)², desde 345.6, dos pasos de 0.1": (cuenco, 345.6, 0.1, 2),
    }
    for nombre, datos in caminos.items():
        yield f"por {nombre}", lambda datos=datos: bajar(*datos)
    yield (
        "por 2000000000x², desde 0.0000003, un paso de 0.0000000001, en milmillonésimas",
        lambda: de_cerca(bajar(lambda x: 2e9 * x * x, 3e-7, 1e-10, 1)),
    )
    yield (
        "por dos curvas seguidas, y la primera otra vez",
        lambda: [bajar(f, 2.5, 0.3, 2) for f in (cuenco, math.exp, cuenco)],
    )


def observar_trazar(trazar: Callable[[Any], Any]) -> Iterator[Observacion]:
    """Una hoja sola, una suma, x · x y una cadena con un nodo compartido; después, otros grafos."""
    nodo = de_clase(su_value(trazar))

    def de(grafo: str) -> Any:
        a, b = nodo(1.0, ()), nodo(2.0, ())
        c = nodo(3.0, [(a, 1.0), (b, 1.0)])
        d = nodo(1.0, [(a, 1.0), (a, 1.0)])
        return {"a": a, "c": c, "d": d, "e": nodo(9.0, [(c, 1.0), (d, 1.0)])}[grafo]

    casos = {"una hoja sola": "a", "a + b": "c", "a · a": "d", "(a + b) + a · a": "e"}
    for nombre, cual in casos.items():
        yield f"cuántos nodos hay en {nombre}", lambda c=cual: len(trazar(de(c))[0])
        yield f"cuántas aristas hay en {nombre}", lambda c=cual: len(trazar(de(c))[1])
    yield (
        "aristas de (a + b) + a · a, como (dato del hijo, dato del nodo)",
        lambda: sorted((hijo.data, padre.data) for hijo, padre in trazar(de("e"))[1]),
    )
    yield from _explorar_trazado(trazar, nodo)


def _explorar_trazado(trazar: Callable[[Any], Any], crear: Crear) -> Iterator[Observacion]:
    def uno(grafo: Grafo) -> list[str]:
        return _faltas_del_trazado(trazar(list(grafo.values())[-1]), grafo)

    def otra_vez() -> list[str]:
        grafo = GRAFOS["los datos suben y bajan"](crear)
        trazar(list(grafo.values())[-1])
        return uno(grafo)

    def queda() -> str:
        grafo = GRAFOS["los datos suben y bajan"](crear)
        return lo_que_cambia(grafo, lambda: trazar(list(grafo.values())[-1]))

    for nombre, hacer in GRAFOS.items():
        yield f"nodos y aristas de un grafo: {nombre}", lambda hacer=hacer: uno(hacer(crear))
    yield "nodos y aristas de la misma raíz, pedidos por segunda vez", otra_vez

    def con_la_misma_etiqueta() -> list[str]:
        grafo = GRAFOS["los datos suben y bajan"](crear)
        for nodo in grafo.values():
            nodo.label = "x"
        return uno(grafo)

    yield "qué cambia en los nodos al trazarlos", queda
    yield "nodos y aristas si todos los nodos se llaman igual", con_la_misma_etiqueta
    yield (
        "nodos y aristas de cuarenta duplicaciones (b = a + a; c = b + b…)",
        lambda: sin_pasarse(lambda: uno(duplicaciones(contando(crear)))),
    )


def _faltas_del_trazado(trazado: Any, grafo: Grafo) -> list[str]:
    """Qué nodos y qué aristas faltan o sobran; una frase si nada."""
    nombres = {id(nodo): nombre for nombre, nodo in grafo.items()}
    nodos = Counter(nombres.get(id(nodo), "otro nodo") for nodo in trazado[0])
    aristas = Counter(
        " a ".join(nombres.get(id(nodo), "otro nodo") for nodo in pareja) for pareja in trazado[1]
    )
    ideales = Counter(
        f"{nombres[id(hijo)]} a {nombre}"
        for nombre, nodo in grafo.items()
        for hijo in tuple(nodo._prev)
    )
    faltas = [f"falta el nodo {x}" for x in (Counter([*grafo]) - nodos)]
    faltas += [f"sobra el nodo {x}" for x in (nodos - Counter([*grafo]))]
    faltas += [f"falta la arista de {x}" for x in (ideales - aristas)]
    faltas += [f"sobra la arista de {x}" for x in (aristas - ideales)]
    return faltas or ["están todos los nodos y todas las aristas, y ninguno sobra"]


def observar_gradientes_de_expresion(gradientes: Sequence[float]) -> Iterator[Observacion]:
    """Los gradientes de p, q, r y s."""
    yield from _una_por_una(gradientes, "gradiente de {}", "pqrs")


def observar_gradientes_de_neurona(gradientes: Sequence[float]) -> Iterator[Observacion]:
    """Los gradientes de n, b y los dos pesos."""
    yield from _una_por_una(gradientes, "gradiente de {}", ("n", "b", "w1", "w2"))


def observar_paso_para(paso_para: Callable[..., float]) -> Iterator[Observacion]:
    """El paso que predice un cambio, con varias hojas; y que las hojas no cambien."""
    clase = su_value(paso_para)

    def hojas(gradientes: Sequence[float]) -> list[Any]:
        nuevas = [
            clase(dato) for dato, _ in zip((2.0, -3.0, 10.0, -2.0) * 2, gradientes, strict=False)
        ]
        for nueva, gradiente in zip(nuevas, gradientes, strict=True):
            nueva.grad = gradiente
        return nuevas

    def despues() -> list[Any]:
        nuevas = hojas((0.5, -2.0))
        dos = [paso_para(nuevas, 4.25), paso_para(nuevas, 4.25)]
        return [*dos, [[h.data, h.grad] for h in nuevas]]

    for gradientes, cambio in _CAMBIOS_PEDIDOS:
        etiqueta = f"para un cambio de {decir(cambio)} con gradientes {decir(*gradientes)}"
        yield etiqueta, lambda g=gradientes, c=cambio: paso_para(hojas(g), c)
    yield (
        "para un cambio diminuto, en milmillonésimas",
        lambda: de_cerca(paso_para(hojas((0.5, -0.25)), 3e-9)),
    )
    yield (
        "con dos gradientes distintos, uno tras otro y el primero otra vez",
        lambda: [paso_para(hojas(g), 1.5) for g in ((0.5,), (-0.25,), (0.5,))],
    )
    yield "si la misma hoja llega dos veces", lambda: paso_para(hojas((0.5,)) * 2, 3.0)
    yield "si las hojas llegan en una tupla", lambda: paso_para(tuple(hojas((0.5, -2.0))), 3.0)
    yield "las hojas después de dos llamadas", despues


_CAMBIOS_PEDIDOS: tuple[tuple[tuple[float, ...], float], ...] = (
    ((0.5, -0.25, 2.0, 0.75), 3.5),
    ((6.0, -4.0, -2.0, 4.0), 36.0),
    ((1.0, 1.0), 3.0),
    ((0.5, 1.5, -0.75, 0.25, 1.0, -2.5, 0.125), 4.75),
    ((0.5,), 1.25),
    ((-0.5,), 1.25),
    ((0.2183746, -0.7182818), -2.75),
    ((0.0, 0.3, 0.0), 0.45),
    ((3, -1), 7),
    ((0.5, -0.5), 0.0),
    ((0.25, -0.125), 4e6),
    ((300.0, -450.0), 3e7),
    ((0.0125, -0.0375), -0.375),
    ((250.0, -120.0), -5e8),
    ((3e-4, -2e-4), 2.6e-7),
    ((4e-7, -3e-7), 5e-13),
)


def observar_derivada_de_sigmoide(f: Funcion) -> Iterator[Observacion]:
    """La pendiente de la sigmoide, a los dos lados del 0 y donde está saturada."""

    def exacta(x: float) -> float:
        t = 1 / (1 + math.exp(-x))
        return t * (1 - t)

    yield from _en_puntos(f, "pendiente en x", (0.0, 1.0, -1.0, 0.5, -3.0))
    yield from explorar_formula(f, exacta, (-2, 3, -0.2183746, 1.7345678), (-19.5, -14.5, 18.25))


def observar_derivada_de_softsign(f: Funcion) -> Iterator[Observacion]:
    """La pendiente de softsign, a los dos lados del 0 y muy lejos."""
    yield from _en_puntos(f, "pendiente en x", (0.0, 1.0, -1.0, 0.5, -3.0))
    yield from explorar_formula(
        f, lambda x: 1 / (1 + abs(x)) ** 2, (-2, 3, 3e-7, -0.2183746, 1.7345678), (-345.6, 3e4)
    )
