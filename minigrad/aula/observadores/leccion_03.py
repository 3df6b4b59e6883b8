"""Qué se observa en la lección 3 y su práctica: notas, orden topológico y `backward()`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from minigrad.aula.ejercicios.lineas import funcion_de, leer_letras, se_puede_leer
from minigrad.aula.ejercicios.practica_03 import LINEAS, armar
from minigrad.aula.huella.observar import Observacion
from minigrad.aula.observadores.notas import (
    Nodo,
    enlazar,
    luego,
    observar_combinada,
    observar_dos,
    observar_una,
    ordenar,
    tras_la_nota,
)


# --- reglas locales y clausuras ------------------------------------------------------------------
def observar_nota(dejar_nota: Any) -> Iterator[Observacion]:
    def preparar(local: float, al_crear: float, al_llamar: float) -> tuple[Nodo, Any]:
        hijo, salida = Nodo(2.0), Nodo(7.0)
        salida.grad = al_crear
        nota = dejar_nota(hijo, salida, local)
        salida.grad = al_llamar
        return hijo, nota

    def antes() -> float:
        return preparar(-3.0, 11.0, 5.0)[0].grad

    def despues(local: float, al_crear: float, al_llamar: float) -> float:
        hijo, nota = preparar(local, al_crear, al_llamar)
        nota()
        return hijo.grad

    def salida_despues() -> float:
        hijo, salida = Nodo(2.0), Nodo(7.0)
        salida.grad = 5.0
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


# --- las tres primeras notas ---------------------------------------------------------------------
def observar_sumar(clase: Any) -> Iterator[Observacion]:
    yield from observar_dos(clase, lambda a, b: a + b, "+", (2.0, -3.0))


def observar_multiplicar(clase: Any) -> Iterator[Observacion]:
    yield from observar_dos(clase, lambda a, b: a * b, "×", (2.0, -3.5))


def observar_tanh(clase: Any) -> Iterator[Observacion]:
    yield from observar_una(clase, lambda x: x.tanh(), "tanh", (0.8, -0.3, 0.0, 2.0))


_MANO = ("x1", "x2", "w1", "w2", "b", "p1", "p2", "s", "n")


def _neurona_a_mano() -> dict[str, Nodo]:
    """La neurona de la lección, con notas hechas aquí."""
    x1, x2, w1, w2, b = (Nodo(v) for v in (2.0, 0.0, -3.0, 1.0, 6.8813735870195432))
    p1 = enlazar(Nodo, -6.0, [(x1, w1.data), (w1, x1.data)])
    p2 = enlazar(Nodo, 0.0, [(x2, w2.data), (w2, x2.data)])
    s = enlazar(Nodo, -6.0, [(p1, 1.0), (p2, 1.0)])
    n = enlazar(Nodo, s.data + b.data, [(s, 1.0), (b, 1.0)])
    o = enlazar(Nodo, math.tanh(n.data), [(n, 1 - math.tanh(n.data) ** 2)])
    return dict(zip((*_MANO, "o"), (x1, x2, w1, w2, b, p1, p2, s, n, o), strict=True))


def observar_a_mano(orden: Any) -> Iterator[Observacion]:
    """Llama a las notas en el orden dado; vale cualquier orden que complete los gradientes."""
    nodos = _neurona_a_mano()

    otras = {"str": "un texto", "set": "un conjunto, que no guarda el orden"}
    yield "qué escribiste", otras.get(type(orden).__name__, "una lista")
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


def _grad_de(nodos: Mapping[str, Nodo], nombre: str) -> float:
    return nodos[nombre].grad


def _mas(*hijos: Nodo) -> Nodo:
    return Nodo(sum(h.data for h in hijos), hijos)


def _grafos() -> Iterator[tuple[str, Nodo]]:
    """Grafos cada vez más difíciles; algunos nodos distintos guardan el mismo número."""
    yield "un nodo solo", Nodo(1.0)
    yield "c = a + b", _mas(Nodo(1.0), Nodo(2.0))
    a = Nodo(1.0)
    b = _mas(a, a)
    yield "b = a + a; c = b + b", _mas(b, b)
    yield "d = b + c, donde c usa a b", _mas(b, _mas(b, Nodo(5.0)))
    yield "d = c + b, donde c usa a b", _mas(_mas(b, Nodo(5.0)), b)
    yield "dos hojas con el mismo dato", _mas(Nodo(3.0), Nodo(3.0))
    capa = [Nodo(1.0), Nodo(2.0), Nodo(3.0)]
    for _ in range(3):
        capa = [_mas(*capa), _mas(*reversed(capa)), _mas(capa[0], capa[2])]
    yield "tres capas donde todos usan a todos", _mas(*capa)


def _nodos_de(orden: Any) -> list[Any]:
    if not isinstance(orden, list | tuple):
        raise TypeError("se espera una lista")
    return list(orden)


def _que_entrega(orden: Any) -> str:
    nombres = {list: "una lista", tuple: "una lista", set: "un conjunto", type(None): "nada"}
    return nombres.get(type(orden), "otra cosa")


def _cuantos(orden: Any) -> int:
    return len(_nodos_de(orden))


def _sin_repetir(orden: Any) -> bool:
    nodos = _nodos_de(orden)
    return len({id(nodo) for nodo in nodos}) == len(nodos)


def _raiz_al_final(orden: Any, raiz: Nodo) -> bool:
    return _nodos_de(orden)[-1] is raiz


def _hijos_antes(orden: Any) -> bool:
    puesto = {id(nodo): i for i, nodo in enumerate(_nodos_de(orden))}
    return all(puesto.get(id(hijo), -1) < puesto[id(nodo)] for nodo in orden for hijo in nodo._prev)


def _consumidores_antes(orden: Any) -> bool:
    return _hijos_antes(_nodos_de(orden)[::-1])


def observar_orden(orden_topologico: Any) -> Iterator[Observacion]:
    """Vale cualquier orden correcto: se mira qué cumple la lista, no qué lista es."""
    for caso, raiz in _grafos():
        lista = _una_vez(orden_topologico, raiz)
        yield f"qué entrega la función ({caso})", lambda lista=lista: _que_entrega(lista())
        yield f"nodos en la lista ({caso})", lambda lista=lista: _cuantos(lista())
        yield f"¿ninguno se repite? ({caso})", lambda lista=lista: _sin_repetir(lista())
        yield (
            f"¿la raíz está al final? ({caso})",
            lambda lista=lista, raiz=raiz: _raiz_al_final(lista(), raiz),
        )
        yield (
            f"¿cada hijo va antes que sus consumidores? ({caso})",
            lambda lista=lista: _hijos_antes(lista()),
        )
        if raiz._prev:
            yield (
                f"¿está la lista al revés? ({caso})",
                lambda lista=lista: _consumidores_antes(lista()),
            )


def _una_vez(funcion: Any, raiz: Nodo) -> Any:
    """Llama a la función la primera vez y después devuelve lo mismo."""
    hechas: list[Any] = []

    def llamar() -> Any:
        if not hechas:
            hechas.append(funcion(raiz))
        return hechas[0]

    return llamar


# --- el paso hacia atrás -------------------------------------------------------------------------
def _suma(clase: Any, x: Any, y: Any) -> Any:
    return enlazar(clase, x.data + y.data, [(x, 1.0), (y, 1.0)])


def _producto(clase: Any, x: Any, y: Any) -> Any:
    return enlazar(clase, x.data * y.data, [(x, y.data), (y, x.data)])


def _cadena(clase: Any) -> dict[str, Any]:
    a, b = clase(2.0), clase(-3.0)
    c = _producto(clase, a, b)
    return {"a": a, "b": b, "c": c, "d": _suma(clase, c, clase(10.0))}


def _doble(clase: Any) -> dict[str, Any]:
    a = clase(1.0)
    b = _suma(clase, a, a)
    return {"a": a, "b": b, "c": _suma(clase, b, b)}


def _rombo(clase: Any) -> dict[str, Any]:
    a = clase(1.0)
    b = _suma(clase, a, a)
    c = _producto(clase, b, clase(5.0))
    return {"a": a, "b": b, "c": c, "d": _suma(clase, b, c)}


def _rombo_negativo(clase: Any) -> dict[str, Any]:
    """Aquí los datos bajan: quien ordene los nodos por su dato se equivoca."""
    a = clase(1.0)
    b = _suma(clase, a, a)
    c = _producto(clase, b, clase(-5.0))
    return {"a": a, "b": b, "c": c, "d": _suma(clase, b, c)}


def _rombo_al_reves(clase: Any) -> dict[str, Any]:
    a = clase(1.5)
    b = _producto(clase, a, a)
    c = _suma(clase, b, clase(2.0))
    d = _producto(clase, c, b)
    return {"a": a, "b": b, "c": c, "d": d, "e": _suma(clase, _suma(clase, d, c), b)}


_GRAFOS = {
    "c = a·b; d = c + 10": _cadena,
    "b = a + a; c = b + b": _doble,
    "b = a + a; c = 5b; d = b + c": _rombo,
    "b = a + a; c = −5b; d = b + c": _rombo_negativo,
    "b = a·a; c = b + 2; d = c·b; e = (d + c) + b": _rombo_al_reves,
}


def _tras_backward(clase: Any, grafo: Any) -> dict[str, float]:
    nodos = grafo(clase)
    list(nodos.values())[-1].backward()
    return {nombre: nodo.grad for nombre, nodo in nodos.items()}


def _al_llamar_a_la_raiz(clase: Any) -> list[float]:
    """Qué gradiente tenía la raíz cada vez que alguien llamó a su nota."""
    raiz = clase(4.0)
    vistos: list[float] = []
    raiz._backward = lambda: vistos.append(raiz.grad)
    raiz.backward()
    return vistos


def _llamadas(clase: Any) -> list[str]:
    """Las notas que se llaman en la cadena a → b → c → d, sin contar la de la hoja."""
    llamadas: list[str] = []
    nodo = clase(2.0)
    for nombre in "bcd":
        nodo = clase(2.0, [nodo])
        nodo._backward = luego(llamadas.append, nombre)
    nodo.backward()
    return llamadas


def _dato_de_la_raiz(clase: Any) -> float:
    raiz = _suma(clase, clase(1.0), clase(2.0))
    raiz.backward()
    return float(raiz.data)


def _dos_raices(clase: Any) -> float:
    a = clase(3.0)
    primera, segunda = _suma(clase, a, clase(1.0)), _producto(clase, a, clase(5.0))
    primera.backward()
    segunda.backward()
    return float(a.grad)


def _raiz_dos_veces(clase: Any) -> float:
    raiz = _suma(clase, clase(1.0), clase(2.0))
    raiz.backward()
    raiz.backward()
    return float(raiz.grad)


def _hoja_dos_veces(clase: Any) -> bool:
    a = clase(1.0)
    b = _suma(clase, a, a)
    raiz = _producto(clase, b, b)
    raiz.backward()
    primera = a.grad
    raiz.backward()
    return bool(a.grad > primera)


def observar_backward(clase: Any) -> Iterator[Observacion]:
    """Las notas se ponen a mano: así no importa si la suma o el producto están mal."""
    for caso, grafo in _GRAFOS.items():
        yield f"gradientes después de backward ({caso})", luego(_tras_backward, clase, grafo)
    yield "gradiente de la raíz al llamar a su nota", luego(_al_llamar_a_la_raiz, clase)
    yield "notas llamadas, en orden (cadena de a hasta d)", luego(_llamadas, clase)
    yield "dato de la raíz después de backward (1 + 2)", luego(_dato_de_la_raiz, clase)
    yield "gradiente de a, hoja de dos resultados (1 + 5)", luego(_dos_raices, clase)
    yield "gradiente de la raíz tras llamar dos veces", luego(_raiz_dos_veces, clase)
    # cuánto crece depende de si los nodos intermedios se borran o no, y las dos cosas valen
    yield "¿crece el gradiente de la hoja al llamar otra vez?", luego(_hoja_dos_veces, clase)


# --- más operaciones -----------------------------------------------------------------------------
def observar_restar(clase: Any) -> Iterator[Observacion]:
    yield from observar_combinada(clase, lambda a: -a, "−a", [(3.0,), (-2.0,)])
    casos = [(2.0, 5.0), (-1.0, -4.0)]
    yield from observar_combinada(clase, lambda a, b: a - b, "a − b", casos)
    yield from observar_combinada(clase, lambda a: a - 4, "a − 4", [(3.0,)])
    yield from observar_combinada(clase, lambda a: a - a, "a − a", [(3.0,)])
    casos = [(2.0, 5.0)]
    yield from observar_combinada(clase, lambda a, b: (a - b) * (a - b), "(a − b)²", casos)


def observar_reflejados(clase: Any) -> Iterator[Observacion]:
    yield from observar_combinada(clase, lambda a: 4 + a, "4 + a", [(3.0,)])
    yield from observar_combinada(clase, lambda a: 2 * a, "2 · a", [(3.0,), (-5.0,)])
    yield from observar_combinada(clase, lambda a: 1 - a, "1 − a", [(3.0,), (-5.0,)])
    yield from observar_combinada(clase, lambda a: 2.5 * a * a, "2.5 · a · a", [(3.0,)])
    casos = [(3.0, 4.0)]
    yield from observar_combinada(clase, lambda a, b: sum([a, b, a]), "sum([a, b, a])", casos)
    yield from observar_combinada(clase, lambda a, b: (1 - a) * b, "(1 − a) · b", casos)


def observar_potencia(clase: Any) -> Iterator[Observacion]:
    casos = ((3.0, 2), (2.0, 3), (-2.0, 3), (2.0, -1), (4.0, 0.5), (5.0, 1), (3.0, 0))
    for x, n in casos:
        caso = f"x**{n}, con x = {x:g}".replace("-", "−")
        potencia = _elevar(n)
        yield from observar_combinada(clase, potencia, caso, [(x,)])
    yield from observar_una(clase, _elevar(2), "x**2", (3.0, -1.5))
    casos_de_suma = [(2.0,)]
    yield from observar_combinada(clase, lambda x: x**3 + x**2, "x**3 + x**2", casos_de_suma)


def _elevar(n: float) -> Any:
    return lambda x: x**n


def observar_dividir(clase: Any) -> Iterator[Observacion]:
    casos = [(6.0, 3.0), (-1.0, 4.0), (2.0, -0.5)]
    yield from observar_combinada(clase, lambda a, b: a / b, "a / b", casos)
    yield from observar_combinada(clase, lambda a: a / 4, "a / 4", [(3.0,)])
    yield from observar_combinada(clase, lambda a: 1 / a, "1 / a", [(2.0,), (-4.0,)])
    yield from observar_combinada(clase, lambda a: 6 / a, "6 / a", [(2.0,)])
    yield from observar_combinada(clase, lambda a: a / a, "a / a", [(3.0,)])


def observar_exp(clase: Any) -> Iterator[Observacion]:
    yield from observar_una(clase, lambda x: x.exp(), "exp", (0.5, -2.0, 1.0, 0.0))


def observar_relu(clase: Any) -> Iterator[Observacion]:
    yield from observar_una(clase, lambda x: x.relu(), "relu", (2.0, -3.0, 0.5, 0.0))


def observar_partes(clase: Any) -> Iterator[Observacion]:
    puntos = [(0.8,), (-0.3,), (0.0,), (2.0,)]
    yield from observar_combinada(clase, lambda x: x.tanh_por_partes(), "tanh por partes", puntos)
    yield "¿aparece la operación tanh en el grafo?", luego(_usa_tanh, clase)


def _usa_tanh(clase: Any) -> bool:
    return any(nodo._op == "tanh" for nodo in ordenar(clase(0.8).tanh_por_partes()))


# --- la segunda llamada --------------------------------------------------------------------------
def _tras_borrar(borrar_gradientes: Any, preparar: Any) -> list[tuple[float, Any]]:
    raiz = preparar()
    nodos = ordenar(raiz)
    for numero, nodo in enumerate(nodos, start=1):
        nodo.grad = float(numero)
    borrar_gradientes(raiz)
    return [(nodo.data, nodo.grad) for nodo in nodos]


def _cadena_corta() -> Nodo:
    return _mas(_mas(Nodo(1.0), Nodo(2.0)), Nodo(3.0))


def _cadena_larga() -> Nodo:
    nodo = Nodo(1.0)
    for k in range(5):
        nodo = _mas(nodo, Nodo(float(k)))
    return nodo


def _con_repetidos() -> Nodo:
    a = Nodo(1.0)
    b = _mas(a, a)
    return _mas(b, _mas(b, Nodo(5.0)))


def observar_borrar(borrar_gradientes: Any) -> Iterator[Observacion]:
    """Cada nodo, con su dato y su gradiente: los datos no deben cambiar."""
    for caso, preparar in (
        ("un nodo solo", lambda: Nodo(7.0)),
        ("e = (a + b) + c", _cadena_corta),
        ("b = a + a; c = b + 5; d = b + c", _con_repetidos),
        ("una suma de cinco pisos", _cadena_larga),
    ):
        etiqueta = f"dato y gradiente de cada nodo, de las hojas a la raíz ({caso})"
        yield etiqueta, luego(_tras_borrar, borrar_gradientes, preparar)


def observar_revuelto(respuesta: Any) -> Iterator[Observacion]:
    """Arma el programa y lo prueba: vale cualquier orden que funcione."""
    letras = leer_letras(respuesta)
    yield "líneas que faltan", lambda: sorted(set(LINEAS) - set(letras))
    yield "líneas en total", lambda: len(letras)
    yield "¿la última línea devuelve la lista?", lambda: letras[-1:] == ["F"]
    yield "¿Python entiende el programa?", lambda: se_puede_leer(armar(letras))
    yield from observar_orden(lambda raiz: funcion_de(armar(letras), "orden_topologico")(raiz))


# --- el motor ajeno ------------------------------------------------------------------------------
def observar_producto(clase: Any) -> Iterator[Observacion]:
    yield from observar_dos(clase, lambda a, b: a * b, "×", (2.0, -3.5), suelto=False)


def observar_division(clase: Any) -> Iterator[Observacion]:
    yield from observar_dos(clase, lambda a, b: a / b, "/", (2.0, -4.0), suelto=False)
    yield from observar_dos(clase, lambda a, b: a / b, "/", (1.0, 0.5), suelto=False)


def observar_exp_ajena(clase: Any) -> Iterator[Observacion]:
    yield from observar_una(clase, lambda x: x.exp(), "exp", (2.0, 0.5, -1.0, 0.0))


# --- operaciones nuevas --------------------------------------------------------------------------
def observar_seno(clase: Any) -> Iterator[Observacion]:
    yield from observar_una(clase, lambda x: x.sin(), "sin", (0.7, 2.5, -1.2, 0.0))


def observar_coseno(clase: Any) -> Iterator[Observacion]:
    yield from observar_una(clase, lambda x: x.cos(), "cos", (0.7, 2.5, -1.2, 0.0))


def observar_abs(clase: Any) -> Iterator[Observacion]:
    yield from observar_una(clase, abs, "abs", (-3.0, 2.0, -0.5, 0.5, 0.0))


def observar_softplus(clase: Any) -> Iterator[Observacion]:
    yield from observar_una(clase, lambda x: x.softplus(), "softplus", (0.5, -2.0, 3.0, 0.0))


def observar_maximo(clase: Any) -> Iterator[Observacion]:
    def mayor(a: Any, b: Any) -> Any:
        return a.maximo(b)

    yield from observar_dos(clase, mayor, "máximo", (2.0, -3.5))
    casos = (((-1.0, 6.0), "gana b"), ((3.0, 1.0), "gana a"), ((5.0, 5.0), "empate"))
    for datos, caso in casos:
        etiqueta = f"gradientes de a y b cuando al máximo le llega 2 ({caso})"
        yield etiqueta, luego(tras_la_nota, clase, mayor, datos, 2.0)
