"""Las listas de puntajes con que se explora: lo mismo escrito de otro modo da lo mismo."""

import math

import pytest

from minigrad.aula.exploracion.puntajes import explorar_listas, explorar_puntajes
from minigrad.aula.huella.observar import misma_huella, observar
from minigrad.engine import Value


def nll(logits, clase):
    exps = [z.exp() for z in logits]
    return -(exps[clase] / sum(exps)).log()


def estable(logits, clase):
    mayor = max(z.data for z in logits)
    return sum((z - mayor).exp() for z in logits).log() + mayor - logits[clase]


def sin_grafo(logits, clase):
    return nll([Value(z.data) for z in logits], clase)


def por_dato(logits, clase):
    exps = {z.data: z.exp() for z in logits}
    return -(exps[logits[clase].data] / sum(exps.values())).log()


def topada(logits, clase):
    return nll([z if z.data < 100 else z - z.data + 100 for z in logits], clase)


def con_epsilon(logits, clase):
    exps = [z.exp() for z in logits]
    return -(exps[clase] / sum(exps) + 1e-9).log()


def vacia_la_lista(logits, clase):
    perdida = nll(logits, clase)
    logits.clear()
    return perdida


def de_nodos(funcion):
    return observar(lambda f: explorar_puntajes(Value, f, "nll"), funcion, 5.0)


def test_otra_forma_de_la_perdida_se_porta_igual():
    assert misma_huella(de_nodos(nll), de_nodos(estable), 1e-6)


@pytest.mark.parametrize("mala", [sin_grafo, por_dato, topada, con_epsilon, vacia_la_lista])
def test_la_perdida_equivocada_se_nota(mala):
    assert not misma_huella(de_nodos(nll), de_nodos(mala), 1e-6)


def softmax(puntajes, _):
    exps = [math.exp(z - max(puntajes)) for z in puntajes]
    return [e / sum(exps) for e in exps]


def reciproca(puntajes, _):
    return tuple(1 / sum(math.exp(min(otro - z, 700)) for otro in puntajes) for z in puntajes)


def se_desborda(puntajes, _):
    exps = [math.exp(z) for z in puntajes]
    return [e / sum(exps) for e in exps]


def la_ordena(puntajes, _):
    puntajes.sort()
    return softmax(puntajes, _)


def un_generador(puntajes, _):
    return (p for p in softmax(puntajes, _))


def de_numeros(funcion):
    mirar = lambda f: explorar_listas(f, "softmax", con_clase=False)  # noqa: E731
    return observar(mirar, funcion, 5.0)


def test_otra_forma_de_softmax_se_porta_igual():
    assert misma_huella(de_numeros(softmax), de_numeros(reciproca), 1e-6)


@pytest.mark.parametrize("mala", [se_desborda, la_ordena, un_generador])
def test_el_softmax_equivocado_se_nota(mala):
    assert not misma_huella(de_numeros(softmax), de_numeros(mala), 1e-6)
