"""Los grafos con que se explora: se recorren a mano aquí, y lo equivocado se nota."""

import pytest

from minigrad.aula.exploracion import grafos
from minigrad.aula.huella.observar import misma_huella, observar


class Valor:
    __slots__ = ("_locales", "_prev", "data", "grad")


class Value:
    """Una clase de aprendiz: nada de lo que hay en ella se llama."""

    def __init__(self):
        raise AssertionError


CREAR = grafos.de_clase(Value)


def ordenar(raiz):
    orden, visitados = [], set()

    def visitar(nodo):
        if nodo not in visitados:
            visitados.add(nodo)
            for hijo in nodo._prev:
                visitar(hijo)
            orden.append(nodo)

    visitar(raiz)
    return orden


def hacia_atras(raiz):
    orden = ordenar(raiz)
    for nodo in orden:
        nodo.grad = 0.0 if nodo._prev else nodo.grad
    raiz.grad = 1.0
    for nodo in reversed(orden):
        for hijo, local in zip(nodo._prev, nodo._locales, strict=True):
            hijo.grad += local * nodo.grad


def sin_visitados(raiz):
    return [nodo for hijo in raiz._prev for nodo in sin_visitados(hijo)] + [raiz]


def de_una_vez(raiz, orden=[]):  # noqa: B006 (es el error que se busca)
    orden += ordenar(raiz)
    return orden


def por_dato(raiz):
    return sorted(ordenar(raiz), key=lambda nodo: nodo.data)


def con_marcas(raiz):
    def visitar(nodo):
        if hasattr(nodo, "visto"):
            return []
        nodo.visto = True
        return [n for hijo in nodo._prev for n in visitar(hijo)] + [nodo]

    return visitar(raiz)


def test_los_nodos_son_de_la_clase_que_usa_la_respuesta():
    assert type(grafos.de_clase(grafos.su_value(ordenar))(2.0, ())) is Value
    assert type(grafos.de_clase(Valor)(2.0, ())) is grafos.Nodo


@pytest.mark.parametrize("nombre", grafos.GRAFOS)
def test_cada_grafo_esta_entero_y_de_las_hojas_a_la_raiz(nombre):
    grafo = grafos.GRAFOS[nombre](CREAR)
    assert {*map(id, ordenar(list(grafo.values())[-1]))} == {*map(id, grafo.values())}
    assert grafos.faltas_del_orden(grafo.values(), grafo) == grafos.faltas_del_orden(
        ordenar(list(grafo.values())[-1]), grafo
    )


@pytest.mark.parametrize("malo", [sin_visitados, de_una_vez, por_dato, con_marcas])
def test_un_orden_equivocado_se_nota_y_no_cuelga(malo):
    buena = observar(grafos.explorar_orden, ordenar, 5.0)
    assert not misma_huella(observar(grafos.explorar_orden, malo, 5.0), buena, 1e-6)


def test_cuarenta_duplicaciones_no_cuelgan():
    grafo = grafos.duplicaciones(grafos.contando(CREAR))
    raiz = list(grafo.values())[-1]
    assert "se detuvo" in grafos.sin_pasarse(lambda: sin_visitados(raiz))


def test_el_paso_hacia_atras_se_mira_tambien_la_segunda_vez():
    def gastado(raiz, hechas=[]):  # noqa: B006 (es el error que se busca)
        if not hechas:
            hacia_atras(raiz)
        hechas.append(raiz)

    def mirar(respuesta):
        return grafos.explorar_hacia_atras(respuesta, CREAR)

    buena = observar(mirar, hacia_atras, 5.0)
    assert not any(observada.forma.clase == "excepcion" for observada in buena)
    assert not misma_huella(observar(mirar, gastado, 5.0), buena, 1e-6)


def test_lo_que_cambia_se_dice():
    grafo = grafos.GRAFOS["los datos suben y bajan"](CREAR)
    assert grafos.lo_que_cambia(grafo, lambda: None) == "nada"
    assert grafos.lo_que_cambia(grafo, lambda: setattr(grafo["a"], "_prev", ())) == "nada"
    assert grafos.lo_que_cambia(grafo, lambda: setattr(grafo["c"], "_prev", ())) == "cambia _prev"
