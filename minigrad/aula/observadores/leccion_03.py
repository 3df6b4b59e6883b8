"""Qué se observa en la lección 3 y su práctica: notas, orden topológico y `backward()`."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from types import CodeType
from typing import Any

from minigrad.aula.celda.codigo import nombres_globales
from minigrad.aula.ejercicios.lineas import funcion_de, leer_letras, se_puede_leer
from minigrad.aula.ejercicios.practica_03 import LINEAS, armar
from minigrad.aula.exploracion.grafos import (
    GRAFOS,
    Crear,
    Grafo,
    Nodo,
    de_clase,
    explorar_hacia_atras,
    explorar_orden,
    lo_que_cambia,
    producto,
    suma,
)
from minigrad.aula.exploracion.nodos import (
    Operacion,
    explorar_dos,
    explorar_uno,
    llega_a_las_hojas,
    recuerda,
    su_value,
)
from minigrad.aula.exploracion.paleta import PARES, PARES_DIMINUTOS, PARES_ENORMES, de_cerca, decir
from minigrad.aula.huella.observar import Observacion
from minigrad.aula.observadores.notas import (
    con_notas,
    luego,
    observar_combinada,
    observar_dos,
    observar_una,
    ordenar,
    retroceder,
    tras_la_nota,
)


# --- reglas locales y clausuras ------------------------------------------------------------------
def observar_nota(dejar_nota: Any) -> Iterator[Observacion]:
    crear = de_clase(su_value(dejar_nota))

    def preparar(local: float, al_crear: float, al_llamar: float) -> tuple[Any, Any, Any]:
        hijo, salida = crear(2.0 + local, ()), crear(7.0 - al_llamar, ())
        salida.grad = al_crear
        nota = dejar_nota(hijo, salida, local)
        salida.grad = al_llamar
        return hijo, salida, nota

    def antes() -> float:
        hijo: Any = preparar(-3.0, 11.0, 5.0)[0]
        return float(hijo.grad)

    def despues(local: float, al_crear: float, al_llamar: float) -> Any:
        hijo, _, nota = preparar(local, al_crear, al_llamar)
        nota()
        return hijo.grad

    def salida_despues() -> Any:
        hijo, salida, _ = preparar(-3.0, 0.0, 5.0)
        dejar_nota(hijo, salida, -3.0)()
        return salida.grad

    yield "gradiente del hijo antes de llamar a la nota", antes
    yield (
        "gradiente del hijo con derivada local −3, cuando a la salida le llega 5",
        luego(despues, -3.0, 0.0, 5.0),
    )
    yield (
        "gradiente del hijo si a la salida le llega 2 y la derivada local es 0.5",
        luego(despues, 0.5, 4.0, 2.0),
    )
    yield "gradiente de la salida, que la nota no debe cambiar", salida_despues
    for local, llega in _LOCALES_Y_LLEGADAS:
        caso = f"si a la salida le llega {decir(llega)} y la derivada local es {decir(local)}"
        yield f"gradiente del hijo {caso}", luego(despues, local, 4.0, llega)
    for local, llega in _DIMINUTOS:
        caso = f"si a la salida le llega {decir(llega)} y la derivada local es {decir(local)}"
        yield (
            f"gradiente del hijo {caso}, en milmillonésimas",
            lambda a=local, b=llega: de_cerca(despues(a, 0.0, b)),
        )
    yield from _notas_a_la_vez(dejar_nota, preparar)


#: la derivada local y lo que llega
_LOCALES_Y_LLEGADAS = (
    (0.0, 5.25), (-3.75, 0.0), (2, -7), (3e7, -2e6), (-4e5, 0.3333333), (0.7182818, 5e6),
    (0.3333333, -1.4142135),
)  # fmt: skip
_DIMINUTOS = ((3e-9, 2.7182818), (-1.6180339, 2e-9))


def _notas_a_la_vez(dejar_nota: Any, preparar: Callable[..., Any]) -> Iterator[Observacion]:
    def dos() -> list[Any]:
        un_hijo, _, una = preparar(-3.25, 0.0, 5.5)
        otro_hijo, _, otra = preparar(0.75, 0.0, -2.25)
        una()
        otra()
        return [un_hijo.grad, otro_hijo.grad]

    def dos_veces() -> list[Any]:
        hijo, salida, nota = preparar(-3.25, 0.0, 5.5)
        nota()
        primera = hijo.grad
        hijo.grad, salida.grad = 0.0, -2.25
        nota()
        return [primera, hijo.grad]

    def queda() -> str:
        hijo, salida, _ = preparar(-3.25, 0.0, 5.5)
        grafo = {"hijo": hijo, "salida": salida}
        return lo_que_cambia(grafo, lambda: dejar_nota(hijo, salida, 2.25)(), salvo="grad")

    def al_escribirla() -> str:
        hijo, salida, _ = preparar(-3.25, 0.0, 5.5)
        return lo_que_cambia({"hijo": hijo, "salida": salida}, lambda: dejar_nota(hijo, salida, 2))

    yield "qué cambia en el hijo y en la salida al escribir la nota, sin llamarla", al_escribirla
    yield "los gradientes de dos hijos, con dos notas escritas antes de llamarlas", dos
    yield (
        "el gradiente del hijo al llamar a la nota y, puesto en 0, al llamarla otra vez",
        dos_veces,
    )
    yield "qué cambia en el hijo y en la salida, además del gradiente", queda


# --- las tres primeras notas ---------------------------------------------------------------------
def observar_sumar(clase: Any) -> Iterator[Observacion]:
    yield from observar_dos(clase, lambda a, b: a + b, "+", (2.0, -3.0))


def observar_multiplicar(clase: Any) -> Iterator[Observacion]:
    yield from observar_dos(clase, lambda a, b: a * b, "×", (2.0, -3.5))


def observar_tanh(clase: Any) -> Iterator[Observacion]:
    puntos = (0.8, -0.3, 0.0, 2.0)
    yield from observar_una(clase, lambda x: x.tanh(), "tanh", puntos, **_ACHATADA)


#: más allá de estos, tanh ya es ±1 y su derivada, casi 0: se mira de cerca
_ACHATADA = {"enormes": (4.25, -6.5), "diminutos": (3e-9, -9.5)}

_MANO = ("x1", "x2", "w1", "w2", "b", "p1", "p2", "s", "n")


def _neurona_a_mano() -> dict[str, Any]:
    """La neurona de la lección, con notas hechas aquí."""
    crear = con_notas(de_clase(Nodo))
    x1, x2, w1, w2, b = (crear(v, ()) for v in (2.0, 0.0, -3.0, 1.0, 6.8813735870195432))
    p1, p2 = producto(crear, x1, w1), producto(crear, x2, w2)
    s = suma(crear, p1, p2)
    n = suma(crear, s, b)
    t = math.tanh(n.data)
    o = crear(t, [(n, 1 - t**2)])
    return dict(zip((*_MANO, "o"), (x1, x2, w1, w2, b, p1, p2, s, n, o), strict=True))


def observar_a_mano(orden: Any) -> Iterator[Observacion]:
    """Llama a las notas en el orden dado; vale cualquier orden que complete los gradientes."""
    nodos = _neurona_a_mano()
    yield "qué escribiste", _QUE_ESCRIBIO.get(type(orden).__name__, "algo que no es una lista")
    if not isinstance(orden, list | tuple):
        return
    yield "nodos que dejaste fuera", [n for n in ("o", "n", "s", "p1", "p2") if n not in orden]
    yield "nombres que no están en el grafo", [n for n in orden if n not in nodos]
    nodos["o"].grad = 1.0
    for nombre in orden:
        if nombre in nodos:
            nodos[nombre]._backward()
    for nombre in reversed(_MANO):
        yield f"gradiente de {nombre} al terminar", luego(_grad_de, nodos, nombre)


_QUE_ESCRIBIO = {
    "list": "una lista",
    "tuple": "una lista",
    "str": "un texto",
    "set": "un conjunto, que no guarda el orden",
}


def _grad_de(nodos: Mapping[str, Any], nombre: str) -> float:
    grad: float = nodos[nombre].grad
    return grad


# --- el orden topológico -------------------------------------------------------------------------
def _grafos(crear: Crear) -> Iterator[tuple[str, Any]]:
    """Las raíces de grafos cada vez más difíciles; algunos nodos distintos guardan lo mismo."""

    def hoja(dato: float) -> Any:
        return crear(dato, ())

    yield "un nodo solo", hoja(1.0)
    yield "c = a + b", suma(crear, hoja(1.0), hoja(2.0))
    a = hoja(1.0)
    b = suma(crear, a, a)
    yield "b = a + a; c = b + b", suma(crear, b, b)
    yield "d = b + c, donde c usa a b", suma(crear, b, suma(crear, b, hoja(5.0)))
    yield "d = c + b, donde c usa a b", suma(crear, suma(crear, b, hoja(5.0)), b)
    yield "dos hojas con el mismo dato", suma(crear, hoja(3.0), hoja(3.0))


def _nodos_de(orden: Any) -> list[Any]:
    if not isinstance(orden, list | tuple):
        raise TypeError("se espera una lista")
    return list(orden)


def _que_entrega(orden: Any) -> str:
    nombres = {list: "una lista", tuple: "una lista", set: "un conjunto", type(None): "nada"}
    return nombres.get(type(orden), "otra cosa")


def _cuantos(orden: Any) -> int:
    return len(_nodos_de(orden))


def _repetidos(orden: Any) -> str:
    nodos = _nodos_de(orden)
    sobran = len(nodos) - len({id(nodo) for nodo in nodos})
    return f"{sobran} de más" if sobran else "ninguno"


def _ultimo(orden: Any, raiz: Any) -> str:
    nodos = _nodos_de(orden)
    if not nodos:
        return "nadie: la lista está vacía"
    if nodos[-1] is raiz:
        return "la raíz"
    return "otro nodo" if hasattr(nodos[-1], "_prev") else _lo_que_no_es_nodo(nodos[-1])


def _lo_que_no_es_nodo(algo: Any) -> str:
    nombres = {int: "un número", float: "un número", str: "un texto"}
    return f"{nombres.get(type(algo), 'algo')}, que no es un nodo"


def _mal_puestos(orden: Any) -> int:
    """Cuántos nodos van antes que alguno de sus hijos."""
    nodos = _nodos_de(orden)
    puesto = {id(nodo): i for i, nodo in enumerate(nodos)}
    return sum(
        any(puesto.get(id(hijo), -1) >= puesto[id(nodo)] for hijo in nodo._prev) for nodo in nodos
    )


def _sentido(orden: Any) -> str:
    al_reves = _nodos_de(orden)[::-1]
    return "de la raíz a las hojas" if al_reves and not _mal_puestos(al_reves) else "no"


def observar_orden(orden_topologico: Any) -> Iterator[Observacion]:
    """Vale cualquier orden correcto: se mira qué cumple la lista, no qué lista es."""
    for caso, raiz in _grafos(de_clase(su_value(orden_topologico))):
        lista = _una_vez(orden_topologico, raiz)
        yield f"qué entrega la función ({caso})", lambda lista=lista: _que_entrega(lista())
        yield f"nodos en la lista ({caso})", lambda lista=lista: _cuantos(lista())
        yield f"nodos repetidos ({caso})", lambda lista=lista: _repetidos(lista())
        yield (
            f"quién va al final de la lista ({caso})",
            lambda lista=lista, raiz=raiz: _ultimo(lista(), raiz),
        )
        yield (
            f"nodos que van antes que alguno de sus hijos ({caso})",
            lambda lista=lista: _mal_puestos(lista()),
        )
        if raiz._prev:
            yield f"¿está la lista al revés? ({caso})", lambda lista=lista: _sentido(lista())
    yield from explorar_orden(orden_topologico)


def _una_vez(funcion: Any, raiz: Any) -> Any:
    """Llama a la función la primera vez y después devuelve lo mismo."""
    hechas: list[Any] = []

    def llamar() -> Any:
        if not hechas:
            hechas.append(funcion(raiz))
        return hechas[0]

    return llamar


# --- el paso hacia atrás -------------------------------------------------------------------------
#: da el paso hacia atrás desde una raíz
HaciaAtras = Callable[[Any], Any]


def _sin_insistir(operar: Callable[..., Any]) -> Callable[..., Any]:
    """La misma operación; si tres veces se llamó a sí misma sin fin, ya no se espera otra."""
    caidas = 0

    def operar_o_lanzar(*operandos: Any) -> Any:
        nonlocal caidas
        if caidas == 3:
            raise RecursionError
        try:
            return operar(*operandos)
        except RecursionError:
            caidas += 1
            raise

    return operar_o_lanzar


def _cadena(crear: Crear) -> Grafo:
    a, b = crear(2.0, ()), crear(-3.0, ())
    c = producto(crear, a, b)
    return {"a": a, "b": b, "c": c, "d": suma(crear, c, crear(10.0, ()))}


def _doble(crear: Crear) -> Grafo:
    a = crear(1.0, ())
    b = suma(crear, a, a)
    return {"a": a, "b": b, "c": suma(crear, b, b)}


def _rombo(crear: Crear, k: float) -> Grafo:
    """Con k negativo, los datos bajan: quien ordene los nodos por su dato se equivoca."""
    a = crear(1.0, ())
    b = suma(crear, a, a)
    c = producto(crear, b, crear(k, ()))
    return {"a": a, "b": b, "c": c, "d": suma(crear, b, c)}


def _rombo_al_reves(crear: Crear) -> Grafo:
    a = crear(1.5, ())
    b = producto(crear, a, a)
    c = suma(crear, b, crear(2.0, ()))
    d = producto(crear, c, b)
    return {"a": a, "b": b, "c": c, "d": d, "e": suma(crear, suma(crear, d, c), b)}


_GRAFOS: Mapping[str, Callable[[Crear], Grafo]] = {
    "c = a·b; d = c + 10": _cadena,
    "b = a + a; c = b + b": _doble,
    "b = a + a; c = 5b; d = b + c": lambda crear: _rombo(crear, 5.0),
    "b = a + a; c = −5b; d = b + c": lambda crear: _rombo(crear, -5.0),
    "b = a·a; c = b + 2; d = c·b; e = (d + c) + b": _rombo_al_reves,
}


def _tras_backward(hacia_atras: HaciaAtras, crear: Crear, grafo: Any) -> dict[str, float]:
    nodos = grafo(crear)
    hacia_atras(list(nodos.values())[-1])
    return {nombre: nodo.grad for nombre, nodo in nodos.items()}


def _apuntar(nodo: Any, llamadas: list[Any], que: Callable[[], Any]) -> None:
    """La nota del nodo, además de lo suyo, apunta algo cada vez que la llaman."""
    nota = nodo._backward

    def nota_que_apunta() -> None:
        llamadas.append(que())
        nota()

    nodo._backward = nota_que_apunta


def _al_llamar_a_la_raiz(hacia_atras: HaciaAtras, crear: Crear) -> list[float]:
    """Qué gradiente tenía la raíz cada vez que alguien llamó a su nota."""
    raiz = suma(crear, crear(4.0, ()), crear(2.0, ()))
    vistos: list[float] = []
    _apuntar(raiz, vistos, lambda: raiz.grad)
    hacia_atras(raiz)
    return vistos


def _llamadas(hacia_atras: HaciaAtras, crear: Crear) -> list[str]:
    """Las notas que se llaman en la cadena a → b → c → d, sin contar la de la hoja."""
    llamadas: list[str] = []
    nodo = crear(2.0, ())
    for nombre in "bcd":
        nodo = suma(crear, nodo)
        _apuntar(nodo, llamadas, nombre.lower)
    hacia_atras(nodo)
    return llamadas


def _notas_de_las_hojas(hacia_atras: HaciaAtras, crear: Crear) -> str:
    """La nota de una hoja no hace nada: da igual llamarlas a todas que a ninguna."""
    hojas = [crear(dato, ()) for dato in (2.0, -3.0, 5.0)]
    llamadas: list[int] = []
    for k, hoja in enumerate(hojas):
        hoja._backward = luego(llamadas.append, k)
    hacia_atras(suma(crear, suma(crear, hojas[0], hojas[1]), hojas[2]))
    return "todas o ninguna" if sorted(llamadas) in ([], [0, 1, 2]) else "solo algunas"


def _dato_de_la_raiz(hacia_atras: HaciaAtras, crear: Crear) -> float:
    raiz = suma(crear, crear(1.0, ()), crear(2.0, ()))
    hacia_atras(raiz)
    return float(raiz.data)


def _dos_raices(hacia_atras: HaciaAtras, crear: Crear) -> float:
    a = crear(3.0, ())
    primera = suma(crear, a, crear(1.0, ()))
    segunda = producto(crear, a, crear(5.0, ()))
    hacia_atras(primera)
    hacia_atras(segunda)
    return float(a.grad)


def _raiz_dos_veces(hacia_atras: HaciaAtras, crear: Crear) -> float:
    raiz = suma(crear, crear(1.0, ()), crear(2.0, ()))
    hacia_atras(raiz)
    hacia_atras(raiz)
    return float(raiz.grad)


def _hoja_dos_veces(hacia_atras: HaciaAtras, crear: Crear) -> str:
    a = crear(1.0, ())
    b = suma(crear, a, a)
    raiz = producto(crear, b, b)
    hacia_atras(raiz)
    primera = a.grad
    hacia_atras(raiz)
    return "crece" if a.grad > primera else "no crece"


def observar_backward(clase: Any) -> Iterator[Observacion]:
    """Las notas se ponen a mano: así no importa si la suma o el producto están mal."""
    crear = con_notas(de_clase(clase))
    hacia_atras = _sin_insistir(lambda raiz: raiz.backward())
    for caso, grafo in _GRAFOS.items():
        yield (
            f"gradientes después de backward ({caso})",
            luego(_tras_backward, hacia_atras, crear, grafo),
        )
    yield (
        "gradiente de la raíz al llamar a su nota",
        luego(_al_llamar_a_la_raiz, hacia_atras, crear),
    )
    yield "notas llamadas, en orden (cadena de a hasta d)", luego(_llamadas, hacia_atras, crear)
    yield "a qué hojas les llaman su nota", luego(_notas_de_las_hojas, hacia_atras, crear)
    yield "dato de la raíz después de backward (1 + 2)", luego(_dato_de_la_raiz, hacia_atras, crear)
    yield "gradiente de a, hoja de dos resultados (1 + 5)", luego(_dos_raices, hacia_atras, crear)
    yield "gradiente de la raíz tras llamar dos veces", luego(_raiz_dos_veces, hacia_atras, crear)
    # cuánto crece depende de si los nodos intermedios se borran o no, y las dos cosas valen
    yield "gradiente de la hoja al llamar otra vez", luego(_hoja_dos_veces, hacia_atras, crear)
    yield from explorar_hacia_atras(hacia_atras, crear)


# --- más operaciones -----------------------------------------------------------------------------
def _combinada(clase: Any, operar: Callable[..., Any], nombre: str) -> Operacion:
    """Una operación hecha de otras: de ella solo se miran el dato y los gradientes."""
    return Operacion(clase, _sin_insistir(operar), nombre, retroceder, directa=False)


def observar_restar(clase: Any) -> Iterator[Observacion]:
    yield from observar_combinada(clase, lambda a: -a, "−a", [(3.0,), (-2.0,)])
    casos = [(2.0, 5.0), (-1.0, -4.0)]
    yield from observar_combinada(clase, lambda a, b: a - b, "a − b", casos)
    yield from observar_combinada(clase, lambda a: a - 4, "a − 4", [(3.0,)])
    yield from observar_combinada(clase, lambda a: a - a, "a − a", [(3.0,)])
    casos = [(2.0, 5.0)]
    yield from observar_combinada(clase, lambda a, b: (a - b) * (a - b), "(a − b)²", casos)
    yield from explorar_dos(_combinada(clase, lambda a, b: a - b, "a − b"))
    yield from explorar_uno(_combinada(clase, lambda a: -a, "−a"))
    yield "quién escribió la nota de a − b", lambda: _de_quien_es_la_nota(clase, lambda a, b: a - b)


def _de_quien_es_la_nota(clase: Any, operar: Callable[[Any, Any], Any]) -> str:
    """Si la nota del resultado es de una operación de antes: aquí no se pide escribir ninguna."""
    a, b = clase(1.5), clase(2.25)
    de_antes = [getattr(n._backward, "__code__", None) for n in (a + b, a * b)]
    if hasattr(clase, "__pow__"):
        de_antes.append(getattr((a**2)._backward, "__code__", None))
    nota = getattr(operar(a, b)._backward, "__code__", None)
    return (
        "una operación que ya estaba" if nota in de_antes else "esta operación, que no hace falta"
    )


def observar_reflejados(clase: Any) -> Iterator[Observacion]:
    yield from observar_combinada(clase, lambda a: 4 + a, "4 + a", [(3.0,)])
    yield from observar_combinada(clase, lambda a: 2 * a, "2 · a", [(3.0,), (-5.0,)])
    yield from observar_combinada(clase, lambda a: 1 - a, "1 − a", [(3.0,), (-5.0,)])
    yield from observar_combinada(clase, lambda a: 2.5 * a * a, "2.5 · a · a", [(3.0,)])
    casos = [(3.0, 4.0)]
    yield from observar_combinada(clase, lambda a, b: sum([a, b, a]), "sum([a, b, a])", casos)
    yield from observar_combinada(clase, lambda a, b: (1 - a) * b, "(1 − a) · b", casos)
    for signo, reflejada in _REFLEJADAS.items():
        yield from _con_el_numero_delante(clase, signo, reflejada)
    for signo in "·−":
        operar = _con_numero(_REFLEJADAS[signo], -2.7182818)
        yield from explorar_uno(_combinada(clase, operar, f"−2.7182818 {signo} a"))


_NUMEROS = (0, 1, -1, -3, 7, 2.7182818, 4e3, -3e3)
_REFLEJADAS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": lambda numero, a: numero + a,
    "·": lambda numero, a: numero * a,
    "−": lambda numero, a: numero - a,
}


def _con_numero(operar: Callable[[Any, Any], Any], numero: float) -> Callable[[Any], Any]:
    """La operación de un solo operando, con el número ya puesto delante."""
    return lambda a: operar(numero, a)


def _con_el_numero_delante(
    clase: Any, signo: str, operar: Callable[[Any, Any], Any]
) -> Iterator[Observacion]:
    operar = _sin_insistir(operar)
    ops = {n: _combinada(clase, _con_numero(operar, n), "") for n in _NUMEROS}
    for numero, op in ops.items():
        yield (
            f"{decir(numero)} {signo} a con a = −1.7345678, y el número es {_tipo(numero)}",
            luego(llega_a_las_hojas, op, (-1.7345678,), 1.5),
        )
    diminuta = _combinada(clase, _con_numero(operar, 3e-9), "")
    yield (
        f"{decir(3e-9)} {signo} a con a = 0.0001, en milmillonésimas",
        lambda: de_cerca(llega_a_las_hojas(diminuta, (1e-4,))),
    )
    yield (
        f"los números n con los que n {signo} a no recuerda a a",
        lambda: [n for n, op in ops.items() if not recuerda(op, (-1.7345678,))],
    )


def _tipo(numero: float) -> str:
    return "un entero" if isinstance(numero, int) else "un decimal"


def observar_potencia(clase: Any) -> Iterator[Observacion]:
    casos = ((3.0, 2), (2.0, 3), (-2.0, 3), (2.0, -1), (4.0, 0.5), (5.0, 1), (3.0, 0))
    for x, n in casos:
        yield from observar_combinada(clase, _elevar(n), f"x**{decir(n)}", [(x,)])
    yield from observar_una(clase, _elevar(2), "x**2", (3.0, -1.5))
    casos_de_suma = [(2.0,)]
    yield from observar_combinada(clase, lambda x: x**3 + x**2, "x**3 + x**2", casos_de_suma)
    for x, n in _BASES_Y_EXPONENTES:
        op = Operacion(clase, _elevar(n), "", retroceder)
        caso = f"x**{decir(n)} con x = {decir(x)}: dato y gradiente"
        yield caso, luego(llega_a_las_hojas, op, (x,), -1.5)
    for x, n in ((3e-9, 1), (2e-5, 2)):
        op = Operacion(clase, _elevar(n), "", retroceder)
        yield (
            f"x**{decir(n)} con x = {decir(x)}: dato y gradiente, en milmillonésimas",
            lambda op=op, x=x: de_cerca(llega_a_las_hojas(op, (x,))),
        )
    yield "dos potencias a la vez, x**3 y x**−2: gradientes", luego(_dos_exponentes, clase)


#: con base 0 solo donde la regla no divide entre 0; con exponente decimal, base positiva
_BASES_Y_EXPONENTES = (
    (0.0, 2), (0.0, 1), (0.0, 5), (-1.7345678, 4), (-0.6180339, -3), (2.7182818, -2.25),
    (1.4142135, 12), (0.25, 0.3333333), (3e7, 2), (3e7, -1), (2.5, 7.75), (-3, 2), (-4.25, 0),
    (1.0, 9), (5.25, 2.25), (-30.5, 3), (1.0625, 120), (0.9375, -130),
)  # fmt: skip


def _dos_exponentes(clase: Any) -> list[float]:
    a, b = clase(1.7345678), clase(-0.6180339)
    una, otra = a**3, b**-2
    retroceder(una, 1.5)
    retroceder(otra, -2.25)
    return [a.grad, b.grad]


def _elevar(n: float) -> Any:
    return lambda x: x**n


def observar_dividir(clase: Any) -> Iterator[Observacion]:
    casos = [(6.0, 3.0), (-1.0, 4.0), (2.0, -0.5)]
    yield from observar_combinada(clase, lambda a, b: a / b, "a / b", casos)
    yield from observar_combinada(clase, lambda a: a / 4, "a / 4", [(3.0,)])
    yield from observar_combinada(clase, lambda a: 1 / a, "1 / a", [(2.0,), (-4.0,)])
    yield from observar_combinada(clase, lambda a: 6 / a, "6 / a", [(2.0,)])
    yield from observar_combinada(clase, lambda a: a / a, "a / a", [(3.0,)])
    yield "quién escribió la nota de a / b", lambda: _de_quien_es_la_nota(clase, lambda a, b: a / b)
    op = _combinada(clase, lambda a, b: a / b, "a / b")
    yield from explorar_dos(op, **_SIN_DIVIDIR_ENTRE_CERO, sueltos=(-3, 2.7182818, 3e7))
    yield from _con_el_numero_delante(clase, "/", lambda numero, a: numero / a)
    op = _combinada(clase, lambda a: -2.7182818 / a, "−2.7182818 / a")
    yield from explorar_uno(op, (7.25, -3.0, 1.7345678, -0.2183746), diminutos=())


_SIN_DIVIDIR_ENTRE_CERO: Mapping[str, Any] = {
    "pares": (
        (0.0, -3.0), (-2.5, 1.25), (1.7345678, -0.2183746), (-4.1234567, -4.1234567), (7.25, 1.0),
        (-1.0, 6.125),
    ),
    "enormes": ((3e7, -2e6), (-4e5, 0.75), (2.5, 4e6), (1.6180339, 2e-9), (0.7, -2e-6)),
    "diminutos": ((3e-9, -2.7182818), (1.6180339, 4e8)),
}  # fmt: skip


def observar_exp(clase: Any) -> Iterator[Observacion]:
    puntos = (0.5, -2.0, 1.0, 0.0)
    yield from observar_una(clase, lambda x: x.exp(), "exp", puntos, **_CRECE_MUCHO)


_CRECE_MUCHO = {"enormes": (20.5, 300.25), "diminutos": (-18.5, 3e-9)}


def observar_relu(clase: Any) -> Iterator[Observacion]:
    yield from observar_una(clase, lambda x: x.relu(), "relu", (2.0, -3.0, 0.5, 0.0))


def observar_partes(clase: Any) -> Iterator[Observacion]:
    puntos = [(0.8,), (-0.3,), (0.0,), (2.0,)]
    yield from observar_combinada(clase, lambda x: x.tanh_por_partes(), "tanh por partes", puntos)
    yield "¿aparece la operación tanh en el grafo?", luego(_usa_tanh, clase)
    yield "lo que usa de lo que no se pedía (nota propia, math o tanh)", luego(_lo_vedado, clase)
    op = _combinada(clase, lambda a: a.tanh_por_partes(), "tanh por partes de a")
    yield from explorar_uno(op, enormes=(5.5, -4.25), diminutos=(3e-9, -5.5))


def _usa_tanh(clase: Any) -> str:
    grafo = ordenar(clase(0.8).tanh_por_partes())
    return "sí" if any(nodo._op == "tanh" for nodo in grafo) else "no"


def _lo_vedado(clase: Any) -> list[str]:
    """Lo que la función nombra, y las notas que ella misma escribe."""
    funcion = clase.tanh_por_partes
    suyos = [c for c in funcion.__code__.co_consts if isinstance(c, CodeType)]
    nodos = ordenar(clase(0.8).tanh_por_partes())
    notas = [getattr(nodo._backward, "__code__", None) for nodo in nodos]
    propias = ["una nota propia"] if any(nota in suyos for nota in notas) else []
    return propias + sorted(nombres_globales(funcion) & {"math", "numpy", "np", "torch", "tanh"})


# --- la segunda llamada --------------------------------------------------------------------------
def _tras_borrar(borrar_gradientes: Any, raiz: Any) -> list[tuple[float, Any]]:
    nodos = ordenar(raiz)
    for numero, nodo in enumerate(nodos, start=1):
        nodo.grad = float(numero)
    borrar_gradientes(raiz)
    return [(nodo.data, nodo.grad) for nodo in nodos]


def _cadena_corta(crear: Crear) -> Any:
    a, b, c = (crear(dato, ()) for dato in (1.0, 2.0, 3.0))
    return suma(crear, suma(crear, a, b), c)


def _cadena_larga(crear: Crear) -> Any:
    nodo = crear(1.0, ())
    for k in range(5):
        nodo = suma(crear, nodo, crear(float(k), ()))
    return nodo


def _con_repetidos(crear: Crear) -> Any:
    a = crear(1.0, ())
    b = suma(crear, a, a)
    return suma(crear, b, suma(crear, b, crear(5.0, ())))


def observar_borrar(borrar_gradientes: Any) -> Iterator[Observacion]:
    """Cada nodo, con su dato y su gradiente: los datos no deben cambiar."""
    crear = con_notas(de_clase(su_value(borrar_gradientes)))
    for caso, preparar in (
        ("un nodo solo", lambda crear: crear(7.0, ())),
        ("e = (a + b) + c", _cadena_corta),
        ("b = a + a; c = b + 5; d = b + c", _con_repetidos),
        ("una suma de cinco pisos", _cadena_larga),
    ):
        etiqueta = f"dato y gradiente de cada nodo, de las hojas a la raíz ({caso})"
        yield etiqueta, luego(_tras_borrar, borrar_gradientes, preparar(crear))
    yield from _explorar_borrado(borrar_gradientes, crear)


def _explorar_borrado(borrar: Any, crear: Crear) -> Iterator[Observacion]:
    def sin_borrar(grafo: Grafo) -> dict[str, Any]:
        for k, nodo in enumerate(grafo.values()):
            nodo.grad = _POR_BORRAR[k % len(_POR_BORRAR)]
        borrar(list(grafo.values())[-1])
        return {nombre: nodo.grad for nombre, nodo in grafo.items() if nodo.grad != 0}

    def dos_veces() -> list[dict[str, Any]]:
        grafo = GRAFOS["los datos suben y bajan"](crear)
        return [sin_borrar(grafo), sin_borrar(grafo)]

    def queda() -> str:
        grafo = GRAFOS["los datos suben y bajan"](crear)
        return lo_que_cambia(grafo, lambda: borrar(grafo["g"]), salvo="grad")

    for nombre, hacer in GRAFOS.items():
        etiqueta = f"gradientes que quedan sin borrar: {nombre}"
        yield etiqueta, lambda hacer=hacer: sin_borrar(hacer(crear))

    yield "gradientes que quedan sin borrar al borrar dos veces el mismo grafo", dos_veces
    yield "qué cambia en los nodos, además del gradiente", queda


_POR_BORRAR = (-3.5, 2e-9, 0.0, 3e7, -4, 1.0)


def observar_revuelto(respuesta: Any) -> Iterator[Observacion]:
    """Arma el programa y lo prueba: vale cualquier orden que funcione."""
    letras = leer_letras(respuesta)
    yield "líneas que faltan", lambda: sorted(set(LINEAS) - set(letras))
    yield "líneas en total", lambda: len(letras)
    yield "la primera línea", lambda: LINEAS[letras[0]].strip() if letras else "ninguna"
    yield "la última línea", lambda: LINEAS[letras[-1]].strip() if letras else "ninguna"
    yield "¿entiende Python el programa?", lambda: _entiende(armar(letras))
    yield from observar_orden(lambda raiz: funcion_de(armar(letras), "orden_topologico")(raiz))


def _entiende(programa: str) -> str:
    return "sí" if se_puede_leer(programa) else "no"


# --- el motor ajeno ------------------------------------------------------------------------------
def observar_producto(clase: Any) -> Iterator[Observacion]:
    yield from observar_dos(clase, lambda a, b: a * b, "×", (2.0, -3.5), suelto=False)


def observar_division(clase: Any) -> Iterator[Observacion]:
    explorar: Any = {**_SIN_DIVIDIR_ENTRE_CERO, "suelto": False}
    yield from observar_dos(clase, lambda a, b: a / b, "/", (2.0, -4.0), **explorar)


def observar_exp_ajena(clase: Any) -> Iterator[Observacion]:
    yield from observar_una(clase, lambda x: x.exp(), "exp", (2.0, 0.5, -1.0, 0.0), **_CRECE_MUCHO)


# --- operaciones nuevas --------------------------------------------------------------------------
def observar_seno(clase: Any) -> Iterator[Observacion]:
    yield from observar_una(clase, lambda x: x.sin(), "sin", (0.7, 2.5, -1.2, 0.0))


def observar_abs(clase: Any) -> Iterator[Observacion]:
    # con NumPy, restar dos comparaciones lanza: no todas las formas correctas lo aguantan
    puntos = (-3.0, 2.0, -0.5, 0.5, 0.0)
    yield from observar_una(clase, abs, "abs", puntos, con_numpy=False)


#: los que van cerca, los que van lejos de 0 hacia el mismo lado y, al final, un empate
_CONTIENDAS: Mapping[str, Any] = {
    "pares": (
        *PARES, (2.5, 2.50000001), (-1.25, -1.2501), (1.7345678, 1.7312), (1.7345673, 1.7345671),
        (1.7345671, 1.7345673), (1.7345678, 1.2345), (0.0, 0.5), (0.5, 0.0),
        (-4.1234567, -4.1234567),
    ),
    "enormes": (*PARES_ENORMES, (400.5, 300.25), (300.25, 400.5), (-300.25, -400.5), (400.5, 400.5),
        (-400.5, -400.5),
    ),
    "diminutos": (*PARES_DIMINUTOS, (-0.75, 3e-9), (2e-9, 0.0), (2e-9, 5e-9)),
}  # fmt: skip


def observar_maximo(clase: Any) -> Iterator[Observacion]:
    def mayor(a: Any, b: Any) -> Any:
        return a.maximo(b)

    yield from observar_dos(clase, mayor, "máximo", (2.0, -3.5), **_CONTIENDAS)
    casos = (((-1.0, 6.0), "gana b"), ((3.0, 1.0), "gana a"), ((5.0, 5.0), "empate"))
    for datos, caso in casos:
        etiqueta = f"gradientes de a y b cuando al máximo le llega 2 ({caso})"
        yield etiqueta, luego(tras_la_nota, clase, mayor, datos, 2.0)
